"""The steps that lead from a pot to one recipient's amount. Each is a value: `words` says it, a receipt hashes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms import Policy, Rest
from dagmar.basis.money import Difference, Ore, Unit
from dagmar.basis.names import ClauseRef, Exact, Share
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
    by: Annotated[Literal["equal", "population"], "what is weighed"]
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


Step = (
    PotStep
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
