"""What is counted: in the population, in the denominator, not excluded; of those, what is in the numerator.

In every condition only what is true counts. A missing value makes a condition unknown, and the unknown neither includes
nor leaves out. In the tables `-` is a value that is missing.
"""

title = "What is counted"


def test_the_population_and_the_denominator(counts):
    """The population is whom it is about, the denominator which of them are counted. A row is counted where both are
    true; where one is unknown it is not."""
    counts(
        """
        kind: proportion
        population: age >= 65
        denominator: weight >= 40
        numerator: urgent
    """,
        """
        age  weight  urgent  is
        70   60      yes     met
        70   60      no      not met
        50   60      yes     not counted
        70   30      yes     not counted
        -    60      yes     not counted
        70   -       yes     not counted
    """,
    )


def test_exclusions_come_before_the_numerator(counts):
    """Who is excluded is not counted, whether in the numerator or not. A row of which that is not known is not
    excluded."""
    counts(
        """
        kind: proportion
        exclusions: age < 18
        numerator: urgent
    """,
        """
        age  urgent  is
        17   yes     not counted
        17   no      not counted
        40   yes     met
        40   no      not met
        -    yes     met
        -    no      not met
    """,
    )


def test_exceptions_come_after_the_numerator(counts):
    """An exception excuses who is not in the numerator. Who is in it all the same is counted: nobody loses what was
    well done."""
    counts(
        """
        kind: proportion
        numerator: days(referred, visited) <= 7
        exceptions: age < 18
    """,
        """
        referred    age  is
        2025-01-08  17   met
        2024-12-01  17   not counted
        2025-01-08  40   met
        2024-12-01  40   not met
        2024-12-01  -    not met
    """,
    )


def test_an_unknown_numerator_is_not_met(counts):
    """What nobody knows was done counts as not done. That is the rule where nothing is said."""
    counts(
        """
        kind: proportion
        numerator: urgent
    """,
        """
        urgent  is
        yes     met
        no      not met
        -       not met
    """,
    )


def test_an_unknown_numerator_may_be_left_out(counts):
    """With `unknown: left-out` only rows of which it is known are counted: right where missing says nothing."""
    counts(
        """
        kind: proportion
        numerator: urgent
        unknown: left-out
    """,
        """
        urgent  is
        yes     met
        no      not met
        -       not counted
    """,
    )


def test_a_code_for_not_known_is_a_value(counts):
    """A code that says "not known", such as 9, is there and not missing: `unknown` does not see it. Exclude it where it
    should not be counted."""
    counts(
        """
        kind: proportion
        numerator: sex = "2"
        unknown: left-out
    """,
        """
        sex  is
        1    not met
        2    met
        9    not met
        -    not counted
    """,
    )
    counts(
        """
        kind: proportion
        exclusions: sex = "9"
        numerator: sex = "2"
        unknown: left-out
    """,
        """
        sex  is
        1    not met
        2    met
        9    not counted
        -    not counted
    """,
    )


def test_of_several_conditions_one_may_decide(counts):
    """`or` is true where one part is, though another is unknown; `and` is false where one part is."""
    counts(
        """
        kind: proportion
        numerator: urgent or age >= 65
        unknown: left-out
    """,
        """
        urgent  age  is
        yes     -    met
        no      -    not counted
        no      40   not met
        -       70   met
    """,
    )
    counts(
        """
        kind: proportion
        numerator: urgent and age >= 65
        unknown: left-out
    """,
        """
        urgent  age  is
        yes     -    not counted
        no      -    not met
        -       70   not counted
        -       40   not met
    """,
    )


def test_a_ratio_has_the_parts_of_a_proportion(adds):
    """What would be expected comes later, from the proportions of each sex and age in the whole."""
    adds(
        """
        kind: ratio
        numerator: urgent
    """,
        """
        sex  age  urgent
        1    70   yes
        2    70   no
        2    30   yes
    """,
        """
        numerator    2
        denominator  3
    """,
    )


def test_a_rate_adds_events_and_exposure(adds):
    """Each row adds what it holds of both. A row where either is missing adds nothing: events without time at risk, or
    time of which nobody knows what happened, would skew the rate. Nor does one where either is below 0, which nothing
    can be: here who was referred after the visit."""
    adds(
        """
        kind: rate
        numerator: age >= 2
        events: age
        exposure: days(referred, visited)
        per: 1000
    """,
        """
        referred    age
        2025-01-01  2
        2024-12-31  0
        2025-01-09  5
        -           4
        2025-01-01  -
        2025-01-20  3
    """,
        """
        numerator    7
        denominator  20
    """,
    )


def test_a_rate_without_events_counts_rows(adds):
    """Where a row is one event, the numerator says which rows are."""
    adds(
        """
        kind: rate
        numerator: urgent
        exposure: days(referred, visited)
    """,
        """
        referred    urgent
        2025-01-01  yes
        2024-12-31  no
        2025-01-09  -
    """,
        """
        numerator    1
        denominator  20
    """,
    )


def test_a_mean_adds_values_and_their_squares(adds):
    """The squares are for the interval. A row without a value is not counted."""
    adds(
        """
        kind: mean
        exclusions: urgent
        value: age
    """,
        """
        age  urgent
        3    no
        4    -
        9    yes
        -    no
    """,
        """
        rows     2
        sum      7
        squares  25
    """,
    )


def test_a_value_is_rounded_so_that_sums_are_exact(adds):
    """To `decimals`, halves up, and then counted in that unit: here in tenths."""
    adds(
        """
        kind: mean
        value: weight
        decimals: 1
    """,
        """
        weight
        10.25
        10.24
        10
    """,
        """
        rows     3
        sum      305
        squares  31013
    """,
    )


def test_a_quantile_keeps_how_many_have_each_value(adds):
    """So medians of units, months and files can be put together, and are never averaged."""
    adds(
        """
        kind: quantile
        value: days(referred, visited)
        quantile: 1/2
    """,
        """
        referred
        2025-01-01
        2025-01-01
        2025-01-08
        -
    """,
        """
        histogram  2:1 9:2
    """,
    )
