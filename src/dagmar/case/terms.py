"""What the agreement asks of one case: how much, by when, and what follows when it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dagmar.agreement.check import latest
from dagmar.agreement.terms import Agreement, Duty, Form
from dagmar.allocation.plan import Line
from dagmar.basis.dates import first_day
from dagmar.basis.money import Ore
from dagmar.basis.names import ClauseRef, Id, Year
from dagmar.basis.parties import Parties, PartyId
from dagmar.basis.problems import Code, Problem, problem


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """The terms of one case. Dates are last days, Stockholm's; the entitlement is öre."""

    agreement: Id
    grant: Id
    recipient: PartyId
    year: int
    entitlement: Ore
    payer: PartyId
    requisition_due: date
    statement_due: date
    repayment_due: date
    lapse_clause: ClauseRef | None
    reclaim_clause: ClauseRef | None
    requisition_form: Form
    statement_form: Form


def terms_of(agreement: Agreement, line: Line, parties: Parties) -> CaseTerms | tuple[Problem, ...]:
    """The terms of the case that a line of the plan opens; problems where the agreement does not say enough."""
    duties = {
        kind: next((duty for duty in agreement.duties if duty.kind == kind and _is_owed(duty, line, parties)), None)
        for kind in ("requisition", "statement", "repayment")
    }
    forms = {form.id: form for form in agreement.forms}
    asked, stated, repaid = duties["requisition"], duties["statement"], duties["repayment"]
    days = {kind: latest(duty.due[Year(line.pot.year)]) for kind, duty in duties.items() if duty}
    by = (days.get("requisition"), days.get("statement"), days.get("repayment"))
    if (
        not (asked and stated and repaid and asked.form and stated.form and by[0] and by[1] and by[2])
        or line.grant.payer == "not-stated"
    ):
        missing = tuple(kind for kind, duty in duties.items() if duty is None) or ("form",)
        return (problem(Code.CASE_TERMS_MISSING, grant=line.grant.id, recipient=line.recipient, missing=missing),)
    lapse, reclaim = asked.consequence, stated.consequence
    return CaseTerms(
        agreement=agreement.id,
        grant=line.grant.id,
        recipient=line.recipient,
        year=line.pot.year,
        entitlement=line.amount,
        payer=line.grant.payer,
        requisition_due=by[0],
        statement_due=by[1],
        repayment_due=by[2],
        lapse_clause=lapse.clause if lapse and lapse.kind == "right-lapses" else None,
        reclaim_clause=reclaim.clause if reclaim and reclaim.kind == "may-be-reclaimed" else None,
        requisition_form=forms[asked.form],
        statement_form=forms[stated.form],
    )


def _is_owed(duty: Duty, line: Line, parties: Parties) -> bool:
    """True where the duty is the recipient's, for this grant and this year."""
    owed = any(line.recipient in parties.members(whom, first_day(line.pot.year)) for whom in duty.of)
    return owed and (not duty.grants or line.grant.id in duty.grants) and line.pot.year in duty.due
