"""Slices of bits answer as the numbers themselves do, whatever they are compared with and however they are added up."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dagmar.indicator import slices
from dagmar.indicator.histograms import piled
from dagmar.indicator.lanes import squared, summed
from dagmar.indicator.month_cells import Among, MonthCells
from dagmar.indicator.room import Room

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


@given(numbers, st.integers(-1_000, 1_000), st.data())
def test_sums_and_squares_are_those_of_the_numbers(these, base, data):
    """Of the true rows of each cell; cells begin anywhere, and a block may begin or end within one."""
    rows = len(these)
    true = data.draw(arrays.arrays(np.bool_, rows))
    inner = data.draw(st.sets(st.integers(1, rows - 1), max_size=5)) if rows > 1 else set()
    starts = np.array([0, *sorted(inner), rows])
    none = np.zeros(len(starts) - 1, dtype=np.int32)
    first = data.draw(st.sampled_from(range(0, rows, 64)))
    among = Among(MonthCells((), (), none, none, none, none, starts), first, rows)
    own, there = these[first:] + base, true[first:]
    for ways, added in ((summed, own), (squared, own**2)):
        found = ways(slices.sliced(these[first:]), base, slices.packed(there), among, Room())
        assert found.tolist() == [int(added[one:other][there[one:other]].sum()) for one, other in pairwise(among.edges)]


@given(
    arrays.arrays(np.int64, 40, elements=st.integers(0, 5)),
    arrays.arrays(np.int64, 40, elements=st.integers(-3, 3) | st.sampled_from([2**52, -(2**52), 2**61, -(2**61)])),
)
def test_a_histogram_counts_each_value_of_each_cell(cell, value):
    """Whatever lies between the smallest and the greatest."""
    cell = np.sort(cell)
    found = piled(cell, value)
    told = zip(found.cell.tolist(), found.value.tolist(), found.rows.tolist(), strict=True)
    assert list(told) == [
        (*key, many) for key, many in sorted(Counter(zip(cell.tolist(), value.tolist(), strict=True)).items())
    ]
