"""The page of a deed: what it is about, what it asks for, and the doing of it. All of it happens, or none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dagmar.basis.actors import Actor
from dagmar.basis.problems import Code, Problem, problem
from dagmar.case.deeds import DEEDS as RULES
from dagmar.case.deeds import fits, may
from dagmar.case.papers import ASSURANCES
from dagmar.portal import naming
from dagmar.portal.deeds import BUTTONS, LEADS, PAPERS, SHOWS_REQUISITION, SHOWS_STATEMENT
from dagmar.portal.door import lang_of, page, today
from dagmar.portal.prefilling import as_filled_in
from dagmar.portal.sheets import Sheet
from dagmar.portal.telling import pick
from dagmar.store import cases
from dagmar.store.clock import now
from dagmar.store.reading import views
from dagmar.store.values import CaseView, Done
from dagmar.words import Lang
from dagmar.words.cases import DEEDS, DONE


@page
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, actor: Actor, number: str, deed: str) -> HttpResponse:
    """Show the sheet of a deed; when it is sent, do it, or show what is in the way beside what was typed."""
    view = cases.case(number, actor)
    if view is None or deed not in RULES:
        raise Http404
    refused = _in_the_way(view, actor, deed)
    if refused:
        status = 403 if refused.code is Code.NOT_YOUR_ROLE else 409
        return render(request, "portal/not_now.html", {"view": view, "deed": deed, "problem": refused}, status=status)
    lang = lang_of(request)
    typed = request.POST if request.method == "POST" else None
    sheet = Sheet(deed, _paper(view, actor, deed, typed.getlist("case") if typed else []), typed, lang)
    if typed is None or "more" in typed:
        return render(request, "portal/do.html", _shown(view, sheet, lang))
    orders, faults = sheet.orders()
    done = Done(tuple(faults)) if faults else cases.do(orders, actor, now())
    if not done.happened:
        return render(request, "portal/do.html", _shown(view, sheet.with_faults(done.problems), lang), status=422)
    _tell(request, actor, view, deed, done, lang)
    return redirect(f"/arenden/{number}/")


def _in_the_way(view: CaseView, actor: Actor, deed: str) -> Problem | None:
    """Why the page of a deed is not for this actor, or not now."""
    if not may(actor, deed, view.terms):
        return problem(Code.NOT_YOUR_ROLE, role=RULES[deed].role)
    if not fits(deed, view.standing):
        return problem(Code.WRONG_STAGE, command=deed, stage=view.standing.stage)
    return None


def _paper(view: CaseView, actor: Actor, deed: str, sent: list[str]) -> tuple[CaseView, ...]:
    """The cases of the sheet: for a paper, all of the recipient's that stand alike, or those that the page showed."""
    if deed not in PAPERS:
        return (view,)
    line = view.line
    alike = cases.cases(actor, agreement__agreement=line.agreement, year=line.year, recipient=line.recipient)
    chosen = [each.number for each in alike if (each.number in sent if sent else each.stage == line.stage)]
    return tuple(each for each in views(chosen, actor) if sent or deed in each.deeds) or (view,)


def _shown(view: CaseView, sheet: Sheet, lang: Lang) -> dict[str, Any]:
    """What the template needs."""
    standing, terms, deed = view.standing, view.terms, sheet.deed
    due = naming.due_of(view) if view.line.next_deed == deed else None
    return {
        "view": view,
        "line": view.line,
        "agreement": view.agreement,
        "deed": deed,
        "sheet": sheet,
        "lead": pick(lang, *LEADS[deed]),
        "button": pick(lang, *BUTTONS[deed]) if deed in BUTTONS else DEEDS[deed][lang],
        "due": due,
        "sent_back_for": naming.sent_back_for(view),
        "reclaim": naming.reclaim_of(view),
        "is_late": due is not None and due < today(),
        "assurances": ASSURANCES,
        "shows_requisition": deed in SHOWS_REQUISITION,
        "shows_statement": deed in SHOWS_STATEMENT,
        "requisition": as_filled_in(terms.requisition_form, standing.requisition, lang),
        "statement": as_filled_in(terms.statement_form, standing.statement, lang),
        "requested": sum(each.standing.requested for each in sheet.views),
    }


def _tell(request: HttpRequest, actor: Actor, view: CaseView, deed: str, done: Done, lang: Lang) -> None:
    """Say what was done, with the number of the paper; a paper that came too late was registered and refused."""
    number = view.line.number
    after = cases.case(number, actor)
    paper = pick(lang, f" Handling {done.paper}.", f" Paper {done.paper}.") if done.paper else ""
    if deed == "sign-requisition" and after and after.standing.stage != "requisitioned":
        words = pick(
            lang,
            "Rekvisitionen kom efter sista dagen. Den är registrerad och avvisad; rätten har förfallit.",
            "The requisition came after the last day. It is registered and refused; the right has lapsed.",
        )
        messages.warning(request, f"{words}{paper}", extra_tags="bad")
        return
    messages.success(request, f"{DONE[deed][lang]}.{paper}", extra_tags="good")
