"""A sheet: what somebody fills in to do a deed in one or more cases. Reads it to commands, and puts faults in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from dagmar.agreement.terms import Field, Form
from dagmar.basis.form import read_one_of
from dagmar.basis.money import decimal_text
from dagmar.basis.names import Id
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Path, Problem, problem
from dagmar.case.commands import Command
from dagmar.case.papers import ASSURANCES, check_fields, typed_fields
from dagmar.case.terms import CaseTerms
from dagmar.portal import naming
from dagmar.portal.deeds import ASKED, ATTESTED, CONTENT, NAMES, REQUESTED, Asked, Both, Kind
from dagmar.portal.prefilling import prefilled
from dagmar.portal.telling import pick, told
from dagmar.store.values import CaseView, Order
from dagmar.words import Lang
from dagmar.words.amounts import NBSP, kronor
from dagmar.words.cases import ASSURED

ROWS = 5
"""So many rows of costs to begin with, and so many more at each asking."""

_MOST_ROWS = 200
_UNSAID = (Code.EMPTY_VALUE, Code.MISSING_KEY, Code.FIELD_MISSING)
_AUTOCOMPLETE = {"email": "email", "phone": "tel", "person": "name"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as it stands on the page: its words, what is typed in it, and its faults."""

    name: str
    label: str
    value: str
    kind: str = "text"
    hint: str = ""
    required: bool = True
    autocomplete: str = ""
    errors: tuple[str, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of the texts that belong to the field."""
        return " ".join([f"{self.name}-hint"] * bool(self.hint) + [f"{self.name}-error"] * bool(self.errors))


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a sheet that is one case's own."""

    view: CaseView
    grant: str
    content: str
    requested: Entry | None
    costs: tuple[tuple[Entry, Entry], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a heading of the agreement's form."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A deed in cases of one recipient; `typed` is what was sent, None where the page is opened."""

    deed: str
    views: tuple[CaseView, ...]
    typed: QueryDict | None
    lang: Lang
    faults: tuple[tuple[str, Problem], ...] = ()

    # What the page shows

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is each case's own."""
        return tuple(self._part(view) for view in self.views)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The fields that all cases of the paper share, as the agreement's form has them."""
        form = self.form
        if form is None:
            return ()
        known, wanted = prefilled(form, self.views), {field.id for field in typed_fields(form)}
        sections = [
            Section(
                naming.said(section.title, self.lang),
                tuple(self._of_form(field, known) for field in section.fields if field.id in wanted),
            )
            for section in form.sections
        ]
        return tuple(section for section in sections if section.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The fields of the deed's own."""
        return tuple(self._entry(asked.name, asked, self._default(asked)) for asked in ASKED.get(self.deed, ()))

    @property
    def attestation(self) -> Mapping[str, Entry]:
        """The fields of the CFO's answer."""
        title = pick("sv", "Ekonomichef", "CFO")
        return {
            name: self._entry(name, asked, title if name == "title" else "")
            for name, asked in {**ATTESTED, **_GROUPS}.items()
        }

    @property
    def ticked(self) -> list[str]:
        """The checks that are ticked."""
        return self.typed.getlist("ticked") if self.typed is not None else []

    @property
    def alternative(self) -> str:
        """The alternative that is chosen."""
        return str(self.typed.get("alternative", "")) if self.typed is not None else ""

    @property
    def rows(self) -> int:
        """How many rows of costs there are."""
        asked = str(self.typed.get("rows", "")) if self.typed is not None else ""
        told = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
        filled = max((len(view.standing.costs) for view in self.views), default=0) if self.typed is None else 0
        more = ROWS if self.typed is not None and "more" in self.typed else 0
        return min(max(ROWS, told, filled) + more, _MOST_ROWS)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """Every fault once: the name of its field, empty where it has none, and its words."""
        return tuple(dict.fromkeys((self._place(number, each.path), self._said(each)) for number, each in self.faults))

    @property
    def form(self) -> Form | None:
        """The agreement's form that the deed fills in."""
        terms: CaseTerms = self.views[0].terms
        forms = {"draft-requisition": terms.requisition_form, "draft-statement": terms.statement_form}
        return forms.get(self.deed)

    def with_faults(self, faults: Iterable[tuple[str, Problem]]) -> Sheet:
        """The same sheet, with its faults."""
        return replace(self, faults=tuple(faults))

    # What it says

    def orders(self) -> tuple[list[Order], list[tuple[str, Problem]]]:
        """The commands that the sheet gives, one a case; and every fault in what is typed."""
        orders: list[Order] = []
        faults: list[tuple[str, Problem]] = []
        for view in self.views:
            command, found = read_one_of(Command, self._node(view))
            faults += [(view.line.number, each) for each in found]
            orders += [Order(view.line.number, command)] if command else []
        return orders, [*faults, *((self.views[0].line.number, each) for each in self._faults_of_fields())]

    def _faults_of_fields(self) -> list[Problem]:
        """The faults of the shared fields: told at once, also where an amount cannot be read."""
        if self.form is None:
            return []
        fields = {Id(key): value for key, value in self._fields().items()}
        numbers = [key for key, value in fields.items() if has_personal_number(value)]
        return [
            *(problem(Code.PERSONAL_NUMBER, ("fields", key)) for key in numbers),
            *check_fields(self.form, fields),
        ]

    def _node(self, view: CaseView) -> dict[str, Any]:
        """What is typed for a case, as the text node of a command."""
        number, node = view.line.number, {"command": self.deed}
        plain: list[tuple[str, str]] = [(asked.name, asked.name) for asked in ASKED.get(self.deed, ())]
        if self.deed in CONTENT:
            plain.append(("content", f"content-{number}"))
        if self.deed == "draft-requisition":
            plain.append(("requested", f"requested-{number}"))
        if self.deed == "attest-statement":
            plain += [(name, name) for name in ("alternative", *ATTESTED)]
        node |= {key: value for key, name in plain if (value := self._typed(name))}
        return node | self._composed(view)

    def _composed(self, view: CaseView) -> dict[str, Any]:
        """The parts of a node that are more than a text."""
        match self.deed:
            case "draft-requisition":
                return {"fields": self._fields()}
            case "draft-statement":
                return {"fields": self._fields(), "costs": [self._cost(view, row) for row in self._used_rows(view)]}
            case "attest-statement":
                return {"ticked": self.ticked}
            case "pay":
                return {"amount": decimal_text(view.standing.decided)}
            case _:
                return {}

    def _fields(self) -> dict[str, str]:
        fields = typed_fields(self.form) if self.form else ()
        return {field.id: value for field in fields if (value := self._typed(f"fields-{field.id}"))}

    def _cost(self, view: CaseView, row: int) -> dict[str, str]:
        names = {key: self._typed(f"cost-{key}-{view.line.number}-{row}") for key in ("label", "amount")}
        return {key: value for key, value in names.items() if value}

    def _used_rows(self, view: CaseView) -> list[int]:
        return [row for row in range(self.rows) if self._cost(view, row)]

    def _typed(self, name: str) -> str:
        return str(self.typed.get(name, "")).strip() if self.typed is not None else ""

    # Entries

    def _part(self, view: CaseView) -> Part:
        standing, number = view.standing, view.line.number
        return Part(
            view=view,
            grant=naming.grant(view.agreement, view.line.grant, self.lang),
            content=self._sent(f"content-{number}", getattr(standing, CONTENT.get(self.deed, ""), "")),
            requested=self._requested(view) if self.deed == "draft-requisition" else None,
            costs=tuple(self._row(view, row) for row in range(self.rows)) if self.deed == "draft-statement" else (),
        )

    def _requested(self, view: CaseView) -> Entry:
        """The sum that is asked for: all that the recipient has a right to, until something else is typed."""
        standing, grant = view.standing, naming.grant(view.agreement, view.line.grant, self.lang)
        known = _typed_money(standing.requested or standing.entitlement)
        entry = self._entry(f"requested-{view.line.number}", REQUESTED, known)
        return replace(entry, label=f"{entry.label}, {grant}")

    def _row(self, view: CaseView, row: int) -> tuple[Entry, Entry]:
        costs, number = view.standing.costs, view.line.number
        known = (costs[row].label, _typed_money(costs[row].amount)) if row < len(costs) else ("", "")
        place = f"{row + 1}"
        label = Asked(f"cost-label-{number}-{row}", "text", (f"Kostnadspost {place}", f"Item of cost {place}"))
        amount = Asked(f"cost-amount-{number}-{row}", "money", (f"Belopp för post {place}", f"Amount of item {place}"))
        return self._entry(label.name, label, known[0]), self._entry(amount.name, amount, known[1])

    def _of_form(self, field: Field, known: Mapping[Id, str]) -> Entry:
        kind: Kind = "long-text" if field.kind == "long-text" else "text"
        asked = Asked(
            f"fields-{field.id}", kind, (field.label.sv, field.label.en), required=field.required
        )  # an agreement's dates are typed as text: it may ask for a period
        entry = self._entry(asked.name, asked, known.get(field.id, ""))
        return replace(entry, autocomplete=_AUTOCOMPLETE.get(field.kind, ""))

    def _entry(self, name: str, asked: Asked, default: str) -> Entry:
        return Entry(
            name=name,
            label=pick(self.lang, *asked.label),
            value=self._sent(name, default),
            kind=asked.kind,
            hint=pick(self.lang, *asked.hint),
            required=asked.required,
            errors=tuple(words for place, words in self.summary if place == name),
        )

    def _sent(self, name: str, default: str) -> str:
        """What was typed, kept as it was, but for a personal number; the default where the page is opened."""
        value = default if self.typed is None else str(self.typed.get(name, ""))
        return "" if has_personal_number(value) else value

    def _default(self, asked: Asked) -> str:
        standing = self.views[0].standing
        match self.deed, asked.name:
            case "accept-statement", "accepted":
                return _typed_money(standing.total_costs)
            case "record-reclaim-decision", "amount":
                return _typed_money(standing.open)
            case _:
                return ""

    # Faults

    def _place(self, number: str, path: Path) -> str:
        """The name of the field that a path leads to; empty where there is none on the page."""
        match path:
            case ("requested",):
                return f"requested-{number}"
            case ("fields", str(field), *_):
                return f"fields-{field}"
            case ("costs", int(place), str(key), *_):
                view = next(each for each in self.views if each.line.number == number)
                return f"cost-{key}-{number}-{self._used_rows(view)[place]}"
            case ("content", *_) | ():
                return ""
            case (first, *_):
                return str(first)
        return ""

    def _said(self, fault: Problem) -> str:
        """A fault in words that name the field as the page does."""
        return told(self._renamed(fault), self.lang)

    def _renamed(self, fault: Problem) -> Problem:
        if fault.code in _UNSAID:
            return problem(Code.FIELD_MISSING, fault.path, id=self._label(fault.path))
        if fault.code is Code.NOT_TICKED:
            missing = [each for each in ASSURANCES if each in _texts(fault.param("missing"))]
            return problem(Code.NOT_TICKED, fault.path, missing=tuple(f"”{ASSURED[m][self.lang]}”" for m in missing))
        return fault

    def _label(self, path: Path) -> str:
        """What the page calls the field at a path."""
        last = str(path[-1]) if path else ""
        if path[:1] == ("fields",) and self.form:
            found = next((field.label for field in typed_fields(self.form) if field.id == last), None)
            return naming.said(found, self.lang) if found else last
        asked = {each.name: each.label for each in (*ASKED.get(self.deed, ()), REQUESTED, *ATTESTED.values())}
        both: Both = {**NAMES, "amount": ("Belopp", "Amount"), **asked}.get(last, (last, last))
        return pick(self.lang, *both)


_GROUPS: Mapping[str, Asked] = {
    "ticked": Asked("ticked", "text", ("Jag har kontrollerat att", "I have checked that")),
    "alternative": Asked("alternative", "text", ("Min bedömning", "My judgement")),
}


def _texts(value: object) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, tuple) else []


def _typed_money(ore: int) -> str:
    """An amount as people type it."""
    return kronor(ore).removesuffix(f"{NBSP}kr")
