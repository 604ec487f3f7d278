"""`dagmar indicator run`: the indicators of a register, counted and told with their intervals."""

from __future__ import annotations

import difflib
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.database import Month
from dagmar.cli.indicating import indicator_of, sound_indicators
from dagmar.cli.keeping import known_units, store_of
from dagmar.cli.output import note, put_json, put_rows, whole_file
from dagmar.cli.results_file import COLUMNS, FORMS, machine_row, objects_of, write_rows
from dagmar.cli.results_picture import picture_of
from dagmar.cli.results_table import put_results
from dagmar.indicator.cutting import LEVELS, PERIODS, WHOLE, Cut
from dagmar.indicator.definition import Indicator
from dagmar.indicator.engines import Engine
from dagmar.indicator.results import Told, tell
from dagmar.register.definition import Register
from dagmar.register.units import Units
from dagmar.words.amounts import Lang, counted, decimal
from dagmar.words.results import unit_name


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
    words=("Skriv också en fil: .csv, .json, .parquet, .xlsx.", "Write a file too: .csv, .json, .parquet, .xlsx."),
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
    chosen = [indicator_of(found, each) for each in dict.fromkeys(only)] or list(found.indicators)
    units, cut = known_units(), Cut(level, period, tuple(dict.fromkeys(by)), first, last)
    _refuse(out, chart, chosen, cut)
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
    seconds = time.monotonic() - began
    remarks = list(_remarks(told, chosen, cut, register))
    told, without_rows = _of_units(told, chosen_units, units, cut, call.lang)
    for words in (_came_of(told, register, seconds), *remarks, *without_rows):
        note(pick(call.lang, words))
    rows = [machine_row(each, found, units, told, confidence, call.lang) for each in told.results]
    if call.form == "json":
        put_json(objects_of(rows))
    elif call.form != "table":
        put_rows(COLUMNS, rows, call.form, call.lang)
    elif told.results:
        for each in chosen:
            put_results(call, each, told, found, register, units)
    if out:
        write_rows(out, rows)
        note(pick(call.lang, _written(out, len(rows))))
    if chart:
        _draw(chart, picture_of(chosen[0], told, register, units, cut, call.lang), call.lang)


_LANGS: tuple[Lang, Lang] = ("sv", "en")

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
_NOBODY: Both = (
    "Ingen rad ingår: se efter `population`, `denominator` och `exclusions` med dagmar indicator explain.",
    "No row is included: look at `population`, `denominator` and `exclusions` with dagmar indicator explain.",
)
_NO_MONTHS: Both = (
    "Inga rader i de månader som valts; registret har rader från {} till {}.",
    "No rows in the months that were chosen; the register has rows from {} to {}.",
)


def _remarks(told: Told, chosen: Sequence[Indicator], cut: Cut, register: Register) -> Iterator[Both]:
    """Why there is less than was asked for."""
    for each in chosen:
        if left := [name for name in cut.by if name not in each.by]:
            yield _not_split(each, left)
    if not told.held:
        yield _NO_ROWS[0].format(register.id), _NO_ROWS[1].format(register.id)
    elif not cut.months(told.held):
        first, last = told.held[0], told.held[-1]
        yield _NO_MONTHS[0].format(first, last), _NO_MONTHS[1].format(first, last)
    elif not told.results:
        yield _NOBODY
    elif cut.level != "country" and all(each.unit == WHOLE for each in told.results):
        yield _NO_UNITS[cut.level]


def _written(path: Path, rows: int) -> Both:
    sv, en = (counted(rows, ("rad", "rader"), ("row", "rows"), lang) for lang in _LANGS)
    return f"Filen är skriven: {path} ({sv})", f"The file is written: {path} ({en})"


def _draw(path: Path, picture: str | None, lang: Lang) -> None:
    if picture is None:
        note(pick(lang, ("Det finns inget att rita; ingen fil skrevs.", "There is nothing to draw; no file.")))
        return
    with whole_file(path) as half:
        half.write_text(picture, encoding="utf-8")
    note(pick(lang, (f"Bilden är ritad: {path}", f"The picture is drawn: {path}")))


def _not_split(indicator: Indicator, by: Sequence[str]) -> Both:
    swedish = " och ".join({"sex": "kön", "age": "ålder"}[name] for name in by)
    english = " or ".join(by)
    return (
        f"{indicator.id} delas inte upp på {swedish} (nyckeln `by`).",
        f"{indicator.id} is not split by {english} (its key `by`).",
    )


