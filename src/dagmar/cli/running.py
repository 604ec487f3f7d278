"""`dagmar indicator run`: the indicators of a register, counted and told with their intervals."""

from __future__ import annotations

import csv
import difflib
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click
import polars as pl

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.database import Month
from dagmar.cli.indicating import indicator_of, sound_indicators
from dagmar.cli.keeping import known_units, store_of
from dagmar.cli.output import Column, note, put_json, put_rows
from dagmar.indicator.cells import band_text
from dagmar.indicator.cutting import LEVELS, PERIODS, WHOLE, Cut, last_day
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.engines import Engine
from dagmar.indicator.results import Result, Told, tell
from dagmar.register.definition import Register
from dagmar.register.units import Units
from dagmar.words.amounts import Lang, counted, number
from dagmar.words.conditions import said_in
from dagmar.words.result_charts import Point, Series, indicator_chart
from dagmar.words.results import figure, interval, unit_words

_MACHINE = (
    Column("register", None),
    Column("version", None),
    Column("indicator", None),
    Column("name", None),
    Column("period", None),
    Column("missing_months", None),
    Column("unit", None),
    Column("unit_name", None),
    Column("sex", None),
    Column("age", None),
    Column("numerator", None),
    Column("denominator", None),
    Column("value", None),
    Column("low", None),
    Column("high", None),
    Column("confidence", None),
    Column("method", None),
    Column("per", None),
    Column("reached", None),
    Column("persons", None),
)


