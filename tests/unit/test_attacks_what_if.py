"""What an attack on the rules by result, on overlays, sweeps, figures and burden once broke: each stays mended."""

import csv
import json

import pytest

from dagmar import catalogue

HEAD = """\
dagmar: 1
id: example
version: 1
name: {sv: Exempel, en: Example}
sources: [{title: Exempel, issuer: regeringen, day: 2017-01-01}]
clauses: {"1": Pengar, "2": Villkor}
approvals: [{by: regeringen, day: not-stated, clause: "2"}]
parties: [staten, skr]
period: {first: 2017-01-01, last: 2017-12-31, clause: "1"}
years: [{year: 2017, clause: "1"}]
measures:
  - {id: within-60, name: {sv: Inom 60, en: Within 60}, clause: "2", unit: share, source: not-stated,
     window: not-stated, assessor: skr}
requirements:
  - {id: plan, name: {sv: Plan, en: Plan}, clause: "2", of: OF, judged: JUDGED, evidence: [], assessor: skr,
     window: not-stated}
grants:
  - id: money
    name: {sv: Medel, en: Money}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: [regions, municipalities, skr]
    payee: beneficiary
    mode: [on-requisition]
    appropriation: not-stated
    pots:
      - year: 2017
        clause: "1"
        rounding: {policy: largest-remainder, unit: krona, origin: stated}
        unwon: returned
"""
LADDER = """\
        amount: 100 kr
        rule: {by: tiers, among: [region-01, region-03], measure: within-60, tiers: [{at_least: 70 %, weight: 1}]}
"""
GATE = """\
        amount: 210 kr
        rule: {by: gate, requires: [plan], rule: {by: equal, among: [regions]}}
"""
COUNTIES = [each.id for each in catalogue.parties().by_id.values() if each.kind == "county"]


@pytest.fixture
def files(tmp_path):
    """Writes the agreement, figures and overlay of a test."""

    def write(pot=LADDER, figures=(), overlay="", of="[regions]", judged="recipient", head=HEAD):
        text = head.replace("OF", of, 1).replace("JUDGED", judged, 1)
        (tmp_path / "a.yaml").write_text(text + pot)
        lines = ["measure,recipient,value,edition", *(",".join((*row, "e")) for row in figures)]
        (tmp_path / "f.csv").write_text("\n".join(lines) + "\n")
        (tmp_path / "o.yaml").write_text(f"overlay: 1\nname: {{sv: x, en: y}}\n{overlay}")

    return write


def amounts(call):
    return {row["recipient"]: row["amount"] for row in csv.DictReader(call.out.splitlines())}


def test_a_requirement_of_counties_binds_their_regions(dagmar, files):
    figures = [("plan", county, "0" if county != "county-12" else "1") for county in COUNTIES]
    files(GATE, figures, of="[counties]", judged="county")
    call = dagmar("allocate", "a.yaml", "--figures", "f.csv", "--format", "csv")
    assert amounts(call) == {"region-12": "210.00"}


@pytest.mark.parametrize("value", ["71", "171 %", "-1", "ja", "1e3", "0.7100000000000001"])
def test_a_share_that_cannot_be_is_refused(dagmar, files, value):
    files(figures=[("within-60", "region-01", value), ("within-60", "region-03", "70 %")])
    call = dagmar("allocate", "a.yaml", "--figures", "f.csv")
    assert (call.status, "f.csv:2" in call.err) == (1, True)


@pytest.mark.parametrize("value", ["-1", "0.5", "71 %", "2"])
def test_a_requirement_is_met_or_not(dagmar, files, value):
    files(GATE, [("plan", "region-01", value)])
    assert "f.csv:2" in dagmar("allocate", "a.yaml", "--figures", "f.csv").err


