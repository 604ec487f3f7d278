"""A ladder of performance: which of its steps a value reaches, exactly and fast."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dagmar.agreement.terms import Tier
from dagmar.basis.parties import PartyId


def steps_reached(tiers: tuple[Tier, ...], values: Mapping[PartyId, Fraction]) -> dict[PartyId, int | None]:
    """For each recipient the place of the heaviest step that its value reaches; None where it reaches none."""
    ladder = sorted(range(len(tiers)), key=lambda place: (-tiers[place].weight, place))
    return {each: _highest(ladder, tiers, value) for each, value in values.items()}


def weight_of(tier: Tier, people: int) -> Fraction | int:
    """What a step weighs with so many people; a whole weight stays a whole number."""
    weight = tier.weight
    return weight.numerator * people if weight.denominator == 1 else weight * people


def _highest(ladder: list[int], tiers: tuple[Tier, ...], value: Fraction) -> int | None:
    """The place of the heaviest step that the value reaches; None where it reaches none. The heaviest comes first."""
    return next((place for place in ladder if _reaches(tiers[place], value)), None)


def _reaches(tier: Tier, value: Fraction) -> bool:
    """Compared as whole numbers, which is exact and much faster than comparing fractions."""
    over, under = value.numerator, value.denominator
    least, above, most = tier.at_least, tier.above, tier.at_most
    return (
        (least is None or over * least.denominator >= least.numerator * under)
        and (above is None or over * above.denominator > above.numerator * under)
        and (most is None or over * most.denominator <= most.numerator * under)
    )
