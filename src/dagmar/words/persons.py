"""Says whether the persons of a register are made up: all, some or none of them."""

from __future__ import annotations

from collections.abc import Mapping

from dagmar.register.storage import Persons
from dagmar.words.amounts import Lang


def persons_text(persons: Persons, lang: Lang) -> str:
    """One sentence about the persons behind the rows."""
    return _PERSONS[persons][lang]


_PERSONS: Mapping[Persons, Mapping[Lang, str]] = {
    "made-up": {"sv": "Alla personer är påhittade.", "en": "All persons are made up."},
    "mixed": {
        "sv": "Några av filerna handlar om påhittade personer, andra inte; antalen säger inget om verkligheten.",
        "en": "Some of the files are about made-up persons, others are not; the counts say nothing of the world.",
    },
    "real": {"sv": "Inga personer är påhittade.", "en": "No persons are made up."},
}
