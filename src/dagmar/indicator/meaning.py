"""What an indicator counts, as one tree for all engines: each of its parts is a condition, and perhaps a value to add.

Parts add up exactly, over units, months and batches; what is told is computed from their sums at the end. In a
condition only what is true counts: a row that nothing is known of is not excluded, and not in the numerator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dagmar.basis.problems import Problem
from dagmar.indicator.check import CONDITIONS, NUMBERS
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.register.check import types_of
from dagmar.register.definition import Register
from dagmar.register.expression import And, Compare, Constant, Missing, Node, Not, Or, parse, parse_number

Measure = Literal["rows", "sum", "squares", "histogram"]

ALWAYS = Constant(True)
NONE = Constant(Fraction(0))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is counted in each cell, of the rows of which the condition is true.

    `rows` is how many; `sum` and `squares` add the value and its square, `histogram` counts rows by value. A value is
    whole: rounded to `decimals` and counted in that unit. Rows whose value is missing add nothing, nor do those of a
    rate whose events or exposure are below 0: no row can have so few, and it would undo what others have.
    """

    measure: Measure
    where: Node
    value: Node | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """The parts of an indicator by name: `numerator` and `denominator` of proportions, ratios and rates; `rows`, `sum`
    and `squares` of a mean; `histogram` of a quantile. What counts persons has none: persons do not add up."""

    indicator: Indicator
    parts: Mapping[str, Part]


def meanings(found: IndicatorSet, register: Register) -> tuple[Meaning, ...]:
    """What each indicator counts; the set must have been checked against the register."""
    return tuple(Meaning(each, _parts(each, register)) for each in found.indicators)


def in_denominator(indicator: Indicator, register: Register) -> Node:
    """The rows that are counted: in the population and the denominator, neither excluded nor excepted."""
    left_out = [_not_true(_condition(each, register)) for each in (indicator.exclusions,) if each]
    if indicator.exceptions or indicator.unknown == "left-out":
        numerator = _condition(indicator.numerator, register)
    if indicator.exceptions:
        left_out.append(Or((_true(numerator), _not_true(_condition(indicator.exceptions, register)))))
    if indicator.unknown == "left-out":
        left_out.append(Not(Missing(numerator)))
    whole = (_condition(indicator.population, register), _condition(indicator.denominator, register))
    return _all(*whole, *left_out)


def in_numerator(indicator: Indicator, register: Register) -> Node:
    """The rows of the denominator that have it."""
    return _having(in_denominator(indicator, register), indicator, register)


def said(indicator: Indicator, register: Register) -> Mapping[str, Node]:
    """The conditions and values that the indicator says, by their keys, in the order in which a row is asked."""
    conditions = dict.fromkeys(CONDITIONS, parse)
    values = dict.fromkeys(NUMBERS, parse_number)
    return {
        key: _sound(reading(text, types_of(register)))
        for key, reading in (conditions | values).items()
        if (text := getattr(indicator, key)) is not None
    }


def _parts(indicator: Indicator, register: Register) -> dict[str, Part]:
    where = in_denominator(indicator, register)
    if indicator.counts == "persons":
        return {}
    match indicator.kind:
        case "proportion" | "ratio":
            having = _having(where, indicator, register)
            return {"numerator": Part("rows", having), "denominator": Part("rows", where)}
        case "rate":
            events, exposure = _number(indicator.events, register), _number(indicator.exposure, register)
            known: list[Node] = [Compare(">=", each, NONE) for each in (events, exposure) if each]
            having = _all(_having(where, indicator, register), *known)
            counted = Part("sum", having, events) if events else Part("rows", having)
            return {"numerator": counted, "denominator": Part("sum", _all(where, *known), exposure)}
        case "mean":
            value, places = _number(indicator.value, register), indicator.decimals
            there = _all(where, Not(Missing(value))) if value else where
            return {
                "rows": Part("rows", there),
                "sum": Part("sum", there, value, places),
                "squares": Part("squares", there, value, places),
            }
        case "quantile":
            value = _number(indicator.value, register)
            return {"histogram": Part("histogram", where, value, indicator.decimals)}


def _having(where: Node, indicator: Indicator, register: Register) -> Node:
    return _all(where, _condition(indicator.numerator, register))


def _condition(text: str | None, register: Register) -> Node:
    return ALWAYS if text is None else _sound(parse(text, types_of(register)))


def _number(text: str | None, register: Register) -> Node | None:
    return None if text is None else _sound(parse_number(text, types_of(register)))


def _sound(found: Node | Problem) -> Node:
    if isinstance(found, Problem):
        raise AssertionError(found.code)  # the set was checked
    return found


def _all(*nodes: Node) -> Node:
    """True where all are; nested conjunctions are laid flat, so that engines find what indicators have in common."""
    flat = [part for node in nodes for part in (node.parts if isinstance(node, And) else (node,)) if part != ALWAYS]
    parts = tuple(dict.fromkeys(flat))
    return ALWAYS if not parts else parts[0] if len(parts) == 1 else And(parts)


def _true(node: Node) -> Node:
    """True where it is true, false where it is false or unknown."""
    return And((node, Not(Missing(node))))


def _not_true(node: Node) -> Node:
    """True where it is false or unknown."""
    return Or((Not(node), Missing(node)))
