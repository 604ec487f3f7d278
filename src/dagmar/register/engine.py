"""Conditions as columns: a condition becomes an expression of Polars, with the same three values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import assert_never

import polars as pl

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


def column_of(node: Node) -> pl.Expr:
    """The condition as an expression over columns named as its variables; null where it is unknown."""
    match node:
        case Name(name=name):
            return pl.col(name)
        case Constant(value=value):
            return pl.lit(_plain(value))
        case Days(first=first, last=last):
            return (column_of(last) - column_of(first)).dt.total_days()
        case Compare(operator=operator, left=left, right=right):
            compared: pl.Expr = COMPARE[operator](column_of(left), column_of(right))
            return compared
        case Within(value=value, among=among):
            # Equal to one of them, rather than `is_in`: whole numbers are compared with broken ones too.
            inner = column_of(value)
            return reduce(or_, (inner == _plain(each.value) for each in among))
        case Starts(value=value, prefixes=prefixes):
            inner = column_of(value)
            return reduce(or_, (inner.str.starts_with(prefix) for prefix in prefixes))
        case Missing(value=value):
            return column_of(value).is_null()
        case Not(part=part):
            return ~column_of(part)
        case And(parts=parts):
            return reduce(and_, map(column_of, parts))
        case Or(parts=parts):
            return reduce(or_, map(column_of, parts))
        case _:
            assert_never(node)


def _plain(value: Fraction | date | str | bool) -> float | int | date | str | bool:
    """A whole number stays whole; another is the nearest double, as the column's own values are."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value
