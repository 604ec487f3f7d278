"""Reads tables that users give: CSV apart by commas or semicolons, every fault told with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from dagmar import catalogue
from dagmar.agreement.terms import (
    Agreement,
    ByMeasure,
    ByTiers,
    Measure,
    PerUnit,
    Requirement,
    may_be,
    rules_of,
    unit_of,
)
from dagmar.basis.dates import first_day
from dagmar.basis.figures import NO_FIGURES, Figures, Published
from dagmar.basis.names import Id, Value, read_exact, read_value
from dagmar.basis.parties import Party, PartyId, Whom
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import ProblemsFound, option
from dagmar.cli.loading import read_bytes

MOST_ROWS = 200_000
"""Far more rows than recipients and measures; a longer table is another kind of file."""

Row = tuple[int, dict[str, str]]
"""The line in the file, and the cells by column."""


def read_table(data: bytes, file: str, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The rows of a table that has at least these columns, and a problem for each row of another length.

    Raises ProblemsFound where the file is no such table.
    """
    try:
        text = data.decode("utf-8-sig")
        comma = ";" if ";" in text.partition("\n")[0] else ","
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        header = list(rows.fieldnames or ())
        listed: list[tuple[int, dict[Any, Any]]] = []
        for row in rows:
            listed.append((rows.line_num, row))
            if len(listed) > MOST_ROWS:
                raise ProblemsFound([problem(Code.TOO_LONG, most=MOST_ROWS).at(Place(file, rows.line_num))])
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise ProblemsFound([problem(Code.NOT_UTF8).at(Place(file, line))]) from None
    except csv.Error as fault:
        raise ProblemsFound([problem(Code.NOT_CSV, what=str(fault)).at(Place(file))]) from None
    needed = tuple(columns)
    missing = tuple(name for name in columns if name not in header)
    faults = [problem(Code.COLUMN_MISSING, missing=missing, columns=needed)] if missing else []
    faults += [problem(Code.COLUMN_TWICE, column=name) for name in columns if header.count(name) > 1]
    if faults:
        raise ProblemsFound(fault.at(Place(file, 1)) for fault in faults)
    kept: list[Row] = []
    problems: list[Problem] = []
    for line, row in listed:
        cells = sum(value is not None for value in row.values()) + len(row.get(None) or ()) - (None in row)
        if cells == len(header):
            kept.append((line, {key: str(value).strip() for key, value in row.items()}))
        else:
            problems.append(problem(Code.BAD_ROW, found=cells, expected=len(header)).at(Place(file, line)))
    return kept, problems


def read_counts(file: str) -> dict[PartyId, int]:
    """Read a table of people by party or code. Raises ProblemsFound with every fault."""
    rows, problems = read_table(read_bytes(file), file, ("party", "population"))
    counts: dict[PartyId, int] = {}
    first: dict[str, int] = {}
    for line, row in rows:
        at, count = Place(file, line), read_exact(row["population"])
        those = _parties_of(row["party"])
        if isinstance(count, Problem) or count.denominator != 1:
            problems.append(problem(Code.BAD_NUMBER, ("population",), text=row["population"]).at(at))
        elif again := [each for each in those if each in first]:
            found = problem(Code.DUPLICATE_RECIPIENT, recipient=again[0], first=first[again[0]])
            problems.append(found.at(at))
        else:
            counts.update(dict.fromkeys(those, int(count)))
        for each in those:
            first.setdefault(each, line)
    if not counts and not problems:
        problems.append(problem(Code.EMPTY_VALUE).at(Place(file)))
    if problems:
        raise ProblemsFound(problems)
    return counts


def _parties_of(code: str) -> tuple[PartyId, ...]:
    """Statistics Sweden's codes: four digits for a municipality, two for a county and its region."""
    if code.isascii() and code.isdigit() and len(code) == 4:
        return (PartyId(f"municipality-{code}"),)
    if code.isascii() and code.isdigit() and len(code) == 2:
        return PartyId(f"county-{code}"), PartyId(f"region-{code}")
    return (PartyId(code),)


_FIGURE_COLUMNS = ("measure", "recipient", "value", "edition")


