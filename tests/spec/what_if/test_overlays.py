"""`dagmar simulate` lays an overlay on an agreement and shows before, after and difference for each recipient.

An overlay names terms by their path. Items of a list go by their id or year, or by their place counted from 0.
The agreement itself is never changed, and a changed pot follows its rule, not the table that was decided before.
"""

import csv

import pytest

title = "Overlays"

HEAD = "overlay: 1\nname: {sv: Prov, en: Trial}\n"
AGREEMENT = "professionsmiljarden-2017"


@pytest.fixture
def overlay(dagmar, tmp_path):
    """What the overlay makes of professionsmiljarden-2017: the rows of the change, or the problems."""

    def lay(text, *more):
        from textwrap import dedent

        (tmp_path / "trial.yaml").write_text(HEAD + dedent(text).strip() + "\n")
        call = dagmar("simulate", AGREEMENT, "--overlay", "trial.yaml", "--format", "csv", *more)
        return call, {row["recipient"]: row for row in csv.DictReader(call.out.splitlines())}

    return lay


def test_an_amount(overlay):
    """Ten million kronor less for stimulus: each region loses its share of it, and the sum falls by exactly as much."""
    _, rows = overlay("""
        change:
          grants.stimulus.pots.2017.amount: 645 000 000 kr
    """)
    assert rows["region-12"]["difference"] == "-1323948.00"
    assert sum(int(row["difference"].replace(".", "")) for row in rows.values()) == -10_000_000_00
    assert rows["skr"]["difference"] == "0.00"


def test_a_key(overlay):
    """Equal parts in place of population: 655 million in 21 parts, the rest to the first by id."""
    _, rows = overlay("""
        change:
          grants.stimulus.pots.2017.rule: {by: equal, among: [regions]}
    """)
    assert rows["region-09"]["after"] == "32931129.00"


def test_a_day(overlay):
    """The population of another day. Only what changes moves."""
    _, rows = overlay("""
        change:
          grants.stimulus.pots.2017.rule.day: 2016-12-31
          grants.specialist-nurses.pots.2017.rule.day: 2016-12-31
    """)
    assert rows["region-12"]["difference"] != "0.00"
    assert sum(int(row["difference"].replace(".", "")) for row in rows.values()) == 0


def test_a_rounding(overlay):
    """The textbook's rounding moves one krona: the residual that went to Stockholm goes to another."""
    _, rows = overlay("""
        change:
          grants.stimulus.pots.2017.rounding.policy: largest-remainder
    """)
    moved = {each: row["difference"] for each, row in rows.items() if row["difference"] != "0.00"}
    assert tuple(sorted(moved.values())) == ("-1.00", "1.00")
    assert moved["region-01"] == "-1.00"


def test_a_threshold_moves_what_is_won(dagmar, tmp_path):
    """A ladder's limit is a term as any other: `rule.tiers.0.at_least`."""
    (tmp_path / "access.yaml").write_text(LADDER)
    (tmp_path / "lower.yaml").write_text(f"{HEAD}change:\n  grants.access.pots.2019.rule.tiers.0.at_least: 70 %\n")
    (tmp_path / "figures.csv").write_text(
        "measure,recipient,value,edition\n"
        "within-60,region-01,71 %,2019\nwithin-60,region-03,70 %,2019\nwithin-60,region-04,69 %,2019\n"
    )
    call = dagmar("simulate", "access.yaml", "--overlay", "lower.yaml", "--figures", "figures.csv", "--format", "csv")
    rows = {row["recipient"]: row for row in csv.DictReader(call.out.splitlines())}
    assert (rows["region-01"]["before"], rows["region-01"]["after"]) == ("100.00", "50.00")
    assert (rows["region-03"]["before"], rows["region-03"]["after"]) == ("0.00", "50.00")
    assert "region-04" not in rows


def test_an_overlay_that_changes_nothing_is_an_error(overlay):
    """Each change is held against what stands there: the same value, however it is written, is no change."""
    call, _ = overlay("""
        change:
          grants.stimulus.pots.2017.amount: 655000000
    """)
    assert call.status == 1
    assert "trial.yaml:4  error" in call.err
    assert "changes nothing" in call.err


def test_a_path_that_leads_nowhere_says_what_there_is(overlay):
    """The step that is not there, and the names that are."""
    call, _ = overlay("""
        change:
          grants.stimulus.pots.2019.amount: 1 kr
    """)
    assert call.status == 1
    assert "`2019` is nowhere in `grants.stimulus.pots`" in call.err
    assert "2017" in call.err


