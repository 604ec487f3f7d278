"""What holds for every part: parts add up, intervals hold their value, and grow with the level."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from dagmar.indicator.statistics import (
    control,
    funnel,
    means,
    proportions,
    quantiles,
    ranks,
    rates,
    shrunken,
    standardised,
)

counts = st.integers(0, 10_000)
levels = st.floats(0.5, 0.999)
sizes = st.integers(1, 10_000)
whole = st.integers(-(10**12), 10**12)


@st.composite
def cases(draw):
    n = draw(sizes)
    return draw(st.integers(0, n)), n


@st.composite
def repeated(draw):
    persons = draw(st.lists(st.integers(0, 200), min_size=1, max_size=5))
    return rates.repeats(persons)


@st.composite
def strata(draw):
    many = draw(st.integers(1, 6))
    rows = [draw(st.lists(each, min_size=many, max_size=many)) for each in (counts, sizes, sizes)]
    return np.array(rows)


@st.composite
def histogram(draw):
    values = draw(st.lists(st.integers(-500, 500), min_size=1, max_size=12, unique=True).map(sorted))
    return values, draw(st.lists(st.integers(0, 60), min_size=len(values), max_size=len(values)))


METHODS = {
    "wilson": lambda draw, level: proportions.wilson(*draw(cases()), level),
    "clopper-pearson": lambda draw, level: proportions.clopper_pearson(*draw(cases()), level),
    "garwood": lambda draw, level: rates.garwood(draw(counts), level),
    "byar": lambda draw, level: rates.byar(draw(counts), level),
    "rate": lambda draw, level: rates.rate(draw(counts), draw(sizes), level),
    "repeated": lambda draw, level: rates.repeated_rate(*draw(repeated()), draw(sizes), level),
    "direct": lambda draw, level: standardised.direct(*draw(strata()), level),
    "indirect": lambda draw, level: standardised.indirect_rate(draw(counts), draw(sizes), draw(sizes), level),
    "mean": lambda draw, level: means.mean(*parts(draw(st.lists(whole, min_size=2, max_size=9))), level),
    "quantile": lambda draw, level: quantiles.quantile(*draw(histogram()), draw(st.floats(0.05, 0.95)), level),
    "funnel-proportion": lambda draw, level: funnel.proportion_limits(draw(sizes), draw(st.floats(0, 1)), level),
    "funnel-ratio": lambda draw, level: funnel.ratio_limits(draw(st.floats(0.5, 1e6)), level),
}


def parts(values):
    return len(values), sum(values), sum(each * each for each in values)


def inside(value, found):
    """A limit that is nan is one that the data did not set. A digit at the end is left to rounding."""
    slack = 1e-12 * np.maximum(np.abs(value), np.abs(found.value))
    return not (found.lower > value + slack).any() and not (found.upper < value - slack).any()


@pytest.mark.parametrize("method", [name for name in METHODS if name != "funnel-proportion"])
@given(data=st.data(), level=levels)
def test_an_interval_holds_its_value(method, data, level):
    found = METHODS[method](data.draw, level)
    assert inside(found.value, found)


class Again:
    """Draws, and gives the same again."""

    def __init__(self, data):
        self.data, self.drawn, self.place = data, [], None

    def __call__(self, strategy):
        if self.place is None:
            self.drawn.append(self.data.draw(strategy))
            return self.drawn[-1]
        self.place += 1
        return self.drawn[self.place - 1]


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data(), level=levels, higher=levels)
def test_a_higher_level_gives_no_narrower_interval(method, data, level, higher):
    assume(level < higher)
    draw = Again(data)
    narrow = METHODS[method](draw, level)
    draw.place = 0
    wide = METHODS[method](draw, higher)
    if not np.isnan(wide.lower):
        assert wide.lower <= narrow.lower + 1e-9 * abs(narrow.lower)
    if not np.isnan(wide.upper):
        assert wide.upper >= narrow.upper - 1e-9 * abs(narrow.upper)


# Parts add up


@given(left=st.lists(whole, min_size=1, max_size=6), right=st.lists(whole, min_size=1, max_size=6))
def test_the_mean_of_all_comes_from_parts_that_were_added(left, right):
    added = [one + two for one, two in zip(parts(left), parts(right), strict=True)]
    found = means.mean(*added)
    values = [Fraction(each) for each in left + right]
    middle = sum(values) / len(values)
    variance = sum((each - middle) ** 2 for each in values) / (len(values) - 1)
    assert found.value == float(middle)
    assert (found.upper == found.value) == (variance == 0)


@given(first=histogram(), more=st.data())
def test_a_quantile_of_added_histograms_is_that_of_all_values(first, more):
    values, one = first
    two = more.draw(st.lists(st.integers(0, 60), min_size=len(values), max_size=len(values)))
    found = quantiles.quantile(values, np.add(one, two))
    everyone = np.repeat(values + values, one + two)
    assume(everyone.size)
    assert found.value == np.median(everyone)


@given(persons=st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=6))
def test_events_and_their_squares_add_up(persons):
    events, squares = rates.repeats(np.array(persons))
    assert rates.repeats(np.sum(persons, axis=0)) == (events.sum(), squares.sum())


@given(parts=strata(), times=st.integers(2, 5))
def test_a_standardised_rate_does_not_mind_the_unit_of_the_weights(parts, times):
    events, population, weights = parts
    one, other = (standardised.direct(events, population, each) for each in (weights, weights * times))
    assert_allclose((one.value, one.lower, one.upper), (other.value, other.lower, other.upper))


@given(draws=st.lists(cases(), min_size=1, max_size=8), level=levels)
def test_many_units_at_once_are_as_each_alone(draws, level):
    x, n = np.array(draws).T
    together = proportions.wilson(x, n, level)
    alone = [proportions.wilson(*each, level) for each in draws]
    assert_allclose(together.lower, [each.lower for each in alone])
    assert_allclose(together.upper, [each.upper for each in alone])


# Ranks, shrinkage and charts


@given(draws=st.lists(cases(), min_size=1, max_size=12))
def test_a_rank_lies_in_its_interval_and_a_wider_interval_says_less(draws):
    x, n = np.array(draws).T
    found, wider = (ranks.ranks(proportions.clopper_pearson(x, n, level)) for level in (0.9, 0.99))
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()
    assert ((wider.lower <= found.lower) & (found.upper <= wider.upper)).all()
    assert ((found.lower >= 1) & (found.upper <= len(draws))).all()


@given(draws=st.lists(cases(), min_size=1, max_size=12))
def test_the_best_by_low_is_the_best_by_high_of_those_who_are_no_cases(draws):
    x, n = np.array(draws).T
    low = ranks.ranks(proportions.clopper_pearson(x, n), "low")
    high = ranks.ranks(proportions.clopper_pearson(n - x, n))
    assert_allclose(low.value, high.value)
    assert_allclose((low.lower, low.upper), (high.lower, high.upper))


@given(draws=st.lists(cases(), min_size=2, max_size=12), level=levels)
def test_a_shrunken_proportion_lies_between_its_own_and_the_mean(draws, level):
    x, n = np.array(draws).T
    common = shrunken.proportions_in_common(x, n)
    assume(not np.isnan(common.mean))
    found = shrunken.shrunken_proportions(x, n, common, level)
    own = x / n
    assert (found.value >= np.minimum(own, common.mean) - 1e-9).all()
    assert (found.value <= np.maximum(own, common.mean) + 1e-9).all()
    assert ((found.lower <= found.upper) & (found.lower >= 0) & (found.upper <= 1)).all()


@given(draws=st.lists(st.tuples(counts, st.floats(0.5, 5_000)), min_size=2, max_size=12), level=levels)
def test_a_shrunken_ratio_lies_between_its_own_and_the_mean(draws, level):
    events, expected = np.array(draws).T
    common = shrunken.ratios_in_common(events, expected)
    assume(not np.isnan(common.mean))
    found = shrunken.shrunken_ratios(events, expected, common, level)
    own = events / expected
    assert (found.value >= np.minimum(own, common.mean) * (1 - 1e-9)).all()
    assert (found.value <= np.maximum(own, common.mean) * (1 + 1e-9)).all()
    assert ((found.lower <= found.upper) & (found.lower >= 0)).all()


series = st.lists(st.integers(-100, 100), min_size=0, max_size=40)


@given(values=series, shift=st.integers(-1_000, 1_000))
def test_a_chart_moves_with_its_series(values, shift):
    moved = [each + shift for each in values]
    one, other = (control.signals(each, control.chart(each)) for each in (values, moved))
    assert (one.any == other.any).all()


@given(values=series)
def test_a_chart_upside_down_gives_the_same_signals(values):
    turned = [-each for each in values]
    one, other = (control.signals(each, control.chart(each)) for each in (values, turned))
    for rule in ("outside", "shift", "trend", "near"):
        assert (getattr(one, rule) == getattr(other, rule)).all()


@given(size=sizes, target=st.floats(0.01, 0.99), more=st.integers(2, 50))
def test_a_funnel_narrows_with_size(size, target, more):
    small, large = (
        funnel.added(funnel.PROPORTION, each, target, funnel.Dispersion(1, 0)) for each in (size, size * more)
    )
    assert large.upper - large.lower <= small.upper - small.lower + 1e-12
    assert inside(target, small)
