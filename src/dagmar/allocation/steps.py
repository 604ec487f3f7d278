"""The steps that lead from a pot to one recipient's amount. Each is a value: `words` says it, a receipt hashes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms import Policy, Rest
from dagmar.basis.money import Difference, Ore, Unit
from dagmar.basis.names import ClauseRef, Exact, Id, Share, Value
from dagmar.basis.parties import PartyId


@dataclass(frozen=True, slots=True)
class PotStep:
    """What is to be divided."""

    step: Annotated[Literal["pot"], "always `pot`"]
    amount: Annotated[Ore, "the pot"]
    clause: Annotated[ClauseRef, "where the agreement says so"]


@dataclass(frozen=True, slots=True)
class PartStep:
    """One part of the pot is taken by itself."""

    step: Annotated[Literal["part"], "always `part`"]
    number: Annotated[int, "which part, counted from 1"]
    says: Annotated[Ore | Share | Rest, "the part as the agreement puts it"]
    amount: Annotated[Ore, "the part"]
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class WholeStep:
    """The recipient gets all of it."""

    step: Annotated[Literal["whole"], "always `whole`"]
    amount: Annotated[Ore, "all of it"]
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class ListedStep:
    """The agreement states the recipient's sum."""

    step: Annotated[Literal["listed"], "always `listed`"]
    amount: Annotated[Ore, "the stated sum"]
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class KeyStep:
    """The key: the recipient's weight among all."""

    step: Annotated[Literal["key"], "always `key`"]
    by: Annotated[Literal["equal", "population", "measure", "tiers", "claim"], "what is weighed"]
    weight: Annotated[Exact, "the recipient's weight"]
    total: Annotated[Exact, "all weights"]
    recipients: Annotated[int, "how many recipients"]
    day: Annotated[date | None, "the day of the population"] = None
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class ExactStep:
    """The share before rounding."""

    step: Annotated[Literal["exact"], "always `exact`"]
    kronor: Annotated[Exact, "kronor, as a fraction"]


@dataclass(frozen=True, slots=True)
class RoundedStep:
    """The share after rounding."""

    step: Annotated[Literal["rounded"], "always `rounded`"]
    policy: Annotated[Policy, "the named way to round"]
    unit: Annotated[Unit, "what is rounded to"]
    amount: Annotated[Ore, "the rounded share"]


@dataclass(frozen=True, slots=True)
class ResidualStep:
    """What rounding left over in all, and how much of it fell on the recipient."""

    step: Annotated[Literal["residual"], "always `residual`"]
    residual: Annotated[Difference, "left over by rounding, in all"]
    to: Annotated[tuple[PartyId, ...], "to whom it goes"]
    rest: Annotated[Difference, "the recipient's part of it"]
    amount: Annotated[Ore, "the share with it"]


@dataclass(frozen=True, slots=True)
class SumStep:
    """The recipient's parts, added."""

    step: Annotated[Literal["sum"], "always `sum`"]
    amount: Annotated[Ore, "the sum"]


@dataclass(frozen=True, slots=True)
class DecidedStep:
    """The decided table's sum, which holds, and how far the rule is from it."""

    step: Annotated[Literal["decided"], "always `decided`"]
    amount: Annotated[Ore, "the decided sum"]
    difference: Annotated[Difference, "decided less computed"]
    heading: Annotated[str, "the heading of the column"]
    clause: Annotated[ClauseRef, "where the table stands"]


@dataclass(frozen=True, slots=True)
class GateStep:
    """A requirement that the recipient met; those who did not meet it take no part."""

    step: Annotated[Literal["gate"], "always `gate`"]
    requirement: Annotated[Id, "which requirement"]
    judged: Annotated[PartyId, "who was judged: the recipient, or its county together"]
    met: Annotated[int, "how many of those judged met it"]
    of: Annotated[int, "how many were judged"]
    edition: Annotated[str, "the decision that says so"]
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """The recipient's published value."""

    step: Annotated[Literal["measure"], "always `measure`"]
    measure: Annotated[Id, "what is measured"]
    value: Annotated[Value, "the value, exactly as published"]
    edition: Annotated[str, "the edition that it stands in"]


@dataclass(frozen=True, slots=True)
class TierStep:
    """The highest step of the ladder that the value reaches."""

    step: Annotated[Literal["tier"], "always `tier`"]
    number: Annotated[int, "which step, counted from 1"]
    weight: Annotated[Exact, "what it weighs"]
    people: Annotated[int | None, "how many people weigh with it"] = None


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A sum for each unit counted."""

    step: Annotated[Literal["unit"], "always `unit`"]
    rate: Annotated[Ore, "the sum for one unit"]
    amount: Annotated[Ore, "what the units give, in whole öre, under the cap"]
    cap: Annotated[Ore | None, "the most that one recipient gets"] = None
    clause: Annotated[ClauseRef | None, "where the agreement says so"] = None


@dataclass(frozen=True, slots=True)
class UnwonStep:
    """Money that nobody won is divided by another rule."""

    step: Annotated[Literal["unwon"], "always `unwon`"]
    amount: Annotated[Ore, "what nobody won"]


Step = (
    PotStep
    | GateStep
    | MeasureStep
    | TierStep
    | UnitStep
    | UnwonStep
    | PartStep
    | WholeStep
    | ListedStep
    | KeyStep
    | ExactStep
    | RoundedStep
    | ResidualStep
    | SumStep
    | DecidedStep
)
