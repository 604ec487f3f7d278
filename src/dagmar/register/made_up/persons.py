"""Persons who do not exist: numbers that the tax agency keeps for tests, right in every digit.

A number agrees with the day of the event, the age then and the sex: its ninth digit after the century is odd for a man.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
"""Whole numbers, held as floats as all columns are; twelve digits fit with room to spare."""

CLASSES = 28
"""Birthdays are dealt into so many classes at most: each still has thirteen days of the year."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BIRTHDAYS = np.array([month * 100 + day for month, length in enumerate(_LENGTHS, 1) for day in range(1, length + 1)])
"""The days of a year as month and day, `704` for the fourth of July. Nobody here is born on a leap day."""


def numbers_of(
    event: Numbers, age: Numbers, man: NDArray[np.bool_], source: np.random.Generator, place: int, of: int, other: float
) -> Numbers:
    """A number for each row: twelve digits. `event` counts days from 1970, `age` whole years on that day.

    Only birthdays of class `place` out of `of` are used, so two parts of different classes share no person. `other` is
    the share that has a coordination number (sixty is added to the day). There are at most 20 numbers a day and kind.
    """
    day = event.astype("datetime64[D]")
    year = day.astype("datetime64[Y]").astype(np.int64) + 1970
    month = day.astype("datetime64[M]").astype(np.int64) % 12 + 1
    in_month = (day - day.astype("datetime64[M]")).astype(np.int64) + 1
    within = _BIRTHDAYS[place::of]
    birthday = within[source.integers(0, len(within), len(event))]
    born = year - (birthday > month * 100 + in_month) - age.astype(np.int64)
    extra = np.where(source.random(len(event)) < other, 60, 0)
    birth_number = 980 + 2 * source.integers(0, 10, len(event)) + man
    nine = (born % 100 * 10_000 + birthday + extra) * 1_000 + birth_number
    return np.asarray((born // 100 * 10**9 + nine) * 10 + _check_digit(nine), dtype=np.float64)


def _check_digit(nine: NDArray[np.int64]) -> NDArray[np.int64]:
    """The digit that makes the sum of the ten, every second one doubled, end with nought."""
    total = np.zeros_like(nine)
    for place in range(9):
        digit = nine // 10**place % 10
        doubled = digit * 2 if place % 2 == 0 else digit
        total += np.where(doubled > 9, doubled - 9, doubled)
    return (-total) % 10
