"""`dagmar register load`, `remove`, `forget` and `change-key`: what changes a register's rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.accessing import let_in
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.database import Day
from dagmar.cli.keeping import known_units, store_of
from dagmar.cli.output import Column, note, put_rows
from dagmar.cli.registering import sound_register
from dagmar.register.definition import Register
from dagmar.register.intake import Delivery, Taken, take_away, take_in
from dagmar.register.objection import change_key, forget
from dagmar.register.storage import Store
from dagmar.register.tables.reading import Form, form_of
from dagmar.words.faults import fault_words, severity_of

_SHOWN = 3
"""So many rows of each kind of fault are shown to people; machines are given all."""

_AS: Both = (
    "Vem som handlar; då prövas rollen, och det loggas.",
    "Who acts; the role is asked for then, and it is logged.",
)
_ON: Both = ("Dagen då filen kom; annars i dag.", "The day the file came; otherwise today.")


@command(
    "load",
    (
        "Läs in en fil i ett register: csv, ndjson, parquet eller xlsx.\n\n"
        "Raderna prövas mot definitionen. Har en rad fel tas ingen in, om du inte väljer --accept-valid. En rad med "
        "samma nyckel som en som finns rättar den. Personnummer blir pseudonymer innan något sparas.",
        "Load a file into a register: csv, ndjson, parquet or xlsx.\n\n"
        "The rows are held against the definition. Where a row is wrong none is taken, unless you choose "
        "--accept-valid. A row with the key of one that is there corrects it. Personal numbers become pseudonyms "
        "before anything is kept.",
    ),
    "dagmar register load waiting-times 2025.csv",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@click.argument("file")
@option(
    "--accept-valid",
    is_flag=True,
    words=("Ta in de rader som håller, och lämna de andra.", "Take the rows that are sound, and leave the others."),
)
@option("--on", type=Day(), default=None, words=_ON)
@option("--as", "person", default=None, metavar="PERSON", words=_AS)
def load(call: Call, name: str, file: str, accept_valid: bool, on: date | None, person: str | None) -> int:
    """Print the faults; 1 where a row was refused or the file is no table of this register."""
    register = sound_register(name)
    store, logged = store_of(register), let_in(person, register, "load")
    with _opened(file) as stream, Progress(call) as progress:
        table = Delivery(stream, _form(file), file)
        taken = take_in(
            table, store, on or date.today(), known_units(), accept_valid=accept_valid, progress=progress.tell
        )
    taken = _sound(taken)
    if taken.batch:
        logged(f"sha256 {taken.batch.sha256}", taken.batch.kept)
    _put_faults(call, register, taken)
    _told_heading(call, taken)
    note(pick(call.lang, _came_of(taken, store, accept_valid)))
    if call.form == "table" and taken.counts.total() > _SHOWN:
        words = ("Varje fel för sig: --format csv", "Each fault by itself: --format csv")
        note(pick(call.lang, words))
    return int(taken.refused > 0)


@command(
    "remove",
    (
        "Ta bort observationer ur ett register. Filen har nyckelns kolumner; de andra läses inte.",
        "Remove observations from a register. The file has the columns of the key; others are not read.",
    ),
    "dagmar register remove waiting-times wrong.csv",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@click.argument("file")
@option("--on", type=Day(), default=None, words=_ON)
@option("--as", "person", default=None, metavar="PERSON", words=_AS)
def remove(call: Call, name: str, file: str, on: date | None, person: str | None) -> int:
    """Print the faults; 1 where a key cannot be read, and then nothing is removed."""
    register = sound_register(name)
    if not register.roles.key:
        raise ProblemsFound([problem(Code.NO_KEY_OF_ROWS, register=register.id)])
    store, logged = store_of(register), let_in(person, register, "remove")
    with _opened(file) as stream, Progress(call) as progress:
        found = take_away(Delivery(stream, _form(file), file), store, on or date.today(), progress=progress.tell)
    taken = _sound(found)
    _put_faults(call, register, taken)
    gone = taken.batch.corrected if taken.batch else 0
    if taken.batch:
        logged(f"sha256 {taken.batch.sha256}", gone)
    total = f"{store.manifest().rows:,}".replace(",", " ")
    note(
        pick(
            call.lang,
            (
                f"{gone} av {taken.read} observationer fanns och är borta. {register.id} har {total} rader.",
                f"{gone} of {taken.read} observations were there and are gone. {register.id} has {total} rows.",
            ),
        )
    )
    return int(bool(taken.counts))


@command(
    "forget",
    (
        "Glöm en person som motsätter sig att finnas i ett register.\n\n"
        "Personens rader förstörs, och personen hålls utanför när nästa fil kommer. Numret läses från tangentbordet "
        "utan att visas, eller från en rad på stdin; det sparas inte.",
        "Forget a person who objects to being in a register.\n\n"
        "The person's rows are destroyed, and the person is kept out when the next file comes. The number is read from "
        "the keyboard without being shown, or from a line on stdin; it is not kept.",
    ),
    "dagmar register forget risk-assessment",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@option(
    "--anyway",
    is_flag=True,
    words=(
        "Även i ett register som lagen inte ger rätt att tas ut ur.",
        "Also in a register that the law gives no right to be taken out of.",
    ),
)
@option("--as", "person", default=None, metavar="PERSON", words=_AS)
def forget_person(call: Call, name: str, anyway: bool, person: str | None) -> None:
    """Say how many rows were destroyed."""
    register = sound_register(name)
    logged = let_in(person, register, "forget")
    found = forget(store_of(register), _number(call), date.today(), anyway=anyway)
    if isinstance(found, Problem):
        raise ProblemsFound([found])
    logged("", found.rows)
    many, within = found.rows, f" ({', '.join(found.months)})" if found.months else ""
    if found.before:
        note(pick(call.lang, ("Personen har motsatt sig förut.", "The person has objected before.")))
    note(
        pick(
            call.lang,
            (
                f"{many} rader är förstörda{within}. Personen hålls utanför {register.id}.",
                f"{many} rows are destroyed{within}. The person is kept out of {register.id}.",
            ),
        )
    )


@command(
    "change-key",
    (
        "Lägg en ny nyckel över dem som pseudonymerna gjordes med. Alla pseudonymer blir andra.",
        "Put a new key on top of those that the pseudonyms were made with. All pseudonyms become others.",
    ),
    "dagmar register change-key waiting-times",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@option("--as", "person", default=None, metavar="PERSON", words=_AS)
def new_key(call: Call, name: str, person: str | None) -> None:
    """Say how many rows were written anew."""
    register = sound_register(name)
    logged = let_in(person, register, "change-key")
    found = change_key(store_of(register))
    if isinstance(found, Problem):
        raise ProblemsFound([found])
    logged("", found)
    note(pick(call.lang, (f"{found} rader har fått nya pseudonymer.", f"{found} rows have got new pseudonyms.")))


def _number(call: Call) -> str:
    """The personal number: never an argument, which the list of processes and the history of the shell would show."""
    if sys.stdin.isatty():
        return str(click.prompt(pick(call.lang, ("Personnummer", "Personal number")), hide_input=True, err=True))
    return sys.stdin.readline().strip()


def _opened(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except (OSError, ValueError):
        raise ProblemsFound([problem(Code.FILE_NOT_FOUND).at(Place(file))]) from None


def _form(file: str) -> Form:
    form = form_of(file)
    if isinstance(form, Problem):
        raise ProblemsFound([form])
    return form


def _sound(found: Taken | Problem) -> Taken:
    if isinstance(found, Problem):
        raise ProblemsFound([found])
    return found


_FAULTS = (
    Column("row", ("Rad", "Row"), "count"),
    Column("column", ("Kolumn", "Column")),
    Column("rule", ("Regel", "Rule")),
    Column("severity", ("Grad", "Severity")),
    Column("words", ("Vad är fel, och vad göra", "What is wrong, and what to do")),
)

_KINDS = (
    Column("rows", ("Rader", "Rows")),
    Column("count", ("Antal", "Count"), "count"),
    Column("severity", ("", "")),
    Column("column", ("Kolumn", "Column")),
    Column("words", ("Vad är fel, och vad göra", "What is wrong, and what to do")),
)

_SEVERITIES: dict[str, Both] = {"error": ("fel", "error"), "warning": ("varning", "warning")}


def _put_faults(call: Call, register: Register, taken: Taken) -> None:
    """For machines each fault; for people each kind of fault once, with how many there are and the first rows."""
    if call.form != "table":
        said = [
            (row, column, rule, severity_of(register, rule), fault_words(register, column, rule, call.lang))
            for row, column, rule in taken.faults.iter_rows()
        ]
        put_rows(_FAULTS, said, call.form, call.lang)
        return
    rows: dict[tuple[str, str], list[int]] = {}
    for row, column, rule in taken.faults.iter_rows():
        rows.setdefault((column, rule), []).append(row)
    kinds = [
        (
            _listed(rows.get((column, rule), []), count),
            count,
            pick(call.lang, _SEVERITIES[severity_of(register, rule)]),
            column,
            fault_words(register, column, rule, call.lang),
        )
        for (column, rule), count in sorted(taken.counts.items(), key=lambda each: rows.get(each[0], [0])[0])
    ]
    if kinds:
        put_rows(_KINDS, kinds, call.form, call.lang)


def _listed(rows: list[int], count: int) -> str:
    """The first rows of a kind."""
    return ", ".join(map(str, rows[:_SHOWN])) + (" …" if count > _SHOWN else "")


def _told_heading(call: Call, taken: Taken) -> None:
    if taken.heading.ignored:
        names = ", ".join(taken.heading.ignored)
        note(pick(call.lang, (f"Kolumner som inte lästs: {names}", f"Columns that were not read: {names}")))
    if taken.heading.absent:
        names = ", ".join(taken.heading.absent)
        note(pick(call.lang, (f"Kolumner som saknas i filen: {names}", f"Columns that the file has not: {names}")))


def _came_of(taken: Taken, store: Store, accept_valid: bool) -> Both:
    total = f"{store.manifest().rows:,}".replace(",", " ")
    name = store.register.id
    made_up = store.manifest().made_up
    swedish, english = [], []
    if taken.again:
        return (
            f"Filen har tagits in förut; inget har hänt. {name} har {total} rader.",
            f"The file was taken in before; nothing has happened. {name} has {total} rows.",
        )
    if taken.batch is None and not accept_valid and taken.counts:
        swedish.append(f"{taken.read} rader lästa, ingen tagen in: rätta felen, eller välj --accept-valid.")
        english.append(f"{taken.read} rows read, none taken in: mend the faults, or choose --accept-valid.")
    elif taken.batch is None:
        swedish.append(f"{taken.read} rader lästa, ingen att ta in.")
        english.append(f"{taken.read} rows read, none to take in.")
    else:
        batch = taken.batch
        swedish.append(f"{batch.read} rader lästa, {batch.kept} tagna in, {batch.corrected} av dem rättar tidigare.")
        english.append(
            f"{batch.read} rows read, {batch.kept} taken in, {batch.corrected} of them correct earlier ones."
        )
        if batch.refused:
            swedish.append(f"{batch.refused} rader lämnades.")
            english.append(f"{batch.refused} rows were left.")
    if taken.left_out:
        swedish.append(f"{taken.left_out} rader hör till personer som motsatt sig, och lämnades.")
        english.append(f"{taken.left_out} rows belong to persons who have objected, and were left.")
    swedish.append(f"{name} har {total} rader{', påhittade' if made_up else ''}.")
    english.append(f"{name} has {total} rows{', made up' if made_up else ''}.")
    return " ".join(swedish), " ".join(english)


class Progress:
    """Tells on a terminal how far the reading has come, twice a second."""

    def __init__(self, call: Call) -> None:
        self.call, self.last, self.shown = call, time.monotonic(), False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: Iterable[object]) -> None:
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)

    def tell(self, rows: int, faults: int) -> None:
        """So many rows are read, and so many faults were found."""
        if not sys.stderr.isatty() or time.monotonic() - self.last < 0.5:
            return
        self.last, self.shown = time.monotonic(), True
        words = pick(self.call.lang, (f"{rows} rader lästa, {faults} fel", f"{rows} rows read, {faults} faults"))
        click.echo(f"\r\033[K{words}", err=True, nl=False)
