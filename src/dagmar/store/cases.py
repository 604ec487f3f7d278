"""Cases: the front door. Load, decide, append: events, ledger and audit rows are written together, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet

from dagmar import __version__, catalogue
from dagmar.account.people import names_of
from dagmar.allocation.plan import plan
from dagmar.allocation.receipt import SealedReceipt, node_of, read_receipts, receipt_of, replay
from dagmar.basis.actors import CLOCK, Actor, PersonId
from dagmar.basis.dates import first_day
from dagmar.basis.form import read_one_of, write
from dagmar.basis.money import Ore
from dagmar.basis.problems import Code, Problem, has_errors, problem
from dagmar.case.commands import Tick
from dagmar.case.decide import Scene, decide
from dagmar.case.deeds import DEEDS, due_day, fits, may, next_step, open_deeds
from dagmar.case.events import Event, Opened
from dagmar.case.ledger import balances, postings
from dagmar.case.standing import UNSENT_REQUISITION, Reclaim, Recorded, Stage, Standing, after, arrived, fold
from dagmar.case.terms import CaseTerms, terms_of
from dagmar.store import audit, ledger, papers, populations, registers
from dagmar.store.agreements import terms_in
from dagmar.store.clock import kept, local
from dagmar.store.models import AgreementRow, CaseRow, EventRow, PaperRow
from dagmar.store.values import BalanceSheet, CaseLine, CaseView, Done, Happening, Order

Pairs = frozenset[tuple[PersonId, PersonId]]


# Opening


@transaction.atomic
def open_cases(agreement: str, year: int, actor: Actor, at: datetime) -> tuple[int, tuple[Problem, ...]]:
    """Open a case for every line of the plan of the latest version; how many are new. Cases that are there stay.

    Cases opened under an earlier version are the year's cases: a new version never opens them a second time.
    """
    row = AgreementRow.objects.filter(agreement=agreement).order_by("-version").first()
    if row is None:
        return 0, (problem(Code.UNKNOWN_AGREEMENT, text=agreement, known=()),)
    earlier = CaseRow.objects.filter(agreement__agreement=agreement, year=year).exclude(agreement=row).first()
    if earlier is not None:
        version = earlier.agreement.version
        return 0, (problem(Code.CASES_OPEN, agreement=agreement, year=year, version=version),)
    terms = terms_in(row)
    made = plan(terms, catalogue.parties(), populations.known(), year=year)
    if has_errors(made.problems):
        return 0, made.problems
    opening: list[tuple[CaseTerms, SealedReceipt]] = []
    for line in made.lines:
        case_terms = terms_of(terms, line, catalogue.parties())
        if not isinstance(case_terms, CaseTerms):
            return 0, case_terms
        opening.append((case_terms, receipt_of(terms, line, _beside(row, line.recipient, year))))
    return sum(_open(row, case_terms, sealed, actor, at) for case_terms, sealed in opening), ()


def _beside(row: AgreementRow, recipient: str, year: int) -> dict[str, str]:
    name = catalogue.parties().name_of(recipient, first_day(year))
    return {"engine": f"dagmar {__version__}", "file_sha256": row.sha256, "recipient_name": name}


def _open(row: AgreementRow, terms: CaseTerms, sealed: SealedReceipt, actor: Actor, at: datetime) -> bool:
    count = CaseRow.objects.filter(year=terms.year).count()
    case, made = CaseRow.objects.get_or_create(
        agreement=row,
        grant=terms.grant,
        recipient=terms.recipient,
        year=terms.year,
        defaults={
            "number": f"{terms.year}-{count + 1:04d}",
            "payer": terms.payer,
            "entitlement": terms.entitlement,
            "receipt": json.dumps(node_of(sealed), ensure_ascii=False),
        },
    )
    if made:
        opened = Opened("opened", terms.entitlement, sealed.hash)
        _append(case, Standing(), (opened,), "open", actor, at, None)
    return made


# Doing


@transaction.atomic
def do(orders: Sequence[Order], actor: Actor, at: datetime) -> Done:
    """Do all of the orders, or none. A case that the actor may not see is a case that is not there."""
    rows = {row.number: row for row in _lock(_visible(actor), [order.case for order in orders])}
    missing = tuple((o.case, problem(Code.UNKNOWN_CASE, number=o.case)) for o in orders if o.case not in rows)
    if missing:
        return Done(missing)
    histories = {number: _history(row) for number, row in rows.items()}
    standings = {number: fold(history) for number, history in histories.items()}
    decided: list[tuple[Order, CaseRow, Standing, tuple[Event, ...]]] = []
    problems: list[tuple[str, Problem]] = []
    for order in orders:
        row, standing = rows[order.case], standings[order.case]
        scene = Scene(_terms_of(row), standing, actor, at, _pairs(row))
        events, found = decide(scene, order.command)
        problems += [(order.case, each) for each in (*_time_passed(histories[order.case], at), *found)]
        decided.append((order, row, standing, events))
        for event in events:  # a second order for the case meets what the first has done
            standings[order.case] = after(standings[order.case], Recorded(event, actor.person, at))
    if problems:
        return Done(tuple(problems))
    registry = papers.Registry(actor, at)
    for order, row, standing, events in decided:
        paper = registry.paper_of(order.command, row.recipient)
        _append(row, standing, events, order.command.command, actor, at, paper)
    return Done(paper=", ".join(registry.numbers()))


def _time_passed(history: Sequence[Recorded], at: datetime) -> Iterator[Problem]:
    """A case goes forward in time: nothing is recorded as done before what has already happened."""
    last = history[-1].at
    if at < last:
        yield problem(Code.TIME_PASSED, last=last.isoformat(sep=" ", timespec="minutes"))


@transaction.atomic
def tick(at: datetime) -> int:
    """Record what passed dates have brought in every case; how many cases something happened in. Twice is safe."""
    touched = 0
    for row in _lock(CaseRow.objects.exclude(stage__in=("settled", "lapsed")), None):
        standing = fold(_history(row))
        events, _ = decide(Scene(_terms_of(row), standing, CLOCK, at), Tick("tick"))
        _append(row, standing, events, "tick", CLOCK, at, None)
        touched += bool(events)
    return touched


def _lock(rows: QuerySet[CaseRow], numbers: Sequence[str] | None) -> QuerySet[CaseRow]:
    """The rows, locked until the transaction ends, always in the same order so that two cannot wait for each other."""
    chosen = rows if numbers is None else rows.filter(number__in=numbers)
    return chosen.select_related("agreement").select_for_update(of=("self",)).order_by("number")


def _append(
    row: CaseRow,
    standing: Standing,
    events: tuple[Event, ...],
    deed: str,
    actor: Actor,
    at: datetime,
    paper: PaperRow | None,
) -> None:
    """Write events, their entries, the columns that repeat the standing, and one audit row over all of it."""
    if not events:
        return
    first = row.events + 1
    for event in events:
        row.events += 1
        kept_event = EventRow.objects.create(
            case=row,
            seq=row.events,
            kind=event.event,
            data=json.dumps(write(type(event), event), ensure_ascii=False, sort_keys=True),
            person=actor.person,
            at=kept(at),
            paper=paper,
        )
        ledger.write(row, kept_event, postings(event))
        standing = after(standing, Recorded(event, actor.person, at))
    for name, value in columns_of(standing).items():
        setattr(row, name, value)
    row.save()
    audit.record(actor, deed, f"{row.number} {first}-{row.events}", _digest(row, first, row.events), kept(at))


def columns_of(standing: Standing) -> dict[str, object]:
    """The columns of a case row that repeat its standing."""
    return {
        "stage": standing.stage,
        "reclaim": standing.reclaim,
        "requested": standing.requested,
        "decided": standing.decided,
        "paid": standing.paid,
        "lapsed": standing.lapsed,
        "used": standing.used,
        "demanded": standing.demanded,
        "returned": standing.returned,
        "repay_by": standing.repay_by,
        "prepared_by": standing.prepared_by or "",
        "decided_by": standing.decided_by or "",
    }


def _digest(row: CaseRow, first: int, last: int) -> str:
    """SHA-256 over the events as they are kept: what happened, who did it, when, and with which paper."""
    events = row.history.filter(seq__range=(first, last)).select_related("paper").order_by("seq")
    kept_events = [[each.data, each.person, local(each.at).isoformat(), *_paper(each)] for each in events]
    return sha256(json.dumps(kept_events, ensure_ascii=False).encode()).hexdigest()


def _paper(each: EventRow) -> tuple[str, ...]:
    paper = each.paper
    return (paper.number, paper.signed_by, local(paper.arrived_at).isoformat()) if paper else ()


def _pairs(row: CaseRow) -> Pairs:
    """Who has prepared and who has decided, in the same agreement and year."""
    same = CaseRow.objects.filter(agreement__agreement=row.agreement.agreement, year=row.year).exclude(decided_by="")
    return frozenset((PersonId(one), PersonId(two)) for one, two in same.values_list("prepared_by", "decided_by"))


# Looking


def _visible(actor: Actor) -> QuerySet[CaseRow]:
    """The cases that an actor may see: those of the recipients and the payers that the actor holds a role for."""
    parties = {membership.party for membership in actor.memberships}
    return CaseRow.objects.filter(Q(recipient__in=parties) | Q(payer__in=parties))


def cases(actor: Actor, **chosen: object) -> list[CaseLine]:
    """The cases that the actor may see, by number; `chosen` narrows by a column such as stage or recipient."""
    rows = _visible(actor).filter(**chosen).select_related("agreement").order_by("number")
    return [_line(row, actor) for row in rows]


def case(number: str, actor: Actor) -> CaseView | None:
    """A case, whole; None where there is none that the actor may see."""
    row = _visible(actor).filter(number=number).select_related("agreement").first()
    if row is None:
        return None
    history = list(row.history.select_related("paper").order_by("seq"))
    standing = fold(_recorded(each) for each in history)
    terms = _terms_of(row)
    names = names_of(each.person for each in history)
    happenings = tuple(
        Happening(
            _event(each.data),
            names.get(each.person, CLOCK.name),
            local(each.at),
            each.paper.number if each.paper else "",
        )
        for each in history
    )
    own = any(membership.party == row.recipient for membership in actor.memberships)
    shown = happenings if own else tuple(each for each in happenings if each.event.event not in _NOT_SENT)
    return CaseView(
        line=_line(row, actor),
        terms=terms,
        standing=standing if own else arrived(standing),
        agreement=terms_in(row.agreement),
        happenings=shown,
        deeds=open_deeds(actor, standing, terms),
        waits_for=tuple(name for name in DEEDS if fits(name, standing)),
    )


_NOT_SENT = ("requisition-drafted", "statement-drafted", "statement-submitted", "statement-attested")
"""What a recipient does before it sends a paper is its own; the payer sees the paper when it arrives."""


def receipt(number: str, actor: Actor) -> SealedReceipt | None:
    """The receipt of a case's entitlement; None where there is no such case that the actor may see."""
    row = _visible(actor).filter(number=number).first()
    return _receipt(row.receipt) if row else None


