"""What was once done to the commands, and must not work again."""

import json
import os
import subprocess
import sys

import pytest
from unit.test_explaining import START

TABLE = "{by: table, amounts: {region-01: 1 000 000 kr}}"


def test_terms_that_overpay_their_pot_give_no_receipt_and_hold_in_none(dagmar, tmp_path):
    (tmp_path / "example.yaml").write_text(START.replace("RULE", TABLE))
    call = dagmar("explain", "example.yaml", "region-01", "--format", "json")
    assert (call.status, call.out) == (1, "")
    (tmp_path / "example.yaml").write_text(
        START.replace("RULE", TABLE).replace("amount: 1 000 kr", "amount: 1 000 000 kr")
    )
    receipt = json.loads(dagmar("explain", "example.yaml", "region-01", "--format", "json").out)
    receipt["receipt"]["pot"]["amount"] = receipt["receipt"]["steps"][0]["amount"] = "1000.00"
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    assert "1\u00a0000\u00a0kr are to be divided" in dagmar("replay", str(file)).err


def test_a_second_population_of_the_same_day_is_told(dagmar, tmp_path):
    receipt = json.loads(
        dagmar("explain", "professionsmiljarden-2017", "region-12", "--grant", "stimulus", "--format", "json").out
    )
    false = {"day": "2016-11-01", "source": "SCB", "quality": "official", "counts": {"region-12": "1"}}
    receipt["receipt"]["facts"]["populations"] = {"2016-11-01 ": false, **receipt["receipt"]["facts"]["populations"]}
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    assert dagmar("replay", str(file)).status == 1


@pytest.mark.parametrize("share", ["100 %", "1/1", "0 %"])
def test_a_whole_share_is_no_sum_when_its_receipt_is_read_again(dagmar, tmp_path, share):
    rest = "{amount: rest, rule: {by: whole, to: skr}}"
    rule = f"{{by: parts, parts: [{{amount: {share}, rule: {{by: whole, to: region-01}}}}, {rest}]}}"
    (tmp_path / "example.yaml").write_text(START.replace("RULE", rule))
    for recipient in ("region-01", "skr"):
        file = tmp_path / "receipt.json"
        file.write_text(dagmar("explain", "example.yaml", recipient, "--format", "json").out)
        assert dagmar("replay", str(file)).status == 0


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("recipient,weight\na,0,75\nb,1\n", "the row has 3 cells, the first line 2"),
        ('recipient,weight,note\na,1,"x\nb,2,y\n', "this is not CSV"),
        ("recipient,weight,weight\na,1,9\n", "the column `weight` stands twice"),
        ("recipient,weight\na\n", "the row has 1 cells, the first line 2"),
    ],
)
def test_a_table_that_is_not_whole_is_not_divided(dagmar, tmp_path, table, words):
    file = tmp_path / "weights.csv"
    file.write_text(table)
    call = dagmar("split", "100", "--weights", str(file))
    assert (call.status, call.out) == (1, "")
    assert words in call.err


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("amount: 1 000 kr", 'amount: not-stated\n        decided: {clause: "1", heading: T, amounts: {skr: 1 kr}}'),
         "decided-without-pot"),
        (("origin: stated}", "origin: stated, rest_to: skr}"), "rest-to-unused"),
        (('years: [{year: 2017, clause: "1"}]', 'years: [{year: 2017, clause: "1"}, {year: 2017, clause: "1"}]'),
         "duplicate-id"),
        (("beneficiary: [regions, skr]", "beneficiary: [regions, municipalities]"), "named-twice"),
    ],
)  # fmt: skip
def test_what_is_plainly_wrong_is_told(dagmar, tmp_path, change, code):
    text = START.replace("RULE", "{by: equal, among: [region-09, municipality-0980]}").replace(*change)
    (tmp_path / "example.yaml").write_text(text)
    found = {row.split(",")[4] for row in dagmar("check", "example.yaml", "--format", "csv").out.splitlines()}
    assert code in found


@pytest.mark.parametrize(
    "text",
    [
        '{"receipt": {"pot": {"amount": 655000000}}}',
        '{"receipt": ' + '{"a": ' * 300 + "1" + "}" * 301,
        '{"hash": "\\ud800"}',
    ],
)
def test_any_json_is_met_with_words(dagmar, tmp_path, text):
    file = tmp_path / "receipt.json"
    file.write_text(text)
    call = dagmar("replay", str(file))
    assert (call.status, "error" in call.err) == (1, True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_any_terminal_is_written_to(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "DAGMAR_LANG": "sv"}
    for args in (["allocate", "professionsmiljarden-2017"], ["explain", "professionsmiljarden-2017", "region-12"]):
        done = subprocess.run([sys.executable, "-m", "dagmar", *args], capture_output=True, env=environment)
        assert done.returncode == 0, done.stderr[-500:]
        assert "Skåne" in done.stdout.decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "big",
    [
        '      - {year: 2017, amount: 1 kr, clause: "1", rule: {by: whole, to: skr}}\n' * 4_000,
        "sums:\n" + '  - {year: 2017, amount: 1 kr, clause: "1", of: {}}\n' * 4_900,
        "areas: [" + '{id: a, name: {sv: a, en: a}, clause: "1"},' * 4_900 + "]\n",
        "parties_: [" + "x," * 100_000 + "]\n",
    ],
    ids=["pots", "sums", "areas", "list"],
)
def test_large_files_are_answered_in_time(tmp_path, big):
    (tmp_path / "example.yaml").write_text(START.replace("RULE", "{by: whole, to: skr}") + big)
    command = [sys.executable, "-m", "dagmar", "check", str(tmp_path / "example.yaml"), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, timeout=60)
    assert done.returncode == 1
