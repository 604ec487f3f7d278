"""`dagmar indicator run` as it is used: tables in both languages, files that agree, pictures, and what is refused."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import polars as pl
import pytest
from openpyxl import load_workbook
from registers import VISITS, person

from dagmar.cli import results_file, running

SET = """\
dagmar: 1
id: ours
register: visits.yaml
version: 1
name: {sv: Besök, en: Visits}
indicators:
- id: urgent
  name: {sv: Brådskande & snabba, en: Urgent & quick}
  what: {sv: Andelen brådskande, en: The share urgent}
  kind: proportion
  better: higher
  numerator: urgent
  targets:
  - {id: good, name: {sv: God, en: Good}, at: 70 %, source: illustrative}
- id: age
  name: {sv: Ålder, en: Age}
  what: {sv: Ålder, en: Age}
  kind: mean
  better: neither
  value: age
"""
UNITS = """\
unit,name,kind,within,first,last,into
A,Ögon,clinic,region-01,,,
B,Öron,clinic,region-03,,,
"""
COUNTED = "visits: 8 rows in 2 months"
"""What is said of the rows below: of A three of four are urgent in January, and of B one of two in each month."""


@pytest.fixture
def run(dagmar, tmp_path):
    """Count indicators of a register of eight made-up visits, at two clinics."""
    (tmp_path / "visits.yaml").write_text(VISITS)
    (tmp_path / "ours.yaml").write_text(SET)
    (tmp_path / "units.csv").write_text(UNITS)
    given = [*["A,01,yes"] * 3, "A,01,no", "B,01,yes", "B,01,no", "B,02,yes", "B,02,no"]
    rows = ["person,unit,referred,visited,sex,age,urgent"]
    for place, (unit, month, urgent) in enumerate(each.split(",") for each in given):
        sex = "" if place == 7 else place % 2 + 1
        rows.append(f"{person(place)},{unit},2025-{month}-01,2025-{month}-05,{sex},75,{urgent}")
    (tmp_path / "rows.csv").write_text("\n".join(rows) + "\n")
    assert dagmar("register", "units", "units.csv").status == 0
    loaded = dagmar("register", "load", "visits.yaml", "rows.csv", "--accept-valid")
    assert "8 taken in" in loaded.err, loaded
    return lambda *args: dagmar("indicator", "run", "ours.yaml", *args)


def lines(text):
    """The lines that hold something, without their spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip(" ─")]


def test_a_table_in_both_languages(run):
    english = run("--level", "unit", "--indicator", "urgent")
    assert lines(english.out) == [
        "urgent: Urgent & quick (per cent)",
        "Period Unit Cases Of Value Interval Reaches",
        "2025* Ögon 3 4 75.0 30.1–95.4 Good",
        "2025* Öron 2 4 50.0 15.0–85.0",
        "2025* The whole country 5 8 62.5 30.6–86.3",
        "* 2025: 2 of 12 months",
    ]
    assert english.err.startswith("visits: 8 rows in 2 months; 2 months counted now, in ")
    assert english.err.endswith(" s. All persons are made up.\n")
    swedish = run("--level", "unit", "--by", "sex", "--period", "month", "--indicator", "urgent", "--lang", "sv")
    assert lines(swedish.out) == [
        "urgent: Brådskande & snabba (procent)",
        "Period Enhet Kön Fall Av Värde Intervall Når",
        "2025-02 Öron man 1 1 100,0 20,7–100,0 God",
        "2025-02 Öron 0 1 0,0 0,0–79,3",
        "2025-02 Hela landet man 1 1 100,0 20,7–100,0 God",
        "2025-02 Hela landet 0 1 0,0 0,0–79,3",
        "2025-01 Ögon man 2 2 100,0 34,2–100,0 God",
        "2025-01 Ögon kvinna 1 2 50,0 9,5–90,5",
        "2025-01 Öron man 1 1 100,0 20,7–100,0 God",
        "2025-01 Öron kvinna 0 1 0,0 0,0–79,3",
        "2025-01 Hela landet man 3 3 100,0 43,9–100,0 God",
        "2025-01 Hela landet kvinna 1 3 33,3 6,1–79,2",
    ]
    assert re.fullmatch(
        r"visits: 8 rader i 2 månader; 0 månader räknades nu, på \d+,\d s\. Alla personer är påhittade\.\n", swedish.err
    )


