"""The audit trail: one chain of hashes over everything that was done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.utils import timezone

from dagmar.basis.actors import Actor
from dagmar.store.models import ONLY_ADDED, AuditRow

_FIRST = "0" * 64
_GUARDS = 2
"""Each table refuses two deeds: a row is neither changed nor taken away."""


def record(actor: Actor, deed: str, what: str, detail: str, at: datetime) -> None:
    """Add a row. `detail` is a hash of what was done; contents are kept where they belong, not here."""
    last = AuditRow.objects.order_by("-pk").first()
    previous = last.hash if last else _FIRST
    AuditRow.objects.create(
        at=at,
        person=actor.person,
        authentication=actor.authentication,
        deed=deed,
        object=what,
        detail=detail,
        previous=previous,
        hash=_hash(previous, at, actor.person, actor.authentication, deed, what, detail),
    )


def faults() -> Iterator[str]:
    """Every place where the chain does not hold."""
    previous = _FIRST
    for row in AuditRow.objects.order_by("pk").iterator():
        expected = _hash(previous, row.at, row.person, row.authentication, row.deed, row.object, row.detail)
        if row.previous != previous or row.hash != expected:
            yield f"audit row {row.pk}"
        previous = row.hash


@dataclass(frozen=True, slots=True)
class Covered:
    """The events of a case that an audit row stands for, and the hash that they had."""

    case: str
    first: int
    last: int
    detail: str


def covering(cases: Container[str]) -> Iterator[Covered]:
    """Every audit row that stands for events of one of these cases."""
    for what, detail in AuditRow.objects.order_by("pk").values_list("object", "detail"):
        case, _, span = what.partition(" ")
        first, _, last = span.partition("-")
        if case in cases and first.isdigit() and last.isdigit():
            yield Covered(case, int(first), int(last), detail)


def approved() -> dict[str, str]:
    """The hash with which each version of an agreement was approved."""
    return dict(AuditRow.objects.filter(deed="approve").values_list("object", "detail"))


def adopted() -> dict[str, str]:
    """The hash with which each population was adopted."""
    return dict(AuditRow.objects.filter(deed="adopt").values_list("object", "detail"))


def accessed() -> set[str]:
    """The hash of each access to a register."""
    return set(AuditRow.objects.filter(deed="access").values_list("detail", flat=True))


def unprotected() -> Iterator[str]:
    """Every table that only grows but whose rows the database no longer protects from change."""
    with connection.cursor() as cursor:
        asked = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "postgresql":
            asked = "SELECT event_object_table FROM information_schema.triggers"
        cursor.execute(asked)
        guards = Counter(row[0] for row in cursor.fetchall())
    yield from (f"{table}: not protected" for table in ONLY_ADDED if guards[table] < _GUARDS)


def _hash(previous: str, at: datetime, *parts: str) -> str:
    moment = at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    return sha256(json.dumps([previous, moment, *parts], ensure_ascii=False).encode()).hexdigest()
