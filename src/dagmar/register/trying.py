"""Rows that are typed as intake types them, and kept nowhere: made-up ones, to try a condition on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dagmar.basis.problems import Problem
from dagmar.register.definition import BUILT_IN, BUILT_IN_WARNINGS, Register
from dagmar.register.intake import Delivery
from dagmar.register.tables.parts import ROW
from dagmar.register.tables.reading import Heading, read_table
from dagmar.register.validate import Validator


@dataclass(frozen=True, slots=True)
class Tried:
    """A row: its number in the file, its values, and what is wrong, as column and rule.

    Nothing is said of values that are missing, nor of who it is: of a made-up person only what matters need be said.
    """

    number: int
    values: Mapping[str, Any]
    faults: tuple[tuple[str, str], ...]

    @property
    def readable(self) -> bool:
        """Whether every value can stand; a rule of the definition may still be broken."""
        return all(rule not in BUILT_IN or rule in BUILT_IN_WARNINGS for _, rule in self.faults)


def try_row(texts: Mapping[str, str], register: Register) -> Tried:
    """One row, from texts by column; each column must be a variable."""
    cells = {str(each.id): [texts.get(each.id)] for each in register.variables}
    frame = pl.DataFrame({ROW: [1], **cells}, schema={ROW: pl.Int64, **dict.fromkeys(cells, pl.String)})
    return next(_tried(frame, register))


def try_file(delivery: Delivery, register: Register) -> Iterator[Tried | Problem]:
    """The rows of a file that is brought; no column must be there. A problem ends it."""
    wanted = {str(each.id): False for each in register.variables}
    for part in read_table(delivery.stream, delivery.form, wanted, delivery.name):
        match part:
            case pl.DataFrame():
                yield from _tried(part, register)
            case Heading():
                pass
            case problem:
                yield problem
                return


def _tried(frame: pl.DataFrame, register: Register) -> Iterator[Tried]:
    checked = Validator(register, date.max)(frame)
    told: dict[int, list[tuple[str, str]]] = {}
    for number, column, rule in checked.faults.iter_rows():
        if rule != "missing" and column != register.roles.person:
            told.setdefault(number, []).append((column, rule))
    for row in checked.rows.iter_rows(named=True):
        number = row.pop(ROW)
        yield Tried(number, row, tuple(told.get(number, ())))
