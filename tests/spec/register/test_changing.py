"""A definition may change while there are rows: a new version adds, and what the rows stand upon stays."""

from registers import TODAY, VISITS, brought, load, person, rows_in, store, visits

from dagmar.basis.problems import Problem
from dagmar.register.intake import take_in

title = "Changing a definition"

ROW = "Ada  unit-1  2025-01-10  2025-02-01"
SECOND = VISITS.replace("version: 1", "version: 2")


def changed(register, text):
    """What is said of another row that comes by a changed definition; `taken in` where nothing is."""
    with_rows = store(register.folder, visits(text))
    found = take_in(brought("person,unit,referred,visited\n"), with_rows, TODAY)
    return f"{found.code.value}" if isinstance(found, Problem) else "taken in"


def test_a_new_version_adds_variables_codes_and_rules(register_of):
    """Rows that were there have no value of a new variable; what is left out is not shown any more."""
    register = register_of()
    register.load(ROW)
    more = SECOND.replace("rules:", "- {id: mild, name: {sv: M, en: M}, what: {sv: M, en: M}, type: flag, "
                          "required: false}\nrules:")  # fmt: skip
    assert changed(register, more) == "taken in"
    assert rows_in(store(register.folder, visits(more)), "mild", "unit").rows() == [(None, "unit-1")]


def test_a_change_is_a_new_version(register_of):
    """Which rows came by which definition can be told for ever; a definition that is older than the rows is refused."""
    register = register_of()
    register.load(ROW)
    assert changed(register, VISITS.replace("most: 120", "most: 110")) == "definition-same-version"
    assert changed(register, SECOND.replace("most: 120", "most: 110")) == "taken in"
    load(
        store(register.folder, visits(SECOND)),
        "person,unit,referred,visited\n" + f"{person(1)},unit-1,2025-01-10,2025-02-01\n",
    )
    assert changed(register, VISITS) == "definition-older"


def test_better_words_are_no_change(register_of):
    """Names and explanations may be mended at any time: no row means another thing for it."""
    register = register_of()
    register.load(ROW)
    assert changed(register, VISITS.replace("en: The wait is long", "en: The wait is very long")) == "taken in"


def test_what_rows_stand_upon_stays(register_of):
    """The key, the person, the day and the type of a variable; a changed variable takes a new id instead."""
    register = register_of()
    register.load(ROW)
    assert changed(register, SECOND.replace("[person, referred]", "[person, unit, referred]")) == "definition-key"
    assert changed(register, SECOND.replace("event: visited", "event: referred")) == "definition-key"
    whole = SECOND.replace("type: decimal, unit: kg, least: 1", "type: whole, unit: kg, least: 1")
    assert changed(register, whole) == "definition-type"


def test_nothing_is_held_before_the_first_rows(register_of):
    """While a register is empty its definition may change in any way."""
    register = register_of()
    assert changed(register, VISITS.replace("event: visited", "event: referred")) == "taken in"
