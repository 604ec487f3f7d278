"""Names the roles, stages, deeds and events of a case."""

from __future__ import annotations

from collections.abc import Mapping

from dagmar.basis.actors import Role
from dagmar.case.events import (
    ArrivedTooLate,
    Decided,
    Event,
    Lapsed,
    Opened,
    Paid,
    RecipientHeard,
    ReclaimDemanded,
    ReclaimProposed,
    Reminded,
    RepaymentDemanded,
    RepaymentReceived,
    RequisitionDrafted,
    RequisitionReturned,
    RightRestored,
    Stated,
    StatementAccepted,
    StatementAttested,
    StatementDrafted,
    StatementReturned,
)
from dagmar.case.standing import Stage
from dagmar.words.amounts import Lang, day, kronor

Words = Mapping[Lang, str]

ROLES: Mapping[Role, Words] = {
    "programme-officer": {"sv": "handläggare", "en": "programme officer"},
    "decision-maker": {"sv": "beslutsfattare", "en": "decision maker"},
    "payer": {"sv": "utbetalare", "en": "payer"},
    "assessor": {"sv": "granskare", "en": "assessor"},
    "auditor": {"sv": "revisor", "en": "auditor"},
    "controller": {"sv": "controller", "en": "controller"},
    "cfo": {"sv": "ekonomichef", "en": "CFO"},
    "signatory": {"sv": "behörig företrädare", "en": "authorised signatory"},
    "administrator": {"sv": "administratör", "en": "administrator"},
    "register-manager": {"sv": "registeransvarig", "en": "register manager"},
    "register-reader": {"sv": "registerläsare", "en": "register reader"},
    "system": {"sv": "Dagmar", "en": "Dagmar"},
}

STAGES: Mapping[Stage, Words] = {
    "to-requisition": {"sv": "att rekvirera", "en": "to be requisitioned"},
    "requisition-drafted": {"sv": "rekvisition ifylld", "en": "requisition filled in"},
    "requisitioned": {"sv": "rekvirerat", "en": "requisitioned"},
    "requisition-returned": {"sv": "åter för komplettering", "en": "returned for completion"},
    "prepared": {"sv": "berett", "en": "prepared"},
    "decided": {"sv": "beslutat", "en": "decided"},
    "paid": {"sv": "utbetalt", "en": "paid"},
    "statement-drafted": {"sv": "redovisning ifylld", "en": "statement filled in"},
    "awaiting-attestation": {"sv": "väntar på intygande", "en": "awaiting attestation"},
    "attested": {"sv": "intygat", "en": "attested"},
    "stated": {"sv": "redovisat", "en": "stated"},
    "statement-returned": {"sv": "redovisning åter", "en": "statement returned"},
    "repayment-demanded": {"sv": "att betala tillbaka", "en": "to be repaid"},
    "settled": {"sv": "avslutat", "en": "settled"},
    "lapsed": {"sv": "förfallet", "en": "lapsed"},
}

DEEDS: Mapping[str, Words] = {
    "draft-requisition": {"sv": "Fyll i rekvisitionen", "en": "Fill in the requisition"},
    "sign-requisition": {"sv": "Skriv under rekvisitionen", "en": "Sign the requisition"},
    "return-requisition": {"sv": "Begär komplettering", "en": "Ask for completion"},
    "prepare": {"sv": "Bered rekvisitionen", "en": "Prepare the requisition"},
    "decide": {"sv": "Besluta om utbetalning", "en": "Decide on payment"},
    "pay": {"sv": "Betala ut", "en": "Pay"},
    "restore-right": {"sv": "Registrera regeringens beslut om återställd rätt", "en": "Record a restored right"},
    "draft-statement": {"sv": "Fyll i den ekonomiska redovisningen", "en": "Fill in the financial statement"},
    "submit-statement": {"sv": "Skicka redovisningen för intygande", "en": "Send the statement for attestation"},
    "attest-statement": {"sv": "Granska och intyga redovisningen", "en": "Examine and attest the statement"},
    "sign-statement": {"sv": "Skriv under redovisningen", "en": "Sign the statement"},
    "return-statement": {"sv": "Skicka tillbaka redovisningen", "en": "Return the statement"},
    "accept-statement": {"sv": "Godkänn redovisningen", "en": "Accept the statement"},
    "receive-repayment": {"sv": "Registrera återbetalning", "en": "Record a repayment"},
    "propose-reclaim": {"sv": "Föreslå återkrav", "en": "Propose a reclaim"},
    "hear-recipient": {"sv": "Registrera mottagarens svar", "en": "Record the recipient's answer"},
    "record-reclaim-decision": {
        "sv": "Registrera regeringens beslut om återkrav",
        "en": "Record the decision to reclaim",
    },
}


