"""The store: whatever is done in whatever order, columns are the fold of events, and what was written stays written."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace

import pytest
import walks
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from dagmar import catalogue
from dagmar.account import people
from dagmar.account.models import Account
from dagmar.basis.actors import Membership
from dagmar.case.commands import Decide, DraftRequisition, Pay, Prepare, SignRequisition, Tick
from dagmar.case.deeds import DEEDS
from dagmar.case.events import Lapsed
from dagmar.case.standing import fold
from dagmar.store import agreements, cases
from dagmar.store.models import ONLY_ADDED, AgreementRow, AuditRow, CaseRow, EntryRow, EventRow, PaperRow
from dagmar.store.values import Order

AGREEMENT = "professionsmiljarden-2017"
A, STATE = "region-01", "kammarkollegiet"
APPEND_ONLY = (AgreementRow, PaperRow, EventRow, EntryRow, AuditRow)


# Any order of commands by anybody


def people_of(recipient):
    """The persons of the walk through the core, for another recipient."""
    return [
        replace(
            actor,
            memberships=tuple(
                Membership(recipient, each.role) if each.party == "region-12" else each for each in actor.memberships
            ),
        )
        for actor in walks.people()
    ]


def walk_through_the_database(year, numbers, steps, seed):
    """Commands of every kind by anybody, alone or two in one call, over three years; how often each thing happened."""
    chance, seen = random.Random(seed), Counter()
    at = datetime(2017, 3, 1, 9)
    weights = range(1, len(numbers) + 1)  # the first cases are seldom looked at: what is theirs lapses
    actors = {number: people_of(year.case(number).line.recipient) for number in numbers}
    for _ in range(steps):
        at += timedelta(minutes=chance.randrange(3 * 365 * 24 * 60 * 2 // steps))
        if chance.random() < 0.02:
            seen["tick done"] += cases.tick(at)
        chosen = chance.choices(numbers, weights, k=2 if chance.random() < 0.1 else 1)
        orders = [Order(number, some_command(chance, year.case(number), at)) for number in chosen]
        orders = [order for order in orders if not isinstance(order.command, Tick)]
        if not orders:
            continue
        before = EventRow.objects.count()
        done = cases.do(orders, some_actor(chance, orders[0], actors[orders[0].case]), at)
        grown = EventRow.objects.count() - before
        assert done.happened == bool(grown)
        assert not (done.paper and not grown)
        seen.update(f"{order.command.command} {'done' if grown else 'refused'}" for order in orders)
    return seen


def some_command(chance, view, at):
    return walks.some_command(chance, SimpleNamespace(terms=view.terms, standing=view.standing, now=at))


def some_actor(chance, order, actors):
    role = DEEDS[order.command.command].role
    able = [actor for actor in actors if any(each.role == role for each in actor.memberships)]
    return chance.choice(able if chance.random() < 0.85 else actors)


def must_hold():
    """What must hold however the database was come by."""
    assert cases.verify() == []
    assert cases.balance().holds
    for row in CaseRow.objects.all():
        standing = fold(cases._history(row))
        columns = {name: getattr(row, name) for name in cases.columns_of(standing)}
        assert columns == cases.columns_of(standing), row.number
        assert row.paid <= row.decided <= row.entitlement
        assert list(row.history.order_by("seq").values_list("seq", flat=True)) == list(range(1, row.events + 1))


def test_a_short_walk_leaves_a_database_that_holds(year):
    numbers = year.all_numbers[:5]
    seen = walk_through_the_database(year, numbers, 300, seed=1)
    must_hold()
    assert len([what for what in seen if what.endswith("done")]) >= 8, seen


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2017, 2018])
def test_5000_steps_leave_a_database_that_holds(year, seed):
    numbers = year.all_numbers
    seen = walk_through_the_database(year, numbers, 5_000, seed)
    must_hold()
    print(dict(sorted(seen.items())), EventRow.objects.count(), "events", PaperRow.objects.count(), "papers")
    never = {name for name in (*DEEDS, "tick") if not seen[f"{name} done"]}
    assert not never


# What was written stays written


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_what_is_only_added_to_can_be_neither_changed_nor_taken_away(year, model):
    year.play(year.numbers[A][0], "settled")
    table, before = model._meta.db_table, list(model.objects.order_by("pk").values())
    assert before
    row = model.objects.order_by("pk").first()
    name = next(field.name for field in model._meta.fields if field.get_internal_type() == "CharField")
    refused = (
        lambda: model.objects.update(**{name: "x"}),
        lambda: model.objects.filter(pk=row.pk).update(**{name: "x"}),
        lambda: model.objects.bulk_update([row], [name]),
        lambda: row.save(),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute(f"UPDATE {table} SET {name} = 'x'"),
        lambda: connection.cursor().execute(f"DELETE FROM {table}"),
    )
    for deed in refused:
        with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
            deed()
    assert list(model.objects.order_by("pk").values()) == before


def drop_triggers():
    """What nobody but the database's owner can do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    assert sum(fault.endswith(": not protected") for fault in cases.verify()) == len(ONLY_ADDED)


