"""Divides a pot by the rule of the agreement. The amounts come first; the steps that lead to one are told on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from dagmar.agreement.terms import (
    ByMeasure,
    ByPopulation,
    ByTiers,
    DecidedLater,
    Equal,
    Fixed,
    Gate,
    Key,
    Part,
    Parts,
    PerUnit,
    Pot,
    Requirement,
    Rounding,
    Rule,
    Table,
    Unwon,
    Whole,
    rules_within,
)
from dagmar.allocation.facts import Facts
from dagmar.allocation.ladder import steps_reached, weight_of
from dagmar.allocation.rounding import split
from dagmar.allocation.steps import (
    GateStep,
    ListedStep,
    PartStep,
    PotStep,
    Step,
    SumStep,
    TierStep,
    UnitStep,
    UnwonStep,
    WholeStep,
)
from dagmar.allocation.telling import key_steps, measured, passed
from dagmar.basis.figures import Published
from dagmar.basis.money import Difference, Ore
from dagmar.basis.names import ClauseRef, Id, exact_text
from dagmar.basis.parties import PartyId, Whom
from dagmar.basis.problems import Code, Path, Problem, has_errors, problem

Tell = Callable[[PartyId], tuple[Step, ...]]
"""The steps that lead to one recipient's amount."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What the rule gives one recipient. The steps that lead there are told when they are asked for."""

    recipient: PartyId
    amount: Ore
    tell: Tell

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, from the pot to the amount."""
        return self.tell(self.recipient)


Division = Mapping[PartyId, Entitlement]


def divide(pot: Pot, facts: Facts) -> tuple[Division, tuple[Problem, ...]]:
    """Divide the pot's amount; the problems carry their path within the pot.

    The entitlements sum to the pot unless a problem or a note is told: money that nobody wins is told with its sum. A
    pot or part that waits for a decision or for figures, or that the document does not state, gives a note of its own.
    """
    given, problems = _divided(pot, facts)
    if given is None or not isinstance(pot.amount, int):
        return {}, problems
    told = _after(_only(PotStep("pot", pot.amount, pot.clause)), given).tell
    return {each: Entitlement(each, amount, told) for each, amount in sorted(given.amounts.items())}, problems


def amounts(pot: Pot, facts: Facts) -> tuple[Mapping[PartyId, Ore], tuple[Problem, ...]]:
    """The amounts of `divide`, without their steps: what thousands of overlays need."""
    given, problems = _divided(pot, facts)
    return (given.amounts if given else {}), problems


@dataclass(frozen=True, slots=True)
class _Given:
    """What a rule gave: each recipient's amount, how to tell the steps, and the sum of what is told to go elsewhere."""

    amounts: Mapping[PartyId, Ore]
    tell: Tell
    elsewhere: int = 0


def _divided(pot: Pot, facts: Facts) -> tuple[_Given | None, tuple[Problem, ...]]:
    if isinstance(pot.amount, DecidedLater):
        return None, (_later(pot.amount, ("amount",)),)
    if pot.amount == "not-stated":
        return None, (problem(Code.NOT_STATED, ("amount",), clause=pot.clause),)
    work = _Work(pot, facts, [])
    given = work.settled(pot.amount, pot.rule, pot.unwon, (), pot.clause)
    return given, tuple(work.problems)


def _later(decision: DecidedLater, path: Path) -> Problem:
    return problem(Code.DECIDED_LATER, path, whom=decision.whom, clause=decision.clause)


