"""`dagmar demo`: the story of a year, in the terminal."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import click

from dagmar.cli.command import Call, command
from dagmar.demo.year import Answer, tell


@command(
    "demo",
    (
        "Spela upp ett år ur katalogen: kontroll, fördelning, datum och kvitton, allt med de vanliga kommandona.\n\n"
        "Det som skrivs hamnar i mappen demo under DAGMAR_HOME.",
        "Play a year from the catalogue: check, allocation, dates and receipts, all by the ordinary commands.\n\n"
        "What it writes goes into the folder demo under DAGMAR_HOME.",
    ),
    "dagmar demo",
)
def demo(call: Call) -> None:
    """Print the story as it is played."""
    for paragraph in tell(_run, home() / "demo", call.lang):
        click.echo(f"{paragraph}\n")


def home() -> Path:
    """The folder that holds everything Dagmar writes: DAGMAR_HOME, else `dagmar` among the user's data."""
    asked = os.environ.get("DAGMAR_HOME")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(asked) if asked else Path(data) / "dagmar"


def _run(args: Sequence[str]) -> Answer:
    """Run a public command in this process, its words about the data left aside."""
    from dagmar.cli.main import run

    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        status = run(list(args))
    return Answer(status, out.getvalue())
