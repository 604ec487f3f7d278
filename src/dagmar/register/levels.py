"""Finds what each row's unit belonged to on the row's day, for tens of millions of rows at a time.

Time is cut, unit by unit, into pieces through which all that the unit belongs to stays the same. A row is sought among
the pieces by unit and day; the answers are those of `Units.chain`, which is the slow and plain way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from dagmar.register.units import Above, Kind, Span, Units

_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = 4_000_000
"""More than the days of all years to 9999, so that unit and day make one number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """From the first day to the last, both included, the unit belonged to this chain; it begins with itself."""

    unit: str
    first: date
    last: date
    chain: tuple[Above, ...]


def pieces(units: Units) -> tuple[Piece, ...]:
    """Each unit's time in pieces, in the order of unit and day; regions and municipalities have one each."""
    parties = [each for each in units.parties.by_id if units.is_party(each)]
    found = [Piece(each, date.min, date.max, units.chain(each, date.min)) for each in parties]
    return tuple(sorted([*found, *_of_spans(units)], key=lambda each: (each.unit, each.first)))


def _of_spans(units: Units) -> list[Piece]:
    """The pieces of the units that the table has."""
    found: list[Piece] = []
    for unit, spans in units.spans.items():
        for span in spans:
            cuts = sorted({span.first, *_cuts(span, span.first, span.last, units)})
            ends = [date.fromordinal(day.toordinal() - 1) for day in cuts[1:]] + [span.last]
            found += [
                Piece(unit, first, last, units.chain(unit, first)) for first, last in zip(cuts, ends, strict=True)
            ]
    return found


def stretches(units: Units) -> tuple[Piece, ...]:
    """Each unit's time cut only where it comes to belong otherwise, from the day on which it is first known.

    Pieces that belong alike are one, whatever else changes; where a unit is not known, it belongs nowhere: an empty
    chain. Parties, which always belong alike, are left out.
    """
    day, among = timedelta(days=1), _of_spans(units)
    chains: dict[tuple[str, date], tuple[Above, ...]] = {
        (each.unit, each.last + day): () for each in among if each.last < date.max
    }
    chains |= {(each.unit, each.first): each.chain for each in among}
    found: list[Piece] = []
    for (unit, first), chain in sorted(chains.items()):
        before = found.pop() if found and found[-1].unit == unit else None
        if before is not None and before.chain == chain:
            found.append(before)
            continue
        if before is not None:
            found.append(replace(before, last=first - day))
        found.append(Piece(unit, first, date.max, chain))
    return tuple(found)


def _cuts(span: Span, first: date, last: date, units: Units) -> Iterator[date]:
    """The days after the first on which something above the span changes."""
    for each in units.spans.get(span.within or "", ()):
        begins, ends = max(first, each.first), min(last, each.last)
        if begins <= ends:
            yield begins
            yield from _cuts(each, begins, ends, units)


def piece(among: Sequence[Piece], unit: str, day: str) -> pl.Expr:
    """The place of each row's piece, by its columns of unit and day; null where the unit is not known that day."""
    names = pl.Series(sorted({each.unit for each in among}), dtype=pl.String)
    numbers = pl.Series(range(names.len()), dtype=pl.Int64)
    number = dict(zip(names, numbers, strict=True))
    begins = np.array([number[each.unit] * _DAYS + each.first.toordinal() for each in among], dtype=np.int64)
    ends = np.array([number[each.unit] * _DAYS + each.last.toordinal() for each in among], dtype=np.int64)

    def find(keys: pl.Series) -> pl.Series:
        if not ends.size:
            return pl.Series([None] * keys.len(), dtype=pl.Int32)
        key = keys.fill_null(-1).to_numpy()
        place = np.searchsorted(begins, key, side="right") - 1
        inside = (place >= 0) & (key <= ends[place])
        return pl.Series(np.where(inside, place, -1), dtype=pl.Int32).set(pl.Series(~inside), None)

    named = looked_up(pl.col(unit).cast(pl.String), names, numbers)
    ordinal = (pl.col(day).cast(pl.Int32).cast(pl.Int64) + _EPOCH).clip(1, _DAYS - 1)
    return (named * _DAYS + ordinal).map_batches(find, return_dtype=pl.Int32, is_elementwise=True)


def level(units: Units, unit: str, day: str, kind: Kind) -> pl.Expr:
    """The nearest of a kind that each row's unit was, or belonged to, on the row's day; null where there was none."""
    among = pieces(units)
    ids = [next((above.id for above in each.chain if above.kind == kind), None) for each in among]
    places = pl.Series(range(len(among)), dtype=pl.Int32)
    return looked_up(piece(among, unit, day), places, pl.Series(ids, dtype=pl.String))


def looked_up(column: pl.Expr, old: pl.Series, new: pl.Series) -> pl.Expr:
    """For each value of the column the new one that stands where it stands among the old; null where it does not.

    The engine's own `replace_strict` takes in a whole column at once; part by part, as here, the memory stays bounded.
    """
    return column.map_batches(
        lambda part: part.replace_strict(old, new, default=None, return_dtype=new.dtype),
        return_dtype=new.dtype,
        is_elementwise=True,
    )
