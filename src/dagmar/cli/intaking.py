"""`dagmar register load`, `remove`, `forget` and `change-key`: what changes a register's rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
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
from dagmar.words.amounts import counted, number
from dagmar.words.faults import fault_words, severity_of
from dagmar.words.persons import persons_text

_SHOWN = 3
"""So many rows of each kind of fault are shown to people; machines are given all."""

_OBSERVATIONS: tuple[Both, Both] = ("observation", "observationer"), ("observation", "observations")

_AS: Both = (
    "Vem som handlar; då prövas rollen. Annars loggas datorns användare.",
    "Who acts; the role is asked for then. If not told, the user of the machine is logged.",
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
    register, day = sound_register(name), _been(on)
    store, logged = store_of(register), let_in(person, register, "load")
    with _opened(file) as stream, Progress(call) as progress:
        table = Delivery(stream, _form(file), file)
        found = take_in(
            table, store, day, known_units(), accept_valid=accept_valid, progress=progress.tell, logged=logged
        )
    taken = _sound(found)
    _put_faults(call, register, taken)
    _told_heading(call, taken)
    note(" ".join(_came_of(call, taken, store, accept_valid)))
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
    register, day = sound_register(name), _been(on)
    if not register.roles.key:
        raise ProblemsFound([problem(Code.NO_KEY_OF_ROWS, register=register.id)])
    store, logged = store_of(register), let_in(person, register, "remove")
    with _opened(file) as stream, Progress(call) as progress:
        found = take_away(Delivery(stream, _form(file), file), store, day, progress=progress.tell, logged=logged)
    taken = _sound(found)
    _put_faults(call, register, taken)
    gone = counted(taken.batch.corrected if taken.batch else 0, *_OBSERVATIONS, call.lang)
    read = number(taken.read)
    removed = (f"{gone} togs bort, av {read} i filen.", f"{gone} removed, of {read} in the file.")
    note(f"{pick(call.lang, removed)} {_holds(call, store)}")
    return int(taken.refused > 0)


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
    found = forget(store_of(register), _number(call), date.today(), anyway=anyway, logged=logged)
    if isinstance(found, Problem):
        raise ProblemsFound([found])
    within = f" ({', '.join(found.months)})" if found.months else ""
    gone = counted(found.rows, ("rad förstördes", "rader förstördes"), ("row", "rows"), call.lang)
    if found.before:
        note(pick(call.lang, ("Personen har motsatt sig förut.", "The person has objected before.")))
    note(
        pick(
            call.lang,
            (
                f"{gone}{within}. Personen hålls utanför {register.id}.",
                f"{gone} destroyed{within}. The person is kept out of {register.id}.",
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
    found = change_key(store_of(register), logged=logged)
    if isinstance(found, Problem):
        raise ProblemsFound([found])
    rows = _rows(call, found)
    note(pick(call.lang, (f"Nya pseudonymer i {rows}.", f"New pseudonyms in {rows}.")))


def _been(on: date | None) -> date:
    """The day told, or today. Raises ProblemsFound for a day that is still to come."""
    if on is not None and on > date.today():
        raise ProblemsFound([problem(Code.TIME_TO_COME, at=on.isoformat())])
    return on or date.today()


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


def _came_of(call: Call, taken: Taken, store: Store, accept_valid: bool) -> Iterator[str]:
    """What came of an intake, in whole sentences."""
    swedish, read = call.lang == "sv", _rows(call, taken.read)
    if taken.again:
        yield (
            "Filen har tagits in förut; inget har hänt."
            if swedish
            else "The file was taken in before; nothing has happened."
        )
    elif taken.batch is None and not accept_valid and taken.counts:
        yield (
            f"{read} lästa, ingen tagen in: rätta felen, eller välj --accept-valid."
            if swedish
            else f"{read} read, none taken in: mend the faults, or choose --accept-valid."
        )
    elif taken.batch is None:
        yield f"{read} lästa, ingen att ta in." if swedish else f"{read} read, none to take in."
    else:
        kept, corrected = number(taken.batch.kept), number(taken.batch.corrected)
        yield (
            f"{read} lästa, {kept} tagna in; tidigare rader som rättades: {corrected}."
            if swedish
            else f"{read} read, {kept} taken in; earlier rows that were corrected: {corrected}."
        )
        if taken.batch.refused:
            refused = _rows(call, taken.batch.refused)
            yield f"{refused} lämnades utanför." if swedish else f"{refused} left out."
    if taken.left_out:
        left = _rows(call, taken.left_out)
        yield (
            f"{left} om personer som motsatt sig lämnades utanför."
            if swedish
            else f"{left} about persons who have objected left out."
        )
    yield _holds(call, store)


def _rows(call: Call, count: int) -> str:
    return counted(count, ("rad", "rader"), ("row", "rows"), call.lang)


def _holds(call: Call, store: Store) -> str:
    """How many rows the register has now, and about whom."""
    manifest = store.manifest()
    name, rows = store.register.id, _rows(call, manifest.rows)
    about = f" {persons_text(manifest.persons, call.lang)}" if manifest.rows else ""
    return pick(call.lang, (f"{name} har {rows}.{about}", f"{name} has {rows}.{about}"))


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
        read, wrong = _rows(self.call, rows), counted(faults, ("fel", "fel"), ("fault", "faults"), self.call.lang)
        words = pick(self.call.lang, (f"{read} lästa, {wrong}", f"{read} read, {wrong}"))
        click.echo(f"\r\033[K{words}", err=True, nl=False)
