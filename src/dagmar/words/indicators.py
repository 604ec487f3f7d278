"""Says in plain words what an indicator counts, and why a row counts or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dagmar.basis.names import value_text
from dagmar.indicator.definition import Indicator, Kind, Source, Target
from dagmar.indicator.meaning import said
from dagmar.indicator.reason import Outcome, Reason, deciding
from dagmar.register.definition import Register
from dagmar.register.expression import And, Node, Not, Or, evaluate, names_in
from dagmar.words.amounts import Lang
from dagmar.words.conditions import condition_lines, name_of, phrase, said_in

_Both = Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an explanation: what it belongs to, how far it is indented below it, its words."""

    title: str
    depth: int
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the reason of a row: as above, the answer, and whether the answer to the whole step hangs on it."""

    title: str
    depth: int
    words: str
    answer: str
    decides: bool


def tell_indicator(indicator: Indicator, register: Register, lang: Lang) -> Iterator[Told]:
    """What is counted, of whom, what happens to values that are missing, how it is told, what is aimed at, by whom."""
    yield Told(_WHAT[lang], 0, said_in(indicator.what, lang))
    conditions = said(indicator, register)
    for key in ("population", "denominator", "exclusions", "numerator", "exceptions", "events", "exposure", "value"):
        title = key_title(indicator, key, lang)
        if key in conditions:
            yield from (
                Told(title, each.depth, each.words) for each in condition_lines(conditions[key], register, lang)
            )
        elif key in _OF_KIND[indicator.kind]:
            yield Told(title, 0, _WHOLE[key][lang])
    yield Told(_MISSING[lang], 0, _missing(indicator, lang))
    yield Told(_COUNTED[lang], 0, _COUNTS[indicator.counts][lang])
    yield Told(_TOLD[lang], 0, _how(indicator, lang))
    yield from (Told(_TARGETS[lang], 0, _target(indicator, each, lang)) for each in indicator.targets)
    yield from (Told(_SOURCES[lang], 0, _source(each, lang)) for each in indicator.sources)


def tell_reason(
    found: Reason, indicator: Indicator, register: Register, row: Mapping[str, Any], lang: Lang
) -> Iterator[Asked]:
    """Each step that the row was asked, with every part of its condition; last what became of the row."""
    for step in found.steps:
        title = key_title(indicator, step.key, lang)
        if step.key in ("value", "events", "exposure"):
            answer = _answer(step.node, step.found, row, register, lang)
            decided = step is found.steps[-1] and found.outcome in ("without-value", "below-zero")
            yield Asked(title, 0, phrase(step.node, register, lang), answer, decided)
            continue
        decides = deciding(step.node, row)
        for line in condition_lines(step.node, register, lang):
            answer = _answer(line.node, evaluate(line.node, row), row, register, lang)
            yield Asked(title, line.depth, line.words, answer, _bare(line.node) in decides)
    yield Asked(_OUTCOME[lang], 0, outcome_words(found, indicator, lang), "", False)


def outcome_words(found: Reason, indicator: Indicator, lang: Lang) -> str:
    """What became of the row, and why, in one sentence."""
    last = key_title(indicator, found.steps[-1].key, lang) if found.steps else ""
    unknown = any(step.key == "numerator" and step.found is None for step in found.steps)
    words = _UNMET_UNKNOWN if found.outcome == "not-met" and unknown else _OUTCOMES[found.outcome]
    said = _UNKNOWN if found.steps and found.steps[-1].found is None else _YES_NO[False]
    return words[lang].format(last=last, answer=said[lang])


def key_title(indicator: Indicator, key: str, lang: Lang) -> str:
    """What a key of an indicator is called."""
    return (_NUMERATOR_OF_RATE if key == "numerator" and indicator.kind == "rate" else _TITLES[key])[lang]


def kind_words(kind: Kind, lang: Lang) -> str:
    """What a kind of indicator is called."""
    return _KINDS[kind][lang]


def better_words(indicator: Indicator, lang: Lang) -> str:
    """Which way is better."""
    return _BETTER[indicator.better][lang]


def _missing(indicator: Indicator, lang: Lang) -> str:
    if indicator.kind in ("mean", "quantile"):
        return _MISSING_VALUE[lang]
    words = _MISSING_NUMERATOR[indicator.unknown][lang]
    return f"{words} {_MISSING_EXPOSURE[lang]}" if indicator.kind == "rate" else words


def _how(indicator: Indicator, lang: Lang) -> str:
    """The unit, the method of the interval, which way is better, what it may be split by."""
    unit = _UNITS[indicator.kind][lang].format(per=_per(indicator, lang), quantile=_quantile(indicator, lang))
    split = [_BY[each][lang] for each in indicator.by]
    by = f" {_SPLIT[lang]} {_AND[lang].join(split)}." if split else ""
    return f"{unit}; {_METHODS[indicator.kind][lang]}. {better_words(indicator, lang)}.{by}"


def _per(indicator: Indicator, lang: Lang) -> str:
    named = _PER.get(indicator.per) if indicator.kind == "proportion" else None
    return named[lang] if named else f"{'per' if lang == 'sv' else 'for each'} {indicator.per}"


def _quantile(indicator: Indicator, lang: Lang) -> str:
    if indicator.quantile == Fraction(1, 2):
        return "medianen" if lang == "sv" else "the median"
    share = _level(indicator.quantile or Fraction(0), lang)
    return f"det som {share} ligger inom" if lang == "sv" else f"what {share} lie within"


def _target(indicator: Indicator, target: Target, lang: Lang) -> str:
    limit = _AT_LEAST if indicator.better == "higher" else _AT_MOST
    at = _level(target.at, lang) if indicator.kind == "proportion" else _plain(target.at, lang)
    source = _ILLUSTRATIVE[lang] if target.source == "illustrative" else target.source
    return f"{said_in(target.name, lang)}: {limit[lang]} {at} ({source})"


def _level(share: Fraction, lang: Lang) -> str:
    return f"{_plain(share * 100, lang)} {'%' if lang == 'sv' else 'per cent'}"


def _plain(number: Fraction, lang: Lang) -> str:
    return value_text(number).replace(".", ",") if lang == "sv" else value_text(number)


def _source(source: Source, lang: Lang) -> str:
    clause = {"sv": "avsnitt", "en": "clause"}[lang]
    where = [f"{source.agreement}, {clause} {source.clause}" if source.clause else source.agreement, source.url]
    beside = "; ".join(each for each in where if each)
    return f"{source.name} ({beside})" if beside else source.name


def _bare(node: Node) -> Node:
    """The condition itself, without that it must not hold: so does `deciding` give it."""
    return _bare(node.part) if isinstance(node, Not) else node


def _answer(node: Node, found: Any, row: Mapping[str, Any], register: Register, lang: Lang) -> str:
    """Yes, no or a number; where it is unknown, also which values are missing."""
    if found is None:
        whole = isinstance(_bare(node), And | Or)
        missing = [] if whole else [each for each in sorted(names_in(node)) if row.get(each) is None]
        names = ", ".join(name_of(each, register, lang) for each in missing)
        return f"{_UNKNOWN[lang]} ({names} {_IS_MISSING[lang]})" if names else _UNKNOWN[lang]
    return _YES_NO[found][lang] if isinstance(found, bool) else _plain(Fraction(found), lang)


_YES_NO: Mapping[bool, _Both] = {True: {"sv": "ja", "en": "yes"}, False: {"sv": "nej", "en": "no"}}
_UNKNOWN: _Both = {"sv": "okänt", "en": "unknown"}
_IS_MISSING: _Both = {"sv": "saknas", "en": "missing"}
_WHAT: _Both = {"sv": "Vad", "en": "What"}
_MISSING: _Both = {"sv": "Värden som saknas", "en": "Missing values"}
_COUNTED: _Both = {"sv": "Vad som räknas", "en": "What is counted"}
_TOLD: _Both = {"sv": "Hur det visas", "en": "How it is told"}
_TARGETS: _Both = {"sv": "Mål", "en": "Targets"}
_SOURCES: _Both = {"sv": "Källor", "en": "Sources"}
_OUTCOME: _Both = {"sv": "Utfall", "en": "Outcome"}
_SPLIT: _Both = {"sv": "Får delas upp på", "en": "May be split by"}
_AND: _Both = {"sv": " och ", "en": " and "}
_BY: Mapping[str, _Both] = {"sex": {"sv": "kön", "en": "sex"}, "age": {"sv": "ålder", "en": "age"}}
_AT_LEAST: _Both = {"sv": "minst", "en": "at least"}
_AT_MOST: _Both = {"sv": "högst", "en": "at most"}
_ILLUSTRATIVE: _Both = {"sv": "ett exempel: ingen har satt det", "en": "illustrative: nobody has set it"}
_TITLES: Mapping[str, _Both] = {
    "population": {"sv": "Population", "en": "Population"},
    "denominator": {"sv": "Nämnare", "en": "Denominator"},
    "exclusions": {"sv": "Exkluderas", "en": "Exclusions"},
    "numerator": {"sv": "Täljare", "en": "Numerator"},
    "exceptions": {"sv": "Undantag", "en": "Exceptions"},
    "events": {"sv": "Händelser", "en": "Events"},
    "exposure": {"sv": "Exponering", "en": "Exposure"},
    "value": {"sv": "Värde", "en": "Value"},
}
_NUMERATOR_OF_RATE: _Both = {"sv": "Rader med händelser", "en": "Rows with events"}
_WHOLE: Mapping[str, _Both] = {
    "population": {"sv": "alla rader i registret", "en": "all rows of the register"},
    "denominator": {"sv": "hela populationen", "en": "the whole population"},
    "exclusions": {"sv": "inga", "en": "none"},
    "exceptions": {"sv": "inga", "en": "none"},
    "events": {"sv": "en för varje rad med händelser", "en": "one for each row with events"},
}
"""What it means that a key is not said."""
_OF_KIND: Mapping[Kind, tuple[str, ...]] = {
    "proportion": ("population", "denominator", "exclusions", "exceptions"),
    "ratio": ("population", "denominator", "exclusions", "exceptions"),
    "rate": ("population", "denominator", "exclusions", "events"),
    "mean": ("population", "denominator", "exclusions"),
    "quantile": ("population", "denominator", "exclusions"),
}
_MISSING_NUMERATOR: Mapping[str, _Both] = {
    "not-met": {
        "sv": "Bara det som är sant räknas: ett villkor om ett värde som saknas är okänt, och tar varken med eller tar "
        "bort. Är täljaren okänd finns raden i nämnaren men inte i täljaren.",
        "en": "Only what is true counts: a condition on a missing value is unknown, and neither includes nor leaves "
        "out. Where the numerator is unknown, the row is in the denominator but not in the numerator.",
    },
    "left-out": {
        "sv": "Bara det som är sant räknas: ett villkor om ett värde som saknas är okänt, och tar varken med eller tar "
        "bort. Är täljaren okänd räknas raden inte alls.",
        "en": "Only what is true counts: a condition on a missing value is unknown, and neither includes nor leaves "
        "out. Where the numerator is unknown, the row is not counted at all.",
    },
}
_MISSING_EXPOSURE: _Both = {
    "sv": "Saknas händelserna eller exponeringen, eller är under 0, bidrar raden inte med något.",
    "en": "Where the events or the exposure are missing or below 0, the row adds nothing.",
}
_MISSING_VALUE: _Both = {
    "sv": "Bara det som är sant räknas: ett villkor om ett värde som saknas är okänt, och tar varken med eller tar "
    "bort. Saknas värdet räknas raden inte.",
    "en": "Only what is true counts: a condition on a missing value is unknown, and neither includes nor leaves out. "
    "Where the value is missing, the row is not counted.",
}
_COUNTS: Mapping[str, _Both] = {
    "rows": {"sv": "rader: samma person räknas en gång för varje rad", "en": "rows: a person counts once for each row"},
    "persons": {
        "sv": "personer: var och en räknas en gång under en period, och är i täljaren om någon av raderna är det",
        "en": "persons: each counts once in a period, and is in the numerator if one of the rows is",
    },
}
_PER: Mapping[int, _Both] = {
    100: {"sv": "procent", "en": "per cent"},
    1000: {"sv": "promille", "en": "per thousand"},
}
_UNITS: Mapping[Kind, _Both] = {
    "proportion": {"sv": "Andel, i {per}", "en": "Proportion, {per}"},
    "rate": {"sv": "Rat, händelser {per} av exponeringen", "en": "Rate, events {per} of the exposure"},
    "mean": {"sv": "Medelvärde", "en": "Mean"},
    "quantile": {"sv": "Kvantil, {quantile}", "en": "Quantile, {quantile}"},
    "ratio": {
        "sv": "Kvot: observerat genom förväntat, om varje kön och åldersgrupp vore som i hela landet samma "
        "period; 1 är som förväntat",
        "en": "Ratio: observed over expected, were each sex and age band as in the whole country in the same "
        "period; 1 is as expected",
    },
}
_METHODS: Mapping[Kind, _Both] = {
    "proportion": {"sv": "95 % intervall enligt Wilson", "en": "95 per cent interval by Wilson"},
    "rate": {
        "sv": "95 % intervall enligt Byar, exakt under tio händelser",
        "en": "95 per cent interval by Byar, exact below ten events",
    },
    "mean": {"sv": "95 % intervall enligt Student", "en": "95 per cent interval by Student"},
    "quantile": {
        "sv": "95 % intervall ur ordningen mellan värdena",
        "en": "95 per cent interval from the order of the values",
    },
    "ratio": {
        "sv": "95 % intervall enligt Byar, exakt under tio händelser",
        "en": "95 per cent interval by Byar, exact below ten events",
    },
}
_BETTER: Mapping[str, _Both] = {
    "higher": {"sv": "Högre är bättre", "en": "Higher is better"},
    "lower": {"sv": "Lägre är bättre", "en": "Lower is better"},
    "neither": {"sv": "Varken högre eller lägre är bättre", "en": "Neither higher nor lower is better"},
}
_KINDS: Mapping[Kind, _Both] = {
    "proportion": {"sv": "andel", "en": "proportion"},
    "rate": {"sv": "rat", "en": "rate"},
    "mean": {"sv": "medelvärde", "en": "mean"},
    "quantile": {"sv": "kvantil", "en": "quantile"},
    "ratio": {"sv": "kvot", "en": "ratio"},
}
_OUTCOMES: Mapping[Outcome, _Both] = {
    "outside": {
        "sv": "Räknas inte: svaret under {last} är {answer}.",
        "en": "Not counted: the answer under {last} is {answer}.",
    },
    "excluded": {"sv": "Räknas inte: raden exkluderas.", "en": "Not counted: the row is excluded."},
    "excepted": {
        "sv": "Räknas inte: raden är inte i täljaren, och är ett undantag.",
        "en": "Not counted: the row is not in the numerator, and is an exception.",
    },
    "left-out": {
        "sv": "Räknas inte: täljaren är okänd, och då lämnas raden utanför.",
        "en": "Not counted: the numerator is unknown, and such rows are left out.",
    },
    "without-value": {
        "sv": "Räknas inte: {last} saknas.",
        "en": "Not counted: {last} is missing.",
    },
    "below-zero": {
        "sv": "Räknas inte: {last} är under 0.",
        "en": "Not counted: {last} is below 0.",
    },
    "valued": {"sv": "Räknas: värdet läggs till.", "en": "Counted: its value is added."},
    "met": {"sv": "Räknas: i nämnaren och i täljaren.", "en": "Counted: in the denominator and in the numerator."},
    "not-met": {
        "sv": "Räknas: i nämnaren, men inte i täljaren.",
        "en": "Counted: in the denominator, but not in the numerator.",
    },
}
_UNMET_UNKNOWN: _Both = {
    "sv": "Räknas: i nämnaren, men inte i täljaren, för täljaren är okänd.",
    "en": "Counted: in the denominator, but not in the numerator, as the numerator is unknown.",
}
