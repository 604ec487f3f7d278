"""What holds for every condition, every number and every series of changes of a register."""

import hmac
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from conditions import VALUES, Language, days
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import TODAY, VISITS, load, person, remove, rows_in, store, visits
from stdnum.se import personnummer

from dagmar.basis.problems import Problem
from dagmar.register import intake, merging
from dagmar.register.engine import column_of
from dagmar.register.expression import evaluate
from dagmar.register.identity import numbers_of, pseudonyms
from dagmar.register.objection import change_key, forget

# Conditions: the engine says what the oracle says, in three values

TYPES = {
    "came": "date",
    "left": "date",
    "age": "number",
    "dose": "number",
    "sex": "code",
    "icd": "code",
    "acute": "flag",
}
KINDS = {
    "came": pl.Date,
    "left": pl.Date,
    "age": pl.Int64,
    "dose": pl.Float64,
    "sex": pl.String,
    "icd": pl.String,
    "acute": pl.Boolean,
}
conditions = Language(TYPES).conditions
rows = st.lists(
    st.fixed_dictionaries(
        {
            name: st.none() | (st.integers(-3, 3).map(Fraction) if name == "age" else VALUES[kind])
            for name, kind in TYPES.items()
        }
    ),
    min_size=1,
    max_size=8,
)


@given(conditions, rows)
@settings(max_examples=1000)
def test_a_condition_is_the_same_to_the_engine_and_to_the_oracle(condition, found):
    columns = {
        name: pl.Series(
            name, [float(row[name]) if isinstance(row[name], Fraction) else row[name] for row in found], strict=False
        ).cast(kind)
        for name, kind in KINDS.items()
    }
    engine = pl.DataFrame(columns).select(value=column_of(condition)).to_series()
    engine = engine.to_list() * (len(found) if len(engine) == 1 < len(found) else 1)
    assert engine == [evaluate(condition, row) for row in found]


# Numbers


def oracle(text: str, on: date) -> str | None:
    """The twelve digits, by python-stdnum and a search through the centuries."""
    digits = text.replace("-", "").replace("+", "")
    if len(digits) not in (10, 12) or not digits.isdecimal() or not personnummer.luhn.is_valid(digits[-10:]):
        return None
    centuries = [digits[:2]] if len(digits) == 12 else ["20", "19", "18"]
    skipped = int("+" in text)
    for century in centuries:
        whole = f"{century}{digits[-10:]}"
        day = int(whole[6:8])
        try:
            born = date(int(whole[:4]), int(whole[4:6]), day - 60 if day > 60 else day)
        except ValueError:
            born = None
        # A century in which the day has not come is passed by; whether it is a day at all is asked of the one chosen.
        key = (int(whole[:4]), int(whole[4:6]), day - 60 if day > 60 else day)
        if len(digits) == 10 and key > (on.year, on.month, on.day):
            continue
        if len(digits) == 10 and skipped:
            skipped -= 1
            continue
        sound = born and born <= on and on.year - born.year <= 125
        return whole if sound and born.year >= 1800 else None
    return None


@st.composite
def written(draw):
    """A number as people write it, mostly right."""
    born = draw(st.dates(date(1880, 1, 1), date(2026, 12, 31)))
    number = person(draw(st.integers(0, 19)), born)
    digits = list(number)
    if draw(st.booleans()):
        digits[6:8] = f"{int(number[6:8]) + 60:02}"
        digits[-1] = personnummer.luhn.calc_check_digit("".join(digits[2:11]))
    if draw(st.integers(0, 9)) == 0:
        digits[draw(st.integers(2, 11))] = str(draw(st.integers(0, 9)))
    text = "".join(digits)[draw(st.sampled_from([0, 2])) :]
    return draw(st.sampled_from([text, f"{text[:-4]}-{text[-4:]}", f"{text[:-4]}+{text[-4:]}", f" {text}"]))


@given(st.lists(st.tuples(written() | st.text(max_size=14), days | st.dates(date(1990, 1, 1), date(2030, 1, 1)))))
@settings(max_examples=1000)
def test_a_number_is_read_as_the_oracle_reads_it(found):
    texts = pl.Series([text for text, _ in found], dtype=pl.String)
    numbers = numbers_of(texts, pl.Series([day for _, day in found], dtype=pl.Date))
    plus = [("+" in text, len(text.strip())) for text, _ in found]
    for (text, day), number, (marked, length) in zip(found, numbers, plus, strict=True):
        if marked and length == 13:
            continue  # a plus beside a century says nothing: it is read as a hyphen
        assert (str(number) if number else None) == oracle(text.strip(), day), text


