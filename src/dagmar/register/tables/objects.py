"""Reads a table that is saved as NDJSON: one flat object a line, its values texts, numbers, yes or no, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
import polars as pl

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.register.tables.parts import (
    LONGEST,
    PART,
    ROW,
    Columns,
    Table,
    foreign,
    heading_of,
    numbered,
    plain,
    read_part,
    rows_a_frame,
    told,
)

LOOKED_AT = 100
"""The columns are the keys of so many lines at the start; of keys that come later only the wanted ones are read."""


def read_objects(stream: BinaryIO, wanted: Columns, name: str) -> Table:
    """The table of an NDJSON file: a heading, then frames of texts; a problem ends it. A row is a line of the file."""
    rest, row = b"", 1
    while True:
        part = read_part(stream)
        last, data = len(part) < PART, rest + part
        if row == 1:
            heading = foreign(data, "NDJSON", name) or heading_of(_keys(data), wanted, name)
            yield heading
            if isinstance(heading, Problem):
                return
            data = data.removeprefix(b"\xef\xbb\xbf")
        if last and not data.endswith(b"\n"):
            data += b"\n"
        for found in _frames(data, wanted, row, name):
            yield found
            if isinstance(found, Problem):
                return
        row += data.count(b"\n")
        rest = data[data.rfind(b"\n") + 1 :]
        if len(rest) > LONGEST:
            yield told(Code.ROW_TOO_LONG, name, row, most=LONGEST)
        if last or len(rest) > LONGEST:
            return


def _keys(data: bytes) -> tuple[str, ...]:
    """The keys of the first lines, in the order in which they come; a wrong line has none, and is told later."""
    keys: dict[str, None] = {}
    for line in data[:LONGEST].removeprefix(b"\xef\xbb\xbf").split(b"\n", LOOKED_AT)[:LOOKED_AT]:
        found = _object(line)
        keys |= dict.fromkeys(found) if isinstance(found, dict) else {}
    return tuple(keys)


def _frames(data: bytes, wanted: Columns, row: int, name: str) -> Table:
    """The whole lines of a part, a frame for each so many of them."""
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    long = np.flatnonzero(np.diff(ends, prepend=-1) > LONGEST)
    if len(long):
        yield told(Code.ROW_TOO_LONG, name, row + int(long[0]), most=LONGEST)
        return
    step = rows_a_frame(wanted)
    for first in range(0, len(ends), step):
        until = ends[first : first + step]
        piece = data[int(ends[first - 1]) + 1 if first else 0 : int(until[-1]) + 1]
        fast = _fast(piece, len(until), wanted)
        yield _slow(piece, wanted, row + first, name) if fast is None else numbered(fast, wanted, row + first)


def _fast(piece: bytes, lines: int, wanted: Columns) -> pl.DataFrame | None:
    """The lines as a frame, read at once; None unless they are sure to mean what they mean one by one."""
    if not wanted or piece.count(b"{") != lines or _HALF_SIGN.search(piece):
        return None
    try:
        texts = pl.Series(piece.decode().split("\n")[:-1], dtype=pl.String)
        if not texts.str.contains(_plain_line(_keys(piece))).all():
            return None
        frame = pl.read_ndjson(piece, schema=dict.fromkeys(wanted, pl.String))
    except (UnicodeDecodeError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    return frame if frame.height == lines else None


_HALF_SIGN = re.compile(rb"\\u[dD][89a-fA-F]")
_VALUE = (
    r'(?:"(?:[^"\\\x00-\x1f]|\\.)*"|true|false|null|0|-?[1-9][0-9]{0,14}'
    r"|-?[1-9][0-9]{0,8}\.[0-9]{1,6}|0\.[0-9]{1,6})"
)
"""A text, yes or no, nothing, or a number that any reader writes alike: not -0, no exponent, at most 15 digits."""


def _plain_line(keys: Iterable[str]) -> str:
    """A line that has each key once at most, in this order, with a plain value: what a program writes in each line.

    A line may have none of them.
    """
    parts = (rf'(?:"{re.escape(each)}" ?: ?{_VALUE}(?:, ?|\}}\r?$))?' for each in keys)
    return rf"^\{{(?:[ \t]*\}}\r?|{''.join(parts)})$"


def _slow(piece: bytes, wanted: Columns, row: int, name: str) -> pl.DataFrame | Problem:
    """The lines one by one; the first that is wrong is told. Empty lines are no rows."""
    rows: list[int] = []
    cells: dict[str, list[str | None]] = {each: [] for each in wanted}
    for place, line in enumerate(piece.split(b"\n"), start=row):
        if not line.strip():
            continue
        found = _object(line)
        if isinstance(found, Problem):
            return found.at(Place(name, place))
        for each, column in cells.items():
            value = found.get(each)
            if isinstance(value, dict | list):
                return told(Code.NESTED_VALUE, name, place, column=each)
            column.append(None if value is None else _text(value))
        rows.append(place)
    schema = {ROW: pl.Int64} | dict.fromkeys(wanted, pl.String)
    return pl.DataFrame({ROW: rows} | cells, schema=schema)


def _object(line: bytes) -> dict[str, Any] | Problem:
    """The object of a line, its numbers as they are written; what is wrong where it is none."""
    if b"\x00" in line:
        return problem(Code.BAD_CHARACTER)
    try:
        found = _DECODER.decode(line.decode())
    except UnicodeDecodeError:
        return problem(Code.NOT_UTF8)
    except (ValueError, RecursionError):
        return problem(Code.BAD_LINE)
    return found if isinstance(found, dict) else problem(Code.BAD_LINE)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which each key stands once; raises ValueError where one stands twice, as two values are no value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


_DECODER = json.JSONDecoder(parse_int=str, parse_float=plain, parse_constant=str, object_pairs_hook=_once)


def _text(value: str | bool) -> str:
    """A value as a text. What is no letter of any alphabet, half a sign of two, becomes a question mark."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    return str(value).lower()
