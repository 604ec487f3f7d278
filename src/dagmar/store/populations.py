"""Populations that persons adopted, beside those of the catalogue: newer figures, never in place of older ones."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from dagmar import catalogue
from dagmar.basis.actors import Actor
from dagmar.basis.parties import PartyId
from dagmar.basis.populations import Population, Populations, check_population
from dagmar.basis.problems import Code, Problem, has_errors, problem
from dagmar.store import audit
from dagmar.store.clock import kept
from dagmar.store.models import PopulationRow

_MAY_ADOPT = ("programme-officer", "administrator")


def known() -> Populations:
    """All populations: the catalogue's, and those that were adopted here."""
    days = dict(catalogue.populations().by_date)
    for row in PopulationRow.objects.order_by("day"):
        counts = {PartyId(party): int(count) for party, count in json.loads(row.counts).items()}
        days[row.day] = Population(row.day, row.source, "official", counts)
    return Populations(dict(sorted(days.items())))


@transaction.atomic
def adopt(
    found: Population, actor: Actor, at: datetime, *, in_spite_of_warnings: bool
) -> tuple[Population | None, tuple[Problem, ...]]:
    """Keep a population for good, on the word of a programme officer or an administrator.

    Nothing is kept where there are errors, nor where there are warnings that the person has not accepted.
    """
    problems = tuple(check_population(found, known(), catalogue.parties()))
    if not any(held.role in _MAY_ADOPT for held in actor.memberships):
        problems = (problem(Code.NOT_YOUR_ROLE, role="programme-officer"), *problems)
    if has_errors(problems) or (problems and not in_spite_of_warnings):
        return None, problems
    counts = json.dumps(found.counts, sort_keys=True, separators=(",", ":"))
    digest = digest_of(found.day, found.source, counts)
    PopulationRow.objects.create(
        day=found.day,
        source=found.source,
        counts=counts,
        sha256=digest,
        adopted_at=kept(at),
        adopted_by=actor.person,
    )
    audit.record(actor, "adopt", f"population {found.day}", digest, kept(at))
    return found, problems


def digest_of(day: date, source: str, counts: str) -> str:
    """SHA-256 of all that was adopted."""
    return sha256(json.dumps([day.isoformat(), source, counts], ensure_ascii=False).encode()).hexdigest()


def faults() -> list[str]:
    """Every adopted population that is no longer what was adopted."""
    adopted = audit.adopted()
    return [
        f"population {row.day}"
        for row in PopulationRow.objects.order_by("day")
        if not digest_of(row.day, row.source, row.counts) == row.sha256 == adopted.get(f"population {row.day}")
    ]
