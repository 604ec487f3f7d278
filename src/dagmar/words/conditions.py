"""Says a condition in plain words, by the names of the variables and the words of their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dagmar.basis.names import value_text
from dagmar.register.check import types_of
from dagmar.register.definition import Register, Text
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
from dagmar.words.amounts import Lang, day


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition: how far it is indented, its words, and the condition that it says."""

    depth: int
    words: str
    node: Node


def condition_lines(node: Node, register: Register, lang: Lang, depth: int = 0) -> Iterator[Line]:
    """The condition as lines: of several parts, first how many must hold, and below it each of them."""
    match node:
        case And(parts=parts):
            yield Line(depth, "alla dessa:" if lang == "sv" else "all of these:", node)
        case Or(parts=parts):
            yield Line(depth, "minst ett av dessa:" if lang == "sv" else "at least one of these:", node)
        case Not(part=And() | Or() | Not() as inner):
            yield Line(depth, "inte det här:" if lang == "sv" else "not this:", node)
            parts = (inner,)
        case _:
            yield Line(depth, phrase(node, register, lang), node)
            parts = ()
    for part in parts:
        yield from condition_lines(part, register, lang, depth + 1)


def phrase(node: Node, register: Register, lang: Lang) -> str:
    """A condition without parts, or a value, as one phrase."""
    return _Speaker(register, lang).phrase(node)


def name_of(variable: str, register: Register, lang: Lang) -> str:
    """What a variable is called."""
    return next(said_in(each.name, lang) for each in register.variables if each.id == variable)


def said_in(text: Text, lang: Lang) -> str:
    """The words of a definition in the language."""
    return text.sv if lang == "sv" else text.en


@dataclass(frozen=True, slots=True)
class _Speaker:
    register: Register
    lang: Lang

    def phrase(self, node: Node, *, holds: bool = True) -> str:
        """`holds` is false for what must not be so."""
        match node:
            case Not(part=part):
                return self.phrase(part, holds=not holds)
            case Constant(value=bool(said)):
                return _ALWAYS[said == holds][self.lang]
            case Name() if self._type(node) == "flag":
                return f"{self._value(node)} {self._is(_flag(holds, self.lang))}"
            case Compare(left=left, right=Constant(value=bool(said)), operator=operator):
                return self.phrase(left, holds=(said == (operator == "=")) == holds)
            case Compare(operator=operator, left=left, right=right):
                alike = _ALIKE if isinstance(right, Name) and self._type(right) in ("code", "flag") else None
                verb = (alike or _VERBS[self._type(left)])[operator if holds else _CONTRARY[operator]]
                return f"{self._value(left)} {verb[self.lang]} {self._value(right, of=left)}"
            case Within(value=value, among=among):
                return self._among(value, [self._value(each, of=value) for each in among], holds)
            case Starts(value=value, prefixes=prefixes):
                return self._starting(value, prefixes, holds)
            case Missing(value=value):
                verb = (_MISSING if isinstance(value, Name | Days) else _UNKNOWN)[holds]
                return f"{self._value(value)} {verb[self.lang]}"
            case And() | Or():
                return self._value(node) if holds else f"{'inte' if self.lang == 'sv' else 'not'} {self._value(node)}"
            case _:
                return self._value(node)

    def _is(self, words: str) -> str:
        return f"{'är' if self.lang == 'sv' else 'is'} {words}"

    def _type(self, node: Node) -> Type:
        return type_of(node, types_of(self.register))

    def _value(self, node: Node, of: Node | None = None) -> str:
        """A value; a code by its words, where it is one of the variable that it is held against."""
        sv = self.lang == "sv"
        match node:
            case Name(name=name):
                return name_of(name, self.register, self.lang)
            case Days(first=first, last=last):
                one, other = self._value(first), self._value(last)
                return f"Antalet dagar från {one} till {other}" if sv else f"The number of days from {one} to {other}"
            case Constant(value=bool(said)):
                return _flag(said, self.lang)
            case Constant(value=Fraction() as number):
                return value_text(number).replace(".", ",") if sv else value_text(number)
            case Constant(value=date() as found):
                return day(found, self.lang)
            case Constant(value=str(code)):
                return self._code(code, of)
            case And(parts=parts) | Or(parts=parts):
                word = {"sv": ("och", "eller"), "en": ("and", "or")}[self.lang][isinstance(node, Or)]
                return f"({f' {word} '.join(map(self.phrase, parts))})"
            case _:
                return f"({self.phrase(node)})"

    def _code(self, code: str, of: Node | None) -> str:
        values = self._values(of)
        return _quoted(said_in(values[code], self.lang), self.lang) if code in values else code

    def _values(self, of: Node | None) -> Mapping[str, Text]:
        """The codes of a variable that has its own."""
        variables = [each for each in self.register.variables if isinstance(of, Name) and each.id == of.name]
        return (variables[0].values if variables else None) or {}

    def _among(self, value: Node, those: list[str], holds: bool) -> str:
        is_not = "är inte" if self.lang == "sv" else "is not"
        verb = self._is("").strip() if holds else is_not
        return f"{self._value(value)} {verb} {_either(those, self.lang)}"

    def _starting(self, value: Node, prefixes: tuple[str, ...], holds: bool) -> str:
        """Where the codes have words, those that begin so, by their words; else how they begin."""
        known = [code for code in self._values(value) if code.startswith(prefixes)]
        if known:
            return self._among(value, [self._code(code, value) for code in known], holds)
        verb = _STARTS[holds][self.lang]
        return f"{self._value(value)} {verb} {_either(prefixes, self.lang)}"


