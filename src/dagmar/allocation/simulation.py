"""What if: the plan before and after an overlay, recipient by recipient, and thousands of overlays in one sweep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dagmar.agreement.overlay import Term, changed_pots, put
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
    touched = sorted({place for place in places if place != (-1, -1)})
    if (-1, -1) in places:  # a term that no pot holds may touch them all
        touched = [(g, p) for g, grant in enumerate(agreement.grants) for p, _ in enumerate(grant.pots)]
    still, told = work.all_but(touched)
    within = {
        place: [(term.steps[4:], number) for number, term in enumerate(terms) if places[number] == place]
        for place in touched
    }
    outside = [(term.steps, number) for number, term in enumerate(terms) if places[number] == (-1, -1)]
    for values in scenarios:
        changed = work if not outside else work.changed(outside, values)
        sums, problems = dict(still), list(told)
        for place in touched:
            pot = changed.agreement.grants[place[0]].pots[place[1]]
            for steps, number in within[place]:
                pot = put(pot, steps, values[number])
            found, met = changed.amounts_of(pot)
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

    def changed(self, outside: list[tuple[tuple[str | int, ...], int]], values: tuple[Any, ...]) -> _Sweep:
        agreement = self.agreement
        for steps, number in outside:
            agreement = put(agreement, steps, values[number])
        return replace(self, agreement=agreement, known={})

    def all_but(self, touched: list[tuple[int, int]]) -> tuple[Mapping[PartyId, int], list[Problem]]:
        sums: dict[PartyId, int] = {}
        problems: list[Problem] = []
        for g, grant in enumerate(self.agreement.grants):
            for p, pot in enumerate(grant.pots):
                if (g, p) not in touched:
                    found = pot.decided.amounts if pot.decided else None
                    if found is None:
                        found, met = self.amounts_of(pot)
                        problems += met
                    for each, amount in found.items():
                        sums[each] = sums.get(each, 0) + amount
        return sums, problems

    def amounts_of(self, pot: Pot) -> tuple[Mapping[PartyId, Ore], tuple[Problem, ...]]:
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
