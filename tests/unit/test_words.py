"""Every code has its words in both languages, and words need only what the code gives."""

from string import Formatter

import pytest

from dagmar.basis.problems import Code
from dagmar.words.problems import TEXTS


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_is_said_in_both_languages_with_the_same_facts(code):
    swedish, english = TEXTS["sv"][code], TEXTS["en"][code]
    assert all(swedish) and all(english)
    assert fields_of(swedish[0]) == fields_of(english[0])
    assert fields_of(swedish[1]) == fields_of(english[1])
    assert swedish[0] != english[0]


def test_no_words_are_left_for_codes_that_are_gone():
    assert set(TEXTS["sv"]) == set(TEXTS["en"]) == set(Code)
