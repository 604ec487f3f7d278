"""Control charts: whether a series in time does what it used to do, or something has happened.

The chart is XmR: one value a period, limits from the moving range. The rules are those of Making Data Count, by NHS
England.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dagmar.indicator.statistics.estimates import Floats, numbers

RUN = 7
"""So many in a row on one side of the mean, or so many that each rise or each fall, are a signal."""

_PER_RANGE = 1.128
"""The mean of the range of two values, in standard deviations: Shewhart's d2."""

_PLACES = 1e-12
"""Values closer than this to a line, as a part of their size, lie on it: a mean is rounded in its last digit."""

Number = TypeVar("Number", np.float64, np.int64)
Flags = NDArray[np.bool_]
Signs = NDArray[np.int64]
"""1 above, -1 below, 0 on the line or not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """The mean of a series, and sigma: how much one value varies from the next. nan with too few values.

    Limits are three sigma from the mean, warnings two.
    """

    mean: float
    sigma: float

    @property
    def lower(self) -> float:
        """The lower limit; it may lie below what the values can be."""
        return self.mean - 3 * self.sigma

    @property
    def upper(self) -> float:
        """The upper limit."""
        return self.mean + 3 * self.sigma


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Which values are part of what chance seldom does, by rule; all have the shape of the series."""

    outside: Flags
    """Beyond a limit."""
    shift: Flags
    """Part of seven or more in a row on one side of the mean."""
    trend: Flags
    """Part of seven or more that each rise, or each fall."""
    near: Flags
    """Beyond two sigma, as are two of three in a row, all three on the same side of the mean."""

    @property
    def any(self) -> Flags:
        """Signalled by at least one rule."""
        return self.outside | self.shift | self.trend | self.near


def chart(values: ArrayLike) -> Chart:
    """The chart of a series, or of the part of it that is the baseline; nan is a period without a value.

    Sigma is the mean moving range over 1.128, so that limits are 2.66 mean ranges from the mean. It takes two periods
    that follow each other; three sigma of a short series are but a hint. Wheeler, Understanding variation, 1993.
    """
    series = _series(values)
    known = series[~np.isnan(series)]
    ranges = np.abs(np.diff(series))
    ranges = ranges[~np.isnan(ranges)]
    mean = float(known.mean()) if known.size else np.nan
    return Chart(mean, float(ranges.mean()) / _PER_RANGE if ranges.size else np.nan)


def signals(values: ArrayLike, found: Chart) -> Signals:
    """What the rules find in a series, by a chart of it or of its baseline."""
    series = _series(values)
    sides = _side(series, found.mean)
    outside = (_side(series, found.upper) > 0) | (_side(series, found.lower) < 0)
    near = (_side(series, found.mean + 2 * found.sigma) > 0) | (_side(series, found.mean - 2 * found.sigma) < 0)
    return Signals(
        outside, part_of_run(run_ends(sides)), part_of_run(trend_ends(series)), near & two_of_three(near, sides)
    )


def run_ends(sides: ArrayLike) -> Signs:
    """1 where this value and the six before it all lie on one side of the mean, else 0."""
    found = np.asarray(sides, dtype=np.int64)
    alike = _windows(found)
    ends = (alike != 0).all(axis=1) & (alike == alike[:, :1]).all(axis=1)
    return _at_ends(ends.astype(np.int64), found.size)


def trend_ends(values: ArrayLike) -> Signs:
    """1 where this value is the last of seven that each rise, -1 of seven that each fall, else 0."""
    series = _series(values)
    steps = np.diff(_windows(series), axis=1)
    rises, falls = (steps > 0).all(axis=1), (steps < 0).all(axis=1)
    return _at_ends(np.where(rises, 1, np.where(falls, -1, 0)), series.size)


def part_of_run(ends: ArrayLike) -> Flags:
    """True for each value that is one of seven, by where the sevens end."""
    found = np.asarray(ends) != 0
    padded = np.concatenate([found, np.zeros(RUN - 1, dtype=np.bool_)])
    return np.array([padded[place : place + RUN].any() for place in range(found.size)], dtype=np.bool_)


def two_of_three(near: ArrayLike, sides: ArrayLike) -> Flags:
    """True for each of three in a row on one side of the mean, where at least two of them are near a limit."""
    close, side = np.asarray(near, dtype=np.bool_), np.asarray(sides, dtype=np.int64)
    found = np.zeros(close.size, dtype=np.bool_)
    for first in range(close.size - 2):
        window = slice(first, first + 3)
        found[window] |= close[window].sum() >= 2 and abs(side[window].sum()) == 3
    return found


def _series(values: ArrayLike) -> Floats:
    found = numbers(values, "values")
    if found.ndim != 1:
        raise ValueError("a chart is drawn of one series")
    return found


def _side(series: Floats, line: float) -> Signs:
    """On which side of the line each value lies."""
    apart = series - line
    slack = _PLACES * np.maximum(np.abs(series), abs(line))
    return np.where(np.abs(apart) > slack, np.sign(apart), 0.0).astype(np.int64)


def _windows(series: NDArray[Number]) -> NDArray[Number]:
    """Each value with the six before it, a row each; none where the series is shorter."""
    if series.size < RUN:
        return np.empty((0, RUN), dtype=series.dtype)
    return np.lib.stride_tricks.sliding_window_view(series, RUN)


def _at_ends(found: Signs, size: int) -> Signs:
    """What was found for each window, where the window ends; 0 before the first one does."""
    return np.concatenate([np.zeros(size - found.size, dtype=np.int64), found])
