"""The audit trail: one chain of hashes over everything that was done."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from dagmar.basis.actors import Actor
from dagmar.store.models import AuditRow

_FIRST = "0" * 64


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
        if case in cases:
            yield Covered(case, int(first), int(last), detail)


def _hash(previous: str, at: datetime, *parts: str) -> str:
    moment = at.astimezone(timezone.get_fixed_timezone(0)).isoformat()
    return sha256(json.dumps([previous, moment, *parts], ensure_ascii=False).encode()).hexdigest()
