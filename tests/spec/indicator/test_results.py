"""`dagmar indicator run SET` tells values. Beside each stand its cases, its interval, and the method of the interval.

In the tables `-` is what is not there. Units, periods, sexes and ages are told apart as `--level`, `--period` and
`--by` ask; the whole, which is all that the register holds, is always told beside the units. The methods are those of
[the page on statistics](statistics.md). Where a table is of no other indicator, it is of the proportion that is urgent.
"""

from datetime import date

title = "Results"

URGENT = """
    kind: proportion
    numerator: urgent
"""


def test_a_proportion_is_told_in_per_cent(counted):
    """With Wilson's interval, which keeps within 0 and 100 also where there are few."""
    counted.load("""
        rows  urgent
        3     yes
        1     no
    """)
    counted.tells(
        """
        kind: proportion
        numerator: urgent
    """,
        """
        cases  of  value  from   to     method
        3      4   75.00  30.06  95.44  wilson
    """,
    )


def test_per_says_of_how_many(counted):
    """`per` is of how many a proportion or a rate is told: its limits follow."""
    counted.load("""
        rows  urgent
        3     yes
        1     no
    """)
    counted.tells(
        """
        kind: proportion
        numerator: urgent
        per: 1000
    """,
        """
        cases  of  value   from    to
        3      4   750.00  300.64  954.41
    """,
    )


def test_a_rate_is_told_by_its_exposure(counted):
    """The limits are those of a number of events that come as they come: exact for fewer than ten, Byar's beyond."""
    counted.load("""
        rows  unit  referred    visited     urgent
        4     A     2025-01-01  2025-01-21  yes
        6     A     2025-01-01  2025-01-21  no
        12    B     2025-01-01  2025-01-21  yes
        18    B     2025-01-01  2025-01-21  no
    """)
    counted.tells(
        """
        kind: rate
        numerator: urgent
        exposure: days(referred, visited)
        per: 1000
    """,
        """
        unit       cases  of   value  from   to     method
        the whole  16     800  20.00  11.42  32.48  rate
        A          4      200  20.00  5.45   51.21  rate
        B          12     600  20.00  10.32  34.94  rate
    """,
        level="unit",
    )


def test_events_without_exposure_are_told_without_a_rate(counted):
    """They are counted in the whole, so they are told of their unit too."""
    counted.load("""
        unit  referred    visited     urgent
        A     2025-01-10  2025-01-10  yes
        B     2025-01-05  2025-01-10  yes
    """)
    counted.tells(
        """
        kind: rate
        numerator: urgent
        exposure: days(referred, visited)
    """,
        """
        unit       cases  of  value
        the whole  2      5   40.00
        A          1      0   -
        B          1      5   20.00
    """,
        level="unit",
    )


def test_a_mean_is_told_of_sums(counted):
    """With Student's interval. The cases are the sum. `decimals` is how exactly each value is added: with none, 60.4
    is 60. One value alone sets no limits."""
    counted.load("""
        unit  weight
        A     60.4
        A     62.4
        A     66
        B     61
    """)
    counted.tells(
        """
        kind: mean
        value: weight
        decimals: 1
    """,
        """
        unit       cases  of  value  from   to     method
        the whole  249.8  4   62.45  58.46  66.44  student
        A          188.8  3   62.93  55.88  69.98  student
        B          61     1   61.00  -      -      student
    """,
        level="unit",
    )


def test_a_quantile_is_told_of_values(counted):
    """The median, or what share of values lies below. Its limits are values of the register, whatever their
    distribution; where there are too few to set a limit, there is none."""
    counted.load("""
        unit  age
        A     51
        A     52
        A     53
        A     54
        B     61
        B     62
        B     63
        B     64
        B     65
        B     66
    """)
    counted.tells(
        """
        kind: quantile
        value: age
        quantile: 1/2
    """,
        """
        unit       of  value  from   to     method
        the whole  10  61.50  52.00  65.00  order-statistics
        A          4   52.50  -      -      order-statistics
        B          6   63.50  61.00  66.00  order-statistics
    """,
        level="unit",
    )


def test_a_ratio_holds_a_unit_against_the_whole(counted):
    """Observed over expected: what there would be, were each sex and age of the unit as in the whole. Here it is one in
    four of the younger and three in four of the older. The whole is as itself, so its ratio is 1."""
    counted.load("""
        rows  unit  sex  age  urgent
        1     A     1    70   yes
        3     B     1    70   no
        2     A     1    80   yes
        1     B     1    80   yes
        1     B     1    80   no
    """)
    counted.tells(
        """
        kind: ratio
        numerator: urgent
    """,
        """
        unit       cases  of    value  from  to    method
        the whole  4      4     1.00   0.27  2.56  indirect-ratio
        A          3      1.75  1.71   0.35  5.01  indirect-ratio
        B          1      2.25  0.44   0.01  2.48  indirect-ratio
    """,
        level="unit",
    )


