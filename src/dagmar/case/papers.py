"""What people fill in: fields checked by their kind, contents hashed, and no personal number let through."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from stdnum.se import orgnr

from dagmar.agreement.terms import Field, Form
from dagmar.basis.accounts import is_account
from dagmar.basis.dates import read_date
from dagmar.basis.form import leaves, write
from dagmar.basis.names import Id
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem
from dagmar.case.commands import AttestStatement, Command

ASSURANCES: tuple[Id, ...] = (Id("period"), Id("booked"), Id("purpose"))
"""What the CFO ticks one by one: the costs are of the period, are booked and traceable, and serve the purpose."""

_COMPUTED = frozenset({"requested", "granted", "received", "costs", "costs-total", "unused"})
_NOT_TYPED = frozenset({"signature", "attestation", "cost-lines"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d ()/-]{6,24}", re.ASCII)


def typed_fields(form: Form) -> tuple[Field, ...]:
    """The fields that people fill in; sums with a meaning are computed, signatures and attestations are deeds."""
    attested = {field.id for section in form.sections for field in section.fields if _about_attestation(field)}
    return tuple(
        field
        for section in form.sections
        for field in section.fields
        if field.means not in _COMPUTED and field.kind not in _NOT_TYPED and field.id not in attested
    )


def _about_attestation(field: Field) -> bool:
    return field.id.startswith("cfo-") or field.id == "deviations"


def check_fields(form: Form, values: Mapping[Id, str]) -> Iterator[Problem]:
    """Every fault of what was filled in, each at its field."""
    fields = {field.id: field for field in typed_fields(form)}
    for field in fields.values():
        value = values.get(field.id, "").strip()
        if value and field.kind in _CHECKS and not _CHECKS[field.kind](value):
            yield problem(Code.BAD_FIELD, ("fields", field.id), kind=field.kind)
        elif field.required and not value:
            yield problem(Code.FIELD_MISSING, ("fields", field.id), id=field.id)
    for unknown in sorted(set(values) - set(fields)):
        yield problem(Code.UNKNOWN_FIELD, ("fields", unknown), id=unknown)


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "organisation-number": lambda text: bool(orgnr.is_valid(text)),
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "phone": lambda text: bool(_PHONE.fullmatch(text)),
    "account": is_account,
    "date": lambda text: not isinstance(read_date(text), Problem),
}
"""What makes a value of a kind right; other kinds are free text."""


def personal_numbers(command: Command) -> Iterator[Problem]:
    """A problem for each text that holds a personal number. The number itself is never repeated, nor as a field's name.

    A hash is no text: nobody writes it, and one in some thousands would pass for a personal number.
    """
    for path, _, value in leaves(type(command), command):
        if path != ("content",) and isinstance(value, str) and has_personal_number(value):
            yield problem(Code.PERSONAL_NUMBER, tuple(step for step in path if not has_personal_number(str(step))))


def content_of(kind: type, value: object, *names: str) -> str:
    """SHA-256 of the named parts of a command: exactly what is signed, decided or attested."""
    node = write(kind, value)
    chosen = {name: node.get(name) for name in names}
    return sha256(json.dumps(chosen, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def check_attestation(command: AttestStatement) -> Iterator[Problem]:
    """Alternative 1 needs every assurance ticked; alternative 2 needs deviations and measures."""
    for unknown in sorted(set(command.ticked) - set(ASSURANCES)):
        yield problem(Code.UNKNOWN_FIELD, ("ticked",), id=unknown)
    missing = tuple(each for each in ASSURANCES if each not in command.ticked)
    if command.alternative == "1" and missing:
        yield problem(Code.NOT_TICKED, ("ticked",), missing=missing)
    if command.alternative == "2":
        for name in ("deviations", "measures"):
            if not getattr(command, name):
                path: Path = (name,)
                yield problem(Code.FIELD_MISSING, path, id=name)
