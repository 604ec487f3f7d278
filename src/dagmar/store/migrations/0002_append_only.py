"""What is only ever added cannot be changed or taken away, whoever asks the database: triggers on both engines."""

from django.db import migrations

TABLES = ("store_eventrow", "store_entryrow", "store_auditrow", "store_agreementrow", "store_paperrow")


def protect(apps, editor):
    """Refuse UPDATE and DELETE on the tables that only grow."""
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            for deed in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
                )
        else:
            editor.execute(
                f"CREATE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()"
            )


def release(apps, editor):
    """Take the triggers away again."""
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            for deed in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_no_{deed}")
        else:
            editor.execute(f"DROP TRIGGER {table}_only_added ON {table}")
            editor.execute(f"DROP FUNCTION {table}_only_added()")


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