def _either(texts: Iterable[str], lang: Lang) -> str:
    *first, last = texts
    return f"{', '.join(first)} {'eller' if lang == 'sv' else 'or'} {last}" if first else last


def _quoted(text: str, lang: Lang) -> str:
    return f"”{text}”" if lang == "sv" else f"“{text}”"


def _flag(said: bool, lang: Lang) -> str:
    return {True: {"sv": "ja", "en": "yes"}, False: {"sv": "nej", "en": "no"}}[said][lang]


_CONTRARY: Mapping[Operator, Operator] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

_NUMBERS: Mapping[Operator, Mapping[Lang, str]] = {
    "=": {"sv": "är", "en": "is"},
    "!=": {"sv": "är inte", "en": "is not"},
    "<": {"sv": "är under", "en": "is below"},
    "<=": {"sv": "är högst", "en": "is at most"},
    ">": {"sv": "är över", "en": "is above"},
    ">=": {"sv": "är minst", "en": "is at least"},
}
_VERBS: Mapping[Type, Mapping[Operator, Mapping[Lang, str]]] = {
    "number": _NUMBERS,
    "code": _NUMBERS,
    "flag": _NUMBERS,
    "date": {
        "=": {"sv": "är samma dag som", "en": "is the same day as"},
        "!=": {"sv": "är en annan dag än", "en": "is another day than"},
        "<": {"sv": "är före", "en": "is before"},
        "<=": {"sv": "är senast", "en": "is no later than"},
        ">": {"sv": "är efter", "en": "is after"},
        ">=": {"sv": "är tidigast", "en": "is no earlier than"},
    },
}
_ALWAYS: Mapping[bool, Mapping[Lang, str]] = {
    True: {"sv": "alltid", "en": "always"},
    False: {"sv": "aldrig", "en": "never"},
}
_ALIKE: Mapping[Operator, Mapping[Lang, str]] = {
    "=": {"sv": "är detsamma som", "en": "is the same as"},
    "!=": {"sv": "är inte detsamma som", "en": "is not the same as"},
}
_UNKNOWN: Mapping[bool, Mapping[Lang, str]] = {
    True: {"sv": "är okänt", "en": "is unknown"},
    False: {"sv": "är känt", "en": "is known"},
}
_MISSING: Mapping[bool, Mapping[Lang, str]] = {
    True: {"sv": "saknas", "en": "is missing"},
    False: {"sv": "är ifylld", "en": "is filled in"},
}
_STARTS: Mapping[bool, Mapping[Lang, str]] = {
    True: {"sv": "börjar med", "en": "begins with"},
    False: {"sv": "börjar inte med", "en": "does not begin with"},
}
