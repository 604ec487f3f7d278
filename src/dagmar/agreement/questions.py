"""The questions that papers share, so that a question asked twice can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from dagmar.basis.document import read_yaml
from dagmar.basis.form import read
from dagmar.basis.names import Id
from dagmar.basis.problems import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """A question, in both languages."""

    id: Annotated[Id, "short name; `asks` in a form or a report names it"]
    sv: Annotated[str, "in Swedish"]
    en: Annotated[str, "in English"]


@dataclass(frozen=True, slots=True)
class _Questions:
    questions: Annotated[tuple[Question, ...], "the questions"]


def read_questions(data: bytes, file: str) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """Read the file of shared questions; every problem at once."""
    nodes = read_yaml(data, file)
    found, problems = read(_Questions, nodes.top)
    return (found.questions if found else ()), nodes.source.locate((*nodes.problems, *problems))
