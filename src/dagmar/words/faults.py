"""Says what is wrong with a row of a register and how to mend it; never what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from dagmar.basis.names import value_text
from dagmar.register.definition import BUILT_IN_WARNINGS, Register, Variable
from dagmar.words.amounts import Lang

_MOST_LISTED = 8


def fault_words(register: Register, column: str, rule: str, lang: Lang) -> str:
    """What is wrong under this rule in this column, and what to do, in one or two sentences."""
    for own in register.rules:
        if own.id == rule:
            return own.words.sv if lang == "sv" else own.words.en
    swedish, english = _BUILT_IN[rule]
    variable = next((each for each in register.variables if each.id == column), None)
    detail = _DETAILS.get(rule, _nothing)(register, variable) if variable else ""
    return (swedish if lang == "sv" else english).format(detail=detail)


def severity_of(register: Register, rule: str) -> Literal["error", "warning"]:
    """`error` refuses the row, `warning` only tells."""
    warned = BUILT_IN_WARNINGS | {each.id for each in register.rules if each.severity == "warning"}
    return "warning" if rule in warned else "error"


def _nothing(register: Register, variable: Variable) -> str:  # noqa: ARG001 (a detail may need neither)
    return ""


def _codes(register: Register, variable: Variable) -> str:
    """The codes that may stand, or what they look like."""
    if variable.values is not None:
        listed = list(variable.values)
        return ", ".join(listed[:_MOST_LISTED]) + (" …" if len(listed) > _MOST_LISTED else "")
    return next((each.pattern for each in register.systems if each.id == variable.system), "unit-01")


def _range(register: Register, variable: Variable) -> str:  # noqa: ARG001
    ends = ["" if each is None else value_text(each) for each in (variable.least, variable.most)]
    return "–".join(ends)


_DETAILS: Mapping[str, Callable[[Register, Variable], str]] = {"not-a-code": _codes, "out-of-range": _range}

_BUILT_IN: Mapping[str, tuple[str, str]] = {
    "missing": (
        "Värdet saknas. Fyll i det: variabeln måste finnas i varje rad.",
        "The value is missing. Fill it in: the variable must be there in every row.",
    ),
    "not-date": (
        "Det är ingen dag i kalendern från 1800 till 2199. Skriv år, månad och dag: 2025-03-31 eller 20250331.",
        "It is no day in the calendar from 1800 to 2199. Write year, month and day: 2025-03-31 or 20250331.",
    ),
    "long-ago": (
        "Dagen är före 1900. Rätta årtalet.",
        "The day is before 1900. Correct the year.",
    ),
    "not-flag": (
        "Det är varken ja eller nej. Skriv 1 eller ja, 0 eller nej.",
        "It is neither yes nor no. Write 1 or yes, 0 or no.",
    ),
    "not-whole": (
        "Det är inget heltal. Skriv bara siffror, utan mellanslag och enhet.",
        "It is no whole number. Write digits alone, without spaces or unit.",
    ),
    "not-decimal": (
        "Det är inget tal som kan sparas exakt. Skriv siffror med komma eller punkt före decimalerna, utan enhet.",
        "It is no number that can be kept exactly. Write digits with a comma or a point before the decimals, no unit.",
    ),
    "not-a-code": (
        "Koden finns inte eller ser inte ut som den ska. Till exempel: {detail}.",
        "There is no such code, or it does not look as it should. For example: {detail}.",
    ),
    "out-of-range": (
        "Talet ligger utanför det som kan förekomma: {detail}. Se efter enhet och decimaltecken.",
        "The number lies outside what can occur: {detail}. Look at the unit and the decimal sign.",
    ),
    "to-come": (
        "Dagen har inte varit ännu. Rätta den, eller lämna raden när det har hänt.",
        "The day is still to come. Correct it, or hand in the row when it has happened.",
    ),
    "identity": (
        "Det är inget giltigt personnummer eller samordningsnummer på den dagen. Se efter siffrorna i källan.",
        "It is no valid personal or coordination number on that day. Look at the digits in the source.",
    ),
    "personal-number": (
        "Här står ett personnummer, i en kolumn för annat. Ta bort det; det sparas inte här.",
        "A personal number stands here, in a column for something else. Take it away; it is not kept here.",
    ),
    "sex-differs": (
        "Könet är ett annat än personnumret säger. Se efter båda; efter en ändring av juridiskt kön kan båda stämma.",
        "The sex is another than the personal number says. See both; after a change of legal sex both can be right.",
    ),
    "age-differs": (
        "Åldern stämmer inte med personnumret och dagen. Ange fyllda år den dagen.",
        "The age does not agree with the personal number and the day. Give completed years on that day.",
    ),
    "unknown-unit": (
        "Enheten finns inte i tabellen över enheter den dagen. Rätta den, eller lägg till enheten.",
        "The unit is not in the table of units on that day. Correct it, or add the unit.",
    ),
    "repeated": (
        "En senare rad i filen har samma nyckel, och det är den som gäller. Ta bort den här om den inte ska finnas.",
        "A later row of the file has the same key, and that one counts. Take this one away if it should not be.",
    ),
}
