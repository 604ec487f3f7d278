"""How often intervals hold what they should, in data made up under what each method assumes.

python tests/simulating.py     writes what the page of statistics shows: a method, draws, and the share that held
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable
from math import factorial

import numpy as np

from dagmar.indicator.statistics import control, funnel, means, proportions, quantiles, ranks, rates, shrunken
from dagmar.indicator.statistics import standardised as standard
from dagmar.indicator.statistics.estimates import Estimates

UNITS = 100
"""Units that are looked at together."""

REGIONS = 21
"""Units that are ranked."""

WEIGHTS = np.array([5, 5.5, 5.5, 5.5, 6, 6, 6.5, 7, 7, 7, 7, 6.5, 6, 5.5, 5, 4, 2.5, 1.5, 1])
AGES = WEIGHTS.size

Held = np.ndarray
Draw = Callable[[np.random.Generator], Held]


def held(found: Estimates, truth: np.ndarray | float) -> Held:
    """A limit that the data did not set lets everything in."""
    return ~(found.lower > truth) & ~(found.upper < truth)


def proportion(method) -> Draw:
    def draw(rng):
        p, n = rng.uniform(0.02, 0.98, 2_000), rng.integers(20, 2_000, 2_000)
        return held(method(rng.binomial(n, p), n), p)

    return draw


def count(method, least: float, most: float) -> Draw:
    def draw(rng):
        mean = rng.uniform(least, most, 2_000)
        return held(method(rng.poisson(mean)), mean)

    return draw


def rate(rng):
    true, exposure = rng.uniform(0.001, 0.02, 2_000), rng.uniform(2_000, 50_000, 2_000)
    return held(rates.rate(rng.poisson(true * exposure), exposure), true)


def repeated_rate(rng):
    """Persons with any event come by chance; each has one, two, three or four."""
    chance = np.array([0.6, 0.25, 0.1, 0.05])
    exposure, true = rng.uniform(2_000, 20_000, 2_000), rng.uniform(0.01, 0.05, 2_000)
    persons = rng.poisson((true * exposure)[:, np.newaxis] * chance)
    events, squares = rates.repeats(persons)
    return held(rates.repeated_rate(events, squares, exposure), true * (chance * [1, 2, 3, 4]).sum())


def ages(rng):
    """Populations, and rates that rise with age, of 500 units."""
    population = rng.uniform(200, 5_000, (500, AGES))
    return population, rng.uniform(0.002, 0.01, (500, 1)) * np.exp(np.linspace(0, 3, AGES))


def direct(rng):
    population, true = ages(rng)
    found = standard.direct(rng.poisson(population * true), population, WEIGHTS)
    return held(found, (true * WEIGHTS).sum(axis=1) / WEIGHTS.sum())


def direct_repeated(rng):
    population, true = ages(rng)
    chance = np.array([0.7, 0.2, 0.1])
    events, squares = rates.repeats(rng.poisson((population * true)[..., np.newaxis] * chance))
    found = standard.direct_repeated(events, squares, population, WEIGHTS)
    return held(found, (true * WEIGHTS).sum(axis=1) / WEIGHTS.sum() * (chance * [1, 2, 3]).sum())


def indirect_ratio(rng):
    expected, true = rng.uniform(5, 500, 2_000), rng.uniform(0.5, 2, 2_000)
    return held(standard.indirect_ratio(rng.poisson(expected * true), expected), true)


def student(rng):
    """Whole numbers that are as good as normal."""
    n = int(rng.integers(5, 200))
    values = np.rint(rng.normal(5_000, 1_000, (500, n))).astype(np.int64)
    return held(means.mean(np.full(500, n), values.sum(axis=1), (values**2).sum(axis=1)), 5_000)


def order_statistics(rng):
    """Medians of values from 1 to 1001, all as likely."""
    n = int(rng.integers(10, 500))
    values = np.arange(1, 1_002)
    return held(quantiles.quantile(values, rng.multinomial(n, np.full(1_001, 1 / 1_001), 500)), 501)


def funnel_proportion(rng):
    target, n = rng.uniform(0.05, 0.95, 2_000), rng.integers(50, 5_000, 2_000)
    return held(funnel.proportion_limits(n, target), rng.binomial(n, target) / n)


def funnel_ratio(rng):
    expected = rng.uniform(10, 500, 2_000)
    return held(funnel.ratio_limits(expected), rng.poisson(expected) / expected)


def funnel_rate(rng):
    target, exposure = rng.uniform(0.001, 0.02, 2_000), rng.uniform(10_000, 50_000, 2_000)
    return held(funnel.rate_limits(exposure, target), rng.poisson(target * exposure) / exposure)


def overdispersed(limits, alike: bool, winsorised: float) -> Draw:
    """Units that differ: all alike in standard errors, or by the same on the scale whatever their size. No outliers."""

    def draw(rng):
        size = rng.uniform(50, 1_000, UNITS)
        error = 1 / (2 * np.sqrt(size))
        between = error if alike else np.full(UNITS, 0.05)
        value = rng.normal(1, np.sqrt(error**2 + between**2)) ** 2
        found = funnel.dispersion(funnel.scores(funnel.RATE, value, size, 1), size, winsorised)
        return held(limits(funnel.RATE, size, 1, found), value)

    return draw


def alarms(rule: str) -> Draw:
    """Periods that a rule lets pass, of a process that is known and does what it always did; the first six aside."""

    def draw(rng):
        series = rng.normal(0, 1, 2_006)
        sides, near = np.sign(series).astype(int), np.abs(series) > 2
        rung = {
            "outside": lambda: control.signals(series, control.Chart(0, 1)).outside[6:],
            "shift": lambda: control.run_ends(sides)[6:] != 0,
            "trend": lambda: control.trend_ends(series)[6:] != 0,
            "near": lambda: np.array(
                [control.two_of_three(near[at - 2 : at + 1], sides[at - 2 : at + 1]).any() for at in range(6, 2_006)]
            ),
        }
        return ~rung[rule]()

    return draw


def learnt(rng):
    """Limits set by the moving range of a long series, and its next values."""
    found = control.chart(rng.normal(50, 5, 1_000))
    return ~control.signals(rng.normal(50, 5, 2_000), found).outside


def joint_ranks(rng):
    """All ranks of 21 regions at once: held where every one is."""
    true, n = rng.uniform(0.3, 0.7, REGIONS), rng.integers(50, 2_000, REGIONS)
    joint = proportions.clopper_pearson(rng.binomial(n, true), n, ranks.joint_level(REGIONS))
    rank = 1 + (true[:, np.newaxis] < true).sum(axis=1)
    return held(ranks.ranks(joint), rank).all(keepdims=True)


def beta_binomial(rng):
    n = rng.integers(10, 500, UNITS)
    true = rng.beta(20, 80, UNITS)
    cases = rng.binomial(n, true)
    return held(shrunken.shrunken_proportions(cases, n, shrunken.proportions_in_common(cases, n)), true)


def gamma_poisson(rng):
    expected = rng.uniform(2, 200, UNITS)
    true = rng.gamma(25, 1 / 25, UNITS)
    events = rng.poisson(true * expected)
    return held(shrunken.shrunken_ratios(events, expected, shrunken.ratios_in_common(events, expected)), true)


TWO_SIGMA = 0.022750131948179
"""How likely a value of a normal distribution lies so far above its mean."""

PASSES = {
    "xmr-outside": 1 - 0.002699796063,
    "xmr-shift": 1 - 2 * 0.5**control.RUN,
    "xmr-trend": 1 - 2 / factorial(control.RUN),
    "xmr-near": 1 - 2 * (3 * TWO_SIGMA**2 * (0.5 - TWO_SIGMA) + TWO_SIGMA**3),
}
"""What each rule of control charts lets pass at a period, by the textbook."""

CASES: dict[str, tuple[Draw, float, float]] = {
    "wilson": (proportion(proportions.wilson), 0.93, 0.97),
    "clopper-pearson": (proportion(proportions.clopper_pearson), 0.95, 1.0),
    "garwood": (count(rates.garwood, 1, 200), 0.95, 1.0),
    "byar": (count(rates.byar, 10, 500), 0.93, 0.97),
    "rate": (rate, 0.93, 0.97),
    "repeated-rate": (repeated_rate, 0.93, 0.97),
    "direct": (direct, 0.93, 0.97),
    "direct-repeated": (direct_repeated, 0.93, 0.97),
    "indirect-ratio": (indirect_ratio, 0.93, 0.97),
    "student": (student, 0.93, 0.97),
    "order-statistics": (order_statistics, 0.95, 1.0),
    "funnel-proportion": (funnel_proportion, 0.93, 0.97),
    "funnel-ratio": (funnel_ratio, 0.93, 0.97),
    "funnel-rate": (funnel_rate, 0.93, 0.97),
    "funnel-widened": (overdispersed(funnel.widened, alike=True, winsorised=0), 0.93, 0.97),
    "funnel-widened, winsorised": (overdispersed(funnel.widened, alike=True, winsorised=0.1), 0.87, 0.93),
    "funnel-added": (overdispersed(funnel.added, alike=False, winsorised=0), 0.93, 0.97),
    "funnel-added, winsorised": (overdispersed(funnel.added, alike=False, winsorised=0.1), 0.87, 0.93),
    "xmr": (learnt, 0.996, 0.998),
    **{name: (alarms(name.removeprefix("xmr-")), passes, passes) for name, passes in PASSES.items()},
    "joint-ranks": (joint_ranks, 0.95, 1.0),
    "beta-binomial": (beta_binomial, 0.93, 0.97),
    "gamma-poisson": (gamma_poisson, 0.93, 0.97),
}
"""What is drawn for each method, and between which shares it must hold."""

OVERDISPERSED = [name for name in CASES if name.startswith(("funnel-widened", "funnel-added"))]

DRAWS = {"joint-ranks": 100, "beta-binomial": 3, "gamma-poisson": 3, **dict.fromkeys(OVERDISPERSED, 10)}
"""How often each is drawn in a chunk, where one draw gives few."""


def chunk(seed: int) -> Counter[str]:
    """For each method, how often the interval held the truth, and how often it missed it."""
    seen: Counter[str] = Counter()
    for name, (draw, _, _) in CASES.items():
        rng = np.random.default_rng([seed, *name.encode()])
        for _ in range(DRAWS.get(name, 1)):
            all_held = draw(rng)
            seen[f"{name} held"] += int(all_held.sum())
            seen[f"{name} missed"] += int((~all_held).sum())
    return seen


def share(seen: Counter[str], name: str) -> tuple[int, float]:
    """How often it was drawn, and the share that held."""
    drawn = seen[f"{name} held"] + seen[f"{name} missed"]
    return drawn, seen[f"{name} held"] / drawn


def astray(seen: Counter[str], cases: dict[str, tuple[Draw, float, float]] = CASES) -> dict[str, float]:
    """The methods that held less often, or more often, than they should, beyond what so many draws leave to chance."""
    found = {}
    for name, (_, least, most) in cases.items():
        drawn, held = share(seen, name)
        slack = 5 * np.sqrt(max(held * (1 - held), 1 / drawn) / (drawn / TOGETHER.get(name, 1)))
        if not least - slack <= held <= most + slack:
            found[name] = held
    return found


TOGETHER = {
    **{"xmr": 10, "xmr-shift": 4, "xmr-near": 2, "beta-binomial": 2, "gamma-poisson": 2},
    **dict.fromkeys(OVERDISPERSED, 4),
}
"""How many draws count as one, where they are no strangers to each other: false alarms come in flocks."""


def main() -> None:
    """Write the table of the manual: two hundred chunks."""
    seen = sum(map(chunk, range(1, 201)), Counter())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["method", "drawn", "held"])
    writer.writerows([name, drawn, f"{held:.5f}"] for name in CASES for drawn, held in [share(seen, name)])


if __name__ == "__main__":
    main()
