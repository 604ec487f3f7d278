"""Who somebody is: checked, then made a pseudonym in the same breath. The number itself is kept nowhere.

A pseudonym is HMAC-SHA-256 of the number under a key of the register's own, so two registers' pseudonyms never match,
and nobody without the key can try numbers against them.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import date

_WEIGHTS = (2, 1) * 5


def normal(text: str, on: date) -> str | None:
    """The twelve digits of a personnummer or samordningsnummer, None where it is none.

    Ten digits take their century from the day of the event: nobody is registered before birth, and a plus sign says
    that a hundred years have passed.
    """
    plain = text.strip()
    sign = plain[-5:-4] if len(plain) in (11, 13) else ""
    digits = plain[:-5] + plain[-4:] if sign in ("-", "+") and sign else plain
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (10, 12):
        return None
    if sum(_digits_of(int(digit) * weight) for digit, weight in zip(digits[-10:], _WEIGHTS, strict=True)) % 10:
        return None
    whole = digits if len(digits) == 12 else f"{_century(digits, sign, on)}{digits}"
    return whole if _is_a_birthday(whole, on) else None


def _digits_of(number: int) -> int:
    return number - 9 if number > 9 else number


def _century(digits: str, sign: str, on: date) -> int:
    """The latest century in which the day of birth is not after the event."""
    century = on.year // 100
    month, day = int(digits[2:4]), int(digits[4:6])
    if (century * 100 + int(digits[:2]), month, day - 60 if day > 60 else day) > (on.year, on.month, on.day):
        century -= 1
    return century - 1 if sign == "+" else century


def _is_a_birthday(whole: str, on: date) -> bool:
    """A day in the calendar, not after the event, and not more than 125 years before it."""
    day = int(whole[6:8])
    try:
        born = date(int(whole[:4]), int(whole[4:6]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return born <= on and on.year - born.year <= 125


def pseudonyms(numbers: Iterable[str | None], key: bytes) -> list[str | None]:
    """The pseudonym of each number, 32 hexadecimal digits; None stays None."""
    digest = hmac.digest
    return [None if each is None else digest(key, each.encode(), "sha256")[:16].hex() for each in numbers]


def is_made_up(whole: str) -> bool:
    """True for the numbers that the tax agency keeps for tests: 980 to 999 in the place of the birth number."""
    return whole[8:10] in ("98", "99")
