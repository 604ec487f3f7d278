"""Who takes part: regions, municipalities, authorities and associations, each under the names it had at each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NewType

PartyId = NewType("PartyId", str)
"""`region-01`, `municipality-0114`, `skr`, `kammarkollegiet`."""

Whom = NewType("Whom", str)
"""A party (`skr`) or a class of parties (`regions`)."""

CLASSES: Mapping[str, str] = {
    "regions": "region",
    "municipalities": "municipality",
    "counties": "county",
    "collaborative-regions": "collaborative-region",
}
"""The classes that an agreement may name, with the kind of party that belongs to each."""

NO_LEGAL_PERSONS = frozenset({"county", "collaborative-region", "body"})
"""Kinds of parties that can be given a task but not be paid: a county together, a collaborative region, a committee."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the days it was in use, both included. None: since before, or until after, what is recorded."""

    name: str
    first: date | None
    last: date | None

    def held_on(self, day: date) -> bool:
        """True where the name was in use that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Party:
    """A legal person or a body. `number` is its organisation number, empty where not recorded.

    `county` is the id of the county that a region or municipality lies in, and of a county itself.
    """

    id: PartyId
    kind: str
    number: str
    names: tuple[Named, ...]
    county: PartyId | None = None

    def exists_on(self, day: date) -> bool:
        """True where it had a name that day."""
        return any(named.held_on(day) for named in self.names)

    def name_on(self, day: date) -> str:
        """Its name that day; the last name known where it had none."""
        return next((named.name for named in self.names if named.held_on(day)), self.names[-1].name)


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties that are known, by id."""

    by_id: Mapping[PartyId, Party]

    def get(self, whom: str) -> Party | None:
        """The party with this id, or None."""
        return self.by_id.get(PartyId(whom))

    def knows(self, whom: Whom) -> bool:
        """True for a party that is known and for a class of parties."""
        return whom in CLASSES or self.get(whom) is not None

    def members(self, whom: Whom, day: date) -> tuple[PartyId, ...]:
        """The party itself, or all of its class that existed that day, in the order of their ids."""
        if whom not in CLASSES:
            return (PartyId(whom),)
        kind = CLASSES[whom]
        return tuple(sorted(p.id for p in self.by_id.values() if p.kind == kind and p.exists_on(day)))

    def all_of(self, whoms: Iterable[Whom], day: date) -> tuple[PartyId, ...]:
        """The members of each, once, in the order of their ids."""
        return tuple(sorted({member for whom in whoms for member in self.members(whom, day)}))

    def legal_person(self, party: PartyId) -> str:
        """Its organisation number: one legal person may have two capacities (Gotland). Its id where none is known."""
        found = self.get(party)
        return (found.number if found else "") or party

    def name_of(self, whom: str, day: date) -> str:
        """The party's name that day; the id itself for a party that is not known."""
        party = self.get(whom)
        return party.name_on(day) if party else whom
