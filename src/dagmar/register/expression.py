"""The small language of conditions: typed, parsed against a register's variables, and evaluated in three values.

    length_of_stay <= 30 and not (diagnosis starts "I63" or age < 18)
    days(admitted, discharged) >= 0
    treatment is missing or treatment in ("A", "B")

There is nothing else in it: no assignment, no call but the few that are listed, and nothing is ever run as code. A
comparison with a missing value is neither true nor false; `and`, `or` and `not` follow the three values of SQL.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from dagmar.basis.dates import read_date
from dagmar.basis.problems import Code, Problem, problem

Type = Literal["date", "flag", "code", "number"]

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a day, a code, yes or no."""

    value: Fraction | date | str | bool


@dataclass(frozen=True, slots=True)
class Days:
    """How many days lie from one day to another."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one type, compared."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Within:
    """A value among some constants."""

    value: Node
    among: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Starts:
    """A code that begins with one of some texts."""

    value: Node
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """True where there is no value; never unknown."""

    value: Node


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary; unknown stays unknown."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """True where all are true, false where one is false."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True where one is true, false where all are false."""

    parts: tuple[Node, ...]


Node = Name | Constant | Days | Compare | Within | Starts | Missing | Not | And | Or

MOST_LENGTH = 2_000
MOST_DEPTH = 50
MOST_DIGITS = 15
"""Bounds far beyond any condition that a person can read, and any number that is measured."""


def parse(text: str, types: Mapping[str, Type]) -> Node | Problem:
    """The condition that a text says of variables of these types; a problem with the column where it goes wrong."""
    return _parse(text, types, "flag")


def _parse(text: str, types: Mapping[str, Type], kind: Type) -> Node | Problem:
    if len(text) > MOST_LENGTH:
        return problem(Code.EXPRESSION, column=MOST_LENGTH, what="too-long", text="", near=())
    try:
        reader = _Reader(text, types)
        node = reader.either(0)
        reader.end()
        reader.must_be(node, kind)
    except _Fault as fault:
        near = tuple(difflib.get_close_matches(fault.text, types, n=1)) if fault.what == "unknown" else ()
        return problem(Code.EXPRESSION, column=fault.column + 1, what=fault.what, text=fault.text, near=near)
    return node


def parse_number(text: str, types: Mapping[str, Type]) -> Node | Problem:
    """The number that a text says of variables of these types: a variable, or the days between two days."""
    return _parse(text, types, "number")


def type_of(node: Node, types: Mapping[str, Type]) -> Type:
    """What a value is; every condition is a flag."""
    match node:
        case Name(name=name):
            return types[name]
        case Constant(value=bool()):
            return "flag"
        case Constant(value=value):
            return "number" if isinstance(value, Fraction) else "date" if isinstance(value, date) else "code"
        case Days():
            return "number"
        case _:
            return "flag"


def names_in(node: Node) -> frozenset[str]:
    """The variables that a condition asks for."""
    match node:
        case Name(name=name):
            return frozenset({name})
        case Constant():
            return frozenset()
        case Days(first=one, last=other) | Compare(left=one, right=other):
            return names_in(one) | names_in(other)
        case Within(value=value) | Starts(value=value) | Missing(value=value) | Not(part=value):
            return names_in(value)
        case And(parts=parts) | Or(parts=parts):
            return frozenset[str]().union(*map(names_in, parts))


def codes_in(node: Node) -> Iterator[tuple[str, str, bool]]:
    """Each variable that is held against a code in the condition, the code, and whether it is the beginning of one."""
    match node:
        case Compare(left=Name(name=name), right=Constant(value=str(code))):
            yield name, code, False
        case Compare(left=Constant(value=str(code)), right=Name(name=name)):
            yield name, code, False
        case Within(value=Name(name=name), among=among):
            yield from ((name, each.value, False) for each in among if isinstance(each.value, str))
        case Starts(value=Name(name=name), prefixes=prefixes):
            yield from ((name, each, True) for each in prefixes)
        case Not(part=part):
            yield from codes_in(part)
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from codes_in(part)
        case _:
            pass


