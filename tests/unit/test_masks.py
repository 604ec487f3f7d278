"""A comparison in the width of a column: its ends belong to it, and beyond them all is less or greater."""

from fractions import Fraction

import numpy as np
import pytest

from dagmar.indicator import slices
from dagmar.indicator.definition import Indicator
from dagmar.indicator.masks import Block, Values, run
from dagmar.indicator.meaning import Meaning, Part
from dagmar.indicator.program import program
from dagmar.indicator.room import Room
from dagmar.register.definition import Text
from dagmar.register.expression import Compare, Constant, Name

SIGNS = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def compared(column, sign, number, rows):
    """The rows where a column is found to be less, greater or equal; all rows are known."""
    condition = Compare(sign, Name("n"), Constant(Fraction(number)))
    text = Text("", "")
    indicator = Indicator(id="n", name=text, what=text, kind="mean", better="lower")
    asked = program([Meaning(indicator, {"rows": Part("rows", condition)})], {"n": "number"})
    block = Block(rows, slices.all_of(rows), {"n": column})
    ((_, true, _),) = run(asked, block, Room())
    return slices.unpacked(true, rows).tolist()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.int64])
@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("end", ["min", "max"])
def test_the_ends_of_a_width_are_compared_as_any_number(sign, kind, beyond, end):
    ends = np.iinfo(kind)
    rows = np.array([ends.min, ends.min + 1, ends.max - 1, ends.max], dtype=kind)
    number = int(getattr(ends, end)) + beyond
    column = Values(slices.all_of(len(rows)), array=rows)
    expected = [bool(SIGNS[sign](int(each), number)) for each in rows]
    assert compared(column, sign, number, len(rows)) == expected


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("base", [-7, 0, 5])
@pytest.mark.parametrize("number", [-8, -7, -6, 0, 4, 5, 6, 7, 8, 9, 13, Fraction(1, 2), Fraction(13, 2)])
def test_slices_are_compared_from_their_base(sign, base, number):
    rows = np.arange(8)
    column = Values(slices.all_of(8), slices.sliced(rows), base=base)
    expected = [bool(SIGNS[sign](int(each) + base, number)) for each in rows]
    assert compared(column, sign, number, 8) == expected
    assert column.numbers(8).tolist() == (rows + base).tolist()
