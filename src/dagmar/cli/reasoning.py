"""`dagmar indicator explain`: what an indicator counts, in plain words, and why a made-up row counts or not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.indicating import indicator_of, sound_indicators
from dagmar.cli.output import Column, note, put_rows
from dagmar.indicator.definition import Indicator
from dagmar.indicator.reason import reason
from dagmar.register.definition import Register
from dagmar.register.intake import Delivery
from dagmar.register.tables.reading import form_of
from dagmar.register.trying import Tried, try_file, try_row
from dagmar.words.conditions import said_in
from dagmar.words.faults import fault_words
from dagmar.words.indicators import tell_indicator, tell_reason

MOST_ROWS = 100
"""So many rows of a file are explained; a reader has had enough by then."""

_TOLD = (
    Column("part", ("Del", "Part")),
    Column("depth", None, "count"),
    Column("words", ("Ord", "Words")),
)
_ASKED = (
    Column("part", ("Del", "Part")),
    Column("depth", None, "count"),
    Column("words", ("Fråga", "Question")),
    Column("answer", ("Svar", "Answer")),
    Column("decides", ("Avgör", "Decides")),
    Column("row", ("Rad", "Row"), "count"),
)


@command(
    "explain",
    (
        "Säg i vanliga ord vad en indikator räknar: population, nämnare, exkluderade, täljare, undantag.\n\n"
        "Med --row eller --person sägs varför en påhittad rad räknas eller inte, steg för steg. Hitta på personen: "
        "uppgifter om verkliga personer hör inte hemma på en kommandorad.",
        "Say in plain words what an indicator counts: population, denominator, exclusions, numerator, exceptions.\n\n"
        "With --row or --person it says why a made-up row counts or not, step by step. Make the person up: facts about "
        "real people do not belong on a command line.",
    ),
    "dagmar indicator explain waiting-times first-visit-within-90-days --row kind=first-visit,state=waiting",
)
@click.argument("name", metavar="SET|FILE")
@click.argument("indicator", metavar="INDICATOR", default="")
@option(
    "--row",
    metavar="COLUMN=VALUE,...",
    words=("En påhittad rad; det som inte sägs saknas.", "A made-up row; what is not said is missing."),
)
@option(
    "--person",
    metavar="FILE",
    words=("En fil med påhittade rader, som för register load.", "A file of made-up rows, as for register load."),
)
def explain(call: Call, name: str, indicator: str, row: str | None, person: str | None) -> int:
    """Print what is counted, or why each row counts or not; 1 where a value of a row cannot be read."""
    if row is not None and person is not None:
        words = ("ange --row eller --person, inte båda", "give --row or --person, not both")
        raise click.UsageError(pick(call.lang, words))
    found, register = sound_indicators(name)
    if not indicator:
        known = tuple(each.id for each in found.indicators)
        raise ProblemsFound([problem(Code.WHICH_INDICATOR, set=found.id, known=known)])
    chosen = indicator_of(found, indicator)
    if call.form == "table":
        note(said_in(chosen.name, call.lang))
    if row is None and person is None:
        told = tell_indicator(chosen, register, call.lang)
        _put(_TOLD, [(line.title, line.depth, line.words) for line in told], call)
        return 0
    tried = [try_row(_cells(row, register, call), register)] if row is not None else _rows(person or "", register, call)
    _put(_ASKED, [line for each in tried if each.readable for line in _asked(each, chosen, register, call)], call)
    if any(each.faults for each in tried):
        words = ("Det här skulle registret anmärka på, rad för rad:", "The register would remark on this, row by row:")
        if not all(each.readable for each in tried):
            words = (
                "Rader som inte kan läsas förklaras inte. Det här skulle registret anmärka på, rad för rad:",
                "Rows that cannot be read are not explained. The register would remark on this, row by row:",
            )
        note(pick(call.lang, words))
    for each in tried:
        for column, rule in each.faults:
            note(f"{each.number}  {column}: {fault_words(register, column, rule, call.lang)}")
    return int(not all(each.readable for each in tried))


def _asked(tried: Tried, indicator: Indicator, register: Register, call: Call) -> Iterator[tuple[Any, ...]]:
    found = reason(indicator, register, tried.values)
    yes = pick(call.lang if call.form == "table" else "en", ("ja", "yes"))
    for line in tell_reason(found, indicator, register, tried.values, call.lang):
        yield line.title, line.depth, line.words, line.answer, yes if line.decides else "", tried.number


def _put(columns: tuple[Column, ...], rows: list[tuple[Any, ...]], call: Call) -> None:
    """Print rows of part, depth, words and more. For people a part is named once, and what is within it indented."""
    if call.form == "table":
        parts = ["", *(row[0] for row in rows)]
        shown = ["" if part == before else part for before, part in pairwise(parts)]
        rows = [
            (part, depth, f"{'  ' * depth}{words}", *more)
            for part, (_, depth, words, *more) in zip(shown, rows, strict=True)
        ]
    if rows or call.form != "table":
        put_rows(columns, rows, call.form, call.lang)


def _cells(text: str, register: Register, call: Call) -> dict[str, str]:
    """The texts of a row by column, from `column=value,column=value`; who it is can be no part of it."""
    known: tuple[str, ...] = tuple(each.id for each in register.variables if each.type != "identity")
    cells: dict[str, str] = {}
    for pair in filter(None, text.split(",")):
        column, equals, value = (each.strip() for each in pair.partition("="))
        if not equals:
            words = (f"`{pair}` är inte kolumn=värde", f"`{pair}` is not column=value")
            raise click.UsageError(pick(call.lang, words))
        if column == register.roles.person:
            words = (
                f"vem det är hör inte hit: utelämna `{column}`",
                f"who it is has no place here: leave out `{column}`",
            )
            raise click.UsageError(pick(call.lang, words))
        if column not in known:
            near = tuple(difflib.get_close_matches(column, known, n=1))
            raise ProblemsFound(
                [problem(Code.NO_SUCH_VARIABLE, register=register.id, text=column, known=known, near=near)]
            )
        cells[column] = value
    return cells


def _rows(name: str, register: Register, call: Call) -> list[Tried]:
    """The first rows of a file; raises ProblemsFound where it is no table."""
    form = form_of(name)
    if isinstance(form, Problem):
        raise ProblemsFound([form.at(Place(name))])
    found: list[Tried] = []
    with Path(name).open("rb") as stream:
        for each in try_file(Delivery(stream, form, name), register):
            if isinstance(each, Problem):
                raise ProblemsFound([each])
            if len(found) == MOST_ROWS:
                words = (f"Bara de {MOST_ROWS} första raderna förklaras.", f"Only the first {MOST_ROWS} rows are told.")
                note(pick(call.lang, words))
                break
            found.append(each)
    return found
