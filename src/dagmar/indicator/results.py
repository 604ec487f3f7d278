"""From parts to what is told: a value, its interval, the method's name, and the cases behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dagmar.basis.problems import Problem
from dagmar.indicator.cutting import WHOLE, Cut, added, months_in
from dagmar.indicator.definition import Indicator, IndicatorSet, Kind, Target
from dagmar.indicator.engines import Engine, count_with
from dagmar.indicator.gathering import Gathered, Progress, gather
from dagmar.indicator.kept_parts import KEYS
from dagmar.indicator.persons import count_persons
from dagmar.indicator.statistics.estimates import LEVEL, Estimates
from dagmar.indicator.statistics.means import mean
from dagmar.indicator.statistics.proportions import wilson
from dagmar.indicator.statistics.quantiles import quantile
from dagmar.indicator.statistics.rates import rate
from dagmar.indicator.statistics.standardised import indirect_ratio
from dagmar.register.storage import Persons, Store
from dagmar.register.units import Units


@dataclass(frozen=True, slots=True)
class Result:
    """One value. `unit` is WHOLE for the country; `sex` and `band` are None where all are told together.

    `numerator` is the cases, the events, or of a mean the sum; None for a quantile. `denominator` is how many were
    counted, of a rate the exposure, of a ratio what was expected. `value`, `low` and `high` are None where there is no
    such number; they are told by `per`.
    """

    indicator: str
    period: str
    unit: str
    sex: str | None
    band: int | None
    numerator: float | None
    denominator: float
    value: float | None
    low: float | None
    high: float | None
    method: str
    reached: str | None
    """The highest target that the value reaches."""


@dataclass(frozen=True, slots=True)
class Told:
    """All results of a run, and whether the persons behind them are made up."""

    results: tuple[Result, ...]
    persons: Persons
    rows: int
    counted: int
    """Months that had to be counted now; the others were kept from before."""
    held: tuple[str, ...]
    """The months that the register has, in order."""
    partial: Mapping[str, tuple[int, int]]
    """Periods of which not all months are counted: how many are, and how many months it has."""


METHOD_OF: Mapping[Kind, str] = {
    "proportion": "wilson",
    "ratio": "indirect-ratio",
    "rate": "rate",
    "mean": "student",
    "quantile": "order-statistics",
}
"""The method that each kind is told by, as the manual's page on statistics names it."""


def tell(
    store: Store,
    found: IndicatorSet,
    units: Units,
    cut: Cut,
    *,
    only: Sequence[str] = (),
    level: float = LEVEL,
    engine: Engine | None = None,
    progress: Progress = lambda _, __: None,
) -> Told | Problem:
    """The results of a set of indicators, of `only` some of them, by a cut, at a level of confidence.

    Another engine than the default counts rows where it is named; persons are always counted by the default.
    """
    results: list[Result] = []
    with store.months() as manifest:
        if engine:
            parts = count_with(engine, store, manifest, found, units)
        else:
            parts = gather(store, manifest, found, units, progress=progress)
        if isinstance(parts, Problem):
            return parts
        for each in found.indicators:
            if not only or each.id in only:
                fits = replace(cut, by=tuple(name for name in cut.by if name in each.by))
                results += _told(each, store, found, parts, fits, units, level)
    partial = _partial({each.period for each in results}, cut.months(manifest.months))
    return Told(
        tuple(results), manifest.persons, manifest.rows, parts.counted_now, tuple(sorted(manifest.months)), partial
    )


def _partial(periods: Iterable[str], held: Sequence[date]) -> Mapping[str, tuple[int, int]]:
    months = {period: months_in(period) for period in periods}
    there = {period: len({*found} & {*held}) for period, found in months.items()}
    return {period: (there[period], len(found)) for period, found in months.items() if there[period] < len(found)}


def _told(
    indicator: Indicator,
    store: Store,
    found: IndicatorSet,
    parts: Gathered,
    cut: Cut,
    units: Units,
    level: float,
) -> Iterator[Result]:
    if indicator.counts == "persons":
        sums = count_persons(store, parts.manifest, found, indicator, cut, units)
        yield from _rows(indicator, cut, sums, wilson(sums["numerator"], sums["denominator"], level))
        return
    match indicator.kind:
        case "proportion":
            sums = _sums(indicator, parts, cut, units)
            yield from _rows(indicator, cut, sums, wilson(sums["numerator"], sums["denominator"], level))
        case "rate":
            sums = _sums(indicator, parts, cut, units)
            yield from _rows(indicator, cut, sums, rate(sums["numerator"], sums["denominator"], level))
        case "mean":
            yield from _means(indicator, parts, cut, units, level)
        case "ratio":
            yield from _ratios(indicator, parts, cut, units, level)
        case "quantile":
            yield from _quantiles(indicator, parts, cut, units, level)


