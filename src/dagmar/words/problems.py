"""What each problem says, and what to do about it. Every code has its words in both languages; a test proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Problem
from dagmar.words import registers_en, registers_sv
from dagmar.words.amounts import UNITS, Lang, day, kronor, listed, signed_kronor
from dagmar.words.cases import ROLES, STAGES
from dagmar.words.meant import day_meant, id_meant, money_meant, word_meant
from dagmar.words.problems_en import ENGLISH
from dagmar.words.problems_sv import SWEDISH

TEXTS: Mapping[Lang, Mapping[Code, tuple[str, str]]] = {
    "sv": {**SWEDISH, **registers_sv.SWEDISH},
    "en": {**ENGLISH, **registers_en.ENGLISH},
}
"""For each language and code: what is wrong, and what to do."""


def say(problem: Problem, lang: Lang) -> str:
    """What is wrong, in one sentence."""
    return _fill(TEXTS[lang][problem.code][0], problem, lang)


def hint(problem: Problem, lang: Lang) -> str:
    """What to do about it, in one sentence."""
    return _fill(TEXTS[lang][problem.code][1], problem, lang)


def _fill(template: str, problem: Problem, lang: Lang) -> str:
    return _Words(lang).vformat(template, (), dict(problem.params))


class _Words(Formatter):
    """Formats a parameter by what it is: `{pot:kr}`, `{residual:diff}`, `{on:day}`, `{missing:list}`, `{unit:unit}`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.guessed = False

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "kr":
                return kronor(value)
            case "diff":
                return signed_kronor(value)
            case "day":
                return day(value, self.lang)
            case "list":
                return listed(value, self.lang, most=12)
            case "all":
                return listed(value, self.lang, most=len(value))
            case "columns":
                noun = _COLUMNS[self.lang][len(value) > 1]
                return f"{noun} {listed((f'`{each}`' for each in value), self.lang, most=len(value))}"
            case "unit":
                return UNITS[value][self.lang]
            case "role":
                return ROLES[value][self.lang]
            case "stage":
                return STAGES[value][self.lang]
            case "done":
                return _DONE[value][self.lang]
            case "field":
                return _FIELDS[value][self.lang]
            case "shape":
                return _SHAPES[value]
            case "meant":
                self.guessed = bool(value)
                return _MEANT[self.lang].format(*value) if value else ""
            case "dated":
                return day_meant(value) or _A_DAY[self.lang][bool(_ISO.fullmatch(value))]
            case "money":
                return money_meant(value) or "655 000 000 kr"
            case "id":
                return self._meant(id_meant(value))
            case "word":
                return "" if self.guessed else self._meant(word_meant(value))
            case "one-of":
                return _ONE_OF[self.lang].format(listed(value, self.lang, most=12)) if value else ""
            case "yaml":
                return _YAML.get(value, {}).get(self.lang, value)
            case "quoted":
                return f"`{value}`: " if value and not has_personal_number(value) else ""
            case "fault":
                return _FAULTS[value][self.lang]
            case "cure":
                return _CURES.get(value, _ANY_CURE)[self.lang]
            case "measured":
                return _MEASURED[value][self.lang]
            case "cell":
                return _CELLS[value][self.lang]
            case "kind":
                return _KINDS[value][self.lang]
            case _:
                return _HIDDEN if has_personal_number(str(value)) else str(value)

    def _meant(self, guess: str) -> str:
        return _MEANT[self.lang].format(guess) if guess and not has_personal_number(guess) else ""


