"""What somebody may want done in a case. A command is read from a page, from the API or from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.money import Ore
from dagmar.basis.names import Id


@dataclass(frozen=True, slots=True)
class DraftRequisition:
    """Fill in the requisition."""

    command: Annotated[Literal["draft-requisition"], "always `draft-requisition`"]
    requested: Annotated[Ore, "the sum that is asked for"]
    fields: Annotated[Mapping[Id, str], "the other fields of the form"]


@dataclass(frozen=True, slots=True)
class SignRequisition:
    """Sign the requisition and send it to the payer."""

    command: Annotated[Literal["sign-requisition"], "always `sign-requisition`"]
    content: Annotated[str, "hash of what is signed"]


@dataclass(frozen=True, slots=True)
class ReturnRequisition:
    """Send the requisition back to be completed."""

    command: Annotated[Literal["return-requisition"], "always `return-requisition`"]
    reason: Annotated[str, "what is missing"]


@dataclass(frozen=True, slots=True)
class Prepare:
    """Find the requisition complete and lay it before the decision maker."""

    command: Annotated[Literal["prepare"], "always `prepare`"]
    content: Annotated[str, "hash of what was examined"]


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide that the requested sum is to be paid."""

    command: Annotated[Literal["decide"], "always `decide`"]
    content: Annotated[str, "hash of what is decided on"]


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay what was decided."""

    command: Annotated[Literal["pay"], "always `pay`"]
    content: Annotated[str, "hash of what was decided on"]
    amount: Annotated[Ore, "the sum that is paid"]


@dataclass(frozen=True, slots=True)
class RestoreRight:
    """Record the Government's decision that a lapsed right is restored."""

    command: Annotated[Literal["restore-right"], "always `restore-right`"]
    decision: Annotated[str, "number of the Government's decision"]
    decided: Annotated[date, "its date"]
    until: Annotated[date, "the new last day"]


@dataclass(frozen=True, slots=True)
class Cost:
    """One item of cost."""

    label: Annotated[str, "what it was for"]
    amount: Annotated[Ore, "how much"]


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """Fill in the financial statement. While it waits, a change unlocks it and asks for the attestation again."""

    command: Annotated[Literal["draft-statement"], "always `draft-statement`"]
    costs: Annotated[tuple[Cost, ...], "the costs by item"]
    fields: Annotated[Mapping[Id, str], "the other fields of the form"]


@dataclass(frozen=True, slots=True)
class SubmitStatement:
    """Freeze the statement and ask the CFO to attest it."""

    command: Annotated[Literal["submit-statement"], "always `submit-statement`"]
    content: Annotated[str, "hash of the draft"]


@dataclass(frozen=True, slots=True)
class AttestStatement:
    """Attest the statement: alternative 1, it is correct; alternative 2, it is not judged correct."""

    command: Annotated[Literal["attest-statement"], "always `attest-statement`"]
    content: Annotated[str, "hash of what is attested"]
    alternative: Annotated[Literal["1", "2"], "which alternative"]
    ticked: Annotated[tuple[Id, ...], "the statements that were ticked, one by one"]
    title: Annotated[str, "position of the one who attests"]
    deviations: Annotated[str | None, "alternative 2: what deviates"] = None
    measures: Annotated[str | None, "alternative 2: what is done about it"] = None


@dataclass(frozen=True, slots=True)
class SignStatement:
    """Sign the attested statement and send it to the payer."""

    command: Annotated[Literal["sign-statement"], "always `sign-statement`"]
    content: Annotated[str, "hash of what is signed"]


@dataclass(frozen=True, slots=True)
class ReturnStatement:
    """Send the statement back."""

    command: Annotated[Literal["return-statement"], "always `return-statement`"]
    reason: Annotated[str, "what must be mended"]


@dataclass(frozen=True, slots=True)
class AcceptStatement:
    """Accept costs of the statement; what is not covered by them is demanded back."""

    command: Annotated[Literal["accept-statement"], "always `accept-statement`"]
    accepted: Annotated[Ore, "the costs that are accepted"]
    reason: Annotated[str | None, "why less than stated"] = None


@dataclass(frozen=True, slots=True)
class ReceiveRepayment:
    """Record money that came back."""

    command: Annotated[Literal["receive-repayment"], "always `receive-repayment`"]
    amount: Annotated[Ore, "the sum received"]
    reference: Annotated[str, "the bank's reference"]


@dataclass(frozen=True, slots=True)
class ProposeReclaim:
    """Propose that money without a statement is reclaimed."""

    command: Annotated[Literal["propose-reclaim"], "always `propose-reclaim`"]
    reason: Annotated[str, "why"]


@dataclass(frozen=True, slots=True)
class HearRecipient:
    """Record what the recipient says of the proposal, or that nothing was said in time."""

    command: Annotated[Literal["hear-recipient"], "always `hear-recipient`"]
    answer: Annotated[str, "the answer"]


@dataclass(frozen=True, slots=True)
class RecordReclaimDecision:
    """Record the Government's decision to reclaim, and demand the money."""

    command: Annotated[Literal["record-reclaim-decision"], "always `record-reclaim-decision`"]
    decision: Annotated[str, "number of the Government's decision"]
    decided: Annotated[date, "its date"]
    amount: Annotated[Ore, "the sum that is reclaimed"]
    due: Annotated[date, "last day to pay it back"]


@dataclass(frozen=True, slots=True)
class Tick:
    """Record what a passed date has brought: a lapse, a reminder."""

    command: Annotated[Literal["tick"], "always `tick`"]


Command = (
    DraftRequisition
    | SignRequisition
    | ReturnRequisition
    | Prepare
    | Decide
    | Pay
    | RestoreRight
    | DraftStatement
    | SubmitStatement
    | AttestStatement
    | SignStatement
    | ReturnStatement
    | AcceptStatement
    | ReceiveRepayment
    | ProposeReclaim
    | HearRecipient
    | RecordReclaimDecision
    | Tick
)
