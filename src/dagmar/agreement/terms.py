"""The terms of an agreement, clause by clause: this is all that an agreement file can say.

One definition serves everything: the door and its JSON Schema derive from these classes, and the words beside each
field are what an editor shows. A field without a default must stand in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.money import Ore, Unit
from dagmar.basis.names import ClauseRef, Id, Share, Year
from dagmar.basis.parties import PartyId, Whom
from dagmar.basis.problems import Path

NotStated = Literal["not-stated"]
"""The document does not say. Nothing is put in its place."""

Rest = Literal["rest"]
"""What the other parts leave."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, in both languages; our own words, never the document's sentences."""

    sv: Annotated[str, "in Swedish"]
    en: Annotated[str, "in English"]


@dataclass(frozen=True, slots=True)
class DecidedLater:
    """The document leaves this to a later decision."""

    by: Annotated[Literal["later"], "always `later`"]
    whom: Annotated[PartyId, "who is to decide"]
    clause: Annotated[ClauseRef, "where the document says so"]
    after: Annotated[Text | None, "what the decision waits for"] = None


# The agreement and its frame


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the file was written from."""

    title: Annotated[str, "its title"]
    issuer: Annotated[PartyId, "who issued it"]
    day: Annotated[date | NotStated, "its date"]
    number: Annotated[str | None, "its number with the issuer"] = None
    retrieved: Annotated[date | None, "when the text was read"] = None


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number under which a body keeps the agreement or a decision on it (diarienummer)."""

    of: Annotated[PartyId, "whose number it is"]
    number: Annotated[str | NotStated, "the number"]
    what: Annotated[Literal["agreement", "decision"], "what it is the number of"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that the agreement covers, both included."""

    first: Annotated[date, "first day"]
    last: Annotated[date, "last day"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that the agreement needs in order to be valid."""

    by: Annotated[PartyId, "who approves"]
    day: Annotated[date | NotStated, "when it was approved"]
    clause: Annotated[ClauseRef, "where the document says so"]
    organ: Annotated[Text | None, "which organ of the party approves"] = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under the agreement."""

    party: Annotated[PartyId, "for whom"]
    name: Annotated[str, "who signed"]
    title: Annotated[Text, "in what office"]
    day: Annotated[date | NotStated, "when"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class YearTerms:
    """A budget year of the agreement. A year that the text leaves to a decision of its own says `decision`."""

    year: Annotated[Year, "the year"]
    clause: Annotated[ClauseRef, "where the document says so"]
    subject_to: Annotated[Literal["riksdag-grants-money"] | None, "on what condition the year holds"] = None
    decision: Annotated[DecidedLater | None, "the later decision on the year's money"] = None


@dataclass(frozen=True, slots=True)
class Area:
    """A programme area: what the money is meant to develop."""

    id: Annotated[Id, "short name in this file"]
    name: Annotated[Text, "its name"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class Appropriation:
    """A line of the state budget that the costs are charged to (anslag and anslagspost)."""

    id: Annotated[Id, "short name in this file"]
    expenditure_area: Annotated[int, "number of the expenditure area (utgiftsområde)"]
    number: Annotated[str, "number of the appropriation (anslag), such as 1:6"]
    name: Annotated[Text, "name of the appropriation"]
    clause: Annotated[ClauseRef, "where the document says so"]
    item: Annotated[int | NotStated, "number of the appropriation item (anslagspost)"]
    item_name: Annotated[Text | None, "name of the item"] = None


# Money: who gets what


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
    day: Annotated[date, "the day of the population"]
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
    rule: Annotated[Rule | DecidedLater, "how the part is divided"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Several parts, each divided in its own way."""

    by: Annotated[Literal["parts"], "always `parts`"]
    parts: Annotated[tuple[Part, ...], "the parts; together they fill the pot"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


Rule = Whole | Equal | ByPopulation | Fixed | Table | Parts


def rules_within(rule: object, path: Path) -> Iterator[tuple[Path, object]]:
    """The rule and every rule within its parts, each with its path."""
    yield path, rule
    if isinstance(rule, Parts):
        for place, part in enumerate(rule.parts):
            yield from rules_within(part.rule, (*path, "parts", place, "rule"))


Policy = Literal["nearest-residual-to-largest", "largest-remainder", "floor-rest-to-named"]
"""The named ways to round; `allocation.rounding` tells what each does."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """How exact shares become whole sums. Part of the agreement, never an accident."""

    policy: Annotated[Policy, "the named way to round"]
    unit: Annotated[Unit, "what sums are rounded to"]
    origin: Annotated[
        Literal["stated", "recovered"],
        "`stated` in the document, or `recovered`: the way that gives the document's own table",
    ]
    rest_to: Annotated[PartyId | None, "who gets the rest, for `floor-rest-to-named`"] = None
    clause: Annotated[ClauseRef | None, "where the document says so"] = None


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
    rounding: Annotated[Rounding | None, "how shares are rounded; needed where a rule divides"] = None
    decided: Annotated[DecidedTable | None, "the table that was decided, where there is one"] = None


@dataclass(frozen=True, slots=True)
class PaymentDecision:
    """The decision that must be taken before money is paid."""

    by: Annotated[PartyId, "who takes it"]
    to: Annotated[PartyId, "to whom it is addressed"]
    form: Annotated[Literal["special-decision", "appropriation-directions"], "in what form"]
    clause: Annotated[ClauseRef, "where the document says so"]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the money is to achieve or deliver."""

    text: Annotated[Text, "what is to be done"]
    clause: Annotated[ClauseRef, "where the document says so"]
    due: Annotated[date | None, "when it is to be ready"] = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A sum of money for one purpose (insats, medel), with its payer, its recipients and its years."""

    id: Annotated[Id, "short name, used in commands"]
    name: Annotated[Text, "its name"]
    clause: Annotated[ClauseRef, "where the document says so"]
    payer: Annotated[PartyId | NotStated, "who pays"]
    beneficiary: Annotated[tuple[Whom, ...], "whom the money is for"]
    payee: Annotated[Literal["beneficiary"] | PartyId | NotStated, "who is paid: `beneficiary`, or another party"]
    mode: Annotated[
        Literal["on-requisition", "without-requisition", "payers-disposal", "government-offices-disposal"] | NotStated,
        "mode of payment",
    ]
    appropriation: Annotated[Id | NotStated, "which of the `appropriations` bears the cost"]
    pots: Annotated[tuple[Pot, ...], "the money, year by year"]
    areas: Annotated[tuple[Id, ...], "programme areas it may be used for"] = ()
    instalments: Annotated[Literal["once"] | None, "how many payments"] = None
    payment_decision: Annotated[PaymentDecision | None, "the decision that payment waits for"] = None
    tasks: Annotated[tuple[Task, ...], "what it is to achieve"] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which grants a stated sum covers: those named, or all that have the payer, payee or appropriation."""

    grants: Annotated[tuple[Id, ...], "these grants"] = ()
    beneficiary: Annotated[Whom | None, "grants for this party or class"] = None
    payer: Annotated[PartyId | None, "grants of this payer"] = None
    payee: Annotated[PartyId | None, "grants paid to this party"] = None
    appropriation: Annotated[Id | None, "grants charged to this appropriation"] = None


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A sum that the document itself prints; the grants must add up to it."""

    year: Annotated[Year, "the year of the money"]
    amount: Annotated[Ore, "the sum as printed"]
    clause: Annotated[ClauseRef, "where the document prints it"]
    of: Annotated[Selection, "what it is the sum of; `{}` for all"]


# What must be done for it


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who signs or attests a paper."""

    role: Annotated[Literal["authorised-signatory", "cfo", "auditor"], "in what role"]
    of: Annotated[tuple[Whom, ...], "of which party or class"]
    clause: Annotated[ClauseRef | None, "where the document says so, if not with the duty"] = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when a duty is not met."""

    kind: Annotated[Literal["right-lapses", "may-be-reclaimed"], "what happens"]
    clause: Annotated[ClauseRef, "where the document says so"]
    by: Annotated[PartyId | None, "who decides it"] = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a recipient, or another body, must do by a date."""

    id: Annotated[Id, "short name in this file"]
    kind: Annotated[
        Literal["requisition", "statement", "repayment", "activity-report", "deliverable", "follow-up"], "what kind"
    ]
    name: Annotated[Text, "its name"]
    of: Annotated[tuple[Whom, ...], "who must do it: parties or classes"]
    to: Annotated[PartyId | NotStated, "who receives it"]
    clause: Annotated[ClauseRef, "where the document says so"]
    due: Annotated[Mapping[Year, date], "the last day, for the money of each year"]
    grants: Annotated[tuple[Id, ...], "for which grants; empty for all that the party has"] = ()
    form: Annotated[Id | None, "which of the `forms` is filled in"] = None
    content: Annotated[tuple[Text, ...], "what it must contain"] = ()
    content_clause: Annotated[ClauseRef | None, "where the document says so, if not with the duty"] = None
    signed_by: Annotated[SignedBy | None, "who signs it"] = None
    attested_by: Annotated[SignedBy | None, "who examines and attests it"] = None
    consequence: Annotated[Consequence | None, "what follows if it is late"] = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `means` ties it to what the core computes; a form holds no expressions."""

    id: Annotated[Id, "short name in this form"]
    label: Annotated[Text, "what the field is called"]
    kind: Annotated[
        Literal[
            "text",
            "long-text",
            "party",
            "organisation-number",
            "person",
            "address",
            "phone",
            "email",
            "document-number",
            "period",
            "date",
            "account",
            "money",
            "cost-lines",
            "attestation",
            "signature",
        ],
        "what is filled in",
    ]
    means: Annotated[
        Literal["recipient", "requested", "granted", "received", "costs", "costs-total", "unused"] | None,
        "what the value is in the case",
    ] = None
    required: Annotated[bool, "whether it must be filled in"] = True
    choices: Annotated[tuple[Text, ...], "the statements of an attestation, in order"] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form."""

    title: Annotated[Text, "its heading"]
    fields: Annotated[tuple[Field, ...], "its fields, in order"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a paper must contain, as data."""

    id: Annotated[Id, "short name, used by duties"]
    name: Annotated[Text, "its name"]
    clause: Annotated[ClauseRef, "where the document says so"]
    sections: Annotated[tuple[Section, ...], "its parts, in order"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A term that binds without a date: what money may be used for, what papers must carry, who may inspect."""

    kind: Annotated[
        Literal["use-of-money", "scope", "papers", "inspection", "responsibility", "equality", "involvement"],
        "what it is about",
    ]
    text: Annotated[Text, "what it asks, in our own words"]
    of: Annotated[tuple[Whom, ...], "whom it binds"]
    clause: Annotated[ClauseRef, "where the document says so"]
    grants: Annotated[tuple[Id, ...], "for which grants; empty for all"] = ()
    force: Annotated[
        Literal["required", "stressed", "important"], "`stressed` by the parties, or called `important`, binds less"
    ] = "required"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the file's writers on a clause: what was left out, or how it was read."""

    clause: Annotated[ClauseRef, "which clause"]
    text: Annotated[Text, "the remark"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement (överenskommelse) between the state and its counterpart."""

    dagmar: Annotated[Literal["1"], "version of this file format: `1`"]
    id: Annotated[Id, "short name, used in commands"]
    version: Annotated[int, "version of the agreement: 1, and one more for each amendment"]
    name: Annotated[Text, "its name"]
    sources: Annotated[tuple[Source, ...], "the documents that this file was written from"]
    clauses: Annotated[Mapping[ClauseRef, str], "number and heading of each clause"]
    parties: Annotated[tuple[PartyId, ...], "the contracting parties"]
    period: Annotated[Period, "the days it covers"]
    years: Annotated[tuple[YearTerms, ...], "its budget years"]
    grants: Annotated[tuple[Grant, ...], "the money"]
    numbers: Annotated[tuple[DocumentNumber, ...], "document numbers (diarienummer)"] = ()
    approvals: Annotated[tuple[Approval, ...], "approvals it needs"] = ()
    signatures: Annotated[tuple[Signature, ...], "who signed"] = ()
    areas: Annotated[tuple[Area, ...], "programme areas"] = ()
    appropriations: Annotated[tuple[Appropriation, ...], "budget lines"] = ()
    sums: Annotated[tuple[StatedSum, ...], "sums that the document prints"] = ()
    duties: Annotated[tuple[Duty, ...], "what must be done, and when"] = ()
    forms: Annotated[tuple[Form, ...], "what papers must contain"] = ()
    conditions: Annotated[tuple[Condition, ...], "other terms"] = ()
    notes: Annotated[tuple[Note, ...], "remarks on the reading"] = ()
