"""Units move, merge and split. The table of units says what each was, day by day; it is a file that the one who runs
the registers keeps.

    unit,name,kind,within,first,last,into
    A1,Medicine,clinic,H1,,2019-12-31,A3
    A2,Surgery,clinic,H1,,2019-12-31,A3
    A3,Medicine and surgery,clinic,H1,2020-01-01,,
    B,Eyes,clinic,H1,,2021-06-30,
    B,Eyes,clinic,H2,2021-07-01,,
    H1,The old hospital,hospital,region-01,,,

A row is what a unit was from its first day to its last. An empty first day is always, an empty last day is still.
`within` is what it lies within; `into` is who carries on after its last day. `dagmar register units` loads the table.

In the examples a table stands first, and after `=` what is told of it: the line, the [problem](problems.md) and the
column.
"""

from datetime import date

import polars as pl

from dagmar import catalogue
from dagmar.register.levels import level
from dagmar.register.unit_table import units_of

title = "Units"


def test_a_unit_belongs_where_it_belonged_that_day(units):
    """Eyes moved to the new hospital, of another region, on 1 July 2021. What was registered before stays there."""
    for day, hospital, region in (("2021-06-30", "H1", "region-01"), ("2021-07-01", "H2", "region-03")):
        on = date.fromisoformat(day)
        assert units.above("B", on, "clinic") == "B"
        assert units.above("B", on, "hospital") == hospital
        assert units.above("B", on, "region") == region


def test_a_municipality_lies_in_the_county_of_its_region(units):
    """So what a municipality runs is found under the region too; the catalogue knows which."""
    on = date(2025, 1, 1)
    assert units.above("N", on, "municipality") == "municipality-0114"
    assert units.above("N", on, "region") == "region-01"
    assert units.above("N", on, "hospital") is None
    assert units.above("municipality-1280", on, "region") == "region-12"


def test_a_unit_is_known_in_its_time_alone(units):
    """Medicine (A1) ended with 2019, and Medicine and surgery (A3) began the day after."""
    assert units.known("A1", date(2019, 12, 31))
    assert not units.known("A1", date(2020, 1, 1))
    assert not units.known("A3", date(2019, 12, 31))
    assert units.known("A3", date(2020, 1, 1))
    assert units.above("A1", date(2020, 1, 1), "region") is None
    assert not units.known("Z", date(2020, 1, 1))
    assert units.known("region-01", date(2020, 1, 1))


def test_who_carries_on_today(units):
    """A merge leads to one, a split to several; what closed, what still is, and what nobody knows to itself."""
    assert units.today("A1") == units.today("A2") == ("A3",)
    assert units.today("C") == ("C1", "C2")
    assert units.today("B") == ("B",)
    assert units.today("Z") == ("Z",)


def test_rows_by_the_tens_of_millions_are_mapped_alike(units):
    """Column by column, and the answer is the same as one by one; a row without unit or day belongs nowhere."""
    before, after, later = date(2021, 6, 30), date(2021, 7, 1), date(2025, 1, 1)
    rows = pl.LazyFrame(
        {
            "unit": ["B", "B", "N", "Z", "A1", None, "B", "region-12"],
            "day": [before, after, later, later, later, before, None, later],
        }
    )
    found = rows.select(level(units, "unit", "day", "region")).collect(engine="streaming").to_series().to_list()
    assert found == ["region-01", "region-03", "region-01", None, None, None, None, "region-12"]