def test_nothing_yet(dagmar, tmp_path):
    (tmp_path / "visits.yaml").write_text(VISITS)
    (tmp_path / "ours.yaml").write_text(SET)
    call = dagmar("indicator", "run", "ours.yaml")
    assert (call.status, call.out) == (0, "")
    assert "The register is empty." in call.err
    assert "Registret är tomt." in dagmar("indicator", "run", "ours.yaml", "--lang", "sv").err
    assert json.loads(dagmar("indicator", "run", "ours.yaml", "--format", "json").out) == []
    assert dagmar("indicator", "run", "ours.yaml", "--out", "none.parquet").status == 0
    assert pl.read_parquet(tmp_path / "none.parquet").height == 0


def test_files_agree_with_each_other_and_with_what_is_printed(run, tmp_path):
    asked = ("--level", "unit", "--by", "sex", "--period", "month")
    for name in ("some.csv", "some.json", "some.parquet", "some.xlsx"):
        assert run(*asked, "--out", name).status == 0
    printed = json.loads(run(*asked, "--format", "json").out)
    assert len(printed) == 2 * 10
    assert json.loads((tmp_path / "some.json").read_text()) == printed
    assert pl.read_parquet(tmp_path / "some.parquet").to_dicts() == printed
    header, *cells = load_workbook(tmp_path / "some.xlsx").active.iter_rows(values_only=True)
    assert [dict(zip(header, row, strict=True)) for row in cells] == printed
    text = (tmp_path / "some.csv").read_text()
    assert run(*asked, "--format", "csv").out == text
    plain = list(csv.DictReader(io.StringIO(text)))
    for one, other in zip(plain, printed, strict=True):
        for key, value in other.items():
            assert one[key] == "" if value is None else type(value)(one[key]) == value, key
    said = {key: printed[0][key] for key in ("indicator", "period", "sex", "numerator", "denominator", "value", "high")}
    assert said == {
        **{"indicator": "urgent", "period": "2025-01", "sex": "1"},
        **{"numerator": 3, "denominator": 3, "value": 100, "high": 100},
    }
    assert round(printed[0]["low"], 9) == 43.850296824
    assert {(each["method"], each["persons"], each["confidence"]) for each in printed} == {
        ("wilson", "made-up", 0.95),
        ("student", "made-up", 0.95),
    }


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--out", "there.csv"), "there.csv  error  the file is there already"),
        (("--chart", "there.csv", "--indicator", "age"), "there.csv  error  the file is there already"),
        (("--out", "some.xls"), "some.xls  error  "),
        (("--out", "some"), "some  error  "),
        (("--chart", "two.svg"), "--indicator: urgent and age"),
        (("--chart", "two.svg", "--indicator", "urgent", "--indicator", "age"), "--indicator: urgent and age"),
        (("--chart", "split.svg", "--indicator", "urgent", "--by", "sex"), "error"),
        (("--chart", "no/such.svg", "--indicator", "urgent"), "no/such.svg  error"),
        (("--indicator", "urgnt"), "urgnt"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_counted(run, tmp_path, asked, words):
    (tmp_path / "there.csv").write_text("mine")
    before = {path.name for path in tmp_path.iterdir()}
    call = run(*asked)
    assert (call.status, call.out) == (1, "")
    assert words in call.err
    assert COUNTED not in call.err
    assert (tmp_path / "there.csv").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == before
    assert "2 months counted now" in run().err


@pytest.mark.parametrize(
    ("asked", "swedish", "english"),
    [
        (("--confidence", "0.95"), "ska vara ett tal från 50 till 99,9", "must be a number from 50 up to 99.9"),
        (("--confidence", "all"), "ska vara ett tal från 50 till 99,9", "must be a number from 50 up to 99.9"),
        (("--level", "clinic"), "ska vara något av unit, hospital", "must be one of unit, hospital"),
        (("--by", "unit"), "ska vara något av sex, age", "must be one of sex, age"),
        (("--period", "week"), "ska vara något av month, quarter", "must be one of month, quarter"),
    ],
)
def test_an_option_says_what_it_must_be(run, asked, swedish, english):
    for lang, words in (("sv", swedish), ("en", english)):
        call = run(*asked, "--lang", lang)
        assert (call.status, call.out) == (2, "")
        assert f"{asked[0]} {words}" in call.err
        assert COUNTED not in call.err


def test_a_level_to_which_no_unit_belongs(run):
    call = run("--level", "municipality", "--indicator", "urgent")
    assert lines(call.out)[2:] == ["2025* The whole country 5 8 62.5 30.6–86.3", "* 2025: 2 of 12 months"]
    assert "No row belongs to a municipality by the table of units, so the whole country alone is shown." in call.err
    assert "Ingen rad hör till en kommun" in run("--level", "municipality", "--lang", "sv").err
    assert "alone is shown" not in run("--level", "unit").err + run("--level", "country").err


def test_nothing_is_left_of_a_file_that_cannot_be_written(run, tmp_path, monkeypatch):
    def full(self, *_, **__):
        self.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    before = {path.name for path in tmp_path.iterdir()}
    monkeypatch.setattr(running.Path, "write_text", full)
    for asked in (("--out", "some.json"), ("--indicator", "urgent", "--level", "unit", "--chart", "some.svg")):
        assert run(*asked).status == 1
        assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("left", [0, 4, 100, -100])
@pytest.mark.parametrize("kind", ["*.parts", "*.arrow"])
def test_what_a_stopped_machine_left_of_the_cache_is_made_again(run, tmp_path, kind, left):
    before = run("--format", "json").out
    (damaged, *_) = tmp_path.rglob(kind)
    damaged.write_bytes(damaged.read_bytes()[:left])
    if kind == "*.arrow":
        for path in tmp_path.rglob("*.parts"):
            path.unlink()
    call = run("--format", "json")
    assert (call.status, call.out) == (0, before)


def test_what_is_kept_is_its_owners_alone(run, tmp_path):
    """The cache has the rows of single persons, without who they are."""
    assert run().status == 0
    kept = [path for folder in tmp_path.rglob("cache") for path in (folder, *folder.iterdir())]
    assert len(kept) > 4
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_confidence(run):
    (whole, *_) = json.loads(run("--confidence", "90", "--level", "country", "--format", "json").out)
    assert (whole["confidence"], round(whole["low"], 4), round(whole["high"], 4)) == (0.9, 34.7991, 83.8828)


def test_a_period_that_is_not_whole_says_so(run):
    """A year of two months is not held against whole years unseen."""
    quarter = run("--level", "country", "--period", "quarter", "--indicator", "urgent", "--lang", "sv")
    assert lines(quarter.out)[2:] == [
        "2025-Q1* Hela landet 5 8 62,5 30,6–86,3",
        "* 2025-Q1: 2 av 3 månader",
    ]
    told = json.loads(run("--level", "country", "--indicator", "urgent", "--format", "json").out)
    assert [(each["period"], each["missing_months"]) for each in told] == [("2025", 10)]
    month = run("--level", "country", "--period", "month", "--indicator", "urgent")
    assert "*" not in month.out


def test_some_months(run):
    """From a month, and to one: both are counted."""
    asked = ("--level", "country", "--indicator", "urgent")
    assert lines(run(*asked, "--from", "2025-02").out)[2:] == [
        "2025* The whole country 1 2 50.0 9.5–90.5",
        "* 2025: 1 of 12 months",
    ]
    assert lines(run(*asked, "--to", "2025-01", "--period", "all").out)[2:] == [
        "2025-01–2025-01 The whole country 4 6 66.7 30.0–90.3"
    ]
    none = run(*asked, "--from", "2025-03")
    assert none.out == ""
    there = "the register has rows from 2025-01 to 2025-02."
    assert none.err.splitlines()[-1] == f"No rows in the months that were chosen; {there}"
    turned = run(*asked, "--from", "2025-02", "--to", "2025-01")
    assert turned.status == 1
    assert "the first month, 2025-02, is after the last, 2025-01" in turned.err
    assert "months counted" not in turned.err
    wrong = run(*asked, "--from", "January")
    assert wrong.status == 2
    assert "--from must be a year and a month: 2025-12" in wrong.err


def test_some_units(run):
    """By id or by name; the country stays beside them."""
    asked = ("--level", "unit", "--indicator", "urgent", "--period", "all")
    for unit in ("A", "Ögon"):
        assert [line.split()[1] for line in lines(run(*asked, "--unit", unit).out)[2:]] == ["Ögon", "The"]
    wrong = run(*asked, "--unit", "Ögonen")
    assert wrong.status == 1
    assert "no unit of the level unit is called `Ögonen`" in wrong.err
    assert "was `Ögon` meant?" in wrong.err


def test_a_unit_without_rows_is_no_unit_that_there_is_not(run):
    """The others are shown; and who names a part of a name, or another level, is helped on."""
    asked = ("--indicator", "urgent", "--period", "all")
    none = run(*asked, "--unit", "Region Gotland", "--unit", "region-01")
    assert none.status == 0
    assert "Region Gotland: no rows to count." in none.err.splitlines()
    assert [line.split()[1:3] for line in lines(none.out)[2:]] == [["Region", "Stockholm"], ["The", "whole"]]
    assert "was `Region Gotland` meant?" in run(*asked, "--unit", "gotland").err
    other = run(*asked, "--unit", "Ögon")
    assert other.status == 1
    assert "`Ögon` is of the level unit, and the level region was asked for" in other.err
    assert "write --level unit" in other.err


@pytest.mark.usefixtures("run")
def test_a_file_is_found_by_its_name_or_by_its_id(dagmar):
    """As a register's is; and a start that is asked for by the name of its file gets that name."""
    assert dagmar("indicator", "check", "ours").err == dagmar("indicator", "check", "ours.yaml").err
    assert dagmar("indicator", "new", "others.yaml").out == "others.yaml\n"
    assert dagmar("indicator", "check", "others").status == 0


def test_more_than_a_sheet_holds_is_refused_and_nothing_written(run, tmp_path, monkeypatch):
    monkeypatch.setattr(results_file, "_SHEET", 2)
    call = run("--level", "unit", "--indicator", "urgent", "--period", "month", "--out", "some.xlsx")
    assert call.status == 1
    assert "some.xlsx  error  5 rows, and a sheet of Excel holds 2" in call.err
    assert not (tmp_path / "some.xlsx").exists()


def test_a_former_name_of_a_region_is_known(run):
    """Of a year from which it has no rows, too."""
    call = run("--indicator", "urgent", "--unit", "Landstinget i Östergötland")
    assert (call.status, call.err.splitlines()[-1]) == (0, "Landstinget i Östergötland: no rows to count.")


def test_an_indicator_named_twice_is_shown_once(run):
    once, twice = (run(*["--indicator", "urgent"] * times).out for times in (1, 2))
    assert twice == once


def test_a_population_of_nobody_is_told(run, tmp_path):
    """Not that the register has no rows."""
    text = SET.replace("  numerator: urgent\n", "  numerator: urgent\n  population: age > 119\n")
    (tmp_path / "ours.yaml").write_text(text)
    told = run("--indicator", "urgent")
    assert told.err.splitlines()[-1].startswith("No row is included: look at `population`")


SVG = "{http://www.w3.org/2000/svg}"


def texts(path):
    """The texts of a picture, which must be well-formed."""
    return [each.text or "" for each in ET.parse(path).iter() if each.tag in (f"{SVG}text", f"{SVG}title")]


def test_a_picture_of_the_units_in_the_last_period(run, tmp_path):
    chart = ("--indicator", "urgent", "--level", "unit", "--chart")
    assert "The picture is drawn: units.svg" in run(*chart, "units.svg", "--period", "month").err
    said = texts(tmp_path / "units.svg")
    assert said[:2] == ["Urgent & quick"] * 2
    assert {"per cent, 2025-02", "MADE-UP PERSONS", "Öron", "50.0  (9.5–90.5)", "the whole country 50.0"} < {*said}
    assert "Ögon" not in said
    run(*chart, "enheter.svg", "--lang", "sv")
    said = texts(tmp_path / "enheter.svg")
    assert said[0] == "Brådskande & snabba"
    assert {"procent, 2025: 2 av 12 månader", "PÅHITTADE PERSONER", "hela landet 62,5"} < {*said}
    assert [each for each in said if each.startswith("Ö") or each == "Ögon"] == ["Ögon", "Öron"]  # the best first


def test_a_picture_of_the_whole_over_time(run, tmp_path):
    run("--indicator", "urgent", "--level", "country", "--period", "month", "--chart", "time.svg")
    assert {"Urgent & quick", "per cent", "2025-01", "2025-02", "MADE-UP PERSONS"} < {*texts(tmp_path / "time.svg")}
