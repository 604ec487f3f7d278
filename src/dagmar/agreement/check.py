"""Checks what an agreement says against itself and against the world: names, clauses, years, dates, sums, receivers.

Each rule is general: it knows no agreement by name. Problems carry the path of the item; the file knows its line.
Whether a rule fills its pot and gives the table that was decided is told by the plan, which can compute.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from dagmar.agreement.terms import (
    Agreement,
    ByPopulation,
    Duty,
    Equal,
    Fixed,
    Grant,
    Pot,
    Selection,
    StatedSum,
    rules_within,
)
from dagmar.basis.dates import first_day
from dagmar.basis.form import leaves
from dagmar.basis.money import Ore
from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import CLASSES, Parties, PartyId, Whom
from dagmar.basis.problems import Code, Path, Problem, problem


def check(agreement: Agreement, parties: Parties) -> tuple[Problem, ...]:
    """Every problem of the terms, in no particular order."""
    return (
        *_clauses(agreement),
        *_ids(agreement),
        *_references(agreement),
        *_unknown_parties(agreement, parties),
        *_parties_in_time(agreement, parties),
        *_named_twice(agreement, parties),
        *_placeholders(agreement),
        *_years(agreement),
        *_dates(agreement, parties),
        *_rounding(agreement),
        *_sums(agreement),
        *_duties(agreement, parties),
    )


def selected(agreement: Agreement, selection: Selection) -> tuple[Grant, ...]:
    """The grants that a stated sum covers; an empty selection covers all."""
    return tuple(grant for grant in agreement.grants if _covers(selection, grant))


def _covers(selection: Selection, grant: Grant) -> bool:
    return (
        (not selection.grants or grant.id in selection.grants)
        and selection.beneficiary in (None, *grant.beneficiary)
        and selection.payer in (None, grant.payer)
        and selection.payee in (None, *(grant.beneficiary if grant.payee == "beneficiary" else (grant.payee,)))
        and selection.appropriation in (None, grant.appropriation)
    )


# Names


def _clauses(agreement: Agreement) -> Iterator[Problem]:
    for path, kind, value in leaves(Agreement, agreement):
        if kind is ClauseRef and value not in agreement.clauses:
            yield problem(Code.UNKNOWN_CLAUSE, path, clause=value)


def _ids(agreement: Agreement) -> Iterator[Problem]:
    groups = {
        "grants": tuple(grant.id for grant in agreement.grants),
        "areas": tuple(area.id for area in agreement.areas),
        "appropriations": tuple(line.id for line in agreement.appropriations),
        "duties": tuple(duty.id for duty in agreement.duties),
        "forms": tuple(form.id for form in agreement.forms),
    }
    for name, ids in groups.items():
        yield from _twice(ids, (name,), ("id",))
    yield from _twice(tuple(str(terms.year) for terms in agreement.years), ("years",), ("year",))
    for place, grant in enumerate(agreement.grants):
        yield from _twice(tuple(str(pot.year) for pot in grant.pots), ("grants", place, "pots"), ("year",))
    for place, form in enumerate(agreement.forms):
        for number, section in enumerate(form.sections):
            at: Path = ("forms", place, "sections", number, "fields")
            yield from _twice(tuple(field.id for field in section.fields), at, ("id",))


def _twice(ids: Sequence[str], path: Path, end: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if each in seen:
            yield problem(Code.DUPLICATE_ID, (*path, place, *end), id=each)
        seen.add(each)


def _references(agreement: Agreement) -> Iterator[Problem]:
    grants = tuple(grant.id for grant in agreement.grants)
    areas = tuple(area.id for area in agreement.areas)
    lines = tuple(line.id for line in agreement.appropriations)
    forms = tuple(form.id for form in agreement.forms)
    for place, grant in enumerate(agreement.grants):
        yield from _named(grant.areas, areas, ("grants", place, "areas"))
        if grant.appropriation != "not-stated":
            yield from _named([grant.appropriation], lines, ("grants", place, "appropriation"))
    for place, duty in enumerate(agreement.duties):
        yield from _named(duty.grants, grants, ("duties", place, "grants"))
        yield from _named([duty.form] if duty.form else [], forms, ("duties", place, "form"))
    for place, condition in enumerate(agreement.conditions):
        yield from _named(condition.grants, grants, ("conditions", place, "grants"))
    for place, total in enumerate(agreement.sums):
        yield from _named(total.of.grants, grants, ("sums", place, "of", "grants"))
        line = total.of.appropriation
        yield from _named([line] if line else [], lines, ("sums", place, "of", "appropriation"))


def _named(ids: Sequence[Id], known: tuple[Id, ...], path: Path) -> Iterator[Problem]:
    """A problem for each id that the file does not define; a list is named by its places, a single one by its key."""
    for place, each in enumerate(ids):
        if each not in known:
            at = (*path, place) if isinstance(ids, tuple) else path
            yield problem(Code.UNKNOWN_REFERENCE, at, id=each, known=known)


def _unknown_parties(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    guesses = 0
    for path, kind, value in leaves(Agreement, agreement):
        if kind in (PartyId, Whom) and not (parties.knows(value) if kind is Whom else parties.get(value)):
            guesses += 1
            near = _nearest(value, kind, parties) if guesses <= _MOST_GUESSES else ()
            yield problem(Code.UNKNOWN_PARTY, path, party=value, near=near)


_MOST_GUESSES = 100
"""For so many parties what was meant is guessed; a file with more unknown ones is another kind of file."""


def _nearest(text: str, kind: object, parties: Parties) -> tuple[str, ...]:
    """What was likely meant: the id that is written most like it, if any is."""
    known = [*(CLASSES if kind is Whom else ()), *parties.by_id]
    return tuple(difflib.get_close_matches(text, known, n=1))


def _named_twice(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """A party that a list names, and names again by itself or by its class."""
    for place, grant in enumerate(agreement.grants):
        for number, pot in enumerate(grant.pots):
            for path, rule in rules_within(pot.rule, ("grants", place, "pots", number, "rule")):
                if isinstance(rule, Equal | ByPopulation | Fixed):
                    members = [each for whom in rule.among for each in parties.members(whom, first_day(pot.year))]
                    persons = Counter(_legal_person(each, parties) for each in members)
                    twice = tuple(sorted({each for each in members if persons[_legal_person(each, parties)] > 1}))
                    if twice:
                        yield problem(Code.NAMED_TWICE, (*path, "among"), recipients=twice)


def _legal_person(party: PartyId, parties: Parties) -> str:
    """Its organisation number, since one legal person may have two capacities (Gotland); its id where none is known."""
    found = parties.get(party)
    return (found.number if found else "") or party


def _rounding(agreement: Agreement) -> Iterator[Problem]:
    for place, grant in enumerate(agreement.grants):
        for number, pot in enumerate(grant.pots):
            if pot.rounding and pot.rounding.rest_to and pot.rounding.policy != "floor-rest-to-named":
                yield problem(Code.REST_TO_UNUSED, ("grants", place, "pots", number, "rounding", "rest_to"))


def _placeholders(agreement: Agreement) -> Iterator[Problem]:
    """The start that `dagmar new` writes marks what is to be replaced by < and >."""
    for path, kind, value in leaves(Agreement, agreement):
        if kind is str and value.startswith("<") and value.endswith(">"):
            yield problem(Code.PLACEHOLDER, path, text=value)


# Time


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
            if due < first_day(year):
                yield _out_of_order(at, duty.id, due, str(year), first_day(year))
            for earlier in requisitions if duty.kind in _AFTER_REQUISITION else ():
                asked = earlier.due.get(year)
                if asked and due < asked and _of_the_same(earlier, duty, year, parties):
                    yield _out_of_order(at, duty.id, due, earlier.id, asked)


_AFTER_REQUISITION = frozenset({"statement", "repayment", "activity-report"})
"""What was requisitioned is accounted for afterwards, never before."""


def _of_the_same(one: Duty, other: Duty, year: int, parties: Parties) -> bool:
    """True where both are somebody's, for the same money. A duty that names no grant is for all."""
    day = first_day(year)
    same_party = {*parties.all_of(one.of, day)} & {*parties.all_of(other.of, day)}
    same_money = not one.grants or not other.grants or {*one.grants} & {*other.grants}
    return bool(same_party and same_money)


