"""The finest cells that parts are kept for: a unit as it then was, a sex, a band of ages, a month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

UNKNOWN = -1
"""The band of a row whose age is missing."""

OLDEST = 1_000
"""No band begins at a greater age: all who are older fall in the last."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row is counted. `day` is the first day on which the unit belonged as it did then, within the month.

    `band` is the place of the age band, from 0; UNKNOWN where the age is missing. A sex that is missing is None.
    """

    unit: str | None
    day: date
    sex: str | None
    band: int


def band_of(age: int | None, ages: Sequence[int]) -> int:
    """The band that an age falls in; who is younger than the first belongs to it."""
    return UNKNOWN if age is None else max(0, bisect_right(ages, age) - 1)


def band_text(band: int, ages: Sequence[int]) -> str:
    """A band as people write it: `65–74`, `90+`, and nothing where the age is missing."""
    if band == UNKNOWN:
        return ""
    least = 0 if band == 0 else ages[band]
    return f"{least}+" if band + 1 == len(ages) else f"{least}–{ages[band + 1] - 1}"
