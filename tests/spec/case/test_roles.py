"""Each deed has one role, for the recipient or for the payer. Pages, API and tests read this one table."""

title = "Roles"


def test_who_does_what(deeds):
    """These deeds and no others. Whoever lacks the role for that party is refused, whatever else that person may do:
    Bo holds three roles at another region, and auditor and administrator look on."""
    deeds("""
        draft-requisition        controller         recipient
        sign-requisition         signatory          recipient
        return-requisition       programme-officer  payer
        prepare                  programme-officer  payer
        decide                   decision-maker     payer
        pay                      payer              payer
        restore-right            programme-officer  payer
        draft-statement          controller         recipient
        submit-statement         controller         recipient
        attest-statement         cfo                recipient
        sign-statement           signatory          recipient
        return-statement         assessor           payer
        accept-statement         assessor           payer
        receive-repayment        payer              payer
        propose-reclaim          assessor           payer
        hear-recipient           assessor           payer
        record-reclaim-decision  decision-maker     payer
    """)


def test_who_has_another_role_is_refused_also_where_the_deed_is_next(case):
    """The role is asked for before anything else is told."""
    case("""
        2017-11-15  draft-requisition  Sten  100 kr  refused: not-your-role
        2017-11-15  draft-requisition  Bo    100 kr  refused: not-your-role
        2017-11-15  draft-requisition  Ann   100 kr  refused: not-your-role
        2017-11-15  draft-requisition  Cia   100 kr
        2017-11-20  sign-requisition   Cia           refused: not-your-role
        2017-11-20  sign-requisition   Bo            refused: not-your-role
        2017-11-20  sign-requisition   Sten
        2017-11-21  prepare            Dag           refused: not-your-role
        2017-11-21  prepare            Rut           refused: not-your-role
        2017-11-21  prepare            Olle
        2017-11-22  decide             Ulla          refused: not-your-role
        2017-11-22  decide             Dag
        2017-11-23  pay                Dag   100 kr  refused: not-your-role
        2017-11-23  pay                Ulla  100 kr
        2018-02-20  draft-statement    Cia   85 kr
        2018-02-20  submit-statement   Cia
        2018-02-21  attest-statement   Cia           refused: not-your-role
        2018-02-21  attest-statement   Bo            refused: not-your-role
        2018-02-21  attest-statement   Eva
        2018-02-22  sign-statement     Eva           refused: not-your-role
        2018-02-22  sign-statement     Sten
        2018-03-10  accept-statement   Olle          refused: not-your-role
        2018-03-10  accept-statement   Greta
    """).stands_at("2018-03-10", stage="repayment-demanded")


def test_the_clock_needs_no_role(case):
    """It decides nothing: it records what a date has brought."""
    case("""
        2017-12-02  clock
    """).events("lapsed")
