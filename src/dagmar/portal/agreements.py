"""Agreements: the list, and one agreement with its dates, its sums and where its recipients stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dagmar import catalogue
from dagmar.agreement.check import latest
from dagmar.agreement.terms import Agreement, DecidedLater, Duty, Pot
from dagmar.basis.actors import Actor
from dagmar.basis.dates import first_day
from dagmar.basis.names import Year
from dagmar.case.standing import Stage
from dagmar.portal import naming
from dagmar.portal.door import lang_of, page, today
from dagmar.portal.telling import count, pick
from dagmar.store import cases
from dagmar.store.reading import approved
from dagmar.store.values import CaseLine
from dagmar.words import Lang
from dagmar.words.amounts import kronor
from dagmar.words.cases import STAGES

TILES = {
    "region-01": "Sthlm", "region-03": "Upps", "region-04": "Sörml", "region-05": "Östg", "region-06": "Jönk",
    "region-07": "Kron", "region-08": "Kalm", "region-09": "Gotl", "region-10": "Blek", "region-12": "Skåne",
    "region-13": "Hall", "region-14": "VG", "region-17": "Värml", "region-18": "Örebr", "region-19": "Västm",
    "region-20": "Dala", "region-21": "Gävl", "region-22": "V-norr", "region-23": "Jämtl", "region-24": "V-bott",
    "region-25": "Norrb",
}  # fmt: skip
"""Names short enough for a tile of the map."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the agreement, what is due then, and whether it is past, next or later."""

    day: date
    what: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A grant's money of a year, in öre where it is stated, and what has come of it in the cases that are seen."""

    grant: str
    clause: str
    year: int
    amount: int | None
    said: str
    decided: int
    paid: int


@page
@require_safe
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The approved agreements."""
    lines, lang = cases.cases(actor), lang_of(request)
    rows = [
        (each.terms, _stated(each.terms, lang), [line for line in lines if line.agreement == name])
        for name, each in approved().items()
    ]
    return render(request, "portal/agreements.html", {"rows": rows})


def _stated(terms: Agreement, lang: Lang) -> list[tuple[int, str]]:
    """The money of each year: its sum, or that it is not decided."""
    years: dict[int, int | None] = {}
    for grant in terms.grants:
        for pot in grant.pots:
            so_far = years.get(pot.year, 0)
            known = so_far is not None and isinstance(pot.amount, int)
            years[pot.year] = (so_far or 0) + int(str(pot.amount)) if known else None
    later = pick(lang, "beslutas senare", "decided later")
    return [(year, later if amount is None else kronor(amount)) for year, amount in years.items()]


@page
@require_safe
def shown(request: HttpRequest, actor: Actor, agreement: str) -> HttpResponse:
    """One agreement."""
    found = approved().get(agreement)
    if found is None:
        raise Http404
    lang, terms = lang_of(request), found.terms
    lines = cases.cases(actor, agreement__agreement=agreement)
    year = max((line.year for line in lines), default=terms.years[0].year)
    grants = [each for each in terms.grants if any(line.grant == each.id for line in lines)]
    chosen = next((each.id for each in grants if each.id == request.GET.get("insats")), grants[0].id if grants else "")
    rows = [line for line in lines if line.grant == chosen and line.year == year]
    page_ = {
        "terms": terms,
        "approved": found,
        "year": year,
        "lead": _lead(lines, year, lang),
        "deadlines": _deadlines(terms, year, _parties(actor), lang),
        "sums": _sums(terms, lines, lang),
        "stated": _stated(terms, lang),
        "grants": [(each.id, naming.said(each.name, lang)) for each in grants],
        "chosen": chosen,
        "rows": rows,
        "tiles": _tiles(rows) if any(line.recipient in TILES for line in rows) else [],
        "legend": _legend(rows),
        "sees_all": naming.is_of_the_state(actor),
    }
    return render(request, "portal/agreement.html", page_)


def _parties(actor: Actor) -> set[str]:
    """The recipients that the actor acts for; none for the state, which sees all."""
    return set() if naming.is_of_the_state(actor) else {str(each.party) for each in actor.memberships}


def _lead(lines: list[CaseLine], year: int, lang: Lang) -> str:
    """How much, to how many, and what is not done yet."""
    mine = [line for line in lines if line.year == year]
    if not mine:
        return pick(lang, "Inga ärenden är öppnade än.", "No cases are opened yet.")
    sum_ = kronor(sum(line.entitlement for line in mine))
    many = len({line.recipient for line in mine})
    head = pick(
        lang,
        f"{sum_} för {year} till {count(many, 'sv')} mottagare." if many > 1 else f"{sum_} för {year}.",
        f"{sum_} for {year} to {count(many, 'en')} recipients." if many > 1 else f"{sum_} for {year}.",
    )
    missing = len({line.recipient for line in mine if line.stage in ("to-requisition", "requisition-drafted")})
    if not missing:
        return head
    has = pick(lang, "har inte rekvirerat än.", f"{'has' if missing == 1 else 'have'} not requisitioned yet.")
    return f"{head} {count(missing, lang).capitalize()} {has}"


def _deadlines(terms: Agreement, year: int, whose: set[str], lang: Lang) -> list[Deadline]:
    """The days of the year's money, the near ones first."""
    days: dict[date, dict[str, None]] = {}
    for duty in terms.duties:
        due = latest(duty.due[Year(year)]) if Year(year) in duty.due else None
        if due and _concerns(duty, whose, year):
            days.setdefault(due, {})[_due_words(duty, lang)] = None
    ahead = [day for day in sorted(days) if day >= today()]
    return [
        Deadline(day, tuple(days[day]), "next-d" if day in ahead[:1] else "" if day in ahead else "done")
        for day in sorted(days)
    ]


