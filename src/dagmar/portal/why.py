"""Why an amount: the receipt of a case as steps, beside all recipients of the same pot, and as a file to recompute."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dagmar.allocation.plan import recompute
from dagmar.allocation.receipt import Receipt, SealedReceipt, node_of, replay
from dagmar.allocation.steps import ExactStep, KeyStep, ResidualStep, RoundedStep, Step
from dagmar.basis.actors import Actor
from dagmar.portal import naming
from dagmar.portal.bars import bars
from dagmar.portal.door import lang_of, page
from dagmar.store import cases
from dagmar.store.values import CaseView
from dagmar.words.amounts import number as grouped
from dagmar.words.receipts import answer


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient in the reckoning: weight and exact share as texts, the rest as öre. None where there is none."""

    recipient: str
    name: str
    weight: str
    exact: str
    rounded: int | None
    rest: int | None
    amount: int


@page
@require_safe
def shown(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The receipt in words."""
    view, sealed = _asked(number, actor)
    receipt, year = sealed.receipt, view.line.year
    rows = _rows(receipt, year)
    page_ = {
        "line": view.line,
        "agreement": view.agreement,
        "grant": naming.grant(view.agreement, view.line.grant, lang_of(request)),
        "sealed": sealed,
        "said": answer(receipt, lambda whom: naming.party(whom, year), lang_of(request)),
        "holds": not replay(sealed),
        "rows": rows,
        "divided": any(row.rounded is not None for row in rows),
        "total": sum(row.amount for row in rows),
        "rounded": sum(row.rounded or 0 for row in rows),
        "rest": sum(row.rest or 0 for row in rows),
        "share": bars(*((row.name, row.amount, "mine" if row.recipient == receipt.recipient else "") for row in rows)),
    }
    return render(request, "portal/why.html", page_)


@page
@require_safe
def file(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:  # noqa: ARG001 (a view is given it)
    """The receipt as the file that `dagmar replay` recomputes."""
    _, sealed = _asked(number, actor)
    text = json.dumps(node_of(sealed), ensure_ascii=False, indent=2)
    answer_ = HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")
    answer_["Content-Disposition"] = f'attachment; filename="kvitto-{number}.json"'
    return answer_


def _asked(number: str, actor: Actor) -> tuple[CaseView, SealedReceipt]:
    view, sealed = cases.case(number, actor), cases.receipt(number, actor)
    if view is None or sealed is None:
        raise Http404
    return view, sealed


def _rows(receipt: Receipt, year: int) -> list[Row]:
    """Every recipient of the pot, reckoned from the receipt's own facts."""
    division, _ = recompute(receipt.pot, receipt.facts)
    return [_row(whom, got.amount, got.steps, year) for whom, got in division.items()]


def _row(whom: str, amount: int, steps: tuple[Step, ...], year: int) -> Row:
    keys = [step for step in steps if isinstance(step, KeyStep)]
    exact = [step for step in steps if isinstance(step, ExactStep)]
    rounded = [step for step in steps if isinstance(step, RoundedStep)]
    rests = [step for step in steps if isinstance(step, ResidualStep)]
    simple = len(keys) == len(exact) == len(rounded) == 1
    return Row(
        recipient=whom,
        name=naming.party(whom, year),
        weight=grouped(int(keys[0].weight)) if simple and keys[0].by == "population" else "",
        exact=_three_decimals(exact[0].kronor) if simple else "",
        rounded=rounded[0].amount if simple else None,
        rest=rests[0].rest if simple and rests else 0 if simple else None,
        amount=amount,
    )


def _three_decimals(value: Fraction) -> str:
    """An exact number of kronor, cut after three decimals."""
    thousandths = value.numerator * 1000 // value.denominator
    return f"{grouped(thousandths // 1000)},{thousandths % 1000:03d}"
