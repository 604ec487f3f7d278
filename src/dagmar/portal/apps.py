"""Tells Django of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The pages."""

    name = "dagmar.portal"
    label = "portal"
