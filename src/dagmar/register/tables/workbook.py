"""Reads the first sheet of a workbook. No formula is worked out: what it last gave is in the file, and is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
import polars as pl

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables.parts import LONGEST, ROW, Columns, Table, heading_of, numbered, plain, told

MOST_FILES = 2_000
MOST_INSIDE = 300 * 1024**2
MOST_RATIO = 250
"""What a workbook may be inside: so many files, so many bytes, so many times as large as it is packed."""

ROWS = 20_000
"""So many rows a frame."""

_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, wanted: Columns) -> Table:
    """The table of the first sheet, its first row the heading; a problem ends it. Empty rows are no rows."""
    if found := _refused(data):
        yield found
        return
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what it claims to be its size is not believed
    rows = sheet.iter_rows(values_only=True)
    names = [_text(each) or "" for each in next(rows, ())]
    while names and not names[-1].strip():
        names.pop()
    columns = [each.strip() for each in names]
    heading = heading_of(columns, wanted, "")
    yield heading
    if not isinstance(heading, Problem):
        yield from _frames(rows, {each: columns.index(each) for each in wanted if each in columns}, wanted)


def _refused(data: bytes) -> Problem | None:
    """A problem where the file is no workbook, is locked, or is too large inside; seen before anything is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = _LOCKED in data
        return told(Code.LOCKED, "") if locked else told(Code.OTHER_FORM, "", form="XLSX", found="XLS")
    try:
        files = ZipFile(io.BytesIO(data)).infolist()
    except (BadZipFile, ValueError, NotImplementedError, zipfile.LargeZipFile):
        return told(Code.NOT_TABLE, "", form="XLSX")
    if any(each.flag_bits & 1 for each in files):
        return told(Code.LOCKED, "")
    inside = sum(each.file_size for each in files)
    steep = any(each.file_size > LONGEST and each.file_size > MOST_RATIO * each.compress_size for each in files)
    if len(files) > MOST_FILES or inside > MOST_INSIDE or steep:
        return told(Code.TOO_LARGE_INSIDE, "")
    return None


def _frames(rows: Iterator[tuple[Any, ...]], places: dict[str, int], wanted: Columns) -> Table:
    numbers: list[int] = []
    cells: dict[str, list[str | None]] = {each: [] for each in places}
    for number, row in enumerate(rows, start=2):
        if any(value is not None for value in row):
            numbers.append(number)
            for each, place in places.items():
                cells[each].append(_text(row[place]) if place < len(row) else None)
        if len(numbers) == ROWS:
            yield _frame(numbers, cells, wanted)
            numbers.clear()
            for column in cells.values():
                column.clear()
    if numbers:
        yield _frame(numbers, cells, wanted)


def _frame(numbers: list[int], cells: dict[str, list[str | None]], wanted: Columns) -> pl.DataFrame:
    frame = pl.DataFrame({each: pl.Series(column, dtype=pl.String) for each, column in cells.items()})
    frame = frame if cells else pl.DataFrame({ROW: numbers})
    return numbered(frame, wanted, 0).with_columns(pl.Series(ROW, numbers, dtype=pl.Int64))


def _text(value: Any) -> str | None:
    """A cell as a text: a day as 2019-01-31, yes and no as true and false, a whole number without decimals."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case float():
            return plain(repr(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
