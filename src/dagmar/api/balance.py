"""The balance sheet: where every appropriated krona is, for those who work for the state."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from dagmar.api.amounts import Kronor
from dagmar.api.entry import actor_in
from dagmar.api.refusals import answers, not_found
from dagmar.basis.actors import Role
from dagmar.store import cases

router = Router(tags=["balance"])

STATE: frozenset[Role] = frozenset({"programme-officer", "decision-maker", "payer", "assessor", "auditor"})
"""The roles that are held for a payer."""


class BalanceOut(Schema):
    """appropriated = paid + lapsed + remaining, and paid = open + used + passed_on + demanded + returned."""

    appropriated: Kronor
    remaining: Kronor
    lapsed: Kronor
    paid: Kronor
    open: Kronor
    used: Kronor
    passed_on: Kronor
    demanded: Kronor
    returned: Kronor
    holds: bool


@router.get("/balance", response=answers(BalanceOut, 404))
def show_balance(request: HttpRequest) -> BalanceOut:
    """The money of all cases of the payers that you work for."""
    payers = {each.party for each in actor_in(request).memberships if each.role in STATE}
    if not payers:
        raise not_found()
    sheet = cases.balance(payer__in=sorted(payers))
    return BalanceOut(**{field: getattr(sheet, field) for field in BalanceOut.model_fields})
