"""The results of indicators as rows for machines, and the files that hold them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from dagmar.basis.problems import Code, Place, problem
from dagmar.cli.command import ProblemsFound
from dagmar.cli.output import Column, whole_file
from dagmar.indicator.cells import band_text
from dagmar.indicator.cutting import WHOLE
from dagmar.indicator.definition import IndicatorSet
from dagmar.indicator.results import Result, Told
from dagmar.register.units import Units
from dagmar.words.amounts import Lang
from dagmar.words.conditions import said_in
from dagmar.words.results import unit_name

COLUMNS = tuple(
    Column(key, None)
    for key in (
        "register",
        "version",
        "indicator",
        "name",
        "period",
        "missing_months",
        "unit",
        "unit_name",
        "sex",
        "age",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        "confidence",
        "method",
        "per",
        "reached",
        "persons",
    )
)
"""What a row says."""

FORMS = (".csv", ".json", ".parquet", ".xlsx")
"""Of files, by how their names end."""


def machine_row(
    result: Result, found: IndicatorSet, units: Units, told: Told, confidence: float, lang: Lang
) -> tuple[Any, ...]:
    """A result in the order of COLUMNS, with numbers as numbers and None where there is none."""
    indicator = next(each for each in found.indicators if each.id == result.indicator)
    age = band_text(result.band, found.ages) if result.band is not None else None
    figures = [_exact(each) for each in (result.numerator, result.denominator, result.value, result.low, result.high)]
    unit = "country" if result.unit == WHOLE else result.unit
    what = (found.register, found.version, result.indicator, said_in(indicator.name, lang))
    there, of = told.partial.get(result.period, (0, 0))
    whom = (unit, unit_name(result.unit, result.period, units, lang), result.sex, age)
    return (
        *what,
        result.period,
        of - there,
        *whom,
        *figures,
        confidence / 100,
        result.method,
        indicator.told_per,
        result.reached,
        told.persons,
    )


def _exact(value: float | None) -> int | float | None:
    """A whole number without decimals, another to twelve digits."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(f"{value:.12g}")


def objects_of(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """The rows as objects."""
    return [{column.key: value for column, value in zip(COLUMNS, row, strict=True)} for row in rows]


def _frame(rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """The rows with their types."""
    numbers = dict.fromkeys(("numerator", "denominator", "value", "low", "high", "confidence"), pl.Float64)
    whole = dict.fromkeys(("version", "missing_months", "per"), pl.Int64)
    schema = {column.key: (numbers | whole).get(column.key, pl.String) for column in COLUMNS}
    return pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None)


_SHEET = 2**20 - 1
"""So many rows a sheet of Excel holds, beneath the heading; what is beyond would be left out, and nobody told."""


def write_rows(out: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write the results in the form that the file's name says; in Parquet and Excel each column has its type.

    Raises ProblemsFound where they are more than a sheet holds, and writes nothing.
    """
    if out.suffix == ".xlsx" and len(rows) > _SHEET:
        raise ProblemsFound([problem(Code.SHEET_FULL, rows=len(rows), most=_SHEET).at(Place(str(out)))])
    with whole_file(out) as half:
        match out.suffix:
            case ".parquet":
                _frame(rows).write_parquet(half)
            case ".xlsx":
                plain: Any = {pl.Float64: "General", pl.Int64: "General"}
                with half.open("wb") as book:
                    _frame(rows).write_excel(book, "results", dtype_formats=plain, freeze_panes=(1, 0), autofit=True)
            case ".json":
                half.write_text(json.dumps(objects_of(rows), ensure_ascii=False, indent=1), encoding="utf-8")
            case _:
                with half.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows([[column.key for column in COLUMNS], *rows])
