"""What each deed asks for on its page: its fields, its words, and what of the case is shown to be signed or decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long-text", "money", "date"]
Both = tuple[str, str]
"""The same words in Swedish and in English."""

PAPERS = frozenset(
    {
        "draft-requisition",
        "sign-requisition",
        "draft-statement",
        "submit-statement",
        "attest-statement",
        "sign-statement",
    }
)
"""The deeds of a paper: one paper covers all cases of a recipient that stand alike in an agreement and year."""

CONTENT: Mapping[str, str] = {
    "sign-requisition": "requisition_content",
    "prepare": "requisition_content",
    "decide": "requisition_content",
    "pay": "decided_content",
    "submit-statement": "statement_content",
    "attest-statement": "statement_content",
    "sign-statement": "statement_content",
}
"""Where the standing keeps the hash of what a deed takes a stand on."""

SHOWS_REQUISITION = frozenset({"sign-requisition", "return-requisition", "prepare", "decide", "pay"})
SHOWS_STATEMENT = frozenset(
    {"submit-statement", "attest-statement", "sign-statement", "return-statement", "accept-statement"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a deed asks for, beside those of the agreement's forms."""

    name: str
    kind: Kind
    label: Both
    hint: Both = ("", "")
    required: bool = True


_MONEY_HINT: Both = ("Skriv som du är van: 212 400 eller 212400,00", "Write as you are used to: 212 400 or 212400,00")
_DECISION = (
    Asked("decision", "text", ("Regeringsbeslutets nummer", "Number of the Government's decision")),
    Asked("decided", "date", ("Beslutets datum", "Date of the decision")),
)

ASKED: Mapping[str, tuple[Asked, ...]] = {
    "return-requisition": (Asked("reason", "long-text", ("Vad som saknas", "What is missing")),),
    "return-statement": (Asked("reason", "long-text", ("Vad som måste rättas", "What must be mended")),),
    "restore-right": (*_DECISION, Asked("until", "date", ("Ny sista dag", "New last day"))),
    "accept-statement": (
        Asked("accepted", "money", ("Kostnader som godkänns", "Costs that are accepted"), _MONEY_HINT),
        Asked(
            "reason",
            "long-text",
            ("Skäl", "Reason"),
            ("Behövs bara om mindre godkänns än vad som är redovisat", "Needed only if less is accepted than stated"),
            required=False,
        ),
    ),
    "receive-repayment": (
        Asked("amount", "money", ("Mottaget belopp", "Sum received"), _MONEY_HINT),
        Asked("reference", "text", ("Bankens referens", "The bank's reference")),
    ),
    "propose-reclaim": (Asked("reason", "long-text", ("Skäl för återkrav", "Reason for the reclaim")),),
    "hear-recipient": (
        Asked(
            "answer",
            "long-text",
            ("Mottagarens svar", "The recipient's answer"),
            ("Eller att inget svar kom inom den tid som gavs", "Or that no answer came in the time given"),
        ),
    ),
    "record-reclaim-decision": (
        *_DECISION,
        Asked("amount", "money", ("Belopp som återkrävs", "Sum that is reclaimed"), _MONEY_HINT),
        Asked("due", "date", ("Sista dag att betala tillbaka", "Last day to pay it back")),
    ),
}
"""The fields of each deed that has any of its own."""

REQUESTED = Asked("requested", "money", ("Belopp som rekvireras", "Amount requisitioned"), _MONEY_HINT)

ATTESTED: Mapping[str, Asked] = {
    "title": Asked("title", "text", ("Befattning", "Position")),
    "deviations": Asked(
        "deviations",
        "long-text",
        ("Avvikelser", "Deviations"),
        ("Vad stämmer inte, och med vilket belopp?", "What is not right, and by what sum?"),
    ),
    "measures": Asked(
        "measures",
        "long-text",
        ("Åtgärder", "Measures"),
        ("Vad görs, av vem och när?", "What is done, by whom and when?"),
    ),
}

NAMES: Mapping[str, Both] = {
    "label": ("Kostnadspost", "Item of cost"),
    "alternative": ("Bedömningen", "The judgement"),
    "ticked": ("Kontrollerna", "The checks"),
}
"""What a message calls the parts of a form that are no plain fields."""

