"""The small languages of the pages on registers: rows of visits, tables of units, and what is told about them.

Persons have names here, and the tax agency's test numbers behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from textwrap import dedent
from uuid import uuid4

import polars as pl
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from registers import TODAY, VISITS, brought, load, person, remove, rows_in, store
from registers import visits as small_register

from dagmar import catalogue
from dagmar.basis.problems import Problem, path_text
from dagmar.register.definition import Register
from dagmar.register.file import read_register
from dagmar.register.intake import take_in
from dagmar.register.objection import change_key, forget
from dagmar.register.unit_table import units_of
from dagmar.register.units import Units
from dagmar.words import say
from dagmar.words.faults import fault_words

_NAMES = {"Ada": 0, "Bo": 1, "Cia": 2, "Dan": 3}
_COLUMNS = ("person", "unit", "referred", "visited")


class Visits:
    """A register of visits. Rows are `person  unit  referred  visited`, and more where a heading says so."""

    def __init__(self, folder, text=VISITS, archive="") -> None:
        self.folder = folder
        self.store = store(folder, small_register(text), archive)

    def load(self, rows, *, accept_valid=False, on=TODAY, sep=","):
        """Take in the rows; gives what came of it."""
        return self.take(csv(rows, sep), accept_valid=accept_valid, on=on)

    def take(self, text, *, accept_valid=False, on=TODAY):
        """Take in a CSV text as it stands; gives what came of it."""
        self.taken = load(self.store, text, accept_valid=accept_valid, today=on)
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
        there = rows_in(self.store, "unit", "referred", "visited")
        found = sorted("  ".join(map(str, row)) for row in there.iter_rows())
        assert found == sorted(line.strip() for line in text.strip().splitlines() if line.strip())

    def refused(self, text):
        """What is wrong with a file that is no table of this register."""
        found = take_in(brought(text), self.store, TODAY)
        assert isinstance(found, Problem), found
        return found.code.value

    def told_of(self, text) -> str:
        """What is said of a file that is no table of this register."""
        found = take_in(brought(text), self.store, TODAY)
        assert isinstance(found, Problem), found
        return say(found, "en")

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
        return set(rows_in(self.store, "person")["person"])


def number(name: str) -> str:
    """The test number of a name; anything else stands for itself."""
    return person(_NAMES[name], date(1950, 1, 1)) if name in _NAMES else name


def csv(rows: str, sep: str = ",") -> str:
    """A text table as CSV. The first line is a heading where it begins with `person`."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in rows.strip().splitlines()]
    if lines[0][0] != "person":
        lines.insert(0, list(_COLUMNS))
    body = [[number(line[0]), *("" if cell == "-" else cell for cell in line[1:])] for line in lines[1:]]
    return "\n".join(sep.join(line) for line in [lines[0], *body]) + "\n"


@pytest.fixture
def register_of(tmp_path):
    """Make an empty register of visits, from a definition of its own where one is given."""

    def make(text=VISITS, archive="", home="home"):
        return Visits(tmp_path / home, text, archive)

    return make


@pytest.fixture
def object_store():
    """The URL of an empty object store, which holds what it is given in memory."""
    top = f"/{uuid4().hex}"
    files = MemoryFileSystem()
    files.makedirs(top)
    yield f"memory:/{top}/registers"
    files.rm(top, recursive=True)


# Units, and what rows are counted against

UNITS = """
    unit,name,kind,within,first,last,into
    A1,Medicine,clinic,H1,,2019-12-31,A3
    A2,Surgery,clinic,H1,,2019-12-31,A3
    A3,Medicine and surgery,clinic,H1,2020-01-01,,
    B,Eyes,clinic,H1,,2021-06-30,
    B,Eyes,clinic,H2,2021-07-01,,
    C,Skin,clinic,H2,,2022-12-31,C1
    C,Skin,clinic,H2,,2022-12-31,C2
    C1,Skin north,clinic,H2,2023-01-01,,
    C2,Skin south,clinic,H2,2023-01-01,,
    H1,The old hospital,hospital,region-01,,,
    H2,The new hospital,hospital,region-03,,,
    N,The nursing home,clinic,municipality-0114,,,
"""


