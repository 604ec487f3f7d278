"""What an indicator counts, in plain words: by the names of the variables and the words of their codes.

`dagmar indicator explain SET INDICATOR` says it in Swedish or English. With `--row` or `--person` it says why a made-up
row counts or not, one thing after the other, until one of them decides.
"""

title = "Explained"

IN_TIME = """
    kind: proportion
    population: urgent
    exclusions: age < 18
    numerator: days(referred, visited) <= 7
    exceptions: diagnosis starts ("J", "I63")
"""


def test_each_part_is_said_in_words(explains):
    """Whom it is about, which of them are counted, who is left out; what is not said is said to be nothing or all."""
    explains(
        IN_TIME,
        """
        What: The share of urgent visits
        Population: Urgent is yes
        Denominator: the whole population
        Exclusions: Age is below 18
        Numerator: The number of days from Day of referral to Day of visit is at most 7
        Exceptions: Diagnosis begins with J or I63
        What is counted: rows: a person counts once for each row
    """,
    )
    explains(
        IN_TIME,
        """
        Population: Brådskande är ja
        Nämnare: hela populationen
        Exkluderas: Ålder är under 18
        Täljare: Antalet dagar från Remissdag till Besöksdag är högst 7
        Undantag: Diagnos börjar med J eller I63
        Hur det visas: Andel, i procent; 95 % intervall enligt Wilson. Högre är bättre. Får delas upp på kön och ålder.
    """,
        "sv",
    )


def test_what_is_joined_stands_below(explains):
    """Several parts of a condition become lines: how many of them must hold, and below it each of them."""
    explains(
        """
        kind: proportion
        numerator: (sex = "2" or not urgent) and visited is not missing and not (age < 18 or weight is missing)
    """,
        """
        Population: all rows of the register
        Numerator: all of these:
        Numerator:   at least one of these:
        Numerator:     Sex is “woman”
        Numerator:     Urgent is no
        Numerator:   Day of visit is filled in
        Numerator:   not this:
        Numerator:     at least one of these:
        Numerator:       Age is below 18
        Numerator:       Weight is missing
    """,
    )


def test_what_becomes_of_missing_values_is_said(explains):
    """In words, for each kind, as the definition says."""
    start = "Missing values: Only what is true counts: a condition on a missing value is unknown, and neither includes"
    rest = {
        "unknown: not-met": "Where the numerator is unknown, the row is in the denominator but not in the numerator.",
        "unknown: left-out": "Where the numerator is unknown, the row is not counted at all.",
    }
    for said, words in rest.items():
        explains(f"kind: proportion\nnumerator: urgent\n{said}", f"{start} nor leaves out. {words}")
    explains("kind: mean\nvalue: age", f"{start} nor leaves out. Where the value is missing, the row is not counted.")


def test_targets_and_sources_are_named(explains):
    """A target says who set it. One that nobody has set is marked `illustrative`, and is said to be."""
    explains(
        """
        kind: proportion
        numerator: urgent
        targets:
          - {id: a, name: {sv: Mål, en: Target}, at: 90 %, source: A guideline}
          - {id: b, name: {sv: Högt, en: High}, at: 97.5 %, source: illustrative}
        sources:
          - {name: An agreement, agreement: dagmar-2008, clause: 3.4.2}
    """,
        """
        Targets: Target: at least 90 per cent (A guideline)
        Targets: High: at least 97.5 per cent (illustrative: nobody has set it)
        Sources: An agreement (dagmar-2008, clause 3.4.2)
    """,
    )


def test_how_the_other_kinds_are_told(explains):
    """A rate by its exposure, a quantile by what it is, a ratio by what it is held against."""
    explains(
        """
        kind: rate
        numerator: urgent
        exposure: days(referred, visited)
        per: 1000
    """,
        """
        Rows with events: Urgent is yes
        Events: one for each row with events
        Exposure: The number of days from Day of referral to Day of visit
    """,
    )
    split = "Higher is better. May be split by sex and age."
    explains(
        "kind: quantile\nvalue: age\nquantile: 9/10",
        "How it is told: Quantile, what 90 per cent lie within; 95 per cent interval from the order of the values. "
        + split,
    )
    explains(
        "kind: proportion\nnumerator: urgent",
        f"How it is told: Proportion, per cent; 95 per cent interval by Wilson. {split}",
    )
    explains("kind: mean\nvalue: age", f"How it is told: Mean; 95 per cent interval by Student. {split}")


