"""Gathers the parts of all months: those that are kept are read, and what is new, corrected or destroyed is counted.

Parts are kept for each month under the hash of its rows and of what is asked, so that they can never be stale. Months
are counted beside each other, in processes of their own where there are many rows.
"""

from __future__ import annotations

import os
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from dagmar.basis.problems import Problem
from dagmar.indicator.columns import EPOCH, LAYOUT, DamagedError, Month, lay_out, read_batch, write_batch
from dagmar.indicator.counting import Parts, count, row_length
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.histograms import Histogram
from dagmar.indicator.meaning import meanings
from dagmar.indicator.month_cells import MonthCells, cells_of
from dagmar.indicator.program import Program, program
from dagmar.indicator.room import Room
from dagmar.indicator.sharing import shared_out
from dagmar.register.check import types_of
from dagmar.register.definition import Register
from dagmar.register.keys import make_private
from dagmar.register.levels import Piece, piece, stretches
from dagmar.register.storage import Manifest, Store
from dagmar.register.storage import Month as Kept
from dagmar.register.units import Units

_FORMAT = 5
"""Of what is kept; one more when it is counted or written in another way."""

_MANY = 3_000_000
"""From so many rows on, it pays to start processes."""

Progress = Callable[[int, int], None]
"""Told how many months are counted, and of how many."""

