"""What is measured and what must be met, by whom it is judged, and within which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from dagmar.agreement.terms.values import NotStated, Text, Window
from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import PartyId, Whom


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is measured for each recipient, and that money follows. Its values come as published figures."""

    id: Annotated[Id, "short name in this file; a table of figures names it"]
    name: Annotated[Text, "what is measured"]
    clause: Annotated[ClauseRef, "where the document says so"]
    unit: Annotated[
        Literal["share", "count", "rate", "change"] | NotStated,
        "what its values are; a fall is a negative `change`: `at_most: -10 %`",
    ]
    source: Annotated[Text | NotStated, "the register or statistics that it comes from"]
    window: Annotated[Window | NotStated, "the days that are measured"]
    assessor: Annotated[PartyId | NotStated, "who publishes or judges the values"]
    indicator: Annotated[Id | None, "its definition among Dagmar's indicators, where it has one"] = None
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that must be met before money is given (grundkrav); judged for each recipient or a county together."""

    id: Annotated[Id, "short name in this file; a table of figures names it"]
    name: Annotated[Text, "what is required"]
    clause: Annotated[ClauseRef, "where the document says so"]
    of: Annotated[tuple[Whom, ...], "who must meet it"]
    judged: Annotated[
        Literal["recipient", "county"], "`recipient`: each by itself; `county`: region and municipalities together"
    ]
    evidence: Annotated[tuple[Text, ...], "what shows that it is met"]
    assessor: Annotated[PartyId | NotStated, "who judges it"]
    window: Annotated[Window | NotStated, "the days within which it must be met"]


_FAR = 10
"""No published change is a tenfold one; `-10` for `-10 %` is."""


def unit_of(judged: Measure | Requirement) -> str:
    """What the values are: the measure's unit, or `requirement`."""
    return judged.unit if isinstance(judged, Measure) else "requirement"


def may_be(judged: Measure | Requirement, value: Fraction) -> bool:
    """True for a value that is possible: a share is 0 to 1, a count is whole, only a change may be negative.

    A requirement is met, 1, or not, 0.
    """
    match unit_of(judged):
        case "share":
            return 0 <= value <= 1
        case "count":
            return value >= 0 and value.denominator == 1
        case "rate":
            return value >= 0
        case "change":
            return value >= -1 and abs(value) < _FAR
        case "requirement":
            return value in (0, 1)
        case _:
            return True
