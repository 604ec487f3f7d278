"""Validates rows against the definition: types, codes, ranges, and the rules of the register, column by column.

A fault names the row, the column and the rule, never the value. Texts come in, typed rows go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce

import numpy as np
import polars as pl

from dagmar.basis.names import Id
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Problem
from dagmar.register.check import pattern_of, types_of
from dagmar.register.definition import MAN, WOMAN, Register, Variable
from dagmar.register.engine import column_of
from dagmar.register.expression import names_in, parse
from dagmar.register.identity import Numbers, ages, numbers_of
from dagmar.register.levels import piece, pieces
from dagmar.register.tables.parts import ROW
from dagmar.register.units import UNIT, Units

FAULTS = pl.Schema({ROW: pl.Int64, "column": pl.String, "rule": pl.String})

FIRST_EVENT = date(1900, 1, 1)
"""What is registered took place on this day or later: an earlier one is a slip of the pen."""

_YES, _NO = ("1", "ja", "yes", "true", "j", "y"), ("0", "nej", "no", "false", "n")
_STORED: Mapping[str, type[pl.DataType]] = {
    "date": pl.Date,
    "flag": pl.Boolean,
    "whole": pl.Int64,
    "decimal": pl.Float64,
    "identity": pl.Binary,
}


@dataclass(frozen=True, slots=True)
class Validated:
    """The rows with their types (no identity among them), the number of each row's person, and what is wrong.

    `faults` has the columns of FAULTS, one for each fault; `bad` is true for a row that cannot be taken.
    """

    rows: pl.DataFrame
    numbers: Numbers
    faults: pl.DataFrame
    bad: pl.Series


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing that a row is asked: the column and the rule that it is told under, and where it is wrong."""

    column: str
    rule: str
    wrong: pl.Expr = field(default_factory=lambda: pl.lit(False))
    refuses: bool = True
    about: tuple[str, ...] = ()
    """The variables that a rule of the definition looks at: where one of them is wrong by itself, it says nothing."""


@dataclass(frozen=True)
class Validator:
    """A definition as expressions: made once, used for each part of a file.

    A day after `today` is still to come. A unit must be among `units` that day, where there is a table of them.
    """

    register: Register
    today: date
    units: Units | None = None

    @cached_property
    def _asked(self) -> tuple[_Asked, ...]:
        return (*_of_types(self.register, self.today), *_of_units(self.register, self.units), *_of_rules(self.register))

    def __call__(self, raw: pl.DataFrame) -> Validated:
        """Type and check the rows of a frame of texts that has the column `row` and one for each variable."""
        person = self.register.roles.person
        variables = [each for each in self.register.variables if each.id != person]
        texts = raw.lazy().select(ROW, *(_text(each.id) for each in self.register.variables))
        typed = texts.with_columns(_typed(each).alias(each.id) for each in variables)
        found = typed.select(
            ROW,
            *(_text_of(each.id) for each in self.register.variables),
            *(each.id for each in variables),
            *(each.wrong.fill_null(False).alias(str(place)) for place, each in enumerate(self._asked)),
        ).collect()
        identity = _column(found, _text_of(person), pl.String())
        roles = self.register.roles
        age = found[roles.age] if roles.age in found.columns else None
        numbers = numbers_of(identity, _column(found, roles.event, pl.Date()), age)
        nobody = identity.is_not_null() & pl.Series(numbers == 0)
        told = [(each, found[str(place)]) for place, each in enumerate(self._asked)]
        told.append((_Asked(person, "identity"), nobody))
        told += _of_persons(self.register, found, numbers)
        told = _unspoilt(told)
        told += [(_Asked(name, "personal-number"), _hidden(texts, form)) for name, texts, form in self._open(found)]
        faults = [_faults(found[ROW], each, wrong) for each, wrong in told if wrong.any()]
        bad = pl.select(pl.any_horizontal(wrong for each, wrong in told if each.refuses)).to_series()
        rows = found.select(ROW, *(each.id for each in variables))
        return Validated(rows, numbers, pl.concat([pl.DataFrame(schema=FAULTS), *faults]), bad)

    def _open(self, found: pl.DataFrame) -> Iterator[tuple[Id, pl.Series, str]]:
        """The texts in which a personal number could be kept by mistake, and what one looks like there.

        Units, codes that may be long enough, and numbers; what is no day, no flag and no listed code is refused anyway.
        """
        systems: dict[str, str] = {each.id: each.pattern for each in self.register.systems}
        for each in self.register.variables:
            pattern = systems.get(each.system or "", "")
            if each.type in ("provider", "whole") or "*" in pattern or pattern.count("9") >= _DIGITS:
                yield each.id, found[_text_of(each.id)], _SPREAD
            elif each.type == "decimal":
                yield each.id, found[_text_of(each.id)].str.replace(",", ".", literal=True), _WHOLE


