"""Registers as they are used: by command, by several at once, and killed on the way; and nothing tells who it was."""

import csv
import io
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from killing import do, killed, rows_of
from registers import TODAY, VISITS, brought, load, person, remove, rows_in, store
from tracing import Traces

from dagmar import catalogue
from dagmar.basis.problems import Stopped
from dagmar.register.file import read_register
from dagmar.register.intake import Delivery, take_away, take_in
from dagmar.register.objection import change_key, forget
from dagmar.register.storage import Store
from dagmar.words import say
from dagmar.words.amounts import number

FORTY = 40


@pytest.fixture
def year(dagmar, tmp_path):
    """A made-up year of waiting times, and the units that it comes from."""
    made = dagmar(
        *("register", "synthetic", "waiting-times", "2025.csv", "--rows", "3000"),
        *("--from", "2025-01-01", "--to", "2025-12-31"),
    )
    assert made.status == 0, made.err
    assert dagmar("register", "units", "2025.units.csv").status == 0
    return tmp_path / "2025.csv"


def test_a_year_of_waiting_times(dagmar, year):
    """Taken in, taken in again, corrected, with late rows, a removal and an objection."""
    first = dagmar("register", "load", "waiting-times", year.name, "--on", "2026-01-10")
    assert first.status == 0, first.err
    assert f"{number(3000)} rows read, {number(3000)} taken in; earlier rows that were corrected: 0." in first.err
    assert f"waiting-times has {number(3000)} rows. All persons are made up." in first.err
    assert "nothing has happened" in dagmar("register", "load", "waiting-times", year.name).err
    rows = list(csv.DictReader(year.open()))
    write(year.with_name("correction.csv"), [{**rows[0], "own-request": "1"}, {**rows[1], "own-request": "0"}])
    assert (
        "2 rows read, 2 taken in; earlier rows that were corrected: 2."
        in dagmar("register", "load", "waiting-times", "correction.csv").err
    )
    late = dagmar(
        *("register", "synthetic", "waiting-times", "late.csv", "--rows", "50", "--seed", "9"),
        *("--from", "2025-01-01", "--to", "2025-01-31"),
    )
    assert late.status == 0
    before = told(dagmar)
    dagmar("register", "load", "waiting-times", "late.csv", "--on", "2026-06-01")
    assert [told(dagmar)[each] - before[each] for each in ("rows", "late")] == [50, 50]
    write(year.with_name("wrong.csv"), [rows[5]])
    assert "1 observation removed, of 1 in the file." in dagmar("register", "remove", "waiting-times", "wrong.csv").err
    theirs = sum(row["person"].replace("-", "") == rows[9]["person"].replace("-", "") for row in rows)
    refused = dagmar("register", "forget", "waiting-times", stdin=rows[9]["person"] + "\n")
    assert refused.status == 1
    assert "no quality register" in refused.err
    gone = dagmar("register", "forget", "waiting-times", "--anyway", stdin=rows[9]["person"] + "\n")
    assert f"{theirs} row{'s' * (theirs != 1)} destroyed" in gone.err
    again = write(year.with_name("again.csv"), [rows[9]])
    assert "1 row about persons who have objected left out" in dagmar("register", "load", "waiting-times", again).err


def told(dagmar) -> dict[str, int]:
    """What the quality of the register says of all rows."""
    rows = csv.DictReader(io.StringIO(dagmar("register", "quality", "waiting-times", "--format", "csv").out))
    return {row["measure"]: int(row["count"]) for row in rows if not row["about"]}


def write(path: Path, rows: list[dict[str, str]]) -> str:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path.name


