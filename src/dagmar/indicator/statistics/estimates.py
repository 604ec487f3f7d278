"""What every method gives: a value with its interval, for one unit or for many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
"""Numbers in any shape; nan where there is none."""

LEVEL = 0.95
"""The level of confidence where none is given."""


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """A value, and the limits of its interval, for each unit; all three have one shape.

    nan means that there is no such number: nobody was counted, a part is not known, or the data set no limit.
    """

    value: Floats
    lower: Floats
    upper: Floats

    def times(self, factor: ArrayLike) -> Estimates:
        """The same in another unit of measurement, such as per 100 000; the factor is above 0."""
        by = np.asarray(factor, dtype=np.float64)
        return Estimates(self.value * by, self.lower * by, self.upper * by)

    def where(self, known: NDArray[np.bool_]) -> Estimates:
        """The same, with nan for every unit that is not among the known."""
        return Estimates(*(np.where(known, each, np.nan) for each in (self.value, self.lower, self.upper)))


def amounts(given: ArrayLike, what: str) -> Floats:
    """Numbers that cannot be below 0, as an array; nan stands for what is not known.

    Raises ValueError where one is below 0, infinite, or no number at all.
    """
    found = numbers(given, what)
    if (found < 0).any():
        raise ValueError(f"{what} cannot be below 0")
    return found


def numbers(given: ArrayLike, what: str) -> Floats:
    """Numbers as an array; nan stands for what is not known. Raises ValueError for infinity and what is none."""
    try:
        found = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{what} must be numbers") from None
    if np.isinf(found).any():
        raise ValueError(f"{what} cannot be infinite")
    return found


def tail(level: float) -> float:
    """The probability that an interval of this level leaves out at each end. Raises ValueError outside 0 to 1."""
    if not 0 < level < 1:
        raise ValueError(f"the level of confidence must lie between 0 and 1, such as 0.95; it is {level}")
    return (1 - level) / 2


def ratio(above: Floats, below: Floats) -> Floats:
    """One number over another; nan where the lower is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)
