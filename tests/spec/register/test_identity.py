"""Who somebody is leaves no trace: a number is checked and becomes a pseudonym in the memory of the intake itself.

A pseudonym is the first half of HMAC-SHA-256 of the twelve digits under a key of the register's own. The keys lie in a
folder apart from the rows: `DAGMAR_KEYS`, or `keys` in DAGMAR_HOME.
"""

import pytest
from registers import VISITS

from .conftest import number

title = "Identity"


def test_numbers_are_read_as_people_write_them(register_of):
    """Ten or twelve digits, with a hyphen or without; a plus says that a hundred years have passed."""
    register = register_of()
    numbers = """
        195001019800
        19500101-9800
        500101-9800
        5001019800
    """
    for row, written in enumerate(numbers.split(), 1):
        assert register.load(f"{written}  unit-1  2025-01-0{row}  2025-02-01").batch, written
    assert len(register.persons()) == 1


def test_ten_digits_of_somebody_over_a_hundred(register_of):
    """Where the age is there it says which century is meant: both rows are of one person, 101 years old."""
    register = register_of()
    register.load("""
        person        unit    referred    visited     age
        192001059803  unit-1  2021-01-10  2021-02-01  101
        200105-9803   unit-1  2021-01-11  2021-02-02  101
        200105+9803   unit-1  2021-01-12  2021-02-02  101
    """)
    assert (len(register.persons()), register.told()) == (1, [])
    register.load("""
        person        unit    referred    visited     age
        200105-9803   unit-1  2021-01-10  2021-02-01  1
        200105-9803   unit-1  2021-01-11  2021-02-01  -
        200105-9803   unit-1  2021-01-12  2021-02-01  51
        500101-9800   unit-1  2021-01-10  2021-02-01  120
    """)
    assert len(register.persons()) == 3
    assert [each.split("  ")[2] for each in register.told()] == ["age-differs", "age-differs"]


def test_what_is_no_number_is_refused(register_of):
    """The check digit, the calendar and the day of the event are all asked; nobody is registered before birth."""
    register = register_of()
    refused = """
        195001019801   the check digit is another
        195002309800   there is no such day
        50010198       two digits are missing
        Ada Andersson  a name
        209901019805   not yet born when the visit was
    """
    for line in refused.strip().splitlines():
        written = line.strip().split("  ")[0]
        assert register.load(f"{written}  unit-1  2025-01-10  2025-02-01").batch is None
        assert " identity " in register.told()[0]
        assert written not in register.told()[0]


def test_two_registers_never_match(register_of):
    """Each register has a key of its own: the same person is another pseudonym in another register."""
    first = register_of()
    second = register_of(VISITS.replace("id: visits", "id: other"))
    for each in (first, second):
        each.load("Ada  unit-1  2025-01-10  2025-02-01")
    assert first.persons().isdisjoint(second.persons())


OPEN = VISITS.replace("least: 1, most: 300,", "").replace(
    "variables:\n",
    """- {id: case, name: {sv: Ärende, en: Case}, owner: socialstyrelsen, pattern: 999999-9999}
variables:
- {id: count, name: {sv: Antal, en: Count}, what: {sv: N, en: N}, type: whole, most: 9999999999, required: false}
- {id: case, name: {sv: Ärende, en: Case}, what: {sv: Ä, en: C}, type: code, system: case, required: false}
""",
)
"""The register of visits with columns that are wide open."""


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("unit", "195001019800"),
        ("unit", "500101 9800"),
        ("unit", "500101.9800"),
        ("unit", "1950-01-01-9800"),
        ("unit", "19500101 - 9800"),
        ("unit", "1950 01 01 9800"),
        ("unit", "50.01.01  9800"),
        ("count", "195001019800"),
        ("count", "5001019800"),
        ("count", "0001019801"),
        ("weight", "195001019800"),
        ("weight", "195001019800,0"),
        ("weight", "19500101.9800"),
        ("weight", "500101,9800"),
        ("case", "500101-9800"),
    ],
)
def test_a_number_in_another_column_is_refused(register_of, column, written):
    """In a unit, a code or a number it would be kept as it stands; it is told, and not kept, however it is written."""
    register = register_of(OPEN)
    cells = {"person": number("Ada"), "unit": "unit-1", "referred": "2025-01-10", "visited": "2025-02-01"} | {
        column: written
    }
    register.take(";".join(cells) + "\n" + ";".join(cells.values()) + "\n")
    assert any(each.startswith(f"2  {column}  personal-number") for each in register.told())
    assert not register.persons()


@pytest.mark.parametrize("written", ["0.5001019800", "12.195001019800", "5001019801", "500101.98"])
def test_the_digits_after_a_point_are_no_number(register_of, written):
    """A computed number may have ten decimals; what is looked at is the number as a whole."""
    register = register_of(OPEN)
    register.load(f"person  unit  referred  visited  weight\nAda  unit-1  2025-01-10  2025-02-01  {written}")
    assert register.told() == []
