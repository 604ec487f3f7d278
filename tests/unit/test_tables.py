"""Tables that are read in parts: nothing is lost or counted twice where a part is cut, and limits hold."""

import csv
import io
import os
import random
import resource
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables import delimited, limited, objects, packed, parts
from dagmar.register.tables.parquet import read_parquet
from dagmar.register.tables.reading import read_table

WANTED = {"a": True, "b": False}


def cells(data, form, wanted=WANTED):
    found = list(read_table(data if hasattr(data, "read") else io.BytesIO(data), form, wanted, "t"))
    assert not isinstance(found[-1], Problem), found[-1].code
    return [row for frame in found[1:] for row in frame.rows()]


@pytest.fixture
def small_parts(monkeypatch):
    for module in (parts, delimited, objects):
        monkeypatch.setattr(module, "PART", 64)
    monkeypatch.setattr(parts.read_part, "__defaults__", (64,))
    monkeypatch.setattr(parts, "MOST_CELLS", 15)


class Dripping(io.RawIOBase):
    """A connection that gives a few bytes at a time and cannot go back."""

    def __init__(self, data):
        self.data = data

    def read(self, size=-1):
        part, self.data = self.data[: min(size, 7)], self.data[min(size, 7) :]
        return part


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("seed", range(40))
def test_parts_are_cut_between_rows(seed):
    chance = random.Random(seed)
    choices = ("x", "", "å", "two\nlines", 'q"q', "a,b", "\r\n", '"')
    made = [[chance.choice(choices) for _ in "ab"] for _ in range(chance.randrange(1, 60))]
    made[-1][0] = "last"
    text = io.StringIO()
    csv.writer(text, lineterminator=chance.choice(("\n", "\r\n"))).writerows([["a", "b"], *made])
    data = text.getvalue().encode()
    expected = [(place, a or None, b or None) for place, (a, b) in enumerate(made, 2)]
    assert [(row, a or None, b or None) for row, a, b in cells(Dripping(data), "csv")] == expected
    lines = pl.DataFrame(made, schema=["a", "b"], orient="row").write_ndjson().encode()
    assert [(row + 1, a or None, b or None) for row, a, b in cells(Dripping(lines), "ndjson")] == expected


VALUES = (
    *("1", "0", "-12", "1.50", "1.0", "0.1", "0.000001", "-70.25", "999999999999999", "123456789.123456", "100000.0"),
    *("true", "null", '"x"', '"\\u00e5"', '"a\\"b, c"', '"å"', '" {x} "', '"[1]"'),
)
ODD = (
    *("-0", "-0.0", "1e3", "1E-9", "1e15", "1e400", "12345678901234567890", "0.30000000000000004", "NaN"),
    *("123456789012345.123456789", "9007199254740993.0", '"\\ud800"', '"\\ud83d\\ude00"', '"\x01"'),
    *("[1]", "{}", "01", "+1", ".5", "1."),
)


@pytest.mark.parametrize("value", [*VALUES, *ODD])
def test_lines_read_at_once_and_one_by_one_are_alike(value):
    """What a line means does not hang on what else is in the file."""
    line = f'{{"a":{value},"c":1}}\n'.encode()
    fast, slow = objects._fast(line, 1, WANTED), objects._slow(line, WANTED, 1, "t")
    assert fast is None or fast["a"].to_list() == slow["a"].to_list()
    assert value in ODD or "{" in value or fast is not None


@pytest.mark.parametrize("seed", range(60))
def test_lines_of_any_shape_are_alike(seed):
    chance = random.Random(seed)
    keys = ['"a"', '"b"', '"c"', '"\\u0061"', '"a\\"b"']
    found = 0
    for _ in range(60):
        names = chance.choices(keys, k=3) if chance.random() < 0.5 else chance.sample(keys[:3], k=3)
        pairs = [f"{name}:{chance.choice(VALUES)}" for name in names]
        line = "{" + chance.choice((",", ", ")).join(pairs) + chance.choice(("}", "}", "}\r", ",}", "}x", ",", "} "))
        fast = objects._fast(f"{line}\n".encode(), 1, WANTED)
        slow = objects._slow(f"{line}\n".encode(), WANTED, 1, "t")
        if fast is not None:
            assert isinstance(slow, pl.DataFrame), line
            assert fast.rows() == slow.select(list(WANTED)).rows(), line
            found += 1
    assert found