def stored_schema(register: Register) -> pl.Schema:
    """The columns that a stored row has, with their types: texts for codes and units, sixteen bytes for a person."""
    return pl.Schema({str(each.id): _STORED.get(each.type, pl.String)() for each in register.variables})


_YEARS = "^(?:1[89]|2[01])[0-9]{2}"
"""How a day begins: it is one from 1800 to 2199, as nobody in a register was born before, and no slip comes after."""

_SURE = 15
"""So many significant digits has any double."""

_DIGITS = 10
"""So many digits has a personal number at least."""

_DAY = r"(?:0[1-9]|1[0-2]){0}(?:[06][1-9]|[1278]\d|[39][01]){0}"
_SPREAD = r"\d\d[^0-9A-Za-z]{0,3}" + _DAY.format("[^0-9A-Za-z]{0,3}") + r"\d{4}"
_WHOLE = r"^-?(?:\d\d)?\d\d" + _DAY.format("") + r"\.?\d{4}(?:\.0*)?$"
"""What may be a personal number, in a text and as a decimal number: wide, and fast. It is then looked at closely.

The digits after a decimal point are none by themselves: many a computed number has ten of them."""


def _hidden(texts: pl.Series, form: str) -> pl.Series:
    """Where a personal number stands among other values."""
    seen = texts.filter(texts.str.len_bytes() >= _DIGITS).unique()
    hidden = [each for each in seen.filter(seen.str.contains(form)) if has_personal_number(each)]
    return texts.is_in(hidden).fill_null(False)


def _column(rows: pl.DataFrame, name: str, kind: pl.DataType) -> pl.Series:
    """The column, or nothing in each row where the file is not asked for it."""
    return rows[name] if name in rows.columns else pl.repeat(None, rows.height, dtype=kind, eager=True)


def _text_of(name: Id) -> str:
    """The column of a variable's text, beside that of its value; no id has a sign like this."""
    return f"?{name}"


def _text(name: Id) -> pl.Expr:
    """The text without the spaces around it; nothing is a missing value."""
    stripped = pl.col(name).str.strip_chars()
    return pl.when(stripped != "").then(stripped).alias(_text_of(name))


def _typed(variable: Variable) -> pl.Expr:
    """The value, null where it cannot be read."""
    text = pl.col(_text_of(variable.id))
    match variable.type:
        case "date":
            dashed = pl.when(text.str.contains(_YEARS + "-[0-9]{2}-[0-9]{2}$")).then(text)
            digits = pl.when(text.str.contains(_YEARS + "[0-9]{4}$")).then(text)
            days = dashed.str.to_date("%Y-%m-%d", strict=False)
            return days.fill_null(digits.str.to_date("%Y%m%d", strict=False))
        case "flag":
            lower = text.str.to_lowercase()
            return pl.when(lower.is_in(_YES)).then(True).when(lower.is_in(_NO)).then(False)
        case "whole":
            return pl.when(text.str.contains(r"^-?\d{1,15}$")).then(text).cast(pl.Int64, strict=False)
        case "decimal":
            dotted = text.str.replace(",", ".", literal=True)
            return dotted.map_batches(_decimals, return_dtype=pl.Float64, is_elementwise=True)
        case _:
            return text


def _decimals(texts: pl.Series) -> pl.Series:
    """The numbers, null where there is none or where a double would be another: none is rounded without a word."""
    found = pl.select(pl.when(texts.str.contains(r"^-?[0-9]{1,15}(\.[0-9]{1,40})?$")).then(texts)).to_series()
    values = found.cast(pl.Float64)
    long = found.filter((found.str.len_bytes() > _SURE) & (found != values.cast(pl.String))).unique()
    return values.set(texts.is_in([each for each in long if not _kept(each)]).fill_null(False), None)


def _kept(text: str) -> bool:
    """Whether the nearest double says the same: so do 15 digits, and what another program printed of one."""
    if len(text.lstrip("-").replace(".", "").strip("0")) <= _SURE:
        return True
    return Decimal(text) in (Decimal(repr(float(text))), Decimal(f"{float(text):.17g}"))


