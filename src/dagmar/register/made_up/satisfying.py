"""Makes a condition true, or false, of rows that are made up: its tree is walked, and variables are given other values.

What says who, where and when is changed only where a condition names nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

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
    Within,
    evaluate,
    names_in,
    type_of,
)
from dagmar.register.made_up.drawing import Column, Drawing, Places, Rows, day_number, range_of

Truth = NDArray[np.int8]
"""For each row 0 false, 1 unknown, 2 true: `and` is the least, `or` the greatest, `not` the distance to two."""

_ROUNDS = 12
"""So often all rules are gone through; what one mends another may break."""


def satisfy(rows: Rows, drawing: Drawing) -> Places:
    """Change rows until no rule is false; gives those that are sound, or that only a rule that warns is false of."""
    everyone = np.arange(len(rows.unit))
    making = Making(rows, drawing, settles_unknown=False)
    at = everyone
    for _ in range(_ROUNDS):
        for _, node in drawing.rules:
            making.make(node, True, at)
        at = at[_false_of(making, at, ("error", "warning"))]
        if not len(at):
            return everyone
    return np.delete(everyone, at[_false_of(making, at, ("error",))])


def _false_of(making: Making, at: Places, severities: tuple[str, ...]) -> NDArray[np.bool_]:
    false = np.zeros(len(at), dtype=np.bool_)
    for rule, node in making.drawing.rules:
        if rule.severity in severities:
            false |= making.truth(node, at) == 0
    return false


@dataclass(frozen=True, slots=True)
class Making:
    """Rows, and how they are changed. Where a condition is unknown it is left alone, unless `settles_unknown`."""

    rows: Rows
    drawing: Drawing
    settles_unknown: bool

    def truth(self, node: Node, at: Places) -> Truth:
        """Whether a condition holds in each of some rows."""
        match node:
            case And(parts=parts):
                return np.asarray(np.minimum.reduce([self.truth(part, at) for part in parts]))
            case Or(parts=parts):
                return np.asarray(np.maximum.reduce([self.truth(part, at) for part in parts]))
            case Not(part=part):
                return np.asarray(2 - self.truth(part, at), dtype=np.int8)
            case Missing(value=value):
                return _known(np.isnan(self.value(value, at)))
            case Within(value=value, among=among):
                found = self.value(value, at)
                return _unless_missing(_any_of(found, [self._number(each.value) for each in among]), found)
            case Starts(value=value, prefixes=prefixes):
                found = self.value(value, at)
                starts = np.array([False, *(text.startswith(prefixes) for text in self.drawing.codes)])
                return _unless_missing(starts[np.nan_to_num(found, nan=-1).astype(np.int64) + 1], found)
            case Compare(operator=operator, left=left, right=right):
                one, other = self.value(left, at), self.value(right, at)
                return _unless_missing(_COMPARE[operator](one, other), one + other)
            case _:
                found = self.value(node, at)
                return _unless_missing(found == 1, found)

    def value(self, node: Node, at: Places) -> Column:
        """The value in each of some rows, as a column holds it."""
        match node:
            case Name(name=name):
                return self.rows.columns[name][at]
            case Constant(value=value):
                return np.full(len(at), self._number(value))
            case Days(first=first, last=last):
                return self.value(last, at) - self.value(first, at)
            case _:
                return np.array([0.0, np.nan, 1.0])[self.truth(node, at)]

    def make(self, node: Node, wanted: bool, at: Places) -> None:
        """Let a condition become what is wanted of it in some rows, as far as one walk through its tree can."""
        now = self.truth(node, at)
        wrong = now != 2 * wanted if self.settles_unknown else now == 2 * (not wanted)
        if wrong.any():
            self._change(node, wanted, at[wrong])

    def _change(self, node: Node, wanted: bool, at: Places) -> None:
        match node:
            case Not(part=part):
                self.make(part, not wanted, at)
            case And(parts=parts) | Or(parts=parts) if isinstance(node, And) == wanted:
                for part in parts:
                    self.make(part, wanted, at)
            case And(parts=parts) | Or(parts=parts):
                self._change_one(parts, wanted, at)
            case Name(name=name):
                self._set(name, at, np.full(len(at), float(wanted)))
            case Missing(value=value):
                self._empty_or_fill(value, wanted, at)
            case Starts(value=Name(name=name)):
                self._choose(node, name, wanted, at)
            case Within(value=Name(name=name)) if self._type(node.value) == "code":
                self._choose(node, name, wanted, at)
            case Within(value=value, among=among):
                self._change(Or(tuple(Compare("=", value, each) for each in among)), wanted, at)
            case Compare(operator=operator, left=left, right=right):
                self._compare(node, operator if wanted else _CONTRARY[operator], left, right, at)

    def _change_one(self, parts: tuple[Node, ...], wanted: bool, at: Places) -> None:
        """One part is enough: by chance, among those that ask for no other person, place or day."""
        those = [part for part in parts if self._can(part, wanted, self.drawing.roles)]
        those = those or [part for part in parts if self._can(part, wanted, frozenset())]
        if those:
            chosen = self.rows.source.integers(0, len(those), len(at))
            for place, part in enumerate(those):
                self.make(part, wanted, at[chosen == place])

    def _can(self, node: Node, wanted: bool, fixed: frozenset[str]) -> bool:
        """Whether a condition can become so while the fixed variables stay, and no required one is emptied."""
        match node:
            case Not(part=part):
                return self._can(part, not wanted, fixed)
            case And(parts=parts) | Or(parts=parts):
                enough = all if isinstance(node, And) == wanted else any
                return enough(self._can(part, wanted, fixed) for part in parts)
            case Missing(value=value) if wanted:
                return any(name not in fixed and self._optional(name) for name in names_in(value))
            case _:
                return bool(names_in(node) - fixed)

    def _optional(self, name: str) -> bool:
        return not self.drawing.variables[name].required and name not in self.drawing.roles

    def _empty_or_fill(self, value: Node, wanted: bool, at: Places) -> None:
        if not wanted:
            self._fill(value, at)
        elif names := sorted(name for name in names_in(value) if self._optional(name)):
            self._set(self._one_of(names), at, np.full(len(at), np.nan))

    def _fill(self, node: Node, at: Places) -> None:
        """Draw a value where one is missing."""
        for name in sorted(names_in(node)):
            empty = at[np.isnan(self.rows.columns[name][at])]
            if len(empty):
                self._set(name, empty, self.drawing.draw(name, self.rows, empty))

    def _compare(self, node: Compare, operator: Operator, left: Node, right: Node, at: Places) -> None:
        names = sorted(names_in(node))
        if not names:
            return
        self._fill(node, at)
        name = self._one_of([each for each in names if each not in self.drawing.roles] or names)
        match self._type(left):
            case "flag":
                self._agree(*((left, right) if names_in(left) else (right, left)), operator == "=", at)
            case "code" if len(names) == 1:
                self._choose(Compare(operator, left, right), name, True, at)
            case "code" if operator == "=":
                self._share(names, name, at)
            case "code":
                self._set(name, at, self.drawing.draw(name, self.rows, at))
            case _ if name in names_in(left):
                self._move(name, left, operator, right, at)
            case _:
                self._move(name, right, _MIRRORED[operator], left, at)

    def _share(self, names: list[str], name: str, at: Places) -> None:
        """Let two variables have one code: the other's, where this one may take it; else one that both may take."""
        other = names[0] if name == names[1] else names[1]
        may = np.array([text in self.drawing.choices(name) for text in self.drawing.codes])
        takes = may[self.rows.columns[other][at].astype(np.int64)]
        self._set(name, at[takes], self.rows.columns[other][at[takes]])
        both = [text for text in self.drawing.choices(name) if text in self.drawing.choices(other)]
        if both:
            places = np.array([self.drawing.place_of[text] for text in both], dtype=np.float64)
            chosen = places[self.rows.source.integers(0, len(both), int((~takes).sum()))]
            for each in names:
                self._set(each, at[~takes], chosen)

    def _agree(self, one: Node, other: Node, same: bool, at: Places) -> None:
        """Let one condition be what another is, or what it is not."""
        now = self.truth(other, at)
        self.make(one, same, at[now == 2])
        self.make(one, not same, at[now == 0])

    def _move(self, name: str, side: Node, operator: Operator, other: Node, at: Places) -> None:
        """Give a number or a day a value that lies as it should to the other side."""
        goal = self.value(other, at) + self._gap(name, operator, len(at))
        match side:
            case Days(first=first, last=last):
                later = name in names_in(last)
                goal = self.value(first, at) + goal if later else self.value(last, at) - goal
            case _:
                pass
        self._set(name, at, self._possible(name, goal))

    def _gap(self, name: str, operator: Operator, count: int) -> Column:
        """How far from the other side a value is put."""
        variable, source = self.drawing.variables[name], self.rows.source
        if operator == "=":
            return np.zeros(count)
        if variable.type == "decimal":
            low, high = range_of(variable, is_age=False)
            gap, step = np.round(source.random(count) * (high - low) / 10, 2), 0.001
        else:
            gap, step = source.integers(0, 31 if variable.type == "date" else 3, count).astype(np.float64), 1.0
        match operator:
            case "<=" | "<":
                return np.asarray(-gap - step * (operator == "<"))
            case ">=" | ">":
                return np.asarray(gap + step * (operator == ">"))
            case _:
                return np.asarray((gap + step) * np.where(source.random(count) < 0.5, -1, 1))

    def _possible(self, name: str, goal: Column) -> Column:
        """The nearest value that may stand."""
        variable = self.drawing.variables[name]
        if variable.type == "decimal":
            goal = np.round(goal, 3)
        if variable.type == "whole":
            goal = np.floor(goal)
        least = -np.inf if variable.least is None else float(variable.least)
        most = np.inf if variable.most is None else float(variable.most)
        return goal.clip(least, most)

    def _choose(self, node: Node, name: str, wanted: bool, at: Places) -> None:
        """Give a code, as often as is usual, among those of which the condition is what is wanted."""
        fits = {
            text: weight
            for text, weight in self.drawing.choices(name).items()
            if evaluate(node, {name: text}) is wanted
        }
        if not fits:
            return
        weights = np.array(list(fits.values()))
        heaped = np.cumsum(weights if weights.sum() > 0 else np.ones(len(weights)))
        places = np.array([self.drawing.place_of[text] for text in fits], dtype=np.float64)
        chance = self.rows.source.random(len(at)) * heaped[-1]
        self._set(name, at, places[np.searchsorted(heaped, chance, side="right").clip(0, len(fits) - 1)])

    def _set(self, name: str, at: Places, values: Column) -> None:
        self.rows.columns[name][at] = values

    def _one_of(self, names: list[str]) -> str:
        return names[int(self.rows.source.integers(len(names)))]

    def _type(self, node: Node) -> str:
        return type_of(node, self.drawing.types)

    def _number(self, value: Fraction | date | str | bool) -> float:
        """A constant as a column holds it; a code that no variable takes is like nothing."""
        match value:
            case str():
                return float(self.drawing.place_of.get(value, -1))
            case date():
                return float(day_number(value))
            case _:
                return float(value)


def _any_of(found: Column, numbers: list[float]) -> NDArray[np.bool_]:
    """Whether each value is one of a few numbers: for few, faster than numpy's own search."""
    return np.asarray(np.logical_or.reduce([found == number for number in numbers]))


def _known(true: NDArray[np.bool_]) -> Truth:
    return np.asarray(true * np.int8(2), dtype=np.int8)


def _unless_missing(true: NDArray[np.bool_], found: Column) -> Truth:
    return np.asarray(np.where(np.isnan(found), np.int8(1), _known(true)), dtype=np.int8)


_COMPARE: Mapping[Operator, Callable[[Column, Column], NDArray[np.bool_]]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}

_CONTRARY: Mapping[Operator, Operator] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Mapping[Operator, Operator] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
