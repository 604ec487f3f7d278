"""Why a recipient gets nothing, or less: requirements that it did not meet, and ladders that it did not climb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dagmar.agreement.terms import ByTiers, Gate, Measure, Pot, Requirement, Tier, rules_within
from dagmar.allocation.facts import Facts
from dagmar.allocation.ladder import steps_reached
from dagmar.basis.names import ClauseRef, Value
from dagmar.basis.parties import PartyId


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing that was not reached. `judged` is the recipient, or its county together; `step` is the easiest step."""

    what: Measure | Requirement
    judged: PartyId
    value: Value
    step: Tier | None
    edition: str
    clause: ClauseRef | None


def missed(pot: Pot, facts: Facts, recipient: PartyId) -> tuple[Missed, ...]:
    """What the recipient did not reach in this pot, in the order of its rules."""
    return tuple(
        found
        for _, rule in rules_within(pot.rule, ())
        for found in (
            _gates(rule, facts, recipient)
            if isinstance(rule, Gate)
            else _ladders(rule, facts, recipient)
            if isinstance(rule, ByTiers)
            else ()
        )
    )


def _gates(rule: Gate, facts: Facts, recipient: PartyId) -> Iterator[Missed]:
    for requirement in facts.requirements:
        published = facts.published(requirement.id)
        if requirement.id not in rule.requires or published is None:
            continue
        if recipient in facts.recipients(requirement.of):
            judged = recipient if requirement.judged == "recipient" else _county(facts, recipient)
            if published.values.get(judged) == 0:
                value = published.values[judged]
                yield Missed(requirement, judged, value, None, published.edition, requirement.clause)


def _ladders(rule: ByTiers, facts: Facts, recipient: PartyId) -> Iterator[Missed]:
    published = facts.published(rule.measure)
    measure = next((each for each in facts.measures if each.id == rule.measure), None)
    if published is None or measure is None or recipient not in facts.recipients(rule.among):
        return
    value = published.values.get(recipient)
    if value is not None and steps_reached(rule.tiers, {recipient: value})[recipient] is None:
        easiest = min(rule.tiers, key=lambda tier: tier.weight, default=None)
        yield Missed(measure, recipient, value, easiest, published.edition, rule.clause)


def _county(facts: Facts, recipient: PartyId) -> PartyId:
    return next((each.id for each in facts.counties if recipient in each.recipients), recipient)
