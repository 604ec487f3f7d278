"""Thousands of damaged files: each gives problems or is accepted, without a traceback, in bounded memory and time."""

import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dagmar import catalogue

SEEDS = [catalogue.agreement_bytes(each) for each in catalogue.agreement_ids()]
MEMORY = 512 * 1024 * 1024
SECONDS = 10

BITS = (
    b"&a [*a, *a]", b"*x", b"!!python/object:os.system", b"{", b"[" * 200, b"- " * 300, b"? ", b'"\\0": 1', b": ",
    b"\t", b"\x00", b"\xff\xfe",
    b"---\n", b"...\n", b"%YAML 9\n", b"1e999", b".nan", b"-.inf", b"0x1f", b"1_000", "１００".encode(), b"null", b"~",
    b"|", b">", b"'", b'"', b"#", b"@", b"`", b"2017-13-45", b"9" * 5000,
    "\u202e".encode(), "\U0001f4b0".encode(), b"<<: *a",
    b"&a &b c", b"!", b"!<x>", b"\xef\xbb\xbf", b"\r", b"\x85", b"\xe2\x80\xa8", b"{a: {a: {a: " * 30, b"[1,2", b"=",
)  # fmt: skip


def damaged(seed: int) -> bytes:
    """A file that is almost, or not at all, one of the catalogue's."""
    chance = random.Random(seed)
    lines = chance.choice(SEEDS).split(b"\n")
    if chance.random() < 0.2:
        start = chance.randrange(len(lines))
        lines = lines[:60] + lines[start : start + chance.randrange(80)]
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(lines) or 1)
        match chance.randrange(8):
            case 0:
                del lines[place : place + chance.randrange(1, 4)]
            case 1:
                lines.insert(place, chance.choice(BITS))
            case 2 if lines:
                lines[place] = chance.choice((b" ", b"  ", b"   ", b"\t")) + lines[place]
            case 3 if lines:
                cut = chance.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:cut] + chance.choice(BITS) + lines[place][cut:]
            case 4 if lines:
                lines.insert(chance.randrange(len(lines)), lines[place])
            case 5 if lines:
                key, colon, _ = lines[place].partition(b":")
                lines[place] = key + colon + b" " + chance.choice(BITS)
            case 6 if lines and lines[place]:
                text = bytearray(lines[place])
                text[chance.randrange(len(text))] = chance.randrange(256)
                lines[place] = bytes(text)
            case _:
                part = lines[place : place + 5]
                chance.shuffle(part)
                lines[place : place + 5] = part
        lines = lines or [b""]
    return b"\n".join(lines)


def bombs() -> list[bytes]:
    """Files made to exhaust: aliases that multiply, depth, length, breadth."""
    laughs = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        bytes([98 + n]) + b": &" + bytes([98 + n]) + b" [" + b",".join([b"*" + bytes([97 + n])] * 9) + b"]\n"
        for n in range(9)
    )
    return [
        laughs, b"[" * 100_000, b"{a: " * 50_000, b"- " * 100_000, b"a: " + b"x" * 999_000, b"\n" * 999_999,
        b"- a\n" * 200_000, b"".join(b"k%d: v\n" % n for n in range(70_000)), b"x" * 2_000_000, b"", b"\x00" * 1000,
        b"? " * 20_000, b"'" * 100_000, b"!" * 10_000, b"&a " * 10_000, b"# " + b"c" * 900_000,
    ]  # fmt: skip


def work(first: int, last: int) -> None:
    """Read and check the files of these seeds in this process, limited; print the slowest."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from dagmar.agreement.file import read_agreement
    from dagmar.allocation.examine import problems_of
    from dagmar.cli.output import problem_text

    slowest = 0.0
    accepted = refused = 0
    for data in [*(damaged(seed) for seed in range(first, last)), *(bombs() if first == 0 else [])]:
        began = time.monotonic()
        file = read_agreement(data, "fuzzed.yaml")
        problems = problems_of(file, catalogue.parties(), catalogue.populations())
        for found in problems:
            assert all(problem_text(found, lang) for lang in ("sv", "en"))
        accepted, refused = accepted + (not file.problems), refused + bool(file.problems)
        slowest = max(slowest, time.monotonic() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{accepted} accepted, {refused} refused, slowest {slowest:.2f} s, peak {peak} MB")
    assert slowest < SECONDS
    assert min(accepted, refused) > 0


def run(first: int, last: int) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    code = f"import test_fuzzed_files as fuzz; fuzz.work({first}, {last})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_few_hundred_damaged_files():
    run(0, 300)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_two_thousand_damaged_files(part):
    print(run(300 + part * 500, 300 + (part + 1) * 500))


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(20))
def test_twenty_thousand_damaged_files(part):
    print(run(10_000 + part * 1_000, 10_000 + (part + 1) * 1_000))
