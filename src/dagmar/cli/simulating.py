"""`dagmar simulate`: what would follow if a term were another, recipient by recipient; and sweeps of thousands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from dagmar import catalogue
from dagmar.agreement.overlay import Term, scenarios
from dagmar.allocation.simulation import Change, Outcome, compare, sweep
from dagmar.basis.form import write_at
from dagmar.basis.money import Difference, decimal_text
from dagmar.basis.problems import Code, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import Loaded, load, name_in, overlay_named, plan_of, populations, say_text, with_overlays
from dagmar.cli.output import Column, note, note_problems, put_csv, put_rows
from dagmar.cli.tables import figures_for, figures_option
from dagmar.words.amounts import number
from dagmar.words.charts import change_chart

_COLUMNS = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("before", ("Före", "Before"), "money"),
    Column("after", ("Efter", "After"), "money"),
    Column("difference", ("Skillnad", "Difference"), "change"),
)
_RANGE = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("before", ("Före", "Before"), "money"),
    Column("lowest", ("Lägst", "Lowest"), "money"),
    Column("highest", ("Högst", "Highest"), "money"),
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
        return _sweep(call, loaded, overlays, figures)
    changed = with_overlays(loaded, overlays)
    if loaded.agreement == changed.agreement and any(overlay_named(name).sweep for name in overlays):
        raise ProblemsFound([problem(Code.SWEEP_FORGOTTEN)])
    if loaded.agreement == changed.agreement:
        raise ProblemsFound([problem(Code.OVERLAY_CHANGES_NOTHING, at=", ".join(overlays), text=loaded.agreement.id)])
    before = plan_of(loaded, grant, year, figures=figures_for(loaded.agreement, figures))
    after = plan_of(changed, grant, year, figures=figures_for(changed.agreement, figures))
    if has_errors(after.problems):
        raise ProblemsFound(after.problems)
    changes = compare(before, after)
    first = year or loaded.agreement.years[0].year
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
    note_problems(after.problems, call.lang)
    return 0


_NOT_WITH_SWEEP = (
    "--chart, --grant och --year går inte ihop med --sweep",
    "--chart, --grant and --year do not go with --sweep",
)


def _row(change: Change, year: int) -> tuple[Any, ...]:
    return change.recipient, name_in(change.recipient, year), change.before, change.after, change.difference


def _total(call: Call, changes: tuple[Change, ...]) -> tuple[Any, ...]:
    before, after = sum(each.before for each in changes), sum(each.after for each in changes)
    return pick(call.lang, ("Summa", "Total")), "", before, after, Difference(after - before)


# Sweeps


def _sweep(call: Call, loaded: Loaded, overlays: tuple[str, ...], figures: str | None) -> int:
    """The overlays' changes are laid first; then every combination of what the last one sweeps over."""
    read = [overlay_named(name) for name in overlays]
    for overlay, name in zip(read, overlays, strict=True):
        if overlay.change:
            loaded = with_overlays(loaded, (name,))
    swept = replace(read[-1], sweep={path: node for each in read for path, node in each.sweep.items()})
    (terms, listed), problems = scenarios(loaded.agreement, swept)
    if problems:
        raise ProblemsFound(problems)
    outcomes = sweep(
        loaded.agreement,
        terms,
        listed,
        catalogue.parties(),
        populations(),
        figures_for(loaded.agreement, figures),
    )
    year, paths = loaded.agreement.years[0].year, list(swept.sweep)
    if call.form == "csv":
        put_csv(["scenario", *paths, "recipient", "amount"], _lines(outcomes, terms))
        return 0
    before = {
        each.recipient: each.before
        for each in compare(*[plan_of(loaded, figures=figures_for(loaded.agreement, figures))] * 2)
    }
    ends: dict[str, tuple[int, int]] = {}
    stopped, told = 0, []
    for place, outcome in enumerate(outcomes):
        if place < _MOST_TOLD:
            told.append(_scenario(outcome, terms))
        stopped += has_errors(outcome.problems)
        for each, amount in outcome.amounts.items():
            low, high = ends.get(each, (amount, amount))
            ends[each] = min(low, amount), max(high, amount)
    rows = [(each, name_in(each, year), before.get(each, 0), *ends[each]) for each in sorted(ends)]  # type: ignore[call-overload]
    if call.form == "table":
        heads = [Column(path, (path.rpartition(".")[2],) * 2) for path in paths]
        put_rows([*heads, *_SCENARIO], told, call.form, call.lang)
        if len(listed) > _MOST_TOLD:
            first = number(_MOST_TOLD)
            note(
                pick(
                    call.lang,
                    (f"De första {first} fallen; alla med --format csv", f"The first {first}; all with --format csv"),
                )
            )
    put_rows(_RANGE, rows, call.form, call.lang)
    count = number(len(listed))
    note(pick(call.lang, (f"{count} fall, {stopped} med fel", f"{count} scenarios, {stopped} with errors")))
    return int(stopped > 0)


_MOST_TOLD = 40
"""So many scenarios are told one by one to people; the file has them all."""

_SCENARIO = (
    Column("recipients", ("Mottagare", "Recipients"), "count"),
    Column("sum", ("Summa", "Sum"), "money"),
    Column("lowest", ("Lägst", "Lowest"), "money"),
    Column("highest", ("Högst", "Highest"), "money"),
)


def _scenario(outcome: Outcome, terms: tuple[Term, ...]) -> tuple[Any, ...]:
    """The values that were tried, how many get anything, how much in all, and the least and most that one gets."""
    tried = [str(write_at(term.kind, value)) for term, value in zip(terms, outcome.values, strict=True)]
    amounts = [amount for amount in outcome.amounts.values() if amount]
    return *tried, len(amounts), sum(amounts), min(amounts, default=0), max(amounts, default=0)


def _lines(outcomes: Iterator[Outcome], terms: tuple[Term, ...]) -> Iterator[list[str]]:
    for place, outcome in enumerate(outcomes, 1):
        tried = [str(write_at(term.kind, value)) for term, value in zip(terms, outcome.values, strict=True)]
        for each, amount in sorted(outcome.amounts.items()):
            yield [str(place), *tried, each, decimal_text(amount)]
