"""The requisition is filled in by the controller and signed by the authorised signatory. The payer finds it complete,
or sends it back to be completed.
"""

title = "Requisition"


def test_it_is_filled_in_then_signed(case):
    """A draft may be changed until it is signed; what is signed has arrived."""
    case("""
        2017-11-15  draft-requisition  100 kr
        2017-11-16  draft-requisition  60 kr
        2017-11-20  sign-requisition
    """).events("requisitioned").stands_at("2017-11-15", stage="requisition-drafted", requested="100 kr").stands_at(
        "2017-11-20", stage="requisitioned", requested="60 kr", arrived_in_time=True
    )


def test_exactly_what_stands_is_signed(case):
    """Sten had the page open when Cia changed the sum: he is asked to read again."""
    case("""
        2017-11-15  draft-requisition  100 kr
        2017-11-16  draft-requisition  60 kr
        2017-11-20  sign-requisition   seen: 2017-11-15  refused: content-changed
        2017-11-20  sign-requisition   seen: 2017-11-16
    """).stands_at("2017-11-20", stage="requisitioned")


def test_at_most_the_right_is_asked_for(case):
    """Less may be asked for, an öre more may not, and nothing is no sum."""
    case("""
        2017-11-15  draft-requisition  100,01 kr  refused: over-the-most
        2017-11-15  draft-requisition  0 kr       refused: amount-zero
        2017-11-15  draft-requisition  0,01 kr
    """).stands_at("2017-11-15", requested="0,01 kr")


def test_a_signed_requisition_stands(case):
    """Nobody changes what has arrived, unless the payer has returned it."""
    case("""
        2017-11-20  requisitioned      100 kr
        2017-11-21  draft-requisition  60 kr   refused: wrong-stage
        2017-11-21  prepared
        2017-11-22  draft-requisition  60 kr   refused: wrong-stage
        2017-11-22  decided
        2017-11-23  draft-requisition  60 kr   refused: wrong-stage
    """).stands_at("2017-11-23", stage="decided", decided="100 kr")


def test_what_is_not_complete_is_returned(case):
    """The payer says what is missing; the recipient completes and signs again."""
    played = case("""
        2017-11-20  requisitioned       100 kr
        2017-11-22  return-requisition  reason: The bankgiro is another's
    """)
    played.events("requisition-returned", reason="The bankgiro is another's")
    played.stands_at("2017-11-22", stage="requisition-returned")
    played.play("""
        2017-11-24  sign-requisition    refused: wrong-stage
        2017-11-24  prepare             refused: wrong-stage
        2017-11-25  requisitioned       100 kr  account: 5050-1055
    """).stands_at("2017-11-25", stage="requisitioned")


def test_it_may_be_returned_after_it_was_found_complete(case):
    """Then it must be found complete again, by whoever does so then."""
    case("""
        2017-11-20  requisitioned       100 kr
        2017-11-21  prepared            Olle
        2017-11-22  return-requisition
        2017-11-23  requisitioned       100 kr
        2017-11-24  decide              Dag     refused: wrong-stage
        2017-11-24  prepared            Alva
    """).stands_at("2017-11-22", prepared_by=None).stands_at("2017-11-24", stage="prepared", prepared_by="Alva")


def test_what_came_in_time_may_be_completed_after_the_last_day(case):
    """The right does not lapse while the requisition is completed."""
    case("""
        2017-11-30  requisitioned       100 kr
        2017-12-04  return-requisition
        2017-12-05  clock
        2017-12-11  requisitioned       100 kr  reference: Ledger 7
        2017-12-15  paid                100 kr
    """).stands_at("2017-12-05", stage="requisition-returned", lapsed="0 kr", remaining="100 kr").stands_at(
        "2017-12-15", stage="paid", paid="100 kr"
    )


def test_a_completion_after_the_last_day_asks_for_no_more(case):
    """60 kr came in time, so 60 kr is the most, whether the clock has recorded the lapse of 40 kr or not."""
    case("""
        2017-11-30  requisitioned       60 kr
        2017-12-01  return-requisition
        2017-12-04  draft-requisition   100 kr    refused: over-the-most
        2017-12-04  draft-requisition   60,01 kr  refused: over-the-most
        2017-12-05  clock
        2017-12-06  draft-requisition   60,01 kr  refused: over-the-most
        2017-12-06  requisitioned       60 kr
        2017-12-15  paid                60 kr
    """).stands_at("2017-12-15", paid="60 kr", lapsed="40 kr", remaining="0 kr")


def test_a_larger_draft_that_was_not_signed_in_time_gives_nothing(case):
    """What arrived in time decides, never a draft: it keeps no right, and takes none."""
    case("""
        2017-11-20  requisitioned       60 kr
        2017-11-22  return-requisition
        2017-11-23  draft-requisition   100 kr
        2017-12-02  clock
        2017-12-02  sign-requisition    refused: over-the-most
        2017-12-03  draft-requisition   60 kr
        2017-12-03  sign-requisition
    """).stands_at("2017-12-02", lapsed="40 kr").stands_at("2017-12-03", stage="requisitioned", remaining="60 kr")
    case("""
        2017-11-20  requisitioned       60 kr
        2017-11-22  return-requisition
        2017-11-23  draft-requisition   10 kr
        2017-12-02  clock
        2017-12-03  draft-requisition   60 kr
        2017-12-03  sign-requisition
    """).stands_at("2017-12-03", stage="requisitioned", lapsed="40 kr", remaining="60 kr")


def test_before_the_last_day_a_completion_may_ask_for_more(case):
    """The right is whole until the day has passed."""
    case("""
        2017-11-20  requisitioned       60 kr
        2017-11-22  return-requisition
        2017-12-01  requisitioned       100 kr
    """).stands_at("2017-12-02", requested="100 kr", lapsed="0 kr")
