"""Reads a frozen value from plain text nodes, and writes it back, by the annotations of its own class.

A node is a text, a list of nodes, or a mapping from text to nodes: what YAML and JSON files hold once every scalar is
left as the text it was written as. The class is the one definition: what may stand in a file, what an editor offers,
and what a receipt is hashed over, all follow from it.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dagmar.basis.actors import PersonId
from dagmar.basis.dates import read_date
from dagmar.basis.money import Difference, Ore, decimal_text, read_difference, read_money
from dagmar.basis.names import (
    ClauseRef,
    Exact,
    Id,
    Month,
    Share,
    Value,
    Year,
    exact_text,
    read_count,
    read_exact,
    read_id,
    read_month,
    read_share,
    read_value,
    read_year,
    share_text,
    value_text,
)
from dagmar.basis.parties import PartyId, Whom
from dagmar.basis.problems import Code, Path, Problem, problem

Node = Any
"""str, list[Node] or dict[str, Node]."""

T = TypeVar("T")

MOST_DEPTH = 40
MOST_ITEMS = 5_000
"""Bounds on what is read, far beyond any agreement, so that no file can exhaust the machine."""

_MOST_GUESSES = 100
"""For so many keys of a mapping, what was meant is guessed; a file with more wrong keys is another kind of file."""

UNREADABLE: Node = object()
"""A node that the file's reader had to refuse; it has told the problem already."""

_BAD = object()
"""Stands where a value could not be read; the problem has been told."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A kind of value that is written as one text, and what an editor should know of it."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    schema: Mapping[str, object]


def _any_text(text: str) -> str:
    return text


def _yes_no(text: str) -> bool | Problem:
    return (
        text == "true" if text in ("true", "false") else problem(Code.NOT_ONE_OF, text=text, allowed=("true", "false"))
    )


_TEXT: dict[str, object] = {"type": "string", "minLength": 1}
_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
_AMOUNT = {"type": ["string", "integer"], "minimum": 0, "examples": ["655 000 000 kr", "12,50 kr"]}

_LEAVES: Mapping[object, _Leaf] = {
    str: _Leaf(_any_text, str, _TEXT),
    ClauseRef: _Leaf(_any_text, str, {"type": ["string", "number"]}),
    Id: _Leaf(read_id, str, _NAME),
    PartyId: _Leaf(read_id, str, _NAME),
    PersonId: _Leaf(_any_text, str, _NAME),
    Whom: _Leaf(read_id, str, _NAME),
    int: _Leaf(read_count, str, {"type": "integer", "minimum": 0}),
    Year: _Leaf(read_year, str, {"type": "integer", "minimum": 1900, "maximum": 2199}),
    bool: _Leaf(_yes_no, lambda value: "true" if value else "false", {"type": "boolean"}),
    date: _Leaf(read_date, str, {"type": "string", "format": "date"}),
    Month: _Leaf(read_month, str, {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"}),
    Value: _Leaf(read_value, value_text, {"type": ["string", "number"], "examples": ["71 %", "0,71", "-3 %"]}),
    Ore: _Leaf(read_money, decimal_text, _AMOUNT),
    Difference: _Leaf(read_difference, decimal_text, {"type": "string"}),
    Share: _Leaf(read_share, share_text, {"type": "string", "examples": ["4/5", "80 %"]}),
    Exact: _Leaf(read_exact, exact_text, {"type": ["string", "integer"]}),
}


def read(kind: type[T], node: Node) -> tuple[T | None, tuple[Problem, ...]]:
    """Read a value of the class, and every problem at once. None where there is no value to be had.

    A key that is not known is a problem and is passed over: a value beside problems is for telling more of them.
    """
    problems: list[Problem] = []
    value = _read(kind, node, (), problems)
    return (None if value is _BAD else cast(T, value)), tuple(problems)


def read_one_of(kinds: object, node: Node) -> tuple[Any, tuple[Problem, ...]]:
    """Read a value of one of several classes, told apart by their first field; None and the problems as above."""
    problems: list[Problem] = []
    value = _read(kinds, node, (), problems)
    return (None if value is _BAD else value), tuple(problems)


def write(kind: object, value: Any) -> Node:
    """The value as a node. What equals its default is left out, so a class may grow and old values keep their bytes."""
    kind = bare(kind)
    if kind in _LEAVES:
        return _LEAVES[kind].write(value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return [write(inner[0], item) for item in value]
    if origin is Mapping:
        return {write(inner[0], key): write(inner[1], item) for key, item in value.items()}
    if origin is Literal:
        return value
    if origin in (Union, UnionType):
        return write(_option_of(inner, value), value)
    return {
        part.name: write(part.kind, getattr(value, part.name))
        for part in parts_of(cast(type, kind))
        if part.required or getattr(value, part.name) != part.default
    }


def write_at(kind: object, value: Any) -> Node:
    """The value as a node, by the kind of its place; a place that is empty gives an empty text."""
    return "" if value is None else write(kind, value)


def kind_at(kind: object, value: Any, step: object) -> object:
    """The kind that may stand one step within a value of this kind: in a field, a list or a mapping."""
    if is_dataclass(value):
        return next(part.kind for part in parts_of(cast(type, type(value))) if part.name == step)
    kind = bare(kind)
    if get_origin(kind) in (Union, UnionType):
        kind = bare(_option_of(get_args(kind), value))
    return get_args(kind)[0] if isinstance(value, tuple) else get_args(kind)[1]


def leaves(kind: object, value: Any, path: Path = ()) -> Iterator[tuple[Path, object, Any]]:
    """Each single value within, with its path and its kind: ((("grants", 0, "clause"), ClauseRef, "7"), ...)."""
    kind = bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if value is None or origin is Literal:
        return
    if kind in _LEAVES:
        yield path, kind, value
    elif origin is tuple:
        for place, item in enumerate(value):
            yield from leaves(inner[0], item, (*path, place))
    elif origin is Mapping:
        for key, item in value.items():
            yield (*path, str(key)), bare(inner[0]), key
            yield from leaves(inner[1], item, (*path, str(key)))
    elif origin in (Union, UnionType):
        yield from leaves(_option_of(inner, value), value, path)
    else:
        for part in parts_of(cast(type, kind)):
            yield from leaves(part.kind, getattr(value, part.name), (*path, part.name))


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of a class: its name, kind, words, and default where it has one."""

    name: str
    kind: object
    words: str
    required: bool
    default: object


