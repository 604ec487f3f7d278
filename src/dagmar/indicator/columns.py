"""A month's rows as columns that are read where they lie: the cache that indicators are counted from.

The archive's Parquet is unpacked once for each month: flags, small numbers and codes, as places in a sorted dictionary,
in slices of bits; days from the first of the month and other numbers in arrays, as narrow as they fit. Rows lie by
unit, sex and age, so that a cell is a run of rows, and where each run begins is kept beside. Persons are left out. All
of it can be made again, and what the manifest does not name is taken away.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from errno import ENOENT
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from dagmar.indicator import slices
from dagmar.indicator.cells import OLDEST
from dagmar.indicator.masks import Block, Values
from dagmar.indicator.slices import Words, words_for
from dagmar.register.definition import Register

_NEAR = 16_383
"""Days so near the first of the month fit, and so do their differences, in sixteen bits."""

_LAYOUT = 4
"""Of the columns; one more when they are written in another way."""


def layout_of(register: Register) -> str:
    """What names the columns of a register beside their rows: its variables and roles may come to be others."""
    variables = [(each.id, each.type) for each in register.variables]
    return sha256(repr((_LAYOUT, variables, register.roles)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of rows that are alike in unit, day, sex and age, in order, and groups of them that are alike but for age.

    Each group has a `unit` and a `sex`, places in sorted texts, -1 where missing; a `day`, counted from 1970; and the
    place of its first run, in `groups`. Each run has an `age`, -1 where missing, and the place of its first row, in
    `starts`, which has one place more, the end.
    """

    units: Sequence[str]
    sexes: Sequence[str]
    unit: NDArray[np.int32]
    day: NDArray[np.int32]
    sex: NDArray[np.int32]
    groups: NDArray[np.int32]
    age: NDArray[np.int16]
    starts: NDArray[np.int32]


# Writing


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column lies among the vectors of bits: its slices, and which rows are known, if not all are.

    One without slices has an array of its own. Numbers and days count from `base`, codes are places among `names`.
    """

    first: int = 0
    slices: int = 0
    known: int | None = None
    base: int = 0
    names: Sequence[str] | None = None


@dataclass(slots=True)
class _Sheet:
    """What is to be written of a month: vectors of bits, all of one length, and arrays."""

    rows: int
    bits: list[Words] = field(default_factory=list)
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)
    columns: dict[str, _Column] = field(default_factory=dict)

    def add(self, values: pl.Series, kind: str, month: date) -> None:
        """Take in a column of a type."""
        name, there = values.name, values.is_not_null().to_numpy()
        known = None if there.all() else self._place([slices.packed(there)])
        match kind:
            case "flag":
                self._slice(name, values.fill_null(False).to_numpy().view(np.uint8), known)
            case "code" | "provider":
                names = values.drop_nulls().unique().sort()
                places = values.cast(pl.Enum(names)).to_physical().fill_null(0).to_numpy()
                if len(names) <= 1 << slices.MOST:
                    self._slice(name, places, known, names=names.to_list())
                else:
                    self._keep(name, places.astype(np.int32), known, names=names.to_list())
            case "date":
                first = month.toordinal() - EPOCH
                days = values.cast(pl.Int32).fill_null(first).to_numpy() - np.int32(first)
                near = not days.size or (days.min() >= -_NEAR and days.max() <= _NEAR)
                self._keep(name, days.astype(np.int16 if near else np.int32), known, base=month.toordinal())
            case "whole":
                numbers = values.drop_nulls().to_numpy()
                least, most = (int(numbers.min()), int(numbers.max())) if numbers.size else (0, 0)
                if most - least < 1 << slices.MOST and abs(least) < _FAR:
                    self._slice(name, values.fill_null(least).to_numpy() - least, known, base=least)
                else:
                    self._keep(name, values.fill_null(0).to_numpy(), known)
            case _:
                self._keep(name, values.fill_null(0.0).to_numpy(), known)

    def _place(self, vectors: Sequence[Words]) -> int:
        self.bits.extend(vectors)
        return len(self.bits) - len(vectors)

    def _slice(self, name: str, numbers: NDArray[Any], known: int | None, **own: Any) -> None:
        found = slices.sliced(numbers)
        self.columns[name] = _Column(self._place(found), len(found), known, **own)

    def _keep(self, name: str, numbers: NDArray[Any], known: int | None, **own: Any) -> None:
        self.arrays[name] = numbers
        self.columns[name] = _Column(known=known, **own)


def lay_out(rows: pl.DataFrame, day: pl.Series, month: date, register: Register, path: Path) -> None:
    """Write the columns of a month. `day` is for each row the first day of the month on which its unit belonged so."""
    ordered = _in_order(rows.with_columns(day.alias(_DAY)), register)
    sheet = _Sheet(rows.height)
    for each in register.variables:
        if each.type != "identity":
            sheet.add(ordered[each.id], each.type, month)
    arrays, texts = _runs(ordered, register)
    arrays |= {_BITS: np.concatenate([np.zeros(0, np.uint64), *sheet.bits]), **sheet.arrays}
    about = {
        "rows": rows.height,
        "columns": {name: asdict(column) for name, column in sheet.columns.items()},
        "texts": texts,
    }
    # One row, in which each column of the month is a list: so one file holds columns of any length.
    whole = {name: pa.LargeListArray.from_arrays([0, len(each)], pa.array(each)) for name, each in arrays.items()}
    write_batch(pa.record_batch(whole).replace_schema_metadata({"about": json.dumps(about)}), path)


def _in_order(rows: pl.DataFrame, register: Register) -> pl.DataFrame:
    """The rows by unit, day, sex and age: as intake laid them, where units and roles have stayed what they were."""
    roles = register.roles
    by = [roles.provider, _DAY, *(each for each in (roles.sex, roles.age) if each)]
    runs = rows.select(by)[_firsts(rows.select(by))]
    return rows if runs.equals(runs.sort(by, maintain_order=True)) else rows.sort(by, maintain_order=True)


EPOCH = date(1970, 1, 1).toordinal()

_FAR = 1 << 30
"""Numbers nearer than this fit in thirty-two bits, whatever their slices add."""

_BITS, _DAY = "?bits", "?day"
"""Columns of our own; no id has a sign like this."""

_RUNS = ("unit", "day", "sex", "group", "age", "start")


def _runs(rows: pl.DataFrame, register: Register) -> tuple[dict[str, NDArray[Any]], Mapping[str, Sequence[str]]]:
    """The runs of rows and their groups, as arrays, and the texts of units and sexes."""
    roles = register.roles
    keys = pl.DataFrame(
        {
            "unit": rows[roles.provider],
            "day": rows[_DAY].cast(pl.Int32),
            "sex": rows[roles.sex] if roles.sex else pl.repeat(None, rows.height, dtype=pl.String, eager=True),
            "age": rows[roles.age] if roles.age else pl.repeat(None, rows.height, dtype=pl.Int64, eager=True),
        }
    )
    starts = _firsts(keys)
    ages = keys["age"][starts].clip(0, OLDEST).fill_null(-1).cast(pl.Int16)
    groups = _firsts(keys[starts].drop("age"))
    firsts = keys[starts][groups]
    texts = {name: firsts[name].drop_nulls().unique().sort() for name in ("unit", "sex")}
    columns = {name: firsts[name].cast(pl.Enum(each)).to_physical() for name, each in texts.items()}
    columns |= {"day": firsts["day"], "group": pl.Series(groups)}
    whole = {f"?{name}": each.cast(pl.Int32).fill_null(-1).to_numpy() for name, each in columns.items()}
    whole |= {"?age": ages.to_numpy(), "?start": np.append(starts, rows.height).astype(np.int32)}
    return whole, {name: each.to_list() for name, each in texts.items()}


def _firsts(rows: pl.DataFrame) -> NDArray[np.int64]:
    """The places of rows that are not like the one before."""
    alike = rows.select(pl.struct(pl.all()).rle_id()).to_series().to_numpy()
    return np.flatnonzero(np.diff(alike, prepend=np.uint32(0xFFFFFFFF)))


_END = b"\xff\xff\xff\xff\0\0\0\0"
"""Of a stream of Arrow's: a file without it is not whole."""


