"""Reads the table of units, and refuses one that says two things of the same day, or names what is not there.

    unit,name,kind,within,first,last,into
    A1,Medicine,clinic,H1,,2019-12-31,A3
    A2,Surgery,clinic,H1,,2019-12-31,A3
    A3,Medicine and surgery,clinic,H1,2020-01-01,,
    H1,The hospital,hospital,region-01,,,

An empty first day is always, an empty last day is still. Two rows with the same `into` are a merge. A split has a row
for each that carries on, the same but for `into`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from dagmar.basis.dates import read_date
from dagmar.basis.parties import Parties
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.register.side_table import Cells, cell_wrong, read_side_table
from dagmar.register.units import KINDS, UNIT, Span, Units

COLUMNS = ("unit", "name", "kind", "within", "first", "last", "into")

_MOST_NAME = 200

MOST_DEPTH = 20
"""So many steps may a unit lie below what it belongs to: far more than there are levels of care."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A span, and where it stands."""

    span: Span
    place: Place


def units_of(data: bytes, file: str, parties: Parties) -> Units | tuple[Problem, ...]:
    """The units of a CSV table; every problem, each with its line, where it is not sound. `file` is named in them."""
    rows, problems = read_side_table(data, file, COLUMNS)
    placed: list[_Placed] = []
    for place, cells in rows:
        wrong = list(_wrong_cells(cells, place, parties))
        problems += wrong
        if not wrong:
            placed.append(_Placed(_span(cells), place))
    units, overlaps = _joined(placed, parties)
    problems += overlaps
    if not problems:  # what a faulty row names, or is named by, cannot be judged
        problems += [found for each in placed for found in _misplaced(each, units)]
    return tuple(sorted(problems, key=lambda found: found.place.line)) or units


# Row by row


def _wrong_cells(cells: Cells, place: Place, parties: Parties) -> Iterator[Problem]:
    if not UNIT.fullmatch(cells["unit"]) or parties.get(cells["unit"]):
        yield cell_wrong("unit", "unit", place)
    if not cells["name"] or len(cells["name"]) > _MOST_NAME:
        yield cell_wrong("name", "unit-name", place)
    if cells["kind"] not in KINDS:
        yield cell_wrong("kind", "unit-kind", place)
    days = {column: cells[column] and read_date(cells[column]) for column in ("first", "last")}
    yield from (cell_wrong(column, "day", place) for column, day in days.items() if isinstance(day, Problem))
    match days["first"], days["last"]:
        case date() as first, date() as last if last < first:
            yield cell_wrong("last", "later-day", place)
        case (_, "" | date.max) if cells["into"]:  # nothing can carry on after the last of all days
            yield cell_wrong("last", "day", place)


def _span(cells: Cells) -> Span:
    """A row whose cells are sound."""
    return Span(
        cells["unit"],
        cells["name"],
        next(kind for kind in KINDS if kind == cells["kind"]),
        cells["within"] or None,
        date.fromisoformat(cells["first"]) if cells["first"] else date.min,
        date.fromisoformat(cells["last"]) if cells["last"] else date.max,
        (cells["into"],) if cells["into"] else (),
    )


# Unit by unit


def _joined(placed: Iterable[_Placed], parties: Parties) -> tuple[Units, list[Problem]]:
    """The spans of each unit in order, the rows of a split made one; a problem for each row that overlaps another."""
    rows: dict[str, list[_Placed]] = {}
    for each in placed:
        rows.setdefault(each.span.unit, []).append(each)
    problems: list[Problem] = []
    spans: dict[str, tuple[Span, ...]] = {}
    for unit, those in rows.items():
        those.sort(key=lambda each: each.span.first)
        spans[unit] = _whole_spans(each.span for each in those)
        problems += _overlaps(those)
    return Units(spans, parties), problems


def _whole_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: dict[Span, tuple[str, ...]] = {}
    for span in spans:
        alone = replace(span, into=())
        found[alone] = tuple(sorted({*found.get(alone, ()), *span.into}))
    return tuple(replace(span, into=into) for span, into in found.items())


def _overlaps(rows: list[_Placed]) -> Iterator[Problem]:
    """Rows in the order of their first days; only the rows of a split may hold on the same days."""
    for one, other in pairwise(rows):
        if other.span.first <= one.span.last and not _are_a_split(one.span, other.span):
            yield problem(Code.UNITS_OVERLAP, first=one.place.line).at(other.place)


def _are_a_split(one: Span, other: Span) -> bool:
    return bool(one.into and other.into) and one.into != other.into and replace(one, into=other.into) == other


# What a row names


def _misplaced(placed: _Placed, units: Units) -> Iterator[Problem]:
    """A row that names what is not there, or that goes on after it has ended."""
    span, place = placed.span, placed.place
    if span.within is not None and not units.is_party(span.within):
        if span.within not in units.spans:
            yield problem(Code.UNIT_UNKNOWN, ("within",)).at(place)
        elif not _covered(span, units.spans[span.within]):
            yield problem(Code.UNIT_NOT_THEN, ("within",)).at(place)
    leads = set(_leads(span, span.first, span.last, (span.unit,), units.spans))
    if Code.WITHIN_ITSELF in leads:
        yield problem(Code.WITHIN_ITSELF, ("within",)).at(place)
    elif leads:
        yield problem(Code.UNIT_TOO_DEEP, ("within",), most=MOST_DEPTH).at(place)
    for each in span.into:
        if each not in units.spans:
            yield problem(Code.UNIT_UNKNOWN, ("into",)).at(place)
        elif units.at(each, span.last + timedelta(days=1)) is None:
            # As each carries on later than the one before it, this also refuses a circle.
            yield problem(Code.UNIT_NOT_THEN, ("into",)).at(place)
        if units.spans[span.unit][-1].last != span.last:
            yield problem(Code.UNIT_GOES_ON, ("into",)).at(place)


def _covered(span: Span, by: tuple[Span, ...]) -> bool:
    """True where the other unit is there on each day of the span."""
    day = span.first
    for each in by:
        if each.holds_on(day):
            if span.last <= each.last:
                return True
            day = each.last + timedelta(days=1)
    return False


def _leads(
    span: Span, first: date, last: date, below: tuple[str, ...], spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[Code]:
    """What is wrong with what lies above the span from first to last: it is the unit that it began with, or no end."""
    if span.within == below[0]:
        yield Code.WITHIN_ITSELF
    elif span.within is None or span.within in below:  # another's circle is told on its own row
        return
    elif len(below) > MOST_DEPTH:
        yield Code.UNIT_TOO_DEEP
    else:
        for each in spans.get(span.within, ()):
            if each.first <= last and first <= each.last:
                yield from _leads(each, max(first, each.first), min(last, each.last), (*below, span.within), spans)
