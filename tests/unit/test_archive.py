"""The archive in an object store: changes killed at any step, what is damaged or not there, and what a door tells."""

from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from killing import DEEDS, do, seen
from registers import load, person, rows_in, store

from dagmar.basis.problems import Code, Stopped
from dagmar.register.archive import LocalArchive

HEAD = "person,unit,referred,visited\n"
THERE = HEAD + "".join(
    f"{person(who)},unit-{who},2025-01-10,2025-0{month}-11\n" for month in (2, 3, 4) for who in (month, month + 1)
)
BROUGHT = {
    "load": THERE + f"{person(9)},unit-9,2025-01-10,2025-03-11\n",
    "correct": HEAD + f"{person(2)},unit-2,2025-01-10,2025-05-11\n",
    "remove": HEAD + f"{person(3)},unit-2,2025-01-10,\n",
    "forget": person(2),
    "change-key": "",
}


class Killed(BaseException):
    """The process is no more."""


class Killing:
    """An object store whose writer is killed at a step: half of an object may be there, or all, or nothing yet."""

    def __init__(self, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = step
        for name in ("put_file", "pipe_file", "rm_file"):
            monkeypatch.setattr(MemoryFileSystem, name, self.around(name, getattr(MemoryFileSystem, name)))

    def around(self, name, deed):
        def call(files, *args):
            self.fall()
            if name == "put_file":
                with files.open(args[1], "wb") as half:
                    half.write(Path(args[0]).read_bytes()[:100])
                self.fall()
            deed(files, *args)
            self.fall()

        return call

    def fall(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed


@pytest.fixture
def new_store(tmp_path):
    """Make a register in an object store of its own, with rows in it."""
    tops = []

    def make():
        tops.append(f"/{uuid4().hex}")
        MemoryFileSystem().makedirs(tops[-1])
        made = store(tmp_path / tops[-1][1:], archive=f"memory:/{tops[-1]}/registers")
        load(made, THERE)
        return made

    yield make
    for top in tops:
        MemoryFileSystem().rm(top, recursive=True)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_change_that_is_killed_at_any_step(deed, new_store, monkeypatch):
    """What remains is what was before, or what comes after; the next change takes away what no manifest names."""
    whole = new_store()
    before = seen(whole)
    do(whole, deed, BROUGHT[deed])
    after = seen(whole)
    assert before != after
    found = []
    for step in count():
        there = new_store()
        with monkeypatch.context() as patched:
            Killing(step, patched)
            try:
                do(there, deed, BROUGHT[deed])
            except Killed:
                pass
            else:
                break
        found.append(seen(there))
        do(there, deed, BROUGHT[deed])
        if deed != "change-key":
            assert seen(there) == after
        with there.alone():
            pass
        assert there.archive.names() == {month.file for month in there.manifest().months.values()}
    assert set(map(str, found)) == {str(before), str(after)}


def test_an_object_that_was_changed_is_not_read(new_store, tmp_path):
    """Its name tells its content; another machine that fetches it finds out."""
    kept = new_store()
    files, name = kept.archive.files, min(kept.archive.names())
    files.pipe_file(f"{kept.archive.top}/visits/data/{name}", b"PAR1 and something else")
    reader = store(tmp_path / "another", archive=kept.archive.shown)
    with pytest.raises(Stopped) as stopped:
        rows_in(reader, "unit")
    assert stopped.value.problem.code is Code.ARCHIVE_DAMAGED
    assert list((reader.folder / "copies").iterdir()) == []


def test_what_a_killed_fetch_left_is_taken_away(new_store):
    """By the next reading, where nobody else is at work."""
    kept = new_store()
    half = kept.folder / "copies" / "2025-02-0.parquet.0"
    half.touch()
    with kept.reading():
        half.touch()
        with kept.reading():
            assert half.exists()
    rows_in(kept, "unit")
    assert not half.exists()


def test_a_folder_on_another_file_system(tmp_path):
    """A file cannot be renamed into it: it is copied first, and none of it stays behind."""
    elsewhere = Path("/dev/shm") / uuid4().hex
    file = tmp_path / "file"
    file.write_bytes(b"rows")
    assert elsewhere.parent.stat().st_dev != file.stat().st_dev
    archive = LocalArchive(elsewhere)
    try:
        archive.put(file, "2025-02-0.parquet")
        assert (elsewhere / "data" / "2025-02-0.parquet").read_bytes() == b"rows"
        assert archive.names() == {"2025-02-0.parquet"}
        assert not file.exists()
    finally:
        archive.remove("2025-02-0.parquet")
        (elsewhere / "data").rmdir()
        elsewhere.rmdir()


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("memory://not-there/registers", "No such file or directory"),
        ("file://not-there", "No such file or directory"),
        ("nowhere://me:secret@bucket", "Protocol not known: nowhere"),
    ],
)
@pytest.mark.parametrize("deed", [("quality",), ("load",), ("forget",)])
def test_a_store_that_is_not_there_is_no_empty_register(url, what, deed, dagmar, monkeypatch, tmp_path):
    """Commands tell where and what, and no password."""
    monkeypatch.setenv("DAGMAR_ARCHIVE", url)
    (tmp_path / "visits.csv").write_text("person,unit\n")
    rest = ("visits.csv",) if deed == ("load",) else ()
    call = dagmar("register", *deed, "waiting-times", *rest, stdin=person(1))
    assert call.status == 1
    where = url.replace("me:secret@", "")
    assert call.err.startswith(
        f"{where}  error  the archive of the registers does not answer: {what}\n  hint: see that"
    )
