"""Money that follows what was reached. The plan takes published figures as they stand, in a table:

    measure,recipient,value,edition
    within-60,region-12,71.4 %,Väntetider 2019-10-31
    registrations,region-12,3 000,Senior alert 2019-10-31
    joint-plan,county-12,1,Socialstyrelsen 2019-04-30

`dagmar allocate AGREEMENT --figures FILE.csv` reads it; so do `explain`, `simulate` and `diff`. Commas or semicolons
stand between the columns; with semicolons a decimal comma may be used. `edition` names the publication or decision that
a value stands in, with its date, and is printed on the receipt. A share is written as `71 %` or `0.71`, a count as a
whole number, a requirement as 1 where it is met and 0 where it is not. Where a requirement is judged for a county
together, the row names the county. A value that cannot be, a recipient that is not judged, and a recipient that is
missing are told.

The measures of this page are `within-60` (a share), `registrations` (a count) and `improvement` (a change); the
requirements are `plan`, judged for each recipient, and `county-plan`, `judged: county`.
"""

title = "Performance"


def test_without_figures_the_plan_stops(reached):
    """Nothing is allocated before the figures are published, and a note says which are awaited."""
    reached("""
        amount: 100 kr
        unwon: returned
        rule: {by: measure, among: [region-01, region-03], measure: registrations}
    """).tells("figures-awaited  grants[0].pots[0].rule.measure")


def test_in_proportion_to_a_measured_value(reached):
    """`measure` weighs each recipient by its value."""
    reached(
        """
        amount: 50 000 kr
        unwon: returned
        rule: {by: measure, among: [region-01, region-03, region-09], measure: registrations}
    """,
        """
        registrations  region-01  3 000
        registrations  region-03  1 000
        registrations  region-09  0
    """,
    ).gives("""
        region-01  37 500 kr
        region-03  12 500 kr
    """)


def test_a_ladder_weighs_the_highest_step_that_is_reached(reached):
    """`tiers`: who reaches 80 % weighs twice as much as who reaches 70 %; who reaches neither gets nothing."""
    reached(
        """
        amount: 300 kr
        unwon: returned
        rule:
          by: tiers
          among: [region-01, region-03, region-09]
          measure: within-60
          tiers: [{at_least: 70 %, weight: 1}, {at_least: 80 %, weight: 2}]
    """,
        """
        within-60  region-01  79,9 %
        within-60  region-03  80 %
        within-60  region-09  69,9 %
    """,
    ).gives("""
        region-01  100 kr
        region-03  200 kr
    """)


def test_people_may_weigh_with_the_step(reached):
    """`people_on` lets each step weigh with how many live there."""
    reached(
        """
        amount: 1 000 kr
        unwon: returned
        rule:
          by: tiers
          among: [region-09, region-23]
          measure: within-60
          people_on: 2016-12-31
          tiers: [{at_least: 70 %, weight: 1}]
    """,
        """
        within-60  region-09  71 %
        within-60  region-23  90 %
    """,
    ).gives("""
        region-09  311 kr
        region-23  689 kr
    """)


def test_more_than_and_at_least_are_two_limits(reached):
    """An improvement of at least 5 % pays, one above 10 % pays more: exactly 10 % is not above it. A value may fall."""
    reached(
        """
        amount: 300 kr
        unwon: returned
        rule:
          by: tiers
          among: [region-01, region-03, region-09]
          measure: improvement
          tiers: [{at_least: 5 %, weight: 1}, {above: 10 %, weight: 2}]
    """,
        """
        improvement  region-01  10 %
        improvement  region-03  10,1 %
        improvement  region-09  -3 %
    """,
    ).gives("""
        region-01  100 kr
        region-03  200 kr
    """)


