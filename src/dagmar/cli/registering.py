"""`dagmar register list`, `check` and `describe`: definitions of registers, read, checked and described."""

from __future__ import annotations

import os
from typing import Any

import click

from dagmar import catalogue
from dagmar.basis.names import value_text
from dagmar.basis.problems import Code, errors_of, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, pick
from dagmar.cli.keeping import kept, store_of
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import PROBLEM_COLUMNS, Column, note, problem_row, problem_text, put_rows
from dagmar.cli.writing import write_start
from dagmar.register.changing import another_controller
from dagmar.register.definition import Register, Text, Variable
from dagmar.register.file import RegisterFile, read_register
from dagmar.words import Lang
from dagmar.words.amounts import counted
from dagmar.words.persons import persons_text


@command(
    "check",
    (
        "Kontrollera registerdefinitioner och säg varje problem, med fil och rad.\n\n"
        "Utan argument kontrolleras hela katalogen.",
        "Check definitions of registers and tell every problem, with file and line.\n\n"
        "Without arguments the whole catalogue is checked.",
    ),
    "dagmar register check waiting-times",
)
@click.argument("registers", nargs=-1, metavar="[REGISTER|FILE]...")
def check(call: Call, registers: tuple[str, ...]) -> int:
    """Print the problems; 1 where there are errors."""
    names = registers or catalogue.register_ids()
    problems = [found for name in names for found in _read(name).problems]
    if call.form == "table":
        for found in problems:
            click.echo(problem_text(found, call.lang))
    else:
        put_rows(PROBLEM_COLUMNS, [problem_row(found, call.lang) for found in problems], call.form, call.lang)
    many, errors = len(names), len(errors_of(problems))
    english = f"{many} register{'s' * (many != 1)}: {errors} error{'s' * (errors != 1)}"
    note(pick(call.lang, (f"{many} register: {errors} fel", english)))
    return int(errors > 0)


@command(
    "new",
    (
        "Börja på ett nytt register: en ifylld fil med förklaringar, att ändra.",
        "Begin a new register: a file filled in, with explanations, to be changed.",
    ),
    "dagmar register new falls",
)
@click.argument("register")
def new(call: Call, register: str) -> None:
    """Write the file; one that is there already is never written over."""
    write_start(call, register, lambda name: catalogue.new_register(name, call.lang), "dagmar register check")


_VARIABLES = (
    Column("variable", ("Variabel", "Variable")),
    Column("name", ("Namn", "Name")),
    Column("type", ("Typ", "Type")),
    Column("values", ("Värden", "Values")),
    Column("required", ("Måste finnas", "Required")),
    Column("what", ("Vad", "What")),
)


@command(
    "describe",
    (
        "Beskriv ett register, variabel för variabel: namn, typ, tillåtna värden och innebörd.",
        "Describe a register, variable by variable: name, type, allowed values and meaning.",
    ),
    "dagmar register describe waiting-times",
)
@click.argument("name", metavar="REGISTER|FILE")
def describe(call: Call, name: str) -> None:
    """Print a row for each variable."""
    found = sound_register(name)
    if call.form == "table":
        note(f"{text_of(found.name, call.lang)}\n{text_of(found.purpose, call.lang)}")
    put_rows(_VARIABLES, [_row(found, each, call.lang) for each in found.variables], call.form, call.lang)
    manifest = store_of(found).manifest()
    if call.form == "table" and manifest.rows:
        rows = counted(manifest.rows, ("rad", "rader"), ("row", "rows"), call.lang)
        note(f"{rows}. {persons_text(manifest.persons, call.lang)}")


_HELD = (
    Column("register", ("Register", "Register")),
    Column("name", ("Namn", "Name")),
    Column("where", ("Definition", "Definition")),
    Column("rows", ("Rader", "Rows"), "count"),
    Column("last", ("Senaste filen", "Last file"), "day"),
    Column("persons", None),
)


@command(
    "list",
    (
        "Registren i katalogen, och de som har rader i DAGMAR_HOME: hur många, och när den senaste filen kom.",
        "The registers of the catalogue, and those with rows in DAGMAR_HOME: how many, and when the last file came.",
    ),
    "dagmar register list",
)
def list_registers(call: Call) -> None:
    """Print a row for each register."""
    held = kept().held()
    listed = []
    for name in sorted({*catalogue.register_ids(), *held}):
        known = _read(name).register if name in catalogue.register_ids() else None
        manifest = held.get(name)
        listed.append(
            (
                name,
                text_of(known.name, call.lang) if known else "",
                pick(call.lang, ("katalogen", "catalogue") if known else ("egen fil", "own file"))
                if call.form == "table"
                else ("catalogue" if known else "own"),
                manifest.rows if manifest else 0,
                manifest.batches[-1].on if manifest and manifest.batches else "",
                manifest.persons if manifest and manifest.rows else "",
            )
        )
    put_rows(_HELD, listed, call.form, call.lang)


def _row(found: Register, variable: Variable, lang: Lang) -> tuple[Any, ...]:
    return (
        variable.id,
        text_of(variable.name, lang),
        variable.type,
        _allowed(found, variable, lang),
        yes_no(variable.required, lang),
        text_of(variable.what, lang),
    )


def _allowed(found: Register, variable: Variable, lang: Lang) -> str:
    """The codes with their words, the code system, or the range with its unit."""
    if variable.values is not None:
        return "; ".join(f"{code} {text_of(words, lang)}" for code, words in variable.values.items())
    if variable.system is not None:
        return next(text_of(each.name, lang) for each in found.systems if each.id == variable.system)
    ends = ["" if each is None else value_text(each) for each in (variable.least, variable.most)]
    span = "–".join(ends) if any(ends) else ""
    return f"{span} {variable.unit or ''}".strip()


def text_of(text: Text, lang: Lang) -> str:
    """A text of a definition in the language."""
    return text.sv if lang == "sv" else text.en


def yes_no(value: bool, lang: Lang) -> str:
    """A flag as people read it."""
    return pick(lang, ("ja", "yes") if value else ("nej", "no"))


def _read(name: str) -> RegisterFile:
    """The definition of this id in the catalogue, the file of this name, or the one of this id in the folder."""
    if name in catalogue.register_ids():
        return read_register(catalogue.register_bytes(name), f"{name}.yaml", catalogue.parties())
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return read_register(read_bytes(name), name, catalogue.parties())
    beside = f"{name}.yaml"
    if os.path.isfile(beside):
        return read_register(read_bytes(beside), beside, catalogue.parties())
    raise ProblemsFound([problem(Code.UNKNOWN_REGISTER, text=name, known=catalogue.register_ids())])


def sound_register(name: str) -> Register:
    """A definition that must be free of errors; else raise ProblemsFound."""
    file = _read(name)
    register = file.register
    if register is None or has_errors(file.problems):
        raise ProblemsFound(file.problems)
    if register.id in catalogue.register_ids():
        theirs = _read(register.id).register
        if theirs and theirs.controller != register.controller:
            raise ProblemsFound([another_controller(register, theirs.controller)])
    return register
