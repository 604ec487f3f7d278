"""Shrunken estimates: a small unit is drawn towards what all units have in common, a large one hardly at all.

How much units differ is learnt from all of them, by maximum likelihood; then each is judged by its own data in that
light (empirical Bayes). Intervals hold over units, not for each one, and take what was learnt as known: with fewer than
some twenty units they are too narrow. Carlin and Louis, Bayes and empirical Bayes methods, 2000, chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dagmar.indicator.statistics.distributions import (
    beta_quantile,
    gamma_quantile,
    gamma_quantile_above,
    log_beta,
    log_gamma,
)
from dagmar.indicator.statistics.estimates import LEVEL, Estimates, Floats, amounts, ratio, tail
from dagmar.indicator.statistics.proportions import cases_of

_SIZES = (-2.0, 23.0)
"""Between these the logarithm of `worth` is looked for: from next to nothing in common to next to all."""


@dataclass(frozen=True, slots=True)
class Common:
    """What units have in common: their mean, and how many persons (or expected events) of their own it is worth.

    Infinite where units differ no more than by chance: then all get the mean. nan, both, where nothing can be learnt:
    with fewer than two units, or where nobody has what is counted, or everybody.
    """

    mean: float
    worth: float


def proportions_in_common(cases: ArrayLike, of: ArrayLike) -> Common:
    """What proportions have in common, as the beta distribution that they are drawn from."""
    x, n = _known(*cases_of(cases, of))
    if n.size < 2 or x.sum() in (0, n.sum()):
        return Common(np.nan, np.nan)
    mean = float(x.sum() / n.sum())
    # Tarone, Biometrika 1979; 66: 585-590: the slope of the likelihood where units do not differ.
    if ((x - n * mean) ** 2).sum() / (mean * (1 - mean)) <= n.sum():
        return Common(mean, np.inf)

    def surprise(logit: float, size: float) -> float:
        share, worth = 1 / (1 + np.exp(-logit)), np.exp(size)
        a, b = share * worth, (1 - share) * worth
        return float((log_beta(np.asarray(a), np.asarray(b)) - log_beta(x + a, n - x + b)).sum())

    logit, size = _least(surprise, np.log(mean / (1 - mean)), np.log(n.mean()))
    return Common(float(1 / (1 + np.exp(-logit))), float(np.exp(size)))


def ratios_in_common(events: ArrayLike, expected: ArrayLike) -> Common:
    """What ratios have in common, as the gamma distribution that they are drawn from; for rates too, by exposure."""
    x, e = _known(amounts(events, "events"), amounts(expected, "expected events"))
    if e.size < 2 or x.sum() == 0:
        return Common(np.nan, np.nan)
    mean = float(x.sum() / e.sum())
    # Dean, J Am Stat Assoc 1992; 87: 451-457: the slope of the likelihood where units do not differ.
    if ((x - e * mean) ** 2).sum() <= x.sum():
        return Common(mean, np.inf)

    def surprise(log_mean: float, size: float) -> float:
        worth = np.exp(size)
        a = np.exp(log_mean) * worth
        likely = log_gamma(x + a) - log_gamma(np.asarray(a)) - a * np.log1p(e / worth) - x * np.log(e + worth)
        return float(-likely.sum())

    log_mean, size = _least(surprise, np.log(mean), np.log(e.mean()))
    return Common(float(np.exp(log_mean)), float(np.exp(size)))


def shrunken_proportions(cases: ArrayLike, of: ArrayLike, common: Common, level: float = LEVEL) -> Estimates:
    """Each proportion, drawn towards what all have in common, with its credible interval; nan where there is nobody.

    `common` comes from `proportions_in_common` of the same units, or of the group that they are held against.
    """
    x, n = cases_of(cases, of)
    if np.isinf(common.worth):
        return _all_alike(common.mean, (n > 0) & ~np.isnan(x))
    a, b = x + common.mean * common.worth, n - x + (1 - common.mean) * common.worth
    half = tail(level)
    made = Estimates(a / (a + b), beta_quantile(a, b, half), beta_quantile(a, b, 1 - half))
    return made.where((n > 0) & ~np.isnan(x))


def shrunken_ratios(events: ArrayLike, expected: ArrayLike, common: Common, level: float = LEVEL) -> Estimates:
    """Each ratio, drawn towards what all have in common, with its credible interval; nan where nothing was expected.

    `common` comes from `ratios_in_common` of the same units, or of the group that they are held against.
    """
    x, e = np.broadcast_arrays(amounts(events, "events"), amounts(expected, "expected events"))
    if np.isinf(common.worth):
        return _all_alike(common.mean, (e > 0) & ~np.isnan(x))
    a, b = x + common.mean * common.worth, e + common.worth
    half = tail(level)
    made = Estimates(ratio(a, b), gamma_quantile(a, half) / b, gamma_quantile_above(a, half) / b)
    return made.where((e > 0) & ~np.isnan(x))


def _known(x: Floats, size: Floats) -> tuple[Floats, Floats]:
    """The parts of the units that have any size, in one row."""
    x, size = np.broadcast_arrays(x, size)
    known = (size > 0) & ~np.isnan(x)
    return x[known], size[known]


def _all_alike(mean: float, known: NDArray[np.bool_]) -> Estimates:
    return Estimates(*(np.full(known.shape, mean) for _ in range(3))).where(known)


def _least(surprise: Callable[[float, float], float], start: float, size: float) -> tuple[float, float]:
    """Where the surprise is least. The same steps each time: nothing is drawn by chance."""
    from scipy import optimize

    found = optimize.minimize(
        lambda at: surprise(*at),
        (start, size),
        method="Nelder-Mead",
        bounds=((start - 10, start + 10), _SIZES),
        options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 2_000},
    )
    return float(found.x[0]), float(found.x[1])
