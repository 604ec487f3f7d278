"""Rows lie in an archive: a Parquet file for each month, named by its content, and a manifest of those that count.

Without more ado the archive is a folder in DAGMAR_HOME. `DAGMAR_ARCHIVE` names another place by a URL: a folder
(`file:///srv/registers`) or an object store that fsspec reaches (`s3://bucket/registers`, `gs://`, `abfs://`). What a
kind of store needs is yours to install, as in `pip install 'fsspec[s3]'`, and to set up: who is let in is told as that
package wants it. The names are the same everywhere, so an archive is moved by copying it.

Locks, keys, the table of units and what is under way stay in DAGMAR_HOME. One machine writes; others may read.
A store that keeps old versions of what is deleted must not be used: an objection would destroy nothing there.
"""

from pathlib import Path

import polars as pl
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from dagmar.basis.problems import Stopped
from dagmar.words import say

title = "Where rows lie"

ROWS = """
    Ada  unit-1  2025-01-10  2025-02-01
    Bo   unit-1  2025-01-10  2025-02-03
    Bo   unit-2  2025-02-10  2025-03-01
"""


def in_store(url):
    """The names of the month files in an object store: their months."""
    files = MemoryFileSystem()
    return sorted(Path(path).name[:7] for path in files.ls(f"{url}/visits/data", detail=False))


def in_copies(register):
    """The persons in a machine's copies, after it has read."""
    register.persons()
    return set(pl.read_parquet(register.store.folder / "copies" / "*.parquet")["person"])


def test_the_whole_cycle_in_an_object_store(register_of, object_store):
    """Rows are taken in, corrected, come late, are removed and forgotten, as in a folder; nothing superseded stays."""
    register = register_of(archive=object_store)
    register.load(ROWS)
    assert in_store(object_store) == ["2025-02", "2025-03"]
    assert register.load("Bo  unit-1  2025-02-10  2025-04-15").batch.corrected == 1
    register.load("Cia  unit-3  2025-01-20  2025-02-20")
    assert register.remove("""
        person  referred
        Bo      2025-01-10
    """) == 1  # fmt: skip
    assert register.forget("Ada") == 1
    register.holds("""
        unit-1  2025-02-10  2025-04-15
        unit-3  2025-01-20  2025-02-20
    """)
    assert in_store(object_store) == ["2025-02", "2025-04"]


def test_a_folder_elsewhere(register_of, tmp_path):
    """The folder must be there: a share that is not mounted is not taken for an empty archive."""
    url = f"file://{tmp_path}/share"
    with pytest.raises(Stopped):
        register_of(archive=url)
    (tmp_path / "share").mkdir()
    register = register_of(archive=url)
    register.load(ROWS)
    register.forget("Bo")
    register.holds("unit-1  2025-01-10  2025-02-01")
    assert sorted(path.name for path in (tmp_path / "share" / "visits").iterdir()) == ["data", "manifest.json"]
    assert len(list((tmp_path / "share" / "visits" / "data").iterdir())) == 1


def test_another_machine_reads_by_the_manifest(register_of, object_store):
    """It needs the archive and no key: pseudonyms are all that lies there. Files are fetched once, and checked."""
    writer, reader = register_of(archive=object_store), register_of(archive=object_store, home="another")
    writer.load(ROWS)
    assert reader.persons() == writer.persons()
    assert not (reader.folder / "keys").exists()
    writer.load("Cia  unit-3  2025-01-20  2025-02-20")
    assert len(reader.persons()) == 3


def test_copies_are_forgotten_too(register_of, object_store):
    """What is read from an object store is copied to a folder in DAGMAR_HOME. An objection takes the copies away with
    the rows; on another machine the next reading does, so read there once after an objection.
    """
    writer, reader = register_of(archive=object_store), register_of(archive=object_store, home="another")
    writer.load(ROWS)
    assert in_copies(writer) == in_copies(reader) == writer.persons()
    writer.forget("Ada")
    assert in_copies(writer) == in_copies(reader) == writer.persons()


def test_a_store_that_does_not_answer(register_of, object_store, monkeypatch):
    """What is asked stops with a problem that says where and why, and all is as it was."""
    register = register_of(archive=object_store)
    register.load(ROWS)

    def refuse(*_, **__):
        raise OSError(111, "Connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(MemoryFileSystem, "put_file", refuse)
        with pytest.raises(Stopped) as stopped:
            register.load("Cia  unit-3  2025-01-20  2025-02-20")
    assert stopped.value.problem.place.file == object_store
    assert say(stopped.value.problem, "en") == "the archive of the registers does not answer: Connection refused"
    assert len(register.persons()) == 2
    assert register.load("Cia  unit-3  2025-01-20  2025-02-20").batch.kept == 1
