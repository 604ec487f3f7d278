"""Papers that arrive: each is registered with a number and the time, also one that is refused because it is late."""

from __future__ import annotations

from datetime import datetime

from dagmar.basis.actors import Actor
from dagmar.case.commands import Command
from dagmar.store.clock import kept
from dagmar.store.models import PaperRow

_KINDS = {"sign-requisition": "requisition", "sign-statement": "statement"}
"""A paper arrives when its signatory sends it."""


class Registry:
    """The papers that one actor sends at one time: one for each kind and recipient, for all of its cases."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self._actor = actor
        self._at = at
        self._papers: dict[tuple[str, str], PaperRow] = {}

    def paper_of(self, command: Command, recipient: str) -> PaperRow | None:
        """The paper that the command sends, registered when it is first met; None where it sends none."""
        kind = _KINDS.get(command.command)
        if kind is None:
            return None
        if (kind, recipient) not in self._papers:
            self._papers[kind, recipient] = PaperRow.objects.create(
                number=f"{self._at.year}/{PaperRow.objects.count() + 1:05d}",
                kind=kind,
                recipient=recipient,
                arrived_at=kept(self._at),
                signed_by=self._actor.person,
            )
        return self._papers[kind, recipient]

    def numbers(self) -> list[str]:
        """The numbers of the papers, in order."""
        return [paper.number for paper in self._papers.values()]
