"""Populations that persons adopted; only ever added to."""

from django.db import migrations, models

TABLE = "store_populationrow"


def protect(apps, editor):
    """Refuse UPDATE and DELETE, as on the other tables that only grow."""
    if editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is only ever added to'); END"
            )
    else:
        editor.execute(
            f"CREATE FUNCTION {TABLE}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TABLE} is only ever added to'; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {TABLE}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_only_added()"
        )


def release(apps, editor):
    """Take the triggers away again."""
    if editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {TABLE}_no_{deed}")
    else:
        editor.execute(f"DROP TRIGGER {TABLE}_only_added ON {TABLE}")
        editor.execute(f"DROP FUNCTION {TABLE}_only_added()")


class Migration(migrations.Migration):
    """Adopted populations."""

    dependencies = [("store", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="PopulationRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("source", models.CharField(max_length=300)),
                ("counts", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("adopted_at", models.DateTimeField()),
                ("adopted_by", models.CharField(max_length=60)),
            ],
        ),
        migrations.RunPython(protect, release),
    ]
