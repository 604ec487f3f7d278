"""Counts rows in lanes: the counts of several parts lie beside each other in the bytes of one word.

So one running sum does for all of them. Numbers that lie in slices are added up by counting too: a slice is worth what
its place is worth, and so many times as rows are true in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dagmar.indicator.month_cells import Among
from dagmar.indicator.room import Room
from dagmar.indicator.slices import Words, words_for

LANES = 8
"""So many counts lie in a word, of a byte each, where no cell has more rows than a byte can tell; else fewer do."""


def filled_up(parts: int) -> int:
    """So many places for counts that words are full, one word at least."""
    return max(-(-parts // LANES), 1) * LANES


class Lanes:
    """Counts the true rows of each cell for many parts, several in each word.

    Of every word, and of what lies before each edge in the word where it falls, the true rows of several parts are told
    in the lanes of one number. Sums of such numbers may run from lane to lane, but their differences are whole again:
    in no lane is the count of a cell greater than it can tell.
    """

    def __init__(self, among: Among, parts: int, room: Room, name: str) -> None:
        kind, many = among.kind, filled_up(parts)
        lanes = np.dtype(np.uint64).itemsize // np.dtype(kind).itemsize
        edges, words = among.edges, words_for(int(among.edges[-1]))
        self.many, self._kind, self._lanes = many, kind, lanes
        self._before = edges >> 6
        # Nothing lies before an edge that is the end of the last word: any word will do.
        self._word = np.minimum(self._before, words - 1)
        self._below = (np.uint64(1) << (edges & 63).astype(np.uint64)) - np.uint64(1)
        self._whole = room.empty(f"{name} whole", (many // lanes, words, lanes), kind)
        self._broken = room.empty(f"{name} broken", (many // lanes, len(edges), lanes), kind)
        self._free = {*range(many)}

    def mark(self, at: int, true: Words) -> None:
        """Take in the true rows of the part at a place."""
        self._free.discard(at)
        word, lane = divmod(at, self._lanes)
        np.bitwise_count(true, out=self._whole[word, :, lane])
        broken = true.take(self._word)
        broken &= self._below
        np.bitwise_count(broken, out=self._broken[word, :, lane])

    def write(self, counts: NDArray[Any], *, goes_on: bool) -> None:
        """Write how many rows of each cell are true: a row for each cell, a column for each part.

        Where the first cell `goes_on` from another block, its counts are added to those that are there.
        """
        before = counts[0].copy() if goes_on else np.zeros_like(counts[0])
        for word, lane in (divmod(at, self._lanes) for at in self._free):
            self._whole[word, :, lane], self._broken[word, :, lane] = 0, 0
        words = counts.view(np.uint64)
        sums = np.zeros(self._whole.shape[1] + 1, dtype=np.uint64)
        for place, (whole, broken) in enumerate(zip(self._whole, self._broken, strict=True)):
            np.cumsum(whole.view(np.uint64)[:, 0], out=sums[1:])
            rank = sums.take(self._before)
            rank += broken.view(np.uint64)[:, 0]
            np.subtract(rank[1:], rank[:-1], out=words[:, place])
        counts[0] += before

    def counts(self) -> NDArray[np.int64]:
        """How many rows of each cell are true: a row for each cell, a column for each part."""
        found = np.empty((len(self._before) - 1, self.many), dtype=self._kind)
        self.write(found, goes_on=False)
        return found.astype(np.int64)


def summed(slices: Sequence[Words], base: int, where: Words, among: Among, room: Room) -> NDArray[np.int64]:
    """The sum of the numbers of each cell: of those rows that are true, numbers in slices counted from a base."""
    masks = [(base, where), *((1 << place, each & where) for place, each in enumerate(slices))]
    return _weighed(masks, among, room)


def squared(slices: Sequence[Words], base: int, where: Words, among: Among, room: Room) -> NDArray[np.int64]:
    """The sum of the squares: (base + a + b + ...)^2 is the sum of the squares, and of twice each product of two."""
    masks = [(base * base, where)]
    for place, one in enumerate(slices):
        there = one & where
        masks.append(((1 << 2 * place) + 2 * base * (1 << place), there))
        masks += [(2 << place + below, there & other) for below, other in enumerate(slices[:place])]
    return _weighed(masks, among, room)


def _weighed(masks: Sequence[tuple[int, Words]], among: Among, room: Room) -> NDArray[np.int64]:
    lanes = Lanes(among, len(masks), room, "weighed")
    for at, (_, true) in enumerate(masks):
        lanes.mark(at, true)
    weights = np.zeros(lanes.many, dtype=np.int64)
    weights[: len(masks)] = [weight for weight, _ in masks]
    return np.asarray(lanes.counts() @ weights)
