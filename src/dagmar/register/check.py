"""Checks a register's definition: names that are there, types that fit, rules that can be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from dagmar.basis.form import leaves
from dagmar.basis.names import Value, value_text
from dagmar.basis.parties import Parties
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem
from dagmar.register.definition import BUILT_IN, CodeSystem, Register, Variable
from dagmar.register.expression import Node, Type, codes_in, parse, variables_compared

_TYPES: Mapping[str, Type] = {
    "date": "date",
    "flag": "flag",
    "code": "code",
    "whole": "number",
    "decimal": "number",
    "provider": "code",
}
"""What a variable is in a condition. An identity is nothing there: no rule may look at who somebody is."""


_OWN_COLUMNS = frozenset({"row", "batch", "at", "new"})
"""The columns that the program lays beside a register's own while a file is taken in, kept and made anew."""

_TEN_DIGITS = 1_000_000_000
"""The least number that may look like a personal number."""


def types_of(register: Register) -> Mapping[str, Type]:
    """The variables that conditions may name, with their types."""
    return {each.id: _TYPES[each.type] for each in register.variables if each.type in _TYPES}


def check(register: Register, parties: Parties) -> tuple[Problem, ...]:
    """Every problem of the definition."""
    return (
        *_ids(register),
        *_roles(register),
        *_variables(register),
        *_rules(register),
        *_parties(register, parties),
        *_personal_numbers(register),
    )


def _ids(register: Register) -> Iterator[Problem]:
    for name in ("variables", "systems", "rules"):
        seen: set[str] = set()
        for place, each in enumerate(getattr(register, name)):
            if each.id in seen:
                yield problem(Code.DUPLICATE_ID, (name, place, "id"), id=each.id)
            seen.add(each.id)
    for place, each in enumerate(register.variables):
        if each.id in _OWN_COLUMNS:
            yield problem(Code.NAME_TAKEN, ("variables", place, "id"), id=each.id)


def _roles(register: Register) -> Iterator[Problem]:
    """The variables that say who, where and when are there, and are of the right kind."""
    known: dict[str, Variable] = {each.id: each for each in register.variables}
    wanted = {
        "person": "identity",
        "provider": "provider",
        "event": "date",
        "sex": "code",
        "age": "whole",
        "residence": "code",
    }
    named: list[tuple[Path, str, str]] = [
        (("roles", role), getattr(register.roles, role), kind) for role, kind in wanted.items()
    ]
    for path, name, kind in named:
        if name is None:
            continue
        if name not in known:
            yield problem(Code.UNKNOWN_REFERENCE, path, id=name, known=tuple(known))
        elif known[name].type != kind:
            yield problem(Code.VARIABLE_OF_ANOTHER_TYPE, path, id=name, found=known[name].type, expected=kind)
    for place, name in enumerate(register.roles.key):
        if name not in known:
            yield problem(Code.UNKNOWN_REFERENCE, ("roles", "key", place), id=name, known=tuple(known))
        elif not known[name].required:
            yield problem(Code.KEY_NOT_REQUIRED, ("roles", "key", place), id=name)
        if name in register.roles.key[:place]:
            yield problem(Code.DUPLICATE_ID, ("roles", "key", place), id=name)
    for kind in ("identity", "provider"):
        those = [place for place, each in enumerate(register.variables) if each.type == kind]
        for place in those[1:]:
            yield problem(Code.ONE_OF_A_KIND, ("variables", place, "type"), kind=kind)


def _variables(register: Register) -> Iterator[Problem]:
    systems: dict[str, CodeSystem] = {each.id: each for each in register.systems}
    for place, each in enumerate(register.variables):
        at: Path = ("variables", place)
        if each.system is not None and each.system not in systems:
            yield problem(Code.UNKNOWN_REFERENCE, (*at, "system"), id=each.system, known=tuple(systems))
        if each.type == "code" and (each.values is None) == (each.system is None):
            yield problem(Code.CODES_ONCE, at, id=each.id)
        yield from _misplaced(each, at)
        if each.least is not None and each.most is not None and each.least > each.most:
            yield problem(Code.RANGE_UPSIDE_DOWN, (*at, "most"), id=each.id)
        if each.type == "whole" and (each.most is None or each.most >= _TEN_DIGITS):
            yield problem(Code.MAY_LOOK_LIKE_A_PERSON, at, id=each.id)
        yield from _usual(each, systems.get(each.system or ""), at)
    for place, system in enumerate(register.systems):
        if not re.fullmatch(r"[A9.*\-]+", system.pattern):
            yield problem(Code.BAD_PATTERN, ("systems", place, "pattern"), text=system.pattern)


def _misplaced(variable: Variable, path: Path) -> Iterator[Problem]:
    """A key that says nothing of a variable of this type."""
    allowed = {"whole": {"unit", "least", "most"}, "decimal": {"unit", "least", "most"}, "code": {"values", "system"}}
    for key in ("unit", "least", "most", "values", "system"):
        if getattr(variable, key) is not None and key not in allowed.get(variable.type, set()):
            yield problem(Code.KEY_OF_ANOTHER_TYPE, (*path, key), key=key, found=variable.type)


