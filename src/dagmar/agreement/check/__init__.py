"""Checks what an agreement says against itself and against the world: names, time, sums, pots, duties, the document.

Each rule is general: it knows no agreement by name. Problems carry the path of the item; the file knows its line.
Whether a rule fills its pot and gives the table that was decided is told by the plan, which can compute.
"""

from __future__ import annotations

from dagmar.agreement.check.dates import check_dates, latest
from dagmar.agreement.check.document import check_document
from dagmar.agreement.check.duties import check_duties
from dagmar.agreement.check.names import check_names
from dagmar.agreement.check.pots import check_pots
from dagmar.agreement.check.sums import check_sums, selected
from dagmar.agreement.terms import Agreement
from dagmar.basis.parties import Parties
from dagmar.basis.problems import Problem

__all__ = ["check", "latest", "selected"]


def check(agreement: Agreement, parties: Parties) -> tuple[Problem, ...]:
    """Every problem of the terms, in no particular order."""
    return (
        *check_names(agreement, parties),
        *check_dates(agreement, parties),
        *check_pots(agreement, parties),
        *check_sums(agreement, parties),
        *check_duties(agreement, parties),
        *check_document(agreement),
    )