@cache
def parts_of(kind: type) -> tuple[FieldOf, ...]:
    """The fields of a frozen class, in order."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        FieldOf(
            name=field.name,
            kind=hints[field.name],
            words=next((word for word in get_args(hints[field.name])[1:] if isinstance(word, str)), "")
            if get_origin(hints[field.name]) is Annotated
            else "",
            required=field.default is MISSING,
            default=None if field.default is MISSING else field.default,
        )
        for field in fields(kind)
    )


def schema(kind: type) -> dict[str, object]:
    """JSON Schema (2020-12) of a class, so that an editor can complete and check a file."""
    named: dict[str, object] = {}
    top = _schema(kind, named)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": named}


# Reading


def _read(kind: object, node: Node, path: Path, problems: list[Problem]) -> Any:
    kind = bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if node is UNREADABLE:
        return _BAD
    if len(path) > MOST_DEPTH:
        return _fault(problems, Code.TOO_DEEP, path, most=MOST_DEPTH)
    if node is None or (isinstance(node, str) and not node.strip()):
        return _fault(problems, Code.EMPTY_VALUE, path)
    if kind in _LEAVES:
        return _read_leaf(_LEAVES[kind], node, path, problems)
    if origin is tuple:
        return _read_list(inner[0], node, path, problems)
    if origin is Mapping:
        return _read_mapping(inner[0], inner[1], node, path, problems)
    if origin is Literal:
        return _read_literal(inner, node, path, problems)
    if origin in (Union, UnionType):
        return _read_union(inner, node, path, problems)
    return _read_value(cast(type, kind), node, path, problems)


def _read_leaf(leaf: _Leaf, node: Node, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node, str):
        return _wrong_kind(problems, path, "text", node)
    if not node.isprintable() and any(_steers(sign) for sign in node):
        return _fault(problems, Code.BAD_CHARACTER, path)
    value = leaf.read(node)
    if isinstance(value, Problem):
        problems.append(Problem(value.code, path, value.params))
        return _BAD
    return value


def _steers(sign: str) -> bool:
    """True for half a character, and for one that steers a terminal or turns the direction of the text."""
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t") or sign in _DIRECTIONS


_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _read_list(kind: object, node: Node, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node, list):
        return _wrong_kind(problems, path, "list", node)
    if len(node) > MOST_ITEMS:
        return _fault(problems, Code.TOO_LONG, path, most=MOST_ITEMS)
    values = tuple(_read(kind, item, (*path, place), problems) for place, item in enumerate(node))
    return _BAD if any(value is _BAD for value in values) else values


def _read_mapping(key_kind: object, kind: object, node: Node, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node, dict):
        return _wrong_kind(problems, path, "keys", node)
    read_pairs = [
        (_read(key_kind, key, (*path, key), problems), _read(kind, item, (*path, key), problems))
        for key, item in node.items()
    ]
    if any(_BAD in (key, item) for key, item in read_pairs):
        return _BAD
    if len(dict(read_pairs)) < len(read_pairs):  # two ways of writing one key
        return _fault(problems, Code.DUPLICATE_ID, path, id=str(path[-1]) if path else "")
    return MappingProxyType(dict(read_pairs))


def _read_literal(allowed: tuple[str, ...], node: Node, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node, str):
        return _wrong_kind(problems, path, "text", node)
    return node if node in allowed else _fault(problems, Code.NOT_ONE_OF, path, text=node, allowed=allowed)


def _read_union(options: tuple[object, ...], node: Node, path: Path, problems: list[Problem]) -> Any:
    if isinstance(node, dict):
        return _read_tagged([kind for kind in options if is_dataclass(kind)], node, path, problems)
    if isinstance(node, list):
        lists = [kind for kind in options if get_origin(bare(kind)) is tuple]
        return _read(lists[0], node, path, problems) if lists else _wrong_kind(problems, path, "text", node)
    if not isinstance(node, str):
        return _wrong_kind(problems, path, "text", node)
    words = _words_of(options)
    if node in words:
        return node
    tries = [_LEAVES[kind].read(node) for kind in options if kind in _LEAVES]
    good = [value for value in tries if not isinstance(value, Problem)]
    if good:
        return good[0]
    if Month in options:
        return _fault(problems, Code.BAD_DUE, path, text=node, allowed=words)
    if tries:
        share = next((fault for fault in tries if fault.code is Code.BAD_SHARE and set(node) & set("%/")), tries[0])
        problems.append(Problem(share.code, path, share.params))
        return _BAD
    if any(get_origin(bare(kind)) is tuple for kind in options):
        return _wrong_kind(problems, path, "list", node)
    if any(is_dataclass(kind) for kind in options):
        return _wrong_kind(problems, path, "keys", node)
    return _fault(problems, Code.NOT_ONE_OF, path, text=node, allowed=words)


def _read_tagged(kinds: list[object], node: dict[str, Node], path: Path, problems: list[Problem]) -> Any:
    """Of several classes, the one whose first field holds the same fixed word as the node, such as `by: equal`."""
    if not kinds:
        return _wrong_kind(problems, path, "text", node)
    if len(kinds) == 1:
        return _read(kinds[0], node, path, problems)
    first = [(parts_of(cast(type, kind))[0], kind) for kind in kinds]
    plain = [kind for part, kind in first if not _words_of((part.kind,))]
    tagged = [(part, kind) for part, kind in first if _words_of((part.kind,))]
    key = tagged[0][0].name
    by_tag = {_words_of((part.kind,))[0]: kind for part, kind in tagged}
    if key not in node and plain:
        return _read(plain[0], node, path, problems)
    if key not in node:
        return _fault(problems, Code.MISSING_KEY, (*path, key), key=key)
    tag = node[key]
    if not isinstance(tag, str) or tag not in by_tag:
        return _read(Literal[tuple(by_tag)], tag, (*path, key), problems)
    return _read(by_tag[tag], node, path, problems)


def _read_value(kind: type, node: Node, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node, dict):
        return _wrong_kind(problems, path, "keys", node)
    parts = {part.name: part for part in parts_of(kind)}
    unused = sorted(parts.keys() - node.keys())
    values: dict[str, Any] = {}
    for place, (key, item) in enumerate(node.items()):
        if key in parts:
            values[key] = _read(parts[key].kind, item, (*path, key), problems)
        else:
            near = tuple(difflib.get_close_matches(key, unused, n=1)) if place < _MOST_GUESSES else ()
            if item is None and not near:
                _fault(problems, Code.COMMA_IN_BRACES, (*path, key), key=key)
            else:
                _fault(problems, Code.UNKNOWN_KEY, (*path, key), key=key, near=near, allowed=tuple(parts))
    for name, part in parts.items():
        if part.required and name not in node:
            values[name] = _fault(problems, Code.MISSING_KEY, (*path, name), key=name)
    return _BAD if _BAD in values.values() else kind(**values)


def _fault(problems: list[Problem], code: Code, path: Path, **params: object) -> object:
    problems.append(problem(code, path, **params))
    return _BAD


def _wrong_kind(problems: list[Problem], path: Path, expected: str, node: Node) -> object:
    found = "list" if isinstance(node, list) else "keys" if isinstance(node, dict) else "text"
    return _fault(problems, Code.WRONG_KIND, path, expected=expected, found=found)


# Kinds


def bare(kind: object) -> object:
    """The kind without its words, and without None: a value that is None is left out of a file."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        options = tuple(option for option in get_args(kind) if option is not NoneType)
        return options[0] if len(options) == 1 else Union[options]  # noqa: UP007 (built at run time)
    return kind


