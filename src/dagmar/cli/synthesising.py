"""`dagmar register synthetic`: made-up data of a register, to try it with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from dagmar import catalogue
from dagmar.basis.problems import Code, Place, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.database import Day
from dagmar.cli.intaking import Progress
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import note
from dagmar.cli.registering import sound_register
from dagmar.register.made_up.order import Order, clinics_of, givers_of, known_codes, made_up_units
from dagmar.register.made_up.rows import WRITTEN_FORMS, WrittenForm, write_made_up
from dagmar.register.tables.reading import form_of
from dagmar.register.unit_table import units_of
from dagmar.words.amounts import counted

_MOST = 1_000_000_000


@command(
    "synthetic",
    (
        "Skriv påhittade rader till en fil, ur registrets definition: .csv, .ndjson eller .parquet.\n\n"
        "Personerna har Skatteverkets testnummer och finns inte. Samma frö ger samma rader. Bredvid filen skrivs "
        "dess enheter (.units.csv) och, med --faults, vilka fel som lagts in (.faults.csv). Ingen fil skrivs över.",
        "Write made-up rows to a file, from the register's definition: .csv, .ndjson or .parquet.\n\n"
        "The persons have the tax agency's test numbers and do not exist. The same seed gives the same rows. Beside "
        "the file its units are written (.units.csv) and, with --faults, which faults were planted (.faults.csv). No "
        "file is written over.",
    ),
    "dagmar register synthetic waiting-times 2025.csv --rows 100000",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@option(
    "--rows", type=click.IntRange(1, _MOST), default=10_000, show_default=True, words=("Antal rader.", "So many rows.")
)
@option("--from", "first", type=Day(), default=None, words=("Första dagen; annars ett år.", "First day; else a year."))
@option("--to", "last", type=Day(), default=None, words=("Sista dagen; annars i går.", "Last day; else yesterday."))
@option("--seed", type=int, default=1, show_default=True, words=("Frö.", "Seed."))
@option(
    "--units", type=click.IntRange(1, 10_000), default=63, show_default=True, words=("Antal enheter.", "So many units.")
)
@option(
    "--unit-table",
    metavar="FILE.csv",
    default=None,
    words=(
        "Ta enheterna ur en egen enhetstabell, i stället för påhittade.",
        "Take the units from a table of your own, instead of made-up ones.",
    ),
)
@option(
    "--spread",
    type=click.FloatRange(0, 5),
    default=0.4,
    show_default=True,
    words=("Hur olika enheterna är, i logit.", "How much units differ, in logits."),
)
@option(
    "--trend",
    type=click.FloatRange(-5, 5),
    default=0.0,
    show_default=True,
    words=("Ändring om året, i logit.", "Change a year, in logits."),
)
@option(
    "--faults",
    type=click.IntRange(0, _MOST),
    default=0,
    show_default=True,
    words=("Så många fel läggs in.", "So many faults are planted."),
)
def synthetic(
    call: Call,
    name: str,
    file: Path,
    rows: int,
    first: date | None,
    last: date | None,
    seed: int,
    units: int,
    unit_table: str | None,
    spread: float,
    trend: float,
    faults: int,
) -> int:
    """Write the file and what belongs to it; 1 where the definition allows fewer rows than were asked for."""
    register = sound_register(name)
    end = last or date.today() - timedelta(days=1)
    begin = first or end - timedelta(days=364)
    if begin > end:
        raise click.UsageError(pick(call.lang, ("--from är efter --to", "--from is after --to")))
    form = _form(file)
    beside = [] if unit_table else [file.with_suffix(".units.csv")]
    planted = [file.with_suffix(".faults.csv")] if faults else []
    if there := [each for each in (file, *beside, *planted) if each.exists()]:
        raise ProblemsFound(problem(Code.FILE_EXISTS).at(Place(str(each))) for each in there)
    table = made_up_units(units)
    givers = _givers(call, unit_table, begin, end) if unit_table else clinics_of(table)
    codes = known_codes(catalogue.parties(), end)
    order = Order(register, rows, begin, end, seed, givers, spread, trend, faults, codes)
    with Progress(call) as progress:
        written = write_made_up(order, file, lambda so_far: progress.tell(so_far, 0), form)
    for path in beside:
        table.write_csv(path)
    for path in planted:
        written.planted.write_csv(path)
    some = counted(written.rows, ("påhittad rad", "påhittade rader"), ("made-up row", "made-up rows"), call.lang)
    of = counted(len(givers), ("enhet", "enheter"), ("unit", "units"), call.lang)
    note(f"{some} {pick(call.lang, ('i', 'in'))} {file}, {begin}–{end}, {pick(call.lang, ('från', 'from'))} {of}.")
    for path in beside:
        swedish = f"Läs in enheterna, så prövas raderna mot dem: dagmar register units {path}"
        english = f"Load the units, and rows are held against them: dagmar register units {path}"
        note(pick(call.lang, (swedish, english)))
    return int(written.rows < rows)


def _form(file: Path) -> WrittenForm:
    """The form that the ending of the name says."""
    found = form_of(file.name)
    for form in WRITTEN_FORMS:
        if form == found:
            return form
    raise ProblemsFound([problem(Code.UNKNOWN_FORM, known=tuple(f".{each}" for each in WRITTEN_FORMS))])


def _givers(call: Call, file: str, first: date, last: date) -> tuple[str, ...]:
    """The units of a table that are there all the time, and that no other lies within."""
    units = units_of(read_bytes(file), file, catalogue.parties())
    if isinstance(units, tuple):
        raise ProblemsFound(units)
    if found := givers_of(units, first, last):
        return found
    swedish = f"{file} har ingen enhet som finns varje dag {first}–{last}; ange andra dagar med --from och --to"
    english = f"{file} has no unit that is there each day {first}–{last}; give other days with --from and --to"
    raise click.UsageError(pick(call.lang, (swedish, english)))
