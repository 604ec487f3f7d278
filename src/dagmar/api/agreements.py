"""The approved agreements: which there are, their terms to the letter, and the sums of their grants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from dagmar.agreement.terms import Agreement, DecidedLater, Grant, Pot
from dagmar.api.amounts import Kronor
from dagmar.api.refusals import answers, lang_of, not_found
from dagmar.basis.form import write
from dagmar.basis.money import decimal_text
from dagmar.store.clock import kept
from dagmar.store.reading import Approved, approved
from dagmar.words import Lang

router = Router(tags=["agreements"])


class AgreementLineOut(Schema):
    """An agreement in a list: its last approved version, and the hash of the bytes that were approved."""

    id: str
    version: int
    name: str
    sha256: str
    approved: datetime
    first: date
    last: date


class ListOut(Schema):
    """The agreements, by id."""

    agreements: list[AgreementLineOut]


class SumOut(Schema):
    """The money of one grant in one year."""

    grant: str
    year: int
    payer: str
    amount: str = Field(description="kronor with two decimals; or `not-stated`, or `decided-later`")


class TotalOut(Schema):
    """The stated money of one year, over all grants."""

    year: int
    amount: Kronor


class AgreementOut(AgreementLineOut):
    """An agreement, whole."""

    terms: dict[str, Any] = Field(description="the terms, every value a text; `dagmar schema agreement` describes them")
    sums: list[SumOut]
    totals: list[TotalOut]


@router.get("/agreements", response=answers(ListOut))
def list_agreements(request: HttpRequest) -> ListOut:
    """Every approved agreement."""
    lang = lang_of(request)
    return ListOut(agreements=[AgreementLineOut(**_in_list(each, lang)) for each in approved().values()])


@router.get("/agreements/{agreement}", response=answers(AgreementOut, 404))
def show_agreement(request: HttpRequest, agreement: str) -> AgreementOut:
    """One agreement: its terms and its sums."""
    found = approved().get(agreement)
    if found is None:
        raise not_found()
    return AgreementOut(
        **_in_list(found, lang_of(request)),
        terms=write(Agreement, found.terms),
        sums=[_sum(grant, pot) for grant, pot in _pots(found.terms)],
        totals=list(_totals(found.terms)),
    )


def _in_list(found: Approved, lang: Lang) -> dict[str, Any]:
    terms = found.terms
    return {
        "id": terms.id,
        "version": terms.version,
        "name": terms.name.sv if lang == "sv" else terms.name.en,
        "sha256": found.sha256,
        "approved": kept(found.at),
        "first": terms.period.first,
        "last": terms.period.last,
    }


def _pots(terms: Agreement) -> Iterator[tuple[Grant, Pot]]:
    return ((grant, pot) for grant in terms.grants for pot in grant.pots)


def _sum(grant: Grant, pot: Pot) -> SumOut:
    """What is not stated, or decided later, is said in that word: nothing is put in its place."""
    match pot.amount:
        case DecidedLater():
            amount = "decided-later"
        case "not-stated":
            amount = "not-stated"
        case int(ore):
            amount = decimal_text(ore)
    return SumOut(grant=grant.id, year=pot.year, payer=grant.payer, amount=amount)


def _totals(terms: Agreement) -> Iterator[TotalOut]:
    for year in sorted({pot.year for _, pot in _pots(terms)}):
        stated = [pot.amount for _, pot in _pots(terms) if pot.year == year and isinstance(pot.amount, int)]
        if stated:
            yield TotalOut(year=year, amount=sum(stated))