def found():
    """What verify finds, but for the triggers that the test itself took away."""
    return [fault for fault in cases.verify() if not fault.endswith(": not protected")]


@pytest.mark.parametrize(
    ("name", "value"), [("person", "somebody"), ("deed", "pay"), ("object", "x"), ("detail", "0" * 64), ("hash", "0")]
)
def test_a_tampered_audit_row_is_found(year, name, value):
    year.play(year.numbers[A][0], "prepared")
    row = AuditRow.objects.order_by("pk")[10]
    drop_triggers()
    assert found() == []
    AuditRow.objects.filter(pk=row.pk).update(**{name: value})
    assert f"audit row {row.pk}" in found()


@pytest.mark.usefixtures("year")
def test_a_missing_audit_row_is_found():
    row = AuditRow.objects.order_by("pk")[10]
    drop_triggers()
    AuditRow.objects.filter(pk=row.pk).delete()
    assert found()[0] == f"audit row {row.pk + 1}"


def test_a_tampered_case_event_or_entry_is_found(year):
    number = year.numbers[A][0]
    year.play(number, "paid")
    drop_triggers()
    tampered = (
        lambda: CaseRow.objects.filter(number=number).update(paid=1),
        lambda: EntryRow.objects.filter(case__number=number, target="open").update(amount=1),
        lambda: EventRow.objects.filter(case__number=number, kind="paid").delete(),
        lambda: EventRow.objects.filter(case__number=number, kind="decided").update(person="somebody"),
        lambda: EventRow.objects.filter(case__number=number, kind="decided").update(data="{}"),
        lambda: add_an_event_past_the_door(number),
        lambda: CaseRow.objects.filter(number=number).update(payer="regeringskansliet"),
        lambda: CaseRow.objects.filter(number=number).update(receipt=another_receipt(year)),
    )
    for deed in tampered:
        point = transaction.savepoint()
        if deed is tampered[2]:
            EntryRow.objects.filter(case__number=number, event__kind="paid").delete()
        deed()
        assert any(fault.startswith(number) for fault in found())
        transaction.savepoint_rollback(point)
    assert found() == []


def add_an_event_past_the_door(number):
    """A payment that no audit row stands for, with its columns and its entry as they would be."""
    paid = EventRow.objects.get(case__number=number, kind="paid")
    copy = EventRow(case=paid.case, seq=paid.seq + 1, kind="reminded", person="clock", at=paid.at)
    copy.data = '{"due": "2018-03-31", "event": "reminded", "of": "statement"}'
    copy.save()
    CaseRow.objects.filter(number=number).update(events=paid.seq + 1)


def another_receipt(year):
    return CaseRow.objects.get(number=year.numbers[A][1]).receipt


@pytest.mark.usefixtures("year")
def test_an_approved_agreement_that_was_exchanged_with_its_hash_is_found():
    drop_triggers()
    changed = bytes(AgreementRow.objects.get().data) + b"# one more line\n"
    AgreementRow.objects.update(data=changed, sha256=sha256(changed).hexdigest())
    assert found() == [f"{AGREEMENT} version 1"]


# Dates, contents, persons


def test_the_clock_may_strike_twice(year):
    year.play(year.numbers[A][0], "requisitioned")
    late = datetime(2017, 12, 2)
    assert cases.tick(datetime(2017, 12, 1, 23, 59)) == 0
    assert cases.tick(late) == 42
    before = EventRow.objects.count()
    assert cases.tick(late) == 0
    assert cases.tick(late + timedelta(days=30)) == 0
    assert EventRow.objects.count() == before
    lapsed = [each for each in year.case(year.numbers[A][1]).happenings if isinstance(each.event, Lapsed)]
    assert [(each.at, each.person) for each in lapsed] == [(late, "Dagmar")]
    assert cases.balance().lapsed == 976_000_000_00 - 148_780_771_00
    must_hold()


def test_opening_twice_opens_nothing_new(year):
    officer = year.actor(f"{STATE}-programme-officer")
    before = AuditRow.objects.count()
    assert cases.open_cases(AGREEMENT, 2017, officer, year.at) == (0, ())
    assert (CaseRow.objects.count(), AuditRow.objects.count()) == (43, before)


def test_a_new_version_gives_no_right_twice(year):
    """The cases of the year are those that the first version opened."""
    officer = year.actor(f"{STATE}-programme-officer")
    data = catalogue.agreement_bytes(AGREEMENT).replace(b"\nversion: 1\n", b"\nversion: 2\n")
    terms, problems = agreements.approve(data, "v2.yaml", officer, year.at)
    assert terms is not None, problems
    opened, problems = cases.open_cases(AGREEMENT, 2017, officer, year.at)
    assert (opened, [each.code.value for each in problems]) == (0, ["cases-open"])
    assert CaseRow.objects.count() == 43


