"""A proportion: how many of those who could, did."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dagmar.indicator.statistics.distributions import beta_quantile, normal_quantile
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, ratio, tail


def wilson(cases: ArrayLike, of: ArrayLike, level: float = LEVEL) -> Estimates:
    """The proportion, from 0 to 1, with Wilson's score interval; nan where there is nobody.

    The lower limit is computed from the product of both, so that none of its digits are lost where cases are few.
    Raises ValueError where there are more cases than persons. Wilson, J Am Stat Assoc 1927; 22: 209-212.
    """
    x, n = cases_of(cases, of)
    z = normal_quantile(1 - tail(level))
    value = ratio(x, n)
    with np.errstate(invalid="ignore"):
        upper = (2 * x + z**2 + z * np.sqrt(z**2 + 4 * x * (1 - value))) / (2 * (n + z**2))
        lower = x * value / (n + z**2) / upper
    return _bounded(value, lower, upper)


def clopper_pearson(cases: ArrayLike, of: ArrayLike, level: float = LEVEL) -> Estimates:
    """The proportion, from 0 to 1, with the exact interval: it never covers less often than it promises.

    nan where there is nobody. Raises ValueError where there are more cases than persons. Clopper and Pearson,
    Biometrika 1934; 26: 404-413.
    """
    x, n = cases_of(cases, of)
    half = tail(level)
    value = ratio(x, n)
    lower = np.where(x == 0, 0.0, beta_quantile(x, n - x + 1, half))
    upper = np.where(x == n, 1.0, beta_quantile(x + 1, n - x, 1 - half))
    return _bounded(value, lower, upper)


def cases_of(cases: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats]:
    """Cases and those they are among, in one shape. Raises ValueError where there are more cases than were counted."""
    x, n = np.broadcast_arrays(amounts(cases, "cases"), amounts(of, "those who were counted"))
    if (x > n).any():
        raise ValueError("there cannot be more cases than were counted")
    return x, n


def _bounded(value: Floats, lower: Floats, upper: Floats) -> Estimates:
    """Rounding of the last digit must not put a limit on the wrong side of the value."""
    made = Estimates(value, np.minimum(lower, value), np.clip(upper, value, 1.0))
    return made.where(~np.isnan(value))
