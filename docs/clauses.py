"""The clause table of an agreement: clause by clause what is in its file, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dagmar import catalogue
from dagmar.agreement.file import read_agreement
from dagmar.agreement.terms import Agreement, Text
from dagmar.basis.form import leaves
from dagmar.basis.names import ClauseRef
from dagmar.words import kronor

_WORDS = {
    "period": "period",
    "years": "year",
    "grants": "grant",
    "replaces": "earlier agreement",
    "numbers": "document number",
    "approvals": "approval",
    "signatures": "signature",
    "areas": "area",
    "appropriations": "appropriation",
    "bodies": "body",
    "services": "service",
    "measures": "measure",
    "requirements": "requirement",
    "contributions": "contribution",
    "sums": "sum",
    "mentions": "mention",
    "references": "pointer",
    "duties": "duty",
    "forms": "form",
    "conditions": "condition",
    "called": "name",
}


def clause_table(agreement_id: str) -> str:
    """The page of one agreement, in Markdown."""
    agreement = read_agreement(catalogue.agreement_bytes(agreement_id), f"{agreement_id}.yaml").agreement
    assert agreement
    kept: dict[str, dict[str, None]] = {clause: {} for clause in agreement.clauses}
    for clause, words in _kept(agreement):
        kept[clause][words] = None
    text = f"## {agreement.name.en}\n\n`{agreement.id}`, version {agreement.version}. "
    text += f"Written from: {'; '.join(source.title for source in agreement.sources)}.\n\n"
    text += "| clause | heading | in the file | how it was read; what was left out, and why |\n|---|---|---|---|\n"
    for clause, heading in agreement.clauses.items():
        notes = "<br>".join(
            f"{'Left out: ' if note.kind == 'left-out' else ''}{note.text.en}"
            for note in agreement.notes
            if note.clause == clause
        )
        text += f"| {_cell(clause)} | {_cell(heading)} | {_cell('<br>'.join(kept[clause]))} | {_cell(notes)} |\n"
    return text


def _kept(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Each clause that an item names, with the item in words; the parts of an item are told with it."""
    for path, kind, clause in leaves(Agreement, agreement):
        section = str(path[0])
        if kind is not ClauseRef or section not in _WORDS:
            continue
        item: Any = getattr(agreement, section)
        if len(path) > 1 and isinstance(path[1], int):
            item = item[path[1]]
        yield clause, f"{_WORDS[section]}: {_item(item, path, clause)}"


def _item(item: Any, path: tuple[Any, ...], clause: str) -> str:
    if path[-2] == "called" or path[0] == "called":
        called = item.called if hasattr(item, "called") else item
        return f"“{called[clause]}”"
    if len(path) > 4 and path[2] == "pots":
        pot = item.pots[path[3]]
        amount = kronor(pot.amount) if isinstance(pot.amount, int) else "no sum"
        return f"`{item.id}`, {pot.year}: {amount}"
    if len(path) > 4 and path[2] == "tasks":
        return f"`{item.id}`, task: {item.tasks[path[3]].text.en}"
    if len(path) > 3 and hasattr(item, "id"):
        return f"`{item.id}`, {str(path[2]).replace('_', ' ')}"
    return _named(item)


def _named(item: Any) -> str:
    amount = getattr(item, "amount", None)
    money = kronor(amount) if isinstance(amount, int) else ""
    for key in ("text", "what", "name", "id", "by", "number", "to", "year", "agreement"):
        value = getattr(item, key, None)
        if isinstance(value, Text):
            return f"{money} {value.en}".strip()
        if value is not None and value != "not-stated" and not isinstance(value, tuple):
            return f"{money} `{value}`".strip() if not money or key != "year" else f"{money}, {value}"
    return money or "-"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
