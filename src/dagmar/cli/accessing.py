"""`dagmar register read` and `log`: individual data for those who may, and who has looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import polars as pl

from dagmar.basis.problems import Code, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.database import AS, AT, Moment, acting, been, now, ready
from dagmar.cli.keeping import store_of
from dagmar.cli.output import Column, note, put_rows
from dagmar.cli.registering import sound_register
from dagmar.register.definition import Register

if TYPE_CHECKING:
    from dagmar.store.registers import Deed  # Django is not loaded before it is needed

_MOST = 1_000


@command(
    "read",
    (
        "Läs rader ur ett register, med pseudonymer. Det loggas: vem, vad, när och varför.\n\n"
        "Den som läser har rollen registerläsare hos registrets ansvariga.",
        "Read rows of a register, with pseudonyms. It is logged: who, what, when and why.\n\n"
        "Who reads has the role of register reader for the register's controller.",
    ),
    "dagmar register read waiting-times --as eva --why 'Quality of the waits of March' --month 2025-03",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@option("--as", "person", required=True, metavar="PERSON", words=AS)
@option("--why", required=True, words=("Ändamålet; det loggas.", "The purpose; it is logged."))
@option(
    "--month", "months", multiple=True, metavar="YYYY-MM", words=("Månad; kan upprepas.", "Month; may be repeated.")
)
@option("--column", "columns", multiple=True, words=("Variabel; kan upprepas.", "Variable; may be repeated."))
@option(
    "--rows",
    type=click.IntRange(1),
    default=_MOST,
    show_default=True,
    words=("Så många rader som mest.", "So many rows at most."),
)
@option("--at", type=Moment(), default=None, words=AT)
def read(
    call: Call,
    name: str,
    person: str,
    why: str,
    months: tuple[str, ...],
    columns: tuple[str, ...],
    rows: int,
    at: datetime | None,
) -> None:
    """Log the access, then print the rows."""
    ready()
    from dagmar.store import registers

    register = sound_register(name)
    known = [str(each.id) for each in register.variables]
    unknown = [each for each in columns if each not in known]
    if unknown:
        raise ProblemsFound(
            [problem(Code.UNKNOWN_REFERENCE, ("column",), id=each, known=tuple(known)) for each in unknown]
        )
    moment = been(at)
    actor = acting(person, moment)
    if refused := registers.refusals(actor, register, "read", why):
        raise ProblemsFound(refused)
    asked = list(columns or known)
    with store_of(register).reading() as lazy:
        event = pl.col(register.roles.event).dt.strftime("%Y-%m")
        wanted = lazy.filter(event.is_in(list(months))) if months else lazy
        found = wanted.select(asked).head(rows).collect()
    what = f"{', '.join(months) or '*'}: {', '.join(columns) or '*'}"
    registers.record(actor, register, "read", what[:500], why.strip(), found.height, moment)
    heads = [Column(each, (each, each)) for each in asked]
    put_rows(heads, [tuple(map(_plain, row)) for row in found.iter_rows()], call.form, call.lang)
    note(
        pick(call.lang, (f"{found.height} rader lästa och loggade.", f"{found.height} rows read, and logged."))
        + (pick(call.lang, (" Påhittade.", " Made up.")) if store_of(register).manifest().made_up else "")
    )


def _plain(value: Any) -> str:
    """A value as a file holds it; a person is the pseudonym in hexadecimal digits."""
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)


def let_in(person: str | None, register: Register, deed: Deed) -> Callable[[str, int], None]:
    """Ask whether a person may change rows, where one is told; gives what then logs the change."""
    if person is None:
        return _unlogged
    ready()
    from dagmar.store import registers

    actor = acting(person, now())
    if refused := registers.refusals(actor, register, deed, ""):
        raise ProblemsFound(refused)
    return lambda what, rows: registers.record(actor, register, deed, what, "", rows, now())


def _unlogged(_: str, __: int) -> None:
    """Where no person is told there is nobody to log."""


_LOG = (
    Column("at", ("När", "When"), "day"),
    Column("person", None),
    Column("name", ("Vem", "Who")),
    Column("deed", ("Vad", "What")),
    Column("what", ("Vilka", "Which")),
    Column("rows", ("Rader", "Rows"), "count"),
    Column("why", ("Varför", "Why")),
)


@command(
    "log",
    (
        "Vem har läst eller ändrat rader i ett register: när, vad och varför.",
        "Who has read or changed rows of a register: when, what and why.",
    ),
    "dagmar register log waiting-times",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
def log(call: Call, name: str) -> None:
    """Print a row for each access."""
    ready()
    from dagmar.store import registers

    rows = [
        (
            each.at.isoformat(sep=" ", timespec="minutes"),
            each.person,
            each.name,
            each.deed,
            each.what,
            each.rows,
            each.why,
        )
        for each in registers.log(sound_register(name))
    ]
    put_rows(_LOG, rows, call.form, call.lang)
    if not rows:
        note(pick(call.lang, ("Ingen har läst eller ändrat.", "Nobody has read or changed.")))
