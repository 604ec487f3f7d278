"""The small languages in which the spec pages are written. Each reads a table of text and fails where it is not so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from textwrap import dedent, indent

import pytest

from dagmar import catalogue
from dagmar.agreement.check import check
from dagmar.agreement.file import read_agreement
from dagmar.agreement.terms import Rounding
from dagmar.allocation.examine import problems_of
from dagmar.allocation.plan import Plan, plan
from dagmar.allocation.rounding import split
from dagmar.basis.figures import Figures, Published
from dagmar.basis.money import Difference, read_difference, read_money
from dagmar.basis.names import read_exact, read_value
from dagmar.basis.problems import Code, Problem, path_text


def table(text: str) -> list[list[str]]:
    """Rows of a text table; cells stand apart by two spaces or more."""
    lines = [line.strip() for line in dedent(text).strip().splitlines()]
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines if line]


def ore(text: str) -> int:
    amount = read_difference(text.replace("−", "-").removeprefix("+"))
    assert isinstance(amount, int), text
    return Difference(amount)


@pytest.fixture
def amounts() -> Callable[[str], None]:
    """Rows of a text and the amount in öre that it is read as, or `refused`."""

    def read(text: str) -> None:
        for row in table(text):
            found = read_money(row[0].strip("`"))
            expected = "refused" if row[1] == "refused" else int(row[1].removesuffix(" öre").replace(" ", ""))
            assert ("refused" if isinstance(found, Problem) else found) == expected, row

    return read


@pytest.fixture
def splits() -> Callable[[str], None]:
    """A pot, a unit, a policy, then a table of recipients: their weights and what each gets; or `refused  code`."""

    def divide(text: str) -> None:
        rows = table(text)
        heading = next(place for place, row in enumerate(rows) if row[0] == "recipient")
        facts = dict(row for row in rows[:heading] if len(row) == 2)
        columns, body = rows[heading], rows[heading + 1 :]
        weights = {row[0]: Fraction(read_exact(row[1])) for row in body}
        rounding = Rounding(facts["policy"], facts["unit"], "stated", facts.get("rest to"))
        result = split(ore(facts["pot"]), weights, rounding)
        if "refused" in facts:
            assert isinstance(result, Problem), result
            assert result.code.value == facts["refused"]
            return
        assert not isinstance(result, Problem), result
        found = {share.recipient: share for share in result.shares}
        for row in body:
            for column, cell in zip(columns[2:], row[2:], strict=True):
                assert getattr(found[row[0]], column) == ore(cell), (row, column)

    return divide


START = """\
dagmar: 1
id: example
version: 1
name: {sv: Exempel, en: Example}
sources: [{title: Exempel, issuer: regeringen, day: 2017-01-01}]
clauses: {"1": Pengar, "2": Villkor}
approvals: [{by: regeringen, day: not-stated, clause: "2"}]
parties: [staten, skr]
period: {first: 2017-01-01, last: 2017-12-31, clause: "1"}
years: [{year: 2017, clause: "1"}]
grants:
  - id: money
    name: {sv: Medel, en: Money}
    clause: "1"
    payer: kammarkollegiet
    beneficiary: [regions, skr, socialstyrelsen]
    payee: beneficiary
    mode: [on-requisition]
    appropriation: not-stated
    pots:
      - year: 2017
        clause: "1"
        rounding: {policy: largest-remainder, unit: krona, origin: stated}
"""


@dataclass(frozen=True)
class Read:
    """A file that was read, checked and planned."""

    plan: Plan | None
    problems: tuple[Problem, ...]

    def gives(self, text: str) -> None:
        """The plan's lines are these, and nothing is wrong."""
        assert self.plan is not None, self.problems
        assert [found.code.value for found in self.problems] == []
        found = {line.recipient: line.amount for line in self.plan.lines}
        assert found == {row[0]: ore(row[1]) for row in table(text)}

    def tells(self, text: str) -> None:
        """The problems are these: code, and path."""
        told = [f"{found.code.value}  {path_text(found.path)}".strip() for found in self.problems]
        assert told == ["  ".join(row) for row in table(text)]


def read_text(text: str) -> Read:
    file = read_agreement(text.encode(), "example.yaml")
    found = problems_of(file, catalogue.parties(), catalogue.populations())
    made = plan(file.agreement, catalogue.parties(), catalogue.populations()) if file.agreement else None
    return Read(made, found)


