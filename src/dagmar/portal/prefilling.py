"""What a paper says, field by field, and what is known of its fields before anybody types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dagmar import catalogue
from dagmar.agreement.terms import Agreement, Form
from dagmar.basis.names import Id
from dagmar.case.papers import typed_fields
from dagmar.portal import naming
from dagmar.store.values import CaseView
from dagmar.words import Lang


def prefilled(form: Form, views: Sequence[CaseView]) -> dict[Id, str]:
    """Values for the fields: as last filled in, else from the requisition, else from the catalogue and agreement."""
    first = views[0]
    filled: Callable[[CaseView], Mapping[Id, str]] = (
        (lambda view: view.standing.statement)
        if form.id == first.terms.statement_form.id
        else (lambda view: view.standing.requisition)
    )
    known = {**_from_catalogue(first.agreement, first), **first.standing.requisition}
    for view in views:
        known |= filled(view)
    return {field.id: known.get(field.id, "") for field in typed_fields(form)}


def _from_catalogue(agreement: Agreement, view: CaseView) -> dict[Id, str]:
    line = view.line
    party = catalogue.parties().get(line.recipient)
    numbers = {each.what: each.number for each in agreement.numbers if each.of == "regeringskansliet"}
    known = {
        "recipient": naming.party(line.recipient, line.year),
        "organisation-number": party.number if party else "",
        "agreement-name": agreement.name.sv,
        "agreement-number": numbers.get("agreement", ""),
        "decision-number": numbers.get("decision", ""),
        "period": f"1 januari–31 december {line.year}",
    }
    return {Id(key): value for key, value in known.items() if value != "not-stated"}


def as_filled_in(form: Form, values: Mapping[Id, str], lang: Lang) -> list[tuple[str, str]]:
    """What a paper says, field by field, under the labels of the form."""
    return [(naming.said(field.label, lang), values[field.id]) for field in typed_fields(form) if values.get(field.id)]
