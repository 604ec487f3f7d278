"""Why a row counts or not: what it is asked, one thing after the other, until one of them decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dagmar.indicator.definition import Indicator
from dagmar.indicator.meaning import said
from dagmar.register.definition import Register
from dagmar.register.expression import And, Node, Not, Or, evaluate

Outcome = Literal[
    "outside", "excluded", "excepted", "left-out", "without-value", "below-zero", "valued", "met", "not-met"
]
"""What becomes of a row. `met` and `not-met` are counted, `valued` adds its value; all others are not counted.

`outside`: not in the population or the denominator. `left-out`: the numerator is unknown, and such rows are left out.
`below-zero`: the events or the exposure of a rate are less than there can be.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the row was asked, by the key that it stands under, and the answer; None is unknown."""

    key: str
    node: Node
    found: Any


@dataclass(frozen=True, slots=True)
class Reason:
    """What the row was asked until it was decided, and what became of it; the last step decided, but for `not-met`."""

    steps: tuple[Step, ...]
    outcome: Outcome


def reason(indicator: Indicator, register: Register, row: Mapping[str, Any]) -> Reason:
    """Ask a row, as intake types it, what the indicator asks; what is not asked any more is not among the steps."""
    steps: list[Step] = []
    for key, node in said(indicator, register).items():
        if key == "exceptions" and _answer(steps, "numerator") is True:
            continue  # an exception is looked at only where the numerator is not met
        steps.append(Step(key, node, evaluate(node, row)))
        if outcome := _ended(steps[-1], indicator):
            return Reason(tuple(steps), outcome)
    if indicator.kind in ("mean", "quantile"):
        return Reason(tuple(steps), "valued")
    return Reason(tuple(steps), "met" if _answer(steps, "numerator") is True else "not-met")


def deciding(node: Node, row: Mapping[str, Any]) -> tuple[Node, ...]:
    """The innermost conditions that make it what it is in this row: of `and` those that are false, of `or` those that
    are true; the unknown ones, where it is unknown; else all of them."""
    match node:
        case Not(part=part):
            return deciding(part, row)
        case And(parts=parts) | Or(parts=parts):
            whole = evaluate(node, row)
            return tuple(each for part in parts if evaluate(part, row) is whole for each in deciding(part, row))
        case _:
            return (node,)


def _ended(step: Step, indicator: Indicator) -> Outcome | None:
    match step.key:
        case "population" | "denominator" if step.found is not True:
            return "outside"
        case "exclusions" if step.found is True:
            return "excluded"
        case "numerator" if step.found is None and indicator.unknown == "left-out":
            return "left-out"
        case "exceptions" if step.found is True:
            return "excepted"
        case "value" | "events" | "exposure" if step.found is None:
            return "without-value"
        case "events" | "exposure" if step.found < 0:
            return "below-zero"
        case _:
            return None


def _answer(steps: list[Step], key: str) -> Any:
    return next((step.found for step in steps if step.key == key), None)
