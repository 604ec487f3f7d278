"""What is only ever added cannot be changed or taken away, whoever asks the database."""

from django.db import migrations

from dagmar.store import guards

TABLES = ("store_eventrow", "store_entryrow", "store_auditrow", "store_agreementrow", "store_paperrow")


def protect(apps, editor):
    """Refuse UPDATE and DELETE on the tables that only grow."""
    for table in TABLES:
        guards.protect(editor, table)


def release(apps, editor):
    """Take the triggers away again."""
    for table in TABLES:
        guards.release(editor, table)


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