@command(
    "run",
    (
        "Räkna indikatorerna i ett register och visa dem med intervall.\n\n"
        "Månader som räknats förut räknas inte om. Hela landet visas alltid bredvid enheterna.",
        "Count the indicators of a register and show them with their intervals.\n\n"
        "Months that were counted before are not counted again. The whole country is always shown beside the units.",
    ),
    "dagmar indicator run waiting-times --level region --period year",
)
@click.argument("name", metavar="SET|FILE.yaml")
@option(
    "--indicator",
    "only",
    multiple=True,
    metavar="ID",
    words=("Bara den här; kan upprepas.", "Only this one; may be repeated."),
)
@option(
    "--level",
    type=click.Choice(LEVELS),
    default="region",
    show_default=True,
    words=("Vilka enheter som visas.", "Which units are shown."),
)
@option(
    "--unit",
    "chosen_units",
    multiple=True,
    metavar="UNIT",
    words=(
        "Bara den här enheten, med id eller namn; kan upprepas.",
        "Only this unit, by id or name; may be repeated.",
    ),
)
@option(
    "--period",
    type=click.Choice(PERIODS),
    default="year",
    show_default=True,
    words=("Perioder; `rolling-12` är tolv månader i taget.", "Periods; `rolling-12` is twelve months at a time."),
)
@option("--from", "first", type=Month(), default=None, words=("Från och med månaden.", "From this month on."))
@option("--to", "last", type=Month(), default=None, words=("Till och med månaden.", "To this month, included."))
@option(
    "--by",
    "by",
    type=click.Choice(("sex", "age")),
    multiple=True,
    words=("Dela upp på kön eller ålder.", "Split by sex or age."),
)
@option(
    "--confidence",
    type=click.FloatRange(50, 99.9),
    default=95.0,
    show_default=True,
    words=("Intervallens konfidensgrad, procent.", "The confidence of the intervals, per cent."),
)
@option(
    "--engine",
    type=click.Choice(("rank", *get_args(Engine))),
    default="rank",
    show_default=True,
    words=(
        "Vad som räknar: `rank`, som behåller det räknade, eller en motor som ger samma tal.",
        "What counts: `rank`, which keeps what it counted, or an engine that gives the same numbers.",
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    words=("Skriv också en fil: .csv, .json eller .parquet.", "Write a file too: .csv, .json or .parquet."),
)
@option(
    "--chart",
    type=click.Path(path_type=Path),
    default=None,
    words=(
        "Rita en bild (SVG) av en indikator: enheterna i den sista perioden, eller landet över tid.",
        "Draw a picture (SVG) of one indicator: the units in the last period, or the country over time.",
    ),
)
def run(
    call: Call,
    name: str,
    only: Sequence[str],
    level: Any,
    chosen_units: Sequence[str],
    period: Any,
    first: date | None,
    last: date | None,
    by: Sequence[Any],
    confidence: float,
    engine: Any,
    out: Path | None,
    chart: Path | None,
) -> None:
    """Print the results."""
    found, register = sound_indicators(name)
    chosen = [indicator_of(found, each) for each in only] or list(found.indicators)
    _refuse(out, chart, chosen, by)
    units, cut = known_units(), Cut(level, period, tuple(dict.fromkeys(by)), first, last)
    began = time.monotonic()
    with _Progress(call) as progress:
        told = tell(
            store_of(register),
            found,
            units,
            cut,
            only=only,
            level=confidence / 100,
            engine=None if engine == "rank" else engine,
            progress=progress.tell,
        )
    if isinstance(told, Problem):
        raise ProblemsFound([told])
    told = _of_units(told, chosen_units, units, cut.level, call.lang)
    note(pick(call.lang, _came_of(told, register, time.monotonic() - began)))
    for each in chosen:
        if left := [name for name in cut.by if name not in each.by]:
            note(pick(call.lang, _not_split(each, left)))
    if told.results and cut.level != "country" and all(each.unit == WHOLE for each in told.results):
        note(pick(call.lang, _NO_UNITS[cut.level]))
    rows = [_row(each, found, units, told, confidence, call.lang) for each in told.results]
    if call.form == "json":
        put_json(_objects(rows))
    elif call.form == "table" and not told.rows:
        note(pick(call.lang, _NO_ROWS).format(register.id))
    elif call.form == "table":
        for each in chosen:
            _put_table(call, each, told, found, register, units)
    else:
        put_rows(_MACHINE, rows, call.form, call.lang)
    if out:
        _write(out, rows)
    if chart:
        picture = _chart(chosen[0], told, register, units, cut, call)
        if picture is None:
            note(pick(call.lang, ("Det finns inget att rita; ingen fil skrevs.", "There is nothing to draw; no file.")))
            return
        with _whole(chart) as half:
            half.write_text(picture, encoding="utf-8")
        note(pick(call.lang, (f"Bilden är ritad: {chart}", f"The picture is drawn: {chart}")))


_NO_UNITS: Mapping[str, Both] = {
    level: (
        f"Ingen rad hör till {swedish} enligt tabellen över enheter, så bara hela landet visas.",
        f"No row belongs to {english} by the table of units, so the whole country alone is shown.",
    )
    for level, swedish, english in (
        ("unit", "en enhet", "a unit"),
        ("hospital", "ett sjukhus", "a hospital"),
        ("municipality", "en kommun", "a municipality"),
        ("region", "en region", "a region"),
    )
}
_NO_ROWS: Both = (
    "Registret är tomt. Läs in rader: dagmar register load {} FIL",
    "The register is empty. Load rows: dagmar register load {} FILE",
)


def _not_split(indicator: Indicator, by: Sequence[str]) -> Both:
    swedish = " och ".join({"sex": "kön", "age": "ålder"}[name] for name in by)
    english = " or ".join(by)
    return (
        f"{indicator.id} delas inte upp på {swedish} (nyckeln `by`).",
        f"{indicator.id} is not split by {english} (its key `by`).",
    )


def _of_units(told: Told, chosen: Sequence[str], units: Units, level: str, lang: Lang) -> Told:
    """What is told of some units, and of the country; raises ProblemsFound for one of which nothing is."""
    if not chosen:
        return told
    names = {each.unit: _name(each.unit, each.period, units, lang) for each in told.results if each.unit != WHOLE}
    known = (*names, *names.values())
    problems = [
        problem(Code.UNIT_NOT_SHOWN, text=each, level=level, near=tuple(difflib.get_close_matches(each, known, n=1)))
        for each in chosen
        if each not in known
    ]
    if problems:
        raise ProblemsFound(problems)
    kept = {unit for unit, name in names.items() if unit in chosen or name in chosen} | {WHOLE}
    return replace(told, results=tuple(each for each in told.results if each.unit in kept))


def _refuse(out: Path | None, chart: Path | None, chosen: Sequence[Indicator], by: Sequence[str]) -> None:
    """What cannot be written is said before anything is counted."""
    problems = []
    if out and out.suffix not in _FORMS:
        problems.append(problem(Code.UNKNOWN_FORM, known=_FORMS).at(Place(str(out))))
    if chart and chart.suffix != ".svg":
        problems.append(problem(Code.UNKNOWN_FORM, known=(".svg",)).at(Place(str(chart))))
    if chart and by:
        problems.append(problem(Code.CHART_NOT_SPLIT))
    problems += [
        problem(Code.NO_SUCH_FOLDER).at(Place(str(path))) for path in (out, chart) if path and not path.parent.is_dir()
    ]
    problems += [problem(Code.FILE_EXISTS).at(Place(str(path))) for path in (out, chart) if path and path.exists()]
    if chart and len(chosen) > 1:
        problems.append(problem(Code.ONE_INDICATOR_A_CHART, known=tuple(each.id for each in chosen)))
    if problems:
        raise ProblemsFound(problems)


def _came_of(told: Told, register: Register, seconds: float) -> Both:
    made_up = {
        "made-up": (" Alla personer är påhittade.", " All persons are made up."),
        "mixed": (" Några personer är påhittade.", " Some persons are made up."),
        "real": ("", ""),
    }[told.persons]
    swedish = counted(told.rows, ("rad", "rader"), ("row", "rows"), "sv")
    english = counted(told.rows, ("rad", "rader"), ("row", "rows"), "en")
    took = f"{seconds:.1f}"
    return (
        f"{register.id}: {swedish} i {told.months} månader; {told.counted} månader räknades nu, på "
        f"{took.replace('.', ',')} s."
        f"{made_up[0]}",
        f"{register.id}: {english} in {told.months} months; {told.counted} months counted now, in {took} "
        f"s.{made_up[1]}",
    )


# For people


def _put_table(
    call: Call,
    indicator: Indicator,
    told: Told,
    found: IndicatorSet,
    register: Register,
    units: Units,
) -> None:
    """The results of an indicator under its name: newest period first, the country last in each."""
    lang = call.lang
    results = [each for each in told.results if each.indicator == indicator.id]
    click.echo(f"\n{indicator.id}: {said_in(indicator.name, lang)} ({unit_words(indicator, register, lang)})")
    if not results:
        click.echo(pick(lang, ("Inga rader ännu.", "No rows yet.")))
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
            _name(each.unit, each.period, units, lang),
            _sex(each.sex, register, lang),
            "" if each.band is None else band_text(each.band, found.ages),
            "" if each.numerator is None else number(round(each.numerator)),
            _expected(each.denominator, lang) if indicator.kind == "ratio" else number(round(each.denominator)),
            figure(each.value, indicator, lang),
            interval(each.low, each.high, indicator, lang),
            targets.get(each.reached or "", ""),
        )
        for each in _in_order(results)
    ]
    put_rows(columns, rows, "table", lang)
    if partial := _partial(told, results, lang):
        click.echo(f" * {partial}")


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


