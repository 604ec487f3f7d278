"""Slices of bits answer as the numbers themselves do, whatever they are compared with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dagmar.indicator import slices

numbers = st.integers(0, 16).flatmap(
    lambda places: arrays.arrays(np.int64, st.integers(1, 140), elements=st.integers(0, (1 << places) - 1))
)
compared = st.integers(-2, 70_000) | st.sampled_from([1 << place for place in range(18)])
COMPARED = {
    slices.at_least: np.greater_equal,
    slices.less: np.less,
    slices.equal: np.equal,
}


def rows_of(words, rows):
    """The rows of some bits; none is set after the last."""
    whole = slices.unpacked(words, len(words) << 6)
    assert not whole[rows:].any()
    return whole[:rows].tolist()


@given(numbers)
def test_the_numbers_come_back(these):
    assert slices.numbers_of(slices.sliced(these), len(these)).tolist() == these.tolist()


@pytest.mark.parametrize("compare", COMPARED)
@given(numbers, compared)
def test_a_comparison_is_that_of_the_numbers(compare, these, number):
    found = compare(slices.sliced(these), number, slices.all_of(len(these)))
    assert rows_of(found, len(these)) == COMPARED[compare](these, number).tolist()


@given(numbers, compared, compared)
def test_between_has_both_its_ends(these, first, last):
    found = slices.between(slices.sliced(these), first, last, slices.all_of(len(these)))
    assert rows_of(found, len(these)) == ((these >= first) & (these <= last)).tolist()


@given(arrays.arrays(np.bool_, st.integers(0, 200)))
def test_rows_are_packed_and_come_back(rows):
    words = slices.packed(rows)
    assert len(words) == slices.words_for(len(rows))
    assert rows_of(words, len(rows)) == rows.tolist()
    assert rows_of(slices.all_of(len(rows)), len(rows)) == [True] * len(rows)
