"""The archive: where month files and the manifest of a register lie, a folder or an object store, by the same door.

A month file is named by its content, so that putting it twice does nothing new, and a copy of it is never out of date.
The manifest is one text that is replaced whole, after all that it names is there.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ENOENT
from hashlib import file_digest
from pathlib import Path
from typing import Any, Protocol

from dagmar.basis.problems import Code, Place, Stopped, problem
from dagmar.register.keys import flush, make_private


class Archive(Protocol):
    """What a register needs of where its rows lie. Each raises Stopped where the place does not answer."""

    def put(self, file: Path, name: str) -> None:
        """Move a finished local file in under a name: there whole, or not at all."""

    def path(self, name: str) -> Path:
        """Where a file can be read on this machine."""

    def address(self, name: str) -> str:
        """Where other machines can read it: a path, or the URL in the store."""

    def names(self) -> Set[str]:
        """The names of all files, those that no manifest names among them."""

    def remove(self, name: str) -> None:
        """Take a file away."""

    def forget_copies(self, but: Set[str]) -> None:
        """Take away this machine's copies of all other files; nobody may be reading or fetching any."""

    def manifest(self) -> str | None:
        """The text of the manifest; None where nothing was ever kept."""

    def replace_manifest(self, text: str) -> None:
        """Let another text be the manifest, in one step."""


def archive_of(url: str, register: str, folder: Path) -> Archive:
    """The archive of a register: its own folder without a URL, else its place in the folder or store that is named."""
    if not url:
        return LocalArchive(folder)
    from fsspec.core import url_to_fs  # not loaded for whom a folder is enough
    from fsspec.implementations.local import LocalFileSystem

    shown = re.sub(r"//[^/@]*:[^/@]*@", "//", url).partition("?")[0]  # no password is told
    with _reached(shown):
        files, top = url_to_fs(url)
        if not isinstance(files, LocalFileSystem):
            return ObjectArchive(files, top, register, shown, folder / "copies")
        if not Path(top).is_dir():  # a share that is not mounted is not an empty one
            raise FileNotFoundError
    return LocalArchive(Path(top) / register)


def named(month: str, file: Path) -> str:
    """The name of a month's file: the month, and the hash of its bytes."""
    with file.open("rb") as handle:
        return f"{month}-{file_digest(handle, 'sha256').hexdigest()[:32]}.parquet"


def is_sound(archive: Archive, name: str) -> bool:
    """True where a file is there and its bytes are those that its name tells of."""
    path = archive.path(name)
    return path.exists() and named(name.rpartition("-")[0], path) == name


@dataclass(frozen=True, slots=True)
class LocalArchive:
    """A folder: `data` with the month files, and `manifest.json`."""

    folder: Path

    def put(self, file: Path, name: str) -> None:
        """Flush the file and give it its name; from another file system it is first copied beside its place."""
        data = self.folder / "data"
        make_private(data)
        if file.stat().st_dev != data.stat().st_dev:
            file = Path(shutil.move(file, data / f"{name}.half"))
        flush(file)
        os.replace(file, data / name)

    def path(self, name: str) -> Path:
        """Where the file lies."""
        return self.folder / "data" / name

    def address(self, name: str) -> str:
        """The same: on other machines the folder is mounted under the same path."""
        return str(self.path(name).absolute())

    def names(self) -> Set[str]:
        """What lies in the folder."""
        return {path.name for path in (self.folder / "data").glob("*")}

    def remove(self, name: str) -> None:
        """Unlink the file."""
        (self.folder / "data" / name).unlink()

    def forget_copies(self, but: Set[str]) -> None:
        """There are none: files are read where they lie."""

    def manifest(self) -> str | None:
        """The text of `manifest.json`."""
        path = self.folder / "manifest.json"
        return path.read_text(encoding="utf-8") if path.exists() else None

    def replace_manifest(self, text: str) -> None:
        """Flush all, then rename."""
        make_private(self.folder)
        if (self.folder / "data").exists():
            flush(self.folder / "data")
        half = self.folder / "manifest.half"
        half.touch(0o600)
        half.write_text(text, encoding="utf-8")
        flush(half)
        os.replace(half, self.folder / "manifest.json")
        flush(self.folder)


@dataclass(frozen=True, slots=True)
class ObjectArchive:
    """An object store, as fsspec reaches it: the same names under the register's, and copies on this machine.

    An object is there whole or not at all, as the stores promise. `files` is the file system of fsspec, `top` the path
    that the URL names in it, `shown` the URL as problems tell it, `copies` the folder of what was fetched.
    """

    files: Any
    top: str
    register: str
    shown: str
    copies: Path

    def put(self, file: Path, name: str) -> None:
        """Upload the file; it stays as this machine's copy."""
        with _reached(self.shown):
            self.files.put_file(str(file), self._path(f"data/{name}"))
        make_private(self.copies)
        os.replace(file, self.copies / name)

    def path(self, name: str) -> Path:
        """The copy, which is fetched unless it is here; its name says what it must hold."""
        copy = self.copies / name
        if not copy.exists():
            make_private(self.copies)
            half = copy.with_name(f"{name}.{secrets.token_hex(8)}")
            half.touch(0o600)
            try:
                with _reached(self.shown):
                    self.files.get_file(self._path(f"data/{name}"), str(half))
                if named(name.rpartition("-")[0], half) != name:
                    raise Stopped(problem(Code.ARCHIVE_DAMAGED, file=name).at(Place(self.shown)))
                os.replace(half, copy)
            finally:
                half.unlink(missing_ok=True)
        return copy

    def address(self, name: str) -> str:
        """The URL of the object."""
        return str(self.files.unstrip_protocol(self._path(f"data/{name}")))

    def names(self) -> Set[str]:
        """What the store lists now."""
        with _reached(self.shown), suppress(FileNotFoundError):
            self.files.invalidate_cache()
            listed = self.files.ls(self._path("data"), detail=False)
            return {path.rstrip("/").rpartition("/")[2] for path in listed} - {"data"}
        return set()

    def remove(self, name: str) -> None:
        """Delete the object."""
        with _reached(self.shown):
            self.files.rm_file(self._path(f"data/{name}"))

    def forget_copies(self, but: Set[str]) -> None:
        """Unlink them, and what a stopped fetch left."""
        for path in self.copies.glob("*"):
            if path.name not in but:
                path.unlink()

    def manifest(self) -> str | None:
        """The text of the manifest; a store that is not there is not taken for an empty one."""
        with _reached(self.shown):
            try:
                return str(self.files.cat_file(self._path("manifest.json")).decode("utf-8"))
            except FileNotFoundError:
                if not self.files.exists(self.top.lstrip("/").partition("/")[0]):
                    raise
                return None

    def replace_manifest(self, text: str) -> None:
        """Put the object anew."""
        with _reached(self.shown):
            self.files.pipe_file(self._path("manifest.json"), text.encode("utf-8"))

    def _path(self, name: str) -> str:
        return f"{self.top.rstrip('/')}/{self.register}/{name}"


@contextmanager
def _reached(shown: str) -> Iterator[None]:
    """Every fault of the store becomes a problem: each kind of store has exceptions of its own, with no common kind."""
    try:
        yield
    except Exception as fault:
        missing = os.strerror(ENOENT) if isinstance(fault, FileNotFoundError) else ""
        what = missing or getattr(fault, "strerror", None) or str(fault).partition("\n")[0] or type(fault).__name__
        raise Stopped(problem(Code.ARCHIVE_UNREACHABLE, what=what).at(Place(shown))) from fault
