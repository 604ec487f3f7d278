"""Counts indicators row by row in plain Python: slow, with nothing to understand, and what every engine is held to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from dagmar.indicator.cells import Cell, band_of
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.meaning import Meaning, Part
from dagmar.register.definition import Register
from dagmar.register.expression import evaluate

Counted = Mapping[Cell, Mapping[tuple[str, str], int | Mapping[int, int]]]
"""By cell, by indicator and part: a whole number, or for a histogram how many rows have each value."""


def count(
    rows: Iterable[Mapping[str, Any]],
    found: IndicatorSet,
    meanings: Iterable[Meaning],
    register: Register,
    day_of: Callable[[str | None, date], date],
) -> Counted:
    """The parts of each cell. `day_of` gives the first day of the month on which a unit belonged as on a row's day."""
    known = tuple(meanings)
    cells: dict[Cell, dict[tuple[str, str], Any]] = {}
    for row in rows:
        parts = cells.setdefault(_cell(row, found, register, day_of), _nothing(known))
        for each in known:
            for name, part in each.parts.items():
                _add(parts, (each.indicator.id, name), part, row)
    return cells


def whole_value(part: Part, row: Mapping[str, Any]) -> int | None:
    """The value that a row adds, rounded half up to the decimals of the part and counted in that unit."""
    value: Fraction | None = None if part.value is None else evaluate(part.value, row)
    if value is None:
        return None
    # As every engine does it: in double precision, as the values themselves are.
    return floor(float(value) * 10.0**part.decimals + 0.5)


def _nothing(meanings: Iterable[Meaning]) -> dict[tuple[str, str], Any]:
    return {
        (each.indicator.id, name): Counter[int]() if part.measure == "histogram" else 0
        for each in meanings
        for name, part in each.parts.items()
    }


def _cell(
    row: Mapping[str, Any], found: IndicatorSet, register: Register, day_of: Callable[[str | None, date], date]
) -> Cell:
    roles = register.roles
    unit, age = row[roles.provider], row[roles.age] if roles.age else None
    sex = row[roles.sex] if roles.sex else None
    return Cell(unit, day_of(unit, row[roles.event]), sex, band_of(age, found.ages))


def _add(parts: dict[tuple[str, str], Any], name: tuple[str, str], part: Part, row: Mapping[str, Any]) -> None:
    if evaluate(part.where, row) is not True:
        return
    value = whole_value(part, row)
    match part.measure:
        case "rows":
            parts[name] += 1
        case "sum" if value is not None:
            parts[name] += value
        case "squares" if value is not None:
            parts[name] += value * value
        case "histogram" if value is not None:
            parts[name][value] += 1
        case _:
            pass
