"""Who somebody is: checked, then made a pseudonym in the same breath. The number itself is kept nowhere.

A pseudonym is the first half of HMAC-SHA-256 of the twelve digits, under a key of the register's own: two registers'
pseudonyms never match, and nobody without the key can try numbers against them. The second half tells nothing of the
first without the key; it is kept for persons who have objected, so that they stay out, and for nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Twelve digits each, as whole numbers; 0 where there is none."""

HALF = 16
"""Bytes of a pseudonym."""

_SHAPE = r"^(\d\d)?\d{6}[-+]?\d{4}$"
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_OLDEST = 125
_CENTURY = 10_000_000_000


def numbers_of(texts: pl.Series, on: pl.Series, age: pl.Series | None = None) -> Numbers:
    """The number of each text, 0 where it is no personnummer or samordningsnummer on the day (shape: one a row).

    Ten digits take their century from the day of the event: nobody is registered before birth, and a plus sign says
    that a hundred years have passed; without one, an age in whole years that is there says whether they have. Twelve
    digits are read without a day too.
    """
    read = pl.select(text=texts.str.strip_chars(), on=on).select(
        digits=pl.when(pl.col("text").str.contains(_SHAPE)).then(
            pl.col("text").str.replace_all(r"[-+]", "").cast(pl.Int64, strict=False)
        ),
        short=pl.col("text").str.len_bytes() <= 11,
        plus=pl.col("text").str.contains("+", literal=True),
        day=_digits(pl.col("on")),
    )
    digits = read["digits"].fill_null(0).to_numpy()
    day = read["day"].fill_null(0).to_numpy()
    short = read["short"].fill_null(False).to_numpy()
    plus = read["plus"].fill_null(False).to_numpy()
    whole = np.where(short & (digits > 0), _with_century(digits, plus, day), digits)
    if age is not None:
        given = age.cast(pl.Int64).fill_null(0).to_numpy()
        whole = np.where(short & ~plus & _is_a_century_more(given, whole, day), whole - _CENTURY, whole)
    sound = (digits > 0) & _adds_up(digits) & _is_a_birthday(whole, day) & ~(short & (day == 0))
    return np.where(sound, whole, 0)


def _adds_up(digits: Numbers) -> NDArray[np.bool_]:
    """The check digit: Luhn's sum over the last ten."""
    total = np.zeros_like(digits)
    for place in range(10):
        digit = digits // 10**place % 10
        if place % 2:
            digit = digit * 2
            digit = digit - 9 * (digit > 9)
        total += digit
    return np.equal(total % 10, 0)


def _with_century(digits: Numbers, plus: NDArray[np.bool_], day: Numbers) -> Numbers:
    """The latest century in which the day of birth is not after the event; with a plus, the one before it."""
    century = day // 1_000_000
    later = century * 1_000_000 + _born(digits) % 1_000_000 > day
    return (century - later - plus) * _CENTURY + digits


def _is_a_century_more(given: Numbers, whole: Numbers, day: Numbers) -> NDArray[np.bool_]:
    """Where the age that is given is nearer to a hundred years more than the number says, where anybody is so old."""
    said = (day - _born(whole)) // 10_000
    return (given - said > 50) & (said + 100 <= _OLDEST)


def _born(digits: Numbers) -> Numbers:
    """The day of birth as digits; a samordningsnummer has 60 added to the day."""
    born = digits // 10_000
    return born - 60 * (born % 100 > 60)


def _is_a_birthday(whole: Numbers, day: Numbers) -> NDArray[np.bool_]:
    """A day in the calendar, not after the event, and not more than 125 years before it."""
    born = _born(whole)
    year, month, date = born // 10_000, born // 100 % 100, born % 100
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    most = _DAYS[np.where((month >= 1) & (month <= 12), month, 0)] - ((month == 2) & ~leap)
    in_time = (day == 0) | ((born <= day) & (day // 10_000 - year <= _OLDEST))
    return np.asarray((year >= 1800) & (date >= 1) & (date <= most) & in_time, dtype=np.bool_)


def ages(numbers: Numbers, on: pl.Series) -> Numbers:
    """The completed years of each person on a day (shape: one a row); of no meaning where there is no number or day."""
    day = pl.select(_digits(pl.lit(on))).to_series().fill_null(0).to_numpy()
    return np.asarray((day - _born(numbers)) // 10_000)


def _digits(day: pl.Expr) -> pl.Expr:
    """A day as eight digits."""
    year, month, date = (part.cast(pl.Int64) for part in (day.dt.year(), day.dt.month(), day.dt.day()))
    return year * 10_000 + month * 100 + date


def are_made_up(numbers: Numbers) -> bool:
    """True where there are persons, all with numbers that the tax agency keeps for tests: birth number 980 to 999."""
    there = numbers[numbers > 0]
    return bool(there.size) and bool((there // 100 % 100 >= 98).all())


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The pseudonym of each row, None where there is no number; and the marks that tell who has objected."""

    persons: list[bytes | None]
    marks: list[bytes | None]


def pseudonyms(numbers: Numbers, keys: tuple[bytes, ...]) -> Pseudonyms:
    """Make pseudonyms under a register's keys: the first over the twelve digits, each later one over what came before.

    A key is added when it is changed (rotation), as the numbers themselves are not there to begin anew from.
    """
    matrix = (numbers[:, None] // 10 ** np.arange(11, -1, -1, dtype=np.int64) % 10 + 48).astype(np.uint8)
    text = matrix.tobytes()
    whole = list(_hmac(keys[0], (text[at : at + 12] for at in range(0, len(text), 12))))
    persons, marks = [each[:HALF] for each in whole], [each[HALF:] for each in whole]
    for key in keys[1:]:
        persons, marks = renewed(persons, key), renewed(marks, key)
    there = (numbers > 0).tolist()
    return Pseudonyms(
        [each if sound else None for each, sound in zip(persons, there, strict=True)],
        [each if sound else None for each, sound in zip(marks, there, strict=True)],
    )


def renewed(known: Iterable[bytes], key: bytes) -> list[bytes]:
    """Pseudonyms or marks under one more key."""
    return [each[:HALF] for each in _hmac(key, known)]


def _hmac(key: bytes, messages: Iterable[bytes]) -> Iterator[bytes]:
    """HMAC-SHA-256 (RFC 2104) of each message. Both pads are hashed once: half the time of `hmac.digest`."""
    if len(key) > 64:
        raise ValueError("a key of more than one block")
    inner = sha256(bytes(each ^ 0x36 for each in key.ljust(64, b"\0")))
    outer = sha256(bytes(each ^ 0x5C for each in key.ljust(64, b"\0")))
    for message in messages:
        within = inner.copy()
        within.update(message)
        around = outer.copy()
        around.update(within.digest())
        yield around.digest()
