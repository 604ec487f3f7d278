"""Thousands of damaged tables: each gives frames of texts or a problem in words, in bounded memory and time."""

import io
import os
import random
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import polars as pl
import pytest

from dagmar.register.tables.reading import Heading, read_table

MEMORY = 512 * 1024 * 1024
SECONDS = 10
FORMS = ("csv", "ndjson", "parquet", "xlsx")
WANTED = {"person": True, "unit": True, "visited": True, "age": False, "emergency": False}

CELLS = (
    "=1+1", "+46", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "", " ", "é", "\u202e",
    "x" * 40_000, "\t", "a,b;c", 'say "no"', "two\nlines", "NaN", "1e999", "0x1f", "2019-02-31", "null", "'",
    "\x01", "9" * 400, "\U0001f4b0",
)  # fmt: skip
BYTES = (
    b'"', b'""', b"\x00", b"\xff", b"\xc3", b"\r", b"\n", b"\n\n\n", b",", b";", b"\t", b"[" * 3_000, b'{"a":' * 3_000,
    b"\xef\xbb\xbf", b"\xff\xfe", b"=" * 9_000, b"x" * 1_200_000, b'{"person":[1]}', b"1e400", b"\\ud800",
    b"PK\x03\x04",
)  # fmt: skip


def rows(chance: random.Random, many: int) -> list[dict]:
    """Made-up persons at made-up units, with a strange cell here and there."""
    made = []
    for _ in range(many):
        birth = f"19{chance.randrange(40, 99)}0{chance.randrange(1, 9)}1{chance.randrange(9)}"
        row = {
            "person": f"{birth}{chance.randrange(980, 1000)}0",
            "unit": f"u{chance.randrange(9)}",
            "visited": f"2019-0{chance.randrange(1, 9)}-11",
            "age": str(chance.randrange(99)),
            "emergency": chance.choice(("ja", "nej")),
        }
        if chance.random() < 0.05:
            row[chance.choice(list(row))] = chance.choice(CELLS)
        made.append(row)
    return made


def written(form: str, chance: random.Random) -> bytes:
    """A sound file of the form, before it is damaged."""
    made = pl.DataFrame(rows(chance, chance.choice((1, 20, 300))))
    if chance.random() < 0.3:
        made = made.rename({chance.choice(made.columns): chance.choice(("weight", "person2", "", "é"))})
    if form == "csv":
        text = made.write_csv(separator=chance.choice((",", ";", "\t")), line_terminator=chance.choice(("\n", "\r\n")))
        return text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace")
    if form == "ndjson":
        return made.write_ndjson().encode()
    file = io.BytesIO()
    if form == "parquet":
        _wrong_types(made, chance).write_parquet(file, compression=chance.choice(("zstd", "snappy", "uncompressed")))
    else:
        _wrong_types(made, chance, nested=False).write_excel(file, autofilter=False)
    return file.getvalue()


def _wrong_types(made: pl.DataFrame, chance: random.Random, nested: bool = True) -> pl.DataFrame:
    kinds = [1.5, True, date(2019, 1, 1), datetime(2019, 1, 1, 12), 2**60, float("inf")]
    kinds += [b"bytes", [1, 2], {"a": 1}] if nested else []
    if chance.random() < 0.4:
        made = made.with_columns(pl.Series(chance.choice(made.columns), [chance.choice(kinds)] * made.height))
    return made


def damaged(form: str, seed: int) -> bytes:
    """A file that is almost, or not at all, a table of its form; some are made to exhaust."""
    chance = random.Random(seed)
    if seed < len(bombs(form)):
        return bombs(form)[seed]
    data = bytearray(written(form, chance))
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(data) or 1)
        match chance.randrange(6):
            case 0:
                del data[place:]
            case 1 if data:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                data[place:place] = chance.choice(BYTES)
            case 3:
                part = list(data[place : place + 40])
                chance.shuffle(part)
                data[place : place + 40] = bytes(part)
            case 4:
                del data[place : place + chance.randrange(1, 30)]
            case _:
                data[place:place] = data[place : place + chance.randrange(1, 2_000)]
    return bytes(data)