def table_csv(text: str) -> bytes:
    """The lines of a table, without the space before them."""
    return "".join(f"{line.strip()}\n" for line in text.strip().splitlines()).encode()


@pytest.fixture
def units() -> Units:
    """The units of these pages."""
    found = units_of(table_csv(UNITS), "units.csv", catalogue.parties())
    assert isinstance(found, Units), found
    return found


@pytest.fixture
def told() -> Callable[[str], list[str]]:
    """What is told of a table of units: the line, the code, and the column where there is one."""

    def read(text: str) -> list[str]:
        found = units_of(table_csv(text), "units.csv", catalogue.parties())
        problems = () if isinstance(found, Units) else found
        return [f"{each.place.line}  {each.code.value}  {path_text(each.path)}".strip() for each in problems]

    return read


COUNTED = dedent("""\
    dagmar: 1
    id: visits
    version: 1
    name: {sv: Besök, en: Visits}
    purpose: {sv: Följa väntetider, en: Follow waiting times}
    controller: region-12
    observation: {sv: Ett besök, en: A visit}
    population: {sv: Alla besök, en: All visits}
    objection: destroyed
    roles: {person: person, provider: unit, event: visited, residence: municipality, key: [person, referred]}
    variables:
    - {id: person, name: {sv: Person, en: Person}, what: {sv: Identitet, en: Identity}, type: identity}
    - {id: unit, name: {sv: Enhet, en: Unit}, what: {sv: Mottagning, en: Clinic}, type: provider}
    - {id: referred, name: {sv: Remiss, en: Referral}, what: {sv: Dag, en: Day}, type: date}
    - {id: visited, name: {sv: Besök, en: Visit}, what: {sv: Dag, en: Day}, type: date}
    - {id: weight, name: {sv: Vikt, en: Weight}, what: {sv: kg, en: kg}, type: whole, most: 900, required: false,
       since: 2025-02-01}
    - {id: municipality, name: {sv: Kommun, en: Municipality}, what: {sv: Kommun, en: Municipality}, type: code,
       system: kommunkod, required: false}
    systems:
    - {id: kommunkod, name: {sv: Kommunkod, en: Municipality code}, owner: scb, pattern: "9999"}
    rules:
    - {id: heavy, holds: weight < 300, severity: warning, words: {sv: Väg igen, en: Weigh again}}
    coverage: {reference: {sv: Besök, en: Visits}, level: unit}
""")


@pytest.fixture
def visits() -> Callable[..., Register]:
    """The register of these pages: visits, with the level that its reference is published for."""

    def made(level: str = "unit") -> Register:
        text = COUNTED.replace("level: unit", f"level: {level}")
        file = read_register(text.encode(), "visits.yaml", catalogue.parties())
        assert file.register is not None
        assert file.problems == ()
        return file.register

    return made


def rows_of(text: str) -> pl.LazyFrame:
    """Rows as a register keeps them: person, unit, referred, visited, weight, municipality, batch; `-` is missing."""
    names = ("person", "unit", "referred", "visited", "weight", "municipality", "batch")
    cells = [[None if cell == "-" else cell for cell in line.split()] for line in text.strip().splitlines()]
    made = [dict(zip(names, row, strict=True)) for row in cells]
    for row in made:
        row["person"] = row["person"].encode().ljust(16, b".")
        row["referred"] = row["referred"] and date.fromisoformat(row["referred"])
        row["visited"] = row["visited"] and date.fromisoformat(row["visited"])
        row["weight"] = row["weight"] and int(row["weight"])
        row["batch"] = row["batch"] and int(row["batch"])
    kinds = (pl.Binary, pl.String, pl.Date, pl.Date, pl.Int64, pl.String, pl.Int32)
    return pl.LazyFrame(made, schema=dict(zip(names, kinds, strict=True)))
