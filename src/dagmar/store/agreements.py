"""Approved agreements: how a file enters, and how its terms come back."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from django.db import transaction

from dagmar import catalogue
from dagmar.agreement.file import read_agreement
from dagmar.agreement.terms import Agreement
from dagmar.allocation.examine import problems_of
from dagmar.basis.actors import Actor
from dagmar.basis.problems import Code, Problem, has_errors, problem
from dagmar.store import audit, populations
from dagmar.store.clock import kept
from dagmar.store.models import AgreementRow


@transaction.atomic
def approve(data: bytes, name: str, actor: Actor, at: datetime) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """Keep an agreement for good, on the word of a programme officer of one of its payers.

    The same bytes again change nothing; other bytes of the same version are refused, and so is a plan with errors.
    """
    file = read_agreement(data, name)
    problems = problems_of(file, catalogue.parties(), populations.known())
    if file.agreement is None or has_errors(problems):
        return None, problems
    if not any(actor.holds("programme-officer", grant.payer) for grant in file.agreement.grants):  # type: ignore[arg-type]
        return None, (problem(Code.NOT_YOUR_ROLE, role="programme-officer"),)
    digest = sha256(data).hexdigest()
    row, made = AgreementRow.objects.get_or_create(
        agreement=file.agreement.id,
        version=file.agreement.version,
        defaults={"data": data, "sha256": digest, "approved_at": kept(at), "approved_by": actor.person},
    )
    if row.sha256 != digest:
        return None, (problem(Code.VERSION_EXISTS, agreement=row.agreement, version=row.version),)
    if made:
        audit.record(actor, "approve", f"{row.agreement} version {row.version}", digest, kept(at))
    return terms_in(row), ()


def latest() -> list[tuple[AgreementRow, Agreement]]:
    """The last version of each approved agreement, with its terms."""
    rows = {row.agreement: row for row in AgreementRow.objects.order_by("agreement", "version")}
    return [(row, terms_in(row)) for row in rows.values()]


def terms_in(row: AgreementRow) -> Agreement:
    """The terms in an approved row."""
    return _terms(bytes(row.data), row.agreement)


@lru_cache(maxsize=64)
def _terms(data: bytes, name: str) -> Agreement:
    agreement = read_agreement(data, f"{name}.yaml").agreement
    assert agreement is not None  # it was checked when it was approved
    return agreement
