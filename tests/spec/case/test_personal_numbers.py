"""Personal numbers do not belong in a case. A text that holds one is refused, and the number is repeated nowhere. The
numbers below are official test numbers: 19121212-1212 is a personnummer, 19701063-2391 a samordningsnummer.
"""

from dagmar.basis.personal import has_personal_number, without_personal_numbers
from dagmar.words import hint, say

title = "Personal numbers"


def test_a_personal_number_is_refused_however_it_is_written(case):
    """With or without century, with a hyphen, a plus, a dash, a space or nothing, wherever it stands in the text."""
    case("""
        2017-11-15  draft-requisition  contact: 19121212-1212               refused: personal-number
        2017-11-15  draft-requisition  contact: 191212121212                refused: personal-number
        2017-11-15  draft-requisition  contact: 121212-1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: 1212121212                  refused: personal-number
        2017-11-15  draft-requisition  contact: 121212+1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: 121212 1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: 19121212 - 1212             refused: personal-number
        2017-11-15  draft-requisition  contact: 121212–1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: Tolvan (19121212-1212), HR  refused: personal-number
        2017-11-15  draft-requisition  contact: pnr19121212-1212x           refused: personal-number
        2017-11-15  draft-requisition  contact: 1912-12-12-1212             refused: personal-number
        2017-11-15  draft-requisition  contact: 12 12 12 - 1212             refused: personal-number
        2017-11-15  draft-requisition  contact: 121212.1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: 1912 12 12 1212             refused: personal-number
        2017-11-15  draft-requisition  contact: 121212—1212                 refused: personal-number
        2017-11-15  draft-requisition  contact: １２１２１２-１２１２                 refused: personal-number
        2017-11-15  draft-requisition  contact: Tolvan Tolvansson
    """).events("requisition-drafted")


def test_characters_without_width_hide_nothing():
    """A soft hyphen, a zero-width space, digits of another script."""
    for written in ("12\u00ad1212-1212", "121212\u200b-1212", "١٢١٢١٢-١٢١٢"):
        assert has_personal_number(written), written
    assert without_personal_numbers("of 121212-1212, 2017-11-15") == "of …, 2017-11-15"


def test_a_samordningsnummer_is_refused_too(case):
    """60 is added to the day of birth: 63 is the third of the month."""
    case("""
        2017-11-15  draft-requisition  contact: 19701063-2391               refused: personal-number
        2017-11-15  draft-requisition  contact: 701063-2391                 refused: personal-number
        2017-11-15  draft-requisition  contact: 7010632391                  refused: personal-number
    """)


def test_other_numbers_are_let_through(case):
    """An organisation number, a bankgiro, a telephone, a file number, and what only looks like a date of birth."""
    case("""
        2017-11-15  draft-requisition  organisation-number: 232100-0016  account: 5052-5781
        2017-11-15  draft-requisition  organisation-number: 2321000016   account: 5050-1055
        2017-11-15  draft-requisition  contact: 232100-0016
        2017-11-15  draft-requisition  contact: Växeln 08-123 456
        2017-11-15  draft-requisition  decision-number: S2017/00231/FS
        2017-11-15  draft-requisition  contact: 2012-12-12, 1212 kr
        2017-11-15  draft-requisition  contact: 121212-1213
        2017-11-15  draft-requisition  contact: 121312-1211
        2017-11-15  draft-requisition  contact: 9121212121299
    """).events("requisition-drafted")


def test_in_any_text_of_any_deed(case):
    """Reasons, answers, references, items of cost, what the CFO writes: no text is let through."""
    case("""
        2017-11-20  requisitioned       100 kr
        2017-11-21  return-requisition  reason: Ask 19121212-1212                  refused: personal-number
        2017-12-05  paid                100 kr
        2018-02-20  draft-statement     address: Box 121212-1212                   refused: personal-number
        2018-02-20  draft-statement     85 kr
        2018-02-20  submit-statement
        2018-02-21  attest-statement    title: CFO 121212-1212                     refused: personal-number
        2018-02-21  attest-statement    alternative: 2  deviations: 121212-1212 left
        ...                             measures: New books                        refused: personal-number
        2018-02-21  attest-statement    alternative: 2  deviations: One left
        ...                             measures: See 121212-1212                  refused: personal-number
        2018-02-21  attest-statement
        2018-02-22  sign-statement
        2018-03-02  return-statement    reason: 121212-1212                        refused: personal-number
        2018-03-02  repaid              1 kr  reference: 1212121212                refused: personal-number
        2018-03-10  accept-statement    80 kr  reason: Pay of 121212-1212          refused: personal-number
    """)
    case("""
        2017-12-02  clock
        2018-01-15  restore-right       decision: 19121212-1212                    refused: personal-number
    """)
    case("""
        2017-11-20  requisitioned       100 kr
        2017-12-05  paid                100 kr
        2018-04-15  propose-reclaim     reason: 121212-1212                        refused: personal-number
        2018-04-15  propose-reclaim
        2018-05-20  hear-recipient      answer: Says 701063-2391                   refused: personal-number
        2018-05-20  hear-recipient
        2018-06-20  record-reclaim-decision  decision: 121212-1212                 refused: personal-number
    """)


def test_each_place_is_told_and_the_number_is_not(case):
    """Not in the problem, nor in its words, not even where somebody names a field so."""
    played = case("""
        2017-11-15  draft-requisition  contact: Tolvan 19121212-1212  address: 701063-2391
        ...                            pnr-19121212-1212: Tolvan
    """).refused("""
        personal-number  fields.contact
        personal-number  fields.address
        personal-number  fields
    """)
    for found in played.problems:
        for text in (repr(found), say(found, "sv"), say(found, "en"), hint(found, "sv"), hint(found, "en")):
            assert "1212" not in text
            assert "2391" not in text


def test_a_hash_is_not_taken_for_a_personal_number(case):
    """Among the digits of a hash such numbers come by chance: this requisition can be signed all the same."""
    played = case("""
        2017-11-15  draft-requisition  17,29 kr
        2017-11-20  sign-requisition
    """).events("requisitioned")
    assert has_personal_number(played.walk.standing.requisition_content), "choose a sum whose hash holds one"
