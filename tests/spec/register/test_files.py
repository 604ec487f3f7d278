"""A table of rows comes as CSV, NDJSON, Parquet or a workbook (XLSX), told by the ending of its name.

It is read in parts and never written to disk. Every cell is a text that the definition then judges, so a formula is
only a text. A table that cannot be read is refused with its row and with what to do.

In the examples the columns `person` and `unit` must be there and `age` may be; after `=` stand the row and the three.
"""

import io
from textwrap import dedent

import openpyxl
import polars as pl
import pytest

from dagmar.basis.problems import Problem
from dagmar.register.tables.reading import Heading, form_of, read_table
from dagmar.words.problems import say

title = "Files"

WANTED = {"person": True, "unit": True, "age": False}


def read(data, form="csv"):
    """What came: the heading, then the rows, or the words of the problem that ended it."""
    found = list(read_table(io.BytesIO(data), form, WANTED, "table"))
    if isinstance(found[-1], Problem):
        return f"row {found[-1].place.line}: {say(found[-1], 'en')}"
    assert isinstance(found[0], Heading)
    return [row for frame in found[1:] for row in frame.rows()]


@pytest.fixture
def csv():
    return lambda text: read(dedent(text).strip(" \n").encode())


def test_the_name_tells_the_form():
    """`.csv`, `.tsv` and `.txt` are CSV, `.ndjson` and `.jsonl` NDJSON; then there are `.parquet` and `.xlsx`."""
    assert [(name, form_of(name)) for name in ("a.CSV", "a.jsonl", "a.parquet", "a.xlsx")] == [
        ("a.CSV", "csv"),
        ("a.jsonl", "ndjson"),
        ("a.parquet", "parquet"),
        ("a.xlsx", "xlsx"),
    ]
    assert isinstance(form_of("a.xls"), Problem)


def test_the_heading_tells_the_delimiter(csv):
    """Comma, semicolon or tab. Rows are counted as a spreadsheet shows them: the first below the heading is 2."""
    rows = """
        unit,person,age
        u1,p1,40
        u2,p2,
    """
    for delimiter in (",", ";", "\t"):
        assert csv(rows.replace(",", delimiter)) == [
            (2, "p1", "u1", "40"),
            (3, "p2", "u2", None),
        ]


def test_columns_that_are_not_known_are_not_read(csv):
    """They are named to whoever brings the file, and read no further. A column that may be absent gives empty cells."""
    rows = """
        note,person,unit
        x,p1,u1
    """
    assert csv(rows) == [(2, "p1", "u1", None)]
    heading, _ = read_table(io.BytesIO(dedent(rows).strip().encode()), "csv", WANTED, "table")
    assert heading == Heading(ignored=("note",), absent=("age",))


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet", "xlsx"])
def test_a_name_that_is_a_personal_number_is_not_repeated(form):
    """So it is where the first row is no heading, or where persons are columns."""
    frame = pl.DataFrame({"person": ["p1"], "unit": ["u1"], "19121212-1212": ["x"]})
    file = io.BytesIO()
    match form:
        case "csv":
            frame.write_csv(file)
        case "ndjson":
            frame.write_ndjson(file)
        case "parquet":
            frame.write_parquet(file)
        case _:
            frame.write_excel(file)
    heading, *_ = read_table(io.BytesIO(file.getvalue()), form, WANTED, "table")
    assert heading == Heading(ignored=("?",), absent=("age",))


def test_a_cell_in_quotes_may_hold_anything(csv):
    """The delimiter, a line break, a quotation mark that is written twice. The row is the table's, not the text's."""
    assert csv("""
        person,unit
        "a, ""b""
        c",u1
        p2,u2
    """) == [
        (2, 'a, "b"\nc', "u1", None),
        (3, "p2", "u2", None),
    ]


def test_a_formula_is_a_text(csv):
    """It is never worked out."""
    assert csv("""
        person,unit
        =1+1,@u1
    """) == [(2, "=1+1", "@u1", None)]


REFUSED = (
    b"person\np1\n",
    b"person,unit,unit\n",
    b"person,unit\np1,u1\np2\n",
    b"person,unit\np1,u1\np2,u2,\n",
    b"person,unit\np1,u\xe5\n",
    "person,unit\n".encode("utf-16"),
    b"person,unit\np1,u\x001\n",
    b'person,unit\np1,u"1\n',
    b'person,unit\np1,"u1\np2,u2\n',
    b"person,unit\np1," + b"u" * 1_100_000,
    b"c," * 2_000 + b"c\n",
    b"PK\x03\x04",
)


