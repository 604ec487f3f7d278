"""Tells two agreements, or two versions of one, apart: every term that was added, taken away or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any

from dagmar.agreement.terms import Agreement, Item, Text
from dagmar.basis.form import kind_at, parts_of


@dataclass(frozen=True, slots=True)
class Changed:
    """A term that differs. `path` names items of lists by id or year; None stands where there is no term."""

    path: tuple[str, ...]
    kind: object
    before: Any
    after: Any


def differences(one: Agreement, other: Agreement) -> tuple[Changed, ...]:
    """Every difference: money first, then duties and other terms; what is added or taken away is told as a whole."""
    found = _differ((), Agreement, one, other)
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.path[0]) if each.path[0] in _ORDER else 0))


_ORDER = (
    "id", "version", "name", "period", "years", "grants", "contributions", "measures", "requirements", "sums",
    "duties", "conditions", "forms", "appropriations", "areas", "bodies", "services", "approvals", "signatures",
    "numbers", "replaces", "mentions", "parties", "sources", "called", "clauses", "pages", "references", "notes",
)  # fmt: skip
"""What people ask for first stands first."""


def _differ(path: tuple[str, ...], kind: object, one: Any, other: Any) -> Iterator[Changed]:
    if one == other and repr(one) == repr(other):  # one krona is no hundred per cent, and an order is a term too
        return
    if one is None or other is None or type(one) is not type(other) or isinstance(one, Text | Item):
        yield Changed(path, kind, one, other)
    elif is_dataclass(one) and not isinstance(one, type):
        for part in parts_of(type(one)):
            yield from _differ((*path, part.name), part.kind, getattr(one, part.name), getattr(other, part.name))
    elif isinstance(one, Mapping):
        yield from _differ_items(path, kind_at(kind, one, None), dict(one), dict(other))
    elif isinstance(one, tuple) and _names(one) is not None and _names(other) is not None:
        yield from _differ_items(path, kind_at(kind, one, None), _names(one) or {}, _names(other) or {})
    elif isinstance(one, tuple):
        inner = kind_at(kind, one, None)
        before, after = ({repr(item): item for item in items} for items in (one, other))
        yield from (Changed(path, inner, item, None) for said, item in before.items() if said not in after)
        yield from (Changed(path, inner, None, item) for said, item in after.items() if said not in before)
        if before.keys() == after.keys():
            yield Changed((*path, "order"), kind, one, other)
    else:
        yield Changed(path, kind, one, other)


def _differ_items(path: tuple[str, ...], kind: object, one: dict[Any, Any], other: dict[Any, Any]) -> Iterator[Changed]:
    for name in dict.fromkeys((*one, *other)):
        yield from _differ((*path, str(name)), kind, one.get(name), other.get(name))
    if set(one) == set(other) and list(one) != list(other):
        yield Changed((*path, "order"), str, ", ".join(map(str, one)), ", ".join(map(str, other)))


def _names(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """The items by id or year; None where they have neither, or where two have the same."""
    for key in ("id", "year"):
        if items and all(hasattr(item, key) for item in items):
            named = {str(getattr(item, key)): item for item in items}
            return named if len(named) == len(items) else None
    return None if items else {}