@pytest.mark.parametrize("name", catalogue.register_ids())
def test_forty_planted_faults_are_all_found_with_words(dagmar, tmp_path, name):
    """Each is told with its row and rule, and with words that say what to do; nothing is taken in."""
    made = dagmar("register", "synthetic", name, "faulty.csv", "--rows", "2000", "--faults", str(FORTY))
    assert made.status == 0, made.err
    report = dagmar("register", "load", name, "faulty.csv", "--format", "csv")
    assert report.status == 1
    told = list(csv.DictReader(io.StringIO(report.out)))
    planted = list(csv.DictReader((tmp_path / "faulty.faults.csv").open()))
    assert len(planted) == FORTY
    assert {(each["row"], each["rule"]) for each in planted} <= {(each["row"], each["rule"]) for each in told}
    assert all(len(each["words"]) > 20 for each in told)
    assert "none taken in" in report.err
    rest = dagmar("register", "load", name, "faulty.csv", "--accept-valid")
    refused = {each["row"] for each in told if each["severity"] == "error"}
    assert f"{number(2000 - len(refused))} taken in" in rest.err


def test_coverage_and_quality_by_command(dagmar, year):
    """Counts for machines are exact; a mark says that the persons are made up."""
    dagmar("register", "load", "waiting-times", year.name)
    year.with_name("counts.csv").write_text("unit,period,count\nregion-01,2025,9000\nregion-12,2025-03,1\n")
    found = dagmar("register", "coverage", "waiting-times", "--reference", "counts.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert rows[0]["unit"] == "region-01"
    assert Fraction(rows[0]["share"]) == Fraction(int(rows[0]["registered"]), 9000)
    assert rows[0]["persons"] == "made-up"
    assert sum(int(row["registered"]) for row in rows) == 3000
    assert "All persons are made up." in found.err


def test_a_number_in_a_name_of_a_file_is_not_repeated(dagmar, tmp_path):
    """Somebody has named the file after a person."""
    for ending in ("csv", "yaml"):
        (tmp_path / f"19121212-1212.{ending}").write_text("person\n")
    for call in (
        ("load", "waiting-times", "19121212-1212.csv"),
        ("load", "waiting-times", "19121212-1213/19121212-1212.csv"),
        ("units", "19121212-1212.csv"),
        ("check", "19121212-1212.yaml"),
        ("check", "19121212-1212.yaml", "--format", "csv"),
    ):
        found = dagmar("register", *call)
        assert found.status
        assert "…." in found.out + found.err
        assert "1212-1212" not in found.out + found.err


# Several at once


def test_a_reader_never_sees_half_a_batch(tmp_path):
    """Rows are corrected over and over while others read: each reading has them all, from before or from after."""
    kept = store(tmp_path)
    load(kept, rows_of(0, 800))
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            rows = rows_in(kept, "unit", "batch")
            seen.append((rows.height, rows["batch"].n_unique() <= 1))

    reader = threading.Thread(target=read)
    reader.start()
    for seed in range(1, 12):
        load(kept, rows_of(seed, 800))
    stop.set()
    reader.join()
    assert set(seen) == {(800, True)}


class Slow(io.BytesIO):
    """A file that comes slowly: somewhere on the way it waits until it is told to go on."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.begun, self.go_on = threading.Event(), threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.begun.set()
        self.go_on.wait(30)
        return super().read(size)

    def readline(self, size: int | None = -1) -> bytes:
        self.begun.set()
        self.go_on.wait(30)
        return super().readline(size)

    def seekable(self) -> bool:
        return False


@contextmanager
def coming(kept, text):
    """A file on its way into a register, and what came of it in the end."""
    slow, found = Slow(text.encode()), []
    thread = threading.Thread(target=lambda: found.append(take_in(Delivery(slow, "csv", "slow.csv"), kept, TODAY)))
    thread.start()
    assert slow.begun.wait(30)
    try:
        yield found
    finally:
        slow.go_on.set()
        thread.join()


def left_in(kept):
    """What lies in a register's folder beside what always does."""
    usual = {"data", "manifest.json", "lock", "readers", "gate", "staged"}
    return {path.name for path in kept.folder.iterdir()} - usual


def test_a_file_that_comes_slowly_keeps_nobody_waiting(tmp_path):
    """Others are taken in meanwhile; it is merged with what is there when it has come."""
    kept = store(tmp_path)
    with coming(kept, rows_of(0, 50)) as found:
        assert load(kept, rows_of(1, 30)).batch.kept == 30
        assert remove(kept, rows_of(1, 10)).batch.corrected == 10
    assert (found[0].batch.kept, found[0].batch.corrected) == (50, 20)
    assert kept.manifest().rows == 50
    assert left_in(kept) == set()


@pytest.mark.parametrize("deed", [lambda kept: forget(kept, person(3), TODAY), change_key])
def test_a_file_under_way_gives_way_to_an_objection_and_a_new_key(tmp_path, deed):
    """It has been read under what holds no more, and is asked for again."""
    kept = store(tmp_path)
    load(kept, rows_of(1, 30))
    with coming(kept, rows_of(0, 50)) as found:
        deed(kept)
    assert found[0].code.value == "changed-meanwhile"
    assert kept.manifest().rows <= 30
    assert left_in(kept) == set()


def test_what_a_killed_change_had_under_way_is_taken_away_by_the_next(tmp_path):
    """But not what another that lives has under way."""
    kept = store(tmp_path)
    load(kept, rows_of(1, 30))
    left = kept.folder / "staging-killed"
    left.mkdir()
    (left / "000000.parquet").write_bytes(b"rows")
    with coming(kept, rows_of(0, 50)) as found:
        assert not left.exists()
        load(kept, rows_of(2, 30))
        assert len(left_in(kept)) == 1
    assert found[0].batch.kept == 50
    assert left_in(kept) == set()


def test_what_another_takes_away_meanwhile_is_in_nobodys_way(tmp_path):
    """A change that ends takes its folder away; one that begins may have seen the name, and finds nothing behind it."""
    kept = store(tmp_path)
    kept.folder.mkdir(parents=True)
    (kept.folder / "staging-ended").symlink_to(tmp_path / "nothing")
    assert load(kept, rows_of(1, 30)).batch.kept == 30


def files_of(kept):
    return {path.name for path in (kept.folder / "data").iterdir()}


def counted_in(kept):
    return {month.file for month in kept.manifest().months.values()}


def test_readers_that_come_one_after_the_other_do_not_keep_an_objection_waiting(tmp_path):
    """While it waits for those who read, no new one is let in."""
    kept = store(tmp_path)
    load(kept, rows_of(0, 800))
    before, stop = counted_in(kept), threading.Event()

    def read(later: float) -> None:
        time.sleep(later)
        while not stop.is_set():
            with kept.reading():
                time.sleep(0.2)

    readers = [threading.Thread(target=read, args=(later,)) for later in (0, 0.1)]
    for each in readers:
        each.start()
    time.sleep(0.15)
    objection = threading.Thread(target=forget, args=(kept, person(3), TODAY))
    objection.start()
    objection.join(10)
    waits = objection.is_alive()
    stop.set()
    for each in (objection, *readers):
        each.join()
    assert not waits
    assert files_of(kept) == counted_in(kept) != before


@pytest.mark.parametrize("deed", ["forget", "remove", "change-key"])
def test_what_was_to_be_destroyed_is_destroyed_by_the_next_command(tmp_path, monkeypatch, deed):
    """Where a change is killed while it waits for readers; whoever reads next takes the rows away."""
    kept = store(tmp_path)
    load(kept, rows_of(0, 800))
    before = counted_in(kept)

    def killed_here(*_, **how):
        if how["wait"]:
            raise KeyboardInterrupt

    what = person(3) if deed == "forget" else rows_of(0, 800)
    with monkeypatch.context() as stopped:
        stopped.setattr(Store, "_sweep", killed_here)
        with pytest.raises(KeyboardInterrupt):
            do(kept, deed, what)
    assert files_of(kept) & before
    rows_in(kept, "unit")
    assert files_of(kept) == counted_in(kept)
    assert left_in(kept) == set()


def test_a_change_is_logged_before_it_counts(tmp_path):
    """Who is stopped right after has changed; and where it cannot be logged nothing is changed."""
    kept, told = store(tmp_path), []

    def log(came):
        told.append((came, kept.manifest().rows, len(kept.manifest().keys)))

    def cannot(_):
        raise RuntimeError

    for deed in (
        lambda logged: take_in(brought(rows_of(0, 10)), kept, TODAY, logged=logged),
        lambda logged: take_away(brought(rows_of(0, 1)), kept, TODAY, logged=logged),
        lambda logged: forget(kept, person(3), TODAY, logged=logged),
        lambda logged: change_key(kept, logged=logged),
        lambda logged: forget(kept, "nobody", TODAY, logged=logged),
    ):
        before = kept.manifest()
        with pytest.raises(RuntimeError):
            deed(cannot)
        assert kept.manifest() == before or not kept.manifest().batches
        deed(log)
    assert [(rows, keys) for _, rows, keys in told] == [(0, 0), (10, 1), (9, 1), (8, 1), (8, 2)]
    assert told[-1][0].code.value == "not-a-person"


# Faults of the disk


def test_a_full_disk_is_told_and_leaves_all_as_it_was(tmp_path, monkeypatch):
    kept = store(tmp_path)
    load(kept, rows_of(0, 50))
    write = pl.DataFrame.write_parquet
    monkeypatch.setattr(pl.DataFrame, "write_parquet", lambda rows, _, **how: write(rows, "/dev/full", **how))
    for deed in (lambda: load(kept, rows_of(1, 30)), lambda: forget(kept, person(3), TODAY)):
        with pytest.raises(Stopped) as stopped:
            deed()
        assert say(stopped.value.problem, "en").endswith("No space left on device")
    assert kept.manifest().rows == 50
    assert left_in(kept) == set()


@pytest.mark.django_db
def test_verify_tells_what_is_wrong_with_the_files_of_a_register(dagmar, falls):
    """A month that is cut off, another sound table under its name, what no manifest names, and no manifest."""
    dagmar(*LOAD, falls.name)
    assert dagmar("verify").status == 0
    folder = falls.with_name("home") / "registers" / "falls"
    month, other, *_ = sorted((folder / "data").iterdir())
    (folder / "data" / "stray").touch()
    data = month.read_bytes()
    month.write_bytes(data[:50])
    read = dagmar("register", "quality", "falls")
    assert read.status == 1
    assert f"`{month.name}` in the archive does not hold what was put there" in read.err
    other.write_bytes(data)
    told = dagmar("verify", "--format", "csv")
    assert told.status == 1
    assert told.out.splitlines()[1:] == [
        f"falls: {month.name}: archive-damaged",
        f"falls: {other.name}: archive-damaged",
        "falls: stray: in no manifest",
    ]
    (folder / "manifest.json").unlink()
    assert "falls: manifest-missing" in dagmar("verify").out


@pytest.mark.slow
def test_a_deed_that_is_killed_leaves_what_was_or_what_comes():
    assert killed(20, seed=1).total() == 20


# No trace


@pytest.mark.slow
def test_no_number_is_in_anything_that_was_written(tmp_path):
    """A thousand known numbers, through intake, refusals, corrections, an objection, a change of key and a kill."""
    known = [person(each) for each in range(1000)]
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    (inside / "tmp").mkdir(parents=True)
    body = [f"{number},unit-1,2025-01-10,2025-0{1 + place % 9}-11" for place, number in enumerate(known)]
    heading = "person,unit,referred,visited"
    (outside / "visits.yaml").write_text(VISITS)
    (outside / "a.csv").write_text("\n".join([heading, *body]) + "\n")
    broken = [row.replace("2025-01-10", "2025-13-10") if place % 3 == 0 else row for place, row in enumerate(body)]
    hidden = [row.replace("unit-1", known[place]) if place % 5 == 0 else row for place, row in enumerate(broken)]
    (outside / "b.csv").write_text("\n".join([heading, *hidden]) + "\n")
    (outside / "c.csv").write_text("\n".join([heading, *(f"{row},{row}" for row in body)]) + "\n")
    environment = {
        **os.environ,
        "DAGMAR_HOME": str(inside / "home"),
        "TMPDIR": str(inside / "tmp"),
        "HOME": str(inside),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    def dagmar(*args: str, stdin: str = "") -> None:
        with (inside / "log").open("a") as log:
            subprocess.run(
                [sys.executable, "-m", "dagmar", "register", *args],
                cwd=inside, env=environment, stdout=log, stderr=log, input=stdin, text=True, check=False,
            )  # fmt: skip

    register = str(outside / "visits.yaml")
    traces = Traces(known)
    for args in (
        ("load", register, str(outside / "a.csv")),
        ("load", register, str(outside / "b.csv")),
        ("load", register, str(outside / "b.csv"), "--accept-valid", "--format", "json"),
        ("load", register, str(outside / "c.csv")),
        ("remove", register, str(outside / "b.csv")),
        ("change-key", register),
        ("quality", register),
    ):
        dagmar(*args)
        assert traces.under(inside) == {}, args
    dagmar("forget", register, stdin=f"{known[7]}\n")
    dagmar("forget", register, stdin="195001019801\n")
    killed(5, seed=3)
    assert traces.under(inside) == {}
    months = list((inside / "home" / "registers" / "visits" / "data").glob("*.parquet"))
    assert sum(pl.read_parquet(each).height for each in months) > 100


def test_the_search_itself_finds_what_it_looks_for(tmp_path):
    """Each kind of trace, planted in a file of its own."""
    number = person(3)
    traces = Traces([number])
    frame = pl.DataFrame({"text": [f"{number[2:8]}-{number[8:]}"], "number": [int(number)]})
    frame.write_parquet(tmp_path / "a.parquet", compression="zstd")
    (tmp_path / "b.log").write_bytes(b"x" * 13 + number[2:].encode() + b"x")
    (tmp_path / "c.bin").write_bytes(b"abc" + sha256(number.encode()).digest()[:10])
    assert {Path(each).name for each in traces.under(tmp_path)} == {"a.parquet", "b.log", "c.bin"}


def test_after_an_objection_neither_rows_nor_pseudonym_remain(tmp_path):
    """Counts fall by exactly theirs, in every month."""
    kept = store(tmp_path)
    load(kept, rows_of(0))
    theirs = person(17)
    months = {name: month.rows for name, month in kept.manifest().months.items()}
    pseudonyms = set(rows_in(kept, "person")["person"])
    forget(kept, theirs, TODAY)
    (gone,) = pseudonyms - set(rows_in(kept, "person")["person"])
    fell = {name: rows - kept.manifest().months[name].rows for name, rows in months.items()}
    assert sum(fell.values()) == sum(line.startswith(theirs) for line in rows_of(0).splitlines())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".parquet":
                buffer = io.BytesIO()
                pl.read_parquet(path).write_ipc(buffer, compression="uncompressed")
                data += buffer.getvalue()
            assert gone not in data
            assert gone.hex().encode() not in data
    assert remove(kept, f"person,referred\n{theirs},2025-01-01\n").batch is None


# What a newcomer stumbled on


def test_made_up_data_write_over_nothing(dagmar, tmp_path):
    """Neither the file nor what is written beside it: somebody's own table may have the name."""
    for name in ("rows.csv", "rows.units.csv", "rows.faults.csv"):
        (tmp_path / name).write_text("mine")
        made = dagmar("register", "synthetic", "waiting-times", "rows.csv", "--rows", "10", "--faults", "1")
        assert made.status == 1
        assert f"{name}  error  the file is there already" in made.err
        assert "or delete it" in made.err
        assert [each.read_text() for each in tmp_path.glob("rows*")] == ["mine"]
        (tmp_path / name).unlink()


def test_made_up_data_in_the_form_of_the_name(dagmar, tmp_path):
    """And of the units of a table of one's own; what is made can be loaded."""
    (tmp_path / "mine.csv").write_text(
        "unit,name,kind,within,first,last,into\nward-1,Ward,clinic,,,,\nward-2,Ward,clinic,,,,\n"
    )
    asked = ("register", "synthetic", "waiting-times")
    made = dagmar(*asked, "rows.parquet", "--rows", "1", "--unit-table", "mine.csv")
    assert made.status == 0, made.err
    assert "1 made-up row in rows.parquet" in made.err
    assert "from 2 units." in made.err
    assert dagmar("register", "units", "mine.csv").status == 0
    assert "1 row read, 1 taken in" in dagmar("register", "load", "waiting-times", "rows.parquet").err
    refused = dagmar(*asked, "rows.xlsx", "--rows", "1")
    assert refused.status == 1
    assert ".csv, .ndjson and .parquet" in refused.err
    (tmp_path / "old.csv").write_text("unit,name,kind,within,first,last,into\nward-1,Ward,clinic,,,2001-01-01,\n")
    refused = dagmar(*asked, "rows.csv", "--rows", "1", "--unit-table", "old.csv")
    assert "old.csv has no unit that is there each day" in refused.err


FALLS = ("register", "synthetic", "falls.yaml", "falls.csv", "--rows", "200", "--units", "8")


@pytest.fixture
def falls(dagmar, tmp_path, monkeypatch):
    """The start of a register of one's own, and made-up rows for it; tables are a hundred characters wide."""
    monkeypatch.setenv("COLUMNS", "100")
    assert dagmar("register", "new", "falls").status == 0
    assert dagmar(*FALLS).status == 0
    return tmp_path / "falls.csv"


def test_a_file_is_taken_in_again_after_a_removal(dagmar, falls):
    dagmar("register", "load", "falls", falls.name)
    write(falls.with_name("wrong.csv"), list(csv.DictReader(falls.open()))[:3])
    removed = dagmar("register", "remove", "falls", "wrong.csv")
    assert "3 observations removed, of 3 in the file. falls has 197 rows." in removed.err
    again = dagmar("register", "load", "falls", falls.name)
    assert "200 rows read, 200 taken in; earlier rows that were corrected: 197. falls has 200 rows." in again.err
    before = dagmar("register", "load", "falls", falls.name, "--lang", "sv")
    assert "Filen har tagits in förut; inget har hänt." in before.err


def test_a_removal_that_names_a_row_twice_is_done(dagmar, falls):
    """A warning is told, and the status is that of a thing done."""
    dagmar("register", "load", "falls", falls.name)
    first = next(csv.DictReader(falls.open()))
    write(falls.with_name("twice.csv"), [first, first])
    removed = dagmar("register", "remove", "falls", "twice.csv")
    assert "1 observation removed, of 2 in the file." in removed.err
    assert removed.status == 0


def test_all_missing_columns_are_told_at_once(dagmar, falls):
    falls.with_name("few.csv").write_text("person,sex\n")
    told = dagmar("register", "load", "falls", "few.csv")
    assert "the table lacks the columns `unit`, `fell`, `age`, `place` and `injured`" in told.err
    wide = dagmar("register", "load", "waiting-times", "few.csv")
    assert "more" not in wide.err
    assert "medical-reason" in wide.err


def test_a_day_to_come_is_refused(dagmar, falls):
    assert "2999-01-01 has not been yet" in dagmar(*LOAD, falls.name, "--on", "2999-01-01").err
    assert "2999-01-01 has not been yet" in dagmar("register", "remove", "falls", falls.name, "--on", "2999-01-01").err
    assert "falls has no rows yet." in dagmar("register", "quality", "falls").err


LOAD = ("register", "load", "falls")


def test_a_register_of_this_folder_is_found_by_its_id(dagmar, falls):
    """The file is read where the catalogue has no such register; where neither is there the hint says so."""
    assert dagmar("register", "check", "falls").status == 0
    assert "`fells.yaml` in this folder" in dagmar("register", "describe", "fells").err
    assert "`fells.yaml` i den här mappen" in dagmar("register", "describe", "fells", "--lang", "sv").err
    assert falls.exists()


def test_registers_are_listed_with_what_they_hold(dagmar, falls):
    dagmar(*LOAD, falls.name)
    listed = dagmar("register", "list", "--format", "csv")
    rows = {row["register"]: row for row in csv.DictReader(io.StringIO(listed.out))}
    assert set(rows) == {*catalogue.register_ids(), "falls"}
    assert [rows["falls"][each] for each in ("rows", "last", "persons", "where")] == [
        "200", date.today().isoformat(), "made-up", "own",
    ]  # fmt: skip
    assert rows["waiting-times"]["rows"] == "0"
    table = dagmar("register", "list", "--lang", "sv").out
    assert "katalogen" in table
    assert "egen fil" in table


def test_quality_as_people_read_it(dagmar, falls):
    """Headings, shares in per cent, and the words of rules; machines are given every measure."""
    dagmar(*LOAD, falls.name)
    told = dagmar("register", "quality", "falls", "--lang", "sv")
    assert told.out.startswith("200 rader från 8 enheter, ")
    assert "Diagnos" in told.out
    assert " %" in told.out
    assert "Personen skadades men diagnosen saknas." in told.out
    assert "saknas, måste finnas" not in told.out
    assert "Alla personer är påhittade." in told.err
    assert "All persons are made up." in dagmar("register", "describe", "falls").err


def test_the_tail_of_coverage_is_one_line(dagmar, falls):
    """For people; machines are given each."""
    dagmar(*LOAD, falls.name)
    rows = list(csv.DictReader(falls.open()))
    year = rows[0]["fell"][:4]
    unit = rows[0]["unit"]
    empty = "".join(f"nowhere-{each},{year},10\n" for each in range(5))
    falls.with_name("counts.csv").write_text(f"unit,period,count\n{unit},{year},300\n{empty}")
    asked = ("register", "coverage", "falls", "--reference", "counts.csv")
    table = dagmar(*asked).out
    there = {row["unit"] for row in rows if row["fell"].startswith(year)}
    assert "5 units and periods without rows" in table
    assert f"{len(there) - 1} units and periods without reference" in table
    assert "nowhere-1" not in table
    assert len(list(csv.DictReader(io.StringIO(dagmar(*asked, "--format", "csv").out)))) == 5 + len(there)


def test_a_number_in_the_wrong_place_is_not_repeated(dagmar, falls):
    for args in (("--on", "200201139805"), ("20020113-9805", "--on"), ("200201139805", "--no-such", "1")):
        told = dagmar(*LOAD, falls.name, *args)
        assert told.status == 2
        assert "9805" not in told.err + told.out


def test_folders_of_registers_and_keys_are_their_owners_alone(dagmar, falls):
    dagmar(*LOAD, falls.name)
    subprocess.run([sys.executable, "-m", "dagmar", "migrate"], check=True, capture_output=True)
    home = falls.with_name("home")
    there = [home, *home.rglob("*")]
    assert {path.name for path in there} >= {"falls", "data", "manifest.json", "falls.1.key", "dagmar.sqlite3"}
    assert {path.name: path.stat().st_mode & 0o777 for path in there if path.is_dir()}.keys() >= {"data", "keys"}
    assert {path.stat().st_mode & 0o777 for path in there if path.is_dir()} == {0o700}
    assert {path.name for path in there if path.is_file() and path.stat().st_mode & 0o777 != 0o600} == set()


def test_ids_and_conditions_are_explained(dagmar, falls):
    assert "a–z, 0–9 and -" in dagmar("register", "new", "Mina fall").err
    definition = falls.with_name("falls.yaml")
    definition.write_text(definition.read_text().replace("not injured or", "not injured eller"))
    told = dagmar("register", "check", "falls", "--lang", "sv").out
    assert "se Conditions i manualen" in told
    assert "`is missing`" in told


def test_definitions_of_the_catalogue_can_be_kept_by_what_they_say():
    """What is worked out for a definition is kept by its hash; those that are equal have the same."""
    for name in catalogue.register_ids():
        one, other = (
            read_register(catalogue.register_bytes(name), f"{name}.yaml", catalogue.parties()).register for _ in "ab"
        )
        assert one is not other
        assert one == other
        assert hash(one) == hash(other)
