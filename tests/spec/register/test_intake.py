"""`dagmar register load` takes a file into a register: checked row by row, made pseudonymous, let count in one step.

The report names the row as a spreadsheet shows it (the heading is row 1), the column, the rule, and how to mend it. It
never says what stands in a cell.

In the examples persons have names, where a file has numbers; the columns are person, unit, referred and visited, unless
a heading says otherwise, and `-` is an empty cell. After `=` stands what the register holds, or what is told.
"""

from datetime import date

import pytest
from registers import VISITS, rows_in

from dagmar.register.tables.parts import read_part

title = "Intake"


def test_sound_rows_are_taken_in(register_of):
    """Rows lie by the month of their event, and in a month by unit, sex and age. Here so many rows in each."""
    register = register_of()
    taken = register.load("""
        Ada  unit-2  2025-01-10  2025-02-01
        Bo   unit-1  2025-01-20  2025-02-03
        Ada  unit-1  2025-02-20  2025-03-01
    """)
    assert (taken.batch.read, taken.batch.kept, taken.counts.total()) == (3, 3, 0)
    assert [(name, month.rows) for name, month in register.store.manifest().months.items()] == [
        ("2025-02", 2),
        ("2025-03", 1),
    ]


def test_all_or_nothing(register_of):
    """A row that is wrong keeps the whole file out, unless the sound rows are asked for with `--accept-valid`.
    After `=` stands what the register holds: first without it, then with.
    """
    rows = """
        Ada  unit-1  2025-01-10  2025-02-01
        Bo   unit-1  2025-02-30  2025-02-03
    """
    register = register_of()
    assert register.load(rows).batch is None
    register.holds("")
    assert register.load(rows, accept_valid=True).batch.refused == 1
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_what_is_asked_of_every_row(register_of):
    """Beside a definition's own rules: required values, types, codes, ranges, days that have been, persons."""
    register = register_of()
    register.load("""
        person        unit     referred    visited     sex  age  diagnosis  urgent  weight
        Ada           -        2025-01-10  2025-02-01  2    75   I639       ja      70.5
        Ada           unit-1   2025-02-30  2025-02-01  2    75   I639       ja      70.5
        Ada           unit-1   2025-01-10  2025-02-01  3    75   63I        ja      70.5
        Ada           unit-1   2025-01-10  2025-02-01  2    701  I639       maybe   0.5
        Ada           unit-1   2025-01-10  2025-02-01  2    7.5  I639       ja      heavy
        Ada           unit-1   2025-01-10  2027-02-01  2    75   I639       ja      70.5
        195001019801  unit-1   2025-01-10  2025-02-01  2    75   I639       ja      70.5
    """)
    assert [each.rsplit("  ", 1)[0] for each in register.told()] == [
        "2  unit  missing",
        "3  referred  not-date",
        "4  sex  not-a-code",
        "4  diagnosis  not-a-code",
        "5  age  out-of-range",
        "5  urgent  not-flag",
        "5  weight  out-of-range",
        "6  age  not-whole",
        "6  weight  not-decimal",
        "7  visited  to-come",
        "8  person  identity",
    ]


