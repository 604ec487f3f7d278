"""Finds what is kept of registers under a home: their rows, their keys, and the table of units."""

from __future__ import annotations

from dataclasses import dataclass
from fcntl import LOCK_EX
from pathlib import Path

from dagmar.basis.parties import Parties
from dagmar.basis.problems import Problem
from dagmar.register.archive import archive_of
from dagmar.register.definition import Register
from dagmar.register.keys import Keys
from dagmar.register.storage import Manifest, Store, faults_in, locked, manifest_in
from dagmar.register.unit_table import units_of
from dagmar.register.units import Units


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all registers, the folder of their keys, which is another, and the URL of their archive.

    Without a URL each register's folder is its archive.
    """

    registers: Path
    keys: Path
    archive: str

    def store(self, register: Register) -> Store:
        """Where the rows of a register lie. Raises Stopped where the archive's URL names nothing."""
        folder = self.registers / register.id
        return Store(folder, archive_of(self.archive, register.id, folder), Keys(self.keys, register.id), register)

    def held(self) -> dict[str, Manifest]:
        """What each register holds that was ever changed, by its id; its definition need not be known."""
        folders = sorted(path for path in self.registers.glob("*") if path.is_dir())
        found = {each.name: manifest_in(archive_of(self.archive, each.name, each), each.name) for each in folders}
        return {name: manifest for name, manifest in found.items() if manifest}

    def faults(self) -> list[str]:
        """What is wrong with the files of any register, each looked at while nobody changes it; empty is well."""
        found: list[str] = []
        for folder in sorted(path for path in self.registers.glob("*") if path.is_dir()):
            with locked(folder / "lock", LOCK_EX):
                found += faults_in(archive_of(self.archive, folder.name, folder), folder.name)
        return found

    @property
    def unit_table(self) -> Path:
        """The file of the table of units."""
        return self.registers / "units.csv"

    def units(self, parties: Parties) -> Units | tuple[Problem, ...]:
        """The units of the table; without one, every unit is alone and none is unknown."""
        if not self.unit_table.exists():
            return Units({}, parties)
        return units_of(self.unit_table.read_bytes(), self.unit_table.name, parties)
