"""The front door: who somebody is, as an `Actor`, and how persons come to be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import transaction
from django.db.models import Q

from dagmar.account.models import Account, Holding, Person
from dagmar.basis.actors import Actor, Authentication, Membership, PersonId, Role
from dagmar.basis.parties import PartyId


def actor_of(user: AbstractBaseUser | AnonymousUser, today: date) -> Actor | None:
    """The actor behind an account, with the roles held today; None for nobody."""
    account = Account.objects.select_related("person").filter(user_id=user.pk).first() if user.pk else None
    if account is None or (account.demo and settings.DEMO is None):
        return None
    return _actor(account.person, today, "demo" if account.demo else "password")


def actor_by_person(person_id: str, today: date) -> Actor | None:
    """The actor with this person's id, acting from the command line."""
    person = Person.objects.filter(pk=person_id).first()
    return _actor(person, today, "command") if person else None


def _actor(person: Person, today: date, authentication: Authentication) -> Actor:
    held = Holding.objects.filter(Q(last=None) | Q(last__gte=today), person=person, first__lte=today)
    memberships = tuple(
        Membership(PartyId(each.party), cast(Role, each.role)) for each in held.order_by("party", "role")
    )
    return Actor(PersonId(person.pk), person.name, memberships, authentication)


@transaction.atomic
def add_person(person_id: str, name: str, holdings: Iterable[tuple[str, Role]], first: date, *, demo: bool) -> None:
    """Add a person with roles and, for a demo, an account without a password. Adding the same again changes nothing."""
    person, _ = Person.objects.get_or_create(pk=person_id, defaults={"name": name})
    for party, role in holdings:
        Holding.objects.get_or_create(person=person, party=party, role=role, defaults={"first": first})
    if demo and not Account.objects.filter(person=person).exists():
        user = User.objects.create_user(username=person_id)
        Account.objects.create(user=user, person=person, demo=True)


def names_of(person_ids: Iterable[str]) -> dict[str, str]:
    """The names of persons, by id."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name"))


def demo_accounts() -> list[tuple[str, str, tuple[Membership, ...]]]:
    """Every demo account: the person's id, name and roles, those of the state first."""
    persons = Person.objects.filter(accounts__demo=True).prefetch_related("holdings").order_by("name")
    listed = [
        (
            person.pk,
            person.name,
            tuple(Membership(PartyId(each.party), cast(Role, each.role)) for each in person.holdings.all()),
        )
        for person in persons
    ]
    return sorted(listed, key=lambda each: (each[2][0].party.startswith("region") if each[2] else True, each[1]))


def demo_user(person_id: str) -> User | None:
    """The account to log in as, for a demo person; None where there is none."""
    account = Account.objects.select_related("user").filter(person_id=person_id, demo=True).first()
    return account.user if account else None