def _of_types(register: Register, today: date) -> Iterator[_Asked]:
    """For each variable and each way to be wrong, which rows are."""
    for variable in register.variables:
        text, name = pl.col(_text_of(variable.id)), variable.id
        if variable.required:
            yield _Asked(name, "missing", text.is_null())
        if variable.type == "identity":
            continue
        value = pl.col(name)
        if variable.type in ("date", "flag", "whole", "decimal"):
            yield _Asked(name, f"not-{variable.type}", text.is_not_null() & value.is_null())
        if variable.values is not None:
            yield _Asked(name, "not-a-code", ~text.is_in(list(variable.values)))
        elif pattern := _pattern(variable, register):
            yield _Asked(name, "not-a-code", ~text.str.contains(pattern))
        beyond = [value < float(variable.least)] if variable.least is not None else []
        beyond += [value > float(variable.most)] if variable.most is not None else []
        if beyond:
            yield _Asked(name, "out-of-range", pl.any_horizontal(beyond))
        if name == register.roles.event:
            yield _Asked(name, "to-come", value > today)
            yield _Asked(name, "long-ago", value < FIRST_EVENT)


def _of_units(register: Register, units: Units | None) -> Iterator[_Asked]:
    """Whether the unit was there on the day; nothing is asked where no units are known."""
    if units is None or not units.spans:
        return
    unit, event = register.roles.provider, register.roles.event
    there = pl.col(unit).is_not_null() & pl.col(event).is_not_null()
    yield _Asked(unit, "unknown-unit", there & piece(pieces(units), unit, event).is_null())


def _pattern(variable: Variable, register: Register) -> str:
    """What a code of its system looks like, as a regular expression; of a unit, a plain short text."""
    if variable.type == "provider":
        return f"^(?:{UNIT.pattern})$"
    system = next((each for each in register.systems if each.id == variable.system), None)
    return f"^{pattern_of(system)}$" if system else ""


def _of_rules(register: Register) -> Iterator[_Asked]:
    types = types_of(register)
    for rule in register.rules:
        node = parse(rule.holds, types)
        if isinstance(node, Problem):
            raise AssertionError(node.code)  # the definition was checked
        named = [each.id for each in register.variables if each.id in names_in(node)]
        wrong = ~column_of(node)
        yield _Asked(", ".join(named), rule.id, wrong, rule.severity == "error", tuple(named))


def _unspoilt(told: list[tuple[_Asked, pl.Series]]) -> list[tuple[_Asked, pl.Series]]:
    """The same, but no rule speaks of a cell that is wrong by itself: one slip is told once."""
    spoilt: dict[str, list[pl.Series]] = {}
    for each, wrong in told:
        if not each.about and each.refuses and wrong.any():
            spoilt.setdefault(each.column, []).append(wrong)
    clean: list[tuple[_Asked, pl.Series]] = []
    for each, wrong in told:
        cells = [cell for name in each.about for cell in spoilt.get(name, ())]
        clean.append((each, reduce(lambda left, cell: left & ~cell, cells, wrong)))
    return clean


def _of_persons(register: Register, rows: pl.DataFrame, numbers: Numbers) -> Iterator[tuple[_Asked, pl.Series]]:
    """Where sex or age is another than the number says; a warning, as legal sex and days of birth can be changed."""
    sex, age, event = register.roles.sex, register.roles.age, register.roles.event
    known = pl.Series(numbers > 0)
    if sex is not None and sex in rows.columns:
        said = pl.Series(np.where(numbers // 10 % 2 == 1, MAN, WOMAN))
        wrong = known & rows[sex].is_in([MAN, WOMAN]) & (rows[sex] != said)
        yield _Asked(sex, "sex-differs", refuses=False, about=(sex,)), wrong.fill_null(False)
    if age is not None and age in rows.columns and event in rows.columns:
        beside = (rows[age] - pl.Series(ages(numbers, rows[event]))).abs()
        wrong = known & rows[event].is_not_null() & (beside > 1)
        yield _Asked(age, "age-differs", refuses=False, about=(age, event)), wrong.fill_null(False)


def _faults(rows: pl.Series, asked: _Asked, wrong: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({ROW: rows.filter(wrong)}).with_columns(
        pl.lit(asked.column).alias("column"), pl.lit(asked.rule).alias("rule")
    )
