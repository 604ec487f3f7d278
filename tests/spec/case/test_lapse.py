"""A right that is not requisitioned in time lapses (clause 10.1). The date and the time of receipt decide, as Stockholm
counts them; a job only records what the date has brought.
"""

title = "Lapse"


def test_the_last_minute_of_the_last_day_is_in_time(case):
    """The last day is 1 December 2017, to its end."""
    case("""
        2017-12-01 23:58  draft-requisition  100 kr
        2017-12-01 23:59  sign-requisition
    """).events("requisitioned").stands_at("2017-12-02", stage="requisitioned", lapsed="0 kr")


def test_midnight_is_too_late(case):
    """The paper is registered, and refused; the right has lapsed, though no job has run."""
    case("""
        2017-12-01 23:59  draft-requisition  100 kr
        2017-12-02 00:00  sign-requisition
    """).events("arrived-too-late", "lapsed", amount="100 kr", due="2017-12-01").stands_at(
        "2017-12-02 00:00", stage="lapsed", lapsed="100 kr", remaining="0 kr"
    )


def test_nothing_is_paid_on_a_late_requisition(case):
    """It can neither be prepared nor decided; it stays registered, and may be sent once more, to no avail."""
    case("""
        2017-12-02  requisitioned     100 kr
        2017-12-03  prepare           refused: wrong-stage
        2017-12-03  decide            refused: wrong-stage
        2017-12-04  requisitioned     100 kr
    """).events("requisition-drafted", "arrived-too-late").stands_at("2017-12-04", stage="lapsed", lapsed="100 kr")


def test_the_clock_records_a_lapse_once(case):
    """Not on the last day; on the next, or later; and never twice."""
    case("""
        2017-12-01 23:59  clock
    """).events()
    case("""
        2017-12-02 00:00  clock
    """).events("lapsed", amount="100 kr", due="2017-12-01")
    case("""
        2017-12-09        clock
        2017-12-09        clock
    """).events().stands_at("2017-12-09", stage="lapsed", lapsed="100 kr")


def test_a_draft_keeps_no_right(case):
    """What is filled in but not signed has not arrived."""
    case("""
        2017-11-30        draft-requisition  100 kr
    """).stands_at("2017-12-01 23:59", stage="requisition-drafted", lapsed="0 kr").stands_at(
        "2017-12-02 00:00", stage="lapsed", lapsed="100 kr"
    )


def test_what_was_not_asked_for_lapses(case):
    """60 kr of 100 kr were requisitioned in time: 40 kr lapse, wherever the 60 kr are on their way."""
    case("""
        2017-12-01        requisitioned      60 kr
        2017-12-05        paid               60 kr
        2018-03-01        stated             60 kr
    """).stands_at("2017-12-01", lapsed="0 kr", remaining="100 kr").stands_at(
        "2017-12-02", stage="requisitioned", lapsed="40 kr", remaining="60 kr"
    ).stands_at("2017-12-05", stage="paid", lapsed="40 kr", remaining="0 kr").stands_at(
        "2018-03-01", stage="stated", lapsed="40 kr", paid="60 kr"
    )


def test_only_the_government_restores_a_right(case):
    """Its decision is recorded with number and date, and gives a new last day."""
    played = case("""
        2017-12-02        clock
        2018-01-15        restore-right      decision: S2018/00123/FS  decided: 2018-01-11  until: 2018-02-15
    """)
    played.events("right-restored", amount="100 kr", decision="S2018/00123/FS", decided="2018-01-11")
    played.stands_at("2018-02-15", stage="to-requisition", lapsed="0 kr", remaining="100 kr")
    played.play("""
        2018-02-15 23:59  requisitioned      100 kr
        2018-02-20        paid               100 kr
    """).stands_at("2018-02-20", stage="paid", paid="100 kr")


def test_the_new_last_day_is_kept_too(case):
    """At midnight after it the right lapses again, with the new day as its day."""
    case("""
        2017-12-02        clock
        2018-01-15        restore-right      until: 2018-02-15
        2018-02-15        clock
    """).events().play("""
        2018-02-16        clock
    """).events("lapsed", amount="100 kr", due="2018-02-15")
    case("""
        2017-12-02        clock
        2018-01-15        restore-right      until: 2018-02-15
        2018-02-16 00:00  requisitioned      100 kr
    """).events("requisition-drafted", "arrived-too-late", "lapsed").stands_at("2018-02-16", stage="lapsed")


def test_a_right_may_be_restored_while_a_late_draft_lies_there(case):
    """The draft is filled in anew."""
    case("""
        2017-12-02        clock
        2018-01-10        draft-requisition  100 kr
        2018-01-15        restore-right      until: 2018-02-15
    """).stands_at("2018-01-15", stage="to-requisition", lapsed="0 kr", requisition_due="2018-02-15")


def test_only_what_has_lapsed_is_restored(case):
    """And the decision is made already, and its day is still to come."""
    case("""
        2017-11-15        draft-requisition  100 kr
        2017-11-16        restore-right      refused: wrong-stage
        2017-12-02        clock
        2018-01-15        restore-right      until: 2018-01-14    refused: day-passed
        2018-01-15        restore-right      decided: 2018-01-16  refused: day-to-come
        2018-01-15        restore-right      decided: 2018-01-15  until: 2018-01-15
    """).stands_at("2018-01-15", stage="to-requisition").stands_at("2018-01-16", stage="lapsed")


def test_an_agreement_that_says_nothing_of_lapse(case):
    """Where no clause lets the right lapse, a late requisition arrives like any other."""
    case(
        """
        2017-12-09        clock
        2017-12-10        requisitioned      60 kr
    """,
        lapse_clause=None,
    ).events("requisition-drafted", "requisitioned").stands_at("2017-12-10", stage="requisitioned", lapsed="0 kr")
