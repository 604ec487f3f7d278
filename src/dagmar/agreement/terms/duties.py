"""What must be done for the money: duties with days, papers, signatures and consequences; and other conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms.values import Item, NotStated, Text
from dagmar.basis.names import ClauseRef, Id, Month, Year
from dagmar.basis.parties import PartyId, Whom


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that is done several times within a year, on no named day."""

    at_least: Annotated[int, "how many times, at the least"]
    within: Annotated[Year, "in which year"]


Due = date | Month | Recurring | Literal["when-finished", "continuously", "not-stated"]
"""A last day, a month (`2012-08`), several times in a year, when the work is finished, or all the time."""


def due_key(due: Due) -> str:
    """When something is due, for machines: `2012-10-15`, `2012-08`, `2012`, or the word of the file."""
    match due:
        case date():
            return due.isoformat()
        case Recurring(within=year):
            return str(year)
        case _:
            return due


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
    """Something that a recipient, or another body, must do by a day."""

    id: Annotated[Id, "short name in this file"]
    kind: Annotated[
        Literal[
            "requisition",
            "statement",
            "repayment",
            "activity-report",
            "progress-report",
            "interim-report",
            "final-report",
            "deliverable",
            "follow-up",
            "dialogue",
        ],
        "what kind",
    ]
    name: Annotated[Text, "its name"]
    of: Annotated[tuple[Whom, ...], "who must do it: parties or classes"]
    to: Annotated[tuple[PartyId, ...] | NotStated, "who receives it"]
    clause: Annotated[ClauseRef, "where the document says so"]
    due: Annotated[
        Mapping[Year, Due],
        "for the money of each year: the last day, a month `2012-08`, `{at_least: 2, within: 2012}`, `when-finished`",
    ]
    grants: Annotated[tuple[Id, ...], "for which grants; empty for all that the party has"] = ()
    oral: Annotated[bool, "true where it is done by word of mouth"] = False
    interim: Annotated[bool, "true where it may come before its period ends, such as a first statement"] = False
    each: Annotated[Literal["recipient", "grant"], "one for each recipient, or for each grant that it has"] = (
        "recipient"
    )
    form: Annotated[Id | None, "which of the `forms` is filled in"] = None
    content: Annotated[tuple[Item, ...], "what it must contain"] = ()
    content_clause: Annotated[ClauseRef | None, "where the document says so, if not with the duty"] = None
    signed_by: Annotated[SignedBy | None, "who signs it"] = None
    attested_by: Annotated[
        tuple[SignedBy, ...], "who examines and attests it; one of them where there are several"
    ] = ()
    consequence: Annotated[Consequence | None, "what follows if it is late"] = None
    account: Annotated[str | None, "the account that money is paid back to (bankgiro)"] = None
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A term that binds without a day: what money may be used for, what papers must carry, who may inspect."""

    kind: Annotated[
        Literal[
            "use-of-money",
            "scope",
            "papers",
            "inspection",
            "responsibility",
            "equality",
            "involvement",
            "cooperation",
            "criterion",
            "goal",
        ],
        "what it is about",
    ]
    text: Annotated[Text, "what it asks, in our own words"]
    of: Annotated[tuple[Whom, ...], "whom it binds"]
    clause: Annotated[ClauseRef, "where the document says so"]
    grants: Annotated[tuple[Id, ...], "for which grants; empty for all"] = ()
    force: Annotated[
        Literal["required", "stressed", "important"], "`stressed` by the parties, or called `important`, binds less"
    ] = "required"
