"""Turns the conditions of many indicators into one list of steps, in which what they have in common stands once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, assert_never

from dagmar.indicator.meaning import Meaning, Part
from dagmar.register.expression import (
    And,
    Compare,
    Constant,
    Days,
    Missing,
    Name,
    Node,
    Not,
    Operator,
    Or,
    Starts,
    Type,
    Within,
    type_of,
)

Scalar = Fraction | date | str | bool

MOST_APART = 6
"""So many alternatives are steps of their own, which other conditions may share; more are looked up in a table."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a variable that is no flag."""

    name: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as a condition."""

    name: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same value in every row."""

    value: Scalar
    kind: str
    """The type's name: in Python a whole number, a broken one and a truth value may be equal."""


@dataclass(frozen=True, slots=True)
class Between:
    """Days from one value to another, by their steps."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values of one type, by their steps."""

    operator: Operator
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Agree:
    """Whether two conditions are equal, by their steps; unknown where one is."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Among:
    """A code that is one of many."""

    value: int
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begins:
    """A code that begins with one of some texts."""

    value: int
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that is missing."""

    value: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A condition that is neither true nor false."""

    part: int


@dataclass(frozen=True, slots=True)
class Swapped:
    """The contrary."""

    part: int


@dataclass(frozen=True, slots=True)
class Joined:
    """All of some conditions (`and`), or any of them (`or`)."""

    how: Literal["and", "or"]
    parts: tuple[int, ...]


Step = Column | Flag | Fixed | Between | Compared | Agree | Among | Begins | Absent | Unknown | Swapped | Joined


@dataclass(frozen=True, slots=True)
class Counted:
    """A part by its steps: where it counts, and the value that it adds."""

    part: Part
    where: int
    value: int | None


@dataclass(frozen=True)
class Program:
    """The steps, each after those that it needs, and what is counted: one for each different part.

    `names` says which of the counted a part of an indicator is: several indicators may share one denominator.
    """

    steps: tuple[Step, ...]
    counted: tuple[Counted, ...]
    names: Mapping[tuple[str, str], int]

    @cached_property
    def counted_at(self) -> Sequence[Sequence[int]]:
        """The places of what can be counted once a step is done, for each step."""
        found: list[list[int]] = [[] for _ in self.steps]
        for place, each in enumerate(self.counted):
            found[max(each.where, each.where if each.value is None else each.value)].append(place)
        return found

    @cached_property
    def done_with(self) -> Sequence[Sequence[int]]:
        """For each step, those that nothing needs any more after it."""
        last = {place: place for place in range(len(self.steps))}
        for place, step in enumerate(self.steps):
            last.update(dict.fromkeys(needed_by(step), place))
        for each in self.counted:
            used = [each.where] if each.value is None else [each.where, each.value]
            last.update({at: max(last[at], *used) for at in used})
        found: list[list[int]] = [[] for _ in self.steps]
        for place, at in last.items():
            found[at].append(place)
        return found

    @cached_property
    def sides(self) -> tuple[frozenset[int], frozenset[int]]:
        """The conditions of which it matters where they are true, and those of which it matters where they are false.

        Most conditions are only ever joined and counted, and nobody asks where they are false.
        """
        true, false = {each.where for each in self.counted}, set[int]()
        for place in reversed(range(len(self.steps))):
            step = self.steps[place]
            match step:
                case Joined(parts=parts):
                    true.update(parts if place in true else ())
                    false.update(parts if place in false else ())
                case Swapped(part=part):
                    true.update([part] if place in false else ())
                    false.update([part] if place in true else ())
                case Unknown() | Agree():
                    true.update(needed_by(step))
                    false.update(needed_by(step))
                case _:
                    pass
        return frozenset(true), frozenset(false)


def needed_by(step: Step) -> tuple[int, ...]:
    """The steps that a step needs."""
    match step:
        case Column() | Flag() | Fixed():
            return ()
        case Between(first=one, last=other) | Compared(left=one, right=other) | Agree(left=one, right=other):
            return one, other
        case Among(value=at) | Begins(value=at) | Absent(value=at) | Unknown(part=at) | Swapped(part=at):
            return (at,)
        case Joined(parts=parts):
            return parts


def program(meanings: Iterable[Meaning], types: Mapping[str, Type]) -> Program:
    """One program for all parts of some indicators, over variables of these types."""
    writer = _Writer(types)
    places: dict[tuple[str, int, int | None, int], int] = {}
    counted: list[Counted] = []
    names: dict[tuple[str, str], int] = {}
    for meaning in meanings:
        for name, part in meaning.parts.items():
            where = writer.condition(part.where)
            value = None if part.value is None else writer.value(part.value)
            key = (part.measure, where, value, part.decimals)
            if key not in places:
                places[key] = len(counted)
                counted.append(Counted(part, where, value))
            names[meaning.indicator.id, name] = places[key]
    return Program(tuple(writer.steps), tuple(counted), names)


@dataclass(slots=True)
class _Writer:
    """Writes steps; one that is there already is not written again."""

    types: Mapping[str, Type]
    steps: dict[Step, int] = field(default_factory=dict)

    def step(self, step: Step) -> int:
        return self.steps.setdefault(step, len(self.steps))

    def condition(self, node: Node) -> int:
        match node:
            case Name(name=name):
                return self.step(Flag(name))
            case Constant(value=value):
                return self.step(Fixed(value, type(value).__name__))
            case Not(part=part):
                return self.step(Swapped(self.condition(part)))
            case And(parts=parts):
                return self.joined("and", parts)
            case Or(parts=parts):
                return self.joined("or", parts)
            case Missing(value=value):
                if type_of(value, self.types) == "flag":
                    return self.step(Unknown(self.condition(value)))
                return self.step(Absent(self.value(value)))
            case Compare(operator=operator, left=left, right=right):
                if type_of(left, self.types) == "flag":
                    same = self.step(Agree(self.condition(left), self.condition(right)))
                    return same if operator == "=" else self.step(Swapped(same))
                return self.step(Compared(operator, self.value(left), self.value(right)))
            case Within(value=value, among=among):
                kind = type_of(value, self.types)
                if kind == "code" and len(among) > MOST_APART:
                    return self.step(Among(self.value(value), tuple(str(each.value) for each in among)))
                return self.joined("or", (Compare("=", value, each) for each in among))
            case Starts(value=value, prefixes=prefixes):
                if len(prefixes) > MOST_APART:
                    return self.step(Begins(self.value(value), prefixes))
                steps = sorted({self.step(Begins(self.value(value), (each,))) for each in prefixes})
                return steps[0] if len(steps) == 1 else self.step(Joined("or", tuple(steps)))
            case Days():
                raise AssertionError("a number is no condition")
            case _:
                assert_never(node)

    def value(self, node: Node) -> int:
        match node:
            case Name(name=name):
                return self.step(Column(name))
            case Constant(value=value):
                return self.step(Fixed(value, type(value).__name__))
            case Days(first=first, last=last):
                return self.step(Between(self.value(first), self.value(last)))
            case _:
                raise AssertionError("a condition is no value")

    def joined(self, how: Literal["and", "or"], parts: Iterable[Node]) -> int:
        """The order of the parts makes no difference, and neither does how often one stands there."""
        steps = tuple(sorted({self.condition(part) for part in parts}))
        return steps[0] if len(steps) == 1 else self.step(Joined(how, steps))
