"""The controller fills in the financial statement; it is frozen, the CFO answers for it, the authorised signatory sends
it. The assessor accepts it, or returns it. In each table 100 kr were paid.
"""

import json
from hashlib import sha256

title = "Statement"

PAID = """
    2017-11-20  requisitioned  100 kr
    2017-12-05  paid           100 kr
"""


def test_costs_by_item_and_what_is_unused(case):
    """Unused is what was received less the costs, and never below 0."""
    case(PAID).play("""
        2018-02-20  draft-statement  Courses 60 kr, Travel 25,50 kr
    """).events("statement-drafted", unused="14,50 kr").stands_at("2018-02-20", total_costs="85,50 kr")
    case(PAID).play("""
        2018-02-20  draft-statement  Courses 100,01 kr
    """).events("statement-drafted", unused="0 kr")
    case(PAID).play("""
        2018-02-20  draft-statement  none
    """).events("statement-drafted", unused="100 kr")


def test_first_attested_then_signed(case):
    """No step is passed over."""
    case(PAID).play("""
        2018-02-20  draft-statement   85 kr
        2018-02-20  attest-statement  refused: wrong-stage
        2018-02-20  sign-statement    refused: wrong-stage
        2018-02-20  submit-statement
        2018-02-21  sign-statement    refused: wrong-stage
        2018-02-21  attest-statement
        2018-02-22  accept-statement  refused: wrong-stage
        2018-02-22  sign-statement
    """).events("stated", late=False).stands_at("2018-02-22", stage="stated")


def test_it_is_frozen_while_it_waits_and_a_change_unlocks_it(case):
    """A change before the CFO has answered takes the statement back: it must be sent for attestation again."""
    case(PAID).play("""
        2018-02-20  draft-statement   85 kr
        2018-02-20  submit-statement
        2018-02-21  draft-statement   80 kr
        2018-02-22  attest-statement  refused: wrong-stage
    """).stands_at("2018-02-20", stage="awaiting-attestation").stands_at("2018-02-22", stage="statement-drafted")


def test_a_change_after_the_attestation_asks_for_it_again(case):
    """Even where the change is undone: what the CFO answered for is gone, and nobody can sign."""
    played = case(PAID).play("""
        2018-02-20  attested          85 kr
        2018-02-22  draft-statement   80 kr
        2018-02-22  sign-statement    refused: wrong-stage
        2018-02-22  draft-statement   85 kr
        2018-02-22  sign-statement    refused: wrong-stage
        2018-02-23  submit-statement
        2018-02-23  sign-statement    refused: wrong-stage
    """)
    played.stands_at("2018-02-20", stage="attested", attested_by="Eva")
    played.stands_at("2018-02-22", stage="statement-drafted", attestation=None, attested_by=None)
    played.play("""
        2018-02-26  attest-statement
        2018-02-26  sign-statement
    """).stands_at("2018-02-26", stage="stated", attested_by="Eva")


def test_a_page_that_was_open_meanwhile_is_refused(case):
    """Who submits, attests or signs acts on exactly what stands."""
    case(PAID).play("""
        2018-02-19  draft-statement   80 kr
        2018-02-20  draft-statement   85 kr
        2018-02-20  submit-statement  seen: 2018-02-19  refused: content-changed
        2018-02-20  submit-statement
        2018-02-21  attest-statement  seen: 2018-02-19  refused: content-changed
        2018-02-21  attest-statement
        2018-02-22  sign-statement    seen: 2018-02-19  refused: content-changed
        2018-02-22  sign-statement
    """).stands_at("2018-02-22", stage="stated", total_costs="85 kr")


def test_alternative_1_has_every_assurance_ticked(case):
    """The costs are of the period, are booked, and serve the purpose: each by its own tick."""
    case(PAID).play("""
        2018-02-20  draft-statement   85 kr
        2018-02-20  submit-statement
        2018-02-21  attest-statement  alternative: 1  ticked: none                    refused: not-ticked
        2018-02-21  attest-statement  alternative: 1  ticked: period, booked          refused: not-ticked
        2018-02-21  attest-statement  alternative: 1  ticked: booked, purpose         refused: not-ticked
        2018-02-21  attest-statement  alternative: 1  ticked: period, purpose, other  refused: unknown-field, not-ticked
        2018-02-21  attest-statement  alternative: 1  ticked: period, booked, purpose
    """).events("statement-attested", alternative="1", ticked=("period", "booked", "purpose"), deviations=None)


