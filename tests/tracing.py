"""Looks for personal numbers in everything that was written: as text, as whole numbers, and as plain hashes."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

_FIRST = 8
"""Patterns are sought by so many of their bytes, and then held against the whole."""


class Traces:
    """All that could tell one of these numbers: twelve digits each."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.by_first: dict[int, list[bytes]] = {}
        for number in numbers:
            for pattern in _patterns(number):
                first = int.from_bytes(pattern[:_FIRST], "little")
                self.by_first.setdefault(first, []).append(pattern)
        self.firsts = np.array(sorted(self.by_first), dtype=np.uint64)

    def within(self, data: bytes) -> list[bytes]:
        """The patterns that stand in the bytes, at whatever place."""
        found: list[bytes] = []
        for shift in range(_FIRST):
            size = (len(data) - shift) // _FIRST
            if size < 1:
                break
            words = np.frombuffer(data, dtype="<u8", count=size, offset=shift)
            for place in np.flatnonzero(np.isin(words, self.firsts)).tolist():
                at = shift + place * _FIRST
                found += [each for each in self.by_first[int(words[place])] if data.startswith(each, at)]
        return found

    def under(self, folder: Path) -> dict[str, list[bytes]]:
        """What stands in each file of a folder, as it lies and, for Parquet, as it is read."""
        found: dict[str, list[bytes]] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                for data in (path.read_bytes(), *_unpacked(path)):
                    if traces := self.within(data):
                        found.setdefault(str(path), []).extend(traces)
        return found


def _unpacked(path: Path) -> Iterator[bytes]:
    if path.suffix in (".parquet", ".part", ".whole"):
        buffer = io.BytesIO()
        try:
            pl.read_parquet(path).write_ipc(buffer, compression="uncompressed")
        except pl.exceptions.PolarsError:  # a file that was being written when its process was killed
            return
        yield buffer.getvalue()


def _patterns(number: str) -> Iterator[bytes]:
    texts = [f"{digits[:-4]}{sign}{digits[-4:]}" for digits in (number, number[2:]) for sign in ("", "-", "+")]
    for text in texts:
        yield text.encode()
        yield text.encode("utf-16-le")
        for kind in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(kind, text.encode()).digest()
            # Cut short as people cut them: eight bytes, sixteen hexadecimal digits, sixteen of base64.
            yield digest[:8]
            yield digest.hex()[:16].encode()
            yield digest.hex()[:16].upper().encode()
            yield base64.b64encode(digest)[:16]
            yield base64.urlsafe_b64encode(digest)[:16]
    for digits in (number, number[2:]):
        yield struct.pack("<q", int(digits))
        yield struct.pack(">q", int(digits))
        yield struct.pack("<d", float(digits))
