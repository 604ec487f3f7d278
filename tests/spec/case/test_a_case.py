"""A case is one grant, one recipient, one year. Here the right is 100 kr, by the terms of professionsmiljarden-2017:
requisition by 1 December 2017, statement and repayment by 31 March 2018. A row is a date, a deed, who did it where that
matters, and a sum; `refused` says that nothing was done, and why. Below a row, `...` goes on with it.

At the recipient Cia is controller, Sten authorised signatory, Eva CFO and Ann administrator. At the payer Olle is
programme officer, Dag decision maker, Ulla payer, Greta assessor and Rut auditor; Alva holds all of their roles but the
auditor's. Bo is controller, CFO and signatory of another region.
"""

title = "A case, and who is in it"


def test_from_requisition_to_settlement(case):
    """Every deed of a case in which all goes well but for 15 kr, which are repaid."""
    case("""
        2017-11-15        draft-requisition  Cia    100 kr
        2017-11-20        sign-requisition   Sten
        2017-11-27        prepare            Olle
        2017-11-30        decide             Dag
        2017-12-05        pay                Ulla   100 kr
        2018-02-20        draft-statement    Cia    Courses 60 kr, Travel 25 kr
        2018-02-20        submit-statement   Cia
        2018-02-26        attest-statement   Eva
        2018-03-01        sign-statement     Sten
        2018-03-10        accept-statement   Greta  85 kr
        2018-03-28        receive-repayment  Ulla   15 kr
    """).stands_at("2018-03-28", stage="settled", paid="100 kr", used="85 kr", returned="15 kr", open="0 kr")


def test_some_words_stand_for_several_deeds(case):
    """`requisitioned`, `paid` and `stated` are all deeds up to there, each done by the one whose deed it is."""
    case("""
        2017-11-20        requisitioned      100 kr
        2017-12-05        paid               100 kr
        2018-03-01        stated             85 kr
    """).stands_at(
        "2018-03-01", stage="stated", prepared_by="Olle", decided_by="Dag", paid_by="Ulla", attested_by="Eva"
    )


def test_a_deed_out_of_turn_is_refused(case):
    """What a case waits for, is what can be done; all else is refused and changes nothing."""
    case("""
        2017-11-15        sign-requisition   refused: wrong-stage
        2017-11-15        pay                refused: wrong-stage
        2017-11-15        draft-statement    refused: wrong-stage
        2017-11-20        requisitioned      100 kr
        2017-11-21        decide             refused: wrong-stage
        2017-11-21        accept-statement   refused: wrong-stage
        2017-12-05        paid               100 kr
        2017-12-05        pay                refused: wrong-stage
        2017-12-06        draft-requisition  refused: wrong-stage
        2017-12-06        restore-right      refused: wrong-stage
        2017-12-06        receive-repayment  1 kr  refused: wrong-stage
    """).stands_at("2017-12-06", stage="paid", paid="100 kr")


def test_every_krona_is_in_one_place(case):
    """A right is remaining, lapsed or paid; what is paid is open, used, demanded or returned."""
    case("""
        2017-11-20        requisitioned      80 kr
        2017-12-05        paid               80 kr
        2018-03-01        stated             50 kr
        2018-03-10        accepted           50 kr
        2018-03-20        repaid             10 kr
    """).stands_at("2017-11-20", remaining="100 kr", lapsed="0 kr", paid="0 kr").stands_at(
        "2017-12-02", remaining="80 kr", lapsed="20 kr", paid="0 kr"
    ).stands_at("2018-03-01", remaining="0 kr", lapsed="20 kr", paid="80 kr", open="80 kr").stands_at(
        "2018-03-20", paid="80 kr", open="0 kr", used="50 kr", demanded="20 kr", returned="10 kr"
    )
