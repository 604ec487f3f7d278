"""Gathers the parts of all months: those that are kept are read, and what is new, corrected or destroyed is counted.

Parts are kept for each month under the hash of its rows and of what is asked, so that they can never be stale. Months
are counted beside each other, in processes of their own where there are many rows.
"""

from __future__ import annotations

import os
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from errno import EIO
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from dagmar.basis.problems import Problem
from dagmar.indicator.columns import DamagedError, Month, lay_out, layout_of
from dagmar.indicator.counting import count
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.kept_parts import NO_PILES, keep, let_go, no_cells, piles_of, together
from dagmar.indicator.meaning import meanings
from dagmar.indicator.month_cells import cells_of
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

_FORMAT = 6
"""Of what is kept; one more when it is counted or written in another way."""

_MANY = 3_000_000
"""From so many rows on, it pays to start processes."""

Progress = Callable[[int, int], None]
"""Told how many months are counted, and of how many."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All parts by cell.

    `cells` has the columns of KEYS and `counts`, an array with a place for each counted part, as the program has them,
    and more that fill it up. The place of a histogram says nothing: `piles` has KEYS, `part`, `value` and `rows` for
    those. `counted_now` is how many months were not there from before.
    """

    program: Program
    cells: pl.DataFrame
    piles: pl.DataFrame
    counted_now: int
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

    def kept_in(self, asked: Program) -> tuple[Path, ...]:
        """The files that hold what is asked."""
        return (self.parts, piles_of(self.parts)) if asked.histograms else (self.parts,)


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

    `store.months()` must be held meanwhile. Raises OSError where a file is broken again each time it is made.
    """
    tried: Counter[Path] = Counter()
    while True:
        try:
            return _gathered(store, manifest, found, units, progress, processes)
        except DamagedError as damaged:
            # It can be made again, and is. Another process may see to the same file meanwhile.
            (path,) = damaged.args
            tried[path] += 1
            if tried[path] > _TRIES:
                raise OSError(EIO, os.strerror(EIO), str(path)) from damaged
            path.unlink(missing_ok=True)


_TRIES = 5


def _gathered(
    store: Store, manifest: Manifest, found: IndicatorSet, units: Units, progress: Progress, processes: int | None
) -> Gathered | Problem:
    asked, digest = _asked(found, store.register)
    among = stretches(units)
    layout = layout_of(store.register)
    tasks = [_task(store.cache, kept, name, among, layout, digest) for name, kept in sorted(manifest.months.items())]
    missing = [task for task in tasks if not all(path.exists() for path in task.kept_in(asked))]
    make_private(store.cache)
    for done in _counted(missing, store, tuple(found.ages), asked, processes):
        if isinstance(done, Problem):
            return done
        progress(done, len(missing))
    let_go(store.cache)
    cells = together(task.parts for task in tasks) if tasks else no_cells(asked)
    piles = together(piles_of(task.parts) for task in tasks) if tasks and asked.histograms else NO_PILES
    return Gathered(asked, cells, piles, len(missing), manifest)


@lru_cache(maxsize=32)
def _asked(found: IndicatorSet, register: Register) -> tuple[Program, str]:
    """The program of a set, and its digest; a process that goes on is asked the same again and again."""
    asked = program(meanings(found, register), types_of(register))
    return asked, sha256(repr((_FORMAT, layout_of(register), asked, found.ages)).encode()).hexdigest()[:16]


def _task(cache: Path, kept: Kept, name: str, among: tuple[Piece, ...], layout: str, digest: str) -> _Task:
    first = date.fromisoformat(f"{name}-01")
    # What the table of units says matters to a month's cells only where a unit comes to belong otherwise within it.
    changing = changes(among, first)
    stem = kept.file.removesuffix(".parquet")
    if changing:
        spans = [(each.unit, each.first, each.last) for each in changing]
        stem = f"{stem}-{sha256(repr(spans).encode()).hexdigest()[:8]}"
    return _Task(first, kept, changing, cache / f"{stem}.{layout}.arrow", cache / f"{stem}.{digest}.parts")


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

    def one(place: int) -> Problem | None:
        return _count_month(tasks[place], ages, asked, room)

    many = min(len(tasks), processes or os.cpu_count() or 1)
    if many < 2 or (processes is None and sum(task.kept.rows for task in tasks) < _MANY):
        yield from (one(place) or place + 1 for place in range(len(tasks)))
        return
    # Arrow looks for pandas when it first meets an array of numpy, and loads it where there is one: here, and once.
    pa.array(np.zeros(0))
    yield from shared_out(one, len(tasks), many)


def _lay_out(task: _Task, store: Store) -> None:
    if not task.columns.exists():
        rows = store.month(task.kept).collect()
        lay_out(rows, _days(rows, task, store.register), task.month, store.register, task.columns)


def _count_month(task: _Task, ages: tuple[int, ...], asked: Program, room: Room) -> Problem | None:
    """Count a month, and keep its parts."""
    month = Month(task.columns)
    cells = cells_of(month.runs, ages)
    counted = count(month, asked, cells, room)
    if isinstance(counted, Problem):
        return counted
    keep(task.month, cells, counted, task.parts)
    return None


def _days(rows: pl.DataFrame, task: _Task, register: Register) -> pl.Series:
    """For each row the first day of the month on which its unit belonged as on the row's day."""
    first = pl.repeat(task.month, rows.height, dtype=pl.Date, eager=True)
    if not task.changing:
        return first
    begins = pl.Series([each.first for each in task.changing], dtype=pl.Date)
    place = rows.select(piece(task.changing, register.roles.provider, register.roles.event)).to_series()
    return pl.select(pl.when(place.is_null()).then(first).otherwise(begins.gather(place.fill_null(0)))).to_series()
