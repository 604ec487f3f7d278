"""Rates as they would be if every unit had people of the same ages.

The last axis is the strata, such as age bands: the same for every part.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, ratio
from dagmar.indicator.statistics.rates import FEW, rate, spread, usual


def direct(events: ArrayLike, population: ArrayLike, weights: ArrayLike, level: float = LEVEL) -> Estimates:
    """The directly standardised rate: what the standard population would have with the rates of the unit.

    Limits are Dobson's, around Byar's of the whole number of events; nan with fewer than ten events, where a rate like
    this says nothing (the rule of PHE and OHID), and where a stratum that has weight has nobody in it. Dobson and
    others, Stat Med 1991; 10: 457-462.

    Raises ValueError where the strata differ, or no weight is above 0.
    """
    return direct_repeated(events, events, population, weights, level)


def direct_repeated(
    events: ArrayLike, squares: ArrayLike, population: ArrayLike, weights: ArrayLike, level: float = LEVEL
) -> Estimates:
    """The directly standardised rate where one person may have several events.

    `squares` is, in each stratum, the sum over persons of their number of events squared; see `rates.repeated_rate`.
    As OHID does for events that are not independent.
    """
    x, q, n, w = _strata(
        amounts(events, "events"), amounts(squares, "squares"), amounts(population, "population"), _weights(weights)
    )
    spread(x, q)
    share = np.where(w > 0, ratio(w, n), 0.0) / w.sum(axis=-1, keepdims=True)
    value, variance = (x * share).sum(axis=-1), (q * share**2).sum(axis=-1)
    count = usual(x.sum(axis=-1), level)
    stretch = np.sqrt(ratio(variance, count.value))
    lower = np.maximum(value + stretch * (count.lower - count.value), 0.0)
    upper = value + stretch * (count.upper - count.value)
    return Estimates(value, lower, upper).where((count.value >= FEW) & ~np.isnan(value))


def expected(population: ArrayLike, reference_events: ArrayLike, reference_population: ArrayLike) -> Floats:
    """The events that the unit would have with the rates of the reference population."""
    n, x, of = _strata(
        amounts(population, "population"),
        amounts(reference_events, "events of the reference"),
        amounts(reference_population, "population of the reference"),
    )
    total: Floats = np.where(n == 0, 0.0, n * ratio(x, of)).sum(axis=-1)
    return total


def indirect_ratio(observed: ArrayLike, expected: ArrayLike, level: float = LEVEL) -> Estimates:
    """The indirectly standardised ratio: events that were, over those expected; nan where none were expected.

    What is expected is taken as known. Limits are exact for fewer than ten events, Byar's beyond.
    """
    return rate(observed, expected, level)


def indirect_rate(
    observed: ArrayLike, expected: ArrayLike, reference_rate: ArrayLike, level: float = LEVEL
) -> Estimates:
    """The indirectly standardised rate: the ratio, times the crude rate of the reference population."""
    return indirect_ratio(observed, expected, level).times(amounts(reference_rate, "the rate of the reference"))


def _weights(weights: ArrayLike) -> Floats:
    found = amounts(weights, "weights")
    if np.isnan(found).any() or not (found.sum(axis=-1) > 0).all():
        raise ValueError("weights must be known, and at least one above 0")
    return found


def _strata(*parts: Floats) -> tuple[Floats, ...]:
    """All parts in one shape. The number of strata must agree: one is never spread over the others."""
    sizes = {part.shape[-1:] for part in parts}
    if len(sizes) > 1 or () in sizes:
        raise ValueError("events, population and weights must have the same strata along the last axis")
    return tuple(np.broadcast_arrays(*parts))