def test_a_sum_for_each_unit_up_to_a_cap(reached):
    """`unit` pays a rate for each unit, and no more than the cap to one; what is left is not won."""
    read = reached(
        """
        amount: 10 000 kr
        unwon: returned
        rule: {by: unit, among: [region-01, region-03], measure: registrations, rate: 5 kr, cap: 4 000 kr}
    """,
        """
        registrations  region-01  1 000
        registrations  region-03  600
    """,
    )
    read.tells("unwon-returned  grants[0].pots[0].unwon")
    assert {line.recipient: line.amount for line in read.plan.lines} == {"region-01": 400_000, "region-03": 300_000}


def test_a_pot_too_small_for_its_units_is_divided_by_the_claims(reached):
    """Where the units claim more than the pot, every claim is reduced in proportion."""
    reached(
        """
        amount: 4 000 kr
        unwon: returned
        rule: {by: unit, among: [region-01, region-03], measure: registrations, rate: 5 kr}
    """,
        """
        registrations  region-01  1 000
        registrations  region-03  600
    """,
    ).gives("""
        region-01  2 500 kr
        region-03  1 500 kr
    """)


def test_a_pot_closes_over_those_who_meet_the_requirement(reached):
    """`gate`: who does not meet a requirement takes no part, and the whole pot goes to the others."""
    reached(
        """
        amount: 100 kr
        unwon: returned
        rule:
          by: gate
          requires: [plan]
          rule: {by: equal, among: [region-01, region-03, region-09]}
    """,
        """
        plan  region-01  1
        plan  region-03  0
        plan  region-09  1
    """,
    ).gives("""
        region-01  50 kr
        region-09  50 kr
    """)


def test_a_county_may_be_judged_together(reached):
    """Where the county's region and municipalities are judged as one, they pass or fail together."""
    read = reached(
        """
        amount: 3 000 kr
        unwon: returned
        rule:
          by: gate
          requires: [county-plan]
          rule: {by: equal, among: [region-09, municipality-0114, region-01, region-23]}
    """,
        """
        county-plan  county-01  0
        county-plan  county-09  1
        county-plan  county-23  1
        county-plan  others     1
    """,
    )
    read.gives("""
        region-09  1 500 kr
        region-23  1 500 kr
    """)


def test_money_that_nobody_wins_may_have_a_rule_of_its_own(reached):
    """`unwon` says where it goes: a key, a party, or back to the payer."""
    reached(
        """
        amount: 100 kr
        unwon: {by: equal, among: [region-01, region-03]}
        rule:
          by: tiers
          among: [region-01, region-03]
          measure: within-60
          tiers: [{at_least: 90 %, weight: 1}]
    """,
        """
        within-60  region-01  70 %
        within-60  region-03  71 %
    """,
    ).gives("""
        region-01  50 kr
        region-03  50 kr
    """)


def test_silence_about_money_that_nobody_wins_is_told_twice(reached):
    """First by `check`, before anything is lost; then by the plan, with the sum."""
    reached(
        """
        amount: 100 kr
        rule:
          by: tiers
          among: [region-01]
          measure: within-60
          tiers: [{at_least: 90 %, weight: 1}]
    """,
        "within-60  region-01  70 %",
    ).tells("""
        no-fallback       grants[0].pots[0].rule
        unwon-not-stated  grants[0].pots[0].rule
    """)


def test_a_part_may_say_where_its_own_unwon_money_goes(reached):
    """80 % of the pot by performance, 20 % a head: what is not won of the first goes by population too."""
    reached(
        """
        amount: 1 000 kr
        rule:
          by: parts
          parts:
            - amount: 80 %
              rule: {by: tiers, among: [region-09, region-23], measure: within-60, tiers: [{at_least: 71 %, weight: 1}]}
              unwon: {by: population, among: [region-09, region-23], day: 2016-12-31}
            - {amount: rest, rule: {by: population, among: [region-09, region-23], day: 2016-12-31}}
    """,
        """
        within-60  region-09  70 %
        within-60  region-23  70,9 %
    """,
    ).gives("""
        region-09  311 kr
        region-23  689 kr
    """)


