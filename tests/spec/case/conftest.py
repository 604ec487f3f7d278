"""The small language of a case: a table of dated deeds, played through `decide` by the people of one table.

    2017-11-20        requisitioned                100 kr                  date, deed, amount
    2017-11-21        prepared           Olle                              who, where it matters
    2017-12-01 23:59  decided            Olle      refused: same-person    time, and what is in the way
    2018-03-01        attest-statement   title: Acting CFO                 any part of the command, or field of its form
    2018-03-01        sign-statement     seen: 2018-02-20                  acts on the paper as it stood that day

A deed is a command's name, or a word of `WORDS` for several. What a row leaves out is sound. After each row all that
must always hold is looked at: balanced ledger, paid <= decided <= entitlement, three persons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any, get_args

import pytest
from walks import Walk, filled, terms_for

from dagmar.agreement.terms import Agreement
from dagmar.basis.actors import CLOCK, Actor, Membership, PersonId
from dagmar.basis.dates import read_date
from dagmar.basis.form import Node, parts_of, read
from dagmar.basis.money import decimal_text, read_money
from dagmar.basis.problems import Code, Problem, path_text, problem
from dagmar.case.commands import Command, Tick
from dagmar.case.decide import Scene, decide
from dagmar.case.deeds import DEEDS, fits, may
from dagmar.case.events import Event
from dagmar.case.papers import ASSURANCES
from dagmar.case.standing import Recorded, Standing, after, fold


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table; cells stand apart by two spaces or more, and a line that begins with ... goes on."""
    lines = re.sub(r"\n *\.\.\. ", "  ", text).splitlines()
    return [re.split(r"\s{2,}", line.strip()) for line in lines if line.strip()]


PEOPLE = {
    name: Actor(PersonId(name.partition("'")[0]), name, tuple(Membership(party, role) for role in roles), "command")
    for name, party, *roles in rows_of("""
        Cia                   region-12        controller
        Sten                  region-12        signatory
        Eva                   region-12        cfo
        Ann                   region-12        administrator
        Eva's other account   region-12        signatory
        Olle                  kammarkollegiet  programme-officer
        Dag                   kammarkollegiet  decision-maker
        Ulla                  kammarkollegiet  payer
        Greta                 kammarkollegiet  assessor
        Rut                   kammarkollegiet  auditor
        Alva                  kammarkollegiet  programme-officer  decision-maker  payer  assessor
        Olle's other account  kammarkollegiet  decision-maker  payer
        Bo                    region-13        controller  cfo  signatory
    """)
}
"""Everybody: name, for whom, in which roles. Where a row names nobody, the first who may does the deed."""

WORDS = {
    word: commands
    for word, *commands in rows_of("""
        requisitioned  draft-requisition  sign-requisition
        prepared       prepare
        decided        prepare  decide
        paid           prepare  decide  pay
        attested       draft-statement  submit-statement  attest-statement
        stated         draft-statement  submit-statement  attest-statement  sign-statement
        accepted       accept-statement
        repaid         receive-repayment
        reclaimed      propose-reclaim  hear-recipient  record-reclaim-decision
        clock          tick
    """)
}
"""Words for commands in order. What is done is not done again: `paid` in a case that is decided is `pay` alone."""

KINDS: dict[str, type] = {get_args(get_args(parts_of(kind)[0].kind)[0])[0]: kind for kind in get_args(Command)}

AMOUNTS = {"requested": "amount", "costs": "amount", "accepted": "amount"}
"""The parts of commands that an amount in a row stands for, beside those that are called so."""


