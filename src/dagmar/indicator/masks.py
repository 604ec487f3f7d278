"""Conditions as bits: for each row whether it is true, and whether it is false; where neither, it is unknown.

Sixty-four rows lie in a word, the first row in its lowest bit. So `not` exchanges two vectors, `and` and `or` take a
word at a time, and the three values of SQL come by themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

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
from dagmar.register.expression import Operator

Words = NDArray[np.uint64]
"""A bit for each row of a block, and at least one bit more; those after the last row are never set."""

Bools = NDArray[np.bool_]

_LAST = "\U0010ffff"
"""After every text that goes on."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a condition is true, and where it is false."""

    true: Words
    false: Words


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a block: numbers, days from `base`, or places in a sorted `dictionary`; any value where unknown.

    `one` holds the value where it is the same in every row, and then there is no array.
    """

    array: NDArray[Any] | None
    known: Words
    dictionary: Sequence[str] | None = None
    base: int = 0
    one: Scalar | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a month: how many they are, the bits of all of them, and their columns; a flag is a condition."""

    rows: int
    all: Words
    columns: Mapping[str, Values]
    flags: Mapping[str, Truth]


def from_bytes(bits: bytes | memoryview | NDArray[np.uint8], rows: int) -> Words:
    """The bits of some rows from bytes that hold them, the first row in the lowest bit; what follows is cleared."""
    words = np.zeros((rows >> 6) + 1, dtype=np.uint64)
    size = (rows + 7) >> 3
    view = words.view(np.uint8)
    view[:size] = np.frombuffer(bits, dtype=np.uint8, count=size)
    if rows & 7:
        view[size - 1] &= (1 << (rows & 7)) - 1
    return words


