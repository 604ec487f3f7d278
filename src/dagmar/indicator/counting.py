"""Counts the parts of a month by cell: a cell is a run of rows, and its count the difference of two ranks.

The rank of a place is how many rows before it are true. One running sum over words gives all of them, so a count costs
what the cells are, and not what the rows are. Several parts share each sum: their counts lie beside each other in the
lanes of one word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagmar.basis.problems import Code, Problem, problem
from dagmar.indicator.cells import UNKNOWN
from dagmar.indicator.columns import OLDEST, Month, Runs
from dagmar.indicator.masks import Values, run
from dagmar.indicator.meaning import Measure
from dagmar.indicator.program import Column, Counted, Flag, Program
from dagmar.indicator.room import Room
from dagmar.indicator.slices import Words, unpacked, words_for

BLOCK = 1 << 19
"""Rows that are looked at at a time, a multiple of sixty-four: what is under way stays near the processor."""

MOST = 2**53
"""Sums and squares of a month stay below, so that those of a thousand months add up exactly."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many rows have each value, in each cell that has any: three columns of equal length."""

    cell: NDArray[np.int32]
    value: NDArray[np.int64]
    rows: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """What is counted of a month: a row of counts for each cell, and histograms by the place of their part.

    A row has a place for each counted part, as the program has them, and is filled up to a multiple of LANES.
    """

    counts: NDArray[Any]
    piles: Mapping[int, Histogram]


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


LANES = 8
"""So many counts lie in a word, of a byte each, where no cell has more rows than a byte can tell; else fewer do."""


