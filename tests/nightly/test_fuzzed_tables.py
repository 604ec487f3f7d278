"""Five thousand damaged tables a form, in chunks: a stopped run goes on where it was, and figures are printed."""

import json
from ast import literal_eval
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from nightly.going import folder, write
from unit import test_fuzzed_tables as fuzz

import dagmar

CHUNK, FILES = 100, 5_000
READ = (*Path(dagmar.__file__).parent.glob("register/**/*.py"), Path(fuzz.__file__))


@pytest.mark.nightly
@pytest.mark.parametrize("form", fuzz.FORMS)
def test_five_thousand_damaged_tables(form):
    file = folder() / f"tables-{form}.json"
    of = sha256(b"".join(path.read_bytes() for path in sorted(READ))).hexdigest()
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    done = kept if kept.get("of") == of else {"of": of, "seed": 0, "seen": {}, "slowest": 0, "peak": 0}
    if done["seed"]:
        print(f"\n{form}: goes on after {done['seed']} files")
    while done["seed"] < FILES:
        seen, slowest, peak = fuzz.run(form, done["seed"], done["seed"] + CHUNK).strip().split("|")
        done["seen"] = dict(
            Counter(done["seen"]) + Counter(literal_eval(seen.removeprefix("Counter(").removesuffix(")")))
        )
        done["slowest"], done["peak"] = max(done["slowest"], float(slowest)), max(done["peak"], float(peak))
        done["seed"] += CHUNK
        write(file, done)
    print(f"\n{form}: {FILES} files, slowest {done['slowest']:.2f} s, peak {done['peak']:.0f} MB, {done['seen']}")
    file.unlink()
