"""An overlay changes terms of an agreement to see what would follow: an amount, a key, a day, a rounding, a threshold.

It names each term by its path, `grants.stimulus.pots.2017.amount`; items of a list go by their id or year, or by their
place counted from 0. The agreement itself is never changed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from typing import Annotated, Any, Literal

from dagmar.agreement.file import read_yaml
from dagmar.agreement.terms import Agreement, Grant, Pot, Text
from dagmar.basis.form import Node, kind_at, parts_of, read, read_one_of, write_at
from dagmar.basis.problems import Code, Path, Problem, SourceMap, has_errors, problem

MOST_SCENARIOS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Head:
    """What an overlay file says of itself."""

    overlay: Annotated[Literal["1"], "version of this format"]
    name: Annotated[Text, "what is tried"]
    illustrative: Annotated[bool, "true where the terms are our own, to show how something works"] = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """Terms to change, and terms to vary, each by its path."""

    name: Text
    illustrative: bool
    change: Mapping[str, Node]
    sweep: Mapping[str, Node]
    source: SourceMap


def read_overlay(data: bytes, file: str) -> tuple[Overlay | None, tuple[Problem, ...]]:
    """Read an overlay file; its values are read when it is laid on an agreement."""
    nodes = read_yaml(data, file)
    top = nodes.top
    if not isinstance(top, dict) or has_errors(nodes.problems):
        wrong = () if nodes.problems else (problem(Code.WRONG_KIND, (), expected="keys", found="text"),)
        return None, nodes.source.locate((*nodes.problems, *wrong))
    head, problems = read(_Head, {key: node for key, node in top.items() if key not in ("change", "sweep")})
    parts: dict[str, dict[str, Node]] = {}
    for key in ("change", "sweep"):
        node = top.get(key, {})
        if not isinstance(node, dict):
            problems = (*problems, problem(Code.WRONG_KIND, (key,), expected="keys", found="text"))
        else:
            parts[key] = node
    if head is None or problems:
        return None, nodes.source.locate(problems)
    return Overlay(head.name, head.illustrative, parts["change"], parts["sweep"], nodes.source), ()


def lay(agreement: Agreement, overlay: Overlay) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The agreement with every change of the overlay; a change that changes nothing is a problem."""
    changed, problems = agreement, []
    for path, node in overlay.change.items():
        at: Path = ("change", path)
        found, told = find(changed, path)
        if found is None:
            problems += [_below(at, one) for one in told]
            continue
        value, told = read_one_of(found.kind, node)
        problems += [_below(at, one) for one in told]
        if told:
            continue
        if value == found.value:
            text = str(write_at(found.kind, value))
            problems.append(problem(Code.OVERLAY_CHANGES_NOTHING, at, at=path, text=text))
            continue
        changed = put(changed, found.steps, value)
    if problems:
        return None, overlay.source.locate(problems)
    return _freed(agreement, changed, overlay.illustrative), ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a path leads to: the steps to it, the kind that may stand there, and what stands there."""

    steps: tuple[str | int, ...]
    kind: object
    value: Any


def find(agreement: Agreement, path: str) -> tuple[Term | None, tuple[Problem, ...]]:
    """The term of a path such as `grants.stimulus.pots.2017.amount`; a problem says what there is where it fails."""
    value: Any = agreement
    kind: object = Agreement
    steps: list[str | int] = []
    seen: list[str] = []
    for name in path.split("."):
        names = _names(value)
        if name not in names:
            known = tuple(names)
            return None, (problem(Code.OVERLAY_NOWHERE, (), step=name, at=".".join(seen) or agreement.id, known=known),)
        step = names[name]
        kind = kind_at(kind, value, step)
        value = getattr(value, step) if is_dataclass(value) and isinstance(step, str) else value[step]
        steps.append(step)
        seen.append(name)
    return Term(tuple(steps), kind, value), ()


def _names(value: Any) -> dict[str, Any]:
    """What a path may name within a value: keys, or the items of a list by id, by year and by place."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: part.name for part in parts_of(type(value))}
    if isinstance(value, Mapping):
        return {str(key): key for key in value}
    if isinstance(value, tuple):
        by_place = {str(place): place for place in range(len(value))}
        named = {
            str(getattr(item, key)): place
            for key in ("year", "id")
            for place, item in enumerate(value)
            if hasattr(item, key)
        }
        return {**named, **by_place} if not named else {**by_place, **named}
    return {}


