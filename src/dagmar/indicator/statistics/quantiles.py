"""A median, or another quantile, from histograms that add up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dagmar.indicator.statistics.distributions import binomial_quantile
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, numbers, tail

MEDIAN = 0.5

_WHOLE = 1e-9
"""A share of a number of persons that is this close to a whole number is one: 0.7 times 10 is not 7 in a computer."""


def quantile(values: ArrayLike, counts: ArrayLike, share: float = MEDIAN, level: float = LEVEL) -> Estimates:
    """The value below which lies so much of a unit, with an interval that assumes no distribution.

    `values` are what can be observed, each larger than the one before; `counts[..., i]` is how many have `values[i]`.
    Where the share falls between two persons, it is the mean of their values: the median of 1, 2, 3, 4 is 2,5.

    Limits are the values of two persons in the order of values, chosen by the binomial distribution: each lies on the
    wrong side at most as often as the level allows, and less often where many share a value. A limit is nan where the
    unit has too few persons to set it, and all is nan where it has none. Conover, Practical nonparametric statistics,
    1999, section 3.2.

    Raises ValueError where values do not rise, counts are no whole numbers, or the share does not lie between 0 and 1.
    """
    at, many = _histogram(values, counts)
    if not 0 < share < 1:
        raise ValueError(f"the share must lie between 0 and 1, such as 0.5; it is {share}")
    half = tail(level)
    reached = np.cumsum(many, axis=-1)
    n = reached[..., -1]
    place = n * share
    whole = np.abs(place - np.round(place)) < _WHOLE * np.maximum(place, 1.0)
    first = np.where(whole, np.round(place), np.ceil(place))
    value = (_value_of(at, reached, first) + _value_of(at, reached, np.where(whole, first + 1, first))) / 2
    lower = _value_of(at, reached, binomial_quantile(half, n, share))
    upper = _value_of(at, reached, binomial_quantile(1 - half, n, share) + 1)
    return Estimates(value, lower, upper)


def _histogram(values: ArrayLike, counts: ArrayLike) -> tuple[Floats, Floats]:
    at, many = numbers(values, "values"), amounts(counts, "counts")
    if at.ndim != 1 or not at.size or not (np.diff(at) > 0).all():
        raise ValueError("the values of a histogram must stand in one row, each larger than the one before")
    if many.shape[-1:] != at.shape:
        raise ValueError(f"there must be a count for each of the {at.size} values along the last axis")
    if not (many == np.floor(many)).all():
        raise ValueError("the counts of a histogram must be whole numbers")
    return at, many


def _value_of(at: Floats, reached: Floats, person: Floats) -> Floats:
    """The value of the first, second, ... person in the order of values; nan where the unit has no such person."""
    place = (reached < person[..., np.newaxis]).sum(axis=-1)
    there: NDArray[np.bool_] = (person >= 1) & (person <= reached[..., -1])
    found: Floats = np.where(there, at[np.minimum(place, at.size - 1)], np.nan)
    return found
