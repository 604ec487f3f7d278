"""Files that are wrong, each with the exact problems and lines that stand as comments at its end."""

from pathlib import Path

import pytest

from dagmar.basis.problems import Severity, path_text
from dagmar.cli.loading import examined
from dagmar.words import hint, say

FILES = sorted((Path(__file__).parent.parent / "broken").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_these_problems_at_exactly_these_lines(path):
    expected = [line.removeprefix("# expect ") for line in path.read_text().splitlines() if line.startswith("# expect")]
    found = [each for each in examined(str(path)).problems if each.severity is not Severity.NOTE]
    assert expected
    assert [f"{each.place.line} {each.code.value} {path_text(each.path)}".strip() for each in found] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_problem_says_what_is_wrong_and_what_to_do_in_both_languages(path):
    for found in examined(str(path)).problems:
        for lang in ("sv", "en"):
            assert all((say(found, lang), hint(found, lang)))


def test_there_are_at_least_forty():
    assert len(FILES) >= 40
