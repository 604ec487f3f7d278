"""A person may object to being in a quality register (patientdatalagen, chapter 7): the rows are destroyed.

`dagmar register forget` reads the number without showing it. What is kept is a mark that cannot be turned into the
number or the pseudonym; it keeps the person out when the next file comes. In the examples Ada objects.
"""

from registers import TODAY

from dagmar.register.objection import forget

title = "Objection"


def test_the_rows_are_destroyed(register_of):
    """In every month, and at once: the files that held them are taken away too."""
    register = register_of()
    register.load("""
        Ada  unit-1  2025-01-10  2025-02-01
        Ada  unit-1  2025-02-10  2025-03-01
        Bo   unit-1  2025-01-10  2025-02-01
    """)
    assert register.forget("Ada") == 2
    register.holds("unit-1  2025-01-10  2025-02-01")
    assert len(list((register.store.folder / "data").iterdir())) == 1


def test_the_person_is_kept_out(register_of):
    """The next file may hold the person again; the rows are left out and counted, and no row of the file is told."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    register.forget("Ada")
    taken = register.load("""
        Ada  unit-1  2025-01-10  2025-02-01
        Bo   unit-1  2025-01-10  2025-02-01
    """)
    assert (taken.left_out, taken.batch.kept, taken.counts.total()) == (1, 1, 0)
    register.holds("unit-1  2025-01-10  2025-02-01")


def test_neither_number_nor_pseudonym_remains(register_of):
    """The mark is the other half of the HMAC: without the key it tells nothing of the first."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    pseudonym = register.persons().pop()
    register.forget("Ada")
    kept = b"".join(path.read_bytes() for path in register.folder.rglob("*") if path.is_file())
    assert len(register.store.manifest().objections) == 1
    for trace in (pseudonym, pseudonym.hex().encode(), b"195001019800", b"500101-9800", b"5001019800"):
        assert trace not in kept


def test_an_objection_outlasts_a_new_key(register_of):
    """Marks are laid under the new key too."""
    register = register_of()
    register.load("Bo  unit-1  2025-01-10  2025-02-01")
    register.forget("Ada")
    register.change_key()
    assert register.load("Ada  unit-1  2025-01-10  2025-02-01").left_out == 1


def test_one_may_object_before_being_there(register_of):
    """Nothing is destroyed then, and the person is kept out from the beginning."""
    register = register_of()
    assert register.forget("Ada") == 0
    assert register.load("Ada  unit-1  2025-01-10  2025-02-01").left_out == 1


def test_the_number_has_twelve_digits(register_of):
    """Ten do not say in which century somebody was born, and the wrong person would be kept out (`which-century`)."""
    register = register_of()
    register.load("Ada  unit-1  2025-01-10  2025-02-01")
    for ten in ("5001019800", "500101-9800", "500101+9800"):
        assert forget(register.store, ten, TODAY).code.value == "which-century"
    register.holds("unit-1  2025-01-10  2025-02-01")
