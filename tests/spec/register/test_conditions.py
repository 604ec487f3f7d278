"""The language of conditions, used by quality rules and by indicators. It is parsed and never run as code.

    visited >= referred and not (emergency or days(referred, visited) > 90)
    diagnosis starts ("I63", "I64") or age is missing

This is all that can be said:

| form | what it is |
|---|---|
| `visited` | the value of a variable, by its id |
| `2019-03-01`, `65`, `65.5`, `"I63"`, `yes`, `no` | a day, a number, a code in quotes, what a flag is |
| `days(referred, visited)` | how many days lie from the first to the second; less than 0 where the second is before |
| `sex = "2"`, `sex != "2"` | equal, not equal: two days, two numbers, two codes or two flags |
| `age < 65`, `age <= 65`, `age > 65`, `age >= 65` | less or greater: two days or two numbers |
| `sex in ("1", "2")` | one of several days, numbers or codes |
| `diagnosis starts "I63"`, `diagnosis starts ("I63", "I64")` | a code that begins so, or in one of several ways |
| `age is missing`, `age is not missing` | whether there is a value |
| `emergency` | a flag is a condition by itself |
| `not emergency` | the contrary |
| `emergency and age > 65` | both |
| `emergency or age > 65` | one of the two, or both |
| `(emergency or age > 65) and sex = "2"` | brackets first |

`or` binds least, then `and`, then `not`, then comparisons. A condition is yes or no, or unknown where a value is
missing; a rule finds fault with a row only where its condition is no.

The visit in the examples is referred on 2019-01-10 and visited on 2019-03-01, of a woman (`sex` is `"2"`) of 70 years
with the diagnosis I639, and no emergency.
"""

import re
from datetime import date
from fractions import Fraction

import pytest

from dagmar.basis.problems import Problem
from dagmar.register.expression import WORDS, evaluate, names_in, parse

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


def test_every_form_is_in_the_list():
    """Each form of the list above can be read, and no word of the language is left out of it."""
    listed = re.findall(r"^\| (`.+?`) \|", __doc__, re.MULTILINE)
    forms = [form for cell in listed for form in re.findall("`(.+?)`", cell)]
    told = [form if re.search("[<>=]|^not | (in|starts|is|and|or) ", form) else f"{form} is missing" for form in forms]
    assert [form for form in told if isinstance(parse(form, TYPES), Problem)] == []
    assert set(re.findall("[a-z]+|[<>=!]+", " ".join(forms))) >= WORDS | {"=", "!=", "<", "<=", ">", ">="}


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
    """A comparison with a missing value is unknown, and stays so unless the rest decides. `is missing` always knows.
    Here age, visited and diagnosis are missing.
    """
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
    """What is wrong, and where: the column is counted from one. `dagmar register check` tells it in words."""
    condition("""
        visted >= referred                        column 1: unknown
        age > "60"                                column 7: not-number
        sex < "2"                                 column 5: no-order
        age                                       column 1: not-flag
        age > 60 sex = "2"                        column 10: more
        (age > 60                                 column 10: expected
        days(age, visited) > 1                    column 6: not-date
        visited > 2019-02-30                      column 11: day
        age + 1 > 3                               column 5: arithmetic
        visited - referred > 3                    column 9: arithmetic
        age ≥ 60                                  column 5: other-sign
        age == 60                                 column 6: twice
        age ~ 60                                  column 5: sign
        age > 60 AND emergency                    column 10: capital
        diagnosis = "I63                          column 13: open-quote
        diagnosis = 'I63'                         column 13: other-quotes
        diagnosis = i63                           column 13: bare-code
        emergency = ja                            column 13: bare-flag
        emergency = 1                             column 13: bare-flag
        age in (age, 3)                           column 9: not-constant
        age >                                     column 6: value
        age > 1234567890123456                    column 7: long-number
    """)


def test_nothing_is_ever_run():
    """A text that looks like code is a text that cannot be read."""
    for text in ('__import__("os")', "age.__class__", "lambda: 1", "age; age", "open('x')", "`ls`", "age > 1 -- x"):
        assert isinstance(parse(text, TYPES), Problem)


def test_depth_and_length_are_bounded():
    """2 000 characters, and 50 brackets within each other: no text can exhaust the reader."""
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
