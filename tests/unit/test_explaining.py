"""Receipts of every kind of rule read as an answer, in both languages, and replay as they stand."""

import json

import pytest

START = """\
dagmar: 1
id: example
version: 1
name: {sv: Exempel, en: Example}
sources: [{title: Exempel, issuer: regeringen, day: 2017-01-01}]
clauses: {"1": Pengar}
parties: [staten, skr]
period: {first: 2017-01-01, last: 2017-12-31, clause: "1"}
years: [{year: 2017, clause: "1"}]
appropriations: [{id: line, expenditure_area: 9, number: "1:6", name: {sv: A, en: A}, item: 1, clause: "1"}]
grants:
  - id: money
    name: {sv: Medel, en: Money}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: [regions, skr]
    payee: beneficiary
    mode: [on-requisition]
    appropriation: line
    pots:
      - year: 2017
        amount: 1 000 kr
        clause: "1"
        rounding: {policy: nearest-residual-to-largest, unit: krona, origin: stated}
        rule: RULE
"""

RULES = {
    "whole": ("{by: whole, to: region-01}", "Because all of it goes there.", "Därför att hela beloppet går dit."),
    "equal": (
        "{by: equal, among: [region-01, region-03]}",
        "Because 2 recipients share equally.",
        "Därför att 2 mottagare delar lika.",
    ),
    "fixed": (
        "{by: fixed, among: [region-01, skr], amount: 500 kr}",
        "Because the agreement states the sum.",
        "Därför att överenskommelsen anger beloppet.",
    ),
    "parts": (
        "{by: parts, parts: [{amount: 1/4, rule: {by: whole, to: region-01}},"
        " {amount: rest, rule: {by: equal, among: [region-01, region-03]}}]}",
        "The amount has several parts.",
        "Beloppet har flera delar.",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_kind_of_rule_is_explained_and_replays(dagmar, tmp_path, rule):
    text, english, swedish = RULES[rule]
    (tmp_path / "example.yaml").write_text(START.replace("RULE", text))
    assert english in dagmar("explain", "example.yaml", "region-01").out
    assert swedish in dagmar("explain", "example.yaml", "region-01", "--lang", "sv").out
    receipt = tmp_path / "receipt.json"
    receipt.write_text(dagmar("explain", "example.yaml", "region-01", "--format", "json").out)
    assert dagmar("replay", str(receipt)).status == 0


def test_parts_are_told_as_the_agreement_puts_them(dagmar, tmp_path):
    (tmp_path / "example.yaml").write_text(START.replace("RULE", RULES["parts"][0]))
    said = dagmar("explain", "example.yaml", "region-01", "--format", "csv").out
    assert "1/4." in said
    assert "The rest." in said


def test_a_step_too_many_or_too_few_and_a_stranger_are_told(dagmar, tmp_path):
    sound = dagmar("explain", "professionsmiljarden-2017", "skr", "--format", "json").out
    file = tmp_path / "receipt.json"
    for change, words in (
        (lambda receipt: receipt["steps"].append(receipt["steps"][-1]), "step 3 (whole)"),
        (lambda receipt: receipt["steps"].pop(), "step 2 (whole)"),
        (lambda receipt: receipt.update(recipient="region-01"), "region-01 gets nothing by this rule"),
    ):
        receipt = json.loads(sound)
        change(receipt["receipt"])
        file.write_text(json.dumps(receipt))
        call = dagmar("replay", str(file))
        assert (call.status, words in call.err) == (1, True), call.err


def test_of_several_receipts_the_one_that_departs_is_named(dagmar, tmp_path):
    both = json.loads(dagmar("explain", "professionsmiljarden-2017", "region-12", "--format", "json").out)
    both[1]["receipt"]["amount"] = "1.00"
    file = tmp_path / "receipts.json"
    file.write_text(json.dumps(both))
    assert f"{file} (2)" in dagmar("replay", str(file)).err
    file.write_text("[]")
    assert "no receipt" in dagmar("replay", str(file)).err


def test_a_recovered_population_says_so(dagmar):
    said = dagmar("explain", "professionsmiljarden-2017", "region-12", "--format", "csv").out
    assert "Recovered by computation" in said
    assert "Not from a published table" in said


def test_a_table_without_a_rule_is_allocated_as_it_stands(dagmar, tmp_path):
    text = 'not-stated\n        decided: {clause: "1", heading: T, amounts: {region-01: 600 kr, skr: 400 kr}}'
    (tmp_path / "example.yaml").write_text(START.replace("RULE", text))
    assert "region-01,Stockholms läns landsting,600.00" in dagmar("allocate", "example.yaml", "--format", "csv").out
    (tmp_path / "example.yaml").write_text(START.replace("RULE", text.replace("600", "601")))
    call = dagmar("check", "example.yaml")
    assert (call.status, "the decided table adds up to 1\u00a0001\u00a0kr" in call.out) == (1, True)


def test_a_file_with_errors_is_neither_allocated_nor_explained(dagmar, tmp_path):
    (tmp_path / "example.yaml").write_text(START.replace("RULE", RULES["whole"][0]).replace("[regions, skr]", "[skrr]"))
    for command in (["allocate", "example.yaml"], ["explain", "example.yaml", "region-01"], ["show", "example.yaml"]):
        call = dagmar(*command, "--format", "csv")
        assert (call.status, call.out) == (1, "")
        assert "was `skr` meant?" in call.err


def test_money_may_be_told_in_thousands_and_millions_where_it_is_split(dagmar, tmp_path):
    file = tmp_path / "weights.csv"
    file.write_text("recipient;weight\na;1 000\nb;1\n")
    assert (
        dagmar("split", "1 tkr", "--weights", str(file), "--format", "csv").out
        == "recipient,amount\na,999.00\nb,1.00\n"
    )
    assert dagmar("split", "2 mkr", "--weights", str(file)).status == 0
    floor = ("--rounding", "floor-rest-to-named", "--rest-to", "b", "--format", "csv")
    assert dagmar("split", "1 tkr", "--weights", str(file), *floor).out == "recipient,amount\na,999.00\nb,1.00\n"
    assert dagmar("split", "1 tkr", "--weights", str(file), "--rest-to", "b").status == 2
