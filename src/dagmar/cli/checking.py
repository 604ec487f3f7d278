"""`dagmar check`: problems of agreements, each with its file and line."""

from __future__ import annotations

import click

from dagmar import catalogue
from dagmar.basis.problems import Severity, errors_of
from dagmar.cli.command import Call, command, option, pick
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
@option(
    "--notes",
    is_flag=True,
    words=("Säg också vad som inte anges eller beslutas senare.", "Also tell what is not stated or decided later."),
)
def check(call: Call, agreements: tuple[str, ...], notes: bool) -> int:
    """Print the problems; 1 where there are errors."""
    names = agreements or catalogue.agreement_ids()
    read = [examined(name) for name in names]
    everything = [found for each in read for found in each.problems]
    problems = [found for found in everything if notes or found.severity is not Severity.NOTE]
    if call.form == "table":
        for found in problems:
            click.echo(problem_text(found, call.lang))
    else:
        put_rows(PROBLEM_COLUMNS, [problem_row(found, call.lang) for found in problems], call.form, call.lang)
    errors = len(errors_of(problems))
    warnings = sum(found.severity is Severity.WARNING for found in problems)
    silences = sum(found.severity is Severity.NOTE for found in everything)
    note(_summary(len(names), errors, warnings, call.lang))
    if silences and not notes:
        words = (
            f"{silences} saker anges inte eller beslutas senare: --notes",
            f"{silences} things are not stated or decided later: --notes",
        )
        note(pick(call.lang, words))
    if any(not each.whole for each in read):
        words = (
            "Rätta först felen i formen; mer kan komma att sägas sedan.",
            "Mend the faults of form first; more may be told then.",
        )
        note(pick(call.lang, words))
    return int(errors > 0)


def _summary(files: int, errors: int, warnings: int, lang: Lang) -> str:
    swedish = f"{files} överenskommelse{'r' * (files != 1)}: {errors} fel, {warnings} varning{'ar' * (warnings != 1)}"
    english = (
        f"{files} agreement{'s' * (files != 1)}: "
        f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    )
    return pick(lang, (swedish, english))
