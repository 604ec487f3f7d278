"""Tells Django of the room."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Persons, accounts, roles."""

    name = "dagmar.account"
    label = "account"
    default_auto_field = "django.db.models.BigAutoField"
