"""The plan of an agreement: who gets how much of which grant, and what stands in the way.

A table that was decided is the legal truth: its sums are the plan's sums, the rule is computed beside it, and each
difference is told with its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dagmar.agreement.terms import Agreement, DecidedTable, Grant, Pot
from dagmar.allocation.facts import Facts, gather
from dagmar.allocation.rules import Division, divide
from dagmar.allocation.steps import DecidedStep, Step
from dagmar.basis.money import Difference, Ore
from dagmar.basis.names import Id
from dagmar.basis.parties import Parties, PartyId
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Code, Path, Problem, problem


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient's amount of one pot, with its steps."""

    grant: Grant
    pot: Pot
    recipient: PartyId
    amount: Ore
    steps: tuple[Step, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines, and every problem with its path in the agreement. An amount not yet decided is a problem too."""

    agreement: Agreement
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def plan(
    agreement: Agreement,
    parties: Parties,
    populations: Populations,
    *,
    grant: Id | None = None,
    year: int | None = None,
) -> Plan:
    """Plan the whole agreement, or one grant, or one year."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for place, each in enumerate(agreement.grants):
        for number, pot in enumerate(each.pots):
            if grant in (None, each.id) and year in (None, pot.year):
                found, told = _plan_pot(each, pot, parties, populations)
                lines += found
                problems += [_within(("grants", place, "pots", number), one) for one in told]
    return Plan(agreement, tuple(lines), tuple(problems))


def recompute(pot: Pot, facts: Facts) -> tuple[Division, tuple[Problem, ...]]:
    """What the pot's rule and table give each recipient, from the facts alone."""
    computed, problems = divide(pot, facts)
    if pot.decided is None or not computed:
        return computed, problems
    decided = pot.decided
    lines = {each: replace(got, amount=decided.amounts[each], steps=(*got.steps, _decided(decided, each, got.amount)))
             for each, got in computed.items() if each in decided.amounts}  # fmt: skip
    return lines, (*problems, *_compare(pot, decided, computed))


def _plan_pot(
    grant: Grant, pot: Pot, parties: Parties, populations: Populations
) -> tuple[list[Line], tuple[Problem, ...]]:
    facts, missing = gather(pot, parties, populations)
    division, problems = recompute(pot, facts)
    lines = [Line(grant, pot, each, got.amount, got.steps, facts) for each, got in division.items()]
    return lines, (*missing, *problems)


def _decided(table: DecidedTable, recipient: PartyId, computed: Ore) -> DecidedStep:
    amount = table.amounts[recipient]
    return DecidedStep("decided", amount, Difference(amount - computed), table.heading, table.clause)


def _compare(pot: Pot, table: DecidedTable, computed: Division) -> Iterator[Problem]:
    at: Path = ("decided", "amounts")
    total = Ore(sum(table.amounts.values()))
    if total != pot.amount:
        yield problem(
            Code.DECIDED_DIFFERS_FROM_POT, at, pot=pot.amount, rows=total, difference=Difference(total - _ore(pot))
        )
    for recipient in computed:
        if recipient not in table.amounts:
            yield problem(Code.DECIDED_ROW_MISSING, at, recipient=recipient, computed=computed[recipient].amount)
    for recipient, amount in table.amounts.items():
        if recipient not in computed:
            yield problem(Code.DECIDED_ROW_UNEXPECTED, (*at, recipient), recipient=recipient, decided=amount)
        elif amount != computed[recipient].amount:
            difference = Difference(amount - computed[recipient].amount)
            yield problem(
                Code.DECIDED_DIFFERS_FROM_RULE, (*at, recipient),
                recipient=recipient, decided=amount, computed=computed[recipient].amount, difference=difference,
            )  # fmt: skip


def _ore(pot: Pot) -> int:
    return pot.amount if isinstance(pot.amount, int) else 0


def _within(path: Path, found: Problem) -> Problem:
    return replace(found, path=(*path, *found.path))
