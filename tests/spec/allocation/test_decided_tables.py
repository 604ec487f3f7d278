"""A table that was decided is the legal truth; the rule is computed beside it."""

title = "Decided tables"


def test_a_table_that_agrees_with_its_rule(pot):
    """Nothing is told."""
    pot("""
        amount: 100 kr
        rule: {by: equal, among: [region-01, region-03]}
        decided: {clause: "1", heading: Tabell, amounts: {region-01: 50 kr, region-03: 50 kr}}
    """).gives("""
        region-01  50 kr
        region-03  50 kr
    """)


def test_each_row_that_differs_is_told_with_its_size(pot):
    """The table's sums are the plan's sums, also where the rule gives others."""
    read = pot("""
        amount: 100 kr
        rule: {by: equal, among: [region-01, region-03]}
        decided: {clause: "1", heading: Tabell, amounts: {region-01: 51 kr, region-03: 49 kr}}
    """)
    read.tells("""
        decided-differs-from-rule  grants[0].pots[0].decided.amounts.region-01
        decided-differs-from-rule  grants[0].pots[0].decided.amounts.region-03
    """)
    assert [found.param("difference") for found in read.problems] == [100, -100]
    assert {line.recipient: line.amount for line in read.plan.lines} == {"region-01": 5100, "region-03": 4900}


def test_a_table_must_add_up_to_the_pot_and_have_the_rule_s_recipients(pot):
    """Missing rows, rows too many, and a sum that is not the pot's."""
    pot("""
        amount: 100 kr
        rule: {by: equal, among: [region-01, region-03]}
        decided: {clause: "1", heading: Tabell, amounts: {region-01: 50 kr, region-04: 49 kr}}
    """).tells("""
        decided-differs-from-pot  grants[0].pots[0].decided.amounts
        decided-row-missing       grants[0].pots[0].decided.amounts
        decided-row-unexpected    grants[0].pots[0].decided.amounts.region-04
    """)


def test_bilaga_1_of_professionsmiljarden_2017(seed_002):
    """The worked official example: both columns, all 21 rows, no krona off. The manual prints it below."""
    from dagmar import catalogue
    from dagmar.allocation.plan import plan

    made = plan(seed_002, catalogue.parties(), catalogue.populations(), year=2017)
    assert made.problems == ()
    decided = {(line.grant.id, line.recipient) for line in made.lines if line.pot.decided}
    assert len(decided) == 42
