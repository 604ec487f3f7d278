"""Who you are, and who may do what."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Schema

from dagmar import catalogue
from dagmar.api.entry import actor_in
from dagmar.api.refusals import answers, lang_of
from dagmar.basis.actors import Role
from dagmar.case.deeds import DEEDS
from dagmar.case.standing import Reclaim, Stage
from dagmar.store.clock import now
from dagmar.words.cases import DEEDS as NAMES
from dagmar.words.cases import ROLES

router = Router(tags=["people"])


class MembershipOut(Schema):
    """A role that you hold for a party today."""

    party: str
    party_name: str
    role: Role
    role_name: str


class MeOut(Schema):
    """You, with the roles that you hold today."""

    person: str
    name: str
    memberships: list[MembershipOut]


class DeedOut(Schema):
    """A command: the role that it asks for, on which side, and the stages of a case that it fits."""

    command: str
    name: str
    role: Role
    role_name: str
    side: Literal["recipient", "payer"]
    stages: list[Stage]
    reclaim: list[Reclaim]


class DeedsOut(Schema):
    """Every command."""

    deeds: list[DeedOut]


@router.get("/me", response=answers(MeOut))
def show_me(request: HttpRequest) -> MeOut:
    """Who you are. Sets the cookie `csrftoken`, to be sent back as X-CSRFToken with what changes something."""
    get_token(request)
    actor, lang, today = actor_in(request), lang_of(request), now().date()
    held = [
        MembershipOut(
            party=each.party,
            party_name=catalogue.parties().name_of(each.party, today),
            role=each.role,
            role_name=ROLES[each.role][lang],
        )
        for each in actor.memberships
    ]
    return MeOut(person=actor.person, name=actor.name, memberships=held)


@router.get("/deeds", response=answers(DeedsOut))
def list_deeds(request: HttpRequest) -> DeedsOut:
    """Who may give which command, in which stage of a case: the table that the core itself decides by."""
    lang = lang_of(request)
    deeds = [
        DeedOut(
            command=command,
            name=NAMES[command][lang],
            role=deed.role,
            role_name=ROLES[deed.role][lang],
            side=deed.side,
            stages=list(deed.stages),
            reclaim=list(deed.reclaim),
        )
        for command, deed in DEEDS.items()
    ]
    return DeedsOut(deeds=deeds)
