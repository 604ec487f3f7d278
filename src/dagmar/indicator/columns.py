"""A month's rows as columns that are read where they lie: the cache that indicators are counted from.

The archive's Parquet is unpacked once for each month: codes as places in a sorted dictionary, days from the first of
the month, numbers as narrow as they fit, a bit for each flag. Rows lie by unit, sex and age, so that a cell is a run
of rows, and where each run begins is kept beside. Persons are left out. All of it can be made again, and what the
manifest does not name is taken away.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from dagmar.indicator.masks import Block, Truth, Values, from_bytes
from dagmar.register.definition import Register
from dagmar.register.keys import make_private

_NEAR = 16_383
"""Days so near the first of the month fit, and so do their differences, in sixteen bits."""

LAYOUT = 2
"""Of the columns; one more when they are written in another way."""

_RUNS = "runs"


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of rows that are alike in unit, day, sex and age, in order; `starts` has one place more, the end.

    `unit` and `sex` are places in sorted texts, -1 where missing; `day` is days from 1970; `age` is -1 where missing.
    """

    units: Sequence[str]
    sexes: Sequence[str]
    unit: NDArray[np.int32]
    day: NDArray[np.int32]
    sex: NDArray[np.int32]
    age: NDArray[np.int32]
    starts: NDArray[np.int64]


# Writing


def lay_out(rows: pl.DataFrame, day: pl.Series, month: date, register: Register, path: Path) -> None:
    """Write the columns of a month. `day` is for each row the first day of the month on which its unit belonged so."""
    roles = register.roles
    by = [roles.provider, _DAY, *(each for each in (roles.sex, roles.age) if each)]
    ordered = rows.with_columns(day.alias(_DAY))
    if day.n_unique() > 1:
        ordered = ordered.sort(by, maintain_order=True)
    arrays: dict[str, pa.Array] = {}
    bases: dict[str, int] = {}
    for each in register.variables:
        if each.type != "identity":
            arrays[each.id], bases[each.id] = _array(ordered[each.id], each.type, month)
    table = pa.table(arrays).replace_schema_metadata({"bases": json.dumps(bases)})
    write_table(table.combine_chunks(), path)
    write_table(_runs(ordered, register), runs_path(path))


def runs_path(path: Path) -> Path:
    """Where the runs of a month's columns lie."""
    return path.with_name(f"{path.stem}.{_RUNS}.arrow")


_DAY = "?day"
"""A column of our own; no id has a sign like this."""


def _array(values: pl.Series, kind: str, month: date) -> tuple[pa.Array, int]:
    """The column as it is kept, and the day that its days are counted from."""
    known = values.is_not_null().to_numpy()
    missing = None if known.all() else ~known
    match kind:
        case "flag":
            return pa.array(values.fill_null(False).to_numpy(), mask=missing), 0
        case "code" | "provider":
            names = values.drop_nulls().unique().sort()
            places = values.cast(pl.Enum(names)).to_physical().fill_null(0).to_numpy()
            indices = pa.array(places.astype(_width(0, max(len(names) - 1, 0), signed=False)), mask=missing)
            return pa.DictionaryArray.from_arrays(indices, pa.array(names.to_list(), pa.string())), 0
        case "date":
            first = month.toordinal() - _EPOCH
            days = values.cast(pl.Int32).fill_null(first).to_numpy() - np.int32(first)
            near = not days.size or (days.min() >= -_NEAR and days.max() <= _NEAR)
            return pa.array(days.astype(np.int16 if near else np.int32), mask=missing), month.toordinal()
        case "whole":
            there = values.fill_null(0).to_numpy()
            least, most = (int(there.min()), int(there.max())) if there.size else (0, 0)
            return pa.array(there.astype(_width(least, most, signed=True)), mask=missing), 0
        case _:
            return pa.array(values.fill_null(0.0).to_numpy(), mask=missing), 0


_EPOCH = date(1970, 1, 1).toordinal()


def _width(least: int, most: int, *, signed: bool) -> Any:
    """The narrowest type of whole numbers that holds them all."""
    kinds: tuple[Any, ...] = (np.int8, np.int16, np.int32) if signed else (np.uint8, np.uint16, np.uint32)
    return next((kind for kind in kinds if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max), np.int64)


