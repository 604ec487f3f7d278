"""Papers have the fields that the agreement lists (Bilaga 2). Each fault is told at its field, all at once."""

title = "Forms"


def test_each_fault_at_its_field(case):
    """Four fields are wrong, one is empty, one is no field of the form, and the sum is too large."""
    case("""
        2017-11-15  draft-requisition  101 kr  organisation-number: 232100-0017  contact: none  phone: ring me
        ...                            email: cia  account: 5052-5782  hobby: chess
    """).refused("""
        bad-field      fields.organisation-number
        field-missing  fields.contact
        bad-field      fields.phone
        bad-field      fields.email
        bad-field      fields.account
        unknown-field  fields.hobby
        over-the-most  requested
    """)


def test_what_the_agreement_asks_for_is_filled_in(case):
    """Fax number and payment reference may be left out; the others may not."""
    case("""
        2017-11-15  draft-requisition  address: none           refused: field-missing
        2017-11-15  draft-requisition  decision-number: none   refused: field-missing
        2017-11-15  draft-requisition  period: none            refused: field-missing
        2017-11-15  draft-requisition  fax: none  reference: none
    """).events("requisition-drafted")


def test_how_values_are_written(case):
    """Organisation number, account, telephone and e-mail are checked; an empty field that may be empty is not."""
    case("""
        2017-11-15  draft-requisition  organisation-number: 232100-0016
        2017-11-15  draft-requisition  organisation-number: 2321000016
        2017-11-15  draft-requisition  organisation-number: 232100-001     refused: bad-field
        2017-11-15  draft-requisition  organisation-number: SE232100-0016  refused: bad-field
        2017-11-15  draft-requisition  account: 5052-5781
        2017-11-15  draft-requisition  account: 123-4566
        2017-11-15  draft-requisition  account: 1-8
        2017-11-15  draft-requisition  account: 50525781                   refused: bad-field
        2017-11-15  draft-requisition  account: 5052-5782                  refused: bad-field
        2017-11-15  draft-requisition  phone: +46 (0)8-123 456
        2017-11-15  draft-requisition  phone: 123                          refused: bad-field
        2017-11-15  draft-requisition  fax: none
        2017-11-15  draft-requisition  fax: yes                            refused: bad-field
        2017-11-15  draft-requisition  email: kontakt@region.example
        2017-11-15  draft-requisition  email: kontakt@region               refused: bad-field
    """)


def test_the_statement_has_a_form_of_its_own(case):
    """What is wrong there is told there."""
    case("""
        2017-11-20  requisitioned    100 kr
        2017-12-05  paid             100 kr
        2018-02-20  draft-statement  email: cia  agreement-number: none
    """).refused("""
        bad-field      fields.email
        field-missing  fields.agreement-number
    """)


def test_sums_and_signatures_are_not_typed(case):
    """Sums come from the case, attestations and signatures are deeds: as text they are no fields."""
    case("""
        2017-11-15  draft-requisition  signed: Sten
    """).refused("unknown-field  fields.signed")
    case("""
        2017-11-20  requisitioned    100 kr
        2017-12-05  paid             100 kr
        2018-02-20  draft-statement  received: 200 kr  unused: 0 kr  cfo-title: CFO
    """).refused("""
        unknown-field  fields.cfo-title
        unknown-field  fields.received
        unknown-field  fields.unused
    """)


def test_what_is_refused_changes_nothing(case):
    """The earlier draft stands as it was."""
    case("""
        2017-11-15  draft-requisition  60 kr  address: Box 1
        2017-11-16  draft-requisition  70 kr  email: cia  refused: bad-field
    """).stands_at("2017-11-16", stage="requisition-drafted", requested="60 kr")
