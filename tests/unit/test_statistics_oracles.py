"""The statistics against other programs, and against their definitions."""

import importlib
import inspect
import subprocess
import sys
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy import stats
from statsmodels.stats import proportion as oracle
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.weightstats import DescrStatsW

from dagmar.indicator.definition import Kind
from dagmar.indicator.results import METHOD_OF
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
from dagmar.indicator.statistics.distributions import binomial_quantile
from dagmar.indicator.statistics.estimates import Estimates
from dagmar.indicator.statistics.methods import METHODS

LEVELS = (0.5, 0.9, 0.95, 0.998)
LEVEL = pytest.mark.parametrize("level", LEVELS)


def ends(found):
    return found.lower, found.upper


@LEVEL
@pytest.mark.parametrize(
    ("method", "name"), [(proportions.wilson, "wilson"), (proportions.clopper_pearson, "beta")], ids=["wilson", "exact"]
)
def test_proportions_are_those_of_statsmodels(method, name, level):
    n = np.repeat([1, 7, 100, 12_345], 4)
    x = (n * np.tile([0, 0.3, 0.9, 1], 4)).astype(int)
    expected = oracle.proportion_confint(x, n, alpha=1 - level, method=name)
    assert_allclose(ends(method(x, n, level)), expected, rtol=1e-9, atol=1e-15)


@LEVEL
def test_exact_counts_are_quantiles_of_chi_square(level):
    x = np.array([1, 2, 9, 10, 300, 1_000_000])
    expected = stats.chi2.ppf((1 - level) / 2, 2 * x) / 2, stats.chi2.ppf((1 + level) / 2, 2 * x + 2) / 2
    assert_allclose(ends(rates.garwood(x, level)), expected)


def test_byar_is_close_to_exact_from_ten_events():
    x = np.arange(rates.FEW, 500)
    assert_allclose(ends(rates.byar(x)), ends(rates.garwood(x)), rtol=0.006)


def test_single_events_are_repeated_once():
    events, exposure = [0, 3, 12, 400], [10, 10, 50, 1_000]
    assert_allclose(ends(rates.repeated_rate(events, events, exposure)), ends(rates.rate(events, exposure)))


def test_the_variance_of_repeated_events_is_that_of_a_sum_over_persons():
    """Ten persons with one event and five with three: 25 events; the variance of the sum is 10 + 5 * 9."""
    events, squares = rates.repeats([10, 0, 5])
    assert (events, squares) == (25, 55)
    assert rates.spread(events, squares) == pytest.approx(55 / 25)


def test_with_one_stratum_the_standardised_rate_is_the_crude_one():
    direct, crude = standardised.direct([40], [1_000], [7]), rates.rate(40, 1_000)
    assert_allclose((direct.value, *ends(direct)), (crude.value, *ends(crude)))


@pytest.mark.parametrize(
    "found", [rates.repeated_rate(25, 625, 10), standardised.direct_repeated([25], [625], [10], [1])]
)
def test_one_person_with_all_events_leaves_nothing_sure(found):
    assert found.lower == 0
    assert found.upper - found.value == pytest.approx(5 * (rates.byar(25).upper - 25) / 10)


# Means and quantiles


@LEVEL
def test_means_are_those_of_statsmodels(level):
    values = np.array([3, 5, 5, 8, 21, 34])
    found = means.mean(values.size, int(values.sum()), int((values**2).sum()), level)
    assert found.value == values.mean()
    assert_allclose(ends(found), DescrStatsW(values).tconfint_mean(alpha=1 - level), rtol=1e-12)


def test_no_digit_of_a_mean_is_lost_far_from_zero():
    """Values that differ by one around a milliard: their sum of squares has more digits than a float."""
    near = [10**9 + each for each in (0, 1, 2, 3, 4)]
    far = means.mean(5, sum(near), sum(each**2 for each in near))
    close = means.mean(5, 10, 30)
    assert_allclose(far.upper - far.value, close.upper - close.value, rtol=1e-6)
    assert float(5 * sum(each**2 for each in near)) - float(sum(near)) ** 2 != 50


def test_small_integers_do_not_wrap_around():
    parts = (np.array([2], np.int8), np.array([200], np.uint8), np.array([20_000], np.int16))
    assert_allclose(means.mean(*parts).lower, 100)


def test_means_of_fractions_are_exact():
    found = means.mean(3, Fraction(1), Fraction(1, 3))
    assert found.value == found.lower == found.upper == 1 / 3


