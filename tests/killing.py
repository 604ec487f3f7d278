"""Changes of a register that are killed at any moment: what remains is what was before, or what comes after.

python killing.py FOLDER DEED FILE     does a deed on the register in the folder, when told to on stdin
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from registers import TODAY, load, person, remove, rows_in, store

from dagmar.register.objection import change_key, forget
from dagmar.register.storage import Store

DEEDS = ("load", "correct", "remove", "forget", "change-key")
_ROWS = 4_000
_PERSONS = 400


def rows_of(seed: int, count: int = _ROWS) -> str:
    """A file of visits in four months; a person comes several times, on other days of referral."""
    lines = ["person,unit,referred,visited,sex"]
    for number in range(count):
        referred = date(2025, 1, 1) + timedelta(days=number // _PERSONS)
        visited = referred + timedelta(days=(number * 7 + seed * 13) % 110)
        lines.append(f"{person(number % _PERSONS)},unit-{(number + seed) % 9},{referred},{visited},1")
    return "\n".join(lines) + "\n"


def do(into: Store, deed: str, what: str) -> None:
    """The deed, to its end, with a file or a number."""
    match deed:
        case "load" | "correct":
            load(into, what)
        case "remove":
            remove(into, what)
        case "forget":
            forget(into, what, TODAY)
        case "change-key":
            change_key(into)


def seen(of: Store) -> tuple[object, ...]:
    """What a reader sees: every row but for pseudonyms, how many persons, batches and objections there are."""
    manifest = of.manifest()
    rows = rows_in(of, "unit", "referred", "visited", "batch").rows()
    persons = rows_in(of, "person")["person"].n_unique()
    assert manifest.rows == len(rows)
    return sorted(rows), persons, manifest.batches, len(manifest.objections), len(manifest.keys)


def killed(times: int, seed: int) -> Counter[str]:
    """Kill so many deeds, each in a process of its own at a moment of chance; how often it was before, or after.

    Every deed is then done to its end, and nothing of the killed one may be in the way.
    """
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as top:
        workers = [_Worker()]
        for number in range(times):
            deed = DEEDS[number % len(DEEDS)]
            folder = Path(top) / "there"
            shutil.rmtree(folder, ignore_errors=True)
            there = store(folder)
            load(there, rows_of(0))
            file = Path(top) / "file"
            file.write_text(_what(deed, chance))
            before = seen(there)
            mirror = Path(top) / "mirror"
            shutil.rmtree(mirror, ignore_errors=True)
            shutil.copytree(folder, mirror)
            if deed not in took:
                took[deed] = workers.pop().time(mirror, deed, file)
                workers.append(_Worker())
            else:
                do(store(mirror), deed, file.read_text())
            after = seen(store(mirror))
            worker = workers.pop()
            workers.append(_Worker())  # gets ready while this one works
            worker.kill_after(folder, deed, file, chance.uniform(0, took[deed] * 4))
            now = seen(there)
            assert now in (before, after), (deed, seed, number)
            found[f"{deed} {'after' if now == after else 'before'}"] += 1
            do(there, deed, file.read_text())
            if deed != "change-key":
                assert seen(there) == after, (deed, seed, number)
            left = {path.name for path in (folder / "data" / "visits").iterdir()}
            assert left <= {"data", "lock", "readers", "gate", "staged", "manifest.json"}, left
        workers.pop().end()
    return found


def _what(deed: str, chance: random.Random) -> str:
    """What a deed is given: the file, or the number of a person."""
    match deed:
        case "load":
            return rows_of(0, _ROWS + chance.randrange(1, 2000))
        case "correct":
            return rows_of(chance.randrange(1, 9), chance.randrange(1, _ROWS))
        case "remove":
            return rows_of(0, chance.randrange(1, _ROWS))
        case _:
            return person(chance.randrange(_PERSONS))


class _Worker:
    """A process that has read its code and waits for a deed."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, folder: Path, deed: str, file: Path) -> None:
        """Let it begin."""
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"
        self.process.stdin.write(f"{folder}\n{deed}\n{file}\n")
        self.process.stdin.flush()

    def time(self, folder: Path, deed: str, file: Path) -> float:
        """How many seconds the deed takes, done to its end."""
        self.tell(folder, deed, file)
        start = time.monotonic()
        assert self.process.wait() == 0
        return time.monotonic() - start

    def kill_after(self, folder: Path, deed: str, file: Path, seconds: float) -> None:
        """Let it begin, and kill it so many seconds later."""
        self.tell(folder, deed, file)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def _wait() -> None:
    from dagmar.register import intake  # noqa: F401 (read before the deed is told)

    print("ready", flush=True)
    folder, deed, file = (sys.stdin.readline().strip() for _ in range(3))
    do(store(Path(folder)), deed, Path(file).read_text())
    os._exit(0)


if __name__ == "__main__":
    _wait()
