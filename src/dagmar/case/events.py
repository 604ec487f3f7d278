"""What has happened in a case. Events are only ever added; the standing is their fold, the ledger their sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.money import Ore
from dagmar.basis.names import Id
from dagmar.case.commands import Cost


@dataclass(frozen=True, slots=True)
class Opened:
    """A decided plan gives the recipient a right to a sum."""

    event: Annotated[Literal["opened"], "always `opened`"]
    entitlement: Annotated[Ore, "the sum"]
    receipt: Annotated[str, "hash of its receipt"]


@dataclass(frozen=True, slots=True)
class RequisitionDrafted:
    """The requisition was filled in."""

    event: Annotated[Literal["requisition-drafted"], "always `requisition-drafted`"]
    requested: Annotated[Ore, "the sum that is asked for"]
    fields: Annotated[Mapping[Id, str], "the other fields"]
    content: Annotated[str, "hash of the sum and the fields"]


@dataclass(frozen=True, slots=True)
class Requisitioned:
    """The signed requisition arrived in time."""

    event: Annotated[Literal["requisitioned"], "always `requisitioned`"]
    content: Annotated[str, "hash of what was signed"]


@dataclass(frozen=True, slots=True)
class ArrivedTooLate:
    """A paper arrived after its last day: it is registered, and refused."""

    event: Annotated[Literal["arrived-too-late"], "always `arrived-too-late`"]
    paper: Annotated[Literal["requisition"], "which paper"]
    content: Annotated[str, "hash of what arrived"]
    due: Annotated[date, "the last day"]


@dataclass(frozen=True, slots=True)
class RequisitionReturned:
    """The requisition was sent back to be completed."""

    event: Annotated[Literal["requisition-returned"], "always `requisition-returned`"]
    reason: Annotated[str, "what is missing"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The requisition was found complete."""

    event: Annotated[Literal["prepared"], "always `prepared`"]
    content: Annotated[str, "hash of what was examined"]


@dataclass(frozen=True, slots=True)
class Decided:
    """Payment was decided."""

    event: Annotated[Literal["decided"], "always `decided`"]
    amount: Annotated[Ore, "the sum"]
    content: Annotated[str, "hash of what was decided on"]


@dataclass(frozen=True, slots=True)
class Paid:
    """The decided sum was paid."""

    event: Annotated[Literal["paid"], "always `paid`"]
    amount: Annotated[Ore, "the sum"]
    content: Annotated[str, "hash of what was decided on"]


@dataclass(frozen=True, slots=True)
class Lapsed:
    """The right to what was not requisitioned in time is gone."""

    event: Annotated[Literal["lapsed"], "always `lapsed`"]
    amount: Annotated[Ore, "the sum"]
    due: Annotated[date, "the last day"]


@dataclass(frozen=True, slots=True)
class RightRestored:
    """The Government restored a lapsed right."""

    event: Annotated[Literal["right-restored"], "always `right-restored`"]
    amount: Annotated[Ore, "the sum"]
    decision: Annotated[str, "number of the Government's decision"]
    decided: Annotated[date, "its date"]
    until: Annotated[date, "the new last day"]


@dataclass(frozen=True, slots=True)
class StatementDrafted:
    """The statement was filled in, or changed; what was attested before is attested no more."""

    event: Annotated[Literal["statement-drafted"], "always `statement-drafted`"]
    costs: Annotated[tuple[Cost, ...], "the costs by item"]
    unused: Annotated[Ore, "received less costs, at least 0"]
    fields: Annotated[Mapping[Id, str], "the other fields"]
    content: Annotated[str, "hash of costs and fields"]


@dataclass(frozen=True, slots=True)
class StatementSubmitted:
    """The statement was frozen for the CFO."""

    event: Annotated[Literal["statement-submitted"], "always `statement-submitted`"]
    content: Annotated[str, "hash of the draft"]


