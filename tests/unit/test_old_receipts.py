"""Receipts of each release still hold, and today's engine still gives the same bytes for the same input."""

import json
from pathlib import Path

import pytest

from dagmar.allocation.receipt import canonical_bytes, hash_of, read_receipts, replay

FILES = sorted((Path(__file__).parent.parent / "receipts").glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_receipt_of_an_earlier_release_holds(path):
    receipts, problems = read_receipts(path.read_bytes(), path.name)
    assert problems == ()
    for sealed in receipts:
        assert replay(sealed) == ()
        assert hash_of(sealed.receipt) == sealed.hash


def test_the_canonical_bytes_are_written_as_they_always_were():
    path = FILES[0]
    node = json.loads(path.read_text())
    first = node[0] if isinstance(node, list) else node
    expected = json.dumps(first["receipt"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    receipts, _ = read_receipts(path.read_bytes(), path.name)
    assert canonical_bytes(receipts[0].receipt) == expected