@dataclass(frozen=True, slots=True)
class _Work:
    """One pot under division: its rounding and facts, who is shut out, and the problems met."""

    pot: Pot
    facts: Facts
    problems: list[Problem]
    out: frozenset[PartyId] = frozenset()

    def settled(
        self, amount: Ore, rule: Rule | str | DecidedLater, unwon: Unwon | None, path: Path, clause: ClauseRef | None
    ) -> _Given | None:
        """What the rule gives, and where the rest goes that nobody won. None where it stops."""
        before = len(self.problems)
        given = self.by_rule(amount, rule, (*path, "rule"), clause)
        if given is None or has_errors(self.problems[before:]):
            return given
        left = Ore(amount - sum(given.amounts.values()) - given.elsewhere)
        if not left:
            return given
        if unwon is None or isinstance(unwon, str):
            at = (*path, "unwon") if unwon else (*path, "rule")
            returned = problem(Code.UNWON_RETURNED, at, amount=left)
            silent = problem(Code.UNWON_NOT_STATED, at, amount=left)
            self.problems.append(returned if unwon == "returned" else silent)
            return replace(given, elsewhere=given.elsewhere + left)
        rest = self.by_rule(left, unwon, (*path, "unwon"), clause)
        waits = _Given({}, _nothing, left)
        return _together([given, waits if rest is None else _after(_only(UnwonStep("unwon", left)), rest)])

    def by_rule(
        self, amount: Ore, rule: Rule | str | DecidedLater, path: Path, clause: ClauseRef | None
    ) -> _Given | None:
        match rule:
            case Whole(to=to):
                step = WholeStep("whole", amount, rule.clause)
                return _Given({} if to in self.out else {to: amount}, lambda _: (step,))
            case Table(amounts=listed):
                return self._listed(amount, listed, rule, (*path, "amounts"))
            case Fixed(among=among, amount=each):
                return self._listed(amount, dict.fromkeys(self.facts.recipients(among), each), rule, (*path, "amount"))
            case Equal():
                return self._weighed(amount, dict.fromkeys(self._among(rule.among), 1), rule, path)
            case ByPopulation():
                return self._by_population(amount, rule, path)
            case ByMeasure():
                return self._by_measure(amount, rule, path)
            case ByTiers():
                return self._by_tiers(amount, rule, path)
            case PerUnit():
                return self._per_unit(amount, rule, path)
            case Parts(parts=parts):
                return self._parts(amount, parts, (*path, "parts"), clause)
            case Gate():
                return self._gate(amount, rule, path, clause)
            case DecidedLater():
                return self._stop(_later(rule, path))
            case str():
                return self._stop(problem(Code.NOT_STATED, path, clause=clause))
            case _:
                assert_never(rule)

    def _stop(self, found: Problem) -> _Given | None:
        """Nothing is given; the problem says why."""
        self.problems.append(found)
        return None

    def _among(self, among: tuple[Whom, ...]) -> tuple[PartyId, ...]:
        """The recipients that no gate shuts out."""
        recipients = self.facts.recipients(among)
        return tuple(each for each in recipients if each not in self.out) if self.out else recipients

    # Sums that are listed

    def _listed(self, pot: Ore, listed: Mapping[PartyId, Ore], rule: Table | Fixed, path: Path) -> _Given:
        self._must_fill(pot, Ore(sum(listed.values())), path)
        won = {each: amount for each, amount in listed.items() if each not in self.out}
        return _Given(won, lambda each: (ListedStep("listed", listed[each], rule.clause),))

    def _must_fill(self, pot: Ore, parts: Ore, path: Path) -> None:
        if parts != pot:
            difference = Difference(parts - pot)
            self.problems.append(problem(Code.PARTS_DIFFER, path, pot=pot, parts=parts, difference=difference))

    # Keys

    def _by_population(self, amount: Ore, rule: ByPopulation, path: Path) -> _Given | None:
        if isinstance(rule.day, str):
            return self._stop(problem(Code.NOT_STATED, (*path, "day"), clause=rule.clause or self.pot.clause))
        population = self.facts.populations.get(rule.day)
        recipients = self._among(rule.among)
        if population is None or not population.counts.keys() >= set(recipients):
            counts = population.counts if population else {}
            missing = tuple(each for each in recipients if each not in counts)
            return self._stop(problem(Code.NO_POPULATION, (*path, "day"), day=rule.day, missing=missing))
        counts = population.counts
        return self._weighed(amount, {each: counts[each] for each in recipients}, rule, path)

    def _by_measure(self, amount: Ore, rule: ByMeasure, path: Path) -> _Given | None:
        published = self._published(rule.measure, self._among(rule.among), (*path, "measure"))
        if published is None:
            return None
        weights = {each: published.values[each] for each in self._among(rule.among)}
        if self._negative(weights, path):
            return None
        won = {each: weight for each, weight in weights.items() if weight}
        return self._weighed(amount, won, rule, path, lambda each: (measured(published, each),))

    def _by_tiers(self, amount: Ore, rule: ByTiers, path: Path) -> _Given | None:
        recipients = self._among(rule.among)
        published = self._published(rule.measure, recipients, (*path, "measure"))
        people = self.facts.populations.get(rule.people_on) if rule.people_on else None
        if published is None:
            return None
        if rule.people_on and (people is None or not people.counts.keys() >= set(recipients)):
            missing = tuple(each for each in recipients if people is None or each not in people.counts)
            return self._stop(problem(Code.NO_POPULATION, (*path, "people_on"), day=rule.people_on, missing=missing))
        reached = steps_reached(rule.tiers, {each: published.values[each] for each in recipients})
        counts = people.counts if people else dict.fromkeys(recipients, 1)
        weights = {
            each: weight_of(rule.tiers[place], counts[each]) for each, place in reached.items() if place is not None
        }

        def tell(each: PartyId) -> tuple[Step, ...]:
            place = reached[each] or 0
            among_people = people.counts[each] if people else None
            return measured(published, each), TierStep("tier", place + 1, rule.tiers[place].weight, among_people)

        return self._weighed(amount, {each: weight for each, weight in weights.items() if weight}, rule, path, tell)

    def _weighed(
        self,
        amount: Ore,
        weights: Mapping[PartyId, Fraction | int],
        rule: Key | PerUnit,
        path: Path,
        tell: Tell | None = None,
    ) -> _Given | None:
        """Divide by weights. Where nobody has won anything, nobody gets anything: `settled` says where it goes."""
        if not weights and self.facts.recipients(rule.among):
            return _Given({}, _nothing)
        rounding = self.pot.rounding
        if rounding is None:
            return self._stop(problem(Code.NO_ROUNDING, path))
        result = split(amount, weights, _TO_THE_ORE if rounding == "not-stated" else rounding)
        if isinstance(result, Problem):
            return self._stop(problem(result.code, path, **dict(result.params)))
        if rounding == "not-stated" and result.residual:
            return self._stop(problem(Code.NOT_STATED, ("rounding",), clause=rule.clause or self.pot.clause))
        shown = None if rounding == "not-stated" else rounding
        first = tell or (lambda _: ())
        return _Given(result.amounts, lambda each: (*first(each), *key_steps(result, each, rule, shown)))

    # What was reached

    def _published(self, measure: Id, recipients: tuple[PartyId, ...], path: Path) -> Published | None:
        """The published values, where there is one for each recipient; a note where there are none at all yet."""
        published = self.facts.published(measure)
        if published is None:
            self._stop(problem(Code.FIGURES_AWAITED, path, measure=measure))
            return None
        missing = tuple(each for each in recipients if each not in published.values)
        if missing:
            self._stop(problem(Code.FIGURE_MISSING, path, measure=measure, missing=missing))
        return None if missing else published

    def _negative(self, weights: Mapping[PartyId, Fraction], path: Path) -> bool:
        below = sorted(each for each in weights if weights[each] < 0)
        if below:
            self.problems.append(problem(Code.WEIGHT_NEGATIVE, (*path, "measure"), recipient=below[0]))
        return bool(below)

    def _per_unit(self, amount: Ore, rule: PerUnit, path: Path) -> _Given | None:
        """A sum for each unit, in whole öre, under the cap. A pot that is too small is divided by the claims."""
        recipients = self._among(rule.among)
        published = self._published(rule.measure, recipients, (*path, "measure"))
        if published is None or self._negative({each: published.values[each] for each in recipients}, path):
            return None
        full = {each: int(rule.rate * published.values[each]) for each in recipients}
        claims = {each: Ore(claim if rule.cap is None else min(claim, rule.cap)) for each, claim in full.items()}

        def tell(each: PartyId) -> tuple[Step, ...]:
            return measured(published, each), UnitStep("unit", rule.rate, claims[each], rule.cap, rule.clause)

        won = {each: claim for each, claim in claims.items() if claim}
        if sum(won.values()) <= amount:
            return _Given(won, tell)
        given = self._weighed(amount, won, rule, path, tell)
        over = sorted(each for each, sum_ in given.amounts.items() if sum_ > won[each]) if given else []
        if given and over:
            self._stop(
                problem(Code.OVER_THE_CLAIM, path, recipient=over[0], amount=given.amounts[over[0]], most=won[over[0]])
            )
        return given

    def _gate(self, amount: Ore, rule: Gate, path: Path, clause: ClauseRef | None) -> _Given | None:
        """Shut out whoever fails a requirement, and divide among the others."""
        told: list[tuple[Mapping[PartyId, PartyId], GateStep]] = []
        among_all = self._named(rule.rule)
        out = set(self.out)
        for name in rule.requires:
            requirement = next((each for each in self.facts.requirements if each.id == name), None)
            published = self.facts.published(name)
            if requirement is None or published is None:
                return self._stop(problem(Code.FIGURES_AWAITED, (*path, "requires"), measure=name))
            judged = self._judged(requirement, among_all)
            missing = tuple(sorted({one for one in judged.values() if one not in published.values}))
            if missing:
                return self._stop(problem(Code.FIGURE_MISSING, (*path, "requires"), measure=name, missing=missing))
            out |= {each for each, one in judged.items() if not published.values[one]}
            told.append((judged, passed(requirement, published, judged, rule.clause)))

        unjudged = tuple(sorted(each for each in among_all if not any(each in judged for judged, _ in told)))
        if unjudged and rule.requires:
            self.problems.append(problem(Code.GATE_JUDGES_NOT, (*path, "requires"), recipients=unjudged))

        def tell(each: PartyId) -> tuple[Step, ...]:
            return tuple(replace(step, judged=judged[each]) for judged, step in told if each in judged)

        closed = rule.shut_out == "closes"
        among = replace(self, out=frozenset(out)) if closed else self
        given = among.by_rule(amount, rule.rule, (*path, "rule"), rule.clause or clause)
        if given is None:
            return None
        won = {each: sum_ for each, sum_ in given.amounts.items() if each not in out}
        return _after(tell, replace(given, amounts=won))

    def _judged(self, requirement: Requirement, named: frozenset[PartyId]) -> Mapping[PartyId, PartyId]:
        """For each that must meet the requirement, who is judged: itself, or its county."""
        those = self.facts.recipients(requirement.of)
        if requirement.judged == "recipient":
            return dict(zip(those, those, strict=True))
        counties = {each: county.id for county in self.facts.counties for each in county.recipients}
        whole = {each for each in named if counties.get(each) in those}  # a county that must meet it binds its members
        return {each: counties.get(each, each) for each in sorted({*those, *whole})}

    def _named(self, rule: Rule | str | DecidedLater) -> frozenset[PartyId]:
        """Everybody that a rule, or a rule within it, may give something."""
        found: set[PartyId] = set()
        for _, each in rules_within(rule, ()):
            match each:
                case Whole(to=to):
                    found.add(to)
                case Table(amounts=listed):
                    found.update(listed)
                case Equal() | ByPopulation() | ByMeasure() | ByTiers() | PerUnit() | Fixed():
                    found.update(self.facts.recipients(each.among))
        return frozenset(found)

    # Parts

    def _parts(self, pot: Ore, parts: tuple[Part, ...], path: Path, clause: ClauseRef | None) -> _Given | None:
        sums = self._amounts_of(pot, parts, path)
        if sums is None:
            return None
        gathered: list[_Given] = []
        for place, (part, amount) in enumerate(zip(parts, sums, strict=True)):
            start = PartStep("part", place + 1, part.amount, amount, part.clause)
            at, where = (*path, place), part.clause or clause
            if part.unwon is None:  # what nobody wins of it is settled with the pot
                given = self.by_rule(amount, part.rule, (*at, "rule"), where)
            else:
                given = self.settled(amount, part.rule, part.unwon, at, where)
            waits = _Given({}, _nothing, amount)  # for a decision or for figures: it is neither given nor unwon
            gathered.append(waits if given is None else _after(_only(start), given))
        return _together(gathered)

    def _amounts_of(self, pot: Ore, parts: tuple[Part, ...], path: Path) -> tuple[Ore, ...] | None:
        """Each part in öre; None, and told, where a part is no whole number of öre or they do not fill the pot."""
        rests = [place for place, part in enumerate(parts) if part.amount == "rest"]
        if len(rests) > 1:
            self._stop(problem(Code.SEVERAL_RESTS, path, count=len(rests)))
            return None
        named = [self._part(pot, part, (*path, place)) for place, part in enumerate(parts)]
        if None in named:
            return None
        sums = [Ore(amount or 0) for amount in named]
        left = pot - sum(sums)
        if left < 0 or (left and not rests):
            self._must_fill(pot, Ore(sum(sums)), path)
            return None
        if rests:
            sums[rests[0]] = Ore(left)
        return tuple(sums)

    def _part(self, pot: Ore, part: Part, path: Path) -> Ore | None:
        if part.amount == "rest":
            return Ore(0)
        if not isinstance(part.amount, Fraction):
            return part.amount
        exact = pot * part.amount
        if exact.denominator == 1:
            return Ore(int(exact))
        self._stop(problem(Code.PART_NOT_WHOLE, (*path, "amount"), pot=pot, share=exact_text(part.amount)))
        return None


_TO_THE_ORE = Rounding("largest-remainder", "ore", "illustrative")
"""Where the document does not say how to round, a division must come out whole by itself: then nothing is rounded."""


def _together(gathered: list[_Given]) -> _Given:
    """The parts of each recipient, added; a single part needs no sum."""
    total: dict[PartyId, int] = {}
    for given in gathered:
        for each, amount in given.amounts.items():
            total[each] = total.get(each, 0) + amount
    sums = {each: Ore(amount) for each, amount in total.items()}

    def tell(each: PartyId) -> tuple[Step, ...]:
        mine = [given for given in gathered if each in given.amounts]
        steps = tuple(step for given in mine for step in given.tell(each))
        return steps if len(mine) == 1 else (*steps, SumStep("sum", sums[each]))

    return _Given(sums, tell, sum(given.elsewhere for given in gathered))


def _nothing(_: PartyId) -> tuple[Step, ...]:
    return ()


def _only(step: Step) -> Tell:
    return lambda _: (step,)


def _after(first: Tell, given: _Given) -> _Given:
    """The same amounts, with steps before theirs."""
    return _Given(given.amounts, lambda each: (*first(each), *given.tell(each)), given.elsewhere)