def test_a_figure_of_somebody_else_is_refused_with_a_guess(dagmar, files):
    files(GATE, [("plan", "region-12", "1"), ("plan", "Region Gotland", "1")], of="[counties]", judged="county")
    err = dagmar("allocate", "a.yaml", "--figures", "f.csv").err
    assert "`region-12` is not judged by `plan`" in err
    assert "was `county-12` meant?" in err


def test_the_lowest_of_a_sweep_counts_the_scenarios_that_give_nothing(dagmar, files):
    files(
        figures=[("within-60", "region-01", "75 %"), ("within-60", "region-03", "85 %")],
        overlay="sweep: {grants.money.pots.2017.rule.tiers.0.at_least: [70 %, 80 %]}\n",
    )
    call = dagmar("simulate", "a.yaml", "--overlay", "o.yaml", "--figures", "f.csv", "--sweep", "--format", "json")
    ends = {row["recipient"]: (row["lowest"], row["highest"]) for row in json.loads(call.out)}
    assert ends == {"region-01": ("0.00", "50.00"), "region-03": ("50.00", "100.00")}


WHOLE = "        amount: 10 kr\n        rule: {by: whole, to: skr}\n"
OUTSIDE = """\
  - id: other
    name: {sv: Annat, en: Other}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: [skr]
    payee: beneficiary
    mode: [on-requisition]
    appropriation: not-stated
    outside: true
    pots: [{year: 2017, clause: "1", amount: 7 kr, rule: {by: whole, to: skr}}]
"""
DECIDED = """\
        amount: 100 kr
        rule: {by: equal, among: [region-01, region-03]}
        decided: {clause: "1", heading: T, amounts: {region-01: 50 kr, region-03: 50 kr}}
"""


def swept(dagmar, *more):
    call = dagmar("simulate", "a.yaml", "--overlay", "o.yaml", "--sweep", "--format", "csv", *more)
    return call, [row["amount"] for row in csv.DictReader(call.out.splitlines())]


def test_a_sweep_leaves_out_what_is_outside(dagmar, files):
    files(WHOLE + OUTSIDE, overlay="sweep: {grants.money.pots.2017.amount: [11 kr]}\n")
    assert swept(dagmar)[1] == ["11.00"]


def test_a_decided_table_holds_in_a_sweep_until_its_own_pot_is_changed(dagmar, files):
    pot = DECIDED.replace("region-01: 50 kr, region-03: 50 kr", "region-01: 60 kr, region-03: 40 kr")
    pot = pot.replace("rule: {by: equal, among: [region-01, region-03]}", "rule: not-stated")
    files(pot, overlay="sweep: {grants.money.payer: [socialstyrelsen]}\n")
    assert swept(dagmar)[1] == ["60.00", "40.00"]
    files(DECIDED, overlay="sweep: {grants.money.pots.2017.amount: [100 kr, 90 kr]}\n")
    assert swept(dagmar)[1] == ["50.00", "50.00", "45.00", "45.00"]


@pytest.mark.parametrize(
    "sweep",
    [
        "{grants.money.pots.2017.rule: [{by: whole, to: skr}], grants.money.pots.2017.rule.to: [region-01]}",
        "{grants.money.pots.2017.amount: []}",
        "{grants.money.pots.2017.amount: {from: 5 kr, to: 1 kr, step: 1 kr}}",
        "{grants.money.pots.2017.amount: {from: 1 kr, to: 4 kr}}",
        "{grants.money.outside: {from: false, to: true, step: true}}",
        "{grants.money.pots.2017.rule: [{by: whole, to: nobody-here}]}",
        "{grants.money.pots.2017.year: [2199]}",
    ],
)
def test_a_sweep_that_cannot_be_is_told(dagmar, files, sweep):
    files(WHOLE, overlay=f"sweep: {sweep}\n")
    call, rows = swept(dagmar)
    assert (call.status, rows) == (1, [])
    assert "o.yaml" in call.err


