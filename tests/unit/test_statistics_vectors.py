"""Figures that others have published, from the source data beside the project, to nine digits."""

import csv
from collections import defaultdict
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose

from dagmar.indicator.statistics import control, funnel, proportions, rates, standardised

CLOSE = 1e-9
ESP_2013 = np.array([5, 5.5, 5.5, 5.5, 6, 6, 6.5, 7, 7, 7, 7, 6.5, 6, 5.5, 5, 4, 2.5, 1.5, 1]) * 1000
LEVELS = {"95%": 0.95, "99.8%": 0.998}


@pytest.fixture
def rows(shared):
    def read(name):
        with (shared / "vectors" / name).open(newline="") as file:
            return list(csv.DictReader(file))

    return read


def number(text):
    """A blank is a number that is not known."""
    return float(text or "nan")


def compare(found, row, lower, upper):
    expected = [number(row[name]) for name in ("value", lower, upper)]
    assert_allclose([found.value, found.lower, found.upper], expected, rtol=CLOSE, err_msg=str(row))


def compare_both(method, row):
    """Both levels, or the one that a row has limits for. Where it has no value, there must be none."""
    for level, lower, upper in ((0.95, "lower95_0cl", "upper95_0cl"), (0.998, "lower99_8cl", "upper99_8cl")):
        if row[lower] or not row["value"]:
            compare(method(level=level), row, lower, upper)


def test_limits_of_byar_and_wilson(rows):
    for row in rows("phe/Byars_Wilson__testdata_B_W.csv"):
        x, n, level = number(row["x"]), number(row["n"]), LEVELS[row["confidence"]]
        found = rates.byar(x, level) if row["method"] == "Byars" else proportions.wilson(x, n, level)
        expected = number(row["lowercl"]), number(row["uppercl"])
        assert_allclose([found.lower, found.upper], expected, rtol=CLOSE, err_msg=str(row))


def test_proportions(rows):
    for row in rows("phe/Proportion__testdata_Prop.csv"):
        x, n, factor = (number(row[name]) for name in ("Numerator", "Denominator", "multiplier"))
        compare_both(lambda level: proportions.wilson(x, n, level).times(factor), row)  # noqa: B023
    for row in rows("phe/Proportion__testdata_Prop_g.csv"):
        found = proportions.wilson(number(row["Numerator"]), number(row["Denominator"]))
        compare(found.times(number(row["multiplier"])), row, "lowercl", "uppercl")


def test_rates(rows):
    for row in rows("phe/Rate__testdata_Rate.csv"):
        x, n, factor = (number(row[name]) for name in ("Numerator", "Denominator", "multiplier"))
        compare_both(lambda level: rates.rate(x, n, level).times(factor), row)  # noqa: B023
    for row in rows("phe/Rate__testdata_Rate_g.csv"):
        found = rates.rate(number(row["Numerator"]), number(row["Denominator"]))
        compare(found.times(number(row["multiplier"])), row, "lowercl", "uppercl")


def strata(table, *names):
    """The columns of each area, in the order of its strata; a blank count is 0, as the source says."""
    areas = defaultdict(list)
    for row in table:
        areas[row.get("area", "testdata_1976")].append([float(row[name] or 0) for name in names])
    return {area: np.array(lines).T for area, lines in areas.items()}


def test_directly_standardised_rates(rows):
    areas = strata(rows("phe/DSR_ISR__testdata_multiarea.csv"), "count", "pop")
    parts = {area: (x, n, ESP_2013) for area, (x, n) in areas.items()}
    parts |= {area: tuple(each) for area, each in strata(rows("phe/DSR_ISR__testdata_1976.csv"), *KEYS_1976).items()}
    seen = set()
    for row in rows("phe/DSR_ISR__testresults_DSR.csv"):
        if (area := row["area"]) in parts:
            seen.add(area)
            compare_both(partial(direct, parts[area], row), without_slip(row))
    assert len(seen) == 4


KEYS_1976 = ("count", "pop", "esp1976")


def direct(parts, row, level):
    return standardised.direct(*parts, level).times(per(row))


def per(row):
    """What a rate is per: `dsr per 10000`."""
    return float(row["statistic"].split()[-1]) if row["value"] else 1.0


def without_slip(row):
    """The limits at 99.8 % of testdata_1976 are printed ten times too large."""
    slips = ("lower99_8cl", "upper99_8cl") if row["area"] == "testdata_1976" else ()
    return row | {name: str(float(row[name]) / 10) for name in slips}


def test_directly_standardised_rates_of_repeated_events(rows):
    areas = strata(rows("phe/DSR_ISR__testdata_nonindepe.csv"), "count", "pop", "f1", "f2", "f3", "f4")
    seen = set()
    for row in rows("phe/DSR_ISR__testresults_DSR.csv"):
        if (area := row["area"]) in areas:
            seen.add(area)
            x, n, *persons = areas[area]
            events, squares = rates.repeats(np.array(persons).T.astype(int))
            assert (events == x).all()
            compare_both(partial(repeated, (x, squares, n), row), row)
    assert len(seen) == 4


def repeated(parts, row, level):
    return standardised.direct_repeated(*parts, ESP_2013, level).times(per(row))


def test_indirectly_standardised_ratios_and_rates(rows):
    areas = strata(rows("phe/DSR_ISR__testdata_multiarea.csv"), "count", "pop")
    reference = strata(rows("phe/DSR_ISR__refdata.csv"), "refcount", "refpop")["testdata_1976"]
    for row in rows("phe/DSR_ISR__testresults_ISR.csv"):
        factor = float(row["statistic"].split()[-1])
        of, observed = number(row["expected"]), number(row["observed"])
        if row["area"] in areas:
            x, n = areas[row["area"]]
            observed, of = x.sum(), standardised.expected(n, *reference)
            assert_allclose(of, number(row["expected"]), rtol=CLOSE)
        if row["ref_rate"]:
            crude = reference[0].sum() / reference[1].sum()
            assert_allclose(crude * factor, number(row["ref_rate"]), rtol=CLOSE)
            compare_both(partial(indirect_rate, observed, of, crude, factor), row)
        else:
            compare_both(partial(indirect_ratio, observed, of, factor), row)


def indirect_rate(observed, of, crude, factor, level):
    return standardised.indirect_rate(observed, of, crude, level).times(factor)


def indirect_ratio(observed, of, factor, level):
    return standardised.indirect_ratio(observed, of, level).times(factor)


def test_poisson_limits_of_a_funnel(rows):
    """Printed with seven digits: half a unit of the last is what they can be told apart by."""
    for row in rows("funnel/poisson_limits.csv"):
        for level, lower, upper in ((0.95, "ll95", "ul95"), (0.998, "ll998", "ul998")):
            found = funnel.ratio_limits(float(row["number_seq"]), level)
            expected = [float(row[name]) for name in ("target", lower, upper)]
            assert_allclose([found.value, found.lower, found.upper], expected, rtol=0, atol=5.1e-7, err_msg=str(row))


RULES = {
    "seven_point_one_side_mean": lambda values, _: control.run_ends(values),
    "part_of_seven_trend": lambda values, _: control.part_of_run(values),
    "seven_point_trend": lambda values, _: control.trend_ends(values),
    "two_in_three": control.two_of_three,
}


def test_rules_of_control_charts(rows):
    cases = rows("spc/rule_cases.csv")
    for row in cases:
        values, sides, expected = (
            [int(each) for each in row[name].split()] for name in ("input", "relative_to_mean", "expected")
        )
        assert list(RULES[row["rule"]](values, sides)) == expected, row
    assert len(cases) == 29