def variables_compared(node: Node) -> Iterator[tuple[str, str]]:
    """The variables of each two that are held against each other in the condition."""
    match node:
        case Compare(left=Name(name=one), right=Name(name=other)):
            yield one, other
        case Not(part=part):
            yield from variables_compared(part)
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from variables_compared(part)
        case _:
            pass


def evaluate(node: Node, row: Mapping[str, Any]) -> Any:
    """The value of a condition in one row, None where it is unknown. Slow and plain: the oracle of every engine."""
    match node:
        case Name(name=name):
            return row.get(name)
        case Constant(value=value):
            return value
        case Days(first=one, last=other):
            first, last = evaluate(one, row), evaluate(other, row)
            return None if first is None or last is None else Fraction((last - first).days)
        case Compare(operator=operator, left=one, right=other):
            left, right = evaluate(one, row), evaluate(other, row)
            return None if left is None or right is None else COMPARE[operator](left, right)
        case Within(value=inner, among=among):
            found = evaluate(inner, row)
            return None if found is None else found in [each.value for each in among]
        case Starts(value=inner, prefixes=prefixes):
            found = evaluate(inner, row)
            return None if found is None else str(found).startswith(prefixes)
        case Missing(value=inner):
            return evaluate(inner, row) is None
        case Not(part=inner):
            found = evaluate(inner, row)
            return None if found is None else not found
        case And(parts=parts):
            found = [evaluate(part, row) for part in parts]
            return False if False in found else None if None in found else True
        case Or(parts=parts):
            found = [evaluate(part, row) for part in parts]
            return True if True in found else None if None in found else False


COMPARE: Mapping[Operator, Callable[[Any, Any], Any]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
"""What the signs do, with values or with an engine's columns."""


# Reading


class _Fault(Exception):
    """Where a text goes wrong, and how; the reader turns it into a problem."""

    def __init__(self, column: int, what: str, text: str = "") -> None:
        super().__init__()
        self.column, self.what, self.text = column, what, text


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["name", "number", "day", "text", "sign", "end"]
    text: str
    column: int


_TOKEN = re.compile(
    r"\s*(?:(?P<day>\d{4}-\d{2}-\d{2})|(?P<number>\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\")"
    r"|(?P<name>[a-z][a-z0-9_-]*)|(?P<sign><=|>=|!=|[=<>(),]))"
)
WORDS = frozenset({"and", "or", "not", "in", "is", "missing", "starts", "days", "yes", "no"})
"""The words of the language; no variable has one of these names in a condition."""


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            column = at + len(text[at:]) - len(text[at:].lstrip())
            raise _Fault(column, _strange(text[column]), text[column])
        found.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))  # type: ignore[arg-type]
        at = match.end()
    return [*found, _Token("end", "", len(text))]


def _strange(sign: str) -> str:
    """What is wrong with a sign that begins no word."""
    known = {'"': "open-quote", **dict.fromkeys("'“”’‘«»", "other-quotes"), **dict.fromkeys("≤≥≠", "other-sign")}
    known |= dict.fromkeys("+-*/%", "arithmetic")
    return known.get(sign, "capital" if sign.isupper() else "sign")


