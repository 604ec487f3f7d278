"""Forms as data: what a paper must contain, section by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from dagmar.agreement.terms.values import Text
from dagmar.basis.names import ClauseRef, Id


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `means` ties it to what the core computes; a form holds no expressions."""

    id: Annotated[Id, "short name in this form"]
    label: Annotated[Text, "what the field is called"]
    kind: Annotated[
        Literal[
            "text",
            "long-text",
            "yes-no",
            "party",
            "organisation-number",
            "person",
            "address",
            "phone",
            "email",
            "document-number",
            "period",
            "date",
            "account",
            "money",
            "income-lines",
            "cost-lines",
            "budget-lines",
            "enclosure",
            "attestation",
            "signature",
        ],
        "what is filled in; `budget-lines` have budget, outcome and deviation",
    ]
    means: Annotated[
        Literal[
            "recipient", "requested", "granted", "received", "other-income", "own-input", "income-total",
            "costs", "costs-total", "unused",
        ]
        | None,
        "what the value is in the case",
    ] = None  # fmt: skip
    required: Annotated[bool, "whether it must be filled in"] = True
    choices: Annotated[tuple[Text, ...], "the statements of an attestation, in order"] = ()
    asks: Annotated[Id | None, "which of the shared questions it asks (`catalogue/questions.yaml`)"] = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form."""

    title: Annotated[Text, "its heading"]
    fields: Annotated[tuple[Field, ...], "its fields, in order"]
    only_for: Annotated[
        Literal["organisations", "authorities"] | None, "the kind of recipient that fills it in; all where none"
    ] = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a paper must contain, as data."""

    id: Annotated[Id, "short name, used by duties"]
    name: Annotated[Text, "its name"]
    clause: Annotated[ClauseRef, "where the document says so"]
    sections: Annotated[tuple[Section, ...], "its parts, in order"]
