"""What a register holds is summed up: what is missing, implausible, perhaps doubled, late, and where counts break. Only
counts are told, never a row; and it is said wherever they are shown when the persons are made up.

`dagmar register quality` prints it. The visits of the examples: person, unit, day referred, day visited, weight,
municipality, and the file that they came with.
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
    return lambda text: summary(rows_of(text), visits(), TAKEN, persons="made-up")


def test_what_it_is_about(quality):
    """The rows, the months from first to last, and the units."""
    found = quality("""
        p1  A  2025-01-02  2025-01-20  70  0114  0
        p2  B  2025-01-02  2025-03-01  70  0114  0
        p3  A  2025-01-02  2025-02-01  70  0114  0
    """)
    assert [(found.rows, f"{found.first}–{found.last}", *found.units)] == [(3, "2025-01–2025-03", "A", "B")]
    assert (found.register, found.persons) == ("visits", "made-up")


def test_what_is_missing(quality):
    """Variable by variable, required or not. A weight is recorded since February: before, none is missing."""
    found = quality("""
        p1  A  2025-01-02  2025-01-20  -   -     0
        p2  A  -           2025-02-01  -   -     0
        p3  A  2025-01-02  2025-02-02  70  0114  0
    """)
    assert [f"{each.variable}  {each.count} of {each.of}" for each in found.missing] == [
        "person  0 of 3",
        "unit  0 of 3",
        "referred  1 of 3",
        "visited  0 of 3",
        "weight  1 of 2",
        "municipality  2 of 3",
    ]
    assert tuple(each.variable for each in found.missing if not each.required) == ("weight", "municipality")
    assert found.missing[2].share == Fraction(1, 3)


def test_what_is_implausible(quality):
    """Rows that a rule warns of: they were taken, and are told. Where the value is missing the rule says nothing.
    Here the rule `heavy` warns of 300 kg and more.
    """
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
    assert [f"{found.duplicates} of {found.rows}"] == ["3 of 8"]


def test_what_is_late(quality):
    """Taken in more than 60 days after the event: the first file came on 10 March, the second on 1 June."""
    found = quality("""
        p1  A  2025-01-01  2025-01-09  70  0114  0
        p2  A  2025-01-01  2025-01-08  70  0114  0
        p3  A  2025-01-01  2025-03-20  70  0114  1
        p4  A  2025-01-01  2025-05-20  70  0114  1
    """)
    assert [f"{found.late} of {found.rows}"] == ["2 of 4"]


@pytest.fixture
def counted(quality):
    """The summary of so many visits to a unit in each month from January 2024: `A  20 22 19`."""

    def visited(line):
        unit, *counts = line.split()
        for month, count in enumerate(map(int, counts)):
            day = f"{2024 + month // 12}-{month % 12 + 1:02}-05"
            yield from (f"p{number} {unit} 2023-01-01 {day} 70 0114 0" for number in range(count))

    def made(text, *, stray=""):
        return quality("\n".join([stray, *(row for line in text.strip().splitlines() for row in visited(line))]))

    return made


def test_where_counts_break(counted):
    """A month under half or over double of the usual, the median of up to twelve months before it. Six are needed.
    Here a unit and its rows month by month, from January 2024; then the month that breaks, its rows and the usual.
    """
    found = counted("""
        A  20 20 20 22 20 20 9 41 40
    """)
    assert [f"{each.unit} {each.month}  {each.rows} of {each.usual}" for each in found.breaks] == [
        "A 2024-07  9 of 20",
        "A 2024-08  41 of 20",
    ]
    assert counted("A  20 20 20 20 20 9").breaks == ()


def test_small_units_break_nothing(counted):
    """With a median of less than 20 rows a month, half or double is chance."""
    found = counted("""
        A  19 19 19 19 19 19 0 60
    """)
    assert list(found.breaks) == []


def test_a_unit_that_falls_silent_breaks(counted):
    """A month without rows counts as nothing, as long as others register; a unit that begins later is no break."""
    found = counted("""
        A  20 20 20 20 20 20 20 20
        B  30 30 30 30 30 30
        C  1 30
    """)
    assert [f"{each.unit} {each.month}  {each.rows} of {each.usual}" for each in found.breaks] == [
        "B 2024-07  0 of 30",
        "B 2024-08  0 of 30",
    ]
    assert tuple(each.rows for each in found.trends if each.unit == "B") == (30, 30, 30, 30, 30, 30, 0, 0)
    assert tuple(each.rows for each in found.trends if each.unit == "C") == (1, 30, 0, 0, 0, 0, 0, 0)


def test_a_stray_old_year_makes_no_century_of_nothing(counted):
    """A unit that is silent for a year begins anew; what lies between is told of nobody."""
    found = counted("A  20 20 20 20 20 20 20 20 9", stray="p1 A 1905-01-01 1905-01-05 70 0114 0")
    assert [each.month for each in found.trends][:14] == [f"1905-{n:02}" for n in range(1, 13)] + ["1906-01", "2024-01"]
    assert [(each.month, each.rows, each.usual) for each in found.breaks] == [("2024-09", 9, 20)]


def test_a_register_without_rows(visits):
    """It has nothing to tell, and tells so."""
    found = summary(pl.LazyFrame(), visits(), (), persons="real")
    assert (found.rows, found.first, found.units, found.duplicates, found.late) == (0, None, (), 0, 0)
    assert found.persons == "real"