def test_one_slip_is_told_once(register_of):
    """Where a value is wrong by itself, no rule speaks of it too: there is no wait to a day that is no day."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2027-02-01")
    assert [each.rsplit("  ", 1)[0] for each in register.told()] == ["2  visited  to-come"]


def test_days_are_written_with_hyphens_or_without(register_of):
    """`2025-02-01` and `20250201` are the same day; nothing else is one."""
    register = register_of()
    register.load("""
        Ada  unit-1  20250110    20250201
        Bo   unit-1  2025-01-12  20250204
    """)
    register.holds("""
        unit-1  2025-01-10  2025-02-01
        unit-1  2025-01-12  2025-02-04
    """)


@pytest.mark.parametrize(
    "written",
    ["2025-1- 1", "+2025-1-02", "-025-01-01", "0000-01-01", "25-01-01", "20250229", "1799-12-31"],
)
def test_what_is_no_day(register_of, written):
    """Eight digits, with two hyphens or none, that are a day of the calendar from 1800 to 2199."""
    register = register_of()
    register.load(f"Ada  unit-1  {written}  2025-02-01")
    assert [each.rsplit("  ", 1)[0] for each in register.told()] == ["2  referred  not-date"]


def test_an_event_is_of_1900_or_later(register_of):
    """Other days may be earlier, as those of birth are; the day of a row before 1900 is a slip of the pen."""
    register = register_of()
    register.load("Ada  unit-1  1899-12-30  1899-12-31")
    assert "2  visited  long-ago  The day is before 1900. Correct the year." in register.told()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("70,5", 70.5),
        ("1,234", 1.234),
        ("70.1234567890", 70.123456789),
        ("23.020408163265305", 23.020408163265305),
        ("70.30000000000000004", None),
        ("123456789012345.123456789", None),
        ("1 234", None),
        ("7e1", None),
        ("50.100000000000001", 50.1),
        ("00000000000070.50000000000", 70.5),
    ],
)
def test_decimals(register_of, written, kept):
    """A comma comes before the decimals, as in Swedish, and so does a point: `1,234` is little more than one. No number
    is rounded without a word: it is kept exactly, or as another program printed it, or refused.
    """
    register = register_of()
    register.load(f"person  unit  referred  visited  weight\nAda  unit-1  2025-01-10  2025-02-01  {written}", sep=";")
    found = rows_in(register.store, "weight")["weight"].to_list() if not register.told() else [None]
    assert found == [kept]


def test_sex_and_age_are_held_against_the_number(register_of):
    """A warning, for legal sex can be changed; an age may be a year beside, as one counts from different days."""
    register = register_of()
    register.load("""
        person  unit    referred    visited     sex  age
        Ada     unit-1  2025-01-10  2025-02-01  2    75
        Bo      unit-1  2025-01-10  2025-02-01  2    76
        Bo      unit-1  2025-01-11  2025-02-01  1    57
    """)
    assert [each.rsplit("  ", 1)[0] for each in register.told()] == ["3  sex  sex-differs", "4  age  age-differs"]
    assert register.taken.batch.kept == 3


def test_words_say_what_to_do(register_of):
    """Each fault has words that say how to mend it; a definition's own rules bring theirs."""
    register = register_of()
    register.load("""
        person  unit    referred    visited     sex  age
        Ada     unit-1  2025-03-10  2025-02-01  x    130
    """)
    assert register.told() == [
        "2  sex  not-a-code  There is no such code, or it does not look as it should. For example: 1, 2.",
        "2  age  out-of-range  The number lies outside what can occur: 0–120. Look at the unit and the decimal sign.",
        "2  referred, visited  in-order  The visit is before the referral; correct the day",
    ]


def test_a_warning_is_told_and_the_row_is_taken(register_of):
    """Some rules tell what is seldom true; a person is to look, and the row counts."""
    register = register_of()
    taken = register.load("Ada  unit-1  2023-01-10  2025-02-01")
    assert [rule for _, rule in taken.counts] == ["long-wait"]
    assert taken.batch.kept == 1


