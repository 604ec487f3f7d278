"""Says a receipt: why a recipient gets an amount, step by step, each with its clause and its exact number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from dagmar.agreement.terms import ByTiers, Measure, Requirement, Rounding, Tier, rules_within, unit_of
from dagmar.allocation.missed import Missed
from dagmar.allocation.receipt import Receipt
from dagmar.allocation.steps import (
    DecidedStep,
    ExactStep,
    GateStep,
    KeyStep,
    ListedStep,
    MeasureStep,
    PartStep,
    PotStep,
    ResidualStep,
    RoundedStep,
    Step,
    SumStep,
    TierStep,
    UnitStep,
    UnwonStep,
    WholeStep,
)
from dagmar.basis.populations import Population
from dagmar.words.amounts import NBSP, UNIT, Lang, day, kronor, listed, mixed, number, percent, signed_kronor, value

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
    return Answer(question, f"{_reason(receipt, lang)}{_illustrative(receipt, lang)}", rows)


def tell_missed(found: Missed, names: Names, lang: Lang) -> str:
    """What was not reached, in a sentence: the requirement and who was judged, or the value and the lowest step."""
    sv, clause = lang == "sv", _clause(found.clause, lang)
    what, edition = (found.what.name.sv if sv else found.what.name.en), _edition(found.edition, lang)
    if found.step is None:
        whom = names(found.judged)
        words = f"{whom} uppfyllde inte kravet: {what}." if sv else f"{whom} did not meet the requirement: {what}."
        return f"{words} {clause} {edition}".replace("  ", " ")
    unit = _unit(found.what)
    one, other = value(found.value, lang, unit), tier_text(found.step, lang, unit)
    words = f"{what}: {one}; det krävs {other}." if sv else f"{what}: {one}; what is needed is {other}."
    return f"{words} {clause} {edition}".replace("  ", " ")


def _illustrative(receipt: Receipt, lang: Lang) -> str:
    """Said wherever a term is our own."""
    if not receipt.pot.illustrative:
        return ""
    return (
        " Villkoren är delvis våra egna, för att visa hur det fungerar; beloppet är inte beslutat."
        if lang == "sv"
        else " The terms are in part our own, to show how it works; the amount is not decided."
    )


def _reason(receipt: Receipt, lang: Lang) -> str:
    """The one step that decides the amount, as a reason; a sum of parts points to the steps."""
    unwon = next((step for step in receipt.steps if isinstance(step, UnwonStep)), None)
    if unwon is not None and not any(isinstance(step, SumStep) for step in receipt.steps):
        return (
            f"Därför att {kronor(unwon.amount)} inte vanns av någon, och överenskommelsen säger vart de då går."
            if lang == "sv"
            else f"Because {kronor(unwon.amount)} was won by nobody, and the agreement says where it then goes."
        )
    deciding = [step for step in receipt.steps if isinstance(step, KeyStep | WholeStep | ListedStep | UnitStep)]
    if len(deciding) != 1:
        return (
            "Beloppet har flera delar. Här är varje steg."
            if lang == "sv"
            else "The amount has several parts. Here is each step."
        )
    match deciding[0]:
        case KeyStep(by="population", weight=weight, total=total, day=on) if on:
            share = percent(weight / total, lang)
            if _some_alone(receipt):
                people = number(int(weight))
                return (
                    f"Därför att {share} av vikten är mottagarens: {people} invånare av dem som räknas."
                    if lang == "sv"
                    else f"Because {share} of the weight is the recipient's: {people} of the inhabitants counted."
                )
            if lang == "sv":
                return (
                    f"Därför att {share} av invånarna bodde där den {day(on, lang)}, och pengarna följer folkmängden."
                )
            return (
                f"Because {share} of the inhabitants lived there on {day(on, lang)}, and the money follows population."
            )
        case UnitStep():
            return (
                "Därför att varje enhet som räknats ger ett belopp."
                if lang == "sv"
                else "Because each unit that was counted gives a sum."
            )
        case KeyStep(by="tiers", weight=weight, total=total, day=on) if on:
            share = percent(weight / total, lang)
            return (
                f"Därför att mottagaren nådde steget och väger {share} av dem som gjorde det."
                if lang == "sv"
                else f"Because the recipient reached the step, and weighs {share} of those who did."
            )
        case KeyStep(by="measure" | "tiers" | "claim", weight=weight, total=total):
            share = percent(weight / total, lang)
            return (
                f"Därför att mottagarens resultat väger {share} av allas."
                if lang == "sv"
                else f"Because the recipient's result weighs {share} of all."
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


def _some_alone(receipt: Receipt) -> bool:
    """True where the people counted are not all people once: some are shut out, or two classes count the same ones."""
    whole = {"regions", "municipalities"} & receipt.facts.members.keys()
    return len(whole) != 1 or any(isinstance(step, GateStep) for step in receipt.steps)


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
        case GateStep():
            return _gate(step, receipt, names, lang)
        case MeasureStep():
            title = "Resultat" if sv else "Result"
            measure = next((each for each in receipt.facts.measures if each.id == step.measure), None)
            name = f"{measure.name.sv if sv else measure.name.en}." if measure else ""
            return Row(title, f"{name} {_edition(step.edition, lang)}".strip(), value(step.value, lang, _unit(measure)))
        case TierStep():
            return Row(f"Steg {step.number}" if sv else f"Step {step.number}", _tier(step, receipt, lang), "")
        case UnitStep():
            words = f"{kronor(step.rate)} för varje enhet." if sv else f"{kronor(step.rate)} for each unit."
            cap = "" if step.cap is None else f" Högst {kronor(step.cap)}." if sv else f" At most {kronor(step.cap)}."
            title = "Belopp per enhet" if sv else "Sum per unit"
            return Row(title, f"{_clause(step.clause, lang)} {words}{cap}".strip(), kronor(step.amount))
        case UnwonStep():
            title = "Pengar som ingen fick" if sv else "Money that nobody won"
            words = "De fördelas efter en egen regel." if sv else "It is divided by a rule of its own."
            return Row(title, words, kronor(step.amount))
        case ExactStep():
            words = "Räknat med bråk, aldrig med decimaltal." if sv else "Reckoned in fractions, never in decimals."
            return Row("Exakt belopp" if sv else "Exact amount", words, f"{mixed(step.kronor)}{NBSP}kr")
        case RoundedStep():
            words = f"{_rounding(step, lang)}{_origin(receipt, lang)}"
            return Row("Avrundning" if sv else "Rounding", words, kronor(step.amount))
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


def _gate(step: GateStep, receipt: Receipt, names: Names, lang: Lang) -> Row:
    sv = lang == "sv"
    found = next((each for each in receipt.facts.requirements if each.id == step.requirement), None)
    what = (found.name.sv if sv else found.name.en) if found else step.requirement
    whom = "" if step.judged == receipt.recipient else f" {names(step.judged)}."
    words = f"{_clause(step.clause, lang)} {what}.{whom} {_edition(step.edition, lang)}".strip()
    figure = f"{step.met} av {step.of} uppfyller" if sv else f"met by {step.met} of {step.of}"
    return Row("Krav" if sv else "Requirement", words, figure)


def _edition(edition: str, lang: Lang) -> str:
    return f"{'Källa' if lang == 'sv' else 'Source'}: {edition}."


def _unit(measure: Measure | Requirement | None) -> str:
    return unit_of(measure) if measure else "count"


def _tier(step: TierStep, receipt: Receipt, lang: Lang) -> str:
    """The limit that was reached, the clause, and what the step weighs."""
    sv = lang == "sv"
    rules = [rule for _, rule in rules_within(receipt.pot.rule, ()) if isinstance(rule, ByTiers)]
    mine = [rule for rule in rules if step.number <= len(rule.tiers)]
    measure = next((each for rule in mine for each in receipt.facts.measures if each.id == rule.measure), None)
    limit = tier_text(mine[0].tiers[step.number - 1], lang, _unit(measure)) if len(rules) == 1 and mine else ""
    clause = _clause(mine[0].clause, lang) if mine else ""
    reached = (f"Når {limit}." if sv else f"Reaches {limit}.") if limit else ""
    weight = f"Vikt {mixed(step.weight)}" if sv else f"Weight {mixed(step.weight)}"
    people = ""
    if step.people is not None:
        people = f", vägt med {number(step.people)} invånare" if sv else f", with {number(step.people)} inhabitants"
    return f"{clause} {reached} {weight}{people}.".replace("  ", " ").strip()


def tier_text(tier: Tier, lang: Lang, unit: str) -> str:
    """The limits of a step in words: `at least 70.00 per cent and at most 80.00 per cent`."""
    sv = lang == "sv"
    limits = (
        (tier.at_least, "minst" if sv else "at least"),
        (tier.above, "mer än" if sv else "more than"),
        (tier.at_most, "högst" if sv else "at most"),
    )
    said = [f"{word} {value(limit, lang, unit)}" for limit, word in limits if limit is not None]
    return (" och " if sv else " and ").join(said)


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
    if step.by == "tiers" and step.day is not None:
        population = receipt.facts.populations[step.day]
        words = (
            f"{clause} Invånare den {day(step.day, lang)} hos dem som nådde ett steg, vägda med steget."
            if sv
            else f"{clause} Inhabitants on {day(step.day, lang)} of those who reached a step, weighed with the step."
        )
        figure = f"{mixed(step.weight)} {'av' if sv else 'of'} {mixed(step.total)}"
        return Row("Nyckel" if sv else "Key", f"{words} {_source(population, lang)}".strip(), figure)
    if step.by in ("measure", "tiers", "claim"):
        words = f"{clause} Efter resultat." if sv else f"{clause} By result."
        figure = (
            f"{mixed(step.weight)} av {mixed(step.total)}" if sv else f"{mixed(step.weight)} of {mixed(step.total)}"
        )
        return Row("Nyckel" if sv else "Key", words.strip(), figure)
    if step.day is None:
        words = f"{clause} Lika delar." if sv else f"{clause} Equal parts."
        figure = (
            f"{mixed(step.weight)} av {mixed(step.total)}" if sv else f"{mixed(step.weight)} of {mixed(step.total)}"
        )
        return Row("Nyckel" if sv else "Key", words.strip(), figure)
    population = receipt.facts.populations[step.day]
    words = f"{clause} Folkmängd den {day(step.day, lang)}." if sv else f"{clause} Population of {day(step.day, lang)}."
    if len({party.partition("-")[0] for party in population.counts}) > 1:
        words += (
            " Regioner och kommuner räknas var för sig: varje invånare räknas i båda."
            if sv
            else " Regions and municipalities are counted apart: each inhabitant counts in both."
        )
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


def _origin(receipt: Receipt, lang: Lang) -> str:
    """Where the way of rounding comes from, if the document does not state it."""
    rounding = receipt.pot.rounding
    origin = rounding.origin if isinstance(rounding, Rounding) else "stated"
    return {"stated": "", "recovered": _RECOVERED[lang], "illustrative": _OURS[lang]}[origin]


_RECOVERED: Mapping[Lang, str] = {
    "sv": " Sättet är återskapat ur dokumentets tabell.",
    "en": " The way was recovered from the document's table.",
}
_OURS: Mapping[Lang, str] = {
    "sv": " Sättet är vårt eget; dokumentet anger inget.",
    "en": " The way is our own; the document states none.",
}


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
