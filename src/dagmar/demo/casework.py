"""The story of a year's casework: 21 county councils and the association, from requisition to settlement.

Everything is done by public commands. Amounts and terms are the agreement's; persons, days and costs are invented. Who
is late, who is sent back and who repays is told here once, by recipient; all others do everything in time.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dagmar import catalogue
from dagmar.basis.parties import PartyId

AGREEMENT = "professionsmiljarden-2017"
CLOCK = "2018-09-03T09:00:00"
"""Where the demo's clock stands when the year has been played."""

LATE_REQUISITION = "region-22"
RETURNED = "region-10"
TOO_MUCH = "region-08"
DEVIATES = "region-12"
LATE_STATEMENT = ("region-23", "region-13")
NOT_YET_ASSESSED = "region-13"
STILL_OPEN = "region-07"
NO_STATEMENT = "region-25"
REPAYS_AHEAD = "region-05"
UNUSED_PER_MILLE = {
    "region-01": 12, "region-05": 40, "region-09": 150, "region-12": 51, "region-14": 8, "region-18": 75,
    "region-20": 33, "region-23": 20, "skr": 42,
}  # fmt: skip
"""What each did not use, in thousandths of what it was paid; all others used everything."""

STATE = {
    "officer": ("Handläggare Demo", "programme-officer"),
    "decider": ("Beslutsfattare Demo", "decision-maker"),
    "payer": ("Utbetalare Demo", "payer"),
    "assessor": ("Granskare Demo", "assessor"),
    "auditor": ("Revisor Demo", "auditor"),
}
LOCAL = {
    "controller": "Controller Exempel",
    "cfo": "Eva Exempel",
    "signatory": "Sten Exempel",
    "administrator": "Ada Exempel",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: its exit status and what it wrote."""

    status: int
    out: str
    err: str = ""


Run = Callable[[Sequence[str]], Answer]
"""Runs a public command, such as ["check", "professionsmiljarden-2017"]."""


class StoryBroken(Exception):
    """A command of the story did not do what the story says."""


@dataclass(slots=True)
class Year:
    """The year under way: how commands are run, and which cases each recipient has."""

    run: Run
    folder: Path
    cases: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    # What is done

    def begin(self) -> int:
        """Make the database, the persons, and open the cases; how many."""
        self.must("migrate")
        for person, (name, role) in STATE.items():
            self.must(
                "admin", "person", person, "--name", name, "--role", f"kammarkollegiet:{role}", "--from", "2016-01-01"
            )
        self.must("admin", "approve", AGREEMENT, "--year", "2017", "--as", "officer", "--at", "2017-01-20T15:00")
        listed = self.must("cases", "--as", "officer", "--format", "csv")
        for row in csv.DictReader(listed.splitlines()):
            self.cases.setdefault(row["recipient"], []).append(row)
        for recipient in self.cases:
            for role, name in LOCAL.items():
                self.must("admin", "person", who(role, recipient), "--name", name, "--role", f"{recipient}:{role}",
                          "--from", "2016-01-01")  # fmt: skip
        return sum(map(len, self.cases.values()))

    def requisition(self, recipient: str, day: str, drafted: str | None = None) -> str:
        """Fill in and sign one paper for all cases of the recipient; its number."""
        cases = self.cases[recipient]
        orders = [
            (case, "draft-requisition", {"requested": case["entitlement"], "fields": contact(recipient)})
            for case in cases
        ]
        self.do(orders, who("controller", recipient), f"{drafted or day}T09:30")
        return self.send(
            recipient, "sign-requisition", "requisition_content", who("signatory", recipient), f"{day}T14:05"
        )

    def state_deed(self, recipient: str, deed: str, person: str, at: str, **more: str) -> None:
        """Prepare, decide or pay for all cases of the recipient."""
        content = "decided_content" if deed == "pay" else "requisition_content"
        orders = []
        for case in self.cases[recipient]:
            standing = self.standing(case, person)
            extra = {"amount": standing["decided"]} if deed == "pay" else {}
            orders.append((case, deed, {"content": standing[content], **extra, **more}))
        self.do(orders, person, at)

    def draft_statement(self, recipient: str, at: str) -> None:
        """Fill in the statement: costs by item, in all what was paid less what was not used."""
        orders = [
            (case, "draft-statement", {"costs": costs(recipient, case), "fields": contact(recipient, statement=True)})
            for case in self.cases[recipient]
        ]
        self.do(orders, who("controller", recipient), at)

    def statement(self, recipient: str, day: str) -> None:
        """From draft to signed, four persons' steps on one day."""
        self.draft_statement(recipient, f"{day}T09:00")
        self.send(recipient, "submit-statement", "statement_content", who("controller", recipient), f"{day}T10:00")
        self.attest(recipient, f"{day}T11:00")
        self.send(recipient, "sign-statement", "statement_content", who("signatory", recipient), f"{day}T15:00")

    def attest(self, recipient: str, at: str) -> None:
        """Alternative 1 with every assurance; one recipient answers by alternative 2."""
        one: dict[str, Any] = {"alternative": "1", "ticked": ["period", "booked", "purpose"], "title": "Ekonomichef"}
        two = {
            "alternative": "2", "ticked": ["booked"], "title": "Ekonomichef",
            "deviations": "En faktura på 212 400 kr för journalstöd avser januari 2018.",
            "measures": "Fakturan bokas om till 2018 och beloppet dras av.",
        }  # fmt: skip
        orders = []
        for case in self.cases[recipient]:
            content = self.standing(case, who("cfo", recipient))["statement_content"]
            answer = two if recipient == DEVIATES and case["grant"] == "stimulus" else one
            orders.append((case, "attest-statement", {"content": content, **answer}))
        self.do(orders, who("cfo", recipient), at)

    def accept(self, recipient: str, at: str) -> None:
        """Accept the stated costs; of the one that deviates, less."""
        orders = []
        for case in self.cases[recipient]:
            standing = self.standing(case, "assessor")
            stated = sum(ore(cost["amount"]) for cost in standing.get("costs", []))
            less = 212_400_00 if recipient == DEVIATES and case["grant"] == "stimulus" else 0
            more = {"reason": "Fakturan för januari 2018 hör inte till året."} if less else {}
            orders.append((case, "accept-statement", {"accepted": kronor(stated - less), **more}))
        self.do(orders, "assessor", at)

    def repay(self, recipient: str, at: str, parts: int = 1, part: int = 1) -> None:
        """Record what came back: all that is demanded, or one part of several, the last part being the rest."""
        orders = []
        for case in self.cases[recipient]:
            standing = self.standing(case, "payer")
            demanded = ore(standing.get("demanded", "0.00"))
            amount = demanded if part == parts else demanded // (parts - part + 1) // 100 * 100
            if amount:
                orders.append((case, "receive-repayment", {"amount": kronor(amount), "reference": f"BG {at[:10]}"}))
        self.do(orders, "payer", at)

    # How it is done

    def send(self, recipient: str, deed: str, content: str, person: str, at: str) -> str:
        """A deed on exactly what stands, for all cases of the recipient; the number of the paper, if one arrives."""
        orders = [(case, deed, {"content": self.standing(case, person)[content]}) for case in self.cases[recipient]]
        return self.do(orders, person, at)

    def do(self, orders: list[tuple[dict[str, str], str, dict[str, Any]]], person: str, at: str) -> str:
        """Run `dagmar do`; the number of the paper that arrived."""
        if not orders:
            return ""
        answer = self.attempt(orders, person, at)
        if answer.status:
            raise StoryBroken(answer.err)
        rows = answer.out.splitlines()[1:]
        return rows[0] if rows else ""

    def attempt(self, orders: list[tuple[dict[str, str], str, dict[str, Any]]], person: str, at: str) -> Answer:
        """Run `dagmar do`, which may be refused."""
        file = self.folder / "orders.json"
        nodes = [{"case": case["case"], "command": {"command": deed, **rest}} for case, deed, rest in orders]
        file.write_text(json.dumps(nodes, ensure_ascii=False), encoding="utf-8")
        return self.run(["do", str(file), "--as", person, "--at", at, "--format", "csv"])

    def standing(self, case: dict[str, str], person: str) -> dict[str, Any]:
        """How a case stands, by `dagmar case`."""
        found: dict[str, Any] = json.loads(self.must("case", case["case"], "--as", person, "--format", "json"))
        return found

    def must(self, *args: str) -> str:
        """Run a command that must succeed; what it wrote."""
        answer = self.run(list(args))
        if answer.status:
            raise StoryBroken(f"dagmar {' '.join(args)}: {answer.err}")
        return answer.out


def play(year: Year) -> Iterator[tuple[str, str]]:
    """The year, month by month: a heading and what happened, in Swedish and English parted by a bar."""
    opened = year.begin()
    everyone = list(year.cases)
    yield "2017-01-20", f"{opened} ärenden öppnade enligt planen|{opened} cases opened by the plan"

    over = []
    for case in year.cases[TOO_MUCH]:
        more = {"requested": kronor(ore(case["entitlement"]) + 90_00), "fields": contact(TOO_MUCH)}
        over.append((case, "draft-requisition", more))
    refused = year.attempt(over, who("controller", TOO_MUCH), "2017-11-09T10:00")
    if not refused.status:
        raise StoryBroken("more than the right was accepted")
    for place, recipient in enumerate(everyone):
        if recipient not in (LATE_REQUISITION, RETURNED):
            year.requisition(recipient, f"2017-11-{10 + place % 20:02d}")
    year.requisition(RETURNED, "2017-11-28")
    year.do([(case, "return-requisition", {"reason": "Bankgirot är nytt och ska bekräftas."}) for case in
             year.cases[RETURNED]], "officer", "2017-11-30T10:00")  # fmt: skip
    yield (
        "2017-11",
        (
            "20 landsting och SKL rekvirerar; ett begärde för mycket och rättade sig, ett får komplettera"
            "|20 county councils and the association requisition; one asked too much, one must complete"
        ),
    )

    late = year.requisition(LATE_REQUISITION, "2017-12-02", drafted="2017-12-01")
    year.must("tick", "--as-of", "2017-12-02")
    year.must("tick", "--as-of", "2017-12-02")
    year.requisition(RETURNED, "2017-12-04")
    timely = [recipient for recipient in everyone if recipient != LATE_REQUISITION]
    yield (
        "2017-12-02",
        (
            f"En rekvisition kom en dag för sent ({late}): registrerad, avvisad, rätten förföll"
            f"|One requisition came a day late ({late}): registered, refused, the right lapsed"
        ),
    )
    for recipient in timely:
        year.state_deed(recipient, "prepare", "officer", "2017-12-05T10:00")
        year.state_deed(recipient, "decide", "decider", "2017-12-06T10:00")
        year.state_deed(recipient, "pay", "payer", "2017-12-11T10:00")
    yield "2017-12-11", "Tre personer: berett, beslutat, utbetalt|Three persons: prepared, decided, paid"

    in_time = [each for each in timely if each not in (*LATE_STATEMENT, STILL_OPEN, NO_STATEMENT)]
    for place, recipient in enumerate(in_time):
        year.statement(recipient, f"2018-03-{5 + place % 25:02d}")
    year.draft_statement(STILL_OPEN, "2018-03-28T09:00")
    year.send(STILL_OPEN, "submit-statement", "statement_content", who("controller", STILL_OPEN), "2018-03-28T10:00")
    ahead = [(case, "receive-repayment", {"amount": kronor(unused(REPAYS_AHEAD, case)), "reference": "BG 2018-03-29"})
             for case in year.cases[REPAYS_AHEAD]]  # fmt: skip
    year.do(ahead, "payer", "2018-03-29T10:00")
    yield (
        "2018-03",
        (
            f"{len(in_time)} redovisar i tid; ett intygar enligt alternativ 2, ett betalar tillbaka i förväg"
            f"|{len(in_time)} state in time; one attests by alternative 2, one repays ahead"
        ),
    )

    year.must("tick", "--as-of", "2018-04-01")
    for recipient in LATE_STATEMENT:
        year.statement(recipient, "2018-04-10")
    for recipient in (*in_time, *LATE_STATEMENT):
        if recipient != NOT_YET_ASSESSED:
            year.accept(recipient, "2018-04-20T10:00")
    yield "2018-04", "Påminnelser; två redovisar för sent; granskning|Reminders; two state late; assessment"

    for recipient in UNUSED_PER_MILLE:
        if recipient != REPAYS_AHEAD:
            year.repay(recipient, "2018-04-25T10:00", parts=3 if recipient == DEVIATES else 1)
    year.repay(DEVIATES, "2018-05-25T10:00", parts=3, part=2)
    year.repay(DEVIATES, "2018-06-25T10:00", parts=3, part=3)
    yield "2018-06", "Oanvända medel är tillbaka, ett landstings i tre delar|Unused money is back, one in three parts"

    yield from _reclaim(year)


def _reclaim(year: Year) -> Iterator[tuple[str, str]]:
    """No statement: proposed, heard, decided by the Government, demanded, half of it back."""
    cases = year.cases[NO_STATEMENT]
    year.do([(case, "propose-reclaim", {"reason": "Ingen redovisning efter påminnelse."}) for case in cases],
            "assessor", "2018-05-02T10:00")  # fmt: skip
    year.do([(case, "hear-recipient", {"answer": "Underlaget går inte att ta fram."}) for case in cases],
            "assessor", "2018-05-21T10:00")  # fmt: skip
    orders = []
    for case in cases:
        more = {"decision": "S2018/03456", "decided": "2018-06-14", "amount": case["entitlement"], "due": "2018-07-31"}
        orders.append((case, "record-reclaim-decision", more))
    year.do(orders, "decider", "2018-06-18T10:00")
    year.repay(NO_STATEMENT, "2018-07-30T10:00", parts=2)
    year.must("tick", "--as-of", "2018-08-01")
    yield (
        "2018-08",
        (
            "Ett återkrav: föreslaget, hört, regeringens beslut, krävt, hälften tillbaka, påminnelse"
            "|One reclaim: proposed, heard, the Government's decision, demanded, half of it back, reminder"
        ),
    )


def who(role: str, recipient: str) -> str:
    """The id of a recipient's person."""
    return f"{role}-{recipient.removeprefix('region-')}"


def contact(recipient: str, *, statement: bool = False) -> dict[str, str]:
    """What a recipient fills in besides the money."""
    number = recipient.removeprefix("region-")
    party = catalogue.parties().by_id[PartyId(recipient)]
    fields = {
        "recipient": party.name_on(date(2017, 11, 1)),
        "organisation-number": party.number or "222000-0315",
        "contact": "Controller Exempel",
        "address": "Box 1, 100 00 Exempelstad",
        "phone": "010-123 45 67",
        "email": f"ekonomi@{number}.example",
        "agreement-number": "S2017/00000/FS",
        "decision-number": "S2017/00001/FS",
        "agreement-name": "En professionsmiljard 2017–2018",
        "period": "2017-01-01 – 2017-12-31",
    }
    return fields if statement else {**fields, "account": "5052-5781", "reference": f"PM17-{number}"}


def unused(recipient: str, case: dict[str, str]) -> int:
    """Öre of a case that the recipient did not use, in whole kronor."""
    return ore(case["entitlement"]) * UNUSED_PER_MILLE.get(recipient, 0) // 100_000 * 100


def costs(recipient: str, case: dict[str, str]) -> list[dict[str, str]]:
    """Costs by item, in all what was paid less what was not used."""
    total = ore(case["entitlement"]) - unused(recipient, case)
    labels = ("Löner, projekt och införande", "Köpta tjänster, it-stöd", "Utbildning och handledning")
    parts = [total * share // 10_000 * 100 for share in (51, 34, 11)]
    items = [*zip(labels, parts, strict=True), ("Resor, lokaler och övrigt", total - sum(parts))]
    return [{"label": label, "amount": kronor(amount)} for label, amount in items]


def ore(text: str) -> int:
    """Öre of an amount as commands write it."""
    return int(text.replace(".", ""))


def kronor(amount: int) -> str:
    """An amount as commands read it."""
    return f"{amount // 100}.{amount % 100:02d}"