@pytest.mark.parametrize("sweep", ["{grants.money.pots: [[]]}", "{grants: [[]]}"])
def test_a_sweep_over_nothing_gives_nothing(dagmar, files, sweep):
    files(WHOLE, overlay=f"sweep: {sweep}\n")
    assert swept(dagmar)[0].status in (0, 1)


def test_a_sweep_with_errors_says_so_in_every_form(dagmar, files):
    pot = "        amount: 100 kr\n        rule: {by: population, among: [regions], day: 2016-12-31}\n"
    files(pot, overlay="sweep: {grants.money.pots.2017.rule.day: [2016-12-31, 2016-12-30]}\n")
    call, _ = swept(dagmar)
    assert call.status == 1
    assert "2 scenarios, 1 with errors" in call.err
    assert "no population of 30 December 2016" in call.err


def test_money_whose_way_is_not_stated_waits(dagmar, files):
    pot = """\
        amount: 1 000 kr
        rule:
          by: parts
          parts:
            - amount: 800 kr
              rule: {by: tiers, among: [region-01], measure: within-60, tiers: [{at_least: 90 %, weight: 1}]}
              unwon: {by: population, among: [regions], day: not-stated}
            - {amount: rest, rule: {by: whole, to: region-03}}
"""
    files(
        pot, [("within-60", "region-01", "70 %")], head=HEAD.replace("unwon: returned", "unwon: {by: whole, to: skr}")
    )
    call = dagmar("allocate", "a.yaml", "--figures", "f.csv", "--format", "csv")
    assert amounts(call) == {"region-03": "200.00"}


def test_a_decided_table_is_compared_when_the_rule_has_run_to_its_end(dagmar, files):
    decided = '        decided: {clause: "1", heading: T, amounts: {region-01: 100 kr}}\n'
    files(LADDER + decided, [("within-60", "region-01", "10 %"), ("within-60", "region-03", "10 %")])
    waits = dagmar("allocate", "a.yaml", "--format", "csv")
    assert (waits.status, amounts(waits)) == (0, {"region-01": "100.00"})
    runs = dagmar("allocate", "a.yaml", "--figures", "f.csv", "--format", "csv")
    assert (runs.status, "the rule gives it nothing" in runs.err or "decided" in runs.err) == (1, True)
    assert "stays with the payer" not in runs.err


def test_receipts_of_odd_figures_replay(dagmar, files, tmp_path):
    pot = "        amount: 1 000 kr\n        rule: {by: measure, among: [regions], measure: within-60}\n"
    regions = [each.id for each in catalogue.parties().by_id.values() if each.kind == "region"]
    figures = [("within-60", each, f"{n + 1}/{311 + 2 * n}") for n, each in enumerate(regions)]
    files(pot, figures)
    receipt = dagmar("explain", "a.yaml", "region-12", "--figures", "f.csv", "--format", "json")
    (tmp_path / "r.json").write_text(receipt.out)
    assert dagmar("replay", "r.json").status == 0


@pytest.mark.parametrize("value", ["1/1361129467683753853853498429727072845824", "0.00000000000001", "9" * 40])
def test_a_value_finer_than_any_publication_is_refused(dagmar, files, value):
    files(figures=[("within-60", "region-01", value)])
    assert "is no measured value" in dagmar("explain", "a.yaml", "region-01", "--figures", "f.csv").err


@pytest.mark.parametrize(
    "change",
    [
        "requirements.plan.of: [region-01]",
        "grants.money.pots: [{year: 2017, clause: '1', amount: 9 kr, rule: {by: whole, to: skr}}]",
    ],
)
def test_every_pot_that_our_own_terms_may_touch_is_marked(dagmar, files, change):
    files(WHOLE, overlay=f"illustrative: true\nchange:\n  {change}\n")
    assert "our own" in dagmar("explain", "a.yaml", "skr", "--overlay", "o.yaml").out


