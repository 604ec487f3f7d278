"""What a register holds is summed up: what is missing, implausible, perhaps doubled, late, and where counts break. Only
counts are told, never a row; and it is said wherever they are shown when the persons are made up.
"""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from dagmar.register.quality import summary

from .conftest import rows_of

title = "Quality"

TAKEN = (date(2025, 3, 10), date(2025, 6, 1))


@pytest.fixture
def quality(visits):
    """The summary of some visits: person, unit, referred, visited, weight, municipality, batch."""
    return lambda text: summary(rows_of(text), visits(), TAKEN, made_up=True)


def test_what_it_is_about(quality):
    """The rows, the months from first to last, and the units."""
    found = quality("""
        p1  A  2025-01-02  2025-01-20  70  0114  0
        p2  B  2025-01-02  2025-03-01  70  0114  0
        p3  A  2025-01-02  2025-02-01  70  0114  0
    """)
    assert (found.register, found.rows, found.first, found.last) == ("visits", 3, "2025-01", "2025-03")
    assert found.units == ("A", "B")
    assert found.made_up


def test_what_is_missing(quality):
    """Variable by variable, required or not. A weight is recorded since February: before, none is missing."""
    found = quality("""
        p1  A  2025-01-02  2025-01-20  -   -     0
        p2  A  -           2025-02-01  -   -     0
        p3  A  2025-01-02  2025-02-02  70  0114  0
    """)
    assert [f"{each.variable} {each.required}  {each.count} of {each.of}" for each in found.missing] == [
        "person True  0 of 3",
        "unit True  0 of 3",
        "referred True  1 of 3",
        "visited True  0 of 3",
        "weight False  1 of 2",
        "municipality False  2 of 3",
    ]
    assert found.missing[2].share == Fraction(1, 3)


def test_what_is_implausible(quality):
    """Rows that a rule warns of: they were taken, and are told. Where the value is missing the rule says nothing."""
    found = quality("""
        p1  A  2025-01-02  2025-02-20  70   0114  0
        p2  A  2025-01-02  2025-02-20  700  0114  0
        p3  A  2025-01-02  2025-02-20  -    0114  0
    """)
    assert [(each.rule, each.count) for each in found.implausible] == [("heavy", 1)]


def test_what_is_perhaps_doubled(quality):
    """The same person, day and unit under another key. A row that is there three times is two too many."""
    found = quality("""
        p1  A  2025-01-01  2025-01-20  70  0114  0
        p1  A  2025-01-02  2025-01-20  70  0114  0
        p1  A  2025-01-03  2025-01-20  70  0114  0
        p1  B  2025-01-01  2025-01-20  70  0114  0
        p1  A  2025-01-01  2025-01-21  70  0114  0
        p2  A  2025-01-01  2025-01-20  70  0114  0
        p1  A  2025-01-01  2025-02-20  70  0114  0
        p1  A  2025-01-02  2025-02-20  70  0114  0
    """)
    assert found.duplicates == 3


def test_what_is_late(quality):
    """Taken in more than 60 days after the event: the first file came on 10 March, the second on 1 June."""
    found = quality("""
        p1  A  2025-01-01  2025-01-09  70  0114  0
        p2  A  2025-01-01  2025-01-08  70  0114  0
        p3  A  2025-01-01  2025-03-20  70  0114  1
        p4  A  2025-01-01  2025-05-20  70  0114  1
    """)
    assert found.late == 2


def visited(unit, counts, year=2024):
    """So many visits to the unit in each month from January."""
    return [
        f"p{number} {unit} 2023-01-01 {year + month // 12}-{month % 12 + 1:02}-05 70 0114 0"
        for month, count in enumerate(counts)
        for number in range(count)
    ]


def test_where_counts_break(quality):
    """A month under half or over double of the usual, the median of up to twelve months before it. Six are needed."""
    found = quality("\n".join(visited("A", [20, 20, 20, 22, 20, 20, 9, 41, 40])))
    assert [(each.unit, each.month, each.rows, each.usual) for each in found.breaks] == [
        ("A", "2024-07", 9, 20),
        ("A", "2024-08", 41, 20),
    ]
    assert quality("\n".join(visited("A", [20, 20, 20, 20, 20, 9]))).breaks == ()


def test_small_units_break_nothing(quality):
    """With a median of less than 20 rows a month, half or double is chance."""
    assert quality("\n".join(visited("A", [19, 19, 19, 19, 19, 19, 0, 60]))).breaks == ()


def test_a_unit_that_falls_silent_breaks(quality):
    """A month without rows counts as nothing, as long as others register; a unit that begins later is no break."""
    found = quality("\n".join(visited("A", [20] * 8) + visited("B", [30] * 6) + visited("C", [1, 30])))
    assert [(each.unit, each.month, each.rows) for each in found.breaks] == [("B", "2024-07", 0), ("B", "2024-08", 0)]
    assert [each.rows for each in found.trends if each.unit == "B"] == [30] * 6 + [0, 0]
    assert [each.rows for each in found.trends if each.unit == "C"] == [1, 30, 0, 0, 0, 0, 0, 0]


def test_a_stray_old_year_makes_no_century_of_nothing(quality):
    """A unit that is silent for a year begins anew; what lies between is told of nobody."""
    stray = "p1 A 1905-01-01 1905-01-05 70 0114 0"
    found = quality("\n".join([stray, *visited("A", [20] * 8 + [9])]))
    assert [each.month for each in found.trends][:14] == [f"1905-{n:02}" for n in range(1, 13)] + ["1906-01", "2024-01"]
    assert [(each.month, each.rows, each.usual) for each in found.breaks] == [("2024-09", 9, 20)]


def test_a_register_without_rows(visits):
    """Has nothing to tell, and tells so."""
    found = summary(pl.LazyFrame(), visits(), (), made_up=False)
    assert (found.rows, found.first, found.units, found.duplicates, found.late) == (0, None, (), 0, 0)
    assert not found.made_up