@cache
def bombs(form: str) -> list[bytes]:
    """Files made to exhaust."""
    start = b"person,unit,visited\n"
    wide = {f"c{place}": [1] for place in range(20_000)}
    match form:
        case "csv":
            return [
                b",".join(b"c%d" % place for place in range(100_000)), start + b"\n" * 20_000_000, b"person,unit",
                start + b",,\n" * 6_000_000, start + b'"' + b"\n" * 9_000_000, start + b'"' * 9_000_001, b"",
                start + b"x" * 9_000_000, start + b'"\n' * 4_000_000, b"\x00" * 1_000_000, b'"' * 2_000_000,
                b"\r" * 900_000, b"\n" * 9_000_000,
                start + b"1,2," + b"\xc3\xa5" * 500_000 + b"\n" + b"1,2,\xf0\x9f\x92\xb0\n" * 2_000_000,
                start + b'"""",",\n",\r\n' * 1_000_000,
            ]  # fmt: skip
        case "ndjson":
            one = b'{"person":"1","unit":"2","visited":"3"}\n'
            return [
                one + b"{}\n" * 6_000_000, one + b"[" * 900_000, one + b'{"a":' * 200_000, b"\n" * 20_000_000, b"",
                one + b"{" + b",".join(b'"k%d":1' % place for place in range(90_000)) + b"}\n", one + b"x" * 9_000_000,
                one * 3 + b'{"person":' + b"9" * 900_000 + b"}\n", b"[" + one + b"]",
                one + b'{"person":1e-999999999}\n', b"5\n",
                one + b'{"person":[' + b"1," * 400_000 + b"1]}\n",
            ]  # fmt: skip
        case "parquet":
            return [
                _parquet(wide), _parquet({each: [None] * 5_000_000 for each in WANTED}),
                _parquet({each: ["x" * 2_000_000] * 400 for each in WANTED}), b"PAR1" * 100_000, b"", b"PAR1",
                _parquet({"person": ["x" * 900_000] * 3_000, "unit": ["1"] * 3_000, "visited": ["2"] * 3_000}),
                _parquet({"person": [[1]], "unit": [1], "visited": [1]}), b"PAR1" + struct.pack("<I", 2**31) + b"PAR1",
            ]  # fmt: skip
    return [
        _sheet(b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"),
        _sheet(HEAD + b"<row><c><v>9</v></c></row>" * 900_000),
        _sheet(HEAD + b"<row>%s</row>" % b"".join(b"<c><v>%d</v></c>" % n for n in range(16_384)) * 60),
        _sheet(HEAD + b'<row r="1048576"><c><v>1</v></c></row>'),
        _sheet(HEAD + b"".join(b'<row r="%d"><c><v>%d</v></c></row>' % (n, n * n) for n in range(2, 600_000))),
        _sheet(HEAD + b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * 9_000_000)),
        _sheet(b"".join(b'<row r="%d" s="1" customFormat="1"><c s="1"/></row>' % n for n in range(1, 1_048_577))),
        _sheet(b'<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'),
        _sheet(b" " * 400_000_000), _sheet(b"<row>" * 2_000_000), _sheet(b"<row><c><v>9</v></c></row>" * 3_000_000),
        _sheet(b'<row r="99999999999"/>'), _sheet(b'<row><c r="XFD1"><v>1</v></c></row>' * 60_000), b"", b"PK\x03\x04",
        _sheet(b"<row><c><v>&i;</v></c></row>", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]>"),
        b"\xd0\xcf\x11\xe0" + b"x" * 3_000, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        _zip({f"f{place}": b"" for place in range(60_000)}), _zip({"a.txt": b"x"}),
    ]  # fmt: skip


