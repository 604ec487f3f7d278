"""The roles of those who keep registers and of those who may read their rows."""

from django.db import migrations, models

ROLES = (
    "programme-officer",
    "decision-maker",
    "payer",
    "assessor",
    "auditor",
    "controller",
    "cfo",
    "signatory",
    "administrator",
    "register-manager",
    "register-reader",
    "system",
)


class Migration(migrations.Migration):
    """Two more roles."""

    dependencies = [("account", "0001_initial")]
    operations = [
        migrations.RemoveConstraint(model_name="holding", name="holding_role_exists"),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.CheckConstraint(condition=models.Q(role__in=ROLES), name="holding_role_exists"),
        ),
    ]
