"""What if: the plan before and after an overlay, recipient by recipient, and thousands of overlays in one sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dagmar.agreement.overlay import Term, changed_pots, freed, put
from dagmar.agreement.terms import Agreement, ByMeasure, ByPopulation, ByTiers, Pot, rules_within
from dagmar.allocation.facts import Facts, gather
from dagmar.allocation.plan import Plan
from dagmar.allocation.rules import amounts
from dagmar.basis.figures import NO_FIGURES, Figures
from dagmar.basis.money import Difference, Ore
from dagmar.basis.parties import Parties, PartyId
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Problem, errors_of


@dataclass(frozen=True, slots=True)
class Change:
    """One recipient's sum before and after. `before` and `after` add what the recipient gets of all grants."""

    recipient: PartyId
    before: Ore
    after: Ore

    @property
    def difference(self) -> Difference:
        """What the recipient wins, or loses with a minus."""
        return Difference(self.after - self.before)


def compare(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Each recipient of either plan, in the order of their ids."""
    one, other = _by_recipient(before), _by_recipient(after)
    return tuple(Change(each, Ore(one.get(each, 0)), Ore(other.get(each, 0))) for each in sorted({*one, *other}))


def _by_recipient(plan: Plan) -> Mapping[PartyId, int]:
    sums: dict[PartyId, int] = {}
    for line in plan.lines:
        sums[line.recipient] = sums.get(line.recipient, 0) + line.amount
    return sums


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scenario: the values that were tried, what each recipient gets, and what stands in the way."""

    values: tuple[Any, ...]
    amounts: Mapping[PartyId, int]
    problems: tuple[Problem, ...]


def sweep(
    agreement: Agreement,
    terms: tuple[Term, ...],
    scenarios: Sequence[tuple[Any, ...]],
    parties: Parties,
    populations: Populations,
    figures: Figures = NO_FIGURES,
) -> Iterator[Outcome]:
    """Plan every scenario, exactly, without the steps. Pots that no term touches are planned once."""
    work = _Sweep(agreement, parties, populations, figures, {})
    places = tuple(changed_pots(terms))
    if (-1, -1) in places:  # a term that lies in no pot may touch them all
        for values in scenarios:
            yield work.changed(terms, values).whole(values)
        return
    touched = sorted(set(places))
    still, told = work.sums(lambda place: place not in touched)
    within = {
        place: [(term.steps[4:], number) for number, term in enumerate(terms) if places[number] == place]
        for place in touched
        if not agreement.grants[place[0]].outside
    }
    for values in scenarios:
        sums, problems = dict(still), list(told)
        for (grant, number), steps_of in within.items():
            pot = old = agreement.grants[grant].pots[number]
            for steps, place in steps_of:
                pot = put(pot, steps, values[place])
            found, met = work.amounts_of(pot, decided=pot == old)
            for each, amount in found.items():
                sums[each] = sums.get(each, 0) + amount
            problems += met
        yield Outcome(values, sums, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Sweep:
    """What stays the same over a sweep; facts are gathered once for each set of keys that the rules ask for."""

    agreement: Agreement
    parties: Parties
    populations: Populations
    figures: Figures
    known: dict[object, Facts]

    def changed(self, terms: tuple[Term, ...], values: tuple[Any, ...]) -> _Sweep:
        """The same world, with the agreement of one scenario: a pot that is changed follows its rule."""
        agreement = self.agreement
        for term, value in zip(terms, values, strict=True):
            agreement = put(agreement, term.steps, value)
        return replace(self, agreement=freed(self.agreement, agreement), known={})

    def whole(self, values: tuple[Any, ...]) -> Outcome:
        """Every pot of the agreement."""
        sums, problems = self.sums(lambda _: True)
        return Outcome(values, sums, tuple(problems))

    def sums(self, wanted: Callable[[tuple[int, int]], bool]) -> tuple[dict[PartyId, int], list[Problem]]:
        """What the wanted pots give each recipient; money outside the agreement is no part of it."""
        sums: dict[PartyId, int] = {}
        problems: list[Problem] = []
        for g, grant in enumerate(self.agreement.grants):
            for p, pot in enumerate(grant.pots):
                if wanted((g, p)) and not grant.outside:
                    found, met = self.amounts_of(pot, decided=True)
                    problems += met
                    for each, amount in found.items():
                        sums[each] = sums.get(each, 0) + amount
        return sums, problems

    def amounts_of(self, pot: Pot, *, decided: bool) -> tuple[Mapping[PartyId, Ore], tuple[Problem, ...]]:
        """What a pot gives: by its decided table where that holds, else by its rule."""
        if decided and pot.decided and isinstance(pot.amount, int):
            return pot.decided.amounts, ()
        key = (pot.year, *_asked(pot))
        facts = self.known.get(key)
        if facts is None:
            facts, _ = gather(
                pot,
                self.parties,
                self.populations,
                self.figures,
                measures=self.agreement.measures,
                requirements=self.agreement.requirements,
            )
            self.known[key] = facts
        found, met = amounts(pot, facts)
        return found, errors_of(met)


def _asked(pot: Pot) -> Iterator[object]:
    """What the facts of a pot depend on: whom its rules name, and which days, measures and requirements."""
    for _, rule in (*rules_within(pot.rule, ()), *rules_within(pot.unwon, ())):
        kind = type(rule)
        yield kind
        yield getattr(rule, "among", None)
        if kind is ByPopulation:
            yield rule.day  # type: ignore[attr-defined]
        elif kind is ByTiers:
            yield rule.measure, rule.people_on  # type: ignore[attr-defined]
        elif kind is ByMeasure:
            yield rule.measure  # type: ignore[attr-defined]
        else:
            yield getattr(rule, "requires", getattr(rule, "measure", None))
