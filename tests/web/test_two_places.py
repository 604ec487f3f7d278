"""What happens in two places at once, on a real database file: it happens once."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import pytest

from dagmar.demo.casework import contact


@pytest.fixture
def command(tmp_path):
    environment = {**os.environ, "DAGMAR_HOME": str(tmp_path), "DAGMAR_LANG": "en"}

    def start(*args: str) -> subprocess.Popen:
        words = [sys.executable, "-m", "dagmar", *args]
        return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(*args: str) -> str:
        started = start(*args)
        out, err = started.communicate(timeout=60)
        assert started.returncode == 0, err
        return out

    run.start = start
    run("migrate")
    run(
        "admin",
        "person",
        "officer",
        "--name",
        "O",
        "--role",
        "kammarkollegiet:programme-officer",
        "--from",
        "2016-01-01",
    )
    run("admin", "approve", "professionsmiljarden-2017", "--year", "2017", "--as", "officer", "--at", "2017-01-20")
    return run


@pytest.mark.slow
def test_the_clock_of_two_machines_records_each_lapse_once(command):
    ticks = [command.start("tick", "--as-of", "2017-12-02", "--format", "csv") for _ in range(4)]
    touched = [int(tick.communicate(timeout=120)[0].splitlines()[1]) for tick in ticks]
    assert sum(touched) == 43
    command("verify")
    rows = dict(row for row in csv.reader(command("balance", "--format", "csv").splitlines()))
    assert (rows["lapsed"], rows["remaining"]) == ("976000000.00", "0.00")


@pytest.mark.slow
def test_a_requisition_sent_from_two_places_arrives_once(command, tmp_path):
    for role in ("controller", "signatory"):
        command("admin", "person", role, "--name", role, "--role", f"region-12:{role}", "--from", "2016-01-01")
    cases = list(csv.DictReader(command("cases", "--as", "controller", "--format", "csv").splitlines()))

    def orders(name: str, deed: str, more) -> str:
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps([{"case": c["case"], "command": {"command": deed, **more(c)}} for c in cases]))
        return str(file)

    drafts = orders(
        "draft", "draft-requisition", lambda c: {"requested": c["entitlement"], "fields": contact("region-12")}
    )
    command("do", drafts, "--as", "controller", "--at", "2017-11-14T10:00")
    content = {
        c["case"]: json.loads(command("case", c["case"], "--as", "signatory", "--format", "json"))[
            "requisition_content"
        ]
        for c in cases
    }
    signed = orders("sign", "sign-requisition", lambda c: {"content": content[c["case"]]})
    sent = [command.start("do", signed, "--as", "signatory", "--at", "2017-11-15T10:00") for _ in range(4)]
    answers = [each.communicate(timeout=120) for each in sent]
    assert sorted(each.returncode for each in sent) == [0, 1, 1, 1]
    assert sum("does not fit a case that is requisitioned" in err for _, err in answers) == 3
    command("verify")
