"""Rounds: many requisitions prepared, decided or paid at once. What needs a look comes first, the rest after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dagmar.basis.actors import Actor
from dagmar.case.commands import Command, Decide, Pay, Prepare
from dagmar.case.events import ArrivedTooLate, Requisitioned
from dagmar.case.standing import Stage
from dagmar.portal import naming
from dagmar.portal.deeds import CONTENT
from dagmar.portal.door import lang_of, page
from dagmar.portal.telling import pick, told
from dagmar.store import cases
from dagmar.store.clock import now
from dagmar.store.reading import approved, views
from dagmar.store.values import CaseView, Order
from dagmar.words import Lang
from dagmar.words.amounts import kronor
from dagmar.words.amounts import listed as joined
from dagmar.words.cases import STAGES

ROUNDS: Mapping[str, str] = {"bered": "prepare", "besluta": "decide", "betala": "pay"}
"""The deeds that can be done for many at once, by the last word of the page's address."""

_WAITS: Mapping[str, Stage] = {"prepare": "requisitioned", "decide": "prepared", "pay": "decided"}
_ORDER: tuple[Stage, ...] = ("requisitioned", "prepared", "decided")

_TITLES = {
    "prepare": ("Bered rekvisitioner", "Prepare requisitions"),
    "decide": ("Besluta om rekvisitioner", "Decide on requisitions"),
    "pay": ("Betala ut", "Pay"),
}
_BUTTONS = {
    "prepare": ("Bered de ikryssade", "Prepare those ticked"),
    "decide": ("Besluta om de ikryssade", "Decide on those ticked"),
    "pay": ("Betala ut till de ikryssade", "Pay those ticked"),
}
_HAPPENED = {
    "prepare": ("Beredda", "Prepared"),
    "decide": ("Beslutade", "Decided"),
    "pay": ("Utbetalda", "Paid"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A recipient that is ready: its cases, what they come to in öre, and the day its paper arrived."""

    recipient: str
    name: str
    ready: tuple[CaseView, ...]
    contents: tuple[tuple[str, str], ...]
    amount: int
    arrived: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """Something that needs a look first: colour, icon, words, the sum in öre, and where to look."""

    colour: str
    icon: str
    head: str
    words: str
    amount: int
    address: str


@page
@require_safe
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rounds of the actor, each with how many recipients wait in it."""
    mine = [(name, deed) for name, deed in ROUNDS.items() if naming.paying_for(actor, deed)]
    if not mine:
        raise Http404
    lang, known, rows = lang_of(request), approved(), []
    for agreement, year in dict.fromkeys((line.agreement, line.year) for line in cases.cases(actor)):
        for name, deed in mine:
            lines = cases.cases(actor, agreement__agreement=agreement, year=year, stage=_WAITS[deed])
            lines = [line for line in lines if line.mine]
            rows.append(
                {
                    "address": f"/omgangar/{agreement}/{year}/{name}/",
                    "title": pick(lang, *_TITLES[deed]),
                    "agreement": naming.short(known[agreement].terms, lang),
                    "year": year,
                    "many": len({line.recipient for line in lines}),
                    "amount": sum(naming.amount_at_stake(line) for line in lines),
                }
            )
    return render(request, "portal/rounds.html", {"rows": rows})


@page
@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, actor: Actor, agreement: str, year: int, name: str) -> HttpResponse:
    """One round; when it is sent, each ticked recipient's cases are done together, one recipient at a time."""
    found = _views(actor, agreement, year, ROUNDS.get(name, ""))
    if not found:
        raise Http404
    lang, deed = lang_of(request), ROUNDS[name]
    if request.method == "POST":
        _do(request, actor, _ready(found, deed, actor, lang), deed, lang)
        return redirect(request.path)
    rows, looks = _ready(found, deed, actor, lang), _looks(found, deed, actor, lang)
    grants = list(
        dict.fromkeys(view.line.grant for view in found if view.line.recipient in {r.recipient for r in rows})
    )
    page_ = {
        "agreement": found[0].agreement,
        "deed": deed,
        "year": year,
        "title": pick(lang, *_TITLES[deed]),
        "button": pick(lang, *_BUTTONS[deed]),
        "lead": _lead(rows, looks, lang),
        "rows": [(row, [_of_grant(row, grant) for grant in grants]) for row in rows],
        "grants": [naming.grant(found[0].agreement, grant, lang) for grant in grants],
        "looks": looks,
        "recipients": len({view.line.recipient for view in found}),
        "whole": sum(view.standing.entitlement for view in found),
        "sum": sum(row.amount for row in rows),
        "sums": [sum(_of_grant(row, grant) or 0 for row in rows) for grant in grants],
    }
    return render(request, "portal/round.html", page_)


def _views(actor: Actor, agreement: str, year: int, deed: str) -> list[CaseView]:
    """The cases of a round: those whose payer the actor holds the role for; none where there is none."""
    payers = naming.paying_for(actor, deed) if deed else ()
    lines = cases.cases(actor, agreement__agreement=agreement, year=year, payer__in=payers) if payers else []
    return views((line.number for line in lines), actor)


# Ready


def _ready(found: list[CaseView], deed: str, actor: Actor, lang: Lang) -> list[Row]:
    by_recipient: dict[str, list[CaseView]] = {}
    for view in found:
        if view.line.stage == _WAITS[deed] and _look(view, deed, actor, lang) is None:
            by_recipient.setdefault(view.line.recipient, []).append(view)
    return [_row(recipient, ready, deed) for recipient, ready in by_recipient.items()]


def _row(recipient: str, ready: list[CaseView], deed: str) -> Row:
    arrivals = [each.at.date() for view in ready for each in view.happenings if isinstance(each.event, Requisitioned)]
    return Row(
        recipient=recipient,
        name=naming.party(recipient, ready[0].line.year),
        ready=tuple(ready),
        contents=tuple((view.line.number, str(getattr(view.standing, CONTENT[deed]))) for view in ready),
        amount=sum(view.standing.requested for view in ready),
        arrived=max(arrivals, default=None),
    )


def _of_grant(row: Row, grant: str) -> int | None:
    return next((view.standing.requested for view in row.ready if view.line.grant == grant), None)


def _lead(rows: list[Row], looks: list[Look], lang: Lang) -> str:
    ready = pick(
        lang,
        f"{len(rows)} kan tas nu." if rows else "Ingen kan tas nu.",
        f"{len(rows)} can be taken now." if rows else "None can be taken now.",
    )
    if not looks:
        return ready
    return f"{ready} {pick(lang, f'{len(looks)} behöver ses över först.', f'{len(looks)} need a look first.')}"


# What needs a look


def _looks(found: list[CaseView], deed: str, actor: Actor, lang: Lang) -> list[Look]:
    """Each recipient's troubles once; those that have sent nothing yet are named together, last."""
    looks: dict[tuple[str, str], Look] = {}
    for view in found:
        look = _look(view, deed, actor, lang)
        if look:
            key = (view.line.recipient, look.head)
            before = looks[key].amount if key in looks else 0
            amount = before + (view.standing.requested or view.standing.entitlement)
            looks[key] = Look(look.colour, look.icon, look.head, look.words, amount, look.address)
    worst_first = sorted(looks.values(), key=lambda each: each.colour != "bad")
    return [*worst_first, *_not_sent(found, lang)]


def _look(view: CaseView, deed: str, actor: Actor, lang: Lang) -> Look | None:
    """What is the matter with a case in this round, if anything."""
    standing, line = view.standing, view.line
    name, case = naming.party(line.recipient, line.year), f"/arenden/{line.number}/"
    clause = view.terms.lapse_clause or ""

    def look(colour: str, icon: str, head: tuple[str, str], words: tuple[str, str], address: str = case) -> Look:
        return Look(colour, icon, f"{name}: {pick(lang, *head)}", pick(lang, *words), 0, address)

    if standing.stage == "lapsed":
        late = any(isinstance(each.event, ArrivedTooLate) for each in view.happenings)
        head = ("inkom efter sista dagen", "arrived after the last day") if late else ("rätten har förfallit", "lapsed")
        words = (f"Enligt avsnitt {clause} är rätten borta.", f"By clause {clause} the right is gone.")
        return look("bad", "stop", head, words)
    if standing.stage == "requisition-returned":
        words = ("Mottagaren har fått den tillbaka.", "The recipient has it back.")
        return look("wait", "back", ("åter för komplettering", "returned for completion"), words)
    if standing.stage in _ORDER[: _ORDER.index(_WAITS[deed])]:
        word = STAGES[standing.stage]
        head = (f"inte klar än, {word['sv']}", f"not yet complete, {word['en']}")
        return look("wait", "clock", head, ("Steget före är inte taget.", "The step before is not taken."))
    if standing.stage != _WAITS[deed]:
        return None
    return _own_or_less(view, deed, actor, look)


def _own_or_less(view: CaseView, deed: str, actor: Actor, look: Any) -> Look | None:
    """A case in its turn that this actor may not take, or that is to be taken by itself."""
    standing, page_ = view.standing, f"/arenden/{view.line.number}/gor/{deed}/"
    another = ("Någon annan måste ta nästa steg.", "Another must take the next step.")
    found: Look | None = None
    if deed in ("decide", "pay") and standing.prepared_by == actor.person:
        found = look("wait", "lock", ("du har själv berett ärendet", "you prepared it yourself"), another)
    elif deed == "pay" and standing.decided_by == actor.person:
        found = look("wait", "lock", ("du har själv beslutat", "you decided it yourself"), another)
    elif deed != "pay" and standing.requested < standing.entitlement:
        asked, right = kronor(standing.requested), kronor(standing.entitlement)
        words = (f"Begär {asked}, rätten är {right}.", f"Asks for {asked}, the right is {right}.")
        head = ("begär mindre än rätten", "asks for less than the right")
        found = look("wait", "warn", head, words, page_)
    return found


def _not_sent(found: Iterable[CaseView], lang: Lang) -> list[Look]:
    """Those that have not sent a requisition yet, all in one."""
    absent = [view for view in found if view.line.stage in ("to-requisition", "requisition-drafted")]
    names = dict.fromkeys(naming.party(view.line.recipient, view.line.year) for view in absent)
    if not names:
        return []
    head = pick(lang, f"Inte rekvirerat än: {len(names)}", f"Not requisitioned yet: {len(names)}")
    amount = sum(view.standing.entitlement for view in absent)
    return [Look("wait", "ring", head, f"{joined(names, lang, most=30)}.", amount, "")]


# Doing


def _do(request: HttpRequest, actor: Actor, rows: list[Row], deed: str, lang: Lang) -> None:
    """Do it for each ticked recipient; tell how many happened, and which did not and why."""
    ticked = request.POST.getlist("recipient")
    happened, amount, refused = 0, 0, 0
    names = {row.recipient: row for row in rows}
    for recipient in ticked:
        row = names.get(recipient)
        if row is None:
            refused += 1
            continue
        orders = [
            Order(view.line.number, _command(deed, view, request.POST.get(f"content-{view.line.number}", "")))
            for view in row.ready
        ]
        done = cases.do(orders, actor, now())
        if done.happened:
            happened, amount = happened + 1, amount + row.amount
        for words in dict.fromkeys(told(each, lang) for _, each in done.problems):
            messages.error(request, f"{row.name}: {words}", extra_tags="bad")
    if refused:
        words = pick(lang, "stod inte längre på tur; inget hände med dem.", "waited no more; nothing happened to them.")
        messages.error(request, f"{refused} {words}", extra_tags="bad")
    if happened:
        words = pick(lang, *_HAPPENED[deed])
        messages.success(
            request, f"{words}: {happened} {pick(lang, 'av', 'of')} {len(ticked)}, {kronor(amount)}.", "good"
        )
    if not ticked:
        messages.error(request, pick(lang, "Ingen var ikryssad; inget hände.", "None was ticked; nothing happened."))


def _command(deed: str, view: CaseView, content: str) -> Command:
    match deed:
        case "prepare":
            return Prepare("prepare", content)
        case "decide":
            return Decide("decide", content)
        case _:
            return Pay("pay", content, view.standing.decided)
