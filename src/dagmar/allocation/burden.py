"""The total load on a recipient: every demand, day, sum and question that lands on one legal person.

One legal person may have two capacities (Gotland is municipality and region), and what is asked of a county together
lands on each of its members: all of it is counted once, with the legal person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dagmar.agreement.check import latest
from dagmar.agreement.terms import Agreement, Due, Duty, Grant, Recurring, Text
from dagmar.allocation.plan import Plan
from dagmar.basis.dates import first_day
from dagmar.basis.money import Ore
from dagmar.basis.names import Id
from dagmar.basis.parties import Parties, PartyId, Whom


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that the recipient must do: a duty, or a requirement that it must meet before money is given.

    `times` is how many: one, or one for each grant that it has.
    """

    agreement: Id
    id: Id
    name: Text
    to: tuple[PartyId, ...]
    due: Due
    day: date | None
    times: int
    questions: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the recipient gets of a grant, in one of its capacities."""

    agreement: Id
    grant: Grant
    recipient: PartyId
    year: int
    amount: Ore


@dataclass(frozen=True, slots=True)
class Burden:
    """All that lands on one legal person in one year. Days and demands are of the year that they fall in."""

    capacities: tuple[PartyId, ...]
    demands: tuple[Demand, ...]
    sums: tuple[Sum, ...]
    conditions: int

    @property
    def times(self) -> int:
        """How many things are to be done."""
        return sum(demand.times for demand in self.demands)

    @property
    def days(self) -> int:
        """On how many days something is due."""
        return len({demand.day for demand in self.demands if demand.day})

    @property
    def asked(self) -> Mapping[Id, int]:
        """How many times each shared question is asked."""
        times: Counter[Id] = Counter()
        for demand in self.demands:
            times.update(dict.fromkeys(demand.questions, demand.times))
        return times

    @property
    def agreements(self) -> tuple[Id, ...]:
        """The agreements that it comes from."""
        return tuple(sorted({*(each.agreement for each in self.demands), *(each.agreement for each in self.sums)}))


def capacities_of(party: PartyId, parties: Parties) -> tuple[PartyId, ...]:
    """The ids under which a legal person takes part, the party's own among them."""
    person = parties.legal_person(party)
    return tuple(sorted(each for each in parties.by_id if parties.legal_person(each) == person))


def burden(plans: Iterable[Plan], capacities: tuple[PartyId, ...], year: int | None, parties: Parties) -> Burden:
    """What lands on a legal person in a year, or in all years where none is given."""
    demands: list[Demand] = []
    sums: list[Sum] = []
    conditions = 0
    for plan in plans:
        demands += _duties(plan.agreement, capacities, year, parties)
        demands += _requirements(plan.agreement, capacities, year, parties)
        conditions += _conditions(plan.agreement, capacities, year, parties)
        sums += [
            Sum(plan.agreement.id, line.grant, line.recipient, line.pot.year, line.amount)
            for line in plan.lines
            if line.recipient in capacities and year in (None, line.pot.year)
        ]
    in_order = sorted(demands, key=lambda each: (each.day or date.max, each.agreement, each.id))
    return Burden(capacities, tuple(in_order), tuple(sums), conditions)


def _duties(
    agreement: Agreement, capacities: tuple[PartyId, ...], year: int | None, parties: Parties
) -> Iterator[Demand]:
    forms = {form.id: form for form in agreement.forms}
    for duty in agreement.duties:
        for of, due in duty.due.items():
            day = latest(due)
            if year not in (None, day.year if day else of) or not _lands(duty.of, capacities, of, parties):
                continue
            times = len(tuple(_grants(agreement, duty, capacities, of, parties))) if duty.each == "grant" else 1
            times *= due.at_least if isinstance(due, Recurring) else 1
            if not times:
                continue
            form = forms.get(duty.form) if duty.form else None
            fields = [field.asks for section in form.sections for field in section.fields] if form else []
            asked = dict.fromkeys(each for each in (*(item.asks for item in duty.content), *fields) if each)
            to = () if duty.to == "not-stated" else duty.to
            yield Demand(agreement.id, duty.id, duty.name, to, due, day, times, tuple(asked))


def _requirements(
    agreement: Agreement, capacities: tuple[PartyId, ...], year: int | None, parties: Parties
) -> Iterator[Demand]:
    first = agreement.period.first.year
    for each in agreement.requirements:
        last = "not-stated" if each.window == "not-stated" else each.window.last
        day = last if isinstance(last, date) else None
        if year in (None, day.year if day else first) and _lands(each.of, capacities, first, parties):
            to = () if each.assessor == "not-stated" else (each.assessor,)
            yield Demand(agreement.id, each.id, each.name, to, day or "not-stated", day, 1, ())


def _conditions(agreement: Agreement, capacities: tuple[PartyId, ...], year: int | None, parties: Parties) -> int:
    """How many other terms bind the legal person in a year that the agreement covers."""
    first = agreement.period.first.year
    if year is not None and not first <= year <= agreement.period.last.year:
        return 0
    return sum(_lands(each.of, capacities, first, parties) for each in agreement.conditions)


def _lands(of: tuple[Whom, ...], capacities: tuple[PartyId, ...], year: int, parties: Parties) -> bool:
    """True where it is the legal person's, in one of its capacities or as a part of its county."""
    owing = set(parties.all_of(of, first_day(year)))
    return any(each in owing or ((party := parties.get(each)) and party.county in owing) for each in capacities)


def _grants(
    agreement: Agreement, duty: Duty, capacities: tuple[PartyId, ...], year: int, parties: Parties
) -> Iterator[Grant]:
    """The grants that the legal person has, of those that the duty is about."""
    for grant in agreement.grants:
        if grant.outside or (duty.grants and grant.id not in duty.grants):
            continue
        if all(pot.year != year for pot in grant.pots):
            continue
        whom = () if grant.beneficiary == "not-stated" else parties.all_of(grant.beneficiary, first_day(year))
        silent = grant.beneficiary == "not-stated" and grant.id in duty.grants
        if silent or {*whom, grant.payee} & {*capacities}:
            yield grant
