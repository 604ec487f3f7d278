"""For any table of units: what is found for millions of rows at once is what is found one by one."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dagmar import catalogue
from dagmar.register.levels import level, pieces
from dagmar.register.unit_table import units_of
from dagmar.register.units import KINDS, Units

START = date(2020, 1, 1)
LENGTH = 40
OVER = {"clinic": ("hospital", "municipality"), "hospital": ("region",), "municipality": ("region",), "region": ()}
PARTIES = ("", "region-01", "municipality-0114", "county-03")


def day(number):
    return (START + timedelta(days=number)).isoformat()


@st.composite
def tables(draw):
    """Units that are always there, their time cut at any days, each span within a unit of a higher kind, or a party."""
    there = {kind: [f"{kind}{number}" for number in range(draw(st.integers(0, 3)))] for kind in KINDS}
    lines = ["unit,name,kind,within,first,last,into"]
    for kind, names in there.items():
        above = st.sampled_from([*PARTIES, *(name for over in OVER[kind] for name in there[over])])
        for name in names:
            cuts = sorted(draw(st.sets(st.integers(1, LENGTH), max_size=4)))
            days = zip(["", *map(day, cuts)], [*(day(cut - 1) for cut in cuts), ""], strict=True)
            lines += [f"{name},A name,{kind},{draw(above)},{first},{last}," for first, last in days]
    return "\n".join(lines)


units_by_name = st.sampled_from([f"{kind}{number}" for kind in KINDS for number in range(3)] + ["region-01", "nobody"])
rows = st.lists(st.tuples(st.none() | units_by_name, st.none() | st.integers(-3, LENGTH + 3)), min_size=1, max_size=60)


@given(tables(), rows)
def test_all_at_once_is_one_by_one(table, asked):
    units = units_of(table.encode(), "units.csv", catalogue.parties())
    assert isinstance(units, Units), (table, units)
    days = [None if number is None else START + timedelta(days=number) for _, number in asked]
    frame = pl.LazyFrame({"unit": [unit for unit, _ in asked], "day": days}, schema={"unit": pl.String, "day": pl.Date})
    found = frame.select(level(units, "unit", "day", kind).alias(kind) for kind in KINDS).collect(engine="streaming")
    for kind in KINDS:
        assert found[kind].to_list() == [
            None if unit is None or on is None else units.above(unit, on, kind)
            for (unit, _), on in zip(asked, days, strict=True)
        ]


@given(tables())
def test_the_pieces_of_a_unit_are_all_of_its_time_and_each_stays_the_same(table):
    units = units_of(table.encode(), "units.csv", catalogue.parties())
    assert isinstance(units, Units)
    for unit in units.spans:
        those = [each for each in pieces(units) if each.unit == unit]
        assert those[0].first == date.min
        assert those[-1].last == date.max
        for one, other in pairwise(those):
            assert one.last + timedelta(days=1) == other.first
        for each in those:
            first, last = max(each.first, START), min(each.last, START + timedelta(days=LENGTH))
            assert units.chain(unit, first) == units.chain(unit, max(first, last)) == each.chain
