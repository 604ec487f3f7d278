"""Reads a Parquet file slice by slice, every plain value as the text that a person would write for it."""

from __future__ import annotations

import polars as pl

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables.parts import LONGEST, Columns, Table, heading_of, numbered, plain, rows_a_frame, told

ROWS_A_BYTE = 4
"""So many rows a byte may a file claim, and a hundred thousand more: what has more is one row over and over."""


FRAMES_A_SLICE = 4
"""So many frames are read at once from a file on disk, for which there is more memory."""


def read_parquet(data: bytes | None, size: int, wanted: Columns) -> Table:
    """The table in these bytes, or on the input where there are none; a problem ends it."""
    source: bytes | str = "/dev/fd/0" if data is None else data
    table = pl.scan_parquet(source, glob=False, parallel="none")
    schema = table.collect_schema()
    heading = heading_of(schema.names(), wanted, "")
    yield heading
    if isinstance(heading, Problem):
        return
    there = {each: schema[each] for each in wanted if each in schema}
    for each, kind in there.items():
        if kind.is_nested() or kind in (pl.Binary, pl.Object, pl.Duration):
            yield told(Code.NESTED_VALUE, "", column=each)
            return
    rows = table.select(pl.len()).collect().item()
    if rows > 100_000 + ROWS_A_BYTE * size:
        yield told(Code.TOO_LARGE_INSIDE, "")
        return
    cells = [_text(each, kind).alias(each) for each, kind in there.items()]
    # A slice reads only its own pages, so memory does not follow the size of a row group; but each finds its way anew.
    step = rows_a_frame(wanted)
    slices = step if data is not None else step * FRAMES_A_SLICE
    for first in range(0, rows if cells else 0, slices):
        frame = table.slice(first, slices).select(cells).collect()
        longest = max((most or 0 for most in frame.select(pl.all().str.len_bytes().max()).row(0)), default=0)
        if longest > LONGEST:
            yield told(Code.ROW_TOO_LONG, "", first + 2, most=LONGEST)
            return
        for place in range(0, frame.height, step):
            yield numbered(frame.slice(place, step), wanted, first + place + 2)


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as texts: days as 2019-01-31, yes and no as true and false, whole numbers without decimals."""
    value = pl.col(name)
    if isinstance(kind, pl.Datetime):
        midnight = value.dt.time() == pl.time(0, 0)
        return pl.when(midnight).then(value.dt.strftime("%Y-%m-%d")).otherwise(value.dt.strftime("%Y-%m-%dT%H:%M:%S"))
    if kind.is_float():
        whole = (value == value.floor()) & (value.abs() < 1e15)
        broken = value.cast(pl.String).map_batches(_without_exponents, return_dtype=pl.String, is_elementwise=True)
        return pl.when(whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(broken)
    return value.cast(pl.String)


def _without_exponents(texts: pl.Series) -> pl.Series:
    written = texts.filter(texts.str.contains("e", literal=True)).unique()
    return texts.replace(written, pl.Series([plain(each) for each in written], dtype=pl.String))
