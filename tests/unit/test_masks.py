"""A comparison in the width of a column: its ends belong to it, and beyond them all is less or greater."""

import numpy as np
import pytest

from dagmar.indicator.masks import Scratch, _with_whole

SIGNS = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.int64])
@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("end", ["min", "max"])
def test_the_ends_of_a_width_are_compared_as_any_number(sign, kind, beyond, end):
    ends = np.iinfo(kind)
    rows = np.array([ends.min, ends.min + 1, ends.max - 1, ends.max], dtype=kind)
    number = getattr(ends, end) + beyond
    found = _with_whole(sign, rows, number, Scratch(len(rows)))
    expected = [bool(SIGNS[sign](int(each), number)) for each in rows]
    assert np.broadcast_to(found, len(rows)).tolist() == expected
