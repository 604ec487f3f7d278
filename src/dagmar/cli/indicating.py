"""`dagmar indicator list`, `check`, `describe` and `new`: definitions of indicators, read, checked and described."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dagmar import catalogue
from dagmar.basis.form import write
from dagmar.basis.problems import Code, Problem, errors_of, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import PROBLEM_COLUMNS, Column, note, plain_text, problem_row, problem_text, put_rows
from dagmar.cli.registering import sound_register
from dagmar.cli.writing import write_start
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.file import IndicatorFile, read_indicators
from dagmar.register.definition import Register
from dagmar.words.conditions import said_in
from dagmar.words.indicators import better_words, kind_words

_LISTED = (
    Column("set", ("Samling", "Set")),
    Column("register", None),
    Column("indicator", ("Indikator", "Indicator")),
    Column("kind", ("Slag", "Kind")),
    Column("better", None),
    Column("name", ("Namn", "Name")),
)


@command(
    "list",
    ("Räkna upp katalogens indikatorer, register för register.", "List the catalogue's indicators, set by set."),
    "dagmar indicator list",
)
def list_all(call: Call) -> None:
    """Print a row for each indicator of the catalogue."""
    sets = [sound_indicators(name)[0] for name in catalogue.indicator_ids()]
    put_rows(_LISTED, [_listed(found, each, call) for found in sets for each in found.indicators], call.form, call.lang)


def _listed(found: IndicatorSet, each: Indicator, call: Call) -> tuple[Any, ...]:
    kind = kind_words(each.kind, call.lang) if call.form == "table" else each.kind
    return found.id, found.register, each.id, kind, each.better, said_in(each.name, call.lang)


@command(
    "check",
    (
        "Kontrollera indikatorer mot sitt register och säg varje problem, med fil och rad.\n\n"
        "Utan argument kontrolleras hela katalogen.",
        "Check indicators against their register and tell every problem, with file and line.\n\n"
        "Without arguments the whole catalogue is checked.",
    ),
    "dagmar indicator check waiting-times",
)
@click.argument("sets", nargs=-1, metavar="[SET|FILE]...")
def check(call: Call, sets: tuple[str, ...]) -> int:
    """Print the problems; 1 where there are errors."""
    names = sets or catalogue.indicator_ids()
    problems = [found for name in names for found in _problems(name)]
    if call.form == "table":
        for found in problems:
            click.echo(problem_text(found, call.lang))
    else:
        put_rows(PROBLEM_COLUMNS, [problem_row(found, call.lang) for found in problems], call.form, call.lang)
    many, errors = len(names), len(errors_of(problems))
    english = f"{many} set{'s' * (many != 1)} of indicators: {errors} error{'s' * (errors != 1)}"
    swedish = f"{many} {'samlingar' if many != 1 else 'samling'} av indikatorer: {errors} fel"
    note(pick(call.lang, (swedish, english)))
    return int(errors > 0)


def _problems(name: str) -> Iterator[Problem]:
    """What is wrong with a set, or with the register that it names; one broken file does not hide the others."""
    try:
        yield from _read(name).problems
    except ProblemsFound as found:
        yield from found.problems


@command(
    "new",
    (
        "Börja på egna indikatorer: en ifylld fil med förklaringar, att ändra.",
        "Begin indicators of your own: a file filled in, with explanations, to be changed.",
    ),
    "dagmar indicator new our-waiting",
)
@click.argument("name", metavar="SET")
def new(call: Call, name: str) -> None:
    """Write the file; one that is there already is never written over."""
    write_start(call, name, lambda each: catalogue.new_indicators(each, call.lang), "dagmar indicator check")


_DESCRIBED = (
    Column("indicator", ("Indikator", "Indicator")),
    Column("name", ("Namn", "Name")),
    Column("kind", ("Slag", "Kind")),
    Column("better", ("Bättre", "Better")),
    Column("what", ("Vad", "What")),
)
_KEYS = (Column("key", ("Nyckel", "Key")), Column("value", ("Värde", "Value")))


@command(
    "describe",
    (
        "Beskriv en samling indikatorer: namn, slag, och vad var och en säger.\n\n"
        "Med --indicator visas en av dem, nyckel för nyckel, som den står i filen.",
        "Describe a set of indicators: name, kind, and what each of them says.\n\n"
        "With --indicator one of them is shown, key by key, as it stands in the file.",
    ),
    "dagmar indicator describe waiting-times",
)
@click.argument("name", metavar="SET|FILE")
@option("--indicator", metavar="ID", words=("Bara den här indikatorn, nyckel för nyckel.", "This one, key by key."))
def describe(call: Call, name: str, indicator: str | None) -> None:
    """Print a row for each indicator, or for each key of one."""
    found, register = sound_indicators(name)
    if indicator is not None:
        node = write(Indicator, indicator_of(found, indicator))
        rows = [(key, plain_text(value)) for key, value in node.items()] if isinstance(node, dict) else []
        put_rows(_KEYS, rows, call.form, call.lang)
        return
    if call.form == "table":
        note(f"{said_in(found.name, call.lang)} ({said_in(register.name, call.lang)})")
    put_rows(_DESCRIBED, [_described(each, call) for each in found.indicators], call.form, call.lang)


def _described(each: Indicator, call: Call) -> tuple[Any, ...]:
    lang = call.lang
    plain = call.form != "table"
    kind, better = (each.kind, each.better) if plain else (kind_words(each.kind, lang), better_words(each, lang))
    return each.id, said_in(each.name, lang), kind, better, said_in(each.what, lang)


def sound_indicators(name: str) -> tuple[IndicatorSet, Register]:
    """A set that must be free of errors, and its register; else raise ProblemsFound."""
    file = _read(name)
    if file.indicators is None or file.register is None or has_errors(file.problems):
        raise ProblemsFound(file.problems)
    return file.indicators, file.register


def indicator_of(found: IndicatorSet, name: str) -> Indicator:
    """The indicator of this id; raises ProblemsFound where the set has none."""
    known: tuple[str, ...] = tuple(each.id for each in found.indicators)
    if name not in known:
        near = tuple(difflib.get_close_matches(name, known, n=1))
        raise ProblemsFound([problem(Code.UNKNOWN_INDICATOR, text=name, set=found.id, known=known, near=near)])
    return next(each for each in found.indicators if each.id == name)


def _read(name: str) -> IndicatorFile:
    """The set of this id in the catalogue, the file of this name, or the one of this id in the folder."""
    if name in catalogue.indicator_ids():
        return read_indicators(catalogue.indicator_bytes(name), f"{name}.yaml", lambda named: _register(named, None))
    if not name.endswith((".yaml", ".yml")) and Path(f"{name}.yaml").is_file():
        name = f"{name}.yaml"
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return read_indicators(read_bytes(name), name, lambda named: _register(named, Path(name).parent))
    raise ProblemsFound([problem(Code.UNKNOWN_INDICATORS, text=name, known=catalogue.indicator_ids())])


def _register(name: str, folder: Path | None) -> Register | Problem:
    """The register of this id in the catalogue, or in the file of this name in the folder."""
    if name in catalogue.register_ids():
        return sound_register(name)
    if folder and name.endswith((".yaml", ".yml")):
        return sound_register(str(folder / name))
    return problem(Code.UNKNOWN_REGISTER, text=name, known=catalogue.register_ids())
