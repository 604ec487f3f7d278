"""Lets the database itself refuse to change or take away a row of a table that only grows: triggers on both engines."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Refuse UPDATE and DELETE."""
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


def release(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers away again."""
    if editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{deed}")
    else:
        editor.execute(f"DROP TRIGGER {table}_only_added ON {table}")
        editor.execute(f"DROP FUNCTION {table}_only_added()")
