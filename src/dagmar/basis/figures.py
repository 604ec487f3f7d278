"""A published figure: what the way of knowledge hands to the way of money. Frozen, dated, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from dagmar.basis.names import Id, Value
from dagmar.basis.parties import PartyId


@dataclass(frozen=True, slots=True)
class Published:
    """The published values of one measure, or the judgements of one requirement: 1 for met, 0 for not."""

    measure: Annotated[Id, "which measure or requirement of the agreement"]
    edition: Annotated[str, "the edition or decision that they were published in, with its date"]
    values: Annotated[Mapping[PartyId, Value], "the value of each party, or of each county where it is judged together"]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures that a plan is given, by measure."""

    by_measure: Mapping[Id, Published]

    def of(self, measures: Iterable[Id]) -> tuple[Published, ...]:
        """The figures of these measures, as far as they are there, in the order of their names."""
        return tuple(self.by_measure[each] for each in sorted(set(measures)) if each in self.by_measure)


NO_FIGURES = Figures({})
"""Where nothing is published yet."""