HEAD = b"<row>%s</row>" % b"".join(
    b'<c t="inlineStr"><is><t>%s</t></is></c>' % each for each in (b"person", b"unit", b"visited")
)
"""The first row of a sheet whose columns are there."""


def _parquet(columns: dict) -> bytes:
    file = io.BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def _sheet(content: bytes, before: bytes = b"") -> bytes:
    """A workbook whose first sheet holds this XML."""
    plain = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_excel(plain, autofilter=False)
    with zipfile.ZipFile(plain) as packed:
        files = {each: packed.read(each) for each in packed.namelist()}
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = b"%s<worksheet %s><sheetData>%s</sheetData></worksheet>" % (before, space, content)
    return _zip({**files, "xl/worksheets/sheet1.xml": sheet})


def used(process: int | str = "self") -> int:
    """Bytes that this process and those it has started hold now."""
    total, folder = 0, Path(f"/proc/{process}")
    try:
        total = int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        for task in (folder / "task").iterdir():
            # Where one ends meanwhile, the kernel may name others twice.
            total += sum(used(int(child)) for child in {*(task / "children").read_text().split()})
    except OSError:
        pass  # it has just ended
    return total


class Watch:
    """The most that was held while something was done."""

    def __enter__(self):
        self.peak, self.over = 0, threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def _look(self):
        while not self.over.wait(0.005):
            self.peak = max(self.peak, used())

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def read(form: str, data: bytes) -> str:
    """Read a file; what came of it."""
    from dagmar.words.problems import hint, say

    rows = 0
    found = None
    for found in read_table(io.BytesIO(data), form, WANTED, "fuzzed"):
        if isinstance(found, pl.DataFrame):
            assert found.schema == {"row": pl.Int64} | dict.fromkeys(WANTED, pl.String)
            rows += found.height
    if isinstance(found, Heading | pl.DataFrame):
        return "read"
    assert all(say(found, lang) and hint(found, lang) for lang in ("sv", "en"))
    return found.code.value


def work(form: str, first: int, last: int) -> tuple[Counter[str], float, float]:
    """Read the files of these seeds: what came, the slowest in seconds, the most memory in MB beyond the start."""
    seen: Counter[str] = Counter()
    slowest = peak = 0.0
    # To make files takes more memory than to read them, and is given back late: others do it.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        files = pool.submit(damaged_files, form, first, last).result()
    for seed, data in zip(range(first, last), files, strict=True):
        came, took, more = measured(form, data)
        # Seen from outside, what is held and how long it takes can be another's doing: what is so comes again.
        if more >= MEMORY / 2**20 or took >= SECONDS:
            came, took, more = measured(form, data)
        seen[came] += 1
        assert took < SECONDS, (form, seed, took)
        assert more < MEMORY / 2**20, (form, seed, more)
        slowest, peak = max(slowest, took), max(peak, more)
    return seen, slowest, peak


def damaged_files(form: str, first: int, last: int) -> list[bytes]:
    """The files of some seeds."""
    return [damaged(form, seed) for seed in range(first, last)]


def measured(form: str, data: bytes) -> tuple[str, float, float]:
    """What came of a file, in how many seconds, with how many MB beyond what was held before."""
    start, began = used(), time.monotonic()
    with Watch() as watch:
        came = read(form, data)
    return came, time.monotonic() - began, (watch.peak - start) / 2**20


def run(form: str, first: int, last: int) -> str:
    """The same in a process of its own, so that a crash is a failure of this test and not its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    code = f"import test_fuzzed_tables as fuzz; print(*fuzz.work({form!r}, {first}, {last}), sep='|')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=1800)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_few_hundred_damaged_tables(form):
    seen, slowest, peak = run(form, 0, 125).strip().split("|")
    print(f"{form}: {seen}, slowest {float(slowest):.2f} s, peak {float(peak):.0f} MB")
    assert "'read'" in seen
