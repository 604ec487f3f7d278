"""Populations are dated facts with a source; a newer figure stands beside an older one and never replaces it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.parties import CLASSES, Parties, PartyId, Whom
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Problem, problem

Quality = Literal["official", "recovered"]
"""Published by the statistics authority, or recovered by computation from a decided table."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people lived where on one day. `source` says who published it, or how it was recovered."""

    day: Annotated[date, "the day"]
    source: Annotated[str, "who published it, or how it was recovered"]
    quality: Annotated[Quality, "`official` or `recovered`"]
    counts: Annotated[Mapping[PartyId, int], "number of people by party"]


@dataclass(frozen=True, slots=True)
class Populations:
    """All populations that are known, by date."""

    by_date: Mapping[date, Population]

    def on(self, day: date) -> Population | None:
        """The population of that very day, or None. The nearest day is never taken in its place."""
        return self.by_date.get(day)

    def before(self, day: date) -> Population | None:
        """The last official population before the day, or None."""
        days = [each for each, found in self.by_date.items() if each < day and found.quality == "official"]
        return self.by_date[max(days)] if days else None


_JUMP = 20
"""Per cent: a population that rises or falls more than this between two known days is likely another party's."""


def check_population(found: Population, known: Populations, parties: Parties) -> Iterator[Problem]:
    """What speaks against adopting a population: a day that is known, gaps, jumps, counties that are not their parts.

    In 2015 the populations of two municipalities were swapped in a decided table; a jump shows such a slip.
    """
    if has_personal_number(found.source):
        yield problem(Code.PERSONAL_NUMBER, ("source",))
    if not found.source.strip():
        yield problem(Code.EMPTY_VALUE, ("source",))
    if not any(party.startswith(("region-", "municipality-", "county-")) for party in found.counts):
        yield problem(Code.NO_RECIPIENTS)
    if known.on(found.day):
        yield problem(Code.POPULATION_KNOWN, day=found.day)
    for party in found.counts:
        if parties.get(party) is None:
            yield problem(Code.UNKNOWN_PARTY, (party,), party=party, near=())
    for name in CLASSES:
        members = parties.members(Whom(name), found.day)
        missing = tuple(each for each in members if each not in found.counts)
        if missing and len(missing) < len(members):
            yield problem(Code.POPULATION_INCOMPLETE, (name,), missing=missing)
    earlier = known.before(found.day)
    for party, count in found.counts.items() if earlier else ():
        before = earlier.counts.get(party) if earlier else None
        if before and abs(count - before) * 100 > _JUMP * before:
            yield problem(Code.POPULATION_JUMPS, (party,), party=party, before=before, count=count)
    yield from _counties(found, parties)


def _counties(found: Population, parties: Parties) -> Iterator[Problem]:
    """A county, and its region, has as many people as its municipalities together."""
    sums: dict[PartyId, int] = {}
    for party in parties.members(Whom("municipalities"), found.day):
        known = parties.get(party)
        if known and known.county and party in found.counts:
            sums[known.county] = sums.get(known.county, 0) + found.counts[party]
    for party, count in found.counts.items():
        known = parties.get(party)
        if known and known.kind in ("region", "county") and known.county:
            parts = sums.get(known.county)
            if parts is not None and parts != count:
                yield problem(Code.COUNTY_NOT_ITS_PARTS, (party,), party=party, count=count, parts_count=parts)
