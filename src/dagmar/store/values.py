"""What the store answers with: plain values, no rows of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dagmar.agreement.terms import Agreement
from dagmar.basis.actors import Role
from dagmar.basis.money import Ore
from dagmar.basis.problems import Problem
from dagmar.case.commands import Command
from dagmar.case.events import Event
from dagmar.case.standing import Stage, Standing
from dagmar.case.terms import CaseTerms


@dataclass(frozen=True, slots=True)
class Order:
    """A command for one case. Several orders make one paper, or one round: all happen, or none."""

    case: str
    command: Command


@dataclass(frozen=True, slots=True)
class Done:
    """What came of orders: problems by case where something is in the way; else the paper's number, if one arrived."""

    problems: tuple[tuple[str, Problem], ...] = ()
    paper: str = ""

    @property
    def happened(self) -> bool:
        """True where all of it happened."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a row of a list, with its one next step: the deed, whose it is, by when, whether it is the actor's."""

    number: str
    agreement: str
    grant: str
    recipient: str
    year: int
    stage: Stage
    entitlement: Ore
    requested: Ore
    decided: Ore
    paid: Ore
    lapsed: Ore
    used: Ore
    demanded: Ore
    returned: Ore
    prepared_by: str
    decided_by: str
    next_deed: str
    next_role: Role | None
    due: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a case, with the name of who did it and the number of the paper it came with."""

    event: Event
    person: str
    at: datetime
    paper: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, whole: what the actor who asked may see and do."""

    line: CaseLine
    terms: CaseTerms
    standing: Standing
    agreement: Agreement
    happenings: tuple[Happening, ...]
    deeds: tuple[str, ...]
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Öre: appropriated = paid + lapsed + remaining, and paid = open + used + passed_on + demanded + returned."""

    appropriated: int
    remaining: int
    lapsed: int
    open: int
    used: int
    passed_on: int
    demanded: int
    returned: int

    @property
    def paid(self) -> int:
        """All that was paid, in whatever state it is."""
        return self.open + self.used + self.passed_on + self.demanded + self.returned

    @property
    def holds(self) -> bool:
        """True where both equations hold to the öre."""
        return self.appropriated == self.paid + self.lapsed + self.remaining
