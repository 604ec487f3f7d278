"""Long walks through the core of a case: they print their figures, and a run that was stopped goes on where it was.

Progress is a file a walk in the folder that DAGMAR_NIGHTLY names (.nightly/ where it is not set). It belongs to one
text of the code: where that has changed, the walk starts anew. A finished walk leaves its figures, and the next one
takes other seeds. The chunk in which something failed is done again first.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from properties import test_case
from properties.test_case import run_any_order
from walks import terms_for, walk_on

import dagmar

ROOT = Path(__file__).parent.parent.parent
WALKED = (*Path(dagmar.__file__).parent.glob("case/*.py"), ROOT / "tests" / "walks.py", Path(test_case.__file__))

Chunk = Callable[[int], Counter[str]]
"""Walks with a seed; how often each thing happened."""


@pytest.mark.nightly
def test_a_hundred_thousand_steps_of_hypothesis(seed_002):
    terms = terms_for(seed_002)
    go_on("hypothesis", 100_000, lambda seed: run_any_order(terms, examples=50, steps=100, chosen=seed))


@pytest.mark.nightly
def test_a_million_steps_of_the_walk(seed_002):
    go_on("walk", 1_000_000, lambda seed: Counter(walk_on(seed, 20_000, seed_002)))


def go_on(name: str, steps: int, chunk: Chunk) -> None:
    """Walk chunk by chunk until so many steps are done, counting what earlier runs of the same code have done."""
    file = folder() / f"{name}.json"
    progress = read_progress(file)
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


def folder() -> Path:
    """Where progress is kept."""
    kept = Path(os.environ.get("DAGMAR_NIGHTLY") or ROOT / ".nightly")
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def read_progress(file: Path) -> dict:
    """What earlier runs have done: the next seed, seconds, and how often each thing happened."""
    of = sha256(b"".join(path.read_bytes() for path in sorted(WALKED))).hexdigest()
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return kept if kept.get("of") == of else {"of": of, "seed": kept.get("seed", 1), "seconds": 0, "seen": {}}


def write(file: Path, progress: dict) -> None:
    """Whole or not at all: a run may be stopped at any time."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(progress, indent=1), encoding="utf-8")
    new.replace(file)


def figures(name: str, progress: dict) -> str:
    """Steps, seconds, and a row for each deed: done, refused."""
    seen = Counter(progress["seen"])
    steps, seconds = sum(seen.values()), max(progress["seconds"], 0.001)
    deeds = sorted({what.rpartition(" ")[0] for what in seen})
    rows = [f"{deed:26}{seen[f'{deed} done']:10}{seen[f'{deed} refused']:10}" for deed in deeds]
    head = f"{name}: {steps} steps in {seconds:.1f} s, {steps / seconds:.0f} a second, seeds before {progress['seed']}"
    return "\n".join(["", head, f"{'':26}{'done':>10}{'refused':>10}", *rows, ""])


def test_a_stopped_walk_goes_on(tmp_path, monkeypatch, capsys):
    """Stopped in its third chunk, it does that chunk again, and no other; a finished one starts with new seeds."""
    monkeypatch.setenv("DAGMAR_NIGHTLY", str(tmp_path))
    seeds = []

    def chunk(seed: int) -> Counter[str]:
        seeds.append(seed)
        if seeds == [1, 2, 3]:
            raise KeyboardInterrupt
        return Counter({"pay done": 9, "pay refused": 1})

    with pytest.raises(KeyboardInterrupt):
        go_on("example", 50, chunk)
    go_on("example", 50, chunk)
    assert seeds == [1, 2, 3, 3, 4, 5]
    told = capsys.readouterr().out
    assert "goes on after 20 steps" in told
    assert "example: 50 steps" in told
    assert "pay" + " " * 31 + "45" + " " * 9 + "5" in told
    go_on("example", 10, chunk)
    assert seeds[6:] == [6]


def test_a_walk_through_other_code_starts_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGMAR_NIGHTLY", str(tmp_path))
    write(tmp_path / "example.json", {"of": "another text", "seed": 7, "seconds": 1, "seen": {"pay done": 40}})
    seeds = []

    def chunk(seed: int) -> Counter[str]:
        seeds.append(seed)
        return Counter({"pay done": 10})

    go_on("example", 50, chunk)
    assert seeds == [7, 8, 9, 10, 11]
