"""Every engine counts what the oracle counts: every kind of indicator, every form of condition, every kind of row."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from conditions import Language, written
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from registers import gathered, load, person, store, visits

from dagmar import catalogue
from dagmar.basis.parties import Parties
from dagmar.basis.problems import Code, Problem
from dagmar.indicator import counting
from dagmar.indicator.cells import Cell
from dagmar.indicator.check import check
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.engines import lack
from dagmar.indicator.meaning import meanings
from dagmar.indicator.oracle import count, whole_value
from dagmar.register.check import types_of
from dagmar.register.definition import Text
from dagmar.register.expression import evaluate
from dagmar.register.units import Span, Units

REGISTER = """\
dagmar: 1
id: stays
version: 1
name: {sv: Vård, en: Stays}
purpose: {sv: Följa vården, en: Follow the care}
controller: region-12
observation: {sv: En vistelse, en: A stay}
population: {sv: Alla, en: All}
objection: destroyed
roles: {person: person, provider: unit, event: left, ROLES key: [person, left]}
systems:
- {id: icd-10, name: {sv: I, en: I}, owner: socialstyrelsen, pattern: A*}
variables:
- {id: person, name: {sv: P, en: P}, what: {sv: P, en: P}, type: identity}
- {id: unit, name: {sv: E, en: U}, what: {sv: E, en: U}, type: provider}
- {id: left, name: {sv: U, en: L}, what: {sv: U, en: L}, type: date}
- {id: came, name: {sv: I, en: C}, what: {sv: I, en: C}, type: date, required: false}
- {id: sex, name: {sv: K, en: S}, what: {sv: K, en: S}, type: code, required: false,
   values: {"1": {sv: man, en: man}, "2": {sv: kvinna, en: woman}}}
