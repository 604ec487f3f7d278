"""Tells Django of the room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Agreements, cases, ledger, audit."""

    name = "dagmar.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
