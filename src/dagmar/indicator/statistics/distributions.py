"""Quantiles and logarithms of the usual distributions, from scipy, which is loaded when one is first asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dagmar.indicator.statistics.estimates import Floats


def normal_quantile(probability: float) -> float:
    """Below this lies so much of the standard normal distribution."""
    from scipy import special

    return float(special.ndtri(probability))


def t_quantile(freedom: Floats, probability: float) -> Floats:
    """Below this lies so much of Student's distribution with these degrees of freedom; nan where they are none."""
    from scipy import special

    found: Floats = special.stdtrit(np.where(freedom > 0, freedom, np.nan), probability)
    return found


def gamma_quantile(shape: Floats, probability: float) -> Floats:
    """Below this lies so much of the gamma distribution of scale 1; half of chi-square with twice as many degrees."""
    from scipy import special

    found: Floats = special.gammaincinv(shape, probability)
    return found


def gamma_quantile_above(shape: Floats, probability: float) -> Floats:
    """Above this lies so much of the gamma distribution of scale 1."""
    from scipy import special

    found: Floats = special.gammainccinv(shape, probability)
    return found


def beta_quantile(first: Floats, second: Floats, probability: float) -> Floats:
    """Below this lies so much of the beta distribution."""
    from scipy import special

    found: Floats = special.betaincinv(first, second, probability)
    return found


def binomial_at_most(count: Floats, trials: Floats, chance: ArrayLike) -> Floats:
    """How likely so many successes, or fewer, are; 0 for a count below 0."""
    from scipy import special

    known = np.clip(count, 0, trials)
    found: Floats = special.betaincc(known + 1, np.maximum(trials - known, 0), chance)
    return np.where(count < 0, 0.0, np.where(count >= trials, 1.0, found))


def binomial_quantile(probability: float, trials: Floats, chance: ArrayLike) -> Floats:
    """The fewest successes of which so many, or fewer, are at least this likely.

    scipy inverts the distribution as if counts were broken numbers; one step down or up then makes it exact.
    """
    from scipy import special

    near: Floats = np.ceil(special.bdtrik(probability, trials, chance))
    near = np.clip(np.where(np.isnan(near), 0.0, near), 0, trials)
    near = np.where(binomial_at_most(near - 1, trials, chance) >= probability, near - 1, near)
    near = np.where(binomial_at_most(near, trials, chance) < probability, near + 1, near)
    return np.clip(near, 0, trials)


def log_gamma(number: Floats) -> Floats:
    """The logarithm of the gamma function."""
    from scipy import special

    found: Floats = special.gammaln(number)
    return found


def log_beta(first: Floats, second: Floats) -> Floats:
    """The logarithm of the beta function."""
    from scipy import special

    found: Floats = special.betaln(first, second)
    return found
