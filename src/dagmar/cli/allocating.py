"""`dagmar allocate`: who gets how much."""

from __future__ import annotations

from typing import Any

import click

from dagmar.basis.problems import Code, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import load, name_in, plan_of, say_text, with_overlays
from dagmar.cli.output import Column, note, note_problems, put_rows
from dagmar.cli.tables import figures_for, figures_option, overlay_option
from dagmar.words import kronor

_COLUMNS = (
    Column("agreement", None),
    Column("grant", ("Insats", "Grant")),
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("amount", ("Belopp", "Amount"), "money"),
)
_ILLUSTRATIVE = (
    "Räknat med egna villkor, för att visa hur det fungerar; ingenting här är beslutat.",
    "Reckoned with terms of our own, to show how it works; nothing here is decided.",
)
_YEAR = Column("year", ("År", "Year"))


@command(
    "allocate",
    (
        "Fördela en överenskommelses pengar på mottagarna.\n\n"
        "En beslutad tabell gäller; regeln räknas om bredvid och varje skillnad sägs. "
        "Det som inte är beslutat fördelas inte.",
        "Divide the money of an agreement among its recipients.\n\n"
        "A decided table holds; the rule is recomputed beside it and each difference is told. "
        "What is not decided is not allocated.",
    ),
    "dagmar allocate professionsmiljarden-2017 --format csv",
)
@click.argument("agreement")
@option("--grant", metavar="GRANT", words=("Bara den här insatsen.", "Only this grant."))
@option("--year", type=int, words=("Bara det här året.", "Only this year."))
@overlay_option
@figures_option
def allocate(
    call: Call,
    agreement: str,
    grant: str | None,
    year: int | None,
    overlays: tuple[str, ...],
    figures: str | None,
) -> int:
    """Print a row for each recipient; 1 where the plan has errors."""
    loaded = with_overlays(load(agreement), overlays)
    plan = plan_of(loaded, grant, year, figures_for(loaded.agreement, figures))
    rows: list[tuple[Any, ...]] = [
        (plan.agreement.id, line.grant.id, line.recipient, name_in(line.recipient, line.pot.year), line.amount)
        for line in plan.lines
    ]
    years = tuple(sorted({line.pot.year for line in plan.lines}))
    if len(years) > 1 and call.form != "table":
        raise ProblemsFound([problem(Code.SEVERAL_YEARS, agreement=plan.agreement.id, known=years)])
    if call.form == "table":
        note(say_text(plan.agreement.name, call.lang))
    columns: tuple[Column, ...] = _COLUMNS
    total: tuple[Any, ...] = ("", pick(call.lang, ("Summa", "Total")), "", "", sum(line.amount for line in plan.lines))
    if len(years) > 1:
        columns, total = (_YEAR, *_COLUMNS), ("", *total)
        rows = [(line.pot.year, *row) for line, row in zip(plan.lines, rows, strict=True)]
    put_rows(columns, rows, call.form, call.lang, total=total if rows else None)
    if any(line.pot.illustrative for line in plan.lines):
        note(pick(call.lang, _ILLUSTRATIVE))
    planned = {(line.grant.id, line.pot.year) for line in plan.lines}
    waits = sum(
        each.pot.amount
        for each in plan.pots
        if isinstance(each.pot.amount, int) and (each.grant.id, each.pot.year) not in planned
    )
    if waits and not has_errors(plan.problems):
        words = (
            f"Inte fördelat än: {kronor(waits)}, som väntar på siffror eller beslut eller inte har någon som får dem",
            f"Not divided yet: {kronor(waits)}, which waits for figures or decisions or is won by nobody",
        )
        note(pick(call.lang, words))
    note_problems(plan.problems, call.lang)
    return int(has_errors(plan.problems))
