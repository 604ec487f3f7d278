"""What a register holds: a file for each month, named by its content, and a manifest that says which ones count.

They lie in an archive; the manifest is replaced whole, in one step. Whoever reads sees what was before or what is
after, never half a batch; what a stopped change leaves behind is in no manifest, and is taken away by the next one.

Locks in the register's folder: `lock` has who lets a change count, `readers` who reads, and who takes files away has
it alone; `gate` lets no new reader in while those who read are waited for; `staged` has who makes or takes away a
folder of what is under way, and the `owner` in it has the change that it belongs to.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path
from typing import Any, Literal

import polars as pl

from dagmar.basis.problems import Code, Place, Problem, Stopped, problem
from dagmar.register.archive import Archive, is_sound, named
from dagmar.register.changing import Shape, conflict
from dagmar.register.definition import Register
from dagmar.register.keys import Keys, make_private
from dagmar.register.validate import stored_schema

BATCH = "batch"
"""The column that says with which batch a row came: its place in the manifest, from 0."""

Persons = Literal["made-up", "mixed", "real"]
"""About whom the rows are: persons who are made up, in every file that was taken in, in some of them, or in none."""

_FORMAT = 1
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
_NAME = re.compile(r"\d{4}-\d\d-[0-9a-f]{32}\.parquet")


@dataclass(frozen=True, slots=True)
class Month:
    """The file of a month, and how many rows it holds."""

    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that was taken in, told in numbers.

    The hash of its bytes, the day, whether it brought rows or took them away, by which version of the definition, and
    how many rows were read, kept, corrected what was there, were repeated within the file, and were refused.
    """

    sha256: str
    on: date
    kind: Literal["rows", "removal"]
    version: int
    read: int
    kept: int
    corrected: int
    repeated: int
    refused: int
    made_up: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a register holds: its months, the batches that they came from, and the marks of those who have objected.

    `keys` has the check value of each key that the pseudonyms were made under, one after the other; `shape` is what the
    rows depend on in the definition that they came by.
    """

    register: str
    keys: tuple[str, ...]
    months: Mapping[str, Month]
    batches: tuple[Batch, ...]
    objections: tuple[str, ...]
    shape: Shape | None = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(month.rows for month in self.months.values())

    @property
    def made_up(self) -> bool:
        """Whether any of what was taken in was about persons who are made up: then no count is about the world."""
        return self.persons != "real"

    @property
    def persons(self) -> Persons:
        """About whom the rows are, file by file; `real` where none was taken in."""
        found = {batch.made_up for batch in self.batches if batch.kind == "rows"}
        return "mixed" if len(found) > 1 else "made-up" if True in found else "real"

    @property
    def days(self) -> tuple[date, ...]:
        """The day of each batch, by its place."""
        return tuple(batch.on for batch in self.batches)


@dataclass(frozen=True, slots=True)
class Store:
    """One register: the folder of its locks and of what is under way, its archive, and its keys apart from both.

    One machine writes, for locks hold on one alone; others that reach the archive may read.
    """

    folder: Path
    archive: Archive
    keys: Keys
    register: Register

    def manifest(self) -> Manifest:
        """What counts now. Raises Stopped where that cannot be told."""
        return manifest_in(self.archive, self.register.id) or Manifest(self.register.id, (), {}, (), ())

    def ready(self) -> tuple[Manifest, tuple[bytes, ...]] | Problem:
        """What counts now, and the keys to go on with; a Problem where the definition or the keys are not those."""
        manifest = self.manifest()
        if found := conflict(manifest.shape, self.register):
            return found
        keys = self.keys.series(manifest.keys)
        return keys if isinstance(keys, Problem) else (manifest, keys)

    def schema(self) -> pl.Schema:
        """The columns of a stored row, with their types."""
        return pl.Schema({**stored_schema(self.register), BATCH: pl.Int32()})

    @contextmanager
    def reading(self) -> Iterator[pl.LazyFrame]:
        """Every row that counts, month by month, each in the order of unit, sex and age."""
        with self.months() as manifest:
            months = [self.month(month) for _, month in sorted(manifest.months.items())]
            yield pl.concat(months) if months else pl.LazyFrame(schema=self.schema())

    @contextmanager
    def months(self) -> Iterator[Manifest]:
        """What counts now.

        What is read stays on the disk until it is let go, whatever is changed meanwhile; an objection waits for it.
        What a stopped objection was to take away is taken away first.
        """
        if not self.folder.exists() and not self.manifest().months:
            yield self.manifest()
            return
        make_private(self.folder)
        self._tidy()
        with self._blamed(), ExitStack() as held:
            with self._held("gate", LOCK_SH):
                held.enter_context(self._held("readers", LOCK_SH))
            yield self.manifest()

    @property
    def cache(self) -> Path:
        """Where what can be made again from the months lies; its names begin with the name of the month's file."""
        return self.folder / "cache"

    def whole(self, month: Month) -> pl.LazyFrame:
        """The rows of a month with all that is stored, to be written anew: also what the definition has no more."""
        rows = pl.scan_parquet(self.archive.path(month.file))
        known = rows.collect_schema()
        return rows.with_columns(
            pl.lit(None, kind).alias(name) for name, kind in self.schema().items() if name not in known
        )

    def month(self, month: Month) -> pl.LazyFrame:
        """The rows of a month as they are read. What the definition has got since is missing, the rest left out."""
        return self.whole(month).select(self.schema().names())

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """An empty folder for what a change has under way, taken away afterwards; there may be many at once.

        Those of changes that were stopped have no owner any more, and are taken away first.
        """
        make_private(self.folder)
        folder = self.folder / f"staging-{secrets.token_hex(8)}"
        with self._blamed(), ExitStack() as owned:
            with self._held("staged", LOCK_EX):
                for left in self.folder.glob("staging-*"):
                    # Its owner may be done with it, and be taking it away at this very moment.
                    with suppress(FileNotFoundError), self._held(f"{left.name}/owner", LOCK_EX | LOCK_NB) as nobodys:
                        if nobodys:
                            shutil.rmtree(left)
                make_private(folder)
                owned.enter_context(self._held(f"{folder.name}/owner", LOCK_EX))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One change at a time: what it began with is what it replaces. What others left behind is taken away."""
        make_private(self.folder)
        with self._held("lock", LOCK_EX):
            self._sweep(wait=self._owed.exists())
            yield
            self._sweep(wait=False)

    def keep(self, staging: Path, name: str, rows: pl.DataFrame) -> Month:
        """Write the rows of a month, sorted, under the hash of its bytes: a file never changes under its name."""
        roles = self.register.roles
        order = [each for each in (roles.provider, roles.sex, roles.age, roles.event, roles.person) if each]
        half = staging / f"{name}.whole"
        # All parts of the key stand in the order, so that the same rows give the same bytes.
        order += [each for each in roles.key if each not in order]
        half.touch(0o600)
        columns = [*self.schema(), *sorted(set(rows.columns) - set(self.schema()))]
        rows.select(columns).sort(order).write_parquet(half)
        month = Month(named(name, half), rows.height)
        self.archive.put(half, month.file)
        return month

    def replace(self, manifest: Manifest) -> None:
        """Let the manifest count from now on: one step, after all that it names has reached the archive."""
        months = {name: month for name, month in sorted(manifest.months.items()) if month.rows}
        node: dict[str, Any] = {"format": _FORMAT, **asdict(replace(manifest, months=months))}
        self.archive.replace_manifest(json.dumps(node, indent=1, ensure_ascii=False, default=date.isoformat))

    def replace_for_good(self, manifest: Manifest) -> None:
        """Let the manifest count, and take away the files that it names no more; whoever reads them is waited for.

        Where this is stopped on the way, the next command that reads or changes takes them away.
        """
        self._owed.touch(0o600)
        self.replace(manifest)
        self._sweep(wait=True)

    @property
    def _owed(self) -> Path:
        """A file that is there while somebody's rows are still to be taken away, on the machine that is to do it."""
        return self.folder / "owed"

    def _sweep(self, *, wait: bool) -> None:
        """Take away the files that no manifest names; while somebody reads, wait, or leave it to the next change."""
        if wait:
            with self._held("gate", LOCK_EX), self._held("readers", LOCK_EX):
                self._take_away()
            return
        with self._held("readers", LOCK_EX | LOCK_NB) as nobody_reads:
            if nobody_reads:
                self._take_away()

    def _take_away(self) -> None:
        counted = self._counted()
        self._forget_copies(counted)
        for name in sorted(self.archive.names() - counted):
            self.archive.remove(name)
        self._owed.unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Take away copies of what another machine has changed, and what is owed, unless somebody here is at work."""
        never_wait = LOCK_EX | LOCK_NB
        with self._held("lock", never_wait) as nobody_writes, self._held("readers", never_wait) as nobody_reads:
            if nobody_writes and nobody_reads:
                if self._owed.exists():
                    self._take_away()
                else:
                    self._forget_copies(self._counted())

    def _forget_copies(self, counted: Set[str]) -> None:
        """Take away what was copied or made from months that count no more."""
        self.archive.forget_copies(counted)
        stems = {Path(name).stem for name in counted}
        for path in self.cache.glob("*"):
            # A month's stem has a fixed length: its name and thirty-two digits.
            if path.name[: len("2025-03-") + 32] not in stems or path.name.endswith(".half"):
                path.unlink()

    def _counted(self) -> Set[str]:
        return {month.file for month in self.manifest().months.values()}

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """A fault of the disk, or of what lies on it, is told as a problem: Polars does not say which file it was."""
        try:
            yield
        except BrokenPipeError:
            raise
        except (pl.exceptions.ComputeError, OSError) as fault:
            for name in sorted(self._counted()):
                if not is_sound(self.archive, name):
                    raise Stopped(problem(Code.ARCHIVE_DAMAGED, file=name)) from fault
            number = getattr(fault, "errno", None) or int((_OS_ERROR.search(str(fault)) or ["", "0"])[1])
            if not number:
                raise
            raise Stopped(problem(Code.FILE_REFUSED, what=os.strerror(number)).at(Place(str(self.folder)))) from fault

    def _held(self, name: str, how: int) -> AbstractContextManager[bool]:
        return locked(self.folder / name, how)


@contextmanager
def locked(path: Path, how: int) -> Iterator[bool]:
    """Hold a lock; False where another has it and one is not to wait."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        try:
            flock(lock, how)
        except BlockingIOError:
            free = False
        else:
            free = True
        yield free


