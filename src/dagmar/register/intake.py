"""Takes a table in: read in parts, checked against the definition, made pseudonymous, and let count in one step.

No row, no identity and no part of the file is written anywhere before it is checked and its person is a pseudonym.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar, cast

import polars as pl

from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.changing import shape_of
from dagmar.register.definition import Register
from dagmar.register.identity import are_made_up, pseudonyms
from dagmar.register.merging import merge
from dagmar.register.storage import Batch, Manifest, Store
from dagmar.register.tables.parts import ROW
from dagmar.register.tables.reading import Form, Heading, read_table
from dagmar.register.units import Units
from dagmar.register.validate import FAULTS, Validated, Validator

T = TypeVar("T")

MOST_TOLD = 10_000
"""So many faults are told one by one; the rest are counted."""

_BYTES = 1 << 20

_AT_A_TIME = 1_000_000
"""So many sound rows are gathered before they are laid out by month."""

Progress = Callable[[int, int], None]
"""Told how many rows were read, and how many faults were found so far."""

_Kind = Literal["rows", "removal"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that is brought: its bytes as they come, its form, and the name that problems carry."""

    stream: BinaryIO
    form: Form
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an intake. `faults` has row, column and rule; `counts` how many there are by column and rule.

    `batch` is None where nothing changed: because a row was refused, because no row was sound, because what was to be
    taken away was not there, or because the same file was taken in before (`again`). `left_out` counts the rows of
    persons who have objected.
    """

    batch: Batch | None
    read: int
    faults: pl.DataFrame
    counts: Counter[tuple[str, str]]
    heading: Heading
    again: bool = False
    refused: int = 0
    left_out: int = 0


def take_in(
    delivery: Delivery,
    store: Store,
    today: date,
    units: Units | None = None,
    *,
    accept_valid: bool = False,
    progress: Progress = lambda _, __: None,
    logged: Callable[[Taken | Problem], None] = lambda _: None,
) -> Taken | Problem:
    """Take in the rows of a table: all or none, unless `accept_valid`; then the sound ones.

    A row with the key of one that is there corrects it. Nothing happens where the same file was the last to be taken
    in. A Problem where the file is no table of this register. `logged` is told what comes of it, before it counts.
    """
    validator = Validator(store.register, today, units)
    taken = _change(delivery, store, validator, "rows", accept_valid, progress, logged)
    return _told(taken, logged)


def take_away(
    delivery: Delivery,
    store: Store,
    today: date,
    *,
    progress: Progress = lambda _, __: None,
    logged: Callable[[Taken | Problem], None] = lambda _: None,
) -> Taken | Problem:
    """Take away the observations whose keys stand in a table; its other columns are not read."""
    validator = Validator(_key_alone(store.register), today)
    return _told(_change(delivery, store, validator, "removal", False, progress, logged), logged)


def _told(taken: Taken | Problem, logged: Callable[[Taken | Problem], None]) -> Taken | Problem:
    """The same; told to the log where nothing has come to count, for then it was not told before."""
    if isinstance(taken, Problem) or taken.batch is None:
        logged(taken)
    return taken


def _change(
    delivery: Delivery,
    store: Store,
    validator: Validator,
    kind: _Kind,
    accept_valid: bool,
    progress: Progress,
    logged: Callable[[Taken], None],
) -> Taken | Problem:
    """Read and check while others change what they like; then, alone, let it count."""
    with store.staging() as staging:
        ready = store.ready()
        if isinstance(ready, Problem):
            return ready
        manifest, keys = ready
        hashed = _Hashed(delivery.stream)
        if before := _again(store.register, manifest, kind, hashed.whole()):
            return before
        work = _Work(store, staging, manifest.objections, keys, kind, accept_valid, validator)
        for part in _ahead(_checked(hashed, delivery, work)):
            match part:
                case Problem():
                    return part
                case Heading():
                    work.heading = part
                case Validated():
                    work.take(part)
                    progress(work.read, work.faults.total())
        digest = hashed.to_the_end()
        if work.brings_nothing:
            return work.taken(None)
        with store.alone():
            now = store.ready()
            if isinstance(now, Problem):
                return now
            if (now[0].objections, now[1]) != (manifest.objections, keys):
                return problem(Code.CHANGED_MEANWHILE, register=store.register.id)
            return _again(store.register, now[0], kind, digest) or work.finish(now[0], digest, logged)


def _checked(hashed: _Hashed, delivery: Delivery, work: _Work) -> Iterator[Heading | Problem | Validated]:
    """The parts of a file, read and checked."""
    for part in read_table(hashed.stream, delivery.form, work.wanted(), delivery.name):
        yield work.validator(part) if isinstance(part, pl.DataFrame) else part


def _ahead(parts: Iterator[T]) -> Iterator[T]:
    """The same parts; the next is made ready by another thread while one is worked on."""
    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            coming = thread.submit(next, parts, None)
            while (part := coming.result()) is not None:
                coming = thread.submit(next, parts, None)
                yield part
    finally:
        cast(Generator[T], parts).close()


def _key_alone(register: Register) -> Register:
    """What is asked of a row whose observation is to be taken away: its key and nothing else."""
    key = tuple(each for each in register.variables if each.id in register.roles.key)
    return replace(register, variables=key, rules=())


def _again(register: Register, manifest: Manifest, kind: _Kind, digest: str | None) -> Taken | None:
    """That nothing happens, where a file with this hash was the last to be taken in, whole and by this definition.

    After anything else its rows correct what is there through their keys, and what was removed or refused comes back.
    Where rows have no key they would be there twice: then no file is taken in a second time, ever.
    """
    batches = manifest.batches
    if register.roles.key:
        batches = tuple(each for each in batches[-1:] if not each.refused and each.version == register.version)
    if kind == "rows" and any((each.kind, each.sha256) == (kind, digest) for each in batches):
        return Taken(None, 0, pl.DataFrame(schema=FAULTS), Counter(), Heading((), ()), again=True)
    return None


class _Hashed:
    """A stream and the hash of its bytes: known at once for a file, for what only comes once after it has been read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._sum = sha256()
        self._known = stream.seekable()
        if self._known:
            while part := stream.read(_BYTES):
                self._sum.update(part)
            stream.seek(0)
        self.stream = stream if self._known else cast(BinaryIO, self)
        self._from = stream

    def read(self, size: int = -1) -> bytes:
        """Read on, for a stream that only comes once."""
        part = self._from.read(size)
        self._sum.update(part)
        self._known = self._known or not part
        return part

    def readline(self, size: int = -1) -> bytes:
        """Read a line, for a stream that only comes once."""
        line = self._from.readline(size)
        self._sum.update(line)
        return line

    def seekable(self) -> bool:
        """No: what came is gone."""
        return False

    def to_the_end(self) -> str:
        """The hash of all bytes, also of those that no reader asked for."""
        while not self._known:
            self.read(_BYTES)
        return self._sum.hexdigest()

    def whole(self) -> str | None:
        """The hash of all bytes, None while it is not known."""
        return self._sum.hexdigest() if self._known else None


