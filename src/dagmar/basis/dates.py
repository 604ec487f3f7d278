"""Dates are dates of the calendar in Stockholm, written `2017-12-01`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dagmar.basis.problems import Code, Problem, problem

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def read_date(text: str) -> date | Problem:
    """Read `2017-12-01`; any other way of writing, or a day that does not exist, is a problem."""
    match = _ISO.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else problem(Code.BAD_DATE, text=text)
    except ValueError:
        return problem(Code.BAD_DATE, text=text)


def first_day(year: int) -> date:
    """1 January of the year."""
    return date(year, 1, 1)


def last_day_of_month(month: str) -> date:
    """The last day of `2012-08`."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
