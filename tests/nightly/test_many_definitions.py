"""Thousands of random definitions over random registers, counted by the oracle, by rank and by DuckDB."""

from pathlib import Path

import pytest
from nightly.going import ROOT, go_on
from properties import test_indicator_engines
from properties.test_indicator_engines import run_examples

import dagmar

COUNTED = (
    *Path(dagmar.__file__).parent.glob("indicator/*.py"),
    ROOT / "tests" / "conditions.py",
    Path(test_indicator_engines.__file__),
)


@pytest.mark.nightly
def test_ten_thousand_indicators_by_three_engines():
    go_on("engines", 10_000, lambda chosen: run_examples(100, chosen), COUNTED)
