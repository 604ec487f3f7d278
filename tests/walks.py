"""A walk through a case: commands of every kind, by anybody, in any order; each step checks what must hold."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dagmar.agreement.terms import Agreement
from dagmar.basis.actors import CLOCK, Actor, Membership, PersonId
from dagmar.case.commands import (
    AcceptStatement,
    AttestStatement,
    Command,
    Cost,
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
from dagmar.case.decide import Outcome, Scene, decide
from dagmar.case.deeds import DEEDS
from dagmar.case.events import Opened
from dagmar.case.ledger import PAID, balances, postings
from dagmar.case.papers import ASSURANCES, typed_fields
from dagmar.case.standing import Recorded, Standing, after, fold
from dagmar.case.terms import CaseTerms

ENTITLEMENT = 1000_00
VALUES = {
    "organisation-number": "232100-0016",
    "email": "kontakt@region.example",
    "phone": "08-123 456",
    "account": "5052-5781",
    "date": "2017-12-31",
}


def filled(form) -> dict[str, str]:
    """Sound values for every field that people type."""
    return {each.id: VALUES.get(each.kind, "Exempel") for each in typed_fields(form)}


def terms_for(agreement: Agreement) -> CaseTerms:
    """A small case under the agreement's own forms and dates."""
    forms = {form.id: form for form in agreement.forms}
    return CaseTerms(
        "professionsmiljarden-2017", "stimulus", "region-12", 2017, ENTITLEMENT, "kammarkollegiet",
        date(2017, 12, 1), date(2018, 3, 31), date(2018, 3, 31), "10.1", "10.1",
        forms["requisition"], forms["statement"],
    )  # fmt: skip


def people() -> list[Actor]:
    """Persons with one role each, and two with nearly all: the rules must hold whoever holds what."""
    recipient = [Membership("region-12", role) for role in ("controller", "cfo", "signatory")]
    state = [
        Membership("kammarkollegiet", role) for role in ("programme-officer", "decision-maker", "payer", "assessor")
    ]
    single = [Actor(PersonId(f"p-{each.role}"), each.role, (each,), "command") for each in (*recipient, *state)]
    return [
        *single,
        Actor(PersonId("p-many"), "Many", (*recipient, *state), "command"),
        Actor(PersonId("p-other"), "Other", (*recipient, *state), "command"),
        Actor(PersonId("p-b"), "Region B", (Membership("region-13", "controller"),), "command"),
    ]


@dataclass
class Walk:
    """One case under way, with everything that has happened to it."""

    terms: CaseTerms
    history: list[Recorded] = field(default_factory=list)
    now: datetime = datetime(2017, 2, 1, 9)
    standing: Standing = field(default_factory=Standing)
    ledger: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self.record((Opened("opened", self.terms.entitlement, "hash"),), CLOCK)

    def record(self, events, actor: Actor) -> None:
        for event in events:
            recorded = Recorded(event, actor.person, self.now)
            self.history.append(recorded)
            self.standing = after(self.standing, recorded)
            self.ledger += postings(event)

    def do(self, command: Command, actor: Actor) -> Outcome:
        """Decide and record; then everything that must always hold is looked at."""
        before = self.standing
        events, problems = decide(Scene(self.terms, before, actor, self.now), command)
        assert not (events and problems)
        self.record(events, actor)
        self.must_hold()
        return events, problems

    def must_hold(self) -> None:
        standing, found = self.standing, balances(self.ledger)
        assert sum(found.values()) == 0
        assert min(amount for account, amount in found.items() if account != "appropriated") >= 0
        assert standing.paid <= standing.decided <= standing.entitlement
        assert standing.paid == sum(found[account] for account in PAID)
        assert -found["appropriated"] == standing.entitlement
        assert (standing.open, standing.used, standing.demanded, standing.returned) == (
            found["open"], found["used"], found["demanded"], found["returned"],
        )  # fmt: skip
        assert (standing.remaining, standing.lapsed) == (found["remaining"], found["lapsed"])
        if standing.paid:
            assert len({standing.prepared_by, standing.decided_by, standing.paid_by}) == 3


