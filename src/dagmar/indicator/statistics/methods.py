"""Every method of the statistics: its names, its formula, where it comes from, and what it is held against.

The page of statistics in the manual is written from this table. An interval that is published names its method by `id`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `z` in a formula is the quantile of the normal distribution that the level asks for, 1,96 at 95 %."""

    id: str
    sv: str
    en: str
    computes: Callable[..., object]
    formula: str
    use: str
    source: str
    oracle: str


METHODS = (
    Method(
        "wilson",
        "andel med Wilsons poängintervall",
        "proportion with Wilson's score interval",
        proportions.wilson,
        "(2x + z² ± z √(z² + 4x(1 − x/n))) / (2(n + z²))",
        "For a share of persons: the usual choice, fair also where few or nearly all are cases.",
        "Wilson, J Am Stat Assoc 1927; 22: 209-212",
        "vectors of PHEindicatormethods; statsmodels",
    ),
    Method(
        "clopper-pearson",
        "andel med exakt intervall",
        "proportion with exact interval",
        proportions.clopper_pearson,
        "from Beta(x, n − x + 1) to Beta(x + 1, n − x), at α/2 from each end",
        "Where an interval must never cover less often than it says, as under ranks; wider than Wilson's.",
        "Clopper and Pearson, Biometrika 1934; 26: 404-413",
        "statsmodels",
    ),
    Method(
        "garwood",
        "antal med exakt Poissonintervall",
        "count with exact Poisson interval",
        rates.garwood,
        "from χ²(2x)/2 to χ²(2x + 2)/2, at α/2 from each end",
        "For a number of events, however few.",
        "Garwood, Biometrika 1936; 28: 437-442",
        "vectors of PHEindicatormethods (below ten events); scipy",
    ),
    Method(
        "byar",
        "antal med Byars approximation",
        "count with Byar's approximation",
        rates.byar,
        "x(1 − 1/9x − z/3√x)³ to (x + 1)(1 − 1/9(x + 1) + z/3√(x + 1))³",
        "For ten events or more, where others must be able to recompute it without tables.",
        "Breslow and Day, Statistical methods in cancer research II, 1987, page 69",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "rate",
        "rat med Byars eller exakt intervall",
        "rate with Byar's or the exact interval",
        rates.rate,
        "limits of the count (garwood below ten events, else byar), over the exposure",
        "For events in relation to persons, days or years.",
        "The rule of PHE and OHID, Technical guide: confidence intervals, 2018",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "repeated-rate",
        "rat med upprepade händelser",
        "rate of repeated events",
        rates.repeated_rate,
        "x/n + √(Σk²/x) (limit of the count − x) / n, where k is the number of events of a person",
        "Where one person can have several events, such as stays in hospital: they tell less than as many persons do.",
        "Dobson and others, Stat Med 1991; 10: 457-462; Stukel and others, Stat Med 1994; 13: 1781-1791",
        "vectors of PHEindicatormethods (as standardised)",
    ),
    Method(
        "direct",
        "direkt standardiserad rat",
        "directly standardised rate",
        standardised.direct,
        "D = Σw(x/n) / Σw; D + √(v/Σx) (limit of Σx − Σx), v = Σ(w/n)²x / (Σw)²",
        "To compare units with people of different ages, where each has events enough; nan below ten events.",
        "Dobson and others, Stat Med 1991; 10: 457-462",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "direct-repeated",
        "direkt standardiserad rat med upprepade händelser",
        "directly standardised rate of repeated events",
        standardised.direct_repeated,
        "as direct, with v = Σ(w/n)²Σk² / (Σw)²",
        "As direct, where one person can have several events.",
        "Dobson and others 1991; OHID, PHEindicatormethods",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "indirect-ratio",
        "indirekt standardiserad kvot",
        "indirectly standardised ratio",
        standardised.indirect_ratio,
        "O/E, E = Σn(X/N); limits of O, over E",
        "To hold a small unit against a reference; two units are not to be held against each other by it.",
        "Breslow and Day 1987, chapter 2",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "indirect-rate",
        "indirekt standardiserad rat",
        "indirectly standardised rate",
        standardised.indirect_rate,
        "(O/E) times the crude rate of the reference",
        "As the ratio, in the unit that rates have.",
        "Breslow and Day 1987, chapter 2",
        "vectors of PHEindicatormethods",
    ),
    Method(
        "student",
        "medelvärde med Students intervall",
        "mean with Student's interval",
        means.mean,
        "S/n ± t(n − 1) √((nQ − S²) / (n²(n − 1))), exact until the root is taken",
        "For what is counted or measured, where the mean itself is asked for; a median says more of waiting times.",
        "Student, Biometrika 1908; 6: 1-25",
        "scipy; statsmodels; Python's fractions",
    ),
    Method(
        "order-statistics",
        "kvantil ur histogram",
        "quantile from a histogram",
        quantiles.quantile,
        "values of person l and u in order: P(B < l) ≤ α/2 and P(B ≥ u) ≤ α/2, B binomial (n, share)",
        "For medians and other quantiles, such as of waiting days, whatever their distribution.",
        "Conover, Practical nonparametric statistics, 1999, section 3.2",
        "scipy (quantile_test)",
    ),
    Method(
        "funnel-proportion",
        "trattgränser för andelar",
        "funnel limits for proportions",
        funnel.proportion_limits,
        "the binomial quantile r less the part of its step that is not needed, over n",
        "To see which units differ from the target more than their size explains.",
        "Spiegelhalter, Stat Med 2005; 24: 1185-1202, appendix A.1",
        "scipy",
    ),
    Method(
        "funnel-ratio",
        "trattgränser för kvoter",
        "funnel limits for ratios",
        funnel.ratio_limits,
        "from χ²(2E)/2E to χ²(2E + 2)/2E, at α/2 from each end",
        "As for proportions, for observed over expected events.",
        "Spiegelhalter 2005; FunnelPlotR",
        "vectors of FunnelPlotR (seven digits); scipy",
    ),
    Method(
        "funnel-rate",
        "trattgränser för rater",
        "funnel limits for rates",
        funnel.rate_limits,
        "the limits of the ratio with E = target times exposure, times the target",
        "As for proportions, for events by exposure.",
        "Spiegelhalter 2005",
        "scipy",
    ),
    Method(
        "funnel-widened",
        "trattgränser med multiplikativ överspridning",
        "funnel limits, overdispersion multiplied",
        funnel.widened,
        "t ± z s √φ on the scale √ or arcsin √, s = 1/(2√n), φ the mean of squared scores, winsorised, at least 1",
        "Where all units differ more than chance, small and large alike.",
        "Spiegelhalter, Qual Saf Health Care 2005; 14: 347-351",
        "numpy, step by step",
    ),
    Method(
        "funnel-added",
        "trattgränser med additiv överspridning",
        "funnel limits, overdispersion added",
        funnel.added,
        "t ± z √(s² + τ²), τ² = max(0, (Nφ − N + 1) / (Σw − Σw²/Σw)), w = 1/s²",
        "Where units differ for reasons that do not shrink with size; the usual choice for hospitals and regions.",
        "Spiegelhalter, Qual Saf Health Care 2005; 14: 347-351; DerSimonian and Laird 1986",
        "statsmodels (DerSimonian and Laird)",
    ),
    Method(
        "xmr",
        "styrdiagram XmR",
        "XmR control chart",
        control.chart,
        "mean ± 3σ, σ = mean of the moving range / 1,128",
        "For one value a period, to tell a change from what always varies.",
        "Wheeler, Understanding variation, 1993",
        "worked by hand",
    ),
    Method(
        "xmr-rules",
        "regler för styrdiagram",
        "rules of control charts",
        control.signals,
        "beyond 3σ; seven on one side of the mean; seven that rise, or fall; two of three beyond 2σ, all on one side",
        "To say which periods to look into; each rule has its share of false alarms.",
        "NHS England, Making Data Count; Western Electric 1956",
        "vectors of NHSRplotthedots",
    ),
    Method(
        "joint-ranks",
        "rang med simultant intervall",
        "rank with simultaneous interval",
        ranks.ranks,
        "1 + units surely before, to N − units surely behind: those whose intervals at 0,95^(1/N) do not meet its own",
        "Beside every ranking.",
        "Klein, Wright and Wieczorek, J R Stat Soc C 2020; 69: 589-606",
        "counted pair by pair",
    ),
    Method(
        "beta-binomial",
        "krympt andel",
        "shrunken proportion",
        shrunken.shrunken_proportions,
        "Beta(x + mw, n − x + (1 − m)w); mean m and worth w by maximum likelihood over units",
        "To guess what a small unit will show next; never to pay it by.",
        "Carlin and Louis, Bayes and empirical Bayes methods, 2000, chapter 3",
        "scipy (betabinom, beta)",
    ),
    Method(
        "gamma-poisson",
        "krympt kvot",
        "shrunken ratio",
        shrunken.shrunken_ratios,
        "Gamma(O + mw) / (E + w); mean m and worth w by maximum likelihood over units",
        "As for proportions, for ratios and rates.",
        "Clayton and Kaldor, Biometrics 1987; 43: 671-681",
        "statsmodels (negative binomial); scipy (gamma)",
    ),
)
"""All of them, in the order of the manual."""
