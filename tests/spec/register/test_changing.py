"""A definition that is changed gets a `version` one higher; each batch is kept with the version it was held against.

Variables, codes and rules may be added; once rows are held, the key may not change (`definition-key`), nor the type of
a variable (`definition-type`). A definition older than the one that rows were taken in by is refused
(`definition-older`), and so is one that was changed under the same version (`definition-same-version`).
"""

from registers import TODAY, VISITS, brought, load, person, rows_in, store, visits

from dagmar import catalogue
from dagmar.basis.problems import Problem
from dagmar.register.intake import take_in
from dagmar.register.objection import forget

title = "Changing a definition"

ROW = "Ada  unit-1  2025-01-10  2025-02-01"
SECOND = VISITS.replace("version: 1", "version: 2")


def changed(added):
    """The definition of visits, a version later, with the text among its variables."""
    before, variables, after = VISITS.partition("variables:\n")
    return f"{before}{variables}{added.strip()}\n{after}".replace("version: 1", "version: 2")


def test_variables_and_codes_may_be_added(register_of):
    """Rows that were there before have nothing in a new variable; new rows may have it. `since` says from which day it
    is recorded, so that quality does not miss it before.
    """
    register_of().load("Ada  unit-1  2025-01-10  2025-02-01")
    added = """
        - {id: floor, name: {sv: Golv, en: Floor}, what: {sv: Golv, en: Floor}, type: code, required: false,
           since: 2025-03-01, values: {dry: {sv: Torrt, en: Dry}, wet: {sv: Blött, en: Wet}}}
    """
    register = register_of(changed(added))
    rows = """
        person  unit    referred    visited     floor
        Bo      unit-1  2025-02-10  2025-03-01  wet
    """
    register.load(rows)
    held = rows_in(register.store, "visited", "floor").rows()
    assert [(str(visited), floor) for visited, floor in held] == [("2025-02-01", None), ("2025-03-01", "wet")]
    assert tuple(each.version for each in register.store.manifest().batches) == (1, 2)


def told_of(register, text):
    """What is said of another row that comes by a changed definition; `taken in` where nothing is."""
    with_rows = store(register.folder, visits(text))
    found = take_in(brought("person,unit,referred,visited\n"), with_rows, TODAY)
    return f"{found.code.value}" if isinstance(found, Problem) else "taken in"


def test_a_change_is_a_new_version(register_of):
    """Which rows came by which definition can be told for ever; a definition that is older than the rows is refused."""
    register = register_of()
    register.load(ROW)
    assert told_of(register, VISITS.replace("most: 120", "most: 110")) == "definition-same-version"
    assert told_of(register, SECOND.replace("most: 120", "most: 110")) == "taken in"
    load(
        store(register.folder, visits(SECOND)),
        "person,unit,referred,visited\n" + f"{person(1)},unit-1,2025-01-10,2025-02-01\n",
    )
    assert told_of(register, VISITS) == "definition-older"


def test_better_words_are_no_change(register_of):
    """Names and explanations may be mended at any time: no row means another thing for it."""
    register = register_of()
    register.load(ROW)
    assert told_of(register, VISITS.replace("en: The wait is long", "en: The wait is very long")) == "taken in"


def test_what_rows_stand_upon_stays(register_of):
    """The key, the person, the day and the type of a variable; a changed variable takes a new id instead."""
    register = register_of()
    register.load(ROW)
    assert told_of(register, SECOND.replace("[person, referred]", "[person, unit, referred]")) == "definition-key"
    assert told_of(register, SECOND.replace("event: visited", "event: referred")) == "definition-key"
    whole = SECOND.replace("type: decimal, unit: kg, least: 1", "type: whole, unit: kg, least: 1")
    assert told_of(register, whole) == "definition-type"


def test_nothing_is_held_before_the_first_rows(register_of):
    """While a register is empty its definition may change in any way."""
    register = register_of()
    assert told_of(register, VISITS.replace("event: visited", "event: referred")) == "taken in"


LESS = "\n".join(line for line in SECOND.splitlines() if "id: diagnosis" not in line) + "\n"


def test_what_a_version_leaves_out_stays_with_the_rows(register_of):
    """It is read no more, but no change of the rows takes it away: a later version may have it back, of its old type.

    Its type cannot be another (`definition-type`).
    """
    register_of().load("""
        person  unit    referred    visited     diagnosis
        Ada     unit-1  2025-01-10  2025-02-01  I639
        Bo      unit-1  2025-01-11  2025-02-01  I630
    """)
    register = register_of(LESS)
    register.load("Cia  unit-1  2025-01-12  2025-02-01")
    register.forget("Bo")
    register.change_key()
    register.remove("""
        person  referred
        Dan     2025-01-10
        Cia     2025-01-12
    """)
    assert "diagnosis" not in register.store.schema()
    again = register_of(SECOND.replace("version: 2", "version: 3"))
    assert rows_in(again.store, "diagnosis").rows() == [("I639",)]
    other = SECOND.replace("version: 2", "version: 3").replace("type: code, system: icd-10", "type: whole")
    assert told_of(register, other) == "definition-type"


def test_nobody_is_forgotten_by_another_definition(register_of):
    """Where the person has another name the rows would not be found, and nothing would be destroyed."""
    register = register_of()
    register.load(ROW)
    other = (
        SECOND.replace("person: person", "person: who").replace("[person,", "[who,").replace("id: person", "id: who")
    )
    renamed = register_of(other)
    found = forget(renamed.store, person(0), TODAY)
    assert isinstance(found, Problem)
    assert found.code.value == "definition-key"
    register.holds(ROW.removeprefix("Ada  "))


def test_a_register_has_one_controller(register_of, dagmar, tmp_path):
    """Who may read rows is decided by roles at their controller, and no file may name another: neither for rows that
    are there, nor for a register of the catalogue (`definition-controller`).
    """
    register = register_of()
    register.load(ROW)
    assert told_of(register, SECOND.replace("region-12", "region-01")) == "definition-controller"
    mine = catalogue.register_bytes("waiting-times").decode().replace("controller: skr", "controller: region-01")
    (tmp_path / "mine.yaml").write_text(mine)
    refused = dagmar("register", "describe", "mine.yaml")
    assert refused.status == 1
    assert "the controller of `waiting-times` is skr, and region-01 in this definition" in refused.err
