"""Divides a pot by the rule of the agreement, and keeps every step of the way for each recipient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from dagmar.agreement.terms import (
    ByPopulation,
    DecidedLater,
    Equal,
    Fixed,
    Part,
    Parts,
    Pot,
    Rounding,
    Rule,
    Table,
    Whole,
)
from dagmar.allocation.facts import Facts
from dagmar.allocation.rounding import Split, split
from dagmar.allocation.steps import (
    ExactStep,
    KeyStep,
    ListedStep,
    PartStep,
    PotStep,
    ResidualStep,
    RoundedStep,
    Step,
    SumStep,
    WholeStep,
)
from dagmar.basis.money import Difference, Ore
from dagmar.basis.names import Exact, exact_text
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Path, Problem, problem


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What the rule gives one recipient, and the steps that lead there."""

    amount: Ore
    steps: tuple[Step, ...]


Division = Mapping[PartyId, Entitlement]


def divide(pot: Pot, facts: Facts) -> tuple[Division, tuple[Problem, ...]]:
    """Divide the pot's amount; the problems carry their path within the pot.

    The entitlements sum to the pot unless a problem is told. A pot or part that waits for a decision, or that the
    document does not state, gives a problem of its own kind and no entitlements.
    """
    if isinstance(pot.amount, DecidedLater):
        return {}, (_later(pot.amount, ("amount",)),)
    if pot.amount == "not-stated":
        return {}, (problem(Code.NOT_STATED, ("amount",), clause=pot.clause),)
    if pot.rule == "not-stated":
        return {}, (problem(Code.NOT_STATED, ("rule",), clause=pot.clause),)
    work = _Work(pot.rounding, facts, [])
    division = work.by_rule(pot.amount, pot.rule, ("rule",))
    start = PotStep("pot", pot.amount, pot.clause)
    whole = {each: Entitlement(got.amount, (start, *got.steps)) for each, got in sorted(division.items())}
    return whole, tuple(work.problems)


def _later(decision: DecidedLater, path: Path) -> Problem:
    return problem(Code.DECIDED_LATER, path, whom=decision.whom, clause=decision.clause)


