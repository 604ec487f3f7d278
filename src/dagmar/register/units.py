"""The units that register, and what they belonged to on each day: clinics, hospitals, municipalities, regions.

A unit's time is made of spans, one for each row of the table: through a span it has one name, one kind and one place to
belong. Belonging is followed upwards day by day. A municipality and its region lie in one county, so what belongs to a
municipality is also found under the region of that county.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from dagmar.basis.parties import Parties, Party, PartyId

Kind = Literal["clinic", "hospital", "municipality", "region"]
KINDS: tuple[Kind, ...] = get_args(Kind)

UNIT = re.compile(r"[A-Za-z0-9ÅÄÖåäö][A-Za-z0-9ÅÄÖåäö .\-]{0,59}")
"""What names a unit: the same as may stand in a row of a register."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a unit was from one day to another, both included. `date.min` and `date.max` say: always, and still.

    `within` is the unit or party that it belonged to, None for none. `into` are the units that carry on from the day
    after the last: one where it was merged, several where it was split, none where it closed or still is.
    """

    unit: str
    name: str
    kind: Kind
    within: str | None
    first: date
    last: date
    into: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """True where the unit was this that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Above:
    """Something that a unit is or belongs to, with its kind; the kind of a county's own id is `county`."""

    id: str
    kind: str


@dataclass(frozen=True)
class Units:
    """All units that are known, each with its spans in order, and the parties that they may belong to.

    What `unit_table.units_of` gives was checked: nothing lies within itself, and what is named is there at the time.
    """

    spans: Mapping[str, tuple[Span, ...]]
    parties: Parties

    def known(self, unit: str, on: date) -> bool:
        """True where the unit was there that day; a region or municipality of the catalogue always is."""
        return self.at(unit, on) is not None or self.is_party(unit)

    def at(self, unit: str, on: date) -> Span | None:
        """What the unit was that day; None where the table has nothing of it."""
        return next((span for span in self.spans.get(unit, ()) if span.holds_on(on)), None)

    def is_party(self, unit: str) -> bool:
        """True for a region, municipality or county of the catalogue."""
        return bool(self._party_chain(unit))

    def chain(self, unit: str, on: date) -> tuple[Above, ...]:
        """The unit itself and all that it belonged to that day, nearest first; empty for a unit that is not known."""
        found: list[Above] = []
        while span := self.at(unit, on):
            found.append(Above(unit, span.kind))
            if span.within is None:
                return tuple(found)
            unit = span.within
        return (*found, *self._party_chain(unit))

    def above(self, unit: str, on: date, kind: Kind) -> str | None:
        """The nearest of a kind that the unit was, or belonged to, that day; None where there was none."""
        return next((each.id for each in self.chain(unit, on) if each.kind == kind), None)

    def today(self, unit: str) -> tuple[str, ...]:
        """The units that carry on today, in order: one after a merge, several after a split.

        A unit that still is, that closed with nobody to carry on, or that is not known, gives itself.
        """
        found: set[str] = set()
        waiting, seen = [unit], {unit}
        while waiting:
            each = waiting.pop()
            spans = self.spans.get(each, ())
            into = set(spans[-1].into) if spans else set()
            found |= set() if into else {each}
            waiting += into - seen
            seen |= into
        return tuple(sorted(found))

    def _party_chain(self, party: str) -> tuple[Above, ...]:
        found = self.parties.get(party)
        if found is None or found.kind not in ("municipality", "region", "county"):
            return ()
        chain = [Above(found.id, found.kind)]
        if found.county and found.kind != "county":
            chain.append(Above(found.county, "county"))
            if found.kind == "municipality" and found.county in self._regions:
                chain.append(Above(self._regions[found.county].id, "region"))
        return tuple(chain)

    @cached_property
    def _regions(self) -> Mapping[PartyId, Party]:
        """The region of each county."""
        return {each.county: each for each in self.parties.by_id.values() if each.kind == "region" and each.county}
