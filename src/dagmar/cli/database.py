"""Makes the database ready for a command, and finds the person that acts."""

from __future__ import annotations

import os
import pwd
from datetime import date, datetime

import click

from dagmar.basis.actors import Actor, PersonId
from dagmar.basis.dates import read_date
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Both, ProblemsFound
from dagmar.site.home import database


def ready() -> None:
    """Load Django for this process, once; raises ProblemsFound where there is no database of this version yet."""
    made = has_table("store_caserow")
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    at = Place(str(connection.settings_dict["NAME"]))
    if not made:
        raise ProblemsFound([problem(Code.NO_DATABASE).at(at)])
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ProblemsFound([problem(Code.DATABASE_BEHIND).at(at)])


def has_table(name: str) -> bool:
    """True where the database has this table; loads Django."""
    load()
    from django.db import connection

    return name in connection.introspection.table_names()


def load() -> None:
    """Load Django for this process, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dagmar.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def acting(person: str, at: datetime) -> Actor:
    """The person who acts, with the roles held at the time. Raises ProblemsFound for nobody."""
    from dagmar.account.people import actor_by_person

    actor = actor_by_person(person, at.date())
    if actor is None:
        raise ProblemsFound([problem(Code.UNKNOWN_PERSON, text=person)])
    return actor


def is_there() -> bool:
    """True where there is a database; Django is not loaded only to see that there is no file."""
    return database().exists() and has_table("store_caserow")


def local_user() -> Actor:
    """The user of the machine, `local:eva`: no person of the database, and in no role."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    return Actor(PersonId(f"local:{name}"[:60]), name, (), "command")


def now() -> datetime:
    """The time in Stockholm; in a demo, where its clock stands."""
    from dagmar.store.clock import now as store_now

    return store_now()


def been(at: datetime | None) -> datetime:
    """The time told, or now. Raises ProblemsFound for a time that has not been yet: what is recorded has happened."""
    if at is not None and at > now():
        raise ProblemsFound([problem(Code.TIME_TO_COME, at=at.isoformat(sep=" ", timespec="minutes"))])
    return at or now()


class Moment(click.ParamType[datetime]):
    """A time of Stockholm: `2017-12-01T14:30`, or a day, which is noon."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the time."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(f"{value}T12:00" if len(str(value)) == 10 else str(value))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None:
            self.fail(f"{value!r}: 2017-12-01T14:30", param, ctx)
        return moment


class Day(click.ParamType[date]):
    """A day: `2017-12-01`."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        found = read_date(str(value))
        if isinstance(found, Problem):
            self.fail(str(value), param, ctx)
        return found


class Month(click.ParamType[date]):
    """A month: `2017-12`; its first day."""

    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the month."""
        if isinstance(value, date):
            return value
        found = read_date(f"{value}-01")
        if isinstance(found, Problem):
            self.fail(str(value), param, ctx)
        return found


AS: Both = ("Vem som handlar (personens id).", "Who acts (the person's id).")
AT: Both = ("När, i Stockholms tid; annars nu.", "When, in Stockholm's time; now if not told.")
