"""Who has looked at a register's rows, or changed them; only ever added to."""

from django.db import migrations, models

from dagmar.store import guards

TABLE = "store_accessrow"


def protect(apps, editor):
    """Refuse UPDATE and DELETE, as on the other tables that only grow."""
    guards.protect(editor, TABLE)


def release(apps, editor):
    """Take the triggers away again."""
    guards.release(editor, TABLE)


class Migration(migrations.Migration):
    """The log of access."""

    dependencies = [("store", "0003_population")]
    operations = [
        migrations.CreateModel(
            name="AccessRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("person", models.CharField(max_length=60)),
                ("register", models.CharField(max_length=100)),
                ("deed", models.CharField(max_length=20)),
                ("what", models.CharField(max_length=500)),
                ("why", models.CharField(max_length=300)),
                ("rows", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(protect, release),
    ]
