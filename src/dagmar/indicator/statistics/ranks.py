"""The rank of each unit, with an interval that shows how little a rank may say."""

from __future__ import annotations

from typing import Literal

import numpy as np

from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, tail

Best = Literal["high", "low"]
"""Whether a high value is the first in rank, or a low one."""


def joint_level(units: int, level: float = LEVEL) -> float:
    """The level at which to compute each interval so that all of them together hold at `level`.

    For units that are independent of each other (Sidak, J Am Stat Assoc 1967; 62: 626-633). Raises ValueError where
    there is no unit.
    """
    tail(level)
    if units < 1:
        raise ValueError("there must be at least one unit")
    return float(level ** (1 / units))


def ranks(joint: Estimates, best: Best = "high") -> Estimates:
    """The rank of each unit among all, 1 for the best, with its interval.

    The intervals given must hold together: computed at `joint_level`, by a method that covers at least as often as it
    says, such as `clopper_pearson` or `garwood`. Then the intervals of all ranks hold together at the same level: of a
    unit whose whole interval lies above that of another it is sure which comes first; all others may come in either
    order. Nothing is drawn by chance. Klein, Wright and Wieczorek, J R Stat Soc C 2020; 69: 589-606.

    Units with equal values share the best of their ranks. A unit without a value has none, and does not count; a limit
    that is nan is one that the data did not set. Raises ValueError where the units are not in one row.
    """
    if joint.value.ndim != 1:
        raise ValueError("units must stand in one row")
    known = ~np.isnan(joint.value)
    value = joint.value[known]
    lower = np.where(np.isnan(joint.lower), -np.inf, joint.lower)[known]
    upper = np.where(np.isnan(joint.upper), np.inf, joint.upper)[known]
    if best == "low":
        value, lower, upper = -value, -upper, -lower
    made = Estimates(*(np.full(joint.value.shape, np.nan) for _ in range(3)))
    made.value[known] = 1 + _beyond(value, value)
    made.lower[known] = 1 + _beyond(lower, upper)
    made.upper[known] = value.size - _beyond(-upper, -lower)
    return made


def _beyond(those: Floats, mine: Floats) -> Floats:
    """For each of mine, how many of those are larger."""
    found: Floats = (those.size - np.searchsorted(np.sort(those), mine, side="right")).astype(np.float64)
    return found