def _words_of(options: tuple[object, ...]) -> tuple[str, ...]:
    """The fixed words among the options."""
    kinds = (bare(option) for option in options)
    return tuple(word for option in kinds if get_origin(option) is Literal for word in get_args(option))


def _option_of(options: tuple[object, ...], value: Any) -> object:
    """The option that a value belongs to."""
    if isinstance(value, str) and value in _words_of(options):
        return Literal[value]
    if is_dataclass(value):
        return type(value)
    if isinstance(value, tuple):
        return next(kind for kind in options if get_origin(bare(kind)) is tuple)
    return next(kind for kind in options if kind in _LEAVES and isinstance(value, _stored_as(kind)))


def _stored_as(kind: object) -> type:
    return cast(type, kind.__supertype__ if isinstance(kind, NewType) else kind)


# Schema


def _schema(kind: object, named: dict[str, object]) -> dict[str, object]:
    kind = bare(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _LEAVES:
        return dict(_LEAVES[kind].schema)
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], named)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(inner[1], named)}
    if origin is Literal:
        return {"enum": [int(word) if word.isdecimal() else word for word in inner]}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(option, named) for option in inner]}
    return _schema_of_class(cast(type, kind), named)


def _schema_of_class(kind: type, named: dict[str, object]) -> dict[str, object]:
    if kind.__name__ not in named:
        named[kind.__name__] = {}
        named[kind.__name__] = {
            "type": "object",
            "description": (kind.__doc__ or "").partition("\n\n")[0],
            "properties": {
                part.name: {**_schema(part.kind, named), "description": part.words} for part in parts_of(kind)
            },
            "required": [part.name for part in parts_of(kind) if part.required],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}
