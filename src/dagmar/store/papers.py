"""Papers that arrive: each is registered with a number and the time, also one that is refused because it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dagmar.basis.actors import Actor
from dagmar.case.commands import Command
from dagmar.store.clock import kept
from dagmar.store.models import CaseRow, PaperRow

_KINDS = {"sign-requisition": "requisition", "sign-statement": "statement"}
"""A paper arrives when its signatory sends it."""


def register(commands: Sequence[Command], rows: Sequence[CaseRow], actor: Actor, at: datetime) -> PaperRow | None:
    """Register the paper that these commands send, one for all of their cases; None where they send none."""
    kinds = {_KINDS.get(command.command) for command in commands}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        return None
    count = PaperRow.objects.count()
    return PaperRow.objects.create(
        number=f"{at.year}/{count + 1:05d}",
        kind=kind,
        recipient=rows[0].recipient,
        arrived_at=kept(at),
        signed_by=actor.person,
    )
