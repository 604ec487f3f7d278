"""Where a register's rows lie: a file for each month, named by its content, and a manifest that says which ones count.

The manifest is replaced whole, in one step. Whoever reads sees what was before or what is after, never half a batch; what
a stopped intake leaves behind is in no manifest, and is taken away by the next one.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path

import polars as pl

from dagmar.register.definition import Register

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Month:
    """The file of a month, and how many rows it holds."""

    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that was taken in: the hash of its bytes, how many rows it gave, and whether all its persons are made up."""

    sha256: str
    rows: int
    made_up: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a register holds: its months and the batches that they came from."""

    register: str
    months: dict[str, Month]
    batches: tuple[Batch, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(month.rows for month in self.months.values())


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of one register, and the key beside it in a folder of keys."""

    folder: Path
    keys: Path
    register: Register

    def manifest(self) -> Manifest:
        """What counts now."""
        path = self.folder / "manifest.json"
        if not path.exists():
            return Manifest(self.register.id, {}, ())
        node = json.loads(path.read_text(encoding="utf-8"))
        months = {name: Month(**month) for name, month in node["months"].items()}
        return Manifest(node["register"], months, tuple(Batch(**batch) for batch in node["batches"]))

    def read(self) -> pl.LazyFrame:
        """Every row that counts, in the order of months."""
        files = [self.folder / "data" / month.file for _, month in sorted(self.manifest().months.items())]
        return pl.scan_parquet(files) if files else pl.LazyFrame()

    def key(self) -> bytes:
        """The register's key for pseudonyms: made once, whole or not at all, readable by its owner alone."""
        path = self.keys / f"{self.register.id}.key"
        if not path.exists():
            self.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
            half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
            try:
                os.link(half, path)
            except FileExistsError:
                pass
            finally:
                half.unlink()
        return path.read_bytes()

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """One intake at a time; gives an empty folder for what is under way, and takes it away afterwards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            self._sweep()
            staging = self.folder / "staging"
            staging.mkdir()
            try:
                yield staging
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    def commit(self, parts: dict[str, list[Path]], batch: Batch) -> Manifest:
        """Merge the parts of each month with what is there, and let it count in one step."""
        manifest = self.manifest()
        months = dict(manifest.months)
        (self.folder / "data").mkdir(exist_ok=True)
        for name, files in sorted(parts.items()):
            old = [self.folder / "data" / months[name].file] if name in months else []
            merged = self._merged(pl.concat([pl.read_parquet(path) for path in (*old, *files)]))
            months[name] = self._keep(name, merged)
        new = replace(manifest, months=dict(sorted(months.items())), batches=(*manifest.batches, batch))
        self._replace_manifest(new)
        return new

    def _merged(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The last row of each key, sorted as cells are counted: unit, sex, then the rest of the roles."""
        roles = self.register.roles
        if roles.key:
            rows = rows.unique(subset=list(roles.key), keep="last", maintain_order=True)
        return rows.sort([roles.provider, *([roles.sex] if roles.sex else []), roles.event, roles.person])

    def _keep(self, name: str, rows: pl.DataFrame) -> Month:
        """Write the rows of a month under the hash of its bytes, so that a file never changes under its name."""
        half = self.folder / "staging" / f"{name}.parquet"
        rows.write_parquet(half)
        digest = sha256(half.read_bytes()).hexdigest()[:32]
        file = f"{name}-{digest}.parquet"
        _flush(half)
        os.replace(half, self.folder / "data" / file)
        return Month(file, rows.height)

    def _replace_manifest(self, manifest: Manifest) -> None:
        half = self.folder / "manifest.half"
        node = {"format": _FORMAT, **asdict(manifest)}
        half.write_text(json.dumps(node, indent=1, ensure_ascii=False), encoding="utf-8")
        _flush(half)
        os.replace(half, self.folder / "manifest.json")
        _flush(self.folder)

    def _sweep(self) -> None:
        """Take away what a stopped intake left: staging, and files that no manifest names."""
        shutil.rmtree(self.folder / "staging", ignore_errors=True)
        counted = {month.file for month in self.manifest().months.values()}
        for path in (self.folder / "data").glob("*.parquet"):
            if path.name not in counted:
                path.unlink()


def _flush(path: Path) -> None:
    """Let what was written reach the disk before it is named."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
