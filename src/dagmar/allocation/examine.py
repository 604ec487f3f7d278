"""Everything that can be told of an agreement: what it says against itself, and what its sums give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from dagmar.agreement.check import check
from dagmar.agreement.file import AgreementFile
from dagmar.agreement.terms import Agreement, rules_of
from dagmar.allocation.plan import plan
from dagmar.basis.figures import Figures, Published
from dagmar.basis.names import Value
from dagmar.basis.parties import Parties
from dagmar.basis.populations import Populations
from dagmar.basis.problems import Code, Problem, errors_of, problem


def problems_of(file: AgreementFile, parties: Parties, populations: Populations) -> tuple[Problem, ...]:
    """Every problem and note, with its line, in the order of the file."""
    if file.agreement is None:
        return file.problems
    said = check(file.agreement, parties)
    planned = plan(file.agreement, parties, populations).problems
    days = _days(file.agreement, populations)
    as_if = _as_if(file.agreement, parties, populations) if errors_of(said) == () else ()
    once = {(found.code, found.path): found for found in (*file.problems, *as_if, *days, *said, *planned)}
    return file.source.locate(once.values())


def _days(agreement: Agreement, populations: Populations) -> Iterator[Problem]:
    """A day on which nobody was counted: told at once, though the plan may have to wait for figures before it asks."""
    for path, _, _, rule in rules_of(agreement.grants):
        for key in ("day", "people_on"):
            day = getattr(rule, key, None)
            if isinstance(day, date) and populations.on(day) is None:
                yield problem(Code.NO_POPULATION, (*path, key), day=day, missing=getattr(rule, "among", ()))


def _as_if(agreement: Agreement, parties: Parties, populations: Populations) -> Iterator[Problem]:
    """What the plan would say once figures come: as if all reached everything, and as if nobody reached anything.

    So a fault within a rule that waits for figures is told today, and not when they are published.
    """
    judged = (*(each.id for each in agreement.measures), *(each.id for each in agreement.requirements))
    everybody = dict.fromkeys(parties.by_id, Value(Fraction(1)))
    for value in (everybody, dict.fromkeys(parties.by_id, Value(Fraction(0)))) if judged else ():
        figures = Figures({each: Published(each, "as if", value) for each in judged})
        found = plan(agreement, parties, populations, figures).problems
        yield from (each for each in found if each.code in _OF_THE_RULE)


_OF_THE_RULE = frozenset(
    {
        Code.PARTS_DIFFER,
        Code.PART_NOT_WHOLE,
        Code.SEVERAL_RESTS,
        Code.NO_POPULATION,
        Code.NO_ROUNDING,
        Code.NOT_A_BENEFICIARY,
        Code.NO_RECIPIENTS,
        Code.POT_NOT_WHOLE,
        Code.GATE_JUDGES_NOT,
        Code.REST_TO_NOBODY,
    }
)
"""Faults of the rule itself, whatever the results are."""
