"""Decides what a command does to a case: events, or every problem at once. Who, when and what stands are arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from dagmar.basis.actors import CLOCK, Actor, PersonId
from dagmar.basis.money import Difference, Ore
from dagmar.basis.problems import Code, Problem, problem
from dagmar.case.commands import (
    AcceptStatement,
    AttestStatement,
    Command,
    Decide,
    DraftRequisition,
    DraftStatement,
    HearRecipient,
    Pay,
    Prepare,
    ProposeReclaim,
    ReceiveRepayment,
    RecordReclaimDecision,
    RestoreRight,
    ReturnRequisition,
    ReturnStatement,
    SignRequisition,
    SignStatement,
    SubmitStatement,
    Tick,
)
from dagmar.case.deeds import DEEDS, fits, may
from dagmar.case.events import (
    ArrivedTooLate,
    Decided,
    Event,
    Lapsed,
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
from dagmar.case.papers import check_attestation, check_fields, content_of, personal_numbers
from dagmar.case.standing import Standing, reminder
from dagmar.case.terms import CaseTerms


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a command meets a case: its terms and standing, who acts, and when (Stockholm's time).

    `pairs` are those who have prepared and decided in the same agreement and year, as (preparer, decider).
    """

    terms: CaseTerms
    standing: Standing
    actor: Actor
    at: datetime
    pairs: frozenset[tuple[PersonId, PersonId]] = frozenset()

    @property
    def today(self) -> date:
        """The day in Stockholm."""
        return self.at.date()

    @property
    def requisition_due(self) -> date:
        """The last day to requisition: the agreement's, or the Government's where it has restored the right."""
        return self.standing.requisition_due or self.terms.requisition_due

    @property
    def is_too_late(self) -> bool:
        """True after the last day, where the agreement lets the right lapse, whether or not a job has recorded it."""
        return self.today > self.requisition_due and self.terms.lapse_clause is not None

    @property
    def most_to_requisition(self) -> Ore:
        """The most that a requisition can still claim: after the last day, the sum that came in time."""
        standing = self.standing
        return standing.claimed if self.is_too_late else Ore(standing.entitlement - standing.lapsed)


_TO_REPAY = timedelta(days=30)

Outcome = tuple[tuple[Event, ...], tuple[Problem, ...]]
"""What happens, or what is in the way. One of the two is empty; both are where there is nothing to do."""


def decide(scene: Scene, command: Command) -> Outcome:
    """What the command does. Nothing happens unless all of it may."""
    if isinstance(command, Tick):
        return (
            (tuple(_tick(scene)), ()) if scene.actor == CLOCK else ((), (problem(Code.NOT_YOUR_ROLE, role="system"),))
        )
    in_the_way = (*_permitted(scene, command), *personal_numbers(command))
    if in_the_way:
        return (), in_the_way
    faults = tuple(_faults(scene, command))
    return ((), faults) if faults else (tuple(_events(scene, command)), ())


def _permitted(scene: Scene, command: Command) -> Iterator[Problem]:
    deed = DEEDS[command.command]
    if not may(scene.actor, command.command, scene.terms):
        yield problem(Code.NOT_YOUR_ROLE, role=deed.role)
    elif not fits(command.command, scene.standing):
        yield problem(Code.WRONG_STAGE, command=command.command, stage=scene.standing.stage)


# What is in the way


