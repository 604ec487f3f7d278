"""A mean: of waiting days, of doses, of what else is counted or measured."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dagmar.indicator.statistics.distributions import t_quantile
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, tail

Parts = NDArray[np.object_]
"""Python's own whole numbers and fractions, which have as many digits as it takes."""


def mean(of: ArrayLike, sums: ArrayLike, squares: ArrayLike, level: float = LEVEL) -> Estimates:
    """The mean with Student's interval, from how many there were, their sum, and the sum of their squares.

    nan where there is nobody; no limits where there is one. Parts are whole numbers or `Fraction`, in the unit that the
    values have: of values near a million that differ by one, all that tells them apart is in the last digits of the
    sum of squares. So the variance is computed exactly and rounded once, and a float is refused.

    Raises ValueError for a float, and for parts that no values can have. Student, Biometrika 1908; 6: 1-25.
    """
    n, s, q = np.broadcast_arrays(*(_exact(each) for each in (of, sums, squares)))
    found = [_mean_and_error(*each) for each in zip(n.flat, s.flat, q.flat, strict=True)]
    value, error = np.array(found, dtype=np.float64).reshape(-1, 2).T.reshape(2, *n.shape)
    freedom = n.astype(np.float64) - 1
    reach = t_quantile(freedom, 1 - tail(level)) * error
    return Estimates(value, value - reach, value + reach)


def _mean_and_error(n: int, s: int | Fraction, q: int | Fraction) -> tuple[float, float]:
    """The mean and its standard error; nan where there are too few values for them."""
    apart = n * q - s * s
    if n < 0 or n != int(n) or apart < 0 or (n == 0 and (s or q)) or (n == 1 and apart):
        raise ValueError(f"no {n} values have the sum {s} and the sum of squares {q}")
    if n < 2:
        return (float(Fraction(s)) if n else np.nan), np.nan
    return float(Fraction(s) / n), float(Fraction(apart) / (n * n * (n - 1))) ** 0.5


def _exact(given: ArrayLike) -> Parts:
    """As Python's own numbers. An array of small integers would wrap around when squared."""
    found = np.asarray(given)
    if np.issubdtype(found.dtype, np.integer):
        return np.asarray(found.astype(object), dtype=object)
    found = np.asarray(given, dtype=object)
    if not all(isinstance(each, int | Fraction) and not isinstance(each, bool) for each in found.flat):
        raise ValueError("counts, sums and sums of squares must be whole numbers or fractions, never floats")
    return found
