"""The door of every page: who comes in, in what language, on what day. Whoever is not logged in is sent to log in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dagmar.account.people import actor_of
from dagmar.basis.actors import Actor
from dagmar.store.clock import now
from dagmar.words import Lang

P = ParamSpec("P")


def page(view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for somebody: the view gets the actor. Nobody is sent to log in, whatever was asked for."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request.user, today())
        if actor is None:
            return redirect_to_login(request.get_full_path())
        return view(request, actor, *args, **kwargs)

    return opened


def today() -> date:
    """The day in Stockholm; in a demo the day that its clock stands at."""
    return now().date()


def lang_of(request: HttpRequest) -> Lang:
    """Swedish, but where the reader has asked for English."""
    return "en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "sv"


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that the reader asks for, and go back to the page."""
    answer = redirect(back(request, request.headers.get("Referer", "")))
    lang = "en" if request.POST.get("lang") == "en" else "sv"
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, lang, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
    return answer


def back(request: HttpRequest, address: str) -> str:
    """The address where it is one of ours, else the first page."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours and address.startswith(("/", "http://", "https://")) else "/"
