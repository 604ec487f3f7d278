"""Who may do what, in which stage of a case: one table, read by the core, the pages, the API and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dagmar.basis.actors import Actor, Role
from dagmar.basis.parties import PartyId
from dagmar.case.standing import Reclaim, Stage, Standing
from dagmar.case.terms import CaseTerms


@dataclass(frozen=True, slots=True)
class Deed:
    """A command's doer and its stages. The doer holds the role for the recipient, or for the payer."""

    role: Role
    side: Literal["recipient", "payer"]
    stages: tuple[Stage, ...]
    reclaim: tuple[Reclaim, ...] = ("none", "proposed", "heard")


_UNSTATED: tuple[Stage, ...] = ("paid", "statement-drafted", "awaiting-attestation", "attested", "statement-returned")

DEEDS: Mapping[str, Deed] = {
    "draft-requisition": Deed(
        "controller", "recipient", ("to-requisition", "requisition-drafted", "requisition-returned", "lapsed")
    ),
    "sign-requisition": Deed("signatory", "recipient", ("requisition-drafted",)),
    "return-requisition": Deed("programme-officer", "payer", ("requisitioned", "prepared")),
    "prepare": Deed("programme-officer", "payer", ("requisitioned",)),
    "decide": Deed("decision-maker", "payer", ("prepared",)),
    "pay": Deed("payer", "payer", ("decided",)),
    "restore-right": Deed("programme-officer", "payer", ("lapsed", "requisition-drafted")),
    "draft-statement": Deed("controller", "recipient", _UNSTATED),
    "submit-statement": Deed("controller", "recipient", ("statement-drafted",)),
    "attest-statement": Deed("cfo", "recipient", ("awaiting-attestation",)),
    "sign-statement": Deed("signatory", "recipient", ("attested",)),
    "return-statement": Deed("assessor", "payer", ("stated",)),
    "accept-statement": Deed("assessor", "payer", ("stated",)),
    "receive-repayment": Deed("payer", "payer", ("stated", "repayment-demanded")),
    "propose-reclaim": Deed("assessor", "payer", _UNSTATED, ("none",)),
    "hear-recipient": Deed("assessor", "payer", _UNSTATED, ("proposed",)),
    "record-reclaim-decision": Deed("decision-maker", "payer", _UNSTATED, ("heard",)),
}


def party_of(deed: Deed, terms: CaseTerms) -> PartyId:
    """For which party the doer acts."""
    return terms.recipient if deed.side == "recipient" else terms.payer


def may(actor: Actor, command: str, terms: CaseTerms) -> bool:
    """True where the actor holds the role that the command asks for."""
    deed = DEEDS[command]
    return actor.holds(deed.role, party_of(deed, terms))


def fits(command: str, standing: Standing) -> bool:
    """True where the case stands so that the command can be done."""
    deed = DEEDS[command]
    return standing.stage in deed.stages and standing.reclaim in deed.reclaim


def open_deeds(actor: Actor, standing: Standing, terms: CaseTerms) -> tuple[str, ...]:
    """What the actor may do in the case as it stands, by role and stage alone."""
    return tuple(name for name in DEEDS if fits(name, standing) and may(actor, name, terms))


_NEXT: Mapping[Stage, str] = {
    "to-requisition": "draft-requisition",
    "requisition-drafted": "sign-requisition",
    "requisition-returned": "draft-requisition",
    "requisitioned": "prepare",
    "prepared": "decide",
    "decided": "pay",
    "paid": "draft-statement",
    "statement-drafted": "submit-statement",
    "awaiting-attestation": "attest-statement",
    "attested": "sign-statement",
    "stated": "accept-statement",
    "statement-returned": "draft-statement",
    "repayment-demanded": "receive-repayment",
}


def next_step(stage: Stage, reclaim: Reclaim) -> str | None:
    """The one deed that a case waits for; None where it waits for nothing. Other deeds may be possible besides."""
    match reclaim:
        case "proposed":
            return "hear-recipient"
        case "heard":
            return "record-reclaim-decision"
        case "none":
            return _NEXT.get(stage)


def due_day(command: str, terms: CaseTerms) -> date | None:
    """The last day that the agreement sets for a deed of the recipient; None for the deeds of the payer."""
    if command in ("draft-requisition", "sign-requisition"):
        return terms.requisition_due
    if command in ("draft-statement", "submit-statement", "attest-statement", "sign-statement"):
        return terms.statement_due
    return terms.repayment_due if command == "receive-repayment" else None
