"""The doors that stay put: arguments, columns, exit statuses, both languages."""

import csv
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from dagmar import catalogue
from dagmar.cli.main import _COMMANDS as COMMANDS

AGREEMENT = "professionsmiljarden-2017"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_check_leaves_0_for_warnings_and_1_for_errors(dagmar, tmp_path):
    call = dagmar("check", AGREEMENT)
    assert (call.status, call.err) == (
        0,
        "1 agreement: 0 errors, 12 warnings\n3 things are not stated or decided later: --notes\n",
    )
    file = tmp_path / "broken.yaml"
    file.write_bytes(catalogue.agreement_bytes(AGREEMENT).replace(b"148 780 771", b"148 780 770"))
    call = dagmar("check", str(file), "--format", "csv")
    assert call.status == 1
    errors = [row for row in rows(call.out) if row["severity"] == "error"]
    assert [(row["line"], row["code"]) for row in errors] == [
        (str(_line(file, "amounts:")), "decided-differs-from-pot"),
        (str(_line(file, "region-01: 148 780 770 kr")), "decided-differs-from-rule"),
    ]


def _line(file: Path, text: str) -> int:
    return next(n for n, line in enumerate(file.read_text().splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("grant", {"stimulus": "655000000.00", "specialist-nurses": "300000000.00", "skr-support": "21000000.00"}),
        ("payer", {"kammarkollegiet": "976000000.00"}),
        ("recipient", {"regions": "955000000.00", "skr": "21000000.00"}),
        ("appropriation", {"1:6 ap.1": "976000000.00"}),
    ],
)
def test_show_gives_the_sums_of_each_cut(dagmar, by, expected):
    call = dagmar("show", AGREEMENT, "--by", by, "--format", "csv")
    assert {row["key"]: row["amount"] for row in rows(call.out)} == expected
    assert "2018: decided later by Regeringen" in call.err


def test_show_says_what_is_decided_later(dagmar):
    call = dagmar("show", AGREEMENT, "--year", "2018", "--format", "csv")
    assert {row["amount"] for row in rows(call.out)} == {"decided-later"}
    assert "if the Riksdag grants the money" in call.err


def test_show_gives_the_dates_in_order(dagmar):
    dates = rows(dagmar("show", AGREEMENT, "--by", "due", "--format", "csv").out)
    days = [row["date"] for row in dates]
    assert days == sorted(days)
    assert {"2017-12-01", "2018-03-31", "2018-12-01", "2019-03-31"} <= set(days)


def test_there_are_four_flows_of_reports_to_three_receivers(seed_002):
    flows = {
        (duty.of, duty.to)
        for duty in seed_002.duties
        if duty.kind in ("statement", "activity-report") and duty.to != "not-stated"
    }
    assert len(flows) == 4
    assert {to for _, to in flows} == {("kammarkollegiet",), ("socialstyrelsen",), ("socialdepartementet",)}


def test_allocate_stops_at_what_is_decided_later(dagmar):
    call = dagmar("allocate", AGREEMENT, "--year", "2018", "--format", "csv")
    assert (call.status, rows(call.out)) == (0, [])
    assert call.err.count("decided later") == 3


def test_explain_takes_an_id_or_a_name_and_says_who_there_is(dagmar):
    one = json.loads(dagmar("explain", AGREEMENT, "region-01", "--grant", "stimulus", "--format", "json").out)
    other = json.loads(dagmar("explain", AGREEMENT, "region stockholm", "--grant", "stimulus", "--format", "json").out)
    assert one == other
    assert one["receipt"]["amount"] == "148780771.00"
    call = dagmar("explain", AGREEMENT, "region-99")
    assert (call.status, call.out) == (1, "")
    assert "region-99 gets nothing by this rule" in call.err


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_every_data_command_has_three_forms(dagmar, form):
    for args in (
        ["check", AGREEMENT],
        ["show", AGREEMENT],
        ["allocate", AGREEMENT],
        ["explain", AGREEMENT, "skr"],
    ):
        call = dagmar(*args, "--format", form)
        assert call.status == 0
        assert call.out.strip()
        if form == "json":
            json.loads(call.out)
        if form == "csv":
            assert rows(call.out)


def test_split_reads_csv_in_any_order_and_writes_csv(dagmar, tmp_path):
    file = tmp_path / "weights.csv"
    file.write_text("recipient,weight\nb,1/3\na,0.25\nc,0\n")
    call = dagmar("split", "7", "--weights", str(file), "--format", "csv")
    assert (call.status, call.out) == (0, "recipient,amount\nb,4.00\na,3.00\nc,0.00\n")
    assert dagmar("split", "0,07", "--weights", str(file), "--unit", "ore", "--format", "csv").out.count("\n") == 4
    call = dagmar("split", "0,07", "--weights", str(file))
    assert (call.status, call.out) == (1, "")
    assert "0,07\u00a0kr is no whole number of kronor" in call.err


def test_split_tells_every_fault_of_its_table_with_the_line(dagmar, tmp_path):
    file = tmp_path / "weights.csv"
    file.write_text("recipient,weight\na,1e3\nb,-1\nb,2\n,3\nc,\n")
    call = dagmar("split", "10", "--weights", str(file))
    assert call.status == 1
    assert [line.split("  ")[0].rpartition(":")[2] for line in call.err.splitlines() if "  error  " in line] == list(
        "23456"
    )
    file.write_text("mottagare;vikt\na;1\n")
    assert "the table lacks the columns `recipient` and `weight`" in dagmar("split", "10", "--weights", str(file)).err
    assert dagmar("split", "10", "--weights", str(tmp_path / "none.csv")).status == 1