def test_a_case_goes_forward_in_time(year):
    number = year.numbers[A][0]
    view = year.play(number, "requisition-drafted")
    sign = Order(number, SignRequisition("sign-requisition", view.standing.requisition_content))
    done = cases.do([sign], year.actor(f"{A}-signatory"), year.at - timedelta(days=1))
    assert [found.code.value for _, found in done.problems] == ["time-passed"]
    assert cases.do([sign], year.actor(f"{A}-signatory"), year.at).happened


def test_the_sum_of_a_draft_is_the_recipients_own(year):
    number = year.numbers[A][0]
    officer, controller = year.actor(f"{STATE}-programme-officer"), year.actor(f"{A}-controller")
    year.play(number, "requisition-drafted")
    seen = [next(x for x in cases.cases(who) if x.number == number).requested for who in (officer, controller)]
    assert seen[0] == 0 < seen[1]
    year.play(number, "requisitioned")
    seen = [next(x for x in cases.cases(who) if x.number == number).requested for who in (officer, controller)]
    assert seen[0] == seen[1] > 0


def test_an_agreement_that_was_changed_after_approval_is_refused(year):
    officer = year.actor(f"{STATE}-programme-officer")
    data = catalogue.agreement_bytes(AGREEMENT)
    assert agreements.approve(data, "again.yaml", officer, year.at)[1] == ()
    for changed in (data.replace(b"655 000 000", b"655 000 001"), data + b"# one more line\n"):
        terms, problems = agreements.approve(changed, "changed.yaml", officer, year.at)
        assert terms is None
        assert problems
    assert [each.code.value for each in problems] == ["version-exists"]
    assert bytes(AgreementRow.objects.get().data) == data


def test_a_requisition_that_was_changed_after_it_was_examined_is_neither_decided_nor_paid(year):
    number = year.numbers[A][0]
    examined = year.play(number, "prepared").standing.requisition_content
    view = year.case(number)

    def told(command, person):
        return [each.code.value for _, each in cases.do([Order(number, command)], year.actor(person), year.at).problems]

    assert told(Decide("decide", "0" * 64), f"{STATE}-decision-maker") == ["content-changed"]
    year.do(number, walks.ReturnRequisition("return-requisition", "Fel konto"), f"{STATE}-programme-officer")
    fields = {**view.standing.requisition, "account": "5050-1055"}
    year.do(number, DraftRequisition("draft-requisition", view.standing.requested, fields), f"{A}-controller")
    assert told(SignRequisition("sign-requisition", examined), f"{A}-signatory") == ["content-changed"]
    changed = year.case(number).standing.requisition_content
    year.do(number, SignRequisition("sign-requisition", changed), f"{A}-signatory")
    assert told(Prepare("prepare", examined), f"{STATE}-programme-officer") == ["content-changed"]
    year.play(number, "prepared")
    assert told(Decide("decide", examined), f"{STATE}-decision-maker") == ["content-changed"]
    year.play(number, "decided")
    pay = Pay("pay", examined, view.standing.requested)
    assert told(pay, f"{STATE}-payer") == ["content-changed"]
    assert told(Pay("pay", changed, view.standing.requested - 1), f"{STATE}-payer") == ["not-what-was-decided"]


def test_two_accounts_of_one_person_are_one_person(year):
    people.add_person(
        "many", "Many", [(STATE, role) for role in ("programme-officer", "decision-maker")], date(2016, 1, 1), demo=True
    )
    second = User.objects.create_user("many-2")
    Account.objects.create(user=second, person_id="many")
    one, other = (people.actor_of(user, year.at.date()) for user in (people.demo_user("many"), second))
    assert one.person == other.person
    assert one.authentication != other.authentication
    number = year.numbers[A][0]
    content = year.play(number, "requisitioned").standing.requisition_content
    assert cases.do([Order(number, Prepare("prepare", content))], one, year.at).happened
    (problem,) = cases.do([Order(number, Decide("decide", content))], other, year.at).problems
    assert problem[1].code.value == "same-person"


def test_the_same_payment_twice_in_one_call_is_paid_never(year):
    """The second order meets what the first has done, and so neither is done."""
    number = year.numbers[A][0]
    standing = year.play(number, "decided").standing
    order = Order(number, Pay("pay", standing.decided_content, standing.decided))
    done = cases.do([order, order], year.actor(f"{STATE}-payer"), year.at)
    assert [each.code.value for _, each in done.problems] == ["wrong-stage"]
    assert year.case(number).standing.paid == 0
    must_hold()


def test_a_draft_and_its_signature_fit_in_one_call(year):
    number = year.numbers[A][0]
    people.add_person("both", "Both", [(A, "controller"), (A, "signatory")], date(2016, 1, 1), demo=True)
    content = year.play(number, "requisition-drafted").standing.requisition_content
    standing = year.case(number).standing
    draft = DraftRequisition("draft-requisition", standing.requested, standing.requisition)
    done = cases.do([Order(number, draft), Order(number, SignRequisition("sign-requisition", content))],
                    year.actor("both"), year.at)  # fmt: skip
    assert done.happened
    must_hold()
