"""Says days, counts and problems as pages say them: how long is left, how many things wait, what to mend."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from dagmar.basis.problems import Code, Problem, problem
from dagmar.words import Lang, hint, say
from dagmar.words.cases import DEEDS

_SMALL = {
    "sv": ("inga", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


def pick(lang: Lang, sv: str, en: str) -> str:
    """The text in the language of the page."""
    return en if lang == "en" else sv


def count(number: int, lang: Lang) -> str:
    """A count in running text: in words up to twelve."""
    return _SMALL[lang][number] if number <= 12 else str(number)


def things(number: int, lang: Lang) -> str:
    """So many things, at the start of a sentence: `Tre saker`, `One thing`."""
    noun = pick(lang, "sak", "thing") if number == 1 else pick(lang, "saker", "things")
    return f"{count(number, lang)} {noun}".capitalize()


def told(fault: Problem, lang: Lang) -> str:
    """A problem and what to do about it, as sentences: with the names of deeds, and quotes as people write them."""
    if fault.code is Code.WRONG_STAGE:
        deed = DEEDS[str(fault.param("command"))][lang]
        fault = problem(fault.code, fault.path, command=deed, stage=fault.param("stage"))
    sentences = (f"{text[:1].upper()}{text[1:]}." for text in (say(fault, lang), hint(fault, lang)))
    return re.sub(r"`([^`]*)`", pick(lang, r"”\1”", r"“\1”"), " ".join(sentences))


def from_now(day: date, today: date, lang: Lang) -> str:
    """How far off a day is: `i morgon`, `om 12 dagar`, `för 3 dagar sedan`."""
    left = (day - today).days
    near = {-1: ("i går", "yesterday"), 0: ("i dag", "today"), 1: ("i morgon", "tomorrow")}
    if left in near:
        return pick(lang, *near[left])
    if left > 0:
        return pick(lang, f"om {left} dagar", f"in {left} days")
    return pick(lang, f"för {-left} dagar sedan", f"{-left} days ago")


def short_day(day: date, lang: Lang) -> str:
    """A day without its year: `31 mars`."""
    return str(format_date(day, "d MMMM", locale=_locale(lang)))


def weekday(day: date, lang: Lang) -> str:
    """A day in full: `måndag 19 mars 2018`."""
    return str(format_date(day, "EEEE d MMMM y", locale=_locale(lang)))


def month(day: date, lang: Lang) -> str:
    """A month: `Mars 2018`."""
    return str(format_date(day, "LLLL y", locale=_locale(lang))).capitalize()


def _locale(lang: Lang) -> str:
    return "sv_SE" if lang == "sv" else "en_GB"
