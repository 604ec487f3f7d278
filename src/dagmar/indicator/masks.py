"""Conditions as bits: for each row whether it is true, and whether it is false; where neither, it is unknown.

Sixty-four rows lie in a word, the first row in its lowest bit. So `not` exchanges two vectors, `and` and `or` take a
word at a time, and the three values of SQL come by themselves.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
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
    Scalar,
    Step,
    Swapped,
    Unknown,
)
from dagmar.register.expression import Operator

Words = NDArray[np.uint64]
"""A bit for each row of a block, and at least one bit more; those after the last row are never set."""

Bools = NDArray[np.bool_]

_MOST_RUNS = 4
"""A code within so many runs is compared with each; beyond, a table is quicker."""

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
    """Some rows of a month: their columns, and how many they are. A flag's column is its true and its known rows."""

    rows: int
    columns: Mapping[str, Values]
    flags: Mapping[str, Truth]

    @property
    def all(self) -> Words:
        """Every row."""
        return packed(np.ones(self.rows, dtype=np.bool_))


def packed(rows: Bools) -> Words:
    """The bits of some rows."""
    words = np.zeros((len(rows) >> 6) + 1, dtype=np.uint64)
    words.view(np.uint8)[: (len(rows) + 7) >> 3] = np.packbits(rows, bitorder="little")
    return words


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


def run(steps: Sequence[Step], block: Block) -> list[Truth | Values]:
    """What comes of each step over the rows of a block."""
    every = block.all
    done: list[Any] = []
    for step in steps:
        done.append(_done(step, done, block, every))
    return done


def _done(step: Step, done: Sequence[Any], block: Block, every: Words) -> Truth | Values:
    match step:
        case Column(name=name):
            return block.columns[name]
        case Flag(name=name):
            return block.flags[name]
        case Fixed(value=bool(value)):
            none = np.zeros_like(every)
            return Truth(every, none) if value else Truth(none, every)
        case Fixed(value=value):
            return Values(None, every, one=value)
        case Between(first=first, last=last):
            return _days(done[first], done[last])
        case Compared(operator=sign, left=left, right=right):
            one, other = done[left], done[right]
            known = one.known & other.known
            return _truth(_compared(sign, one, other, block.rows), known)
        case Agree(left=left, right=right):
            one, other = done[left], done[right]
            return Truth(
                (one.true & other.true) | (one.false & other.false), (one.true & other.false) | (one.false & other.true)
            )
        case Among(value=at, among=among):
            value = done[at]
            return _truth(_among(value, among, block.rows), value.known)
        case Begins(value=at, prefixes=prefixes):
            value = done[at]
            return _truth(_begins(value, prefixes), value.known)
        case Absent(value=at):
            known = done[at].known
            return Truth(every & ~known, known)
        case Unknown(part=at):
            known = done[at].true | done[at].false
            return Truth(every & ~known, known)
        case Swapped(part=at):
            return Truth(done[at].false, done[at].true)
        case Joined(how=how, parts=parts):
            trues, falses = [done[at].true for at in parts], [done[at].false for at in parts]
            both: tuple[Any, Any] = (operator.and_, operator.or_) if how == "and" else (operator.or_, operator.and_)
            return Truth(reduce(both[0], trues), reduce(both[1], falses))
        case _:
            assert_never(step)


def _truth(rows: Bools | bool, known: Words) -> Truth:
    """The truth of what was compared, where the values are known; `rows` may be one answer for all."""
    if isinstance(rows, bool):
        none = np.zeros_like(known)
        return Truth(known, none) if rows else Truth(none, known)
    true = packed(rows)
    true &= known
    return Truth(true, known & ~true)


# Values

