"""Funnel limits: within them a unit differs from the target no more than chance makes units of its size differ.

Sizes are persons for a proportion, exposure for a rate, and expected events for a ratio, whose target is 1. Where units
differ more than chance and size explain, for reasons that nobody is to be named for, `dispersion` tells how much, and
`widened` or `added` give limits that allow for it. Spiegelhalter, Stat Med 2005; 24: 1185-1202.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dagmar.indicator.statistics.distributions import (
    binomial_at_most,
    binomial_quantile,
    gamma_quantile,
    gamma_quantile_above,
    normal_quantile,
)
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, ratio, tail

WINSORISED = 0.1
"""The share of scores at each end that is drawn in to the next, so that outliers do not hide themselves."""


@dataclass(frozen=True, slots=True)
class Scale:
    """On this scale a value varies by chance as 1 / (2 root of size), whatever the target is."""

    forth: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


def _proportion(scaled: Floats) -> Floats:
    found: Floats = np.sin(np.clip(scaled, 0.0, np.pi / 2)) ** 2
    return found


def _rate(scaled: Floats) -> Floats:
    found: Floats = np.maximum(scaled, 0.0) ** 2
    return found


PROPORTION = Scale(lambda value: np.arcsin(np.sqrt(value)), _proportion)
"""For proportions: the arc sine of the root."""

RATE = Scale(np.sqrt, _rate)
"""For rates, and for ratios with the target 1: the root."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more units differ than by chance.

    `phi` is the mean of their squared scores, 1 where chance is all; `tau_squared` is the variance between units, on
    the scale of the scores, 0 where chance is enough. nan, both, where there is no unit.
    """

    phi: float
    tau_squared: float


def proportion_limits(of: ArrayLike, target: ArrayLike, level: float = LEVEL) -> Estimates:
    """Limits for a proportion, from the binomial distribution, with steps smoothed by interpolation.

    nan where there is nobody. Raises ValueError for a target outside 0 to 1. Spiegelhalter 2005, appendix A.1.
    """
    n, goal = np.broadcast_arrays(amounts(of, "those who were counted"), _share(target))
    lower, upper = (_smoothed(end, n, goal) for end in (tail(level), 1 - tail(level)))
    fixed = (goal == 0) | (goal == 1)
    return Estimates(goal, np.where(fixed, goal, lower), np.where(fixed, goal, upper)).where(n > 0)


def rate_limits(exposure: ArrayLike, target: ArrayLike, level: float = LEVEL) -> Estimates:
    """Limits for a rate: those of the ratio to the events expected, times the target; nan where none are expected."""
    goal = amounts(target, "the target")
    return ratio_limits(amounts(exposure, "exposure") * goal, level).times(goal)


def ratio_limits(expected: ArrayLike, level: float = LEVEL) -> Estimates:
    """Limits for events over those expected, by the Poisson distribution as FunnelPlotR sets them; nan for none."""
    mean = amounts(expected, "expected events")
    lower, upper = gamma_quantile(mean, tail(level)), gamma_quantile_above(mean + 1, tail(level))
    return Estimates(np.ones_like(mean), ratio(lower, mean), ratio(upper, mean)).where(mean > 0)


def scores(scale: Scale, value: ArrayLike, size: ArrayLike, target: ArrayLike) -> Floats:
    """How many standard errors each value lies from the target, on the scale; nan where there is no size."""
    found = scale.forth(amounts(value, "values")) - scale.forth(amounts(target, "the target"))
    return found / _error(size)


def dispersion(scored: ArrayLike, size: ArrayLike, winsorised: float = WINSORISED) -> Dispersion:
    """How much more units differ than by chance, from their scores; those at the ends are drawn in first.

    Raises ValueError where half or more would be drawn in at each end. Spiegelhalter, Qual Saf Health Care 2005; 14:
    347-351.
    """
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"the share that is drawn in at each end must lie from 0 to below 0.5; it is {winsorised}")
    z, error = np.broadcast_arrays(np.asarray(scored, dtype=np.float64), _error(size))
    known = ~np.isnan(z)
    z, weight = z[known], 1 / error[known] ** 2
    if not z.size:
        return Dispersion(np.nan, np.nan)
    z = np.clip(z, *np.quantile(z, (winsorised, 1 - winsorised)))
    phi = float(np.mean(z**2))
    over = z.size * phi - (z.size - 1)
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return Dispersion(phi, max(over / room, 0.0) if room > 0 else 0.0)


def widened(scale: Scale, size: ArrayLike, target: ArrayLike, found: Dispersion, level: float = LEVEL) -> Estimates:
    """Limits with every standard error times the root of phi, where that is above 1: all units differ alike."""
    return _around(scale, target, _error(size) * np.sqrt(max(found.phi, 1.0)), level)


def added(scale: Scale, size: ArrayLike, target: ArrayLike, found: Dispersion, level: float = LEVEL) -> Estimates:
    """Limits with the variance between units added to each, large or small; see `dispersion`."""
    return _around(scale, target, np.sqrt(_error(size) ** 2 + found.tau_squared), level)


def _around(scale: Scale, target: ArrayLike, error: Floats, level: float) -> Estimates:
    goal = amounts(target, "the target")
    middle, reach = scale.forth(goal), normal_quantile(1 - tail(level)) * error
    made = Estimates(goal + np.zeros_like(error), scale.back(middle - reach), scale.back(middle + reach))
    return made.where(~np.isnan(error))


def _error(size: ArrayLike) -> Floats:
    """The standard error on either scale; nan where there is no size."""
    found = amounts(size, "sizes")
    return ratio(np.full_like(found, 0.5), np.sqrt(found))


def _share(target: ArrayLike) -> Floats:
    found = amounts(target, "the target")
    if (found > 1).any():
        raise ValueError("the target of a proportion lies from 0 to 1")
    return found


def _smoothed(probability: float, n: Floats, target: Floats) -> Floats:
    """The quantile of a binomial proportion, as a broken number between the two counts that it lies between."""
    count = binomial_quantile(probability, n, target)
    at, below = binomial_at_most(count, n, target), binomial_at_most(count - 1, n, target)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(at > below, (at - probability) / (at - below), 0.0)
        return np.clip((count - part) / n, 0.0, 1.0)
