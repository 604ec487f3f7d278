"""The folder that holds everything Dagmar writes, and the key that lies in it."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path


def home() -> Path:
    """DAGMAR_HOME, else `dagmar` among the user's data."""
    asked = os.environ.get("DAGMAR_HOME")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(asked) if asked else Path(data) / "dagmar"


def secret_key() -> str:
    """The key that sessions are signed with: made once, readable by its owner alone."""
    path = home() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def demo_moment() -> datetime | None:
    """Where the clock of a demo database stands (Stockholm's time); None for a database that is no demo."""
    path = home() / "demo-database"
    return datetime.fromisoformat(path.read_text().strip()) if path.exists() else None


def mark_as_demo(moment: datetime) -> None:
    """Mark the database as a demo's, its clock standing at the moment."""
    (home() / "demo-database").write_text(f"{moment.isoformat()}\n")