def test_a_missing_figure_is_an_error(reached):
    """No recipient is left out by an oversight: a requirement that is not met is 0, not absent."""
    reached(
        """
        amount: 100 kr
        unwon: returned
        rule: {by: measure, among: [region-01, region-03], measure: registrations}
    """,
        "registrations  region-01  5",
    ).tells("figure-missing  grants[0].pots[0].rule.measure")


def test_less_may_be_better(reached):
    """`at_most`: a step is reached at its limit or below it."""
    reached(
        """
        amount: 100 kr
        unwon: returned
        rule:
          by: tiers
          among: [region-01, region-03]
          measure: within-60
          tiers: [{at_most: 12 %, weight: 1}]
    """,
        """
        within-60  region-01  12 %
        within-60  region-03  12,1 %
    """,
    ).gives("region-01  100 kr")


def test_what_those_who_fail_would_have_had_may_be_won_by_nobody(reached):
    """A gate closes the pot over those who pass; with `shut_out: unwon` the others' parts are not given to them."""
    read = reached(
        """
        amount: 90 kr
        unwon: returned
        rule:
          by: gate
          requires: [plan]
          shut_out: unwon
          rule: {by: equal, among: [region-01, region-03, region-09]}
    """,
        """
        plan  region-01  1
        plan  region-03  0
        plan  region-09  1
    """,
    )
    read.tells("unwon-returned  grants[0].pots[0].unwon")
    assert {line.recipient: line.amount for line in read.plan.lines} == {"region-01": 3000, "region-09": 3000}


def test_who_is_shut_out_stays_out_of_what_nobody_wins(reached):
    """Money that nobody wins inside a gate goes among those who passed it."""
    reached(
        """
        amount: 1 000 kr
        unwon: returned
        rule:
          by: gate
          requires: [plan]
          rule:
            by: parts
            parts:
              - amount: 800 kr
                rule: {by: tiers, among: [region-01, region-03], measure: within-60,
                       tiers: [{at_least: 71 %, weight: 1}]}
                unwon: {by: equal, among: [region-01, region-03]}
              - {amount: rest, rule: {by: equal, among: [region-01, region-03]}}
    """,
        """
        plan       region-01  1
        plan       region-03  0
        plan       region-09  1
        within-60  region-01  70 %
        within-60  region-03  70 %
    """,
    ).gives("region-01  1 000 kr")


def test_a_gate_within_a_gate_shuts_out_more(reached):
    """Who failed the outer one does not come in again by the inner one."""
    reached(
        """
        amount: 100 kr
        unwon: returned
        rule:
          by: gate
          requires: [plan]
          rule:
            by: gate
            requires: [county-plan]
            rule: {by: equal, among: [region-01, region-03, region-09]}
    """,
        """
        plan         region-01  0
        plan         region-03  1
        plan         region-09  1
        county-plan  county-09  0
        county-plan  others     1
    """,
    ).gives("region-03  100 kr")


def test_a_gate_that_judges_nobody_is_told(reached):
    """A requirement of others than those who share lets everybody through: likely a slip, so it is a warning."""
    reached(
        """
        amount: 100 kr
        unwon: returned
        rule: {by: gate, requires: [plan], rule: {by: equal, among: [region-23, region-24]}}
    """,
        """
        plan  region-01  1
        plan  region-03  0
        plan  region-09  1
    """,
    ).tells("gate-judges-not  grants[0].pots[0].rule.requires")


def test_rounding_never_gives_more_than_the_cap(reached):
    """Where a unit of rounding is coarser than the cap, the plan refuses: a smaller unit is needed."""
    reached(
        """
        amount: 4 kr
        unwon: returned
        rule: {by: unit, among: [region-01, region-03, region-09], measure: registrations, rate: 1 kr, cap: 1.50 kr}
    """,
        """
        registrations  region-01  5 000
        registrations  region-03  5 000
        registrations  region-09  5 000
    """,
    ).tells("over-the-claim  grants[0].pots[0].rule")