@LEVEL
@pytest.mark.parametrize("n", [5, 6, 8, 20, 101, 1_000])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_quantiles_of_a_histogram_have_the_limits_of_the_ordered_values(level, n, share):
    """Person l and u are the last and the first that the binomial distribution leaves out often enough."""
    values = np.arange(1, n + 1) * 10
    found = quantiles.quantile(values, np.ones(n, int), share, level)
    left = [k for k in range(1, n + 1) if stats.binom.cdf(k - 1, n, share) <= (1 - level) / 2]
    right = [k for k in range(1, n + 1) if stats.binom.sf(k - 1, n, share) <= (1 - level) / 2]
    expected = (10 * max(left) if left else np.nan, 10 * min(right) if right else np.nan)
    assert_allclose(ends(found), expected)
    assert found.value == np.quantile(values, share, method="averaged_inverted_cdf")


def test_a_share_of_persons_that_is_whole_but_for_rounding_is_whole():
    """0.07 times 100 is a little more than 7 in a computer; between person 7 and 8 it lies all the same."""
    assert quantiles.quantile(np.arange(1, 101), np.ones(100, int), 0.07).value == 7.5


def test_the_limits_of_a_median_are_those_of_scipy_s_quantile_test():
    values = np.arange(1, 201)
    found = quantiles.quantile(values, np.ones(200, int))
    expected = stats.quantile_test(values, q=np.median(values), p=0.5).confidence_interval(0.95)
    assert_allclose(ends(found), expected)


@pytest.mark.parametrize("probability", [1e-12, 0.001, 0.25, 0.975, 1 - 1e-12])
def test_binomial_quantiles_are_scipy_s_however_skew(probability):
    n, chance = np.meshgrid([0, 1, 3, 40, 999, 1_000_000], [0, 1e-6, 0.01, 0.4, 0.999, 1])
    found = binomial_quantile(probability, n.astype(float), chance)
    assert_allclose(found, np.maximum(stats.binom.ppf(probability, n, chance), 0))


# Funnels


@LEVEL
def test_funnel_limits_of_proportions_lie_within_a_step_of_scipy_s_quantiles(level):
    n, target = np.array([10, 50, 400, 10_000]), np.array([0.3, 0.02, 0.5, 0.9])
    found = funnel.proportion_limits(n, target, level)
    for limit, end in zip(ends(found), ((1 - level) / 2, (1 + level) / 2), strict=True):
        count = stats.binom.ppf(end, n, target)
        at, below = stats.binom.cdf(count, n, target), stats.binom.cdf(count - 1, n, target)
        assert_allclose(limit, np.clip((count - (at - end) / (at - below)) / n, 0, 1), atol=1e-12)


@LEVEL
def test_funnel_limits_of_rates_are_quantiles_of_chi_square(level):
    exposure, target = np.array([100, 5_000, 20_000]), 0.01
    mean = exposure * target
    expected = stats.chi2.ppf((1 - level) / 2, 2 * mean) / 2, stats.chi2.ppf((1 + level) / 2, 2 * mean + 2) / 2
    assert_allclose(ends(funnel.rate_limits(exposure, target, level)), expected / exposure)


@pytest.fixture
def units():
    rng = np.random.default_rng(7)
    expected = rng.uniform(20, 400, 60)
    return rng.poisson(rng.gamma(40, 1 / 40, 60) * expected), expected


def test_the_variance_between_units_is_dersimonian_and_laird_s(units):
    """With the target where the weighted mean lies, and nothing winsorised."""
    observed, expected = units
    scaled, error = np.sqrt(observed / expected), 1 / (2 * np.sqrt(expected))
    middle = (scaled / error**2).sum() / (1 / error**2).sum()
    found = funnel.dispersion(funnel.scores(funnel.RATE, observed / expected, expected, middle**2), expected, 0)
    assert_allclose(found.tau_squared, combine_effects(scaled, error**2, method_re="dl").tau2, rtol=1e-9)


def test_winsorising_draws_the_ends_in(units):
    observed, expected = units
    z = 2 * (np.sqrt(observed) - np.sqrt(expected))
    assert_allclose(funnel.scores(funnel.RATE, observed / expected, expected, 1), z)
    low, high = np.quantile(z, (0.1, 0.9))
    found = funnel.dispersion(z, expected)
    assert found.phi == pytest.approx(np.mean(np.where(z < low, low, np.where(z > high, high, z)) ** 2))
    wild = np.where(z == z.max(), 1_000.0, z)
    assert funnel.dispersion(wild, expected).phi == pytest.approx(found.phi)


