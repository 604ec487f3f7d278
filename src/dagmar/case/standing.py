"""Where a case stands: the fold of its events. Nothing is stored that the events do not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, assert_never

from dagmar.basis.actors import PersonId
from dagmar.basis.money import Ore
from dagmar.basis.names import Id
from dagmar.case.commands import Cost
from dagmar.case.events import (
    ArrivedTooLate,
    Decided,
    Event,
    Lapsed,
    Opened,
    Paid,
    Prepared,
    RecipientHeard,
    ReclaimDemanded,
    ReclaimProposed,
    Reminded,
    RepaymentDemanded,
    RepaymentReceived,
    RequisitionDrafted,
    Requisitioned,
    RequisitionReturned,
    RightRestored,
    Stated,
    StatementAccepted,
    StatementAttested,
    StatementDrafted,
    StatementReturned,
    StatementSubmitted,
)

Stage = Literal[
    "to-requisition",
    "requisition-drafted",
    "requisitioned",
    "requisition-returned",
    "prepared",
    "decided",
    "paid",
    "statement-drafted",
    "awaiting-attestation",
    "attested",
    "stated",
    "statement-returned",
    "repayment-demanded",
    "settled",
    "lapsed",
]

"""What a case waits for next."""

Reclaim = Literal["none", "proposed", "heard"]
"""How far a reclaim has come that is not yet decided; it goes on beside the statement."""


_NOTHING = Ore(0)
_BLANK: Mapping[Id, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event, with who did it and when (Stockholm's time)."""

    event: Event
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands. All amounts are öre."""

    stage: Stage = "to-requisition"
    entitlement: Ore = _NOTHING
    receipt: str = ""
    requisition_due: date | None = None
    requested: Ore = _NOTHING
    requisition: Mapping[Id, str] = field(default_factory=lambda: MappingProxyType({}))
    requisition_content: str = ""
    arrived_in_time: bool = False
    claimed: Ore = _NOTHING
    prepared_by: PersonId | None = None
    decided_by: PersonId | None = None
    decided: Ore = _NOTHING
    decided_content: str = ""
    paid_by: PersonId | None = None
    paid: Ore = _NOTHING
    lapsed: Ore = _NOTHING
    costs: tuple[Cost, ...] = ()
    statement: Mapping[Id, str] = field(default_factory=lambda: MappingProxyType({}))
    statement_content: str = ""
    attestation: StatementAttested | None = None
    attested_by: PersonId | None = None
    accepted: Ore = _NOTHING
    used: Ore = _NOTHING
    demanded: Ore = _NOTHING
    returned: Ore = _NOTHING
    repay_by: date | None = None
    reminded: tuple[str, ...] = ()
    reclaim: Reclaim = "none"

    @property
    def remaining(self) -> Ore:
        """What the recipient may still be paid."""
        return Ore(self.entitlement - self.paid - self.lapsed)

    @property
    def open(self) -> Ore:
        """Paid money that is neither accounted for nor demanded back."""
        return Ore(self.paid - self.used - self.demanded - self.returned)

    @property
    def total_costs(self) -> Ore:
        """The costs of the statement."""
        return Ore(sum(cost.amount for cost in self.costs))

    @property
    def unused(self) -> Ore:
        """Received less costs, at least 0."""
        return Ore(max(0, self.paid - self.total_costs))


def reminder(of: str, due: date) -> str:
    """The name of a reminder, by which it is sent once: `statement 2018-03-31`."""
    return f"{of} {due}"


UNSENT_REQUISITION: frozenset[Stage] = frozenset({"requisition-drafted", "requisition-returned", "lapsed"})
"""The stages in which the requisition is the recipient's own draft."""


def arrived(standing: Standing) -> Standing:
    """The standing as the payer may see it: a paper that is not yet sent is the recipient's own."""
    if standing.stage in UNSENT_REQUISITION:
        return replace(standing, requested=_NOTHING, requisition=_BLANK, requisition_content="")
    if standing.stage in ("statement-drafted", "awaiting-attestation", "attested"):
        return replace(standing, costs=(), statement=_BLANK, statement_content="", attestation=None, attested_by=None)
    return standing


