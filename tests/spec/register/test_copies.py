"""What there is of a register lies in DAGMAR_HOME: its rows in `registers`, the keys of its pseudonyms in `keys`.

Back up both, and apart: rows without keys do not say who anybody is. `DAGMAR_KEYS` names another folder for the keys,
on another disk, from the beginning. A key cannot be made again: keep its copy for as long as the register is kept.

Copy the rows while nothing is being loaded. A copy from before an objection holds the person still: let old copies go
in time, and tell the objections since then again after bringing one back.
"""

import shutil

from .conftest import Visits

title = "Copies and keys"


def test_keys_lie_apart_from_the_rows(register_of):
    """Each register has keys of its own, and only the owner of the files may read them."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    (key,) = (register.folder / "keys").iterdir()
    assert (key.name, key.stat().st_mode & 0o777) == ("visits.1.key", 0o600)
    rows = [path for path in (register.folder / "data").rglob("*") if path.is_file()]
    assert rows
    assert not any(key.read_bytes() in path.read_bytes() for path in rows)


def test_rows_and_keys_together_are_the_whole(register_of, tmp_path):
    """Brought back in another place, they match new rows with old: the same person is the same pseudonym."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    copy = Visits(shutil.copytree(register.folder, tmp_path / "copy"))
    copy.load("Ada  unit-1  2025-02-10  2025-03-01")
    assert copy.persons() == register.persons()
    copy.holds("""
        unit-1  2025-01-10  2025-02-01
        unit-1  2025-02-10  2025-03-01
    """)


def test_without_its_keys_a_register_takes_nothing_in(register_of):
    """Another key would make strangers of those who are there already. What it holds can still be read and counted."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    (register.folder / "keys" / "visits.1.key").unlink()
    assert register.refused("person,unit,referred,visited") == "key-missing"
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_a_key_can_be_changed(register_of):
    """`dagmar register change-key` lays a new key on top: each pseudonym becomes another, and persons stay the same.
    All keys of the series are needed from then on; a leaked one is worth nothing without the new.
    """
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    before = register.persons()
    register.change_key()
    assert register.persons().isdisjoint(before)
    register.load("Ada  unit-1  2025-02-10  2025-03-01")
    assert len(register.persons()) == 1
    assert {path.name for path in (register.folder / "keys").iterdir()} == {"visits.1.key", "visits.2.key"}
