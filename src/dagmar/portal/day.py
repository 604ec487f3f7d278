"""Min dag: what waits for me, the nearest day first, and what lies with others."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dagmar.basis.actors import Actor
from dagmar.case.deeds import DEEDS as RULES
from dagmar.portal.door import lang_of, page, today
from dagmar.portal.naming import amount_at_stake, due_of, party, short
from dagmar.portal.rounds import ROUNDS
from dagmar.portal.telling import from_now, month, pick, short_day, things
from dagmar.store import cases
from dagmar.store.reading import Approved, approved
from dagmar.store.values import CaseLine
from dagmar.words import Lang
from dagmar.words.cases import DEEDS, ROLES


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the deed, what it is about, the sum in öre, and where it is done."""

    deed: str
    about: str
    amount: int
    due: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its things; a head and how far off it is."""

    head: str
    when: str
    todos: tuple[Todo, ...]


@page
@require_safe
def my_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the actor."""
    lang, known = lang_of(request), approved()
    todos = _todos(actor, known, lang)
    lines = cases.cases(actor)
    dates = {todo.due for todo in todos if todo.due} | {line.due for line in lines if line.due and line.next_deed}
    shown = {
        "answer": _answer(todos, lang),
        "days": _days(todos, lang),
        "first": todos[0] if todos else None,
        "others": _others(lines, lang),
        "month": month(today(), lang),
        "weeks": Calendar().monthdayscalendar(today().year, today().month),
        "dots": {each.day for each in dates if (each.year, each.month) == (today().year, today().month)},
    }
    return render(request, "portal/day.html", shown)


def _todos(actor: Actor, known: dict[str, Approved], lang: Lang) -> list[Todo]:
    """The actor's things; one for each recipient's paper, and one for a round of many."""
    groups: dict[tuple[str, ...], list[CaseLine]] = {}
    for line in cases.todos(actor):
        whom = "" if line.next_deed in _ROUND_OF else line.recipient
        groups.setdefault((line.next_deed, line.agreement, str(line.year), whom), []).append(line)
    found = [_todo(lines, _due(lines[0], actor), known, lang) for lines in groups.values()]
    found += [_owed(line, known, lang) for line in cases.cases(actor, stage="repayment-demanded") if _owes(line, actor)]
    return sorted(found, key=lambda each: each.due or today())


def _owes(line: CaseLine, actor: Actor) -> bool:
    """True where the actor is the recipient's, and the money is to come back from there."""
    return any(membership.party == line.recipient for membership in actor.memberships)


def _owed(line: CaseLine, known: dict[str, Approved], lang: Lang) -> Todo:
    head = pick(lang, "Betala tillbaka", "Repay")
    name, quote = short(known[line.agreement].terms, lang), pick(lang, "ange", "quote")
    return Todo(head, f"{name} · {quote} {line.number}", line.demanded, line.due, f"/arenden/{line.number}/")


_ROUND_OF = {deed: name for name, deed in ROUNDS.items()}


def _due(line: CaseLine, actor: Actor) -> date | None:
    """The last day of a line's next step; a day that has passed may have been moved, so the case is asked."""
    if line.due is None or line.due >= today():
        return line.due
    view = cases.case(line.number, actor)
    return due_of(view) if view else line.due


def _todo(lines: list[CaseLine], due: date | None, known: dict[str, Approved], lang: Lang) -> Todo:
    first, amount = lines[0], sum(amount_at_stake(line) for line in lines)
    name = short(known[first.agreement].terms, lang)
    if first.next_deed in _ROUND_OF:
        count = len({line.recipient for line in lines})
        whom = pick(lang, f"{count} mottagare", f"{count} recipients" if count > 1 else "1 recipient")
        address = f"/omgangar/{first.agreement}/{first.year}/{_ROUND_OF[first.next_deed]}/"
    else:
        whom, address = party(first.recipient, first.year), f"/arenden/{first.number}/gor/{first.next_deed}/"
    count = len(lines)
    cases_ = pick(lang, f"{count} ärenden", f"{count} cases") if count > 1 else first.number
    return Todo(DEEDS[first.next_deed][lang], f"{whom} · {name} · {cases_}", amount, due, address)


def _days(todos: list[Todo], lang: Lang) -> list[Day]:
    """Late, today, and each day ahead. The first two are shown empty too."""
    late = tuple(todo for todo in todos if todo.due and todo.due < today())
    now = tuple(todo for todo in todos if todo.due in (None, today()))
    ahead = sorted({todo.due for todo in todos if todo.due and todo.due > today()})
    return [
        Day(pick(lang, "Försenat", "Late"), from_now(late[0].due, today(), lang) if late and late[0].due else "", late),
        Day(pick(lang, "I dag", "Today"), short_day(today(), lang), now),
        *(
            Day(short_day(due, lang), from_now(due, today(), lang), tuple(todo for todo in todos if todo.due == due))
            for due in ahead
        ),
    ]


def _answer(todos: list[Todo], lang: Lang) -> str:
    """The lead: how many things wait, and when the nearest is due."""
    if not todos:
        return pick(lang, "Inget väntar på dig.", "Nothing waits for you.")
    many = things(len(todos), lang)
    verb = pick(lang, "väntar", "waits" if len(todos) == 1 else "wait")
    head = f"{many} {verb} {pick(lang, 'på dig.', 'for you.')}"
    late = sum(1 for todo in todos if todo.due and todo.due < today())
    if late:
        return (
            f"{head} {pick(lang, f'{late} av dem är försenade.', f'{late} of them late.')}"
            if late > 1
            else (f"{head} {pick(lang, 'En är försenad.', 'One is late.')}")
        )
    due = next((todo.due for todo in todos if todo.due), None)
    if due is None:
        return head
    near = from_now(due, today(), lang)
    return f"{head} {pick(lang, f'Den närmaste ska vara klar {near}.', f'The nearest is due {near}.')}"


def _others(lines: Iterable[CaseLine], lang: Lang) -> list[tuple[str, int, str, date | None]]:
    """Deeds that others are to do in cases that the actor sees: the deed, in how many cases, whose, by when."""
    groups: dict[tuple[str, date | None], int] = {}
    for line in lines:
        if line.next_deed and not line.mine:
            key = (line.next_deed, line.due)
            groups[key] = groups.get(key, 0) + 1
    ordered = sorted(groups.items(), key=lambda each: (each[0][1] is None, each[0][1] or today()))
    return [(DEEDS[deed][lang], count, ROLES[RULES[deed].role][lang], due) for (deed, due), count in ordered]
