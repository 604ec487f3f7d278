"""`dagmar split`: any sum, divided by any weights, rounded by a named policy."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import click

from dagmar.agreement.terms import Policy, Rounding
from dagmar.allocation.rounding import split as split_pot
from dagmar.basis.money import Ore, Unit, read_money
from dagmar.basis.names import read_exact
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.cli.command import Call, ProblemsFound, command, option, pick
from dagmar.cli.loading import read_bytes
from dagmar.cli.output import Column, put_rows
from dagmar.cli.tables import read_table

_COLUMNS = (Column("recipient", ("Mottagare", "Recipient")), Column("amount", ("Belopp", "Amount"), "money"))
_REST_TO_ALONE = (
    "--rest-to gäller bara med --rounding floor-rest-to-named",
    "--rest-to goes with --rounding floor-rest-to-named alone",
)
_NEEDED = ("recipient", "weight")


@command(
    "split",
    (
        "Dela ett belopp efter vikter, exakt: delarna är summan.\n\n"
        "FILE.csv har kolumnerna recipient och weight, skilda åt av komma eller semikolon. "
        "En vikt är ett tal som 1319663, 0,25 eller 1/3. "
        "Ordningen på raderna har ingen betydelse.",
        "Divide a sum by weights, exactly: the parts are the sum.\n\n"
        "FILE.csv has the columns recipient and weight, apart by commas or semicolons. "
        "A weight is a number such as 1319663, 0.25 or 1/3. "
        "The order of the rows has no meaning.",
    ),
    'dagmar split "655 000 000 kr" --weights folkmangd.csv',
)
@click.argument("amount")
@option("--weights", metavar="FILE.csv", required=True, words=("Mottagare och vikter.", "Recipients and weights."))
@option(
    "--rounding",
    type=click.Choice(get_args(Policy)),
    default="nearest-residual-to-largest",
    show_default=True,
    words=("Hur andelarna avrundas.", "How shares are rounded."),
)
@option(
    "--unit",
    type=click.Choice(get_args(Unit)),
    default="krona",
    show_default=True,
    words=("Vad som avrundas till.", "What is rounded to."),
)
@option("--rest-to", metavar="RECIPIENT", words=("Vem som får resten.", "Who gets the rest."))
def split(call: Call, amount: str, weights: str, rounding: Policy, unit: Unit, rest_to: str | None) -> None:
    """Print each recipient's part, in the order of the file."""
    if rest_to and rounding != "floor-rest-to-named":
        raise click.UsageError(pick(call.lang, _REST_TO_ALONE))
    pot = _pot(amount)
    by_recipient = _weights(read_bytes(weights), weights)
    way = Rounding(rounding, unit, "stated", PartyId(rest_to) if rest_to else None)
    result = split_pot(pot, by_recipient, way)
    if isinstance(result, Problem):
        raise ProblemsFound([result.at(Place(weights))])
    parts = {share.recipient: share.amount for share in result.shares}
    total = (pick(call.lang, ("Summa", "Total")), sum(parts.values()))
    put_rows(_COLUMNS, [(each, parts[each]) for each in by_recipient], call.form, call.lang, total=total)


def _pot(text: str) -> Ore:
    amount = read_money(text, units=frozenset({"kr", "tkr", "mkr"}))
    if isinstance(amount, Problem):
        raise ProblemsFound([amount])
    return amount


def _weights(data: bytes, file: str) -> dict[PartyId, Fraction]:
    """Read the table; every problem of the file at once."""
    rows, problems = read_table(data, file, _NEEDED)
    weights: dict[PartyId, Fraction] = {}
    first: dict[str, int] = {}
    for line, row in rows:
        at = Place(file, line)
        recipient, weight = row["recipient"], read_exact(row["weight"])
        if not recipient:
            problems.append(problem(Code.EMPTY_VALUE, ("recipient",)).at(at))
        elif recipient in first:
            found = problem(Code.DUPLICATE_RECIPIENT, recipient=recipient, first=first[recipient])
            problems.append(found.at(at))
        elif isinstance(weight, Problem):
            problems.append(Problem(weight.code, ("weight",), weight.params, at))
        else:
            weights[PartyId(recipient)] = weight
        first.setdefault(recipient, line)
    if problems:
        raise ProblemsFound(problems)
    return weights
