"""What conditions and values are made of: steps, each of which says by their places which others it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Scalar = Fraction | date | str | bool

Sign = Literal["=", ">", ">="]
"""The others are the contrary of one of these."""


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
    """The type's name: in Python the number 1 and yes are equal."""


@dataclass(frozen=True, slots=True)
class Between:
    """Days from one value to another, by their steps."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values of one type, by their steps."""

    sign: Sign
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Against:
    """A value, by its step, compared with a constant."""

    sign: Sign
    value: int
    constant: Scalar


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


Step = (
    Column | Fixed | Between | Flag | Compared | Against | Among | Begins | Agree | Absent | Unknown | Swapped | Joined
)


def needed_by(step: Step) -> tuple[int, ...]:
    """The steps that a step needs."""
    match step:
        case Column() | Flag() | Fixed():
            return ()
        case Between(first=one, last=other) | Compared(left=one, right=other) | Agree(left=one, right=other):
            return one, other
        case Against(value=at) | Among(value=at) | Begins(value=at) | Absent(value=at):
            return (at,)
        case Unknown(part=at) | Swapped(part=at):
            return (at,)
        case Joined(parts=parts):
            return parts
