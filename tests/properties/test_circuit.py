"""Gates find where conditions are true, and make no more than is needed for it."""

from bisect import bisect_left
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from conditions import Language, codes, days, quarters
from hypothesis import given
from hypothesis import strategies as st

from dagmar.indicator import slices
from dagmar.indicator.circuit import Always, Gate, Known, Looked
from dagmar.indicator.definition import Indicator
from dagmar.indicator.masks import Block, Values, run
from dagmar.indicator.meaning import Meaning, Part
from dagmar.indicator.program import program
from dagmar.indicator.room import Room
from dagmar.register.definition import Text
from dagmar.register.expression import And, Constant, Missing, Name, Not, Or, evaluate, parse

TYPES = {
    "acute": "flag",
    "urgent": "flag",
    "beds": "number",
    "dose": "number",
    "came": "date",
    "left": "date",
    "icd": "code",
    "drg": "code",
}
BASE, LEAST = date(2024, 1, 15), -8
wholes = st.integers(LEAST, 8).map(Fraction)
KINDS = {"flag": st.booleans(), "date": days, "code": codes} | {"beds": wholes, "dose": quarters}
row = st.fixed_dictionaries({name: st.none() | KINDS.get(name, KINDS.get(kind)) for name, kind in TYPES.items()})


def program_of(*conditions):
    """A program that counts the rows of which each condition is true."""
    return program([meaning_of("x", *conditions)], TYPES)


def meaning_of(name, *conditions):
    text = Text("", "")
    indicator = Indicator(id=name, name=text, what=text, kind="proportion", better="higher")
    return Meaning(indicator, {str(place): Part("rows", each) for place, each in enumerate(conditions)})


def column(name, values):
    """A column as a month has it."""
    there = np.array([each is not None for each in values])
    known = slices.all_of(len(values)) if there.all() else slices.packed(there)
    match TYPES[name]:
        case "flag":
            return Values(known, slices.sliced(np.array([each is True for each in values], dtype=np.uint8)))
        case "code":
            names = sorted({each for each in values if each is not None})
            places = [0 if each is None else bisect_left(names, each) for each in values]
            return Values(known, slices.sliced(np.array(places)), dictionary=names)
        case "date":
            gone = [0 if each is None else (each - BASE).days for each in values]
            return Values(known, array=np.array(gone, dtype=np.int16), base=BASE.toordinal())
        case _ if name == "beds":
            numbers = [0 if each is None else int(each) - LEAST for each in values]
            return Values(known, slices.sliced(np.array(numbers)), base=LEAST)
        case _:
            return Values(known, array=np.array([0.0 if each is None else float(each) for each in values]))


@given(st.lists(Language(TYPES).conditions, min_size=1, max_size=4), st.lists(row, min_size=1, max_size=70))
def test_gates_find_what_a_reader_of_single_rows_finds(conditions, rows):
    asked = [form for each in conditions for form in (each, Not(each), Missing(each), Or((Not(each), Missing(each))))]
    found = program_of(*asked)
    columns = {name: column(name, [each[name] for each in rows]) for name in found.columns}
    block = Block(len(rows), slices.all_of(len(rows)), columns)
    true = {}
    for place, words, value in run(found, block, Room()):
        assert value is None
        true[place] = slices.unpacked(words, len(rows)).tolist()
        assert not slices.unpacked(words, len(words) << 6)[len(rows) :].any()
    for place, condition in enumerate(asked):
        expected = [evaluate(condition, each) is True for each in rows]
        assert true[found.names["x", str(place)]] == expected


# What is made


A, B, C = Name("acute"), Name("urgent"), Missing(Name("icd"))


def made(*conditions):
    """The vectors by their kinds."""
    return program_of(*conditions).circuit.vectors


def test_a_numerator_is_its_denominator_and_one_gate_more():
    denominator = And((A, C))
    assert len(made(B, denominator, And((A, B, C)))) == len(made(B, denominator)) + 1


def test_a_thousand_that_lie_within_each_other_share_their_gates():
    flags = [parse(f"beds >= {number}", TYPES) for number in range(1_000)]
    several = [And(tuple(flags[:number])) for number in range(1_000, 1, -50)]
    assert len(made(*several)) == 1_000 + 999  # each is looked at, and a gate for each but the first


def test_many_that_lie_within_each_other_are_no_depth_to_drown_in():
    """Their contraries were made, one upon the other; then all at once it is asked where the longest is true."""
    flags = [parse(f"beds >= {number}", TYPES) for number in range(600)]
    chain = [And(tuple(flags[:many])) for many in range(2, 600)]
    conditions = [*map(Not, chain), chain[-1]]
    asked = program([meaning_of(f"i{place}", each) for place, each in enumerate(conditions)], TYPES)
    assert len(asked.circuit.vectors) < 3 * 600 + 600


def test_a_flag_is_read_and_nothing_else():
    assert made(A) == (Looked(0),)


def test_the_contrary_of_a_contrary_costs_nothing():
    assert made(Not(Not(A))) == made(A)


def test_where_a_flag_is_false_its_values_must_be_known():
    assert made(Not(A)) == (Looked(0), Known("acute"), Gate("xor", 0, 1))


def test_false_or_unknown_is_what_is_not_true():
    both = And((A, B))
    excluded = Or((Not(both), Missing(both)))
    assert len(made(excluded)) == len(made(both)) + 2  # all rows, and the gate


def test_true_and_known_is_what_is_true():
    both = And((A, B))
    assert made(And((both, Not(Missing(both))))) == made(both)


@pytest.mark.parametrize("how", [And, Or])
def test_what_is_always_so_is_worked_out_beforehand(how):
    always = Constant(how is And)
    assert len(made(how((always, A)))) == len(made(A))
    assert made(how((Constant(how is Or), A))) == (Always(how is Or),)


def test_what_is_less_is_what_is_not_so_great():
    less, great = (parse(f"beds {sign} 3", TYPES) for sign in ("<", ">="))
    assert sum(isinstance(each, Looked) for each in made(less, great)) == 1


def test_each_vector_is_let_go_once_after_its_last_use():
    asked = program_of(And((A, C)), And((A, B, C)), Or((Not(A), Missing(B)))).circuit
    gone = [at for over in asked.over for at in over]
    assert sorted(gone) == list(range(len(asked.vectors)))
    alive = set()
    for place, (vector, over) in enumerate(zip(asked.vectors, asked.over, strict=True)):
        alive.add(place)
        if isinstance(vector, Gate):
            assert {vector.left, vector.right} <= alive
        alive -= {*over}
