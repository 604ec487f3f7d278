"""A small register and made-up persons: what the tests of registers share."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import polars as pl
from stdnum import luhn

from dagmar import catalogue
from dagmar.basis.problems import has_errors
from dagmar.indicator.engines import count_with
from dagmar.indicator.gathering import gather
from dagmar.register.definition import Register
from dagmar.register.file import read_register
from dagmar.register.intake import Delivery, Taken, take_away, take_in
from dagmar.register.keeping import Home
from dagmar.register.storage import Store

VISITS = """\
dagmar: 1
id: visits
version: 1
name: {sv: Besök, en: Visits}
purpose: {sv: Följa väntetider, en: Follow waiting times}
controller: region-12
observation: {sv: Ett besök, en: A visit}
population: {sv: Alla besök, en: All visits}
objection: destroyed
roles: {person: person, provider: unit, event: visited, sex: sex, age: age, key: [person, referred]}
systems:
- {id: icd-10, name: {sv: ICD-10-SE, en: ICD-10-SE}, owner: socialstyrelsen, pattern: A99*}
variables:
- {id: person, name: {sv: Person, en: Person}, what: {sv: Identitet, en: Identity}, type: identity}
- {id: unit, name: {sv: Enhet, en: Unit}, what: {sv: Mottagning, en: Clinic}, type: provider}
- {id: referred, name: {sv: Remiss, en: Referral}, what: {sv: Dag, en: Day}, type: date}
- {id: visited, name: {sv: Besök, en: Visit}, what: {sv: Dag, en: Day}, type: date}
- {id: sex, name: {sv: Kön, en: Sex}, what: {sv: Kön, en: Sex}, type: code, required: false,
   values: {"1": {sv: man, en: man}, "2": {sv: kvinna, en: woman}}}
- {id: age, name: {sv: Ålder, en: Age}, what: {sv: År, en: Years}, type: whole, unit: years, least: 0, most: 120,
   required: false}
- {id: diagnosis, name: {sv: D, en: D}, what: {sv: D, en: D}, type: code, system: icd-10, required: false}
- {id: urgent, name: {sv: A, en: U}, what: {sv: A, en: U}, type: flag, required: false}
- {id: weight, name: {sv: V, en: W}, what: {sv: V, en: W}, type: decimal, unit: kg, least: 1, most: 300,
   required: false}
rules:
- id: in-order
  holds: visited >= referred
  words: {sv: Besöket är före remissen; rätta dagen, en: The visit is before the referral; correct the day}
- id: long-wait
  holds: days(referred, visited) <= 365
  words: {sv: Väntan är lång; se efter dagarna, en: The wait is long; look at the days}
  severity: warning
"""

TODAY = date(2026, 1, 31)


def visits(text: str = VISITS) -> Register:
    """The small register."""
    file = read_register(text.encode(), "visits.yaml", catalogue.parties())
    assert file.register, file.problems
    assert not has_errors(file.problems)
    return file.register


def person(number: int, born: date = date(1950, 1, 1)) -> str:
    """The twelve digits of a made-up person: one of the numbers that the tax agency keeps for tests."""
    day = date.fromordinal(born.toordinal() + number // 20)
    nine = f"{day:%y%m%d}{980 + number % 20}"
    return f"{day.year // 100}{nine}{luhn.calc_check_digit(nine)}"


def store(folder: Path, register: Register | None = None, archive: str = "") -> Store:
    """The store of the register in a folder, empty at first, with its keys in a folder apart."""
    return Home(folder / "data", folder / "keys", archive).store(register or visits())


def brought(text: str, name: str = "visits.csv") -> Delivery:
    """A CSV file as it is brought."""
    return Delivery(io.BytesIO(text.encode()), "csv", name)


def load(into: Store, text: str, *, accept_valid: bool = False, today: date = TODAY) -> Taken:
    """Take in a CSV text that is a table of the register."""
    taken = take_in(brought(text), into, today, accept_valid=accept_valid)
    assert isinstance(taken, Taken), taken
    return taken


def remove(from_store: Store, text: str) -> Taken:
    """Take away what a CSV text names."""
    taken = take_away(brought(text), from_store, TODAY)
    assert isinstance(taken, Taken), taken
    return taken


def rows_in(of: Store, *columns: str) -> pl.DataFrame:
    """Some columns of every row that the store holds."""
    with of.reading() as rows:
        return rows.select(columns).collect()


def gathered(into, found, units, engine=None, **asked):
    """All parts of a set of indicators, by the default engine or another."""
    with into.months() as manifest:
        if engine:
            return count_with(engine, into, manifest, found, units)
        return gather(into, manifest, found, units, **asked)
