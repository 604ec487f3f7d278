"""Guesses what was meant by a text that cannot be read: a day, an amount, an id, or another word for a key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dagmar.basis.dates import read_date
from dagmar.basis.names import read_id
from dagmar.basis.problems import Problem

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "maj may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"), 1
    )
    for name in names.split()
}
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\.?\s+([a-zåäö]{3})[a-zåäö]*\.?\s+(\d{4})", re.IGNORECASE)
_DAY_IN_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.-](\d{4})|(\d{4})[/.]?(\d{2})[/.]?(\d{2})")
_LARGE = re.compile(
    r"(\d[\d\s]*)(?:[.,](\d{1,3}))?\s*(mdkr|miljarder|mkr|mnkr|milj\.?|miljoner|tkr|tusen)", re.IGNORECASE
)
_TIMES = {"md": 9, "mi": 6, "mk": 6, "mn": 6, "tk": 3, "tu": 3}


def day_meant(text: str) -> str:
    """The day that was likely meant, as `2019-12-01`; empty where nothing can be guessed."""
    if found := _DAY_IN_WORDS.search(text):
        month = _MONTHS.get(found[2].casefold(), 0)
        return _day(int(found[3]), month, int(found[1]))
    if found := _DAY_IN_FIGURES.fullmatch(text.strip()):
        if found[1]:
            return _day(int(found[3]), int(found[2]), int(found[1]))
        return _day(int(found[4]), int(found[5]), int(found[6]))
    return ""


def _day(year: int, month: int, day: int) -> str:
    text = f"{year:04}-{month:02}-{day:02}"
    return "" if isinstance(read_date(text), Problem) else text


def money_meant(text: str) -> str:
    """An amount in thousands, millions or thousands of millions, written out; empty where it is none."""
    found = _LARGE.search(text)
    if found is None:
        return ""
    unit = found[3].casefold()
    power = 9 if unit.startswith(("md", "miljard")) else _TIMES[unit[:2]]
    whole, rest = re.sub(r"\s", "", found[1]), found[2] or ""
    if len(rest) > power:
        return ""
    kronor = int(whole + rest.ljust(power, "0"))
    return f"{kronor:,} kr".replace(",", " ")


def id_meant(text: str) -> str:
    """The id that a text becomes in small letters, without spaces and Swedish letters."""
    plain = re.sub(r"[\s_]+", "-", text.strip().casefold()).translate(str.maketrans("åäöéü", "aaoeu"))
    plain = re.sub(r"[^a-z0-9-]", "", plain).strip("-")
    return "" if isinstance(read_id(plain), Problem) else plain


def word_meant(text: str) -> str:
    """The key or word of the file that another word stands for; empty where none is known."""
    return _OTHERS.get(text.strip().casefold(), "")


_OTHERS: Mapping[str, str] = {
    "median": "quantile",
    "percentile": "quantile",
    "percentil": "quantile",
    "kvantil": "quantile",
    "andel": "proportion",
    "kvot": "ratio",
    "medelvärde": "mean",
    "average": "mean",
    "share": "proportion",
    "betalare": "payer",
    "mottagare": "beneficiary",
    "betalningsmottagare": "payee",
    "medel": "grants",
    "insats": "grants",
    "insatser": "grants",
    "belopp": "amount",
    "summa": "sums",
    "summor": "sums",
    "år": "years",
    "avsnitt": "clause",
    "bilaga": "clause",
    "parter": "parties",
    "period": "period",
    "namn": "name",
    "regel": "rule",
    "fördelning": "rule",
    "fördelningsnyckel": "rule",
    "avrundning": "rounding",
    "nyckel": "rule",
    "villkor": "conditions",
    "krav": "requirements",
    "grundkrav": "requirements",
    "mått": "measures",
    "anslag": "appropriation",
    "anslagspost": "item",
    "utgiftsområde": "expenditure_area",
    "diarienummer": "numbers",
    "område": "areas",
    "områden": "areas",
    "utbetalningssätt": "mode",
    "källa": "sources",
    "källor": "sources",
    "formulär": "forms",
    "senast": "due",
    "datum": "due",
    "dag": "day",
    "undertecknas": "signed_by",
    "intygas": "attested_by",
    "följd": "consequence",
    "bland": "among",
    "folkmängd": "population",
    "befolkning": "population",
    "lika": "equal",
    "fast": "fixed",
    "tabell": "table",
    "delar": "parts",
    "trappa": "tiers",
    "per enhet": "unit",
    "rekvisition": "requisition",
    "redovisning": "statement",
    "ekonomisk redovisning": "statement",
    "återbetalning": "repayment",
    "verksamhetsrapport": "activity-report",
    "lägesrapport": "progress-report",
    "delrapport": "interim-report",
    "slutrapport": "final-report",
    "uppföljning": "follow-up",
    "avstämning": "dialogue",
    "efter rekvisition": "on-requisition",
    "på rekvisition": "on-requisition",
    "utan rekvisition": "without-requisition",
    "anges inte": "not-stated",
    "senare": "later",
    "resten": "rest",
    "krona": "krona",
    "kronor": "krona",
    "ekonomichef": "cfo",
    "behörig företrädare": "authorised-signatory",
    "revisor": "auditor",
    "landsting": "regions",
    "regioner": "regions",
    "kommuner": "municipalities",
    "län": "counties",
    "samverkansregioner": "collaborative-regions",
    "skl": "skr",
    "sverige": "staten",
    "månadsvis": "{at_least: 12, within: 2019}",
    "monthly": "{at_least: 12, within: 2019}",
    "löpande": "continuously",
    "när arbetet är klart": "when-finished",
}
"""Words of the field, most of them Swedish, and what the file calls them (docs/GLOSSARY.md)."""
