"""Draws the values of variables: as often as `usual` says, at the level of the unit, with the trend of the years.

A column of rows that are made up is an array of floats, NaN where the value is missing: a day counts from 1970, a flag
is 0 or 1, a code is its place among all codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dagmar.basis.problems import Problem
from dagmar.register.check import pattern_of, types_of
from dagmar.register.definition import Register, Variable
from dagmar.register.expression import (
    And,
    Compare,
    Constant,
    Days,
    Missing,
    Name,
    Node,
    Not,
    Or,
    Starts,
    Within,
    parse,
)
from dagmar.register.made_up.order import Order, day_weights, roles_of, shifted, unit_shifts, unit_sizes, word_chance

Column = NDArray[np.float64]
"""One value for each row, NaN where it is missing."""

Places = NDArray[np.int64]
"""Which rows are meant."""

_OPEN = 0.1
"""The share that is missing of what need not be there, where `usual` says nothing."""

_CODES = 40
"""So many codes of a system are used, where `usual` names none."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """How many days have passed since 1970 began."""
    return (day - _EPOCH).days


@dataclass(slots=True)
class Rows:
    """Rows under way, column by column, with the unit and the month of each by their places; they are changed."""

    columns: dict[str, Column]
    unit: Places
    month: Places
    source: np.random.Generator

    def at(self, places: Places) -> Rows:
        """Some of the rows."""
        columns = {name: column[places] for name, column in self.columns.items()}
        return Rows(columns, self.unit[places], self.month[places], self.source)


class Drawing:
    """All that is known before the first row is drawn: ranges, codes with their weights, levels of units, days."""

    def __init__(self, order: Order) -> None:
        register = order.register
        self.order, self.roles = order, roles_of(register)
        self.variables: dict[str, Variable] = {each.id: each for each in register.variables}
        self.types = types_of(register)
        self.rules = tuple((rule, _parsed(rule.holds, register)) for rule in register.rules)
        self._choices: dict[str, dict[str, float]] = {
            each.id: _choices(each, place, order, [node for _, node in self.rules])
            for place, each in enumerate(register.variables)
            if each.type in ("code", "provider")
        }
        said = {text for _, node in self.rules for text in _texts(node)}
        self.codes = tuple(sorted(said.union(*self._choices.values())))
        self.place_of = {text: place for place, text in enumerate(self.codes)}
        self._levels: dict[str, Column] = {
            each.id: np.exp(unit_shifts(order, place))
            for place, each in enumerate(register.variables)
            if each.id in shifted(register)
        }
        self._days, self._units = np.cumsum(day_weights(order)), np.cumsum(unit_sizes(order))
        self._trend = np.exp(order.trend * np.arange(12 * (order.last.year - order.first.year + 1)) / 12)

    def rows(self, count: int, source: np.random.Generator, any_age: bool) -> Rows:
        """So many rows, each variable by itself: no rule has been looked at, and nobody has a number yet."""
        roles = self.order.register.roles
        days = _picked(self._days, source.random(count)) + day_number(self.order.first)
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        month = months - (self.order.first.year - 1970) * 12
        rows = Rows({roles.event: days.astype(np.float64)}, _picked(self._units, source.random(count)), month, source)
        units = np.array([self.place_of[each] for each in self.order.units], dtype=np.float64)
        rows.columns[roles.provider] = units[rows.unit]
        everyone = np.arange(count)
        for name, variable in self.variables.items():
            if name not in rows.columns and variable.type != "identity":
                wide = any_age and name == roles.age
                drawn = self._aged(variable, rows) if wide else self.draw(name, rows, everyone)
                rows.columns[name] = self._with_gaps(variable, drawn, rows)
        return rows

    def draw(self, name: str, rows: Rows, at: Places) -> Column:
        """A value of a variable for each of some rows; none is missing."""
        variable = self.variables[name]
        match variable.type:
            case "code":
                return self._drawn_codes(name, rows, at)
            case "flag":
                usual = variable.usual or {}
                yes, no = float(usual.get("yes", 1)), float(usual.get("no", 1))
                return (rows.source.random(len(at)) < self._raised(yes / (yes + no), name, rows, at)).astype(np.float64)
            case "date" if name != self.order.register.roles.event:
                return self._drawn_days(variable, rows, at)
            case "whole" | "decimal":
                low, high = range_of(variable, variable.id == self.order.register.roles.age)
                middle = (rows.source.random(len(at)) + rows.source.random(len(at))) / 2
                place = self._raised(middle, name, rows, at)
                if variable.type == "whole":
                    return np.minimum(np.floor(low + place * (high - low + 1)), high)
                return np.round(low + place * (high - low), 1)
            case _:
                return rows.columns[name][at]

    def choices(self, name: str) -> dict[str, float]:
        """The codes that a variable may take with their weights; of weight nought, only where a rule asks for it."""
        return self._choices[name]

    def _drawn_codes(self, name: str, rows: Rows, at: Places) -> Column:
        """The code that stands first has the level of the unit; the others keep their shares among themselves."""
        texts = list(self._choices[name])
        weights = np.array(list(self._choices[name].values()))
        chance = rows.source.random(len(at))
        first = self._raised(weights[0] / weights.sum(), name, rows, at)
        rest = np.cumsum(weights[1:])
        places = np.zeros(len(at), dtype=np.int64)
        if len(rest) and rest[-1] > 0:
            other = chance >= first
            within = ((chance - first) / np.maximum(1 - first, 1e-12))[other]
            places[other] = 1 + _picked(rest, np.minimum(within, 1 - 1e-12))
        return np.array([self.place_of[text] for text in texts], dtype=np.float64)[places]

    def _drawn_days(self, variable: Variable, rows: Rows, at: Places) -> Column:
        """Days before or after the event; the near ones are commoner."""
        usual = variable.usual or {}
        low, high = float(usual.get("from", -90)), float(usual.get("to", max(0, usual.get("from", -90))))
        near, far = (low, high) if abs(low) < abs(high) else (high, low)
        place = self._raised(rows.source.random(len(at)) ** 2, variable.id, rows, at)
        return rows.columns[self.order.register.roles.event][at] + np.round(near + (far - near) * place)

    def _aged(self, variable: Variable, rows: Rows) -> Column:
        """Any age that may stand: for a file that needs more persons than the usual ages have."""
        least, most = float(variable.least or 0), float(variable.most if variable.most is not None else 110)
        return np.floor(least + rows.source.random(len(rows.unit)) * (most - least + 1))

    def _with_gaps(self, variable: Variable, drawn: Column, rows: Rows) -> Column:
        if variable.required or variable.id in self.roles:
            return drawn
        gaps = rows.source.random(len(drawn)) < float((variable.usual or {}).get("missing", _OPEN))
        if variable.since is not None:
            gaps |= rows.columns[self.order.register.roles.event] < day_number(variable.since)
        drawn[gaps] = np.nan
        return drawn

    def _raised(self, share: Column | float, name: str, rows: Rows, at: Places) -> Column:
        """A share in (0, 1), shifted by the logits of the unit and of the month."""
        if name not in self._levels or (self.order.spread == 0 and self.order.trend == 0):
            return np.asarray(share) + np.zeros(len(at))
        odds = self._levels[name][rows.unit[at]] * self._trend[rows.month[at]]
        return np.asarray(share * odds / (1 - share + share * odds))


def range_of(variable: Variable, is_age: bool) -> tuple[float, float]:
    """Between which numbers a variable usually lies: as `usual` says, or what may stand, or 0 to 100."""
    usual = variable.usual or {}
    least, most = variable.least, variable.most
    low = float(usual.get("from", least if least is not None else 0))
    high = float(usual.get("to", most if most is not None and not is_age else 100))
    return low, max(low, high)


def _picked(heaped: Column, chance: Column) -> Places:
    """The place of each chance among weights that were summed up."""
    found = np.searchsorted(heaped, chance * heaped[-1], side="right")
    return np.asarray(np.minimum(found, len(heaped) - 1))


def _parsed(holds: str, register: Register) -> Node:
    node = parse(holds, types_of(register))
    if isinstance(node, Problem):
        raise AssertionError(node.code)  # the definition was checked
    return node


# Codes


def _choices(variable: Variable, place: int, order: Order, rules: list[Node]) -> dict[str, float]:
    """Each code that may stand and is known here, the usual ones first."""
    if variable.type == "provider":
        return dict.fromkeys(order.units, 1.0)
    usual = {code: float(weight) for code, weight in (variable.usual or {}).items() if code != "missing"}
    if variable.values is not None:
        usual = usual or dict.fromkeys(variable.values, 1.0)
        return {**usual, **{code: 0.0 for code in variable.values if code not in usual}}
    system = next(each for each in order.register.systems if each.id == variable.system)
    pattern = system.pattern
    source = word_chance(order, place)
    known = order.codes.get(system.id) or tuple(_completed("", pattern, source) for _ in range(_CODES))
    usual = usual or dict.fromkeys(known, 1.0)
    said = sorted({text for node in rules for text in _texts(node)})
    asked = [_completed(text, pattern, source) for text in said]
    return {**usual, **{code: 0.0 for code in asked if code not in usual and re.fullmatch(pattern_of(system), code)}}


_SIGNS = {"A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "9": "0123456789", "*": ""}


def _completed(start: str, pattern: str, source: np.random.Generator) -> str:
    """A code that begins so and goes on as the pattern says; nothing is put in the place of `*`."""
    return start + "".join(
        _SIGNS[sign][source.integers(len(_SIGNS[sign]))] if _SIGNS.get(sign) else _SIGNS.get(sign, sign)
        for sign in pattern[len(start) :]
    )


def _texts(node: Node) -> frozenset[str]:
    """The codes, and the beginnings of codes, that a condition names."""
    match node:
        case Constant(value=str() as text):
            return frozenset({text})
        case Name() | Constant():
            return frozenset()
        case Days(first=one, last=other) | Compare(left=one, right=other):
            return _texts(one) | _texts(other)
        case Within(value=value, among=among):
            return _texts(value).union(*map(_texts, among))
        case Starts(value=value, prefixes=prefixes):
            return _texts(value) | frozenset(prefixes)
        case Missing(value=value) | Not(part=value):
            return _texts(value)
        case And(parts=parts) | Or(parts=parts):
            return frozenset[str]().union(*map(_texts, parts))