@dataclass(frozen=True, slots=True)
class StatementAttested:
    """The CFO answered, by alternative 1 or 2; the answer stands with its name, title and date."""

    event: Annotated[Literal["statement-attested"], "always `statement-attested`"]
    content: Annotated[str, "hash of exactly what was attested"]
    alternative: Annotated[Literal["1", "2"], "1: correct; 2: not judged correct"]
    ticked: Annotated[tuple[Id, ...], "the statements that were ticked"]
    name: Annotated[str, "who attested"]
    title: Annotated[str, "in what position"]
    deviations: Annotated[str | None, "alternative 2: what deviates"] = None
    measures: Annotated[str | None, "alternative 2: what is done about it"] = None


@dataclass(frozen=True, slots=True)
class Stated:
    """The signed statement arrived."""

    event: Annotated[Literal["stated"], "always `stated`"]
    content: Annotated[str, "hash of what was signed"]
    late: Annotated[bool, "whether it arrived after its last day"]


@dataclass(frozen=True, slots=True)
class StatementReturned:
    """The statement was sent back."""

    event: Annotated[Literal["statement-returned"], "always `statement-returned`"]
    reason: Annotated[str, "what must be mended"]


@dataclass(frozen=True, slots=True)
class StatementAccepted:
    """Costs were accepted: used = min(accepted costs, paid)."""

    event: Annotated[Literal["statement-accepted"], "always `statement-accepted`"]
    accepted: Annotated[Ore, "the accepted costs"]
    used: Annotated[Ore, "the paid money that they cover"]
    reason: Annotated[str | None, "why less than stated"] = None


@dataclass(frozen=True, slots=True)
class RepaymentDemanded:
    """What is not covered by accepted costs is demanded back."""

    event: Annotated[Literal["repayment-demanded"], "always `repayment-demanded`"]
    amount: Annotated[Ore, "the sum"]
    due: Annotated[date, "last day to pay it back"]


@dataclass(frozen=True, slots=True)
class RepaymentReceived:
    """Money came back: of what was demanded, or ahead of a demand, of what the statement says is unused."""

    event: Annotated[Literal["repayment-received"], "always `repayment-received`"]
    amount: Annotated[Ore, "the sum"]
    reference: Annotated[str, "the bank's reference"]
    ahead: Annotated[bool, "whether it came ahead of the demand"] = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """The recipient was reminded of something that is late."""

    event: Annotated[Literal["reminded"], "always `reminded`"]
    of: Annotated[Literal["statement", "repayment"], "of what"]
    due: Annotated[date, "when it was due"]


@dataclass(frozen=True, slots=True)
class ReclaimProposed:
    """An officer proposed that the money is reclaimed."""

    event: Annotated[Literal["reclaim-proposed"], "always `reclaim-proposed`"]
    amount: Annotated[Ore, "the sum"]
    reason: Annotated[str, "why"]


@dataclass(frozen=True, slots=True)
class RecipientHeard:
    """The recipient was heard on the proposal."""

    event: Annotated[Literal["recipient-heard"], "always `recipient-heard`"]
    answer: Annotated[str, "what was answered"]


@dataclass(frozen=True, slots=True)
class ReclaimDemanded:
    """The Government decided to reclaim, and the money is demanded."""

    event: Annotated[Literal["reclaim-demanded"], "always `reclaim-demanded`"]
    amount: Annotated[Ore, "the sum"]
    decision: Annotated[str, "number of the Government's decision"]
    decided: Annotated[date, "its date"]
    due: Annotated[date, "last day to pay it back"]


Event = (
    Opened
    | RequisitionDrafted
    | Requisitioned
    | ArrivedTooLate
    | RequisitionReturned
    | Prepared
    | Decided
    | Paid
    | Lapsed
    | RightRestored
    | StatementDrafted
    | StatementSubmitted
    | StatementAttested
    | Stated
    | StatementReturned
    | StatementAccepted
    | RepaymentDemanded
    | RepaymentReceived
    | Reminded
    | ReclaimProposed
    | RecipientHeard
    | ReclaimDemanded
)
