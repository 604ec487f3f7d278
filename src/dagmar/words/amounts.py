"""Writes amounts, numbers, dates and lists as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from babel.dates import format_date

from dagmar.agreement.terms import Due, Recurring

Lang = Literal["sv", "en"]

NBSP = "\u00a0"
MINUS = "\u2212"

UNIT = {
    "ore": {"sv": "öre", "en": "öre"},
    "krona": {"sv": "krona", "en": "krona"},
    "thousand-kronor": {"sv": "tusental kronor", "en": "thousand kronor"},
}
"""One unit of rounding."""

UNITS = {
    "ore": {"sv": "öre", "en": "öre"},
    "krona": {"sv": "kronor", "en": "kronor"},
    "thousand-kronor": {"sv": "tusental kronor", "en": "thousand kronor"},
}


def number(value: int) -> str:
    """A whole number, digits grouped by no-break spaces: 9 967 637."""
    digits = f"{abs(value):,}".replace(",", NBSP)
    return f"{MINUS}{digits}" if value < 0 else digits


def decimal(value: float, places: int, lang: Lang) -> str:
    """A number with so many decimals: 1 204,5. What is rounded to nothing has no sign."""
    whole, _, rest = f"{abs(value):.{places}f}".partition(".")
    sign = MINUS if value < 0 and float(f"{value:.{places}f}") else ""
    mark = "," if lang == "sv" else "."
    return f"{sign}{number(int(whole))}{mark + rest if rest else ''}"


def counted(value: int, swedish: tuple[str, str], english: tuple[str, str], lang: Lang) -> str:
    """So many of something, in words for one and for more: `1 rad`, `3 000 rader`."""
    one, more = swedish if lang == "sv" else english
    return f"{number(value)} {one if value == 1 else more}"


def kronor(ore: int) -> str:
    """An amount of öre in kronor; öre are written only where there are any: `86 718 574 kr`, `0,07 kr`."""
    whole, rest = divmod(abs(ore), 100)
    decimals = f",{rest:02d}" if rest else ""
    sign = MINUS if ore < 0 else ""
    return f"{sign}{number(whole)}{decimals}{NBSP}kr"


def signed_kronor(ore: int) -> str:
    """A difference in kronor, with its sign; nothing is `0 kr`."""
    return f"+{kronor(ore)}" if ore > 0 else kronor(ore)


def day(value: date, lang: Lang) -> str:
    """A date in words: `1 november 2016`, `1 November 2016`."""
    return str(format_date(value, "d MMMM y", locale="sv_SE" if lang == "sv" else "en_GB"))


def mixed(value: Fraction) -> str:
    """An exact number as a whole and a fraction: `86 718 573 + 8 177 999/9 967 637`."""
    whole, rest = divmod(value.numerator, value.denominator)
    if not rest:
        return number(whole)
    fraction = f"{number(rest)}/{number(value.denominator)}"
    return f"{number(whole)} + {fraction}" if whole else fraction


def percent(share: Fraction, lang: Lang) -> str:
    """A share to two decimals of a per cent, halves up: `13,24 procent`, `13.24 per cent`."""
    hundredths = (share.numerator * 20_000 + share.denominator) // (2 * share.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d} procent" if lang == "sv" else f"{whole}.{rest:02d} per cent"


def value(figure: Fraction, lang: Lang, unit: str) -> str:
    """A measured value: a share or a change as a percentage, a count or a rate as a number; exact where it can be."""
    sign = MINUS if figure < 0 else ""
    if unit in ("share", "change"):
        return f"{sign}{percent(abs(figure), lang)}"
    return f"{sign}{mixed(abs(figure))}"


def due_text(due: Due, lang: Lang) -> str:
    """When something is due: a day as `2012-10-15`, else in words."""
    sv = lang == "sv"
    match due:
        case date():
            return due.isoformat()
        case Recurring(at_least=times, within=year):
            if times == 1:
                return f"någon gång {year}" if sv else f"some time in {year}"
            return f"minst {times} gånger {year}" if sv else f"at least {times} times in {year}"
        case "when-finished":
            return "när arbetet är klart" if sv else "when finished"
        case "continuously":
            return "löpande" if sv else "continuously"
        case "not-stated":
            return "anges inte" if sv else "not stated"
        case _:
            month = format_date(date(int(due[:4]), int(due[5:]), 1), "LLLL y", locale="sv_SE" if sv else "en_GB")
            return f"i {month}" if sv else f"in {month}"


def listed(items: Iterable[object], lang: Lang, *, most: int = 5) -> str:
    """Items with commas and a last `och` or `and`; of many, the first few and how many more."""
    texts = [str(item) for item in items]
    last = "och" if lang == "sv" else "and"
    if len(texts) > most:
        more = f"{len(texts) - most} till" if lang == "sv" else f"{len(texts) - most} more"
        texts = [*texts[:most], more]
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}" if len(texts) > 1 else "".join(texts)
