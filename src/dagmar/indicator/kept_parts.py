"""The parts of months as they are kept: written month by month, and read together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from dagmar.indicator.columns import EPOCH, DamagedError, read_batch, write_batch
from dagmar.indicator.counting import Parts, row_length
from dagmar.indicator.histograms import Histogram
from dagmar.indicator.month_cells import MonthCells
from dagmar.indicator.program import Program

_TYPES = {"unit": pl.String, "day": pl.Date, "sex": pl.String, "band": pl.Int32, "month": pl.Date}
KEYS = tuple(_TYPES)
"""What a cell is called."""

NO_PILES = pl.DataFrame(schema={**_TYPES, "part": pl.Int32, "value": pl.Int64, "rows": pl.Int64})
"""No pile, with the columns and types of piles."""


def no_cells(asked: Program) -> pl.DataFrame:
    """No cell, with the columns of cells, and counts as wide as can be."""
    return pl.DataFrame(schema={**_TYPES, "counts": pl.Array(pl.Int64, row_length(asked))})


# Writing


def keep(month: date, cells: MonthCells, counted: Parts, path: Path) -> None:
    """Write the parts of a month, histograms first: what there is of it is whole when its cells are there."""
    if counted.piles:
        found = pa.concat_batches([_pile(month, cells, place, each) for place, each in counted.piles.items()])
        write_batch(found, piles_of(path))
    # One column of arrays: a column for each part would be as many more to open, in each month.
    counts = _narrow(counted.counts)
    column = pa.FixedSizeListArray.from_arrays(pa.array(counts.ravel()), type=_array_of(counts.dtype, counts.shape[1]))
    write_batch(pa.record_batch({**_named(month, cells, slice(None)), "counts": column}), path)


def piles_of(path: Path) -> Path:
    """Where the histograms lie that belong to the parts at a path, if there are any."""
    return path.with_suffix(".piles")


def _named(month: date, cells: MonthCells, at: NDArray[np.int32] | slice) -> dict[str, pa.Array]:
    """What the cells at some places are called: the columns of KEYS."""
    days = cells.day[at]
    return {
        "unit": _texts(cells.unit[at], cells.units),
        "day": pa.array(days, pa.date32()),
        "sex": _texts(cells.sex[at], cells.sexes),
        "band": pa.array(cells.band[at]),
        "month": pa.array(np.full_like(days, month.toordinal() - EPOCH), pa.date32()),
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


def _pile(month: date, cells: MonthCells, place: int, pile: Histogram) -> pa.RecordBatch:
    own = {"part": np.full(len(pile.cell), place, dtype=np.int32), "value": pile.value, "rows": pile.rows}
    return pa.record_batch({**_named(month, cells, pile.cell), **{name: pa.array(each) for name, each in own.items()}})


def _texts(places: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    """The names at some places, missing at -1."""
    known = pa.array([*names, ""], pa.string_view())
    _, views, *texts = known.buffers()
    # A view is sixteen bytes for any text, so it is taken as a number is; the last, of nothing, is that at -1.
    taken = np.frombuffer(views, dtype="V16", count=len(known)).take(places)
    there = places >= 0
    valid = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.string_view(), len(places), [valid, pa.py_buffer(taken.view(np.uint8)), *texts])


# Reading


def together(paths: Iterable[Path]) -> pl.DataFrame:
    """What lies in some files as one, with counts as wide as the widest; raises DamagedError where one is not there."""
    return pl.concat([_opened(path) for path in paths], how="vertical_relaxed", rechunk=False)


_OPENED: dict[Path, tuple[int, pl.DataFrame]] = {}
"""What lies in files, where it lies, and when they were written: a process that goes on need not open them again."""


def _opened(path: Path) -> pl.DataFrame:
    try:
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise DamagedError(path) from None
    before = _OPENED.get(path)
    if before and before[0] == written:
        return before[1]
    found = pl.from_arrow(read_batch(path), rechunk=False)
    if not isinstance(found, pl.DataFrame):
        raise AssertionError("a batch is a frame")
    _OPENED[path] = written, found
    return found


def let_go(folder: Path) -> None:
    """Hold nothing more of what was taken away from a folder, as an objection does."""
    for path in list(_OPENED):  # others may gather meanwhile
        if path.parent == folder and not path.exists():
            _OPENED.pop(path, None)
