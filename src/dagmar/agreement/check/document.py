"""Checks of the document against itself: counts, references, pages, names, and clauses of which nothing was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dagmar.agreement.terms import Agreement
from dagmar.basis.form import leaves
from dagmar.basis.names import ClauseRef
from dagmar.basis.problems import Code, Path, Problem, problem


def check_document(agreement: Agreement) -> Iterator[Problem]:
    """Every problem of how the document holds together."""
    yield from _counts(agreement)
    yield from _references(agreement)
    yield from _names(agreement)
    yield from _unused(agreement)


def _counts(agreement: Agreement) -> Iterator[Problem]:
    for place, body in enumerate(agreement.bodies):
        listed = sum(seats.count for seats in body.seats)
        if body.members is not None and body.seats and listed != body.members:
            yield problem(
                Code.COUNTS_DISAGREE, ("bodies", place, "members"), clause=body.clause,
                says=body.members, count=listed, whom=body.id,
            )  # fmt: skip


def _references(agreement: Agreement) -> Iterator[Problem]:
    pages = agreement.pages or {}
    for place, reference in enumerate(agreement.references):
        at: Path = ("references", place)
        heading = agreement.clauses.get(ClauseRef(reference.to), "")
        if reference.heading and heading and _bare(reference.heading) != _bare(heading):
            yield problem(
                Code.TWO_NAMES, (*at, "heading"), clause=reference.clause, name=reference.heading,
                where=reference.to, other=heading,
            )  # fmt: skip
        if reference.to not in agreement.clauses:
            yield problem(Code.REFERENCE_TO_NOTHING, (*at, "to"), clause=reference.clause, to=reference.to)
        elif reference.page is not None and ClauseRef(reference.to) in pages:
            first, last = _pages_of(ClauseRef(reference.to), pages)
            if not first <= reference.page <= last:
                yield problem(
                    Code.PAGE_DIFFERS, (*at, "page"), clause=reference.clause, to=reference.to,
                    says=reference.page, first=first,
                )  # fmt: skip


def _pages_of(clause: ClauseRef, pages: Mapping[ClauseRef, int]) -> tuple[int, int]:
    """The first page of a clause, and the page on which the next one begins that is no part of it."""
    first = pages[clause]
    later = [page for other, page in pages.items() if page > first and not other.startswith(f"{clause}.")]
    return first, min(later) if later else _NO_END


_NO_END = 10**6
"""The last clause goes on to the end of the document."""


def _names(agreement: Agreement) -> Iterator[Problem]:
    """One thing that the document calls by two names."""
    named: list[tuple[Path, Mapping[ClauseRef, str] | None]] = [(("called",), agreement.called)]
    for name in ("areas", "bodies", "services", "measures", "grants", "duties"):
        named += [((name, place, "called"), each.called) for place, each in enumerate(getattr(agreement, name))]
    for path, called in named:
        if called:
            names: dict[str, tuple[ClauseRef, str]] = {}
            for clause, text in called.items():
                names.setdefault(_bare(text), (clause, text))
            if len(names) > 1:
                (clause, one), (where, other), *_ = names.values()
                yield problem(Code.TWO_NAMES, path, clause=clause, name=one, where=where, other=other)


def _bare(text: str) -> str:
    """The letters and digits of a name alone: capitals, hyphens and quotes make no other name."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _unused(agreement: Agreement) -> Iterator[Problem]:
    """A clause from which nothing is in the file, and no note says why."""
    used = {
        value
        for path, kind, value in leaves(Agreement, agreement)
        if kind is ClauseRef and path[0] not in ("clauses", "pages", "references") and "called" not in path
    }
    for clause in agreement.clauses:
        if clause not in used:
            yield problem(Code.CLAUSE_UNUSED, ("clauses", clause), clause=clause)