def test_the_schema_accepts_the_catalogue_and_the_starts_and_refuses_what_is_wrong(dagmar):
    schema = json.loads(dagmar("schema", "agreement").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = [catalogue.agreement_bytes(each) for each in catalogue.agreement_ids()]
    files += [catalogue.new_agreement("start", lang).encode() for lang in ("sv", "en")]
    for data in files:
        node = _as_an_editor_reads(data)
        assert [error.message for error in validator.iter_errors(node)] == []
        node["unknown"] = 1
        del node["period"]
        assert len(list(validator.iter_errors(node))) == 2


def _as_an_editor_reads(data: bytes):
    """YAML as an editor reads it: numbers are numbers, dates are texts, keys are texts."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return json.loads(json.dumps(yaml.load(data, loader)))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_new_writes_a_start_that_checks_and_allocates_and_never_writes_over(dagmar, tmp_path, lang):
    assert dagmar("new", "nara-vard-2027", "--lang", lang).out == "nara-vard-2027.yaml\n"
    call = dagmar("check", "nara-vard-2027.yaml")
    assert (call.status, call.err) == (0, "1 agreement: 0 errors, 8 warnings\n")
    assert call.out.count("is still the start's own text") == 7
    allocated = rows(dagmar("allocate", "nara-vard-2027.yaml", "--format", "csv").out)
    assert sum(float(row["amount"]) for row in allocated) == 100_000_000
    before = (tmp_path / "nara-vard-2027.yaml").read_text()
    assert dagmar("new", "nara-vard-2027").status == 1
    assert (tmp_path / "nara-vard-2027.yaml").read_text() == before
    assert dagmar("new", "Nära vård").status == 1


def test_both_starts_say_the_same():
    from dagmar.agreement.file import read_agreement

    one, other = (read_agreement(catalogue.new_agreement("x", lang).encode(), "x") for lang in ("sv", "en"))
    assert one.agreement == other.agreement is not None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example_in_both_languages(dagmar, name):
    english, swedish = dagmar(name, "--help"), dagmar(name, "--help", "--lang", "sv")
    assert english.status == swedish.status == 0
    assert f"Example: dagmar {name}" in english.out
    assert f"Exempel: dagmar {name}" in swedish.out
    assert english.out != swedish.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["allocate"], "AGREEMENT is missing"),
        (["allocate", AGREEMENT, "--grnat", "x"], "there is no `--grnat`"),
        (["frob"], "No such command"),
        (["show", AGREEMENT, "--by", "colour"], "--by must be one of "),
        (["allocate", AGREEMENT, "--year", "soon"], "'--year'"),
    ],
)
def test_wrong_usage_leaves_2_and_says_where_the_help_is(dagmar, args, said):
    call = dagmar(*args)
    assert (call.status, call.out) == (2, "")
    assert said in call.err
    assert "--help" in call.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["allocate", "dagmar-1999"], "no agreement is called `dagmar-1999`"),
        (["allocate", "gone.yaml"], "there is no such file"),
        (["allocate", AGREEMENT, "--grant", "x"], "has no grant `x`"),
        (["allocate", AGREEMENT, "--year", "1999"], "has no money of 1999"),
        (["replay", "gone.json"], "there is no such file"),
    ],
)
def test_what_is_not_there_leaves_1_and_says_what_there_is(dagmar, args, said):
    call = dagmar(*args)
    assert (call.status, call.out) == (1, "")
    assert said in call.err


@pytest.mark.parametrize(
    "text", [b"{", b"[]]", b"\xff", b"[" * 100_000, b'{"a": 1, "a": 2}', b"3", b"null", b'"x"', b"[1]"]
)
def test_replay_meets_anything_with_words(dagmar, tmp_path, text):
    file = tmp_path / "receipt.json"
    file.write_bytes(text)
    call = dagmar("replay", str(file))
    assert call.status == 1
    assert "error" in call.err


def test_a_receipt_is_the_same_in_any_locale_time_zone_and_process(tmp_path):
    hashes = set()
    for place, lang in (("UTC", "C"), ("Asia/Kathmandu", "sv_SE.UTF-8"), ("America/St_Johns", "tr_TR.UTF-8")):
        environment = {
            **os.environ,
            "TZ": place,
            "LC_ALL": lang,
            "PYTHONHASHSEED": place[0].encode().hex(),
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-m", "dagmar", "explain", AGREEMENT, "region-12", "--format", "json"],
            capture_output=True, env=environment, check=True,
        )  # fmt: skip
        hashes.add(tuple(sealed["hash"] for sealed in json.loads(done.stdout)))
        file = tmp_path / "receipt.json"
        file.write_bytes(done.stdout)
        subprocess.run(
            [sys.executable, "-m", "dagmar", "replay", str(file)], env=environment, check=True, capture_output=True
        )
    assert len(hashes) == 1


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["show", AGREEMENT],
        ["allocate", AGREEMENT],
        ["explain", AGREEMENT, "region-12"],
        ["schema", "agreement"],
        ["--help"],
    ],
)
def test_each_command_takes_less_than_a_second(args):
    """Of the processor's time, so that a busy machine does not fail it."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "dagmar", *args], check=True, capture_output=True)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        return now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime

    assert min(once() for _ in range(3)) < 1
