"""The cells of a month: where each lies among its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagmar.indicator.cells import OLDEST, UNKNOWN
from dagmar.indicator.columns import Runs
from dagmar.indicator.histograms import Histogram, piled


@dataclass(frozen=True, slots=True)
class MonthCells:
    """The cells of a month, in order: places in `units` and `sexes`, -1 where missing; `band` likewise."""

    units: Sequence[str]
    sexes: Sequence[str]
    unit: NDArray[np.int32]
    day: NDArray[np.int32]
    sex: NDArray[np.int32]
    band: NDArray[np.int32]
    starts: NDArray[np.int64]

    @property
    def kind(self) -> Any:
        """The narrowest numbers that tell all rows of any cell."""
        most = int(np.diff(self.starts).max(initial=0))
        kinds: tuple[Any, ...] = (np.uint8, np.uint16, np.uint32)
        return next(kind for kind in kinds if most <= np.iinfo(kind).max)


def cells_of(runs: Runs, ages: Sequence[int]) -> MonthCells:
    """The cells of a month: the runs of a group whose ages fall in one band are joined."""
    known = np.searchsorted(np.asarray(ages), np.arange(OLDEST + 1), side="right") - 1
    # The last place is that of an age that is missing, -1.
    band = np.append(np.maximum(known, 0), UNKNOWN).astype(np.int16).take(runs.age, mode="wrap")
    begins = np.ones(len(band), dtype=np.bool_)
    np.not_equal(band[1:], band[:-1], out=begins[1:])
    begins[runs.groups] = True
    first = np.flatnonzero(begins)
    group = np.repeat(np.arange(len(runs.groups)), np.diff(np.searchsorted(first, runs.groups), append=len(first)))
    unit, day, sex = (key.take(group) for key in (runs.unit, runs.day, runs.sex))
    starts = np.append(runs.starts.take(first), runs.starts[-1:]).astype(np.int64)
    return MonthCells(runs.units, runs.sexes, unit, day, sex, band.take(first).astype(np.int32), starts)


class Among:
    """The cells that lie in a block, and how many rows it has.

    `edges` says where each begins there, and where the last ends; `kind` are the narrowest numbers that tell all rows
    of any cell of the month; the first cell `goes_on` where it began in the block before.
    """

    def __init__(self, cells: MonthCells, first: int, end: int) -> None:
        begin = int(np.searchsorted(cells.starts, first, side="right")) - 1
        stop = int(np.searchsorted(cells.starts, end, side="left"))
        self.begin, self.kind, self.rows = begin, cells.kind, end - first
        self.cells, self.goes_on = slice(begin, stop), bool(cells.starts[begin] < first)
        self.edges = np.clip(cells.starts[begin : stop + 1], first, end) - first

    def added(self, where: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The sum of the values of each cell, for rows at these places, in order."""
        before = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum(values, out=before[1:])
        return np.asarray(np.diff(before[np.searchsorted(where, self.edges)]))

    def pile(self, where: NDArray[np.int64], values: NDArray[np.int64]) -> Histogram:
        """How many rows of each cell have each value."""
        return piled(np.searchsorted(self.edges, where, side="right") - 1 + self.begin, values)
