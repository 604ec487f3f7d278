"""What holds in a case whatever anybody does, in any order, and whatever the clock says."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from walks import ENTITLEMENT, Walk, filled, people, some_command, step, terms_for, walk_on

from dagmar.basis.actors import CLOCK, Actor, PersonId, Role
from dagmar.case.commands import (
    AcceptStatement,
    AttestStatement,
    Command,
    Cost,
    Decide,
    DraftRequisition,
    DraftStatement,
    Pay,
    Prepare,
    SignRequisition,
    SignStatement,
    SubmitStatement,
    Tick,
)
from dagmar.case.decide import Scene, decide
from dagmar.case.events import (
    Decided,
    Paid,
    Prepared,
    RequisitionDrafted,
    Requisitioned,
    RightRestored,
    Stated,
    StatementAttested,
    StatementDrafted,
)
from dagmar.case.papers import ASSURANCES
from dagmar.case.standing import Recorded, after, fold
from dagmar.case.terms import CaseTerms

PEOPLE = people()
STRANGER = PersonId("p-b")
AMOUNTS = ("requested", "amount", "accepted")
chances = st.randoms(use_true_random=False)


def draft_statement(walk: Walk, costs: int) -> Command:
    items = (Cost("Courses", costs // 2), Cost("Travel", costs - costs // 2))
    return DraftStatement("draft-statement", items, filled(walk.terms.statement_form))


BEGINNING: tuple[tuple[Role, Callable[[Walk, int], Command]], ...] = (
    ("controller", lambda walk, _: DraftRequisition("draft-requisition", 800_00, filled(walk.terms.requisition_form))),
    ("signatory", lambda walk, _: SignRequisition("sign-requisition", walk.standing.requisition_content)),
    ("programme-officer", lambda walk, _: Prepare("prepare", walk.standing.requisition_content)),
    ("decision-maker", lambda walk, _: Decide("decide", walk.standing.requisition_content)),
    ("payer", lambda walk, _: Pay("pay", walk.standing.decided_content, walk.standing.decided)),
    ("controller", lambda walk, costs: draft_statement(walk, costs)),
    ("controller", lambda walk, _: SubmitStatement("submit-statement", walk.standing.statement_content)),
    (
        "cfo",
        lambda walk, _: AttestStatement("attest-statement", walk.standing.statement_content, "1", ASSURANCES, "CFO"),
    ),
    ("signatory", lambda walk, _: SignStatement("sign-statement", walk.standing.statement_content)),
    ("assessor", lambda walk, _: AcceptStatement("accept-statement", walk.standing.total_costs)),
)
"""A case in which all goes well: who does what in it. 800 kr are paid; the costs are whatever they are."""


class AnyOrder(RuleBasedStateMachine):
    """One case, and commands of every kind by anybody; `seen` counts what came of them."""

    def __init__(self, terms: CaseTerms, seen: Counter[str]) -> None:
        super().__init__()
        self.walk, self.seen = Walk(terms), seen

    @initialize(length=st.integers(0, len(BEGINNING)), costs=st.integers(0, ENTITLEMENT))
    def some_way_has_been_gone(self, length: int, costs: int) -> None:
        """So that the late stages are met as often as the early ones."""
        self.walk.now += timedelta(days=280)
        for role, command in BEGINNING[:length]:
            actor = next(each for each in PEOPLE if each.memberships[0].role == role)
            events, problems = self.walk.do(command(self.walk, costs), actor)
            assert events, problems

    @rule(chance=chances, days=st.sampled_from([0, 0, 0, 1, 20, -1, -20]))
    def somebody_does_something(self, chance: Random, days: int) -> None:
        """Sound more often than not. Days pass, and at times the clock is set back: that gives nobody money."""
        self.walk.now += timedelta(days=days)
        self.seen[step(chance, self.walk, PEOPLE)] += 1

    @rule(chance=chances, amount=st.integers(0, 2 * ENTITLEMENT), actor=st.sampled_from(PEOPLE))
    def somebody_names_another_sum(self, chance: Random, amount: int, actor: Actor) -> None:
        """Any sum, by anybody: often refused, and then nothing has changed."""
        command, before = some_command(chance, self.walk), self.walk.standing
        named = {field.name for field in fields(command)}.intersection(AMOUNTS)
        events, problems = self.walk.do(replace(command, **dict.fromkeys(named, amount)), actor)
        assert events or self.walk.standing == before
        assert events or problems or command.command == "tick"
        self.seen[f"{command.command} {'done' if events else 'refused'}"] += 1

    @invariant()
    def the_clock_has_nothing_to_record_the_second_time(self) -> None:
        standing, now = self.walk.standing, self.walk.now
        for event in decide(Scene(self.walk.terms, standing, CLOCK, now), Tick("tick"))[0]:
            standing = after(standing, Recorded(event, CLOCK.person, now))
        assert decide(Scene(self.walk.terms, standing, CLOCK, now), Tick("tick")) == ((), ())

    @invariant()
    def the_standing_is_the_fold(self) -> None:
        assert fold(self.walk.history) == self.walk.standing

    def teardown(self) -> None:
        must_be_lawful(self.walk.history, self.walk.terms)


def must_be_lawful(history: Iterable[Recorded], terms: CaseTerms) -> None:
    """The rules once more, read off the order of the events alone: no standing has a part in it.

    What was prepared or attested before a change is no longer so: `last` then lacks it.
    """
    last: dict[type, Recorded] = {}
    requested, claimed, until = 0, 0, terms.requisition_due
    for recorded in history:
        event, by = recorded.event, recorded.by
        assert by != STRANGER
        match event:
            case RequisitionDrafted():
                requested = event.requested
                last.pop(Prepared, None)
            case RightRestored():
                until = event.until
            case Requisitioned():
                in_time = recorded.at.date() <= until
                assert in_time or requested <= claimed
                claimed = requested
                assert event.content == last[RequisitionDrafted].event.content
            case Paid():
                prepared, decided = last[Prepared], last[Decided]
                assert len({prepared.by, decided.by, by}) == 3
                assert event.content == prepared.event.content == decided.event.content
                assert event.content == last[RequisitionDrafted].event.content
                assert event.amount == decided.event.amount == claimed
                assert Paid not in last
            case StatementDrafted():
                last.pop(StatementAttested, None)
            case Stated():
                drafted, attested = last[StatementDrafted], last[StatementAttested]
                assert event.content == drafted.event.content == attested.event.content
                assert attested.by != by
        last[type(event)] = recorded


def run_any_order(terms: CaseTerms, examples: int, steps: int, chosen: int | None = None) -> Counter[str]:
    """So many cases of so many steps. With a seed the same ones each time, and nothing is kept of them."""
    seen: Counter[str] = Counter()

    def machine() -> AnyOrder:
        return AnyOrder(terms, seen)

    kept = {} if chosen is None else {"database": None, "phases": (Phase.generate, Phase.shrink)}
    limits = settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck), **kept)
    run_state_machine_as_test(machine if chosen is None else seed(chosen)(machine), settings=limits)
    return seen


def test_any_order_of_commands_by_anybody_keeps_the_money_in_order(seed_002):
    """paid <= decided <= entitlement, one place for each öre, a balanced ledger, three persons, standing = fold."""
    seen = run_any_order(terms_for(seed_002), examples=60, steps=40)
    assert sum(seen.values()) > 1_200


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_a_walk_keeps_the_money_in_order(seed_002, chosen):
    walk_on(chosen, 150, seed_002)
