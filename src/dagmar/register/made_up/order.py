"""What is ordered of made-up data: how many rows, of which days and units, and how the units differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dagmar.basis.parties import Parties, Whom
from dagmar.register.definition import Register
from dagmar.register.units import Units

_REGIONS = (
    *("01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13"),
    *("14", "17", "18", "19", "20", "21", "22", "23", "24", "25"),
)
"""The county codes of the 21 regions."""

_HOSPITAL = 8
"""So many clinics share a hospital."""

_SEASON = (1.0, 1.0, 1.05, 1.0, 1.05, 0.95, 0.5, 0.85, 1.1, 1.1, 1.05, 0.8)
"""How much a day of each month weighs: July is quiet, and so is Christmas."""

_WEEKEND = 0.35
"""What a Saturday or a Sunday weighs against another day."""

_OF_PARTIES = (
    ("kommunkod", "municipality", Whom("municipalities")),
    ("lanskod", "region", Whom("regions")),
    ("regionkod", "region", Whom("regions")),
)
"""The code systems whose codes are parties' own: the id of the system, and the kind and the class of those parties."""

_UNITS, PARTS, _WORDS, SIZES = range(4)
"""What chance is for, so that no two uses ever share it: each has a stream of its own under the same seed."""


@dataclass(frozen=True, slots=True)
class Order:
    """Made-up data: the register, its rows, and the first and last day of the event.

    `spread` is the standard deviation between units of each variable's level, and `trend` its change a year, both in
    logits: 0.5 takes a share of 50 % to 62 %. `faults` rows get something wrong on purpose. `codes` has the codes that
    there are of a system, where they are known; of other systems only what they look like is.
    """

    register: Register
    rows: int
    first: date
    last: date
    seed: int
    units: tuple[str, ...]
    spread: float = 0.0
    trend: float = 0.0
    faults: int = 0
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def chance(order: Order, use: int, place: int = 0) -> np.random.Generator:
    """Numbers by chance, the same on every machine for the same seed, use and place."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(order.seed, spawn_key=(use, place))))


def unit_shifts(order: Order, place: int) -> NDArray[np.float64]:
    """By how many logits each unit lies above the middle in the variable at this place of the definition."""
    return order.spread * chance(order, _UNITS, place).standard_normal(len(order.units))


def shifts(order: Order) -> pl.DataFrame:
    """The truth that was planted: unit, variable, shift in logits.

    Of a flag it is yes that shifts, of a code the one that stands first; of a number and a day, the place of the median
    within its usual range, away from the event for a day. What a rule then forces upon a row has no shift.
    """
    frames = [
        pl.DataFrame({"unit": order.units, "shift": unit_shifts(order, place)}).with_columns(variable=pl.lit(each.id))
        for place, each in enumerate(order.register.variables)
        if each.id in shifted(order.register)
    ]
    schema = {"unit": pl.String, "variable": pl.String, "shift": pl.Float64}
    return pl.concat([pl.DataFrame(schema=schema), *(each.select(*schema) for each in frames)])


def shifted(register: Register) -> frozenset[str]:
    """The variables whose level differs between units: all but those that say who, where and when."""
    return frozenset(each.id for each in register.variables) - roles_of(register)


def roles_of(register: Register) -> frozenset[str]:
    """The variables that say who, where and when."""
    roles = register.roles
    return frozenset(
        each for each in (roles.person, roles.provider, roles.event, roles.sex, roles.age) if each is not None
    )


def word_chance(order: Order, place: int) -> np.random.Generator:
    """Chance for the codes that a variable without words of its own may take."""
    return chance(order, _WORDS, place)


def unit_sizes(order: Order) -> NDArray[np.float64]:
    """How large each unit is against the others: a few are large, many small."""
    return np.asarray(np.exp(0.8 * chance(order, SIZES).standard_normal(len(order.units))))


def day_weights(order: Order) -> NDArray[np.float64]:
    """How much each day of the order weighs, from the first to the last."""
    days = (order.first + timedelta(days=each) for each in range((order.last - order.first).days + 1))
    return np.array([_SEASON[day.month - 1] * (_WEEKEND if day.weekday() > 4 else 1.0) for day in days])


def made_up_units(count: int) -> pl.DataFrame:
    """So many made-up clinics, and the hospitals that they are in, spread over the 21 regions.

    Columns: unit, name, kind, within, first, last, into. Their names say that they are made up.
    """
    names = ("unit", "name", "kind", "within", "first", "last", "into")
    return pl.DataFrame(list(_units(count)), schema=dict.fromkeys(names, pl.String), orient="row")


def clinics_of(units: pl.DataFrame) -> tuple[str, ...]:
    """The units that give care themselves, in order: those that an order names."""
    return tuple(units.filter(pl.col("kind") == "clinic")["unit"])


def givers_of(units: Units, first: date, last: date) -> tuple[str, ...]:
    """The units of a table that give care themselves, in order: nothing lies within them, and each of the days they
    are there."""
    above = {span.within for spans in units.spans.values() for span in spans}
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    return tuple(sorted(each for each in units.spans if each not in above and all(units.at(each, day) for day in days)))


def known_codes(parties: Parties, day: date) -> dict[str, tuple[str, ...]]:
    """The codes of municipalities and of regions that there were on a day, by the ids of their systems."""
    return {
        system: tuple(each.removeprefix(f"{kind}-") for each in parties.members(whom, day))
        for system, kind, whom in _OF_PARTIES
    }


def _units(count: int) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    for place in range(count):
        round_, region = place // len(_REGIONS), _REGIONS[place % len(_REGIONS)]
        number = round_ // _HOSPITAL + 1
        hospital = f"hospital-{region}-{number}"
        if round_ % _HOSPITAL == 0:
            name = f"Påhittade sjukhuset {region}-{number}"
            yield hospital, name, "hospital", f"region-{region}", "", "", ""
        name = f"Påhittade mottagningen {region}-{round_ + 1:02}"
        yield f"unit-{region}-{round_ + 1:02}", name, "clinic", hospital, "", "", ""