def test_the_same_file_twice(register_of):
    """Nothing happens, and it says so."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    assert register.load("Ada  unit-1  2025-01-10  2025-02-01").again
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_the_same_file_after_something_else(register_of):
    """What has been removed or corrected since comes back as the file has it: it is taken in again."""
    register = register_of()
    rows = """
        Ada  unit-1  2025-01-10  2025-02-01
        Bo   unit-1  2025-01-20  2025-02-03
    """
    register.load(rows)
    register.remove("""
        person  referred
        Ada     2025-01-10
    """)
    taken = register.load(rows)
    assert (taken.again, taken.batch.kept, taken.batch.corrected) == (False, 2, 1)
    register.load("Bo  unit-9  2025-01-20  2025-02-03")
    assert register.load(rows).batch.corrected == 2
    assert register.load(rows).again
    register.holds("""
        unit-1  2025-01-10  2025-02-01
        unit-1  2025-01-20  2025-02-03
    """)


def test_the_same_file_after_rows_were_refused(register_of):
    """The rows that were left out are read again: what was wrong may be mended in the definition or the units."""
    register = register_of()
    rows = """
        Ada  unit-1  2025-01-10  2025-02-01
        Bo   unit-1  2025-02-30  2025-02-03
    """
    register.load(rows, accept_valid=True)
    assert (register.load(rows, accept_valid=True).again, register.taken.batch.refused) == (False, 1)
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    later = register_of(VISITS.replace("version: 1", "version: 2"))
    assert not later.load("Ada  unit-1  2025-01-10  2025-02-01").again


def test_rows_without_a_key_are_taken_in_once(register_of):
    """There they would only be repeated, whatever has happened since."""
    register = register_of(VISITS.replace(", key: [person, referred]", ""))
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    register.load("Bo  unit-1  2025-01-10  2025-02-01")
    assert register.load("Ada  unit-1  2025-01-10  2025-02-01").again


def test_a_correction_is_a_whole_row(register_of):
    """A correction is a whole row: what it leaves out is gone. All columns that must be there are asked for, and all
    that are missing are told at once."""
    register = register_of()
    register.load("""
        person  unit    referred    visited     age
        Ada     unit-1  2025-01-10  2025-02-01  70
    """)
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    assert rows_in(register.store, "age")["age"].to_list() == [None]
    assert register.told_of("person,referred") == "the table lacks the columns `unit` and `visited`"


def test_a_correction_takes_the_place_of_the_row_with_its_key(register_of):
    """The key of visits is the person and the day of referral. The corrected row may belong to another month."""
    register = register_of()
    register.load("""
        Ada  unit-1  2025-01-10  2025-02-01
        Bo   unit-1  2025-01-10  2025-02-01
    """)
    taken = register.load("Ada  unit-1  2025-01-10  2025-03-15")
    assert taken.batch.corrected == 1
    register.holds("""
        unit-1  2025-01-10  2025-02-01
        unit-1  2025-01-10  2025-03-15
    """)


def test_a_row_that_a_later_one_repeats(register_of):
    """Within a file the last row of a key counts; the others are told."""
    register = register_of()
    taken = register.load("""
        Ada  unit-1  2025-01-10  2025-02-01
        Ada  unit-2  2025-01-10  2025-02-02
    """)
    assert (taken.batch.kept, taken.batch.repeated) == (1, 1)
    assert register.told()[0].startswith("2    repeated")
    register.holds("unit-2  2025-01-10  2025-02-02")


def test_late_rows_land_in_their_own_month(register_of):
    """A row belongs to the month of its event, whenever it comes; the batch it came with is kept beside it."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01", on=date(2025, 3, 1))
    register.load("Bo  unit-1  2025-01-10  2025-02-05", on=date(2025, 12, 1))
    assert list(register.store.manifest().months) == ["2025-02"]
    assert rows_in(register.store, "batch")["batch"].to_list() == [0, 1]


def test_observations_can_be_removed(register_of):
    """`dagmar register remove` takes a file with the key's columns; whatever else stands in it is not read."""
    register = register_of()
    register.load("""
        Ada  unit-1  2025-01-10  2025-02-01
        Ada  unit-1  2025-02-10  2025-03-01
    """)
    assert (
        register.remove("""
        person  referred
        Ada     2025-01-10
        Bo      2025-01-10
    """)
        == 1
    )
    register.holds("unit-1  2025-02-10  2025-03-01")


def test_made_up_persons_mark_what_they_are_in(register_of):
    """Where every person has one of the tax agency's test numbers the batch is made up, and so is all that is shown."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    assert register.store.manifest().persons == "made-up"


def test_made_up_may_be_all_some_or_none(register_of):
    """A register says whether all of its files are about made-up persons, some of them, or none."""
    register = register_of()
    assert register.store.manifest().persons == "real"
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    register.load("191212121212  unit-1  2025-01-10  2025-02-01")
    assert register.store.manifest().persons == "mixed"


def test_a_part_without_persons_says_nothing(register_of, monkeypatch):
    """A file is read in parts; where all rows of one are wrong, those of the others say whether persons are made up."""
    monkeypatch.setattr("dagmar.register.tables.delimited.PART", 64)  # so many bytes, some two rows
    monkeypatch.setattr(read_part, "__defaults__", (64,))
    register = register_of()
    register.load(
        """
        Ada  unit-1  2025-02-30  2025-02-01
        Bo   unit-1  2025-02-30  2025-02-01
        Cia  unit-1  2025-02-30  2025-02-01
        Dan  unit-1  2025-01-10  2025-02-01
        """,
        accept_valid=True,
    )
    assert register.store.manifest().persons == "made-up"