def put(value: Any, steps: tuple[str | int, ...], new: Any) -> Any:
    """The value with something else at the end of the steps; all else is the same."""
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(value, tuple):
        assert isinstance(step, int)
        return (*value[:step], put(value[step], rest, new), *value[step + 1 :])
    if isinstance(value, Mapping):
        return {**value, step: put(value[step], rest, new)}
    assert isinstance(step, str)
    return replace(value, **{step: put(getattr(value, step), rest, new)})


def _freed(before: Agreement, after: Agreement, illustrative: bool) -> Agreement:
    """A decided table holds for the terms that it was decided on: a pot that is changed follows its rule."""
    grants = tuple(
        replace(grant, pots=tuple(_freed_pot(before.grants, grant, pot, illustrative) for pot in grant.pots))
        for grant in after.grants
    )
    return replace(after, grants=grants)


def _freed_pot(before: tuple[Grant, ...], grant: Grant, pot: Pot, illustrative: bool) -> Pot:
    old = next((each for one in before if one.id == grant.id for each in one.pots if each.year == pot.year), None)
    if old is None or pot == old:
        return pot
    decided = None if pot.decided == old.decided else pot.decided
    return replace(pot, decided=decided, illustrative=pot.illustrative or illustrative)


def scenarios(agreement: Agreement, overlay: Overlay) -> tuple[tuple[tuple[Term, ...], list[Any]], tuple[Problem, ...]]:
    """The terms that the sweep varies, and for each the values that it takes; problems where it cannot be."""
    terms: list[Term] = []
    values: list[list[Any]] = []
    problems: list[Problem] = []
    for path, node in overlay.sweep.items():
        at: Path = ("sweep", path)
        found, told = find(agreement, path)
        if found is None:
            problems += [_below(at, one) for one in told]
            continue
        taken, told = _values(found, node)
        problems += [_below(at, one) for one in told]
        terms.append(found)
        values.append(taken)
    count = 1
    for taken in values:
        count *= len(taken)
    if not overlay.sweep:
        problems.append(problem(Code.NO_SWEEP))
    elif count > MOST_SCENARIOS:
        problems.append(problem(Code.SWEEP_TOO_LONG, ("sweep",), count=count, most=MOST_SCENARIOS))
        values = []
    return (tuple(terms), list(itertools.product(*values))), overlay.source.locate(problems)


def _values(term: Term, node: Node) -> tuple[list[Any], tuple[Problem, ...]]:
    """A list of values, or the values from one to another in steps."""
    if isinstance(node, dict) and {*node} == {"from", "to", "step"}:
        ends = [read_one_of(term.kind, node[key]) for key in ("from", "to", "step")]
        told = tuple(one for _, problems in ends for one in problems)
        first, last, step = (value for value, _ in ends)
        if told:
            return [], told
        if not all(hasattr(end, "numerator") for end in (first, last, step)) or step <= 0:
            return [], (problem(Code.BAD_NUMBER, ("step",), text=str(node["step"])),)
        many = int((last - first) // step) + 1
        if many > MOST_SCENARIOS:
            return [], (problem(Code.SWEEP_TOO_LONG, (), count=many, most=MOST_SCENARIOS),)
        return [first + place * step for place in range(many)], ()
    taken: list[Any] = []
    problems: list[Problem] = []
    for place, item in enumerate(node if isinstance(node, list) else [node]):
        value, told = read_one_of(term.kind, item)
        taken.append(value)
        problems += [_below((place,), one) for one in told]
    return taken, tuple(problems)


def _below(path: Path, found: Problem) -> Problem:
    return replace(found, path=(*path, *found.path))


def changed_pots(terms: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """The grant and pot, by their places, that each term lies in; -1 where it lies in no pot."""
    for term in terms:
        if len(term.steps) > 4 and (term.steps[0], term.steps[2]) == ("grants", "pots"):
            yield int(term.steps[1]), int(term.steps[3])
        else:
            yield -1, -1
