"""Populations are dated facts with a source; a newer figure stands beside an older one and never replaces it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.parties import PartyId

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
