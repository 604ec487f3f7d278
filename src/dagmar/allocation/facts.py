"""The facts that a rule needs, gathered before it runs: who belongs to a class, and how many people lived where.

A receipt holds exactly these facts, so that anyone can recompute it from the receipt alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from dagmar.agreement.terms import ByPopulation, Pot, rules_within
from dagmar.basis.dates import first_day, year_before
from dagmar.basis.form import leaves
from dagmar.basis.parties import CLASSES, Parties, PartyId, Whom
from dagmar.basis.populations import Population, Populations
from dagmar.basis.problems import Code, Problem, problem


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the world for one pot."""

    members: Annotated[Mapping[Whom, tuple[PartyId, ...]], "who belonged to each class when the year began"]
    populations: Annotated[Mapping[date, Population], "the populations, by day"]

    def recipients(self, among: tuple[Whom, ...]) -> tuple[PartyId, ...]:
        """The parties, and the members of the classes, each once, in the order of their ids."""
        return tuple(sorted({member for whom in dict.fromkeys(among) for member in self._members(whom)}))

    def _members(self, whom: Whom) -> tuple[PartyId, ...]:
        return self.members.get(whom, ()) if whom in CLASSES else (PartyId(whom),)


def gather(pot: Pot, parties: Parties, populations: Populations) -> tuple[Facts, tuple[Problem, ...]]:
    """The facts that the pot's rule asks for, as far as they are known; a warning for each that is old."""
    named = {value for _, kind, value in leaves(Pot, pot) if kind is Whom and value in CLASSES}
    members = {whom: parties.members(whom, first_day(pot.year)) for whom in sorted(named)}
    facts = Facts(members, {})
    rules = [(path, rule) for path, rule in rules_within(pot.rule, ("rule",)) if isinstance(rule, ByPopulation)]
    by_day: dict[date, list[ByPopulation]] = {}
    for _, rule in rules:
        by_day.setdefault(rule.day, []).append(rule)
    found = {day: _population(day, those, facts, populations) for day, those in by_day.items()}
    old = [
        problem(Code.OLD_POPULATION, (*path, "day"), day=rule.day, year=pot.year)
        for path, rule in rules
        if rule.day < year_before(first_day(pot.year))
    ]
    return Facts(members, {day: each for day, each in sorted(found.items()) if each}), tuple(old)


def _population(day: date, rules: list[ByPopulation], facts: Facts, populations: Populations) -> Population | None:
    """The population of the day, for the recipients of these rules alone."""
    published = populations.on(day)
    if published is None:
        return None
    recipients = facts.recipients(tuple(whom for rule in rules for whom in rule.among))
    return replace(published, counts={each: published.counts[each] for each in recipients if each in published.counts})
