"""Has a packed table (Parquet, XLSX) read by a process of its own that may use only so much memory and time.

A small file can be very large inside. The process takes the file on its input and gives frames on its output; it can
write no file, knows nothing of this one's surroundings, and is ended when it breaks a limit.
"""

from __future__ import annotations

import io
import json
import os
import selectors
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Literal

import polars as pl

from dagmar.basis.problems import Code, Problem
from dagmar.register.tables.packed import BROKEN, END, FRAME, HEADING, MOST, NAMES, PROBLEM, Packed, seconds_for
from dagmar.register.tables.parts import ROW, Columns, Heading, Table, told

_GRACE = 1.5
"""So many seconds more than its own time may the process take: to start, and to be waited for on a busy machine."""

_LARGEST = 256 * 1024 * 1024
"""So many bytes may a frame take on its way."""


def read_packed(stream: BinaryIO, form: Literal["parquet", "xlsx"], wanted: Columns, name: str) -> Table:
    """The table of a Parquet file or a workbook: a heading, then frames of texts; a problem ends it.

    A Parquet file on disk is read from there, so that it may be larger than memory; anything else is read whole, up to
    a limit.
    """
    file = _file(stream)
    if file is not None and form == "xlsx" and (size := os.fstat(file).st_size) > MOST[form]:
        yield told(Code.FILE_TOO_LARGE, name, size=size, most=MOST[form])
        return
    process = _start(form, wanted, file)
    try:
        size = os.fstat(file).st_size if file is not None else _send(stream, process, MOST[form])
        if file is None and size > MOST[form]:
            yield told(Code.FILE_TOO_LARGE, name, size=size, most=MOST[form])
            return
        yield from _received(process, form, size, wanted, name)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                _ = pipe and pipe.close()


def _file(stream: BinaryIO) -> int | None:
    """The handle of the stream where it is a file on disk, from its beginning."""
    if not (isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)):
        return None
    handle = stream.fileno()
    return handle if stat.S_ISREG(os.fstat(handle).st_mode) and stream.tell() == 0 else None


def _start(form: Packed, wanted: Columns, file: int | None) -> subprocess.Popen[bytes]:
    """The process, with none of this one's surroundings but the place of the program's code."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "dagmar.register.tables.packed", form, json.dumps(dict(wanted))],
        stdin=subprocess.PIPE if file is None else file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a reader says of a fault may hold a value
        env={"PYTHONPATH": os.pathsep.join(each for each in sys.path if each), "POLARS_MAX_THREADS": "1"},
        cwd="/",
    )


def _send(stream: BinaryIO, process: subprocess.Popen[bytes], most: int) -> int:
    """Give the stream to the process; how many bytes it had, or had until they were too many."""
    assert process.stdin is not None
    size = 0
    with suppress(BrokenPipeError):  # it has ended; why, is told by what it gave
        while size <= most and (part := stream.read(1024 * 1024)):
            size += len(part)
            process.stdin.write(part)
        process.stdin.close()
    return size


def _received(process: subprocess.Popen[bytes], form: Packed, size: int, wanted: Columns, name: str) -> Table:
    """What the process gives, and why it ended where it did not end by itself."""
    schema = pl.Schema({ROW: pl.Int64} | dict.fromkeys(wanted, pl.String))
    allowed = seconds_for(form, size)
    try:
        for kind, message in _messages(process, allowed + _GRACE):
            if kind == END:
                return
            found = _read(kind, message, name)
            if isinstance(found, pl.DataFrame) and found.schema != schema:
                raise ValueError
            yield found
            if isinstance(found, Problem):
                return
    except TimeoutError:
        yield told(Code.TOO_SLOW, name, seconds=allowed)
        return
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        yield told(Code.NOT_TABLE, name, form=NAMES[form])
        return
    match process.wait():
        case code if code in (-signal.SIGXCPU, -signal.SIGKILL):
            yield told(Code.TOO_SLOW, name, seconds=allowed)
        case code if code == -signal.SIGABRT or code == BROKEN:
            yield told(Code.TOO_LARGE_INSIDE, name)
        case _:
            yield told(Code.NOT_TABLE, name, form=NAMES[form])


def _messages(process: subprocess.Popen[bytes], seconds: float) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each message until the process ends; raises TimeoutError when they are waited for too long.

    Only waiting counts: how long somebody takes to work with a frame is not the file's fault.
    """
    assert process.stdout is not None
    handle = process.stdout.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        left = [seconds]

        def take(many: int) -> bytes:
            taken = bytearray()
            while len(taken) < many:
                since = time.monotonic()
                if not selector.select(left[0]):
                    raise TimeoutError
                part = os.read(handle, min(many - len(taken), 1024 * 1024))
                left[0] = max(left[0] - (time.monotonic() - since), 0.001)
                if not part:
                    return b""
                taken += part
            return bytes(taken)

        while head := take(9):
            length = struct.unpack(">Q", head[1:])[0]
            if length > _LARGEST:
                raise ValueError
            yield head[:1], take(length) if length else b""


def _read(kind: bytes, message: bytes, name: str) -> Heading | pl.DataFrame | Problem:
    """A message as what it says; raises ValueError where it says nothing known."""
    if kind == FRAME:
        return pl.read_ipc_stream(io.BytesIO(message))
    node = json.loads(message)
    if kind == HEADING:
        return Heading(tuple(node["ignored"]), tuple(node["absent"]))
    if kind == PROBLEM:
        facts = {key: tuple(value) if isinstance(value, list) else value for key, value in node["params"].items()}
        return told(Code(node["code"]), name, node["row"], **facts)
    raise ValueError
