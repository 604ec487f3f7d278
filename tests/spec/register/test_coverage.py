"""Coverage (täckningsgrad) is how many of those that another source counts are registered. The source's counts are a
table of units, or parties, and years or months.

    unit,period,count
    B,2021,4
    region-01,2021-06,2

A row counts for its unit, and for the hospital, the municipality and the region that the unit belonged to that day.

In the examples the reference stands first, then what is told: the unit, the period, the rows registered, the count of
the reference (`-` where it has none) and the share. Six visits are registered: at the eye clinic B one in 2020 and
three in 2021, on 30 June, 1 July and 2 July; at the nursing home N one on 3 July 2021; and that day one at Z, a unit
that no table knows. The persons live in municipality-1280, but for the visit on 2 July, in municipality-0114, and that
to Z, not known.
"""

import polars as pl
import pytest

from dagmar import catalogue
from dagmar.basis.names import value_text
from dagmar.register.coverage import Reference, coverage, over, reference_of
from dagmar.register.units import Units
from dagmar.words import say

from .conftest import rows_of, table_csv

title = "Coverage"

NO_TABLE = Units({}, catalogue.parties())

ROWS = """
    p1  B   2021-01-01  2021-06-30  -  1280  0
    p2  B   2021-01-01  2021-07-01  -  1280  0
    p3  B   2021-01-01  2021-07-02  -  0114  0
    p4  N   2021-01-01  2021-07-03  -  1280  0
    p5  Z   2021-01-01  2021-07-03  -  -     0
    p6  B   2021-01-01  2020-07-03  -  1280  0
"""


def per_cent(share):
    return "-" if share is None else f"{float(share):.0%}"


@pytest.fixture
def covered(visits, units):
    """A reference, rows, and what is told: unit, period, registered, reference, share in per cent."""

    def compute(reference, rows=ROWS, level="unit", units=units):
        found = reference_of(table_csv("unit,period,count\n" + reference.strip()), "reference.csv", units)
        assert isinstance(found, Reference), found
        told = coverage(rows_of(rows), visits(level), found, units, persons="made-up")
        assert all(each.persons == "made-up" for each in told)
        return [
            f"{each.unit or '-'} {each.period}  {each.registered} of "
            f"{'-' if each.reference is None else each.reference}  {per_cent(each.share)}"
            for each in told
        ]

    return compute


def test_a_row_counts_where_its_unit_belonged_that_day(covered):
    """Eyes (B) moved from the old hospital to the new on 1 July 2021. Skin had no rows: 0 per cent, and told so."""
    assert covered("""
        B,2021,4
        H1,2021,1
        H2,2021,4
        C,2021,3
        region-03,2021-07,2
        region-01,2021,3
    """) == [
        "B 2021  3 of 4  75%",
        "H1 2021  1 of 1  100%",
        "H2 2021  2 of 4  50%",
        "C 2021  0 of 3  0%",
        "region-03 2021-07  2 of 2  100%",
        "region-01 2021  2 of 3  67%",
        "Z 2021  1 of -  -",
    ]


def test_a_share_is_exact(visits, units):
    """A third is a third, rounded only where people read it; of a reference of nothing there is no share."""
    counts = """
        unit,period,count
        B,2021,9
        C,2021,0
    """
    reference = reference_of(table_csv(counts), "reference.csv", units)
    found = coverage(rows_of(ROWS), visits(), reference, units, persons="made-up")
    told = [(each.unit, value_text(each.share) if each.share is not None else None) for each in found[:2]]
    assert told == [("B", "1/3"), ("C", None)]
    assert found[1].reference == 0


def test_rows_that_no_reference_counts_are_told(covered):
    """By unit and period; not those of a period that the reference leaves out, nor those that count for a region."""
    assert covered("""
        C,2021-07,1
    """) == [
        "C 2021-07  0 of 1  0%",
        "B 2021-07  2 of -  -",
        "N 2021-07  1 of -  -",
        "Z 2021-07  1 of -  -",
    ]
    assert covered("""
        region-03,2021-07,1
        region-01,2021-07,1
    """) == [
        "region-03 2021-07  2 of 1  200%",
        "region-01 2021-07  1 of 1  100%",
        "Z 2021-07  1 of -  -",
    ]


def test_more_than_the_reference_is_told(visits, units):
    """A warning: there are duplicates, or the reference counts something else."""
    counts = """
        unit,period,count
        B,2021,2
        H1,2021,1
    """
    reference = reference_of(table_csv(counts), "reference.csv", units)
    found = over(coverage(rows_of(ROWS), visits(), reference, units, persons="made-up"))
    assert [(each.code.value, say(each, "en")) for each in found] == [
        ("covered-over", "3 rows are registered for B in 2021, more than the 2 of the reference"),
    ]


def test_a_municipality_is_its_residents_where_the_reference_is_published_so(covered):
    """The definition's level is municipality and the rows say where the person lives: that decides. Units and regions
    are still what gave the care. With another level, a municipality is what it runs: the last example.
    """
    reference = """
        municipality-1280,2021,4
        municipality-0114,2021,4
        region-01,2021,4
    """
    assert covered(reference, level="municipality") == [
        "municipality-1280 2021  3 of 4  75%",
        "municipality-0114 2021  1 of 4  25%",
        "region-01 2021  2 of 4  50%",
        "- 2021  1 of -  -",
    ]
    municipalities = """
        municipality-1280,2021,4
        municipality-0114,2021,4
    """
    assert covered(municipalities, level="region")[:2] == [
        "municipality-1280 2021  0 of 4  0%",
        "municipality-0114 2021  1 of 4  25%",
    ]


def test_without_a_table_of_units_a_row_counts_for_its_own_unit(covered):
    """Any id may then stand in the reference."""
    reference = """
        B,2021,4
        H1,2021,1
    """
    assert covered(reference, units=NO_TABLE)[:2] == ["B 2021  3 of 4  75%", "H1 2021  0 of 1  0%"]


def test_an_empty_register_covers_nothing(visits, units):
    """Each unit has its reference, and no rows."""
    reference = reference_of(b"unit,period,count\nB,2021,2\n", "reference.csv", units)
    (found,) = coverage(pl.LazyFrame(), visits(), reference, units, persons="real")
    assert (found.registered, found.share, found.persons) == (0, 0, "real")


def test_a_reference_that_cannot_be_read_is_told_line_by_line(units):
    """Each unit and period once; the unit is known; the count is a whole number."""
    found = reference_of(
        table_csv("""
        unit,period,count
        B,2021,4
        B,2021,4
        X,2021,4
        skr,2021,4
        B,2021-13,4
        B,2022,4.5
        20020113-9805,2022,4
        B,2023
    """),
        "reference.csv",
        units,
    )
    assert [f"{each.place.line}  {each.code.value}" for each in found] == [
        "3  counted-twice",
        "4  unit-unknown",
        "5  unit-unknown",
        "6  cell-wrong",
        "7  cell-wrong",
        "8  personal-number",
        "9  bad-row",
    ]