def _faults(scene: Scene, command: Command) -> Iterator[Problem]:
    standing = scene.standing
    match command:
        case DraftRequisition():
            yield from check_fields(scene.terms.requisition_form, command.fields)
            most = scene.most_to_requisition if standing.arrived_in_time else standing.entitlement
            yield from _within(command.requested, most, "requested")
            if not command.requested:
                yield problem(Code.AMOUNT_ZERO, ("requested",))
        case SignRequisition():
            yield from _same_content(command.content, standing.requisition_content)
            if standing.arrived_in_time or not scene.is_too_late:
                yield from _within(standing.requested, scene.most_to_requisition, "requested")
        case Prepare():
            yield from _same_content(command.content, standing.requisition_content)
        case Decide():
            yield from _same_content(command.content, standing.requisition_content)
            yield from _another(scene, standing.prepared_by, "prepared")
            if standing.prepared_by and (scene.actor.person, standing.prepared_by) in scene.pairs:
                yield problem(Code.EACH_OTHERS)
        case Pay():
            yield from _same_content(command.content, standing.decided_content)
            yield from _another(scene, standing.prepared_by, "prepared")
            yield from _another(scene, standing.decided_by, "decided")
            if command.amount != standing.decided:
                yield problem(Code.NOT_WHAT_WAS_DECIDED, ("amount",), amount=command.amount, decided=standing.decided)
        case RestoreRight():
            if not standing.lapsed:
                yield problem(Code.WRONG_STAGE, command=command.command, stage=standing.stage)
            if command.until < scene.today:
                yield problem(Code.DAY_PASSED, ("until",), day=command.until)
            if command.decided > scene.today:
                yield problem(Code.DAY_TO_COME, ("decided",), day=command.decided)
        case DraftStatement():
            yield from check_fields(scene.terms.statement_form, command.fields)
        case SubmitStatement():
            yield from _same_content(command.content, standing.statement_content)
        case AttestStatement():
            yield from _same_content(command.content, standing.statement_content)
            yield from check_attestation(command)
        case SignStatement():
            yield from _same_content(command.content, standing.statement_content)
            yield from _another(scene, standing.attested_by, "attested")
        case AcceptStatement():
            yield from _within(command.accepted, standing.total_costs, "accepted")
            if command.accepted < standing.total_costs and not command.reason:
                yield problem(Code.FIELD_MISSING, ("reason",), id="reason")
        case ReceiveRepayment():
            most = standing.demanded or Ore(min(standing.open, max(0, standing.unused - standing.returned)))
            yield from _within(command.amount, most, "amount")
            if not command.amount:
                yield problem(Code.AMOUNT_ZERO, ("amount",))
        case ProposeReclaim():
            if scene.terms.reclaim_clause is None:
                yield problem(Code.NO_RECLAIM_CLAUSE)
            if scene.today <= scene.terms.statement_due:
                yield problem(Code.NOT_YET_LATE, day=scene.terms.statement_due)
        case RecordReclaimDecision():
            yield from _within(command.amount, standing.open, "amount")
            if not command.amount:
                yield problem(Code.AMOUNT_ZERO, ("amount",))
            if command.due < scene.today:
                yield problem(Code.DAY_PASSED, ("due",), day=command.due)
            if command.decided > scene.today:
                yield problem(Code.DAY_TO_COME, ("decided",), day=command.decided)
        case ReturnRequisition() | ReturnStatement() | HearRecipient() | Tick():
            return
        case _:
            assert_never(command)


def _same_content(says: str, stands: str) -> Iterator[Problem]:
    """What is acted on must be exactly what stands: a page that was open while somebody changed it is refused."""
    if says != stands:
        yield problem(Code.CONTENT_CHANGED, ("content",))


def _another(scene: Scene, person: PersonId | None, deed: str) -> Iterator[Problem]:
    """Preparing, deciding and paying are different persons; so are attesting and signing. Accounts do not matter."""
    if person == scene.actor.person:
        yield problem(Code.SAME_PERSON, deed=deed)


def _within(amount: Ore, most: Ore, name: str) -> Iterator[Problem]:
    if amount > most:
        yield problem(Code.OVER_THE_MOST, (name,), amount=amount, most=most, difference=Difference(amount - most))


# What happens


