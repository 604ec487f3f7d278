"""Money that others add, money outside the agreement, money that is handed on, and money that is phased out."""

from textwrap import dedent

title = "Money from many and to many"

START = """\
dagmar: 1
id: example
version: 1
name: {sv: Exempel, en: Example}
sources: [{title: Exempel, issuer: regeringen, day: 2021-01-01}]
clauses: {"1": Pengar}
parties: [staten, skr]
period: {first: 2021-01-01, last: 2021-12-31, clause: "1"}
years: [{year: 2021, clause: "1"}]
"""


def grant(name, more, amount="100 kr", whom="skr"):
    return f"""
  - id: {name}
    name: {{sv: {name}, en: {name}}}
    clause: "1"
    payer: kammarkollegiet
    mode: [on-requisition]
    appropriation: not-stated
    pots: [{{year: 2021, amount: {amount}, clause: "1", rule: {{by: whole, to: {whom}}}}}]
    {more}"""


def test_what_others_contribute_is_summed_apart(whole):
    """The state's 100 kr and the regions' 40 kr are two sums, and a third together."""
    whole(
        START
        + "grants:"
        + grant("support", "beneficiary: [skr]\n    payee: beneficiary")
        + dedent("""
        contributions:
          - {id: regions, name: {sv: R, en: R}, by: [regions], year: 2021, amount: 40 kr, clause: "1"}
        sums:
          - {year: 2021, amount: 100 kr, clause: "1", of: {}}
          - {year: 2021, amount: 40 kr, clause: "1", of: {money: contributions}}
          - {year: 2021, amount: 140 kr, clause: "1", of: {money: both}}
        """)
    ).tells("")


def test_money_outside_the_agreement_is_no_part_of_its_sums_nor_of_its_plan(whole):
    """A document may name money that is financed elsewhere; it is kept, and never allocated."""
    found = whole(
        START
        + "grants:"
        + grant("support", "beneficiary: [skr]\n    payee: beneficiary")
        + grant("campaign", "beneficiary: [skr]\n    payee: beneficiary\n    outside: true", "3 kr")
        + dedent("""
        sums:
          - {year: 2021, amount: 100 kr, clause: "1", of: {}}
          - {year: 2021, amount: 3 kr, clause: "1", of: {money: outside}}
        """)
    )
    found.gives("skr  100 kr")


def test_money_may_be_handed_on(whole):
    """The regions' money that goes through the association is paid to it, and is not yet the regions'."""
    more = """beneficiary: [regions]
    payee: skr
    pass_on: {to: [regions], clause: "1", key: not-stated}
sums:
  - {year: 2021, amount: 100 kr, clause: "1", of: {beneficiary: regions, payee: skr}}
"""
    whole(START + "grants:" + grant("registers", more)).gives("skr  100 kr")


def test_whoever_is_paid_is_a_legal_person(whole):
    """A collaborative region is none: the document must say who is paid for it, or it is told."""
    whole(
        START
        + "grants:"
        + grant(
            "care", "beneficiary: [collaborative-regions]\n    payee: beneficiary", whom="collaborative-region-norra"
        )
    ).tells("payee-no-legal-person  grants[0].payee")


def test_recipients_may_have_to_match_and_the_state_may_phase_out(whole):
    """`matching` is what recipients add of their own; `phase_out` is the state's part of the costs, year by year."""
    more = """beneficiary: [skr]
    payee: beneficiary
    matching: {by: [counties], at_least: 1/1, clause: "1"}
    phase_out:
      - {counted: calendar-year, state_share: {2021: 75 %, 2022: 50 %, 2023: 0 %}, clause: "1", to: [counties]}
      - {counted: year-of-the-work, state_share: {5: 75 %, 6: 50 %}, clause: "1", force: model}
    use_approval: {by: bestallarfunktionen-for-it, form: approval, clause: "1"}
"""
    whole(START + "grants:" + grant("structures", more)).gives("skr  100 kr")


def test_one_sum_has_one_rule(whole):
    """Two pots of one year in one grant would divide the same money twice."""
    text = "grants:" + grant("support", "beneficiary: [skr]\n    payee: beneficiary")
    one = 'pots: [{year: 2021, amount: 100 kr, clause: "1", rule: {by: whole, to: skr}}'
    whole(START + text.replace(one, f'{one}, {{year: 2021, amount: 100 kr, clause: "1", rule: not-stated}}')).tells("""
        two-rules   grants[0].pots[1].year
        not-stated  grants[0].pots[1].rule
    """)
