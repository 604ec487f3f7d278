"""The ledger of a case: every event that moves money as a double entry. Every paid öre is in exactly one state.

appropriated = remaining + lapsed + paid          paid = open + used + passed-on + demanded + returned
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dagmar.basis.money import Ore
from dagmar.case.events import (
    Event,
    Lapsed,
    Opened,
    Paid,
    ReclaimDemanded,
    RepaymentDemanded,
    RepaymentReceived,
    RightRestored,
    StatementAccepted,
)

Account = Literal["appropriated", "remaining", "lapsed", "open", "used", "passed-on", "demanded", "returned"]

PAID: tuple[Account, ...] = ("open", "used", "passed-on", "demanded", "returned")
"""The states of paid money."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Öre that go from one account to another. The amount is never negative; a correction is a new posting."""

    source: Account
    target: Account
    amount: Ore


def postings(event: Event) -> tuple[Posting, ...]:
    """What an event moves; nothing for most."""
    match event:
        case Opened(entitlement=amount):
            moves = [Posting("appropriated", "remaining", amount)]
        case Lapsed(amount=amount):
            moves = [Posting("remaining", "lapsed", amount)]
        case RightRestored(amount=amount):
            moves = [Posting("lapsed", "remaining", amount)]
        case Paid(amount=amount):
            moves = [Posting("remaining", "open", amount)]
        case StatementAccepted(used=amount):
            moves = [Posting("open", "used", amount)]
        case RepaymentDemanded(amount=amount) | ReclaimDemanded(amount=amount):
            moves = [Posting("open", "demanded", amount)]
        case RepaymentReceived(amount=amount, ahead=ahead):
            moves = [Posting("open" if ahead else "demanded", "returned", amount)]
        case _:
            moves = []
    return tuple(move for move in moves if move.amount)


def balances(moves: Iterable[Posting]) -> dict[Account, int]:
    """Öre on each account. `appropriated` is what was given out, as a minus; the sum of all is 0."""
    found: dict[Account, int] = dict.fromkeys(("appropriated", "remaining", "lapsed", *PAID), 0)
    for move in moves:
        found[move.source] -= move.amount
        found[move.target] += move.amount
    return found
