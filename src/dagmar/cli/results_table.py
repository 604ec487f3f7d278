"""The results of indicators as tables for people: newest period first, the country last in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from dagmar.cli.command import Both, Call, pick
from dagmar.cli.output import Column, put_rows
from dagmar.indicator.cells import band_text
from dagmar.indicator.cutting import WHOLE
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.results import Result, Told
from dagmar.register.definition import Register
from dagmar.register.units import Units
from dagmar.words.amounts import Lang, decimal, number
from dagmar.words.conditions import said_in
from dagmar.words.results import figure, interval, months_lacking, unit_name, unit_words


def put_results(
    call: Call, indicator: Indicator, told: Told, found: IndicatorSet, register: Register, units: Units
) -> None:
    """Print the results of an indicator under its name."""
    lang = call.lang
    results = [each for each in told.results if each.indicator == indicator.id]
    click.echo(f"\n{indicator.id}: {said_in(indicator.name, lang)} ({unit_words(indicator, register, lang)})")
    if not results:
        click.echo(pick(lang, ("Inga rader.", "No rows.")))
        return
    by_sex, by_age = (any(getattr(each, name) is not None for each in results) for name in ("sex", "band"))
    targets = {str(each.id): said_in(each.name, lang) for each in indicator.targets}
    columns = [
        Column("period", ("Period", "Period")),
        Column("recipient", ("Enhet", "Unit")),
        Column("sex", ("Kön", "Sex") if by_sex else None),
        Column("age", ("Ålder", "Age") if by_age else None),
        Column("cases", _CASES.get(indicator.kind), "count"),
        Column("of", _OF.get(indicator.kind, ("Antal", "Count")), "count"),
        Column("value", ("Värde", "Value"), "count"),
        Column("interval", ("Intervall", "Interval"), "count"),
        Column("reached", ("Når", "Reaches") if targets else None),
    ]
    rows = [
        (
            f"{each.period}{'*' if each.period in told.partial else ''}",
            unit_name(each.unit, each.period, units, lang),
            _sex(each.sex, register, lang),
            "" if each.band is None else band_text(each.band, found.ages),
            "" if each.numerator is None else number(round(each.numerator)),
            decimal(each.denominator, 1, lang) if indicator.kind == "ratio" else number(round(each.denominator)),
            figure(each.value, indicator, lang),
            interval(each.low, each.high, indicator, lang),
            targets.get(each.reached or "", ""),
        )
        for each in _in_order(results)
    ]
    put_rows(columns, rows, "table", lang)
    if lacking := months_lacking(told, (each.period for each in results), lang):
        click.echo(f" * {lacking}")


_CASES: Mapping[str, Both] = {
    "proportion": ("Fall", "Cases"),
    "rate": ("Händelser", "Events"),
    "ratio": ("Observerat", "Observed"),
}
_OF: Mapping[str, Both] = {
    "proportion": ("Av", "Of"),
    "rate": ("Exponering", "Exposure"),
    "ratio": ("Förväntat", "Expected"),
}


def _in_order(results: Iterable[Result]) -> list[Result]:
    """The newest period first; in it the units, and last the whole."""
    whole_last = sorted(results, key=lambda each: each.unit == WHOLE)
    return sorted(whole_last, key=lambda each: each.period, reverse=True)


def _sex(code: str | None, register: Register, lang: Lang) -> str:
    variable = next((each for each in register.variables if each.id == register.roles.sex), None)
    words = (variable.values or {}).get(code or "") if variable else None
    return said_in(words, lang) if words else code or ""
