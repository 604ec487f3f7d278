"""The language of conditions, used by quality rules and by indicators. It is parsed and never run as code.

    visited >= referred and not (emergency or days(referred, visited) > 90)
    diagnosis starts ("I63", "I64") or treatment is missing
    sex = "2" and age >= 65

`or` binds least, then `and`, then `not`, then comparisons. There are days, numbers, codes in quotes, `yes` and `no`.
"""

from datetime import date
from fractions import Fraction

import pytest

from dagmar.basis.problems import Problem
from dagmar.register.expression import evaluate, names_in, parse

title = "Conditions"

TYPES = {
    "referred": "date",
    "visited": "date",
    "age": "number",
    "sex": "code",
    "diagnosis": "code",
    "emergency": "flag",
}
ROW = {
    "referred": date(2019, 1, 10),
    "visited": date(2019, 3, 1),
    "age": Fraction(70),
    "sex": "2",
    "diagnosis": "I639",
    "emergency": False,
}


@pytest.fixture
def condition():
    """Rows of a condition and what it is of one visit: yes, no, unknown, or where it goes wrong."""

    def read(text, **other):
        for line in text.strip().splitlines():
            said, expected = line.strip().rsplit("  ", 1)
            found = parse(said.strip(), TYPES)
            if isinstance(found, Problem):
                assert f"column {found.param('column')}: {found.param('what')}" == expected.strip(), line
            else:
                value = evaluate(found, {**ROW, **other})
                assert {True: "yes", False: "no", None: "unknown"}[value] == expected.strip(), line

    return read


def test_comparisons(condition):
    """Days with days, numbers with numbers, codes with codes."""
    condition("""
        visited >= referred                       yes
        referred = 2019-01-10                     yes
        days(referred, visited) <= 60             yes
        days(visited, referred) > 0               no
        age < 65.5                                no
        sex != "1"                                yes
        emergency                                 no
        not emergency                             yes
    """)


def test_codes(condition):
    """`in` one of several, `starts` with one of several."""
    condition("""
        sex in ("1", "2")                         yes
        diagnosis starts "I63"                    yes
        diagnosis starts ("J", "K")               no
        age in (70, 71)                           yes
    """)


def test_what_binds_what(condition):
    """`and` before `or`, `not` before both; brackets where another reading is meant."""
    condition("""
        emergency and emergency or age > 60       yes
        emergency and (emergency or age > 60)     no
        not emergency and age > 60                yes
        not (emergency or age > 60)               no
    """)


def test_three_values(condition):
    """A comparison with a missing value is unknown, and stays so unless the rest decides. `is missing` always knows."""
    condition(
        """
        age > 60                                  unknown
        not age > 60                              unknown
        age > 60 or sex = "2"                     yes
        age > 60 and sex = "1"                    no
        age > 60 and sex = "2"                    unknown
        age is missing                            yes
        age is not missing                        no
        days(referred, visited) > 1               unknown
        diagnosis starts "I"                      unknown
    """,
        age=None,
        visited=None,
        diagnosis=None,
    )


def test_faults_are_told_with_their_column(condition):
    """What is wrong, and where: the column is counted from one."""
    condition("""
        visted >= referred                        column 1: unknown
        age > "60"                                column 7: not-number
        sex < "2"                                 column 5: no-order
        age                                       column 1: not-flag
        age > 60 sex = "2"                        column 10: more
        (age > 60                                 column 10: expected
        days(age, visited) > 1                    column 6: not-date
        visited > 2019-02-30                      column 11: day
        age + 1 > 3                               column 5: sign
        age in (age, 3)                           column 9: not-constant
        age >                                     column 6: value
        age > 1234567890123456                    column 7: long-number
    """)


def test_nothing_is_ever_run():
    """A text that looks like code is a text that cannot be read."""
    for text in ('__import__("os")', "age.__class__", "lambda: 1", "age; age", "open('x')", "`ls`", "age > 1 -- x"):
        assert isinstance(parse(text, TYPES), Problem)


def test_depth_and_length_are_bounded():
    """No text can exhaust the reader."""
    assert isinstance(parse("(" * 500 + "emergency" + ")" * 500, TYPES), Problem)
    assert isinstance(parse("not " * 400 + "emergency", TYPES), Problem)
    assert isinstance(parse("emergency or " * 1000 + "emergency", TYPES), Problem)


def test_what_a_condition_asks_for():
    """The variables that it names: what an engine must read."""
    assert names_in(parse('age > 1 and (sex = "1" or days(referred, visited) > 2)', TYPES)) == {
        "age",
        "sex",
        "referred",
        "visited",
    }
