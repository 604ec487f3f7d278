"""Conditions as bits: for each row whether it is true, and whether it is false; where neither, it is unknown.

Sixty-four rows lie in a word. So `not` exchanges two vectors, `and` and `or` take a word at a time, and the three
values of SQL come by themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Any, NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from dagmar.indicator import slices
from dagmar.indicator.program import (
    Absent,
    Agree,
    Among,
    Begins,
    Between,
    Column,
    Compared,
    Fixed,
    Flag,
    Joined,
    Program,
    Scalar,
    Step,
    Swapped,
    Unknown,
)
from dagmar.indicator.room import Room
from dagmar.indicator.slices import Bools, Words
from dagmar.register.expression import Operator

_LAST = "\U0010ffff"
"""After every text that goes on."""


class Truth(NamedTuple):
    """Where a condition is true, and where it is false."""

    true: Words
    false: Words


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
        """The values as an array, without the base; of those that are the same in every row, there is none."""
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


def run(program: Program, block: Block, room: Room) -> Iterator[tuple[int, Sequence[Any]]]:
    """Each step over the rows of a block, in order: its place, and what came of those steps that are still needed.

    What nothing needs any more is let go at once, so that all that is under way stays near the processor.
    """
    answers = room.zeros("answers", (len(block.all) << 6,), np.bool_)
    work = _Work(block, block.all, answers, *program.sides)
    done: list[Any] = [None] * len(program.steps)
    for place, (step, over) in enumerate(zip(program.steps, program.done_with, strict=True)):
        done[place] = work.do(place, step, done)
        yield place, done
        for at in over:
            done[at] = None


_AND, _OR = np.bitwise_and, np.bitwise_or

_NOBODY_ASKS: Words = np.zeros(0, dtype=np.uint64)
"""Stands for the side of a condition that is not needed."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A block, room for the answers of its rows, and which sides of conditions are needed."""

    block: Block
    every: Words
    answers: Bools
    """Whole words: what lies after the last row stays false."""
    true: frozenset[int]
    false: frozenset[int]

    def do(self, place: int, step: Step, done: Sequence[Any]) -> Truth | Values:
        """What comes of a step."""
        match step:
            case Joined(how=how, parts=parts):
                when_true, when_false = (_AND, _OR) if how == "and" else (_OR, _AND)
                return Truth(
                    reduce(when_true, [done[at].true for at in parts]) if place in self.true else _NOBODY_ASKS,
                    reduce(when_false, [done[at].false for at in parts]) if place in self.false else _NOBODY_ASKS,
                )
            case Column(name=name):
                return self.block.columns[name]
            case Flag(name=name):
                flag = self.block.columns[name]
                return self._truth(place, flag.slices[0], flag.known)
            case Fixed(value=bool(value)):
                none = np.zeros_like(self.every)
                return Truth(self.every, none) if value else Truth(none, self.every)
            case Fixed(value=value):
                return Values(self.every, one=value)
            case Between(first=first, last=last):
                return _days(done[first], done[last])
            case Compared(operator=sign, left=left, right=right):
                one, other = done[left], done[right]
                return self._truth(place, self._compared(sign, one, other), _both(one.known, other.known))
            case Among(value=at, among=among):
                return self._truth(place, self._among(done[at], among), done[at].known)
            case Begins(value=at, prefixes=prefixes):
                return self._truth(place, self._begins(done[at], prefixes), done[at].known)
            case Agree(left=left, right=right):
                one, other = done[left], done[right]
                same = (one.true & other.true) | (one.false & other.false)
                return Truth(same, (one.true & other.false) | (one.false & other.true))
            case Absent(value=at):
                known = done[at].known
                return Truth(self.every & ~known, known)
            case Unknown(part=at):
                known = done[at].true | done[at].false
                return Truth(self.every & ~known, known)
            case Swapped(part=at):
                return Truth(done[at].false, done[at].true)
            case _:
                assert_never(step)

    def _truth(self, place: int, found: Words | bool, known: Words) -> Truth:
        """The truth of what was found, where the values are known; or of one answer for all rows."""
        if isinstance(found, bool):
            none = np.zeros_like(known)
            return Truth(known, none) if found else Truth(none, known)
        true = found if known is self.every else found & known
        return Truth(true, known ^ true if place in self.false else _NOBODY_ASKS)

    # Values

    def _compared(self, sign: Operator, left: Values, right: Values) -> Words | bool:
        """Where it holds; or one answer for all rows."""
        if left.one is not None and right.one is not None:
            return bool(_SIGNS[sign](left.one, right.one))
        if left.one is not None:
            return self._compared(_TURNED[sign], right, left)
        if right.one is not None:
            return self._with_constant(sign, left, right.one)
        one, other = left.numbers(self.block.rows), right.numbers(self.block.rows)
        if left.dictionary is not None and right.dictionary is not None:
            one, other = _in_one_dictionary(left.dictionary, one, right.dictionary, other)
        return self._bits(_SIGNS[sign], one, other)

    def _with_constant(self, sign: Operator, column: Values, value: Scalar) -> Words | bool:
        if column.dictionary is not None:
            place = _place(column.dictionary, str(value))
            return sign == "!=" if place is None else self._with_whole(sign, column, place)
        if isinstance(value, date):
            return self._with_whole(sign, column, value.toordinal() - column.base)
        if not isinstance(value, Fraction):
            raise AssertionError("a number is compared with a number")
        if column.array is not None and column.array.dtype.kind == "f":
            return self._bits(_SIGNS[sign], column.array, float(value))
        if value.denominator == 1:
            return self._with_whole(sign, column, int(value) - column.base)
        match sign:
            case "=" | "!=":
                return sign == "!="
            case "<" | "<=":
                return self._with_whole("<=", column, floor(value) - column.base)
            case ">" | ">=":
                return self._with_whole(">=", column, ceil(value) - column.base)
            case _:
                assert_never(sign)

    def _with_whole(self, sign: Operator, column: Values, number: int) -> Words | bool:
        """Compared with a number from the column's base; one beyond its width is greater, or less, than all."""
        if column.array is None:
            return _by_slices(sign, column.slices, number, self.every)
        width = np.iinfo(column.array.dtype)
        if number > width.max:
            return sign in ("<", "<=", "!=")
        if number < width.min:
            return sign in (">", ">=", "!=")
        return self._bits(_SIGNS[sign], column.array, column.array.dtype.type(number))

    def _bits(self, compare: np.ufunc, left: NDArray[Any], right: Any) -> Words:
        """Where a comparison of each row holds."""
        compare(left, right, out=self.answers[: self.block.rows])
        return np.packbits(self.answers, bitorder="little").view(np.uint64)

    def _among(self, value: Values, among: tuple[str, ...]) -> Words | bool:
        if value.dictionary is None:
            return value.one in among
        places = (_place(value.dictionary, each) for each in among)
        return self._within(value, [(place, place) for place in places if place is not None])

    def _begins(self, value: Values, prefixes: tuple[str, ...]) -> Words | bool:
        """A dictionary is sorted, so the codes that begin with a text are a run of places."""
        if value.dictionary is None:
            return str(value.one).startswith(prefixes)
        known = value.dictionary
        runs = [(bisect_left(known, each), bisect_left(known, each + _LAST) - 1) for each in prefixes]
        return self._within(value, [run for run in runs if run[0] <= run[1]])

    def _within(self, value: Values, runs: list[tuple[int, int]]) -> Words | bool:
        """Where the code is at a place within one of some runs, ends included; several are looked up in a table."""
        if not runs or value.dictionary is None:
            return False
        if len(runs) == 1 and value.array is None:
            return slices.between(value.slices, *runs[0], self.every)
        table = np.zeros(len(value.dictionary), dtype=np.bool_)
        for first, last in runs:
            table[first : last + 1] = True
        return slices.packed(table.take(value.numbers(self.block.rows), mode="clip"))


def _both(one: Words, other: Words) -> Words:
    return one if one is other else one & other


_SIGNS: Mapping[Operator, np.ufunc] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_TURNED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _by_slices(sign: Operator, found: Sequence[Words], number: int, every: Words) -> Words:
    match sign:
        case "=":
            return slices.equal(found, number, every)
        case "!=":
            return every ^ slices.equal(found, number, every)
        case "<":
            return slices.less(found, number, every)
        case "<=":
            return slices.less(found, number + 1, every)
        case ">":
            return slices.at_least(found, number + 1, every)
        case ">=":
            return slices.at_least(found, number, every)
        case _:
            assert_never(sign)


def _days(first: Values, last: Values) -> Values:
    """From one day to another. Days lie so near their base that a difference fits their own width."""
    known = first.known & last.known
    if first.array is None and last.array is None:
        return Values(known, one=Fraction(_ordinal(last.one) - _ordinal(first.one)))
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
