"""Plants faults in rows that are made up: each kind that the validation finds, in a row of its own, and a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dagmar.register.definition import Variable
from dagmar.register.expression import Node, names_in
from dagmar.register.made_up.drawing import Drawing, Places, Rows
from dagmar.register.made_up.order import Order
from dagmar.register.made_up.satisfying import Making

_TRIES = 8

SCHEMA = {"row": pl.Int64, "column": pl.String, "rule": pl.String}
"""The list of what was planted: the row as a spreadsheet counts, the column, the rule."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to be wrong: the variables that are, the rule, and the text or the condition that makes it so."""

    column: str
    rule: str
    text: str | None = None
    node: Node | None = None


def kinds_of(drawing: Drawing) -> tuple[Kind, ...]:
    """Every way in which a row of the register can be wrong."""
    register = drawing.order.register
    order: dict[str, int] = {each.id: place for place, each in enumerate(register.variables)}
    of_cells = [kind for each in register.variables for kind in _of_cells(each)]
    of_rules = [
        Kind(", ".join(sorted(names_in(node), key=order.__getitem__)), rule.id, node=node)
        for rule, node in drawing.rules
    ]
    return (*of_rules, *of_cells)


def _of_cells(variable: Variable) -> Iterator[Kind]:
    if variable.required and variable.since is None:
        yield Kind(variable.id, "missing")
    match variable.type:
        case "identity":
            yield _identity(variable.id)
        case "date":
            yield Kind(variable.id, "not-date", "2019-02-30")
        case "flag":
            yield Kind(variable.id, "not-flag", "kanske")
        case "whole" | "decimal":
            yield Kind(variable.id, f"not-{variable.type}", "1.2.3")
            if variable.least is not None:
                yield Kind(variable.id, "out-of-range", str(int(variable.least) - 2))
            if variable.most is not None:
                yield Kind(variable.id, "out-of-range", str(int(variable.most) + 2))
        case "code" | "provider":
            yield Kind(variable.id, "not-a-code", "??")


def _identity(person: str) -> Kind:
    """A number whose last digit is wrong."""
    return Kind(person, "identity", "")


@dataclass(frozen=True, slots=True)
class Planted:
    """The faults of one part: which of its rows, and what is wrong there."""

    places: Places
    kinds: tuple[Kind, ...]

    def listed(self, above: int) -> pl.DataFrame:
        """The list; `above` rows stand above the part, the heading not counted."""
        rows = [(int(place) + above + 2, kind.column, kind.rule) for place, kind in self._pairs()]
        return pl.DataFrame(rows, schema=SCHEMA, orient="row")

    def spoilt(self, texts: pl.DataFrame) -> pl.DataFrame:
        """The texts, with cells that are wrong."""
        places: dict[Kind, list[int]] = {}
        for place, kind in self._pairs():
            if kind.node is None:
                places.setdefault(kind, []).append(int(place))
        count = np.arange(texts.height)
        for kind, those in places.items():
            wrong = pl.lit(kind.text, dtype=pl.String)
            if kind.rule == "identity":
                last = (pl.col(kind.column).str.tail(1).cast(pl.Int64) + 1) % 10
                wrong = pl.col(kind.column).str.head(-1) + last.cast(pl.String)
            here = pl.Series(np.isin(count, those))
            texts = texts.with_columns(pl.when(here).then(wrong).otherwise(kind.column).alias(kind.column))
        return texts

    def _pairs(self) -> Iterator[tuple[int, Kind]]:
        return zip(self.places.tolist(), self.kinds, strict=True)


def plant(rows: Rows, drawing: Drawing, above: int) -> Planted:
    """Break rules in the rows of a part that are to be wrong, and tell which rows and which faults.

    A rule that cannot be made false of a row leaves it with a wrong digit in the number of the person instead.
    """
    kinds = kinds_of(drawing)
    numbers = _numbers(drawing.order, above, len(rows.unit))
    chosen = [kinds[number % len(kinds)] for number in numbers]
    places = np.array([_row(drawing.order, number) - above for number in numbers], dtype=np.int64)
    making = Making(rows, drawing, settles_unknown=True)
    for kind in dict.fromkeys(chosen):
        if kind.node is not None:
            those = places[[each is kind for each in chosen]]
            for _ in range(_TRIES):
                making.make(kind.node, False, those)
            kept = set(those[making.truth(kind.node, those) != 0].tolist())
            spare = _identity(drawing.order.register.roles.person)
            chosen = [spare if place in kept else each for place, each in zip(places, chosen, strict=True)]
    return Planted(places, tuple(chosen))


def _row(order: Order, number: int) -> int:
    """Which row a fault is in: they lie evenly over the file."""
    return number * order.rows // min(order.faults, order.rows)


def _numbers(order: Order, above: int, count: int) -> range:
    """The numbers of the faults that fall within so many rows."""
    faults = min(order.faults, order.rows)
    first, last = (-(-row * faults // order.rows) if order.rows else 0 for row in (above, above + count))
    return range(first, last)