def todos(actor: Actor) -> list[CaseLine]:
    """The cases whose next step is the actor's, the nearest day first."""
    mine = [line for line in cases(actor) if line.mine]
    return sorted(mine, key=lambda line: (line.due is None, line.due, line.number))


def balance(**chosen: object) -> BalanceSheet:
    """The balance sheet over all cases, or over those with the chosen columns."""
    found = ledger.balance(CaseRow.objects.filter(**chosen))
    return BalanceSheet(
        appropriated=-found["appropriated"],
        remaining=found["remaining"],
        lapsed=found["lapsed"],
        open=found["open"],
        used=found["used"],
        passed_on=found["passed-on"],
        demanded=found["demanded"],
        returned=found["returned"],
    )


def verify() -> list[str]:
    """Everything that does not hold; empty is well.

    The audit chain, and each audit row against the events that it covers; columns and entries against events; receipts
    against the right they gave; approved agreements against their hash. That the last rows were cut off shows only
    beside a copy: compare `dagmar verify --format json` over time.
    """
    faults = [*audit.faults(), *audit.unprotected(), *populations.faults(), *registers.faults()]
    rows = {row.number: row for row in CaseRow.objects.order_by("number")}
    reached = dict.fromkeys(rows, 0)
    for covered in audit.covering(rows):
        row = rows[covered.case]
        follows = covered.first == reached[covered.case] + 1
        if not follows or covered.detail != _digest(row, covered.first, covered.last):
            faults.append(f"{covered.case}: events {covered.first}-{covered.last}")
        reached[covered.case] = covered.last
    for row in rows.values():
        if not (reached[row.number] == row.events == row.history.count()):
            faults.append(f"{row.number}: events after {reached[row.number]}")
        try:
            faults += [f"{row.number}: {fault}" for fault in _faults(row)]
        except (AssertionError, ValueError, LookupError, TypeError):  # what is kept can no longer be read
            faults.append(f"{row.number}: unreadable")
    approved = audit.approved()
    for agreement in AgreementRow.objects.order_by("pk"):
        name = f"{agreement.agreement} version {agreement.version}"
        digest = sha256(bytes(agreement.data)).hexdigest()
        if not digest == agreement.sha256 == approved.get(name):
            faults.append(name)
    return faults


