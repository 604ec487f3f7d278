"""Finds what the user named: an agreement in the catalogue or in a file, a grant, a year, a recipient."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from dagmar import catalogue
from dagmar.agreement.check import check
from dagmar.agreement.file import AgreementFile, read_agreement
from dagmar.agreement.overlay import Overlay, lay, read_overlay
from dagmar.agreement.terms import Agreement, Text
from dagmar.allocation.examine import problems_of
from dagmar.allocation.plan import Plan, plan
from dagmar.basis.dates import first_day
from dagmar.basis.figures import NO_FIGURES, Figures
from dagmar.basis.names import Id
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Code, Place, Problem, SourceMap, errors_of, has_errors, problem
from dagmar.cli.command import ProblemsFound
from dagmar.site.home import database
from dagmar.words import Lang

MOST_READ = 20_000_000
"""Bytes of a file that are read at the most; what reads them tells its own, lower bound."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An agreement that could be read, with its file."""

    agreement: Agreement
    source: SourceMap


def read_named(name: str) -> AgreementFile:
    """Read the agreement of this id in the catalogue, or the file of this name."""
    if name in catalogue.agreement_ids():
        return read_agreement(catalogue.agreement_bytes(name), f"{name}.yaml")
    if _looks_like_a_file(name):
        return read_agreement(read_bytes(name), name)
    beside = f"{name}.yaml"
    if os.path.isfile(beside):
        return read_agreement(read_bytes(beside), beside)
    raise ProblemsFound([problem(Code.UNKNOWN_AGREEMENT, text=name, known=catalogue.agreement_ids())])


def read_bytes(name: str) -> bytes:
    """The bytes of a file that the user named."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST_READ + 1)
    except (OSError, ValueError):
        raise ProblemsFound([problem(Code.FILE_NOT_FOUND).at(Place(name))]) from None
    if len(data) > MOST_READ:
        raise ProblemsFound([problem(Code.FILE_TOO_LARGE, most=MOST_READ, size=os.path.getsize(name)).at(Place(name))])
    return data


def load(name: str) -> Loaded:
    """Read an agreement that must be free of errors, in its form and against itself; else raise ProblemsFound."""
    file = read_named(name)
    if file.agreement is None or has_errors(file.problems):
        raise ProblemsFound(file.problems)
    faults = errors_of(check(file.agreement, catalogue.parties()))
    if faults:
        raise ProblemsFound(file.source.locate(faults))
    return Loaded(file.agreement, file.source)


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that can be told of an agreement, and whether its terms could be read whole."""

    problems: tuple[Problem, ...]
    whole: bool


def examined(name: str) -> Examined:
    """Examine an agreement: errors, warnings, and notes on what it leaves open."""
    file = read_named(name)
    found = problems_of(file, catalogue.parties(), populations())
    return Examined(found, file.agreement is not None)


def plan_of(loaded: Loaded, grant: str | None = None, year: int | None = None, figures: Figures = NO_FIGURES) -> Plan:
    """The plan, with its problems placed in the file. Raises ProblemsFound for a grant or year that is not there."""
    agreement = loaded.agreement
    grants = tuple(each.id for each in agreement.grants)
    if grant is not None and grant not in grants:
        raise ProblemsFound([problem(Code.UNKNOWN_GRANT, agreement=agreement.id, text=grant, known=grants)])
    must_have(agreement, year)
    made = plan(agreement, catalogue.parties(), populations(), figures, grant=Id(grant) if grant else None, year=year)
    return replace(made, problems=loaded.source.locate(made.problems))


def with_overlays(loaded: Loaded, names: tuple[str, ...]) -> Loaded:
    """The agreement with the overlays laid on it, one after the other. Raises ProblemsFound with what is wrong."""
    for name in names:
        overlay = overlay_named(name)
        changed, problems = lay(loaded.agreement, overlay)
        if changed is None:
            raise ProblemsFound(problems)
        faults = [each for each in errors_of(check(changed, catalogue.parties())) if each.code is not Code.SUM_DIFFERS]
        if faults:  # but that printed sums no longer agree is what a changed amount is meant to do
            raise ProblemsFound(each.at(Place(overlay.source.file)) for each in faults)
        loaded = Loaded(changed, loaded.source)
    return loaded


def overlay_named(name: str) -> Overlay:
    """The overlay of this id in the catalogue, or in the file of this name."""
    known = name in catalogue.overlay_ids()
    data, file = (catalogue.overlay_bytes(name), f"{name}.yaml") if known else (read_bytes(name), name)
    overlay, problems = read_overlay(data, file)
    if overlay is None:
        raise ProblemsFound(problems)
    return overlay


def populations() -> Populations:
    """The catalogue's populations, and those that were adopted where there is a database that holds any."""
    if not database().exists():
        return catalogue.populations()
    from dagmar.cli.database import has_table

    if not has_table("store_populationrow"):
        return catalogue.populations()
    from dagmar.store.populations import known

    return known()


def year_of(agreement: Agreement) -> int:
    """The first year of an agreement: that of its first budget year, else that in which it begins."""
    return agreement.years[0].year if agreement.years else agreement.period.first.year


def must_have(agreement: Agreement, year: int | None) -> None:
    """Raise ProblemsFound for a year of which the agreement has no money."""
    years = tuple(sorted({pot.year for each in agreement.grants for pot in each.pots}))
    if year is not None and year not in years:
        raise ProblemsFound([problem(Code.UNKNOWN_YEAR, agreement=agreement.id, text=str(year), known=years)])


def name_in(whom: str, year: int) -> str:
    """The name of a party when the year began; a class and an unknown party keep their id."""
    return catalogue.parties().name_of(whom, first_day(year))


def say_text(text: Text, lang: Lang) -> str:
    """The words of the agreement in the language."""
    return text.sv if lang == "sv" else text.en


def _looks_like_a_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name
