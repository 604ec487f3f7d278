"""Lets in whoever is logged in: the session's account becomes the actor that every route asks with."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import SessionAuth
from ninja.utils import check_csrf

from dagmar.account.people import actor_of
from dagmar.api.refusals import Fault, Refused
from dagmar.basis.actors import Actor
from dagmar.store.clock import now

MOST_BYTES = 1_000_000
"""No call is larger."""


class LoggedIn(SessionAuth):
    """Django's session; what changes something must be JSON, of a bearable size, and carry the CSRF token."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor of the session; None for nobody, whatever the call looks like otherwise."""
        actor = actor_of(request.user, now().date())
        if actor and request.method != "GET":
            _look_over(request)
        return actor


class Looking(SessionAuth):
    """Django's session alone, for an address where there is nothing: whatever is sent there is never read."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor of the session; None for nobody."""
        return actor_of(request.user, now().date())


class Bringing(SessionAuth):
    """Django's session, for a file that is read as it comes: no form, which would be laid on the disk meanwhile."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor of the session; None for nobody."""
        actor = actor_of(request.user, now().date())
        if actor and request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
            raise Refused(415, Fault("not-a-file"))
        if actor and check_csrf(request):
            raise Refused(403, Fault("no-csrf-token"))
        return actor


def _look_over(request: HttpRequest) -> None:
    """Refuse before anything of the body is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Refused(413, Fault("too-large"))
    if request.content_type != "application/json":
        raise Refused(415, Fault("not-json"))
    if check_csrf(request):
        raise Refused(403, Fault("no-csrf-token"))


def actor_in(request: HttpRequest) -> Actor:
    """The actor that was let in with this call."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]