@LEVEL
def test_limits_that_allow_for_overdispersion(units, level):
    _, expected = units
    z, s = stats.norm.ppf((1 + level) / 2), 1 / (2 * np.sqrt(expected))
    found = funnel.Dispersion(2.25, 0.01)
    by_hand = (1 - z * s * 1.5) ** 2, (1 + z * s * 1.5) ** 2
    assert_allclose(ends(funnel.widened(funnel.RATE, expected, 1, found, level)), by_hand)
    wider = np.sqrt(s**2 + 0.01)
    by_hand = (1 - z * wider) ** 2, (1 + z * wider) ** 2
    assert_allclose(ends(funnel.added(funnel.RATE, expected, 1, found, level)), by_hand)
    middle = np.arcsin(np.sqrt(0.3))
    by_hand = np.sin(middle - z * wider) ** 2, np.sin(middle + z * wider) ** 2
    assert_allclose(ends(funnel.added(funnel.PROPORTION, expected, 0.3, found, level)), by_hand)


def test_limits_are_not_narrowed_where_units_differ_less_than_chance():
    less = funnel.dispersion([0.1, -0.1, 0.05, 0.0], [100, 100, 100, 100])
    assert less.phi < 1
    assert less.tau_squared == 0
    plain = funnel.Dispersion(1, 0)
    assert_allclose(ends(funnel.widened(funnel.RATE, 100, 1, less)), ends(funnel.widened(funnel.RATE, 100, 1, plain)))


# Control charts, ranks


def test_a_chart_worked_by_hand():
    """Ranges 2, 4, 2, so a mean range of 8/3 and a sigma of 8/3/1.128; the mean is 12."""
    found = control.chart([10, 12, 16, 14, np.nan, 8])
    assert found.mean == 12
    assert_allclose((found.lower, found.upper), (12 - 8 / 1.128, 12 + 8 / 1.128))
    told = control.signals([10, 12, 30, np.nan, 17, 17, 12.5], found)
    assert list(told.outside) == [False, False, True, False, False, False, False]
    assert list(told.near) == [False, False, False, False, True, True, False]
    assert list(told.any) == [False, False, True, False, True, True, False]


def test_equal_values_are_no_signal():
    """The mean of three times 0.1 is not 0.1 in a computer."""
    series = [0.1] * 12
    assert not control.signals(series, control.chart(series)).any.any()


def test_intervals_at_the_joint_level_hold_together_at_the_level_asked_for():
    assert ranks.joint_level(21) ** 21 == pytest.approx(0.95)
    assert ranks.joint_level(1, 0.9) == 0.9


def test_a_rank_is_counted_pair_by_pair():
    rng = np.random.default_rng(3)
    n = rng.integers(20, 400, 30)
    found = proportions.wilson(rng.binomial(n, rng.uniform(0.2, 0.8, 30)), n)
    for best, sign in (("high", 1), ("low", -1)):
        rank = ranks.ranks(found, best)
        low, high = (found.lower, found.upper) if sign == 1 else (-found.upper, -found.lower)
        for each in range(30):
            assert rank.value[each] == 1 + (sign * found.value > sign * found.value[each]).sum()
            assert rank.lower[each] == 1 + (low > high[each]).sum()
            assert rank.upper[each] == 30 - (high < low[each]).sum()


# Shrunken estimates


def test_what_ratios_have_in_common_is_what_statsmodels_finds(units):
    observed, expected = units
    found = shrunken.ratios_in_common(observed, expected)
    model = sm.NegativeBinomial(observed, np.ones((60, 1)), exposure=expected).fit(disp=False, maxiter=500)
    constant, alpha = model.params
    assert_allclose((found.mean, 1 / (found.mean * found.worth)), (np.exp(constant), alpha), rtol=1e-4)
    a, b = observed + found.mean * found.worth, expected + found.worth
    told = shrunken.shrunken_ratios(observed, expected, found, 0.9)
    assert_allclose(told.value, stats.gamma.mean(a, scale=1 / b))
    assert_allclose(ends(told), stats.gamma.interval(0.9, a, scale=1 / b))


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_what_rates_have_in_common_does_not_mind_the_unit_of_exposure(units, unit):
    observed, expected = units
    one, other = (shrunken.ratios_in_common(observed, each) for each in (expected, expected * unit))
    assert_allclose((other.mean * unit, other.worth / unit), (one.mean, one.worth), rtol=1e-4)