def _runs(rows: pl.DataFrame, register: Register) -> pa.Table:
    roles = register.roles
    keys = pl.DataFrame(
        {
            "unit": rows[roles.provider],
            "day": rows[_DAY].cast(pl.Int32),
            "sex": rows[roles.sex] if roles.sex else pl.repeat(None, rows.height, dtype=pl.String, eager=True),
            "age": rows[roles.age] if roles.age else pl.repeat(None, rows.height, dtype=pl.Int64, eager=True),
        }
    )
    begins = keys.select(pl.struct(pl.all()).rle_id()).to_series().to_numpy()
    starts = np.flatnonzero(np.diff(begins, prepend=np.uint32(0xFFFFFFFF)))
    firsts = keys[starts]
    texts = {name: firsts[name].drop_nulls().unique().sort() for name in ("unit", "sex")}
    columns = {name: firsts[name].cast(pl.Enum(each)).to_physical() for name, each in texts.items()}
    columns |= {"day": firsts["day"], "age": firsts["age"]}
    whole = {name: pa.array(each.cast(pl.Int32).fill_null(-1).to_numpy()) for name, each in columns.items()}
    table = pa.table({**whole, "start": pa.array(starts.astype(np.int64))})
    return table.replace_schema_metadata({"texts": json.dumps({name: each.to_list() for name, each in texts.items()})})


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table whole or not at all; two who write the same at once do no harm."""
    make_private(path.parent)
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.half")
    half.touch(0o600)
    with pa.output_stream(half, buffer_size=1 << 20) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    os.replace(half, path)


# Reading


@dataclass(frozen=True)
class Month:
    """The columns of a month, mapped into memory: what is not asked for is not read."""

    path: Path

    @cached_property
    def _batch(self) -> pa.RecordBatch:
        table = pa.ipc.open_file(pa.memory_map(str(self.path))).read_all()
        return (
            table.combine_chunks().to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], table.schema)
        )

    @cached_property
    def _bases(self) -> Mapping[str, int]:
        bases: Mapping[str, int] = json.loads((self._batch.schema.metadata or {})[b"bases"])
        return bases

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._batch.num_rows)

    @cached_property
    def runs(self) -> Runs:
        """Where each run of rows begins."""
        batch = pa.ipc.open_file(pa.memory_map(str(runs_path(self.path)))).get_batch(0)
        texts = json.loads(batch.schema.metadata[b"texts"])
        unit, day, sex, age, start = (batch.column(name).to_numpy() for name in ("unit", "day", "sex", "age", "start"))
        return Runs(texts["unit"], texts["sex"], unit, day, sex, age, np.append(start, self.rows))

    def block(self, first: int, end: int, names: Iterable[str]) -> Block:
        """The rows from one place, a multiple of sixty-four, to another; only the named columns."""
        columns: dict[str, Values] = {}
        flags: dict[str, Truth] = {}
        count = end - first
        every = from_bytes(np.full((count + 7) >> 3, 255, dtype=np.uint8), count)
        for name in names:
            array = self._batch.column(name)
            indices = array.indices if isinstance(array, pa.DictionaryArray) else array
            valid, data = indices.buffers()[0], indices.buffers()[1]
            known = every if valid is None else from_bytes(memoryview(valid)[first >> 3 :], count)
            if pa.types.is_boolean(array.type):
                true = from_bytes(memoryview(data)[first >> 3 :], count) & known
                flags[name] = Truth(true, known & ~true)
                continue
            kind = np.dtype(indices.type.to_pandas_dtype())
            values = np.frombuffer(data, kind, count, first * kind.itemsize)
            columns[name] = Values(values, known, self._dictionary(name), self._bases.get(name, 0))
        return Block(count, every, columns, flags)

    def _dictionary(self, name: str) -> Sequence[str] | None:
        if name not in self._dictionaries:
            array = self._batch.column(name)
            self._dictionaries[name] = array.dictionary.to_pylist() if isinstance(array, pa.DictionaryArray) else None
        return self._dictionaries[name]

    @cached_property
    def _dictionaries(self) -> dict[str, Sequence[str] | None]:
        return {}
