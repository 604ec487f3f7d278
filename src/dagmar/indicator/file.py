"""Reads a file of indicators: YAML in, the definitions or problems out, each with its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dagmar.basis.document import read_yaml
from dagmar.basis.form import read
from dagmar.basis.problems import Problem, SourceMap, has_errors
from dagmar.indicator.check import check
from dagmar.indicator.definition import IndicatorSet
from dagmar.register.definition import Register


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """A file that was read and checked, and the register that it is about; None where they could not be had."""

    indicators: IndicatorSet | None
    register: Register | None
    problems: tuple[Problem, ...]
    source: SourceMap


def read_indicators(data: bytes, file: str, register_of: Callable[[str], Register | Problem]) -> IndicatorFile:
    """Read and check the bytes of a file; `register_of` finds the register that it names, `file` is for problems."""
    nodes = read_yaml(data, file)
    if has_errors(nodes.problems) and nodes.top is None:
        return IndicatorFile(None, None, nodes.problems, nodes.source)
    found, problems = read(IndicatorSet, nodes.top)
    register: Register | None = None
    said: tuple[Problem, ...] = ()
    if found:
        named = register_of(found.register)
        if isinstance(named, Problem):
            said = (Problem(named.code, ("register",), named.params),)
        else:
            register, said = named, check(found, named)
    return IndicatorFile(found, register, nodes.source.locate((*nodes.problems, *problems, *said)), nodes.source)
