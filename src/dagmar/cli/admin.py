"""`dagmar migrate` and `dagmar admin`: the database, the persons and the agreements that are in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast, get_args

import click

from dagmar import catalogue
from dagmar.basis.actors import Role
from dagmar.basis.populations import Population
from dagmar.basis.problems import Code, Place, has_errors, problem
from dagmar.cli.command import Call, Command, ProblemsFound, command, lang_option, option, pick
from dagmar.cli.database import AS, AT, Day, Moment, acting, been, load, now, ready
from dagmar.cli.loading import must_have, read_bytes
from dagmar.cli.output import Column, note, note_problems, put_rows
from dagmar.cli.tables import read_counts
from dagmar.register.keys import make_private
from dagmar.site.home import database, home


@command(
    "migrate",
    (
        "Skapa databasen i DAGMAR_HOME, eller för den till den här versionen.",
        "Make the database in DAGMAR_HOME, or bring it to this version.",
    ),
    "dagmar migrate",
)
def migrate(call: Call) -> None:
    """Run the migrations."""
    make_private(home())
    database().touch(0o600)  # SQLite's journal has the mode of the database
    load()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    note(pick(call.lang, ("Databasen är klar.", "The database is ready.")))


class _Admin(Command, click.Group):
    pass


def _nothing(lang: str | None) -> None:
    """The group itself does nothing; its language is passed on to the command."""


admin = _Admin(
    "admin",
    callback=_nothing,
    params=[lang_option()],
    words=(
        "Personer och roller, och överenskommelser som gäller.",
        "Persons and roles, and agreements in force.",
    ),
    example="dagmar admin person eva --name 'Eva Exempel' --role region-12:cfo",
)


@command(
    "person",
    ("Lägg till en person, eller roller till en person.", "Add a person, or roles to a person."),
    "dagmar admin person eva --name 'Eva Exempel' --role region-12:cfo",
)
@click.argument("person")
@option("--name", required=True, words=("Personens namn.", "The person's name."))
@option(
    "--role",
    "roles",
    multiple=True,
    metavar="PARTY:ROLE",
    words=("Part och roll; kan upprepas.", "Party and role; may be repeated."),
)
@option("--from", "first", type=Day(), default=None, words=("Från vilken dag.", "From which day."))
def person(call: Call, person: str, name: str, roles: tuple[str, ...], first: date | None) -> None:
    """Add the person and the roles."""
    ready()
    from django.conf import settings

    from dagmar.account.people import add_person

    holdings = [_holding(role) for role in roles]
    add_person(person, name, holdings, first or now().date(), demo=settings.DEMO is not None)
    put_rows(_PERSON, [(person, name, ", ".join(roles))], call.form, call.lang)


_PERSON = (
    Column("person", ("Person", "Person")),
    Column("name", ("Namn", "Name")),
    Column("roles", ("Roller", "Roles")),
)


def _holding(text: str) -> tuple[str, Role]:
    party, _, role = text.partition(":")
    if role not in get_args(Role) or role == "system":
        raise ProblemsFound([problem(Code.NOT_ONE_OF, ("role",), text=role, allowed=get_args(Role)[:-1])])
    if catalogue.parties().get(party) is None:
        raise ProblemsFound([problem(Code.UNKNOWN_PARTY, ("role",), party=party, near=())])
    return party, cast(Role, role)


@command(
    "approve",
    (
        "Godkänn en överenskommelse ur katalogen eller en fil: den sparas för gott, och ärendena för ett år öppnas.",
        "Approve an agreement of the catalogue or of a file: it is kept for good, and the cases of a year are opened.",
    ),
    "dagmar admin approve professionsmiljarden-2017 --year 2017 --as officer",
)
@click.argument("agreement")
@option("--year", type=int, required=True, words=("Öppna ärenden för året.", "Open the cases of the year."))
@option("--as", "person", required=True, metavar="PERSON", words=AS)
@option("--at", type=Moment(), default=None, words=AT)
def approve(call: Call, agreement: str, year: int, person: str, at: datetime | None) -> None:
    """Print how many cases were opened."""
    ready()
    from django.db import transaction

    from dagmar.store import agreements, cases

    moment = been(at)
    actor = acting(person, moment)
    data = catalogue.agreement_bytes(agreement) if agreement in catalogue.agreement_ids() else read_bytes(agreement)
    with transaction.atomic():  # an agreement whose cases cannot be opened is not kept either
        terms, problems = agreements.approve(data, agreement, actor, moment)
        if terms is None:
            raise ProblemsFound(problems)
        must_have(terms, year)
        opened, found = cases.open_cases(terms.id, year, actor, moment)
        if has_errors(found):
            raise ProblemsFound(found)
    note_problems(found, call.lang)
    put_rows((Column("cases", ("Ärenden", "Cases"), "count"),), [(opened,)], call.form, call.lang)


@command(
    "population",
    (
        "Anta en nyare folkmängd ur en tabell med kolumnerna party och population.\n\n"
        "party är ett id, eller en kod: 0114 är en kommun, 01 är länet och dess region. En dag som redan är känd "
        "skrivs aldrig över. Luckor och stora hopp sägs, och antas bara med --accept-warnings.",
        "Adopt a newer population, from a table with the columns party and population.\n\n"
        "party is an id, or a code: 0114 is a municipality, 01 the county and its region. A day that is known is never "
        "written over. Gaps and great jumps are told, and are adopted with --accept-warnings alone.",
    ),
    "dagmar admin population folkmangd.csv --day 2024-12-31 --source 'SCB, folkmängd 2024-12-31' --as officer",
)
@click.argument("file", metavar="FILE.csv")
@option("--day", type=Day(), required=True, words=("Vilken dag.", "Which day."))
@option("--source", required=True, words=("Källan, med tabell och datum.", "The source, with table and date."))
@option("--as", "person", required=True, metavar="PERSON", words=AS)
@option("--at", type=Moment(), default=None, words=AT)
@option("--accept-warnings", is_flag=True, words=("Anta trots varningar.", "Adopt in spite of warnings."))
def population(
    call: Call, file: str, day: date, source: str, person: str, at: datetime | None, accept_warnings: bool
) -> int:
    """Print how many parties were counted; 1 where nothing was adopted."""
    ready()
    from dagmar.store.populations import adopt

    moment = been(at)
    if day > moment.date():
        raise ProblemsFound([problem(Code.DAY_TO_COME, ("day",), day=day)])
    found = Population(day, source, "official", read_counts(file))
    kept, problems = adopt(found, acting(person, moment), moment, in_spite_of_warnings=accept_warnings)
    note_problems([each.at(Place(file)) for each in problems], call.lang)
    put_rows(_COUNTED, [(day, len(found.counts), sum(found.counts.values()))] if kept else [], call.form, call.lang)
    return int(kept is None)


_COUNTED = (
    Column("day", ("Dag", "Day"), "day"),
    Column("parties", ("Parter", "Parties"), "count"),
    Column("counted", ("Summa av allt", "Sum of all"), "count"),
)


_SUB: dict[str, Any] = {"person": person, "approve": approve, "population": population}
for each in _SUB.values():
    admin.add_command(each)
