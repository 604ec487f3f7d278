"""The definition of a register: its purpose, its controller, its variables, its quality rules.

One definition serves everything: the door and its JSON Schema derive from these classes, intake follows them, and the
page of metadata is written from them. A new register takes a definition and no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.names import Id, Value
from dagmar.basis.parties import PartyId

BUILT_IN = (
    "missing",
    "not-date",
    "not-flag",
    "not-whole",
    "not-decimal",
    "not-a-code",
    "out-of-range",
    "to-come",
    "long-ago",
    "identity",
    "personal-number",
    "unknown-unit",
    "repeated",
    "sex-differs",
    "age-differs",
)
"""What is asked of every row, beside the rules of its definition; no rule may have one of these names."""

BUILT_IN_WARNINGS = frozenset({"repeated", "sex-differs", "age-differs"})
"""Those of them that only tell: the row is taken all the same."""

MAN, WOMAN = "1", "2"
"""The codes of legal sex in Swedish statistics (SCB, and the registers of Socialstyrelsen)."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, in both languages."""

    sv: Annotated[str, "in Swedish"]
    en: Annotated[str, "in English"]


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A system of codes that variables are written in, such as ICD-10-SE."""

    id: Annotated[Id, "short name in this file"]
    name: Annotated[Text, "its name"]
    owner: Annotated[PartyId, "who keeps it"]
    pattern: Annotated[str, "what a code looks like: A is a letter, 9 a digit, * any letters and digits"]
    source: Annotated[str | None, "where it is published"] = None


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that is registered for each observation: what a catalogue of research metadata asks for."""

    id: Annotated[Id, "short name: the column's name in files"]
    name: Annotated[Text, "its name"]
    what: Annotated[Text, "what it means, and how it is recorded"]
    type: Annotated[
        Literal["date", "flag", "code", "whole", "decimal", "identity", "provider"],
        "`flag` is yes or no; `code` is one of `values`, or of a code system; `identity` and `provider` stand once",
    ]
    unit: Annotated[str | None, "the unit of a number, such as `days`"] = None
    values: Annotated[Mapping[str, Text] | None, "the codes that may stand, with their words"] = field(
        default=None, hash=False
    )
    system: Annotated[Id | None, "which of the `systems` its codes are from"] = None
    least: Annotated[Value | None, "the least number that may stand"] = None
    most: Annotated[Value | None, "the greatest number that may stand"] = None
    required: Annotated[bool, "whether it must be there"] = True
    since: Annotated[date | None, "from which day it is recorded, if not from the beginning"] = None
    usual: Annotated[
        Mapping[str, Value] | None,
        "for made-up data alone, and no finding: each code (or `yes` and `no`) with its weight, or `from` and `to` "
        "of a number, or of the days from the event; `missing`, the share that is missing",
    ] = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold within an observation, in the language of expressions."""

    id: Annotated[Id, "short name, used in reports"]
    holds: Annotated[str, "what must hold, such as `discharged >= admitted`; nothing is said where a value is missing"]
    words: Annotated[Text, "what is wrong where it does not hold, and how to mend it"]
    severity: Annotated[
        Literal["error", "warning"], "`error`: the row is refused; `warning`: it is taken, and told"
    ] = "error"


@dataclass(frozen=True, slots=True)
class Roles:
    """Which variables say who, where and when, and of which sex and age."""

    person: Annotated[Id, "the identity of the person; only its pseudonym is ever kept"]
    provider: Annotated[Id, "the unit that gave the care"]
    event: Annotated[Id, "the day that the observation belongs to"]
    sex: Annotated[Id | None, "the sex"] = None
    age: Annotated[Id | None, "the age in whole years; rows lie sorted by unit, sex and age"] = None
    residence: Annotated[Id | None, "the municipality where the person lives, a code of four digits"] = None
    key: Annotated[tuple[Id, ...], "what makes an observation the same: a row with the same key corrects it"] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the register ought to hold: the reference that coverage (täckningsgrad) is measured against."""

    reference: Annotated[Text, "what is counted elsewhere, and by whom"]
    level: Annotated[Literal["unit", "region", "municipality"], "for what the reference is published"]


@dataclass(frozen=True, slots=True)
class Register:
    """A quality register, or a collection of health data that is kept like one."""

    dagmar: Annotated[Literal["1"], "version of this file format: `1`"]
    id: Annotated[Id, "short name, used in commands"]
    version: Annotated[int, "version of the definition: 1, and one more for each change"]
    name: Annotated[Text, "its name"]
    purpose: Annotated[Text, "what it is for"]
    controller: Annotated[PartyId, "the central data controller (CPUA); one for each register"]
    observation: Annotated[Text, "the unit of observation: what one row is"]
    population: Annotated[Text, "who and what is to be registered"]
    objection: Annotated[
        Literal["destroyed", "not-a-quality-register"],
        "`destroyed`: a person may object, and is then taken out for good (patientdatalagen, chapter 7)",
    ]
    roles: Annotated[Roles, "which variables say who, where and when"]
    variables: Annotated[tuple[Variable, ...], "what is registered, column by column"]
    systems: Annotated[tuple[CodeSystem, ...], "systems of codes"] = ()
    rules: Annotated[tuple[Rule, ...], "what must hold within a row"] = ()
    coverage: Annotated[Coverage | None, "what it is held against"] = None
    sources: Annotated[tuple[str, ...], "public descriptions that the definition was written from"] = ()
