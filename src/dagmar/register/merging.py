"""Lets a batch count: a row with the key of one that is there takes its place, whatever month either lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

import polars as pl

from dagmar.register.storage import BATCH, Manifest, Month, Store
from dagmar.register.tables.parts import ROW

_AT_A_TIME = 4_000_000
"""So many keys are compared at a time, so that the memory does not grow with the file."""

_AT = "at"


@dataclass(frozen=True, slots=True)
class Merged:
    """The months after a batch, how many rows it took the place of, and which of its own rows a later one repeats."""

    months: dict[str, Month]
    corrected: int
    repeated: pl.Series


@dataclass(slots=True)
class _Superseded:
    """Rows whose place is taken: of the batch by their numbers, of each month by their places."""

    batch: list[pl.Series] = field(default_factory=list)
    months: dict[str, list[pl.Series]] = field(default_factory=dict)


def merge(
    store: Store, manifest: Manifest, staging: Path, staged: dict[str, list[Path]], rows: int, *, bring: bool
) -> Merged:
    """The months with the staged rows in them, or without the rows of their keys where they bring nothing."""
    gone = _superseded(store, manifest, staged, rows)
    repeated = pl.concat(gone.batch) if gone.batch else pl.Series(ROW, [], pl.Int64)
    months = dict(manifest.months)
    for name in sorted({*(staged if bring else ()), *gone.months}):
        parts = [_old(store, months[name], gone.months.get(name, []))] if name in months else []
        if bring and name in staged:
            fresh = pl.scan_parquet(staged[name]).filter(~pl.col(ROW).is_in(repeated.implode()))
            parts.append(fresh.drop(ROW).with_columns(pl.lit(len(manifest.batches), pl.Int32).alias(BATCH)))
        # What a definition has left out since stays with the rows that have it.
        months[name] = store.keep(staging, name, pl.concat(parts, how="diagonal").collect())
    corrected = sum(each.len() for places in gone.months.values() for each in places)
    return Merged(months, corrected, repeated)


def _old(store: Store, month: Month, gone: list[pl.Series]) -> pl.LazyFrame:
    rows = store.whole(month)
    if not gone:
        return rows
    return rows.with_row_index(_AT).filter(~pl.col(_AT).is_in(pl.concat(gone).implode())).drop(_AT)


def _superseded(store: Store, manifest: Manifest, staged: dict[str, list[Path]], rows: int) -> _Superseded:
    found = _Superseded()
    key = list(store.register.roles.key)
    if not key or not staged:
        return found
    for which, new_months, old_months in _shares(store, manifest, staged, rows):
        files = [path for month in new_months for path in staged[month]]
        new = pl.scan_parquet(files).select(*key, ROW).filter(which).collect().sort(ROW)
        last = new.unique(subset=key, keep="last")
        if last.height < new.height:
            found.batch.append(new.filter(~pl.col(ROW).is_in(last[ROW].implode()))[ROW])
        for name in old_months:
            old = store.whole(manifest.months[name]).select(key).with_row_index(_AT).filter(which)
            places = old.join(last.lazy(), on=key, how="semi", nulls_equal=True).select(_AT).collect()[_AT]
            if places.len():
                found.months.setdefault(name, []).append(places)
    return found


def _shares(
    store: Store, manifest: Manifest, staged: dict[str, list[Path]], rows: int
) -> Iterator[tuple[pl.Expr, list[str], list[str]]]:
    """Shares of the keys, such that equal keys fall in the same: by month where the key names the day, else by hash."""
    roles = store.register.roles
    if roles.event in roles.key:
        for name in sorted(staged):
            yield pl.lit(True), [name], [name] if name in manifest.months else []
        return
    count = ceil(rows / _AT_A_TIME)
    for share in range(count):
        which = pl.struct(roles.key).hash() % count == share if count > 1 else pl.lit(True)
        yield which, sorted(staged), sorted(manifest.months)
