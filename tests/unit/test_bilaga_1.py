"""The table that was printed, read from the source document, against what the command gives: 42 cells, no krona off."""

import csv
import re

NAMES = {"Norrbottnens län": "Norrbottens län"}


def printed(text: str) -> dict[str, tuple[int, int]]:
    """The rows of Bilaga 1 in the document: the county, and kronor in both columns."""
    table = text[text.rindex("Tabell 1\tTabell 2") :]
    rows = re.findall(r"^(\S[^\t\n]* län)\t([\d ]+)\t([\d ]+)$", table, re.MULTILINE)
    return {NAMES.get(county, county): (_kronor(one), _kronor(two)) for county, one, two in rows}


def _kronor(text: str) -> int:
    return int(text.replace(" ", ""))


def test_allocate_gives_the_printed_table(dagmar, shared):
    seed = printed((shared / "seeds" / "002_51e21b0bbca4511c.txt").read_text())
    codes = {row["county_name"]: row["county_code"] for row in csv.DictReader((shared / "data/regions.csv").open())}
    call = dagmar("allocate", "professionsmiljarden-2017", "--format", "csv")
    rows = list(csv.DictReader(call.out.splitlines()))
    found = {(row["recipient"], row["grant"]): row["amount"] for row in rows}
    assert call.status == 0
    assert list(rows[0]) == ["agreement", "grant", "recipient", "recipient_name", "amount"]
    assert len(seed) == 21
    for county, (stimulus, nurses) in seed.items():
        region = f"region-{codes[county]}"
        assert found[region, "stimulus"] == f"{stimulus}.00"
        assert found[region, "specialist-nurses"] == f"{nurses}.00"
    assert found["skr", "skr-support"] == "21000000.00"
    assert len(found) == 43


def test_the_recovered_population_is_the_one_in_the_source_data(shared):
    from dagmar import catalogue
    from dagmar.basis.dates import read_date

    rows = csv.DictReader((shared / "data/county_population_2016-11-01.csv").open())
    known = {f"region-{row['county_code']}": int(row["population_2016_11_01"]) for row in rows}
    total = known.pop("region-00")
    counts = catalogue.populations().on(read_date("2016-11-01")).counts
    assert dict(counts) == known
    assert sum(counts.values()) == total == 9_967_637
