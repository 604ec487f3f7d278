"""Divides a sum in proportion to weights and rounds it by a named policy, so that the parts are the sum, exactly.

Three policies. `nearest-residual-to-largest`: each share to the nearest unit, halves up, and the whole residual, plus
or minus, to the recipient with the largest weight (so Kammarkollegiet's tables). `largest-remainder`: each share down,
then one unit each to those with the largest remainders (Hamilton). `floor-rest-to-named`: each share down, the rest to
one that the agreement names. Ties go by party id. All arithmetic is on whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dagmar.agreement.terms import Policy, Rounding
from dagmar.basis.money import ORE_PER, Ore
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Problem, problem


@dataclass(frozen=True, slots=True)
class Share:
    """One recipient's way through a split. `exact` is kronor before rounding; amount = rounded + rest."""

    recipient: PartyId
    weight: Fraction
    exact: Fraction
    rounded: Ore
    rest: Ore
    amount: Ore


@dataclass(frozen=True, slots=True)
class Split:
    """A pot, divided. `residual` is what rounding alone left over; `rest_to` are those that it was given to."""

    pot: Ore
    unit: int
    scale: int
    total: int
    whole: Mapping[PartyId, int]
    rounded: Mapping[PartyId, int]
    rest: Mapping[PartyId, int]

    @property
    def amounts(self) -> dict[PartyId, Ore]:
        """What each recipient gets, in the order of their ids."""
        unit, rest = self.unit, self.rest
        amounts = {recipient: Ore(units * unit) for recipient, units in self.rounded.items()}
        for recipient, units in rest.items():
            amounts[recipient] = Ore(amounts[recipient] + units * unit)
        return amounts

    @property
    def total_weight(self) -> Fraction:
        """All weights together."""
        return Fraction(self.total, self.scale)

    @property
    def residual(self) -> Ore:
        """What rounding alone left over."""
        return Ore(sum(self.rest.values()) * self.unit)

    @property
    def rest_to(self) -> tuple[PartyId, ...]:
        """Those that the residual was given to."""
        return tuple(sorted(self.rest))

    @property
    def shares(self) -> tuple[Share, ...]:
        """Each recipient's way, in the order of their ids."""
        return tuple(self.share_of(recipient) for recipient in self.whole)

    def share_of(self, recipient: PartyId) -> Share:
        """One recipient's way."""
        rounded, rest = self.rounded[recipient] * self.unit, self.rest.get(recipient, 0) * self.unit
        return Share(
            recipient=recipient,
            weight=Fraction(self.whole[recipient], self.scale),
            exact=Fraction(self.pot * self.whole[recipient], self.total * 100),
            rounded=Ore(rounded),
            rest=Ore(rest),
            amount=Ore(rounded + rest),
        )


def split(pot: Ore, weights: Mapping[PartyId, Fraction | int], rounding: Rounding) -> Split | Problem:
    """Divide `pot` öre by the weights (none negative, not all zero); the order of the weights has no meaning.

    A problem where it cannot be done: a pot that is negative or no whole number of units, no recipients, a negative
    weight, weights that are all zero, a residual that the largest cannot bear, a named recipient that is not there.
    """
    unit = ORE_PER[rounding.unit]
    if refusal := _refusal(pot, weights, rounding, unit):
        return refusal
    scale = _common_denominator(weights.values())
    whole = {each: weights[each].numerator * (scale // weights[each].denominator) for each in sorted(weights)}
    units = _round(pot // unit, whole, rounding)
    if isinstance(units, Problem):
        return units
    return Split(pot, unit, scale, sum(whole.values()), whole, units.rounded, units.rest)


def _common_denominator(numbers: Iterable[Fraction | int]) -> int:
    scale = 1
    for number in numbers:
        if number.denominator != 1:
            scale *= (number * scale).denominator
    return scale


def _refusal(pot: Ore, weights: Mapping[PartyId, Fraction | int], rounding: Rounding, unit: int) -> Problem | None:
    if pot < 0:
        return problem(Code.POT_NEGATIVE, pot=pot)
    if pot % unit:
        return problem(Code.POT_NOT_WHOLE, pot=pot, unit=rounding.unit)
    if not weights:
        return problem(Code.NO_RECIPIENTS)
    if min(weights.values()) < 0:
        return problem(Code.WEIGHT_NEGATIVE, recipient=min(each for each in weights if weights[each] < 0))
    if not any(weights.values()):
        return problem(Code.WEIGHTS_ALL_ZERO, count=len(weights))
    return None


@dataclass(frozen=True, slots=True)
class _Units:
    """Whole units: each share as first rounded, and what was given (or taken) afterwards."""

    rounded: Mapping[PartyId, int]
    rest: Mapping[PartyId, int]


def _round(pot: int, weights: Mapping[PartyId, int], rounding: Rounding) -> _Units | Problem:
    """Round pot * weight / total for each, in whole units, by the policy."""
    return _POLICIES[rounding.policy](pot, weights, rounding)


def _nearest(pot: int, weights: Mapping[PartyId, int], rounding: Rounding) -> _Units | Problem:
    total = sum(weights.values())
    rounded = {recipient: (2 * pot * weight + total) // (2 * total) for recipient, weight in weights.items()}
    residual = pot - sum(rounded.values())
    largest = min(weights, key=lambda recipient: (-weights[recipient], recipient))
    if rounded[largest] + residual < 0:
        return problem(
            Code.RESIDUAL_TOO_LARGE,
            recipient=largest,
            share=Ore(rounded[largest] * ORE_PER[rounding.unit]),
            residual=Ore(residual * ORE_PER[rounding.unit]),
        )
    return _Units(rounded, {largest: residual} if residual else {})


def _largest_remainder(pot: int, weights: Mapping[PartyId, int], _: Rounding) -> _Units:
    total = sum(weights.values())
    down = {recipient: pot * weight // total for recipient, weight in weights.items()}
    left = pot - sum(down.values())
    by_remainder = sorted(weights, key=lambda recipient: (-(pot * weights[recipient] % total), recipient))
    return _Units(down, dict.fromkeys(by_remainder[:left], 1))


def _floor_rest_to_named(pot: int, weights: Mapping[PartyId, int], rounding: Rounding) -> _Units | Problem:
    if rounding.rest_to is None or rounding.rest_to not in weights:
        return problem(Code.REST_TO_NOBODY, recipient=rounding.rest_to or "")
    total = sum(weights.values())
    down = {recipient: pot * weight // total for recipient, weight in weights.items()}
    left = pot - sum(down.values())
    return _Units(down, {rounding.rest_to: left} if left else {})


_POLICIES: Mapping[Policy, Callable[[int, Mapping[PartyId, int], Rounding], _Units | Problem]] = {
    "nearest-residual-to-largest": _nearest,
    "largest-remainder": _largest_remainder,
    "floor-rest-to-named": _floor_rest_to_named,
}
