"""Short names that files use: ids, references to clauses, and exact numbers that are no money."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NewType

from dagmar.basis.problems import Code, Problem, problem

Id = NewType("Id", str)
"""A short name within a file: small letters a to z, digits and hyphens, a letter first."""

ClauseRef = NewType("ClauseRef", str)
"""The number or name of a clause, as the agreement lists its clauses."""

Year = NewType("Year", int)
"""A calendar year."""

Share = NewType("Share", Fraction)
"""A part of a whole, from 0 to 1."""

Exact = NewType("Exact", Fraction)
"""An exact number, such as a weight, or kronor before they are rounded."""

Value = NewType("Value", Fraction)
"""A measured value or a limit for one: exact, with a minus where it fell."""

Month = NewType("Month", str)
"""A calendar month, `2012-08`."""

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_COUNT = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_FRACTION = re.compile(r"(\d{1,3000})/(0*[1-9]\d{0,2999})", re.ASCII)
_VALUE_FRACTION = re.compile(r"\d{1,24}/0*[1-9]\d{0,9}", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,3000})(?:[.,](\d{1,18}))?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5}(?:[.,]\d{1,18})?", re.ASCII)
_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?[ \u00a0]?%", re.ASCII)


def read_id(text: str) -> Id | Problem:
    """Read a short name."""
    return Id(text) if _ID.fullmatch(text) else problem(Code.BAD_ID, text=text)


def read_year(text: str) -> Year | Problem:
    """Read a year from 1900 to 2199."""
    return Year(int(text)) if _YEAR.fullmatch(text) else problem(Code.BAD_NUMBER, text=text)


def read_count(text: str) -> int | Problem:
    """Read a whole number without sign, at most nine digits."""
    return int(text) if _COUNT.fullmatch(text) else problem(Code.BAD_NUMBER, text=text)


def read_share(text: str) -> Share | Problem:
    """Read a share: `4/5`, `80 %` or `12,5 %`, from 0 to 1."""
    if percent := _PERCENT.fullmatch(text):
        share = _decimal(percent[1], percent[2]) * Fraction(1, 100)
    elif fraction := _FRACTION.fullmatch(text):
        share = Fraction(int(fraction[1]), int(fraction[2]))
    else:
        return problem(Code.BAD_SHARE, text=text)
    return Share(share) if share <= 1 else problem(Code.BAD_SHARE, text=text)


def read_exact(text: str) -> Exact | Problem:
    """Read an exact number that is not negative: `1319663`, `1 319 663`, `0,25` or `1/3`."""
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f]", "", text)
    if fraction := _FRACTION.fullmatch(text):
        return Exact(Fraction(int(fraction[1]), int(fraction[2])))
    if decimal := _DECIMAL.fullmatch(text):
        return Exact(_decimal(decimal[1], decimal[2]))
    return problem(Code.BAD_NUMBER, text=text)


_MOST_DECIMALS = 10**9
"""A published value has at most nine digits below its fraction line; what has more is written as a fraction."""


def value_text(value: Fraction) -> str:
    """A measured value as text: decimals where they end, `0.71`, else a fraction. Undone by `read_value`."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1 or value.denominator > _MOST_DECIMALS:
        return str(value)
    places = next(n for n in range(31) if 10**n % value.denominator == 0)
    digits = str(abs(value.numerator) * (10**places // value.denominator)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def read_value(text: str) -> Value | Problem:
    """Read a measured value or a limit: `1 234`, `0,71`, `71 %`, `2/3`, with a minus where it is below nothing."""
    if "/" in text and not _VALUE_FRACTION.fullmatch(text.removeprefix("-").removeprefix("\u2212")):
        return problem(Code.BAD_VALUE, text=text)
    positive = text.replace("\u2212", "-").removeprefix("-").strip()
    if percent := _PERCENT.fullmatch(positive):
        found: Fraction | Problem = _decimal(percent[1], percent[2]) * Fraction(1, 100)
    else:
        found = read_exact(positive)
    if isinstance(found, Problem):
        return problem(Code.BAD_VALUE, text=text)
    if found.denominator > _MOST_DECIMALS or found > 10**15:
        return problem(Code.BAD_VALUE, text=text)
    return Value(-found if positive != text.strip() else found)


def read_month(text: str) -> Month | Problem:
    """Read a calendar month, `2012-08`."""
    return Month(text) if _MONTH.fullmatch(text) else problem(Code.BAD_MONTH, text=text)


def share_text(share: Fraction) -> str:
    """A share as text, always as a fraction: `4/5`, `1/1`. A whole number would be read as a sum."""
    return f"{share.numerator}/{share.denominator}"


def exact_text(number: Fraction) -> str:
    """An exact number as text: `1319663`, or `1/3` in lowest terms. Undone by `read_exact`."""
    return str(number)


def _decimal(whole: str, decimals: str | None) -> Fraction:
    return Fraction(int(whole + (decimals or "")), 10 ** len(decimals or ""))
