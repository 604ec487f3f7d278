"""The seven agreements: free of errors, every printed cut gives the printed sum, and the documents' slips are found."""

import csv

import pytest

from dagmar import catalogue
from dagmar.agreement.file import read_agreement
from dagmar.agreement.questions import read_questions
from dagmar.basis.problems import Severity, path_text
from dagmar.cli.loading import examined

MKR = 1_000_000


def amounts(dagmar, agreement, cut, *more):
    call = dagmar("show", agreement, "--by", cut, "--format", "csv", *more)
    assert call.status == 0
    return {row["key"]: row["amount"] for row in csv.DictReader(call.out.splitlines())}


def mkr(text):
    """`12.5` million kronor as the commands write it."""
    whole, _, rest = text.partition(".")
    return f"{int(whole) * MKR + int((rest or '0').ljust(6, '0'))}.00"


TOTALS = {
    "dagmar-2008": "158",
    "dagmar-2012": "158",
    "evidensbaserad-praktik-2014": "213.55",
    "mest-sjuka-aldre-2014": "1001",
    "psykisk-ohalsa-2014": "692.5",
    "professionsmiljarden-2017": "976",
    "sammanhallen-jamlik-saker-vard-2021": "397.35",
}


def test_there_are_seven():
    assert set(catalogue.agreement_ids()) == set(TOTALS)


@pytest.mark.parametrize("agreement", TOTALS)
@pytest.mark.parametrize("cut", ["grant", "payer", "recipient", "appropriation", "area", "mode"])
def test_every_cut_gives_the_total(dagmar, agreement, cut):
    year = ("--year", "2017") if agreement.startswith("prof") else ()
    found = amounts(dagmar, agreement, cut, *year)
    assert sum(int(amount.replace(".", "")) for amount in found.values()) == int(
        mkr(TOTALS[agreement]).replace(".", "")
    )


CUTS = """\
dagmar-2008  payer  socialstyrelsen  155.5
dagmar-2008  payer  regeringskansliet  2.5
dagmar-2008  area  systematic-reviews  4.5
dagmar-2008  area  national-guidelines  11.5
dagmar-2008  area  it-coordination  3.5
dagmar-2008  area  it-infrastructure  30
dagmar-2008  area  access-to-information  47.6
dagmar-2008  area  national-follow-up  39.5
dagmar-2008  mode  payers-disposal+on-requisition  3.5
dagmar-2008  mode  government-offices-disposal  2.5
dagmar-2012  area  e-health  45
dagmar-2012  area  open-comparisons  23
dagmar-2012  area  quality-registers  90
dagmar-2012  recipient  skr  5.5
dagmar-2012  recipient  socialstyrelsen  5.5
dagmar-2012  appropriation  1:6 ap.9  158
evidensbaserad-praktik-2014  area  evidence-based-practice  84.05
evidensbaserad-praktik-2014  area  ehealth  129.5
psykisk-ohalsa-2014  recipient  skr  62.5
psykisk-ohalsa-2014  grant  stimulus  630
professionsmiljarden-2017  recipient  regions  955
professionsmiljarden-2017  recipient  skr  21
sammanhallen-jamlik-saker-vard-2021  recipient  skr  52.35
sammanhallen-jamlik-saker-vard-2021  recipient  regions-via-skr  70
sammanhallen-jamlik-saker-vard-2021  recipient  collaborative-regions  60
sammanhallen-jamlik-saker-vard-2021  recipient  regions  215
sammanhallen-jamlik-saker-vard-2021  appropriation  1:6 ap.18  5.6
sammanhallen-jamlik-saker-vard-2021  appropriation  1:6 ap.5  79.75
sammanhallen-jamlik-saker-vard-2021  appropriation  1:6 ap.29  5
sammanhallen-jamlik-saker-vard-2021  appropriation  1:6 ap.3  10
sammanhallen-jamlik-saker-vard-2021  appropriation  1:6 ap.40  290
sammanhallen-jamlik-saker-vard-2021  appropriation  1:8 ap.3  7
sammanhallen-jamlik-saker-vard-2021  financier  regions  100
sammanhallen-jamlik-saker-vard-2021  financier  staten  397.35
"""


@pytest.mark.parametrize("row", CUTS.splitlines())
def test_a_printed_sum(dagmar, row):
    agreement, cut, key, amount = row.split("  ")
    year = ("--year", "2017") if agreement.startswith("prof") else ()
    assert amounts(dagmar, agreement, cut, *year)[key] == mkr(amount)


def test_three_lines_of_advice_make_the_printed_41_6(dagmar):
    found = amounts(dagmar, "dagmar-2008", "grant")
    lines = [found[each] for each in ("advice-web", "advice-telephone", "care-on-the-web")]
    assert lines == [mkr("12"), mkr("19.6"), mkr("10")]


@pytest.mark.parametrize("agreement", TOTALS)
def test_no_agreement_has_an_error(agreement):
    assert {found.severity for found in examined(agreement).problems} <= {Severity.WARNING, Severity.NOTE}


SLIPS = """\
sammanhallen-jamlik-saker-vard-2021  counts-disagree  bodies
sammanhallen-jamlik-saker-vard-2021  bill-of-another-year  mentions
sammanhallen-jamlik-saker-vard-2021  reference-to-nothing  references
sammanhallen-jamlik-saker-vard-2021  page-differs  references
sammanhallen-jamlik-saker-vard-2021  two-names  areas
professionsmiljarden-2017  signed-by-another  duties
dagmar-2008  two-names  grants
dagmar-2008  payee-no-legal-person  grants
dagmar-2012  reference-to-nothing  references
dagmar-2012  two-names  grants
mest-sjuka-aldre-2014  fallback-not-stated  grants
psykisk-ohalsa-2014  fallback-not-stated  grants
"""


@pytest.mark.parametrize("row", SLIPS.splitlines())
def test_a_slip_of_the_document_is_found(row):
    agreement, code, where = row.split("  ")
    found = {(each.code.value, path_text(each.path).partition("[")[0]) for each in examined(agreement).problems}
    assert (code, where) in found


@pytest.mark.parametrize("agreement", TOTALS)
def test_every_question_that_a_paper_asks_is_a_shared_one(agreement):
    questions, problems = read_questions(catalogue.questions_bytes(), "questions.yaml")
    terms = read_agreement(catalogue.agreement_bytes(agreement), agreement).agreement
    asked = {item.asks for duty in terms.duties for item in duty.content}
    asked |= {field.asks for form in terms.forms for section in form.sections for field in section.fields}
    assert problems == ()
    assert asked - {None} <= {each.id for each in questions}


@pytest.mark.parametrize("agreement", TOTALS)
def test_no_sentence_of_the_document_stands_in_the_file(agreement, shared):
    """Own words: no seven words in a row of a text are the document's, but for names, titles and headings."""
    seeds = " ".join(path.read_text(encoding="utf-8", errors="replace") for path in (shared / "seeds").glob("*.txt"))
    words = plain(seeds)
    runs = {tuple(words[place : place + 9]) for place in range(len(words) - 8)}
    terms = read_agreement(catalogue.agreement_bytes(agreement), agreement).agreement
    texts = [each.text.sv for each in (*terms.conditions, *terms.notes)]
    texts += [task.text.sv for grant in terms.grants for task in grant.tasks]
    copied = [text for text in texts if any(run in runs for run in runs_of(plain(text)))]
    assert copied == []


def plain(text):
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def runs_of(words):
    return [tuple(words[place : place + 9]) for place in range(len(words) - 8)]
