"""Reads an agreement file: YAML in, terms or problems out, each with its line."""

from __future__ import annotations

from dataclasses import dataclass

from dagmar.agreement.terms import Agreement
from dagmar.basis.document import read_yaml
from dagmar.basis.form import read
from dagmar.basis.problems import Problem, SourceMap, has_errors


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """A file that was read: its terms, where they could be read in spite of problems, and everything that was wrong."""

    agreement: Agreement | None
    problems: tuple[Problem, ...]
    source: SourceMap


def read_agreement(data: bytes, file: str) -> AgreementFile:
    """Read the bytes of an agreement file; `file` is the name that problems carry. Never raises for what it holds."""
    nodes = read_yaml(data, file)
    if has_errors(nodes.problems) and nodes.top is None:
        return AgreementFile(None, nodes.problems, nodes.source)
    agreement, problems = read(Agreement, nodes.top)
    everything = nodes.source.locate((*nodes.problems, *problems))
    return AgreementFile(agreement, everything, nodes.source)