def _sums(indicator: Indicator, parts: Gathered, cut: Cut, units: Units) -> pl.DataFrame:
    """The sums of an indicator's parts by the groups of a cut, by the names of the parts; without groups of nobody."""
    columns = {name: parts.part(each, name) for each, name in parts.program.names if each == indicator.id}
    frame = parts.cells.select(*KEYS, **columns)
    sums = added(frame, cut, units, list(columns), held=cut.months(parts.manifest.months))
    # Of a rate there may be events without exposure: then there is no value, but the events are not lost.
    return sums.filter(pl.any_horizontal(pl.col(list(columns)) != 0))


def _means(indicator: Indicator, parts: Gathered, cut: Cut, units: Units, level: float) -> Iterator[Result]:
    sums = _sums(indicator, parts, cut, units)
    scale = 10.0**-indicator.decimals
    rows, total, squares = (sums[name].to_numpy() for name in ("rows", "sum", "squares"))
    found = mean(rows, total, squares, level).times(scale)
    shown = sums.with_columns(numerator=pl.col("sum") / 10**indicator.decimals, denominator=pl.col("rows"))
    yield from _rows(indicator, cut, shown, found)


def _ratios(indicator: Indicator, parts: Gathered, cut: Cut, units: Units, level: float) -> Iterator[Result]:
    """Observed over expected: with the proportions of each sex and age in the whole, of the same period."""
    fine = _sums(indicator, parts, replace(cut, by=("sex", "age")), units)
    whole = fine.filter(pl.col("unit") == WHOLE).select(
        "period", "sex", "band", share=pl.col("numerator") / pl.col("denominator")
    )
    matched = fine.join(whole, on=["period", "sex", "band"], how="left", nulls_equal=True)
    sums = (
        matched.with_columns(expected=pl.col("denominator") * pl.col("share"))
        .group_by(cut.groups)
        .agg(pl.col("numerator").sum(), denominator=pl.col("expected").sum())
        .sort(cut.groups, nulls_last=True)
    )
    yield from _rows(indicator, cut, sums, indirect_ratio(sums["numerator"], sums["denominator"], level))


def _quantiles(indicator: Indicator, parts: Gathered, cut: Cut, units: Units, level: float) -> Iterator[Result]:
    place = parts.program.names[indicator.id, "histogram"]
    held = cut.months(parts.manifest.months)
    piles = added(parts.piles.filter(pl.col("part") == place), cut, units, ["rows"], held=held, also=["value"])
    share, scale = float(indicator.quantile or 0), 10.0**-indicator.decimals
    for keys, pile in piles.group_by(cut.groups, maintain_order=True):
        found = quantile(pile["value"].to_numpy(), pile["rows"].to_numpy(), share, level).times(scale)
        sums = pl.DataFrame([keys], schema=pile.select(cut.groups).schema, orient="row")
        sums = sums.with_columns(numerator=pl.lit(None, pl.Float64), denominator=pl.lit(pile["rows"].sum()))
        yield from _rows(indicator, cut, sums, found)


def _rows(indicator: Indicator, cut: Cut, sums: pl.DataFrame, found: Estimates) -> Iterator[Result]:
    columns = [np.atleast_1d(each) for each in (found.value, found.lower, found.upper)]
    told = found.times(indicator.told_per)
    values = [_numbers(each) for each in (told.value, told.lower, told.upper)]
    for place, row in enumerate(sums.iter_rows(named=True)):
        plain = float(columns[0][place])
        yield Result(
            indicator=indicator.id,
            period=row["period"],
            unit=row["unit"],
            sex=row["sex"] if "sex" in cut.by else None,
            band=row["band"] if "age" in cut.by else None,
            numerator=row["numerator"],
            denominator=row["denominator"],
            value=values[0][place],
            low=values[1][place],
            high=values[2][place],
            method=METHOD_OF[indicator.kind],
            reached=_reached(indicator, plain),
        )


def _numbers(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(each) else float(each) for each in np.atleast_1d(values)]


def _reached(indicator: Indicator, value: float) -> str | None:
    """The furthest target that the value reaches, by its id; a target is a share of one, as the value is."""
    if np.isnan(value) or indicator.better == "neither":
        return None
    reached = [each for each in indicator.targets if _reaches(indicator, each, value)]
    furthest = max if indicator.better == "higher" else min
    return furthest(reached, key=lambda each: each.at).id if reached else None


def _reaches(indicator: Indicator, target: Target, value: float) -> bool:
    return value >= float(target.at) if indicator.better == "higher" else value <= float(target.at)
