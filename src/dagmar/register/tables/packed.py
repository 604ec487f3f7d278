"""Reads a Parquet file or a workbook on its input and gives frames of texts on its output, within limits.

Run by `limited` as a process of its own: `python -m dagmar.register.tables.packed FORM COLUMNS`. It never runs in the
process that serves people.
"""

from __future__ import annotations

import json
import os
import resource
import stat
import struct
import sys
from typing import Literal

import polars as pl

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables.parts import Columns, Heading, told

Packed = Literal["parquet", "xlsx"]

NAMES: dict[Packed, str] = {"parquet": "Parquet", "xlsx": "XLSX"}
MOST: dict[Packed, int] = {"parquet": 1024**3, "xlsx": 50 * 1024**2}
"""So many bytes are taken into memory; of a Parquet file on disk there may be any number."""

MEMORY = 400 * 1024**2
"""So many bytes may this process use, beside those of the file itself."""

MEMORY_ON_DISK = 1200 * 1024**2
"""So many for a file that lies on disk: somebody has put it there who may use this machine."""

HEADING, FRAME, PROBLEM, END = b"H", b"F", b"P", b"E"
"""The kinds of message: one byte, then the length in eight, then the content."""

BROKEN = 3
"""How this process ends when memory did not suffice."""


def seconds_for(form: Packed, size: int) -> int:
    """So many seconds may a file of this size take: what is larger may take longer, but not a workbook."""
    return 8 if form == "xlsx" else 8 + size // (4 * 1024**2)


def main() -> None:
    """Read, and give what was read; the file's own faults are given as problems."""
    form: Packed = "xlsx" if sys.argv[1] == "xlsx" else "parquet"
    wanted: Columns = json.loads(sys.argv[2])
    on_disk = stat.S_ISREG(os.fstat(0).st_mode)
    data = None if on_disk and form == "parquet" else sys.stdin.buffer.read(MOST[form])
    size = os.fstat(0).st_size if data is None else len(data)
    _limit(MEMORY_ON_DISK if data is None else MEMORY + size, seconds_for(form, size))
    try:
        if form == "xlsx":
            from dagmar.register.tables.workbook import read_workbook

            found = read_workbook(data or b"", wanted)
        else:
            from dagmar.register.tables.parquet import read_parquet

            found = read_parquet(data, size, wanted)
        for each in found:
            _give(each)
    except MemoryError:
        os._exit(BROKEN)
    except BaseException:  # a reader's panic is one; its words may hold a value
        _give(told(Code.NOT_TABLE, "", form=NAMES[form]))
    _write(END, b"")


def _limit(memory: int, seconds: int) -> None:
    """From here on: no more memory and time than this, no file that grows, no image of the memory when it ends.

    RLIMIT_DATA and not RLIMIT_AS: the engine reserves much more room than it uses.
    """
    for what, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _give(found: Heading | pl.DataFrame | Problem) -> None:
    match found:
        case Heading():
            _write(HEADING, json.dumps({"ignored": found.ignored, "absent": found.absent}).encode())
        case Problem():
            node = {"code": found.code.value, "row": found.place.line, "params": dict(found.params)}
            _write(PROBLEM, json.dumps(node).encode())
        case pl.DataFrame():
            content = found.write_ipc_stream(None).getbuffer()
            _write(FRAME, content)


def _write(kind: bytes, content: bytes | memoryview) -> None:
    sys.stdout.buffer.write(kind + struct.pack(">Q", len(content)))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
