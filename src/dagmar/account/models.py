"""A person is apart from an account: one person may have several accounts, and is one person in every rule."""

from __future__ import annotations

from typing import get_args

from django.conf import settings
from django.db import models
from django.db.models import Q

from dagmar.basis.actors import Role


class Person(models.Model):
    """Somebody who acts. The id is ours; no personal number is kept."""

    id = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)


class Account(models.Model):
    """A way to log in as a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    demo = models.BooleanField(default=False)


class Holding(models.Model):
    """A role that a person holds for a party, from a day and perhaps until one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    party = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    class Meta:
        """A role is held once, and is one that exists."""

        constraints = (
            models.UniqueConstraint(fields=["person", "party", "role"], name="holding_once"),
            models.CheckConstraint(condition=Q(role__in=get_args(Role)), name="holding_role_exists"),
        )
