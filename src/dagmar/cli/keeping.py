"""Finds what is kept of registers in the home: their rows, their keys, and the table of units."""

from __future__ import annotations

import os
from pathlib import Path

from dagmar import catalogue
from dagmar.basis.names import Id
from dagmar.cli.command import ProblemsFound
from dagmar.cli.loading import read_bytes
from dagmar.register.definition import Register
from dagmar.register.keys import Keys
from dagmar.register.storage import Store
from dagmar.register.unit_table import units_of
from dagmar.register.units import Units
from dagmar.site.home import home


def store_of(register: Register) -> Store:
    """Where the rows of a register lie; its keys in a folder apart, or where DAGMAR_KEYS says."""
    keys = Path(os.environ.get("DAGMAR_KEYS") or home() / "keys")
    return Store(_folder(register.id), Keys(keys, register.id), register)


def unit_table() -> Path:
    """The file of the table of units."""
    return home() / "registers" / "units.csv"


def known_units() -> Units:
    """The units of the table; without one, every unit is alone and none is unknown."""
    if not unit_table().exists():
        return Units({}, catalogue.parties())
    found = units_of(read_bytes(str(unit_table())), unit_table().name, catalogue.parties())
    if isinstance(found, tuple):
        raise ProblemsFound(found)
    return found


def _folder(register: Id) -> Path:
    return home() / "registers" / register
