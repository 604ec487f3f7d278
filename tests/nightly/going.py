"""Long runs in chunks: they print their figures, and a run that was stopped goes on where it was.

Progress is a file a run in the folder that DAGMAR_NIGHTLY names (.nightly/ where it is not set). It belongs to one text
of the code: where that has changed, the run starts anew. A finished run leaves its figures, and the next one takes
other seeds. The chunk in which something failed is done again first.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

Chunk = Callable[[int], Counter[str]]
"""Some steps with a seed; how often each thing happened: `pay done`, `pay refused`."""


def go_on(name: str, steps: int, chunk: Chunk, code: Iterable[Path]) -> Counter[str]:
    """Go chunk by chunk until so many steps are done, counting what earlier runs of the same code have done.

    Gives how often each thing happened.
    """
    file = folder() / f"{name}.json"
    progress = read_progress(file, code)
    if sum(progress["seen"].values()):
        print(f"\n{name}: goes on after {sum(progress['seen'].values())} steps")
    while sum(progress["seen"].values()) < steps:
        start = time.monotonic()
        seen = chunk(progress["seed"])
        progress["seed"] += 1
        progress["seconds"] += time.monotonic() - start
        progress["seen"] = dict(Counter(progress["seen"]) + seen)
        write(file, progress)
    print(figures(name, progress))
    (folder() / f"{name}.txt").write_text(figures(name, progress), encoding="utf-8")
    write(file, {**progress, "seconds": 0, "seen": {}})
    return Counter(progress["seen"])


def folder() -> Path:
    """Where progress is kept."""
    kept = Path(os.environ.get("DAGMAR_NIGHTLY") or ROOT / ".nightly")
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def read_progress(file: Path, code: Iterable[Path]) -> dict:
    """What earlier runs have done: the next seed, seconds, and how often each thing happened."""
    of = sha256(b"".join(path.read_bytes() for path in sorted(code))).hexdigest()
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return kept if kept.get("of") == of else {"of": of, "seed": kept.get("seed", 1), "seconds": 0, "seen": {}}


def write(file: Path, progress: dict) -> None:
    """Whole or not at all: a run may be stopped at any time."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(progress, indent=1), encoding="utf-8")
    new.replace(file)


def figures(name: str, progress: dict) -> str:
    """Steps, seconds, and a row for each deed: how often it ended in which way."""
    seen = Counter(progress["seen"])
    steps, seconds = sum(seen.values()), max(progress["seconds"], 0.001)
    deeds, ends = ({what.rpartition(" ")[place] for what in seen} for place in (0, 2))
    rows = [f"{deed:26}" + "".join(f"{seen[f'{deed} {end}']:10}" for end in sorted(ends)) for deed in sorted(deeds)]
    head = f"{name}: {steps} steps in {seconds:.1f} s, {steps / seconds:.0f} a second, seeds before {progress['seed']}"
    return "\n".join(["", head, " " * 26 + "".join(f"{end:>10}" for end in sorted(ends)), *rows, ""])
