"""Validates rows against the definition: types, codes, ranges, and the rules of the register, column by column.

A fault names the row, the column and the rule, never the value. Texts come in, typed rows go out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from dagmar.basis.names import Id
from dagmar.basis.problems import Problem
from dagmar.register.check import types_of
from dagmar.register.definition import Register, Variable
from dagmar.register.engine import column_of
from dagmar.register.expression import parse
from dagmar.register.identity import is_made_up, normal, pseudonyms

ROW = "row"
"""The column that counts the rows of a file; the first row below the heading is 2, as a spreadsheet shows it."""

_YES, _NO = ("1", "ja", "yes", "true", "j", "y"), ("0", "nej", "no", "false", "n")


@dataclass(frozen=True, slots=True)
class Validated:
    """The rows with their types and pseudonyms, what is wrong with which, and whether all persons are made up."""

    rows: pl.DataFrame
    faults: pl.DataFrame
    made_up: bool


def validate(raw: pl.DataFrame, register: Register, key: bytes) -> Validated:
    """Type and check the rows of a frame of texts that has the column `row` and one for each variable."""
    variables = [each for each in register.variables if each.type != "identity"]
    texts = raw.with_columns(_text(each.id) for each in register.variables)
    typed = texts.select(ROW, *(_typed(each).alias(each.id) for each in variables))
    faults = [
        _fault(texts.select(ROW, bad=bad), column, rule) for column, rule, bad in _of_types(register, typed, texts)
    ]
    whole = _identities(texts, typed, register)
    person = register.roles.person
    nobody = pl.Series([each is None for each in whole], dtype=pl.Boolean)
    faults.append(_fault(texts.select(ROW, bad=nobody & texts[person].is_not_null()), person, "identity"))
    faults += [_rule_fault(typed, rule.id, rule.holds, register) for rule in register.rules]
    rows = typed.with_columns(pl.Series(person, pseudonyms(whole, key), dtype=pl.String))
    everybody = [each for each in whole if each is not None]
    return Validated(rows, pl.concat(faults), bool(everybody) and all(map(is_made_up, everybody)))


def errors_in(faults: pl.DataFrame, register: Register) -> pl.DataFrame:
    """The faults that refuse a row; a rule that only warns does not."""
    warn = [rule.id for rule in register.rules if rule.severity == "warning"]
    return faults.filter(~pl.col("rule").is_in(warn))


def _text(name: Id) -> pl.Expr:
    """The text without the spaces around it; nothing is a missing value."""
    stripped = pl.col(name).str.strip_chars()
    return pl.when(stripped == "").then(None).otherwise(stripped).alias(name)


def _typed(variable: Variable) -> pl.Expr:
    """The value, null where it cannot be read."""
    text = pl.col(variable.id)
    match variable.type:
        case "date":
            return pl.when(text.str.contains(r"^\d{4}-\d{2}-\d{2}$")).then(text).str.to_date("%Y-%m-%d", strict=False)
        case "flag":
            lower = text.str.to_lowercase()
            return pl.when(lower.is_in(_YES)).then(True).when(lower.is_in(_NO)).then(False)
        case "whole":
            return pl.when(text.str.contains(r"^-?\d{1,15}$")).then(text).cast(pl.Int64, strict=False)
        case "decimal":
            dotted = text.str.replace(",", ".", literal=True)
            return pl.when(dotted.str.contains(r"^-?\d{1,15}(\.\d{1,9})?$")).then(dotted).cast(pl.Float64, strict=False)
        case _:
            return text


def _of_types(register: Register, typed: pl.DataFrame, texts: pl.DataFrame) -> list[tuple[str, str, pl.Series]]:
    """For each variable and each way to be wrong, the rows that are."""
    found: list[tuple[str, str, pl.Series]] = []
    for variable in register.variables:
        there = texts[variable.id].is_not_null()
        if variable.required:
            found.append((variable.id, "missing", ~there))
        if variable.type == "identity":
            continue
        values = typed[variable.id]
        if variable.type in ("date", "flag", "whole", "decimal"):
            found.append((variable.id, f"not-{variable.type}", there & values.is_null()))
        pattern = _pattern(variable, register)
        if variable.values is not None:
            found.append((variable.id, "not-a-code", there & ~values.is_in(list(variable.values)).fill_null(True)))
        elif pattern:
            found.append((variable.id, "not-a-code", there & ~values.str.contains(pattern).fill_null(True)))
        for bound, beyond in ((variable.least, "below"), (variable.most, "above")):
            if bound is not None:
                limit = float(bound)
                outside = values < limit if beyond == "below" else values > limit
                found.append((variable.id, "out-of-range", outside.fill_null(False)))
    return found


def _pattern(variable: Variable, register: Register) -> str:
    """What a code of its system looks like, as a regular expression; of a unit, a plain short text."""
    if variable.type == "provider":
        return r"^[A-Za-z0-9ÅÄÖåäö][A-Za-z0-9ÅÄÖåäö .-]{0,59}$"
    system = next((each for each in register.systems if each.id == variable.system), None)
    if system is None:
        return ""
    signs = {"A": "[A-Z]", "9": "[0-9]", "*": "[A-Z0-9.]*"}
    return "^" + "".join(signs.get(sign, re.escape(sign)) for sign in system.pattern) + "$"


def _identities(texts: pl.DataFrame, typed: pl.DataFrame, register: Register) -> list[str | None]:
    """The number of each row as twelve digits, in the memory of this process alone; None where it is none."""
    pairs = zip(texts[register.roles.person], typed[register.roles.event], strict=True)
    return [None if text is None or on is None else normal(text, on) for text, on in pairs]


def _rule_fault(typed: pl.DataFrame, name: str, holds: str, register: Register) -> pl.DataFrame:
    node = parse(holds, types_of(register))
    if isinstance(node, Problem):
        raise AssertionError(node.code)  # the definition was checked
    bad = typed.select(bad=~column_of(node))["bad"].fill_null(False)
    return _fault(typed.select(ROW, bad=bad), "", name)


def _fault(rows: pl.DataFrame, column: str, rule: str) -> pl.DataFrame:
    return rows.filter("bad").select(
        pl.col(ROW).cast(pl.Int64), pl.lit(column).alias("column"), pl.lit(rule).alias("rule")
    )