def _usual(variable: Variable, system: CodeSystem | None, path: Path) -> Iterator[Problem]:
    """What made-up data are drawn from: codes that are there, weights from nought, a range the right way up."""
    usual = variable.usual or {}
    if usual and variable.type in ("identity", "provider"):
        yield problem(Code.KEY_OF_ANOTHER_TYPE, (*path, "usual"), key="usual", found=variable.type)
        return
    allowed: tuple[str, ...] = ("from", "to")
    if variable.type in ("flag", "code"):
        allowed = ("yes", "no") if variable.type == "flag" else tuple(variable.values or ())
        weights = {name: weight for name, weight in usual.items() if name != "missing"}
        for name, weight in weights.items():
            if weight < 0:
                yield problem(Code.WEIGHT_NEGATIVE, (*path, "usual", name), recipient=name)
        if weights and not any(weights.values()):
            yield problem(Code.WEIGHTS_ALL_ZERO, (*path, "usual"), count=len(weights))
    elif usual.get("from", Value(Fraction(0))) > usual.get("to", usual.get("from", Value(Fraction(0)))):
        yield problem(Code.RANGE_UPSIDE_DOWN, (*path, "usual", "to"), id=variable.id)
    if not 0 <= usual.get("missing", 0) <= 1:
        yield problem(Code.BAD_VALUE, (*path, "usual", "missing"), text=value_text(usual["missing"]))
    for name in usual:
        known = name in allowed if system is None else re.fullmatch(pattern_of(system), name)
        if name != "missing" and not known:
            yield problem(Code.UNKNOWN_REFERENCE, (*path, "usual", name), id=name, known=(*allowed, "missing"))


def pattern_of(system: CodeSystem) -> str:
    """What a code of the system looks like, as a regular expression."""
    signs = {"A": "[A-Z]", "9": "[0-9]", "*": "[A-Z0-9]*"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in system.pattern)


def _rules(register: Register) -> Iterator[Problem]:
    types = types_of(register)
    for place, rule in enumerate(register.rules):
        if rule.id in BUILT_IN:
            yield problem(Code.RULE_NAME_TAKEN, ("rules", place, "id"), id=rule.id)
        found = parse(rule.holds, types)
        if isinstance(found, Problem):
            yield Problem(found.code, ("rules", place, "holds"), found.params)
            continue
        yield from codes_never(register, found, ("rules", place, "holds"))


def codes_never(register: Register, condition: Node, path: Path) -> Iterator[Problem]:
    """Each code in a condition that its variable never has, and each two variables that never have the same code.

    Both are slips of the pen, that make a condition always say the same: `kind = measure` instead of
    `kind = "measure"`, where a variable is called so too.
    """
    for name, code, begins in codes_in(condition):
        yield from _never(register, name, code, begins, path)
    values = {str(each.id): each.values for each in register.variables}
    for one, other in variables_compared(condition):
        if (mine := values[one]) and (theirs := values[other]) and not mine.keys() & theirs.keys():
            yield problem(Code.CODES_APART, path, one=one, other=other)


def _never(register: Register, name: str, code: str, begins: bool, path: Path) -> Iterator[Problem]:
    variable = next(each for each in register.variables if each.id == name)
    system = next((each for each in register.systems if each.id == variable.system), None)
    if variable.values is not None:
        fits = any(each.startswith(code) if begins else each == code for each in variable.values)
    else:
        fits = system is None or (_may_begin(system, code) if begins else bool(re.fullmatch(pattern_of(system), code)))
    if not fits:
        known = tuple(variable.values or ()) or ((system.pattern,) if system else ())
        near = tuple(difflib.get_close_matches(code, variable.values or (), n=1))
        yield problem(Code.CODE_NEVER, path, id=name, text=code, known=known, near=near)


def _may_begin(system: CodeSystem, text: str) -> bool:
    """Whether a code of the system can begin so; what follows is left open."""
    signs = pattern_of(CodeSystem(system.id, system.name, system.owner, system.pattern.split("*")[0]))
    pieces = re.findall(r"\[[^]]*\]|\\?.", signs)
    short = "".join(pieces[: len(text)]) + ("[A-Z0-9]*" if "*" in system.pattern else "")
    return re.fullmatch(short, text) is not None


def _parties(register: Register, parties: Parties) -> Iterator[Problem]:
    named: list[tuple[Path, str]] = [(("controller",), register.controller)]
    named += [(("systems", place, "owner"), each.owner) for place, each in enumerate(register.systems)]
    for path, party in named:
        if parties.get(party) is None:
            yield problem(Code.UNKNOWN_PARTY, path, party=party, near=())


def _personal_numbers(register: Register) -> Iterator[Problem]:
    """A definition is read by anyone: no personal number may stand in it, neither as a word nor as a code or a name."""
    for path, _, value in leaves(Register, register):
        if isinstance(value, str) and has_personal_number(value):
            yield problem(Code.PERSONAL_NUMBER, path)
