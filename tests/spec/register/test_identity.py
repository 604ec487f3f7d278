"""Who somebody is leaves no trace: a number is checked and becomes a pseudonym in the memory of the intake itself.

A pseudonym is the first half of HMAC-SHA-256 of the twelve digits under a key of the register's own. The keys lie in a
folder apart from the data (`DAGMAR_KEYS`, or `keys` in DAGMAR_HOME), and are never among what a copy of the data takes.
"""

import pytest
from registers import VISITS

title = "Identity"


def test_numbers_are_read_as_people_write_them(register_of):
    """Ten or twelve digits, with a hyphen or without; a plus says that a hundred years have passed."""
    register = register_of()
    for row, written in enumerate(("195001019800", "19500101-9800", "500101-9800", "5001019800"), 1):
        assert register.load(f"{written}  unit-1  2025-01-0{row}  2025-02-01").batch, written
    assert len(register.persons()) == 1


@pytest.mark.parametrize("written", ["195001019801", "195002309800", "50010198", "Ada Andersson", "209901019805"])
def test_what_is_no_number_is_refused(register_of, written):
    """The check digit, the calendar and the day of the event are all asked; nobody is registered before birth."""
    register = register_of()
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


def test_a_key_can_be_changed(register_of):
    """`dagmar register change-key` lays a new key on top: each pseudonym becomes another, and persons stay the same."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    before = register.persons()
    register.change_key()
    assert register.persons().isdisjoint(before)
    register.load("Ada  unit-1  2025-02-10  2025-03-01")
    assert len(register.persons()) == 1


def test_without_its_key_a_register_takes_nothing_in(register_of):
    """Another key would make strangers of those who are there already; the folder must be brought back."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    (register.folder / "keys" / "visits.1.key").unlink()
    assert register.refused("person,unit,referred,visited\n") == "key-missing"


def test_a_number_in_another_column_is_refused(register_of):
    """In a unit, an open code or a whole number it would be kept as it stands; it is told, and not kept."""
    register = register_of()
    register.load("Ada  Ada  2025-01-10  2025-02-01".replace("Ada  Ada", "Ada  195001019800"))
    assert "2  unit  personal-number" in register.told()[0]