def test_what_cannot_be_read_is_refused():
    """The row is told, and never what stands in it. Row 0 is the file as a whole."""
    assert [read(data) for data in REFUSED] == [
        "row 1: the table lacks the column `unit`",
        "row 1: the column `unit` stands twice",
        "row 3: the row has 1 cells, the first line 2",
        "row 3: the row has 3 cells, the first line 2",
        "row 2: the file is not in UTF-8 from this line on",
        "row 0: the file is in UTF-16",
        "row 2: the text holds a character that cannot be kept",
        "row 2: a quotation mark stands inside a cell, or is never closed",
        "row 2: a quotation mark stands inside a cell, or is never closed",
        "row 2: the row is longer than 1048576 bytes",
        "row 1: the table has 2001 columns, more than the 2000 that are read",
        "row 0: the file's name says CSV, its content is XLSX",
    ]


def test_an_object_a_line():
    """NDJSON: numbers, true and false become texts; a missing key is an empty cell. The row is the line."""
    lines = """
        {"person": "p1", "unit": 1, "age": 3.0}

        {"unit": true, "person": null, "more": [1]}
    """
    assert read(lines.strip().encode(), "ndjson") == [(1, "p1", "1", "3"), (3, None, "true", None)]
    assert read(b'{"person":1,"unit":2}\n{"person":[1]}\n', "ndjson") == (
        "row 2: the column `person` holds lists, objects or bytes"
    )
    assert read(b'{"person":1,"unit":2}\n[]\n', "ndjson") == "row 2: the line is no JSON object, or has a key twice"


def test_a_key_stands_once_in_a_line():
    """Where two values are given for one column, nobody can say which is meant; so it is whatever else there is."""
    words = "row 2: the line is no JSON object, or has a key twice"
    line = b'{"person":1,"unit":2}\n'
    assert read(line + b'{"person":1,"unit":2,"person":3}\n', "ndjson") == words
    assert read(line + b'{"person":1,"unit":2,"person":3}\n{"more":[]}\n', "ndjson") == words


TYPED = pl.DataFrame({"person": ["2019-01-31"], "unit": [4.0], "age": [True]}).with_columns(
    pl.col("person").str.to_date()
)


def test_parquet_and_workbooks_are_read_as_people_would_write_them():
    """Days as 2019-01-31, whole numbers without decimals, yes and no as true and false."""
    parquet, workbook = io.BytesIO(), io.BytesIO()
    TYPED.write_parquet(parquet)
    TYPED.write_excel(workbook)
    for file, form in ((parquet, "parquet"), (workbook, "xlsx")):
        assert read(file.getvalue(), form) == [(2, "2019-01-31", "4", "true")]


def test_computed_numbers_are_read_whole():
    """Every decimal that the file has, and no exponent: a double is written with the digits that tell it."""
    texts = ["0.0000001", "23.02040816326531", "200201139805", "-0.0000000015"]
    numbers = [float(each) for each in texts]
    parquet, workbook = io.BytesIO(), io.BytesIO()
    pl.DataFrame({"person": numbers, "unit": numbers}).write_parquet(parquet)
    book = openpyxl.Workbook()
    for row in (("person", "unit"), *zip(numbers, numbers, strict=True)):
        book.active.append(row)
    book.save(workbook)
    lines = "".join(f'{{"person":{each!r},"unit":1}}\n' for each in numbers).encode()
    for data, form in ((parquet.getvalue(), "parquet"), (lines, "ndjson"), (workbook.getvalue(), "xlsx")):
        assert [row[1] for row in read(data, form)] == texts, form
    assert read(b'{"person":0.30000000000000004,"unit":1}', "ndjson") == [(1, "0.30000000000000004", "1", None)]


def test_what_is_packed_is_unpacked_within_limits():
    """In a process of its own with little memory and a few seconds, so that a small file cannot stop the service."""
    for form in ("parquet", "xlsx"):
        name = {"parquet": "Parquet", "xlsx": "XLSX"}[form]
        assert read(b"PAR1 or not", form) == f"row 0: this cannot be read as {name}"
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert read(locked, "xlsx") == "row 0: the workbook is locked with a password"
