"""Money that nobody accounts for may be reclaimed (clause 10.1). An officer proposes, the recipient is heard, the
Government decides; its decision is recorded, and then the money is demanded. In each table 100 kr were paid.
"""

title = "Reclaim"

PAID = """
    2017-11-20  requisitioned  100 kr
    2017-12-05  paid           100 kr
"""


def test_from_proposal_to_receipt(case):
    """Number and date of the Government's decision stand in the demand."""
    played = case(PAID).play("""
        2018-04-15  propose-reclaim          Greta  reason: No statement
        2018-05-20  hear-recipient           Greta  answer: No answer in time
        2018-06-20  record-reclaim-decision  Dag    100 kr  decision: S2018/00456/FS  decided: 2018-06-14
        ...                                  due: 2018-07-31
    """)
    played.events("reclaim-demanded", decision="S2018/00456/FS", decided="2018-06-14", amount="100 kr")
    played.stands_at("2018-04-15", stage="paid", reclaim="proposed", open="100 kr")
    played.stands_at("2018-05-20", stage="paid", reclaim="heard", open="100 kr", to_repay="0 kr")
    played.stands_at("2018-06-20", stage="repayment-demanded", reclaim="none", to_repay="100 kr", due="2018-07-31")
    played.play("""
        2018-07-20  repaid                   Ulla   60 kr
        2018-07-31  repaid                   Ulla   40 kr
    """).stands_at("2018-07-31", stage="settled", returned="100 kr", demanded="0 kr", open="0 kr", used="0 kr")


def test_nothing_is_reclaimed_before_the_statement_is_late(case):
    """The recipient has all of the last day."""
    case(PAID).play("""
        2018-03-31 23:59  propose-reclaim  refused: not-yet-late
        2018-04-01 00:00  propose-reclaim
    """).events("reclaim-proposed", amount="100 kr")


def test_each_step_follows_the_one_before(case):
    """Nobody is passed over, and nothing is done twice."""
    case(PAID).play("""
        2018-04-15  hear-recipient           refused: wrong-stage
        2018-04-15  record-reclaim-decision  refused: wrong-stage
        2018-04-15  propose-reclaim
        2018-04-16  propose-reclaim          refused: wrong-stage
        2018-04-16  record-reclaim-decision  refused: wrong-stage
        2018-05-20  hear-recipient
        2018-05-21  hear-recipient           refused: wrong-stage
        2018-05-21  propose-reclaim          refused: wrong-stage
        2018-06-20  record-reclaim-decision
        2018-06-21  record-reclaim-decision  refused: wrong-stage
    """).stands_at("2018-06-21", stage="repayment-demanded", demanded="100 kr")


def test_a_statement_that_arrives_ends_the_proposal(case):
    """Also after the hearing; then the statement is assessed like any other that is late."""
    played = case(PAID).play("""
        2018-04-15  propose-reclaim
        2018-05-20  hear-recipient
        2018-05-25  stated                   85 kr
    """)
    played.events("statement-drafted", "statement-submitted", "statement-attested", "stated", late=True)
    played.stands_at("2018-05-25", stage="stated", reclaim="none")
    played.play("""
        2018-06-01  record-reclaim-decision  refused: wrong-stage
        2018-06-01  propose-reclaim          refused: wrong-stage
        2018-06-10  accepted                 85 kr
    """).stands_at("2018-06-10", stage="repayment-demanded", used="85 kr", demanded="15 kr")


def test_a_statement_that_was_begun_does_not(case):
    """Only what has been signed has arrived."""
    case(PAID).play("""
        2018-04-15  propose-reclaim
        2018-05-10  attested                 85 kr
        2018-05-20  hear-recipient
        2018-06-20  record-reclaim-decision  100 kr
    """).stands_at("2018-05-20", stage="attested", reclaim="heard").stands_at("2018-06-20", demanded="100 kr")


def test_after_a_statement_was_returned_a_new_proposal_starts_from_the_beginning(case):
    """A hearing on an earlier proposal does not count."""
    case(PAID).play("""
        2018-04-15  propose-reclaim
        2018-05-20  hear-recipient
        2018-05-25  stated                   85 kr
        2018-06-01  return-statement
        2018-06-15  record-reclaim-decision  refused: wrong-stage
        2018-06-15  propose-reclaim
        2018-06-16  record-reclaim-decision  refused: wrong-stage
    """).stands_at("2018-06-16", stage="statement-returned", reclaim="proposed")


def test_the_decision_is_made_and_its_sum_is_open_money(case):
    """Not dated tomorrow, not due yesterday, at most what is open, and not nothing."""
    case(PAID).play("""
        2018-04-15  propose-reclaim
        2018-05-20  hear-recipient
        2018-06-20  record-reclaim-decision  decided: 2018-06-21  refused: day-to-come
        2018-06-20  record-reclaim-decision  due: 2018-06-19      refused: day-passed
        2018-06-20  record-reclaim-decision  100,01 kr            refused: over-the-most
        2018-06-20  record-reclaim-decision  0 kr                 refused: amount-zero
        2018-06-20  record-reclaim-decision  60 kr  decided: 2018-06-20  due: 2018-06-20
    """).stands_at("2018-06-20", demanded="60 kr", open="40 kr")


def test_a_reclaim_has_its_own_last_day(case):
    """It is reminded of once, after that day."""
    case(PAID).play("""
        2018-04-01  clock
        2018-04-15  propose-reclaim
        2018-05-20  hear-recipient
        2018-06-20  record-reclaim-decision  due: 2018-07-31
        2018-07-31  clock
    """).events().play("""
        2018-08-01  clock
    """).events("reminded", of="repayment", due="2018-07-31").play("""
        2018-08-02  clock
    """).events()


def test_an_agreement_that_says_nothing_of_reclaim(case):
    """Where no clause allows it, nothing is proposed."""
    case(PAID, reclaim_clause=None).play("""
        2018-04-15  propose-reclaim  refused: no-reclaim-clause
    """).stands_at("2018-04-15", stage="paid", reclaim="none")
