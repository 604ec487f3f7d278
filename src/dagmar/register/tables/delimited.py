"""Reads a table that is saved as CSV: in parts of whole rows, each checked before it is taken apart.

A row ends at a line break that stands outside quotation marks, so a part is cut by counting quotation marks.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import polars as pl

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables.parts import (
    LONGEST,
    PART,
    Columns,
    Table,
    foreign,
    heading_of,
    numbered,
    read_part,
    rows_a_frame,
    told,
)

DELIMITERS = (",", ";", "\t")
_LINE, _RETURN, _QUOTE = 10, 13, 34

Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the file is written: its delimiter, and its columns in order."""

    delimiter: str
    columns: tuple[str, ...]


def read_delimited(stream: BinaryIO, wanted: Columns, name: str) -> Table:
    """The table of a CSV file: a heading, then frames of texts; a problem ends it."""
    part = read_part(stream)
    last = len(part) < PART
    text = part.removeprefix(b"\xef\xbb\xbf")
    cut = _end_of_heading(text, name)
    if isinstance(cut, Problem):
        yield cut
        return
    shape = _shape(text[:cut], wanted, name)
    heading = shape if isinstance(shape, Problem) else heading_of(shape.columns, wanted, name)
    yield heading
    if isinstance(shape, Problem) or isinstance(heading, Problem):
        return
    yield from _rows(stream, text[cut:], last, shape, wanted, name)


def _end_of_heading(text: bytes, name: str) -> int | Problem:
    """How many bytes the heading takes, with the end of its line."""
    if found := foreign(text, "CSV", name):
        return found
    first = text[:LONGEST]
    ends = np.flatnonzero(_ends(first, _inside(first)))
    if len(ends):
        return int(ends[0]) + 1
    if b'"' in first and first.count(b'"') % 2:
        return told(Code.LOOSE_QUOTE, name, 1)
    return len(text) if len(text) <= LONGEST else told(Code.ROW_TOO_LONG, name, 1, most=LONGEST)


def _shape(heading: bytes, wanted: Columns, name: str) -> _Shape | Problem:
    """The delimiter with which most of the wanted columns are found, and the columns that it gives."""
    if b"\x00" in heading:
        return told(Code.BAD_CHARACTER, name, 1)
    try:
        text = heading.decode()
    except UnicodeDecodeError:
        return told(Code.NOT_UTF8, name, 1)
    shapes = [_Shape(each, _cells(text, each)) for each in DELIMITERS]
    best = max(shapes, key=lambda each: (len(wanted.keys() & set(each.columns)), len(each.columns)))
    return best if best.columns or not text.strip() else told(Code.NOT_TABLE, name, 1, form="CSV")


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a heading, none where it is not one row."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return ()
    return tuple(each.strip() for each in rows[0]) if len(rows) == 1 else ()


def _rows(stream: BinaryIO, rest: bytes, last: bool, shape: _Shape, wanted: Columns, name: str) -> Table:
    """The rows below the heading. Empty lines at the very end are no rows."""
    row = 2
    while True:
        data = rest + b"\n" if last and not rest.endswith(b"\n") else rest
        inside = _inside(data)
        ends = np.flatnonzero(_ends(data, inside))
        ends = ends[: int(np.searchsorted(ends, len(data.rstrip(b"\r\n")))) + 1] if data.strip(b"\r\n") else ends[:0]
        cut = int(ends[-1]) + 1 if len(ends) else 0
        fault = _fault(data[:cut], inside, ends, shape, row, name)
        if fault:
            yield fault
            return
        for found in _frames(data, ends, shape, wanted, row, name):
            yield found
            if isinstance(found, Problem):
                return
        row, rest = row + len(ends), data[cut:]
        if last and not rest.strip(b"\r\n"):
            return
        if last or len(rest) > LONGEST:
            quoted = rest.count(b'"') % 2
            yield told(Code.LOOSE_QUOTE, name, row) if quoted else told(Code.ROW_TOO_LONG, name, row, most=LONGEST)
            return
        part = read_part(stream)
        last, rest = len(part) < PART, rest + part


def _inside(data: bytes) -> Marks | None:
    """Which bytes stand inside quotation marks; None where there is no such mark, as in most files."""
    if b'"' not in data:
        return None
    marks = (np.frombuffer(data, np.uint8) == _QUOTE).view(np.uint8)
    return np.bitwise_xor.accumulate(marks).view(np.bool_)


def _ends(data: bytes, inside: Marks | None) -> Marks:
    """Which bytes end a row."""
    return _outside(np.frombuffer(data, np.uint8) == _LINE, inside)


def _outside(marks: Marks, inside: Marks | None) -> Marks:
    return marks if inside is None else marks & ~inside[: len(marks)]


def _fault(data: bytes, inside: Marks | None, ends: Places, shape: _Shape, row: int, name: str) -> Problem | None:
    """What is wrong with these whole rows, the first one."""
    if not len(ends):
        return None

    def at(place: int) -> int:
        return row + int(np.searchsorted(ends, place))

    if (place := data.find(b"\x00")) >= 0:
        return told(Code.BAD_CHARACTER, name, at(place))
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError as error:
            return told(Code.NOT_UTF8, name, at(error.start))
    if inside is not None and (place := _loose(data, inside, shape.delimiter)) >= 0:
        return told(Code.LOOSE_QUOTE, name, at(place))
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
    if len(long := np.flatnonzero(ends - starts > LONGEST)):
        return told(Code.ROW_TOO_LONG, name, row + int(long[0]), most=LONGEST)
    marks = _outside(np.frombuffer(data, np.uint8) == ord(shape.delimiter), inside)
    cells = np.add.reduceat(marks, starts, dtype=np.int32) + 1
    if len(ragged := np.flatnonzero(cells != len(shape.columns))):
        found = int(cells[ragged[0]])
        return told(Code.BAD_ROW, name, row + int(ragged[0]), found=found, expected=len(shape.columns))
    return None


def _loose(data: bytes, inside: Marks, delimiter: str) -> int:
    """The place of the first quotation mark that neither begins nor ends a cell nor is written twice; -1 if none."""
    codes = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(codes == _QUOTE)
    opens = inside[quotes]
    beside = codes[np.where(opens, np.maximum(quotes - 1, 0), np.minimum(quotes + 1, len(data) - 1))]
    beside = np.where(opens & (quotes == 0), _LINE, beside)
    right = np.isin(beside, (ord(delimiter), _LINE, _QUOTE)) | (~opens & (beside == _RETURN))
    loose = quotes[~right]
    return int(loose[0]) if len(loose) else -1


def _frames(data: bytes, ends: Places, shape: _Shape, wanted: Columns, row: int, name: str) -> Table:
    """Checked rows as frames of texts; only wanted columns are taken apart."""
    there = {place: each for place, each in enumerate(shape.columns) if each in wanted}
    schema = {f"c{place}": pl.String for place in range(len(shape.columns))}
    step = rows_a_frame(wanted)
    for first in range(0, len(ends), step):
        until = ends[first : first + step]
        piece = data[int(ends[first - 1]) + 1 if first else 0 : int(until[-1]) + 1]
        try:
            frame = pl.read_csv(
                piece,
                has_header=False,
                separator=shape.delimiter,
                schema=schema,
                columns=list(there) or [0],
                quote_char='"' if b'"' in piece else None,
            )
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            frame = pl.DataFrame()
        if frame.height != len(until):
            yield told(Code.NOT_TABLE, name, row + first, form="CSV")
            return
        yield numbered(frame.rename({f"c{place}": each for place, each in there.items()}), wanted, row + first)
