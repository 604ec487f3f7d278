"""Personal numbers: found wherever they stand, so that none is kept, printed or logged."""

from __future__ import annotations

import re
import unicodedata

from stdnum import luhn

_BETWEEN = r"[-+\u2010-\u2015\u2212_.:/~\s]{1,3}"
"""What people write between the parts of a number: a hyphen or another mark, and spaces around it."""

_PERSONAL = re.compile(
    rf"(?<!\d)(?:\d\d)?\d\d(?:\d{{4}}|{_BETWEEN}\d\d{_BETWEEN}\d\d)"  # 19850101, 85 01 01
    rf"(?:{_BETWEEN})?\d{{4}}(?!\d)"
)


def has_personal_number(text: str) -> bool:
    """True where a valid personnummer or samordningsnummer stands in the text."""
    return any(_is_personal(match[0]) for match in _PERSONAL.finditer(_plain(text)))


def without_personal_numbers(text: str) -> str:
    """The text, with dots for each personal number; the whole is dotted where one hides behind unusual characters."""
    if not has_personal_number(text):
        return text
    shown = _PERSONAL.sub(lambda match: "…" if _is_personal(match[0]) else match[0], text)
    return "…" if has_personal_number(shown) else shown


def _plain(text: str) -> str:
    """The text as it reads: full-width digits are digits, and characters without width are not there."""
    return "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")


def _is_personal(written: str) -> bool:
    """Month, day and check digit are those of a person; no century is asked for, as no clock may be."""
    digits = "".join(str(unicodedata.digit(each)) for each in written if each.isdigit())
    month, day = int(digits[-8:-6]), int(digits[-6:-4])
    born = day - 60 if day > 60 else day  # a samordningsnummer has 60 added to the day
    return 1 <= month <= 12 and 1 <= born <= 31 and bool(luhn.is_valid(digits[-10:]))
