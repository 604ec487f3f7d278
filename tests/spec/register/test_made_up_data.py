"""Data of a register can be made up from its definition alone. The persons do not exist: their numbers are those that
the tax agency keeps for tests. A definition's `usual` says how often a code comes, between which numbers most values
lie, and how many are missing; it is plausible, it is for made-up data, and it is no finding of anybody's.

    dagmar register synthetic waiting-times 2025.csv --rows 100000 --from 2025-01-01 --to 2025-12-31
"""

from dataclasses import replace
from datetime import date
from functools import cache

import polars as pl
import pytest

from dagmar import catalogue
from dagmar.register.file import read_register
from dagmar.register.identity import are_made_up, numbers_of
from dagmar.register.made_up.order import Order, clinics_of, givers_of, known_codes, made_up_units, shifts
from dagmar.register.made_up.rows import made_up, write_made_up
from dagmar.register.tables.parts import ROW
from dagmar.register.tables.reading import Heading, read_table
from dagmar.register.validate import Validator

title = "Made-up data"

UNITS = clinics_of(made_up_units(40))


@cache
def definition(name):
    file = read_register(catalogue.register_bytes(name), f"{name}.yaml", catalogue.parties())
    assert not file.problems
    return file.register


def ordered(name, rows, **other):
    order = Order(definition(name), rows, date(2016, 1, 1), date(2018, 12, 31), seed=7, units=UNITS)
    return replace(order, **other)


def rows_of(order):
    return pl.concat([part.rows for part in made_up(order)])


def checked(order):
    """What the validation says of the rows of an order."""
    raw = rows_of(order).with_row_index(ROW, offset=2).with_columns(pl.col(ROW).cast(pl.Int64))
    return Validator(order.register, order.last)(raw)


@pytest.mark.parametrize("name", catalogue.register_ids())
def test_the_rows_are_as_the_definition_says(name):
    """Of every register in the catalogue: so many rows as were ordered, and nothing for the validation to find."""
    order = ordered(name, 5_000, spread=0.5, trend=0.1)
    found = checked(order)
    assert found.rows.height == 5_000
    warnings = {rule.id for rule in order.register.rules if rule.severity == "warning"}
    assert found.faults.filter(~pl.col("rule").is_in(warnings)).is_empty()
    assert found.faults.height <= 50


@pytest.mark.parametrize("name", catalogue.register_ids())
def test_persons_do_not_exist(name):
    """Every number is one of the tax agency's test numbers, and agrees with age, sex and the day of the event."""
    roles = definition(name).roles
    rows = rows_of(ordered(name, 2_000))
    numbers = numbers_of(rows[roles.person], rows[roles.event].str.to_date())
    assert are_made_up(numbers)
    for row, number in zip(rows.iter_rows(named=True), numbers, strict=True):
        event, whole = date.fromisoformat(row[roles.event]), str(number)
        assert len(whole) == 12
        born = date(int(whole[:4]), int(whole[4:6]), (int(whole[6:8]) - 1) % 60 + 1)
        assert event.year - born.year - ((event.month, event.day) < (born.month, born.day)) == int(row[roles.age])
        assert int(whole[10]) % 2 == {"1": 1, "2": 0}[row[roles.sex]]


def test_the_same_order_gives_the_same_rows():
    """The seed (`--seed`) decides; another seed gives other rows."""
    order = ordered("waiting-times", 500)
    assert rows_of(order).equals(rows_of(order))
    assert not rows_of(order).equals(rows_of(replace(order, seed=8)))


@pytest.mark.parametrize("name", catalogue.register_ids())
def test_a_key_is_in_one_row(name):
    """No row corrects another, in the whole file."""
    order = ordered(name, 300_000 if name == "end-of-life" else 20_000)
    key = [*order.register.roles.key]
    digits = pl.col(order.register.roles.person).str.replace("-", "")
    rows = rows_of(order).with_columns(digits)
    assert rows.select(key).is_unique().all()
    assert rows.height == order.rows


@pytest.mark.parametrize("name", catalogue.register_ids())
def test_planted_faults_are_found(name):
    """Faults can be ordered (`--faults`): every kind in turn, each in a row of its own, and a list of what was planted
    where. So an intake can be tried without a real row.
    """
    order = ordered(name, 2_000, faults=180)
    planted = pl.concat([part.planted for part in made_up(order)])
    rules = {rule.id for rule in order.register.rules}
    assert planted["row"].n_unique() == 180
    assert rules <= set(planted["rule"])
    found = checked(order).faults
    told = {(row, "" if rule in rules else column, rule) for row, column, rule in found.iter_rows()}
    wanted = {(row, "" if rule in rules else column, rule) for row, column, rule in planted.iter_rows()}
    assert wanted <= told
    warnings = {rule.id for rule in order.register.rules if rule.severity == "warning"}
    assert set(found.filter(~pl.col("rule").is_in(warnings))["row"]) <= set(planted["row"])


