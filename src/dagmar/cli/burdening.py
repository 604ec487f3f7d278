"""`dagmar burden`: every demand, report, day and question that lands on a recipient, over all agreements."""

from __future__ import annotations

from typing import Any

import click

from dagmar import catalogue
from dagmar.agreement.questions import Question, read_questions
from dagmar.agreement.terms import due_key
from dagmar.allocation.burden import Burden, Demand, capacities_of
from dagmar.allocation.burden import burden as burden_of
from dagmar.allocation.plan import Plan
from dagmar.basis.names import Id
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import load, name_in, plan_of, say_text
from dagmar.cli.output import Column, note, put_rows
from dagmar.words import Lang
from dagmar.words.amounts import due_text, kronor, listed

_ALL = tuple(
    Column(key, (key, key), kind)  # type: ignore[arg-type]
    for key, kind in (
        ("kind", "text"),
        ("agreement", "text"),
        ("key", "text"),
        ("name", "text"),
        ("date", "text"),
        ("amount", "money"),
        ("count", "count"),
    )
)
_OVER_ALL = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("agreements", ("Överenskommelser", "Agreements"), "count"),
    Column("demands", ("Krav", "Demands"), "count"),
    Column("days", ("Dagar", "Days"), "count"),
    Column("conditions", ("Villkor", "Conditions"), "count"),
    Column("asked_again", ("Frågor om igen", "Asked again"), "count"),
    Column("amount", ("Belopp", "Amount"), "money"),
)
_DEMANDS = (
    Column("date", ("Senast", "Due")),
    Column("name", ("Vad", "What")),
    Column("to", ("Till vem", "To whom")),
    Column("count", ("Antal", "How many"), "count"),
    Column("agreement", ("Överenskommelse", "Agreement")),
)
_SUMS = (
    Column("agreement", ("Överenskommelse", "Agreement")),
    Column("name", ("Insats", "Grant")),
    Column("amount", ("Belopp", "Amount"), "money"),
)
_QUESTIONS = (
    Column("name", ("Fråga som ställs mer än en gång", "Question asked more than once")),
    Column("count", ("Gånger", "Times"), "count"),
)


@command(
    "burden",
    (
        "Visa allt som landar på en mottagare: rapporter och datum som en kalender, belopp, och frågor som ställs mer "
        "än en gång.\n\n"
        "Räknas per juridisk person. Året är det som dagen infaller i; för pengar det år de gäller. "
        "Utan --recipient visas en rad för var och en.",
        "Show all that lands on a recipient: reports and days as a calendar, sums, and questions asked more than "
        "once.\n\n"
        "Counted by legal person. The year is that in which the day falls; of money, the year that it is for. "
        "Without --recipient there is a row for each.",
    ),
    "dagmar burden --recipient region-09 --year 2018",
)
@option("--year", type=click.IntRange(1900, 2199), words=("Bara det här året.", "Only this year."))
@option("--recipient", metavar="RECIPIENT", words=("Mottagarens id.", "The recipient's id."))
def burden(call: Call, year: int | None, recipient: str | None) -> None:
    """Print the load."""
    plans = [plan_of(load(each)) for each in catalogue.agreement_ids()]
    parties = catalogue.parties()
    if recipient is None:
        put_rows(_OVER_ALL, _over_all(plans, year), call.form, call.lang)
        _note_years(plans, year, call.lang)
        return
    if parties.get(recipient) is None:
        raise ProblemsFound([problem(Code.UNKNOWN_PARTY, party=recipient, near=())])
    found = burden_of(plans, capacities_of(PartyId(recipient), parties), year, parties)
    questions = _questions()
    if call.form == "table":
        _put(call, found, year, questions)
    else:
        put_rows(_ALL, list(_machine(found, questions, call.lang)), call.form, call.lang)
    _note_years(plans, year, call.lang)


def _questions() -> dict[Id, Question]:
    found, problems = read_questions(catalogue.questions_bytes(), "questions.yaml")
    if problems:
        raise ProblemsFound(problems)
    return {each.id: each for each in found}


