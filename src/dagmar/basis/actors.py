"""Who acts: a person, in the roles that the person holds, and how the person proved to be that person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NewType

from dagmar.basis.parties import PartyId

PersonId = NewType("PersonId", str)
"""A person, apart from any account: two accounts of one person are one person."""

Role = Literal[
    "programme-officer",
    "decision-maker",
    "payer",
    "assessor",
    "auditor",
    "controller",
    "cfo",
    "signatory",
    "administrator",
    "register-manager",
    "register-reader",
    "system",
]
"""What a person does for a party. Five are the state's, four a recipient's, two those of a register's controller.

`system` is the clock.
"""


Authentication = Literal["password", "demo", "command", "system"]
"""How a person proved to be that person; `command` is whoever may run commands on the machine."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that a person holds for a party."""

    party: Annotated[PartyId, "for whom"]
    role: Annotated[Role, "in what role"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, with all roles held at the time."""

    person: PersonId
    name: str
    memberships: tuple[Membership, ...]
    authentication: Authentication

    def holds(self, role: Role, party: PartyId) -> bool:
        """True where the person holds the role for the party."""
        return Membership(party, role) in self.memberships


CLOCK = Actor(PersonId("clock"), "Dagmar", (), "system")
"""Acts when a date passes; holds no role that a person can hold."""
