"""Reads YAML into nodes: texts, lists and mappings, each with its line. The one place that knows YAML.

Every scalar is taken as the text it was written as; the classes that read the nodes say how. So `no`, `1e3`, `0x10` or
`.nan` never become something that nobody wrote. Aliases, tags and several documents in one file are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from dagmar.basis.form import MOST_DEPTH, UNREADABLE, Node
from dagmar.basis.problems import Code, Path, Place, Problem, SourceMap, problem

MOST_BYTES = 1_000_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The nodes of a YAML file; `top` is None where it could not be read to its end."""

    top: Node | None
    problems: tuple[Problem, ...]
    source: SourceMap


def read_yaml(data: bytes, file: str) -> YamlFile:
    """Read YAML into nodes (texts, lists, mappings), with the place of each. Stops at the first fault of syntax."""
    nothing = SourceMap(file, {})
    if len(data) > MOST_BYTES:
        found = problem(Code.FILE_TOO_LARGE, most=MOST_BYTES, size=len(data)).at(Place(file, 1, 1))
        return YamlFile(None, (found,), nothing)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return YamlFile(None, (problem(Code.NOT_UTF8).at(Place(file, line, 1)),), nothing)
    composer = _Composer(file)
    try:
        top = composer.compose(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as fault:
        return YamlFile(None, (*composer.problems, _syntax_problem(fault, file)), nothing)
    except _Stop:
        return YamlFile(None, tuple(composer.problems), nothing)
    return YamlFile(top, tuple(composer.problems), SourceMap(file, composer.places))


def _syntax_problem(fault: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "unreadable"
    return problem(Code.NOT_YAML, what=str(what)).at(Place(file, line, column))


class _Stop(Exception):
    """The file cannot be read further; the reason is among the problems."""


@dataclass(slots=True)
class _Composer:
    """Builds nodes from YAML's events, one level at a time, so that no file can exhaust the stack."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def compose(self, events: Any) -> Node:
        """The node of the one document."""
        top: Node = {}
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._tell(Code.SEVERAL_DOCUMENTS, event)
                    break
            elif isinstance(event, yaml.NodeEvent):
                top = self._node(event, events, ())
        return top

    def _node(self, event: Any, events: Any, path: Path) -> Node:
        self.places.setdefault(path, _place(event))
        if len(path) > MOST_DEPTH:
            self._tell(Code.TOO_DEEP, event, most=MOST_DEPTH)
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._tell(Code.ALIAS, event, name=event.anchor)
            return UNREADABLE
        if event.tag is not None and event.tag != "!":
            self._tell(Code.TAG, event, tag=event.tag)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        return None if event.implicit[0] and event.value in _EMPTY else event.value.strip()

    def _list(self, events: Any, path: Path) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Any, path: Path) -> dict[str, Node]:
        items: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, len(path))
            if key in items:
                self._tell(Code.DUPLICATE_KEY, event, key=key, first=self.places[(*path, key)][0])
            if key is None or key in items:
                self._pass_over(next(events), events, len(path))
            else:
                self.places[(*path, key)] = _place(event)
                items[key] = self._node(next(events), events, (*path, key))
        return items

    def _key(self, event: Any, events: Any, depth: int) -> str | None:
        """A key is a text; None, and told, where it is anything else."""
        if isinstance(event, yaml.ScalarEvent) and event.value.strip():
            return str(event.value.strip())
        self._tell(Code.KEY_NOT_TEXT, event)
        self._pass_over(event, events, depth)
        return None

    def _pass_over(self, event: Any, events: Any, depth: int) -> None:
        """Read past a node that is not kept."""
        if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            level = 1
            while level:
                event = next(events)
                level += isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent)
                level -= isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent)
                if depth + level > MOST_DEPTH:
                    self._tell(Code.TOO_DEEP, event, most=MOST_DEPTH)
                    raise _Stop

    def _tell(self, code: Code, event: Any, **params: object) -> None:
        line, column = _place(event)
        self.problems.append(problem(code, (), **params).at(Place(self.file, line, column)))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