class _Work:
    """The parts of a file as they are taken, one after the other; nothing counts before `finish`."""

    def __init__(
        self,
        store: Store,
        staging: Path,
        objections: Sequence[str],
        keys: tuple[bytes, ...],
        kind: _Kind,
        accept_valid: bool,
        validator: Validator,
    ) -> None:
        self.store, self.staging, self.keys = store, staging, keys
        self.kind, self.accept_valid, self.validator = kind, accept_valid, validator
        self.objections = frozenset(bytes.fromhex(each) for each in objections)
        self.heading = Heading((), ())
        self.read = self.sound = self.refused = self.left_out = 0
        self.made_up: set[bool] = set()
        self.told: list[pl.DataFrame] = []
        self.faults: Counter[tuple[str, str]] = Counter()
        self.waiting: list[pl.DataFrame] = []
        self.staged: dict[str, list[Path]] = {}

    def wanted(self) -> dict[str, bool]:
        """The columns that the file is asked for, and whether they must be there."""
        return {each.id: each.required for each in self.validator.register.variables}

    def take(self, found: Validated) -> None:
        """Lay the sound rows of a part aside, with pseudonyms for persons."""
        self.read += found.rows.height
        self.refused += int(found.bad.sum())
        self._tell(found.faults)
        if self.refused and not self.accept_valid:
            return
        numbers = found.numbers[(~found.bad).to_numpy()]
        made = pseudonyms(numbers, self.keys)
        person = self.store.register.roles.person
        rows = found.rows.filter(~found.bad).with_columns(pl.Series(person, made.persons, pl.Binary()))
        if numbers.any():  # a part without persons says nothing of the whole
            self.made_up.add(are_made_up(numbers))
        if self.objections:
            stays = pl.Series([each not in self.objections for each in made.marks], dtype=pl.Boolean)
            self.left_out += rows.height - int(stays.sum())
            rows = rows.filter(stays)
        self.sound += rows.height
        self.waiting.append(rows)
        if sum(each.height for each in self.waiting) >= _AT_A_TIME:
            self._lay()

    @property
    def brings_nothing(self) -> bool:
        """Whether a row is in the way of all, or none is sound."""
        return bool(self.refused and not self.accept_valid) or not self.sound

    def finish(self, manifest: Manifest, digest: str, logged: Callable[[Taken], None]) -> Taken:
        """Let all count in one step. What is removed, and not only corrected, is destroyed."""
        self._lay()
        if not manifest.batches:  # files without a manifest would be those of one that is lost
            self.store.replace(manifest)
        merged = merge(self.store, manifest, self.staging, self.staged, self.sound, bring=self.kind == "rows")
        if self.kind == "removal" and not merged.corrected:
            return self.taken(None)
        repeated = pl.DataFrame({ROW: merged.repeated}).with_columns(column=pl.lit(""), rule=pl.lit("repeated"))
        self._tell(repeated.match_to_schema(FAULTS))
        batch = Batch(
            sha256=digest,
            on=self.validator.today,
            kind=self.kind,
            version=self.store.register.version,
            read=self.read,
            kept=self.sound - repeated.height if self.kind == "rows" else 0,
            corrected=merged.corrected,
            repeated=repeated.height,
            refused=self.refused,
            made_up=self.made_up == {True} and self.kind == "rows",
        )
        batches = (*manifest.batches, batch)
        held = shape_of(self.store.register, manifest.shape)
        checks = tuple(map(self.store.keys.check, self.keys))
        after = replace(manifest, keys=checks, months=merged.months, batches=batches, shape=held)
        taken = self.taken(batch)
        logged(taken)
        if self.kind == "removal":
            self.store.replace_for_good(after)
        else:
            self.store.replace(after)
        return taken

    def taken(self, batch: Batch | None) -> Taken:
        """What came of it."""
        faults = pl.concat([pl.DataFrame(schema=FAULTS), *self.told]).sort(ROW, maintain_order=True)
        return Taken(batch, self.read, faults, self.faults, self.heading, refused=self.refused, left_out=self.left_out)

    def _tell(self, faults: pl.DataFrame) -> None:
        room = MOST_TOLD - sum(each.height for each in self.told)
        if room > 0 and faults.height:
            self.told.append(faults.sort(ROW).head(room))
        for column, rule, count in faults.group_by("column", "rule").len().iter_rows():
            self.faults[column, rule] += count

    def _lay(self) -> None:
        """Write what waits, by month: no number is in it any more."""
        if not self.waiting:
            return
        rows, self.waiting = pl.concat(self.waiting), []
        event = self.store.register.roles.event
        month = pl.col(event).dt.strftime("%Y-%m") if event in rows.columns else pl.lit("keys")
        for (name,), part in rows.group_by(month.alias("month"), maintain_order=True):
            folder = self.staging / str(name)
            folder.mkdir(exist_ok=True)
            path = folder / f"{len(self.staged.get(str(name), [])):06}.parquet"
            part.write_parquet(path, compression="lz4")
            self.staged.setdefault(str(name), []).append(path)