@dataclass(frozen=True, slots=True)
class _Work:
    """One pot under division: what holds for all of its rules, and the problems met."""

    rounding: Rounding | None
    facts: Facts
    problems: list[Problem]

    def by_rule(self, amount: Ore, rule: Rule | DecidedLater, path: Path) -> Division:
        match rule:
            case Whole(to=to, clause=clause):
                return {to: Entitlement(amount, (WholeStep("whole", amount, clause),))}
            case Table(amounts=amounts):
                return self._listed(amount, amounts, rule, (*path, "amounts"))
            case Fixed(among=among, amount=each):
                amounts = dict.fromkeys(self.facts.recipients(among), each)
                return self._listed(amount, amounts, rule, (*path, "amount"))
            case Equal():
                weights = {each: Fraction(1) for each in self.facts.recipients(rule.among)}
                return self._weighed(amount, weights, rule, path)
            case ByPopulation():
                return self._by_population(amount, rule, path)
            case Parts(parts=parts):
                return self._parts(amount, parts, (*path, "parts"))
            case DecidedLater():
                self.problems.append(_later(rule, path))
                return {}
            case _:
                assert_never(rule)

    def _listed(self, pot: Ore, amounts: Mapping[PartyId, Ore], rule: Table | Fixed, path: Path) -> Division:
        self._must_fill(pot, Ore(sum(amounts.values())), path)
        return {each: Entitlement(sum_, (ListedStep("listed", sum_, rule.clause),)) for each, sum_ in amounts.items()}

    def _by_population(self, amount: Ore, rule: ByPopulation, path: Path) -> Division:
        population = self.facts.populations.get(rule.day)
        recipients = self.facts.recipients(rule.among)
        missing = tuple(each for each in recipients if population is None or each not in population.counts)
        if population is None or missing:
            self.problems.append(problem(Code.NO_POPULATION, (*path, "day"), day=rule.day, missing=missing))
            return {}
        weights = {each: Fraction(population.counts[each]) for each in recipients}
        return self._weighed(amount, weights, rule, path)

    def _weighed(
        self, amount: Ore, weights: Mapping[PartyId, Fraction], rule: Equal | ByPopulation, path: Path
    ) -> Division:
        if self.rounding is None:
            self.problems.append(problem(Code.NO_ROUNDING, path))
            return {}
        result = split(amount, weights, self.rounding)
        if isinstance(result, Problem):
            self.problems.append(problem(result.code, path, **dict(result.params)))
            return {}
        return _entitlements(result, rule, self.rounding)

    def _parts(self, pot: Ore, parts: tuple[Part, ...], path: Path) -> Division:
        amounts = self._amounts_of(pot, parts, path)
        if amounts is None:
            return {}
        gathered: dict[PartyId, list[Entitlement]] = {}
        for place, (part, amount) in enumerate(zip(parts, amounts, strict=True)):
            start = PartStep("part", place + 1, part.amount, amount, part.clause)
            for each, got in self.by_rule(amount, part.rule, (*path, place, "rule")).items():
                gathered.setdefault(each, []).append(Entitlement(got.amount, (start, *got.steps)))
        return {each: _added(got) for each, got in gathered.items()}

    def _amounts_of(self, pot: Ore, parts: tuple[Part, ...], path: Path) -> tuple[Ore, ...] | None:
        """Each part in öre; None, and told, where a part is no whole number of öre or they do not fill the pot."""
        rests = [place for place, part in enumerate(parts) if part.amount == "rest"]
        if len(rests) > 1:
            self.problems.append(problem(Code.SEVERAL_RESTS, path, count=len(rests)))
            return None
        named = [self._part(pot, part, (*path, place)) for place, part in enumerate(parts)]
        if None in named:
            return None
        amounts = [Ore(amount or 0) for amount in named]
        left = pot - sum(amounts)
        if left < 0 or (left and not rests):
            self._must_fill(pot, Ore(sum(amounts)), path)
            return None
        if rests:
            amounts[rests[0]] = Ore(left)
        return tuple(amounts)

    def _part(self, pot: Ore, part: Part, path: Path) -> Ore | None:
        if part.amount == "rest":
            return Ore(0)
        if not isinstance(part.amount, Fraction):
            return part.amount
        exact = pot * part.amount
        if exact.denominator == 1:
            return Ore(int(exact))
        share = exact_text(part.amount)
        self.problems.append(problem(Code.PART_NOT_WHOLE, (*path, "amount"), pot=pot, share=share))
        return None

    def _must_fill(self, pot: Ore, parts: Ore, path: Path) -> None:
        if parts != pot:
            self.problems.append(
                problem(Code.PARTS_DIFFER, path, pot=pot, parts=parts, difference=Difference(parts - pot))
            )


def _added(entitlements: list[Entitlement]) -> Entitlement:
    """The parts of one recipient as one entitlement; a single part needs no sum."""
    if len(entitlements) == 1:
        return entitlements[0]
    total = Ore(sum(got.amount for got in entitlements))
    steps = tuple(step for got in entitlements for step in got.steps)
    return Entitlement(total, (*steps, SumStep("sum", total)))


def _entitlements(result: Split, rule: Equal | ByPopulation, rounding: Rounding) -> Division:
    return {
        share.recipient: Entitlement(
            share.amount,
            (
                KeyStep(
                    "key",
                    rule.by,
                    Exact(share.weight),
                    Exact(result.total_weight),
                    len(result.shares),
                    rule.day if isinstance(rule, ByPopulation) else None,
                    rule.clause,
                ),
                ExactStep("exact", Exact(share.exact)),
                RoundedStep("rounded", rounding.policy, rounding.unit, share.rounded),
                ResidualStep(
                    "residual", Difference(result.residual), result.rest_to, Difference(share.rest), share.amount
                ),
            ),
        )
        for share in result.shares
    }
