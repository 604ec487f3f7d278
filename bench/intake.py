"""Intake: made-up waiting times taken in from a Parquet file, beside Polars merely reading and sorting the same file.

Each thing is measured in a process of its own, one after the other in each round, and the ratio is that of the round.
Validation is measured by itself, with and without pseudonyms, in seconds of one processor. A peak is what the process
held at most, and with it what the process that reads the file for it held at most: together they never had more.

    python bench/intake.py --rows 10000000 [--no-polars] [--folder F]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from dagmar import catalogue
from dagmar.register import intake
from dagmar.register.definition import Register
from dagmar.register.file import read_register
from dagmar.register.identity import HALF, Numbers, Pseudonyms, pseudonyms
from dagmar.register.keeping import Home
from dagmar.register.made_up.order import Order, clinics_of, made_up_units
from dagmar.register.made_up.rows import made_up
from dagmar.register.tables.reading import read_table
from dagmar.register.validate import Validator

A_YEAR = 10_000_000
"""So many rows lie in a year; more rows are more years."""

LAST = date(2025, 12, 31)
UNITS = 63

ROUNDS, FEW = 3, 2_000_000
"""So many rounds for up to so many rows; one for more."""

ENOUGH = 5_000_000
"""After so many rows the speed of validation is known."""

Measured = dict[str, float]
"""How many rows, and in how many seconds."""


def register() -> Register:
    """The waiting times of the catalogue."""
    found = read_register(catalogue.register_bytes("waiting-times"), "waiting-times.yaml", catalogue.parties()).register
    assert found
    return found


def make(file: Path, rows: int) -> Measured:
    """Write the file: texts, part by part."""
    first = date(LAST.year - (rows - 1) // A_YEAR, 1, 1)
    order = Order(register(), rows, first, LAST, 1, clinics_of(made_up_units(UNITS)), spread=0.4)

    def parts(*_: Any) -> Iterator[pl.DataFrame]:
        return (part.rows for part in made_up(order))

    began = time.perf_counter()
    schema = dict.fromkeys((each.id for each in order.register.variables), pl.String)
    register_io_source(parts, schema=schema).sink_parquet(file)
    return {"rows": rows, "seconds": time.perf_counter() - began}


def polars(file: Path, _: Path) -> Measured:
    """Read all and sort, as a month is sorted."""
    roles = register().roles
    began = time.perf_counter()
    found = pl.scan_parquet(file).sort(each for each in (roles.provider, roles.sex, roles.age) if each).collect()
    return {"rows": found.height, "seconds": time.perf_counter() - began}


def taken_in(file: Path, folder: Path) -> Measured:
    """Intake, to the manifest."""
    store = Home(folder / "registers", folder / "keys", "").store(register())
    began = time.perf_counter()
    with file.open("rb") as stream:
        taken = intake.take_in(intake.Delivery(stream, "parquet", file.name), store, LAST)
    seconds = time.perf_counter() - began
    assert isinstance(taken, intake.Taken), taken
    assert taken.batch
    assert not taken.refused
    return {"rows": taken.read, "seconds": seconds}


def unhashed(file: Path, folder: Path) -> Measured:
    """Intake with bytes that cost nothing for pseudonyms, and are others for others, so that keys stay apart."""

    def cheap(numbers: Numbers, _: tuple[bytes, ...]) -> Pseudonyms:
        whole = np.repeat(numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15), HALF // 8).tobytes()
        made: list[bytes | None] = [whole[at : at + HALF] for at in range(0, len(whole), HALF)]
        return Pseudonyms(made, made)

    intake.pseudonyms = cheap
    return taken_in(file, folder)


def validated(file: Path, _: Path) -> Measured:
    """Validation alone."""
    return _validated(file, lambda _: None)


def hashed(file: Path, _: Path) -> Measured:
    """Validation and pseudonyms."""
    return _validated(file, lambda numbers: pseudonyms(numbers, (bytes(32),)))


def _validated(file: Path, then: Callable[[Numbers], object]) -> Measured:
    validator = Validator(register(), LAST)
    wanted = {str(each.id): each.required for each in validator.register.variables}
    rows, seconds = 0, 0.0
    with file.open("rb") as stream:
        for part in read_table(stream, "parquet", wanted, file.name):
            if isinstance(part, pl.DataFrame):
                began = time.process_time()
                then(validator(part).numbers)
                seconds += time.process_time() - began
                rows += part.height
            if rows >= ENOUGH:
                break
    return {"rows": rows, "seconds": seconds}


WHOLE = {"Polars reads and sorts": polars, "intake": taken_in, "intake without pseudonyms": unhashed}
ONE_CORE = {"validation, one core": validated, "validation and pseudonyms, one core": hashed}


def measured(what: str, file: Path) -> Measured:
    """Measure one thing in a process of its own, in a folder that is taken away again; `peak` is in MB."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        threads = {"POLARS_MAX_THREADS": "1"} if what in ONE_CORE else {}
        done = subprocess.run(
            [sys.executable, __file__, "--measure", what, str(file), folder],
            env={**os.environ, **threads},
            stdout=subprocess.PIPE,
            check=True,
        )
    found: Measured = json.loads(done.stdout)
    return found


def measure(what: str, file: Path, folder: Path) -> None:
    """Measure in this process, and print what was found."""
    found = {**WHOLE, **ONE_CORE}[what](file, folder)
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({**found, "peak": sum(peaks) / 1024}))


@contextmanager
def made(rows: int, folder: Path | None) -> Iterator[Path]:
    """The file, in a folder where it stays or in one that is taken away; made by a process of its own."""
    top = folder or Path(tempfile.mkdtemp(prefix="dagmar-bench-"))
    top.mkdir(parents=True, exist_ok=True)
    file = top / f"waiting-times-{rows}.parquet"
    try:
        if not file.exists():
            half = file.with_suffix(".half")
            subprocess.run([sys.executable, __file__, "--make", str(half), str(rows)], check=True)
            half.rename(file)
        yield file
    finally:
        if folder is None:
            shutil.rmtree(top)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--no-polars", action="store_true", help="more rows than Polars has memory for")
    parser.add_argument("--folder", type=Path, help="where the file is made and stays")
    asked = parser.parse_args()
    listed = [each for each in (*WHOLE, *ONE_CORE) if not (asked.no_polars and each == "Polars reads and sorts")]
    rounds: list[dict[str, Measured]] = []
    with made(asked.rows, asked.folder) as file:
        print(f"{asked.rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} cores\n", flush=True)
        for _ in range(ROUNDS if asked.rows <= FEW else 1):
            rounds.append({})
            for what in listed:
                rounds[-1][what] = measured(what, file)
                print(f"{what}: {rounds[-1][what]}", file=sys.stderr, flush=True)
    print("| | rows a second | of Polars | peak, MB |\n|---|---:|---:|---:|")
    for what in listed:
        rate = statistics.median(_rate(each[what]) for each in rounds)
        share = "" if asked.no_polars or what in ONE_CORE else f"{statistics.median(map(_share(what), rounds)):.2f}"
        print(f"| {what} | {rate:,.0f} | {share} | {max(each[what]['peak'] for each in rounds):,.0f} |")


def _rate(found: Measured) -> float:
    return found["rows"] / found["seconds"]


def _share(what: str) -> Callable[[dict[str, Measured]], float]:
    return lambda each: _rate(each[what]) / _rate(each["Polars reads and sorts"])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--measure", what, file, folder]:
            measure(what, Path(file), Path(folder))
        case ["--make", file, rows]:
            make(Path(file), int(rows))
        case _:
            main()