def _faults(row: CaseRow) -> Iterator[str]:
    history = _history(row)
    standing = fold(history)
    yield from (name for name, value in columns_of(standing).items() if getattr(row, name) != value)
    expected = balances(move for recorded in history for move in postings(recorded.event))
    if ledger.balance(CaseRow.objects.filter(pk=row.pk)) != {str(key): value for key, value in expected.items()}:
        yield "ledger"
    sealed = _receipt(row.receipt)
    says = (sealed.receipt.grant, sealed.receipt.recipient, sealed.receipt.amount, sealed.hash)
    if says != (row.grant, row.recipient, row.entitlement, standing.receipt) or replay(sealed):
        yield "receipt"
    if row.entitlement != standing.entitlement or row.payer != _terms_of(row).payer:
        yield "terms"


# Rows to values


def _history(row: CaseRow) -> list[Recorded]:
    return [_recorded(each) for each in row.history.order_by("seq")]


def _recorded(each: EventRow) -> Recorded:
    return Recorded(_event(each.data), PersonId(each.person), local(each.at))


@lru_cache(maxsize=20_000)
def _event(data: str) -> Event:
    event, problems = read_one_of(Event, json.loads(data))
    assert not problems, problems  # it was written from an event
    return cast(Event, event)


@lru_cache(maxsize=2_000)
def _receipt(text: str) -> SealedReceipt:
    sealed, _ = read_receipts(text.encode(), "receipt")
    return sealed[0]


