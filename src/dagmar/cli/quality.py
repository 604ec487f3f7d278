"""`dagmar register units`, `coverage` and `quality`: who registers, how much of it all, and how sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import click

from dagmar import catalogue
from dagmar.basis.names import value_text
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.keeping import kept, known_units, store_of
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import Column, note, note_problems, put_rows
from dagmar.cli.registering import sound_register
from dagmar.register.coverage import coverage as coverage_of
from dagmar.register.coverage import over, reference_of
from dagmar.register.quality import Quality, summary
from dagmar.register.unit_table import units_of
from dagmar.register.units import KINDS, Units
from dagmar.site.home import write_whole
from dagmar.words import Lang

_COVERAGE = (
    Column("unit", ("Enhet", "Unit")),
    Column("name", ("Namn", "Name")),
    Column("period", ("Period", "Period")),
    Column("registered", ("Registrerade", "Registered"), "count"),
    Column("reference", ("Referens", "Reference"), "count"),
    Column("share", ("Täckningsgrad", "Coverage"), "count"),
    Column("made_up", None),
)


@command(
    "coverage",
    (
        "Täckningsgrad: hur många av dem som en annan källa räknar är registrerade, enhet för enhet.\n\n"
        "Referensen är en tabell: unit, period (2025 eller 2025-03), count. Rader som ingen referens räknar sägs sist.",
        "Coverage: how many of those that another source counts are registered, unit by unit.\n\n"
        "The reference is a table: unit, period (2025 or 2025-03), count. Rows that no reference counts come last.",
    ),
    "dagmar register coverage waiting-times --reference counts.csv",
)
@click.argument("name", metavar="REGISTER|FILE")
@option("--reference", metavar="FILE.csv", required=True, words=("Vad källan räknar.", "What the source counts."))
def coverage(call: Call, name: str, reference: str) -> None:
    """Print a row for each unit and period; on stderr, a warning for each that has more than its reference."""
    register = sound_register(name)
    units = known_units()
    counts = reference_of(read_bytes(reference), reference, units)
    if isinstance(counts, tuple):
        raise ProblemsFound(counts)
    store = store_of(register)
    with store.reading() as rows:
        found = coverage_of(rows, register, counts, units, made_up=store.manifest().made_up)
    listed = [
        (
            each.unit,
            _name(each.unit, each.period, units),
            each.period,
            each.registered,
            "" if each.reference is None else each.reference,
            _share(each.share, call),
            str(each.made_up).lower(),
        )
        for each in found
    ]
    _note_made_up(store.manifest().made_up, call.lang)
    put_rows(_COVERAGE, listed, call.form, call.lang)
    note_problems(over(found), call.lang)


_UNITS = (
    Column("kind", ("Slag", "Kind")),
    Column("count", ("Antal", "Count"), "count"),
)


@command(
    "units",
    (
        "Läs in tabellen över enheter: unit, name, kind, within, first, last, into.\n\n"
        "Den ersätter den som fanns. Därefter prövas varje rads enhet mot tabellen den dag raden gäller.",
        "Load the table of units: unit, name, kind, within, first, last, into.\n\n"
        "It takes the place of the one there was. From then on each row's unit is looked for in it, on the row's day.",
    ),
    "dagmar register units units.csv",
)
@click.argument("file")
def units(call: Call, file: str) -> None:
    """Keep the table, and print how many units of each kind it has."""
    data = read_bytes(file)
    found = units_of(data, file, catalogue.parties())
    if isinstance(found, tuple):
        raise ProblemsFound(found)
    write_whole(kept().unit_table, data)
    kinds = Counter(spans[-1].kind for spans in found.spans.values())
    put_rows(_UNITS, [(kind, kinds[kind]) for kind in KINDS if kinds[kind]], call.form, call.lang)


_QUALITY = (
    Column("measure", ("Mått", "Measure")),
    Column("about", ("Om", "About")),
    Column("month", ("Månad", "Month")),
    Column("count", ("Antal", "Count"), "count"),
    Column("of", ("Av", "Of"), "count"),
    Column("made_up", None),
)

_MEASURES: dict[str, Both] = {
    "rows": ("rader", "rows"),
    "missing-required": ("saknas, måste finnas", "missing, required"),
    "missing": ("saknas", "missing"),
    "implausible": ("orimliga", "implausible"),
    "duplicates": ("möjliga dubbletter", "possible duplicates"),
    "late": ("sena", "late"),
    "break": ("brott i antal, av vanligt", "break in counts, of usual"),
}


@command(
    "quality",
    (
        "Kvaliteten i ett register: vad som saknas, är orimligt, kanske dubbelt, sent, och var antalen bryts.\n\n"
        "Bara antal visas, aldrig en rad.",
        "The quality of a register: what is missing, implausible, perhaps doubled, late, and where counts break.\n\n"
        "Only counts are shown, never a row.",
    ),
    "dagmar register quality waiting-times",
)
@click.argument("name", metavar="REGISTER|FILE")
def quality(call: Call, name: str) -> None:
    """Print a row for each measure, and for each break in the counts of a unit."""
    register = sound_register(name)
    store = store_of(register)
    with store.reading() as rows:
        found = summary(rows, register, store.manifest().days, made_up=store.manifest().made_up)
    said = [(_said(row[0], call), *row[1:], str(found.made_up).lower()) for row in _measured(found)]
    _note_made_up(found.made_up, call.lang)
    put_rows(_QUALITY, said, call.form, call.lang)


def _measured(found: Quality) -> Iterator[tuple[str, str, str, int, str]]:
    """Measure, what it is about, month, count, and of how many."""
    of = str(found.rows)
    yield "rows", "", f"{found.first}–{found.last}" if found.first else "", found.rows, of
    for lack in found.missing:
        yield "missing-required" if lack.required else "missing", lack.variable, "", lack.count, str(lack.of)
    for doubt in found.implausible:
        yield "implausible", doubt.rule, "", doubt.count, of
    yield "duplicates", "", "", found.duplicates, of
    yield "late", "", "", found.late, of
    for each in found.breaks:
        yield "break", each.unit, each.month, each.rows, value_text(each.usual)


def _said(measure: str, call: Call) -> str:
    return pick(call.lang, _MEASURES[measure]) if call.form == "table" else measure


def _note_made_up(made_up: bool, lang: Lang) -> None:
    if made_up:
        note(pick(lang, ("Personerna är påhittade.", "The persons are made up.")))


def _name(unit: str, period: str, units: Units) -> str:
    """What the unit was called at the end of the year or month, or last."""
    day = date(int(period[:4]), int(period[5:] or 12), 28)
    if unit in units.spans:
        return (units.at(unit, day) or units.spans[unit][-1]).name
    return units.parties.name_of(unit, day)


def _share(share: Fraction | None, call: Call) -> str:
    """Exact for machines; for people in per cent, with one decimal."""
    if share is None:
        return ""
    if call.form != "table":
        return value_text(share)
    tenths = round(share * 1000)
    return f"{tenths // 10}{pick(call.lang, (',', '.'))}{tenths % 10} %"
