"""`dagmar show`: the money of an agreement in one cut, or its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from dagmar.agreement.check import latest
from dagmar.agreement.terms import Agreement, Contribution, DecidedLater, Due, Duty, Grant, Pot, due_key
from dagmar.basis.names import Year
from dagmar.basis.parties import CLASSES
from dagmar.cli.command import Call, command, option, pick
from dagmar.cli.loading import load, must_have, name_in, say_text
from dagmar.cli.output import Column, note, put_rows
from dagmar.words import Lang
from dagmar.words.amounts import due_text, kronor, listed

_CUTS = ("grant", "payer", "recipient", "appropriation", "area", "mode", "financier", "due")
_KEY = (Column("key", ("Id", "Id")), Column("name", ("Namn", "Name")))
_MONEY = (*_KEY, Column("amount", ("Belopp", "Amount"), "money"))
_DUE = (*_KEY, Column("date", ("Datum", "Date"), "day"))
_DUE_FOR_PEOPLE = (
    Column("date", ("Datum", "Date"), "day"),
    Column("name", ("Vad", "What")),
    Column("of", ("Vem", "Who")),
    Column("to", ("Till vem", "To whom")),
    Column("year", ("Medel för", "Money of")),
    Column("clause", ("Avsnitt", "Clause")),
)


@command(
    "show",
    (
        "Visa en överenskommelses pengar efter insats, betalare, mottagare, anslag, område, utbetalningssätt eller "
        "finansiär, eller dess datum.\n\n"
        "Det som dokumentet inte anger, eller lämnar till ett senare beslut, står som not-stated och decided-later.",
        "Show the money of an agreement by grant, payer, recipient, appropriation, area, mode of payment or "
        "financier, or its dates.\n\n"
        "What the document does not state, or leaves to a later decision, stands as not-stated and decided-later.",
    ),
    "dagmar show professionsmiljarden-2017 --by due",
)
@click.argument("agreement")
@option(
    "--by",
    type=click.Choice(_CUTS),
    default="grant",
    show_default=True,
    words=("Hur pengarna delas upp.", "How the money is cut."),
)
@option("--year", type=int, words=("Bara det här året.", "Only this year."))
def show(call: Call, agreement: str, by: str, year: int | None) -> None:
    """Print the cut."""
    terms = load(agreement).agreement
    must_have(terms, year)
    if call.form == "table":
        note(f"{say_text(terms.name, call.lang)}\n{terms.period.first} – {terms.period.last}")
    if by == "due":
        due = _due(terms, year)
        if call.form == "table":
            put_rows(_DUE_FOR_PEOPLE, [_for_people(*each, call.lang) for each in due], call.form, call.lang)
        else:
            dates = [(duty.id, say_text(duty.name, call.lang), due_key(day)) for day, _, duty in due]
            put_rows(_DUE, dates, call.form, call.lang)
        return
    rows = list(_amounts(terms, by, year, call.lang))
    stated = sum(amount for *_, amount in rows if isinstance(amount, int))
    put_rows(_MONEY, rows, call.form, call.lang, total=(pick(call.lang, ("Summa", "Total")), "", stated))
    for grant in terms.grants:
        if grant.outside:
            sums = sum(pot.amount for pot in _pots(grant, year) if isinstance(pot.amount, int))
            words = (
                f"Utanför överenskommelsen: {say_text(grant.name, call.lang)}, {kronor(sums)} (avsnitt {grant.clause})",
                f"Outside the agreement: {say_text(grant.name, call.lang)}, {kronor(sums)} (clause {grant.clause})",
            )
            note(pick(call.lang, words))
        if grant.pass_on and by == "recipient":
            note(_passed_on(grant, call.lang))
        for pot in _pots(grant, year):
            if waiting := _waiting(terms, pot, call.lang):
                note(f"{say_text(grant.name, call.lang)}, {waiting}")


def _amounts(terms: Agreement, by: str, year: int | None, lang: Lang) -> Iterable[tuple[str, str, Any]]:
    """A row for each key: the sum of what is stated; where nothing is, the word for why."""
    pots_by_key: dict[tuple[str, str], list[Pot | Contribution]] = {}
    for grant in terms.grants:
        if not grant.outside:
            key = _key(terms, grant, by, lang)
            pots_by_key.setdefault(key, []).extend(_pots(grant, year))
    for other in terms.contributions if by == "financier" else ():
        if year in (None, other.year):
            pots_by_key.setdefault(_whoms(other.by, other.year, lang), []).append(other)
    for (key_id, name), pots in pots_by_key.items():
        stated = [pot.amount for pot in pots if isinstance(pot.amount, int)]
        later = any(isinstance(pot.amount, DecidedLater) for pot in pots)
        if pots:
            yield key_id, name, sum(stated) if stated else "decided-later" if later else "not-stated"


def _key(terms: Agreement, grant: Grant, by: str, lang: Lang) -> tuple[str, str]:
    year = terms.period.first.year
    match by:
        case "payer":
            named = grant.payer != "not-stated"
            return grant.payer, name_in(grant.payer, year) if named else pick(lang, _NOT_STATED)
        case "recipient":
            return _recipient(grant, year, lang)
        case "area":
            names = {area.id: say_text(area.name, lang) for area in terms.areas}
            return "+".join(grant.areas) or "none", ", ".join(names[each] for each in grant.areas)
        case "mode":
            modes = grant.mode if isinstance(grant.mode, tuple) else (_undecided(grant.mode),)
            return "+".join(modes), pick(lang, ("; ", "; ")).join(pick(lang, _MODES[mode]) for mode in modes)
        case "financier":
            return "staten", name_in("staten", year)
        case "appropriation":
            line = next((line for line in terms.appropriations if line.id == grant.appropriation), None)
            if line is None:
                return grant.appropriation, pick(lang, _NOT_STATED)
            item = "" if line.item == "not-stated" else f" ap.{line.item}"
            return f"{line.number}{item}", say_text(line.item_name or line.name, lang)
        case _:
            return grant.id, say_text(grant.name, lang)


_CLASS_NAMES = {
    "regions": ("Regionerna", "The regions"),
    "municipalities": ("Kommunerna", "The municipalities"),
    "counties": ("Länen", "The counties"),
    "collaborative-regions": ("Samverkansregionerna", "The collaborative regions"),
}


def _whom(whom: str, year: int, lang: Lang) -> str:
    return pick(lang, _CLASS_NAMES[whom]) if whom in CLASSES else name_in(whom, year)


def _recipient(grant: Grant, year: int, lang: Lang) -> tuple[str, str]:
    """Whom the money is for, and through whom it goes where another is paid: `regions-via-skr`."""
    if grant.beneficiary == "not-stated":
        return "not-stated", pick(lang, _NOT_STATED)
    key, name = _whoms(grant.beneficiary, year, lang)
    if grant.payee in ("beneficiary", "not-stated", key):
        return key, name
    return f"{key}-via-{grant.payee}", f"{name} via {name_in(grant.payee, year)}"


def _whoms(whoms: tuple[str, ...], year: int, lang: Lang) -> tuple[str, str]:
    return "+".join(whoms), ", ".join(_whom(each, year, lang) for each in whoms)


_NOT_STATED = ("anges inte", "not stated")

_MODES = {
    "on-requisition": ("På rekvisition", "On requisition"),
    "without-requisition": ("Utan rekvisition", "Without requisition"),
    "payers-disposal": ("Betalaren disponerar", "At the payer's own disposal"),
    "government-offices-disposal": ("Regeringskansliet disponerar", "At the Government Offices' disposal"),
    "not-stated": _NOT_STATED,
    "decided-later": ("Beslutas senare", "Decided later"),
}


def _undecided(value: object) -> str:
    return "decided-later" if isinstance(value, DecidedLater) else "not-stated"


def _pots(grant: Grant, year: int | None) -> tuple[Pot, ...]:
    return tuple(pot for pot in grant.pots if year in (None, pot.year))


def _waiting(terms: Agreement, pot: Pot, lang: Lang) -> str:
    """What is said of a year whose money waits for a decision."""
    if not isinstance(pot.amount, DecidedLater):
        return ""
    conditions = {each.year: each.subject_to for each in terms.years}
    by = "" if pot.amount.whom == "not-stated" else name_in(pot.amount.whom, terms.period.first.year)
    if_granted = conditions.get(pot.year) == "riksdag-grants-money"
    swedish = f"{pot.year}: beslutas senare{_by(by, ' av')} (avsnitt {pot.amount.clause})" + (
        ", om riksdagen beviljar medel" if if_granted else ""
    )
    english = f"{pot.year}: decided later{_by(by, ' by')} (clause {pot.amount.clause})" + (
        ", if the Riksdag grants the money" if if_granted else ""
    )
    return pick(lang, (swedish, english))


def _by(name: str, word: str) -> str:
    return f"{word} {name}" if name else ""


def _passed_on(grant: Grant, lang: Lang) -> str:
    """What becomes of money that the recipient hands on."""
    assert grant.pass_on
    year = grant.pots[0].year if grant.pots else 2000
    whom = _whoms(grant.pass_on.to, year, lang)[1]
    amount = kronor(grant.pass_on.amount) if isinstance(grant.pass_on.amount, int) else ""
    name, clause = say_text(grant.name, lang), grant.pass_on.clause
    words = (
        f"{name}: {amount or 'pengarna'} förmedlas vidare till {whom} (avsnitt {clause})",
        f"{name}: {amount or 'the money'} is passed on to {whom} (clause {clause})",
    )
    return pick(lang, words)


def _due(terms: Agreement, year: int | None) -> list[tuple[Due, int, Duty]]:
    """Everything that is due, in order of time, what has no day last; the year is that of the money."""
    first = terms.years[0].year if terms.years else Year(terms.period.first.year)
    due: list[tuple[Due, int, Duty]] = [
        (day, of, duty)
        for duty in terms.duties
        for of, day in (duty.due or {first: "not-stated"}).items()
        if year in (None, of)
    ]
    return sorted(due, key=lambda each: (latest(each[0]) or date.max, each[1], each[2].name.en))


def _for_people(day: Due, year: int, duty: Duty, lang: Lang) -> tuple[Any, ...]:
    whom = listed((_whom(each, year, lang) for each in duty.of), lang, most=2)
    to = pick(lang, _NOT_STATED) if duty.to == "not-stated" else ", ".join(name_in(each, year) for each in duty.to)
    return due_text(day, lang), say_text(duty.name, lang), whom, to, year, duty.clause