def happened(event: Event, lang: Lang) -> str:
    """What an event says in the timeline of a case."""
    sv = lang == "sv"
    match event:
        case Opened():
            return f"Rätt till {kronor(event.entitlement)}" if sv else f"Right to {kronor(event.entitlement)}"
        case RequisitionDrafted():
            amount = kronor(event.requested)
            return f"Rekvisition ifylld: {amount}" if sv else f"Requisition filled in: {amount}"
        case ArrivedTooLate():
            due = day(event.due, lang)
            return f"Rekvisitionen kom efter {due} och avvisades" if sv else f"Came after {due}, and was refused"
        case RequisitionReturned() | StatementReturned():
            return f"Skickades tillbaka: {event.reason}" if sv else f"Sent back: {event.reason}"
        case Decided():
            return f"Beslut att betala ut {kronor(event.amount)}" if sv else f"Decision to pay {kronor(event.amount)}"
        case Paid():
            return f"Utbetalt {kronor(event.amount)}" if sv else f"Paid {kronor(event.amount)}"
        case Lapsed():
            return (
                f"Rätten till {kronor(event.amount)} förföll" if sv else f"The right to {kronor(event.amount)} lapsed"
            )
        case RightRestored():
            return f"Regeringen återställde rätten, {event.decision}" if sv else f"Right restored, {event.decision}"
        case StatementDrafted():
            unused = kronor(event.unused)
            return f"Redovisning ifylld, {unused} oanvänt" if sv else f"Statement filled in, {unused} unused"
        case StatementAttested():
            return (
                f"Intygat av {event.name}, alternativ {event.alternative}"
                if sv
                else f"Attested by {event.name}, alternative {event.alternative}"
            )
        case Stated():
            late = (" (försenad)" if sv else " (late)") if event.late else ""
            return f"Redovisning inkommen{late}" if sv else f"Statement arrived{late}"
        case StatementAccepted():
            used = kronor(event.used)
            why = f". {event.reason}" if event.reason else ""
            return f"Redovisning godkänd, {used} använt{why}" if sv else f"Statement accepted, {used} used{why}"
        case RepaymentDemanded():
            amount, due = kronor(event.amount), day(event.due, lang)
            return f"{amount} ska betalas tillbaka senast {due}" if sv else f"{amount} to be repaid by {due}"
        case RepaymentReceived():
            amount, reference = kronor(event.amount), event.reference
            return f"Återbetalt {amount} ({reference})" if sv else f"Repaid {amount} ({reference})"
        case Reminded():
            return f"Påminnelse: {_OF[event.of]['sv']}" if sv else f"Reminder: {_OF[event.of]['en']}"
        case ReclaimProposed():
            amount, why = kronor(event.amount), event.reason
            return f"Återkrav av {amount} föreslaget. {why}" if sv else f"Reclaim of {amount} proposed. {why}"
        case RecipientHeard():
            return f"Mottagaren har hörts: {event.answer}" if sv else f"The recipient was heard: {event.answer}"
        case ReclaimDemanded():
            amount = kronor(event.amount)
            return (
                f"Regeringen återkräver {amount}, {event.decision}"
                if sv
                else f"The Government reclaims {amount}, {event.decision}"
            )
        case _:
            return _PLAIN[event.event][lang]


_OF: Mapping[str, Words] = {
    "statement": {"sv": "redovisningen har inte kommit", "en": "the statement has not arrived"},
    "repayment": {"sv": "återbetalningen har inte kommit", "en": "the repayment has not arrived"},
}

_PLAIN: Mapping[str, Words] = {
    "requisitioned": {"sv": "Rekvisition inkommen", "en": "Requisition arrived"},
    "prepared": {"sv": "Rekvisitionen är komplett", "en": "Requisition found complete"},
    "statement-submitted": {"sv": "Redovisningen skickad för intygande", "en": "Statement sent for attestation"},
}

DONE: Mapping[str, Words] = {
    "draft-requisition": {"sv": "Rekvisitionen är ifylld", "en": "The requisition is filled in"},
    "sign-requisition": {"sv": "Rekvisitionen är undertecknad och inkommen", "en": "The requisition is signed, and in"},
    "return-requisition": {"sv": "Komplettering är begärd", "en": "Completion was asked for"},
    "prepare": {"sv": "Rekvisitionen är beredd", "en": "The requisition is prepared"},
    "decide": {"sv": "Utbetalningen är beslutad", "en": "The payment is decided"},
    "pay": {"sv": "Beloppet är utbetalt", "en": "The sum is paid"},
    "restore-right": {"sv": "Den återställda rätten är registrerad", "en": "The restored right is recorded"},
    "draft-statement": {"sv": "Redovisningen är ifylld", "en": "The statement is filled in"},
    "submit-statement": {"sv": "Redovisningen är skickad för intygande", "en": "The statement is sent for attestation"},
    "attest-statement": {"sv": "Ditt intyg är lämnat", "en": "Your attestation is given"},
    "sign-statement": {"sv": "Redovisningen är undertecknad och inkommen", "en": "The statement is signed, and in"},
    "return-statement": {"sv": "Redovisningen är skickad tillbaka", "en": "The statement is returned"},
    "accept-statement": {"sv": "Redovisningen är godkänd", "en": "The statement is accepted"},
    "receive-repayment": {"sv": "Återbetalningen är registrerad", "en": "The repayment is recorded"},
    "propose-reclaim": {"sv": "Återkravet är föreslaget", "en": "The reclaim is proposed"},
    "hear-recipient": {"sv": "Mottagarens svar är registrerat", "en": "The recipient's answer is recorded"},
    "record-reclaim-decision": {
        "sv": "Regeringens beslut är registrerat och beloppet återkrävt",
        "en": "The Government's decision is recorded and the sum reclaimed",
    },
}
"""What a page says when a deed is done."""

ASSURED: Mapping[str, Words] = {
    "period": {"sv": "kostnaderna avser bidragets period", "en": "the costs are of the period of the grant"},
    "booked": {
        "sv": "kostnaderna är bokförda och går att följa till underlag",
        "en": "the costs are booked and can be traced to vouchers",
    },
    "purpose": {
        "sv": "bidraget har använts till det som överenskommelsen anger",
        "en": "the grant was used for what the agreement sets out",
    },
}
"""What the CFO ticks, one by one."""
