"""What holds for every amount as people and machines write it."""

from hypothesis import given
from hypothesis import strategies as st

from dagmar.basis.money import decimal_text, read_difference, read_money
from dagmar.basis.problems import Problem
from dagmar.words.amounts import kronor


@given(st.integers(0, 10**16))
def test_what_machines_write_is_read_back(ore):
    assert read_money(decimal_text(ore)) == ore


@given(st.integers(-(10**16), 10**16))
def test_differences_are_read_back_with_their_sign(ore):
    assert read_difference(decimal_text(ore)) == ore


@given(st.integers(0, 10**16))
def test_what_people_are_shown_is_read_back(ore):
    assert read_money(kronor(ore)) == ore


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_problem(text):
    found = read_money(text)
    assert isinstance(found, Problem) or (type(found) is int and found >= 0)
