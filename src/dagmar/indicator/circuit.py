"""Conditions as gates between vectors of bits: what is to be worked out of any rows, found once for all months.

A condition has two sides, where it is true and where it is false; where neither, it is unknown. So `not` exchanges the
sides, `and` and `or` are gates, and the three values of SQL come by themselves. Only sides that are asked for are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal, assert_never

from dagmar.indicator.steps import (
    Absent,
    Against,
    Agree,
    Among,
    Begins,
    Between,
    Column,
    Compared,
    Fixed,
    Flag,
    Joined,
    Step,
    Swapped,
    Unknown,
    needed_by,
)


@dataclass(frozen=True, slots=True)
class Always:
    """All rows, or none."""

    every: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Where a column has a value."""

    column: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Where a condition that looks at values is true, by its step."""

    step: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Two vectors made into one, by their places."""

    how: Literal["and", "or", "xor"]
    left: int
    right: int


Vector = Always | Known | Looked | Gate


@dataclass(frozen=True, slots=True)
class Circuit:
    """The vectors, each after those that it needs, and which of them says where each condition is true.

    `over` tells for each vector which ones nothing needs any more once it is made.
    """

    vectors: tuple[Vector, ...]
    true: tuple[int, ...]
    over: tuple[tuple[int, ...], ...]


def circuit(steps: Sequence[Step], conditions: Iterable[int]) -> Circuit:
    """What must be made to know where some conditions are true."""
    wiring = _Wiring(steps, _nested(steps))
    asked = [wiring.side(place, True) for place in conditions]
    vectors, at = _only_needed(list(wiring.vectors), asked)
    return Circuit(tuple(vectors), tuple(at[place] for place in asked), _over(vectors))


def _only_needed(vectors: Sequence[Vector], asked: Iterable[int]) -> tuple[list[Vector], Mapping[int, int]]:
    """The vectors that what is asked needs, and where each of them is now."""
    needed = {*asked}
    for place in reversed(range(len(vectors))):
        if place in needed:
            needed.update(_needs(vectors[place]))
    at = {place: new for new, place in enumerate(sorted(needed))}
    return [_moved(vectors[place], at) for place in at], at


def _over(vectors: Sequence[Vector]) -> tuple[tuple[int, ...], ...]:
    last = {place: place for place in range(len(vectors))}
    last.update({need: place for place, each in enumerate(vectors) for need in _needs(each)})
    over: list[list[int]] = [[] for _ in vectors]
    for place, end in last.items():
        over[end].append(place)
    return tuple(map(tuple, over))


def _needs(vector: Vector) -> tuple[int, ...]:
    return (vector.left, vector.right) if isinstance(vector, Gate) else ()


def _moved(vector: Vector, at: Mapping[int, int]) -> Vector:
    return Gate(vector.how, at[vector.left], at[vector.right]) if isinstance(vector, Gate) else vector


_MOST_DEPTH = 150
"""So deep may conditions lie within each other, of which each level is a call within a call."""


def _nested(steps: Sequence[Step]) -> Mapping[int, tuple[int, ...]]:
    """The parts of whatever is joined; where the parts of another lie among them, the largest such stands for them.

    A numerator is its denominator and something more.
    """
    found: dict[int, tuple[int, ...]] = {}
    depth: list[int] = []
    beginning: dict[tuple[str, int], list[tuple[int, frozenset[int]]]] = {}
    for place, step in enumerate(steps):
        inner = needed_by(step)
        if isinstance(step, Joined):
            own = frozenset(step.parts)
            among = (each for part in own for each in beginning.get((step.how, part), ()))
            held = [each for each in among if each[1] < own and depth[each[0]] < _MOST_DEPTH]
            if held:
                largest, parts = max(held, key=lambda each: (len(each[1]), each[0]))
                inner = (largest, *sorted(own - parts))
            found[place] = inner
            beginning.setdefault((step.how, step.parts[0]), []).append((place, own))
        depth.append(1 + max((depth[at] for at in inner), default=0))
    return found


_EVERY, _NONE = 0, 1


