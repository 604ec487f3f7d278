"""From a register with rows to what they say: explained in words, counted, with intervals, as a table,
as files and as a picture.

Try it in an empty folder, with `DAGMAR_HOME` naming another. `[1]` is the status of a command that found something
wrong, and `...` is what may differ. `DAGMAR_LANG=sv` gives the words in Swedish.
"""

import json
import re
from textwrap import dedent
from xml.etree import ElementTree

import polars as pl
import pytest

from dagmar import catalogue

title = "A first indicator in ten minutes"


@pytest.fixture
def begun(session):
    """A year of waiting times about persons who do not exist, and a file of indicators of one's own."""
    session("""
        $ dagmar register synthetic waiting-times 2025.csv --rows 2000 --from 2025-01-01 --to 2025-12-31
        $ dagmar register units 2025.units.csv
        $ dagmar register load waiting-times 2025.csv
        $ dagmar indicator new ours
    """)
    return session


@pytest.fixture
def edit(tmp_path):
    """Put a line in the place of the first one of the start that begins as it does."""
    file = tmp_path / "ours.yaml"

    def put(text):
        (line,) = dedent(text).strip().splitlines()
        start = re.escape(line.partition(":")[0])
        assert file.exists()
        file.write_text(re.sub(rf"(?m)^( +){start}:.*$", rf"\1{line}", catalogue.new_indicators("ours", "en"), count=1))

    return put


def test_begin_with_rows(session):
    """Those of [a register](register.md#a-first-register-in-ten-minutes), here made up: real ones come by the same
    commands. The units tell which region each of them belongs to."""
    session("""
        $ dagmar register synthetic waiting-times 2025.csv --rows 2000 --from 2025-01-01 --to 2025-12-31
        2 000 made-up rows in 2025.csv, 2025-01-01–2025-12-31, from 63 units.
        Load the units, and rows are held against them: dagmar register units 2025.units.csv
        $ dagmar register units 2025.units.csv
        $ dagmar register load waiting-times 2025.csv
        2 000 rows read, 2 000 taken in; ...
    """)


def test_a_file_of_your_own(session):
    """It has indicators of four kinds: [the whole file](indicator-start.md). What is there is never written over."""
    session("""
        $ dagmar indicator new ours
        Fill it in, then check it: dagmar indicator check ours.yaml
        ours.yaml
        $ dagmar indicator check ours.yaml
        1 set of indicators: 0 errors
        $ dagmar indicator new ours
        ours.yaml  error  the file is there already
          hint: choose another name, or delete it; nothing was written
        [1]
    """)


def test_change_what_differs(begun, edit):
    """Another line in the place of one of these, and check. What is wrong is told with its line, and what to do."""
    edit("""
        exclusions: patient-chose
    """)
    begun("""
        $ dagmar indicator check ours.yaml
        1 set of indicators: 1 error
        ours.yaml:...  error  indicators[0].exclusions: ...
          hint: ... `patient-chosen` ...
        [1]
    """)
    edit("""
        - {id: ours, name: {sv: Vårt mål, en: Our aim}, at: 90, source: illustrative}
    """)
    begun("""
        $ dagmar indicator check ours.yaml
        1 set of indicators: 1 error
        ours.yaml:...  error  indicators[0].targets[0].at: more than all can reach no target: ...
          hint: write the per cent sign: 90 %
        [1]
    """)


def test_have_it_explained(begun):
    """In plain words, and for a row that you make up: why it counts, or not."""
    begun("""
        $ dagmar indicator explain ours.yaml median-wait
        Median wait
        Part  Words
        ─
        What  The median of the days to a first visit
        ...
        $ dagmar indicator explain ours.yaml first-visit-in-time --row kind=first-visit,state=waiting
        ...
    """)


def test_run_it(begun):
    """Every region in every year, and the whole country last. `Of` is how many were counted, `Cases` how many of those
    have it. The interval is where the value lies with 95 per cent certainty, were the same care given to many more.
    `Reaches` is the furthest aim that the value reaches. Months that were counted before are not counted again.
    """
    begun("""
        $ dagmar indicator run ours.yaml --indicator first-visit-in-time
        waiting-times: 2 000 rows in 12 months; 12 months counted now, in ... s. All persons are made up.
        first-visit-in-time: First visit within 90 days (per cent)
        Period  Unit  Cases  Of  Value  Interval  Reaches
        ─
        2025  Region Stockholm  ...
        2025  The whole country  ...
        $ dagmar indicator run ours.yaml --indicator median-wait --level country --period quarter
        waiting-times: 2 000 rows in 12 months; 0 months counted now, in ... s. All persons are made up.
        median-wait: Median wait (median, days)
        Period  Unit  Count  Value  Interval
        ─
        2025-Q4  The whole country  ...
    """)


def test_split_it(begun):
    """By sex, age or both, where the indicator's key `by` allows it."""
    begun("""
        $ dagmar indicator run ours.yaml --indicator mean-wait --level country --by sex
        waiting-times: ...
        mean-wait: Mean wait (mean, days)
        Period  Unit  Sex  Count  Value  Interval
        ─
        2025  The whole country  Man  ...
        2025  The whole country  Woman  ...
    """)


def test_choose_units_and_months(begun):
    """Units by id or name, and months from one to another; the country stays beside them. A period has a star where
    only some of its months are counted."""
    begun("""
        $ dagmar indicator run ours.yaml --indicator mean-wait --unit region-12 --from 2025-07 --to 2025-09
        waiting-times: ...
        mean-wait: Mean wait (mean, days)
        Period  Unit  Count  Value  Interval
        ─
        2025*  Region Skåne  ...
        2025*  The whole country  ...
        * 2025: 3 of 12 months
    """)


def test_files_and_pictures(begun, tmp_path):
    """`--out` writes a file: .xlsx for Excel; .csv, .json or .parquet for machines. `--format json` writes the same to
    the screen. All have a row for each value, with all its digits. `--chart` draws one indicator: units beside each
    other, or `--level country` over time.
    """
    begun("""
        $ dagmar indicator run ours.yaml --out ours.parquet
        $ dagmar indicator run ours.yaml --out ours.json
        $ dagmar indicator run ours.yaml --out ours.xlsx
        $ dagmar indicator run ours.yaml --indicator first-visit-in-time --chart visits.svg
        $ dagmar indicator run ours.yaml --chart all.svg
        error  ...
          hint: ...
        [1]
    """)
    rows = json.loads((tmp_path / "ours.json").read_text(encoding="utf-8"))
    assert pl.read_parquet(tmp_path / "ours.parquet").to_dicts() == rows
    assert {each["unit"] for each in rows} > {"country", "region-01"}
    words = [each.text for each in ElementTree.parse(tmp_path / "visits.svg").iter() if each.text]
    assert {"First visit within 90 days", "per cent, 2025", "Our aim", "MADE-UP PERSONS"} <= set(words)


def test_nothing_is_lost_by_mistake(begun):
    """What cannot be done is told before anything is counted or written."""
    begun("""
        $ dagmar indicator run ours.yaml --out nowhere/ours.csv
        nowhere/ours.csv  error  the folder of the file is not there
          hint: create it first, or choose another; nothing was counted or written
        [1]
        $ dagmar indicator run ours.yaml --indicator mean-wait --chart wait.png
        wait.png  error  the ending of the file's name says no form that is used here
          hint: save the file as one of .svg
        [1]
        $ dagmar indicator run medication-75
        ...
        The register is empty. Load rows: dagmar register load medication-75 FILE
    """)
