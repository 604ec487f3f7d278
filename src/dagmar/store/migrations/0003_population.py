"""Populations that persons adopted; only ever added to."""

from django.db import migrations, models

from dagmar.store import guards

TABLE = "store_populationrow"


def protect(apps, editor):
    """Refuse UPDATE and DELETE, as on the other tables that only grow."""
    guards.protect(editor, TABLE)


def release(apps, editor):
    """Take the triggers away again."""
    guards.release(editor, TABLE)


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
