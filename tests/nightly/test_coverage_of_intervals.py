"""Ten million intervals: as often as each method promises, they hold the truth."""

from pathlib import Path

import pytest
import simulating
from nightly.going import go_on

import dagmar

CODE = (*Path(dagmar.__file__).parent.glob("indicator/statistics/*.py"), Path(simulating.__file__))


@pytest.mark.nightly
def test_ten_million_intervals():
    seen = go_on("coverage-of-intervals", 10_000_000, simulating.chunk, CODE)
    assert simulating.astray(seen) == {}
