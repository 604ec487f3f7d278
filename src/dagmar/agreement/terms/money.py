"""The money of an agreement: grants and their pots, who pays and who is paid, what others add, and the printed sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms.rules import Rounding, Rule, Unwon, rules_within
from dagmar.agreement.terms.values import DecidedLater, NotStated, Text
from dagmar.basis.money import Ore
from dagmar.basis.names import ClauseRef, Id, Month, Share, Year
from dagmar.basis.parties import PartyId, Whom
from dagmar.basis.problems import Path

Mode = Literal["on-requisition", "without-requisition", "payers-disposal", "government-offices-disposal"]
"""How money is paid out, or who disposes of it."""


@dataclass(frozen=True, slots=True)
class DecidedTable:
    """A table of sums that was decided. It is the legal truth; the rule is recomputed beside it."""

    clause: Annotated[ClauseRef, "where the table stands"]
    heading: Annotated[str, "the heading of its column"]
    amounts: Annotated[Mapping[PartyId, Ore], "the decided sum of each recipient"]


@dataclass(frozen=True, slots=True)
class Pot:
    """The money of one grant in one year, and the rule that divides it."""

    year: Annotated[Year, "the year of the money"]
    amount: Annotated[Ore | NotStated | DecidedLater, "how much is to be divided"]
    clause: Annotated[ClauseRef, "where the document says so"]
    rule: Annotated[Rule | NotStated | DecidedLater, "how it is divided among the recipients"]
    rounding: Annotated[Rounding | NotStated | None, "how shares are rounded; needed where a rule divides"] = None
    decided: Annotated[DecidedTable | None, "the table that was decided, where there is one"] = None
    unwon: Annotated[
        Unwon | None, "where the money goes that nobody wins: a rule, `returned` to the payer, or `not-stated`"
    ] = None
    paid: Annotated[date | Month | None, "when it is paid, where the document says so"] = None
    illustrative: Annotated[bool, "true where a term is our own, to show how it works; every receipt says so"] = False


@dataclass(frozen=True, slots=True)
class PassOn:
    """The recipient hands the money on to others (förmedling)."""

    to: Annotated[tuple[Whom, ...], "to whom"]
    clause: Annotated[ClauseRef, "where the document says so"]
    key: Annotated[Text | NotStated | DecidedLater, "how the recipient divides it"]
    amount: Annotated[Ore | NotStated | None, "how much of it, if not all"] = None
    requires: Annotated[tuple[Id, ...], "which of the `requirements` they must meet first"] = ()


@dataclass(frozen=True, slots=True)
class PaymentDecision:
    """The decision that must be taken before money is paid."""

    by: Annotated[PartyId, "who takes it"]
    to: Annotated[PartyId | NotStated, "to whom it is addressed"]
    form: Annotated[Literal["special-decision", "appropriation-directions"], "in what form"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class UseApproval:
    """Someone who must approve, or be consulted on, how the recipient uses the money, before it is used."""

    by: Annotated[PartyId, "who"]
    form: Annotated[Literal["approval", "consultation"], "`approval`, or `consultation` alone"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class Matching:
    """What a recipient must add of its own in order to take part."""

    by: Annotated[tuple[Whom, ...], "who adds it"]
    at_least: Annotated[Share, "how much at the least, as a share of the grant; `1/1` is as much again"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class PhaseOut:
    """How the state's part of the costs falls over the years, as the principals take them over."""

    counted: Annotated[
        Literal["calendar-year", "year-of-the-work"], "what the keys count: 2014, or the fifth year of the work"
    ]
    state_share: Annotated[Mapping[int, Share], "the state's part of the costs, by year"]
    clause: Annotated[ClauseRef, "where the document says so"]
    to: Annotated[tuple[Whom, ...], "who takes the costs over"] = ()
    scope: Annotated[Text | None, "what part of the grant it is about, if not all"] = None
    force: Annotated[Literal["agreed", "model"], "`agreed`, or a `model` that may be used"] = "agreed"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the money is to achieve or deliver."""

    text: Annotated[Text, "what is to be done"]
    clause: Annotated[ClauseRef, "where the document says so"]
    due: Annotated[date | Month | None, "when it is to be ready"] = None
    services: Annotated[tuple[Id, ...], "which of the `services` it is about"] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A sum of money for one purpose (insats, medel), with its payer, its recipients and its years."""

    id: Annotated[Id, "short name, used in commands"]
    name: Annotated[Text, "its name"]
    clause: Annotated[ClauseRef, "where the document says so"]
    payer: Annotated[PartyId | NotStated, "who pays"]
    beneficiary: Annotated[tuple[Whom, ...] | NotStated, "whom the money is for"]
    payee: Annotated[Literal["beneficiary"] | PartyId | NotStated, "who is paid: `beneficiary`, or another party"]
    mode: Annotated[
        tuple[Mode, ...] | NotStated | DecidedLater, "mode of payment; more than one where the document says two"
    ]
    appropriation: Annotated[Id | NotStated, "which of the `appropriations` bears the cost"]
    pots: Annotated[tuple[Pot, ...], "the money, year by year"]
    areas: Annotated[tuple[Id, ...], "programme areas it may be used for"] = ()
    outside: Annotated[bool, "true for money that the document names but that is no part of the agreement"] = False
    instalments: Annotated[Literal["once"] | None, "how many payments"] = None
    payment_decision: Annotated[PaymentDecision | None, "the decision that payment waits for"] = None
    use_approval: Annotated[UseApproval | None, "who approves how it is used, before it is used"] = None
    pass_on: Annotated[PassOn | None, "to whom the recipient hands it on"] = None
    matching: Annotated[Matching | None, "what recipients add of their own"] = None
    phase_out: Annotated[tuple[PhaseOut, ...], "how the state's part falls over the years"] = ()
    tasks: Annotated[tuple[Task, ...], "what it is to achieve"] = ()
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


