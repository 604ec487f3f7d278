"""The keys that pseudonyms are made with: a series for each register, in a folder of their own, apart from the data."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one register. A key is made once, whole or not at all, and only its owner may read it."""

    folder: Path
    register: str

    def first(self, count: int) -> tuple[bytes, ...] | None:
        """The first keys of the series; None where one is not there, for what it made can be made by no other."""
        paths = [self._path(number) for number in range(1, count + 1)]
        return tuple(path.read_bytes() for path in paths) if all(path.exists() for path in paths) else None

    def made(self, number: int) -> bytes:
        """The key of this number, made now unless it is there."""
        path = self._path(number)
        if not path.exists():
            make_private(self.folder)
            half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(half, path)  # the first to come decides
            except FileExistsError:
                pass
            finally:
                half.unlink()
            flush(self.folder)
        return path.read_bytes()

    def _path(self, number: int) -> Path:
        return self.folder / f"{self.register}.{number}.key"


def make_private(folder: Path) -> None:
    """Make the folder, and those above it that are not there, so that only their owner may look into them."""
    for each in (*reversed(folder.parents), folder):
        each.mkdir(exist_ok=True, mode=0o700)


def flush(path: Path) -> None:
    """Let what was written reach the disk before anything relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
