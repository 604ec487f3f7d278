"""The commands of coverage and quality: what they print, in each form and language."""

import json
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import click
import polars as pl
import pytest
from click.testing import CliRunner

from dagmar.cli import register_quality
from dagmar.cli.command import ProblemsFound

UNITS = """unit,name,kind,within,first,last,into
A,Medicine,clinic,H,,,
H,The hospital,hospital,region-01,,,
"""


@dataclass
class Kept:
    """Rows of inpatient-episodes and their batches, in place of a store."""

    rows: pl.LazyFrame

    def read(self):
        return self.rows

    def manifest(self):
        return SimpleNamespace(batches=[SimpleNamespace(on=date(2025, 5, 1), made_up=True)])


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command on a home that has a table of units, and three rows of one unit."""
    monkeypatch.setenv("DAGMAR_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "units.csv").write_text(UNITS)

    def store(register):
        kinds = {"date": pl.Date, "flag": pl.Boolean, "whole": pl.Int64, "decimal": pl.Float64, "identity": pl.Binary}
        schema = {each.id: kinds.get(each.type, pl.String) for each in register.variables} | {"batch": pl.Int32}
        row = dict.fromkeys(schema) | {"batch": 0, register.roles.provider: "A", register.roles.person: b"p" * 16}
        days = (date(2025, 1, 2), date(2025, 4, 2), date(2025, 4, 2))
        return Kept(pl.LazyFrame([row | {register.roles.event: day} for day in days], schema=schema))

    monkeypatch.setattr(register_quality, "_store", store)

    def run(command: click.Command, *args):
        return CliRunner().invoke(command, list(args), catch_exceptions=False)

    return run


def test_coverage_for_machines_is_exact(call, tmp_path):
    (tmp_path / "counts.csv").write_text("unit,period,count\nA,2025,9\nregion-01,2025-04,1\n")
    found = call(
        register_quality.coverage, "inpatient-episodes", "--reference", "counts.csv", "--format", "csv", "--lang", "en"
    )
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        "unit,name,period,registered,reference,share,made_up",
        "A,Medicine,2025,3,9,1/3,true",
        "region-01,Region Stockholm,2025-04,2,1,2,true",
    ]
    assert "more than the 1 of the reference" in found.stderr
    assert "The persons are made up." in found.stderr


def test_coverage_for_people_is_in_per_cent(call, tmp_path):
    (tmp_path / "counts.csv").write_text("unit,period,count\nA,2025,9\n")
    found = call(register_quality.coverage, "inpatient-episodes", "--reference", "counts.csv", "--lang", "sv")
    assert "33,3 %" in found.stdout


def test_a_broken_reference_is_told(call, tmp_path):
    (tmp_path / "counts.csv").write_text("unit,period,count\nX,2025,9\n")
    with pytest.raises(ProblemsFound) as told:
        call(register_quality.coverage, "inpatient-episodes", "--reference", "counts.csv")
    assert [each.code.value for each in told.value.problems] == ["unit-unknown"]


def test_quality_tells_counts(call):
    found = call(register_quality.quality, "inpatient-episodes", "--format", "json", "--lang", "en")
    rows = {(each["measure"], each["about"]): each for each in json.loads(found.stdout)}
    assert rows["rows", ""]["month"] == "2025-01–2025-04"
    assert rows["duplicates", ""]["count"] == "1"
    assert rows["late", ""]["count"] == "1"
    assert rows["missing-required", "sex"]["of"] == "3"
    assert {each["made_up"] for each in rows.values()} == {"true"}
