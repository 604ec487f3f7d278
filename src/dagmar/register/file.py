"""Reads a register's definition: YAML in, the definition or problems out, each with its line."""

from __future__ import annotations

from dataclasses import dataclass

from dagmar.basis.document import read_yaml
from dagmar.basis.form import read
from dagmar.basis.parties import Parties
from dagmar.basis.problems import Problem, SourceMap, has_errors
from dagmar.register.check import check
from dagmar.register.definition import Register


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file that was read and checked; the definition is there in spite of problems where it could be read."""

    register: Register | None
    problems: tuple[Problem, ...]
    source: SourceMap


def read_register(data: bytes, file: str, parties: Parties) -> RegisterFile:
    """Read and check the bytes of a definition; `file` is the name that problems carry."""
    nodes = read_yaml(data, file)
    if has_errors(nodes.problems) and nodes.top is None:
        return RegisterFile(None, nodes.problems, nodes.source)
    register, problems = read(Register, nodes.top)
    said = check(register, parties) if register else ()
    return RegisterFile(register, nodes.source.locate((*nodes.problems, *problems, *said)), nodes.source)
