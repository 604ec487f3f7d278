"""What may change in a definition while there are rows, and what may not.

A new version may add variables, codes and rules, and leave variables out. What makes an observation the same, who and
when it is about, and the type of a variable that is kept stay as they were: the rows there would mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.definition import Register


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a definition the rows that lie depend on: of the last version that a batch came by.

    `held` are the variables that say who and when, and the key. `types` are those of every variable that was ever
    taken in, as rows keep what a later version leaves out. `digest` is of all that a row is asked.
    """

    controller: str
    version: int
    held: tuple[str, ...]
    types: Mapping[str, str]
    digest: str


def shape_of(register: Register, before: Shape | None = None) -> Shape:
    """What rows of this definition depend on, and those that came by an earlier one."""
    roles = register.roles
    held = (roles.person, roles.event, *roles.key)
    types = {**(before.types if before else {}), **{str(each.id): str(each.type) for each in register.variables}}
    asked = [
        (each.id, each.type, each.required, tuple(each.values or ()), each.system, str(each.least), str(each.most))
        for each in register.variables
    ]
    ruled = [(rule.id, rule.holds, rule.severity) for rule in register.rules]
    patterns = [(each.id, each.pattern) for each in register.systems]
    digest = sha256(repr((held, asked, ruled, patterns)).encode()).hexdigest()[:32]
    return Shape(register.controller, register.version, held, types, digest)


def another_controller(register: Register, held: str) -> Problem:
    """That a definition names another controller than the rows have: who may read them is not for a file to say."""
    return problem(
        Code.DEFINITION_CONTROLLER, ("controller",), register=register.id, found=register.controller, held=held
    )


def conflict(held: Shape | None, register: Register) -> Problem | None:
    """Why this definition cannot be used of rows that came by another; None where it can."""
    if held is None:
        return None
    new = shape_of(register)
    if new.controller != held.controller:
        return another_controller(register, held.controller)
    if new.version < held.version:
        return problem(
            Code.DEFINITION_OLDER, ("version",), register=register.id, version=new.version, held=held.version
        )
    if new.version == held.version and new.digest != held.digest:
        return problem(Code.DEFINITION_SAME_VERSION, ("version",), register=register.id, version=new.version)
    if new.held != held.held:
        return problem(Code.DEFINITION_KEY, ("roles",), register=register.id, held=held.held)
    for place, each in enumerate(register.variables):
        was = held.types.get(each.id, each.type)
        if was != each.type:
            return problem(Code.DEFINITION_TYPE, ("variables", place, "type"), id=each.id, found=each.type, held=was)
    return None