def rules_of(grants: tuple[Grant, ...]) -> Iterator[tuple[Path, Grant, Pot, object]]:
    """Every rule of every pot, and within it, with its path in the agreement."""
    for place, grant in enumerate(grants):
        for number, pot in enumerate(grant.pots):
            at: Path = ("grants", place, "pots", number)
            for path, rule in (*rules_within(pot.rule, (*at, "rule")), *rules_within(pot.unwon, (*at, "unwon"))):
                yield path, grant, pot, rule


@dataclass(frozen=True, slots=True)
class Contribution:
    """Money that others than the state put into the same purpose."""

    id: Annotated[Id, "short name in this file"]
    name: Annotated[Text, "what it is"]
    by: Annotated[tuple[Whom, ...], "who contributes"]
    year: Annotated[Year, "the year of the money"]
    amount: Annotated[Ore | NotStated | DecidedLater, "how much"]
    clause: Annotated[ClauseRef, "where the document says so"]
    areas: Annotated[tuple[Id, ...], "programme areas it is for"] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What a stated sum covers: the grants named, or all that agree with every key that is given."""

    grants: Annotated[tuple[Id, ...], "these grants"] = ()
    beneficiary: Annotated[Whom | None, "grants for this party or class"] = None
    payer: Annotated[PartyId | None, "grants of this payer"] = None
    payee: Annotated[PartyId | None, "grants paid to this party"] = None
    appropriation: Annotated[Id | None, "grants charged to this appropriation"] = None
    area: Annotated[Id | None, "grants and contributions for this programme area"] = None
    mode: Annotated[Mode | None, "grants paid in this way"] = None
    money: Annotated[
        Literal["state", "contributions", "both", "outside"],
        "`state`: the grants; `contributions`: what others add; `both`; `outside`: what is no part of the agreement",
    ] = "state"


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A sum that the document itself prints; the grants must add up to it."""

    year: Annotated[Year, "the year of the money"]
    amount: Annotated[Ore, "the sum as printed"]
    clause: Annotated[ClauseRef, "where the document prints it"]
    of: Annotated[Selection, "what it is the sum of; `{}` for all of the state's"]