def test_other_confidence_other_limits(counted):
    """`--confidence` is how sure the intervals are, in per cent; 95 where nothing is said."""
    counted.load("""
        rows  urgent
        3     yes
        1     no
    """)
    counted.tells(
        URGENT,
        """
        cases  of  value  from   to
        3      4   75.00  35.62  94.21
    """,
        confidence=0.90,
    )
    kinds = (
        "kind: rate\nnumerator: urgent\nexposure: days(referred, visited)",
        "kind: mean\nvalue: age",
        "kind: quantile\nvalue: age\nquantile: 1/2",
        "kind: ratio\nnumerator: urgent",
        "kind: proportion\nnumerator: urgent\ncounts: persons",
    )
    counted.load("""
        referred    age  urgent
        2025-01-01  61   yes
        2025-01-02  62   no
        2025-01-03  63   yes
        2025-01-04  64   no
        2025-01-05  65   no
        2025-01-06  66   yes
    """)
    for each in kinds:
        (sure,), (unsure,) = (
            counted.run(each, level="country", period="all", confidence=level)[0].results for level in (0.95, 0.5)
        )
        assert sure.low < unsure.low < sure.value == unsure.value < unsure.high < sure.high, each


def test_the_furthest_target_is_named(counted):
    """A target is reached at its value, and the furthest of those that are reached is told."""
    counted.load("""
        rows  unit  urgent
        9     A     yes
        1     A     no
        3     B     yes
        1     B     no
        1     C     yes
        1     C     no
    """)
    counted.tells(
        """
        kind: proportion
        numerator: urgent
        targets:
        - {id: good, name: {sv: Bra, en: Good}, at: 75 %, source: illustrative}
        - {id: best, name: {sv: Bäst, en: Best}, at: 90 %, source: illustrative}
    """,
        """
        unit       value  reaches
        the whole  81.25  good
        A          90.00  best
        B          75.00  good
        C          50.00  -
    """,
        level="unit",
    )


def test_where_lower_is_better_targets_are_reached_from_above(counted):
    """The furthest is then the least."""
    counted.load("""
        rows  unit  urgent
        1     A     yes
        3     A     no
        1     B     yes
        1     B     no
        1     C     yes
    """)
    counted.tells(
        """
        kind: proportion
        better: lower
        numerator: urgent
        targets:
        - {id: good, name: {sv: Bra, en: Good}, at: 50 %, source: illustrative}
        - {id: best, name: {sv: Bäst, en: Best}, at: 25 %, source: illustrative}
    """,
        """
        unit       value   reaches
        the whole  42.86   good
        A          25.00   best
        B          50.00   good
        C          100.00  -
    """,
        level="unit",
    )


def test_groups_by_sex_and_age(counted):
    """`--by sex`, `--by age`, or both. Whose sex or age is not known is a group of its own, told last: groups add up to
    all."""
    counted.load("""
        rows  sex  age  urgent
        1     1    64   yes
        1     1    65   no
        2     2    74   yes
        1     2    -    no
        1     -    90   yes
    """)
    counted.tells(
        URGENT,
        """
        sex  cases  of
        1    1      2
        2    2      3
        -    1      1
    """,
        by=("sex",),
    )
    counted.tells(
        URGENT,
        """
        sex  age    cases  of
        1    18–64  1      1
        1    65–74  0      1
        2    -      0      1
        2    65–74  2      2
        -    90+    1      1
    """,
        by=("sex", "age"),
    )


def test_an_indicator_is_split_only_as_it_allows(counted):
    """`by` of the definition says by what it may be split; what it does not allow is told together."""
    counted.load("""
        sex  age  urgent
        1    70   yes
        2    80   no
    """)
    counted.tells(
        """
        kind: proportion
        numerator: urgent
        by: [age]
    """,
        """
        sex  age    cases  of
        -    65–74  1      1
        -    80–84  0      1
    """,
        by=("sex", "age"),
    )


