"""Checks of time: years of the agreement, days in their order, parties that existed, final reports after the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dagmar.agreement.terms import Agreement, Due, Duty, Grant, Pot, Recurring
from dagmar.basis.dates import first_day, last_day_of_month
from dagmar.basis.form import leaves
from dagmar.basis.parties import Parties, PartyId, Whom
from dagmar.basis.problems import Code, Path, Problem, problem


def check_dates(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of time."""
    yield from _parties_in_time(agreement, parties)
    yield from _years(agreement)
    yield from _dates(agreement, parties)
    yield from _finals(agreement)
    yield from _bills(agreement)
    yield from _windows(agreement)


def _parties_in_time(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Whoever a grant names must exist on the first day of the year that its money is for."""
    for place, grant in enumerate(agreement.grants):
        at: Path = ("grants", place)
        whole = [(path, value) for path, value in _parties_of(Grant, grant, at) if path[2] != "pots"]
        for number, pot in enumerate(grant.pots):
            for path, value in (*whole, *_parties_of(Pot, pot, (*at, "pots", number))):
                party = parties.get(value)
                if party and not party.exists_on(first_day(pot.year)):
                    yield problem(Code.PARTY_NOT_THAT_YEAR, path, party=value, year=pot.year)


def _parties_of(kind: type, value: object, path: Path) -> list[tuple[Path, str]]:
    return [((*path, *at), each) for at, leaf, each in leaves(kind, value) if leaf in (PartyId, Whom)]


def _years(agreement: Agreement) -> Iterator[Problem]:
    listed = {terms.year for terms in agreement.years}
    years = tuple(sorted(listed))
    spanned = range(agreement.period.first.year, agreement.period.last.year + 1)
    for place, terms in enumerate(agreement.years):
        if spanned and terms.year not in spanned:
            ends = (spanned[0], spanned[-1])
            yield problem(
                Code.YEAR_OUTSIDE_PERIOD, ("years", place, "year"), year=terms.year, first=ends[0], last=ends[1]
            )
    asked: list[tuple[Path, int]] = [(("sums", n, "year"), total.year) for n, total in enumerate(agreement.sums)]
    asked += [(("contributions", n, "year"), each.year) for n, each in enumerate(agreement.contributions)]
    for place, grant in enumerate(agreement.grants):
        asked += [(("grants", place, "pots", n, "year"), pot.year) for n, pot in enumerate(grant.pots)]
    for place, duty in enumerate(agreement.duties):
        asked += [(("duties", place, "due", str(year)), year) for year in duty.due]
    for path, year in asked:
        if year not in listed:
            yield problem(Code.YEAR_NOT_LISTED, path, year=year, years=years)


def _dates(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    period = agreement.period
    if period.last < period.first:
        yield _out_of_order(("period", "last"), "period.last", period.last, "period.first", period.first)
    requisitions = [duty for duty in agreement.duties if duty.kind == "requisition"]
    for place, duty in enumerate(agreement.duties):
        for year, due in duty.due.items():
            at: Path = ("duties", place, "due", str(year))
            day = latest(due)
            if day is None:
                continue
            if day < first_day(year) and duty.kind in _OF_MONEY:
                yield _out_of_order(at, duty.id, day, str(year), first_day(year))
            for earlier in requisitions if duty.kind in _AFTER_REQUISITION and not duty.interim else ():
                asked = earlier.due.get(year)
                if isinstance(asked, date) and day < asked and _of_the_same(earlier, duty, year, parties):
                    yield _out_of_order(at, duty.id, day, earlier.id, asked)


def latest(due: Due) -> date | None:
    """The last day that something may be done on; None where no day is named."""
    match due:
        case date():
            return due
        case Recurring(within=year):
            return date(year, 12, 31)
        case "when-finished" | "continuously" | "not-stated":
            return None
        case _:
            return last_day_of_month(due)


def _finals(agreement: Agreement) -> Iterator[Problem]:
    """A final report, or a statement, that is due before the year of its money has ended. An interim one may be."""
    for place, duty in enumerate(agreement.duties):
        if duty.interim or duty.kind not in ("final-report", "statement"):
            continue
        for year, due in duty.due.items():
            day, end = latest(due), min(date(year, 12, 31), agreement.period.last)
            if day and first_day(year) <= day < end:
                yield problem(
                    Code.FINAL_BEFORE_END, ("duties", place, "due", str(year)), duty=duty.id, day=day, last=end
                )


def _windows(agreement: Agreement) -> Iterator[Problem]:
    """What is measured ends after it began; money is paid no earlier than its year; repayment follows the statement."""
    for name in ("measures", "requirements"):
        for place, each in enumerate(getattr(agreement, name)):
            window = each.window
            first, last = (None, None) if window == "not-stated" else (window.first, window.last)
            if isinstance(first, date) and isinstance(last, date) and last < first:
                at: Path = (name, place, "window", "last")
                yield _out_of_order(at, each.id, last, "window.first", first)
    for place, grant in enumerate(agreement.grants):
        for number, pot in enumerate(grant.pots):
            paid = latest(pot.paid) if pot.paid is not None else None
            if paid and paid < first_day(pot.year):
                at = ("grants", place, "pots", number, "paid")
                yield _out_of_order(at, grant.id, paid, str(pot.year), first_day(pot.year))


def _bills(agreement: Agreement) -> Iterator[Problem]:
    """A budget bill sets aside money for its own year and estimates the following ones, never an earlier one."""
    for place, mention in enumerate(agreement.mentions):
        if mention.bill and isinstance(mention.year, int) and mention.year < mention.bill:
            yield problem(
                Code.BILL_OF_ANOTHER_YEAR, ("mentions", place, "year"), bill=mention.bill, year=mention.year,
                clause=mention.clause, amount=mention.amount,
            )  # fmt: skip


_AFTER_REQUISITION = frozenset({"statement", "repayment", "final-report"})
"""What was requisitioned is accounted for afterwards, never before."""

_OF_MONEY = frozenset({"requisition", "statement", "repayment", "final-report"})
"""Papers about money that cannot come before its year; a plan or a deliverable may."""


def _of_the_same(one: Duty, other: Duty, year: int, parties: Parties) -> bool:
    """True where both are somebody's, for the same money. A duty that names no grant is for all."""
    day = first_day(year)
    same_party = {*parties.all_of(one.of, day)} & {*parties.all_of(other.of, day)}
    same_money = not one.grants or not other.grants or {*one.grants} & {*other.grants}
    return bool(same_party and same_money)


def _out_of_order(path: Path, what: str, day: date, before: str, before_day: date) -> Problem:
    return problem(Code.DATES_OUT_OF_ORDER, path, what=what, day=day, before=before, before_day=before_day)