def _concerns(duty: Duty, whose: set[str], year: int) -> bool:
    members = {member for whom in duty.of for member in catalogue.parties().members(whom, first_day(year))}
    return not whose or bool(members & whose)


def _due_words(duty: Duty, lang: Lang) -> str:
    name = naming.said(duty.name, lang)
    if duty.consequence and duty.consequence.kind == "right-lapses":
        return pick(lang, f"{name}; därefter förfaller rätten", f"{name}; after that the right lapses")
    return name


def _sums(terms: Agreement, lines: Iterable[CaseLine], lang: Lang) -> list[Sum]:
    """Every grant's money year by year, and what was decided and paid of it."""
    rows = list(lines)
    return [
        Sum(
            grant=naming.said(grant.name, lang),
            clause=pot.clause,
            year=pot.year,
            amount=pot.amount if isinstance(pot.amount, int) else None,
            said=_undecided(pot, lang),
            decided=sum(line.decided for line in rows if (line.grant, line.year) == (grant.id, pot.year)),
            paid=sum(line.paid for line in rows if (line.grant, line.year) == (grant.id, pot.year)),
        )
        for grant in terms.grants
        for pot in grant.pots
    ]


def _undecided(pot: Pot, lang: Lang) -> str:
    if isinstance(pot.amount, DecidedLater):
        whom = naming.party(pot.amount.whom, pot.year)
        return pick(lang, f"beslutas senare av {whom}", f"decided later by {whom}")
    return pick(lang, "anges inte", "not stated") if pot.amount == "not-stated" else ""


def _tiles(rows: list[CaseLine]) -> list[dict[str, Any]]:
    """The 21 regions of the map; those that the actor does not see have no line."""
    by_party = {str(line.recipient): line for line in rows}
    return [
        {
            "place": f"t{whom[-2:]}",
            "short": short,
            "whom": whom,
            "line": by_party.get(whom),
            "mark": naming.MARKS[by_party[whom].stage] if whom in by_party else ("none", ""),
            "stage": by_party[whom].stage if whom in by_party else "",
        }
        for whom, short in TILES.items()
    ]


def _legend(rows: list[CaseLine]) -> list[tuple[Stage, int]]:
    """How many recipients stand where, in the order of a case's life."""
    return [(stage, many) for stage in STAGES if (many := sum(line.stage == stage for line in rows))]
