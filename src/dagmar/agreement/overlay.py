"""An overlay changes terms of an agreement to see what would follow: an amount, a key, a day, a rounding, a threshold.

It names each term by its path, `grants.stimulus.pots.2017.amount`; items of a list go by their id or year, or by their
place counted from 0. The agreement itself is never changed.
"""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from fractions import Fraction
from typing import Annotated, Any, Literal

from dagmar.agreement.terms import Agreement, Pot, Text
from dagmar.basis.document import read_yaml
from dagmar.basis.form import Node, bare, kind_at, parts_of, read, read_one_of, write_at
from dagmar.basis.names import Year
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
        if write_at(found.kind, value) == write_at(found.kind, found.value):
            text = str(write_at(found.kind, value))
            problems.append(problem(Code.OVERLAY_CHANGES_NOTHING, at, at=path, text=text))
            continue
        changed = put(changed, found.steps, value)
    if problems:
        return None, overlay.source.locate(problems)
    return freed(agreement, changed, illustrative=overlay.illustrative), ()


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
    left = path.split(".")
    while left:
        names = _names(value)
        many = len(left) if isinstance(value, Mapping) else 1  # the number of a clause has points of its own
        name = next((one for n in range(many, 0, -1) if (one := ".".join(left[:n])) in names), left[0])
        left = left[name.count(".") + 1 :]
        if name not in names:
            known = tuple(each for each in names if not each.isdigit() or len(each) == 4) or tuple(names)
            near = tuple(difflib.get_close_matches(name, known, n=1))
            at = ".".join(seen) or agreement.id
            return None, (problem(Code.OVERLAY_NOWHERE, (), step=name, at=at, known=known, near=near),)
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
        names = [(str(getattr(item, key)), place) for key in ("year", "id") for place, item in _with(value, key)]
        many = Counter(name for name, _ in names)
        return {**by_place, **{name: place for name, place in names if many[name] == 1}}
    return {}


def _with(items: tuple[Any, ...], key: str) -> Iterator[tuple[int, Any]]:
    return ((place, item) for place, item in enumerate(items) if hasattr(item, key))


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


def freed(before: Agreement, after: Agreement, *, illustrative: bool = False) -> Agreement:
    """A decided table holds for the terms that it was decided on: a pot that is changed follows its rule.

    Where the terms are our own, every pot that they may touch is marked: those that were changed, and all of them where
    something was changed that no pot holds, such as a requirement.
    """
    beside = replace(before, grants=()) != replace(after, grants=())
    old = {(grant.id, pot.year): pot for grant in before.grants for pot in grant.pots}
    grants = tuple(
        replace(
            grant,
            pots=tuple(_freed_pot(old.get((grant.id, pot.year)), pot, illustrative, beside) for pot in grant.pots),
        )
        for grant in after.grants
    )
    return replace(after, grants=grants)


def _freed_pot(old: Pot | None, pot: Pot, illustrative: bool, beside: bool) -> Pot:
    same = old is not None and pot == old
    decided = None if old is not None and not same and pot.decided == old.decided else pot.decided
    marked = pot.illustrative or (illustrative and (beside or not same))
    return pot if same and not marked else replace(pot, decided=decided, illustrative=marked)


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
    problems += _overlaps(overlay)
    count = 1
    for taken in values:
        count *= len(taken)
    if not overlay.sweep or not (count or problems):
        problems.append(problem(Code.NO_SWEEP, ("sweep",)))
    elif count > MOST_SCENARIOS:
        problems.append(problem(Code.SWEEP_TOO_LONG, ("sweep",), count=count, most=MOST_SCENARIOS))
    if problems:
        return ((), []), overlay.source.locate(problems)
    return (tuple(terms), list(itertools.product(*values))), ()


def _overlaps(overlay: Overlay) -> Iterator[Problem]:
    """Two paths of which one lies within the other cannot be varied apart."""
    for one, other in itertools.permutations(overlay.sweep, 2):
        if other.startswith(f"{one}."):
            yield problem(Code.SWEEP_OVERLAPS, ("sweep", other), at=other, step=one)


def _values(term: Term, node: Node) -> tuple[list[Any], tuple[Problem, ...]]:
    """A list of values, or the values from one to another in steps."""
    if isinstance(node, dict) and {*node} & {"from", "to", "step"}:
        missing = [key for key in ("from", "to", "step") if key not in node]
        if missing:
            return [], tuple(problem(Code.MISSING_KEY, (key,), key=key) for key in missing)
        step_kind = int if bare(term.kind) is Year else term.kind
        kinds = {"from": term.kind, "to": term.kind, "step": step_kind}
        ends = [read_one_of(kind, node[key]) for key, kind in kinds.items()]
        told = tuple(one for _, problems in ends for one in problems)
        first, last, step = (value for value, _ in ends)
        if told:
            return [], told
        if not all(_counts(end) for end in (first, last, step)) or step <= 0:
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


def _counts(value: Any) -> bool:
    """True for a number that can be stepped through: an amount, a year, a share, a value; never yes or no."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _below(path: Path, found: Problem) -> Problem:
    return replace(found, path=(*path, *found.path))


def changed_pots(terms: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """The grant and pot, by their places, that each term lies in; -1 where it lies in no pot."""
    for term in terms:
        if len(term.steps) > 4 and (term.steps[0], term.steps[2]) == ("grants", "pots"):
            yield int(term.steps[1]), int(term.steps[3])
        else:
            yield -1, -1
