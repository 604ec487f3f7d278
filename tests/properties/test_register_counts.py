"""Coverage and quality of any rows are what a plain count, row by row, gives."""

from collections import Counter
from datetime import date, timedelta
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagmar import catalogue
from dagmar.register import quality
from dagmar.register.coverage import Counted, Reference, coverage
from dagmar.register.file import read_register
from dagmar.register.quality import LATE, summary
from dagmar.register.unit_table import units_of

UNITS = b"""unit,name,kind,within,first,last,into
A,Eyes,clinic,H1,,2020-02-14,
A,Eyes,clinic,H2,2020-02-15,,
B,Skin,clinic,H1,2020-01-10,2020-03-01,
N,Home,clinic,municipality-0114,,,
H1,One,hospital,region-01,,,
H2,Two,hospital,region-03,,,
"""
TAKEN = (date(2020, 2, 1), date(2020, 5, 1))

days = st.integers(0, 100).map(lambda number: date(2020, 1, 1) + timedelta(days=number))
names = st.sampled_from(["A", "B", "N", "H1", "Z"])
rows = st.lists(
    st.tuples(st.integers(0, 3), names, days, st.none() | st.integers(0, 150), st.integers(0, 1)), max_size=60
)
counted = st.tuples(
    st.sampled_from(["A", "B", "H1", "H2", "region-01", "region-03", "municipality-0114", "Z"]),
    st.sampled_from(["2020", "2020-01", "2020-02", "2020-03", "2019"]),
)


@pytest.fixture(scope="module")
def units():
    return units_of(UNITS, "units.csv", catalogue.parties())


@pytest.fixture(scope="module")
def register():
    data = catalogue.register_bytes("inpatient-episodes")
    return read_register(data, "inpatient-episodes", catalogue.parties()).register


def frame_of(register, made):
    """Rows of the register, of which only person, unit, day, age and batch say something."""
    roles = register.roles
    kinds = {"date": pl.Date, "flag": pl.Boolean, "whole": pl.Int64, "decimal": pl.Float64, "identity": pl.Binary}
    schema = {each.id: kinds.get(each.type, pl.String) for each in register.variables} | {"batch": pl.Int32}
    empty = dict.fromkeys(schema)
    return pl.LazyFrame(
        [
            empty
            | {roles.person: bytes([p]) * 16, roles.provider: unit, roles.event: day, roles.age: age, "batch": batch}
            for p, unit, day, age, batch in made
        ],
        schema=schema,
    )


@given(made=rows, asked=st.sets(counted, max_size=8))
def test_coverage_is_a_plain_count(units, register, made, asked):
    reference = Reference(tuple(Counted(unit, period, 5) for unit, period in sorted(asked)))
    found = coverage(frame_of(register, made), register, reference, units, persons="made-up")
    expected, rest = Counter(), Counter()
    for _, unit, day, _, _ in made:
        ids = {each.id for each in units.chain(unit, day)} | {unit}
        periods = [each for each in ("2020", f"2020-{day.month:02}") if each in {period for _, period in asked}]
        met = [(each, period) for each in ids for period in periods if (each, period) in asked]
        expected.update(met)
        if periods and not met:
            rest[unit, periods[0]] += 1
    counted = [each for each in found if each.reference is not None]
    assert [each.registered for each in counted] == [expected[each] for each in sorted(asked)]
    assert {(each.unit, each.period): each.registered for each in found if each.reference is None} == dict(rest)


@given(made=rows, at_a_time=st.sampled_from([1, 7, 1_000]))
def test_a_summary_is_a_plain_count(register, made, at_a_time):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quality, "_AT_A_TIME", at_a_time)
        found = summary(frame_of(register, made), register, TAKEN, persons="made-up")
    assert found.rows == len(made)
    assert found.late == sum((TAKEN[batch] - day).days > LATE for _, _, day, _, batch in made)
    assert found.duplicates == len(made) - len({(person, unit, day) for person, unit, day, _, _ in made})
    assert found.units == tuple(sorted({unit for _, unit, _, _, _ in made}))
    ages = next(each for each in found.missing if each.variable == register.roles.age)
    assert (ages.count, ages.of) == (sum(age is None for _, _, _, age, _ in made), len(made))
    assert sum(each.rows for each in found.trends) == len(made)


def broken_of(counts, year):
    """The months that break, by the rule itself: the counts are those of each month from January of the year."""
    for place, count in enumerate(counts):
        before = counts[max(0, place - 12) : place]
        if len(before) >= 6 and median(before) >= 20 and (2 * count < median(before) or count > 2 * median(before)):
            yield f"{year + place // 12}-{place % 12 + 1:02}", count, median(before)


@given(counts=st.lists(st.integers(0, 70), min_size=1, max_size=20))
def test_a_break_is_told_by_the_plain_rule(register, counts):
    counts[0] += 1  # a unit begins with its first row
    counts[-1] += 1
    made = [
        (0, "A", date(2020 + place // 12, place % 12 + 1, 3), 1, 0) for place, n in enumerate(counts) for _ in range(n)
    ]
    found = summary(frame_of(register, made), register, TAKEN, persons="made-up")
    assert [(each.month, each.rows, each.usual) for each in found.breaks] == list(broken_of(counts, 2020))


@given(counts=st.lists(st.tuples(st.integers(0, 40), st.sampled_from([1, 1, 1, 2, 11, 12, 13, 40])), max_size=12))
def test_a_break_is_told_by_the_plain_rule_across_silence(register, counts):
    """Months stand some apart from each other; those between have no rows, and count as nothing."""
    dense = [21]
    for count, apart in counts:
        dense += [0] * (apart - 1) + [count]
    while not dense[-1]:
        dense.pop()
    made = [
        (0, "A", date(1990 + place // 12, place % 12 + 1, 3), 1, 0) for place, n in enumerate(dense) for _ in range(n)
    ]
    found = summary(frame_of(register, made), register, TAKEN, persons="made-up")
    assert [(each.month, each.rows, each.usual) for each in found.breaks] == list(broken_of(dense, 1990))
