"""A definition that is changed gets a `version` one higher; each batch is kept with the version it was held against.

Variables and codes may be added, and names, words and rules may change; once rows are held, the key may not
(`definition-key`), nor the type of a variable (`definition-type`). A definition older than the one that rows were taken
in by is refused (`definition-older`), and so is one that was changed under the same version
(`definition-same-version`).
"""

from registers import VISITS, rows_in

title = "Changing a definition"


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