def test_errors_before_an_overlay_and_in_a_difference_are_told(dagmar, files, tmp_path):
    parts = "rule: {by: parts, parts: [{amount: 90 kr, rule: {by: whole, to: skr}}]}"
    files(f"        amount: 100 kr\n        {parts}\n", overlay="change: {grants.money.pots.2017.amount: 90 kr}\n")
    call = dagmar("simulate", "a.yaml", "--overlay", "o.yaml", "--format", "csv")
    assert (call.status, "the parts give 90" in call.err) == (1, True)
    (tmp_path / "b.yaml").write_text((tmp_path / "a.yaml").read_text().replace("100 kr", "90 kr"))
    call = dagmar("diff", "a.yaml", "b.yaml")
    assert (call.status, "the parts give 90" in call.err) == (1, True)


def test_one_krona_is_not_one_hundred_per_cent(dagmar, files, tmp_path):
    parts = "rule: {by: parts, parts: [{amount: 0.01 kr, rule: {by: whole, to: skr}}]}"
    files(f"        amount: 0.01 kr\n        {parts}\n")
    (tmp_path / "b.yaml").write_text((tmp_path / "a.yaml").read_text().replace("[{amount: 0.01 kr", "[{amount: 100 %"))
    assert "parts" in dagmar("diff", "a.yaml", "b.yaml", "--format", "csv").out


def test_a_clause_number_with_points_has_a_path(dagmar, tmp_path):
    (tmp_path / "o.yaml").write_text("overlay: 1\nname: {sv: x, en: y}\nchange: {clauses.7.1: Annat}\n")
    assert dagmar("simulate", "professionsmiljarden-2017", "--overlay", "o.yaml").status == 0


@pytest.mark.parametrize("year", ["99999", "-5"])
def test_a_year_that_is_none_is_wrong_usage(dagmar, year):
    assert dagmar("burden", "--recipient", "region-09", "--year", year).status == 2


def test_a_table_without_end_is_refused(dagmar, files, tmp_path):
    files(LADDER)
    (tmp_path / "f.csv").write_text("measure,recipient,value,edition\n" + ",,,\n" * 300_000)
    call = dagmar("allocate", "a.yaml", "--figures", "f.csv")
    assert (call.status, "200000" in call.err.replace("\u00a0", "").replace(" ", "")) == (1, True)


NUMBER = "19121212-1212"


def test_no_personal_number_is_accepted_or_repeated(dagmar, files, tmp_path):
    files(WHOLE.replace("amount", f"{NUMBER}: 1\n        amount"))
    assert NUMBER not in dagmar("check", "a.yaml").err + dagmar("check", "a.yaml").out
    files(WHOLE, head=HEAD.replace("en: Money", f"en: Money of {NUMBER}"))
    call = dagmar("check", "a.yaml")
    assert (call.status, NUMBER in call.out, "personal" in call.out) == (1, False, True)
    files(figures=[])
    (tmp_path / "f.csv").write_text(f"measure,recipient,value,edition\nwithin-60,region-01,70 %,av {NUMBER}\n")
    call = dagmar("allocate", "a.yaml", "--figures", "f.csv")
    assert (call.status, NUMBER in call.err) == (1, False)


@pytest.mark.parametrize("sign", ["\\e[31m", "\\u202e"])
def test_no_text_steers_a_terminal(dagmar, files, sign):
    files(WHOLE, head=HEAD.replace("en: Money", f'en: "Money{sign}"'))
    assert "bad-character" in dagmar("check", "a.yaml", "--format", "csv").out


def test_thousands_of_parts_are_checked_in_bounded_memory(files, tmp_path):
    import resource
    import subprocess
    import sys

    part = "            - {amount: 1 000 kr, rule: {by: equal, among: [municipalities]}}\n"
    files(f"        amount: 1 000 000 kr\n        rule:\n          by: parts\n          parts:\n{part * 1000}")
    done = subprocess.run(
        [sys.executable, "-m", "dagmar", "check", str(tmp_path / "a.yaml")],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20,) * 2),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-500:]
