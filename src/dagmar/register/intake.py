"""Takes a table in: read in parts, checked against the definition, made pseudonymous, and let count in one step.

No row, no identity and no part of the file is written anywhere before it is checked and its person is a pseudonym.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import polars as pl

from dagmar.basis.problems import Code, Place, Problem, problem
from dagmar.register.definition import Register
from dagmar.register.storage import Batch, Manifest, Store
from dagmar.register.validate import ROW, errors_in, validate

PART = 16 * 1024 * 1024
"""So many bytes of a file are held at a time."""

MOST_TOLD = 10_000
"""So many faults are told one by one; the rest are counted."""

Progress = Callable[[int, int], None]
"""Told how many rows were read, and how many faults were found so far."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an intake: how many rows were read and kept, what was wrong, and the manifest that counts now.

    `faults` has row, column and rule; `counts` how many there are by column and rule. `again` says that the same file was
    taken in before, and nothing happened.
    """

    read: int
    kept: int
    faults: pl.DataFrame
    counts: pl.DataFrame
    manifest: Manifest
    again: bool
    refused: bool
    made_up: bool


def take_in(
    file: Path, store: Store, *, accept_valid: bool, progress: Progress = lambda _, __: None
) -> Taken | tuple[Problem, ...]:
    """Take in a CSV file. All rows or none, unless `accept_valid`: then the sound ones. Problems where it is no table."""
    digest = _digest(file)
    with store.alone() as staging:
        known = store.manifest()
        if any(batch.sha256 == digest for batch in known.batches):
            return Taken(0, 0, _NO_FAULTS, _counted(_NO_FAULTS), known, True, False, False)
        work = _Work(store, staging)
        with file.open("rb") as handle:
            for found in _parts(handle, store.register, file.name):
                if isinstance(found, Problem):
                    return (found,)
                work.take(found)
                progress(work.read, work.wrong)
        faults = pl.concat([_NO_FAULTS, *work.told])
        counts = _counted(pl.concat([_NO_FAULTS, *work.faults]))
        refused = bool(work.refused) and not accept_valid
        if refused or not work.kept:
            return Taken(work.read, 0, faults, counts, known, False, refused, False)
        manifest = store.commit(work.months, Batch(digest, work.kept, work.made_up))
        return Taken(work.read, work.kept, faults, counts, manifest, False, False, work.made_up)


_NO_FAULTS = pl.DataFrame(schema={ROW: pl.Int64, "column": pl.String, "rule": pl.String})


def _counted(faults: pl.DataFrame) -> pl.DataFrame:
    return (
        faults.group_by("column", "rule")
        .agg(pl.len().alias("count"))
        .sort("count", "column", "rule", descending=[True, False, False])
    )


class _Work:
    """The parts of a file as they are taken, one after the other."""

    def __init__(self, store: Store, staging: Path) -> None:
        self.store, self.staging, self.key = store, staging, store.key()
        self.read = self.kept = self.wrong = self.refused = 0
        self.made_up = True
        self.told: list[pl.DataFrame] = []
        self.faults: list[pl.DataFrame] = []
        self.months: dict[str, list[Path]] = {}

    def take(self, raw: pl.DataFrame) -> None:
        """Check a part, and lay its sound rows month by month beside what is there; nothing counts yet."""
        found = validate(raw, self.store.register, self.key)
        errors = errors_in(found.faults, self.store.register)
        self.read += raw.height
        if self.wrong < MOST_TOLD:
            self.told.append(found.faults.sort(ROW).head(MOST_TOLD - self.wrong))
        self.wrong += found.faults.height
        self.faults.append(found.faults.with_columns(pl.lit(0, dtype=pl.Int64).alias(ROW)))
        bad = errors[ROW].unique()
        self.refused += bad.len()
        sound = found.rows.filter(~pl.col(ROW).is_in(bad.implode())).drop(ROW)
        self.kept += sound.height
        self.made_up = self.made_up and found.made_up
        event = self.store.register.roles.event
        for (name,), rows in sound.group_by(pl.col(event).dt.strftime("%Y-%m"), maintain_order=True):
            path = self.staging / f"{name}.{self.read}.part"
            rows.write_parquet(path)
            self.months.setdefault(str(name), []).append(path)


def _digest(file: Path) -> str:
    whole = sha256()
    with file.open("rb") as handle:
        while part := handle.read(PART):
            whole.update(part)
    return whole.hexdigest()


def _parts(handle: BinaryIO, register: Register, name: str) -> Iterator[pl.DataFrame | Problem]:
    """The file in parts of whole lines, each a frame of texts; a problem where it is no table of this register."""
    heading = handle.readline(1_000_000)
    try:
        header = heading.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        yield problem(Code.NOT_UTF8).at(Place(name, 1))
        return
    comma = ";" if ";" in header else ","
    columns = [each.strip().strip('"') for each in header.split(comma)]
    wanted = [each.id for each in register.variables]
    for each in wanted:
        if columns.count(each) != 1:
            missing = problem(Code.COLUMN_MISSING, column=each, columns=tuple(wanted))
            yield (missing if each not in columns else problem(Code.COLUMN_TWICE, column=each)).at(Place(name, 1))
            return
    row, rest = 2, b""
    while part := handle.read(PART):
        whole, cut, rest = (rest + part).rpartition(b"\n")
        found = _frame(whole + cut, columns, comma, row, name)
        yield found
        if isinstance(found, Problem):
            return
        row += found.height
    if rest.strip():
        yield _frame(rest, columns, comma, row, name)


def _frame(data: bytes, columns: list[str], comma: str, row: int, name: str) -> pl.DataFrame | Problem:
    """Some lines as texts. A cell that holds a line break cannot be told apart here, and is refused as no table."""
    try:
        frame = pl.read_csv(
            io.BytesIO(data), has_header=False, separator=comma, schema=dict.fromkeys(columns, pl.String)
        )
    except pl.exceptions.PolarsError:
        return problem(Code.NOT_CSV, what=f"{row}-").at(Place(name, row))
    if frame.height != data.count(b"\n") + (not data.endswith(b"\n")):
        return problem(Code.NOT_CSV, what=f"{row}-").at(Place(name, row))
    return frame.with_row_index(ROW, offset=row).with_columns(pl.col(ROW).cast(pl.Int64))