_SIGNS: Mapping[Operator, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TURNED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _days(first: Values, last: Values) -> Values:
    """From one day to another. Days lie so near their base that a difference fits their own width."""
    known = first.known & last.known
    if first.array is None and last.array is None:
        days = _ordinal(last.one) - _ordinal(first.one)
        return Values(None, known, one=Fraction(days))
    return Values(np.asarray(_offset(last, first) - _offset(first, last)), known)


def _offset(value: Values, beside: Values) -> Any:
    """The days from the common base: an array, or one number."""
    if value.array is not None:
        return value.array
    return np.int64(_ordinal(value.one) - beside.base)


def _ordinal(day: object) -> int:
    if not isinstance(day, date):
        raise AssertionError("no day")
    return day.toordinal()


def _compared(sign: Operator, left: Values, right: Values, rows: int) -> Bools | bool:
    if left.array is None and right.array is None:
        return bool(_SIGNS[sign](left.one, right.one))
    if left.array is None:
        return _compared(_TURNED[sign], right, left, rows)
    if right.array is None:
        return _with_constant(sign, left, right.one)
    if left.dictionary is not None and right.dictionary is not None:
        one, other = _in_one_dictionary(left, right)
        return np.asarray(_SIGNS[sign](one, other))
    return np.asarray(_SIGNS[sign](left.array, right.array))


def _in_one_dictionary(left: Values, right: Values) -> tuple[NDArray[Any], NDArray[Any]]:
    """The places of two columns of codes in a dictionary that both share."""
    whole = {code: place for place, code in enumerate(sorted({*left.dictionary, *right.dictionary}))}  # type: ignore[misc]
    found: list[NDArray[Any]] = []
    for each in (left, right):
        if each.array is None:
            raise AssertionError("a column has an array")
        places = np.array([whole[code] for code in each.dictionary or ()] or [0], dtype=np.int32)
        found.append(places.take(each.array, mode="clip"))
    return found[0], found[1]


def _with_constant(sign: Operator, column: Values, value: object) -> Bools | bool:
    array = column.array
    if array is None:
        raise AssertionError("a column has an array")
    if column.dictionary is not None:
        place = _place(column.dictionary, str(value))
        if place is None:
            return sign == "!="
        return np.asarray(_SIGNS[sign](array, array.dtype.type(place)))
    if isinstance(value, date):
        return _with_whole(sign, array, value.toordinal() - column.base)
    number = Fraction(value)  # type: ignore[call-overload]
    if array.dtype.kind == "f":
        return np.asarray(_SIGNS[sign](array, float(number)))
    if number.denominator == 1:
        return _with_whole(sign, array, int(number))
    match sign:
        case "=" | "!=":
            return sign == "!="
        case "<" | "<=":
            return _with_whole("<=", array, floor(number))
        case ">" | ">=":
            return _with_whole(">=", array, ceil(number))
        case _:
            assert_never(sign)


def _with_whole(sign: Operator, array: NDArray[Any], number: int) -> Bools | bool:
    """Compared in the width of the array; a number beyond it is greater, or less, than all."""
    width = np.iinfo(array.dtype)
    if number > width.max:
        return sign in ("<", "<=", "!=")
    if number < width.min:
        return sign in (">", ">=", "!=")
    return np.asarray(_SIGNS[sign](array, array.dtype.type(number)))


def _among(value: Values, among: tuple[Scalar, ...], rows: int) -> Bools | bool:
    if value.dictionary is not None:
        places = {_place(value.dictionary, str(each)) for each in among} - {None}
        return _within(value, [(place, place + 1) for place in places if place is not None])
    found: Bools | bool = False
    for each in among:
        one = _compared("=", value, Values(None, value.known, one=each), rows)
        if one is True:
            return True
        if one is not False:
            found = one if found is False else np.asarray(found | one)
    return found


def _begins(value: Values, prefixes: tuple[str, ...]) -> Bools | bool:
    """A dictionary is sorted, so the codes that begin with a text are a run of places."""
    if value.dictionary is None:
        return str(value.one).startswith(prefixes)
    known = value.dictionary
    return _within(value, [(bisect_left(known, each), bisect_left(known, each + _LAST)) for each in prefixes])


def _within(value: Values, runs: list[tuple[int, int]]) -> Bools | bool:
    """Where the code is at a place within one of some runs (from, to); many runs are looked up in a table."""
    array, dictionary = value.array, value.dictionary
    runs = _joined(runs)
    if not runs or array is None or dictionary is None:
        return False
    if runs == [(0, len(dictionary))]:
        return True
    if len(runs) > _MOST_RUNS:
        table = np.zeros(len(dictionary), dtype=np.bool_)
        for first, end in runs:
            table[first:end] = True
        return table.take(array, mode="clip")
    return reduce(np.logical_or, (_in_run(array, first, end, len(dictionary)) for first, end in runs))


def _in_run(array: NDArray[Any], first: int, end: int, size: int) -> Bools:
    kind = array.dtype.type
    if end - first == 1:
        return np.asarray(array == kind(first))
    if first == 0:
        return np.asarray(array < kind(end))
    if end == size:
        return np.asarray(array >= kind(first))
    return np.asarray((array - kind(first)) < kind(end - first))  # without a sign, what is less wraps to what is more


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places in as few runs as there can be, in order."""
    found: list[tuple[int, int]] = []
    for first, end in sorted(run for run in runs if run[0] < run[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def _place(dictionary: Sequence[str], code: str) -> int | None:
    """Where a code stands in the sorted dictionary."""
    place = bisect_left(dictionary, code)
    return place if place < len(dictionary) and dictionary[place] == code else None