def test_what_proportions_have_in_common_is_most_likely():
    rng = np.random.default_rng(5)
    n = rng.integers(20, 300, 80)
    x = rng.binomial(n, rng.beta(12, 28, 80))
    found = shrunken.proportions_in_common(x, n)

    def likely(mean, worth):
        return stats.betabinom.logpmf(x, n, mean * worth, (1 - mean) * worth).sum()

    best = likely(found.mean, found.worth)
    for mean, worth in ((1.001, 1), (0.999, 1), (1, 1.01), (1, 0.99)):
        assert likely(found.mean * mean, found.worth * worth) < best
    a, b = x + found.mean * found.worth, n - x + (1 - found.mean) * found.worth
    told = shrunken.shrunken_proportions(x, n, found, 0.9)
    assert_allclose(told.value, stats.beta.mean(a, b))
    assert_allclose(ends(told), stats.beta.interval(0.9, a, b))


def test_units_that_differ_no_more_than_by_chance_all_get_the_mean():
    cases, of = [20, 21, 19, 0], [100, 100, 100, 0]
    found = shrunken.proportions_in_common(cases, of)
    assert found == shrunken.Common(0.2, np.inf)
    told = shrunken.shrunken_proportions(cases, of, found)
    assert_allclose(told.value, [0.2, 0.2, 0.2, np.nan])
    ratios = shrunken.ratios_in_common([10, 10, 11], [10, 10, 10])
    assert_allclose(shrunken.shrunken_ratios([10, 10, 11], [10, 10, 10], ratios).upper, 31 / 30)


# Nobody, everybody, and what cannot be

NAN = float("nan")
NONE = [NAN] * 3


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (proportions.wilson(0, 0), NONE),
        (proportions.wilson(NAN, 10), NONE),
        (proportions.clopper_pearson(0, 0), NONE),
        (proportions.clopper_pearson(0, 10), [0, 0, 1 - 0.025**0.1]),
        (proportions.clopper_pearson(10, 10), [1, 0.025**0.1, 1]),
        (rates.rate(0, 0), NONE),
        (rates.rate(5, 0), NONE),
        (rates.rate(0, 10), [0, 0, -np.log(0.025) / 10]),
        (rates.repeated_rate(0, 0, 10), [0, 0, -np.log(0.025) / 10]),
        (rates.byar(0), [0, NAN, 1 * (1 - 1 / 9 + stats.norm.ppf(0.975) / 3) ** 3]),
        (standardised.direct([5, 4], [10, 10], [1, 1]), NONE),
        (standardised.direct([20, 0], [100, 0], [1, 1]), NONE),
        (standardised.direct([20, 0], [100, 0], [1, 0]), [0.2, *ends(rates.rate(20, 100))]),
        (standardised.indirect_ratio(0, 0), NONE),
        (means.mean(0, 0, 0), NONE),
        (means.mean(1, 7, 49), [7, NAN, NAN]),
        (means.mean(3, 6, 12), [2, 2, 2]),
        (quantiles.quantile([1, 2], [0, 0]), NONE),
        (quantiles.quantile([1, 2], [0, 100]), [2, 2, 2]),
        (quantiles.quantile([1, 2], [1, 0]), [1, NAN, NAN]),
        (funnel.proportion_limits(0, 0.5), NONE),
        (funnel.proportion_limits(10, 0), [0, 0, 0]),
        (funnel.proportion_limits(10, 1), [1, 1, 1]),
        (funnel.rate_limits(0, 0.5), NONE),
        (funnel.ratio_limits(0), NONE),
        (funnel.added(funnel.RATE, 0, 1, funnel.Dispersion(1, 0)), NONE),
        (shrunken.shrunken_proportions(0, 0, shrunken.Common(0.5, 10)), NONE),
        (shrunken.shrunken_ratios(0, 0, shrunken.Common(0.5, 10)), NONE),
    ],
)
def test_what_is_not_there_is_nan(found, expected):
    assert_allclose([found.value, found.lower, found.upper], expected, rtol=1e-12)