def _out_of_order(path: Path, what: str, day: date, before: str, before_day: date) -> Problem:
    return problem(Code.DATES_OUT_OF_ORDER, path, what=what, day=day, before=before, before_day=before_day)


# Sums


def _sums(agreement: Agreement) -> Iterator[Problem]:
    listed = {terms.year for terms in agreement.years}
    for place, total in enumerate(agreement.sums):
        found = _sum_of(agreement, total)
        if total.year in listed and found is not None and found != total.amount:
            difference = Ore(found - total.amount)
            yield problem(
                Code.SUM_DIFFERS, ("sums", place, "amount"), says=total.amount, parts=found, difference=difference
            )


def _sum_of(agreement: Agreement, total: StatedSum) -> Ore | None:
    """What the grants give; None where a part is not stated, not decided or not in the file: nothing is said then."""
    if not {*total.of.grants} <= {grant.id for grant in agreement.grants}:
        return None
    pots = (pot for grant in selected(agreement, total.of) for pot in grant.pots if pot.year == total.year)
    found = 0
    for pot in pots:
        if not isinstance(pot.amount, int):
            return None
        found += pot.amount
    return Ore(found)


# Duties


def _duties(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    for place, duty in enumerate(agreement.duties):
        if duty.to == "not-stated":
            yield problem(Code.DUTY_WITHOUT_RECEIVER, ("duties", place, "to"), duty=duty.id, clause=duty.clause)
        for name in ("signed_by", "attested_by"):
            signer = getattr(duty, name)
            if signer and not {*signer.of} & {*duty.of} and all(parties.knows(whom) for whom in signer.of):
                yield problem(
                    Code.SIGNED_BY_ANOTHER, ("duties", place, name), duty=duty.id, clause=duty.clause,
                    signer=", ".join(signer.of), owner=", ".join(duty.of),
                )  # fmt: skip