KEYS = ("unit", "day", "sex", "band", "month")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All parts by cell.

    `cells` has the columns of KEYS and `counts`, an array with a place for each counted part, as the program has them;
    that of a histogram says nothing: `piles` has KEYS, `part`, `value` and `rows` for those. `counted` is how many
    months had to be counted now.
    """

    program: Program
    cells: pl.DataFrame
    piles: pl.DataFrame
    counted: int
    manifest: Manifest

    def part(self, indicator: str, name: str) -> pl.Expr:
        """The numbers of a part of an indicator, by its name, in `cells`."""
        return pl.col("counts").arr.get(self.program.names[indicator, name]).cast(pl.Int64)


@dataclass(frozen=True, slots=True)
class _Task:
    """A month that is to be counted: which units change within it, and where its columns and its parts are to lie."""

    month: date
    kept: Kept
    changing: tuple[Piece, ...]
    columns: Path
    parts: Path

    @property
    def piles(self) -> Path:
        """Where the histograms lie, where there are any."""
        return self.parts.with_suffix(".piles")


def gather(
    store: Store,
    manifest: Manifest,
    found: IndicatorSet,
    units: Units,
    *,
    progress: Progress = lambda _, __: None,
    processes: int | None = None,
) -> Gathered | Problem:
    """The parts of all months of a register. A Problem where values are too large to be added exactly.

    `store.months()` must be held meanwhile.
    """
    try:
        return _gathered(store, manifest, found, units, progress, processes)
    except DamagedError:
        # All that lies there can be made again, and is.
        for path in store.cache.iterdir():
            path.unlink()
        return _gathered(store, manifest, found, units, progress, processes)


def _gathered(
    store: Store, manifest: Manifest, found: IndicatorSet, units: Units, progress: Progress, processes: int | None
) -> Gathered | Problem:
    asked, digest = _asked(found, store.register)
    among = stretches(units)
    tasks = [_task(store.cache, kept, name, among, digest) for name, kept in sorted(manifest.months.items())]
    missing = [task for task in tasks if not task.parts.exists()]
    make_private(store.cache)
    for done in _counted(missing, store, tuple(found.ages), asked, processes):
        if isinstance(done, Problem):
            return done
        progress(done, len(missing))
    cells = _together([task.parts for task in tasks], no_cells(asked))
    piled = any(each.part.measure == "histogram" for each in asked.counted)
    piles = _together([task.piles for task in tasks] if piled else [], NO_PILES)
    return Gathered(asked, cells, piles, len(missing), manifest)


@lru_cache(maxsize=32)
def _asked(found: IndicatorSet, register: Register) -> tuple[Program, str]:
    """The program of a set, and its digest; a process that goes on is asked the same again and again."""
    asked = program(meanings(found, register), types_of(register))
    return asked, sha256(repr((_FORMAT, asked, found.ages)).encode()).hexdigest()[:16]


def _task(cache: Path, kept: Kept, name: str, among: tuple[Piece, ...], digest: str) -> _Task:
    first = date.fromisoformat(f"{name}-01")
    # What the table of units says matters to a month's cells only where a unit comes to belong otherwise within it.
    changing = changes(among, first)
    stem = kept.file.removesuffix(".parquet")
    if changing:
        spans = [(each.unit, each.first, each.last) for each in changing]
        stem = f"{stem}-{sha256(repr(spans).encode()).hexdigest()[:8]}"
    return _Task(first, kept, changing, cache / f"{stem}.{LAYOUT}.arrow", cache / f"{stem}.{digest}.parts")


def changes(among: Sequence[Piece], month: date) -> tuple[Piece, ...]:
    """Of the stretches of time those that begin within the month, after its first day, each to its end or the month's.

    A row of another day lies in the cell of the month's first.
    """
    last = date(month.year, month.month, monthrange(month.year, month.month)[1])
    return tuple(replace(each, last=min(each.last, last)) for each in among if month < each.first <= last)


def _counted(
    tasks: Sequence[_Task], store: Store, ages: tuple[int, ...], asked: Program, processes: int | None
) -> Iterator[int | Problem]:
    """Count each month: here, or beside each other in processes where there are many rows. Tells how many are done.

    Counting touches numpy and Arrow's files alone; what needs an engine, laying out columns, is done before.
    """
    for task in tasks:
        _lay_out(task, store)
    room = Room()

    def count(place: int) -> Problem | None:
        return _count(tasks[place], ages, asked, room)

    many = min(len(tasks), processes or os.cpu_count() or 1)
    if many < 2 or (processes is None and sum(task.kept.rows for task in tasks) < _MANY):
        yield from (count(place) or place + 1 for place in range(len(tasks)))
        return
    # Arrow looks for pandas when it first meets an array of numpy, and loads it where there is one: here, and once.
    pa.array(np.zeros(0))
    yield from shared_out(count, len(tasks), many)


def _lay_out(task: _Task, store: Store) -> None:
    if not task.columns.exists():
        rows = store.month(task.kept).collect()
        lay_out(rows, _days(rows, task, store.register), task.month, store.register, task.columns)


def _count(task: _Task, ages: tuple[int, ...], asked: Program, room: Room) -> Problem | None:
    """Count a month, and keep its parts."""
    month = Month(task.columns)
    cells = cells_of(month.runs, ages)
    counted = count(month, asked, cells, room)
    if isinstance(counted, Problem):
        return counted
    _keep(task, cells, counted)
    return None


def _days(rows: pl.DataFrame, task: _Task, register: Register) -> pl.Series:
    """For each row the first day of the month on which its unit belonged as on the row's day."""
    first = pl.repeat(task.month, rows.height, dtype=pl.Date, eager=True)
    if not task.changing:
        return first
    begins = pl.Series([each.first for each in task.changing], dtype=pl.Date)
    place = rows.select(piece(task.changing, register.roles.provider, register.roles.event)).to_series()
    return pl.select(pl.when(place.is_null()).then(first).otherwise(begins.gather(place.fill_null(0)))).to_series()


def _keep(task: _Task, cells: MonthCells, counted: Parts) -> None:
    """Write the parts, histograms first: what there is of a month is whole when its cells are there."""
    if counted.piles:
        found = pa.concat_batches([_pile(task, cells, place, each) for place, each in counted.piles.items()])
        write_batch(found, task.piles)
    # One column of arrays: a column for each part would be as many more to open, in each month.
    counts = _narrow(counted.counts)
    column = pa.FixedSizeListArray.from_arrays(pa.array(counts.ravel()), type=_array_of(counts.dtype, counts.shape[1]))
    write_batch(pa.record_batch({**_keys(task, cells, slice(None)), "counts": column}), task.parts)


