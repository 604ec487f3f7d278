"""`dagmar demo`: the story of a year in the terminal, then the portal."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime

import click

from dagmar.basis.problems import Code, Place, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.output import note
from dagmar.demo.casework import CLOCK, Answer
from dagmar.demo.year import questions, tell
from dagmar.site.home import database, demo_moment, home, mark_as_demo


@command(
    "demo",
    (
        "Spela upp ett år ur katalogen i en egen databas, allt med de vanliga kommandona, och öppna portalen.\n\n"
        "Det som skrivs hamnar i DAGMAR_HOME. En databas som inte är en demo rörs aldrig.",
        "Play a year of the catalogue in a database of its own, all by the ordinary commands, and open the portal.\n\n"
        "What it writes goes into DAGMAR_HOME. A database that is no demo is never touched.",
    ),
    "dagmar demo --no-serve",
)
@option("--no-serve", is_flag=True, words=("Öppna inte portalen efteråt.", "Do not open the portal afterwards."))
@option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    words=("Portalens port.", "The portal's port."),
)
def demo(call: Call, no_serve: bool, port: int) -> int:
    """Print the story as it is played, then serve."""
    _clear()
    folder = home() / "demo"
    for paragraph in tell(_run, folder, call.lang):
        click.echo(paragraph if paragraph.startswith("   ") else f"\n{paragraph}")
    prefix = f"DAGMAR_HOME={home()} " if "DAGMAR_HOME" in os.environ else ""
    click.echo(f"\n{questions(folder, prefix, call.lang)}\n")
    if no_serve:
        return 0
    from dagmar.cli.serving import run_server

    words = (
        f"Portalen är öppen: http://127.0.0.1:{port}/  (Ctrl-C avslutar)",
        f"The portal is open: http://127.0.0.1:{port}/  (Ctrl-C ends it)",
    )
    note(pick(call.lang, words))
    run_server("127.0.0.1", port)
    return 0


def _clear() -> None:
    """Take away the last demo's database. A database that is no demo stays, and there is no demo in its home."""
    if database().exists():
        if demo_moment() is None:
            raise ProblemsFound([problem(Code.NOT_A_DEMO).at(Place(str(database())))])
        database().unlink()
    mark_as_demo(datetime.fromisoformat(CLOCK))


def _run(args: Sequence[str]) -> Answer:
    """Run a public command in this process."""
    from dagmar.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run(list(args))
    return Answer(status, out.getvalue(), err.getvalue())