def _partial(told: Told, results: Sequence[Result], lang: Lang) -> str:
    """What is said of periods that are not whole, if any is not."""
    said = {each: told.partial[each] for each in sorted({one.period for one in results}) if each in told.partial}
    words = ("{}: {} av {} månader", "{}: {} of {} months")
    return "; ".join(pick(lang, words).format(period, there, of) for period, (there, of) in said.items())


def _expected(value: float, lang: Lang) -> str:
    whole, _, tenth = f"{value:.1f}".partition(".")
    return f"{number(int(whole))}{',' if lang == 'sv' else '.'}{tenth}"


def _in_order(results: Iterable[Result]) -> list[Result]:
    """The newest period first; in it the units, and last the whole."""
    ordered = sorted(results, key=lambda each: each.period, reverse=True)
    periods = [list(group) for _, group in groupby(ordered, key=lambda each: each.period)]
    return [each for group in periods for each in sorted(group, key=lambda one: one.unit == WHOLE)]


def _name(unit: str, period: str, units: Units, lang: Lang) -> str:
    """What a unit was called at the end of the period; the country by its own word."""
    return pick(lang, ("Hela landet", "The whole country")) if unit == WHOLE else units.name_on(unit, last_day(period))


def _sex(code: str | None, register: Register, lang: Lang) -> str:
    variable = next((each for each in register.variables if each.id == register.roles.sex), None)
    words = (variable.values or {}).get(code or "") if variable else None
    return said_in(words, lang) if words else code or ""