_FAULTS: Mapping[str, Mapping[Lang, str]] = {
    "too-long": {"sv": "villkoret är för långt", "en": "the condition is too long"},
    "open-quote": {"sv": "citattecknet avslutas inte", "en": "the quotation mark is not closed"},
    "other-quotes": {"sv": "ett annat citattecken", "en": "another quotation mark"},
    "other-sign": {"sv": "tecknet finns inte här", "en": "there is no such sign here"},
    "arithmetic": {"sv": "det går inte att räkna i ett villkor", "en": "a condition does no arithmetic"},
    "capital": {"sv": "en stor bokstav", "en": "a capital letter"},
    "twice": {"sv": "ett likhetstecken räcker", "en": "one equals sign is enough"},
    "bare-code": {
        "sv": "ingen variabel heter så, och en kod står inom citattecken",
        "en": "no variable is called that, and a code stands within quotation marks",
    },
    "bare-flag": {"sv": "här behövs ja eller nej, skrivet `yes` eller `no`", "en": "`yes` or `no` is needed here"},
    "too-deep": {"sv": "för många parenteser i varandra", "en": "too many brackets within each other"},
    "sign": {"sv": "ett tecken som inte hör hit", "en": "a sign that does not belong here"},
    "more": {
        "sv": "mer än ett villkor; det saknas `and` eller `or`",
        "en": "more than one condition; `and` or `or` is missing",
    },
    "expected": {"sv": "här saknas ett tecken eller ord", "en": "a sign or word is missing here"},
    "day": {"sv": "dagen finns inte", "en": "there is no such day"},
    "unknown": {"sv": "ingen variabel heter så", "en": "no variable is called that"},
    "long-number": {"sv": "talet har fler än 15 tecken", "en": "the number has more than 15 characters"},
    "value": {"sv": "här behövs ett värde", "en": "a value is needed here"},
    "no-order": {"sv": "koder och ja eller nej har ingen ordning", "en": "codes and yes or no have no order"},
    "not-constant": {"sv": "här behövs ett fast värde", "en": "a constant is needed here"},
    "not-flag": {
        "sv": "här behövs ett villkor, något som är sant eller falskt",
        "en": "a condition is needed here, true or false",
    },
    "not-date": {"sv": "här behövs en dag", "en": "a day is needed here"},
    "not-code": {"sv": "här behövs en kod inom citattecken", "en": "a code within quotes is needed here"},
    "not-number": {"sv": "här behövs ett tal", "en": "a number is needed here"},
}
"""What can be wrong with a condition."""

_CURES: Mapping[str, Mapping[Lang, str]] = {
    "open-quote": {
        "sv": 'skriv ett citattecken före och ett efter: diagnosis = "I63"',
        "en": 'write a quotation mark before and one after: diagnosis = "I63"',
    },
    "other-quotes": {
        "sv": 'skriv raka dubbla citattecken: diagnosis = "I63"',
        "en": 'write straight double quotation marks: diagnosis = "I63"',
    },
    "other-sign": {"sv": "skriv `<=`, `>=` eller `!=`", "en": "write `<=`, `>=` or `!=`"},
    "arithmetic": {
        "sv": "dagarna mellan två dagar är days(den första, den sista); annat räknas när raderna lämnas",
        "en": "the days between two days are days(the first, the last); work out the rest before rows are delivered",
    },
    "capital": {
        "sv": "skriv variabler och ord som `and` med små bokstäver, och koder inom citattecken",
        "en": "write variables and words such as `and` in small letters, and codes within quotation marks",
    },
    "twice": {"sv": "skriv `=`", "en": "write `=`"},
    "bare-code": {
        "sv": 'skriv den så: "…"; vilka koder som finns säger dagmar register describe REGISTER',
        "en": 'write it so: "…"; dagmar register describe REGISTER tells which codes there are',
    },
    "bare-flag": {
        "sv": "skriv `= yes`, `= no`, eller bara variabeln",
        "en": "write `= yes`, `= no`, or the variable alone",
    },
    "unknown": {
        "sv": "se vilka variabler som finns: dagmar register describe REGISTER",
        "en": "see which variables there are: dagmar register describe REGISTER",
    },
    "not-number": {
        "sv": "skriv ett tal, en variabel som är ett tal, eller days(…, …)",
        "en": "write a number, a variable that is one, or days(…, …)",
    },
    "not-date": {
        "sv": "skriv en dag, 2025-12-01, eller en variabel som är en dag",
        "en": "write a day, 2025-12-01, or a variable that is one",
    },
}
_ANY_CURE: Mapping[Lang, str] = {
    "sv": "se på ordet där; det finns `=`, `!=`, `<`, `<=`, `>`, `>=`, `in (…)`, `starts (…)`, `is missing`, "
    "`days(…, …)`, `not`, `and`, `or` och parenteser; se Conditions i manualen: docs/manual/register.md",
    "en": "look at the word there; there is `=`, `!=`, `<`, `<=`, `>`, `>=`, `in (…)`, `starts (…)`, `is missing`, "
    "`days(…, …)`, `not`, `and`, `or` and brackets; see Conditions in the manual: docs/manual/register.md",
}
"""What to do about it; the last where there is no more to say than what the language has."""

_MEASURED: Mapping[str, Mapping[Lang, str]] = {
    "share": {"sv": "en andel, 0 till 100 procent", "en": "a share, 0 to 100 per cent"},
    "count": {"sv": "ett antal", "en": "a count"},
    "rate": {"sv": "ett tal som inte är negativt", "en": "a number that is not negative"},
    "change": {"sv": "en förändring, inte under -100 procent", "en": "a change, not below -100 per cent"},
    "not-stated": {"sv": "av okänt slag", "en": "of a kind that is not stated"},
    "requirement": {"sv": "ett krav, uppfyllt eller inte", "en": "a requirement, met or not"},
}

