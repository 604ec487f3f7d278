"""What every page shows around its own matter: language, day, who is logged in, and the ways from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from dagmar.account.people import actor_of
from dagmar.basis.actors import Actor
from dagmar.portal.door import lang_of, today
from dagmar.portal.naming import is_of_the_state, party, paying_for
from dagmar.portal.telling import pick
from dagmar.words import Lang
from dagmar.words.cases import ROLES


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the main menu."""

    address: str
    name: str
    here: bool


def about(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page."""
    lang = lang_of(request)
    translation.activate(lang)
    actor = actor_of(request.user, today()) if hasattr(request, "user") else None
    return {
        "lang": lang,
        "demo": settings.DEMO is not None,
        "today": today(),
        "actor": actor,
        "acts_as": _acts_as(actor, lang) if actor else "",
        "ways": _ways(request.path, actor, lang) if actor else (),
    }


def _acts_as(actor: Actor, lang: Lang) -> str:
    """The actor's roles, and for whom: `ekonomichef, Region Skåne`."""
    roles = dict.fromkeys(ROLES[each.role][lang] for each in actor.memberships)
    parties = dict.fromkeys(party(each.party, today().year) for each in actor.memberships)
    return ", ".join([*roles, *parties])


def _ways(path: str, actor: Actor, lang: Lang) -> tuple[Way, ...]:
    ways = [
        ("/", "Min dag", "My day"),
        ("/overenskommelser/", "Överenskommelser", "Agreements"),
        ("/arenden/", "Ärenden", "Cases"),
    ]
    if any(paying_for(actor, deed) for deed in ("prepare", "decide", "pay")):
        ways.append(("/omgangar/", "Omgångar", "Rounds"))
    if is_of_the_state(actor):
        ways.append(("/huvudbok/", "Huvudbok", "Ledger"))
    return tuple(
        Way(address, pick(lang, sv, en), path == address or (address != "/" and path.startswith(address)))
        for address, sv, en in ways
    )
