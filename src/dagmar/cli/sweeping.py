"""The sweep of `dagmar simulate`: every combination of the values that an overlay varies, scenario by scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dagmar import catalogue
from dagmar.agreement.check import check
from dagmar.agreement.overlay import Overlay, Term, put, scenarios
from dagmar.agreement.terms import Agreement
from dagmar.allocation.simulation import Outcome, compare, sweep
from dagmar.basis.form import write_at
from dagmar.basis.money import decimal_text
from dagmar.basis.parties import PartyId
from dagmar.basis.problems import Code, Problem, errors_of, has_errors
from dagmar.cli.command import Call, ProblemsFound, pick
from dagmar.cli.loading import Loaded, name_in, overlay_named, plan_of, populations, with_overlays, year_of
from dagmar.cli.output import Column, note, note_problems, plain_text, put_csv, put_rows
from dagmar.cli.tables import figures_for
from dagmar.words.amounts import number

_RANGE = (
    Column("recipient", ("Mottagare", "Recipient")),
    Column("recipient_name", ("Namn", "Name")),
    Column("before", ("Före", "Before"), "money"),
    Column("lowest", ("Lägst", "Lowest"), "money"),
    Column("highest", ("Högst", "Highest"), "money"),
)
_SCENARIO = (
    Column("recipients", ("Mottagare", "Recipients"), "count"),
    Column("sum", ("Summa", "Sum"), "money"),
    Column("lowest", ("Lägst", "Lowest"), "money"),
    Column("highest", ("Högst", "Highest"), "money"),
)
_MOST_TOLD = 40
"""So many scenarios are told one by one to people; the csv has them all."""

_MOST_CHECKED = 300
"""So many values of a term are each held against all checks."""


def run_sweep(call: Call, loaded: Loaded, overlays: tuple[str, ...], figures: str | None) -> int:
    """Lay the overlays' changes, then plan every combination of what they sweep over; 1 where one has errors."""
    read = [overlay_named(name) for name in overlays]
    for overlay, name in zip(read, overlays, strict=True):
        if overlay.change:
            loaded = with_overlays(loaded, (name,))
    swept = replace(read[-1], sweep={path: node for each in read for path, node in each.sweep.items()})
    (terms, listed), problems = scenarios(loaded.agreement, swept)
    faults = problems or _faults(loaded.agreement, terms, listed, swept)
    if faults:
        raise ProblemsFound(faults)
    published = figures_for(loaded.agreement, figures)
    outcomes = _Outcomes(
        sweep(loaded.agreement, terms, listed, catalogue.parties(), populations(), published), list(swept.sweep), terms
    )
    if call.form == "csv":
        put_csv(["scenario", *outcomes.paths, "recipient", "amount"], outcomes.rows())
    else:
        before = plan_of(loaded, figures=published)
        outcomes.run()
        if call.form == "table":
            heads = [Column(path, (path.rpartition(".")[2],) * 2) for path in outcomes.paths]
            put_rows([*heads, *_SCENARIO], outcomes.told, call.form, call.lang)
        sums = {each.recipient: each.before for each in compare(before, before)}
        year = year_of(loaded.agreement)
        ranges = [(each, sums.get(PartyId(each), 0), *ends) for each, ends in outcomes.ranges()]
        moved = [row for row in ranges if call.form != "table" or len(set(row[1:])) > 1]
        rows = [(each, name_in(each, year), *rest) for each, *rest in moved]
        put_rows(_RANGE, rows, call.form, call.lang)
        if len(moved) < len(ranges):
            same = len(ranges) - len(moved)
            note(
                pick(
                    call.lang,
                    (f"Oförändrat för {same} mottagare", f"Unchanged for {same} recipient{'s' * (same != 1)}"),
                )
            )
    many, bad = number(len(listed)), outcomes.stopped
    note_problems(outcomes.problems, call.lang)
    note(pick(call.lang, (f"{many} fall, {bad} med fel", f"{many} scenarios, {bad} with errors")))
    if len(listed) > _MOST_TOLD and call.form == "table":
        words = f"De första {_MOST_TOLD} visas; alla med --format csv", f"The first {_MOST_TOLD}; all with --format csv"
        note(pick(call.lang, words))
    return int(bad > 0)


def _faults(
    agreement: Agreement, terms: tuple[Term, ...], listed: list[tuple[Any, ...]], swept: Overlay
) -> list[Problem]:
    """What each swept value makes of the agreement, one term at a time; thousands of numbers are not held up."""
    known = {(found.code, found.path) for found in errors_of(check(agreement, catalogue.parties()))}
    faults: list[Problem] = []
    for place, (term, path) in enumerate(zip(terms, swept.sweep, strict=True)):
        by_text = {repr(values[place]): values[place] for values in listed}
        if len(by_text) > _MOST_CHECKED:
            continue
        for value in by_text.values():
            found = errors_of(check(put(agreement, term.steps, value), catalogue.parties()))
            new = [one for one in found if (one.code, one.path) not in known and one.code is not Code.SUM_DIFFERS]
            faults += [replace(one, path=("sweep", path)) for one in new]
    return list(swept.source.locate(faults))


@dataclass(slots=True)
class _Outcomes:
    """What the scenarios gave so far: the first ones whole, and the ends of each recipient's range."""

    outcomes: Iterator[Outcome]
    paths: list[str]
    terms: tuple[Term, ...]
    told: list[tuple[Any, ...]] = field(default_factory=list)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    sound: int = 0
    stopped: int = 0
    problems: dict[Problem, None] = field(default_factory=dict)

    def run(self) -> None:
        """Run through all of them."""
        for outcome in self.outcomes:
            self._take(outcome)

    def rows(self) -> Iterator[list[str]]:
        """A row for each scenario and recipient."""
        for place, outcome in enumerate(self.outcomes, 1):
            self._take(outcome)
            tried = self._tried(outcome)
            for each, amount in sorted(outcome.amounts.items()):
                yield [str(place), *tried, each, decimal_text(amount)]

    def ranges(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The least and the most that each recipient gets; nothing, where some scenario gives it nothing."""
        for each, (low, high) in sorted(self.ends.items()):
            yield each, (low if self.seen[each] == self.sound else min(low, 0), high)

    def _take(self, outcome: Outcome) -> None:
        amounts = [amount for amount in outcome.amounts.values() if amount]
        if len(self.told) < _MOST_TOLD:
            least, most = min(amounts, default=0), max(amounts, default=0)
            self.told.append((*self._tried(outcome), len(amounts), sum(amounts), least, most))
        if has_errors(outcome.problems):
            self.stopped += 1
            if len(self.problems) < _MOST_TOLD:
                self.problems |= dict.fromkeys(outcome.problems)
            return
        self.sound += 1
        for each, amount in outcome.amounts.items():
            low, high = self.ends.get(each, (amount, amount))
            self.ends[each] = min(low, amount), max(high, amount)
            self.seen[each] = self.seen.get(each, 0) + 1

    def _tried(self, outcome: Outcome) -> list[str]:
        pairs = zip(self.terms, outcome.values, strict=True)
        return [plain_text(write_at(term.kind, value)) for term, value in pairs]