_CELLS: Mapping[str, Mapping[Lang, str]] = {
    "unit": {
        "sv": "en enhets id: högst 60 bokstäver, siffror, mellanslag, punkter och bindestreck, och inte en parts id,",
        "en": "the id of a unit, at most 60 letters, digits, spaces, points and hyphens, and not the id of a party,",
    },
    "unit-kind": {
        "sv": "clinic, hospital, municipality eller region",
        "en": "clinic, hospital, municipality or region",
    },
    "unit-name": {
        "sv": "ett namn på högst 200 tecken",
        "en": "a name of at most 200 characters",
    },
    "day": {"sv": "en dag, skriven som 2017-12-01,", "en": "a day, written as 2017-12-01,"},
    "later-day": {"sv": "en dag som inte är före `first`", "en": "a day that is not before `first`"},
    "count": {"sv": "ett helt antal, bara siffror,", "en": "a whole count, digits only,"},
    "period": {"sv": "ett år, 2025, eller en månad, 2025-03,", "en": "a year, 2025, or a month, 2025-03,"},
}
"""What a cell of a table beside a register is to hold."""

_COLUMNS: Mapping[Lang, tuple[str, str]] = {"sv": ("kolumnen", "kolumnerna"), "en": ("the column", "the columns")}

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

_A_DAY: Mapping[Lang, tuple[str, str]] = {
    "sv": ("2017-12-01", "en dag som finns i kalendern"),
    "en": ("2017-12-01", "one that is in the calendar"),
}

_YAML: Mapping[str, Mapping[Lang, str]] = {
    "did not find expected '-' indicator": {
        "sv": "raden är indragen ett steg för lite eller för mycket",
        "en": "the line is indented one step too little or too much",
    },
    "found a tab character that violates indentation": {
        "sv": "raden är indragen med en tabb; skriv mellanslag",
        "en": "the line is indented with a tab; write spaces",
    },
    "did not find expected key": {
        "sv": "här väntades en nyckel; raden är indragen fel, eller en text innehåller ett kolon",
        "en": "a key was expected; the line is indented wrongly, or a text holds a colon",
    },
    "mapping values are not allowed in this context": {
        "sv": "ett kolon för mycket på raden, eller ett indrag för mycket",
        "en": "one colon too many on the line, or one step of indentation",
    },
    "found character that cannot start any token": {
        "sv": "raden börjar med en tabb eller ett tecken som inte får stå först",
        "en": "the line begins with a tab or a sign that may not stand first",
    },
    "did not find expected ',' or '}'": {
        "sv": "en klammer är inte stängd, eller ett komma saknas",
        "en": "a brace is not closed, or a comma is missing",
    },
    "did not find expected ',' or ']'": {
        "sv": "en hakparentes är inte stängd, eller ett komma saknas",
        "en": "a bracket is not closed, or a comma is missing",
    },
}
"""What the YAML reader says most often, in plain words."""

_HIDDEN = "…"
"""Stands for a text that holds a personal number: what a problem quotes reaches pages and logs."""

_SHAPES: Mapping[str, str] = {
    "text": "`amount: 100 kr`",
    "list": "`[a, b]` / `- a`",
    "keys": "`{sv: …, en: …}` / `{2017: 2017-12-01}`",
}

_DONE: Mapping[str, Mapping[Lang, str]] = {
    "prepared": {"sv": "berett ärendet", "en": "prepared"},
    "decided": {"sv": "beslutat i ärendet", "en": "decided"},
    "attested": {"sv": "intygat redovisningen", "en": "attested"},
}

_FIELDS: Mapping[str, Mapping[Lang, str]] = {
    "organisation-number": {"sv": "ett giltigt organisationsnummer", "en": "organisation number"},
    "email": {"sv": "en giltig e-postadress", "en": "e-mail address"},
    "phone": {"sv": "ett giltigt telefonnummer", "en": "telephone number"},
    "account": {"sv": "ett giltigt bankgiro eller plusgiro", "en": "bankgiro or plusgiro number"},
    "date": {"sv": "ett giltigt datum", "en": "date"},
}

_ONE_OF: Mapping[Lang, str] = {"sv": ", eller något av {}", "en": ", or one of {}"}

_MEANT: Mapping[Lang, str] = {"sv": "menades `{}`? annars: ", "en": "was `{}` meant? if not: "}

_KINDS: Mapping[str, Mapping[Lang, str]] = {
    "text": {"sv": "en text", "en": "a text"},
    "list": {"sv": "en lista", "en": "a list"},
    "keys": {"sv": "nycklar med värden", "en": "keys with values"},
}
