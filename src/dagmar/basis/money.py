"""Money is a whole number of öre; this is the one place that reads it from text and writes it for machines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NewType

from dagmar.basis.problems import Code, Problem, problem

Ore = NewType("Ore", int)
"""An amount in öre. 1 kr is Ore(100)."""


Difference = NewType("Difference", int)
"""A difference in öre, with a sign: what is over or missing."""


Unit = Literal["ore", "krona", "thousand-kronor"]
"""What a split is rounded to."""

ORE_PER: Mapping[Unit, int] = {"ore": 1, "krona": 100, "thousand-kronor": 100_000}
"""How many öre one unit is."""

_SPACES = " \u00a0\u202f\u2009"
_GROUPED = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+"
_AMOUNT = re.compile(
    rf"(?P<kronor>{_GROUPED}|\d+)(?:[.,](?P<ore>\d{{2}}))?(?:[{_SPACES}]?(?P<unit>kr|tkr|mkr))?",
    re.ASCII,
)
_MULTIPLE = {None: 1, "kr": 1, "tkr": 1_000, "mkr": 1_000_000}
_MOST_DIGITS = 15


def read_money(text: str, *, units: frozenset[str] = frozenset({"kr"})) -> Ore | Problem:
    """Read an amount as people write it, such as `655 000 000 kr` or `12,50`.

    Digits are grouped by spaces of any kind or not at all; a decimal comma or point is followed by exactly two digits;
    `kr` may follow, and `tkr` or `mkr` where `units` names them. All else is a problem with code `bad-money`:
    `1.000`, `1e3`, a minus, digits of other scripts, more than fifteen digits.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or (match["unit"] is not None and match["unit"] not in units):
        return problem(Code.BAD_MONEY, text=text)
    digits = re.sub(f"[{_SPACES}]", "", match["kronor"])
    if len(digits) > _MOST_DIGITS:
        return problem(Code.BAD_MONEY, text=text)
    return Ore((int(digits) * 100 + int(match["ore"] or 0)) * _MULTIPLE[match["unit"]])


def read_difference(text: str) -> Difference | Problem:
    """Read an amount that may carry a minus, as `decimal_text` writes it."""
    amount = read_money(text.removeprefix("-"))
    if isinstance(amount, Problem):
        return amount
    return Difference(-amount if text.startswith("-") else amount)


def decimal_text(amount: int) -> str:
    """The öre as kronor for machines, with two decimals: 12300 is `123.00`. Undone by `read_money`."""
    sign = "-" if amount < 0 else ""
    kronor, ore = divmod(abs(amount), 100)
    return f"{sign}{kronor}.{ore:02d}"
