"""Reads a table of rows that somebody sends: CSV, NDJSON, Parquet or a workbook. Nothing of it is ever written to disk.

Every cell comes as a text, to be judged against the definition; a formula is only a text here. Texts are read in this
process; what is packed, and so may be far larger inside, is unpacked in a process of its own with limits.
"""

from __future__ import annotations

from typing import BinaryIO, Literal, assert_never

from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.tables.delimited import read_delimited
from dagmar.register.tables.limited import read_packed
from dagmar.register.tables.objects import read_objects
from dagmar.register.tables.parts import Columns, Heading, Table

__all__ = ["Columns", "Form", "Heading", "Table", "form_of", "read_table"]

Form = Literal["csv", "ndjson", "parquet", "xlsx"]

_ENDINGS: dict[str, Form] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def form_of(name: str) -> Form | Problem:
    """The form of a file by the ending of its name."""
    for ending, form in _ENDINGS.items():
        if name.lower().endswith(ending):
            return form
    return problem(Code.UNKNOWN_FORM, known=tuple(_ENDINGS))


def read_table(stream: BinaryIO, form: Form, wanted: Columns, name: str) -> Table:
    """First the heading, or a problem; then frames with the column `row` and a text for each wanted column; a problem
    ends it.

    `wanted` says of each column whether it must be there. Row 2 is the first below the heading, as a spreadsheet shows
    it; of NDJSON the row is the line. A stream need not be seekable: it is read as it comes.
    """
    match form:
        case "csv":
            return read_delimited(stream, wanted, name)
        case "ndjson":
            return read_objects(stream, wanted, name)
        case "parquet" | "xlsx":
            return read_packed(stream, form, wanted, name)
        case _:
            assert_never(form)
