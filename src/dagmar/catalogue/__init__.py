"""The catalogue's front door: agreements as bytes, and the reference tables of parties and populations as values.

The rest of this folder is data. Each row of a table carries its source.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from dagmar.basis.parties import Named, Parties, Party, PartyId
from dagmar.basis.populations import Population, Populations, Quality

_FOLDER = files(__name__)


def agreement_ids() -> tuple[str, ...]:
    """The ids of the agreements in the catalogue, in order."""
    names = (entry.name for entry in (_FOLDER / "agreements").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def agreement_bytes(agreement_id: str) -> bytes:
    """The file of one agreement; KeyError where the catalogue has none of that id."""
    if agreement_id not in agreement_ids():
        raise KeyError(agreement_id)
    return (_FOLDER / "agreements" / f"{agreement_id}.yaml").read_bytes()


def overlay_ids() -> tuple[str, ...]:
    """The ids of the overlays in the catalogue, in order."""
    names = (entry.name for entry in (_FOLDER / "overlays").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def overlay_bytes(overlay_id: str) -> bytes:
    """The file of one overlay; KeyError where the catalogue has none of that id."""
    if overlay_id not in overlay_ids():
        raise KeyError(overlay_id)
    return (_FOLDER / "overlays" / f"{overlay_id}.yaml").read_bytes()


def register_ids() -> tuple[str, ...]:
    """The ids of the registers in the catalogue, in order."""
    names = (entry.name for entry in (_FOLDER / "registers").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def register_bytes(register_id: str) -> bytes:
    """The definition of one register; KeyError where the catalogue has none of that id."""
    if register_id not in register_ids():
        raise KeyError(register_id)
    return (_FOLDER / "registers" / f"{register_id}.yaml").read_bytes()


def indicator_ids() -> tuple[str, ...]:
    """The ids of the sets of indicators in the catalogue, in order."""
    names = (entry.name for entry in (_FOLDER / "indicators").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def indicator_bytes(set_id: str) -> bytes:
    """The file of one set of indicators; KeyError where the catalogue has none of that id."""
    if set_id not in indicator_ids():
        raise KeyError(set_id)
    return (_FOLDER / "indicators" / f"{set_id}.yaml").read_bytes()


def questions_bytes() -> bytes:
    """The file of the questions that papers share."""
    return (_FOLDER / "questions.yaml").read_bytes()


def new_agreement(agreement_id: str, lang: str) -> str:
    """The commented start of an agreement file, in `sv` or `en`, for the year that the id ends with, if it does."""
    text = (_FOLDER / "new" / f"agreement.{lang}.yaml").read_text(encoding="utf-8")
    year = agreement_id[-4:]
    if re.fullmatch("(?:19|20|21)[0-9]{2}", year):
        known = [day for day in populations().by_date if day.isoformat() < f"{year}-01-01"]
        day = max(known, default=date(2019, 12, 31)).isoformat()
        text = text.replace("2019-12-31", "DAY").replace("2020", year).replace("DAY", day)
    return text.replace("AGREEMENT-ID", agreement_id)


def new_register(register_id: str, lang: str) -> str:
    """The commented start of a register's definition, in `sv` or `en`."""
    return (_FOLDER / "new" / f"register.{lang}.yaml").read_text(encoding="utf-8").replace("REGISTER-ID", register_id)


def new_indicators(set_id: str, lang: str) -> str:
    """The commented start of a file of indicators, in `sv` or `en`."""
    return (_FOLDER / "new" / f"indicators.{lang}.yaml").read_text(encoding="utf-8").replace("SET-ID", set_id)


@cache
def parties() -> Parties:
    """All parties, each with its names in time."""
    rows: dict[PartyId, list[dict[str, str]]] = {}
    for row in _table("parties.csv"):
        rows.setdefault(PartyId(row["party"]), []).append(row)
    return Parties({party: _party(party, named) for party, named in rows.items()})


@cache
def populations() -> Populations:
    """All populations, by day."""
    by_day: dict[date, Population] = {}
    for entry in _table("populations/index.csv"):
        counts = {PartyId(row["party"]): int(row["population"]) for row in _table(f"populations/{entry['file']}")}
        quality = _QUALITIES[entry["quality"]]
        day = date.fromisoformat(entry["day"])
        by_day[day] = Population(day, entry["source"], quality, counts)
    return Populations(dict(sorted(by_day.items())))


_QUALITIES: dict[str, Quality] = {"official": "official", "recovered": "recovered"}


def _party(party: PartyId, rows: list[dict[str, str]]) -> Party:
    names = tuple(Named(row["name"], _day(row["first"]), _day(row["last"])) for row in rows)
    county = PartyId(rows[0]["county"]) if rows[0]["county"] else None
    return Party(party, rows[0]["kind"], rows[0]["number"], names, county)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _table(name: str) -> Iterator[dict[str, str]]:
    text = _FOLDER.joinpath(*name.split("/")).read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines()))
