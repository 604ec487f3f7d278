"""A rate: how many events there were, for so many persons, days or years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dagmar.indicator.statistics.distributions import gamma_quantile, gamma_quantile_above, normal_quantile
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, ratio, tail

FEW = 10
"""With fewer events than this Byar's approximation is not close enough, and the exact limits are taken."""

Limits = Callable[[ArrayLike, float], Estimates]
"""A way to set limits around a number of events, at a level of confidence: `garwood`, `byar` or `usual`."""


def garwood(events: ArrayLike, level: float = LEVEL) -> Estimates:
    """A number of events with exact Poisson limits. Garwood, Biometrika 1936; 28: 437-442."""
    x = amounts(events, "events")
    half = tail(level)
    lower = np.where(x == 0, 0.0, gamma_quantile(x, half))
    return Estimates(x, lower, gamma_quantile_above(x + 1, half))


def byar(events: ArrayLike, level: float = LEVEL) -> Estimates:
    """A number of events with Byar's approximation of the exact limits.

    The lower limit is nan where the formula goes below 0, as it may for a handful of events. Breslow and Day,
    Statistical methods in cancer research II, 1987, page 69.
    """
    x = amounts(events, "events")
    z = normal_quantile(1 - tail(level))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
        return Estimates(x, np.where(lower < 0, np.nan, lower), upper)


def usual(events: ArrayLike, level: float = LEVEL) -> Estimates:
    """A number of events with its limits: exact for fewer than ten, Byar's beyond. The rule of PHE and OHID."""
    exact, near = garwood(events, level), byar(events, level)
    few = exact.value < FEW
    return Estimates(exact.value, np.where(few, exact.lower, near.lower), np.where(few, exact.upper, near.upper))


def rate(events: ArrayLike, exposure: ArrayLike, level: float = LEVEL, limits: Limits = usual) -> Estimates:
    """Events for each unit of exposure (persons, days, years); nan where there was no exposure.

    The exposure is taken as known. `times(100_000)` makes it per 100 000.
    """
    count, n = limits(events, level), amounts(exposure, "exposure")
    return Estimates(ratio(count.value, n), ratio(count.lower, n), ratio(count.upper, n))


def repeats(persons: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Events, and the sum over persons of their number of events squared: both add up.

    `persons[..., k]` is how many persons had k + 1 events. Whole numbers.
    """
    found = np.asarray(persons)
    if not np.issubdtype(found.dtype, np.integer) or (found < 0).any():
        raise ValueError("persons must be whole numbers, not below 0")
    times = np.arange(1, found.shape[-1] + 1)
    return (found * times).sum(axis=-1), (found * times**2).sum(axis=-1)


def repeated_rate(
    events: ArrayLike, squares: ArrayLike, exposure: ArrayLike, level: float = LEVEL, limits: Limits = usual
) -> Estimates:
    """Events for each unit of exposure, where one person may have several.

    `squares` is the sum over persons of their number of events squared: it is the variance of the count, where persons
    are independent and each has events as they come (a compound Poisson count). Limits lie as far from the value as
    those of as many single events, times the root of squares over events, and not below 0. Dobson and others, Stat Med
    1991; 10: 457-462, with the variance of Stukel and others, Stat Med 1994; 13: 1781-1791.

    Raises ValueError where squares are fewer than events.
    """
    count, n = limits(events, level), amounts(exposure, "exposure")
    stretch = np.sqrt(spread(events, squares))
    lower = np.maximum(count.value + stretch * (count.lower - count.value), 0.0)
    upper = count.value + stretch * (count.upper - count.value)
    return Estimates(ratio(count.value, n), ratio(lower, n), ratio(upper, n))


def spread(events: ArrayLike, squares: ArrayLike) -> Floats:
    """How many times as large the variance of the count is as that of single events; 1 where there are no events."""
    x, q = np.broadcast_arrays(amounts(events, "events"), amounts(squares, "squares"))
    if (q < x).any() or (q > x**2).any():
        raise ValueError("the sum of squares lies between the number of events and its square")
    return np.where(x == 0, 1.0, ratio(q, x))
