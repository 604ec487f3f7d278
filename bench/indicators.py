"""Indicators: forty counted in one pass, beside decoding the Parquet, and beside other engines at their best.

Two versions of the same data: `plain` has flags and small numbers; `real` has code prefixes, AND, OR and NOT, sets,
differences of days, and values that are missing. The conditions are written once and put into SQL, Polars and pandas
as one would write them by hand: a single scan, `count_if`, ENUM columns, months and bands laid out beforehand. First it
is checked that all count the same. Each is run in a process of its own, one after the other in each round.

    python bench/indicators.py --rows 20000000 [--version plain|real] [--folder F] [--rounds 5]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dagmar import catalogue
from dagmar.indicator import gathering
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.engines import count_with, lack
from dagmar.indicator.file import read_indicators
from dagmar.indicator.meaning import meanings
from dagmar.register.changing import shape_of
from dagmar.register.definition import Register
from dagmar.register.engine import column_of
from dagmar.register.expression import And, Compare, Constant, Days, Missing, Name, Node, Not, Or, Starts, Within
from dagmar.register.file import read_register
from dagmar.register.keeping import Home
from dagmar.register.storage import Manifest, Store
from dagmar.register.units import Units

UNITS, MONTHS, FIRST = 311, 60, date(2021, 1, 1)
AGES = (0, 18, 45, 65, 75, 80, 85, 90)
MANY = 40

REGISTER = """\
dagmar: 1
id: bench
version: 1
name: {sv: Prov, en: Bench}
purpose: {sv: Mäta, en: Measure}
controller: skr
observation: {sv: En rad, en: A row}
population: {sv: Alla, en: All}
objection: destroyed
roles: {person: person, provider: unit, event: day, sex: sex, age: age}
systems:
- {id: icd, name: {sv: ICD, en: ICD}, owner: socialstyrelsen, pattern: A99*}
- {id: atc, name: {sv: ATC, en: ATC}, owner: socialstyrelsen, pattern: A99AA99}
variables:
- {id: person, name: {sv: x, en: x}, what: {sv: x, en: x}, type: identity}
- {id: unit, name: {sv: x, en: x}, what: {sv: x, en: x}, type: provider}
- {id: day, name: {sv: x, en: x}, what: {sv: x, en: x}, type: date}
- {id: sex, name: {sv: x, en: x}, what: {sv: x, en: x}, type: code, values: {"1": {sv: m, en: m}, "2": {sv: k, en: w}}}
- {id: age, name: {sv: x, en: x}, what: {sv: x, en: x}, type: whole, least: 0, most: 120}
"""
VARIABLE = "- {{id: {}, name: {{sv: x, en: x}}, what: {{sv: x, en: x}}, type: {}, required: false}}\n"
CODED = (
    "- {{id: {}, name: {{sv: x, en: x}}, what: {{sv: x, en: x}}, type: code, required: false, values: "
    '{{"a": {{sv: a, en: a}}, "b": {{sv: b, en: b}}, "c": {{sv: c, en: c}}, "d": {{sv: d, en: d}}}}}}\n'
)
SYSTEM = "- {{id: {}, name: {{sv: x, en: x}}, what: {{sv: x, en: x}}, type: code, required: false, system: {}}}\n"

FLAGS = [f"f{n}" for n in range(8)]
NUMBERS = [f"n{n}" for n in range(6)]


def register(version: str) -> Register:
    """The register of a version."""
    text = REGISTER
    if version == "plain":
        text += "".join(VARIABLE.format(name, "flag") for name in FLAGS)
        text += "".join(VARIABLE.format(name, "whole") for name in NUMBERS)
    else:
        text += "".join(SYSTEM.format(*each) for each in (("main", "icd"), ("second", "icd"), ("drug", "atc")))
        text += "".join(CODED.format(name) for name in ("kind", "way", "state"))
        text += "".join(VARIABLE.format(name, "date") for name in ("admitted", "referred", "previous"))
        text += "".join(VARIABLE.format(name, "flag") for name in FLAGS[:4])
        text += "".join(VARIABLE.format(name, "whole") for name in NUMBERS[:2])
    found = read_register(text.encode(), "bench.yaml", catalogue.parties())
    assert found.register, found.problems
    return found.register


# Forty indicators

ICD = [f"{letter}{first}{second}" for letter in "ACEFGIJKLMNORSTZ" for first in range(10) for second in range(10)]
ATC = [f"{a}{n:02}{b}{b}{m:02}" for a in "ABCHJMNR" for n in (1, 3, 5) for b in "ACX" for m in range(1, 6)]


def conditions(version: str, many: int) -> list[dict[str, str]]:
    """What is asked, the same for the same number: every one is different."""
    draw = np.random.default_rng(7)

    def pick(*of: str) -> str:
        return str(of[draw.integers(len(of))])

    def plain() -> dict[str, str]:
        one, two = (str(each) for each in draw.choice(FLAGS, 2, replace=False))
        population = f"{one} and {pick(*NUMBERS)} >= {draw.integers(0, 6)}"
        return {"population": population, "numerator": f"{two} or {pick(*NUMBERS)} < {draw.integers(3, 9)}"}

    def real() -> dict[str, str]:
        letter, other = pick(*"ACEFGIJK"), pick(*"LMNORSTZ")
        codes = ", ".join(f'"{letter}{n}"' for n in sorted(set(draw.integers(0, 10, 3).tolist())))
        population = f'(main starts ({codes}) or second starts "{other}{draw.integers(0, 10)}")'
        population += pick(' and kind in ("a", "b")', ' and not way = "c"', f" and age >= {draw.integers(18, 80)}", "")
        exclusions = pick('state = "d"', f"{pick(*FLAGS[:4])} and n0 > {draw.integers(2, 9)}", 'drug starts "N05"')
        days = pick("days(admitted, day)", "days(referred, admitted)", "days(previous, admitted)")
        numerator = f"{days} <= {draw.integers(3, 90)}"
        numerator += pick(f" and {pick(*FLAGS[:4])}", f" or n1 >= {draw.integers(3, 12)}", "")
        return {"population": population, "exclusions": exclusions, "numerator": numerator}

    return [plain() if version == "plain" else real() for _ in range(many)]


def indicators(version: str, many: int) -> IndicatorSet:
    """So many indicators."""
    lines = [
        "dagmar: 1\nid: bench\nregister: bench\nversion: 1\nname: {sv: Prov, en: Bench}",
        f"ages: {list(AGES)}\nindicators:",
    ]
    for number, asked in enumerate(conditions(version, many)):
        lines.append(f"- id: i{number}\n  name: {{sv: x, en: x}}\n  what: {{sv: x, en: x}}")
        lines.append("  kind: proportion\n  better: higher")
        lines += [f"  {key}: {json.dumps(text)}" for key, text in asked.items()]
    found = read_indicators("\n".join(lines).encode(), "bench.yaml", lambda _: register(version))
    assert found.indicators, found.problems
    assert not found.problems, found.problems
    return found.indicators


# Data


def store_in(folder: Path, version: str) -> Store:
    """The store of a version."""
    return Home(folder / version, folder / "keys", "").store(register(version))


def make(store: Store, version: str, rows: int) -> dict[str, float]:
    """Lay out months of rows as intake does; what sorting costs of it is told."""
    months = {}
    seconds = {"sort": 0.0, "write sorted": 0.0}
    with store.staging() as staging:
        for number in range(MONTHS):
            first = date(FIRST.year + number // 12, number % 12 + 1, 1)
            frame = drawn(version, rows // MONTHS + (number < rows % MONTHS), first, np.random.default_rng(number))
            began = time.perf_counter()
            frame.sort("unit", "sex", "age")
            middle = time.perf_counter()
            months[f"{first:%Y-%m}"] = store.keep(staging, f"{first:%Y-%m}", frame)
            seconds["sort"] += middle - began
            seconds["write sorted"] += time.perf_counter() - middle
    store.replace(Manifest("bench", (), months, (), (), shape_of(store.register)))
    return seconds


def drawn(version: str, count: int, first: date, draw: np.random.Generator) -> pl.DataFrame:
    """A month of rows: one in twelve values is missing in the realistic version."""

    def codes(of: list[str], gone: float) -> pl.Series:
        weight = 1 / np.arange(1, len(of) + 1) ** 0.7
        places = pl.Series(draw.choice(len(of), count, p=weight / weight.sum()).astype(np.uint32))
        return missing(pl.Series(of, dtype=pl.String).gather(places), gone)

    def missing(values: pl.Series, gone: float) -> pl.Series:
        return values.set(pl.Series(draw.random(count) < gone), None) if gone else values

    def days(before: int, gone: float) -> pl.Series:
        back = draw.integers(0, before, count).astype(np.int32)
        return missing((day.cast(pl.Int32) - pl.Series(back)).cast(pl.Date), gone)

    def small(most: int, gone: float) -> pl.Series:
        return missing(pl.Series(draw.integers(0, most, count), dtype=pl.Int64), gone)

    day = pl.Series(draw.integers(0, 28, count).astype(np.int32) + (first - date(1970, 1, 1)).days).cast(pl.Date)
    units = pl.Series([f"unit-{n:03}" for n in range(UNITS)], dtype=pl.String)
    columns: dict[str, Any] = {
        "person": pl.Series(np.frombuffer(draw.bytes(count * 16), dtype="S16").tolist(), dtype=pl.Binary),
        "unit": units.gather(pl.Series(draw.integers(0, UNITS, count))),
        "day": day,
        "sex": pl.Series(["1", "2"], dtype=pl.String).gather(pl.Series(draw.integers(0, 2, count))),
        "age": pl.Series(draw.integers(0, 101, count), dtype=pl.Int64),
        "batch": pl.zeros(count, dtype=pl.Int32, eager=True),
    }
    gone = 0.0 if version == "plain" else 0.08
    if version == "real":
        columns |= {"main": codes(ICD, 0.0), "second": codes(ICD, 0.5), "drug": codes(ATC, 0.3)}
        columns |= {name: codes(["a", "b", "c", "d"], gone) for name in ("kind", "way", "state")}
        columns |= {"admitted": days(30, 0.0), "referred": days(300, 0.3), "previous": days(400, 0.4)}
    flags, numbers = (FLAGS, NUMBERS) if version == "plain" else (FLAGS[:4], NUMBERS[:2])
    columns |= {name: missing(pl.Series(draw.random(count) < 0.4), gone) for name in flags}
    columns |= {name: small(12, gone) for name in numbers}
    return pl.DataFrame(columns)


# Beside

Run = Callable[[], Callable[[], int]]
"""Counts, and gives what adds up all that was counted, which is not part of the counting."""


def parts(version: str, many: int) -> list[Node]:
    """The conditions that are counted: numerator and denominator of each."""
    found = meanings(indicators(version, many), register(version))
    return [part.where for each in found for part in each.parts.values()]


def sql(node: Node) -> str:
    """A condition as one would write it in SQL."""
    match node:
        case Name(name=name):
            return f'"{name}"'
        case Constant(value=bool(value)):
            return str(value).lower()
        case Constant(value=date() as value):
            return f"DATE '{value}'"
        case Constant(value=Fraction() as value):
            return str(value)
        case Constant(value=value):
            return f"'{value}'"
        case Days(first=first, last=last):
            return f"({sql(last)} - {sql(first)})"
        case Compare(operator=operator, left=left, right=right):
            return f"({sql(left)} {operator} {sql(right)})"
        case Within(value=value, among=among):
            return f"({sql(value)} IN ({', '.join(map(sql, among))}))"
        case Starts(value=value, prefixes=prefixes):
            return "(" + " OR ".join(f"starts_with({sql(value)}, '{each}')" for each in prefixes) + ")"
        case Missing(value=value):
            return f"({sql(value)} IS NULL)"
        case Not(part=part):
            return f"(NOT {sql(part)})"
        case And(parts=inner):
            return "(" + " AND ".join(map(sql, inner)) + ")"
        case Or(parts=inner):
            return "(" + " OR ".join(map(sql, inner)) + ")"
    raise AssertionError(node)


def files(store: Store) -> list[Path]:
    """The Parquet files of all months."""
    return [store.folder / "data" / each.file for _, each in sorted(store.manifest().months.items())]


def columns_of(store: Store) -> list[str]:
    """The columns that the indicators need."""
    return [each for each in store.schema().names() if each not in ("person", "batch")]


def decode(store: Store, version: str, many: int) -> Run:  # noqa: ARG001
    """Decoding the Parquet, and nothing else."""
    import pyarrow.parquet as pq

    def run() -> Callable[[], int]:
        names = columns_of(store)
        rows = sum(pq.read_table(path, columns=names, use_threads=True).num_rows for path in files(store))
        return lambda: rows

    return run


def ours(store: Store, version: str, many: int) -> Run:
    """Counting by rank, from the columns; parts are kept nowhere before."""
    asked, units = indicators(version, many), Units({}, catalogue.parties())

    def run() -> Callable[[], int]:
        with store.months() as manifest:
            found = gathering.gather(store, manifest, asked, units)
        assert isinstance(found, gathering.Gathered)
        return lambda: total(found)

    return run


def total(found: gathering.Gathered) -> int:
    """The sum of all that was counted."""
    return int(sum(found.cells.select(found.part(*each)).sum().item() for each in found.program.names))


def duckdb(store: Store, version: str, many: int) -> Run:
    """One scan of a table in memory: ENUM columns, months and bands laid out beforehand, `count_if`."""
    import duckdb as duck

    base = duck.connect()
    base.execute("PRAGMA threads=2")
    names = [f"'{path}'" for path in files(store)]
    enums = [each.id for each in store.register.variables if each.type in ("code", "provider")]
    source = f"read_parquet([{', '.join(names)}])"
    for name in enums:
        values = f'SELECT DISTINCT "{name}" FROM {source} WHERE "{name}" IS NOT NULL ORDER BY 1'
        base.execute(f'CREATE TYPE "t_{name}" AS ENUM ({values})')
    wanted = ", ".join(
        f'"{name}"::"t_{name}" AS "{name}"'
        if name in enums
        else f'"{name}"::TINYINT AS "{name}"'
        if name in ("age", *NUMBERS)
        else f'"{name}"'
        for name in columns_of(store)
    )
    band = " ".join(f"WHEN age >= {age} THEN {place}" for place, age in reversed(list(enumerate(AGES))))
    month = "((year(day) - 2021) * 12 + month(day) - 1)::UTINYINT"
    base.execute(
        f"CREATE TABLE rows AS SELECT {wanted}, (CASE {band} END)::UTINYINT AS band, {month} AS month FROM {source}"
    )
    counts = ", ".join(f"count_if({sql(each)}) AS c{place}" for place, each in enumerate(parts(version, many)))
    query = f"SELECT unit, sex, band, month, {counts} FROM rows GROUP BY unit, sex, band, month"

    def run() -> Callable[[], int]:
        found = base.execute(query).fetchnumpy()
        return lambda: int(sum(found[f"c{place}"].sum() for place in range(2 * many)))

    return run


def polars(store: Store, version: str, many: int) -> Run:
    """One scan of the Parquet by the streaming engine."""
    band = pl.sum_horizontal([(pl.col("age") >= age).cast(pl.UInt8) for age in AGES[1:]])
    sums = [column_of(each).sum().alias(f"c{place}") for place, each in enumerate(parts(version, many))]

    def run() -> Callable[[], int]:
        keys = ["unit", "sex", band.alias("band"), pl.col("day").dt.truncate("1mo").alias("month")]
        rows = pl.scan_parquet(files(store))
        found = rows.group_by(keys).agg(sums).collect(engine="streaming")
        return lambda: int(sum(found[f"c{place}"].sum() for place in range(2 * many)))

    return run


def pandas(store: Store, version: str, many: int) -> Run:
    """A frame of the first month: a column for each condition, then one group-by."""
    import pandas as pd

    path = files(store)[0]
    frame = pl.read_parquet(path, columns=columns_of(store)).to_pandas(use_pyarrow_extension_array=True)
    nodes = parts(version, many)

    def value(node: Node) -> Any:
        match node:
            case Name(name=name):
                return frame[name]
            case Constant(value=Fraction() as found):
                return int(found)
            case Constant(value=found):
                return found
            case Days(first=first, last=last):
                return (pd.to_datetime(value(last)) - pd.to_datetime(value(first))).dt.days
            case Compare(operator=sign, left=left, right=right):
                one, other = value(left), value(right)
                named = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}[sign]
                return getattr(one, named)(other).astype("boolean")
            case Within(value=inner, among=among):
                column = value(inner)
                return column.isin([each.value for each in among]).astype("boolean").mask(column.isna())
            case Starts(value=inner, prefixes=prefixes):
                return value(inner).str.startswith(prefixes).astype("boolean")
            case Missing(value=inner):
                return value(inner).isna().astype("boolean")
            case Not(part=part):
                return ~value(part).astype("boolean")
            case And(parts=inner) | Or(parts=inner):
                found = value(inner[0]).astype("boolean")
                for each in inner[1:]:
                    other = value(each).astype("boolean")
                    found = found & other if isinstance(node, And) else found | other
                return found
        raise AssertionError(node)

    def run() -> Callable[[], int]:
        made = pd.DataFrame({str(place): value(each).fillna(False).astype("int64") for place, each in enumerate(nodes)})
        keys = [frame["unit"], frame["sex"], pd.cut(frame["age"].astype("int64"), [*AGES, 200], right=False)]
        found = made.groupby(keys, observed=True).sum()
        return lambda: int(found.to_numpy().sum())

    return run


def spark(store: Store, version: str, many: int) -> Run:
    """The same definitions, counted by a Spark within the process."""
    asked, units = indicators(version, many), Units({}, catalogue.parties())

    def run() -> Callable[[], int]:
        with store.months() as manifest:
            found = count_with("spark", store, manifest, asked, units)
        assert isinstance(found, gathering.Gathered), found
        return lambda: total(found)

    return run


WAYS: dict[str, Callable[[Store, str, int], Run]] = {
    "decode": decode,
    "ours": ours,
    "duckdb": duckdb,
    "polars": polars,
    "pandas": pandas,
    "spark": spark,
}

TIMES = 7
"""A month is counted so often, and the median told."""


def growing(store: Store, version: str) -> dict[str, float]:
    """Seconds of a full run, of one more month, and of one that is corrected, in a warm process.

    Once from columns that are laid out, and once with the laying out of them.
    """
    asked, units = indicators(version, MANY), Units({}, catalogue.parties())
    last, found = max(store.manifest().months), store.manifest()
    stem = Path(found.months[last].file).stem

    def seconds(*patterns: str) -> float:
        for pattern in patterns:
            for path in store.cache.glob(pattern):
                path.unlink()
        began = time.perf_counter()
        with store.months() as manifest:
            assert isinstance(gathering.gather(store, manifest, asked, units), gathering.Gathered)
        return time.perf_counter() - began

    def corrected(laid_out: bool) -> float:
        rows = store.whole(found.months[last]).collect()
        hit = pl.Series(np.random.default_rng().random(rows.height) < 0.01)
        rows = rows.with_columns(pl.when(hit).then(~pl.col("f0")).otherwise(pl.col("f0")).alias("f0"))
        with store.staging() as staging:
            store.replace(replace(found, months={**found.months, last: store.keep(staging, last, rows)}))
        try:
            took = seconds()
            return seconds(f"{Path(store.manifest().months[last].file).stem}*.parts") if laid_out else took
        finally:
            store.replace(found)

    def median(measure: Callable[[], float]) -> float:
        return statistics.median(measure() for _ in range(TIMES))

    seconds("*.parts")
    return {
        "full": median(lambda: seconds("*.parts")),
        "one more month": median(lambda: seconds(f"{stem}*.parts")),
        "a month corrected": median(lambda: corrected(True)),
        "full, laid out": seconds("*"),
        "one more month, laid out": median(lambda: seconds(f"{stem}*")),
        "a month corrected, laid out": median(lambda: corrected(False)),
    }


def child(way: str, folder: Path, version: str, many: int, warm: bool) -> None:
    """Run one way and print what came of it: seconds, the sum of all counts, and the peak of memory."""
    store = store_in(folder, version)
    run = WAYS[way](store, version, many)
    if warm:
        run()()
    for path in store.cache.glob("*.parts"):
        path.unlink()
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
) -> dict[str, float]:
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
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(folder: Path, version: str, rows: int, rounds: int, beside: bool) -> None:
    """The tables of a version."""
    store = store_in(folder, version)
    if not store.folder.exists():
        cost = make(store, version, rows)
        share = cost["sort"] / sum(cost.values())
        print(f"{version}, {rows:,} rows: sorting takes {cost['sort']:.1f} s of intake's writing, {share:.0%} of it")
    found: dict[str, list[dict[str, float]]] = {}
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
    print("\n| | seconds | of the full run |\n|---|---:|---:|")
    whole = 0.0
    for way, seconds in measured("growing", folder, version, MANY).items():
        whole = seconds if way.startswith("full") else whole
        print(f"| {way} | {seconds:.3f} | 1/{whole / seconds:.0f} |", flush=True)


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
        if given.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
