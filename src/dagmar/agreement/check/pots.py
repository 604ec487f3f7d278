"""Checks of pots: one rule for one sum, a place for money that nobody wins, ladders with limits, payees that exist."""

from __future__ import annotations

from collections.abc import Iterator

from dagmar.agreement.terms import Agreement, ByTiers, Gate, Grant, Parts, PerUnit, rules_of
from dagmar.basis.dates import first_day
from dagmar.basis.parties import NO_LEGAL_PERSONS, Parties, Whom
from dagmar.basis.problems import Code, Path, Problem, problem


def check_pots(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of pots."""
    for place, grant in enumerate(agreement.grants):
        yield from _two_rules(grant, ("grants", place, "pots"))
        yield from _payee(grant, ("grants", place, "payee"), parties)
        for number, pot in enumerate(grant.pots):
            at: Path = ("grants", place, "pots", number)
            if pot.unwon in (None, "not-stated") and _may_be_unwon(pot.rule):
                yield problem(Code.NO_FALLBACK, (*at, "rule"), grant=grant.id, clause=pot.clause)
            rounding = pot.rounding
            if rounding and not isinstance(rounding, str) and rounding.rest_to and rounding.policy != _WITH_REST:
                yield problem(Code.REST_TO_UNUSED, (*at, "rounding", "rest_to"))
    for path, _, _, rule in rules_of(agreement.grants):
        for number, tier in enumerate(rule.tiers if isinstance(rule, ByTiers) else ()):
            if tier.at_least is None and tier.above is None and tier.at_most is None:
                yield problem(Code.TIER_WITHOUT_LIMIT, (*path, "tiers", number))


_WITH_REST = "floor-rest-to-named"


def _two_rules(grant: Grant, path: Path) -> Iterator[Problem]:
    """Two pots of one year in one grant: the same money would be divided twice."""
    first: dict[int, str] = {}
    for number, pot in enumerate(grant.pots):
        clause = first.setdefault(pot.year, pot.clause)
        if any(other.year == pot.year for other in grant.pots[:number]):
            yield problem(Code.TWO_RULES, (*path, number, "year"), year=pot.year, clause=pot.clause, where=clause)


def _may_be_unwon(rule: object) -> bool:
    """True where it depends on results whether anybody gets the money, and nothing within says where it goes then."""
    match rule:
        case Gate() | ByTiers() | PerUnit():
            return True
        case Parts(parts=parts):
            return any(part.unwon in (None, "not-stated") and _may_be_unwon(part.rule) for part in parts)
        case _:
            return False


def _payee(grant: Grant, path: Path, parties: Parties) -> Iterator[Problem]:
    """Whoever is paid must be a legal person: a county, a collaborative region or a committee is none."""
    if grant.payee == "beneficiary" and grant.beneficiary != "not-stated":
        whoms: tuple[str, ...] = grant.beneficiary
    else:
        whoms = () if grant.payee in ("beneficiary", "not-stated") else (grant.payee,)
    day = first_day(grant.pots[0].year) if grant.pots else None
    for whom in whoms:
        members = parties.members(Whom(whom), day) if day else ()
        if any((party := parties.get(each)) and party.kind in NO_LEGAL_PERSONS for each in members):
            yield problem(Code.PAYEE_NO_LEGAL_PERSON, path, whom=whom, clause=grant.clause)
