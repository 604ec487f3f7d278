"""Says a value of an indicator: with its unit, its interval, and as many decimals as it bears."""

from __future__ import annotations

from collections.abc import Mapping

from dagmar.indicator.definition import Indicator
from dagmar.words.amounts import NBSP, Lang, number

_DECIMALS: Mapping[str, int] = {"proportion": 1, "rate": 1, "ratio": 2, "mean": 1, "quantile": 0}


def figure(value: float | None, indicator: Indicator, lang: Lang) -> str:
    """The value with its decimals: `71,4`; a dash where there is none."""
    if value is None:
        return "–"
    places = _places(indicator)
    whole, _, rest = f"{abs(value):.{places}f}".partition(".")
    sign = "−" if value < 0 and float(f"{value:.{places}f}") else ""
    mark = "," if lang == "sv" else "."
    return f"{sign}{number(int(whole))}{mark + rest if rest else ''}"


def interval(low: float | None, high: float | None, indicator: Indicator, lang: Lang) -> str:
    """Both limits: `65,8–76,4`; nothing where neither is known."""
    if low is None and high is None:
        return ""
    return f"{figure(low, indicator, lang)}–{figure(high, indicator, lang)}"


def unit_words(indicator: Indicator, lang: Lang) -> str:
    """What the values are told in."""
    sv = lang == "sv"
    match indicator.kind:
        case "proportion" if indicator.per == 100:
            return "procent" if sv else "per cent"
        case "proportion" | "rate":
            return f"per {number(indicator.per)}"
        case "ratio":
            return "observerat mot förväntat" if sv else "observed over expected"
        case "mean":
            return "medelvärde" if sv else "mean"
        case _:
            share = float(indicator.quantile or 0) * 100
            percent = f"{share:g}{NBSP}%"
            return "median" if share == 50 else f"{percent} ligger under" if sv else f"{percent} lie below"


def _places(indicator: Indicator) -> int:
    return max(_DECIMALS[indicator.kind], indicator.decimals)
