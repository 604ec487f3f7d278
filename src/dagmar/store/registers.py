"""Who may do what with a register's rows, and the log of who did: each access is kept, with what and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal, cast

from django.conf import settings
from django.db import transaction

from dagmar import catalogue
from dagmar.account.people import names_of
from dagmar.basis.actors import Actor, Role
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.definition import Register
from dagmar.register.file import read_register
from dagmar.register.intake import Delivery, Taken, take_in
from dagmar.register.keeping import Home
from dagmar.register.objection import Forgotten
from dagmar.register.storage import Batch
from dagmar.store import audit
from dagmar.store.clock import kept, local
from dagmar.store.models import AccessRow

Deed = Literal["read", "load", "remove", "forget", "change-key"]

REFUSED = "refused"
"""What is said to have been done to which rows begins so, where it was not let happen; the problem's code follows."""

_LEAST_WORDS, _MOST_WORDS = 10, 300
"""Characters of a purpose: fewer say nothing, and more are a report."""


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody looked at rows, or changed them: when, who, what was done to which, how many, and why."""

    at: datetime
    person: str
    name: str
    deed: Deed
    what: str
    why: str
    rows: int


def home() -> Home:
    """Where registers lie, their keys, and their archive."""
    return Home(settings.REGISTERS, settings.REGISTER_KEYS, settings.REGISTER_ARCHIVE)


def register_of(register_id: str) -> Register | None:
    """A register of the catalogue; None where there is none of that id."""
    if register_id not in catalogue.register_ids():
        return None
    return read_register(catalogue.register_bytes(register_id), f"{register_id}.yaml", catalogue.parties()).register


def of(actor: Actor) -> tuple[Register, ...]:
    """The registers of the catalogue that somebody keeps or may read."""
    known = (register_of(each) for each in catalogue.register_ids())
    return tuple(each for each in known if each and (may(actor, each, "load") or may(actor, each, "read")))


def may(actor: Actor, register: Register, deed: Deed) -> bool:
    """True for who acts for the register's controller in the role: a reader reads, a manager does all else."""
    return actor.holds(_role(deed), register.controller)


def refusals(actor: Actor, register: Register, deed: Deed, why: str) -> tuple[Problem, ...]:
    """What is in the way of an access: the role, or a purpose that says nothing or too much."""
    found = [] if may(actor, register, deed) else [_not_theirs(register, deed)]
    if has_personal_number(why):
        found.append(problem(Code.PERSONAL_NUMBER, ("why",)))
    elif deed == "read" and not _LEAST_WORDS <= len(why.strip()) <= _MOST_WORDS:
        found.append(problem(Code.PURPOSE_SAYS_NOTHING, ("why",), least=_LEAST_WORDS, most=_MOST_WORDS))
    return tuple(found)


@transaction.atomic
def record(actor: Actor, register: Register, deed: Deed, what: str, why: str, rows: int, at: datetime) -> None:
    """Keep an access for good. It is kept before the rows are handed out: who is stopped afterwards has looked."""
    row = AccessRow(at=kept(at), person=actor.person, register=register.id, deed=deed, what=what, why=why, rows=rows)
    row.sha256 = _digest(row)
    row.save()
    audit.record(actor, "access", f"register {register.id}", row.sha256, kept(at))


def record_change(
    actor: Actor, register: Register, deed: Deed, came: Taken | Forgotten | Problem | int, at: datetime
) -> None:
    """Keep what comes of a change for good, also where it was refused; nothing where nothing happened.

    It is kept before the change counts, as an access is: who is stopped right after has changed.
    """
    match came:
        case Taken(batch=Batch() as batch):
            rows = batch.kept if batch.kind == "rows" else batch.corrected
            record(actor, register, deed, f"sha256 {batch.sha256}", "", rows, at)
        case Taken():
            if came.refused:
                record(actor, register, deed, f"{REFUSED}: rows-wrong", "", 0, at)
        case Problem():
            record(actor, register, deed, f"{REFUSED}: {came.code.value}", "", 0, at)
        case Forgotten():
            record(actor, register, deed, "", "", came.rows, at)
        case _:
            record(actor, register, deed, "", "", came, at)


def log(register: Register) -> tuple[Access, ...]:
    """Everybody who looked or changed, first to last."""
    rows = list(AccessRow.objects.filter(register=register.id).order_by("pk"))
    names = names_of(row.person for row in rows)
    return tuple(
        Access(
            at=local(row.at),
            person=row.person,
            name=names.get(row.person, row.person),
            deed=cast(Deed, row.deed),
            what=row.what,
            why=row.why,
            rows=row.rows,
        )
        for row in rows
    )


def load(
    actor: Actor, register: Register, table: Delivery, at: datetime, today: date, *, accept_valid: bool
) -> Taken | tuple[Problem, ...]:
    """Take in a table for a manager who was let in, and log it."""
    units = home().units(catalogue.parties())
    if isinstance(units, tuple):
        return units

    def logged(came: Taken | Problem) -> None:
        record_change(actor, register, "load", came, at)

    taken = take_in(table, home().store(register), today, units, accept_valid=accept_valid, logged=logged)
    return (taken,) if isinstance(taken, Problem) else taken


def faults() -> list[str]:
    """Every access that is no longer what was kept."""
    known = audit.accessed()
    rows = AccessRow.objects.order_by("pk").iterator()
    return [f"access {row.pk}" for row in rows if _digest(row) != row.sha256 or row.sha256 not in known]


def _not_theirs(register: Register, deed: Deed) -> Problem:
    return problem(Code.NOT_YOUR_REGISTER, role=_role(deed), party=register.controller, register=register.id)


def _role(deed: Deed) -> Role:
    return "register-reader" if deed == "read" else "register-manager"


def _digest(row: AccessRow) -> str:
    parts = [local(row.at).isoformat(), row.person, row.register, row.deed, row.what, row.why, row.rows]
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