@pytest.fixture
def pot() -> Callable[[str], Read]:
    """An agreement with one grant, whose pot of 2017 is the text."""
    return lambda text: read_text(START + indent(dedent(text).strip(), " " * 8) + "\n")


JUDGED = """
measures:
  - {id: within-60, name: {sv: Inom 60 dagar, en: Within 60 days}, clause: "2", unit: share, source: not-stated,
     window: {first: 2016-10-01, last: 2017-09-30}, assessor: skr}
  - {id: registrations, name: {sv: Registreringar, en: Registrations}, clause: "2", unit: count, source: not-stated,
     window: not-stated, assessor: skr}
  - {id: improvement, name: {sv: Förbättring, en: Improvement}, clause: "2", unit: change, source: not-stated,
     window: not-stated, assessor: skr}
requirements:
  - {id: plan, name: {sv: Handlingsplan, en: Action plan}, clause: "2", of: [region-01, region-03, region-09],
     judged: recipient, evidence: [], assessor: socialstyrelsen, window: not-stated}
  - {id: county-plan, name: {sv: Länets plan, en: The county's plan}, clause: "2", of: [regions, municipalities],
     judged: county, evidence: [], assessor: socialstyrelsen, window: not-stated}
"""
"""What the pots of the pages on performance measure and require."""


_COUNTIES = (1, *range(3, 11), 12, 13, 14, *range(17, 26))


@pytest.fixture
def reached() -> Callable[..., Read]:
    """A pot of 2017, and a table of what each recipient reached: measure, recipient, value."""

    def read(text: str, figures: str = "") -> Read:
        values: dict[str, dict[str, Fraction]] = {}
        for measure, recipient, value in table(figures):
            known = values.setdefault(measure, {})
            those = [f"county-{code:02}" for code in _COUNTIES] if recipient == "others" else [recipient]
            values[measure] = dict.fromkeys(those, read_value(value)) | known
        published = Figures({name: Published(name, "edition 1", those) for name, those in values.items()})
        start = START.replace("[regions, skr, socialstyrelsen]", "[regions, municipalities, skr]")
        source = start + indent(dedent(text).strip(), " " * 8) + "\n" + JUDGED
        file = read_agreement(source.encode(), "example.yaml")
        assert file.agreement, file.problems
        faults = [
            found
            for found in check(file.agreement, catalogue.parties())
            if found.code is not Code.JUDGED_FOR_NOTHING  # each page defines them all, and asks for some
        ]
        made = plan(file.agreement, catalogue.parties(), catalogue.populations(), published)
        return Read(made, file.source.locate((*file.problems, *faults, *made.problems)))

    return read


@pytest.fixture
def agreement() -> Callable[[str], Read]:
    """A sound agreement with one grant of 100 kr, and the text at its end."""
    money = "        amount: 100 kr\n        rule: {by: whole, to: region-01}\n"
    return lambda text: read_text(START + money + dedent(text).strip() + "\n")


@pytest.fixture
def whole() -> Callable[[str], Read]:
    """An agreement file, whole."""
    return lambda text: read_text(dedent(text))


# Commands

COMMAND = re.compile(r"\$ dagmar (.+)")


@pytest.fixture
def session(dagmar, monkeypatch) -> Callable[[str], None]:
    """Run the commands of a text, each after `$ `, and hold what is said against the lines below it.

    Words come before data; `...` is anything; `[1]` is a status that is not 0. A command without lines below may say
    what it likes, as long as its status is 0.
    """
    monkeypatch.setenv("COLUMNS", "120")

    def run(text: str) -> None:
        for part in re.split(r"(?m)^(?=\$ )", dedent(text).strip() + "\n")[1:]:
            first, _, wanted = part.partition("\n")
            call = dagmar(*shlex.split(COMMAND.fullmatch(first)[1], comments=True))
            said = _plain(call.err + call.out) + (f"[{call.status}]\n" if call.status else "")
            if wanted.strip() or call.status:
                pattern = ".*".join(map(re.escape, _plain(wanted).split("...")))
                assert re.fullmatch(pattern, said, re.DOTALL), f"{first}\n{said}"

    return run


def _plain(text: str) -> str:
    """The lines that are not empty; how wide a column is does not matter."""
    lines = (
        re.sub("─+", "─", re.sub(" {2,}", "  ", line.replace("\N{NO-BREAK SPACE}", " ").strip()))
        for line in text.splitlines()
    )
    return "".join(f"{line}\n" for line in lines if line)
