"""The ledger: where every krona is, grant by grant, to the öre."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dagmar.basis.actors import Actor
from dagmar.portal import naming
from dagmar.portal.bars import Bar, bars
from dagmar.portal.door import lang_of, page
from dagmar.portal.telling import pick
from dagmar.store import cases
from dagmar.store.reading import approved
from dagmar.store.values import BalanceSheet
from dagmar.words import Lang


@dataclass(frozen=True, slots=True)
class Row:
    """A grant of an agreement, with its balance sheet."""

    agreement: str
    grant: str
    year: int
    sheet: BalanceSheet


@page
@require_safe
def shown(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The balance sheet of the state's money, over the payers that the actor acts for."""
    if not naming.is_of_the_state(actor):
        raise Http404
    lang, known = lang_of(request), approved()
    payers = [each.party for each in actor.memberships if each.role not in naming.RECIPIENT_ROLES]
    keys = dict.fromkeys((line.agreement, line.grant, line.year) for line in cases.cases(actor, payer__in=payers))
    rows = [
        Row(
            naming.short(known[agreement].terms, lang),
            naming.grant(known[agreement].terms, grant, lang),
            year,
            cases.balance(agreement__agreement=agreement, grant=grant, year=year, payer__in=payers),
        )
        for agreement, grant, year in keys
    ]
    sheet = cases.balance(payer__in=payers)
    shown_ = {"rows": rows, "sheet": sheet, "given": _given(sheet, lang), "paid": _paid(sheet, lang)}
    return render(request, "portal/book.html", shown_)


def _given(sheet: BalanceSheet, lang: Lang) -> tuple[Bar, ...]:
    """Appropriated = paid + lapsed + remaining."""
    return bars(
        (pick(lang, "Utbetalt", "Paid"), sheet.paid, "mine"),
        (pick(lang, "Förfallet", "Lapsed"), sheet.lapsed, "back"),
        (pick(lang, "Kvar", "Remaining"), sheet.remaining, ""),
    )


def _paid(sheet: BalanceSheet, lang: Lang) -> tuple[Bar, ...]:
    """Paid = open + used + passed on + demanded + returned."""
    return bars(
        (pick(lang, "Använt", "Used"), sheet.used, "mine"),
        (pick(lang, "Förmedlat vidare", "Passed on"), sheet.passed_on, "mid"),
        (pick(lang, "Återbetalt", "Returned"), sheet.returned, "mid"),
        (pick(lang, "Att betala tillbaka", "To be repaid"), sheet.demanded, "back"),
        (pick(lang, "Inte slutgranskat", "Not yet assessed"), sheet.open, ""),
    )
