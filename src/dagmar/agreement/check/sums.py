"""Checks of sums: what the document prints against what its grants give, and one printed figure against another."""

from __future__ import annotations

from collections.abc import Iterator

from dagmar.agreement.terms import Agreement, Contribution, Grant, Selection, StatedSum
from dagmar.basis.dates import first_day
from dagmar.basis.form import write
from dagmar.basis.money import Ore
from dagmar.basis.parties import Parties, Whom
from dagmar.basis.problems import Code, Problem, problem


def check_sums(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of sums."""
    yield from _sums(agreement, parties)
    yield from _figures(agreement)


def selected(agreement: Agreement, selection: Selection, parties: Parties) -> tuple[Grant | Contribution, ...]:
    """The grants, and what others contribute, that a stated sum covers; an empty selection: all of the state's."""
    grants = tuple(
        grant
        for grant in agreement.grants
        if grant.outside == (selection.money == "outside") and _covers(selection, grant, parties)
    )
    others = tuple(each for each in agreement.contributions if _covers_other(selection, each))
    match selection.money:
        case "state" | "outside":
            return grants
        case "contributions":
            return others
        case "both":
            return (*grants, *others)


def _covers(selection: Selection, grant: Grant, parties: Parties) -> bool:
    beneficiary = () if grant.beneficiary == "not-stated" else grant.beneficiary
    payee = beneficiary if grant.payee == "beneficiary" else (grant.payee,)
    modes = grant.mode if isinstance(grant.mode, tuple) else ()
    return (
        (not selection.grants or grant.id in selection.grants)
        and (selection.beneficiary in (None, *beneficiary) or _all_of_it(selection, grant, beneficiary, parties))
        and selection.payer in (None, grant.payer)
        and selection.payee in (None, *payee)
        and selection.appropriation in (None, grant.appropriation)
        and selection.area in (None, *grant.areas)
        and selection.mode in (None, *modes)
    )


def _all_of_it(selection: Selection, grant: Grant, beneficiary: tuple[Whom, ...], parties: Parties) -> bool:
    """True where all whom the grant is for belong to the class of the sum: region-01 is one of the regions."""
    day = first_day(grant.pots[0].year if grant.pots else 2000)
    members = parties.all_of(beneficiary, day)
    whole = parties.members(selection.beneficiary, day) if selection.beneficiary else ()
    return bool(members) and set(members) <= set(whole)


def _covers_other(selection: Selection, other: Contribution) -> bool:
    named = any((selection.grants, selection.beneficiary, selection.payer, selection.payee, selection.appropriation))
    return not named and selection.mode is None and selection.area in (None, *other.areas)


def _sums(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    listed = {terms.year for terms in agreement.years}
    for place, total in enumerate(agreement.sums):
        found = _sum_of(agreement, total, parties)
        if total.year in listed and found is not None and found != total.amount:
            difference = Ore(found - total.amount)
            yield problem(
                Code.SUM_DIFFERS, ("sums", place, "amount"), says=total.amount, parts=found, difference=difference
            )


def _sum_of(agreement: Agreement, total: StatedSum, parties: Parties) -> Ore | None:
    """What the grants give; None where a part is not stated, not decided or not in the file: nothing is said then."""
    known = (
        {*total.of.grants} <= {grant.id for grant in agreement.grants}
        and total.of.area in (None, *(area.id for area in agreement.areas))
        and total.of.appropriation in (None, *(line.id for line in agreement.appropriations))
    )
    if not known:
        return None
    amounts = [
        each.amount
        for found in selected(agreement, total.of, parties)
        for each in (found.pots if isinstance(found, Grant) else (found,))
        if each.year == total.year
    ]
    if not all(isinstance(amount, int) for amount in amounts):
        return None
    return Ore(sum(amount for amount in amounts if isinstance(amount, int)))


def _figures(agreement: Agreement) -> Iterator[Problem]:
    """One figure printed twice, with different sums."""
    first: dict[tuple[int, str], StatedSum] = {}
    for place, total in enumerate(agreement.sums):
        one = first.setdefault((total.year, str(write(Selection, total.of))), total)
        if one.amount != total.amount:
            yield problem(
                Code.FIGURES_DISAGREE, ("sums", place, "amount"),
                says=total.amount, clause=total.clause, other=one.amount, where=one.clause,
            )  # fmt: skip
