"""The demo plays a whole year through public commands, balances to the öre, and touches nothing that is no demo."""

import os
import resource
import subprocess
import sys

import pytest


def demo(home, *args: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "DAGMAR_HOME": str(home), "DAGMAR_LANG": "en"}
    return subprocess.run([sys.executable, "-m", "dagmar", *args], capture_output=True, text=True, env=environment)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = demo(home, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr[-3000:]
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime
    return home, done.stdout.replace("\u00a0", " "), seconds


def test_the_year_is_played_in_less_than_thirty_seconds(played):
    """Of the processor's time, so that a busy machine does not fail it."""
    assert played[2] < 30


def test_the_balance_sheet_holds_to_the_ore(played):
    home, out, _ = played
    assert "Everything holds." in out
    rows = dict(line.split(",") for line in demo(home, "balance", "--format", "csv").stdout.splitlines()[1:])
    ore = {account: int(amount.replace(".", "")) for account, amount in rows.items()}
    assert ore["appropriated"] == 976_000_000_00 == ore["paid"] + ore["lapsed"] + ore["remaining"]
    assert ore["paid"] == sum(ore[account] for account in ("open", "used", "passed_on", "demanded", "returned"))
    assert min(ore["lapsed"], ore["open"], ore["used"], ore["demanded"], ore["returned"]) > 0


def test_everything_that_the_story_tells_happened(played):
    home, out, _ = played
    for words in (
        "registered, refused, the right lapsed",
        "alternative 2",
        "in three parts",
        "One reclaim: proposed, heard",
    ):
        assert words in out
    stages = [
        line.split(",")[4] for line in demo(home, "cases", "--as", "assessor", "--format", "csv").stdout.splitlines()
    ]
    counts = {stage: stages.count(stage) for stage in set(stages[1:])}
    assert counts == {"settled": 35, "lapsed": 2, "awaiting-attestation": 2, "stated": 2, "repayment-demanded": 2}


def test_it_can_be_played_again_and_gives_the_same(played):
    home, out, _ = played
    again = demo(home, "demo", "--no-serve").stdout.replace("\u00a0", " ")
    assert again == out


def test_a_database_that_is_no_demo_is_never_touched(tmp_path):
    assert demo(tmp_path, "migrate").returncode == 0
    before = (tmp_path / "dagmar.sqlite3").read_bytes()
    done = demo(tmp_path, "demo", "--no-serve")
    assert done.returncode == 1
    assert "no demo" in done.stderr
    assert (tmp_path / "dagmar.sqlite3").read_bytes() == before


def test_a_command_without_a_database_says_how_to_make_one(tmp_path):
    done = demo(tmp_path, "balance")
    assert done.returncode == 1
    assert "dagmar migrate" in done.stderr


def test_a_demo_is_served_on_this_machine_alone(played):
    done = demo(played[0], "serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "127.0.0.1" in done.stderr


def test_what_has_not_been_yet_is_not_recorded(played):
    """In a demo now is where its clock stands; a clock put forward would let rights lapse for good."""
    home = played[0]
    before = demo(home, "balance", "--format", "csv").stdout
    for args in (
        ("tick", "--as-of", "2030-01-01"),
        ("admin", "approve", "professionsmiljarden-2017", "--year", "2017", "--as", "officer", "--at", "2030-01-01"),
    ):
        refused = demo(home, *args)
        assert refused.returncode == 1
        assert "2030-01-01" in refused.stderr
        assert "has not been yet" in refused.stderr
    zoned = demo(home, "do", "orders.json", "--as", "officer", "--at", "2018-01-01T10:00+05:00")
    assert zoned.returncode == 2
    assert demo(home, "balance", "--format", "csv").stdout == before


def test_another_database_does_not_inherit_the_demos_mark(played, tmp_path):
    """The mark is in the database's own file, so what is made in the same folder afterwards is no demo."""
    for name in ("secret-key", "dagmar.sqlite3"):
        (tmp_path / name).write_bytes((played[0] / name).read_bytes())
    assert demo(tmp_path, "verify").returncode == 0
    (tmp_path / "dagmar.sqlite3").unlink()
    assert demo(tmp_path, "migrate").returncode == 0
    refused = demo(tmp_path, "demo", "--no-serve")
    assert refused.returncode == 1
    assert "dagmar.sqlite3" in refused.stderr
