"""Logging in and out. In a demo, on this machine, anybody may enter as anybody by one click."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dagmar.account.people import actor_of, demo_accounts, demo_user
from dagmar.basis.actors import Membership
from dagmar.basis.personal import without_personal_numbers
from dagmar.portal.door import back, lang_of, today
from dagmar.portal.naming import RECIPIENT_ROLES, party
from dagmar.words import Lang
from dagmar.words.cases import ROLES

_LOOPBACK = ("127.0.0.1", "::1")
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Log in: by one click in a demo, else by name and password."""
    then = without_personal_numbers(back(request, request.POST.get("next") or request.GET.get("next") or ""))
    if _is_demo(request):
        return _enter_demo(request, then)
    form = AuthenticationForm(request, request.POST or None)
    refused = False
    if request.method == "POST":
        if form.is_valid() and actor_of(form.get_user(), today()):
            login(request, form.get_user())
            return redirect(then)
        refused = True
    page = {"refused": refused, "username": without_personal_numbers(request.POST.get("username", "")), "then": then}
    return render(request, "portal/login.html", page)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Log out."""
    logout(request)
    return redirect(settings.LOGIN_URL)


def _is_demo(request: HttpRequest) -> bool:
    """True in a demo for somebody at this machine; what was passed on from elsewhere says so in a header."""
    here = request.META.get("REMOTE_ADDR") in _LOOPBACK and not any(request.headers.get(name) for name in _PASSED_ON)
    return settings.DEMO is not None and here


def _enter_demo(request: HttpRequest, then: str) -> HttpResponse:
    if request.method == "POST":
        user = demo_user(request.POST.get("person", ""))
        if user is None:
            raise Http404
        login(request, user, backend=_BACKEND)
        return redirect(then)
    return render(request, "portal/login_demo.html", {"then": then, **_accounts(lang_of(request))})


def _accounts(lang: Lang) -> dict[str, Any]:
    """Demo accounts: those of the state, and those of the recipients by recipient."""
    state: list[tuple[str, str, str]] = []
    recipients: dict[str, list[tuple[str, str, str]]] = {}
    for person, name, held in sorted(demo_accounts(), key=_by_party):
        entry = (person, name, _roles(held, lang))
        if held and held[0].role in RECIPIENT_ROLES:
            recipients.setdefault(party(held[0].party, today().year), []).append(entry)
        else:
            state.append(entry)
    return {"state": state, "recipients": recipients}


def _by_party(account: tuple[str, str, tuple[Membership, ...]]) -> tuple[str, str]:
    """Regions in the order of their ids, then the others; within each by name."""
    _, name, held = account
    return held[0].party if held else "", name


def _roles(held: tuple[Membership, ...], lang: Lang) -> str:
    return ", ".join(dict.fromkeys(ROLES[each.role][lang] for each in held))
