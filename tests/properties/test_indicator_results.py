"""What is told adds up: regions and what belongs nowhere to the whole, twelve months to a year, sexes to all."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from registers import load, person, store

from dagmar import catalogue
from dagmar.indicator.cutting import WHOLE, Cut
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.results import tell
from dagmar.register.definition import Text
from dagmar.register.units import Span, Units

X = Text("x", "x")
ASKED = IndicatorSet(
    "1",
    "visits",
    "visits",
    1,
    X,
    (
        Indicator("share", X, X, "proportion", "higher", numerator="urgent"),
        Indicator("rate", X, X, "rate", "lower", numerator="urgent", exposure="days(referred, visited)"),
        Indicator("wait", X, X, "mean", "lower", value="days(referred, visited)"),
    ),
)


def always(unit, within):
    return (Span(unit, unit, "clinic", within, date.min, date.max),)


MOVED = (
    Span("C", "C", "clinic", "region-01", date.min, date(2025, 2, 14)),
    Span("C", "C", "clinic", "region-03", date(2025, 2, 15), date.max),
)
UNITS = Units(
    {"A": always("A", "region-01"), "B": always("B", "municipality-0114"), "C": MOVED, "D": always("D", None)},
    catalogue.parties(),
)
NOWHERE = {"D", "E"}
"""D belongs to nothing, and E is not known."""

visits = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(
            [date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 14), date(2025, 2, 15), date(2025, 12, 1)]
        ),
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", "yes", "no"]),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=25,
)


def told_of(rows):
    """A way to ask what is told of some rows: the sums of each indicator, period and unit, over sexes."""
    lines = [
        f"{person(number)},{unit},{date.fromordinal(day.toordinal() - wait)},{day},{sex},{urgent}"
        for number, (unit, day, sex, urgent, wait) in enumerate(rows)
    ]

    def ask(folder):
        into = store(Path(folder))
        load(into, "\n".join(["person,unit,referred,visited,sex,urgent", *lines]) + "\n", accept_valid=True)

        def sums(level, period, *by):
            found = Counter()
            for each in tell(into, ASKED, UNITS, Cut(level, period, by)).results:
                found[each.indicator, each.period, each.unit, "cases"] += each.numerator
                found[each.indicator, each.period, each.unit, "of"] += each.denominator
            return found

        return sums

    return ask


def over_units(found, units):
    """The sums over some units, by all else."""
    added = Counter()
    for (indicator, period, unit, part), many in found.items():
        if units(unit):
            added[indicator, period, part] += many
    return added


@given(visits)
@settings(max_examples=40)
def test_what_is_told_adds_up(rows):
    with tempfile.TemporaryDirectory() as folder:
        sums = told_of(rows)(folder)
        regions, units = sums("region", "month"), sums("unit", "month")
        apart = over_units(regions, lambda unit: unit != WHOLE)
        apart.update(over_units(units, NOWHERE.__contains__))
        assert apart == over_units(regions, WHOLE.__eq__) == over_units(units, lambda unit: unit != WHOLE)

        assert sums("region", "year", "sex") == sums("region", "year")

        years, windows = sums("region", "year"), sums("region", "rolling-12")
        for (indicator, period, unit, part), many in windows.items():
            if period == "2025-01–2025-12":
                assert many == years[indicator, "2025", unit, part]


def test_a_year_that_is_held_is_told_as_twelve_months_too():
    """So that the property above does not hold of nothing."""
    rows = [("A", date(2025, 1, 1), "1", "yes", 3), ("B", date(2025, 12, 1), "2", "no", 4)]
    with tempfile.TemporaryDirectory() as folder:
        sums = told_of(rows)(folder)
        windows = sums("region", "rolling-12")
    assert {period for _, period, _, _ in windows} == {"2025-01–2025-12"}
    assert (
        windows["share", "2025-01–2025-12", "region-01", "of"],
        windows["wait", "2025-01–2025-12", WHOLE, "of"],
    ) == (2, 2)
