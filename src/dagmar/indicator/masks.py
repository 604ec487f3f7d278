"""Works out a circuit over a block of rows: vectors of bits, sixty-four rows in a word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from dagmar.indicator import slices
from dagmar.indicator.circuit import Always, Gate, Known, Looked
from dagmar.indicator.program import Program
from dagmar.indicator.room import Room
from dagmar.indicator.slices import Words
from dagmar.indicator.steps import (
    Against,
    Among,
    Begins,
    Between,
    Column,
    Compared,
    Fixed,
    Flag,
    Scalar,
    Sign,
    Step,
)

_LAST = "\U0010ffff"
"""After every text that goes on."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a block: numbers or days from `base`, places in a sorted `dictionary`, or flags, 1 where true.

    They lie in `slices`, 0 where unknown; or in an `array`, any value where unknown; or the same one is in every row.
    """

    known: Words
    slices: Sequence[Words] = ()
    array: NDArray[Any] | None = None
    dictionary: Sequence[str] | None = None
    base: int = 0
    one: Scalar | None = None

    def numbers(self, rows: int) -> NDArray[Any]:
        """Numbers as they are, days from the base, codes as places; not to be asked of one that all rows have."""
        if self.array is not None:
            return self.array
        found = slices.numbers_of(self.slices, rows)
        return found if self.dictionary is not None else found + np.int32(self.base)


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a month: how many they are, the bits of all of them, and their columns."""

    rows: int
    all: Words
    columns: Mapping[str, Values]


def run(program: Program, block: Block, room: Room) -> Iterator[tuple[int, Words, Values | None]]:
    """What is counted in the rows of a block, by its place: where it is true, and the values that it adds.

    What nothing needs any more is let go at once, so that all that is under way stays near the processor.
    """
    work = _Work(program.steps, block, room)
    made: dict[int, Words] = {}
    for place, (vector, counted, over) in enumerate(program.plan):
        match vector:
            case Gate(how=how, left=left, right=right):
                made[place] = _GATES[how](made[left], made[right])
            case Looked(step=step):
                made[place] = work.true(step)
            case Known(column=name):
                made[place] = block.columns[name].known
            case Always(every=every):
                made[place] = block.all if every else np.zeros_like(block.all)
            case _:
                assert_never(vector)
        for at in counted:
            value = program.counted[at].value
            yield at, made[place], None if value is None else work.values(value)
        for at in over:
            del made[at]


_GATES: Mapping[str, np.ufunc] = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}