def _over_all(plans: list[Plan], year: int | None) -> list[tuple[Any, ...]]:
    """A row for each legal person that anything lands on, the heaviest load first."""
    parties = catalogue.parties()
    rows: list[tuple[Any, ...]] = []
    seen: set[str] = set()
    for party in parties.by_id.values():
        person = parties.legal_person(party.id)
        if person in seen or party.kind not in ("region", "municipality", "association"):
            continue
        seen.add(person)
        found = burden_of(plans, capacities_of(party.id, parties), year, parties)
        if found.demands or found.sums:
            again = sum(times > 1 for times in found.asked.values())
            amount = sum(each.amount for each in found.sums)
            name = name_in(party.id, year or 2022)
            rows.append(
                (party.id, name, len(found.agreements), found.times, found.days, found.conditions, again, amount)
            )
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def _machine(found: Burden, questions: dict[Id, Question], lang: Lang) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [
        ("duty", each.agreement, each.id, say_text(each.name, lang), due_key(each.due), "", each.times)
        for each in found.demands
    ]
    rows += [
        ("amount", each.agreement, each.grant.id, say_text(each.grant.name, lang), each.year, each.amount, "")
        for each in found.sums
    ]
    rows += [("question", "", each, _said(questions, each, lang), "", "", times) for each, times in _again(found)]
    return rows


def _again(found: Burden) -> list[tuple[Id, int]]:
    """The questions asked more than once, the most often first."""
    many = [(each, times) for each, times in found.asked.items() if times > 1]
    return sorted(many, key=lambda pair: (-pair[1], pair[0]))


def _said(questions: dict[Id, Question], asked: Id, lang: Lang) -> str:
    found = questions.get(asked)
    return asked if found is None else found.sv if lang == "sv" else found.en


def _put(call: Call, found: Burden, year: int | None, questions: dict[Id, Question]) -> None:
    lang, when = call.lang, year or 2022
    names = listed((name_in(each, when) for each in found.capacities), lang)
    sums = sum(each.amount for each in found.sums)
    period = pick(lang, ("alla år", "all years")) if year is None else str(year)
    many = len(found.agreements)
    words = (
        f"{names}, {period}: {found.times} krav på {found.days} dagar och {found.conditions} villkor ur {many} "
        f"överenskommelse{'r' * (many != 1)}, {kronor(sums)}",
        f"{names}, {period}: {found.times} demands on {found.days} days and {found.conditions} conditions from {many} "
        f"agreement{'s' * (many != 1)}, {kronor(sums)}",
    )
    note(pick(lang, words))
    put_rows(_DEMANDS, [_row(each, lang) for each in found.demands], call.form, lang)
    rows = [(each.agreement, f"{say_text(each.grant.name, lang)}, {each.year}", each.amount) for each in found.sums]
    if rows:
        put_rows(_SUMS, rows, call.form, lang, total=(pick(lang, ("Summa", "Total")), "", sums))
    again = [(_said(questions, each, lang), times) for each, times in _again(found)]
    if again:
        put_rows(_QUESTIONS, again, call.form, lang)


def _row(each: Demand, lang: Lang) -> tuple[Any, ...]:
    year = each.day.year if each.day else 2022
    to = ", ".join(name_in(party, year) for party in each.to) or pick(lang, ("anges inte", "not stated"))
    return due_text(each.due, lang), say_text(each.name, lang), to, each.times, each.agreement


def _note_years(plans: list[Plan], year: int | None, lang: Lang) -> None:
    """The catalogue holds agreements of different years: a load of one year is seldom the whole load of that year."""
    by_year: dict[int, list[str]] = {}
    for plan in plans:
        for each in {pot.year for grant in plan.agreement.grants for pot in grant.pots}:
            by_year.setdefault(each, []).append(plan.agreement.id)
    spread = "; ".join(f"{each}: {', '.join(sorted(ids))}" for each, ids in sorted(by_year.items()))
    words = (
        f"Katalogens överenskommelser gäller olika år ({spread}). Där bara en finns för ett år är detta inte hela "
        "bördan det året.",
        f"The agreements of the catalogue are of different years ({spread}). Where there is only one for a year, this "
        "is not the whole load of that year.",
    )
    if year is None or len(by_year.get(year, [])) < 2:
        note(pick(lang, words))
