"""Who somebody is leaves no trace: a number is checked and becomes a pseudonym in the memory of the intake itself.

A pseudonym is the first half of HMAC-SHA-256 of the twelve digits under a key of the register's own. The keys lie in a
folder apart from the rows: `DAGMAR_KEYS`, or `keys` in DAGMAR_HOME.
"""

from registers import VISITS

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


def test_a_number_in_another_column_is_refused(register_of):
    """In a unit, an open code or a whole number it would be kept as it stands; it is told, and not kept."""
    register = register_of()
    register.load("Ada  195001019800  2025-01-10  2025-02-01")
    assert register.told() == [
        "2  unit  personal-number  "
        "A personal number stands here, in a column for something else. Take it away; it is not kept here."
    ]