# For machines


def _row(
    result: Result, found: IndicatorSet, units: Units, told: Told, confidence: float, lang: Lang
) -> tuple[Any, ...]:
    """A result in the order of _MACHINE, with numbers as numbers and None where there is none."""
    indicator = next(each for each in found.indicators if each.id == result.indicator)
    age = band_text(result.band, found.ages) if result.band is not None else None
    per = indicator.per if indicator.kind in ("proportion", "rate") else 1
    figures = [_exact(each) for each in (result.numerator, result.denominator, result.value, result.low, result.high)]
    unit = "country" if result.unit == WHOLE else result.unit
    what = (found.register, found.version, result.indicator, said_in(indicator.name, lang))
    there, of = told.partial.get(result.period, (0, 0))
    whom = (unit, _name(result.unit, result.period, units, lang), result.sex, age)
    return (
        *what,
        result.period,
        of - there,
        *whom,
        *figures,
        confidence / 100,
        result.method,
        per,
        result.reached,
        told.persons,
    )


def _exact(value: float | None) -> int | float | None:
    """A whole number without decimals, another to twelve digits."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(f"{value:.12g}")


def _objects(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [{column.key: value for column, value in zip(_MACHINE, row, strict=True)} for row in rows]


def _frame(rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """The rows with their types."""
    numbers = dict.fromkeys(("numerator", "denominator", "value", "low", "high", "confidence"), pl.Float64)
    whole = dict.fromkeys(("version", "missing_months", "per"), pl.Int64)
    schema = {column.key: (numbers | whole).get(column.key, pl.String) for column in _MACHINE}
    return pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None)


def _write(out: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write the results in the form that the file's name says; what has a text only is typed in Parquet."""
    with _whole(out) as half:
        match out.suffix:
            case ".parquet":
                _frame(rows).write_parquet(half)
            case ".json":
                half.write_text(json.dumps(_objects(rows), ensure_ascii=False, indent=1), encoding="utf-8")
            case _:
                with half.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows([[column.key for column in _MACHINE], *rows])


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Another file to write to: it becomes this one when all is written, and is taken away where that fails."""
    half = path.with_name(f".{path.name}.half")
    try:
        yield half
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


_FORMS = (".csv", ".json", ".parquet")


# The picture


def _chart(indicator: Indicator, told: Told, register: Register, units: Units, cut: Cut, call: Call) -> str | None:
    """The country over time where units are not told apart, else the units of the last period.

    None where there is nothing to draw.
    """
    results = [each for each in told.results if each.value is not None and each.sex is None and each.band is None]
    if cut.level == "country":
        points = [Point(each.period, each.value or 0, each.low, each.high) for each in results]
        series = Series(points, None, over_time=True, period="")
    else:
        last = max((each.period for each in results), default="")
        there = [each for each in results if each.period == last]
        whole = next((each.value for each in there if each.unit == WHOLE), None)
        points = [
            Point(_name(each.unit, each.period, units, call.lang), each.value or 0, each.low, each.high)
            for each in there
            if each.unit != WHOLE
        ]
        series = Series(points, whole, over_time=False, period=_partial(told, there, call.lang) or last)
    if not points:
        return None
    return indicator_chart(indicator, register, series, call.lang, made_up=told.persons != "real")


class _Progress:
    """Tells on a terminal how many months are counted."""

    def __init__(self, call: Call) -> None:
        self.call, self.shown = call, False

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: Iterable[object]) -> None:
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)

    def tell(self, done: int, of: int) -> None:
        """So many months are counted, of so many."""
        if sys.stderr.isatty():
            self.shown = True
            words = pick(self.call.lang, (f"{done} av {of} månader räknade", f"{done} of {of} months counted"))
            click.echo(f"\r\033[K{words}", err=True, nl=False)