def row_length(asked: Program) -> int:
    """How many places a row of counts has: one at least, where only persons are asked for too."""
    return max(-(-len(asked.counted) // LANES), 1) * LANES


def count(month: Month, program: Program, cells: MonthCells, room: Room) -> Parts | Problem:
    """What each counted part of the program is in each cell; a Problem where values are too large to add exactly.

    The counts lie in the room, until the next month is counted there.
    """
    names = {step.name for step in program.steps if isinstance(step, Column | Flag)}
    kind = _kind(cells)
    counts = room.zeros("counts", (len(cells.unit), row_length(program)), kind)
    sums: dict[int, NDArray[np.int64]] = {}
    piles: dict[int, list[Histogram]] = {}
    for first in range(0, month.rows, BLOCK):
        end = min(first + BLOCK, month.rows)
        block = month.block(first, end, names)
        among = _Among(cells, first, end)
        lanes = _Lanes(among, row_length(program), kind, room)
        for place, done in run(program, block, room):
            for at in program.counted_at[place]:
                each = program.counted[at]
                true = done[each.where].true
                if each.part.measure == "rows":
                    lanes.mark(at, true)
                    continue
                where, values = _values(each, true, done, block.rows)
                if too_large(_largest(values), month.rows, each.part.measure):
                    return problem(Code.VALUES_TOO_LARGE)
                if each.part.measure == "histogram":
                    piles.setdefault(at, []).append(among.pile(where, values))
                    continue
                added = values * values if each.part.measure == "squares" else values
                sums.setdefault(at, np.zeros(len(counts), dtype=np.int64))[among.cells] += among.added(where, added)
        lanes.add_to(counts[among.cells])
    if sums:
        counts = counts.astype(np.int64)
        for at, found in sums.items():
            counts[:, at] = found
    return Parts(counts, {at: _together(found) for at, found in piles.items()})


def _kind(cells: MonthCells) -> Any:
    """The narrowest numbers that tell all rows of any cell."""
    most = int(np.diff(cells.starts).max(initial=0))
    kinds: tuple[Any, ...] = (np.uint8, np.uint16, np.uint32)
    return next(kind for kind in kinds if most <= np.iinfo(kind).max)


def _values(each: Counted, true: Words, done: Sequence[Any], rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the rows that add something, and what: whole, in the unit of the part's decimals."""
    found = done[each.value] if each.value is not None else None
    if not isinstance(found, Values):
        raise AssertionError("a sum has a value")
    where = np.flatnonzero(unpacked(true & found.known, rows))
    fixed = 0.0 if found.one is None else float(Fraction(found.one))  # type: ignore[arg-type]
    values = np.full(len(where), fixed) if found.one is not None else found.numbers(rows)[where]
    if values.dtype.kind == "f" or each.part.decimals:
        values = np.floor(values.astype(np.float64) * 10.0**each.part.decimals + 0.5)
    return where, values.astype(np.int64)


def too_large(largest: int, rows: int, measure: Measure) -> bool:
    """Whether what a month of so many rows adds might not be exact; `largest` is without its sign."""
    return largest ** (2 if measure == "squares" else 1) * rows >= MOST


def _largest(values: NDArray[np.int64]) -> int:
    return max(abs(int(values.min())), abs(int(values.max()))) if values.size else 0


class _Among:
    """The cells that lie in a block, and `edges`: where each begins there, and where the last ends."""

    def __init__(self, cells: MonthCells, first: int, end: int) -> None:
        begin = int(np.searchsorted(cells.starts, first, side="right")) - 1
        stop = int(np.searchsorted(cells.starts, end, side="left"))
        self.begin = begin
        self.cells = slice(begin, stop)
        self.edges = np.clip(cells.starts[begin : stop + 1], first, end) - first

    def added(self, where: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The sum of the values of each cell, for rows at these places, in order."""
        before = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum(values, out=before[1:])
        return np.asarray(np.diff(before[np.searchsorted(where, self.edges)]))

    def pile(self, where: NDArray[np.int64], values: NDArray[np.int64]) -> Histogram:
        """How many rows of each cell have each value."""
        cell = np.searchsorted(self.edges, where, side="right") - 1 + self.begin
        return _piled(cell.astype(np.int64), values, np.ones(len(values), dtype=np.int64))


class _Lanes:
    """Counts the true rows of each cell for many parts, several in each word.

    Of every word, and of what lies before each edge in the word where it falls, the true rows of several parts are told
    in the lanes of one number. Sums of such numbers may run from lane to lane, but their differences are whole again:
    in no lane is the count of a cell greater than it can tell.
    """

    def __init__(self, among: _Among, many: int, kind: Any, room: Room) -> None:
        lanes = np.dtype(np.uint64).itemsize // np.dtype(kind).itemsize
        edges, words = among.edges, words_for(int(among.edges[-1]))
        self._lanes = lanes
        self._before = edges >> 6
        # Nothing lies before an edge that is the end of the last word: any word will do.
        self._word = np.minimum(self._before, words - 1)
        self._below = (np.uint64(1) << (edges & 63).astype(np.uint64)) - np.uint64(1)
        self._whole = room.zeros("whole", (many // lanes, words, lanes), kind)
        self._broken = room.zeros("broken", (many // lanes, len(edges), lanes), kind)

    def mark(self, at: int, true: Words) -> None:
        """Take in the true rows of the part at a place."""
        word, lane = divmod(at, self._lanes)
        np.bitwise_count(true, out=self._whole[word, :, lane])
        broken = true.take(self._word)
        broken &= self._below
        np.bitwise_count(broken, out=self._broken[word, :, lane])

    def add_to(self, counts: NDArray[Any]) -> None:
        """Add how many rows of each cell are true: a row for each cell, a column for each part."""
        words = counts.view(np.uint64)
        sums = np.zeros(self._whole.shape[1] + 1, dtype=np.uint64)
        for place, (whole, broken) in enumerate(zip(self._whole, self._broken, strict=True)):
            np.cumsum(whole.view(np.uint64)[:, 0], out=sums[1:])
            rank = sums.take(self._before)
            rank += broken.view(np.uint64)[:, 0]
            words[:, place] += rank[1:] - rank[:-1]


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


def _together(piles: Sequence[Histogram]) -> Histogram:
    """The histograms of a month's blocks as one; a cell may lie in two."""
    columns = [np.concatenate([getattr(pile, name) for pile in piles] or [np.zeros(0, np.int64)]) for name in _COLUMNS]
    return _piled(columns[0].astype(np.int64), columns[1], columns[2])


_COLUMNS = ("cell", "value", "rows")
