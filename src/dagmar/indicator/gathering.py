"""Gathers the parts of all months: those that are kept are read, and what is new, corrected or destroyed is counted.

Parts are kept for each month under the hash of its rows and of what is asked, so that they can never be stale. Months
are counted beside each other, in processes of their own where there are many rows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from dagmar.basis.problems import Problem
from dagmar.indicator.columns import Month, lay_out, runs_path
from dagmar.indicator.counting import Counts, Histogram, MonthCells, cells_of, count
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.meaning import meanings
from dagmar.indicator.program import Program, program
from dagmar.register.check import types_of
from dagmar.register.levels import Piece, piece, pieces
from dagmar.register.storage import Manifest, Store
from dagmar.register.units import Units

_FORMAT = 2
"""Of what is kept; one more when it is counted or written in another way."""

_MANY = 3_000_000
"""From so many rows on, it pays to start processes."""

Progress = Callable[[int, int], None]
"""Told how many months are counted, and of how many."""

KEYS = ("unit", "day", "sex", "band", "month")


@dataclass(frozen=True, slots=True)
class Gathered:
    """All parts by cell.

    `cells` has the columns of KEYS and one for each counted part, by its place in the program: `0`, `1`, ...; `piles`
    has KEYS, `part`, `value` and `rows` for histograms. `counted` is how many months had to be counted now.
    """

    program: Program
    cells: pl.DataFrame
    piles: pl.DataFrame
    counted: int
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Task:
    """A month that is to be counted: where its rows lie, where its columns and its parts are to lie."""

    month: date
    rows: pl.LazyFrame
    columns: Path
    parts: Path


def gather(
    store: Store,
    found: IndicatorSet,
    units: Units,
    *,
    progress: Progress = lambda _, __: None,
    processes: int | None = None,
) -> Gathered | Problem:
    """The parts of all months of a register. A Problem where values are too large to be added exactly."""
    asked = program(meanings(found, store.register), types_of(store.register))
    digest = sha256(repr((_FORMAT, asked, found.ages)).encode()).hexdigest()[:16]
    with store.months() as manifest:
        tasks = [_task(store, manifest, name, units, digest) for name in sorted(manifest.months)]
        missing = [task for task in tasks if not task.parts.exists()]
        for done, problem in enumerate(_counted(missing, store, found, asked, units, manifest, processes), start=1):
            if problem:
                return problem
            progress(done, len(missing))
        read = [_read(task) for task in tasks]
    cells = pl.concat([each for each, _ in read] or [no_cells(asked)])
    piles = pl.concat([each for _, each in read] or [no_piles()])
    return Gathered(asked, cells, piles, len(missing), manifest)


def _task(store: Store, manifest: Manifest, name: str, units: Units, digest: str) -> _Task:
    month = manifest.months[name]
    first = date.fromisoformat(f"{name}-01")
    stem = Path(month.file).stem
    # What the unit table says matters to a month's cells only where a unit's belonging changes within the month.
    if found := changes(units, first):
        stem = f"{stem}-{sha256(repr(found).encode()).hexdigest()[:8]}"
    cache = store.cache
    return _Task(first, store.month(month), cache / f"{stem}.arrow", cache / f"{stem}.{digest}.parts")


def changes(units: Units, month: date) -> tuple[Piece, ...]:
    """The time of each unit that belongs otherwise than on the day before, from such a day within the month on.

    Each piece lies within the month and ends with it, or on the day before the unit's next one. What was never known,
    or is known no more, belongs nowhere.
    """
    last, day = _last_of(month), timedelta(days=1)
    cuts: dict[str, set[date]] = {}
    for each in pieces(units):
        begins = (each.first, each.last + day if each.last < last else date.max)
        cuts.setdefault(each.unit, set()).update(cut for cut in begins if month < cut <= last)
    found: list[Piece] = []
    for unit, among in sorted(cuts.items()):
        those = [cut for cut in sorted(among) if units.chain(unit, cut) != units.chain(unit, cut - day)]
        ends = [*(cut - day for cut in those[1:]), last]
        found += [Piece(unit, cut, end, units.chain(unit, cut)) for cut, end in zip(those, ends, strict=False)]
    return tuple(found)


def _last_of(month: date) -> date:
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _counted(
    tasks: Sequence[_Task],
    store: Store,
    found: IndicatorSet,
    asked: Program,
    units: Units,
    manifest: Manifest,
    processes: int | None,
) -> Iterator[Problem | None]:
    work = [(task, store, tuple(found.ages), asked, units) for task in tasks]
    many = min(len(tasks), processes or (os.cpu_count() or 1))
    if many < 2 or (processes is None and manifest.rows < _MANY):
        yield from (_count(*each) for each in work)
        return
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(many, mp_context=context) as pool:
        for future in as_completed([pool.submit(_count, *each) for each in work]):
            yield future.result()


def _count(task: _Task, store: Store, ages: tuple[int, ...], asked: Program, units: Units) -> Problem | None:
    """Lay a month out unless it is, count it, and keep its parts."""
    if not (task.columns.exists() and runs_path(task.columns).exists()):
        rows = task.rows.collect()
        lay_out(rows, _days(rows, task.month, store, units), task.month, store.register, task.columns)
    month = Month(task.columns)
    cells = cells_of(month.runs, ages)
    counted, problem = count(month, asked, cells)
    if problem is None:
        _keep(task, cells, counted)
    return problem


def _days(rows: pl.DataFrame, month: date, store: Store, units: Units) -> pl.Series:
    """For each row the first day of the month on which its unit belonged as on the row's day."""
    first = pl.repeat(month, rows.height, dtype=pl.Date, eager=True)
    if not (among := changes(units, month)):
        return first
    roles = store.register.roles
    begins = pl.Series([each.first for each in among], dtype=pl.Date)
    place = rows.select(piece(among, roles.provider, roles.event)).to_series()
    return pl.select(pl.when(place.is_null()).then(first).otherwise(begins.gather(place.fill_null(0)))).to_series()


