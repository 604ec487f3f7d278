"""Reads what pages ask for beyond a case: approved agreements, and several cases at once. Answers are plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dagmar.agreement.terms import Agreement
from dagmar.basis.actors import Actor
from dagmar.store import agreements, cases
from dagmar.store.clock import local
from dagmar.store.values import CaseView


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved agreement: its terms, the hash of its bytes, and when it was approved (Stockholm's time)."""

    terms: Agreement
    sha256: str
    at: datetime


def approved() -> dict[str, Approved]:
    """The last version of each approved agreement, by its id."""
    return {row.agreement: Approved(terms, row.sha256, local(row.approved_at)) for row, terms in agreements.latest()}


def views(numbers: Iterable[str], actor: Actor) -> list[CaseView]:
    """These cases, whole, in the order asked for; one that the actor may not see is left out."""
    found = (cases.case(number, actor) for number in numbers)
    return [view for view in found if view]