LEADS: Mapping[str, Both] = {
    "draft-requisition": (
        "Uppgifterna är de som överenskommelsens formulär frågar efter. Inget skickas förrän rekvisitionen är "
        "undertecknad.",
        "The particulars are those that the form of the agreement asks for. Nothing is sent until the requisition is "
        "signed.",
    ),
    "sign-requisition": (
        "Det du skriver under är exakt det som står nedan. Det registreras med tid och nummer när du skickar det.",
        "What you sign is exactly what stands below. The paper is registered with time and number when you send it.",
    ),
    "return-requisition": (
        "Rekvisitionen går tillbaka till mottagaren, med det du skriver här.",
        "The requisition goes back to the recipient, with what you write here.",
    ),
    "prepare": (
        "Läs rekvisitionen. Är den komplett går den till en beslutsfattare, som ska vara en annan person än du.",
        "Read the requisition. If it is complete it goes to a decision maker, who is to be another person than you.",
    ),
    "decide": (
        "Du beslutar att exakt beloppet nedan ska betalas ut. En tredje person betalar.",
        "You decide that exactly the sum below is to be paid. A third person pays.",
    ),
    "pay": (
        "Det beslutade beloppet betalas ut, varken mer eller mindre.",
        "The decided sum is paid, neither more nor less.",
    ),
    "restore-right": (
        "Rätten har förfallit. Bara ett beslut av regeringen återställer den.",
        "The right has lapsed. Only a decision of the Government restores it.",
    ),
    "draft-statement": (
        "Skriv kostnaderna post för post. Det som inte täcks av kostnader ska betalas tillbaka.",
        "Write the costs item by item. What no costs cover is to be repaid.",
    ),
    "submit-statement": (
        "Redovisningen låses och går till ekonomichefen. En ändring låser upp den, och intyget måste då göras om.",
        "The statement is frozen and goes to the CFO. A change unlocks it, and the attestation is then made anew.",
    ),
    "attest-statement": (
        "Det du intygar är exakt siffrorna nedan. Därefter skriver behörig företrädare under, och det ska vara en "
        "annan person än du.",
        "What you attest is exactly the figures below. Then an authorised signatory signs, and that is to be another "
        "person than you.",
    ),
    "sign-statement": (
        "Det du skriver under är exakt redovisningen nedan, med ekonomichefens intyg. Den registreras med tid och "
        "nummer när du skickar den.",
        "What you sign is exactly the statement below, with the attestation of the CFO. It is registered with time "
        "and number when you send it.",
    ),
    "return-statement": (
        "Redovisningen går tillbaka till mottagaren och måste intygas på nytt.",
        "The statement goes back to the recipient and must be attested anew.",
    ),
    "accept-statement": (
        "Godkända kostnader räknas som använda medel. Det de inte täcker krävs tillbaka.",
        "Accepted costs count as used money. What they do not cover is demanded back.",
    ),
    "receive-repayment": (
        "Skriv det som kom in på kontot. Betalas det i delar registreras varje del för sig.",
        "Write what came in on the account. If it is paid in parts, each part is recorded by itself.",
    ),
    "propose-reclaim": (
        "Redovisningen har inte kommit in i tid. Mottagaren hörs om förslaget, sedan beslutar regeringen.",
        "The statement did not arrive in time. The recipient is heard on the proposal, then the Government decides.",
    ),
    "hear-recipient": (
        "Skriv vad mottagaren säger om förslaget.",
        "Write what the recipient says of the proposal.",
    ),
    "record-reclaim-decision": (
        "När beslutet är registrerat krävs beloppet tillbaka av mottagaren.",
        "When the decision is recorded, the sum is demanded back of the recipient.",
    ),
}
"""What a deed means, in a sentence or two above its form."""

BUTTONS: Mapping[str, Both] = {
    "draft-requisition": ("Spara rekvisitionen", "Save the requisition"),
    "sign-requisition": ("Skriv under och skicka", "Sign and send"),
    "prepare": ("Lämna för beslut", "Lay before the decision maker"),
    "draft-statement": ("Spara redovisningen", "Save the statement"),
    "attest-statement": ("Intyga och skriv under", "Attest and sign"),
    "sign-statement": ("Skriv under och skicka", "Sign and send"),
}
"""The words of the button, where they are not those of the deed itself."""
