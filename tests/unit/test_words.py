"""Every code has its words in both languages, and words need only what the code gives."""

import ast
from pathlib import Path
from string import Formatter

import pytest

import dagmar
from dagmar.basis.problems import Code
from dagmar.words.problems import TEXTS


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_is_said_in_both_languages_with_the_same_facts(code):
    swedish, english = TEXTS["sv"][code], TEXTS["en"][code]
    assert all((*swedish, *english))
    assert fields_of(swedish[0]) == fields_of(english[0])
    assert fields_of(swedish[1]) == fields_of(english[1])
    assert swedish[0] != english[0]


def test_no_words_are_left_for_codes_that_are_gone():
    assert set(TEXTS["sv"]) == set(TEXTS["en"]) == set(Code)


def given_facts():
    """Every place in the code that makes a problem: its code and the facts it gives."""
    for path in Path(dagmar.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and not any(keyword.arg is None for keyword in node.keywords):
                for arg in node.args:
                    match arg:
                        case ast.Attribute(value=ast.Name(id="Code"), attr=name):
                            yield Code[name], {keyword.arg for keyword in node.keywords}, f"{path.name}:{node.lineno}"


def test_each_problem_is_given_the_facts_that_its_words_need():
    given = list(given_facts())
    for code, facts, where in given:
        needed = fields_of(TEXTS["en"][code][0]) | fields_of(TEXTS["en"][code][1])
        assert needed <= facts, (code.value, where, needed - facts)
    assert {code for code, _, _ in given} == set(Code)
