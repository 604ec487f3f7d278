"""A database with the year 2017 in it, persons for every role, and helpers that act as they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.test import Client
from walks import filled

from dagmar import catalogue
from dagmar.account import people
from dagmar.basis.actors import Actor, Membership, PersonId
from dagmar.basis.form import write
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
    ReceiveRepayment,
    SignRequisition,
    SignStatement,
    SubmitStatement,
)
from dagmar.case.papers import ASSURANCES
from dagmar.store import agreements, cases
from dagmar.store.values import CaseView, Order

AGREEMENT = "professionsmiljarden-2017"
STATE = "kammarkollegiet"
A, B = "region-01", "region-12"
STATE_ROLES = ("programme-officer", "decision-maker", "payer", "assessor", "auditor")
RECIPIENT_ROLES = ("controller", "cfo", "signatory", "administrator")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, settings) -> Path:
    """A home of the test's own, and a clock that goes. (pytest-django has loaded the settings before any conftest.)"""
    folder = tmp_path / "home"
    monkeypatch.setenv("DAGMAR_HOME", str(folder))
    settings.DEMO = None
    return folder


@dataclass
class Year2017:
    """The year 2017: 43 cases, persons named by party and role (`region-01-cfo`), and a clock that a test sets."""

    settings: object
    at: datetime = datetime(2017, 3, 1, 9)
    numbers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def all_numbers(self) -> list[str]:
        """The numbers of all cases, in order."""
        return sorted(number for numbers in self.numbers.values() for number in numbers)

    def stand_at(self, moment: datetime) -> None:
        """Set the clock, for pages and API too."""
        self.at = moment
        self.settings.DEMO = moment

    def actor(self, person: str) -> Actor:
        found = people.actor_by_person(person, self.at.date())
        assert found, person
        return found

    def client(self, person: str, **kwargs) -> Client:
        """A browser or a machine in which the person is logged in."""
        client = Client(**kwargs)
        client.force_login(people.demo_user(person))
        return client

    def case(self, number: str) -> CaseView:
        """The case, whole, drafts that are not yet sent included: as one sees it who holds a role for everybody."""
        view = cases.case(number, EVERYBODYS)
        assert view, number
        return view

    def do(self, number: str, command: Command, person: str) -> None:
        done = cases.do([Order(number, command)], self.actor(person), self.at)
        assert done.happened, done.problems

    def play(self, number: str, stage: str) -> CaseView:
        """Take a case, step by step and each step by the right person, until it stands at the stage."""
        for _ in range(20):
            view = self.case(number)
            if view.line.stage == stage:
                return view
            self.do(number, *next_step(view))
            self.stand_at(self.at + timedelta(hours=1))
        raise AssertionError(f"{number} never came to {stage}, it is {view.line.stage}")


EVERYBODYS = Actor(
    PersonId("everybodys"),
    "Everybodys",
    tuple(Membership(party, "auditor") for party in catalogue.parties().by_id),
    "command",
)


def next_step(view: CaseView, costs: float = 0.5) -> tuple[Command, str]:
    """The command that a case waits for, soundly filled in, and the person who gives it; half of the money is used."""
    standing, terms = view.standing, view.terms
    asked, stated = standing.requisition_content, standing.statement_content
    cost = int(standing.paid * costs)
    command = {
        "draft-requisition": partial(
            DraftRequisition, requested=standing.entitlement, fields=filled(terms.requisition_form)
        ),
        "sign-requisition": partial(SignRequisition, content=asked),
        "prepare": partial(Prepare, content=asked),
        "decide": partial(Decide, content=asked),
        "pay": partial(Pay, content=standing.decided_content, amount=standing.decided),
        "draft-statement": partial(
            DraftStatement, costs=(Cost("Utbildning", cost),), fields=filled(terms.statement_form)
        ),
        "submit-statement": partial(SubmitStatement, content=stated),
        "attest-statement": partial(
            AttestStatement, content=stated, alternative="1", ticked=ASSURANCES, title="Ekonomichef"
        ),
        "sign-statement": partial(SignStatement, content=stated),
        "accept-statement": partial(AcceptStatement, accepted=standing.total_costs),
        "receive-repayment": partial(ReceiveRepayment, amount=standing.demanded, reference="Bg 1"),
    }[view.line.next_deed](command=view.line.next_deed)
    role = view.line.next_role
    party = terms.payer if role in STATE_ROLES else terms.recipient
    return command, f"{party}-{role}"


def as_node(command: Command) -> dict:
    """A command as it is sent to the API."""
    return write(type(command), command)


@pytest.fixture
def add_people(db) -> Callable[[str, tuple[str, ...]], None]:  # noqa: ARG001
    """Adds a person, with a demo account, for each of these roles of a party."""

    def add(party: str, roles: tuple[str, ...]) -> None:
        for role in roles:
            people.add_person(f"{party}-{role}", f"{role} i {party}", [(party, role)], date(2016, 1, 1), demo=True)

    return add


@pytest.fixture
def year(settings, add_people) -> Year2017:
    """The approved agreement of the catalogue, its 43 cases, persons of the state and of two regions."""
    add_people(STATE, STATE_ROLES)
    for region in (A, B):
        add_people(region, RECIPIENT_ROLES)
    year = Year2017(settings)
    year.stand_at(datetime(2017, 3, 1, 9))
    officer = year.actor(f"{STATE}-programme-officer")
    _, problems = agreements.approve(catalogue.agreement_bytes(AGREEMENT), f"{AGREEMENT}.yaml", officer, year.at)
    assert all(each.severity.value == "warning" for each in problems)
    assert cases.open_cases(AGREEMENT, 2017, officer, year.at) == (43, ())
    for line in cases.cases(officer):
        year.numbers.setdefault(line.recipient, []).append(line.number)
    return year
