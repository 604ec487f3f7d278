"""`dagmar diff`: what an amendment or a new year changed, in terms and in kronor."""

from __future__ import annotations

from typing import Any

import click

from dagmar.agreement.difference import Changed, differences
from dagmar.allocation.simulation import Change, compare
from dagmar.basis.form import write_at
from dagmar.basis.money import decimal_text
from dagmar.basis.problems import Code, errors_of
from dagmar.cli.command import Call, command, pick
from dagmar.cli.loading import Loaded, load, name_in, plan_of, say_text, year_of
from dagmar.cli.output import Column, note, note_problems, plain_text, put_rows
from dagmar.cli.tables import figures_for, figures_option
from dagmar.words.differences import tell_difference

_TERMS = (
    Column("what", ("Villkor", "Term")),
    Column("before", ("Före", "Before")),
    Column("after", ("Efter", "After")),
)
_MONEY = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("before", ("Före", "Before"), "money"),
    Column("after", ("Efter", "After"), "money"),
    Column("difference", ("Skillnad", "Difference"), "change"),
)
_ALL = tuple(Column(key, (key, key)) for key in ("kind", "key", "before", "after", "difference"))


@command(
    "diff",
    (
        "Säg vad som skiljer två överenskommelser, eller två versioner av en: villkor för villkor, och i kronor för "
        "varje mottagare.\n\nI csv och json är kind antingen term eller kronor.",
        "Tell two agreements, or two versions of one, apart: term by term, and in kronor for each recipient.\n\n"
        "In csv and json, kind is term or kronor.",
    ),
    "dagmar diff professionsmiljarden-2017 professionsmiljarden-2017-v2.yaml",
)
@click.argument("agreement_a")
@click.argument("agreement_b")
@figures_option
def diff(call: Call, agreement_a: str, agreement_b: str, figures: str | None) -> int:
    """Print the differences; none is no fault. 1 where a plan has errors."""
    one, other = load(agreement_a), load(agreement_b)
    terms = differences(one.agreement, other.agreement)
    plans = [plan_of(each, figures=figures_for(each.agreement, figures)) for each in (one, other)]
    money = tuple(each for each in compare(*plans) if each.difference)
    told = [found for plan in plans for found in plan.problems]
    faults, waits = errors_of(told), any(each.code is Code.FIGURES_AWAITED for each in told)
    note_problems(dict.fromkeys(faults), call.lang)
    if call.form == "table":
        _put(call, one, other, terms, money, waits)
        return int(bool(faults))
    rows = [
        ("term", ".".join(each.path), _plain(each.kind, each.before), _plain(each.kind, each.after), "")
        for each in terms
    ]
    rows += [
        ("kronor", each.recipient, decimal_text(each.before), decimal_text(each.after), decimal_text(each.difference))
        for each in money
    ]
    put_rows(_ALL, rows, call.form, call.lang)
    return int(bool(faults))


def _plain(kind: object, value: Any) -> str:
    return plain_text(write_at(kind, value))


def _put(
    call: Call, one: Loaded, other: Loaded, terms: tuple[Changed, ...], money: tuple[Change, ...], waits: bool
) -> None:
    heads = [f"{say_text(each.agreement.name, call.lang)}, version {each.agreement.version}" for each in (one, other)]
    note(pick(call.lang, (f"Före: {heads[0]}\nEfter: {heads[1]}", f"Before: {heads[0]}\nAfter: {heads[1]}")))
    if not terms:
        note(pick(call.lang, ("Inget skiljer dem.", "Nothing tells them apart.")))
        return
    told = [tell_difference(each, one.agreement, other.agreement, call.lang) for each in terms]
    put_rows(_TERMS, [(each.what, each.before, each.after) for each in told], call.form, call.lang)
    year = year_of(other.agreement)
    if not money and waits:
        words = (
            "Kronor kan inte jämföras: pengarna väntar på siffror (--figures).",
            "Kronor cannot be compared: the money waits for figures (--figures).",
        )
        note(pick(call.lang, words))
        return
    if not money:
        note(pick(call.lang, ("Ingen mottagare får ett annat belopp.", "No recipient gets another sum.")))
        return
    rows = [(each.recipient, name_in(each.recipient, year), each.before, each.after, each.difference) for each in money]
    sums = [sum(getattr(each, key) for each in money) for key in ("before", "after", "difference")]
    put_rows(_MONEY, rows, call.form, call.lang, total=(pick(call.lang, ("Summa", "Total")), "", *sums))