def _terms_of(row: CaseRow) -> CaseTerms:
    return _case_terms(row.agreement_id, row.grant, row.recipient, row.year, row.entitlement)


@lru_cache(maxsize=20_000)
def _case_terms(agreement: int, grant: str, recipient: str, year: int, entitlement: int) -> CaseTerms:
    """The terms of a case, from the approved agreement and the right that the case was opened with."""
    terms = terms_in(AgreementRow.objects.get(pk=agreement))
    made = plan(terms, catalogue.parties(), populations.known(), year=year)
    line = next(each for each in made.lines if (each.grant.id, each.recipient) == (grant, recipient))
    found = terms_of(terms, line, catalogue.parties())
    assert isinstance(found, CaseTerms)  # the case was opened from them
    assert found.entitlement == entitlement, "the plan of an approved agreement never changes"
    return found


def _line(row: CaseRow, actor: Actor) -> CaseLine:
    terms = _terms_of(row)
    deed = next_step(cast(Stage, row.stage), cast(Reclaim, row.reclaim))
    own = any(membership.party == row.recipient for membership in actor.memberships)
    sent = own or row.stage not in UNSENT_REQUISITION
    return CaseLine(
        number=row.number,
        agreement=row.agreement.agreement,
        grant=row.grant,
        recipient=row.recipient,
        year=row.year,
        stage=cast(Stage, row.stage),
        entitlement=Ore(row.entitlement),
        requested=Ore(row.requested if sent else 0),
        decided=Ore(row.decided),
        paid=Ore(row.paid),
        lapsed=Ore(row.lapsed),
        used=Ore(row.used),
        demanded=Ore(row.demanded),
        returned=Ore(row.returned),
        prepared_by=row.prepared_by,
        decided_by=row.decided_by,
        next_deed=deed or "",
        next_role=DEEDS[deed].role if deed else None,
        due=row.repay_by if deed == "receive-repayment" and row.repay_by else due_day(deed, terms) if deed else None,
        mine=bool(deed) and may(actor, deed or "", terms),
    )
