"""The plan of an agreement: who gets how much of which grant, and what stands in the way.

A table that was decided is the legal truth: its sums are the plan's sums, the rule is computed beside it, and each
difference is told with its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dagmar.agreement.terms import Agreement, DecidedTable, Grant, Pot, Whole
from dagmar.allocation.facts import Facts, gather
from dagmar.allocation.rules import Division, Entitlement, Tell, divide
from dagmar.allocation.steps import DecidedStep, ListedStep, PotStep, Step
from dagmar.basis.dates import first_day
from dagmar.basis.figures import NO_FIGURES, Figures
from dagmar.basis.form import leaves
from dagmar.basis.money import Difference, Ore
from dagmar.basis.names import Id
from dagmar.basis.parties import Parties, PartyId, Whom
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Code, Path, Problem, problem


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient's amount of one pot, with its steps."""

    grant: Grant
    pot: Pot
    recipient: PartyId
    amount: Ore
    tell: Tell
    facts: Facts

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that lead from the pot to the amount, told when they are asked for."""
        return self.tell(self.recipient)


@dataclass(frozen=True, slots=True)
class Planned:
    """A pot that was planned, with the facts that its rule was given."""

    grant: Grant
    pot: Pot
    facts: Facts


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines, and every problem with its path in the agreement. An amount not yet decided is a problem too."""

    agreement: Agreement
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    pots: tuple[Planned, ...] = ()


def plan(
    agreement: Agreement,
    parties: Parties,
    populations: Populations,
    figures: Figures = NO_FIGURES,
    *,
    grant: Id | None = None,
    year: int | None = None,
) -> Plan:
    """Plan the whole agreement, or one grant, or one year. Money outside the agreement is no part of its plan."""
    lines: list[Line] = []
    problems: list[Problem] = []
    pots: list[Planned] = []
    for place, each in enumerate(agreement.grants):
        for number, pot in enumerate(each.pots):
            if not each.outside and grant in (None, each.id) and year in (None, pot.year):
                facts, old = gather(
                    pot,
                    parties,
                    populations,
                    figures,
                    measures=agreement.measures,
                    requirements=agreement.requirements,
                )
                found, told = _plan_pot(each, pot, facts, parties)
                lines += found
                pots.append(Planned(each, pot, facts))
                problems += [_within(("grants", place, "pots", number), one) for one in (*old, *told)]
    return Plan(agreement, tuple(lines), tuple(problems), tuple(pots))


def recompute(pot: Pot, facts: Facts) -> tuple[Division, tuple[Problem, ...]]:
    """What the pot's rule and table give each recipient, from the facts alone."""
    computed, problems = divide(pot, facts)
    decided = pot.decided
    if decided is None:
        return computed, problems
    if not isinstance(pot.amount, int):
        return computed, (*problems, problem(Code.DECIDED_WITHOUT_POT, ("decided",)))
    if any(found.code in _WAITING for found in problems):
        kept = tuple(found for found in problems if found.code not in (Code.NOT_STATED, Code.DECIDED_LATER))
        return _by_table_alone(pot, pot.amount, decided), (*kept, *_total(pot.amount, decided))
    lines = {each: _decided(pot, pot.amount, decided, each, computed.get(each)) for each in sorted(decided.amounts)}
    kept = tuple(found for found in problems if found.code not in _UNWON)
    return lines, (*kept, *_compare(pot.amount, decided, computed))


_WAITING = frozenset({Code.FIGURES_AWAITED, Code.NOT_STATED, Code.DECIDED_LATER})
"""The rule did not run to its end: a decided table stands alone, and is compared with nothing."""

_UNWON = frozenset({Code.UNWON_RETURNED, Code.UNWON_NOT_STATED})
"""What nobody wins by the rule has been decided on all the same, where there is a table."""


def _plan_pot(grant: Grant, pot: Pot, facts: Facts, parties: Parties) -> tuple[list[Line], tuple[Problem, ...]]:
    division, problems = recompute(pot, facts)
    lines = [Line(grant, pot, each, got.amount, got.tell, facts) for each, got in division.items()]
    return lines, (*problems, *_strangers(grant, pot, division, parties))


def _strangers(grant: Grant, pot: Pot, division: Division, parties: Parties) -> Iterator[Problem]:
    """Whoever the rule gives money must be one that the grant is for, or who is paid for them.

    A party that is not known is told elsewhere.
    """
    if grant.beneficiary == "not-stated":
        return
    day = first_day(pot.year)
    paid = () if grant.payee in ("beneficiary", "not-stated") else (PartyId(grant.payee),)
    named = set(parties.all_of(grant.beneficiary, day))
    whole = {each.id for each in parties.by_id.values() if each.county in named}  # a county's own region, too
    entitled = {*named, *whole, *paid}
    known = (each for each in division if (party := parties.get(each)) and party.exists_on(day))
    others = tuple(each for each in known if each not in entitled)
    if others and all(parties.knows(whom) for whom in grant.beneficiary):
        by_rule = {value for _, kind, value in leaves(Pot, replace(pot, unwon=None)) if kind in (PartyId, Whom)}
        at = "rule" if by_rule & {*others} or not isinstance(pot.unwon, Whole) else "unwon"
        yield problem(Code.NOT_A_BENEFICIARY, (at,), recipients=others)


def _by_table_alone(pot: Pot, amount: Ore, table: DecidedTable) -> Division:
    """The document gives the table and no rule: each sum stands by itself, with nothing to compare it to."""
    return {each: _listed(pot, amount, table, each) for each in sorted(table.amounts)}


def _listed(pot: Pot, amount: Ore, table: DecidedTable, recipient: PartyId) -> Entitlement:
    decided = table.amounts[recipient]
    start = PotStep("pot", amount, pot.clause)
    steps = (start, ListedStep("listed", decided, table.clause))
    return Entitlement(recipient, decided, lambda _: steps)


def _decided(
    pot: Pot, amount: Ore, table: DecidedTable, recipient: PartyId, computed: Entitlement | None
) -> Entitlement:
    """A row of the table, after what the rule gives. A row that the rule does not give stands by itself."""
    if computed is None:
        return _listed(pot, amount, table, recipient)
    decided = table.amounts[recipient]
    difference = Difference(decided - computed.amount)
    last = DecidedStep("decided", decided, difference, table.heading, table.clause)
    return Entitlement(recipient, decided, lambda _: (*computed.steps, last))


def _compare(pot: Ore, table: DecidedTable, computed: Division) -> Iterator[Problem]:
    at: Path = ("decided", "amounts")
    yield from _total(pot, table)
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


def _total(pot: Ore, table: DecidedTable) -> Iterator[Problem]:
    total = Ore(sum(table.amounts.values()))
    if total != pot:
        path: Path = ("decided", "amounts")
        yield problem(Code.DECIDED_DIFFERS_FROM_POT, path, pot=pot, rows=total, difference=Difference(total - pot))


def _within(path: Path, found: Problem) -> Problem:
    return replace(found, path=(*path, *found.path))