def test_why_a_row_is_in_the_numerator(reasons):
    """Each thing that is asked, and the answer; `*` stands where the answer hangs on it. An exception is not asked for
    where the numerator is met."""
    reasons(
        IN_TIME,
        "urgent=yes age=40 referred=2025-01-08",
        """
        Population: Urgent is yes  yes *
        Exclusions: Age is below 18  no *
        Numerator: The number of days from Day of referral to Day of visit is at most 7  yes *
        Counted: in the denominator and in the numerator.
    """,
    )


def test_why_a_row_is_not_in_the_numerator(reasons):
    """An unknown numerator says which value is missing."""
    reasons(
        IN_TIME,
        "urgent=yes age=40 referred=2024-12-01 diagnosis=I10",
        """
        Population: Urgent is yes  yes *
        Exclusions: Age is below 18  no *
        Numerator: The number of days from Day of referral to Day of visit is at most 7  no *
        Exceptions: Diagnosis begins with J or I63  no *
        Counted: in the denominator, but not in the numerator.
    """,
    )
    reasons(
        IN_TIME,
        "urgent=yes age=40",
        """
        Population: Brådskande är ja  ja *
        Exkluderas: Ålder är under 18  nej *
        Täljare: Antalet dagar från Remissdag till Besöksdag är högst 7  okänt (Remissdag saknas) *
        Undantag: Diagnos börjar med J eller I63  okänt (Diagnos saknas) *
        Räknas: i nämnaren, men inte i täljaren, för täljaren är okänd.
    """,
        "sv",
    )


def test_why_a_row_is_not_counted(reasons):
    """The first thing that decides ends it: the population, an exclusion, an exception, an unknown numerator."""
    reasons(
        IN_TIME,
        "age=40",
        """
        Population: Urgent is yes  unknown (Urgent missing) *
        Not counted: the answer under Population is unknown.
    """,
    )
    reasons(
        IN_TIME,
        "urgent=yes age=12",
        """
        Population: Urgent is yes  yes *
        Exclusions: Age is below 18  yes *
        Not counted: the row is excluded.
    """,
    )
    reasons(
        IN_TIME,
        "urgent=yes age=40 referred=2024-12-01 diagnosis=J45",
        """
        Population: Urgent is yes  yes *
        Exclusions: Age is below 18  no *
        Numerator: The number of days from Day of referral to Day of visit is at most 7  no *
        Exceptions: Diagnosis begins with J or I63  yes *
        Not counted: the row is not in the numerator, and is an exception.
    """,
    )
    reasons(
        """
        kind: proportion
        numerator: urgent
        unknown: left-out
    """,
        "age=40",
        """
        Numerator: Urgent is yes  unknown (Urgent missing) *
        Not counted: the numerator is unknown, and such rows are left out.
    """,
    )


def test_which_part_decides(reasons):
    """Of parts that must all hold, those that do not; of parts of which one must hold, those that do."""
    reasons(
        """
        kind: proportion
        numerator: (urgent or age >= 65) and sex = "2" and weight > 50
    """,
        "urgent=yes age=40 sex=1 weight=40",
        """
        Numerator: all of these:  no
        Numerator:   at least one of these:  yes
        Numerator:     Urgent is yes  yes
        Numerator:     Age is at least 65  no
        Numerator:   Sex is “woman”  no *
        Numerator:   Weight is above 50  no *
        Counted: in the denominator, but not in the numerator.
    """,
    )


def test_why_a_row_adds_its_value(reasons):
    """Of a mean, a quantile and a rate the value is shown. Where it is missing the row adds nothing, nor does it
    where that of a rate is below 0."""
    mean = """
        kind: mean
        population: urgent
        value: days(referred, visited)
    """
    reasons(
        mean,
        "urgent=yes referred=2025-01-01",
        """
        Population: Urgent is yes  yes *
        Value: The number of days from Day of referral to Day of visit  9
        Counted: its value is added.
    """,
    )
    reasons(
        mean,
        "urgent=yes",
        """
        Population: Urgent is yes  yes *
        Value: The number of days from Day of referral to Day of visit  unknown (Day of referral missing) *
        Not counted: Value is missing.
    """,
    )
    reasons(
        """
        kind: rate
        numerator: urgent
        exposure: days(referred, visited)
    """,
        "urgent=yes referred=2025-01-20",
        """
        Rows with events: Urgent is yes  yes *
        Exposure: The number of days from Day of referral to Day of visit  -10 *
        Not counted: Exposure is below 0.
    """,
    )