def _keep(task: _Task, cells: MonthCells, counted: Sequence[Counts | Histogram]) -> None:
    keys = {
        "unit": _texts(cells.unit, cells.units),
        "day": pl.Series(cells.day, dtype=pl.Int32).cast(pl.Date),
        "sex": _texts(cells.sex, cells.sexes),
        "band": pl.Series(cells.band, dtype=pl.Int32),
    }
    frame = pl.DataFrame(keys)
    plain = [(str(place), each) for place, each in enumerate(counted) if not isinstance(each, Histogram)]
    piles = [(place, each) for place, each in enumerate(counted) if isinstance(each, Histogram)]
    whole = pl.concat([no_piles().drop("month"), *(_pile(frame, place, each) for place, each in piles)])
    half = task.parts.with_name(f"{task.parts.name}.{os.getpid()}.half")
    half.mkdir(parents=True)
    frame.with_columns(pl.Series(name, each) for name, each in plain).write_ipc(half / "cells.arrow")
    whole.write_ipc(half / "piles.arrow")
    os.replace(half, task.parts)


def _pile(frame: pl.DataFrame, place: int, pile: Histogram) -> pl.DataFrame:
    return frame[pile.cell].with_columns(
        part=pl.lit(place, pl.Int32),
        value=pl.Series(pile.value, dtype=pl.Int64),
        rows=pl.Series(pile.rows, dtype=pl.Int64),
    )


def _texts(places: np.ndarray, names: Sequence[str]) -> pl.Series:
    """The names at some places, missing at -1."""
    known = pl.Series([*names, None], dtype=pl.String)
    return known.gather(pl.Series(np.where(places < 0, len(names), places)))


def _read(task: _Task) -> tuple[pl.DataFrame, pl.DataFrame]:
    month = pl.lit(task.month).alias("month")
    cells, piles = (pl.read_ipc(task.parts / name) for name in ("cells.arrow", "piles.arrow"))
    return cells.with_columns(month), piles.with_columns(month)


def no_cells(asked: Program) -> pl.DataFrame:
    """No cell, with the columns and types of `Gathered.cells`."""
    kinds = {"unit": pl.String, "day": pl.Date, "sex": pl.String, "band": pl.Int32}
    plain = [str(place) for place, each in enumerate(asked.counted) if each.part.measure != "histogram"]
    return pl.DataFrame(schema={**kinds, **dict.fromkeys(plain, pl.Int64), "month": pl.Date})


def no_piles() -> pl.DataFrame:
    """No pile, with the columns and types of `Gathered.piles`."""
    kinds = {"unit": pl.String, "day": pl.Date, "sex": pl.String, "band": pl.Int32}
    return pl.DataFrame(schema={**kinds, "part": pl.Int32, "value": pl.Int64, "rows": pl.Int64, "month": pl.Date})