class _Reader:
    """Reads a condition from left to right: `or` binds least, then `and`, then `not`, then comparisons."""

    def __init__(self, text: str, types: Mapping[str, Type]) -> None:
        self.tokens = _tokens(text)
        self.types = types
        self.at = 0

    def either(self, depth: int) -> Node:
        """One or several, joined by `or`."""
        if depth > MOST_DEPTH:
            raise _Fault(self._next.column, "too-deep")
        parts = self._joined("or", lambda: self._both(depth))
        return parts[0] if len(parts) == 1 else Or(parts)

    def end(self) -> None:
        """Nothing may follow."""
        if self._next.kind != "end":
            raise _Fault(self._next.column, "more", self._next.text)

    def must_be(self, node: Node, kind: Type, column: int = 0) -> None:
        """Refuse a value of another type."""
        if type_of(node, self.types) != kind:
            raise _Fault(column, f"not-{kind}")

    @property
    def _next(self) -> _Token:
        return self.tokens[self.at]

    def _take(self, *texts: str) -> _Token | None:
        token = self._next
        if token.kind in ("name", "sign") and token.text in texts:
            self.at += 1
            return token
        return None

    def _need(self, text: str) -> None:
        if not self._take(text):
            raise _Fault(self._next.column, "expected", text)

    def _joined(self, word: str, part: Callable[[], Node]) -> tuple[Node, ...]:
        column = self._next.column
        parts = [part()]
        while self._take(word):
            self.must_be(parts[-1], "flag", column)
            column = self._next.column
            parts.append(part())
            self.must_be(parts[-1], "flag", column)
        return tuple(parts)

    def _both(self, depth: int) -> Node:
        parts = self._joined("and", lambda: self._negated(depth))
        return parts[0] if len(parts) == 1 else And(parts)

    def _negated(self, depth: int) -> Node:
        if self._take("not"):
            if depth > MOST_DEPTH:
                raise _Fault(self._next.column, "too-deep")
            column = self._next.column
            part = self._negated(depth + 1)
            self.must_be(part, "flag", column)
            return Not(part)
        return self._compared(depth)

    def _compared(self, depth: int) -> Node:
        column = self._next.column
        left = self._value(depth)
        if self._take("is"):
            negated = bool(self._take("not"))
            self._need("missing")
            return Not(Missing(left)) if negated else Missing(left)
        if self._take("in"):
            return Within(left, self._among(left))
        if self._take("starts"):
            self.must_be(left, "code", column)
            return Starts(left, tuple(str(each.value) for each in self._among(left)))
        if operator := self._take("=", "!=", "<", "<=", ">", ">="):
            kind = type_of(left, self.types)
            right = self._beside(kind, depth)
            if kind in ("flag", "code") and operator.text not in ("=", "!="):
                raise _Fault(operator.column, "no-order")
            return Compare(operator.text, left, right)  # type: ignore[arg-type]
        return left

    def _beside(self, kind: Type, depth: int) -> Node:
        """What a value of a type is compared with."""
        token = self._next
        if token.text == "=" and token.kind == "sign":
            raise _Fault(token.column, "twice", "=")
        strange = token.kind == "name" and token.text not in {*self.types, *WORDS}
        if (kind == "code" and strange) or (kind == "flag" and (strange or token.kind == "number")):
            raise _Fault(token.column, f"bare-{kind}", token.text)
        found = self._value(depth)
        self.must_be(found, kind, token.column)
        return found

    def _among(self, left: Node) -> tuple[Constant, ...]:
        kind = type_of(left, self.types)
        one = not self._take("(")
        found: list[Constant] = []
        while True:
            column = self._next.column
            value = self._value(MOST_DEPTH)
            self.must_be(value, kind, column)
            if not isinstance(value, Constant):
                raise _Fault(column, "not-constant")
            found.append(value)
            if one or not self._take(","):
                break
        if not one:
            self._need(")")
        return tuple(found)

    def _value(self, depth: int) -> Node:
        token = self._next
        if self._take("("):
            node = self.either(depth + 1)
            self._need(")")
            return node
        if self._take("days"):
            return self._days(depth)
        self.at += 1
        match token.kind:
            case "number" if len(token.text) > MOST_DIGITS:
                raise _Fault(token.column, "long-number", token.text)
            case "number":
                return Constant(Fraction(token.text))
            case "day":
                found = read_date(token.text)
                if isinstance(found, Problem):
                    raise _Fault(token.column, "day", token.text)
                return Constant(found)
            case "text":
                return Constant(token.text[1:-1])
            case "name" if token.text in ("yes", "no"):
                return Constant(token.text == "yes")
            case "name" if token.text in self.types:
                return Name(token.text)
            case "name" if token.text not in WORDS:
                raise _Fault(token.column, "unknown", token.text)
            case _:
                raise _Fault(token.column, "value", token.text)

    def _days(self, depth: int) -> Node:
        self._need("(")
        days: list[Node] = []
        for sign in (",", ")"):
            column = self._next.column
            days.append(self._value(depth + 1))
            self.must_be(days[-1], "date", column)
            self._need(sign)
        return Days(days[0], days[1])
