"""A document may disagree with itself. General rules find where; what is printed stays as it is printed."""

title = "The document against itself"


def test_a_body_has_the_members_that_are_listed(agreement):
    """Seven members, and a list of three, four and one: one of the two is a slip."""
    agreement("""
        bodies:
          - {id: nationella-ledningsfunktionen, clause: "2", members: 7,
             seats: [{of: {sv: staten, en: the state}, count: 3}, {of: {sv: huvudmännen, en: the principals}, count: 4},
                     {of: {sv: SKR, en: SKR}, count: 1}]}
    """).tells("counts-disagree  bodies[0].members")


def test_a_budget_bill_sets_aside_money_for_its_own_year(agreement):
    """A bill for 2021 that sets aside money for 2020 is likely a slip; estimates for later years are not."""
    agreement("""
        mentions:
          - {amount: 300 000 000 kr, clause: "2", what: {sv: P, en: B}, year: 2020, bill: 2021}
          - {amount: 300 000 000 kr, clause: "2", what: {sv: P, en: B}, year: 2022, bill: 2021}
    """).tells("bill-of-another-year  mentions[0].year")


def test_a_pointer_leads_somewhere(agreement):
    """A clause that does not exist, a page on which something else stands, a heading that is not the clause's."""
    agreement("""
        pages: {"1": 3, "2": 5}
        references:
          - {clause: "1", to: "4.2.2"}
          - {clause: "1", to: "1", page: 4}
          - {clause: "2", to: "1", page: 9}
          - {clause: "2", to: "1", heading: Pengarna}
    """).tells("""
        reference-to-nothing  references[0].to
        page-differs          references[2].page
        two-names             references[3].heading
    """)


def test_one_thing_has_one_name(agreement):
    """Capitals and hyphens make no other name; another word does."""
    agreement("""
        areas:
          - {id: one, name: {sv: E, en: E}, clause: "1", called: {"1": E-hälsa, "2": eHälsa}}
          - {id: two, name: {sv: S, en: R}, clause: "1", called: {"1": sällsynta tillstånd, "2": sällsynta sjukdomar}}
    """).tells("two-names  areas[1].called")


def test_a_final_report_comes_after_its_period(agreement):
    """One that is due before the year of its money has ended is told; an interim one may be."""
    agreement("""
        duties:
          - {id: last, kind: final-report, name: {sv: S, en: F}, of: [skr], to: [kammarkollegiet], clause: "2",
             due: {2017: 2017-11-30}}
          - {id: first, kind: statement, name: {sv: S, en: S}, of: [skr], to: [kammarkollegiet], clause: "2",
             due: {2017: 2017-10-15}, interim: true}
    """).tells("final-before-end  duties[0].due.2017")


def test_days_may_be_approximate(agreement):
    """A month, so many times in a year, when the work is finished, all the time: each is kept as it is said."""
    agreement("""
        duties:
          - {id: talk, kind: dialogue, name: {sv: A, en: T}, of: [skr], to: not-stated, clause: "2", oral: true,
             due: {2017: 2017-08}}
          - {id: often, kind: dialogue, name: {sv: A, en: T}, of: [skr], to: [kammarkollegiet], clause: "2",
             due: {2017: {at_least: 2, within: 2017}}}
          - {id: end, kind: statement, name: {sv: S, en: S}, of: [skr], to: [kammarkollegiet], clause: "2",
             due: {2017: when-finished}}
    """).tells("")


def test_a_duty_has_a_day(agreement):
    """A duty without any day is told."""
    agreement("""
        duties:
          - {id: some, kind: follow-up, name: {sv: U, en: F}, of: [skr], to: [kammarkollegiet], clause: "2", due: {}}
    """).tells("duty-without-date  duties[0].due")


def test_a_figure_that_is_printed_twice_is_the_same(agreement):
    """Two clauses that print different sums of one thing disagree, whichever of them the grants add up to."""
    agreement("""
        sums:
          - {year: 2017, amount: 100 kr, clause: "1", of: {}}
          - {year: 2017, amount: 110 kr, clause: "2", of: {}}
    """).tells("""
        sum-differs       sums[1].amount
        figures-disagree  sums[1].amount
    """)


def test_a_clause_of_which_nothing_is_kept_is_told(whole):
    """So that nothing is lost in silence: what is left out on purpose has a note that says why."""
    file = START.replace('"2": Villkor', '"2": Villkor, "3": Bakgrund')
    whole(file).tells("clause-unused  clauses.3")
    note = 'notes: [{clause: "3", kind: left-out, text: {sv: Historia, en: History}}]\n'
    whole(file + note).tells("")


START = """\
dagmar: 1
id: example
version: 1
name: {sv: Exempel, en: Example}
sources: [{title: Exempel, issuer: regeringen, day: 2017-01-01}]
clauses: {"1": Pengar, "2": Villkor}
approvals: [{by: regeringen, day: not-stated, clause: "2"}]
parties: [staten, skr]
period: {first: 2017-01-01, last: 2017-12-31, clause: "1"}
years: [{year: 2017, clause: "1"}]
grants: []
"""
