"""The door for commands: several orders make one paper, or one round; all of them happen, or none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from dagmar.api.entry import actor_in
from dagmar.api.refusals import DoorCode, Fault, Refused, answers
from dagmar.basis.form import Node, read, schema
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem
from dagmar.case.commands import Command, Tick
from dagmar.case.deeds import DEEDS
from dagmar.store import cases
from dagmar.store.clock import now
from dagmar.store.values import Done, Order

router = Router(tags=["orders"])

_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_DEEP = 8


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command for one case, as it is sent."""

    case: Annotated[str, "number of the case"]
    command: Annotated[Command, "what is to be done"]


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent."""

    orders: Annotated[tuple[Ordered, ...], "each for a case of its own"]


class DoneOut(Schema):
    """All of it has happened."""

    paper: str = Field(description="number of the paper that was registered; empty where none was sent")


def _body() -> dict[str, Any]:
    """The body for OpenAPI, made from the classes that it is read into; the clock's own command is left out."""
    described = schema(Call)
    named: Mapping[str, Any] = described.pop("$defs")  # type: ignore[assignment]
    del described["$schema"]
    call = _inlined(named["Call"], named)
    commands = call["properties"]["orders"]["items"]["properties"]["command"]["anyOf"]
    commands[:] = [each for each in commands if each["properties"]["command"]["enum"] != ["tick"]]
    return {"required": True, "content": {"application/json": {"schema": call}}}


def _inlined(node: Any, named: Mapping[str, Any]) -> Any:
    """The schema without references, and with the texts that JSON holds where a file may hold numbers."""
    if isinstance(node, list):
        return [_inlined(each, named) for each in node]
    if not isinstance(node, dict):
        return node
    within = _inlined(named[node["$ref"].rpartition("/")[2]], named) if "$ref" in node else {}
    own = {key: _inlined(each, named) for key, each in node.items() if key != "$ref"}
    if "enum" in own:
        own["enum"] = [str(word) for word in own["enum"]]
    return within | own


@router.post("/orders", response=answers(DoneOut, 403, 404, 413, 415, 422), openapi_extra={"requestBody": _body()})
def give_orders(request: HttpRequest) -> DoneOut:
    """Give commands: all are done, or none and every problem is told. A case that you may not see does not exist."""
    node = _node_in(request.body)
    orders = _orders_in(node)
    done = cases.do(orders, actor_in(request), now())
    if not done.happened:
        raise _refused(done, orders)
    return DoneOut(paper=done.paper)


def _node_in(body: bytes) -> Node:
    """The body as plain nodes; every scalar is left as the text it was written as, so no amount passes a float."""
    try:
        loaded = json.loads(
            body.decode("utf-8-sig"),
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_no_key_twice,
        )
        node = _plain(loaded, 0)
    except (ValueError, RecursionError):
        raise Refused(422, Fault("bad-json")) from None
    if faults := tuple(_unfit(node, (), "")):
        raise Refused(422, *faults)
    return node


def _no_key_twice(pairs: list[tuple[str, Node]]) -> dict[str, Node]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _plain(node: Node, depth: int) -> Node:
    if depth > _MOST_DEEP:
        raise ValueError("nested too deep")
    if isinstance(node, dict):
        return {key: _plain(each, depth + 1) for key, each in node.items()}
    if isinstance(node, list):
        return [_plain(each, depth + 1) for each in node]
    return str(node).lower() if isinstance(node, bool) else node


def _unfit(node: Node, path: Path, case: str) -> Iterator[Fault]:
    """Texts that may go no further, not even into an answer: with a personal number, or that no database keeps."""
    if isinstance(node, str):
        if fault := _unfit_text(node):
            yield Fault(fault, path, case)
    elif isinstance(node, list):
        for place, each in enumerate(node):
            yield from _unfit(each, (*path, place), case)
    elif isinstance(node, dict):
        case = _case_in(node) or case
        for key, each in node.items():
            if fault := _unfit_text(key):
                yield Fault(fault, path, case)  # what the key says is not told
            else:
                yield from _unfit(each, (*path, key), case)


def _unfit_text(text: str) -> Problem | DoorCode | None:
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return "bad-text"
    if not _HASH.fullmatch(text) and has_personal_number(text):
        return problem(Code.PERSONAL_NUMBER)
    return None


def _case_in(order: Node) -> str:
    """The case that an order names, where it names one in a way that can be told."""
    case = order.get("case") if isinstance(order, dict) else None
    return case if isinstance(case, str) and not _unfit_text(case) else ""


def _orders_in(node: Node) -> list[Order]:
    """The orders; refused with every problem of their form at once, before any case is looked at."""
    call, problems = read(Call, node)
    if call is None or problems:  # a key too many leaves a value, and is a problem
        raise Refused(422, *(Fault(each, each.path, _case_at(node, each.path)) for each in problems))
    if faults := tuple(_misgiven(call)):
        raise Refused(422, *faults)
    return [Order(each.case, each.command) for each in call.orders]


def _case_at(node: Node, path: Path) -> str:
    """The case of the order that a path leads into."""
    return _case_in(node["orders"][path[1]]) if path[:1] == ("orders",) and len(path) > 1 else ""


def _misgiven(call: Call) -> Iterator[Fault]:
    if not call.orders:
        yield Fault(problem(Code.EMPTY_VALUE), ("orders",))
    seen: set[str] = set()
    for place, each in enumerate(call.orders):
        if isinstance(each.command, Tick):  # the clock's alone
            told = problem(Code.NOT_ONE_OF, text=each.command.command, allowed=tuple(DEEDS))
            yield Fault(told, ("orders", place, "command", "command"), each.case)
        if each.case in seen:
            yield Fault("case-twice", ("orders", place, "case"), each.case)
        seen.add(each.case)


def _refused(done: Done, orders: Sequence[Order]) -> Refused:
    """What the store told, each problem at its place in the call. No case is as no page: 404."""
    places = {order.case: place for place, order in enumerate(orders)}
    faults = [Fault(told, _path_of(told, places[case]), case) for case, told in done.problems]
    unknown = any(told.code is Code.UNKNOWN_CASE for _, told in done.problems)
    return Refused(404 if unknown else 422, *faults)


def _path_of(told: Problem, place: int) -> Path:
    within: Path = ("case",) if told.code is Code.UNKNOWN_CASE else ("command", *told.path)
    return ("orders", place, *within)