def test_types_of_parquet():
    frame = pl.DataFrame(
        {
            "day": [datetime(2019, 1, 31), None],
            "time": [datetime(2019, 1, 31, 12, 30), None],
            "part": [1.25, float("nan")],
            "money": [Decimal("1.50"), None],
            "code": pl.Series(["x", "y"], dtype=pl.Categorical),
            "nothing": pl.Series([None, None], dtype=pl.Null),
        }
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    assert cells(file.getvalue(), "parquet", dict.fromkeys(frame.columns, True)) == [
        (2, "2019-01-31", "2019-01-31T12:30:00", "1.25", "1.50", "x", None),
        (3, None, None, "NaN", None, "y", None),
    ]


def test_a_file_on_disk_is_read_from_there(tmp_path):
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": range(300_000)}).write_parquet(path)
    with path.open("rb") as file:
        read = cells(file, "parquet")
    assert read[-1] == (300_001, "299999", None)
    assert len(read) == 300_000


def test_a_reader_that_stops_ends_the_process(tmp_path):
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": range(900_000)}).write_parquet(path)
    with path.open("rb") as file:
        found = read_table(file, "parquet", WANTED, "t")
        next(found)
        next(found)
        found.close()
    assert not Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def test_rows_that_no_file_could_hold_are_refused():
    file = io.BytesIO()
    pl.DataFrame({"a": [None] * 3_000_000}, schema={"a": pl.String}).write_parquet(file)
    *_, last = read_parquet(file.getvalue(), len(file.getvalue()), WANTED)
    assert last.code is Code.TOO_LARGE_INSIDE


def limits(work: str) -> int:
    """How a process ends that sets the limits of an upload and then works."""
    code = f"import os\nfrom dagmar.register.tables import packed\npacked._limit(packed.MEMORY, 1)\n{work}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "POLARS_MAX_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], stdout=-3, stderr=-3, env=environment, timeout=20)
    return done.returncode


def test_the_process_can_hold_little_and_write_nothing(tmp_path):
    assert limits("bytearray(300_000_000)") == 0
    assert limits("bytearray(500_000_000)") == 1
    assert limits("while True: pass") in (-24, -9)
    limits(f"open({str(tmp_path / 'f')!r}, 'w').write('x')")
    assert (tmp_path / "f").stat().st_size == 0


@pytest.mark.parametrize(
    ("gives", "code"),
    [
        ("import time; time.sleep(30)", Code.TOO_SLOW),
        ("import os; os.abort()", Code.TOO_LARGE_INSIDE),
        ("import os; os._exit(3)", Code.TOO_LARGE_INSIDE),
        ("import os; os.kill(os.getpid(), 24)", Code.TOO_SLOW),
        ("import os; os.kill(os.getpid(), 11)", Code.NOT_TABLE),
        ("print('F' + chr(127) * 9)", Code.NOT_TABLE),
        ("import os; os.write(1, b'F' + bytes(7) + b'\\x03abc')", Code.NOT_TABLE),
    ],
)
def test_however_the_process_ends_it_is_told(gives, code, monkeypatch):
    def start(*_):
        return subprocess.Popen([sys.executable, "-c", gives], stdin=-1, stdout=-1, stderr=-3)

    monkeypatch.setattr(limited, "_start", start)
    monkeypatch.setattr(limited, "_GRACE", -7)
    (found,) = read_table(io.BytesIO(b"x"), "xlsx", WANTED, "t")
    assert found.code is code


def test_what_is_too_large_for_memory_is_refused(monkeypatch):
    monkeypatch.setattr(limited, "MOST", {"xlsx": 1_000_000, "parquet": 1_000_000})
    for form in ("xlsx", "parquet"):
        (found,) = read_table(io.BytesIO(bytes(2_000_000)), form, WANTED, "t")
        assert found.code is Code.FILE_TOO_LARGE


def test_no_core_is_left():
    assert (
        limits("import resource as r; assert r.getrlimit(r.RLIMIT_CORE) == r.getrlimit(r.RLIMIT_FSIZE) == (0, 0)") == 0
    )
    assert packed.MEMORY < 512 * 1024**2
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0
