"""Says what came of an indicator: a value with its unit, its interval and its decimals; of which unit, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dagmar.indicator.cutting import WHOLE, last_day
from dagmar.indicator.definition import Indicator
from dagmar.indicator.results import Told
from dagmar.register.definition import Register
from dagmar.register.units import Units
from dagmar.words.amounts import NBSP, Lang, decimal, number

_DECIMALS: Mapping[str, int] = {"proportion": 1, "rate": 1, "ratio": 2, "mean": 1, "quantile": 1}


def figure(value: float | None, indicator: Indicator, lang: Lang) -> str:
    """The value with its decimals: `71,4`; a dash where there is none."""
    if value is None:
        return "–"
    return decimal(value, max(_DECIMALS[indicator.kind], indicator.decimals), lang)


def interval(low: float | None, high: float | None, indicator: Indicator, lang: Lang) -> str:
    """Both limits: `65,8–76,4`; nothing where neither is known."""
    if low is None and high is None:
        return ""
    return f"{figure(low, indicator, lang)}–{figure(high, indicator, lang)}"


def unit_words(indicator: Indicator, register: Register, lang: Lang) -> str:
    """What the values are told in: `per cent`, `median, days`."""
    sv = lang == "sv"
    match indicator.kind:
        case "proportion" if indicator.per == 100:
            return "procent" if sv else "per cent"
        case "proportion" | "rate":
            return f"per {number(indicator.per)}"
        case "ratio":
            return "observerat mot förväntat" if sv else "observed over expected"
        case "mean":
            return ("medelvärde" if sv else "mean") + _of_value(indicator, register, lang)
        case _:
            share = float(indicator.quantile or 0) * 100
            percent = f"{share:g}{NBSP}%"
            words = "median" if share == 50 else f"{percent} ligger under" if sv else f"{percent} lie below"
            return words + _of_value(indicator, register, lang)


def unit_name(unit: str, period: str, units: Units, lang: Lang) -> str:
    """What a unit was called at the end of a period; the country by its own word."""
    if unit == WHOLE:
        return "Hela landet" if lang == "sv" else "The whole country"
    return units.name_on(unit, last_day(period))


def months_lacking(told: Told, periods: Iterable[str], lang: Lang) -> str:
    """Which of some periods lack months: `2025: 5 of 12 months`; nothing where all are whole."""
    of = "av" if lang == "sv" else "of"
    months = "månader" if lang == "sv" else "months"
    lacking = [(each, *told.partial[each]) for each in sorted({*periods}) if each in told.partial]
    return "; ".join(f"{each}: {there} {of} {whole} {months}" for each, there, whole in lacking)


def _of_value(indicator: Indicator, register: Register, lang: Lang) -> str:
    """The unit of the value, after a comma: days between two days, or that of the variable."""
    value = (indicator.value or "").strip()
    if value.startswith("days"):
        return ", dagar" if lang == "sv" else ", days"
    unit = next((each.unit for each in register.variables if each.id == value), None)
    return f", {_UNITS.get(unit, unit) if lang == 'sv' else unit}" if unit else ""


_UNITS: Mapping[str, str] = {"days": "dagar", "hours": "timmar", "years": "år", "weeks": "veckor", "months": "månader"}
"""The units of the catalogue's variables in Swedish; those that are the same in both, such as `kg`, are not here."""
