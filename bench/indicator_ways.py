"""The ways to count them: ours, and the conditions as one would write them by hand for each other engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
from indicator_rows import AGES, NUMBERS, indicators, register

from dagmar import catalogue
from dagmar.indicator import gathering
from dagmar.indicator.engines import count_with
from dagmar.indicator.meaning import meanings
from dagmar.register.engine import column_of
from dagmar.register.expression import And, Compare, Constant, Days, Missing, Name, Node, Not, Or, Starts, Within
from dagmar.register.storage import Store
from dagmar.register.units import Units

Run = Callable[[], Callable[[], int]]
"""Counts, and gives what adds up all that was counted, which is not part of the counting."""


@dataclass(frozen=True)
class Case:
    """So many indicators of a version, and where its rows are."""

    store: Store
    version: str
    many: int

    @property
    def conditions(self) -> list[Node]:
        """What is counted: the numerator and the denominator of each."""
        found = meanings(indicators(self.version, self.many), register(self.version))
        return [part.where for each in found for part in each.parts.values()]

    @property
    def files(self) -> list[Path]:
        """The Parquet files of all months."""
        return [self.store.folder / "data" / each.file for _, each in sorted(self.store.manifest().months.items())]

    @property
    def columns(self) -> list[str]:
        """The columns that the indicators need."""
        return [each for each in self.store.schema().names() if each not in ("person", "batch")]


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


def decode(case: Case) -> Run:
    """Decoding the Parquet, and nothing else."""
    import pyarrow.parquet as pq

    def run() -> Callable[[], int]:
        names = case.columns
        rows = sum(pq.read_table(path, columns=names, use_threads=True).num_rows for path in case.files)
        return lambda: rows

    return run


def ours(case: Case) -> Run:
    """Counting by rank, from the columns; parts are kept nowhere before."""
    asked, units = indicators(case.version, case.many), Units({}, catalogue.parties())

    def run() -> Callable[[], int]:
        with case.store.months() as manifest:
            found = gathering.gather(case.store, manifest, asked, units)
        assert isinstance(found, gathering.Gathered)
        return lambda: total(found)

    return run


def total(found: gathering.Gathered) -> int:
    """The sum of all that was counted."""
    return int(sum(found.cells.select(found.part(*each)).sum().item() for each in found.program.names))


def duckdb(case: Case) -> Run:
    """One scan of a table in memory: ENUM columns, months and bands laid out beforehand, `count_if`."""
    import duckdb as duck

    base = duck.connect()
    base.execute("PRAGMA threads=2")
    names = [f"'{path}'" for path in case.files]
    enums = [each.id for each in case.store.register.variables if each.type in ("code", "provider")]
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
        for name in case.columns
    )
    band = " ".join(f"WHEN age >= {age} THEN {place}" for place, age in reversed(list(enumerate(AGES))))
    month = "((year(day) - 2021) * 12 + month(day) - 1)::UTINYINT"
    base.execute(
        f"CREATE TABLE rows AS SELECT {wanted}, (CASE {band} END)::UTINYINT AS band, {month} AS month FROM {source}"
    )
    counts = ", ".join(f"count_if({sql(each)}) AS c{place}" for place, each in enumerate(case.conditions))
    query = f"SELECT unit, sex, band, month, {counts} FROM rows GROUP BY unit, sex, band, month"

    def run() -> Callable[[], int]:
        found = base.execute(query).fetchnumpy()
        return lambda: int(sum(found[f"c{place}"].sum() for place in range(2 * case.many)))

    return run


def polars(case: Case) -> Run:
    """One scan of the Parquet by the streaming engine."""
    band = pl.sum_horizontal([(pl.col("age") >= age).cast(pl.UInt8) for age in AGES[1:]])
    sums = [column_of(each).sum().alias(f"c{place}") for place, each in enumerate(case.conditions)]

    def run() -> Callable[[], int]:
        keys = ["unit", "sex", band.alias("band"), pl.col("day").dt.truncate("1mo").alias("month")]
        rows = pl.scan_parquet(case.files)
        found = rows.group_by(keys).agg(sums).collect(engine="streaming")
        return lambda: int(sum(found[f"c{place}"].sum() for place in range(2 * case.many)))

    return run


def pandas(case: Case) -> Run:
    """A frame of the first month: a column for each condition, then one group-by."""
    import pandas as pd

    path = case.files[0]
    frame = pl.read_parquet(path, columns=case.columns).to_pandas(use_pyarrow_extension_array=True)
    nodes = case.conditions

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


def spark(case: Case) -> Run:
    """The same definitions, counted by a Spark within the process."""
    asked, units = indicators(case.version, case.many), Units({}, catalogue.parties())

    def run() -> Callable[[], int]:
        with case.store.months() as manifest:
            found = count_with("spark", case.store, manifest, asked, units)
        assert isinstance(found, gathering.Gathered), found
        return lambda: total(found)

    return run


WAYS: dict[str, Callable[[Case], Run]] = {
    "decode": decode,
    "ours": ours,
    "duckdb": duckdb,
    "polars": polars,
    "pandas": pandas,
    "spark": spark,
}