def test_the_new_value_is_read_as_in_the_agreement(overlay):
    """`1.000` is no amount here either, and what comes out must still be a sound agreement."""
    call, _ = overlay("""
        change:
          grants.stimulus.pots.2017.amount: "1.000"
    """)
    assert (call.status, "is no amount" in call.err) == (1, True)
    call, _ = overlay("""
        change:
          grants.stimulus.payer: nobody-at-all
    """)
    assert (call.status, "no party is known" in call.err) == (1, True)


def test_terms_may_change_while_no_krona_moves(overlay):
    """That is said, with a warning, and is no error."""
    call, rows = overlay("""
        change:
          grants.stimulus.payer: socialstyrelsen
    """)
    assert call.status == 0
    assert {row["difference"] for row in rows.values()} == {"0.00"}
    assert "no recipient gets another sum" in call.err


def test_a_chart_shows_who_wins_and_who_loses(overlay, tmp_path):
    """`--chart` writes an SVG, a bar for each recipient, the largest gain first."""
    overlay(
        """
        change:
          grants.stimulus.pots.2017.rule: {by: equal, among: [regions]}
    """,
        "--chart",
        "change.svg",
    )
    text = (tmp_path / "change.svg").read_text()
    assert text.index("Region Gotland") < text.index("Region Skåne") < text.index("Stockholms läns landsting")
    assert "+27\u00a0390\u00a0050\u00a0kr" in text


def test_a_sweep_runs_through_every_combination(overlay):
    """Under `sweep` a term takes each value of a list, or each from one to another in steps."""
    call, _ = overlay(
        """
        sweep:
          grants.stimulus.pots.2017.amount: {from: 650 000 000 kr, to: 660 000 000 kr, step: 1 000 000 kr}
          grants.stimulus.pots.2017.rounding.unit: [krona, thousand-kronor]
    """,
        "--sweep",
    )
    rows = list(csv.DictReader(call.out.splitlines()))
    assert len({row["scenario"] for row in rows}) == 22
    first = [row for row in rows if row["scenario"] == "2"]
    assert {row["grants.stimulus.pots.2017.rounding.unit"] for row in first} == {"thousand-kronor"}
    sums = sum(int(row["amount"].replace(".", "")) for row in first)
    assert sums == (650_000_000 + 300_000_000 + 21_000_000) * 100


def test_a_sweep_without_anything_to_vary_is_an_error(overlay):
    """And so is one of more than a million scenarios."""
    call, _ = overlay("change: {}", "--sweep")
    assert (call.status, "nothing to sweep over" in call.err) == (1, True)
    call, _ = overlay(
        """
        sweep:
          grants.stimulus.pots.2017.amount: {from: 1 kr, to: 655 000 000 kr, step: 1 kr}
    """,
        "--sweep",
    )
    assert (call.status, "take wider steps" in call.err) == (1, True)


def test_terms_of_our_own_are_marked_wherever_they_are_used(dagmar):
    """An overlay of the catalogue lays a key on what an agreement leaves open; each receipt says that it is ours."""
    call = dagmar(
        "explain", "sammanhallen-jamlik-saker-vard-2021", "region-12", "--overlay", "sammanhallen-2021-population-2019"
    )
    assert "The terms are in part our own" in call.out
    plain = dagmar("explain", AGREEMENT, "region-12", "--grant", "stimulus")
    assert "our own" not in plain.out


LADDER = """\
dagmar: 1
id: access
version: 1
name: {sv: Tillgänglighet, en: Access}
sources: [{title: T, issuer: regeringen, day: 2019-01-01}]
clauses: {"1": Pengar}
parties: [staten, skr]
period: {first: 2019-01-01, last: 2019-12-31, clause: "1"}
years: [{year: 2019, clause: "1"}]
measures:
  - {id: within-60, name: {sv: Inom 60 dagar, en: Within 60 days}, clause: "1", unit: share, source: not-stated,
     window: not-stated, assessor: skr}
grants:
  - id: access
    name: {sv: Tillgänglighet, en: Access}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: [regions]
    payee: beneficiary
    mode: [without-requisition]
    appropriation: not-stated
    pots:
      - year: 2019
        amount: 100 kr
        clause: "1"
        unwon: returned
        rounding: {policy: largest-remainder, unit: krona, origin: stated}
        rule:
          by: tiers
          among: [region-01, region-03, region-04]
          measure: within-60
          tiers: [{at_least: 71 %, weight: 1}]
"""
