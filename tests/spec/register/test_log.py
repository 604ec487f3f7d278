"""Who reads rows is logged: when, which, how many, and why. So is who changes them: `load`, `remove`, `forget` and
`change-key`. Who was refused is logged too, with the code of the problem. `dagmar register log` shows it.

With `--as` a person of the database acts, who must have the role. Without it the user of the machine does, whose files
they are: no role is asked for, and `local:` and the user's name are logged. The log lies in the database. **Where there
is no database (`dagmar migrate` makes it) nothing is logged.**
"""

import csv
import io
import re

import pytest
from registers import VISITS, person

from dagmar.account import people
from dagmar.store.clock import now

title = "The log"


@pytest.fixture
def register(dagmar, tmp_path, settings):
    """Run `dagmar register DEED visits.yaml ...`, with a file of one visit; and read the log, without the times."""
    settings.DEMO = None
    (tmp_path / "visits.yaml").write_text(VISITS)

    class Register:
        def do(self, deed, *rest, visited="", whom=""):
            row = f"{person(0)},unit-1,2025-01-10,{visited}"
            (tmp_path / "file.csv").write_text(f"person,unit,referred,visited\n{row}\n")
            file = ("file.csv",) if visited else ()
            return dagmar("register", deed, "visits.yaml", *file, *rest, stdin=f"{whom}\n")

        def has_database(self) -> None:
            (tmp_path / "home").mkdir(exist_ok=True)
            (tmp_path / "home" / "dagmar.sqlite3").touch()  # the tests' own database is another file

        def log(self) -> list[str]:
            told = self.do("log", "--format", "csv").out
            keys = ("person", "deed", "what", "rows")
            lines = [[each[key] for key in keys] for each in csv.DictReader(io.StringIO(told))]
            return ["  ".join(re.sub("sha256 .*", "sha256 …", cell) for cell in line) for line in lines]

    return Register()


@pytest.mark.django_db
def test_without_a_person_it_is_the_user_of_the_machine(register, monkeypatch):
    """A file with faults, the same file mended, a removal, a key that is changed, and an objection."""
    monkeypatch.setattr("dagmar.cli.database.pwd.getpwuid", lambda _: type("User", (), {"pw_name": "eva"}))
    register.has_database()
    register.do("load", visited="2025-02-31")
    register.do("load", visited="2025-02-01")
    register.do("change-key")
    register.do("remove", visited="2025-02-01")
    register.do("forget", whom=person(0))
    register.do("forget", whom="nobody")
    assert register.log() == [
        "local:eva  load  refused: rows-wrong  0",
        "local:eva  load  sha256 …  1",
        "local:eva  change-key    1",
        "local:eva  remove  sha256 …  1",
        "local:eva  forget    0",
        "local:eva  forget  refused: not-a-person  0",
    ]


@pytest.mark.django_db
def test_who_has_not_the_role_is_told_who_has(register):
    """It is refused, and logged: the role is that of the register's controller."""
    register.has_database()
    people.add_person("rut", "Rut", [("region-12", "register-reader")], now().date(), demo=False)
    refused = register.do("load", "--as", "rut", visited="2025-02-01")
    assert "this is done by a register manager of region-12, the controller of `visits`" in refused.err
    assert register.log() == ["rut  load  refused: not-your-register  0"]


def test_without_a_database_nothing_is_logged(register):
    """The change is made all the same."""
    assert "1 row read, 1 taken in" in register.do("load", visited="2025-02-01").err