@given(st.lists(st.integers(0, 400)), st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=3))
def test_a_pseudonym_is_the_first_half_of_the_hmac_and_each_later_key_is_laid_on_top(people, keys):
    numbers = np.array([int(person(each)) for each in people], dtype=np.int64)
    expected = []
    for each in people:
        whole = hmac.digest(keys[0], person(each).encode(), "sha256")
        halves = [whole[:16], whole[16:]]
        for key in keys[1:]:
            halves = [hmac.digest(key, half, "sha256")[:16] for half in halves]
        expected.append(tuple(halves))
    made = pseudonyms(numbers, tuple(keys))
    assert list(zip(made.persons, made.marks, strict=True)) == expected


# Changes: a register is what a plain dictionary would be


@dataclass
class Plain:
    """The oracle: what is there by person and the day of the key, who has objected, which file was the last."""

    by_visit: bool
    rows: dict[tuple[int, date], tuple[date, date, str]] = field(default_factory=dict)
    out: set[int] = field(default_factory=set)
    last: str = ""

    def key(self, who, referred, visited):
        return who, visited if self.by_visit else referred


observation = st.builds(
    lambda who, early, wait, sex: (who, date(2024, 1, 20) - timedelta(early), date(2024, 1, 20 + wait), sex),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(0, 11) | st.just(11),
    st.sampled_from(["1", "2"]),
)
later = observation.map(lambda seen: (seen[0], seen[1], seen[2] + timedelta(40), seen[3]))
observations = st.lists(observation | later, min_size=1, max_size=6)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("load"), observations),
        st.tuples(st.just("remove"), observations),
        st.tuples(st.just("forget"), st.integers(0, 5)),
        st.tuples(st.just("key"), st.none()),
    ),
    min_size=1,
    max_size=6,
)


def file_of(seen) -> str:
    lines = [f"{person(who)},unit-1,{referred},{visited},{sex}" for who, referred, visited, sex in seen]
    return "\n".join(["person,unit,referred,visited,sex", *lines]) + "\n"


def play(plain: Plain, into, deed: str, what) -> None:
    match deed:
        case "load":
            text = file_of(what)
            taken = load(into, text)
            assert taken.again == (text == plain.last)
            if taken.again:
                return
            if any(who not in plain.out for who, *_ in what):  # a file that gave no row is not remembered
                plain.last = text
            for who, *rest in what:
                if who not in plain.out:
                    plain.rows[plain.key(who, *rest[:2])] = tuple(rest)
        case "remove":
            taken = remove(into, file_of(what))
            there = {plain.key(*each[:3]) for each in what} & plain.rows.keys()
            assert (taken.batch.corrected if taken.batch else 0) == len(there)
            for key in there:
                del plain.rows[key]
                plain.last = ""
        case "forget":
            found = forget(into, person(what), TODAY)
            theirs = [key for key in plain.rows if key[0] == what]
            assert not isinstance(found, Problem)
            assert (found.rows, found.before) == (len(theirs), what in plain.out)
            plain.out.add(what)
            for key in theirs:
                del plain.rows[key]
        case "key":
            assert change_key(into) == len(plain.rows)


@given(changes, st.booleans(), st.sampled_from([1, 3, 1000]))
@settings(max_examples=150)
def test_a_register_is_what_a_dictionary_would_be(series, by_visit, at_a_time):
    """Whether the key names the day of the event or not, and in however many shares the keys are compared."""
    text = VISITS.replace("key: [person, referred]", "key: [person, visited]") if by_visit else VISITS
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_AT_A_TIME", at_a_time)
        patch.setattr(intake, "_AT_A_TIME", at_a_time)
        into, plain = store(Path(folder), visits(text)), Plain(by_visit)
        play(plain, into, "load", [(0, date(2024, 1, 20), date(2024, 1, 20), "1")])
        for deed, what in series:
            play(plain, into, deed, what)
            there = rows_in(into, "referred", "visited", "sex").rows()
            assert sorted(there) == sorted(plain.rows.values())
            manifest = into.manifest()
            assert manifest.rows == len(plain.rows)
            people = rows_in(into, "person")["person"]
            assert people.n_unique() == len({who for who, _ in plain.rows})
            for name, month in manifest.months.items():
                stored = into.whole(month).collect()
                assert set(stored["visited"].dt.strftime("%Y-%m")) == {name}
                assert stored.rows() == stored.sort("unit", "sex", "age", "visited", "person", "referred").rows()


@given(observations, observations)
@settings(max_examples=25)
def test_the_same_rows_give_the_same_bytes(first, second):
    """However they came: a month's file is named by what it holds, but for the batch that each row came with."""
    keys = [(who, referred) for who, referred, *_ in (*first, *second)]
    if len(set(keys)) < len(keys):
        return
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, seen in enumerate((first + second, second + first)):
            into = store(Path(folder) / str(number))
            (Path(folder) / str(number) / "keys").mkdir(parents=True)
            (Path(folder) / str(number) / "keys" / "visits.1.key").write_bytes(b"k" * 32)
            load(into, file_of(seen))
            names.append([month.file for month in into.manifest().months.values()])
        assert names[0] == names[1]
