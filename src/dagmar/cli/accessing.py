"""`dagmar register read` and `log`: individual data for those who may, and who has looked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NoReturn

import click
import polars as pl

from dagmar.basis.actors import Actor
from dagmar.basis.names import read_month
from dagmar.basis.problems import Code, Problem, problem
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.database import AS, AT, Moment, acting, been, is_there, local_user, now, ready
from dagmar.cli.keeping import store_of
from dagmar.cli.output import Column, note, put_rows, terminal_width
from dagmar.cli.registering import sound_register, yes_no
from dagmar.register.definition import Register
from dagmar.register.intake import Taken
from dagmar.register.objection import Forgotten
from dagmar.words.amounts import counted
from dagmar.words.persons import persons_text

if TYPE_CHECKING:
    from dagmar.store.registers import Deed  # Django is not loaded before it is needed

Outcome = Taken | Forgotten | Problem | int
"""What came of a change: an intake, an objection, so many rows under a new key, or why not."""

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
    if wrong := [month for each in months if isinstance(month := read_month(each), Problem)]:
        raise ProblemsFound(wrong)
    moment = been(at)
    actor = acting(person, moment)
    if refused := registers.refusals(actor, register, "read", why):
        _refuse(actor, register, "read", refused, moment)
    asked = list(columns or known)
    with store_of(register).reading() as lazy:
        event = pl.col(register.roles.event).dt.strftime("%Y-%m")
        wanted = lazy.filter(event.is_in(list(months))) if months else lazy
        found = wanted.select(asked).head(rows).collect()
    what = f"{', '.join(months) or '*'}: {', '.join(columns) or '*'}"
    registers.record(actor, register, "read", what[:500], why.strip(), found.height, moment)
    _put_read(call, register, found)
    read_rows = counted(found.height, ("rad läst och loggad", "rader lästa och loggade"), ("row", "rows"), call.lang)
    note(pick(call.lang, (f"{read_rows}.", f"{read_rows} read, and logged.")))
    if found.height:
        note(persons_text(store_of(register).manifest().persons, call.lang))


def _put_read(call: Call, register: Register, found: pl.DataFrame) -> None:
    """The rows. For people, as many columns as the terminal is wide, and the names of the others."""
    flags = {each.id for each in register.variables if each.type == "flag"} if call.form == "table" else set()
    rows = [
        tuple(_plain(cell, call, head in flags) for head, cell in zip(found.columns, row, strict=True))
        for row in found.iter_rows()
    ]
    shown = _fitting(found.columns, rows) if call.form == "table" else len(found.columns)
    heads = [Column(each, (each, each)) for each in found.columns[:shown]]
    put_rows(heads, [row[:shown] for row in rows], call.form, call.lang)
    if left := found.columns[shown:]:
        many = counted(len(left), ("kolumn", "kolumner"), ("column", "columns"), call.lang)
        note(f"+{many}: " + " ".join(f"--column {each}" for each in left))


def _fitting(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> int:
    """How many of the first columns a line has room for, with their margins; at least one."""
    widths = [3 + max(len(head), *(len(row[place]) for row in rows), 0) for place, head in enumerate(heads)]
    return max(1, sum(heaped <= terminal_width() for heaped in accumulate(widths)))


def _plain(value: Any, call: Call, is_flag: bool) -> str:
    """A value as a file holds it; a person is the pseudonym in hexadecimal digits. A flag is yes or no to people."""
    if value is None:
        return ""
    if is_flag:
        return yes_no(bool(value), call.lang)
    return value.hex() if isinstance(value, bytes) else str(value)


def let_in(person: str | None, register: Register, deed: Deed) -> Callable[[Outcome], None]:
    """Ask whether somebody may change rows; gives what then logs what came of it. Who is not let in is logged too.

    Where no person is told it is the user of the machine, whose files they are: no role is asked for, and it is logged
    where there is a database.
    """
    if person is None and not is_there():
        return _unlogged
    ready()
    from dagmar.store import registers

    actor = acting(person, now()) if person else local_user()
    if person and (refused := registers.refusals(actor, register, deed, "")):
        _refuse(actor, register, deed, refused, now())
    return lambda came: registers.record_change(actor, register, deed, came, now())


def _unlogged(_: Outcome) -> None:
    """Where there is no database there is no log."""


def _refuse(actor: Actor, register: Register, deed: Deed, problems: Sequence[Problem], at: datetime) -> NoReturn:
    """Log who was not let in, and tell why."""
    from dagmar.store import registers

    for each in problems:
        registers.record_change(actor, register, deed, each, at)
    raise ProblemsFound(problems)


_LOG = (
    Column("at", ("När", "When"), "day"),
    Column("person", None),
    Column("name", ("Vem", "Who")),
    Column("deed", ("Vad", "What")),
    Column("what", ("Vilka", "Which")),
    Column("rows", ("Rader", "Rows"), "count"),
    Column("why", ("Varför", "Why")),
)


_DEEDS: dict[Deed, Both] = {
    "read": ("läste", "read"),
    "load": ("läste in", "loaded"),
    "remove": ("tog bort", "removed"),
    "forget": ("glömde en person", "forgot a person"),
    "change-key": ("bytte nyckel", "changed the key"),
}


def _what(call: Call, what: str) -> str:
    """What was done to which rows; for people in their language, and the beginning of a hash alone."""
    from dagmar.store.registers import REFUSED

    if call.form != "table":
        return what
    if what.startswith(REFUSED):
        return what.replace(REFUSED, pick(call.lang, ("nekat", "refused")), 1)
    return f"{what[:15]}…" if what.startswith("sha256 ") else what


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
            pick(call.lang, _DEEDS[each.deed]) if call.form == "table" else each.deed,
            _what(call, each.what),
            each.rows,
            each.why,
        )
        for each in registers.log(sound_register(name))
    ]
    put_rows(_LOG, rows, call.form, call.lang)
    if not rows:
        note(pick(call.lang, ("Ingen har läst eller ändrat.", "Nobody has read or changed.")))
