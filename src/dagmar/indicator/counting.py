"""Counts the parts of a month by cell: a cell is a run of rows, and its count the difference of two ranks.

The rank of a place is how many rows before it are true. One running sum over words gives all of them, so a count costs
what the cells are, and not what the rows are. Several parts share each sum: their counts lie beside each other in the
lanes of one word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagmar.basis.problems import Code, Problem, problem
from dagmar.indicator.columns import Month
from dagmar.indicator.histograms import Histogram, together
from dagmar.indicator.lanes import Lanes, filled_up, squared, summed
from dagmar.indicator.masks import Values, run
from dagmar.indicator.meaning import Measure, Part
from dagmar.indicator.month_cells import Among, MonthCells
from dagmar.indicator.program import Program
from dagmar.indicator.room import Room
from dagmar.indicator.slices import Words, unpacked

BLOCK = 1 << 19
"""Rows that are looked at at a time, a multiple of sixty-four: what is under way stays near the processor."""

MOST = 2**53
"""Sums and squares of a month stay below, so that those of a thousand months add up exactly."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is counted of a month: a row of counts for each cell, and histograms by the place of their part.

    A row has a place for each counted part, as the program has them, and is filled up to a multiple of LANES.
    """

    counts: NDArray[Any]
    piles: Mapping[int, Histogram]


def row_length(asked: Program) -> int:
    """How many places a row of counts has."""
    return filled_up(len(asked.counted))


def count(month: Month, program: Program, cells: MonthCells, room: Room) -> Parts | Problem:
    """What each counted part of the program is in each cell; a Problem where values are too large to add exactly.

    The counts may lie in the room, until the next month is counted there.
    """
    counts = room.empty("counts", (len(cells.unit), row_length(program)), cells.kind)
    sums: dict[int, NDArray[np.int64]] = {}
    piles: dict[int, list[Histogram]] = {at: [] for at in program.histograms}
    for first in range(0, month.rows, BLOCK):
        end = min(first + BLOCK, month.rows)
        block, among = month.block(first, end, program.columns), Among(cells, first, end)
        lanes = Lanes(among, len(program.counted), room, "parts")
        for at, true, value in run(program, block, room):
            if value is None:
                lanes.mark(at, true)
                continue
            found = _added(program.counted[at].part, value, true, month.rows, among, room)
            if found is None:
                return problem(Code.VALUES_TOO_LARGE)
            if isinstance(found, Histogram):
                piles[at].append(found)
            else:
                sums.setdefault(at, np.zeros(len(counts), dtype=np.int64))[among.cells] += found
        lanes.write(counts[among.cells], goes_on=among.goes_on)
    if sums:
        counts = counts.astype(np.int64)
        for at, found in sums.items():
            counts[:, at] = found
    return Parts(counts, {at: together(found) for at, found in piles.items()})


def _added(
    part: Part, value: Values, true: Words, rows: int, among: Among, room: Room
) -> NDArray[np.int64] | Histogram | None:
    """What the true rows add to each cell, in the unit of the part's decimals; None where values are too large."""
    scale = 10**part.decimals
    there = true & value.known
    farthest = max(abs(value.base), abs(value.base + (1 << len(value.slices)) - 1)) * scale
    if value.slices and part.measure != "histogram" and not too_large(farthest, rows, part.measure):
        ways, worth = (squared, scale**2) if part.measure == "squares" else (summed, scale)
        found: NDArray[np.int64] = ways(value.slices, value.base, there, among, room) * worth
        return found
    where = np.flatnonzero(unpacked(there, among.rows))
    values = _values(part, value, where, among.rows)
    if too_large(_largest(values), rows, part.measure):
        return None
    if part.measure == "histogram":
        return among.pile(where, values)
    return among.added(where, values * values if part.measure == "squares" else values)


def _values(part: Part, value: Values, where: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    """The values of some rows: whole, in the unit of the part's decimals."""
    one = value.one
    values = np.full(len(where), float(one)) if isinstance(one, Fraction) else value.numbers(rows)[where]
    if values.dtype.kind == "f" or part.decimals:
        values = np.floor(values.astype(np.float64) * 10.0**part.decimals + 0.5)
    return np.asarray(values.astype(np.int64))


def too_large(largest: int, rows: int, measure: Measure) -> bool:
    """Whether what a month of so many rows adds might not be exact; `largest` is without its sign."""
    return largest ** (2 if measure == "squares" else 1) * rows >= MOST


def _largest(values: NDArray[np.int64]) -> int:
    return max(abs(int(values.min())), abs(int(values.max()))) if values.size else 0