@dataclass(slots=True)
class _Wiring:
    """Makes vectors of sides; one that is there already is not made again."""

    steps: Sequence[Step]
    nested: Mapping[int, tuple[int, ...]]
    vectors: dict[Vector, int] = field(default_factory=lambda: {Always(True): _EVERY, Always(False): _NONE})
    sides: dict[tuple[int, bool], int] = field(default_factory=dict)

    def side(self, place: int, truth: bool) -> int:
        """Where a condition is true, or where it is false."""
        if (place, truth) not in self.sides:
            self.sides[place, truth] = self._side(place, truth)
        return self.sides[place, truth]

    def _side(self, place: int, truth: bool) -> int:
        match self.steps[place]:
            case Fixed(value=value):
                return _EVERY if value is truth else _NONE
            case Swapped(part=part):
                return self.side(part, not truth)
            case Joined(how=how):
                return self._joined(self.nested[place], truth, (how == "and") is truth)
            case Agree(left=one, right=other):
                pairs = [(self.side(one, each), self.side(other, each is truth)) for each in (True, False)]
                return self._either(*(self._both(*pair) for pair in pairs))
            case Unknown(part=at) | Absent(value=at):
                known = self.known(at)
                return self._contrary(known) if truth else known
            case Flag() | Compared() | Against() | Among() | Begins():
                true = self._vector(Looked(place))
                return true if truth else self._gate("xor", self.known(place), true)
            case Column() | Between():
                raise AssertionError("a value is no condition")
            case step:
                assert_never(step)

    def _joined(self, parts: Sequence[int], truth: bool, all_of: bool) -> int:
        sides = {at: self.side(at, truth) for at in parts}
        if truth:
            sides |= dict(self._shorter(parts, all_of))
        join, nothing = (self._both, _EVERY) if all_of else (self._either, _NONE)
        return reduce(join, dict.fromkeys(sides.values()), nothing)

    def _shorter(self, parts: Sequence[int], all_of: bool) -> Iterator[tuple[int, int]]:
        """Sides of parts for which, beside the other parts, less will do."""
        unknown = {step.part: at for at in parts if isinstance(step := self.steps[at], Unknown)}
        for at in parts:
            if not isinstance(swapped := self.steps[at], Swapped):
                continue
            if all_of and isinstance(step := self.steps[swapped.part], Unknown) and step.part in parts:
                # What is true is known.
                yield at, self.side(step.part, True)
            if not all_of and swapped.part in unknown:
                # False or unknown is what is not true: all exclusions are of this form.
                true = self.side(swapped.part, True)
                yield at, self._contrary(true)
                yield unknown[swapped.part], self._contrary(true)

    def known(self, place: int) -> int:
        """Where a value is known, or whether a condition holds."""
        match self.steps[place]:
            case Column(name=name) | Flag(name=name):
                return self._vector(Known(name))
            case Between(first=one, last=other) | Compared(left=one, right=other) | Agree(left=one, right=other):
                return self._both(self.known(one), self.known(other))
            case Against(value=at) | Among(value=at) | Begins(value=at) | Swapped(part=at):
                return self.known(at)
            case Fixed() | Unknown() | Absent():
                return _EVERY
            case Joined():
                return self._either(self.side(place, True), self.side(place, False))
            case step:
                assert_never(step)

    def _vector(self, vector: Vector) -> int:
        return self.vectors.setdefault(vector, len(self.vectors))

    def _gate(self, how: Literal["and", "or", "xor"], one: int, other: int) -> int:
        return self._vector(Gate(how, min(one, other), max(one, other)))

    def _both(self, one: int, other: int) -> int:
        if one == other or other == _EVERY:
            return one
        if one == _EVERY:
            return other
        return _NONE if _NONE in (one, other) else self._gate("and", one, other)

    def _either(self, one: int, other: int) -> int:
        if one == other or other == _NONE:
            return one
        if one == _NONE:
            return other
        return _EVERY if _EVERY in (one, other) else self._gate("or", one, other)

    def _contrary(self, one: int) -> int:
        if one in (_EVERY, _NONE):
            return _NONE if one == _EVERY else _EVERY
        return self._gate("xor", _EVERY, one)
