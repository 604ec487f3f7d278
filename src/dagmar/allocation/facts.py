"""The facts that a rule needs, gathered before it runs: who belongs to a class, how many lived where, what was reached.

A receipt holds exactly these facts, so that anyone can recompute it from the receipt alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from dagmar.agreement.terms import (
    ByMeasure,
    ByPopulation,
    ByTiers,
    Gate,
    Measure,
    PerUnit,
    Pot,
    Requirement,
    rules_within,
)
from dagmar.basis.dates import first_day, year_before
from dagmar.basis.figures import NO_FIGURES, Figures, Published
from dagmar.basis.form import leaves
from dagmar.basis.names import Id
from dagmar.basis.parties import CLASSES, Parties, PartyId, Whom
from dagmar.basis.populations import Population, Populations
from dagmar.basis.problems import Code, Path, Problem, problem


@dataclass(frozen=True, slots=True)
class County:
    """A county, and which recipients lie in it."""

    id: Annotated[PartyId, "the county"]
    recipients: Annotated[tuple[PartyId, ...], "those in it"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the world for one pot."""

    members: Annotated[Mapping[Whom, tuple[PartyId, ...]], "who belonged to each class when the year began"]
    populations: Annotated[Mapping[date, Population], "the populations, by day"]
    measures: Annotated[tuple[Measure, ...], "what the rule measures"] = ()
    requirements: Annotated[tuple[Requirement, ...], "what its gates require"] = ()
    figures: Annotated[tuple[Published, ...], "the published values"] = ()
    counties: Annotated[tuple[County, ...], "the counties that are judged together"] = ()

    def recipients(self, among: tuple[Whom, ...]) -> tuple[PartyId, ...]:
        """The parties, and the members of the classes, each once, in the order of their ids."""
        if len(among) == 1:
            return self._members(among[0])
        return tuple(sorted({member for whom in dict.fromkeys(among) for member in self._members(whom)}))

    def published(self, measure: Id) -> Published | None:
        """The published values of a measure or requirement, or None."""
        return next((each for each in self.figures if each.measure == measure), None)

    def _members(self, whom: Whom) -> tuple[PartyId, ...]:
        return self.members.get(whom, ()) if whom in CLASSES else (PartyId(whom),)


def gather(
    pot: Pot,
    parties: Parties,
    populations: Populations,
    figures: Figures = NO_FIGURES,
    *,
    measures: tuple[Measure, ...] = (),
    requirements: tuple[Requirement, ...] = (),
) -> tuple[Facts, tuple[Problem, ...]]:
    """The facts that the pot's rule asks for, as far as they are known; a warning for each that is old."""
    rules = [*rules_within(pot.rule, ("rule",)), *rules_within(pot.unwon, ("unwon",))]
    required = tuple(each for each in requirements if each.id in set(_required(rules)))
    members = _members(pot, required, parties)
    facts = Facts(members, {})
    counted = {day: _population(day, rules, facts, populations) for day in sorted(set(_days(rules)))}
    gathered = Facts(
        members=members,
        populations={day: each for day, each in counted.items() if each},
        measures=tuple(each for each in measures if each.id in set(_measured(rules))),
        requirements=required,
        figures=figures.of([*_required(rules), *_measured(rules)]),
        counties=_counties(pot, members, required, parties),
    )
    return gathered, tuple(_old(rules, pot))


_Rules = list[tuple[Path, object]]


def _required(rules: _Rules) -> Iterator[Id]:
    for _, rule in rules:
        if isinstance(rule, Gate):
            yield from rule.requires


def _measured(rules: _Rules) -> Iterator[Id]:
    for _, rule in rules:
        if isinstance(rule, ByMeasure | ByTiers | PerUnit):
            yield rule.measure


def _days(rules: _Rules) -> Iterator[date]:
    for _, rule in rules:
        if isinstance(rule, ByPopulation) and isinstance(rule.day, date):
            yield rule.day
        if isinstance(rule, ByTiers) and rule.people_on:
            yield rule.people_on


def _old(rules: _Rules, pot: Pot) -> Iterator[Problem]:
    for path, rule in rules:
        named = rule.day if isinstance(rule, ByPopulation) else rule.people_on if isinstance(rule, ByTiers) else None
        key = "day" if isinstance(rule, ByPopulation) else "people_on"
        if isinstance(named, date) and named < year_before(first_day(pot.year)):
            yield problem(Code.OLD_POPULATION, (*path, key), day=named, year=pot.year)


def _members(pot: Pot, requirements: tuple[Requirement, ...], parties: Parties) -> Mapping[Whom, tuple[PartyId, ...]]:
    named = {value for _, kind, value in leaves(Pot, pot) if kind is Whom and value in CLASSES}
    named |= {whom for each in requirements for whom in each.of if whom in CLASSES}
    return {whom: parties.members(whom, first_day(pot.year)) for whom in sorted(named)}


def _counties(
    pot: Pot, members: Mapping[Whom, tuple[PartyId, ...]], requirements: tuple[Requirement, ...], parties: Parties
) -> tuple[County, ...]:
    """The counties of the recipients, where a requirement is judged for a county together."""
    if not any(each.judged == "county" for each in requirements):
        return ()
    found: dict[PartyId, list[PartyId]] = {}
    named = {value for _, kind, value in leaves(Pot, pot) if kind is Whom and value not in CLASSES}
    named |= {whom for each in requirements for whom in each.of if whom not in CLASSES}
    for party in sorted({*named, *(each for those in members.values() for each in those)}):
        known = parties.get(party)
        if known and known.county and known.county != party:
            found.setdefault(known.county, []).append(party)
    return tuple(County(county, tuple(those)) for county, those in sorted(found.items()))


def _population(day: date, rules: _Rules, facts: Facts, populations: Populations) -> Population | None:
    """The population of the day, for the recipients of the rules that name it alone."""
    published = populations.on(day)
    if published is None:
        return None
    among = tuple(
        whom
        for _, rule in rules
        if (isinstance(rule, ByPopulation) and rule.day == day) or (isinstance(rule, ByTiers) and rule.people_on == day)
        for whom in rule.among
    )
    recipients = facts.recipients(among)
    return replace(published, counts={each: published.counts[each] for each in recipients if each in published.counts})