def test_where_nobody_is_there_is_nothing_to_learn():
    for found in (
        shrunken.proportions_in_common([1], [10]),
        shrunken.proportions_in_common([0, 0], [10, 20]),
        shrunken.proportions_in_common([10, 20], [10, 20]),
        shrunken.ratios_in_common([0, 0], [1, 2]),
        shrunken.ratios_in_common([], []),
    ):
        assert np.isnan([found.mean, found.worth]).all()
    assert np.isnan(funnel.dispersion([], []).phi)
    assert np.isnan(control.chart([]).mean)
    assert np.isnan(control.chart([5]).upper)
    empty = Estimates(*(np.array([]) for _ in range(3)))
    assert ranks.ranks(empty).value.size == 0


def test_a_unit_without_a_value_has_no_rank_and_does_not_count():
    found = ranks.ranks(proportions.wilson([1, 0, 90], [100, 0, 100]))
    assert_allclose((found.value, *ends(found)), ([2, NAN, 1], [2, NAN, 1], [2, NAN, 1]))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: proportions.wilson(3, 2), "more cases than were counted"),
        (lambda: proportions.wilson(-1, 2), "cases cannot be below 0"),
        (lambda: proportions.wilson("many", 2), "cases must be numbers"),
        (lambda: proportions.wilson(1, np.inf), "cannot be infinite"),
        (lambda: proportions.wilson(1, 2, level=95), "such as 0.95; it is 95"),
        (lambda: rates.garwood(1, level=0), "between 0 and 1"),
        (lambda: rates.repeats([1.5]), "whole numbers"),
        (lambda: rates.repeats([-1]), "whole numbers"),
        (lambda: rates.repeated_rate(5, 4, 10), "between the number of events and its square"),
        (lambda: rates.repeated_rate(5, 26, 10), "between the number of events and its square"),
        (lambda: standardised.direct([20, 1], [5, 5, 5], [1, 1, 1]), "the same strata"),
        (lambda: standardised.direct([20], [5, 5], [1, 1]), "the same strata"),
        (lambda: standardised.direct(20, 5, 1), "the same strata"),
        (lambda: standardised.direct([20, 1], [5, 5], [0, 0]), "at least one above 0"),
        (lambda: means.mean(3, 6.5, 20.0), "never floats"),
        (lambda: means.mean(3, 6, 11), "no 3 values have the sum 6 and the sum of squares 11"),
        (lambda: means.mean(0, 1, 1), "no 0 values"),
        (lambda: means.mean(-1, 1, 1), "no -1 values"),
        (lambda: means.mean(Fraction(1, 2), 1, 2), "no 1/2 values"),
        (lambda: quantiles.quantile([2, 1], [1, 1]), "each larger"),
        (lambda: quantiles.quantile([1, 2], [1, 1, 1]), "each of the 2 values"),
        (lambda: quantiles.quantile([1, 2], [1, 0.5]), "whole numbers"),
        (lambda: quantiles.quantile([1, 2], [1, 1], share=50), "such as 0.5; it is 50"),
        (lambda: funnel.proportion_limits(10, 1.5), "from 0 to 1"),
        (lambda: funnel.dispersion([1], [1], winsorised=0.5), "below 0.5"),
        (lambda: control.chart([[1, 2]]), "one series"),
        (lambda: ranks.joint_level(0), "at least one unit"),
        (lambda: ranks.ranks(proportions.wilson(1, 2)), "in one row"),
        (lambda: shrunken.proportions_in_common([3], [2]), "more cases than were counted"),
    ],
)
def test_what_cannot_be_is_refused_with_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# The table of methods


def test_every_way_to_an_estimate_is_in_the_table():
    modules = {method.computes.__module__ for method in METHODS}
    ways = {
        f"{name}.{way.__name__}"
        for name in modules
        for way in vars(importlib.import_module(name)).values()
        if inspect.isfunction(way) and way.__module__ == name and way.__annotations__.get("return") == "Estimates"
        if not way.__name__.startswith("_")
    }
    told = {f"{method.computes.__module__}.{method.computes.__qualname__}" for method in METHODS}
    assert ways - told == {f"{rates.__name__}.usual"}, "`usual` is the rule that `rate` follows"


def test_ids_are_given_once():
    assert len({method.id for method in METHODS}) == len(METHODS)


def test_scipy_is_loaded_when_it_is_first_needed():
    code = "import sys, dagmar.indicator.statistics.methods; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_kind_is_told_by_a_method_of_the_manual():
    assert set(METHOD_OF) == set(get_args(Kind))
    assert set(METHOD_OF.values()) <= {each.id for each in METHODS}
