"""Checks indicators against the register that they are about: conditions, keys that fit the kind, age bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem
from dagmar.indicator.cells import OLDEST
from dagmar.indicator.definition import Indicator, IndicatorSet, Kind
from dagmar.register.check import codes_never, types_of
from dagmar.register.definition import Register
from dagmar.register.expression import Name, parse, parse_number

CONDITIONS = ("population", "denominator", "exclusions", "numerator", "exceptions")
NUMBERS = ("value", "events", "exposure")

_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "proportion": ("numerator",),
    "ratio": ("numerator",),
    "rate": ("numerator", "exposure"),
    "mean": ("value",),
    "quantile": ("value", "quantile"),
}
_ALLOWED: Mapping[Kind, tuple[str, ...]] = {
    "proportion": ("exceptions",),
    "ratio": ("exceptions",),
    "rate": ("events",),
    "mean": (),
    "quantile": (),
}
_OF_KINDS = ("numerator", "exceptions", "value", "events", "exposure", "quantile")


def check(found: IndicatorSet, register: Register) -> tuple[Problem, ...]:
    """Every problem of the set."""
    return (*_ids(found), *_ages(found, register), *_indicators(found, register))


def _ids(found: IndicatorSet) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, each in enumerate(found.indicators):
        if each.id in seen:
            yield problem(Code.DUPLICATE_ID, ("indicators", place, "id"), id=each.id)
        seen.add(each.id)


def _ages(found: IndicatorSet, register: Register) -> Iterator[Problem]:
    outside = any(not 0 <= age <= OLDEST for age in found.ages)
    if not found.ages or outside or any(one >= other for one, other in pairwise(found.ages)):
        yield problem(Code.AGES_IN_ORDER, ("ages",))
    for place, each in enumerate(found.indicators):
        for which, role in enumerate(each.by):
            if getattr(register.roles, role) is None:
                yield problem(Code.NO_SUCH_ROLE, ("indicators", place, "by", which), role=role, register=register.id)


def _indicators(found: IndicatorSet, register: Register) -> Iterator[Problem]:
    for place, each in enumerate(found.indicators):
        at: Path = ("indicators", place)
        yield from _of_kind(each, at)
        yield from _expressions(each, register, at)
        if each.counts == "persons" and each.kind != "proportion":
            yield problem(Code.PERSONS_OF_PROPORTION, (*at, "counts"), kind=each.kind)
        if each.per < 1:
            yield problem(Code.BAD_NUMBER, (*at, "per"), text=str(each.per))
        for words in (each.name, each.what):
            if has_personal_number(words.sv) or has_personal_number(words.en):
                yield problem(Code.PERSONAL_NUMBER, at)


def _of_kind(each: Indicator, path: Path) -> Iterator[Problem]:
    """What an indicator of this kind must say, and what it may not."""
    needed, allowed = _NEEDED[each.kind], _ALLOWED[each.kind]
    for key in _OF_KINDS:
        said = getattr(each, key) is not None
        if key in needed and not said:
            yield problem(Code.KIND_NEEDS, path, key=key, kind=each.kind)
        if said and key not in needed + allowed:
            yield problem(Code.KEY_OF_ANOTHER_KIND, (*path, key), key=key, kind=each.kind)
    for place, target in enumerate(each.targets):
        if each.kind == "proportion" and target.at > 1:
            yield problem(Code.TARGET_ABOVE_ALL, (*path, "targets", place, "at"))
    if each.quantile is not None and not 0 < each.quantile < 1:
        yield problem(Code.QUANTILE_OUTSIDE, (*path, "quantile"))


def _expressions(each: Indicator, register: Register, path: Path) -> Iterator[Problem]:
    types = types_of(register)
    decimal = {one.id for one in register.variables if one.type == "decimal"}
    for key in CONDITIONS + NUMBERS:
        text = getattr(each, key)
        if text is None:
            continue
        node = (parse if key in CONDITIONS else parse_number)(text, types)
        if isinstance(node, Problem):
            yield Problem(node.code, (*path, key), node.params)
            continue
        yield from codes_never(register, node, (*path, key))
        if key in ("events", "exposure") and isinstance(node, Name) and node.name in decimal:
            yield problem(Code.VARIABLE_OF_ANOTHER_TYPE, (*path, key), id=node.name, found="decimal", expected="whole")
