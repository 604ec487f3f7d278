"""`dagmar simulate`: what would follow if a term were another, recipient by recipient; and sweeps of thousands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dagmar.allocation.simulation import Change, compare
from dagmar.basis.money import Difference
from dagmar.basis.problems import Code, errors_of, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import (
    load,
    name_in,
    overlay_named,
    plan_of,
    say_text,
    with_overlays,
    year_of,
)
from dagmar.cli.output import Column, note, note_problems, put_rows
from dagmar.cli.sweeping import run_sweep
from dagmar.cli.tables import figures_for, figures_option
from dagmar.words.charts import change_chart

_COLUMNS = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("before", ("Före", "Before"), "money"),
    Column("after", ("Efter", "After"), "money"),
    Column("difference", ("Skillnad", "Difference"), "change"),
)


@command(
    "simulate",
    (
        "Lägg en ändring på en överenskommelse och se vad varje mottagare får före, efter och i skillnad.\n\n"
        "En ändringsfil nämner villkor med deras väg, till exempel grants.stimulus.pots.2017.amount, och kan ändra "
        "belopp, nyckel, datum, avrundning, tröskel eller vad som helst. Överenskommelsen själv rörs aldrig.\n\n"
        "Med --sweep räknas alla värden under sweep: igenom, ett fall för varje kombination; --chart, --grant och "
        "--year går inte ihop med det.",
        "Lay an overlay on an agreement and see what each recipient gets before, after and in difference.\n\n"
        "An overlay names terms by their path, such as grants.stimulus.pots.2017.amount, and may change an amount, a "
        "key, a day, a rounding, a threshold or anything else. The agreement itself is never touched.\n\n"
        "With --sweep all values under sweep: are run through, one scenario for each combination; --chart, --grant and "
        "--year do not go with it.",
    ),
    "dagmar simulate professionsmiljarden-2017 --overlay equal-shares.yaml --chart change.svg",
)
@click.argument("agreement")
@option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    required=True,
    words=("Ändringsfil; flera läggs i ordning.", "Overlay file; several are laid in order."),
)
@figures_option
@option("--grant", metavar="GRANT", words=("Bara den här insatsen.", "Only this grant."))
@option("--year", type=int, words=("Bara det här året.", "Only this year."))
@option("--chart", metavar="FILE.svg", words=("Skriv också ett diagram.", "Also write a chart."))
@option("--sweep", "sweeping", is_flag=True, words=("Räkna igenom alla fall.", "Run through all scenarios."))
def simulate(
    call: Call,
    agreement: str,
    overlays: tuple[str, ...],
    figures: str | None,
    grant: str | None,
    year: int | None,
    chart: str | None,
    sweeping: bool,
) -> int:
    """Print the difference, or the range of a sweep; 1 where a plan has errors."""
    loaded = load(agreement)
    if sweeping and (chart or year or grant):
        raise click.UsageError(pick(call.lang, _NOT_WITH_SWEEP))
    if sweeping:
        return run_sweep(call, loaded, overlays, figures)
    changed = with_overlays(loaded, overlays)
    if loaded.agreement == changed.agreement and any(overlay_named(name).sweep for name in overlays):
        raise ProblemsFound([problem(Code.SWEEP_FORGOTTEN)])
    if loaded.agreement == changed.agreement:
        raise ProblemsFound([problem(Code.OVERLAY_CHANGES_NOTHING, at=", ".join(overlays), text=loaded.agreement.id)])
    published = figures_for(changed.agreement, figures)
    before, after = (plan_of(each, grant, year, published) for each in (loaded, changed))
    if has_errors(after.problems):
        raise ProblemsFound(after.problems)
    changes = compare(before, after)
    first = year or year_of(loaded.agreement)
    shown = [each for each in changes if each.difference or call.form != "table"]
    put_rows(_COLUMNS, [_row(each, first) for each in shown], call.form, call.lang, total=_total(call, changes))
    if len(shown) < len(changes):
        many = len(changes) - len(shown)
        words = (f"Oförändrat för {many} mottagare; summan gäller alla", f"Unchanged for {many}; the total is of all")
        note(pick(call.lang, words))
    if not any(each.difference for each in changes):
        note_problems([problem(Code.OVERLAY_MOVES_NOTHING)], call.lang)
    names = [say_text(overlay_named(name).name, call.lang) for name in overlays]
    if chart:
        rows = [(name_in(each.recipient, first), each.difference) for each in changes]
        Path(chart).write_text(change_chart("; ".join(names), rows, call.lang), encoding="utf-8")
        note(pick(call.lang, (f"Diagrammet står i {chart}", f"The chart is in {chart}")))
    faults = errors_of(before.problems)
    note_problems([*faults, *after.problems], call.lang)
    return int(bool(faults))


_NOT_WITH_SWEEP = (
    "--chart, --grant och --year går inte ihop med --sweep",
    "--chart, --grant and --year do not go with --sweep",
)


def _row(change: Change, year: int) -> tuple[Any, ...]:
    return change.recipient, name_in(change.recipient, year), change.before, change.after, change.difference


def _total(call: Call, changes: tuple[Change, ...]) -> tuple[Any, ...]:
    before, after = sum(each.before for each in changes), sum(each.after for each in changes)
    return pick(call.lang, ("Summa", "Total")), "", before, after, Difference(after - before)
