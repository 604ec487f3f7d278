"""Indicators: forty counted in one pass, beside decoding the Parquet, and beside other engines at their best.

Two versions of the same data: `plain` has flags and small numbers; `real` has code prefixes, AND, OR and NOT, sets,
differences of days, and values that are missing. The conditions are written once and put into SQL, Polars and pandas
as one would write them by hand: a single scan, `count_if`, ENUM columns, months and bands laid out beforehand. Each is
run in a process of its own, one after the other in each round; those that count all months must count the same.

    python bench/indicators.py --rows 20000000 [--version plain|real] [--folder F] [--rounds 5]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from indicator_rows import indicators, make, store_in
from indicator_ways import WAYS, Case

from dagmar import catalogue
from dagmar.indicator import gathering
from dagmar.indicator.engines import lack
from dagmar.register.storage import Store
from dagmar.register.units import Units

MANY = 40

TIMES = 15
"""A month is counted so often, and the median told."""


def forget(store: Store, pattern: str) -> None:
    """Have nothing kept before of what is named so.

    It is put aside, empty, and deleted with the rest at the end: ext4 takes care not to use what was just deleted, and
    to make a file soon after thousands were deleted takes fifty times as long. It is empty so that its memory can be
    used again: to get new memory from a host may take longer than to fill it.
    """
    aside = store.folder / "aside"
    aside.mkdir(exist_ok=True)
    for path in store.cache.glob(pattern):
        gone = path.rename(aside / f"{secrets.token_hex(8)}.{path.name}")
        os.truncate(gone, 0)


def growing(store: Store, version: str) -> dict[str, tuple[float, float]]:
    """A full run, one more month, and one that is corrected, in a warm process: its seconds, and those of processors.

    Once where columns lie there already, and once where those of what is counted must be laid out first. All are
    medians but the full run that lays out all columns, which is run once.
    """
    asked, units = indicators(version, MANY), Units({}, catalogue.parties())
    last, found = max(store.manifest().months), store.manifest()

    def run(forgotten: str = "") -> tuple[float, float]:
        if forgotten:
            forget(store, forgotten)
        began, busy = time.perf_counter(), of_processors()
        with store.months() as manifest:
            assert isinstance(gathering.gather(store, manifest, asked, units), gathering.Gathered)
        took = time.perf_counter() - began
        active_children()  # sees off who took part, so that the time of theirs is known
        return took, of_processors() - busy

    def corrected(measure: Callable[[str], tuple[float, float]]) -> tuple[float, float]:
        """What is measured where 1 % of the last month's rows are corrected, by the name of its file."""
        rows = store.whole(found.months[last]).collect()
        hit = pl.Series(np.random.default_rng().random(rows.height) < 0.01)
        rows = rows.with_columns(pl.when(hit).then(~pl.col("f0")).otherwise(pl.col("f0")).alias("f0"))
        with store.staging() as staging:
            store.replace(replace(found, months={**found.months, last: store.keep(staging, last, rows)}))
        try:
            return measure(Path(store.manifest().months[last].file).stem)
        finally:
            store.replace(found)

    def counted_again(stem: str) -> tuple[float, float]:
        run()
        return run(f"{stem}*.parts")

    def median(measure: Callable[[], tuple[float, float]]) -> tuple[float, float]:
        took, busy = zip(*(measure() for _ in range(TIMES)), strict=True)
        return statistics.median(took), statistics.median(busy)

    run("*.parts")
    stem = Path(found.months[last].file).stem
    return {
        "full": median(lambda: run("*.parts")),
        "one more month": median(lambda: run(f"{stem}*.parts")),
        "a month corrected": median(lambda: corrected(counted_again)),
        "full, columns laid out first": run("*"),
        "one more month, laid out first": median(lambda: run(f"{stem}*")),
        "a month corrected, laid out first": median(lambda: corrected(lambda _: run())),
    }


