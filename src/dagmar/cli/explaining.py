"""`dagmar explain` and `dagmar replay`: the receipt of an amount, and the proof that it holds."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

import click

from dagmar import __version__, catalogue
from dagmar.allocation.missed import Missed, missed
from dagmar.allocation.plan import Line, Plan, Planned
from dagmar.allocation.receipt import SealedReceipt, node_of, read_receipts, receipt_of
from dagmar.allocation.receipt import replay as replay_receipt
from dagmar.basis.parties import Party, PartyId
from dagmar.basis.problems import Code, Place, has_errors, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import Loaded, load, name_in, plan_of, read_bytes, say_text, with_overlays
from dagmar.cli.output import Column, note_problems, put_csv, put_json, put_rows, terminal_width
from dagmar.cli.tables import figures_for, figures_option, overlay_option
from dagmar.words import Lang, kronor
from dagmar.words.receipts import Names, answer, tell_missed


@command(
    "explain",
    (
        "Säg varför en mottagare får ett belopp: kvittot, steg för steg.\n\n"
        "Med --format json skrivs kvittot så att vem som helst kan räkna om det med dagmar replay.",
        "Say why a recipient gets an amount: the receipt, step by step.\n\n"
        "With --format json the receipt is written so that anyone can recompute it with dagmar replay.",
    ),
    "dagmar explain professionsmiljarden-2017 region-12 --grant stimulus",
)
@click.argument("agreement")
@click.argument("recipient")
@option("--grant", metavar="GRANT", words=("Bara den här insatsen.", "Only this grant."))
@option("--year", type=int, words=("Bara det här året.", "Only this year."))
@overlay_option
@figures_option
def explain(
    call: Call,
    agreement: str,
    recipient: str,
    grant: str | None,
    year: int | None,
    overlays: tuple[str, ...],
    figures: str | None,
) -> None:
    """Print the receipts of one recipient."""
    loaded = with_overlays(load(agreement), overlays)
    plan = plan_of(loaded, grant, year, figures_for(loaded.agreement, figures))
    lines = [line for line in plan.lines if _is(line, recipient)]
    misses = _misses(plan, lines[0].recipient if lines else _named(recipient))
    if has_errors(plan.problems) or not (lines or misses or plan.lines):
        raise ProblemsFound(plan.problems)
    if not lines and not misses:
        known = tuple(dict.fromkeys(line.recipient for line in plan.lines))
        raise ProblemsFound([problem(Code.NOT_A_RECIPIENT, recipient=recipient, known=known), *plan.problems])
    receipts = [_receipt(loaded, line) for line in lines]
    if call.form == "json":
        nodes = [node_of(sealed) for sealed in receipts]
        put_json(nodes if len(nodes) > 1 else nodes[0])
    elif call.form == "csv":
        _put_steps(receipts, call.lang)
    else:
        pages = [_text(sealed, line, call.lang) for sealed, line in zip(receipts, lines, strict=True)]
        if len(lines) > 1:
            total = kronor(sum(line.amount for line in lines))
            pages.append(pick(call.lang, (f"Summa av allt: {total}", f"Sum of all: {total}")))
        click.echo("\n\n".join([*pages, *(_missed_text(each, call.lang) for each in misses)]))


@command(
    "replay",
    (
        "Räkna om ett kvitto ur dess egna villkor och uppgifter. Status 0 när varje steg och kontrollsumman stämmer.",
        "Recompute a receipt from its own terms and facts. Status 0 when every step and the hash agree.",
    ),
    "dagmar replay kvitto.json",
)
@click.argument("receipt", metavar="RECEIPT.json")
def replay(call: Call, receipt: str) -> int:
    """Print one row for each receipt in the file, and whether it holds; 1 where one does not."""
    sealed, problems = read_receipts(read_bytes(receipt), receipt)
    if has_errors(problems):
        raise ProblemsFound(problems)
    found = [replay_receipt(each) for each in sealed]
    rows = [_row(each, not faults, call) for each, faults in zip(sealed, found, strict=True)]
    put_rows(_REPLAYED, rows, call.form, call.lang)
    for number, faults in enumerate(found, 1):
        which = receipt if len(sealed) == 1 else f"{receipt} ({number})"
        note_problems([fault.at(Place(which)) for fault in faults], call.lang)
    return int(any(found))


_REPLAYED = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("grant", ("Insats", "Grant")),
    Column("year", ("År", "Year")),
    Column("amount", ("Belopp", "Amount"), "money"),
    Column("hash", ("Kontrollsumma", "Hash")),
    Column("holds", ("Stämmer", "Holds")),
)


def _row(sealed: SealedReceipt, sound: bool, call: Call) -> tuple[Any, ...]:
    receipt = sealed.receipt
    holds = pick(call.lang if call.form == "table" else "en", ("ja", "yes") if sound else ("nej", "no"))
    return receipt.recipient, receipt.grant, receipt.pot.year, receipt.amount, sealed.hash, holds


def _named(recipient: str) -> PartyId:
    """The party of this id or name; the text itself where there is none."""
    return next(
        (party.id for party in catalogue.parties().by_id.values() if _goes_by(party, recipient)), PartyId(recipient)
    )


def _goes_by(party: Party, text: str) -> bool:
    return text == party.id or text.casefold() in {named.name.casefold() for named in party.names}


@dataclass(frozen=True, slots=True)
class _Misses:
    """What a recipient did not reach of one pot, and that it got nothing of it, if so."""

    planned: Planned
    recipient: PartyId
    nothing: bool
    those: tuple[Missed, ...]


def _misses(plan: Plan, recipient: PartyId) -> list[_Misses]:
    found = [(each, missed(each.pot, each.facts, recipient)) for each in plan.pots]
    got = {(line.grant.id, line.pot.year) for line in plan.lines if line.recipient == recipient}
    return [
        _Misses(each, recipient, (each.grant.id, each.pot.year) not in got, those) for each, those in found if those
    ]


def _missed_text(found: _Misses, lang: Lang) -> str:
    """What was not reached, as lines below a heading."""
    year = found.planned.pot.year
    name, grant = name_in(found.recipient, year), say_text(found.planned.grant.name, lang)
    heads = (
        (f"Varför får {name} inget av {grant}, {year}?", f"Why does {name} get nothing of {grant}, {year}?")
        if found.nothing
        else (f"Det här nådde {name} inte av {grant}, {year}:", f"What {name} did not reach of {grant}, {year}:")
    )
    rows = [f"  {tell_missed(each, _names(year), lang)}" for each in found.those]
    return "\n".join([pick(lang, heads), *rows])


def _is(line: Line, recipient: str) -> bool:
    """True for the recipient's id, and for its name of the time or today."""
    party = catalogue.parties().get(line.recipient)
    return recipient == line.recipient or (party is not None and _goes_by(party, recipient))


