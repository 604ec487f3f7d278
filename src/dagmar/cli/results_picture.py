"""The picture of an indicator: units beside each other, or the country over time."""

from __future__ import annotations

from dagmar.indicator.cutting import WHOLE, Cut
from dagmar.indicator.definition import Indicator
from dagmar.indicator.results import Told
from dagmar.register.definition import Register
from dagmar.register.units import Units
from dagmar.words.amounts import Lang
from dagmar.words.result_charts import Point, Series, indicator_chart
from dagmar.words.results import months_lacking, unit_name


def picture_of(indicator: Indicator, told: Told, register: Register, units: Units, cut: Cut, lang: Lang) -> str | None:
    """The country over time where units are not told apart, else the units of the last period.

    None where there is nothing to draw.
    """
    own = (each for each in told.results if each.indicator == indicator.id and each.value is not None)
    results = [each for each in own if each.sex is None and each.band is None]
    if cut.level == "country":
        points = [Point(each.period, each.value or 0, each.low, each.high) for each in results]
        series = Series(points, None, over_time=True, period="")
    else:
        last = max((each.period for each in results), default="")
        there = [each for each in results if each.period == last]
        whole = next((each.value for each in there if each.unit == WHOLE), None)
        points = [
            Point(unit_name(each.unit, each.period, units, lang), each.value or 0, each.low, each.high)
            for each in there
            if each.unit != WHOLE
        ]
        series = Series(points, whole, over_time=False, period=months_lacking(told, [last], lang) or last)
    if not points:
        return None
    return indicator_chart(indicator, register, series, lang, made_up=told.persons != "real")
