"""The rules that divide money: by a key, by a table, by what was reached, in parts, behind a gate; and the rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms.values import DecidedLater, NotStated, Rest
from dagmar.basis.money import Ore, Unit
from dagmar.basis.names import ClauseRef, Exact, Id, Share, Value
from dagmar.basis.parties import PartyId, Whom
from dagmar.basis.problems import Path


@dataclass(frozen=True, slots=True)
class Whole:
    """One recipient gets all of it."""

    by: Annotated[Literal["whole"], "always `whole`"]
    to: Annotated[PartyId, "the recipient"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Equal:
    """Equal parts."""

    by: Annotated[Literal["equal"], "always `equal`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class ByPopulation:
    """In proportion to how many people lived there on a date."""

    by: Annotated[Literal["population"], "always `population`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    day: Annotated[date | NotStated, "the day of the population"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class ByMeasure:
    """In proportion to a measured value, such as a number of registrations."""

    by: Annotated[Literal["measure"], "always `measure`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    measure: Annotated[Id, "which of the `measures` or `requirements`"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of a ladder: who reaches its limit gets its weight."""

    weight: Annotated[Exact, "how much a recipient on this step weighs"]
    at_least: Annotated[Value | None, "reached at this value or more"] = None
    above: Annotated[Value | None, "reached at more than this value"] = None
    at_most: Annotated[Value | None, "reached at this value or less, where less is better"] = None


@dataclass(frozen=True, slots=True)
class ByTiers:
    """To those who reach a step of a ladder; each weighs as the highest step that it reaches, and with its people."""

    by: Annotated[Literal["tiers"], "always `tiers`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    measure: Annotated[Id, "which of the `measures`"]
    tiers: Annotated[tuple[Tier, ...], "the steps"]
    people_on: Annotated[date | None, "the day of the population that weighs too; all weigh alike where none"] = None
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class PerUnit:
    """A sum for each unit that was counted, up to a cap. Where the pot is too small, all are reduced in proportion."""

    by: Annotated[Literal["unit"], "always `unit`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    measure: Annotated[Id, "which of the `measures` counts the units"]
    rate: Annotated[Ore, "the sum for one unit"]
    cap: Annotated[Ore | None, "the most that one recipient gets"] = None
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same fixed sum to each; the sums must fill the pot."""

    by: Annotated[Literal["fixed"], "always `fixed`"]
    among: Annotated[tuple[Whom, ...], "recipients: parties or classes of parties"]
    amount: Annotated[Ore, "the sum to each of them"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Table:
    """Sums that the document lists one by one; they must fill the pot."""

    by: Annotated[Literal["table"], "always `table`"]
    amounts: Annotated[Mapping[PartyId, Ore], "the sum to each recipient"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pot, with a rule of its own: a sum, a share of the whole, or the rest."""

    amount: Annotated[Ore | Share | Rest, "a sum, a share such as `4/5` or `80 %`, or `rest`"]
    rule: Annotated[Rule | NotStated | DecidedLater, "how the part is divided"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None
    unwon: Annotated[Unwon | None, "where the money goes that nobody wins, as in a pot"] = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Several parts, each divided in its own way."""

    by: Annotated[Literal["parts"], "always `parts`"]
    parts: Annotated[tuple[Part, ...], "the parts; together they fill the pot"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Only those who meet every requirement take part."""

    by: Annotated[Literal["gate"], "always `gate`"]
    requires: Annotated[tuple[Id, ...], "which of the `requirements`"]
    rule: Annotated[Rule | NotStated | DecidedLater, "how it is divided among those who pass"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None
    shut_out: Annotated[
        Literal["closes", "unwon"],
        "`closes`: the whole sum goes to those who pass; `unwon`: what the others would have had is won by nobody",
    ] = "closes"


Key = Equal | ByPopulation | ByMeasure | ByTiers
"""A rule that weighs recipients: each gets its part of all weights."""

Rule = Whole | Equal | ByPopulation | ByMeasure | ByTiers | PerUnit | Fixed | Table | Parts | Gate

Unwon = Whole | Equal | ByPopulation | Literal["returned"] | NotStated
"""Where money goes that nobody wins: to a party, to all by a key, or back to the payer."""


def rules_within(rule: object, path: Path) -> Iterator[tuple[Path, object]]:
    """The rule and every rule within it, each with its path."""
    yield path, rule
    if isinstance(rule, Gate):
        yield from rules_within(rule.rule, (*path, "rule"))
    if isinstance(rule, Parts):
        for place, part in enumerate(rule.parts):
            yield from rules_within(part.rule, (*path, "parts", place, "rule"))
            if part.unwon is not None:
                yield (*path, "parts", place, "unwon"), part.unwon


Policy = Literal["nearest-residual-to-largest", "largest-remainder", "floor-rest-to-named"]
"""The named ways to round; `allocation.rounding` tells what each does."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """How exact shares become whole sums. Part of the agreement, never an accident."""

    policy: Annotated[Policy, "the named way to round"]
    unit: Annotated[Unit, "what sums are rounded to"]
    origin: Annotated[
        Literal["stated", "recovered", "illustrative"],
        "`stated` in the document; `recovered`: the way that gives the document's own table; `illustrative`: our own",
    ]
    rest_to: Annotated[PartyId | None, "who gets the rest, for `floor-rest-to-named`"] = None
    clause: Annotated[ClauseRef | None, "where the document says so"] = None
