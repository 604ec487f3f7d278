"""What there is of a register lies in DAGMAR_HOME: its rows in `registers`, the keys of its pseudonyms in `keys`.

Back up both, and apart: rows without keys do not say who anybody is. `DAGMAR_KEYS` names another folder for the keys,
on another disk, from the beginning. A key cannot be made again: keep its copy for as long as the register is kept.

Copy the rows while nothing is being loaded. A copy from before an objection holds the person still: let old copies go
in time, and tell the objections since then again after bringing one back.
"""

import json
import shutil

import pytest
from registers import TODAY, brought

from dagmar.basis.problems import Stopped
from dagmar.register.intake import take_away, take_in
from dagmar.register.objection import change_key, forget
from dagmar.register.storage import Store

from .conftest import Visits, number

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


@pytest.mark.parametrize("bad", [b"", b"x" * 31, b"x" * 32, b"x" * 200])
def test_a_key_that_is_another_is_refused(register_of, bad):
    """A check value of each key is kept with the rows: an objection by a wrong key would find nobody, and destroy
    nothing. The same holds for every other change (`key-wrong`).
    """
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    key = register.folder / "keys" / "visits.1.key"
    key.write_bytes(bad)
    deeds = (
        lambda: forget(register.store, number("Ada"), TODAY),
        lambda: change_key(register.store),
        lambda: take_in(brought("person,unit,referred,visited\n"), register.store, TODAY),
        lambda: take_away(brought("person,referred\n"), register.store, TODAY),
    )
    for deed in deeds:
        found = deed()
        assert found.code.value == "key-wrong"
        assert found.place.file == str(key)
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_no_key_of_a_wrong_length_is_begun_with(register_of):
    """An empty file where the first key is to be is no key."""
    register = register_of()
    (register.folder / "keys").mkdir(parents=True)
    (register.folder / "keys" / "visits.1.key").touch()
    assert register.refused("person,unit,referred,visited\n") == "key-wrong"


def test_a_manifest_that_is_lost_takes_nothing_with_it(register_of):
    """`manifest.json` says which files count, and who has objected. Where it is gone, nothing is read, changed or
    taken away before it is back (`manifest-missing`).
    """
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    manifest = register.store.folder / "manifest.json"
    text = manifest.read_bytes()
    manifest.unlink()
    rows = "Bo  unit-1  2025-01-10  2025-02-01"
    for deed in (lambda: register.load(rows), lambda: register.forget("Bo"), register.persons):
        with pytest.raises(Stopped) as stopped:
            deed()
        assert stopped.value.problem.code.value == "manifest-missing"
    manifest.write_bytes(text)
    register.holds("unit-1  2025-01-10  2025-02-01")


def _other(text, **with_):
    return json.dumps({**json.loads(text), **with_})


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda _: "{}",
        lambda _: "[]",
        lambda text: text[:-20],
        lambda text: _other(text, format=99),
        lambda text: _other(text, register="other"),
        lambda text: _other(text, months={"2025-02": {"file": "../x.parquet", "rows": 1}}),
    ],
)
def test_a_manifest_that_cannot_be_read(register_of, damage):
    """Whatever is the matter with it, it is told as `manifest-damaged`, and all is left as it is."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    manifest = register.store.folder / "manifest.json"
    text = manifest.read_text()
    manifest.write_text(damage(text))
    for deed in (lambda: register.forget("Bo"), register.persons):
        with pytest.raises(Stopped) as stopped:
            deed()
        assert stopped.value.problem.code.value == "manifest-damaged"
    manifest.write_text(text)
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_a_first_file_that_is_stopped_leaves_no_riddle(register_of, monkeypatch):
    """There is a manifest before there is any file of rows, so a killed first change is not a lost manifest."""
    register = register_of()
    replace = Store.replace

    def once(store, manifest):
        if manifest.rows:
            raise KeyboardInterrupt
        replace(store, manifest)

    with monkeypatch.context() as stopped:
        stopped.setattr(Store, "replace", once)
        with pytest.raises(KeyboardInterrupt):
            register.load("Ada  unit-1  2025-01-10  2025-02-01")
    register.holds("")
    register.load("Bo  unit-1  2025-01-10  2025-02-01")
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