@dataclass
class Played:
    """A case after the rows of its table."""

    walk: Walk
    pairs: frozenset[tuple[PersonId, PersonId]] = frozenset()
    done: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsaid: str = ""

    def stands_at(self, day: str, **expected: object) -> Played:
        """On the day, at noon or the time given, when the clock has been there, the case stands so."""
        assert expected
        assert not self.unsaid, self.unsaid
        at = _moment(day)
        standing = fold(each for each in self.walk.history if each.at <= at)
        for event in decide(Scene(self.walk.terms, standing, CLOCK, at), Tick("tick"))[0]:
            standing = after(standing, Recorded(event, CLOCK.person, at))
        facts = _facts(standing, self.walk)
        assert {name: facts[name] for name in expected} == {name: _value(each) for name, each in expected.items()}
        return self

    def events(self, *names: str, **expected: object) -> Played:
        """The last row did this, and the last event says so."""
        assert not self.unsaid, self.unsaid
        assert [each.event for each in self.done] == list(names)
        for name, value in expected.items():
            assert getattr(self.done[-1], name) == _value(value), name
        return self

    def refused(self, text: str) -> Played:
        """The last row was refused, and nothing was done: each problem's code, and where it is."""
        expected = rows_of(text)
        told = [[each.code.value, path_text(each.path)][: len(expected[0])] for each in self.problems]
        assert [[cell for cell in row if cell] for row in told] == expected
        assert self.done == ()
        self.unsaid = ""
        return self

    def play(self, text: str) -> Played:
        """Play more rows. Only the last may be refused without saying so, and then `refused` must follow."""
        for row in rows_of(text):
            assert not self.unsaid, self.unsaid
            self._play(*row)
        return self

    def _play(self, day: str, deed: str, *cells: str) -> None:
        self.walk.now = _moment(day)
        who, told, given = _read_cells(cells)
        if deed == "in another case":
            self.pairs |= {(PEOPLE[given["prepared"]].person, PEOPLE[given["decided"]].person)}
            return
        start = len(self.walk.history)
        for name, node in self._commands(deed, given):
            actor = PEOPLE[who] if who and name == WORDS.get(deed, [deed])[-1] else _doer(name, self.walk)
            command, unreadable = read(Command, node)
            assert command is not None, unreadable
            scene = Scene(self.walk.terms, self.walk.standing, actor, self.walk.now, self.pairs)
            happened, self.problems = decide(scene, command)
            self.walk.record(happened, actor)
            self.walk.must_hold()
            if self.problems:
                break
        self.done = tuple(each.event for each in self.walk.history[start:])
        found = ", ".join(each.code.value for each in self.problems)
        assert told in ("", found), (day, deed, cells, found)
        self.unsaid = "" if told == found else f"{day}  {deed}  refused: {found}"

    def _commands(self, deed: str, given: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
        """The commands of a deed, from the one that the case waits for, each as the text that the doors read."""
        names = WORDS.get(deed, [deed])
        waits = [place for place, name in enumerate(names) if name in DEEDS and fits(name, self.walk.standing)]
        names = names[waits[-1] if waits else -1 :]
        parts = {name: {AMOUNTS.get(part, part) for part in _parts(name)} for name in names}
        named = set().union(*parts.values())
        fields = {key: text for key, text in given.items() if key not in {*named, "seen"}}
        assert not fields or "fields" in named, f"{deed} has no {[*fields]}"
        for name in names:
            node = _sound(name, self.walk)
            for part in _parts(name):
                if (key := AMOUNTS.get(part, part)) in given:
                    node[part] = _LISTS.get(part, str)(given[key])
            if "seen" in given and "content" in node:
                node["content"] = _content(name, self._standing_on(given["seen"]))
            if "fields" in node:
                filled_in = {**node["fields"], **fields}
                node["fields"] = {key: text for key, text in filled_in.items() if text != "none"}
            yield name, node

    def _standing_on(self, day: str) -> Standing:
        return fold(each for each in self.walk.history if each.at.date() <= _value(day))


def _sound(name: str, walk: Walk) -> Node:
    """A sound command by its name: the whole sum, the fields filled in, exactly what stands."""
    standing, terms, today = walk.standing, walk.terms, walk.now.date()
    unused = max(0, standing.unused - standing.returned)
    amounts = {"pay": standing.decided, "receive-repayment": standing.demanded or unused}
    form = terms.requisition_form if name == "draft-requisition" else terms.statement_form
    parts = {
        "command": name,
        "content": _content(name, standing),
        "fields": filled(form),
        "requested": decimal_text(terms.entitlement),
        "amount": decimal_text(amounts.get(name, standing.open)),
        "reason": "Bankgiro saknas",
        "decision": "S2018/00123/FS",
        "decided": today.isoformat(),
        "until": (today + timedelta(days=30)).isoformat(),
        "due": (today + timedelta(days=30)).isoformat(),
        "costs": _costs(decimal_text(standing.paid)),
        "alternative": "1",
        "ticked": list(ASSURANCES),
        "title": "Ekonomichef",
        "accepted": decimal_text(standing.total_costs),
        "reference": "Bankgiro 5050-1055",
        "answer": "Inget svar i tid",
    }
    return {part.name: parts[part.name] for part in parts_of(KINDS[name]) if part.required}


def _parts(name: str) -> list[str]:
    return [part.name for part in parts_of(KINDS[name])]


def _content(name: str, standing: Standing) -> str:
    stands = standing.statement_content if name.endswith("statement") else standing.requisition_content
    return (standing.decided_content if name == "pay" else stands) or "none"


def _costs(text: str) -> list[Node]:
    """`50 kr` is salaries; `Salaries 50 kr, Travel 12,50 kr` are two items."""
    items = [re.fullmatch(r"(\D*?) ?(\d.*)", item) for item in text.split(", ")]
    return [{"label": item[1] or "Salaries", "amount": item[2]} for item in items if item]


_LISTS: dict[str, Callable[[str], Any]] = {
    "costs": _costs,
    "ticked": lambda text: [] if text == "none" else text.split(", "),
}


def _read_cells(cells: Sequence[str]) -> tuple[str, str, Mapping[str, str]]:
    """Who does it, what refuses it, and what is given beside, by name."""
    who, told, given = "", "", {}
    for cell in cells:
        key, colon, text = cell.partition(": ")
        if cell in PEOPLE:
            who = cell
        elif key == "refused":
            told = text
        else:
            given[key if colon else "amount"] = text if colon else cell
    return who, told, given


def _doer(name: str, walk: Walk) -> Actor:
    return next(each for each in PEOPLE.values() if may(each, name, walk.terms)) if name in DEEDS else CLOCK


def _facts(standing: Standing, walk: Walk) -> dict[str, Any]:
    """All that can be asked of a standing: its parts, its sums, and what is to be repaid by which day."""
    awaited = max(0, standing.unused - standing.returned) if standing.stage == "stated" else 0
    to_repay = standing.demanded or awaited
    names = (*Standing.__dataclass_fields__, "remaining", "open", "total_costs", "unused")
    return {
        **{name: getattr(standing, name) for name in names},
        "to_repay": to_repay,
        "due": (standing.repay_by or walk.terms.repayment_due) if to_repay else None,
    }


def _value(written: object) -> Any:
    """A date or an amount where the text is one, and else what was written."""
    if not isinstance(written, str):
        return written
    values = [value for value in (read_date(written), read_money(written)) if not isinstance(value, Problem)]
    return values[0] if values and (isinstance(values[0], date) or written.endswith("kr")) else written


def _moment(text: str) -> datetime:
    day, _, clock = text.partition(" ")
    return datetime.combine(_value(day), time.fromisoformat(clock or "12:00"))


@pytest.fixture
def case(seed_002: Agreement) -> Iterator[Callable[..., Played]]:
    """Play a table on a right to 100 kr under the terms of professionsmiljarden-2017, or terms changed by name."""
    played = []

    def play(text: str, **terms: object) -> Played:
        walk = Walk(replace(terms_for(seed_002), **{"entitlement": 100_00, **terms}))
        played.append(Played(walk))
        return played[-1].play(text)

    yield play
    assert [each.unsaid for each in played if each.unsaid] == [], "refused, and the test did not say so"


@pytest.fixture
def deeds(case: Callable[..., Played]) -> Callable[[str], None]:
    """Rows of a deed, its role and its side: these and no others; whoever else tries is told the role, and no more."""

    def check(text: str) -> None:
        rows = rows_of(text)
        assert rows == [[name, deed.role, deed.side] for name, deed in DEEDS.items()]
        parties = {"recipient": "region-12", "payer": "kammarkollegiet"}
        for (name, role, side), (who, actor) in product(rows, PEOPLE.items()):
            played = case(f"2017-11-15  {name}  {who}")
            if Membership(parties[side], role) in actor.memberships:
                assert Code.NOT_YOUR_ROLE not in {each.code for each in played.problems}
            else:
                assert played.problems == (problem(Code.NOT_YOUR_ROLE, role=role),)
            played.unsaid = ""

    return check