@dataclass(frozen=True, slots=True)
class _Work:
    """The steps over the rows of a block."""

    steps: Sequence[Step]
    block: Block
    room: Room
    days: dict[int, Values] = field(default_factory=dict)
    """Those that were asked for: several conditions look at the same."""

    def values(self, place: int) -> Values:
        """The values of a step."""
        match self.steps[place]:
            case Column(name=name):
                return self.block.columns[name]
            case Fixed(value=value):
                return Values(self.block.all, one=value)
            case Between(first=first, last=last):
                if place not in self.days:
                    self.days[place] = _days(self.values(first), self.values(last))
                return self.days[place]
            case _:
                raise AssertionError("a condition is no value")

    def true(self, place: int) -> Words:
        """Where a condition that looks at values is true."""
        match self.steps[place]:
            case Flag(name=name):
                return self.block.columns[name].slices[0]
            case Against(sign=sign, value=at, constant=constant):
                value = self.values(at)
                return _where(self._against(sign, value, constant), value.known, self.block.all)
            case Compared(sign=sign, left=left, right=right):
                one, other = self.values(left), self.values(right)
                return _where(self._compared(sign, one, other), one.known & other.known, self.block.all)
            case Among(value=at, among=among):
                value = self.values(at)
                return _where(self._among(value, among), value.known, self.block.all)
            case Begins(value=at, prefixes=prefixes):
                value = self.values(at)
                return _where(self._begins(value, prefixes), value.known, self.block.all)
            case _:
                raise AssertionError("it is made of other conditions")

    def _compared(self, sign: Sign, left: Values, right: Values) -> Words:
        one, other = left.numbers(self.block.rows), right.numbers(self.block.rows)
        if left.dictionary is not None and right.dictionary is not None:
            one, other = _in_one_dictionary(left.dictionary, one, right.dictionary, other)
        return self._bits(sign, one, other)

    def _against(self, sign: Sign, column: Values, constant: Scalar) -> Words | bool:
        """Where it holds; or one answer for all rows."""
        if column.dictionary is not None:
            place = _place(column.dictionary, str(constant))
            return False if place is None else self._against_whole(sign, column, place)
        if isinstance(constant, date):
            return self._against_whole(sign, column, constant.toordinal() - column.base)
        if not isinstance(constant, Fraction):
            raise AssertionError("a number is compared with a number")
        if column.array is not None and column.array.dtype.kind == "f":
            return self._bits(sign, column.array, float(constant))
        if constant.denominator == 1:
            return self._against_whole(sign, column, constant.numerator - column.base)
        return sign != "=" and self._against_whole(">=", column, ceil(constant) - column.base)

    def _against_whole(self, sign: Sign, column: Values, number: int) -> Words | bool:
        """Compared with a number from the column's base; one beyond its width is greater, or less, than all."""
        if column.array is None:
            if sign == "=":
                return slices.equal(column.slices, number, self.block.all)
            return slices.at_least(column.slices, number + (sign == ">"), self.block.all)
        width = np.iinfo(column.array.dtype)
        if number > width.max:
            return False
        if number < width.min:
            return sign != "="
        return self._bits(sign, column.array, column.array.dtype.type(number))

    def _bits(self, sign: Sign, left: NDArray[Any], right: Any) -> Words:
        """Where a comparison of each row holds."""
        rows = self.block.rows
        answers = self.room.empty("answers", (len(self.block.all) << 6,), np.bool_)
        answers[rows:] = False
        _SIGNS[sign](left, right, out=answers[:rows])
        return np.packbits(answers, bitorder="little").view(np.uint64)

    def _among(self, value: Values, among: tuple[str, ...]) -> Words | bool:
        places = (_place(value.dictionary or (), each) for each in among)
        return self._within(value, [(place, place) for place in places if place is not None])

    def _begins(self, value: Values, prefixes: tuple[str, ...]) -> Words | bool:
        """A dictionary is sorted, so the codes that begin with a text are a run of places."""
        known = value.dictionary or ()
        runs = [(bisect_left(known, each), bisect_left(known, each + _LAST) - 1) for each in prefixes]
        return self._within(value, [run for run in runs if run[0] <= run[1]])

    def _within(self, value: Values, runs: list[tuple[int, int]]) -> Words | bool:
        """Where the code is at a place within one of some runs, ends included; several are looked up in a table."""
        if not runs or value.dictionary is None:
            return False
        if len(runs) == 1 and value.array is None:
            return slices.between(value.slices, *runs[0], self.block.all)
        table = np.zeros(len(value.dictionary), dtype=np.bool_)
        for first, last in runs:
            table[first : last + 1] = True
        return slices.packed(table.take(value.numbers(self.block.rows), mode="clip"))


def _where(found: Words | bool, known: Words, every: Words) -> Words:
    """Where what was found is known; or one answer for all rows."""
    if isinstance(found, bool):
        return known if found else np.zeros_like(known)
    return found if known is every else found & known


_SIGNS: Mapping[Sign, np.ufunc] = {"=": np.equal, ">": np.greater, ">=": np.greater_equal}


def _days(first: Values, last: Values) -> Values:
    """From one day to another. Days lie so near their base that a difference fits their own width."""
    known = first.known & last.known
    return Values(known, array=np.asarray(_offset(last, first) - _offset(first, last)))


def _offset(value: Values, beside: Values) -> Any:
    """The days from the common base: an array, or one number."""
    return value.array if value.array is not None else np.int64(_ordinal(value.one) - beside.base)


def _ordinal(day: object) -> int:
    if not isinstance(day, date):
        raise AssertionError("no day")
    return day.toordinal()


def _in_one_dictionary(
    left: Sequence[str], one: NDArray[Any], right: Sequence[str], other: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The places of two columns of codes in a dictionary that both share."""
    whole = {code: place for place, code in enumerate(sorted({*left, *right}))}
    tables = (np.array([whole[code] for code in each] or [0], dtype=np.int32) for each in (left, right))
    first, second = (table.take(array, mode="clip") for table, array in zip(tables, (one, other), strict=True))
    return first, second


def _place(dictionary: Sequence[str], code: str) -> int | None:
    """Where a code stands in the sorted dictionary."""
    place = bisect_left(dictionary, code)
    return place if place < len(dictionary) and dictionary[place] == code else None
