"""Counts each person once: a way of its own, for persons do not add up over months as rows do.

Who is seen in two months is one person in the year, and one in each month. So rows are looked at anew for each period,
and no parts are kept.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dagmar.indicator.cells import UNKNOWN
from dagmar.indicator.cutting import WHOLE, Cut, belonging, periods
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.meaning import in_denominator, in_numerator
from dagmar.register.engine import column_of
from dagmar.register.storage import Manifest, Store
from dagmar.register.units import Units


def count_persons(
    store: Store, manifest: Manifest, found: IndicatorSet, indicator: Indicator, cut: Cut, units: Units
) -> pl.DataFrame:
    """Persons by the groups of the cut: `numerator` and `denominator`. `store.months()` must be held meanwhile.

    A person is in the denominator with any row that is, and in the numerator with any row of those that is. One whose
    sex, age band or unit changes within a period is counted in each, and once in the whole.
    """
    rows = [_rows(store, manifest, name, found, indicator) for name in sorted(manifest.months)]
    if not rows:
        return pl.DataFrame(schema={**dict.fromkeys(cut.groups, pl.String), **_SUMS})
    frame = pl.concat(rows).collect(engine="streaming")
    within = periods(cut.months(manifest.months), cut.period)
    placed = pl.concat(list(_placed(frame, cut, units))).join(within, on="month", how="inner")
    return (
        placed.group_by([*cut.groups, "person"])
        .agg(pl.col("met").any())
        .group_by(cut.groups)
        .agg(numerator=pl.col("met").sum().cast(pl.Int64), denominator=pl.len().cast(pl.Int64))
        .sort(cut.groups, nulls_last=True)
    )


_SUMS = {"numerator": pl.Int64, "denominator": pl.Int64}


def _rows(store: Store, manifest: Manifest, name: str, found: IndicatorSet, indicator: Indicator) -> pl.LazyFrame:
    """The rows of a month that are in the denominator, with what they are told apart by."""
    roles, register = store.register.roles, store.register
    age = pl.col(roles.age) if roles.age else pl.lit(None, dtype=pl.Int64)
    band = (
        pl.when(age.is_null())
        .then(UNKNOWN)
        .otherwise(
            pl.sum_horizontal([(age >= each).cast(pl.Int32) for each in found.ages[1:]] or [pl.lit(0, pl.Int32)])
        )
    )
    return (
        store.month(manifest.months[name])
        .filter(column_of(in_denominator(indicator, register)))
        .select(
            person=pl.col(roles.person),
            unit=pl.col(roles.provider),
            day=pl.col(roles.event),
            sex=pl.col(roles.sex) if roles.sex else pl.lit(None, dtype=pl.String),
            band=band.cast(pl.Int32),
            month=pl.col(roles.event).dt.truncate("1mo"),
            met=column_of(in_numerator(indicator, register)).fill_null(False),
        )
        .filter(pl.col("person").is_not_null())
    )


def _placed(frame: pl.DataFrame, cut: Cut, units: Units) -> Iterable[pl.DataFrame]:
    """The rows by the units of the level, and once more as the whole."""
    kept = ["month", "unit", *cut.groups[2:], "person", "met"]
    yield frame.with_columns(unit=pl.lit(WHOLE)).select(kept)
    if cut.level != "country":
        named = belonging(frame.select("unit", "day").unique(), cut.level, units)
        yield frame.join(named, on=["unit", "day"], how="inner").with_columns(unit=pl.col("at")).select(kept)