def _keys(task: _Task, cells: MonthCells, at: NDArray[np.int32] | slice) -> dict[str, pa.Array]:
    """What the cells at some places are called: the columns of KEYS."""
    days = cells.day[at]
    return {
        "unit": _texts(cells.unit[at], cells.units),
        "day": pa.array(days, pa.date32()),
        "sex": _texts(cells.sex[at], cells.sexes),
        "band": pa.array(cells.band[at]),
        "month": pa.array(np.full_like(days, task.month.toordinal() - EPOCH), pa.date32()),
    }


def _array_of(kind: Any, length: int) -> pa.DataType:
    return pa.list_(pa.from_numpy_dtype(kind), length)


def _narrow(counts: NDArray[Any]) -> NDArray[Any]:
    """Counts of a cell are seldom large: fewer bytes are less to write and to read."""
    if counts.dtype == np.uint8:
        return counts
    least, most = (int(counts.min()), int(counts.max())) if counts.size else (0, 0)
    kinds: tuple[Any, ...] = (np.uint8, np.uint16, np.uint32)
    fits = (kind for kind in kinds if least >= 0 and most <= np.iinfo(kind).max)
    return counts.astype(next(fits, np.int64))


def _pile(task: _Task, cells: MonthCells, place: int, pile: Histogram) -> pa.RecordBatch:
    own = {"part": np.full(len(pile.cell), place, dtype=np.int32), "value": pile.value, "rows": pile.rows}
    return pa.record_batch({**_keys(task, cells, pile.cell), **{name: pa.array(each) for name, each in own.items()}})


def _texts(places: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    """The names at some places, missing at -1."""
    known = pa.array([*names, ""], pa.string_view())
    _, views, *texts = known.buffers()
    # A view is sixteen bytes for any text, so it is taken as a number is; the last, of nothing, is that at -1.
    taken = np.frombuffer(views, dtype="V16", count=len(known)).take(places)
    there = places >= 0
    valid = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.string_view(), len(places), [valid, pa.py_buffer(taken.view(np.uint8)), *texts])


def _together(paths: Iterable[Path], nothing: pl.DataFrame) -> pl.DataFrame:
    """What lies in those of some files that are there as one, with counts as wide as the widest."""
    found = [_read(path, written) for path in paths if (written := _written(path)) is not None]
    if not found:
        return nothing
    widest = max(width for _, width in found)
    kind = nothing.schema.get("counts")
    wide = pl.Schema({"counts": pl.Array(_WIDTHS[widest], kind.size)} if isinstance(kind, pl.Array) else {})
    return pl.concat([each if width == widest else each.cast(wide) for each, width in found], rechunk=False)


def _written(path: Path) -> int | None:
    """When a file was written; None where there is none."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1_000)
def _read(path: Path, _written: int) -> tuple[pl.DataFrame, int]:
    """What lies in a file, where it lies, and how wide its counts are, if it has any.

    A process that goes on opens a file again only if it was written again.
    """
    found = pl.from_arrow(read_batch(path), rechunk=False)
    if not isinstance(found, pl.DataFrame):
        raise AssertionError("a batch is a frame")
    kind = found.schema.get("counts")
    return found, _WIDTHS.index(kind.inner) if isinstance(kind, pl.Array) else 0


_WIDTHS = (pl.UInt8(), pl.UInt16(), pl.UInt32(), pl.Int64())
"""Of counts; see `_narrow`."""

_KEYS = {"unit": pl.String, "day": pl.Date, "sex": pl.String, "band": pl.Int32, "month": pl.Date}
NO_PILES = pl.DataFrame(schema={**_KEYS, "part": pl.Int32, "value": pl.Int64, "rows": pl.Int64})
"""No pile, with the columns and types of `Gathered.piles`."""


def no_cells(asked: Program) -> pl.DataFrame:
    """No cell, with the columns and types of `Gathered.cells`."""
    return pl.DataFrame(schema={**_KEYS, "counts": pl.Array(pl.Int64, row_length(asked))})
