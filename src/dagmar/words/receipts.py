"""Says a receipt: why a recipient gets an amount, step by step, each with its clause and its exact number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from dagmar.allocation.receipt import Receipt
from dagmar.allocation.steps import (
    DecidedStep,
    ExactStep,
    KeyStep,
    ListedStep,
    PartStep,
    PotStep,
    ResidualStep,
    RoundedStep,
    Step,
    SumStep,
    WholeStep,
)
from dagmar.basis.populations import Population
from dagmar.words.amounts import NBSP, UNIT, Lang, day, kronor, listed, mixed, number, percent, signed_kronor

Names = Callable[[str], str]
"""The name of a party at the time, by its id."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step for people: what it is, the words about it, and the exact number."""

    title: str
    words: str
    figure: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to "why this amount?": the question, the reason in one sentence, and the steps."""

    question: str
    reason: str
    rows: tuple[Row, ...]


def answer(receipt: Receipt, names: Names, lang: Lang) -> Answer:
    """Say a receipt."""
    name, amount = names(receipt.recipient), kronor(receipt.amount)
    question = f"Varför får {name} {amount}?" if lang == "sv" else f"Why does {name} get {amount}?"
    rows = tuple(_row(step, receipt, names, lang) for step in receipt.steps)
    return Answer(question, _reason(receipt, lang), rows)


def _reason(receipt: Receipt, lang: Lang) -> str:
    """The one step that decides the amount, as a reason; a sum of parts points to the steps."""
    deciding = [step for step in receipt.steps if isinstance(step, KeyStep | WholeStep | ListedStep)]
    if len(deciding) != 1:
        return (
            "Beloppet har flera delar. Här är varje steg."
            if lang == "sv"
            else "The amount has several parts. Here is each step."
        )
    match deciding[0]:
        case KeyStep(by="population", weight=weight, total=total, day=on) if on:
            share = percent(weight / total, lang)
            if lang == "sv":
                return (
                    f"Därför att {share} av invånarna bodde där den {day(on, lang)}, och pengarna följer folkmängden."
                )
            return (
                f"Because {share} of the inhabitants lived there on {day(on, lang)}, and the money follows population."
            )
        case KeyStep(recipients=count):
            return (
                f"Därför att {count} mottagare delar lika."
                if lang == "sv"
                else f"Because {count} recipients share equally."
            )
        case WholeStep():
            return "Därför att hela beloppet går dit." if lang == "sv" else "Because all of it goes there."
        case ListedStep():
            return (
                "Därför att överenskommelsen anger beloppet."
                if lang == "sv"
                else "Because the agreement states the sum."
            )


def _row(step: Step, receipt: Receipt, names: Names, lang: Lang) -> Row:
    sv = lang == "sv"
    match step:
        case PotStep():
            title = "Det som ska fördelas" if sv else "What is divided"
            return Row(title, _clause(step.clause, lang), kronor(step.amount))
        case PartStep():
            title = f"Del {step.number}" if sv else f"Part {step.number}"
            return Row(title, f"{_part(step, lang)} {_clause(step.clause, lang)}".strip(), kronor(step.amount))
        case WholeStep():
            return Row("Allt till en" if sv else "All to one", _clause(step.clause, lang), kronor(step.amount))
        case ListedStep():
            title = "Angivet belopp" if sv else "Stated sum"
            return Row(title, _clause(step.clause, lang), kronor(step.amount))
        case KeyStep():
            return _key(step, receipt, lang)
        case ExactStep():
            words = "Räknat med bråk, aldrig med decimaltal." if sv else "Reckoned in fractions, never in decimals."
            return Row("Exakt belopp" if sv else "Exact amount", words, f"{mixed(step.kronor)}{NBSP}kr")
        case RoundedStep():
            return Row("Avrundning" if sv else "Rounding", _rounding(step, lang), kronor(step.amount))
        case ResidualStep():
            return Row("Rest" if sv else "Residual", _residual(step, names, lang), signed_kronor(step.rest))
        case SumStep():
            return Row(
                "Summa" if sv else "Sum", "Delarna tillsammans." if sv else "The parts together.", kronor(step.amount)
            )
        case DecidedStep():
            return Row("Beslutat belopp" if sv else "Decided amount", _decided(step, lang), kronor(step.amount))
        case _:
            assert_never(step)


def _part(step: PartStep, lang: Lang) -> str:
    if step.says == "rest":
        return "Resten." if lang == "sv" else "The rest."
    return f"{step.says}." if isinstance(step.says, Fraction) else ""


def _clause(clause: str | None, lang: Lang) -> str:
    if clause is None:
        return ""
    if not clause[:1].isdigit():
        return f"{clause}."
    return f"Avsnitt {clause}." if lang == "sv" else f"Clause {clause}."


def _key(step: KeyStep, receipt: Receipt, lang: Lang) -> Row:
    sv = lang == "sv"
    clause = _clause(step.clause, lang)
    if step.day is None:
        words = f"{clause} Lika delar." if sv else f"{clause} Equal parts."
        figure = (
            f"{mixed(step.weight)} av {mixed(step.total)}" if sv else f"{mixed(step.weight)} of {mixed(step.total)}"
        )
        return Row("Nyckel" if sv else "Key", words.strip(), figure)
    population = receipt.facts.populations[step.day]
    words = f"{clause} Folkmängd den {day(step.day, lang)}." if sv else f"{clause} Population of {day(step.day, lang)}."
    figure = f"{number(int(step.weight))} {'av' if sv else 'of'} {number(int(step.total))}"
    return Row("Nyckel" if sv else "Key", f"{words} {_source(population, lang)}".strip(), figure)


def _source(population: Population, lang: Lang) -> str:
    if population.quality == "official":
        return f"{'Källa' if lang == 'sv' else 'Source'}: {population.source}."
    if lang == "sv":
        return (
            f"Återskapad genom beräkning ur {population.source}: de enda heltal som ger tabellernas belopp. "
            "Inte hämtad ur en publicerad tabell."
        )
    return (
        f"Recovered by computation from {population.source}: the only whole numbers that give its sums. "
        "Not from a published table."
    )


_POLICIES = {
    "nearest-residual-to-largest": {
        "sv": "Till närmaste {unit}, halva uppåt.",
        "en": "To the nearest {unit}, halves up.",
    },
    "largest-remainder": {"sv": "Nedåt till hel {unit}.", "en": "Down to a whole {unit}."},
    "floor-rest-to-named": {"sv": "Nedåt till hel {unit}.", "en": "Down to a whole {unit}."},
}


def _rounding(step: RoundedStep, lang: Lang) -> str:
    return _POLICIES[step.policy][lang].format(unit=UNIT[step.unit][lang])


def _residual(step: ResidualStep, names: Names, lang: Lang) -> str:
    if not step.residual:
        return "Avrundningen lämnar inget över." if lang == "sv" else "Rounding leaves nothing over."
    to = listed((names(party) for party in step.to), lang, most=3)
    residual = signed_kronor(step.residual)
    if lang == "sv":
        return f"Avrundningen ger en rest på {residual} i allt, som går till {to}."
    return f"Rounding leaves {residual} in all, which goes to {to}."


def _decided(step: DecidedStep, lang: Lang) -> str:
    clause, difference = _clause(step.clause, lang), signed_kronor(step.difference)
    if lang == "sv":
        return f"{clause} {step.heading}. Tabellen gäller. Skillnad mot regeln: {difference}."
    return f"{clause} {step.heading}. The table holds. Difference from the rule: {difference}."
