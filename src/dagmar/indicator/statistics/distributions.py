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

    From where the normal distribution, bent for skewness (Cornish and Fisher 1938), says that it lies: a step or two
    up or down then make it exact.
    """
    n, p = np.broadcast_arrays(trials, np.asarray(chance, dtype=np.float64))
    z = normal_quantile(probability)
    count: Floats = np.clip(np.floor(n * p + z * np.sqrt(n * p * (1 - p)) + (z**2 - 1) * (1 - 2 * p) / 6), 0, n)
    while (low := binomial_at_most(count, n, p) < probability).any():
        count = count + low
    while (high := binomial_at_most(count - 1, n, p) >= probability).any():
        count = count - high
    return count


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
