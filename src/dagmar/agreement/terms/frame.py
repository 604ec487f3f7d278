"""The frame of an agreement: its documents, days, signatures, budget lines, bodies, services, and how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.agreement.terms.values import DecidedLater, NotStated, Text
from dagmar.basis.money import Ore
from dagmar.basis.names import ClauseRef, Id, Year
from dagmar.basis.parties import PartyId, Whom


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the file was written from."""

    title: Annotated[str, "its title"]
    issuer: Annotated[PartyId, "who issued it"]
    day: Annotated[date | NotStated, "its date"]
    number: Annotated[str | None, "its number with the issuer"] = None
    retrieved: Annotated[date | None, "when the text was read"] = None


@dataclass(frozen=True, slots=True)
class Replaces:
    """An earlier agreement or version that this one takes the place of, or continues."""

    agreement: Annotated[Id | Text, "the id of the earlier agreement, or its name where it has no file"]
    how: Annotated[Literal["amends", "replaces", "continues"], "`amends` it in part, `replaces` or `continues` it"]
    clause: Annotated[ClauseRef, "where the document says so"]
    version: Annotated[int | None, "which version of it"] = None
    clauses: Annotated[tuple[str, ...], "which of its clauses are changed; empty for all"] = ()


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number under which a body keeps the agreement or a decision on it (diarienummer)."""

    of: Annotated[PartyId, "whose number it is"]
    number: Annotated[str | NotStated, "the number"]
    what: Annotated[Literal["agreement", "decision", "project-plan", "message"], "what it is the number of"]
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
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


@dataclass(frozen=True, slots=True)
class Appropriation:
    """A line of the state budget that the costs are charged to (anslag and anslagspost)."""

    id: Annotated[Id, "short name in this file"]
    expenditure_area: Annotated[int | NotStated, "number of the expenditure area (utgiftsområde)"]
    number: Annotated[str, "number of the appropriation (anslag), such as 1:6"]
    name: Annotated[Text, "name of the appropriation"]
    clause: Annotated[ClauseRef, "where the document says so"]
    item: Annotated[int | NotStated, "number of the appropriation item (anslagspost)"]
    item_name: Annotated[Text | None, "name of the item"] = None


@dataclass(frozen=True, slots=True)
class Seats:
    """How many members of a body come from whom."""

    of: Annotated[Text, "whom they come from"]
    count: Annotated[int, "how many"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the agreement sets up or leans on: what it is for, and who sits in it."""

    id: Annotated[PartyId, "its id among the parties"]
    clause: Annotated[ClauseRef, "where the document says so"]
    task: Annotated[Text | None, "what it does for the agreement"] = None
    members: Annotated[int | None, "how many members, as the document says"] = None
    seats: Annotated[tuple[Seats, ...], "where they come from, as the document lists them"] = ()
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


@dataclass(frozen=True, slots=True)
class Service:
    """A system, service, register or programme that the agreement names, and what is to come of it."""

    id: Annotated[Id, "short name in this file"]
    name: Annotated[str, "its name, as the document has it"]
    kind: Annotated[
        Literal["system", "service", "register", "terminology", "programme", "model", "publication", "strategy"],
        "what it is",
    ]
    clause: Annotated[ClauseRef, "where the document names it"]
    of: Annotated[Whom | NotStated, "whose it is"] = "not-stated"
    deliverable: Annotated[Text | None, "what is to be done with it under this agreement"] = None
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None


# How the document holds together


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where the document points to another place in itself."""

    clause: Annotated[ClauseRef, "where the pointer stands"]
    to: Annotated[str, "the clause it points to, as written"]
    page: Annotated[int | None, "the page it points to, where it names one"] = None
    heading: Annotated[str | None, "the heading that it names, as written"] = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A sum that the document mentions without dividing it: of a budget bill, of another decision, of another year."""

    amount: Annotated[Ore, "the sum as printed"]
    clause: Annotated[ClauseRef, "where it is mentioned"]
    what: Annotated[Text, "what it is"]
    year: Annotated[Year | NotStated, "the year of the money, as printed"] = "not-stated"
    bill: Annotated[Year | None, "the year of the budget bill that sets it aside, where one is named"] = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the file's writers on a clause: how it was read, or what was left out and why."""

    clause: Annotated[ClauseRef, "which clause"]
    text: Annotated[Text, "the remark"]
    kind: Annotated[
        Literal["reading", "left-out"], "`reading`: how it was understood; `left-out`: what is not kept, and why"
    ] = "reading"