- {id: age, name: {sv: A, en: A}, what: {sv: A, en: A}, type: whole, unit: years, required: false}
- {id: beds, name: {sv: B, en: B}, what: {sv: B, en: B}, type: whole, unit: beds, required: false}
- {id: dose, name: {sv: D, en: D}, what: {sv: D, en: D}, type: decimal, unit: mg, required: false}
- {id: icd, name: {sv: I, en: I}, what: {sv: I, en: I}, type: code, system: icd-10, required: false}
- {id: acute, name: {sv: A, en: A}, what: {sv: A, en: A}, type: flag, required: false}
- {id: urgent, name: {sv: B, en: B}, what: {sv: B, en: B}, type: flag, required: false}
"""
WITH, WITHOUT = (visits(REGISTER.replace("ROLES", roles)) for roles in ("sex: sex, age: age,", ""))
COLUMNS = ("unit", "left", "came", "sex", "age", "beds", "dose", "icd", "acute", "urgent")

# Rows: few values of each kind, so that what is compared is often equal, and the ends of ranges are met

some_days = st.sampled_from([date(2024, month, day) for month in (1, 2, 3) for day in (1, 2, 14, 15, 16, 29)])
all_days = some_days | st.sampled_from([date(1900, 2, 28), date(2024, 2, 29), date(2100, 1, 1)])
codes = st.sampled_from(["I", "I6", "I63", "I639", "J", "J45", "K0"])
wholes = st.integers(0, 3) | st.sampled_from([127, 128, 255, 256, 32_767, 32_768, 70_000])
ages = st.sampled_from([0, 1, 17, 18, 19, 64, 65, 66, 100])
any_ages = ages | st.sampled_from([-5, -1, 999, 1000, 1001, 40_000])
tenths = st.integers(0, 99).map(lambda each: Fraction(each, 10)) | st.integers(0, 99).map(
    lambda each: Fraction(each, 8)
)
flags = st.sampled_from(["yes", "no"])
row = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["A", "B", "C"]),
        "left": some_days,
        "came": st.none() | all_days,
        "sex": st.sampled_from([None, "1", "2"]),
        "age": st.none() | any_ages,
        "beds": st.none() | wholes | wholes.map(lambda each: -each),
        "dose": st.none() | tenths.map(float) | tenths.map(lambda each: -float(each)),
        "icd": st.none() | codes,
        "acute": st.none() | flags,
        "urgent": st.none() | flags,
    }
)
rows = st.lists(st.tuples(row, st.just(1) | st.integers(1, 70)), min_size=1, max_size=16)
"""Each with how many there are of it: some cells lie in several blocks of sixty-four."""

# Definitions

TYPES = types_of(WITH)
said = Language(
    TYPES, date=all_days, number=wholes.map(Fraction) | tenths, code=codes | st.sampled_from(["", "1", "2"])
)
conditions = said.conditions.map(written)
numbers = st.integers(0, 2).flatmap(
    lambda often: st.sampled_from(["dose", "beds"]) if often else said.values("number").map(written)
)
whole_numbers = (st.sampled_from(["age", "beds"])) | st.builds(
    "days({}, {})".format, *2 * [said.values("date").map(written)]
)
perhaps = st.integers(0, 3).flatmap(lambda seldom: st.none() if seldom else conditions)
"""Seldom, or hardly a row would be counted."""
asked_of_all = {
    "better": st.just("neither"),
    "population": perhaps,
    "denominator": perhaps,
    "exclusions": perhaps,
    "by": st.just(()),
}
OF_KIND = {
    "proportion": {"numerator": conditions, "exceptions": perhaps, "unknown": st.sampled_from(["not-met", "left-out"])},
    "ratio": {"numerator": conditions, "exceptions": perhaps, "unknown": st.sampled_from(["not-met", "left-out"])},
    "rate": {
        "numerator": conditions,
        "events": st.none() | whole_numbers,
        "exposure": whole_numbers,
        "unknown": st.sampled_from(["not-met", "left-out"]),
    },
    "mean": {"value": numbers, "decimals": st.integers(0, 3)},
    "quantile": {"value": numbers, "decimals": st.integers(0, 3), "quantile": st.just(Fraction(1, 2))},
}
WORDS = Text("x", "x")


def indicator(kind):
    words = {"name": st.just(WORDS), "what": st.just(WORDS), "kind": st.just(kind)}
    return st.fixed_dictionaries(words | asked_of_all | OF_KIND[kind])


sets = st.builds(
    lambda drawn, bands: IndicatorSet(
        "1",
        "set",
        "stays",
        1,
        WORDS,
        tuple(Indicator(id=f"i{place}", **each) for place, each in enumerate(drawn)),
        tuple(sorted(bands)),
    ),
    st.lists(st.one_of(*map(indicator, OF_KIND)), min_size=1, max_size=4),
    st.sets(ages, min_size=1, max_size=5),
)

# Units

PARTIES = Parties({each: catalogue.parties().by_id[each] for each in ("region-01", "region-03")})


@st.composite
def moving(draw):
    """Units that move, begin and end at any day, within a hospital that may move too; what is not said is not known."""
    above = st.sampled_from([None, "region-01", "region-03"])
    spans = {"H": spans_of(draw, "H", "hospital", above, gaps=False)}
    for unit in ("A", "B"):
        spans[unit] = spans_of(draw, unit, "clinic", above | st.just("H"), gaps=True)
    return Units(spans, PARTIES)


def spans_of(draw, unit, kind, above, *, gaps):
    cuts = sorted(draw(st.sets(some_days, max_size=3)))
    firsts, lasts = [date.min, *cuts], [*(cut - timedelta(days=1) for cut in cuts), date.max]
    found = [Span(unit, unit, kind, draw(above), *each) for each in zip(firsts, lasts, strict=True)]
    return tuple(each for each in found if not gaps or draw(st.integers(0, 3)))


def day_of(units):
    """The first day of the month since which the unit belonged as it did: gone back to day by day."""

    def found(unit, day):
        while day.day > 1 and units.chain(unit, day - timedelta(days=1)) == units.chain(unit, day):
            day -= timedelta(days=1)
        return day

    return found


# The engines


@dataclass(repr=False)
class Example:
    """What is counted, of which rows, by which units, and how many rows are looked at at a time."""

    register: object
    rows: list
    found: IndicatorSet
    units: Units
    block: int

    def __repr__(self):
        asked = [
            {key: value for key in OF_KIND[each.kind] | asked_of_all if (value := getattr(each, key)) is not None}
            for each in self.found.indicators
        ]
        roles = "sex and age" if self.register is WITH else "neither sex nor age"
        return "\n".join(map(str, [roles, *self.rows, *asked, self.found.ages, self.units.spans, self.block]))


examples = st.tuples(
    st.sampled_from([WITH, WITH, WITHOUT]),
    rows,
    sets,
    st.just(Units({}, PARTIES)) | moving(),
    st.sampled_from([64, counting.BLOCK]),
).map(lambda drawn: Example(*drawn))


def filled(folder, example):
    """A store of the rows, each of a person of its own."""
    into = store(folder, example.register)
    repeated = [each for each, many in example.rows for _ in range(many)]
    lines = [
        ",".join([person(number), *("" if each[name] is None else str(each[name]) for name in COLUMNS)])
        for number, each in enumerate(repeated)
    ]
    taken = load(into, "\n".join([f"person,{','.join(COLUMNS)}", *lines]) + "\n")
    assert taken.batch.kept == len(repeated)
    return into


def by_oracle(into, example):
    """The parts of each cell, in plain Python; None where values are too large.

    A decimal is what was written: engines read it as the nearest double.
    """
    with into.reading() as held:
        there = [
            {**each, "dose": None if each["dose"] is None else Fraction(str(each["dose"]))}
            for each in held.collect().iter_rows(named=True)
        ]
    asked = meanings(example.found, example.register)
    parts = [part for each in asked for part in each.parts.values()]
    if any(too_large(part, there) for part in parts if part.value is not None):
        return None
    return {
        cell: {name: dict(each) if isinstance(each, Counter) else each for name, each in parts.items()}
        for cell, parts in count(there, example.found, asked, example.register, day_of(example.units)).items()
    }


def too_large(part, there):
    """Whether the largest value of a month, or its square, is beyond what a double holds when each row has it."""
    for month in {each["left"].month for each in there}:
        those = [each for each in there if each["left"].month == month]
        values = [whole_value(part, each) for each in those if evaluate(part.where, each) is True]
        largest = max((abs(each) for each in values if each is not None), default=0)
        if largest ** (2 if part.measure == "squares" else 1) * len(those) >= 2**53:
            return True
    return False


def by_cell(gathering):
    """What an engine has found, as the oracle says it."""
    if isinstance(gathering, Problem):
        assert gathering.code is Code.VALUES_TOO_LARGE
        return None
    names = gathering.program.names
    counted = gathering.program.counted
    histograms = {place for place, each in enumerate(counted) if each.part.measure == "histogram"}
    piles: dict = {}
    for each in gathering.piles.iter_rows(named=True):
        piles.setdefault((cell_of(each), each["part"]), {})[each["value"]] = each["rows"]
    found = {}
    for each in gathering.cells.iter_rows(named=True):
        cell = cell_of(each)
        assert cell not in found
        assert each["month"] == cell.day.replace(day=1)
        found[cell] = {
            name: piles.get((cell, place), {}) if place in histograms else each["counts"][place]
            for name, place in names.items()
        }
    return found


def cell_of(each):
    return Cell(each["unit"], each["day"], each["sex"], each["band"])


def compared(example, *engines):
    """The oracle and the engines; they count the same in the same cells, or refuse the same. Gives whether counted."""
    # To the checker a code that its variable never has is a slip of the pen, to engines a condition like any other.
    assert {each.code for each in check(example.found, example.register)} <= {Code.CODE_NEVER}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "BLOCK", example.block)
        into = filled(Path(folder), example)
        expected = by_oracle(into, example)
        for each in engines:
            counted = gathered(into, example.found, example.units, None if each == "rank" else each)
            assert by_cell(counted) == expected, each
    return expected is not None


def run_examples(many, chosen):
    """So many examples, by a seed the same ones each time; how many of each kind of indicator were counted."""
    seen = Counter()

    @seed(chosen)
    @settings(max_examples=many, database=None, phases=(Phase.generate, Phase.shrink))
    @given(examples)
    def run(example):
        end = "counted" if compared(example, "rank", "duckdb") else "refused"
        seen.update(f"{each.kind} {end}" for each in example.found.indicators)

    run()
    return seen


@given(examples)
@settings(max_examples=50)
def test_rank_and_duckdb_count_what_the_oracle_counts(example):
    compared(example, "rank", "duckdb")


@pytest.mark.slow
@pytest.mark.skipif(lack("spark") is not None, reason="Spark or Java is not installed: see `make spark`")
@given(examples)
@settings(max_examples=25)
def test_spark_counts_what_the_oracle_counts(example):
    compared(example, "spark")


EMPTY = dict.fromkeys(COLUMNS)


def test_a_unit_that_is_known_no_more_is_in_another_cell_than_before():
    """A closed on 10 January, and what is registered later belongs nowhere: not where A was on the first."""
    seen = [(EMPTY | {"unit": "A", "left": date(2024, 1, day)}, 1) for day in (5, 10, 11)]
    found = IndicatorSet("1", "set", "stays", 1, WORDS, (Indicator("i0", WORDS, WORDS, "mean", "higher", value="1"),))
    closed = Units({"A": (Span("A", "A", "clinic", "region-01", date.min, date(2024, 1, 10)),)}, PARTIES)
    example = Example(WITH, seen, found, closed, 64)
    compared(example, "rank", "duckdb")
    with tempfile.TemporaryDirectory() as folder:
        found = gathered(filled(Path(folder), example), found, closed)
        days = found.cells.select("day", found.part("i0", "rows")).rows()
    assert sorted(days) == [(date(2024, 1, 1), 2), (date(2024, 1, 11), 1)]


@pytest.mark.parametrize("kind", [{"kind": "mean"}, {"kind": "quantile", "quantile": Fraction(1, 2)}])
@pytest.mark.parametrize("most", [999_999_999_999_999, -999_999_999_999_999])
def test_values_are_refused_that_no_engine_adds_exactly(kind, most):
    seen = [(EMPTY | {"unit": "A", "left": date(2024, 1, 5), "beds": most}, 1)]
    asked = Indicator("i0", WORDS, WORDS, better="neither", value="beds", decimals=1, **kind)
    found = IndicatorSet("1", "set", "stays", 1, WORDS, (asked,))
    assert not compared(Example(WITH, seen, found, Units({}, PARTIES), 64), "rank", "duckdb")


@pytest.mark.parametrize("rows", [255, 256, 65_535, 65_536])
def test_a_cell_of_many_rows_is_counted_whole(rows):
    """Also where it has more than a byte tells, or two, and lies in several blocks."""
    seen = [
        (EMPTY | {"unit": unit, "left": date(2024, 1, 1), "sex": "1", "acute": "yes", "beds": 3}, many)
        for unit, many in (("A", 3), ("B", rows), ("C", 70))
    ]
    asked = {"kind": "proportion", "better": "higher"}
    conditions_ = ("acute", "not acute", "beds >= 3", "beds = 3 and acute", "beds < 3 or sex is missing")
    found = tuple(Indicator(f"i{at}", WORDS, WORDS, numerator=each, **asked) for at, each in enumerate(conditions_))
    units = Units({}, PARTIES)
    compared(Example(WITH, seen, IndicatorSet("1", "set", "stays", 1, WORDS, found), units, 64 * 512), "rank")
