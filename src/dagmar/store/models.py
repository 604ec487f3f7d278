"""The tables. Amounts are whole öre in BigIntegerFields; events, entries and audit rows are only ever added."""

from __future__ import annotations

from typing import get_args

from django.db import models
from django.db.models import F, Q

from dagmar.case.ledger import Account
from dagmar.case.standing import Stage


class AgreementRow(models.Model):
    """An approved agreement: its bytes, never changed."""

    agreement = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    approved_at = models.DateTimeField()
    approved_by = models.CharField(max_length=60)

    class Meta:
        """A version is approved once."""

        constraints = (models.UniqueConstraint(fields=["agreement", "version"], name="agreement_version_once"),)


class PopulationRow(models.Model):
    """A population that a person adopted beside those of the catalogue; never changed."""

    day = models.DateField(unique=True)
    source = models.CharField(max_length=300)
    counts = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=60)


class AccessRow(models.Model):
    """Who looked at a register's rows or changed them, which, and why; never the rows themselves."""

    at = models.DateTimeField()
    person = models.CharField(max_length=60)
    register = models.CharField(max_length=100)
    deed = models.CharField(max_length=20)
    what = models.CharField(max_length=500)
    why = models.CharField(max_length=300)
    rows = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)


class CaseRow(models.Model):
    """A case. The columns from `stage` on repeat its standing, so that lists can be searched; events are the truth."""

    number = models.CharField(max_length=20, unique=True)
    agreement = models.ForeignKey(AgreementRow, on_delete=models.PROTECT)
    grant = models.CharField(max_length=100)
    recipient = models.CharField(max_length=60)
    payer = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    entitlement = models.BigIntegerField()
    receipt = models.TextField()
    stage = models.CharField(max_length=40, default="to-requisition")
    reclaim = models.CharField(max_length=10, default="none")
    events = models.PositiveIntegerField(default=0)
    requested = models.BigIntegerField(default=0)
    decided = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    lapsed = models.BigIntegerField(default=0)
    used = models.BigIntegerField(default=0)
    demanded = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    repay_by = models.DateField(null=True, blank=True)
    prepared_by = models.CharField(max_length=60, default="")
    decided_by = models.CharField(max_length=60, default="")

    class Meta:
        """One case a grant, recipient and year; never more paid than decided, never more decided than the right."""

        constraints = (
            models.UniqueConstraint(fields=["agreement", "grant", "recipient", "year"], name="case_once"),
            models.CheckConstraint(condition=Q(stage__in=get_args(Stage)), name="case_stage_exists"),
            models.CheckConstraint(
                condition=Q(paid__lte=F("decided")) & Q(decided__lte=F("entitlement")), name="case_paid_decided"
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=F("used") + F("demanded") + F("returned")), name="case_paid_states"
            ),
        )


class PaperRow(models.Model):
    """A paper that arrived, registered with number and time. It may cover several cases of one recipient."""

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.CharField(max_length=60)
    arrived_at = models.DateTimeField()
    signed_by = models.CharField(max_length=60)


class EventRow(models.Model):
    """An event of a case, as canonical JSON."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="history")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    data = models.TextField()
    person = models.CharField(max_length=60)
    at = models.DateTimeField()
    paper = models.ForeignKey(PaperRow, on_delete=models.PROTECT, null=True, related_name="events")

    class Meta:
        """Two who write at once cannot both be next."""

        constraints = (models.UniqueConstraint(fields=["case", "seq"], name="event_once"),)


class EntryRow(models.Model):
    """A double entry: öre from one account to another. A correction is a new entry."""

    event = models.ForeignKey(EventRow, on_delete=models.PROTECT, related_name="entries")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="entries")
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        """An entry moves something, between two accounts that exist."""

        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_moves_something"),
            models.CheckConstraint(
                condition=Q(source__in=get_args(Account)) & Q(target__in=get_args(Account)), name="entry_accounts_exist"
            ),
        )


class AuditRow(models.Model):
    """Who did what, when; each row's hash covers the row before it, so that none can be changed or taken away."""

    at = models.DateTimeField()
    person = models.CharField(max_length=60)
    authentication = models.CharField(max_length=20)
    deed = models.CharField(max_length=60)
    object = models.CharField(max_length=120)
    detail = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)


ONLY_ADDED = tuple(
    model._meta.db_table for model in (EventRow, EntryRow, AuditRow, AgreementRow, PaperRow, PopulationRow, AccessRow)
)
"""The tables whose rows are never changed and never taken away; the database itself refuses it."""
