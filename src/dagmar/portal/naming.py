"""Names what a case is about: its agreement, its grant, its recipient under the name of the time, and its sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dagmar import catalogue
from dagmar.agreement.terms import Agreement, Text
from dagmar.basis.actors import Actor, Role
from dagmar.basis.dates import first_day
from dagmar.case.deeds import DEEDS
from dagmar.case.events import RecipientHeard, ReclaimProposed, RequisitionReturned, StatementReturned
from dagmar.case.standing import Stage
from dagmar.store.values import CaseLine, CaseView
from dagmar.words import Lang

RECIPIENT_ROLES: tuple[Role, ...] = ("controller", "cfo", "signatory", "administrator")

MARKS: Mapping[Stage, tuple[str, str]] = {
    "to-requisition": ("", "ring"),
    "requisition-drafted": ("", "doc"),
    "requisitioned": ("wait", "clock"),
    "requisition-returned": ("bad", "back"),
    "prepared": ("wait", "doc"),
    "decided": ("here", "ok"),
    "paid": ("good", "pay"),
    "statement-drafted": ("", "doc"),
    "awaiting-attestation": ("wait", "lock"),
    "attested": ("here", "ok"),
    "stated": ("wait", "clock"),
    "statement-returned": ("bad", "back"),
    "repayment-demanded": ("wait", "warn"),
    "settled": ("good", "ok"),
    "lapsed": ("bad", "stop"),
}
"""The colour and the icon of each stage; its word is in `words`."""


def party(whom: str, year: int) -> str:
    """The name that a party had when the year began."""
    return catalogue.parties().name_of(whom, first_day(year))


def said(text: Text, lang: Lang) -> str:
    """A text of an agreement in one language."""
    return text.en if lang == "en" else text.sv


def grant(agreement: Agreement | None, grant_id: str, lang: Lang) -> str:
    """The name of a grant; its id where the agreement is not at hand."""
    found = next((each for each in agreement.grants if each.id == grant_id), None) if agreement else None
    return said(found.name, lang) if found else grant_id


def short(agreement: Agreement, lang: Lang) -> str:
    """The name of an agreement, short enough for a line: what follows its last full stop."""
    return said(agreement.name, lang).rpartition(". ")[2]


def amount_at_stake(line: CaseLine) -> int:
    """The sum that the next step of a case is about, in öre."""
    match line.next_deed:
        case "sign-requisition" | "prepare" | "decide":
            return line.requested
        case "pay":
            return line.decided
        case "receive-repayment":
            return line.demanded
        case deed if deed.endswith(("statement", "reclaim", "recipient", "decision")):
            return line.paid
        case _:
            return line.entitlement


def due_of(view: CaseView) -> date | None:
    """The last day for the next step of a case, with what the Government has moved."""
    standing, deed = view.standing, view.line.next_deed
    if deed in ("draft-requisition", "sign-requisition"):
        return standing.requisition_due or view.line.due
    return standing.repay_by or view.line.due if deed == "receive-repayment" else view.line.due


def sensible(view: CaseView, today: date) -> tuple[str, ...]:
    """Of what the actor may do in a case, that which can lead to something on this day."""
    return tuple(deed for deed in view.deeds if not _in_vain(deed, view, today))


def _in_vain(deed: str, view: CaseView, today: date) -> bool:
    standing, terms = view.standing, view.terms
    match deed:
        case "restore-right":
            return not standing.lapsed
        case "propose-reclaim":
            return terms.reclaim_clause is None or today <= terms.statement_due
        case "receive-repayment":
            return not standing.demanded and standing.unused <= standing.returned
        case _:
            return False


def sent_back_for(view: CaseView) -> str:
    """Why a paper was sent back; empty where none is with the recipient again."""
    if view.standing.stage not in ("requisition-returned", "statement-returned"):
        return ""
    events = [each.event for each in view.happenings]
    reasons = [each.reason for each in events if isinstance(each, RequisitionReturned | StatementReturned)]
    return reasons[-1] if reasons else ""


def reclaim_of(view: CaseView) -> tuple[ReclaimProposed | None, RecipientHeard | None]:
    """The proposal to reclaim that is under way, and the recipient's answer to it."""
    if view.standing.reclaim == "none":
        return None, None
    events = [each.event for each in view.happenings]
    proposed = [each for each in events if isinstance(each, ReclaimProposed)]
    heard = [each for each in events if isinstance(each, RecipientHeard)]
    return proposed[-1], heard[-1] if view.standing.reclaim == "heard" else None


def is_of_the_state(actor: Actor) -> bool:
    """True where the actor holds a role that is the state's."""
    return any(each.role not in RECIPIENT_ROLES for each in actor.memberships)


def paying_for(actor: Actor, deed: str) -> tuple[str, ...]:
    """The payers for which the actor holds the role that a deed asks for."""
    return tuple(each.party for each in actor.memberships if each.role == DEEDS[deed].role)
