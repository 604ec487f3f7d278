"""The definition of indicators: who is counted, what is counted of them, and what is aimed at.

A file holds the indicators of one register: they share age bands, so that all are counted in one pass. The words for
who is counted are those of clinical quality measures (HL7, Quality Measure Implementation Guide): initial population,
denominator, exclusions, numerator, exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from dagmar.basis.names import ClauseRef, Id, Share, Value
from dagmar.register.definition import Text

Kind = Literal["proportion", "rate", "mean", "quantile", "ratio"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an indicator comes from: a guideline, a handbook, or a clause of an agreement."""

    name: Annotated[str, "the guideline, or what else it is taken from"]
    agreement: Annotated[Id | None, "the agreement in the catalogue that names it"] = None
    clause: Annotated[ClauseRef | None, "the clause there"] = None
    url: Annotated[str | None, "where it is published"] = None


@dataclass(frozen=True, slots=True)
class Target:
    """A level that is aimed at."""

    id: Annotated[Id, "short name"]
    name: Annotated[Text, "what the level is called"]
    at: Annotated[
        Value,
        "the value from which it is reached, such as `90 %` or `1.1`: at least this, or at most where lower is better",
    ]
    source: Annotated[str, "who set it; `illustrative` where nobody has"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. Every condition is in the language of conditions; only what is true counts, never the unknown."""

    id: Annotated[Id, "short name, used in commands"]
    name: Annotated[Text, "its name"]
    what: Annotated[Text, "what it says, and of whom"]
    kind: Annotated[
        Kind,
        "`proportion`: numerator of denominator; `rate`: events for each unit of `exposure`; `mean` and `quantile` of "
        "`value`; `ratio`: observed over what would be expected, were each sex and band of `ages` as in the "
        "whole country "
        "in the same period",
    ]
    better: Annotated[Literal["higher", "lower", "neither"], "which way is better"]
    population: Annotated[
        str | None,
        "the initial population: whom it is about, such as those with a diagnosis; all rows where nothing is said",
    ] = None
    denominator: Annotated[
        str | None,
        "which of the population are counted, such as those whose care has ended; all of it where nothing is said",
    ] = None
    exclusions: Annotated[str | None, "which of those are left out, before the numerator is looked at"] = None
    numerator: Annotated[str | None, "which of those have it; of a rate, which rows are events"] = None
    exceptions: Annotated[str | None, "which are left out where they are not in the numerator"] = None
    unknown: Annotated[
        Literal["not-met", "left-out"],
        "what a row is whose numerator is unknown: `not-met`, which goes without saying, or `left-out`: not "
        "counted at all",
    ] = "not-met"
    counts: Annotated[
        Literal["rows", "persons"],
        "`rows`, which goes without saying, or `persons`: each person once in a period, in the numerator if one of the "
        "rows is (proportions alone)",
    ] = "rows"
    value: Annotated[str | None, "of a mean or quantile: a number, or the days between two days"] = None
    decimals: Annotated[
        int,
        "to how many decimals the value is rounded before it is added, so that sums are exact; to whole numbers where "
        "nothing is said",
    ] = 0
    events: Annotated[str | None, "of a rate: a whole number that each row adds, where one row may hold several"] = None
    exposure: Annotated[
        str | None, "of a rate: what each row adds below the line, such as `days(admitted, discharged)`"
    ] = None
    quantile: Annotated[Share | None, "which quantile; 1/2 is the median"] = None
    per: Annotated[
        int, "what a rate or proportion is told by: 100 is per cent, which goes without saying, 1000 per thousand"
    ] = 100
    by: Annotated[
        tuple[Literal["sex", "age"], ...],
        "what it may be split by, besides units and time; by both where nothing is said",
    ] = ("sex", "age")
    targets: Annotated[tuple[Target, ...], "levels that are aimed at"] = ()
    sources: Annotated[tuple[Source, ...], "where it comes from"] = ()

    @property
    def told_per(self) -> int:
        """By what the value is multiplied where it is told."""
        return self.per if self.kind in ("proportion", "rate") else 1


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """The indicators of one register."""

    dagmar: Annotated[Literal["1"], "version of this file format: `1`"]
    id: Annotated[Id, "short name, used in commands"]
    register: Annotated[str, "the register: its id in the catalogue, or its file, beside this one"]
    version: Annotated[int, "version of the definitions: 1, and one more for each change"]
    name: Annotated[Text, "the name of the whole"]
    indicators: Annotated[tuple[Indicator, ...], "the indicators"]
    ages: Annotated[
        tuple[int, ...],
        "the age at which each band begins, of all indicators of the file; the first also holds all who are younger; "
        "`[0, 18, 65, 75, 80, 85, 90]` where nothing is said",
    ] = (
        0,
        18,
        65,
        75,
        80,
        85,
        90,
    )
