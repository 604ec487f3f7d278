"""Prints tables and problems: for people as columns, for machines as CSV or JSON."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from dagmar.basis.money import decimal_text
from dagmar.basis.personal import without_personal_numbers
from dagmar.basis.problems import Problem, Severity, path_text
from dagmar.cli.command import Both, pick
from dagmar.words import Lang, hint, kronor, say
from dagmar.words.amounts import number, signed_kronor

Kind = Literal["text", "money", "change", "day", "count"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for machines, its heading for people (None: machines alone), what it holds (money in öre)."""

    key: str
    heading: Both | None
    kind: Kind = "text"


def put_rows(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    form: str,
    lang: Lang,
    *,
    total: Sequence[Any] | None = None,
) -> None:
    """Print the rows to stdout. `total` is a last row for people; machines add up themselves."""
    listed = [tuple(row) for row in rows]
    if form == "csv":
        put_csv([column.key for column in columns], [[_plain(cell) for cell in _cells(columns, row)] for row in listed])
    elif form == "json":
        keys = [column.key for column in columns]
        put_json([dict(zip(keys, map(_plain, _cells(columns, row)), strict=True)) for row in listed])
    else:
        _put_table(columns, listed, lang, total)


def put_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print CSV to stdout: UTF-8, commas, one line a row."""
    lines = iter(rows)
    part: Sequence[Sequence[Any]] = [header]
    while part:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(part)
        click.echo(buffer.getvalue(), nl=False)
        part = list(itertools.islice(lines, 10_000))


def plain_text(node: Any) -> str:
    """A term as one cell for machines: a text as it is, a list or keys as JSON."""
    return node if isinstance(node, str) else json.dumps(node, ensure_ascii=False)


def put_json(value: Any) -> None:
    """Print JSON to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@dataclass(frozen=True, slots=True)
class _Cell:
    value: Any
    kind: Kind


def _cells(columns: Sequence[Column], row: Sequence[Any]) -> list[_Cell]:
    return [_Cell(value, column.kind) for column, value in zip(columns, row, strict=True)]


def _plain(cell: _Cell) -> str:
    if cell.value is None:
        return ""
    if cell.kind in ("money", "change") and isinstance(cell.value, int):
        return decimal_text(cell.value)
    return cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value)


def _readable(cell: _Cell) -> str:
    if cell.kind == "change":
        return signed_kronor(cell.value)
    if cell.kind == "count" and isinstance(cell.value, int):
        return number(cell.value)
    return kronor(cell.value) if cell.kind == "money" and isinstance(cell.value, int) else _plain(cell)


def _put_table(columns: Sequence[Column], rows: list[tuple[Any, ...]], lang: Lang, total: Sequence[Any] | None) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_footer=total is not None, pad_edge=False)
    last = total if total is not None else [""] * len(columns)
    shown = [place for place, column in enumerate(columns) if column.heading]
    for place in shown:
        column = columns[place]
        right = column.kind in ("money", "change", "count")
        table.add_column(
            pick(lang, column.heading or ("", "")),
            footer=_readable(_Cell(last[place], column.kind)),
            justify="right" if right else "left",
            no_wrap=right or column.kind == "day" or column.key in ("recipient", "key", "variable", "set", "indicator"),
        )
    for row in rows:
        table.add_row(*(_readable(_Cell(row[place], columns[place].kind)) for place in shown))
    Console(width=terminal_width(), highlight=False, markup=False).print(table)


def terminal_width() -> int:
    """How many characters a line may have: the terminal's, or a hundred where there is none."""
    return min(shutil.get_terminal_size((100, 40)).columns, 140)


def note(words: str) -> None:
    """Say something about the data, on stderr."""
    click.echo(words, err=True)


def problem_text(problem: Problem, lang: Lang) -> str:
    """A problem as people read it: where, what, and below it what to do."""
    place = problem.place
    file = without_personal_numbers(place.file)
    where = f"{file}:{place.line}" if place.line else file
    severity = pick(lang, _SEVERITIES[problem.severity])
    path = f"{without_personal_numbers(path_text(problem.path))}: " if problem.path else ""
    head = f"{where}  {severity}  " if where else f"{severity}  "
    return f"{head}{path}{say(problem, lang)}\n  {pick(lang, ('gör så här', 'hint'))}: {hint(problem, lang)}"


_SEVERITIES: dict[Severity, Both] = {
    Severity.ERROR: ("fel", "error"),
    Severity.WARNING: ("varning", "warning"),
    Severity.NOTE: ("upplysning", "note"),
}


def problem_row(problem: Problem, lang: Lang) -> tuple[Any, ...]:
    """A problem for machines, in the order of PROBLEM_COLUMNS."""
    place = problem.place
    return (
        without_personal_numbers(place.file),
        place.line,
        place.column,
        problem.severity.value,
        problem.code.value,
        without_personal_numbers(path_text(problem.path)),
        say(problem, lang),
        hint(problem, lang),
    )


PROBLEM_COLUMNS = tuple(
    Column(key, (key, key)) for key in ["file", "line", "column", "severity", "code", "path", "text", "hint"]
)


def note_problems(problems: Iterable[Problem], lang: Lang) -> None:
    """Tell problems on stderr."""
    for found in problems:
        note(problem_text(found, lang))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Another file to write to: it becomes this one when all is written, and is taken away where that fails."""
    half = path.with_name(f".{path.name}.half")
    try:
        yield half
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
