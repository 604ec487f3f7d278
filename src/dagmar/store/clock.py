"""Stockholm's time: the core counts in it, the database keeps it with its zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The time in Stockholm now, without zone, as the core takes it. In a demo the clock stands still."""
    return settings.DEMO or local(timezone.now())


def local(moment: datetime) -> datetime:
    """A kept moment as Stockholm's time."""
    return moment.astimezone(STOCKHOLM).replace(tzinfo=None)


def kept(at: datetime) -> datetime:
    """Stockholm's time as a moment to keep."""
    return at.replace(tzinfo=STOCKHOLM)