def test_alternative_2_tells_deviations_and_measures(case):
    """The CFO does not judge the statement correct: that is an answer too, and the statement goes on to assessment."""
    played = case(PAID).play("""
        2018-02-20  draft-statement   85 kr
        2018-02-20  submit-statement
        2018-02-21  attest-statement  alternative: 2                           refused: field-missing, field-missing
        2018-02-21  attest-statement  alternative: 2  deviations: VAT is in    refused: field-missing
        2018-02-21  attest-statement  alternative: 2  measures: Booked anew    refused: field-missing
        2018-02-21  attest-statement  alternative: 2  ticked: none  deviations: VAT is in  measures: Booked anew
    """)
    played.events("statement-attested", alternative="2", ticked=(), deviations="VAT is in", measures="Booked anew")
    played.play("""
        2018-02-22  sign-statement
        2018-03-10  accept-statement  70 kr  reason: Less the VAT
    """).stands_at("2018-03-10", used="70 kr", to_repay="30 kr")


def test_exactly_what_was_attested_is_kept(case):
    """Name, position and date, and SHA-256 of the costs and fields, in the order of their keys."""
    played = case(PAID).play("""
        2018-02-20  draft-statement   Courses 60 kr, Travel 25,50 kr
        2018-02-20  submit-statement
        2018-02-26  attest-statement  title: Acting CFO
    """)
    costs = [{"label": "Courses", "amount": "60.00"}, {"label": "Travel", "amount": "25.50"}]
    content = {"costs": costs, "fields": dict(played.walk.standing.statement)}
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    played.events(
        "statement-attested", content=sha256(written.encode()).hexdigest(), name="Eva", title="Acting CFO"
    ).stands_at("2018-02-25", attested_by=None).stands_at("2018-02-26", attested_by="Eva")


def test_the_signatory_is_another_than_the_cfo(case):
    """Eva has another account, which may sign: not what she has attested herself."""
    case(PAID).play("""
        2018-02-20  attested          85 kr
        2018-02-22  sign-statement    Eva's other account  refused: same-person
        2018-02-22  sign-statement    Sten
    """).stands_at("2018-02-22", stage="stated")


def test_a_late_statement_arrives_all_the_same(case):
    """The last day is 31 March 2018, to its end; after it the statement is marked late."""
    case(PAID).play("""
        2018-03-20        attested        85 kr
        2018-03-31 23:59  sign-statement
    """).events("stated", late=False)
    case(PAID).play("""
        2018-03-20        attested        85 kr
        2018-04-01 00:00  sign-statement
    """).events("stated", late=True).stands_at("2018-04-01", stage="stated")


def test_a_signed_statement_stands(case):
    """Nobody changes what has been sent, unless it is returned."""
    case(PAID).play("""
        2018-03-01  stated            85 kr
        2018-03-02  draft-statement   80 kr  refused: wrong-stage
        2018-03-02  submit-statement         refused: wrong-stage
        2018-03-02  attest-statement         refused: wrong-stage
    """).stands_at("2018-03-02", stage="stated", total_costs="85 kr")


def test_a_returned_statement_is_attested_and_signed_again(case):
    """Greta says what must be mended. Nothing of the old answer is left."""
    played = case(PAID).play("""
        2018-03-01  stated            85 kr
        2018-03-05  return-statement  reason: Travel is counted twice
    """)
    played.events("statement-returned", reason="Travel is counted twice")
    played.stands_at("2018-03-05", stage="statement-returned", attestation=None, attested_by=None, open="100 kr")
    played.play("""
        2018-03-06  sign-statement    refused: wrong-stage
        2018-03-06  submit-statement  refused: wrong-stage
        2018-03-06  accept-statement  refused: wrong-stage
        2018-03-07  stated            60 kr
        2018-03-10  accepted          60 kr
    """).stands_at("2018-03-10", used="60 kr", to_repay="40 kr")


def test_less_than_stated_is_accepted_with_a_reason(case):
    """And never more than stated."""
    case(PAID).play("""
        2018-03-01  stated            85 kr
        2018-03-10  accept-statement  85,01 kr  refused: over-the-most
        2018-03-10  accept-statement  84,99 kr  refused: field-missing
        2018-03-10  accept-statement  70 kr     reason: Another purpose
    """).events("statement-accepted", "repayment-demanded", amount="30 kr").stands_at(
        "2018-03-10", accepted="70 kr", used="70 kr"
    )


def test_nothing_may_be_accepted(case):
    """Then all that was paid is to be repaid."""
    case(PAID).play("""
        2018-03-01  stated            85 kr
        2018-03-10  accept-statement  0 kr  reason: Another purpose
    """).stands_at("2018-03-10", used="0 kr", to_repay="100 kr")
