"""The quality of what a register holds: what is missing, implausible, perhaps doubled, late, and where counts break.

Everything is counted where the rows lie, in a few passes that keep only counts; no row and no value is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from dagmar.basis.dates import last_day_of_month
from dagmar.basis.problems import Problem
from dagmar.register.check import types_of
from dagmar.register.definition import Register, Rule, Variable
from dagmar.register.engine import column_of
from dagmar.register.expression import parse
from dagmar.register.levels import looked_up
from dagmar.register.storage import Persons

LATE = 60
"""Days from the event until its row is taken in, after which it is late."""

MONTHS_BEFORE, LEAST_MONTHS, LEAST_MEDIAN = 12, 6, 20
"""A month is compared with the median of at most 12 months before it: at least 6, and a median of 20 rows or more."""

_AT_A_TIME = 2_000_000
"""So many rows are held against each other at a time, so that the memory does not grow with the register."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many rows lack a variable, of those since it is recorded."""

    variable: str
    required: bool
    count: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """Missing out of all, exact; None where there are no rows."""
        return Fraction(self.count, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Implausible:
    """How many rows do not hold to a rule that only warns. Rows for which it is unknown are not among them."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Trend:
    """How many rows a unit has in a month, `2025-03`; 0 where it has none in the year after one in which it had some.

    What lies further from its rows is left out.
    """

    unit: str
    month: str
    rows: int


@dataclass(frozen=True, slots=True)
class Break:
    """A month in which a unit has less than half, or more than double, of what was usual: the median before it."""

    unit: str
    month: str
    rows: int
    usual: Fraction


@dataclass(frozen=True, slots=True)
class Quality:
    """What is known of the quality of a register's rows. Months are None where there are no rows.

    `duplicates` are rows beyond the first of the same person, day and unit: other keys, perhaps the same event. `late`
    are rows that were taken in, or last corrected, more than `LATE` days after the event.
    """

    register: str
    persons: Persons
    rows: int
    first: str | None
    last: str | None
    units: tuple[str, ...]
    missing: tuple[Missing, ...]
    implausible: tuple[Implausible, ...]
    duplicates: int
    late: int
    trends: tuple[Trend, ...]
    breaks: tuple[Break, ...]


def summary(rows: pl.LazyFrame, register: Register, taken: Sequence[date], *, persons: Persons) -> Quality:
    """The quality of a register's rows. `taken` has the day of each batch, in the order that `batch` counts them."""
    warnings = [rule for rule in register.rules if rule.severity == "warning"]
    if not rows.collect_schema().names():
        nothing = tuple(Missing(each.id, each.required, 0, 0) for each in register.variables)
        none = tuple(Implausible(rule.id, 0) for rule in warnings)
        return Quality(register.id, persons, 0, None, None, (), nothing, none, 0, 0, (), ())
    counts = rows.select(*_counts(register, warnings, taken)).collect(engine="streaming").row(0, named=True)
    months = _months(rows, register)
    trends = _dense(months)
    named = months["month"].drop_nulls().unique().sort().to_list()
    return Quality(
        register=register.id,
        persons=persons,
        rows=counts["rows"],
        first=named[0] if named else None,
        last=named[-1] if named else None,
        units=tuple(months["unit"].drop_nulls().unique().sort()),
        missing=tuple(
            Missing(each.id, each.required, counts[f"missing {each.id}"], counts[f"of {each.id}"])
            for each in register.variables
        ),
        implausible=tuple(Implausible(rule.id, counts[f"rule {rule.id}"]) for rule in warnings),
        duplicates=sum(_duplicates(rows, register, first, last) for first, last in _stretches(months)),
        late=counts["late"],
        trends=tuple(Trend(*row) for row in trends.iter_rows()),
        breaks=tuple(_breaks(trends)),
    )


# Row by row


def _counts(register: Register, warnings: Sequence[Rule], taken: Sequence[date]) -> Iterator[pl.Expr]:
    """All that is told of a row by itself, added up in one pass."""
    yield pl.len().alias("rows")
    for variable in register.variables:
        recorded = _recorded(variable, register)
        yield (pl.col(variable.id).is_null() & recorded).sum().alias(f"missing {variable.id}")
        yield (recorded.sum() if variable.since else pl.len()).alias(f"of {variable.id}")
    for rule in warnings:
        node = parse(rule.holds, types_of(register))
        if isinstance(node, Problem):
            raise AssertionError(node.code)  # the definition was checked
        yield (~column_of(node)).sum().alias(f"rule {rule.id}")
    batches = pl.Series(range(len(taken)), dtype=pl.Int32)
    came = looked_up(pl.col("batch"), batches, pl.Series(list(taken), dtype=pl.Date))
    yield ((came - pl.col(register.roles.event)).dt.total_days() > LATE).sum().alias("late")


def _recorded(variable: Variable, register: Register) -> pl.Expr:
    """Whether the variable was recorded on the day of the event."""
    return pl.lit(True) if variable.since is None else pl.col(register.roles.event) >= variable.since


# Person by person


def _duplicates(rows: pl.LazyFrame, register: Register, first: date, last: date) -> int:
    """Rows beyond the first of the same person, day and unit, from one day to another."""
    roles = register.roles
    same = rows.filter(pl.col(roles.event).is_between(first, last), pl.col(roles.person).is_not_null())
    groups = same.group_by(roles.person, roles.event, roles.provider).agg(pl.len().alias("?"))
    return int(groups.select((pl.col("?") - 1).sum()).collect(engine="streaming").item() or 0)


def _stretches(months: pl.DataFrame) -> Iterator[tuple[date, date]]:
    """Months one after the other, as many as have so many rows together as the memory is to hold at a time."""
    counts = months.drop_nulls("month").group_by("month").agg(pl.col("rows").sum()).sort("month")
    held: list[str] = []
    rows = 0
    for month, count in counts.iter_rows():
        if held and rows + count > _AT_A_TIME:
            yield date.fromisoformat(f"{held[0]}-01"), last_day_of_month(held[-1])
            held, rows = [], 0
        held.append(month)
        rows += count
    if held:
        yield date.fromisoformat(f"{held[0]}-01"), last_day_of_month(held[-1])


# Month by month


def _months(rows: pl.LazyFrame, register: Register) -> pl.DataFrame:
    """Rows by unit and month."""
    roles = register.roles
    return (
        rows.select(
            unit=pl.col(roles.provider).cast(pl.String),
            month=pl.col(roles.event).dt.truncate("1mo"),
        )
        .group_by("unit", "month")
        .len("rows")
        .collect(engine="streaming")
        .with_columns(pl.col("month").dt.strftime("%Y-%m"))
    )


def _dense(months: pl.DataFrame) -> pl.DataFrame:
    """Unit, month and rows, in order; each month with rows, and the year after it where there are none.

    What comes after a silent year is no more compared with what was before it, so nothing more is needed; and a slip
    of the pen, one row a hundred years ago, does not make a hundred years of nothing for each unit.
    """
    found = months.drop_nulls().with_columns(pl.col("month").str.to_date("%Y-%m"))
    after = [found.select("unit", pl.col("month").dt.offset_by(f"{each}mo")) for each in range(MONTHS_BEFORE + 1)]
    last = pl.lit(found["month"].max(), dtype=pl.Date)
    every = pl.concat(after).filter(pl.col("month") <= last).unique()
    return (
        every.join(found, on=["unit", "month"], how="left")
        .sort("unit", "month")
        .select("unit", pl.col("month").dt.strftime("%Y-%m"), pl.col("rows").fill_null(0).cast(pl.Int64))
    )


def _breaks(trends: pl.DataFrame) -> Iterator[Break]:
    """The months that break with those before them."""
    usual = pl.col("rows").shift(1).rolling_median(MONTHS_BEFORE, min_samples=LEAST_MONTHS).over("unit")
    found = trends.with_columns(usual=usual).filter(
        pl.col("usual") >= LEAST_MEDIAN,
        (pl.col("rows") * 2 < pl.col("usual")) | (pl.col("rows") > pl.col("usual") * 2),
    )
    for unit, month, rows, median in found.iter_rows():
        yield Break(unit, month, rows, Fraction(median))
