"""What the benchmark of indicators counts: registers of made-up rows in two versions, and forty indicators of each."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dagmar import catalogue
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.file import read_indicators
from dagmar.register.changing import shape_of
from dagmar.register.definition import Register
from dagmar.register.file import read_register
from dagmar.register.keeping import Home
from dagmar.register.storage import Manifest, Store

UNITS, MONTHS, FIRST = 311, 60, date(2021, 1, 1)
AGES = (0, 18, 45, 65, 75, 80, 85, 90)

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