def test_one_row_a_day(told):
    """No two rows of a unit hold on the same day, but for the rows of a split."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,region-01,,2019-12-31,
        A,Eyes,clinic,region-03,2019-12-31,,
    """) == ["3  units-overlap"]
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,region-01,,2019-12-31,B
        A,Eyes,clinic,region-01,,2019-12-31,B
        B,Eyes,clinic,region-01,2020-01-01,,
    """) == ["3  units-overlap"]


def test_what_is_named_is_there_at_the_time(told):
    """What a unit lies within is there as long as the unit; what carries on is there the day after the last."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,H,,,
        B,Skin,clinic,X,,,
        C,Ears,clinic,skr,,2019-12-31,D
        D,Ears,clinic,,2020-01-02,,
        E,Bones,clinic,,,2019-12-31,X
        H,Hospital,hospital,region-01,,2019-12-31,
    """) == [
        "2  unit-not-then  within",
        "3  unit-unknown  within",
        "4  unit-unknown  within",
        "4  unit-not-then  into",
        "6  unit-unknown  into",
    ]


def test_units_lie_within_each_other_a_few_steps(told):
    """At most twenty; and on the last of all days nothing can carry on."""
    rows = [f"U{n},Eyes,clinic,U{n + 1},,," for n in range(1_500)]
    found = told("\n".join(["unit,name,kind,within,first,last,into", *rows, "U1500,Region,region,,,,"]))
    assert len(found) == 1_500 - 20
    assert found[0] == "2  unit-too-deep  within"
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,,,9999-12-31,B
        B,Eyes,clinic,,,,
    """) == ["2  cell-wrong  last"]


def test_a_unit_may_be_carried_on_again_and_again():
    """From year to year for centuries: the last that carries on is found."""
    rows = [f"U{n},Eyes,clinic,,{n:04}-01-01,{n:04}-12-31,U{n + 1}" for n in range(1, 3_000)]
    found = units_of(
        "\n".join(["unit,name,kind,within,first,last,into", *rows, "U3000,Eyes,clinic,,3000-01-01,,"]).encode(),
        "units.csv",
        catalogue.parties(),
    )
    assert found.today("U1") == ("U3000",)


def test_nothing_lies_within_itself(told):
    """Not by way of others either; but units that exchange their places one day are no circle."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,B,,,
        B,Skin,clinic,C,,,
        C,Ears,clinic,B,,,
        D,Bones,clinic,D,,,
    """) == ["3  within-itself  within", "4  within-itself  within", "5  within-itself  within"]
    assert (
        told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,B,,2019-12-31,
        A,Eyes,clinic,region-01,2020-01-01,,
        B,Skin,clinic,region-01,,2019-12-31,
        B,Skin,clinic,A,2020-01-01,,
    """)
        == []
    )
    assert (
        told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,B,,,
        B,Skin,clinic,C,,2019-12-31,
        B,Skin,clinic,region-01,2020-01-01,,
        C,Ears,clinic,region-01,,2019-12-31,
        C,Ears,clinic,A,2020-01-01,,
    """)
        == []
    )


def test_nobody_is_carried_on_by_one_that_is_gone(told):
    """So no chain of successors comes back to where it began; and who is carried on has no later row."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,,2018-01-01,2018-12-31,B
        B,Skin,clinic,,2019-01-01,2019-12-31,A
    """) == ["3  unit-not-then  into"]
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,,,2018-12-31,B
        A,Eyes,clinic,,2020-01-01,,
        B,Skin,clinic,,,,
    """) == ["2  unit-goes-on  into"]


def test_each_cell_that_cannot_be_read_is_told(told):
    """By line and column. A party of the catalogue is known already, and needs no row."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes,ward,,,,
        B,,clinic,,2020-13-01,,
        C,Ears,clinic,,2020-02-01,2020-01-01,
        D,Bones,clinic,,,,A
        region-01,Stockholm,region,,,,
        #,Skin,clinic,,,,
        E,Skin
    """) == [
        "2  cell-wrong  kind",
        "3  cell-wrong  name",
        "3  cell-wrong  first",
        "4  cell-wrong  last",
        "5  cell-wrong  last",
        "6  cell-wrong  unit",
        "7  cell-wrong  unit",
        "8  bad-row",
    ]
    assert told("""
        unit,name,kind,within,first,last
        A,Eyes,clinic,,,
    """) == ["1  column-missing"]


def test_no_person_stands_in_a_table_of_units(told):
    """A personal number is refused, wherever it stands, and never repeated."""
    assert told("""
        unit,name,kind,within,first,last,into
        A,Eyes 20020113-9805,clinic,,,,
        20020113-9805,Eyes,clinic,,,,
    """) == ["2  personal-number", "3  personal-number"]
    assert told("unit,name,kind,within,first,last,into,19121212-1212") == ["1  personal-number"]
