"""Whole numbers as slices of bits: a vector for each binary place, the lowest first, with a bit for each row.

A comparison of all rows with one number is then a step or two a slice, sixty-four rows in each: see O'Neil and Quass,
"Improved query performance with variant indexes" (SIGMOD 1997), where such slices are called a bit-sliced index.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
"""A bit for each row, sixty-four in a word, the first row in its lowest bit; bits after the last row are never set."""

Bools = NDArray[np.bool_]

MOST = 16
"""Numbers of more places are kept as they are."""


def packed(rows: Bools) -> Words:
    """The bits of some rows."""
    whole = np.zeros(words_for(len(rows)) << 6, dtype=np.bool_)
    whole[: len(rows)] = rows
    return np.packbits(whole, bitorder="little").view(np.uint64)


def unpacked(words: Words, rows: int) -> Bools:
    """The rows of some bits."""
    return np.unpackbits(words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def words_for(rows: int) -> int:
    """How many words so many rows take."""
    return (rows + 63) >> 6


def all_of(rows: int) -> Words:
    """The bits of so many rows, all set."""
    found = np.full(words_for(rows), ~np.uint64(0))
    if rows & 63:
        found[-1] >>= np.uint64(-rows & 63)
    return found


def sliced(numbers: NDArray[np.integer]) -> list[Words]:
    """The slices of whole numbers from 0, at least one."""
    most = int(numbers.max()) if numbers.size else 0
    return [packed((numbers >> place & 1).astype(np.bool_)) for place in range(max(most.bit_length(), 1))]


def numbers_of(slices: Sequence[Words], rows: int) -> NDArray[np.int32]:
    """The numbers themselves."""
    kind = np.dtype(np.uint8 if len(slices) <= 8 else np.uint16)
    found = np.zeros(rows, dtype=kind)
    for place, each in enumerate(slices):
        bits = unpacked(each, rows).view(np.uint8)
        np.bitwise_or(found, np.left_shift(bits, place, dtype=kind), out=found)
    return found.astype(np.int32)


# Each compares all rows with one number, and says nothing new in those whose number is not known: they hold 0.


def at_least(slices: Sequence[Words], number: int, every: Words) -> Words:
    """Where the number is so great, or greater.

    From the lowest place up: where the number has a one there, a row needs one too; where it has none, one is enough.
    """
    if number <= 0:
        return every
    if number >> len(slices):
        return np.zeros_like(every)
    lowest = (number & -number).bit_length() - 1
    if lowest == len(slices) - 1:
        return slices[lowest]
    found = (np.bitwise_and if number >> lowest + 1 & 1 else np.bitwise_or)(slices[lowest], slices[lowest + 1])
    for place in range(lowest + 2, len(slices)):
        (np.bitwise_and if number >> place & 1 else np.bitwise_or)(found, slices[place], out=found)
    return found


def less(slices: Sequence[Words], number: int, every: Words) -> Words:
    """Where the number is smaller."""
    return every ^ at_least(slices, number, every)


def equal(slices: Sequence[Words], number: int, every: Words) -> Words:
    """Where the number is this one."""
    if number < 0 or number >> len(slices):
        return np.zeros_like(every)
    found = every.copy()
    other = np.zeros_like(every)
    for place, each in enumerate(slices):
        if number >> place & 1:
            found &= each
        else:
            other |= each
    # What has a one where the number has none is taken out; only what else agrees can be.
    other &= found
    found ^= other
    return found


def between(slices: Sequence[Words], first: int, last: int, every: Words) -> Words:
    """Where the number is one of these, both ends among them: alike in their upper places, then compared below."""
    first, last = max(first, 0), min(last, (1 << len(slices)) - 1)
    if first > last:
        return np.zeros_like(every)
    apart = (first ^ last).bit_length()
    found = equal(slices[apart:], first >> apart, every)
    below, ends = slices[:apart], (1 << apart) - 1
    if first & ends:
        found &= at_least(below, first & ends, every)
    if last & ends != ends:
        found &= less(below, (last & ends) + 1, every)
    return found
