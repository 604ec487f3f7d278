"""The ledger as it is kept. Only `cases` writes it; a contract sees to that."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from dagmar.case.ledger import Posting, balances
from dagmar.store.models import CaseRow, EntryRow, EventRow


def write(case: CaseRow, event: EventRow, moves: tuple[Posting, ...]) -> None:
    """Add the entries of an event."""
    EntryRow.objects.bulk_create(
        EntryRow(case=case, event=event, source=move.source, target=move.target, amount=move.amount) for move in moves
    )


def balance(cases: QuerySet[CaseRow]) -> dict[str, int]:
    """Öre on each account over these cases. `appropriated` is what was given out, as a minus."""
    found: dict[str, int] = {str(account): 0 for account in balances(())}
    entries = EntryRow.objects.filter(case__in=cases)
    for account, total in entries.values_list("source").annotate(total=Sum("amount")):
        found[account] -= total
    for account, total in entries.values_list("target").annotate(total=Sum("amount")):
        found[account] += total
    return found
