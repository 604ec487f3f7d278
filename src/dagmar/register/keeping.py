"""Finds what is kept of registers under a home: their rows, their keys, and the table of units."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dagmar.basis.parties import Parties
from dagmar.basis.problems import Problem
from dagmar.register.definition import Register
from dagmar.register.keys import Keys
from dagmar.register.storage import Manifest, Store, read_manifest
from dagmar.register.unit_table import units_of
from dagmar.register.units import Units


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all registers, and the folder of their keys, which is another."""

    registers: Path
    keys: Path

    def store(self, register: Register) -> Store:
        """Where the rows of a register lie."""
        return Store(self.registers / register.id, Keys(self.keys, register.id), register)

    def held(self) -> dict[str, Manifest]:
        """What each register holds that was ever changed, by its id; its definition need not be known."""
        paths = sorted(self.registers.glob("*/manifest.json"))
        return {path.parent.name: read_manifest(path) for path in paths}

    @property
    def unit_table(self) -> Path:
        """The file of the table of units."""
        return self.registers / "units.csv"

    def units(self, parties: Parties) -> Units | tuple[Problem, ...]:
        """The units of the table; without one, every unit is alone and none is unknown."""
        if not self.unit_table.exists():
            return Units({}, parties)
        return units_of(self.unit_table.read_bytes(), self.unit_table.name, parties)
