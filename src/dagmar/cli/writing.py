"""`dagmar new` and `dagmar schema`: a start for a new agreement file, and the schema that an editor reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from dagmar import catalogue
from dagmar.agreement.terms import Agreement
from dagmar.basis.form import schema as schema_of
from dagmar.basis.names import read_id
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Call, ProblemsFound, command, pick
from dagmar.cli.output import note, put_json
from dagmar.indicator.definition import IndicatorSet
from dagmar.register.definition import Register

_KINDS = {"agreement": Agreement, "register": Register, "indicator": IndicatorSet}
"""The kinds of files that Dagmar reads."""


@command(
    "schema",
    (
        "Skriv JSON Schema för en fil, så att en editor kan fylla i och kontrollera den.",
        "Print the JSON Schema of a file, so that an editor can complete and check it.",
    ),
    "dagmar schema agreement > agreement.schema.json",
)
@click.argument("kind", type=click.Choice(list(_KINDS)))
def schema(_: Call, kind: str) -> None:
    """Print the schema; it is JSON in every format."""
    put_json(schema_of(_KINDS[kind]))


@command(
    "new",
    (
        "Börja på en ny överenskommelse: skriv en kommenterad fil AGREEMENT.yaml i den här mappen.",
        "Start a new agreement: write a commented file AGREEMENT.yaml in this folder.",
    ),
    "dagmar new nara-vard-2027",
)
@click.argument("agreement")
def new(call: Call, agreement: str) -> None:
    """Write the file; one that is there already is never written over."""
    write_start(call, agreement, lambda name: catalogue.new_agreement(name, call.lang), "dagmar check")


def write_start(call: Call, asked: str, text: Callable[[str], str], check: str) -> None:
    """Write the commented start of a file that is named by its id; `check` is the command to hold it against."""
    name = read_id(asked.removesuffix(".yaml"))
    if isinstance(name, Problem):
        raise ProblemsFound([name])
    path = Path(f"{name}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text(name))
    except FileExistsError:
        raise ProblemsFound([problem(Code.FILE_EXISTS).at(Place(str(path)))]) from None
    click.echo(str(path))
    swedish, english = f"Fyll i filen och kontrollera den: {check} {path}", f"Fill it in, then check it: {check} {path}"
    note(pick(call.lang, (swedish, english)))
