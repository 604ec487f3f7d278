"""The receipt of one decided amount: everything that it follows from, in a form that anyone can recompute.

What is hashed: the format's version, the terms of the pot with their clauses, the facts with their sources, every step
as exact numbers, the amount. Beside the hash: the engine's version, names for people. The same input
gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any, Literal

from dagmar.agreement.terms import Agreement, Pot
from dagmar.allocation.facts import Facts
from dagmar.allocation.plan import Line, recompute
from dagmar.allocation.steps import Step
from dagmar.basis.form import Node, read, write
from dagmar.basis.money import Ore
from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Path, Place, Problem, errors_of, problem

MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why a recipient gets an amount. All of it is hashed."""

    format: Annotated[Literal["1"], "version of this format"]
    agreement: Annotated[Id, "the agreement"]
    version: Annotated[int, "its version"]
    grant: Annotated[Id, "the grant"]
    grant_clause: Annotated[ClauseRef, "where the agreement sets it"]
    recipient: Annotated[PartyId, "who gets the amount"]
    pot: Annotated[Pot, "the terms: amount, rule, rounding, decided table"]
    facts: Annotated[Facts, "the inputs, with their sources"]
    steps: Annotated[tuple[Step, ...], "every step, as exact numbers"]
    amount: Annotated[Ore, "the amount"]


@dataclass(frozen=True, slots=True)
class SealedReceipt:
    """A receipt with the hash of its canonical bytes. `beside` is for people and is not hashed."""

    receipt: Annotated[Receipt, "what is hashed"]
    hash: Annotated[str, "SHA-256 of the canonical bytes, in hexadecimal"]
    beside: Annotated[Mapping[str, str], "engine, file and names; not hashed"]


def receipt_of(agreement: Agreement, line: Line, beside: Mapping[str, str]) -> SealedReceipt:
    """The receipt of one line of a plan."""
    receipt = Receipt(
        format="1",
        agreement=agreement.id,
        version=agreement.version,
        grant=line.grant.id,
        grant_clause=line.grant.clause,
        recipient=line.recipient,
        pot=line.pot,
        facts=line.facts,
        steps=line.steps,
        amount=line.amount,
    )
    return SealedReceipt(receipt, hash_of(receipt), beside)


def canonical_bytes(receipt: Receipt) -> bytes:
    """The receipt as UTF-8 JSON: keys sorted, no spaces, every value a text; the same in every locale and process."""
    return json.dumps(write(Receipt, receipt), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of(receipt: Receipt) -> str:
    """SHA-256 of the canonical bytes."""
    return sha256(canonical_bytes(receipt)).hexdigest()


def node_of(sealed: SealedReceipt) -> Node:
    """The sealed receipt as a JSON object."""
    return write(SealedReceipt, sealed)


def read_receipts(data: bytes, file: str) -> tuple[tuple[SealedReceipt, ...], tuple[Problem, ...]]:
    """Read a file that holds one receipt, or a list of them; every problem at once."""
    if len(data) > MOST_BYTES:
        return (), (problem(Code.FILE_TOO_LARGE, most=MOST_BYTES, size=len(data)).at(Place(file)),)
    try:
        node = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError:
        return (), (problem(Code.NOT_UTF8).at(Place(file)),)
    except json.JSONDecodeError as fault:
        return (), (problem(Code.NOT_JSON, what=fault.msg).at(Place(file, fault.lineno, fault.colno)),)
    except (ValueError, RecursionError) as fault:
        return (), (problem(Code.NOT_JSON, what=str(fault)).at(Place(file)),)
    sealed: list[SealedReceipt] = []
    problems: list[Problem] = []
    for each in node if isinstance(node, list) else [node]:
        value, found = read(SealedReceipt, each)
        problems += [one.at(Place(file)) for one in found]
        sealed += [value] if value else []
    if not sealed and not problems:
        problems.append(problem(Code.NO_RECEIPT).at(Place(file)))
    return tuple(sealed), tuple(problems)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def replay(sealed: SealedReceipt) -> tuple[Problem, ...]:
    """Recompute the receipt from its own terms and facts: no problem where every step, the amount and the hash agree.

    The first step that departs is named. Terms that overpay their pot do not hold, however sound each step. Where all
    holds but the hash, something beside the steps was changed: a source, a clause, a heading.
    """
    receipt = sealed.receipt
    division, problems = recompute(receipt.pot, receipt.facts)
    faults = tuple(replace(found, path=("receipt", "pot", *found.path)) for found in errors_of(problems))
    if receipt.recipient not in division:
        path: Path = ("receipt", "recipient")
        stranger = problem(Code.NOT_A_RECIPIENT, path, recipient=receipt.recipient, known=tuple(division))
        return (stranger, *faults)
    entitlement = division[receipt.recipient]
    for place in range(max(len(entitlement.steps), len(receipt.steps))):
        says = receipt.steps[place] if place < len(receipt.steps) else None
        computed = entitlement.steps[place] if place < len(entitlement.steps) else None
        if says != computed:
            return (_departs(place, says, computed),)
    if receipt.amount != entitlement.amount:
        return (
            problem(
                Code.RECEIPT_AMOUNT_DIFFERS, ("receipt", "amount"), says=receipt.amount, computed=entitlement.amount
            ),
        )
    if faults:
        return faults
    if hash_of(receipt) != sealed.hash:
        return (problem(Code.RECEIPT_HASH_DIFFERS, ("hash",), says=sealed.hash, computed=hash_of(receipt)),)
    return ()


def _departs(place: int, says: Step | None, computed: Step | None) -> Problem:
    """The step, and of its values those that differ."""
    one, other = _plain(says), _plain(computed)
    keys = [key for key in sorted({*one, *other}) if one.get(key) != other.get(key)]
    return problem(
        Code.RECEIPT_STEP_DIFFERS,
        ("receipt", "steps", place),
        number=place + 1,
        step=one.get("step") or other.get("step"),
        says=_listed(one, keys),
        computed=_listed(other, keys),
    )


def _plain(step: Step | None) -> dict[str, Node]:
    return dict(write(type(step), step)) if step else {}


def _listed(node: dict[str, Node], keys: list[str]) -> str:
    return ", ".join(f"{key} {node[key]}" for key in keys if key in node) or "-"