def _receipt(loaded: Loaded, line: Line) -> SealedReceipt:
    beside = {
        "engine": f"dagmar {__version__}",
        "file": loaded.source.file.rpartition("/")[2],
        "recipient_name": name_in(line.recipient, line.pot.year),
        "grant_name": line.grant.name.sv,
    }
    return receipt_of(loaded.agreement, line, beside)


def _names(year: int) -> Names:
    return lambda party: name_in(party, year)


def _text(sealed: SealedReceipt, line: Line, lang: Lang) -> str:
    """The receipt as a page: question, reason, numbered steps, hash."""
    said = answer(sealed.receipt, _names(line.pot.year), lang)
    name = say_text(line.grant.name, lang)
    width = max(60, min(terminal_width(), 100))
    titles = max(len(row.title) for row in said.rows)
    parts = [said.question, f"{name}, {line.pot.year} · {sealed.receipt.agreement}", "", said.reason, ""]
    for place, row in enumerate(said.rows):
        parts += _step(f"{place + 1:>2}  {row.title:<{titles}}  ", row.words, row.figure, width)
    parts += ["", f"{pick(lang, ('Kontrollsumma', 'Hash'))}  {sealed.hash}"]
    return "\n".join(parts)


def _step(head: str, words: str, figure: str, width: int) -> list[str]:
    """Words on the left, wrapped; the figure at the right end of the first line, or below where it has no room."""
    left = textwrap.wrap(words, max(24, width - len(head) - len(figure) - 2)) or [""]
    first = f"{head}{left[0]}"
    return [
        f"{first}{figure:>{max(width - len(first), len(figure) + 2)}}",
        *(" " * len(head) + more for more in left[1:]),
    ]


def _put_steps(receipts: list[SealedReceipt], lang: Lang) -> None:
    header = ["agreement", "grant", "year", "recipient", "number", "step", "words", "figure"]
    rows = []
    for sealed in receipts:
        receipt = sealed.receipt
        said = answer(receipt, _names(receipt.pot.year), lang)
        for place, (row, step) in enumerate(zip(said.rows, receipt.steps, strict=True)):
            rows.append(
                [
                    receipt.agreement,
                    receipt.grant,
                    receipt.pot.year,
                    receipt.recipient,
                    place + 1,
                    step.step,
                    row.words,
                    row.figure,
                ]
            )
    put_csv(header, rows)
