"""Coverage (täckningsgrad): how many of those that another source counts are registered, unit by unit.

A row counts for its unit and for all that the unit belonged to on that day, with one exception. Where a register's
reference is published for municipalities, and the rows say where the person lives, the rows of a municipality are
those of the people who live there: such references count residents, and not the municipality's own units.

What is counted is rows. Where a reference counts persons, the register must have one row a person and period.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from dagmar.basis.names import read_count
from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.definition import Register
from dagmar.register.levels import Piece, piece, pieces
from dagmar.register.side_table import cell_wrong, read_side_table
from dagmar.register.storage import Persons
from dagmar.register.units import UNIT, Units

COLUMNS = ("unit", "period", "count")

_PERIOD = re.compile(r"(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Counted:
    """What another source counts for a unit, or a party, in a year (`2025`) or a month (`2025-03`)."""

    unit: str
    period: str
    count: int


@dataclass(frozen=True, slots=True)
class Reference:
    """All that a source counts; one count for each unit and period."""

    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what should be registered is. `reference` is None for rows that no reference counts.

    `unit` is empty for rows that name neither a unit nor a municipality.
    """

    unit: str
    period: str
    registered: int
    reference: int | None
    persons: Persons

    @property
    def share(self) -> Fraction | None:
        """Registered out of the reference, exact; None where there is no reference, or it is nothing."""
        return Fraction(self.registered, self.reference) if self.reference else None


def reference_of(data: bytes, file: str, units: Units) -> Reference | tuple[Problem, ...]:
    """The counts of a CSV table (unit, period, count); every problem, with its line, where it is not sound.

    A unit is one of the table of units, or a region, county or municipality. Without a table of units any id may stand.
    """
    rows, problems = read_side_table(data, file, COLUMNS)
    counts: list[Counted] = []
    first: dict[tuple[str, str], int] = {}
    for place, cells in rows:
        unit, period, count = cells["unit"], cells["period"], read_count(cells["count"])
        known = unit in units.spans or units.is_party(unit)
        if not UNIT.fullmatch(unit):
            problems.append(cell_wrong("unit", "unit", place))
        elif not known and (units.spans or units.parties.get(unit)):
            problems.append(problem(Code.UNIT_UNKNOWN, ("unit",)).at(place))
        elif not _PERIOD.fullmatch(period):
            problems.append(cell_wrong("period", "period", place))
        elif isinstance(count, Problem):
            problems.append(cell_wrong("count", "count", place))
        elif (unit, period) in first:
            problems.append(problem(Code.COUNTED_TWICE, first=first[unit, period]).at(place))
        else:
            first[unit, period] = place.line
            counts.append(Counted(unit, period, count))
    return tuple(sorted(problems, key=lambda found: found.place.line)) or Reference(tuple(counts))


def coverage(
    rows: pl.LazyFrame, register: Register, reference: Reference, units: Units, *, persons: Persons
) -> tuple[Coverage, ...]:
    """The coverage of each unit and period of the reference, in its order, then the rows that no reference counts.

    `rows` is read once, and by units and months only what is counted is kept. Rows in no period of the reference are
    left out; the others that no reference counts are told by their own unit and the longest period that they lie in.
    """
    wanted = {(each.unit, each.period) for each in reference.counts}
    periods = {each.period for each in reference.counts}
    found: Counter[tuple[str, str]] = Counter()
    uncounted: Counter[tuple[str, str]] = Counter()
    for name, counts_for, month, count in _grouped(rows, register, units):
        within = [period for period in (month[:4], month) if period in periods]
        met = {(unit, period) for unit in counts_for for period in within} & wanted
        found.update(dict.fromkeys(met, count))
        if within and not met:
            uncounted[name, within[0]] += count
    told = [
        Coverage(each.unit, each.period, found[each.unit, each.period], each.count, persons)
        for each in reference.counts
    ]
    return (*told, *(Coverage(unit, period, n, None, persons) for (unit, period), n in sorted(uncounted.items())))


def over(found: Iterable[Coverage]) -> tuple[Problem, ...]:
    """A warning for each that has more rows than its reference: duplicates, or a reference of something else."""
    return tuple(
        problem(
            Code.COVERED_OVER, unit=each.unit, period=each.period, registered=each.registered, reference=each.reference
        )
        for each in found
        if each.reference is not None and each.registered > each.reference
    )


# Counting


def _grouped(rows: pl.LazyFrame, register: Register, units: Units) -> Iterable[tuple[str, frozenset[str], str, int]]:
    """For each kind of rows: the unit to name, all for which they count, the month, and how many they are."""
    if not rows.collect_schema().names():
        return
    roles = register.roles
    among = pieces(units)
    lives = _residence(register)
    grouped = (
        rows.select(
            unit=pl.col(roles.provider).cast(pl.String),
            piece=piece(among, roles.provider, roles.event),
            lives=pl.col(lives).cast(pl.String) if lives else pl.lit(None, dtype=pl.String),
            month=pl.col(roles.event).dt.strftime("%Y-%m"),
        )
        .filter(pl.col("month").is_not_null())
        .group_by("unit", "piece", "lives", "month")
        .len()
        .collect(engine="streaming")
    )
    chains: Mapping[int | None, frozenset[str]] = _chains(among, by_residence=lives is not None)
    for unit, at, municipality, month, count in grouped.iter_rows():
        home = f"municipality-{municipality}" if municipality else ""
        yield (home if lives else unit) or "", chains.get(at, frozenset({unit})) | {home}, month, count


def _chains(among: tuple[Piece, ...], *, by_residence: bool) -> dict[int | None, frozenset[str]]:
    """What the rows of each piece count for; a municipality only where it is not counted by who lives there."""
    return {
        place: frozenset(each.id for each in found.chain if not (by_residence and each.kind == "municipality"))
        for place, found in enumerate(among)
    }


def _residence(register: Register) -> str | None:
    """The variable that says where a person lives, where the reference is published for municipalities."""
    if register.coverage is None or register.coverage.level != "municipality":
        return None
    return register.roles.residence