def _events(scene: Scene, command: Command) -> Iterator[Event]:
    standing = scene.standing
    match command:
        case DraftRequisition():
            content = content_of(DraftRequisition, command, "requested", "fields")
            yield RequisitionDrafted("requisition-drafted", command.requested, command.fields, content)
        case SignRequisition():
            yield from _arrival(scene, command.content)
        case ReturnRequisition():
            yield RequisitionReturned("requisition-returned", command.reason)
        case Prepare():
            yield Prepared("prepared", command.content)
        case Decide():
            yield Decided("decided", standing.requested, command.content)
        case Pay():
            yield Paid("paid", command.amount, command.content)
        case RestoreRight():
            yield RightRestored("right-restored", standing.lapsed, command.decision, command.decided, command.until)
        case DraftStatement():
            unused = Ore(max(0, standing.paid - sum(cost.amount for cost in command.costs)))
            content = content_of(DraftStatement, command, "costs", "fields")
            yield StatementDrafted("statement-drafted", command.costs, unused, command.fields, content)
        case SubmitStatement():
            yield StatementSubmitted("statement-submitted", command.content)
        case AttestStatement():
            yield StatementAttested(
                "statement-attested",
                command.content,
                command.alternative,
                command.ticked,
                scene.actor.name,
                command.title,
                command.deviations if command.alternative == "2" else None,
                command.measures if command.alternative == "2" else None,
            )
        case SignStatement():
            yield Stated("stated", command.content, scene.today > scene.terms.statement_due)
        case ReturnStatement():
            yield StatementReturned("statement-returned", command.reason)
        case AcceptStatement():
            yield from _acceptance(scene, command)
        case ReceiveRepayment():
            yield RepaymentReceived(
                "repayment-received", command.amount, command.reference, ahead=not standing.demanded
            )
        case ProposeReclaim():
            yield ReclaimProposed("reclaim-proposed", standing.open, command.reason)
        case HearRecipient():
            yield RecipientHeard("recipient-heard", command.answer)
        case RecordReclaimDecision():
            yield ReclaimDemanded("reclaim-demanded", command.amount, command.decision, command.decided, command.due)
        case Tick():
            yield from _tick(scene)
        case _:
            assert_never(command)


def _arrival(scene: Scene, content: str) -> Iterator[Event]:
    """The date and time of receipt decide. A requisition that once came in time may be completed later."""
    if scene.standing.arrived_in_time or not scene.is_too_late:
        yield Requisitioned("requisitioned", content)
        return
    yield ArrivedTooLate("arrived-too-late", "requisition", content, scene.requisition_due)
    yield from _lapse(scene)


def _acceptance(scene: Scene, command: AcceptStatement) -> Iterator[Event]:
    """used = min(accepted costs, paid); what neither costs nor an early repayment covers is demanded back."""
    standing = scene.standing
    used = Ore(min(command.accepted, standing.paid - standing.returned))
    yield StatementAccepted("statement-accepted", command.accepted, used, command.reason)
    to_repay = Ore(standing.paid - standing.returned - used)
    if to_repay:
        yield RepaymentDemanded("repayment-demanded", to_repay, _repay_by(scene))


def _repay_by(scene: Scene) -> date:
    """The agreement's day; where it has passed, thirty days on: a demand is not late when it is made."""
    due = scene.terms.repayment_due
    return due if scene.today <= due else scene.today + _TO_REPAY


def _tick(scene: Scene) -> Iterator[Event]:
    """What a passed date brings, once: what was not requisitioned lapses; what is late is reminded of."""
    standing, terms = scene.standing, scene.terms
    if scene.is_too_late:
        yield from _lapse(scene)
    unstated = standing.stage in DEEDS["draft-statement"].stages
    if (
        unstated
        and scene.today > terms.statement_due
        and reminder("statement", terms.statement_due) not in standing.reminded
    ):
        yield Reminded("reminded", "statement", terms.statement_due)
    due = standing.repay_by
    if standing.demanded and due and scene.today > due and reminder("repayment", due) not in standing.reminded:
        yield Reminded("reminded", "repayment", due)


def _lapse(scene: Scene) -> Iterator[Event]:
    """The right to all that was not requisitioned in time."""
    standing = scene.standing
    lapsing = Ore(standing.entitlement - standing.lapsed - standing.claimed)
    if lapsing > 0:
        yield Lapsed("lapsed", lapsing, scene.requisition_due)
