"""The cases that the actor may see: in a list, and one by one with all that has happened and why the amount is so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from dagmar import catalogue
from dagmar.agreement.terms import Form
from dagmar.allocation.receipt import node_of
from dagmar.api.amounts import Kronor
from dagmar.api.entry import actor_in
from dagmar.api.refusals import answers, lang_of, not_found
from dagmar.basis.actors import Role
from dagmar.basis.dates import first_day
from dagmar.basis.form import write
from dagmar.case.papers import ASSURANCES, typed_fields
from dagmar.case.standing import Reclaim, Stage, Standing
from dagmar.case.terms import CaseTerms
from dagmar.store import cases
from dagmar.store.clock import kept
from dagmar.store.values import CaseLine, CaseView, Happening
from dagmar.words import Lang
from dagmar.words.cases import happened

router = Router(tags=["cases"])

NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Chosen(Schema):
    """Which cases, and which page of them."""

    agreement: Annotated[str, Field(pattern=NAME)] | None = None
    year: Annotated[int, Field(ge=1900, le=2199)] | None = None
    stage: Stage | None = None
    recipient: Annotated[str, Field(pattern=NAME)] | None = None
    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(50, ge=1, le=200, description="cases a page")


class NextOut(Schema):
    """The one step that a case waits for: the command, whose it is, by when, and whether it is yours."""

    command: str
    role: Role
    due: date | None
    yours: bool


class LineOut(Schema):
    """A case in a list."""

    number: str
    agreement: str
    grant: str
    recipient: str
    recipient_name: str
    year: int
    stage: Stage
    entitlement: Kronor
    requested: Kronor
    decided: Kronor
    paid: Kronor
    lapsed: Kronor
    used: Kronor
    demanded: Kronor
    returned: Kronor
    next: NextOut | None


class PageOut(Schema):
    """One page of the cases that were chosen; `count` is how many there are in all."""

    count: int
    page: int
    size: int
    cases: list[LineOut]


class CostOut(Schema):
    """One item of cost."""

    label: str
    amount: Kronor


class FieldOut(Schema):
    """A field of a form that is filled in; sums that are computed, signatures and attestations are no such fields."""

    id: str
    label: str
    kind: str
    required: bool


class RequisitionOut(Schema):
    """The requisition as it stands; `content` is the hash that whoever acts on it must name."""

    requested: Kronor
    fields: dict[str, str]
    content: str
    due: date
    form: list[FieldOut]


class StatementOut(Schema):
    """The financial statement as it stands, with its attestation where there is one."""

    costs: list[CostOut]
    total: Kronor
    unused: Kronor
    fields: dict[str, str]
    content: str
    due: date
    form: list[FieldOut]
    assurances: list[str] = Field(description="what is ticked one by one in `attest-statement`, for alternative 1")
    attestation: dict[str, Any] | None = Field(description="the event `statement-attested`")


class StandingOut(Schema):
    """Where a case stands: the fold of its events."""

    stage: Stage
    reclaim: Reclaim
    receipt: str = Field(description="hash of the receipt of the entitlement")
    entitlement: Kronor
    remaining: Kronor
    decided: Kronor
    decided_content: str = Field(description="hash of what was decided on")
    paid: Kronor
    lapsed: Kronor
    open: Kronor
    accepted: Kronor
    used: Kronor
    demanded: Kronor
    returned: Kronor
    repay_by: date | None
    prepared_by: str | None
    decided_by: str | None
    paid_by: str | None
    attested_by: str | None
    requisition: RequisitionOut
    statement: StatementOut


class HappeningOut(Schema):
    """One event, who did it and when, and the number of the paper that it came with."""

    event: dict[str, Any] = Field(description="the event, every value a text")
    text: str
    person: str
    at: datetime
    paper: str


class CaseOut(LineOut):
    """A case, whole."""

    standing: StandingOut
    happenings: list[HappeningOut]
    may: list[str] = Field(description="the commands that you may give now")
    waits_for: list[str] = Field(description="the commands that fit, whoever may give them")


class LinesOut(Schema):
    """Cases in order."""

    cases: list[LineOut]


@router.get("/cases", response=answers(PageOut, 422))
def list_cases(request: HttpRequest, chosen: Query[Chosen]) -> PageOut:
    """Your cases, by number."""
    narrowed = {"agreement__agreement": chosen.agreement, **chosen.dict(include={"year", "stage", "recipient"})}
    found = cases.cases(actor_in(request), **{key: value for key, value in narrowed.items() if value is not None})
    first = (chosen.page - 1) * chosen.size
    lines = [_line(each) for each in found[first : first + chosen.size]]
    return PageOut(count=len(found), page=chosen.page, size=chosen.size, cases=lines)


@router.get("/cases/{number}", response=answers(CaseOut, 404))
def show_case(request: HttpRequest, number: str) -> CaseOut:
    """One case: its standing, all that has happened, what you may do and what it waits for."""
    view = cases.case(number, actor_in(request)) if _is_number(number) else None
    if view is None:
        raise not_found()
    return _case(view, lang_of(request))


@router.get("/cases/{number}/receipt", response=answers(dict[str, Any], 404))
def show_receipt(request: HttpRequest, number: str) -> dict[str, Any]:
    """Why the amount is what it is: the sealed receipt, as `dagmar explain` writes it and `dagmar replay` takes it."""
    sealed = cases.receipt(number, actor_in(request)) if _is_number(number) else None
    if sealed is None:
        raise not_found()
    return cast("dict[str, Any]", node_of(sealed))


@router.get("/todos", response=answers(LinesOut))
def list_todos(request: HttpRequest) -> LinesOut:
    """The cases whose next step is yours, the nearest day first."""
    return LinesOut(cases=[_line(each) for each in cases.todos(actor_in(request))])


def _is_number(text: str) -> bool:
    """True where a case could have this number; all else need not bother the database."""
    return text.isascii() and text.isprintable() and len(text) <= 20


def _line(line: CaseLine) -> LineOut:
    return LineOut(**_in_list(line))


def _in_list(line: CaseLine) -> dict[str, Any]:
    """What a list says of a case, by the names of its fields."""
    step = line.next_role and NextOut(command=line.next_deed, role=line.next_role, due=line.due, yours=line.mine)
    name = catalogue.parties().name_of(line.recipient, first_day(line.year))
    return {field: getattr(line, field, None) for field in LineOut.model_fields} | {
        "recipient_name": name,
        "next": step,
    }


def _case(view: CaseView, lang: Lang) -> CaseOut:
    return CaseOut(
        **_in_list(view.line),
        standing=_standing(view.standing, view.terms, lang),
        happenings=[_happening(each, lang) for each in view.happenings],
        may=list(view.deeds),
        waits_for=list(view.waits_for),
    )


def _standing(standing: Standing, terms: CaseTerms, lang: Lang) -> StandingOut:
    same = {field for field in StandingOut.model_fields if field not in ("requisition", "statement")}
    attested = standing.attestation
    return StandingOut(
        **{field: getattr(standing, field) for field in same},
        requisition=RequisitionOut(
            requested=standing.requested,
            fields={str(field): value for field, value in standing.requisition.items()},
            content=standing.requisition_content,
            due=standing.requisition_due or terms.requisition_due,
            form=_form(terms.requisition_form, lang),
        ),
        statement=StatementOut(
            costs=[CostOut(label=cost.label, amount=cost.amount) for cost in standing.costs],
            total=standing.total_costs,
            unused=standing.unused,
            fields={str(field): value for field, value in standing.statement.items()},
            content=standing.statement_content,
            due=terms.statement_due,
            form=_form(terms.statement_form, lang),
            assurances=list(ASSURANCES),
            attestation=write(type(attested), attested) if attested else None,
        ),
    )


def _form(form: Form, lang: Lang) -> list[FieldOut]:
    return [
        FieldOut(id=each.id, label=getattr(each.label, lang), kind=each.kind, required=each.required)
        for each in typed_fields(form)
    ]


def _happening(each: Happening, lang: Lang) -> HappeningOut:
    return HappeningOut(
        event=write(type(each.event), each.event),
        text=happened(each.event, lang),
        person=each.person,
        at=kept(each.at),
        paper=each.paper,
    )
