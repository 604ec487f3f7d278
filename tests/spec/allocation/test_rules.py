"""How the money of a grant and a year is divided among its recipients."""

title = "Rules"


def test_one_may_get_all(pot):
    """`whole` gives all of the pot to one recipient, and needs no rounding."""
    pot("""
        amount: 21 000 000 kr
        rule: {by: whole, to: skr}
    """).gives("skr  21 000 000 kr")


def test_equal_parts(pot):
    """`equal` divides among parties, or among all parties of a class, and rounds by the agreement's policy."""
    pot("""
        amount: 100 kr
        rule: {by: equal, among: [region-01, region-03, skr]}
    """).gives("""
        region-01  34 kr
        region-03  33 kr
        skr        33 kr
    """)


def test_by_population_of_a_date(pot):
    """`population` divides by how many people lived there on a day, taken from the catalogue with its source."""
    pot("""
        amount: 1 000 000 kr
        rule: {by: population, among: [region-09, region-23], day: 2016-12-31}
    """).gives("""
        region-09  310 715 kr
        region-23  689 285 kr
    """)


def test_the_same_sum_to_each(pot):
    """`fixed` gives each the same stated sum; the sums must fill the pot."""
    pot("""
        amount: 42 000 000 kr
        rule: {by: fixed, among: [region-01, region-03], amount: 21 000 000 kr}
    """).gives("""
        region-01  21 000 000 kr
        region-03  21 000 000 kr
    """)


def test_a_table_of_sums(pot):
    """`table` states each sum."""
    pot("""
        amount: 8 000 000 kr
        rule: {by: table, amounts: {skr: 4 000 000 kr, socialstyrelsen: 4 000 000 kr}}
    """).gives("""
        skr              4 000 000 kr
        socialstyrelsen  4 000 000 kr
    """)


def test_parts_are_divided_each_in_its_own_way(pot):
    """A part is a sum, a share of the whole, or the rest; a recipient of several parts gets their sum."""
    pot("""
        amount: 1 000 kr
        rule:
          by: parts
          parts:
            - {amount: 100 kr, rule: {by: whole, to: skr}}
            - {amount: 1/2, rule: {by: equal, among: [region-01, region-03]}}
            - {amount: rest, rule: {by: whole, to: region-01}}
    """).gives("""
        region-01  650 kr
        region-03  250 kr
        skr        100 kr
    """)


def test_parts_must_fill_the_pot(pot):
    """Parts that give less or more than the pot are told, with the difference."""
    pot("""
        amount: 12 000 000 kr
        rule:
          by: parts
          parts:
            - {amount: 6 000 000 kr, rule: {by: whole, to: skr}}
            - {amount: 5 999 999 kr, rule: {by: whole, to: region-01}}
    """).tells("parts-differ  grants[0].pots[0].rule.parts")
    pot("""
        amount: 10 kr
        rule:
          by: parts
          parts:
            - {amount: 11 kr, rule: {by: whole, to: skr}}
            - {amount: rest, rule: {by: whole, to: region-01}}
    """).tells("parts-differ  grants[0].pots[0].rule.parts")


def test_what_is_decided_later_is_not_allocated(pot):
    """Nothing is invented: the plan stops there, and says who is to decide and where the document says so."""
    pot("""
        amount: {by: later, whom: regeringen, clause: "2"}
        rule: {by: whole, to: skr}
    """).tells("decided-later  grants[0].pots[0].amount")
    pot("""
        amount: 10 kr
        rule: not-stated
    """).tells("not-stated  grants[0].pots[0].rule")


def test_a_part_may_be_decided_later_while_the_others_are_allocated(pot):
    """4 of 10 kr wait for a decision."""
    read = pot("""
        amount: 10 kr
        rule:
          by: parts
          parts:
            - {amount: 6 kr, rule: {by: whole, to: skr}}
            - {amount: rest, rule: {by: later, whom: regeringen, clause: "2"}}
    """)
    read.tells("decided-later  grants[0].pots[0].rule.parts[1].rule")
    assert {line.recipient: line.amount for line in read.plan.lines} == {"skr": 600}
