"""Rows about single persons are read by few, for a purpose that is told, and it is logged for good.

Two roles belong to the register's controller: a `register-manager` brings rows, corrects and removes them, forgets
persons and changes keys; a `register-reader` reads rows, with pseudonyms. Neither may do what is the other's. Counts
ask for no role: quality and coverage.

The log lies in the database, so `dagmar migrate` comes first. A command that changes rows may be run without `--as` by
the one who owns the files: nobody is asked then. `read` always asks, and so does the API. What is logged, [the next
page](#the-log) says.
"""

import pytest
from django.db import DatabaseError, connection, transaction
from registers import VISITS, person

from dagmar.account import people
from dagmar.store.clock import now

pytestmark = pytest.mark.django_db

title = "Who may read rows, and who has read them"


ROLES = """
    $ dagmar admin person mona --name 'Mona Exempel' --role region-12:register-manager
    $ dagmar admin person rut --name 'Rut Exempel' --role region-12:register-reader
"""


@pytest.fixture
def kept(session, tmp_path, settings):
    """A register of region-12 with two rows, its manager Mona and its reader Rut."""
    settings.DEMO = None
    (tmp_path / "visits.yaml").write_text(VISITS, encoding="utf-8")
    rows = "".join(f"{person(each)},unit-{each},2025-01-10,2025-0{each + 2}-01\n" for each in (0, 1))
    (tmp_path / "2025.csv").write_text(f"person,unit,referred,visited\n{rows}", encoding="utf-8")
    session(ROLES)
    return session


def test_roles_are_given_to_persons(session):
    """A party and a role: the party is the controller that the definition names."""
    session("""
        $ dagmar admin person mona --name 'Mona Exempel' --role region-12:register-manager
        $ dagmar admin person rut --name 'Rut Exempel' --role region-12:register-reader
    """)
    assert people.actor_by_person("rut", now().date()).holds("register-reader", "region-12")


def test_each_access_is_logged(kept):
    """Who, what was done to which rows, how many, and why. A file is told by the hash of its bytes."""
    kept("""
        $ dagmar register load visits.yaml 2025.csv --as mona
        Columns that the file has not: sex, age, diagnosis, urgent, weight
        2 rows read, 2 taken in; earlier rows that were corrected: 0. visits has 2 rows. All persons are made up.
        $ dagmar register read visits.yaml --as rut --why 'The waits of March' --month 2025-03 --column unit
        1 row read, and logged.
        All persons are made up.
        unit
        ──────
        unit-1
        $ dagmar register log visits.yaml
        When               Who            What   Which                   Rows   Why
        ──────────────────────────────────────────────────────────────────────────────────────────
        ...                Mona Exempel   loaded   sha256 ...              2
        ...                Rut Exempel    read   2025-03: unit              1   The waits of March
    """)


def test_what_is_refused_is_told(kept):
    """A manager changes rows and does not read them, a reader the other way round. A purpose says something, and names
    nobody. Who was refused has not looked; the log says that it was tried.
    """
    kept("""
        $ dagmar register read visits.yaml --as mona --why 'The waits of March'
        error  this is done by a register reader of region-12, the controller of `visits`
          hint: ask somebody who has that role there
        [1]
        $ dagmar register load visits.yaml 2025.csv --as rut
        error  this is done by a register manager of region-12, the controller of `visits`
          hint: ask somebody who has that role there
        [1]
        $ dagmar register read visits.yaml --as rut --why because
        error  why: a purpose has from 10 to 300 characters
          hint: say what the rows are for, so that whoever reads the log understands
        [1]
        $ dagmar register read visits.yaml --as rut --why 'About 19500101-9800 alone'
        error  why: a personal identity number stands here; it was not saved
          hint: take it away and send again; a name is enough
        [1]
        $ dagmar register log visits.yaml
        When   Who            What     Which                            Rows   Why
        ───────────────────────────────────────────────────────────────────────────
        ...    Mona Exempel   read     refused: not-your-register          0
        ...    Rut Exempel    loaded   refused: not-your-register          0
        ...    Rut Exempel    read     refused: purpose-says-nothing       0
        ...    Rut Exempel    read     refused: personal-number            0
    """)


def test_the_log_cannot_be_changed(kept):
    """The database refuses to change or remove a line, and `dagmar verify` tells where somebody has gone round it: each
    line has a hash, and the hashes lie in the chain of all that was done.
    """
    kept("""
        $ dagmar register load visits.yaml 2025.csv --as mona
        $ dagmar verify
        Everything holds.
    """)
    with connection.cursor() as cursor:
        for change in ("UPDATE store_accessrow SET person = 'nobody'", "DELETE FROM store_accessrow"):
            with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
                cursor.execute(change)
        cursor.execute("DROP TRIGGER store_accessrow_no_update")
        cursor.execute("UPDATE store_accessrow SET person = 'nobody'")
    kept("""
        $ dagmar verify
        2
        Does not hold
        ──────────────────────────────
        store_accessrow: not protected
        access 1
        [1]
    """)
