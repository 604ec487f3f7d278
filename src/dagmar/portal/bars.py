"""Parts of a whole as a bar: places and widths in per cent, reckoned in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One part: its words, its sum in öre, where it begins and how wide it is, and the class of its colour."""

    words: str
    amount: int
    start: str
    width: str
    colour: str


def bars(*parts: tuple[str, int, str]) -> tuple[Bar, ...]:
    """The parts that are not nothing, one after the other; together they fill the bar."""
    whole, before, found = sum(amount for _, amount, _ in parts), 0, []
    for words, amount, colour in parts:
        if amount > 0:
            found.append(Bar(words, amount, per_cent(before, whole), per_cent(amount, whole), colour))
        before += amount
    return tuple(found)


def per_cent(part: int, whole: int) -> str:
    """A share for an attribute of a drawing: `13.24%`."""
    hundredths = 10_000 * part // whole if whole else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
