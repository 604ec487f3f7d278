"""Cases: the list, and one case with its next step, its figures, its papers and what has happened."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dagmar.basis.actors import Actor
from dagmar.basis.personal import without_personal_numbers
from dagmar.case.deeds import DEEDS as RULES
from dagmar.case.deeds import party_of
from dagmar.case.standing import Stage, Standing
from dagmar.portal import naming
from dagmar.portal.bars import Bar, bars
from dagmar.portal.door import lang_of, page, today
from dagmar.portal.prefilling import as_filled_in
from dagmar.portal.telling import pick
from dagmar.store import cases
from dagmar.store.reading import approved
from dagmar.store.values import CaseLine, CaseView
from dagmar.words import Lang
from dagmar.words.amounts import percent
from dagmar.words.cases import STAGES


@page
@require_safe
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases that the actor may see, narrowed by stage and by name or number."""
    lang, known = lang_of(request), approved()
    sought, stage = without_personal_numbers(request.GET.get("sok", "").strip()), request.GET.get("lage", "")
    lines = cases.cases(actor)
    rows = [(line, naming.grant(_terms(known, line), line.grant, lang)) for line in lines if _fits(line, sought, stage)]
    shown = {
        "rows": rows,
        "all": len(lines),
        "sought": sought,
        "stage": stage,
        "stages": [(each, STAGES[each][lang].capitalize()) for each in get_args(Stage) if _held(each, lines)],
    }
    return render(request, "portal/cases.html", shown)


def _terms(known: dict[str, Any], line: CaseLine) -> Any:
    return known[line.agreement].terms if line.agreement in known else None


def _held(stage: str, lines: list[CaseLine]) -> bool:
    return any(line.stage == stage for line in lines)


def _fits(line: CaseLine, sought: str, stage: str) -> bool:
    name = naming.party(line.recipient, line.year).casefold()
    found = not sought or sought.casefold() in name or sought in line.number or sought == line.recipient
    return found and stage in ("", line.stage)


@page
@require_safe
def shown(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """One case."""
    view = cases.case(number, actor)
    if view is None:
        raise Http404
    lang = lang_of(request)
    standing, terms, line = view.standing, view.terms, view.line
    deeds = naming.sensible(view, today())
    due = naming.due_of(view)
    page_ = {
        "view": view,
        "line": line,
        "standing": standing,
        "agreement": view.agreement,
        "grant": naming.grant(view.agreement, line.grant, lang),
        "due": due,
        "sent_back_for": naming.sent_back_for(view),
        "reclaim": naming.reclaim_of(view),
        "is_late": due is not None and due < today(),
        "is_mine": line.next_deed in deeds,
        "whose": party_of(RULES[line.next_deed], terms) if line.next_deed else "",
        "others": [deed for deed in deeds if deed != line.next_deed],
        "share": _share(standing, lang),
        "used": percent(Fraction(standing.used, standing.paid), lang) if standing.paid else "",
        "requisition": as_filled_in(terms.requisition_form, standing.requisition, lang),
        "statement": as_filled_in(terms.statement_form, standing.statement, lang),
        "happenings": list(reversed(view.happenings)),
        "siblings": _siblings(view, actor, lang),
    }
    return render(request, "portal/case.html", page_)


def _siblings(view: CaseView, actor: Actor, lang: Lang) -> list[tuple[CaseLine, str]]:
    """The recipient's other cases of the same agreement and year: their papers go together."""
    line = view.line
    alike = cases.cases(actor, agreement__agreement=line.agreement, year=line.year, recipient=line.recipient)
    return [(each, naming.grant(view.agreement, each.grant, lang)) for each in alike if each.number != line.number]


def _share(standing: Standing, lang: Lang) -> tuple[Bar, ...]:
    """The parts of the sum: of what was paid where anything was, else of the right."""
    if standing.paid:
        stated = standing.stage in _STATED and not standing.used
        used = min(standing.total_costs, standing.open) if stated else standing.used
        word = pick(lang, "Använt enligt redovisningen", "Used, by the statement")
        return bars(
            (word if stated else pick(lang, "Använt", "Used"), used, "mine"),
            (pick(lang, "Återbetalt", "Returned"), standing.returned, "mid"),
            (pick(lang, "Att betala tillbaka", "To be repaid"), standing.demanded, "back"),
            (
                pick(lang, "Inte använt, enligt redovisningen", "Not used, by the statement"),
                standing.open - used if stated else 0,
                "back",
            ),
            (pick(lang, "Inte redovisat", "Not accounted for"), 0 if stated else standing.open, ""),
        )
    return bars(
        (pick(lang, "Beslutat", "Decided"), standing.decided, "mine"),
        (pick(lang, "Förfallet", "Lapsed"), standing.lapsed, "back"),
        (
            pick(lang, "Inte beslutat", "Not decided"),
            standing.entitlement - standing.decided - standing.lapsed,
            "",
        ),
    )


_STATED = ("statement-drafted", "awaiting-attestation", "attested", "stated", "statement-returned")