def write_batch(batch: pa.RecordBatch, path: Path) -> None:
    """Write a batch whole or not at all, into a folder that is there; two who write the same at once do no harm."""
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.half")
    # A message at a time: Arrow's own way to a file costs four times as much, for it goes there in small pieces.
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.writelines((batch.schema.serialize(), batch.serialize(), _END))
    os.replace(half, path)


# Reading


class DamagedError(Exception):
    """The file at a path is gone, or not whole: the machine stopped before all of it had reached the disk."""


def read_batch(path: Path) -> pa.RecordBatch:
    """A batch that was written so, where it lies on the disk; raises DamagedError."""
    try:
        whole = pa.memory_map(str(path))
        if whole.read_at(len(_END), max(whole.size() - len(_END), 0)) != _END:
            raise DamagedError(path)
        return pa.ipc.open_stream(whole).read_next_batch()
    except (pa.ArrowInvalid, StopIteration):
        raise DamagedError(path) from None
    except OSError as fault:
        # Arrow's own has no number, as those of the system have.
        if fault.errno not in (None, ENOENT):
            raise
        raise DamagedError(path) from None


@dataclass(frozen=True)
class Month:
    """The columns of a month, mapped into memory: what is not asked for is not read."""

    path: Path

    @cached_property
    def _batch(self) -> pa.RecordBatch:
        return read_batch(self.path)

    @cached_property
    def _about(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self._batch.schema.metadata[b"about"])
        return found

    def _array(self, name: str) -> NDArray[Any]:
        values = self._batch.column(name).values
        data = values.buffers()[1]
        kind = np.dtype(values.type.to_pandas_dtype())
        return np.frombuffer(data, kind, len(values)) if data else np.zeros(0, kind)

    @cached_property
    def _bits(self) -> NDArray[np.uint64]:
        """A vector of bits in each row."""
        return self._array(_BITS).reshape(-1, words_for(self.rows))

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._about["rows"])

    @cached_property
    def runs(self) -> Runs:
        """Where each run of rows begins."""
        texts = self._about["texts"]
        return Runs(texts["unit"], texts["sex"], *(self._array(f"?{name}") for name in _RUNS))

    def block(self, first: int, end: int, names: Iterable[str]) -> Block:
        """The rows from one place to another, multiples of sixty-four or the end; only the named columns."""
        every, words = slices.all_of(end - first), slice(first >> 6, words_for(end))

        def values(name: str) -> Values:
            column = _Column(**self._about["columns"][name])
            known = every if column.known is None else self._bits[column.known, words]
            if column.slices:
                own = [self._bits[column.first + place, words] for place in range(column.slices)]
                return Values(known, own, dictionary=column.names, base=column.base)
            return Values(known, array=self._array(name)[first:end], dictionary=column.names, base=column.base)

        return Block(end - first, every, {name: values(name) for name in names})
