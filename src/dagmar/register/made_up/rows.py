"""Made-up data of a register, from its definition alone: for demonstrations, measurements and tests.

The persons do not exist. What `usual` in a definition says is plausible and no finding: it is for these data alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import polars as pl

from dagmar.register.definition import MAN, WOMAN, Variable
from dagmar.register.made_up.drawing import Column, Drawing, Places, Rows
from dagmar.register.made_up.order import PARTS, Order, chance
from dagmar.register.made_up.persons import CLASSES, numbers_of
from dagmar.register.made_up.planting import SCHEMA, plant
from dagmar.register.made_up.satisfying import satisfy

WrittenForm = Literal["csv", "ndjson", "parquet"]
"""The forms of a file that can be made up. A workbook holds too few rows to be one."""

WRITTEN_FORMS: tuple[WrittenForm, ...] = get_args(WrittenForm)

PART = 200_000
"""So many rows are made at a time."""

_DRAWS = 20
"""So often more rows are drawn for those that a rule or a key refused."""

_PERSONS = 6
"""So often another person is given to a row whose key another row has."""

_LEAST = 1_000
"""At least so many rows are drawn at a time: where few are sound, few draws are needed."""

_HYPHENS, _OTHERS = 0.2, 0.02
"""The shares of persons written with a hyphen, and of those with a coordination number."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows as texts, in the order of the definition, and the faults in them: row, column, rule."""

    rows: pl.DataFrame
    planted: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and which faults were planted in them: row, column, rule."""

    rows: int
    planted: pl.DataFrame


def made_up(order: Order) -> Iterator[Part]:
    """The rows of an order, part by part: the same order gives the same rows.

    All rules hold but where faults are ordered. A key with the person in it is in one row alone, up to 5.6 million rows
    (28 parts) and as long as there are test numbers enough; of a register whose key is the person and nothing else,
    up to one million, at the price of ages that are not usual. Beyond that a key may recur. A definition that no row
    can satisfy gives none.
    """
    drawing = Drawing(order)
    for above in range(0, order.rows, PART):
        rows = _rows(drawing, above // PART, min(PART, order.rows - above))
        planted = plant(rows, drawing, above)
        yield Part(planted.spoilt(_texts(rows, drawing)), planted.listed(above))
        if len(rows.unit) < min(PART, order.rows - above):
            return


def write_made_up(
    order: Order, file: Path, progress: Callable[[int], None] = lambda _: None, form: WrittenForm = "csv"
) -> Written:
    """Write the rows to a file, which is there when it is whole; `progress` is told how many rows are written."""
    half = file.with_name(f"{file.name}.half")
    packed = file.with_name(f"{file.name}.packed")
    written, planted = 0, [pl.DataFrame(schema=SCHEMA)]
    try:
        with half.open("wb") as handle:
            if form != "ndjson":
                handle.write(",".join(each.id for each in order.register.variables).encode() + b"\n")
            for part in made_up(order):
                if form == "ndjson":
                    part.rows.write_ndjson(handle)
                else:
                    part.rows.write_csv(handle, include_header=False)
                written += part.rows.height
                planted.append(part.planted)
                progress(written)
            handle.flush()
            os.fsync(handle.fileno())
        if form == "parquet":  # which is written whole, from rows that lie on the disk and not in the memory
            pl.scan_csv(half, infer_schema=False).sink_parquet(packed)
            os.replace(packed, half)
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
    return Written(written, pl.concat(planted))


def _rows(drawing: Drawing, place: int, count: int) -> Rows:
    """So many sound rows of one part; fewer where no more can be had."""
    source = chance(drawing.order, PARTS, place)
    kept = Rows({}, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), source)
    for draw in range(_DRAWS):
        lacking = count - _size(kept)
        if not lacking:
            break
        scarce = draw > 1
        new = drawing.rows(lacking if draw == 0 else max(2 * lacking, _LEAST), source, any_age=scarce)
        sound = satisfy(new, drawing)
        new = new.at(sound) if len(sound) < _size(new) else new
        _give_persons(new, np.arange(_size(new)), drawing, place, scarce)
        joined = _joined(kept, new) if draw else new
        again = _settled(joined, drawing, place, scarce)
        once = np.delete(np.arange(_size(joined)), again if draw < _DRAWS - 1 else [])
        kept = joined.at(once[:count]) if len(once) != count else joined
    return kept


def _settled(rows: Rows, drawing: Drawing, place: int, scarce: bool) -> Places:
    """Give other persons to rows whose key a row above has; gives those that still have none of their own."""
    again = _recurring(rows, drawing)
    for _ in range(_PERSONS):
        if not len(again):
            break
        _give_persons(rows, again, drawing, place, scarce)
        again = _recurring(rows, drawing)
    return again


def _size(rows: Rows) -> int:
    return len(rows.unit)


def _joined(one: Rows, other: Rows) -> Rows:
    columns = {name: np.concatenate([one.columns[name], column]) for name, column in other.columns.items()}
    unit, month = np.concatenate([one.unit, other.unit]), np.concatenate([one.month, other.month])
    return Rows(columns, unit, month, other.source)


def _give_persons(rows: Rows, at: Places, drawing: Drawing, place: int, scarce: bool) -> None:
    """Say who some rows are about, once all else is settled; where persons are scarce, half by coordination number."""
    roles = drawing.order.register.roles
    age = rows.columns[roles.age][at] if roles.age else np.floor(rows.source.random(len(at)) * 100)
    man = rows.source.random(len(at)) < 0.5
    if roles.sex:
        for code, is_man in ((MAN, True), (WOMAN, False)):
            man[rows.columns[roles.sex][at] == drawing.place_of.get(code, -1)] = is_man
    classes = min(CLASSES, -(-drawing.order.rows // PART))
    others = 0.5 if scarce else _OTHERS
    persons = rows.columns.setdefault(roles.person, np.empty(_size(rows)))
    persons[at] = numbers_of(rows.columns[roles.event][at], age, man, rows.source, place % classes, classes, others)


def _recurring(rows: Rows, drawing: Drawing) -> Places:
    """The rows whose key a row above has."""
    key = drawing.order.register.roles.key
    if not key:
        return np.arange(0)
    keys = pl.DataFrame({name: rows.columns[name] for name in key})
    return np.flatnonzero(~keys.select(pl.struct(list(key)).is_first_distinct()).to_series().to_numpy())


# Texts


def _texts(rows: Rows, drawing: Drawing) -> pl.DataFrame:
    return pl.DataFrame(
        [_text(each, rows, drawing).alias(each.id) for each in drawing.order.register.variables],
    )


def _text(variable: Variable, rows: Rows, drawing: Drawing) -> pl.Series:
    """A column as a file holds it: each text is made once and looked up, which is much faster than making it anew."""
    column = rows.columns[variable.id]
    match variable.type:
        case "identity":
            return _person_texts(column, rows)
        case "decimal":
            return pl.Series(column).fill_nan(None).cast(pl.String)
        case "code" | "provider":
            return _looked_up(pl.Series(drawing.codes, dtype=pl.String), column, 0)
        case "flag":
            return _looked_up(pl.Series(["0", "1"]), column, 0)
        case _:
            there = column[~np.isnan(column)]
            low, high = (int(there.min()), int(there.max())) if len(there) else (0, 0)
            numbers = pl.Series(np.arange(low, high + 1))
            if variable.type == "date":
                return _looked_up(numbers.cast(pl.Int32).cast(pl.Date).cast(pl.String), column, low)
            if high - low > PART:
                return pl.Series(column).fill_nan(None).cast(pl.Int64).cast(pl.String)
            return _looked_up(numbers.cast(pl.String), column, low)


def _looked_up(texts: pl.Series, column: Column, low: int) -> pl.Series:
    """The text of each value; the one past the last is missing."""
    places = np.where(np.isnan(column), len(texts), column - low).astype(np.int64)
    return texts.append(pl.Series([None], dtype=pl.String)).gather(places)


def _person_texts(column: Column, rows: Rows) -> pl.Series:
    whole = pl.col("whole")
    hyphen = pl.col("hyphen")
    frame = pl.DataFrame(
        {
            "whole": pl.Series(column).cast(pl.Int64).cast(pl.String),
            "hyphen": rows.source.random(_size(rows)) < _HYPHENS,
        }
    )
    written = pl.when(hyphen).then(whole.str.head(8) + "-" + whole.str.tail(4)).otherwise(whole)
    return frame.select(person=written)["person"]
