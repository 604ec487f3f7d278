"""Conditions of every form, drawn at random, and said as a person would write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

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
    Type,
    Within,
)

days = st.dates(date(2024, 1, 1), date(2024, 3, 1))
codes = st.sampled_from(["", "1", "2", "I", "I63", "I639", "J45"])
quarters = st.integers(-8, 8).map(lambda each: Fraction(each, 4))
VALUES = {"date": days, "number": quarters, "code": codes, "flag": st.booleans()}


class Language:
    """What can be said of variables of these types. The values of `constants` stand in for those of VALUES."""

    def __init__(self, types: Mapping[str, Type], **constants: st.SearchStrategy) -> None:
        self.types = types
        self.constants = VALUES | constants

    @property
    def conditions(self) -> st.SearchStrategy[Node]:
        """Conditions of every form, some within others."""
        return st.recursive(self.simple, self.joined, max_leaves=8)

    @property
    def simple(self) -> st.SearchStrategy[Node]:
        """One comparison, or a flag."""
        prefixes = st.lists(self.constants["code"], min_size=1, max_size=3).map(tuple)
        return st.one_of(
            *(self.compared(kind) for kind in ("date", "number", "code", "flag")),
            self.named("flag"),
            st.builds(Starts, self.values("code"), prefixes),
            st.sampled_from(sorted(self.types)).map(lambda name: Missing(Name(name))),
            *(self.among(kind, self.values(kind)) for kind in ("date", "number", "code", "flag")),
        )

    def joined(self, part: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        """Conditions made of others; a condition is a flag, and may stand where one may."""
        several = st.lists(part, min_size=2, max_size=3).map(tuple)
        same = st.builds(Compare, st.sampled_from(["=", "!="]), part, part)
        return st.one_of(
            *(st.builds(kind, several) for kind in (And, Or)),
            *(st.builds(kind, part) for kind in (Not, Missing)),
            same,
            self.among("flag", part),
        )

    def compared(self, kind: Type) -> st.SearchStrategy[Node]:
        """Two values of a type, compared."""
        signs = ["=", "!="] if kind in ("code", "flag") else ["=", "!=", "<", "<=", ">", ">="]
        return st.builds(Compare, st.sampled_from(signs), self.values(kind), self.values(kind))

    def among(self, kind: Type, value: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        """A value of a type among some constants."""
        constants = st.lists(self.constants[kind].map(Constant), min_size=1, max_size=3).map(tuple)
        return st.builds(Within, value, constants)

    def values(self, kind: Type) -> st.SearchStrategy[Node]:
        """A variable of a type, a constant, or the days between two days."""
        found = self.named(kind) | self.constants[kind].map(Constant)
        return found | st.builds(Days, self.values("date"), self.values("date")) if kind == "number" else found

    def named(self, kind: Type) -> st.SearchStrategy[Node]:
        """A variable of a type."""
        return st.sampled_from([Name(name) for name, each in self.types.items() if each == kind])


def written(node: Node) -> str:
    """A condition or a value in the language of conditions; no number in it may be below nought."""
    match node:
        case Name(name=name):
            return name
        case Constant(value=bool() as value):
            return "yes" if value else "no"
        case Constant(value=Fraction() as value):
            return str(value.numerator) if value.denominator == 1 else str(float(value))
        case Constant(value=str() as value):
            return f'"{value}"'
        case Constant(value=value):
            return str(value)
        case Days(first=first, last=last):
            return f"days({written(first)}, {written(last)})"
        case Compare(operator=operator, left=left, right=right):
            return f"{_within(left)} {operator} {_within(right)}"
        case Within(value=value, among=among):
            return f"{_within(value)} in ({', '.join(map(written, among))})"
        case Starts(value=value, prefixes=prefixes):
            return f"{_within(value)} starts ({', '.join(written(Constant(each)) for each in prefixes)})"
        case Missing(value=value):
            return f"{_within(value)} is missing"
        case Not(part=part):
            return f"not {_within(part)}"
        case And(parts=parts):
            return " and ".join(map(_within, parts))
        case Or(parts=parts):
            return " or ".join(map(_within, parts))


def _within(node: Node) -> str:
    return written(node) if isinstance(node, Name | Constant | Days) else f"({written(node)})"
