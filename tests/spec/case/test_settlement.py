"""When costs are accepted, used = min(accepted costs, paid). What they do not cover is repaid by the day in the
agreement (clause 10.1), and every paid krona is in exactly one place: open, used, demanded or returned.
"""

title = "Settlement and repayment"


def test_unspent_money_returns_to_the_state(case):
    """What the statement does not account for is repaid by the date in the agreement: 15 kr by 31 March 2018."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
    """).stands_at("2018-03-02", to_repay="15 kr", due="2018-03-31")


def test_accepting_the_statement_demands_the_rest(case):
    """The day is the agreement's; where it has passed, thirty days on: no demand is late when it is made."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-10  accepted        85 kr
    """).events("statement-accepted", "repayment-demanded", amount="15 kr", due="2018-03-31").stands_at(
        "2018-03-10", stage="repayment-demanded", open="0 kr", used="85 kr", demanded="15 kr", returned="0 kr"
    )
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-05-01  stated          85 kr
        2018-05-10  accepted        85 kr
    """).events("statement-accepted", "repayment-demanded", due="2018-06-09")


def test_who_used_all_is_settled_at_once(case):
    """Nothing is demanded."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated         100 kr
        2018-03-10  accepted       100 kr
    """).events("statement-accepted", used="100 kr").stands_at(
        "2018-04-01", stage="settled", used="100 kr", to_repay="0 kr", due=None
    )


def test_costs_above_what_was_paid_are_the_recipient_s_own(case):
    """Costs of 120 kr use 100 kr, no more."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated         120 kr
        2018-03-10  accepted       120 kr
    """).events("statement-accepted", accepted="120 kr", used="100 kr").stands_at(
        "2018-03-10", stage="settled", used="100 kr", open="0 kr", to_repay="0 kr"
    )


def test_repaid_in_parts(case):
    """Never more than what is left of the demand, and never nothing; the last part settles the case."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-10  accepted        85 kr
        2018-03-20  repaid          10 kr
        2018-03-21  repaid           5,01 kr  refused: over-the-most
        2018-03-21  repaid           0 kr     refused: amount-zero
        2018-03-31  repaid           5 kr
        2018-04-02  repaid           0,01 kr  refused: wrong-stage
    """).stands_at("2018-03-20", stage="repayment-demanded", demanded="5 kr", returned="10 kr").stands_at(
        "2018-04-02", stage="settled", demanded="0 kr", returned="15 kr", due=None
    )


def test_repaid_ahead_of_the_demand(case):
    """Unused money may come back before the statement is accepted; what it covers is not demanded again."""
    played = case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-02  repaid          10 kr
    """)
    played.events("repayment-received", ahead=True)
    played.stands_at("2018-03-02", stage="stated", returned="10 kr", open="90 kr", to_repay="5 kr", due="2018-03-31")
    played.play("""
        2018-03-03  repaid           5,01 kr  refused: over-the-most
        2018-03-03  repaid           5 kr
        2018-03-10  accepted        85 kr
    """).events("statement-accepted").stands_at("2018-03-10", stage="settled", used="85 kr", returned="15 kr")


def test_repaid_ahead_and_accepted_less(case):
    """15 kr came ahead and 70 kr are accepted: 15 kr more are demanded."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-02  repaid          15 kr
        2018-03-10  accepted        70 kr  reason: Another purpose
    """).stands_at("2018-03-10", used="70 kr", demanded="15 kr", returned="15 kr", open="0 kr")


def test_what_came_back_is_not_used(case):
    """15 kr came ahead; then the statement is mended and tells costs of 100 kr. They use the 85 kr that are left."""
    case("""
        2017-11-20  requisitioned     100 kr
        2017-12-05  paid              100 kr
        2018-03-01  stated             85 kr
        2018-03-02  repaid             15 kr
        2018-03-05  return-statement
        2018-03-06  stated            100 kr
        2018-03-07  repaid              1 kr  refused: over-the-most
        2018-03-10  accepted          100 kr
    """).stands_at("2018-03-10", stage="settled", accepted="100 kr", used="85 kr", returned="15 kr", open="0 kr")


def test_a_late_repayment_is_reminded_of_once(case):
    """Not on the last day, but on the next; and not again."""
    played = case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-10  accepted        85 kr
        2018-03-20  repaid          10 kr
        2018-03-31  clock
    """)
    played.events()
    played.play("""
        2018-04-01  clock
    """).events("reminded", of="repayment", due="2018-03-31")
    played.play("""
        2018-04-01  clock
        2018-04-02  clock
    """).events()
    played.play("""
        2018-04-03  repaid           5 kr
        2018-04-04  clock
    """).events().stands_at("2018-04-04", stage="settled")


def test_who_has_repaid_is_not_reminded(case):
    """Nor is one who has nothing to repay."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-01  stated          85 kr
        2018-03-10  accepted        85 kr
        2018-03-31  repaid          15 kr
        2018-04-01  clock
    """).events()


def test_a_late_statement_is_reminded_of_once(case):
    """Whether or not it has been begun; a statement that has arrived is not asked for."""
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-31  clock
    """).events().play("""
        2018-04-01  clock
    """).events("reminded", of="statement", due="2018-03-31").play("""
        2018-04-02  attested       85 kr
        2018-04-03  clock
    """).events()
    case("""
        2017-11-20  requisitioned  100 kr
        2017-12-05  paid           100 kr
        2018-03-31  stated         100 kr
        2018-04-01  clock
    """).events()
