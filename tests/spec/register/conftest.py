"""The small language of the pages about a register's rows: persons have names here, and test numbers behind them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from registers import TODAY, VISITS, brought, load, person, remove, store, visits

from dagmar.basis.problems import Problem
from dagmar.register.intake import take_in
from dagmar.register.objection import change_key, forget
from dagmar.words.faults import fault_words

_NAMES = {"Ada": 0, "Bo": 1, "Cia": 2, "Dan": 3}
_COLUMNS = ("person", "unit", "referred", "visited")


class Visits:
    """A register of visits. Rows are `person  unit  referred  visited`, and more where a heading says so."""

    def __init__(self, folder, text=VISITS) -> None:
        self.folder = folder
        self.store = store(folder, visits(text))

    def load(self, rows, *, accept_valid=False, on=TODAY):
        """Take in the rows; gives what came of it."""
        self.taken = load(self.store, csv(rows), accept_valid=accept_valid, today=on)
        return self.taken

    def told(self) -> list[str]:
        """The faults of the last file: row, column, rule, words."""
        register = self.store.register
        return [
            f"{row}  {column}  {rule}  {fault_words(register, column, rule, 'en')}"
            for row, column, rule in self.taken.faults.iter_rows()
        ]

    def holds(self, text) -> None:
        """What the register holds, without persons: unit, day referred, day visited."""
        there = self.store.read().select("unit", "referred", "visited").collect()
        found = sorted("  ".join(map(str, row)) for row in there.iter_rows())
        assert found == sorted(line.strip() for line in text.strip().splitlines() if line.strip())

    def refused(self, text):
        """What is wrong with a file that is no table of this register."""
        found = take_in(brought(text), self.store, TODAY)
        assert isinstance(found, Problem), found
        return found.code.value

    def remove(self, rows) -> int:
        """Take away what the keys name; gives how many there were."""
        taken = remove(self.store, csv(rows))
        return taken.batch.corrected if taken.batch else 0

    def forget(self, name) -> int:
        """Destroy somebody's rows; gives how many there were."""
        found = forget(self.store, number(name), TODAY)
        assert not isinstance(found, Problem), found
        return found.rows

    def change_key(self) -> None:
        """A new key on top of the others."""
        assert not isinstance(change_key(self.store), Problem)

    def persons(self) -> set[bytes]:
        """The pseudonyms that the register holds."""
        return set(self.store.read().select("person").collect()["person"])


def number(name: str) -> str:
    """The test number of a name; anything else stands for itself."""
    return person(_NAMES[name], date(1950, 1, 1)) if name in _NAMES else name


def csv(rows: str) -> str:
    """A text table as CSV. The first line is a heading where it begins with `person`."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in rows.strip().splitlines()]
    if lines[0][0] != "person":
        lines.insert(0, list(_COLUMNS))
    body = [[number(line[0]), *("" if cell == "-" else cell for cell in line[1:])] for line in lines[1:]]
    return "\n".join(",".join(line) for line in [lines[0], *body]) + "\n"


@pytest.fixture
def register_of(tmp_path):
    """Make an empty register of visits, from a definition of its own where one is given."""

    def make(text=VISITS):
        return Visits(tmp_path, text)

    return make
