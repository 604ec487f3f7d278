"""Checks of names: clauses, short names, references within the file, parties, and what is left to be filled in."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

from dagmar.agreement.terms import Agreement, ByMeasure, ByPopulation, ByTiers, Equal, Fixed, Gate, PerUnit, rules_of
from dagmar.basis.dates import first_day
from dagmar.basis.form import leaves
from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import CLASSES, Parties, PartyId, Whom
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem


def check_names(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """Every problem of names."""
    yield from _clauses(agreement)
    yield from _ids(agreement)
    yield from _references(agreement)
    yield from _unknown_parties(agreement, parties)
    yield from _named_twice(agreement, parties)
    yield from _placeholders(agreement)
    yield from _personal_numbers(agreement)


def _clauses(agreement: Agreement) -> Iterator[Problem]:
    for path, kind, value in leaves(Agreement, agreement):
        if kind is ClauseRef and value not in agreement.clauses:
            yield problem(Code.UNKNOWN_CLAUSE, path, clause=value)


def _ids(agreement: Agreement) -> Iterator[Problem]:
    for name in _NAMED:
        yield from _twice(tuple(each.id for each in getattr(agreement, name)), (name,), ("id",))
    measured = {each.id for each in agreement.measures}  # one table of figures serves both
    for place, each in enumerate(agreement.requirements):
        if each.id in measured:
            yield problem(Code.DUPLICATE_ID, ("requirements", place, "id"), id=each.id)
    for path, _, _, rule in rules_of(agreement.grants):
        if isinstance(rule, Gate):
            yield from _twice(rule.requires, (*path, "requires"), ())
    yield from _twice(tuple(str(terms.year) for terms in agreement.years), ("years",), ("year",))
    for place, form in enumerate(agreement.forms):
        for number, section in enumerate(form.sections):
            at: Path = ("forms", place, "sections", number, "fields")
            yield from _twice(tuple(field.id for field in section.fields), at, ("id",))


_NAMED = (
    "grants", "areas", "appropriations", "bodies", "services", "measures", "requirements", "contributions",
    "duties", "forms",
)  # fmt: skip
"""The lists whose items have an id of their own."""


def _twice(ids: Sequence[str], path: Path, end: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if each in seen:
            yield problem(Code.DUPLICATE_ID, (*path, place, *end), id=each)
        seen.add(each)


def _references(agreement: Agreement) -> Iterator[Problem]:
    known = {name: tuple(each.id for each in getattr(agreement, name)) for name in _NAMED}
    for place, grant in enumerate(agreement.grants):
        yield from _named(grant.areas, known["areas"], ("grants", place, "areas"))
        if grant.appropriation != "not-stated":
            yield from _named([grant.appropriation], known["appropriations"], ("grants", place, "appropriation"))
        if grant.pass_on:
            yield from _named(grant.pass_on.requires, known["requirements"], ("grants", place, "pass_on", "requires"))
        for number, task in enumerate(grant.tasks):
            yield from _named(task.services, known["services"], ("grants", place, "tasks", number, "services"))
    for path, _, _, rule in rules_of(agreement.grants):
        if isinstance(rule, Gate):
            yield from _named(rule.requires, known["requirements"], (*path, "requires"))
        if isinstance(rule, ByMeasure | ByTiers | PerUnit):
            yield from _named([rule.measure], known["measures"], (*path, "measure"))
    for place, contribution in enumerate(agreement.contributions):
        yield from _named(contribution.areas, known["areas"], ("contributions", place, "areas"))
    for place, duty in enumerate(agreement.duties):
        yield from _named(duty.grants, known["grants"], ("duties", place, "grants"))
        yield from _named([duty.form] if duty.form else [], known["forms"], ("duties", place, "form"))
    for place, condition in enumerate(agreement.conditions):
        yield from _named(condition.grants, known["grants"], ("conditions", place, "grants"))
    for place, total in enumerate(agreement.sums):
        yield from _named(total.of.grants, known["grants"], ("sums", place, "of", "grants"))
        for key, name in (("appropriation", "appropriations"), ("area", "areas")):
            one = getattr(total.of, key)
            yield from _named([one] if one else [], known[name], ("sums", place, "of", key))


def _named(ids: Sequence[Id], known: tuple[Id, ...], path: Path) -> Iterator[Problem]:
    """A problem for each id that the file does not define; a list is named by its places, a single one by its key."""
    for place, each in enumerate(ids):
        if each not in known:
            at = (*path, place) if isinstance(ids, tuple) else path
            yield problem(Code.UNKNOWN_REFERENCE, at, id=each, known=known)


def _unknown_parties(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    guesses = 0
    for path, kind, value in leaves(Agreement, agreement):
        if kind in (PartyId, Whom) and not (parties.knows(value) if kind is Whom else parties.get(value)):
            guesses += 1
            near = _nearest(value, kind, parties) if guesses <= _MOST_GUESSES else ()
            yield problem(Code.UNKNOWN_PARTY, path, party=value, near=near)


_MOST_GUESSES = 100
"""For so many parties what was meant is guessed; a file with more unknown ones is another kind of file."""


def _nearest(text: str, kind: object, parties: Parties) -> tuple[str, ...]:
    """What was likely meant: the id that is written most like it, if any is."""
    if text.rpartition("-")[2].isdigit():
        return ()  # a code is right or wrong; another code that looks like it is no guess
    known = [*(CLASSES if kind is Whom else ()), *parties.by_id]
    return tuple(difflib.get_close_matches(text, known, n=1))


def _named_twice(agreement: Agreement, parties: Parties) -> Iterator[Problem]:
    """A party that a list names, and names again by itself or by its class.

    Where all get the same, a legal person in two capacities (Gotland) would get it twice; where people or results
    weigh, each capacity has its own.
    """
    for path, _, pot, rule in rules_of(agreement.grants):
        if isinstance(rule, Equal | ByPopulation | ByMeasure | ByTiers | PerUnit | Fixed):
            members = [each for whom in rule.among for each in parties.members(whom, first_day(pot.year))]
            same = isinstance(rule, Equal | Fixed)
            persons = Counter(parties.legal_person(each) if same else each for each in members)
            twice = {each for each in members if persons[parties.legal_person(each) if same else each] > 1}
            if twice:
                yield problem(Code.NAMED_TWICE, (*path, "among"), recipients=tuple(sorted(twice)))


def _personal_numbers(agreement: Agreement) -> Iterator[Problem]:
    """An agreement is approved for good and read by anyone: no personal number may stand in it."""
    for path, _, value in leaves(Agreement, agreement):
        if isinstance(value, str) and has_personal_number(value):
            yield problem(Code.PERSONAL_NUMBER, path)


def _placeholders(agreement: Agreement) -> Iterator[Problem]:
    """The start that `dagmar new` writes marks what is to be replaced by < and >."""
    for path, kind, value in leaves(Agreement, agreement):
        if kind is str and value.startswith("<") and value.endswith(">"):
            yield problem(Code.PLACEHOLDER, path, text=value)
