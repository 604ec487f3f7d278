"""The keys that pseudonyms are made with: a series for each register, in a folder of their own, apart from the data."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import digest
from pathlib import Path

from dagmar.basis.problems import Code, Place, Problem, problem

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one register. A key is made once, whole or not at all, and only its owner may read it."""

    folder: Path
    register: str

    def series(self, checks: Sequence[str]) -> tuple[bytes, ...] | Problem:
        """The keys that have these check values, one after the other; without any, the first, made unless it is there.

        A Problem where one is missing or is another, for what it made can be made by no other.
        """
        if not checks:
            first = self.made(1)
            return first if isinstance(first, Problem) else (first,)
        keys: list[bytes] = []
        for number, check in enumerate(checks, 1):
            key = self._known(number)
            if isinstance(key, Problem):
                return key
            if self.check(key) != check:
                return self._wrong(number)
            keys.append(key)
        return tuple(keys)

    def check(self, key: bytes) -> str:
        """The check value of a key: tells whether it is the same, and nothing else of it (16 hexadecimal digits)."""
        return digest(key, f"dagmar key check: {self.register}".encode(), "sha256")[:8].hex()

    def made(self, number: int) -> bytes | Problem:
        """The key of this number, made now unless it is there; a Problem where what is there is no key."""
        path = self._path(number)
        if not path.exists():
            make_private(self.folder)
            half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(half, path)  # the first to come decides
            except FileExistsError:
                pass
            finally:
                half.unlink()
            flush(self.folder)
        return self._known(number)

    def _known(self, number: int) -> bytes | Problem:
        path = self._path(number)
        if not path.exists():
            return problem(Code.KEY_MISSING, register=self.register)
        key = path.read_bytes()
        return key if len(key) == _BYTES else self._wrong(number)

    def _wrong(self, number: int) -> Problem:
        return problem(Code.KEY_WRONG, register=self.register).at(Place(str(self._path(number))))

    def _path(self, number: int) -> Path:
        return self.folder / f"{self.register}.{number}.key"


def make_private(folder: Path) -> None:
    """Make the folder, and those above it that are not there, so that only their owner may look into them."""
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True, mode=0o700)


def flush(path: Path) -> None:
    """Let what was written reach the disk before anything relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
