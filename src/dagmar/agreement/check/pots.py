"""Checks of pots: one rule for one sum, a place for money that nobody wins, ladders with limits, payees that exist."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dagmar.agreement.terms import (
    Agreement,
    ByMeasure,
    ByPopulation,
    ByTiers,
    DecidedLater,
    Equal,
    Gate,
    Grant,
    Measure,
    Parts,
    PerUnit,
    Tier,
    may_be,
    rules_of,
)
from dagmar.basis.dates import first_day
from dagmar.basis.names import value_text
from dagmar.basis.parties import NO_LEGAL_PERSONS, Parties, Whom
from dagmar.basis.problems import Code, Path, Problem, problem


def check_pots(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of pots."""
    for place, grant in enumerate(agreement.grants):
        yield from _two_rules(grant, ("grants", place, "pots"))
        for year in (terms.year for terms in agreement.years if not grant.outside):
            if all(pot.year != year for pot in grant.pots):
                yield problem(Code.YEAR_WITHOUT_POT, ("grants", place, "pots"), year=year, grant=grant.id)
        yield from _payee(grant, ("grants", place, "payee"), parties)
        for number, pot in enumerate(grant.pots):
            at: Path = ("grants", place, "pots", number)
            if pot.rounding == "not-stated":
                yield problem(Code.NOT_STATED, (*at, "rounding"), clause=pot.clause)
            if pot.unwon is None and _may_be_unwon(pot.rule):
                yield problem(Code.NO_FALLBACK, (*at, "rule"), grant=grant.id, clause=pot.clause)
            if pot.unwon == "not-stated":
                yield problem(Code.FALLBACK_NOT_STATED, (*at, "unwon"), grant=grant.id, clause=pot.clause)
            rounding = pot.rounding
            if rounding and not isinstance(rounding, str) and rounding.rest_to and rounding.policy != _WITH_REST:
                yield problem(Code.REST_TO_UNUSED, (*at, "rounding", "rest_to"))
    yield from _unused(agreement)
    for path, _, pot, rule in rules_of(agreement.grants):
        if pot.rounding is None and isinstance(rule, Equal | ByPopulation | ByMeasure | ByTiers | PerUnit):
            yield problem(Code.NO_ROUNDING, path)
        if isinstance(rule, ByPopulation) and rule.day == "not-stated":
            yield problem(Code.NOT_STATED, (*path, "day"), clause=rule.clause or pot.clause)
        if isinstance(rule, PerUnit) and rule.cap is not None and rule.cap < rule.rate:
            yield problem(Code.CAP_BELOW_RATE, (*path, "cap"), cap=rule.cap, rate=rule.rate)
        if isinstance(rule, ByTiers):
            measure = next((each for each in agreement.measures if each.id == rule.measure), None)
            yield from _ladder(rule, measure, (*path, "tiers"))


_WITH_REST = "floor-rest-to-named"


def _unused(agreement: Agreement) -> Iterator[Problem]:
    """A measure or requirement that the file defines and no rule asks for, while others are asked for."""
    rules = [rule for path, _, _, rule in rules_of(agreement.grants) if path[-1] != "unwon"]
    if any(isinstance(rule, str | DecidedLater) for rule in rules):
        return  # a rule that is not stated may ask for anything
    asked = {name for rule in rules if isinstance(rule, Gate) for name in rule.requires}
    asked |= {name for grant in agreement.grants if grant.pass_on for name in grant.pass_on.requires}
    asked |= {rule.measure for rule in rules if isinstance(rule, ByMeasure | ByTiers | PerUnit)}
    for name in ("measures", "requirements"):
        for place, each in enumerate(getattr(agreement, name)):
            if asked and each.id not in asked:
                yield problem(Code.JUDGED_FOR_NOTHING, (name, place, "id"), id=each.id)


def _ladder(rule: ByTiers, measure: Measure | None, path: Path) -> Iterator[Problem]:
    """Every step has a limit that the measure can reach, and decides something."""
    if not rule.tiers:
        yield problem(Code.TIER_WITHOUT_LIMIT, path)
    for number, tier in enumerate(rule.tiers):
        if not tier.weight:
            yield problem(Code.STEP_NEVER_DECIDES, (*path, number), number=number + 1)
        limits = [each for each in (tier.at_least, tier.above, tier.at_most) if each is not None]
        if not limits:
            yield problem(Code.TIER_WITHOUT_LIMIT, (*path, number))
        for limit in limits:
            if measure and not may_be(measure, limit):
                text, unit = value_text(limit), measure.unit
                yield problem(Code.VALUE_NOT_POSSIBLE, (*path, number), text=text, measure=measure.id, unit=unit)
        if any(_covers(other, tier) for other in rule.tiers if other is not tier):
            yield problem(Code.STEP_NEVER_DECIDES, (*path, number), number=number + 1)


def _covers(other: Tier, tier: Tier) -> bool:
    """True where whoever reaches the tier also reaches the other, and the other weighs as much or more."""
    if other.at_most is not None or tier.at_most is not None or other.weight < tier.weight:
        return False
    lower, upper = (_lowest(each) for each in (other, tier))
    return lower is not None and upper is not None and lower <= upper and (lower, other.weight) != (upper, tier.weight)


def _lowest(tier: Tier) -> tuple[Fraction, bool] | None:
    """Where the step begins; a limit that must be passed begins just after itself."""
    ends = [(limit, passed) for limit, passed in ((tier.at_least, False), (tier.above, True)) if limit is not None]
    return max(ends, default=None)


def _two_rules(grant: Grant, path: Path) -> Iterator[Problem]:
    """Two pots of one year in one grant: the same money would be divided twice."""
    first: dict[int, str] = {}
    for number, pot in enumerate(grant.pots):
        clause = first.setdefault(pot.year, pot.clause)
        if any(other.year == pot.year for other in grant.pots[:number]):
            yield problem(Code.TWO_RULES, (*path, number, "year"), year=pot.year, clause=pot.clause, where=clause)


def _may_be_unwon(rule: object, *, shut: bool = False) -> bool:
    """True where it depends on results whether anybody gets the money, and nothing within says where it goes then.

    `shut`: a gate around it may shut everybody out.
    """
    match rule:
        case Gate(requires=requires, rule=inner):
            return _may_be_unwon(inner, shut=shut or bool(requires))
        case Parts(parts=parts):
            return any(part.unwon is None and _may_be_unwon(part.rule, shut=shut) for part in parts)
        case ByTiers() | PerUnit() | ByMeasure():
            return True
        case _:
            return shut


def _payee(grant: Grant, path: Path, parties: Parties) -> Iterator[Problem]:
    """Whoever is paid must be a legal person: a county, a collaborative region or a committee is none."""
    if grant.payee == "beneficiary" and grant.beneficiary != "not-stated":
        whoms: tuple[str, ...] = grant.beneficiary
    else:
        whoms = () if grant.payee in ("beneficiary", "not-stated") else (grant.payee,)
    day = first_day(grant.pots[0].year) if grant.pots else None
    for whom in whoms:
        members = parties.members(Whom(whom), day) if day else ()
        if any((party := parties.get(each)) and party.kind in NO_LEGAL_PERSONS for each in members):
            yield problem(Code.PAYEE_NO_LEGAL_PERSON, path, whom=whom, clause=grant.clause)
