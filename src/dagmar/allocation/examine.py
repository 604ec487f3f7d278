"""Everything that can be told of an agreement: what it says against itself, and what its sums give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dagmar.agreement.check import check
from dagmar.agreement.file import AgreementFile
from dagmar.agreement.terms import Agreement, rules_of
from dagmar.allocation.plan import plan
from dagmar.basis.parties import Parties
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Code, Problem, problem


def problems_of(file: AgreementFile, parties: Parties, populations: Populations) -> tuple[Problem, ...]:
    """Every problem and note, with its line, in the order of the file."""
    if file.agreement is None:
        return file.problems
    said = check(file.agreement, parties)
    planned = plan(file.agreement, parties, populations).problems
    days = _days(file.agreement, populations)
    once = {(found.code, found.path): found for found in (*file.problems, *days, *said, *planned)}
    return file.source.locate(once.values())


def _days(agreement: Agreement, populations: Populations) -> Iterator[Problem]:
    """A day on which nobody was counted: told at once, though the plan may have to wait for figures before it asks."""
    for path, _, _, rule in rules_of(agreement.grants):
        for key in ("day", "people_on"):
            day = getattr(rule, key, None)
            if isinstance(day, date) and populations.on(day) is None:
                yield problem(Code.NO_POPULATION, (*path, key), day=day, missing=getattr(rule, "among", ()))
