"""Reads tables that users give: CSV apart by commas or semicolons, every fault told with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from dagmar.agreement.terms import Agreement
from dagmar.basis.figures import NO_FIGURES, Figures, Published
from dagmar.basis.names import Id, Value, read_exact, read_value
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import ProblemsFound, option
from dagmar.cli.loading import read_bytes

Row = tuple[int, dict[str, str]]
"""The line in the file, and the cells by column."""


def read_table(data: bytes, file: str, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The rows of a table that has at least these columns, and a problem for each row of another length.

    Raises ProblemsFound where the file is no such table.
    """
    try:
        text = data.decode("utf-8-sig")
        comma = ";" if ";" in text.partition("\n")[0] else ","
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        header = list(rows.fieldnames or ())
        listed: list[tuple[int, dict[Any, Any]]] = [(rows.line_num, row) for row in rows]
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise ProblemsFound([problem(Code.NOT_UTF8).at(Place(file, line))]) from None
    except csv.Error as fault:
        raise ProblemsFound([problem(Code.NOT_CSV, what=str(fault)).at(Place(file))]) from None
    needed = tuple(columns)
    faults = [problem(Code.COLUMN_MISSING, column=name, columns=needed) for name in columns if name not in header]
    faults += [problem(Code.COLUMN_TWICE, column=name) for name in columns if header.count(name) > 1]
    if faults:
        raise ProblemsFound(fault.at(Place(file, 1)) for fault in faults)
    kept: list[Row] = []
    problems: list[Problem] = []
    for line, row in listed:
        cells = sum(value is not None for value in row.values()) + len(row.get(None) or ()) - (None in row)
        if cells == len(header):
            kept.append((line, {key: str(value).strip() for key, value in row.items()}))
        else:
            problems.append(problem(Code.BAD_ROW, found=cells, expected=len(header)).at(Place(file, line)))
    return kept, problems


def read_counts(file: str) -> dict[PartyId, int]:
    """Read a table of people by party or code. Raises ProblemsFound with every fault."""
    rows, problems = read_table(read_bytes(file), file, ("party", "population"))
    counts: dict[PartyId, int] = {}
    first: dict[str, int] = {}
    for line, row in rows:
        at, count = Place(file, line), read_exact(row["population"])
        if isinstance(count, Problem) or count.denominator != 1:
            problems.append(problem(Code.BAD_NUMBER, ("population",), text=row["population"]).at(at))
        elif row["party"] in first:
            found = problem(Code.DUPLICATE_RECIPIENT, recipient=row["party"], first=first[row["party"]])
            problems.append(found.at(at))
        else:
            counts.update(dict.fromkeys(_parties_of(row["party"]), int(count)))
        first.setdefault(row["party"], line)
    if problems:
        raise ProblemsFound(problems)
    return counts


def _parties_of(code: str) -> tuple[PartyId, ...]:
    """Statistics Sweden's codes: four digits for a municipality, two for a county and its region."""
    if code.isascii() and code.isdigit() and len(code) == 4:
        return (PartyId(f"municipality-{code}"),)
    if code.isascii() and code.isdigit() and len(code) == 2:
        return PartyId(f"county-{code}"), PartyId(f"region-{code}")
    return (PartyId(code),)


_FIGURE_COLUMNS = ("measure", "recipient", "value", "edition")


overlay_option = option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    words=("Lägg först en ändring på villkoren.", "First lay an overlay on the terms."),
)
figures_option = option(
    "--figures",
    metavar="FILE.csv",
    words=(
        "Publicerade siffror: measure, recipient, value, edition.",
        "Published figures: measure, recipient, value, edition.",
    ),
)


def figures_for(agreement: Agreement, file: str | None) -> Figures:
    """The figures of the file, for what the agreement measures; none without a file."""
    return read_figures(file, judged_in(agreement)) if file else NO_FIGURES


def judged_in(agreement: Agreement) -> tuple[Id, ...]:
    """What the agreement measures or requires: what figures may be given for."""
    return (*(each.id for each in agreement.measures), *(each.id for each in agreement.requirements))


def read_figures(file: str, measures: tuple[Id, ...]) -> Figures:
    """Read published figures: one row for each measure and recipient. Raises ProblemsFound with every fault."""
    rows, problems = read_table(read_bytes(file), file, _FIGURE_COLUMNS)
    values: dict[Id, dict[PartyId, Value]] = {}
    editions: dict[Id, str] = {}
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        at, measure, key = Place(file, line), Id(row["measure"]), (row["measure"], row["recipient"])
        value = read_value(row["value"])
        if measure not in measures:
            problems.append(problem(Code.FIGURE_UNKNOWN, ("measure",), measure=measure, known=measures).at(at))
        elif not row["edition"] or editions.setdefault(measure, row["edition"]) != row["edition"]:
            problems.append(problem(Code.EDITIONS_DIFFER, ("edition",), measure=measure).at(at))
        elif key in first:
            problems.append(problem(Code.DUPLICATE_RECIPIENT, recipient=row["recipient"], first=first[key]).at(at))
        elif isinstance(value, Problem):
            problems.append(Problem(value.code, ("value",), value.params, at))
        else:
            values.setdefault(measure, {})[PartyId(row["recipient"])] = value
        first.setdefault(key, line)
    if problems:
        raise ProblemsFound(problems)
    return Figures({name: Published(name, editions[name], those) for name, those in values.items()})
