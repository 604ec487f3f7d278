"""Long walks through the core of a case."""

from collections import Counter
from pathlib import Path

import pytest
from nightly.going import ROOT, go_on, write
from properties import test_case
from properties.test_case import run_any_order
from walks import terms_for, walk_on

import dagmar

WALKED = (*Path(dagmar.__file__).parent.glob("case/*.py"), ROOT / "tests" / "walks.py", Path(test_case.__file__))


@pytest.mark.nightly
def test_a_hundred_thousand_steps_of_hypothesis(seed_002):
    terms = terms_for(seed_002)
    go_on("hypothesis", 100_000, lambda seed: run_any_order(terms, examples=50, steps=100, chosen=seed), WALKED)


@pytest.mark.nightly
def test_a_million_steps_of_the_walk(seed_002):
    go_on("walk", 1_000_000, lambda seed: Counter(walk_on(seed, 20_000, seed_002)), WALKED)


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
        go_on("example", 50, chunk, WALKED)
    go_on("example", 50, chunk, WALKED)
    assert seeds == [1, 2, 3, 3, 4, 5]
    told = capsys.readouterr().out
    assert "goes on after 20 steps" in told
    assert "example: 50 steps" in told
    assert "pay" + " " * 31 + "45" + " " * 9 + "5" in told
    go_on("example", 10, chunk, WALKED)
    assert seeds[6:] == [6]


def test_a_walk_through_other_code_starts_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGMAR_NIGHTLY", str(tmp_path))
    write(tmp_path / "example.json", {"of": "another text", "seed": 7, "seconds": 1, "seen": {"pay done": 40}})
    seeds = []

    def chunk(seed: int) -> Counter[str]:
        seeds.append(seed)
        return Counter({"pay done": 10})

    go_on("example", 50, chunk, WALKED)
    assert seeds == [7, 8, 9, 10, 11]
