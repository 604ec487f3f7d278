"""Everything that can be told of an agreement: what it says against itself, and what its sums give."""

from __future__ import annotations

from dagmar.agreement.check import check
from dagmar.agreement.file import AgreementFile
from dagmar.allocation.plan import plan
from dagmar.basis.parties import Parties
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Problem


def problems_of(file: AgreementFile, parties: Parties, populations: Populations) -> tuple[Problem, ...]:
    """Every problem and note, with its line, in the order of the file."""
    if file.agreement is None:
        return file.problems
    said = check(file.agreement, parties)
    planned = plan(file.agreement, parties, populations).problems
    return file.source.locate((*file.problems, *said, *planned))