def unpacked(words: Words, rows: int) -> Bools:
    """The rows of some bits."""
    return np.unpackbits(words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


class Scratch:
    """Room to work in, used again by each step: to ask for memory anew costs more than the work itself."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        # Whole words: what lies after the last row stays false.
        self._answers = np.zeros(((rows >> 6) + 1) << 6, dtype=np.bool_)
        self._kept: dict[Any, NDArray[Any]] = {}

    @property
    def answers(self) -> Bools:
        """Where a comparison writes, a truth value a row."""
        return self._answers[: self._rows]

    def bits(self) -> Words:
        """The bits of the answers, as words of their own."""
        return np.packbits(self._answers, bitorder="little").view(np.uint64)

    def numbers(self, kind: Any) -> NDArray[Any]:
        """An array of a kind, one value a row; what it held before is gone when the next step begins."""
        if kind not in self._kept:
            self._kept[kind] = np.empty(self._rows, dtype=kind)
        return self._kept[kind]


def run(program: Program, block: Block) -> Iterator[tuple[int, Sequence[Any]]]:
    """Each step over the rows of a block, in order: its place, and what came of those steps that are still needed.

    What nothing needs any more is let go at once, so that all that is under way stays near the processor.
    """
    work = _Work(block, block.all, Scratch(block.rows), *program.sides)
    done: list[Any] = [None] * len(program.steps)
    for place, step in enumerate(program.steps):
        done[place] = work.do(place, step, done)
        yield place, done
        for at in program.done_with.get(place, ()):
            done[at] = None


_NOBODY_ASKS: Words = np.zeros(0, dtype=np.uint64)
"""Stands for the side of a condition that is not needed."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A block, and which sides of conditions are needed."""

    block: Block
    every: Words
    scratch: Scratch
    true: frozenset[int]
    false: frozenset[int]

    def do(self, place: int, step: Step, done: Sequence[Any]) -> Truth | Values:
        """What comes of a step."""
        match step:
            case Column(name=name):
                return self.block.columns[name]
            case Flag(name=name):
                return self.block.flags[name]
            case Fixed(value=bool(value)):
                none = np.zeros_like(self.every)
                return Truth(self.every, none) if value else Truth(none, self.every)
            case Fixed(value=value):
                return Values(None, self.every, one=value)
            case Between(first=first, last=last):
                return _days(done[first], done[last])
            case Compared(operator=sign, left=left, right=right):
                one, other = done[left], done[right]
                return self._truth(place, _compared(sign, one, other, self.scratch), _both(one.known, other.known))
            case Among(value=at, among=among):
                return self._truth(place, _among(done[at], among, self.scratch), done[at].known)
            case Begins(value=at, prefixes=prefixes):
                return self._truth(place, _begins(done[at], prefixes, self.scratch), done[at].known)
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
            case Joined(how=how, parts=parts):
                when_true, when_false = (_all, _any) if how == "and" else (_any, _all)
                return Truth(
                    when_true([done[at].true for at in parts]) if place in self.true else _NOBODY_ASKS,
                    when_false([done[at].false for at in parts]) if place in self.false else _NOBODY_ASKS,
                )
            case _:
                assert_never(step)

    def _truth(self, place: int, rows: Bools | bool, known: Words) -> Truth:
        """The truth of what was compared, in scratch, where the values are known; or of one answer for all rows."""
        if isinstance(rows, bool):
            none = np.zeros_like(known)
            return Truth(known, none) if rows else Truth(none, known)
        true = self.scratch.bits()
        if known is not self.every:
            true &= known
        return Truth(true, known & ~true if place in self.false else _NOBODY_ASKS)


def _both(one: Words, other: Words) -> Words:
    return one if one is other else one & other


def _all(masks: Sequence[Words]) -> Words:
    found = masks[0] & masks[1]
    for each in masks[2:]:
        found &= each
    return found


def _any(masks: Sequence[Words]) -> Words:
    found = masks[0] | masks[1]
    for each in masks[2:]:
        found |= each
    return found


# Values

_SIGNS: Mapping[Operator, Any] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_TURNED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _days(first: Values, last: Values) -> Values:
    """From one day to another. Days lie so near their base that a difference fits their own width."""
    known = first.known & last.known
    if first.array is None and last.array is None:
        return Values(None, known, one=Fraction(_ordinal(last.one) - _ordinal(first.one)))
    return Values(np.asarray(_offset(last, first) - _offset(first, last)), known)


def _offset(value: Values, beside: Values) -> Any:
    """The days from the common base: an array, or one number."""
    return value.array if value.array is not None else np.int64(_ordinal(value.one) - beside.base)


def _ordinal(day: object) -> int:
    if not isinstance(day, date):
        raise AssertionError("no day")
    return day.toordinal()


def _compared(sign: Operator, left: Values, right: Values, scratch: Scratch) -> Bools | bool:
    """Where it holds, in scratch; or one answer for all rows."""
    if left.array is None and right.array is None:
        return bool(_SIGNS[sign](left.one, right.one))
    if left.array is None:
        return _compared(_TURNED[sign], right, left, scratch)
    if right.array is None:
        return _with_constant(sign, left, left.array, right.one, scratch)
    one, other = left.array, right.array
    if left.dictionary is not None and right.dictionary is not None:
        one, other = _in_one_dictionary(left.dictionary, one, right.dictionary, other)
    return np.asarray(_SIGNS[sign](one, other, out=scratch.answers))


def _in_one_dictionary(
    left: Sequence[str], one: NDArray[Any], right: Sequence[str], other: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The places of two columns of codes in a dictionary that both share."""
    whole = {code: place for place, code in enumerate(sorted({*left, *right}))}
    tables = (np.array([whole[code] for code in each] or [0], dtype=np.int32) for each in (left, right))
    first, second = (table.take(array, mode="clip") for table, array in zip(tables, (one, other), strict=True))
    return first, second


def _with_constant(
    sign: Operator, column: Values, array: NDArray[Any], value: object, scratch: Scratch
) -> Bools | bool:
    if column.dictionary is not None:
        place = _place(column.dictionary, str(value))
        return sign == "!=" if place is None else _with_whole(sign, array, place, scratch)
    if isinstance(value, date):
        return _with_whole(sign, array, value.toordinal() - column.base, scratch)
    number = Fraction(value)  # type: ignore[call-overload]
    if array.dtype.kind == "f":
        return np.asarray(_SIGNS[sign](array, float(number), out=scratch.answers))
    if number.denominator == 1:
        return _with_whole(sign, array, int(number), scratch)
    match sign:
        case "=" | "!=":
            return sign == "!="
        case "<" | "<=":
            return _with_whole("<=", array, floor(number), scratch)
        case ">" | ">=":
            return _with_whole(">=", array, ceil(number), scratch)
        case _:
            assert_never(sign)


def _with_whole(sign: Operator, array: NDArray[Any], number: int, scratch: Scratch) -> Bools | bool:
    """Compared in the width of the array; a number beyond it is greater, or less, than all."""
    width = np.iinfo(array.dtype)
    if number > width.max:
        return sign in ("<", "<=", "!=")
    if number < width.min:
        return sign in (">", ">=", "!=")
    return np.asarray(_SIGNS[sign](array, array.dtype.type(number), out=scratch.answers))


def _among(value: Values, among: tuple[str, ...], scratch: Scratch) -> Bools | bool:
    if value.dictionary is None:
        return value.one in among
    places = (_place(value.dictionary, each) for each in among)
    return _within(value, [(place, place + 1) for place in places if place is not None], scratch)


def _begins(value: Values, prefixes: tuple[str, ...], scratch: Scratch) -> Bools | bool:
    """A dictionary is sorted, so the codes that begin with a text are a run of places."""
    if value.dictionary is None:
        return str(value.one).startswith(prefixes)
    known = value.dictionary
    runs = [(bisect_left(known, each), bisect_left(known, each + _LAST)) for each in prefixes]
    return _within(value, [run for run in runs if run[0] < run[1]], scratch)


def _within(value: Values, runs: list[tuple[int, int]], scratch: Scratch) -> Bools | bool:
    """Where the code is at a place within one of some runs (from, to); several are looked up in a table."""
    array, dictionary = value.array, value.dictionary
    if not runs or array is None or dictionary is None:
        return False
    if len(runs) > 1:
        table = np.zeros(len(dictionary), dtype=np.bool_)
        for first, end in runs:
            table[first:end] = True
        return np.asarray(table.take(array, mode="clip", out=scratch.answers))
    ((first, end),) = runs
    kind, found = array.dtype.type, scratch.answers
    if end - first == 1:
        return np.asarray(np.equal(array, kind(first), out=found))
    # Without a sign, what is less than the first wraps round to what is more than the last.
    return np.asarray(np.less(np.subtract(array, kind(first), out=scratch.numbers(kind)), kind(end - first), out=found))


def _place(dictionary: Sequence[str], code: str) -> int | None:
    """Where a code stands in the sorted dictionary."""
    place = bisect_left(dictionary, code)
    return place if place < len(dictionary) and dictionary[place] == code else None
