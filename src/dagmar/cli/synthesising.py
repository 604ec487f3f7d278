"""`dagmar register synthetic`: made-up data of a register, to try it with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from dagmar.cli.command import Call, command, option, pick
from dagmar.cli.database import Day
from dagmar.cli.intaking import Progress
from dagmar.cli.output import note
from dagmar.cli.registering import sound_register
from dagmar.register.made_up.order import Order, clinics_of, made_up_units
from dagmar.register.made_up.rows import write_made_up

_MOST = 1_000_000_000


@command(
    "synthetic",
    (
        "Skriv påhittade rader till en csv-fil, ur registrets definition.\n\n"
        "Personerna har Skatteverkets testnummer och finns inte. Samma frö ger samma rader. Bredvid filen skrivs "
        "dess enheter (.units.csv) och, med --faults, vilka fel som lagts in (.faults.csv).",
        "Write made-up rows to a csv file, from the register's definition.\n\n"
        "The persons have the tax agency's test numbers and do not exist. The same seed gives the same rows. Beside "
        "the file its units are written (.units.csv) and, with --faults, which faults were planted (.faults.csv).",
    ),
    "dagmar register synthetic waiting-times 2025.csv --rows 100000",
)
@click.argument("name", metavar="REGISTER|FILE.yaml")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path, dir_okay=False))
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
    table = made_up_units(units)
    order = Order(register, rows, begin, end, seed, clinics_of(table), spread, trend, faults)
    with Progress(call) as progress:
        written = write_made_up(order, file, lambda so_far: progress.tell(so_far, 0))
    table.write_csv(file.with_suffix(".units.csv"))
    if faults:
        written.planted.write_csv(file.with_suffix(".faults.csv"))
    swedish = f"{written.rows} påhittade rader i {file}, {begin}–{end}, från {units} enheter."
    english = f"{written.rows} made-up rows in {file}, {begin}–{end}, from {units} units."
    note(pick(call.lang, (swedish, english)))
    return int(written.rows < rows)
