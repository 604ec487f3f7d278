"""Adds up parts: over the units of a level, the months of a period, and what is not asked for of sex and age."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import polars as pl

from dagmar.register.units import Units

Level = Literal["unit", "hospital", "municipality", "region", "country"]
LEVELS: tuple[Level, ...] = get_args(Level)

Period = Literal["month", "quarter", "year", "rolling-3", "rolling-12", "all"]
PERIODS: tuple[Period, ...] = get_args(Period)

By = Literal["sex", "age"]

WHOLE = "*"
"""The id of the country: everything that the register holds."""

GROUPS = ("period", "unit", "sex", "band")
"""The columns that say what a sum is of; `sex` and `band` are there where they were asked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is told apart: the units of a level and the whole beside them, periods, and sex and age bands.

    Months from `first` to `last` are counted, by their first days; where there is none, all that there are.
    """

    level: Level = "region"
    period: Period = "year"
    by: tuple[By, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def groups(self) -> list[str]:
        """The columns of the sums."""
        return ["period", "unit", *(["sex"] if "sex" in self.by else []), *(["band"] if "age" in self.by else [])]

    def months(self, names: Iterable[str]) -> list[date]:
        """The first days of the months that are counted, of those that a register has, in order."""
        found = (_first(name) for name in sorted(names))
        return [each for each in found if (self.first or each) <= each <= (self.last or each)]


def added(
    frame: pl.DataFrame,
    cut: Cut,
    units: Units,
    sums: Sequence[str],
    *,
    held: Sequence[date],
    also: Sequence[str] = (),
) -> pl.DataFrame:
    """The sums of some columns by the groups of a cut, and by `also`, in order.

    `frame` has the columns of `kept_parts.KEYS`. A unit that belongs to nothing of the level is left out of its units,
    and counted in the whole. A rolling period is named by its first month and its last, and lies within the months that
    the register has (`held`).
    """
    by_month = _of_level(frame, cut, units, sums, also)
    within = periods(held, cut.period)
    groups = [*cut.groups, *also]
    return (
        by_month.join(within, on="month", how="inner")
        .group_by(groups)
        .agg(pl.col(sums).sum())
        .sort(groups, nulls_last=True)
    )


def _of_level(frame: pl.DataFrame, cut: Cut, units: Units, sums: Sequence[str], also: Sequence[str]) -> pl.DataFrame:
    """The sums by month, for each unit of the level and for the whole."""
    kept = ["month", *cut.groups[2:], *also]
    every = frame.group_by(kept).agg(pl.col(sums).sum()).with_columns(unit=pl.lit(WHOLE))
    if cut.level == "country":
        return every
    named = belonging(frame.select("unit", "day").unique(), cut.level, units)
    placed = frame.join(named, on=["unit", "day"], how="inner").drop("unit").rename({"at": "unit"})
    apart = placed.group_by([*kept, "unit"]).agg(pl.col(sums).sum())
    return pl.concat([apart, every.select(apart.columns)])


def belonging(pairs: pl.DataFrame, level: Level, units: Units) -> pl.DataFrame:
    """For each unit and day the unit of the level that it was or belonged to, in the column `at`."""
    named = pairs.drop_nulls("unit")
    if level == "unit":
        return named.with_columns(at=pl.col("unit"))
    at = [
        next((each.id for each in units.chain(unit, day) if each.kind == level), None)
        for unit, day in named.select("unit", "day").iter_rows()
    ]
    return named.with_columns(at=pl.Series(at, dtype=pl.String)).drop_nulls("at")


def periods(months: Sequence[date], period: Period) -> pl.DataFrame:
    """Each month that a register holds with each period that it lies in.

    Not only those in which an indicator counts somebody: a window, and all there is, would be others for each.
    """
    pairs = [(month, name) for month in months for name in _names(month, period, months)]
    return pl.DataFrame(pairs, schema={"month": pl.Date, "period": pl.String}, orient="row")


def _names(month: date, period: Period, months: Sequence[date]) -> list[str]:
    match period:
        case "month":
            return [f"{month:%Y-%m}"]
        case "quarter":
            return [f"{month.year}-Q{(month.month + 2) // 3}"]
        case "year":
            return [f"{month.year}"]
        case "all":
            return [f"{months[0]:%Y-%m}–{months[-1]:%Y-%m}"]
        case _:
            return _windows(month, int(period.removeprefix("rolling-")), months)


def last_day(period: str) -> date:
    """The last day of a period, by its name."""
    if quarter := re.fullmatch(r"(\d{4})-Q(\d)", period):
        year, month = int(quarter[1]), 3 * int(quarter[2])
    elif len(period) == len("2025"):
        year, month = int(period), 12
    else:
        year, month = int(period[-7:-3]), int(period[-2:])
    return date(year, month, monthrange(year, month)[1])


def months_in(period: str) -> list[date]:
    """The first days of the months of a period, by its name."""
    last = _number(last_day(period))
    if "Q" in period:
        first = last - 2
    elif len(period) == len("2025"):
        first = last - 11
    else:
        first = _number(_first(period[:7]))
    return [_first(_month(number)) for number in range(first, last + 1)]


def _windows(month: date, length: int, months: Sequence[date]) -> list[str]:
    """The windows of so many months that a month lies in, each named by its first and last month."""
    first, last, at = (_number(each) for each in (months[0], months[-1], month))
    ends = range(max(at, first + length - 1), min(at + length - 1, last) + 1)
    return [f"{_month(end - length + 1)}–{_month(end)}" for end in ends]


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"
