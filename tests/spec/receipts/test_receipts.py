"""The receipt of an amount: what it says, and the proof that it holds."""

import json

title = "Receipts"


def test_a_receipt_answers_why_this_amount(dagmar):
    """Clause, rule, population with its date and source, exact fraction, rounding, residual, decided amount."""
    ask = ("explain", "professionsmiljarden-2017", "region-12", "--grant", "stimulus")
    said = (dagmar(*ask).out + dagmar(*ask, "--format", "csv").out).replace("\u00a0", " ")
    for part in (
        "Why does Region Skåne get 86 718 574 kr?",
        "13.24 per cent of the inhabitants lived there on 1 November 2016",
        "Clause 7.1. Population of 1 November 2016.",
        "1 319 663 of 9 967 637",
        "86 718 573 + 8 177 999/9 967 637 kr",
        "To the nearest krona, halves up.",
        "+1 kr in all, which goes to Stockholms läns landsting",
        "Bilaga 1. Tabell 1.",
    ):
        assert part in " ".join(said.split()), part


def test_anyone_can_recompute_a_receipt_from_itself(dagmar, tmp_path):
    """A receipt holds its terms and its facts; `replay` needs nothing else, and gives the same hash."""
    receipt = tmp_path / "receipt.json"
    receipt.write_text(dagmar("explain", "professionsmiljarden-2017", "region-12", "--format", "json").out)
    assert dagmar("replay", str(receipt)).status == 0


def test_a_changed_receipt_names_the_step_where_it_departs(dagmar, tmp_path):
    """Each change below is made to a sound receipt; the first step that does not follow is named."""
    sound = dagmar("explain", "professionsmiljarden-2017", "region-12", "--grant", "stimulus", "--format", "json").out

    def changed(change) -> str:
        receipt = json.loads(sound)
        change(receipt["receipt"])
        file = tmp_path / "receipt.json"
        file.write_text(json.dumps(receipt))
        call = dagmar("replay", str(file))
        assert call.status == 1
        return call.err

    def population(receipt):
        receipt["facts"]["populations"]["2016-11-01"]["counts"]["region-12"] = "1319664"

    def rounded(receipt):
        receipt["steps"][3]["amount"] = "86718573.00"

    def amount(receipt):
        receipt["amount"] = "86718575.00"

    def source(receipt):
        receipt["facts"]["populations"]["2016-11-01"]["source"] = "somewhere"

    assert "step 2 (key)" in changed(population)
    assert "step 4 (rounded)" in changed(rounded)
    assert "the receipt says 86\u00a0718\u00a0575\u00a0kr" in changed(amount)
    assert "every step holds, but the hash is" in changed(source)


def test_engine_and_names_stand_beside_the_hash(dagmar, tmp_path):
    """A newer engine or a new name does not change the hash."""
    receipt = json.loads(dagmar("explain", "professionsmiljarden-2017", "skr", "--format", "json").out)
    receipt["beside"] = {"engine": "dagmar 99", "recipient_name": "Someone"}
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    assert dagmar("replay", str(file)).status == 0
