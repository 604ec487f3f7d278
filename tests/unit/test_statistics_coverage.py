"""A part of the simulation that the page of statistics shows, drawn again with seeds of its own."""

import csv
from collections import Counter
from pathlib import Path

import pytest
import simulating

from dagmar.indicator.statistics.methods import METHODS

TABLE = Path(__file__).parent.parent.parent / "docs" / "coverage_of_intervals.csv"


@pytest.fixture(scope="module")
def seen():
    return sum(map(simulating.chunk, range(1_001, 1_011)), Counter())


def test_intervals_hold_as_often_as_they_promise(seen):
    assert simulating.astray(seen) == {}


def test_an_interval_that_holds_too_seldom_is_found(seen):
    worse = seen - Counter({"wilson held": seen["wilson held"] // 20})
    worse["wilson missed"] += seen["wilson held"] // 20
    assert list(simulating.astray(worse)) == ["wilson"]


def test_the_page_shows_what_is_found(seen):
    rows = {row["method"]: float(row["held"]) for row in csv.DictReader(TABLE.open(encoding="utf-8"))}
    assert list(rows) == list(simulating.CASES)
    shown = {name: (draw, rows[name], rows[name]) for name, (draw, _, _) in simulating.CASES.items()}
    assert simulating.astray(seen, shown) == {}


def test_every_method_is_simulated():
    drawn = {name.partition(",")[0] for name in simulating.CASES}
    rules = {name for name in drawn if name.startswith("xmr-")}
    told = {method.id for method in METHODS} - {"xmr-rules", "indirect-rate"}
    assert drawn - rules == told
