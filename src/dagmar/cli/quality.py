"""`dagmar register units`, `coverage` and `quality`: who registers, how much of it all, and how sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import click

from dagmar import catalogue
from dagmar.basis.names import value_text
from dagmar.cli.command import Both, Call, ProblemsFound, command, option, pick
from dagmar.cli.keeping import kept, known_units, store_of
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import Column, note, note_problems, put_rows
from dagmar.cli.registering import sound_register, text_of, yes_no
from dagmar.register.coverage import Coverage, over, reference_of
from dagmar.register.coverage import coverage as coverage_of
from dagmar.register.definition import Register
from dagmar.register.keys import make_private
from dagmar.register.quality import LATE, Quality, summary
from dagmar.register.storage import Manifest
from dagmar.register.unit_table import units_of
from dagmar.register.units import KINDS, Units
from dagmar.site.home import write_whole
from dagmar.words import Lang
from dagmar.words.amounts import counted, number
from dagmar.words.faults import fault_words
from dagmar.words.persons import persons_text

_COVERAGE = (
    Column("unit", ("Enhet", "Unit")),
    Column("name", ("Namn", "Name")),
    Column("period", ("Period", "Period")),
    Column("registered", ("Registrerade", "Registered"), "count"),
    Column("reference", ("Referens", "Reference"), "count"),
    Column("share", ("Täckningsgrad", "Coverage"), "count"),
    Column("persons", None),
)

_TOLD = 3
"""So many units without rows, or without a reference, are told one by one to people; more are told as one line."""


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
        found = coverage_of(rows, register, counts, units, persons=store.manifest().persons)
    _note_persons(store.manifest(), call.lang)
    put_rows(_COVERAGE, _covered(found, units, call), call.form, call.lang)
    note_problems(over(found), call.lang)


def _covered(found: Sequence[Coverage], units: Units, call: Call) -> list[tuple[Any, ...]]:
    """A row for each; for people, those that have nothing to compare come last, and many of a kind are one line."""
    if call.form != "table":
        return [_coverage_row(each, units, call) for each in found]
    empty = [each for each in found if each.reference is not None and not each.registered]
    alone = [each for each in found if each.reference is None]
    both = [each for each in found if each.reference is not None and each.registered]
    empty_words = ("enheter och perioder utan rader", "units and periods without rows")
    alone_words = ("enheter och perioder utan referens", "units and periods without reference")
    return [
        *(_coverage_row(each, units, call) for each in both),
        *_tail(empty, empty_words, units, call),
        *_tail(alone, alone_words, units, call),
    ]


def _tail(found: Sequence[Coverage], words: Both, units: Units, call: Call) -> list[tuple[Any, ...]]:
    """Those that have nothing to compare: one by one where they are few, else added up."""
    if len(found) <= _TOLD:
        return [_coverage_row(each, units, call) for each in found]
    rows = sum(each.registered for each in found)
    of = sum(each.reference for each in found if each.reference is not None)
    reference = "" if found[0].reference is None else of
    return [("", f"{number(len(found))} {pick(call.lang, words)}", "", rows, reference, "", "")]


def _coverage_row(each: Coverage, units: Units, call: Call) -> tuple[Any, ...]:
    return (
        each.unit,
        _name(each.unit, each.period, units),
        each.period,
        each.registered,
        "" if each.reference is None else each.reference,
        _share(each.share, call),
        each.persons,
    )


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
    make_private(kept().registers)
    write_whole(kept().unit_table, data)
    kinds = Counter(spans[-1].kind for spans in found.spans.values())
    put_rows(_UNITS, [(kind, kinds[kind]) for kind in KINDS if kinds[kind]], call.form, call.lang)


_QUALITY = (
    Column("measure", ("Mått", "Measure")),
    Column("about", ("Om", "About")),
    Column("month", ("Månad", "Month")),
    Column("count", ("Antal", "Count"), "count"),
    Column("of", ("Av", "Of"), "count"),
    Column("persons", None),
)


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
    """Print a row for each measure, and for each break in the counts of a unit; for people, under headings."""
    register = sound_register(name)
    store = store_of(register)
    manifest = store.manifest()
    with store.reading() as rows:
        found = summary(rows, register, manifest.days, persons=manifest.persons)
    if call.form != "table":
        put_rows(_QUALITY, [(*row, found.persons) for row in _measured(found)], call.form, call.lang)
    elif found.rows:
        _tell_quality(call, register, found)
    else:
        nothing = (f"{register.id} har inga rader än.", f"{register.id} has no rows yet.")
        note(pick(call.lang, nothing))
    _note_persons(manifest, call.lang)


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


_MISSING = (
    Column("variable", ("Saknas", "Missing")),
    Column("name", ("Namn", "Name")),
    Column("count", ("Rader", "Rows"), "count"),
    Column("share", ("Andel", "Share"), "count"),
    Column("required", ("Måste finnas", "Required")),
)

_DOUBTS = (
    Column("words", ("Att se efter", "To look at")),
    Column("rule", ("Regel", "Rule")),
    Column("count", ("Rader", "Rows"), "count"),
    Column("share", ("Andel", "Share"), "count"),
)

_BREAKS = (
    Column("unit", ("Brott i antal: enhet", "Break in counts: unit")),
    Column("month", ("Månad", "Month")),
    Column("rows", ("Rader", "Rows"), "count"),
    Column("usual", ("Vanligt", "Usual"), "count"),
)


def _tell_quality(call: Call, register: Register, found: Quality) -> None:
    """For people: what lacks, what is to be looked at, and where counts break, each under its heading."""
    rows = counted(found.rows, ("rad", "rader"), ("row", "rows"), call.lang)
    units = counted(len(found.units), ("enhet", "enheter"), ("unit", "units"), call.lang)
    click.echo(pick(call.lang, (f"{rows} från {units}", f"{rows} from {units}")) + f", {found.first}–{found.last}")
    names = {str(each.id): text_of(each.name, call.lang) for each in register.variables}
    lacking = [
        (each.variable, names[each.variable], each.count, _share(each.share, call), yes_no(each.required, call.lang))
        for each in found.missing
        if each.count
    ]
    if lacking:
        put_rows(_MISSING, lacking, call.form, call.lang)
    else:
        click.echo(pick(call.lang, ("Inget värde saknas.", "No value is missing.")))
    doubts = [(fault_words(register, "", each.rule, call.lang), each.rule, each.count) for each in found.implausible]
    doubts.append((pick(call.lang, _DUPLICATES), "", found.duplicates))
    doubts.append((pick(call.lang, _LATE), "", found.late))
    shares = [(*each, _share(Fraction(each[2], found.rows), call)) for each in doubts]
    put_rows(_DOUBTS, shares, call.form, call.lang)
    if found.breaks:
        breaks = [(each.unit, each.month, each.rows, value_text(each.usual)) for each in found.breaks]
        put_rows(_BREAKS, breaks, call.form, call.lang)


_DUPLICATES: Both = (
    "Kanske dubbelt: samma person, dag och enhet på en annan rad.",
    "Perhaps doubled: the same person, day and unit in another row.",
)
_LATE: Both = (
    f"Sent: kom mer än {LATE} dagar efter händelsen.",
    f"Late: came more than {LATE} days after the event.",
)


def _note_persons(manifest: Manifest, lang: Lang) -> None:
    if manifest.rows:
        note(persons_text(manifest.persons, lang))


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