def _of_units(told: Told, chosen: Sequence[str], units: Units, cut: Cut, lang: Lang) -> tuple[Told, list[Both]]:
    """What is told of some units, and of the country, and which of them have no rows.

    Raises ProblemsFound for one that there is not, or not at the level.
    """
    if not chosen:
        return told, []
    shown = [each for each in told.results if each.unit != WHOLE]
    named = {each.unit: each.unit for each in shown}
    named |= {unit_name(each.unit, each.period, units, lang): each.unit for each in shown}
    levels = _levels(units)
    if problems := [_no_unit(each, named, levels, cut) for each in chosen if not _is_there(each, named, levels, cut)]:
        raise ProblemsFound(problems)
    kept = {WHOLE, *(named[each] for each in chosen if each in named)}
    results = tuple(each for each in told.results if each.unit in kept)
    none = [(f"{each}: inga rader att räkna.", f"{each}: no rows to count.") for each in chosen if each not in named]
    return replace(told, results=results), none


def _levels(units: Units) -> Mapping[str, set[str]]:
    """The levels at which each unit or party is told, by its id and by each name that it ever had, the last first."""
    found: dict[str, set[str]] = {}
    for span in (each for spans in units.spans.values() for each in spans):
        for name in (span.unit, span.name):
            found.setdefault(name, {"unit"}).update({span.kind} & {*LEVELS})
    for party in units.parties.by_id.values():
        if party.kind in LEVELS:
            for name in (party.id, *(each.name for each in reversed(party.names))):
                found.setdefault(name, set()).add(party.kind)
    return found


def _is_there(unit: str, named: Mapping[str, str], levels: Mapping[str, set[str]], cut: Cut) -> bool:
    return unit in named or cut.level in levels.get(unit, ())


def _no_unit(unit: str, named: Mapping[str, str], levels: Mapping[str, set[str]], cut: Cut) -> Problem:
    if found := sorted(levels.get(unit, ()), key=LEVELS.index):
        return problem(Code.UNIT_OF_ANOTHER_LEVEL, text=unit, found=found[0], level=cut.level)
    known = [*named, *(name for name, at in levels.items() if cut.level in at)]
    within = [each for each in known if unit.casefold() in each.casefold()]
    near = (within or difflib.get_close_matches(unit, known, n=1))[:1]
    return problem(Code.UNIT_NOT_SHOWN, text=unit, level=cut.level, near=tuple(near))


def _refuse(out: Path | None, chart: Path | None, chosen: Sequence[Indicator], cut: Cut) -> None:
    """What cannot be counted or written is said before anything is counted."""
    problems = []
    if cut.first and cut.last and cut.first > cut.last:
        problems.append(problem(Code.MONTHS_UPSIDE_DOWN, first=f"{cut.first:%Y-%m}", last=f"{cut.last:%Y-%m}"))
    if out and out.suffix not in FORMS:
        problems.append(problem(Code.UNKNOWN_FORM, known=FORMS).at(Place(str(out))))
    if chart and chart.suffix != ".svg":
        problems.append(problem(Code.UNKNOWN_FORM, known=(".svg",)).at(Place(str(chart))))
    if chart and cut.by:
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
    sv, en = (counted(told.rows, ("rad", "rader"), ("row", "rows"), lang) for lang in _LANGS)
    months, now = len(told.held), told.counted
    return (
        f"{register.id}: {sv} i {months} månader; {now} månader räknades nu, på {decimal(seconds, 1, 'sv')} s."
        f"{made_up[0]}",
        f"{register.id}: {en} in {months} months; {now} months counted now, in {decimal(seconds, 1, 'en')} s."
        f"{made_up[1]}",
    )


class _Progress:
    """Tells on a terminal how many months are counted."""

    def __init__(self, call: Call) -> None:
        self.call, self.shown = call, False

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)

    def tell(self, done: int, of: int) -> None:
        """So many months are counted, of so many."""
        if sys.stderr.isatty():
            self.shown = True
            words = pick(self.call.lang, (f"{done} av {of} månader räknade", f"{done} of {of} months counted"))
            click.echo(f"\r\033[K{words}", err=True, nl=False)