def some_command(chance: random.Random, walk: Walk) -> Command:
    """A command of any kind, likely sound, sometimes with another's content or too large a sum."""
    standing, terms = walk.standing, walk.terms
    sum_ = chance.choice([0, 1, 100, 50_000, ENTITLEMENT - 1, ENTITLEMENT, ENTITLEMENT + 1])
    stale = chance.random() < 0.1
    asked = "stale" if stale else standing.requisition_content
    stated = "stale" if stale else standing.statement_content
    today = walk.now.date()
    likely = [name for name, deed in DEEDS.items() if standing.stage in deed.stages]
    kind = chance.choice(likely) if likely and chance.random() < 0.8 else chance.choice([*DEEDS, "tick"])
    match kind:
        case "draft-requisition":
            fields = filled(terms.requisition_form)
            return DraftRequisition(kind, chance.choice([sum_, ENTITLEMENT]), {} if stale else fields)
        case "sign-requisition":
            return SignRequisition(kind, asked)
        case "return-requisition":
            return ReturnRequisition(kind, "Bankgiro saknas")
        case "prepare":
            return Prepare(kind, asked)
        case "decide":
            return Decide(kind, asked)
        case "pay":
            amount = standing.decided if chance.random() < 0.8 else sum_
            return Pay(kind, "stale" if stale else standing.decided_content, amount)
        case "restore-right":
            return RestoreRight(kind, "S2018/1", today, today + timedelta(days=chance.randrange(-1, 60)))
        case "draft-statement":
            costs = tuple(Cost(f"Post {n}", chance.choice([0, sum_, 20_000])) for n in range(chance.randrange(4)))
            return DraftStatement(kind, costs, filled(terms.statement_form))
        case "submit-statement":
            return SubmitStatement(kind, stated)
        case "attest-statement":
            one = chance.random() < 0.6
            return AttestStatement(
                kind, stated, "1" if one else "2", ASSURANCES if chance.random() < 0.9 else (), "Ekonomichef",
                None if one else "Avvikelse", None if one or stale else "Åtgärd",
            )  # fmt: skip
        case "sign-statement":
            return SignStatement(kind, stated)
        case "return-statement":
            return ReturnStatement(kind, "Summan stämmer inte")
        case "accept-statement":
            return AcceptStatement(
                kind, chance.choice([standing.total_costs, sum_]), chance.choice([None, "Ej ändamålet"])
            )
        case "receive-repayment":
            return ReceiveRepayment(kind, chance.choice([standing.demanded, sum_, 1]), "ref")
        case "propose-reclaim":
            return ProposeReclaim(kind, "Redovisning saknas")
        case "hear-recipient":
            return HearRecipient(kind, "Kommer")
        case "record-reclaim-decision":
            decided = today + timedelta(days=chance.choice([0, 0, 0, 1]))
            due = today + timedelta(days=30)
            return RecordReclaimDecision(kind, "S2018/2", decided, chance.choice([standing.open, sum_]), due)
        case _:
            return Tick("tick")


def step(chance: random.Random, walk: Walk, actors: list[Actor]) -> str:
    """One command by anybody, sometimes after days have passed; what came of it."""
    if chance.random() < 0.25:
        walk.now += timedelta(days=chance.choice([0, 1, 5, 30, 120]), hours=chance.randrange(24))
    command = some_command(chance, walk)
    deed = DEEDS.get(command.command)
    able = [actor for actor in actors if deed and any(each.role == deed.role for each in actor.memberships)]
    actor = CLOCK if deed is None else chance.choice(able if able and chance.random() < 0.85 else actors)
    events, _ = walk.do(command, actor)
    return f"{command.command} {'done' if events else 'refused'}"


def walk_on(seed: int, steps: int, agreement: Agreement) -> dict[str, int]:
    """Walk so many steps, a new case whenever one is settled and at times in between; how often each thing happened."""
    chance, actors, seen = random.Random(seed), people(), {}
    walk = Walk(terms_for(agreement))
    for _ in range(steps):
        if chance.random() < (0.05 if walk.standing.stage in ("settled", "lapsed") else 0.002):
            assert fold(walk.history) == walk.standing
            walk = Walk(terms_for(agreement))
        what = step(chance, walk, actors)
        seen[what] = seen.get(what, 0) + 1
    return seen
