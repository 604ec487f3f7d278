"""`dagmar cases`, `case`, `do`, `balance`, `tick`, `verify`: casework from the command line, as pages and API do it."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import click

from dagmar.basis.form import read_one_of, write
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.database import AS, AT, Day, Moment, acting, been, now, ready
from dagmar.cli.keeping import kept
from dagmar.cli.loading import name_in, read_bytes
from dagmar.cli.output import Column, note, put_json, put_rows
from dagmar.words.cases import DEEDS, STAGES, happened

_CASES = (
    Column("case", ("Ärende", "Case")),
    Column("grant", ("Insats", "Grant")),
    Column("recipient", None),
    Column("recipient_name", ("Mottagare", "Recipient")),
    Column("stage", ("Läge", "Stage")),
    Column("entitlement", ("Rätt till", "Right to"), "money"),
    Column("paid", ("Utbetalt", "Paid"), "money"),
    Column("next", ("Nästa steg", "Next step")),
)


@command(
    "cases",
    (
        "Lista de ärenden som en person får se, med läge och nästa steg.",
        "List the cases that a person may see, with stage and next step.",
    ),
    "dagmar cases --as controller-12",
)
@option("--as", "person", required=True, metavar="PERSON", words=AS)
@option("--stage", type=click.Choice(list(STAGES)), default=None, words=("Bara i det läget.", "Only in this stage."))
def cases(call: Call, person: str, stage: str | None) -> None:
    """Print the cases."""
    ready()
    from dagmar.store import cases as store

    chosen: dict[str, object] = {"stage": stage} if stage else {}
    people = call.form == "table"
    rows = [
        (
            line.number,
            line.grant,
            line.recipient,
            name_in(line.recipient, line.year),
            STAGES[line.stage][call.lang] if people else line.stage,
            line.entitlement,
            line.paid,
            DEEDS[line.next_deed][call.lang] if people and line.next_deed else line.next_deed,
        )
        for line in store.cases(acting(person, now()), **chosen)
    ]
    put_rows(_CASES, rows, call.form, call.lang)


_EVENTS = (
    Column("at", ("När", "When")),
    Column("event", ("Vad", "What")),
    Column("person", ("Vem", "Who")),
    Column("paper", ("Handling", "Paper")),
)


@command(
    "case",
    (
        "Visa ett ärende: vad som har hänt, och som json hur det står.",
        "Show a case: what has happened, and as json how it stands.",
    ),
    "dagmar case 2017-0010 --as controller-12",
)
@click.argument("number")
@option("--as", "person", required=True, metavar="PERSON", words=AS)
def case(call: Call, number: str, person: str) -> None:
    """Print the case."""
    ready()
    from dagmar.store import cases as store

    view = store.case(number, acting(person, now()))
    if view is None:
        raise ProblemsFound([problem(Code.UNKNOWN_CASE, number=number)])
    if call.form == "json":
        put_json(write(type(view.standing), view.standing))
        return
    people = call.form == "table"
    rows = [
        (
            each.at.isoformat(sep=" ", timespec="minutes"),
            happened(each.event, call.lang) if people else each.event.event,
            each.person,
            each.paper,
        )
        for each in view.happenings
    ]
    put_rows(_EVENTS, rows, call.form, call.lang)
    if people and view.line.next_deed:
        note(f"{pick(call.lang, ('Nästa steg', 'Next step'))}: {DEEDS[view.line.next_deed][call.lang]}")


@command(
    "do",
    (
        "Gör det som står i ORDERS.json: en lista med ärende och kommando, allt eller inget.\n\n"
        "Samma form som POST /api/v1/orders. En handling kan gälla flera ärenden.",
        "Do what stands in ORDERS.json: a list of case and command, all or nothing.\n\n"
        "The same form as POST /api/v1/orders. One paper may cover several cases.",
    ),
    "dagmar do orders.json --as controller-12 --at 2017-11-14T10:00",
)
@click.argument("orders", metavar="ORDERS.json")
@option("--as", "person", required=True, metavar="PERSON", words=AS)
@option("--at", type=Moment(), default=None, words=AT)
def do(call: Call, orders: str, person: str, at: datetime | None) -> None:
    """Do the orders; print the number of the paper that arrived, if one did."""
    ready()
    from dagmar.store import cases as store

    moment = been(at)
    done = store.do(_orders(read_bytes(orders), orders), acting(person, moment), moment)
    if not done.happened:
        raise ProblemsFound(found.at(Place(f"{orders} {number}")) for number, found in done.problems)
    if done.paper or call.form != "table":
        put_rows((Column("paper", ("Handling", "Paper")),), [(done.paper,)] if done.paper else [], call.form, call.lang)
    note(pick(call.lang, ("Gjort.", "Done.")))


def _orders(data: bytes, file: str) -> list[Any]:
    from dagmar.case.commands import Command
    from dagmar.store.values import Order

    try:
        listed = json.loads(data)
        pairs = [(each["case"], each["command"]) for each in listed]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise ProblemsFound([problem(Code.NOT_JSON, what=str(fault)).at(Place(file))]) from None
    read = [(number, *read_one_of(Command, node)) for number, node in pairs]
    faults: list[Problem] = [each.at(Place(f"{file} {number}")) for number, _, found in read for each in found]
    if faults:
        raise ProblemsFound(faults)
    return [Order(str(number), value) for number, value, _ in read]


_BALANCE = (Column("account", ("Konto", "Account")), Column("amount", ("Belopp", "Amount"), "money"))
_ACCOUNTS = {
    "appropriated": ("Anvisat", "Appropriated"),
    "paid": ("Utbetalt", "Paid"),
    "lapsed": ("Förfallet", "Lapsed"),
    "remaining": ("Kvar att betala ut", "Remaining"),
    "open": ("  öppet: inte slutgranskat", "  open: not yet assessed"),
    "used": ("  använt", "  used"),
    "passed_on": ("  förmedlat vidare", "  passed on"),
    "demanded": ("  att betala tillbaka", "  to be repaid"),
    "returned": ("  återbetalt", "  returned"),
}


@command(
    "balance",
    (
        "Visa balansräkningen: tilldelat = utbetalt + förfallet + kvar, och i vilket läge varje utbetald krona är.",
        "Show the balance sheet: appropriated = paid + lapsed + remaining, and the state of each paid krona.",
    ),
    "dagmar balance",
)
def balance(call: Call) -> int:
    """Print the accounts; 1 where the equations do not hold."""
    ready()
    from dagmar.store import cases as store

    sheet = store.balance()
    people = call.form == "table"
    rows = [(pick(call.lang, words) if people else key, getattr(sheet, key)) for key, words in _ACCOUNTS.items()]
    put_rows(_BALANCE, rows, call.form, call.lang)
    return 0 if sheet.holds else 1


@command(
    "tick",
    (
        "Registrera det som passerade datum har fört med sig: förfall och påminnelser. Kan köras hur ofta som helst.",
        "Record what passed dates have brought: lapses and reminders. May be run as often as you like.",
    ),
    "dagmar tick --as-of 2017-12-02",
)
@option(
    "--as-of", "day", type=Day(), default=None, words=("Vilken dag; annars i dag.", "Which day; today if not told.")
)
def tick(call: Call, day: date | None) -> None:
    """Print in how many cases something happened."""
    ready()
    from dagmar.store import cases as store

    touched = store.tick(been(datetime.combine(day, time(0, 1)) if day else None))
    put_rows((Column("cases", ("Ärenden", "Cases"), "count"),), [(touched,)], call.form, call.lang)


@command(
    "verify",
    (
        "Kontrollera att allt stämmer: lägen mot händelser, huvudbok, kvitton, loggens kedja och registrens filer.",
        "Check that everything holds: stages against events, ledger, receipts, the chain of the audit trail and the "
        "files of registers.",
    ),
    "dagmar verify",
)
def verify(call: Call) -> int:
    """Print what does not hold; 1 where there is something."""
    ready()
    from dagmar.store import cases as store

    faults = [*store.verify(), *kept().faults()]
    if faults or call.form != "table":
        columns = (Column("fault", ("Stämmer inte", "Does not hold")),)
        put_rows(columns, [(fault,) for fault in faults], call.form, call.lang)
    note(pick(call.lang, ("Allt stämmer.", "Everything holds.")) if not faults else f"{len(faults)}")
    return int(bool(faults))