def test_units_differ_as_was_planted():
    """The level of each unit is shifted by so many logits (`--spread`), and can be read off the rows again."""
    order = ordered("medication-75", 60_000, units=UNITS[:6], spread=0.8)
    share = pl.col("multi-dose").cast(pl.Int8).mean()
    levels = rows_of(order).group_by("unit").agg(level=(share / (1 - share)).log())
    both = levels.join(shifts(order).filter(pl.col("variable") == "multi-dose"), on="unit")
    apart = both.select(pl.col("level") - pl.col("shift")).to_series()
    assert (apart - apart.mean()).abs().max() < 0.25
    assert both["shift"].abs().max() > 0.3


def test_a_trend_goes_on_from_year_to_year():
    """Every variable's level moves by the same number of logits a year (`--trend`)."""
    order = ordered("medication-75", 60_000, trend=0.5)
    share = pl.col("multi-dose").cast(pl.Int8).mean()
    year = pl.col("measured").str.head(4)
    levels = rows_of(order).group_by(year).agg(level=(share / (1 - share)).log()).sort("measured")["level"]
    assert 0.7 < levels[-1] - levels[0] < 1.3


def test_july_is_quiet():
    """Care has its seasons, and so have the rows."""
    months = rows_of(ordered("waiting-times", 20_000))["measured"].str.slice(5, 2)
    assert months.eq("07").sum() < 0.7 * months.eq("10").sum()


def test_a_file_is_there_when_it_is_whole(tmp_path):
    """It is written part by part under another name, and gets its own at the end; whoever waits is told how far."""
    told = []
    file = tmp_path / "rows.csv"

    def progress(rows):
        told.append(rows)
        assert not file.exists()

    order = ordered("waiting-times", 1_000, faults=10)
    written = write_made_up(order, file, progress)
    assert written.rows == 1_000
    assert told == [1_000]
    assert written.planted.height == 10
    assert pl.read_csv(file, infer_schema=False).equals(rows_of(order))
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
def test_the_ending_of_the_name_says_the_form(tmp_path, form):
    """`rows.csv`, `rows.ndjson` and `rows.parquet` hold the same rows."""
    file = tmp_path / f"rows.{form}"
    order = ordered("waiting-times", 500)
    assert write_made_up(order, file, form=form).rows == 500
    with file.open("rb") as stream:
        heading, *frames = read_table(stream, form, dict.fromkeys(rows_of(order).columns, False), file.name)
    assert heading == Heading((), ())
    assert pl.concat(frames).drop("row").equals(rows_of(order))
    assert list(tmp_path.iterdir()) == [file]


def test_units_of_your_own_table(units):
    """`--unit-table` takes the units from a table: those that nothing lies within, and that are there every day."""
    assert givers_of(units, date(2019, 1, 1), date(2019, 12, 31)) == ("A1", "A2", "B", "C", "N")
    assert givers_of(units, date(2019, 12, 1), date(2020, 1, 31)) == ("B", "C", "N")
    assert givers_of(units, date(2024, 1, 1), date(2024, 1, 2)) == ("A3", "B", "C1", "C2", "N")


def test_municipalities_and_regions_are_those_there_are(visits):
    """Where `usual` names no codes, those of the systems `kommunkod`, `lanskod` and `regionkod` are the catalogue's."""
    codes = known_codes(catalogue.parties(), date(2018, 12, 31))
    assert (len(codes["kommunkod"]), len(codes["lanskod"])) == (290, 21)
    order = Order(visits(), 500, date(2018, 1, 1), date(2018, 12, 31), seed=1, units=UNITS, codes=codes)
    drawn = set(rows_of(order)["municipality"].drop_nulls())
    assert len(drawn) > 100
    assert all(catalogue.parties().get(f"municipality-{each}") for each in drawn)


def test_made_up_units():
    """Clinics (`--units`) within hospitals within the 21 regions; their names say that they are made up. The table of
    them lies beside the file, for `dagmar register units`.
    """
    units = made_up_units(200)
    clinics = units.filter(pl.col("kind") == "clinic")
    hospitals = set(units.filter(pl.col("kind") == "hospital")["unit"])
    assert clinics.height == 200
    assert set(clinics["within"]) == hospitals
    assert units.filter(pl.col("kind") == "hospital")["within"].n_unique() == 21
    assert units["unit"].is_unique().all()
    assert units["name"].str.starts_with("Påhittade").all()
    assert all(catalogue.parties().get(each) for each in units["within"] if each.startswith("region"))
