"""Finds what is kept of registers in DAGMAR_HOME, and in DAGMAR_ARCHIVE where it is set."""

from __future__ import annotations

from dagmar import catalogue
from dagmar.cli.command import ProblemsFound
from dagmar.register.changing import conflict
from dagmar.register.definition import Register
from dagmar.register.keeping import Home
from dagmar.register.storage import Store
from dagmar.register.units import Units
from dagmar.site.home import archive, home, keys


def kept() -> Home:
    """The registers, their keys, and their archive."""
    return Home(home() / "registers", keys(), archive())


def store_of(register: Register) -> Store:
    """Where the rows of a register lie, by a definition that fits them."""
    store = kept().store(register)
    if found := conflict(store.manifest().shape, register):
        raise ProblemsFound([found])
    return store


def known_units() -> Units:
    """The units of the table; without one, every unit is alone and none is unknown."""
    found = kept().units(catalogue.parties())
    if isinstance(found, tuple):
        raise ProblemsFound(found)
    return found
