"""Turns the conditions of many indicators into one list of steps, in which what they have in common stands once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, assert_never

from dagmar.indicator.circuit import Circuit, Vector, circuit
from dagmar.indicator.meaning import Meaning, Part
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
    Scalar,
    Sign,
    Step,
    Swapped,
    Unknown,
)
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
    evaluate,
    names_in,
    type_of,
)

MOST_APART = 6
"""So many codes are steps of their own, which other conditions may share; more are looked up in a table."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A part by its steps: where it counts, and the value that it adds."""

    part: Part
    where: int
    value: int | None


@dataclass(frozen=True)
class Program:
    """The steps, each after those that it needs, and what is counted: one for each different part.

    `names` says which of the counted a part of an indicator is: several indicators may share one denominator. The
    `circuit` finds where each of the counted is true; it follows from the rest.
    """

    steps: tuple[Step, ...]
    counted: tuple[Counted, ...]
    names: Mapping[tuple[str, str], int]
    circuit: Circuit = field(repr=False)
    """Not told: what is told of a program names the files of what it counted, however it was found."""

    @cached_property
    def plan(self) -> Sequence[tuple[Vector, Sequence[int], Sequence[int]]]:
        """The vectors of the circuit; what is counted by each; and those that are over once it is counted."""
        counted: list[list[int]] = [[] for _ in self.circuit.vectors]
        for place, vector in enumerate(self.circuit.true):
            counted[vector].append(place)
        return list(zip(self.circuit.vectors, counted, self.circuit.over, strict=True))

    @cached_property
    def histograms(self) -> Sequence[int]:
        """Which of the counted are histograms."""
        return [place for place, each in enumerate(self.counted) if each.part.measure == "histogram"]

    @cached_property
    def columns(self) -> frozenset[str]:
        """The variables that are asked for."""
        return frozenset(step.name for step in self.steps if isinstance(step, Column | Flag))


def program(meanings: Iterable[Meaning], types: Mapping[str, Type]) -> Program:
    """One program for all parts of some indicators, over variables of these types."""
    writer = _Writer(types)
    places: dict[tuple[str, int, int | None, int], int] = {}
    counted: list[Counted] = []
    names: dict[tuple[str, str], int] = {}
    for meaning in meanings:
        # A denominator comes before the numerator, which is made of it.
        for name, part in sorted(meaning.parts.items(), key=lambda each: _length(each[1].where)):
            where = writer.condition(part.where)
            value = None if part.value is None else writer.value(part.value)
            key = (part.measure, where, value, part.decimals)
            if key not in places:
                places[key] = len(counted)
                counted.append(Counted(part, where, value))
            names[meaning.indicator.id, name] = places[key]
    steps = tuple(writer.steps)
    return Program(steps, tuple(counted), names, circuit(steps, [each.where for each in counted]))


_CONTRARY: Mapping[Operator, Sign] = {"!=": "=", "<": ">=", "<=": ">"}
_TURNED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(slots=True)
class _Writer:
    """Writes steps; one that is there already is not written again."""

    types: Mapping[str, Type]
    steps: dict[Step, int] = field(default_factory=dict)

    def step(self, step: Step) -> int:
        return self.steps.setdefault(step, len(self.steps))

    def condition(self, node: Node) -> int:
        if not names_in(node):
            return self.fixed(evaluate(node, {}))
        match node:
            case Name(name=name):
                return self.step(Flag(name))
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
                return self.compared(operator, left, right)
            case Within(value=value, among=among):
                kind = type_of(value, self.types)
                if kind == "code" and len(among) > MOST_APART:
                    return self.step(Among(self.value(value), _once(str(each.value) for each in among)))
                return self.joined("or", (Compare("=", value, each) for each in among))
            case Starts(value=value, prefixes=prefixes):
                if len(prefixes) == 1 or len(prefixes) > MOST_APART:
                    return self.step(Begins(self.value(value), _once(prefixes)))
                return self.joined("or", (Starts(value, (each,)) for each in prefixes))
            case Days() | Constant():
                raise AssertionError("a value is no condition")
            case _:
                assert_never(node)

    def compared(self, operator: Operator, left: Node, right: Node) -> int:
        """Three signs are enough: `<` is not `>=`, `<=` is not `>`, and `!=` is not `=`. A constant stands last."""
        if not names_in(left):
            return self.compared(_TURNED[operator], right, left)
        if operator == "!=" or operator == "<" or operator == "<=":
            return self.step(Swapped(self.compared(_CONTRARY[operator], left, right)))
        if type_of(left, self.types) == "flag":
            return self.step(Agree(*sorted((self.condition(left), self.condition(right)))))
        if not names_in(right):
            return self.step(Against(operator, self.value(left), evaluate(right, {})))
        return self.step(Compared(operator, self.value(left), self.value(right)))

    def fixed(self, value: Scalar) -> int:
        return self.step(Fixed(value, type(value).__name__))

    def value(self, node: Node) -> int:
        if not names_in(node):
            return self.fixed(evaluate(node, {}))
        match node:
            case Name(name=name):
                return self.step(Column(name))
            case Days(first=first, last=last):
                return self.step(Between(self.value(first), self.value(last)))
            case _:
                raise AssertionError("a condition is no value")

    def joined(self, how: Literal["and", "or"], parts: Iterable[Node]) -> int:
        """The order of the parts makes no difference, and neither does how often one stands there."""
        steps = tuple(sorted({self.condition(part) for part in parts}))
        return steps[0] if len(steps) == 1 else self.step(Joined(how, steps))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in an order of their own: whoever says the same means the same step."""
    return tuple(sorted({*texts}))


def _length(node: Node) -> int:
    return len(node.parts) if isinstance(node, And | Or) else 1
