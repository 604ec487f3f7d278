"""`dagmar diff` says what an amendment or a new year changed: term by term in words, and in kronor a recipient."""

import csv

import pytest

from dagmar import catalogue

title = "Telling two apart"

AGREEMENT = "professionsmiljarden-2017"


@pytest.fixture
def amended(dagmar, tmp_path):
    """The differences that some replacements in the file make, as rows of the command."""

    def amend(*pairs, form="csv"):
        text = catalogue.agreement_bytes(AGREEMENT).decode()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "second.yaml").write_text(text)
        call = dagmar("diff", AGREEMENT, "second.yaml", "--format", form)
        return call if form == "table" else list(csv.DictReader(call.out.splitlines()))

    return amend


def test_a_term_that_changed(amended):
    """Old and new stand side by side, by the term's path."""
    rows = amended(("version: 1\n", "version: 2\n"), ("day: 2017-01-20\n    number", "day: 2017-02-20\n    number"))
    assert [(row["kind"], row["key"], row["before"], row["after"]) for row in rows][:1] == [
        ("term", "version", "1", "2")
    ]


def test_an_amount_moves_kronor(amended):
    """Without its decided table the pot follows its rule: 1 000 000 kr more, divided among the regions."""
    text = catalogue.agreement_bytes(AGREEMENT).decode()
    start = text.index("        decided:\n          clause: Bilaga 1\n          heading: Tabell 1")
    table = text[start : text.index("      - year: 2018", start)]
    rows = amended(
        (table, ""),
        ("amount: 655 000 000 kr\n        clause", "amount: 656 000 000 kr\n        clause"),
        ('amount: 976 000 000 kr, clause: "7"', 'amount: 977 000 000 kr, clause: "7"'),
        ("amount: 976 000 000 kr, clause: Meddelande", "amount: 977 000 000 kr, clause: Meddelande"),
        ('amount: 655 000 000 kr, clause: "7"', 'amount: 656 000 000 kr, clause: "7"'),
        ("amount: 655 000 000 kr, clause: Meddelande", "amount: 656 000 000 kr, clause: Meddelande"),
        ("amount: 976 000 000 kr, clause: 7 Tabell", "amount: 977 000 000 kr, clause: 7 Tabell"),
        ("amount: 655 000 000 kr, clause: 7 Tabell", "amount: 656 000 000 kr, clause: 7 Tabell"),
        ("amount: 655 000 000 kr, clause: Bilaga 1 Tabell 1", "amount: 656 000 000 kr, clause: Bilaga 1 Tabell 1"),
        ("amount: 955 000 000 kr", "amount: 956 000 000 kr"),
    )
    money = [row for row in rows if row["kind"] == "kronor"]
    assert sum(int(row["difference"].replace(".", "")) for row in money) == 1_000_000_00
    assert len(money) == 21
    assert "grants.stimulus.pots.2017.decided" in {row["key"] for row in rows}


def test_what_is_added_or_taken_away_is_told_as_a_whole(amended):
    """A duty that is gone is one line, not one for each of its keys."""
    text = catalogue.agreement_bytes(AGREEMENT).decode()
    start = text.index("  - id: national-follow-up")
    rows = amended((text[start : text.index("\nforms:")], ""))
    assert [(row["key"], row["after"]) for row in rows] == [("duties.national-follow-up", "")]


def test_people_read_it_in_words(amended):
    """The names of things stand for their ids, and money and days are written as people write them."""
    call = amended(
        ("due: {2017: 2017-12-01, 2018: 2018-12-01}", "due: {2017: 2017-12-15, 2018: 2018-12-01}"), form="table"
    )
    assert "duties · Requisition · due · 2017" in call.out
    assert "2017-12-15" in call.out
    assert "No recipient gets another sum" in call.err


def test_the_same_twice_is_no_fault(dagmar):
    """Nothing tells an agreement from itself."""
    call = dagmar("diff", AGREEMENT, AGREEMENT)
    assert (call.status, call.out) == (0, "")
    assert "Nothing tells them apart" in call.err