def test_units_are_told_at_each_level(counted):
    """What a clinic registers is also its hospital's, and its region's, as it belonged on the day of the visit. A row
    of a clinic that belongs to nothing of the level is counted in the whole alone."""
    counted.within("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,H1,,2025-01-14,
        A,Eyes,clinic,H2,2025-01-15,,
        B,Skin,clinic,municipality-0114,,,
        C,Ears,clinic,,,,
        H1,The old hospital,hospital,region-01,,,
        H2,The new hospital,hospital,region-03,,,
    """)
    counted.load("""
        rows  unit  visited     urgent
        1     A     2025-01-14  yes
        2     A     2025-01-15  no
        3     B     2025-01-15  yes
        4     C     2025-01-15  no
        5     D     2025-01-15  no
    """)
    counted.tells(
        URGENT,
        """
        unit       cases  of
        the whole  4      15
        A          1      3
        B          3      3
        C          0      4
        D          0      5
    """,
        level="unit",
    )
    counted.tells(
        URGENT,
        """
        unit       cases  of
        the whole  4      15
        H1         1      1
        H2         0      2
    """,
        level="hospital",
    )
    counted.tells(
        URGENT,
        """
        unit               cases  of
        the whole          4      15
        municipality-0114  3      3
    """,
        level="municipality",
    )
    counted.tells(
        URGENT,
        """
        unit       cases  of
        the whole  4      15
        region-01  4      4
        region-03  0      2
    """,
        level="region",
    )


def test_periods(counted):
    """Months, quarters, years, or all that the register holds. A period in which nobody is counted is not told."""
    counted.load("""
        rows  visited     urgent
        1     2024-11-30  yes
        2     2024-12-01  no
        3     2025-01-10  yes
        4     2025-03-31  no
    """)
    counted.tells(
        URGENT,
        """
        period   cases  of
        2024-11  1      1
        2024-12  0      2
        2025-01  3      3
        2025-03  0      4
    """,
        period="month",
    )
    counted.tells(
        URGENT,
        """
        period   cases  of
        2024-Q4  1      3
        2025-Q1  3      7
    """,
        period="quarter",
    )
    counted.tells(
        URGENT,
        """
        period  cases  of
        2024    1      3
        2025    3      7
    """,
        period="year",
    )
    counted.tells(
        URGENT,
        """
        period           cases  of
        2024-11–2025-03  4      10
    """,
    )


def test_some_months(counted):
    """`--from` and `--to` name the first month that is counted, and the last. A period of which not all months are
    counted is marked in tables, and the count of those that lack stands as `missing_months` in files."""
    counted.load("""
        rows  visited     urgent
        1     2024-11-30  yes
        2     2024-12-01  no
        3     2025-01-10  yes
        4     2025-03-31  no
    """)
    counted.tells(
        URGENT,
        """
        period   cases  of
        2024-Q4  0      2
        2025-Q1  3      3
    """,
        period="quarter",
        first=date(2024, 12, 1),
        last=date(2025, 1, 1),
    )
    told, _ = counted.run(URGENT, period="quarter", first=date(2024, 12, 1))
    assert told.partial == {"2024-Q4": (1, 3), "2025-Q1": (2, 3)}
    told, _ = counted.run(URGENT, period="month")
    assert told.partial == {}


def test_rolling_periods_lie_within_what_is_held(counted):
    """Three or twelve months at a time, each named by its first month and its last. The register begins in November
    here, so the first three months end in January, though January has no rows; and twelve months there are none."""
    counted.load("""
        rows  visited     urgent
        1     2024-11-30  yes
        2     2024-12-01  no
        3     2025-02-10  yes
        4     2025-03-31  no
    """)
    counted.tells(
        URGENT,
        """
        period           cases  of
        2024-11–2025-01  1      3
        2024-12–2025-02  3      5
        2025-01–2025-03  3      7
    """,
        period="rolling-3",
    )
    assert counted.run(URGENT, period="rolling-12")[0].results == ()


def test_what_is_held_is_the_same_for_all_kinds(counted):
    """Also where the first months have rows but none that this indicator counts, periods are those of the register."""
    counted.load("""
        visited     person  urgent  age
        2024-12-01  Ada     no      -
        2025-01-10  Bo      yes     50
        2025-02-10  Cia     yes     60
        2025-03-10  Dan     no      -
    """)
    counted.tells(
        """
        kind: quantile
        value: age
        quantile: 1/2
    """,
        """
        period           of  value
        2024-12–2025-02  2   55.00
        2025-01–2025-03  2   55.00
    """,
        period="rolling-3",
    )
    counted.tells(
        """
        kind: proportion
        counts: persons
        population: urgent
        numerator: age >= 60
    """,
        """
        period           cases  of
        2024-12–2025-03  1      2
    """,
    )


PERSONS = """
    kind: proportion
    counts: persons
    numerator: urgent
"""


def test_persons_are_counted_once(counted):
    """`counts: persons` counts each person once in a period, and as met where one of the rows is. So who is seen in two
    months is one in each, and one in the year; months do not add up. At two clinics a person is counted in each, and
    once in the whole."""
    counted.load("""
        person  visited     unit  urgent
        Ada     2025-01-10  A     no
        Ada     2025-01-20  A     yes
        Ada     2025-02-10  B     no
        Bo      2025-02-10  B     no
        Bo      2025-02-11  B     no
        Cia     2025-02-12  B     yes
    """)
    counted.tells(
        """
        kind: proportion
        counts: persons
        numerator: urgent
    """,
        """
        period   unit       cases  of
        2025-01  the whole  1      1
        2025-01  A          1      1
        2025-02  the whole  1      3
        2025-02  B          1      3
    """,
        level="unit",
        period="month",
    )
    counted.tells(
        PERSONS,
        """
        period  unit       cases  of  value   from   to     method
        2025    the whole  2      3   66.67   20.77  93.85  wilson
        2025    A          1      1   100.00  20.65  100.00  wilson
        2025    B          1      3   33.33   6.15   79.23  wilson
    """,
        level="unit",
        period="year",
    )


def test_an_empty_register_tells_nothing(counted):
    """No row is a fault, nor is none of them counted: there are no results yet."""
    kinds = (
        "kind: proportion\nnumerator: urgent",
        "kind: proportion\nnumerator: urgent\ncounts: persons",
        "kind: rate\nnumerator: urgent\nexposure: days(referred, visited)",
        "kind: mean\nvalue: age",
        "kind: quantile\nvalue: age\nquantile: 1/2",
        "kind: ratio\nnumerator: urgent",
    )
    for each in kinds:
        assert counted.run(each)[0].results == ()
    counted.load("""
        age
        -
    """)
    for each in kinds[2:-1]:
        assert counted.run(each)[0].results == ()


def test_only_what_is_touched_is_counted_anew(counted):
    """What was counted of a month is kept, however it is told. A month that is new is counted, and one in which a row
    is corrected, taken away, or destroyed at its person's objection: in the last table, when Ada has objected. Other
    indicators are other questions, and all months are counted."""
    counted.load("""
        person  visited     urgent
        Ada     2025-01-10  no
        Bo      2025-01-10  no
        Ada     2025-02-10  no
        Bo      2025-02-10  no
        Cia     2025-03-10  no
    """)
    assert counted.counts_now(URGENT) == ["3 of 3 months counted"]
    assert counted.counts_now(URGENT, level="unit", period="month", by=("sex",), confidence=0.9) == [
        "0 of 3 months counted"
    ]
    counted.load("""
        person  visited     urgent
        Dan     2025-04-10  yes
    """)
    assert counted.counts_now(URGENT) == ["1 of 4 months counted"]
    counted.load("""
        person  visited     urgent
        Bo      2025-02-10  yes
    """)
    assert counted.counts_now(URGENT) == ["1 of 4 months counted"]
    counted.forget("Ada")
    counted.tells(
        URGENT,
        """
        period   cases  of
        2025-01  0      1
        2025-02  1      1
        2025-03  0      1
        2025-04  1      1
    """,
        period="month",
        counted=2,
    )
    assert counted.counts_now(URGENT, "kind: mean\nvalue: age") == ["4 of 4 months counted"]
    assert counted.counts_now(URGENT) == ["0 of 4 months counted"]


def test_a_month_is_counted_anew_when_a_row_is_taken_away(counted):
    """A month of which nothing is left is there no more."""
    counted.load("""
        person  visited     urgent
        Ada     2025-01-10  no
        Bo      2025-01-10  yes
        Ada     2025-02-10  no
    """)
    assert counted.counts_now(URGENT) == ["2 of 2 months counted"]
    counted.remove("""
        person  visited
        Ada     2025-01-10
        Ada     2025-02-10
    """)
    counted.tells(
        URGENT,
        """
        period   cases  of
        2025-01  1      1
    """,
        period="month",
        counted=1,
    )


def test_a_month_is_counted_anew_when_a_unit_moves_within_it(counted):
    """Another table of units touches the months alone within which a unit comes to belong elsewhere."""
    counted.load("""
        rows  visited
        1     2025-01-10
        1     2025-02-10
        1     2025-03-10
    """)
    assert counted.counts_now(URGENT) == ["3 of 3 months counted"]
    counted.within("""
        unit,name,kind,within,first,last,into
        A,Eyes,clinic,region-01,,2025-02-14,
        A,Eyes,clinic,region-03,2025-02-15,,
    """)
    assert counted.counts_now(URGENT) == ["1 of 3 months counted"]
    counted.within("""
        unit,name,kind,within,first,last,into
        A,The eyes,clinic,region-01,,2025-02-14,
        A,The eyes,clinic,region-03,2025-02-15,,
    """)
    assert counted.counts_now(URGENT) == ["0 of 3 months counted"]


def test_some_indicators_of_a_set(counted):
    """`--indicator` tells some of them; all are counted in one pass all the same, so to ask for another is free."""
    counted.load("""
        urgent  age
        yes     70
    """)
    mean = "kind: mean\nvalue: age"
    told, _ = counted.run(URGENT, mean, only=("b",), level="country")
    assert [each.indicator for each in told.results] == ["b"]
    told, _ = counted.run(URGENT, mean, level="country")
    assert ([each.indicator for each in told.results], told.counted) == (["a", "b"], 0)
