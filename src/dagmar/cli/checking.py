"""`dagmar check`: problems of agreements, each with its file and line."""

from __future__ import annotations

import click

from dagmar import catalogue
from dagmar.basis.problems import errors_of
from dagmar.cli.command import Call, command, pick
from dagmar.cli.loading import examined
from dagmar.cli.output import PROBLEM_COLUMNS, note, problem_row, problem_text, put_rows
from dagmar.words import Lang


@command(
    "check",
    (
        "Kontrollera överenskommelser och säg varje problem, med fil och rad.\n\n"
        "Utan argument kontrolleras hela katalogen. Varningar ensamma ger status 0.",
        "Check agreements and tell every problem, with file and line.\n\n"
        "Without arguments the whole catalogue is checked. Warnings alone leave status 0.",
    ),
    "dagmar check professionsmiljarden-2017",
)
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT|FILE]...")
def check(call: Call, agreements: tuple[str, ...]) -> int:
    """Print the problems; 1 where there are errors."""
    names = agreements or catalogue.agreement_ids()
    problems = [found for name in names for found in examined(name)]
    if call.form == "table":
        for found in problems:
            click.echo(problem_text(found, call.lang))
    else:
        put_rows(PROBLEM_COLUMNS, [problem_row(found, call.lang) for found in problems], call.form, call.lang)
    errors = len(errors_of(problems))
    note(_summary(len(names), errors, len(problems) - errors, call.lang))
    return int(errors > 0)


def _summary(files: int, errors: int, warnings: int, lang: Lang) -> str:
    swedish = f"{files} överenskommelse{'r' * (files != 1)}: {errors} fel, {warnings} varning{'ar' * (warnings != 1)}"
    english = (
        f"{files} agreement{'s' * (files != 1)}: "
        f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    )
    return pick(lang, (swedish, english))