def fold(history: Iterable[Recorded]) -> Standing:
    """The standing after all of these, in order."""
    standing = Standing()
    for recorded in history:
        standing = after(standing, recorded)
    return standing


def after(old: Standing, recorded: Recorded) -> Standing:
    """The standing after one more event."""
    event, by = recorded.event, recorded.by
    stage: Stage
    match event:
        case Opened():
            return replace(old, entitlement=event.entitlement, receipt=event.receipt)
        case RequisitionDrafted():
            return replace(
                old,
                stage="requisition-drafted",
                requested=event.requested,
                requisition=event.fields,
                requisition_content=event.content,
            )
        case Requisitioned():
            return replace(old, stage="requisitioned", arrived_in_time=True, claimed=old.requested)
        case RequisitionReturned():
            return replace(old, stage="requisition-returned", prepared_by=None)
        case Prepared():
            return replace(old, stage="prepared", prepared_by=by)
        case Decided():
            return replace(old, stage="decided", decided_by=by, decided=event.amount, decided_content=event.content)
        case Paid():
            return replace(old, stage="paid", paid_by=by, paid=Ore(old.paid + event.amount))
        case Lapsed():
            lapsed = Ore(old.lapsed + event.amount)
            return replace(old, stage="lapsed" if lapsed == old.entitlement else old.stage, lapsed=lapsed)
        case RightRestored():
            return replace(
                old,
                stage="to-requisition",
                requested=_NOTHING,  # a draft that was never sent is begun again
                requisition=_BLANK,
                requisition_content="",
                lapsed=Ore(old.lapsed - event.amount),
                requisition_due=event.until,
            )
        case StatementDrafted():
            return replace(
                old,
                stage="statement-drafted",
                costs=event.costs,
                statement=event.fields,
                statement_content=event.content,
                attestation=None,
                attested_by=None,
            )
        case StatementSubmitted():
            return replace(old, stage="awaiting-attestation")
        case StatementAttested():
            return replace(old, stage="attested", attestation=event, attested_by=by)
        case Stated():
            return replace(old, stage="stated", reclaim="none")
        case StatementReturned():
            return replace(old, stage="statement-returned", attestation=None, attested_by=None)
        case StatementAccepted():
            return replace(old, stage="settled", accepted=event.accepted, used=event.used)
        case ReclaimDemanded():
            return replace(
                old,
                stage="repayment-demanded",
                costs=(),  # a statement that was never sent stays the recipient's own
                statement=_BLANK,
                statement_content="",
                attestation=None,
                attested_by=None,
                demanded=Ore(old.demanded + event.amount),
                repay_by=event.due,
                reclaim="none",
            )
        case RepaymentDemanded():
            demanded = Ore(old.demanded + event.amount)
            return replace(old, stage="repayment-demanded", demanded=demanded, repay_by=event.due, reclaim="none")
        case RepaymentReceived(ahead=True):
            return replace(old, returned=Ore(old.returned + event.amount))
        case RepaymentReceived():
            demanded = Ore(old.demanded - event.amount)
            rest: Stage = (
                "paid" if old.open else "settled"
            )  # of a part that was reclaimed: the rest is still to be stated
            stage = "repayment-demanded" if demanded else rest
            return replace(old, stage=stage, demanded=demanded, returned=Ore(old.returned + event.amount))
        case Reminded():
            return replace(old, reminded=(*old.reminded, reminder(event.of, event.due)))
        case ReclaimProposed():
            return replace(old, reclaim="proposed")
        case RecipientHeard():
            return replace(old, reclaim="heard")
        case ArrivedTooLate():
            return replace(old, stage="lapsed" if old.lapsed else old.stage)
        case _:
            assert_never(event)
