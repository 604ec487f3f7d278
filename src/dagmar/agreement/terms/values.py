"""What many terms hold: words in both languages, what the document leaves open, and stretches of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from dagmar.basis.names import ClauseRef, Id
from dagmar.basis.parties import PartyId

NotStated = Literal["not-stated"]
"""The document does not say. Nothing is put in its place."""

Rest = Literal["rest"]
"""What the other parts leave."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, in both languages; our own words, never the document's sentences."""

    sv: Annotated[str, "in Swedish"]
    en: Annotated[str, "in English"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a report must contain. `asks` ties it to a question that other reports may ask too."""

    sv: Annotated[str, "in Swedish"]
    en: Annotated[str, "in English"]
    asks: Annotated[Id | None, "which of the shared questions it asks (`catalogue/questions.yaml`)"] = None


@dataclass(frozen=True, slots=True)
class DecidedLater:
    """The document leaves this to a later decision."""

    by: Annotated[Literal["later"], "always `later`"]
    whom: Annotated[PartyId | NotStated, "who is to decide"]
    clause: Annotated[ClauseRef, "where the document says so"]
    after: Annotated[Text | None, "what the decision waits for"] = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days within which something is measured or must be met, both included."""

    first: Annotated[date | NotStated, "first day"]
    last: Annotated[date | NotStated, "last day"]
    clause: Annotated[ClauseRef | None, "where the document says so"] = None
