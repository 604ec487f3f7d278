"""Three different persons prepare, decide and pay. What is paid is exactly what was decided, on exactly what was
examined.
"""

title = "Three persons"


def test_preparing_deciding_and_paying_are_three(case):
    """Alva holds every role, and still does only one of the three."""
    case("""
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Alva
        2017-11-22  decide           Alva     refused: same-person
        2017-11-22  decide           Dag
        2017-11-23  pay              Alva     refused: same-person
        2017-11-23  pay              Ulla
    """).stands_at("2017-11-23", prepared_by="Alva", decided_by="Dag", paid_by="Ulla")
    case("""
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Olle
        2017-11-22  decide           Alva
        2017-11-23  pay              Alva     refused: same-person
    """).stands_at("2017-11-23", stage="decided", paid="0 kr")


def test_two_accounts_of_one_person_are_one_person(case):
    """Olle has another account, with the roles of decision maker and payer: he is still Olle."""
    case("""
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Olle
        2017-11-22  decide           Olle's other account  refused: same-person
        2017-11-22  decide           Dag
        2017-11-23  pay              Olle's other account  refused: same-person
    """).stands_at("2017-11-23", stage="decided")
    case("""
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Alva
        2017-11-22  decide           Olle's other account
        2017-11-23  pay              Olle's other account  refused: same-person
        2017-11-23  pay              Ulla
    """).stands_at("2017-11-23", stage="paid", decided_by="Olle")


def test_two_do_not_decide_each_other_s(case):
    """Alva prepared another case, and Olle decided it; so Alva does not decide what Olle has prepared."""
    case("""
        2017-11-10  in another case  prepared: Alva  decided: Olle
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Olle
        2017-11-22  decide           Alva     refused: each-others
        2017-11-22  decide           Dag
    """).stands_at("2017-11-22", stage="decided", decided_by="Dag")


def test_the_same_two_may_go_on_in_the_same_order(case):
    """Olle prepared another case, and Alva decided it: she may decide what he prepares here too."""
    case("""
        2017-11-10  in another case  prepared: Olle  decided: Alva
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Olle
        2017-11-22  decide           Alva
    """).stands_at("2017-11-22", stage="decided", decided_by="Alva")


def test_content_that_changed_before_it_was_examined(case):
    """Olle and Dag act on what they have read: what was changed since is refused."""
    case("""
        2017-11-15  requisitioned    100 kr
        2017-11-16  return-requisition
        2017-11-20  requisitioned    60 kr
        2017-11-21  prepare          seen: 2017-11-15  refused: content-changed
        2017-11-21  prepare          seen: 2017-11-20
        2017-11-22  decide           seen: 2017-11-15  refused: content-changed
        2017-11-22  decide           seen: 2017-11-20
        2017-11-23  pay              seen: 2017-11-15  refused: content-changed
        2017-11-23  pay              seen: 2017-11-22
    """).stands_at("2017-11-23", paid="60 kr")


def test_content_that_changes_after_preparation_is_prepared_again(case):
    """It changes only when it is returned; then it is neither prepared nor decided, and nobody decides on the old."""
    case("""
        2017-11-15  requisitioned    60 kr
        2017-11-16  prepare          Olle
        2017-11-17  return-requisition
        2017-11-18  requisitioned    100 kr
        2017-11-19  decide           seen: 2017-11-16  refused: wrong-stage
        2017-11-20  prepare          Olle
        2017-11-21  decide           seen: 2017-11-16  refused: content-changed
        2017-11-21  decide           Dag
    """).stands_at("2017-11-18", prepared_by=None, decided="0 kr").stands_at("2017-11-21", decided="100 kr")


def test_nothing_changes_after_a_decision(case):
    """What was decided can neither be changed nor returned; it waits for payment."""
    case("""
        2017-11-20  requisitioned       100 kr
        2017-11-22  decided
        2017-11-23  draft-requisition   60 kr  refused: wrong-stage
        2017-11-23  return-requisition         refused: wrong-stage
        2017-11-23  decide                     refused: wrong-stage
        2017-11-24  paid                100 kr
    """).stands_at("2017-11-24", stage="paid", paid="100 kr")


def test_exactly_what_was_decided_is_paid(case):
    """Not an öre more or less, and once."""
    case("""
        2017-11-20  requisitioned    60 kr
        2017-11-22  decided
        2017-11-23  pay              60,01 kr  refused: not-what-was-decided
        2017-11-23  pay              59,99 kr  refused: not-what-was-decided
        2017-11-23  pay              100 kr    refused: not-what-was-decided
        2017-11-23  pay              0 kr      refused: not-what-was-decided
        2017-11-23  pay              60 kr
        2017-11-23  pay              60 kr     refused: wrong-stage
    """).stands_at("2017-11-23", requested="60 kr", decided="60 kr", paid="60 kr")


def test_every_reason_is_told_at_once(case):
    """Another sum, by one who decided, on what was changed: three faults, three reasons."""
    case("""
        2017-11-15  requisitioned    60 kr
        2017-11-16  return-requisition
        2017-11-20  requisitioned    100 kr
        2017-11-21  prepare          Olle
        2017-11-22  decide           Alva
        2017-11-23  pay              Alva  60 kr  seen: 2017-11-15
    """).refused("""
        content-changed       content
        same-person
        not-what-was-decided  amount
    """)
