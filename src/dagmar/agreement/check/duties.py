"""Checks of duties: someone receives them, on some day, and whoever signs is whoever owes them."""

from __future__ import annotations

from collections.abc import Iterator

from dagmar.agreement.terms import Agreement, Duty, SignedBy
from dagmar.basis.accounts import is_account
from dagmar.basis.dates import first_day
from dagmar.basis.parties import Parties
from dagmar.basis.problems import Code, Path, Problem, problem


def check_duties(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of duties."""
    for place, duty in enumerate(agreement.duties):
        at: Path = ("duties", place)
        if duty.to == "not-stated" and not duty.oral:
            yield problem(Code.DUTY_WITHOUT_RECEIVER, (*at, "to"), duty=duty.id, clause=duty.clause)
        if not duty.due:
            yield problem(Code.DUTY_WITHOUT_DATE, (*at, "due"), duty=duty.id, clause=duty.clause)
        if duty.account and not is_account(duty.account):
            yield problem(Code.ACCOUNT_WRONG, (*at, "account"), text=duty.account)
        if duty.signed_by:
            yield from _signer(duty, duty.signed_by, (*at, "signed_by"), parties)
        for number, attester in enumerate(duty.attested_by):
            yield from _signer(duty, attester, (*at, "attested_by", number), parties)


def _signer(duty: Duty, signer: SignedBy, path: Path, parties: Parties) -> Iterator[Problem]:
    day = first_day(min(duty.due, default=2000))
    same = {*parties.all_of(signer.of, day)} & {*parties.all_of(duty.of, day)}
    if not same and all(parties.knows(whom) for whom in (*signer.of, *duty.of)):
        yield problem(
            Code.SIGNED_BY_ANOTHER, path, duty=duty.id, clause=duty.clause,
            signer=", ".join(signer.of), owner=", ".join(duty.of),
        )  # fmt: skip
