"""The whole of an agreement: all that an agreement file can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from dagmar.agreement.terms.duties import Condition, Duty
from dagmar.agreement.terms.forms import Form
from dagmar.agreement.terms.frame import (
    Appropriation,
    Approval,
    Area,
    Body,
    DocumentNumber,
    Mention,
    Note,
    Period,
    Reference,
    Replaces,
    Service,
    Signature,
    Source,
    YearTerms,
)
from dagmar.agreement.terms.judging import Measure, Requirement
from dagmar.agreement.terms.money import Contribution, Grant, StatedSum
from dagmar.agreement.terms.values import Text
from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import PartyId


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
    called: Annotated[Mapping[ClauseRef, str] | None, "its name in the document, clause by clause"] = None
    replaces: Annotated[tuple[Replaces, ...], "earlier agreements or versions that it changes"] = ()
    pages: Annotated[Mapping[ClauseRef, int] | None, "the page of each clause, as the table of contents has it"] = None
    numbers: Annotated[tuple[DocumentNumber, ...], "document numbers (diarienummer)"] = ()
    approvals: Annotated[tuple[Approval, ...], "approvals it needs"] = ()
    signatures: Annotated[tuple[Signature, ...], "who signed"] = ()
    areas: Annotated[tuple[Area, ...], "programme areas"] = ()
    appropriations: Annotated[tuple[Appropriation, ...], "budget lines"] = ()
    bodies: Annotated[tuple[Body, ...], "bodies that it sets up or leans on"] = ()
    services: Annotated[tuple[Service, ...], "systems, services, registers and programmes that it names"] = ()
    measures: Annotated[tuple[Measure, ...], "what is measured"] = ()
    requirements: Annotated[tuple[Requirement, ...], "what must be met before money is given"] = ()
    contributions: Annotated[tuple[Contribution, ...], "what others than the state put in"] = ()
    sums: Annotated[tuple[StatedSum, ...], "sums that the document prints"] = ()
    mentions: Annotated[tuple[Mention, ...], "sums that it mentions without dividing them"] = ()
    references: Annotated[tuple[Reference, ...], "where it points to other places in itself"] = ()
    duties: Annotated[tuple[Duty, ...], "what must be done, and when"] = ()
    forms: Annotated[tuple[Form, ...], "what papers must contain"] = ()
    conditions: Annotated[tuple[Condition, ...], "other terms"] = ()
    notes: Annotated[tuple[Note, ...], "remarks on the reading, and what was left out"] = ()