def faults_in(archive: Archive, register: str) -> Iterator[str]:
    """What is wrong with the files of a register, each with what it is; nobody may be changing it meanwhile.

    Of an object store this machine's copies are looked at, and what was never read here is fetched.
    """
    try:
        manifest = manifest_in(archive, register)
        months = manifest.months.values() if manifest else ()
        for month in months:
            if not is_sound(archive, month.file):
                yield f"{register}: {month.file}: {Code.ARCHIVE_DAMAGED.value}"
            elif (rows := pl.scan_parquet(archive.path(month.file)).select(pl.len()).collect().item()) != month.rows:
                yield f"{register}: {month.file}: {rows} rows, not {month.rows}"
        yield from (
            f"{register}: {each}: in no manifest" for each in sorted(archive.names() - {m.file for m in months})
        )
    except Stopped as stopped:
        yield f"{register}: {stopped.problem.code.value}"


def manifest_in(archive: Archive, register: str) -> Manifest | None:
    """What counts in an archive; None where nothing was ever kept.

    Raises Stopped where the manifest says nothing, or is gone while files are there: without it they would be taken
    for what a stopped change left behind.
    """
    text = archive.manifest()
    if text is None and archive.names():
        text = archive.manifest()  # the first change of all may have come between
        if text is None:
            raise Stopped(problem(Code.MANIFEST_MISSING, register=register))
    return None if text is None else _read(text, register)


def _read(text: str, register: str) -> Manifest:
    try:
        node = json.loads(text)
        if (node["format"], node["register"]) != (_FORMAT, register):
            raise ValueError
        months = {name: Month(_file(month["file"]), int(month["rows"])) for name, month in node["months"].items()}
        batches = tuple(Batch(**{**batch, "on": date.fromisoformat(batch["on"])}) for batch in node["batches"])
        held = node["shape"] and Shape(**{**node["shape"], "held": tuple(node["shape"]["held"])})
        return Manifest(register, tuple(node["keys"]), months, batches, tuple(node["objections"]), held)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Stopped(problem(Code.MANIFEST_DAMAGED, register=register)) from None


def _file(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError
    return name
