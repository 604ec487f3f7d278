"""Histograms of a month: how many rows of each cell have each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many rows have each value, in each cell that has any: three columns of equal length."""

    cell: NDArray[np.int32]
    value: NDArray[np.int64]
    rows: NDArray[np.int64]


def piled(cell: NDArray[np.int64], value: NDArray[np.int64]) -> Histogram:
    """Rows of one cell and value together, in the order of both; a row for each of these."""
    if not len(cell):
        return _piled(cell, value, cell)
    least = int(value.min())
    span = int(value.max()) - least + 1
    if (int(cell.max()) + 1) * span >= _MOST:
        return _piled(cell, value, np.ones(len(cell), dtype=np.int64))
    # One number for both is sorted in a fifth of the time.
    both = np.sort(cell * span + (value - least))
    starts = np.flatnonzero(np.diff(both, prepend=-1))
    cells, values = np.divmod(both[starts], span)
    return Histogram(cells.astype(np.int32), values + least, np.diff(starts, append=len(both)))


_MOST = 2**62


def together(piles: Sequence[Histogram]) -> Histogram:
    """The histograms of a month's blocks as one; a cell may lie in two."""
    if len(piles) == 1:
        return piles[0]
    if not piles:
        return _piled(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    cell, value, rows = (np.concatenate([getattr(pile, name) for pile in piles]) for name in ("cell", "value", "rows"))
    return _piled(cell.astype(np.int64), value, rows)


def _piled(cell: NDArray[np.int64], value: NDArray[np.int64], rows: NDArray[np.int64]) -> Histogram:
    """Rows of one cell and value together, in the order of both."""
    if not len(cell):
        return Histogram(cell.astype(np.int32), value, rows)
    order = np.lexsort((value, cell))
    cell, value, rows = cell[order], value[order], rows[order]
    first = np.ones(len(cell), dtype=np.bool_)
    first[1:] = (cell[1:] != cell[:-1]) | (value[1:] != value[:-1])
    starts = np.flatnonzero(first)
    return Histogram(cell[starts].astype(np.int32), value[starts], np.add.reduceat(rows, starts))
