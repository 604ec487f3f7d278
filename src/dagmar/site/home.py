"""The folder that holds everything Dagmar writes, and the key that lies in it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1)
_MINUTE = timedelta(minutes=1)


def home() -> Path:
    """DAGMAR_HOME, else `dagmar` among the user's data."""
    asked = os.environ.get("DAGMAR_HOME")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(asked) if asked else Path(data) / "dagmar"


def keys() -> Path:
    """The folder of the keys that pseudonyms are made with: DAGMAR_KEYS, where they are to lie apart from the data."""
    return Path(os.environ.get("DAGMAR_KEYS") or home() / "keys")


def archive() -> str:
    """DAGMAR_ARCHIVE: the URL under which the rows of registers lie; without it they lie in the home."""
    return os.environ.get("DAGMAR_ARCHIVE", "")


def database() -> Path:
    """The file of the database."""
    return home() / "dagmar.sqlite3"


def secret_key() -> str:
    """The key that sessions are signed with: made once, whole or not at all, readable by its owner alone."""
    path = home() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"secret-key.{secrets.token_hex(8)}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(half, path)  # the first to come decides
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return path.read_text()


def demo_moment() -> datetime | None:
    """Where the clock of a demo database stands (Stockholm's time); None for a database that is no demo."""
    if not database().exists():
        return None
    try:
        with closing(sqlite3.connect(database())) as file:
            minutes = file.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    return _EPOCH + minutes * _MINUTE if minutes else None


def mark_as_demo(moment: datetime) -> None:
    """Mark the database as a demo's, its clock standing at the moment, to the minute.

    The mark is in the file itself: no other database can inherit it.
    """
    home().mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database())) as file:
        file.execute(f"PRAGMA user_version = {(moment - _EPOCH) // _MINUTE}")
        file.commit()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: what was there before stays until the new one is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
