"""Swedish giro accounts: bankgiro and plusgiro, each with its check digit."""

from __future__ import annotations

import re

from stdnum import luhn

_ACCOUNT = re.compile(r"\d{3,4}-\d{4}|\d{1,7}-\d", re.ASCII)


def is_account(text: str) -> bool:
    """True for a bankgiro (`5052-5781`) or plusgiro (`1234567-8`) whose check digit holds."""
    return bool(_ACCOUNT.fullmatch(text)) and bool(luhn.is_valid(text.replace("-", "")))