def of_processors() -> float:
    """The seconds that processors have spent for this process, and for those of its own that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def child(way: str, folder: Path, version: str, many: int, warm: bool) -> None:
    """Run one way and print what came of it: seconds, the sum of all counts, and the peak of memory."""
    store = store_in(folder, version)
    run = WAYS[way](Case(store, version, many))
    if warm:
        run()()
    forget(store, "*.parts")
    gc.collect()
    began = time.perf_counter()
    counted = run()
    seconds = time.perf_counter() - began
    total = counted()
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    many_workers = (os.cpu_count() or 1) if way == "ours" else 1
    print(json.dumps({"seconds": seconds, "total": total, "peak": (own + many_workers * workers) / 1024}))


def measured(
    way: str, folder: Path, version: str, many: int, *, warm: bool = True, cold: bool = False
) -> dict[str, Any]:
    """One measurement, in a process of its own; `cold` asks the system to forget what it read."""
    if cold:
        for path in (folder / version).rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    command = [sys.executable, __file__, "--child", way, "--folder", str(folder), "--version", version]
    command += ["--many", str(many), *(["--warm"] if warm else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(folder: Path, version: str, rows: int, rounds: int, beside: bool) -> None:
    """The tables of a version."""
    store = store_in(folder, version)
    if not store.folder.exists():
        cost = make(store, version, rows)
        share = cost["sort"] / sum(cost.values())
        print(f"{version}, {rows:,} rows: sorting takes {cost['sort']:.1f} s of intake's writing, {share:.0%} of it")
    found: dict[str, list[dict[str, Any]]] = {}
    measured("ours", folder, version, 1)  # lays the columns out
    for _ in range(rounds):
        for way in ("decode", "ours", *(("duckdb", "polars") if beside else ())):
            found.setdefault(way, []).append(measured(way, folder, version, MANY))
        for way in ("decode", "ours"):
            cold = measured(way, folder, version, MANY, warm=False, cold=True)
            found.setdefault(f"{way}, cold", []).append(cold)
        for many in (1, 3 * MANY):
            found.setdefault(f"ours, {many} indicators", []).append(measured("ours", folder, version, many))
    if beside:
        if lack("spark") is None:
            found["spark"] = [measured("spark", folder, version, MANY)]
        found["pandas, one month of 60"] = [measured("pandas", folder, version, MANY)]
        totals = {way: found[way][0]["total"] for way in ("ours", "duckdb", "polars", "spark") if way in found}
        assert len(set(totals.values())) == 1, totals
    base = statistics.median(each["seconds"] for each in found["decode"])
    print(f"\n| {version}, {rows:,} rows | seconds | of decoding | peak, MB |\n|---|---:|---:|---:|")
    for way, runs in found.items():
        seconds = statistics.median(each["seconds"] for each in runs)
        peak = max(each["peak"] for each in runs)
        print(f"| {way} | {seconds:.3f} | {seconds / base:.2f} | {peak:,.0f} |", flush=True)
    print("\n| | seconds | of the full run | of processors | of the full run |\n|---|---:|---:|---:|---:|")
    whole = (0.0, 0.0)
    for way, took in measured("growing", folder, version, MANY).items():
        whole = took if way.startswith("full") else whole
        told = " | ".join(f"{each:.4f} | 1/{full / each:.0f}" for each, full in zip(took, whole, strict=True))
        print(f"| {way} | {told} |", flush=True)


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=2_000_000)
    asked.add_argument("--version", choices=("plain", "real"))
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--alone", action="store_true", help="more rows than the others have memory for")
    asked.add_argument("--child", choices=(*WAYS, "growing"))
    asked.add_argument("--many", type=int, default=MANY)
    asked.add_argument("--warm", action="store_true")
    given = asked.parse_args()
    if given.child == "growing":
        print(json.dumps(growing(store_in(given.folder, given.version), given.version)))
        return
    if given.child:
        child(given.child, given.folder, given.version, given.many, given.warm)
        return
    folder = given.folder or Path(tempfile.mkdtemp(prefix="dagmar-bench-"))
    try:
        for version in [given.version] if given.version else ["plain", "real"]:
            compare(folder, version, given.rows, given.rounds, not given.alone)
    finally:
        for aside in folder.glob("*/*/aside"):
            shutil.rmtree(aside)
        if given.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
