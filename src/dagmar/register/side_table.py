"""Reads a small table that somebody keeps beside the rows: units, or counts to compare with. Faults carry their line.

No problem repeats what a cell holds: the wrong file may have been given, and its cells may be somebody's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Literal

from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Place, Problem, problem

MOST_ROWS = 200_000
"""Far more than there are units in the country, or counts of them in a year."""

Cells = Mapping[str, str]
"""The cells of a row by column, without the spaces around them."""

Needed = Literal["unit", "unit-kind", "unit-name", "day", "later-day", "count", "period"]
"""What a cell may be needed to hold; `words` says it."""


def read_side_table(data: bytes, file: str, columns: Sequence[str]) -> tuple[list[tuple[Place, Cells]], list[Problem]]:
    """The rows of a CSV table with these columns, each with its place, and what is wrong with the others.

    Columns stand apart by commas or semicolons, in any order; other columns are left unread.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return [], [problem(Code.NOT_UTF8).at(Place(file, data.count(b"\n", 0, fault.start) + 1))]
    comma = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        header = [each.strip() for each in next(reader, [])]
        lines = [(Place(file, reader.line_num), cells) for cells in reader if cells]
    except csv.Error as fault:
        return [], [problem(Code.NOT_CSV, what=str(fault)).at(Place(file, reader.line_num))]
    missing = tuple(each for each in columns if each not in header)
    wrong = [problem(Code.PERSONAL_NUMBER)] if any(map(has_personal_number, header)) else []
    wrong += [problem(Code.COLUMN_MISSING, missing=missing, columns=tuple(columns))] if missing else []
    wrong += [problem(Code.COLUMN_TWICE, column=each) for each in columns if header.count(each) > 1]
    if wrong:
        return [], [each.at(Place(file, 1)) for each in wrong]
    if len(lines) > MOST_ROWS:
        return [], [problem(Code.TOO_LONG, most=MOST_ROWS).at(Place(file, MOST_ROWS + 1))]
    return _rows(lines, header)


def _rows(lines: list[tuple[Place, list[str]]], header: list[str]) -> tuple[list[tuple[Place, Cells]], list[Problem]]:
    """The rows that have a cell for each column and no personal number; a problem for each of the others."""
    rows: list[tuple[Place, Cells]] = []
    problems: list[Problem] = []
    for place, cells in lines:
        if any(map(has_personal_number, cells)):
            problems.append(problem(Code.PERSONAL_NUMBER).at(place))
        elif len(cells) != len(header):
            problems.append(problem(Code.BAD_ROW, found=len(cells), expected=len(header)).at(place))
        else:
            rows.append((place, dict(zip(header, map(str.strip, cells), strict=True))))
    return rows, problems


def cell_wrong(column: str, needed: Needed, place: Place) -> Problem:
    """A cell does not hold what is needed there."""
    return problem(Code.CELL_WRONG, (column,), needed=needed).at(place)
