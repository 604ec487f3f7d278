"""What all tables that are read have in common: how much is held at a time, the columns, and the frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

import polars as pl

from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Param, Place, Problem, problem

ROW = "row"
"""The column that counts the rows of a file; the first row below the heading is 2, as a spreadsheet shows it."""

PART = 4 * 1024 * 1024
"""So many bytes of a text are held at a time."""

LONGEST = 1024 * 1024
"""So many bytes may a row be."""

MOST_COLUMNS = 2_000
"""So many columns may a table have."""

MOST_CELLS = 1_000_000
"""So many cells may a frame have, so that tables of few long rows and of many short ones take the same memory."""

_MOST_DIGITS = 40
"""So many digits before or after the point does a number get when its exponent is written out."""

Columns = Mapping[str, bool]
"""The columns that are wanted, and whether each must be there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the columns of the table are to the definition.

    `ignored` are columns that it does not know: they are never read further. `absent` are columns that it knows, that
    need not be there and are not. A name that holds a personal number is `?`: a table without a heading begins so.
    """

    ignored: tuple[str, ...]
    absent: tuple[str, ...]


Table = Iterator[Heading | pl.DataFrame | Problem]
"""First a heading, then frames; a problem ends it."""


def heading_of(columns: Sequence[str], wanted: Columns, name: str, row: int = 1) -> Heading | Problem:
    """The heading of a table with these columns; a problem where one is missing, stands twice, or they are too many."""
    if len(columns) > MOST_COLUMNS:
        return told(Code.TOO_MANY_COLUMNS, name, row, count=len(columns), most=MOST_COLUMNS)
    for each in wanted:
        if columns.count(each) > 1:
            return told(Code.COLUMN_TWICE, name, row, column=each)
    if missing := tuple(each for each, required in wanted.items() if required and each not in columns):
        return told(Code.COLUMN_MISSING, name, row, missing=missing, columns=tuple(wanted))
    ignored = tuple("?" if has_personal_number(each) else each for each in columns if each not in wanted)
    return Heading(ignored, tuple(each for each in wanted if each not in columns))


_MAGIC = {b"PK\x03\x04": "XLSX", b"PAR1": "Parquet", b"\xd0\xcf\x11\xe0": "XLS", b"\x1f\x8b": "GZIP"}


def foreign(start: bytes, form: str, name: str) -> Problem | None:
    """A problem where the file begins as one of another form does."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return told(Code.UTF16, name)
    found = next((found for magic, found in _MAGIC.items() if start.startswith(magic)), form)
    return told(Code.OTHER_FORM, name, form=form, found=found) if found != form else None


def told(code: Code, name: str, row: int = 0, **params: Param) -> Problem:
    """A problem at a row of the file. Nothing of what stands in the file is ever among its facts."""
    return problem(code, (), **params).at(Place(name, row))


def numbered(frame: pl.DataFrame, wanted: Columns, row: int) -> pl.DataFrame:
    """The frame with the rows counted from `row`, and a column for each wanted one: empty where it is not there."""
    rows = pl.int_range(row, row + pl.len(), dtype=pl.Int64).alias(ROW)
    cells = (pl.col(each) if each in frame.columns else pl.lit(None, pl.String).alias(each) for each in wanted)
    return frame.select(rows, *cells)


def rows_a_frame(wanted: Columns) -> int:
    """How many rows a frame of these columns holds at most."""
    return MOST_CELLS // max(len(wanted), 5)


def plain(number: str) -> str:
    """A number as people write it: no exponent, no zeros after its last decimal. As it is where that would be long."""
    value = Decimal(number)
    if not value:
        return "0"
    if not value.is_finite() or value.adjusted() > _MOST_DIGITS or int(value.as_tuple().exponent) < -_MOST_DIGITS:
        return number
    whole, _, part = format(value, "f").partition(".")
    return f"{whole}.{part}".rstrip("0").removesuffix(".")


def read_part(stream: BinaryIO, size: int = PART) -> bytes:
    """So many bytes of the stream, fewer only at its end: a connection gives what has come, not what was asked for."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
