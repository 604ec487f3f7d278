"""From nothing to a register with rows, quality and coverage, about persons who do not exist.

Try it in an empty folder, with `DAGMAR_HOME` naming another: there the rows are kept, and the keys. `[1]` is the status
of a command that found something wrong, and `...` is what may differ. `DAGMAR_LANG=sv` gives the words in Swedish.

Then go on to real rows: agree on the definition with those who are to send them, keep the keys
[apart from the rows](#copies-and-keys), load the [table of your units](#units), and give the
[roles](#who-may-read-rows-and-who-has-read-them).
"""

from textwrap import dedent, indent

import pytest

from dagmar import catalogue

title = "A first register in ten minutes"

NEW = "$ dagmar register new falls"
ROWS = """
    $ dagmar register synthetic falls.yaml 2025.csv --rows 1000 --units 4 --from 2025-01-01 --to 2025-12-31
    $ dagmar register units 2025.units.csv
"""
LOAD = "$ dagmar register load falls.yaml 2025.csv"


@pytest.fixture
def begun(session):
    """The start is there."""
    session(NEW)
    return session


@pytest.fixture
def edit(tmp_path):
    """Put a text at the end of the variables of the start."""
    file = tmp_path / "falls.yaml"

    def put(text):
        before, systems, after = catalogue.new_register("falls", "en").partition("\nsystems:")
        assert file.exists()
        file.write_text(f"{before}{indent(dedent(text), '  ')}{systems}{after}", encoding="utf-8")

    return put


@pytest.fixture
def loaded(begun):
    """Made-up rows are taken in."""
    begun(f"{ROWS}\n    {LOAD}")
    return begun


def test_begin_with_a_file_that_is_filled_in(session):
    """It is a sound register of falls: [the whole file](register-start.md). One that is there is never written over."""
    session("""
        $ dagmar register new falls
        Fill it in, then check it: dagmar register check falls.yaml
        falls.yaml
        $ dagmar register check falls.yaml
        1 register: 0 errors
        $ dagmar register new falls
        falls.yaml  error  the file is there already
          hint: choose another name, or delete it; nothing was written
        [1]
    """)


def test_change_what_differs_in_yours(begun, edit):
    """Put a variable of your own among the others, and check. What is wrong is told with its line, and what to do."""
    edit("""
        - id: floor
          name: {sv: Golv, en: Floor}
          what: {sv: Hur golvet var, en: What the floor was like}
          type: code
          required: false
    """)
    begun("""
        $ dagmar register check falls.yaml
        1 register: 1 error
        falls.yaml:72  error  variables[8]: a code has either `values` of its own or a code system, ...
          hint: write `values:` with each code and its words, or `system:`
        [1]
    """)
    edit("""
        - id: floor
          name: {sv: Golv, en: Floor}
          what: {sv: Hur golvet var, en: What the floor was like}
          type: code
          values: {dry: {sv: Torrt, en: Dry}, wet: {sv: Blött, en: Wet}}
          required: false
    """)
    begun("""
        $ dagmar register check falls.yaml
        1 register: 0 errors
    """)


def test_try_it_with_rows_that_are_made_up(begun):
    """The rows are a csv file such as a unit would send, the units a table beside it. Both are taken in by the commands
    that real ones are taken in by. The same file twice is one.
    """
    begun("""
        $ dagmar register synthetic falls.yaml 2025.csv --rows 1000 --units 4 --from 2025-01-01 --to 2025-12-31
        1 000 made-up rows in 2025.csv, 2025-01-01–2025-12-31, from 4 units.
        Load the units, and rows are held against them: dagmar register units 2025.units.csv
        $ dagmar register units 2025.units.csv
        Kind       Count
        ────────────────
        clinic         4
        hospital       4
        $ dagmar register load falls.yaml 2025.csv
        1 000 rows read, 1 000 taken in; earlier rows that were corrected: 0. falls has 1 000 rows. ...
        $ dagmar register load falls.yaml 2025.csv
        The file was taken in before; nothing has happened. falls has 1 000 rows. All persons are made up.
    """)


def test_faults_are_told_row_by_row(begun):
    """With `--faults` some rows are wrong on purpose. Where there is an error no row is taken in, unless the sound ones
    are asked for; a row with a warning is taken. Every fault by itself, for a machine: `--format csv`.
    """
    begun("""
        $ dagmar register synthetic falls.yaml wrong.csv --rows 1000 --faults 2 --from 2025-01-01 --to 2025-12-31
        1 000 made-up rows in wrong.csv, 2025-01-01–2025-12-31, from 63 units.
        ...
        $ dagmar register load falls.yaml wrong.csv
        1 000 rows read, none taken in: mend the faults, or choose --accept-valid. falls has 0 rows.
        Rows   Count             Column               What is wrong, and what to do
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────
        ...    1       warning   injured, diagnosis   The person was injured but the diagnosis is missing. Fill it in.
        ...    1       error     diagnosis            The diagnosis is no injury. Give a code that begins with S or T.
        [1]
        $ dagmar register load falls.yaml wrong.csv --accept-valid
        1 000 rows read, 999 taken in; ...
    """)


def test_see_how_sound_it_is(loaded):
    """What is missing, implausible, perhaps doubled, late, and where counts break."""
    loaded("""
        $ dagmar register quality falls.yaml
        All persons are made up.
        1 000 rows from 4 units, 2025-01–2025-12
        Missing     Name        Rows   Share   Required
        ───────────────────────────────────────────────
        diagnosis   Diagnosis     97   9.7 %   no
        To look at                                                          Rule                   Rows   Share
        ───────────────────────────────────────────────────────────────────────────────────────────────────────
        The person was injured but the diagnosis is missing. Fill it in.   injury-has-diagnosis      0   0.0 %
        Perhaps doubled: the same person, day and unit in another row.                               0   0.0 %
        Late: came more than 60 days after the event.                                            1 000   ... %
    """)


def test_see_how_much_of_it_all_is_there(loaded, tmp_path):
    """Another source has counted the falls of some regions. Write `counts.csv`:"""
    counts = """
        unit,period,count
        region-01,2025,300
        region-03,2025,100
    """
    (tmp_path / "counts.csv").write_text(dedent(counts).strip(), encoding="utf-8")
    loaded("""
        $ dagmar register coverage falls.yaml --reference counts.csv
        All persons are made up.
        Unit         Name                           Period   Registered   Reference   Coverage
        ──────────────────────────────────────────────────────────────────────────────────────
        region-01    Region Stockholm               2025            ...         300      ... %
        region-03    Region Uppsala                 2025            ...         100      ... %
        unit-04-01   Påhittade mottagningen 04-01   2025            ...
        unit-05-01   Påhittade mottagningen 05-01   2025            ...
    """)
