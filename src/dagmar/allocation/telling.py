"""How a rule's steps are told for one recipient: the key, the value that was measured, the requirement that was met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dagmar.agreement.terms import ByPopulation, ByTiers, Key, PerUnit, Requirement, Rounding
from dagmar.allocation.rounding import Split
from dagmar.allocation.steps import ExactStep, GateStep, KeyStep, MeasureStep, ResidualStep, RoundedStep, Step
from dagmar.basis.figures import Published
from dagmar.basis.money import Difference
from dagmar.basis.names import ClauseRef, Exact
from dagmar.basis.parties import PartyId


def key_steps(result: Split, recipient: PartyId, rule: Key | PerUnit, rounding: Rounding | None) -> tuple[Step, ...]:
    """The recipient's weight among all, its exact share, and how it was rounded; no rounding where none is stated."""
    share = result.share_of(recipient)
    key = KeyStep(
        "key",
        "claim" if isinstance(rule, PerUnit) else rule.by,
        Exact(share.weight),
        Exact(result.total_weight),
        len(result.whole),
        _day_of(rule),
        rule.clause,
    )
    exact = ExactStep("exact", Exact(share.exact))
    if rounding is None:
        return key, exact
    rounded = RoundedStep("rounded", rounding.policy, rounding.unit, share.rounded)
    residual = ResidualStep(
        "residual", Difference(result.residual), result.rest_to, Difference(share.rest), share.amount
    )
    return key, exact, rounded, residual


def _day_of(rule: Key | PerUnit) -> date | None:
    """The day whose population weighs."""
    if isinstance(rule, ByTiers):
        return rule.people_on
    return rule.day if isinstance(rule, ByPopulation) and isinstance(rule.day, date) else None


def measured(published: Published, each: PartyId) -> MeasureStep:
    """The recipient's published value."""
    return MeasureStep("measure", published.measure, published.values[each], published.edition)


def passed(
    requirement: Requirement, published: Published, judged: Mapping[PartyId, PartyId], clause: ClauseRef | None
) -> GateStep:
    """The step of all who passed; who was judged is told for each."""
    all_judged = sorted(set(judged.values()))
    met = sum(1 for one in all_judged if published.values[one])
    nobody = all_judged[0] if all_judged else PartyId("")
    return GateStep("gate", requirement.id, nobody, met, len(all_judged), published.edition, clause)
