"""What an agreement may not say against itself or against the world. Each rule is general."""

from spec.conftest import START, read_text

title = "Checking an agreement"


def test_sums_that_the_document_prints_must_be_what_the_grants_give(agreement):
    """In any cut: all grants, some, or those of one payer, payee, beneficiary or budget line."""
    agreement("""
        sums:
          - {year: 2017, amount: 100 kr, clause: "1", of: {}}
          - {year: 2017, amount: 101 kr, clause: "1", of: {beneficiary: regions}}
          - {year: 2017, amount: 99 kr, clause: "1", of: {payer: kammarkollegiet}}
    """).tells("""
        sum-differs  sums[1].amount
        sum-differs  sums[2].amount
    """)


def test_every_clause_that_is_named_must_be_listed(agreement):
    """A reference to a clause that the agreement does not have."""
    agreement("""
        notes: [{clause: "10.1", text: {sv: Se där, en: See there}}]
    """).tells("unknown-clause  notes[0].clause")


def test_every_party_must_be_known(agreement):
    """A party is known by an id of the catalogue."""
    agreement("""
        signatures: [{party: region-99, name: N N, title: {sv: Chef, en: Head}, day: 2017-01-01, clause: "1"}]
    """).tells("unknown-party  signatures[0].party")


def test_a_recipient_must_exist_in_the_year_of_the_money():
    """Region Skåne came to be in 1999; money of 1998 cannot be for it."""
    old = START.replace("2017-", "1998-").replace("year: 2017", "year: 1998")
    read_text(old + "        amount: 10 kr\n        rule: {by: whole, to: region-12}\n").tells("""
        party-not-that-year  grants[0].pots[0].rule.to
    """)


def test_a_share_key_needs_its_data(pot):
    """A population of a day that the catalogue does not have is never replaced by another day's."""
    pot("""
        amount: 10 kr
        rule: {by: population, among: [regions], day: 2016-11-02}
    """).tells("no-population  grants[0].pots[0].rule.day")


def test_an_old_population_is_a_warning(pot):
    """More than a year before the year of the money began."""
    read = pot("""
        amount: 10 kr
        rule: {by: population, among: [region-01], day: 2015-12-31}
    """)
    read.tells("old-population  grants[0].pots[0].rule.day")
    pot("""
        amount: 10 kr
        rule: {by: population, among: [region-01], day: 2016-11-01}
    """).gives("region-01  10 kr")


def test_dates_come_in_order(agreement):
    """A statement cannot be due before the requisition, nor before its year ends, nor anything before the year."""
    agreement("""
        duties:
          - {id: ask, kind: requisition, name: {sv: R, en: R}, of: [regions], to: [kammarkollegiet], clause: "2",
             due: {2017: 2017-12-01}}
          - {id: tell, kind: statement, name: {sv: S, en: S}, of: [regions], to: [kammarkollegiet], clause: "2",
             due: {2017: 2017-11-30}}
          - {id: early, kind: repayment, name: {sv: U, en: U}, of: [skr], to: [kammarkollegiet], clause: "2",
             due: {2017: 2016-12-31}}
    """).tells("""
        dates-out-of-order  duties[1].due.2017
        final-before-end    duties[1].due.2017
        dates-out-of-order  duties[2].due.2017
    """)


def test_a_duty_has_a_receiver(agreement):
    """Where the document does not say who receives it, that is a warning; nobody is put in its place."""
    agreement("""
        duties:
          - {id: tell, kind: activity-report, name: {sv: V, en: A}, of: [skr], to: not-stated, clause: "2",
             due: {2017: 2018-03-31}}
    """).tells("duty-without-receiver  duties[0].to")


def test_who_owes_a_paper_signs_it(agreement):
    """A paper of the regions that the association is to sign is likely a slip of the pen."""
    agreement("""
        duties:
          - id: ask
            kind: requisition
            name: {sv: R, en: R}
            of: [regions]
            to: [kammarkollegiet]
            clause: "2"
            due: {2017: 2017-12-01}
            signed_by: {role: authorised-signatory, of: [skr]}
    """).tells("signed-by-another  duties[0].signed_by")


def test_ids_are_unique_and_references_lead_somewhere(agreement):
    """A form, a grant, an area or a budget line that is named must be in the file."""
    agreement("""
        areas: [{id: it, name: {sv: It, en: IT}, clause: "1"}, {id: it, name: {sv: It, en: IT}, clause: "1"}]
        sums: [{year: 2017, amount: 100 kr, clause: "1", of: {grants: [moeny]}}]
    """).tells("""
        duplicate-id       areas[1].id
        unknown-reference  sums[0].of.grants[0]
    """)


def test_years_are_the_agreement_s(agreement):
    """Money, sums and dates are for years that the agreement lists."""
    agreement("""
        sums: [{year: 2018, amount: 100 kr, clause: "1", of: {}}]
    """).tells("""
        year-not-listed  sums[0].year
    """)
