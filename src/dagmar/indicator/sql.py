"""The tree of meaning in SQL, as Ibis writes it: one query for all sums of all indicators, and one for all histograms.

It is imported only where one of the engines that `engines` opens is asked for: Ibis is no part of the usual
installation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import assert_never

import ibis
import polars as pl
from ibis.expr.types import Table, Value

from dagmar.basis.problems import Code, Problem, problem
from dagmar.indicator.cells import UNKNOWN
from dagmar.indicator.counting import MOST, row_length, too_large
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.gathering import Gathered, changes
from dagmar.indicator.kept_parts import KEYS, NO_PILES, no_cells
from dagmar.indicator.meaning import Part, meanings
from dagmar.indicator.program import Program, program
from dagmar.register.check import types_of
from dagmar.register.definition import Register
from dagmar.register.expression import (
    COMPARE,
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
)
from dagmar.register.levels import Piece, stretches
from dagmar.register.storage import Manifest, Store
from dagmar.register.units import Units

_TYPES: Mapping[str, str] = {"date": "date", "flag": "boolean", "whole": "int64", "decimal": "float64"}


def count(table: Table, store: Store, manifest: Manifest, found: IndicatorSet, units: Units) -> Gathered | Problem:
    """The parts of all months, from a table of all rows that the manifest counts.

    A Problem where values are too large to be added exactly.
    """
    register = store.register
    asked = program(meanings(found, register), types_of(register))
    among = stretches(units)
    changed = [each for name in manifest.months for each in changes(among, date.fromisoformat(f"{name}-01"))]
    rows = _rows(_with_days(_whole(table, register), register, changed), register, found.ages, asked)
    cells = _read(_cells(rows, asked))
    if _any_too_large(cells, asked, manifest):
        return problem(Code.VALUES_TOO_LARGE)
    piles = _piles(rows, asked)
    whole = NO_PILES if piles is None else _like(_read(piles), NO_PILES)
    places = map(str, range(row_length(asked)))
    there = (pl.col(place) if place in cells.columns else pl.lit(0) for place in places)
    arrays = cells.select(*KEYS, counts=pl.concat_arr([each.cast(pl.Int64) for each in there]))
    return Gathered(asked, _like(arrays, no_cells(asked)), whole, len(manifest.months), manifest)


# Rows: the cell of each, and what it adds to each part; null where it adds nothing


def _whole(table: Table, register: Register) -> Table:
    """The table with every variable; one that no file has is missing."""
    kinds = {each.id: _TYPES.get(each.type, "string") for each in register.variables}
    return table.mutate(**{name: ibis.null(kind) for name, kind in kinds.items() if name not in table.columns})


def _with_days(table: Table, register: Register, changed: Sequence[Piece]) -> Table:
    """The table with the first of each row's month, and the day from which its unit belonged as on the row's day."""
    event, unit = register.roles.event, register.roles.provider
    table = table.mutate(**{"?month": table[event].truncate("M")})
    if not changed:
        return table.mutate(**{"?day": table["?month"]})
    pieces = pl.DataFrame({f"?{name}": [getattr(each, name) for each in changed] for name in ("unit", "first", "last")})
    times = ibis.memtable(pieces)
    then = [table[unit] == times["?unit"], table[event] >= times["?first"], table[event] <= times["?last"]]
    joined = table.left_join(times, then)
    return joined.mutate(**{"?day": joined["?first"].fill_null(joined["?month"])})


def _rows(table: Table, register: Register, ages: Sequence[int], asked: Program) -> Table:
    roles = register.roles
    keys = {
        "unit": table[roles.provider],
        "day": table["?day"],
        "sex": table[roles.sex] if roles.sex else ibis.null("string"),
        "band": _band(table[roles.age], ages) if roles.age else ibis.literal(UNKNOWN, "int32"),
        "month": table["?month"],
    }
    return table.select(**keys, **{str(place): _added(each.part, table) for place, each in enumerate(asked.counted)})


def _band(age: Value, ages: Sequence[int]) -> Value:
    older = [(age >= least, band) for band, least in reversed(list(enumerate(ages))) if band]
    return ibis.cases((age.isnull(), UNKNOWN), *older, else_=0)


def _added(part: Part, table: Table) -> Value:
    """One, or the value: whole, as a double, so that what is too large is seen and no product overflows."""
    where = _column(part.where, table)
    if part.value is None:
        return where.ifelse(1, ibis.null("int64"))
    value = _column(part.value, table)
    scaled = value.cast("float64") * 10.0**part.decimals + 0.5
    whole = (scaled.abs() < MOST).ifelse(scaled, float(MOST)).floor().cast("float64")
    return (where & value.notnull()).ifelse(whole, ibis.null("float64"))


def _column(node: Node, table: Table) -> Value:
    """A condition or a value over the columns of the table; null where it is unknown."""
    match node:
        case Name(name=name):
            return table[name]
        case Constant():
            return _constant(node)
        case Days(first=first, last=last):
            return _column(last, table).delta(_column(first, table), unit="day")
        case Compare(operator=operator, left=left, right=right):
            return COMPARE[operator](_column(left, table), _column(right, table))
        case Within(value=value, among=among):
            inner = _column(value, table)
            return reduce(or_, (inner == _constant(each) for each in among))
        case Starts(value=value, prefixes=prefixes):
            inner = _column(value, table)
            return reduce(or_, (inner.startswith(prefix) for prefix in prefixes))
        case Missing(value=Missing()):
            return ibis.literal(False)  # never unknown; and Spark does not read what Ibis writes, `is null is null`
        case Missing(value=value):
            return _column(value, table).isnull()
        case Not(part=part):
            # Said so, as Ibis writes `~part` without brackets, and what follows in the SQL would bind it too closely.
            return _column(part, table) == ibis.literal(False)
        case And(parts=parts):
            return reduce(and_, (_column(part, table) for part in parts))
        case Or(parts=parts):
            return reduce(or_, (_column(part, table) for part in parts))
        case _:
            assert_never(node)


def _constant(node: Constant) -> Value:
    match node.value:
        case bool():
            return ibis.literal(node.value, "boolean")
        case Fraction() as number if number.denominator == 1:
            return ibis.literal(number.numerator, "int64")
        case Fraction() as number:
            return ibis.literal(float(number), "float64")
        case date():
            return ibis.literal(node.value, "date")
        case str():
            return ibis.literal(node.value, "string")


# Queries


def _cells(rows: Table, asked: Program) -> Table:
    """The sums of each cell, and beside each value `most`, the largest without its sign."""
    sums: dict[str, Value] = {}
    for place, each in enumerate(asked.counted):
        added = rows[str(place)]
        if each.part.measure != "histogram":
            sums[str(place)] = (added * added if each.part.measure == "squares" else added).sum().fill_null(0)
        if each.part.value is not None:
            sums[f"most {place}"] = added.abs().max().fill_null(0)
    return rows.aggregate(by=list(KEYS), **sums)


def _any_too_large(cells: pl.DataFrame, asked: Program, manifest: Manifest) -> bool:
    months = cells.group_by("month").max()
    return any(
        too_large(int(row[f"most {place}"]), manifest.months[f"{row['month']:%Y-%m}"].rows, each.part.measure)
        for row in months.iter_rows(named=True)
        for place, each in enumerate(asked.counted)
        if each.part.value is not None
    )


def _piles(rows: Table, asked: Program) -> Table | None:
    """How many rows of each cell have each value, of all histograms; None where there are none."""
    parts = [
        rows.filter(rows[str(place)].notnull()).select(*KEYS, part=ibis.literal(place, "int32"), value=str(place))
        for place, each in enumerate(asked.counted)
        if each.part.measure == "histogram"
    ]
    if not parts:
        return None
    every = ibis.union(*parts)
    return every.aggregate(by=[*KEYS, "part", "value"], rows=every.count())


def _read(query: Table) -> pl.DataFrame:
    return pl.DataFrame(query.to_pyarrow())


def _like(frame: pl.DataFrame, pattern: pl.DataFrame) -> pl.DataFrame:
    """The columns of the pattern, in its order and types."""
    return frame.select(pattern.columns).cast(pattern.schema)
