"""Five hundred changes of a register, killed at any moment; how often it was as before, and how often as after."""

from pathlib import Path

import killing
import pytest
from nightly.going import go_on

import dagmar

CODE = (*Path(dagmar.__file__).parent.glob("register/*.py"), Path(killing.__file__))


@pytest.mark.nightly
def test_five_hundred_kills():
    go_on("killed-registers", 500, lambda seed: killing.killed(20, seed), CODE)