overlay_option = option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    words=("Lägg först en ändring på villkoren.", "First lay an overlay on the terms."),
)
figures_option = option(
    "--figures",
    metavar="FILE.csv",
    words=(
        "Publicerade siffror: measure, recipient, value, edition.",
        "Published figures: measure, recipient, value, edition.",
    ),
)


def figures_for(agreement: Agreement, file: str | None) -> Figures:
    """The figures of the file, for what the agreement measures and requires; none without a file."""
    return read_figures(file, agreement) if file else NO_FIGURES


def read_figures(file: str, agreement: Agreement) -> Figures:
    """Read published figures: one row for each measure and recipient. Raises ProblemsFound with every fault."""
    rows, problems = read_table(read_bytes(file), file, _FIGURE_COLUMNS)
    judged: dict[Id, Measure | Requirement] = {each.id: each for each in agreement.measures}
    judged |= {each.id: each for each in agreement.requirements}
    whom = {name: _judged_by(each, agreement) for name, each in judged.items()}
    values: dict[Id, dict[PartyId, Value]] = {}
    editions: dict[Id, str] = {}
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        at, measure, recipient = Place(file, line), Id(row["measure"]), PartyId(row["recipient"])
        value = read_value(row["value"])
        if measure not in judged:
            problems.append(problem(Code.FIGURE_UNKNOWN, ("measure",), measure=measure, known=tuple(judged)).at(at))
        elif recipient not in whom[measure]:
            near = _meant(recipient, whom[measure])
            found = problem(Code.FIGURE_OF_NOBODY, ("recipient",), recipient=recipient, measure=measure, near=near)
            problems.append(found.at(at))
        elif has_personal_number(row["edition"]):
            problems.append(problem(Code.PERSONAL_NUMBER, ("edition",)).at(at))
        elif not row["edition"] or editions.setdefault(measure, row["edition"]) != row["edition"]:
            problems.append(problem(Code.EDITIONS_DIFFER, ("edition",), measure=measure).at(at))
        elif (measure, recipient) in first:
            found = problem(Code.DUPLICATE_RECIPIENT, recipient=recipient, first=first[measure, recipient])
            problems.append(found.at(at))
        elif isinstance(value, Problem):
            problems.append(Problem(value.code, ("value",), value.params, at))
        elif not may_be(judged[measure], value):
            unit = unit_of(judged[measure])
            found = problem(Code.VALUE_NOT_POSSIBLE, ("value",), text=row["value"], measure=measure, unit=unit)
            problems.append(found.at(at))
        else:
            values.setdefault(measure, {})[recipient] = value
        first.setdefault((measure, recipient), line)
    if problems:
        raise ProblemsFound(problems)
    return Figures({name: Published(name, editions[name], those) for name, those in values.items()})


def _judged_by(judged: Measure | Requirement, agreement: Agreement) -> frozenset[PartyId]:
    """Whom figures may be given for: those that a rule measures, those that must meet a requirement, or counties."""
    parties, day = catalogue.parties(), first_day(agreement.period.first.year)
    if isinstance(judged, Measure):
        among = [whom for _, _, _, rule in rules_of(agreement.grants) for whom in _measured(rule, judged.id)]
        return frozenset(parties.all_of(among, day))
    members = parties.all_of(judged.of, day)
    if judged.judged == "recipient":
        return frozenset(members)
    counties = {(parties.get(each) or _NOBODY).county for each in members}
    return frozenset(each for each in counties if each)


_NOBODY = Party(PartyId(""), "", "", ())


def _measured(rule: object, measure: Id) -> tuple[Whom, ...]:
    return rule.among if isinstance(rule, ByMeasure | ByTiers | PerUnit) and rule.measure == measure else ()


def _meant(text: str, known: frozenset[PartyId]) -> tuple[str, ...]:
    """The county of a region that is judged with its county, or the party of that name."""
    parties = catalogue.parties()
    party = parties.get(text)
    if party and party.county in known:
        return (str(party.county),)
    names = {named.name.casefold(): each for each in sorted(known) for named in (parties.get(each) or _NOBODY).names}
    return tuple(names[name] for name in names if text.casefold() in name)[:1] if text else ()
