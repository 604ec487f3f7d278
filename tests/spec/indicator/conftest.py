"""The small languages of the pages on indicators: a definition, a table of rows, and what each row counts as."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest
from registers import VISITS, load, person, remove, store, visits

from dagmar import catalogue
from dagmar.basis.problems import Code, path_text, problem
from dagmar.indicator import oracle
from dagmar.indicator.cells import band_text
from dagmar.indicator.cutting import WHOLE, Cut
from dagmar.indicator.definition import Indicator, IndicatorSet
from dagmar.indicator.file import IndicatorFile, read_indicators
from dagmar.indicator.meaning import meanings
from dagmar.indicator.reason import reason
from dagmar.indicator.results import Result, Told, tell
from dagmar.register.definition import Register
from dagmar.register.objection import forget
from dagmar.register.trying import try_row
from dagmar.register.unit_table import units_of
from dagmar.register.units import Units
from dagmar.words.indicators import outcome_words, tell_indicator, tell_reason

_NAMED = (
    VISITS.replace('"2": {sv: kvinna, en: woman}', '"2": {sv: kvinna, en: woman}, "9": {sv: vet ej, en: not known}')
    .replace("{sv: D, en: D}", "{sv: Diagnos, en: Diagnosis}")
    .replace("{sv: A, en: U}", "{sv: Brådskande, en: Urgent}")
    .replace("{sv: V, en: W}", "{sv: Vikt, en: Weight}")
    .replace("{sv: Remiss, en: Referral}", "{sv: Remissdag, en: Day of referral}")
    .replace("{sv: Besök, en: Visit}", "{sv: Besöksdag, en: Day of visit}")
)
"""The small register, with names that can be read aloud, and a code of sex that says that it is not known."""

START = """\
dagmar: 1
id: visits
register: visits
version: 1
name: {sv: Besök, en: Visits}
indicators:
"""

INDICATOR = """\
id: urgent
name: {sv: Brådskande, en: Urgent}
what: {sv: Andelen brådskande besök, en: The share of urgent visits}
better: higher
"""


def read_set(text: str) -> IndicatorFile:
    """A file of indicators about the small register of visits."""
    known = {"visits": visits(_NAMED)}
    return read_indicators(
        text.encode(), "indicators.yaml", lambda name: known.get(name) or problem(Code.UNKNOWN_REGISTER, text=name)
    )


def one(text: str) -> tuple[IndicatorSet, Indicator, Register]:
    """A set of one indicator, of which the text says what it counts."""
    item = indent(INDICATOR + dedent(text).strip(), "    ")
    file = read_set(f"{START}  - {item.lstrip()}\n")
    assert file.problems == (), file.problems
    return file.indicators, file.indicators.indicators[0], file.register


def rows_of(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """The cells of a table by column, `-` for what is missing, and its last column."""
    lines = [line.split() for line in dedent(text).strip().splitlines()]
    columns = lines[0][:-1]
    rows = [dict(zip(columns, line, strict=False)) for line in lines[1:]]
    return (
        [{column: cell for column, cell in row.items() if cell != "-"} for row in rows],
        [" ".join(line[len(columns) :]) for line in lines[1:]],
    )


def typed(cells: dict[str, str], register: Register) -> dict[str, object]:
    """A row as intake types it; each visit is at one unit on one day, where nothing else is said."""
    tried = try_row({"unit": "A", "visited": "2025-01-10", **cells}, register)
    assert tried.readable, tried.faults
    return dict(tried.values)


def totals(found: IndicatorSet, register: Register, rows: list[dict[str, object]]) -> dict[str, object]:
    """The parts of the indicator, over all cells."""
    cells = oracle.count(rows, found, meanings(found, register), register, lambda _, day: day.replace(day=1))
    parts: dict[str, object] = {}
    for cell in cells.values():
        for (_, name), count in cell.items():
            parts[name] = parts[name] + count if name in parts else count
    return parts


_OUTCOMES = {(1, 1): "met", (0, 1): "not met", (0, 0): "not counted"}


@pytest.fixture
def counts() -> Callable[[str, str], None]:
    """A proportion, and rows: whether each is met, not met or not counted, by the oracle and by the reason it gives."""

    def check(text: str, table: str) -> None:
        found, indicator, register = one(text)
        rows, expected = rows_of(table)
        for cells, outcome in zip(rows, expected, strict=True):
            row = typed(cells, register)
            parts = totals(found, register, [row])
            assert _OUTCOMES[parts["numerator"], parts["denominator"]] == outcome, cells
            why = reason(indicator, register, row).outcome
            assert {"met": "met", "not-met": "not met"}.get(why, "not counted") == outcome, cells

    return check


@pytest.fixture
def adds() -> Callable[[str, str, str], None]:
    """An indicator, rows, and the parts that they add up to."""

    def check(text: str, table: str, parts: str) -> None:
        found, _, register = one(text)
        heading, *lines = [line.split() for line in dedent(table).strip().splitlines()]
        cells = [{column: cell for column, cell in zip(heading, line, strict=True) if cell != "-"} for line in lines]
        rows = [typed(each, register) for each in cells]
        expected = dict(line.split(maxsplit=1) for line in dedent(parts).strip().splitlines())
        assert {name: _shown(part) for name, part in totals(found, register, rows).items()} == expected

    return check


def _shown(part: object) -> str:
    """A part as the pages write it; of a histogram how many rows have each value, such as `5:2`."""
    return " ".join(f"{value}:{many}" for value, many in sorted(part.items())) if hasattr(part, "items") else str(part)


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """What is told of a set with these indicators: the code, and where."""

    def read(text: str, start: str = START) -> list[str]:
        file = read_set(start + indent(dedent(text).strip(), "  ") + "\n")
        return [f"{found.code.value}  {path_text(found.path)}" for found in file.problems]

    return read


@pytest.fixture
def explains() -> Callable[..., None]:
    """An indicator, and lines of its explanation that stand there word for word."""

    def check(text: str, words: str, lang: str = "en") -> None:
        _, indicator, register = one(text)
        said = [f"{line.title}: {'  ' * line.depth}{line.words}" for line in tell_indicator(indicator, register, lang)]
        assert [line for line in dedent(words).strip().splitlines() if line not in said] == []

    return check


@pytest.fixture
def reasons() -> Callable[..., None]:
    """An indicator, a row, and why it counts or not: each line, its answer, `*` where it decides; and the outcome."""

    def check(text: str, row: str, words: str, lang: str = "en") -> None:
        _, indicator, register = one(text)
        values = typed(dict(pair.split("=") for pair in row.split()), register)
        found = reason(indicator, register, values)
        *steps, last = tell_reason(found, indicator, register, values, lang)
        said = [
            f"{line.title}: {'  ' * line.depth}{line.words}  {line.answer}{' *' if line.decides else ''}"
            for line in steps
        ]
        assert last.words == outcome_words(found, indicator, lang)
        assert [*said, last.words] == dedent(words).strip().splitlines()

    return check


# What is told


_PERSONS = {"Ada": 0, "Bo": 1, "Cia": 2, "Dan": 3, "Eva": 4}
_OTHERS = 100
"""The number of the first of those who have no name."""

NO_UNITS = Units({}, catalogue.parties())


class Counted:
    """A register of visits, whose indicators are counted.

    Rows begin with a heading. `rows` is how many there are of such a row, each of a person of its own where none is
    named; who is not referred is referred on the day of the visit.
    """

    def __init__(self, folder: Path) -> None:
        self.store = store(folder, visits(_NAMED))
        self.units = NO_UNITS
        self.others = _OTHERS

    def within(self, text: str) -> None:
        """The table of units."""
        lines = (line.strip() for line in text.strip().splitlines())
        found = units_of("\n".join(lines).encode(), "units.csv", catalogue.parties())
        assert isinstance(found, Units), found
        self.units = found

    def load(self, text: str) -> None:
        """Take in rows."""
        taken = load(self.store, self._csv(text))
        assert taken.batch, taken.faults

    def remove(self, text: str) -> None:
        """Take away rows, by person and day of referral."""
        remove(self.store, self._csv(text))

    def forget(self, name: str) -> None:
        """Destroy somebody's rows."""
        forget(self.store, person(_PERSONS[name]), date(2026, 1, 31))

    def run(self, *texts: str, only=(), confidence=0.95, **cut) -> tuple[Told, IndicatorSet]:
        """What is told of indicators; the first is `a`, the next `b`."""
        file = read_set(START + "".join(map(_item, "ab", texts)))
        assert file.problems == (), file.problems
        told = tell(self.store, file.indicators, self.units, Cut(**cut), only=only, level=confidence)
        assert isinstance(told, Told), told
        return told, file.indicators

    def tells(self, text: str, table: str, *, counted: int | None = None, **asked) -> None:
        """An indicator, and what is told of it: the columns that the heading names, two decimals of each value.

        `counted` is how many months had to be counted for it.
        """
        told, found = self.run(text, **{"level": "country", "period": "all"} | asked)
        assert counted in (None, told.counted)
        heading, *lines = [re.split(r"\s{2,}", line.strip()) for line in dedent(table).strip().splitlines()]
        assert [[_TOLD[name](each, found) for name in heading] for each in told.results] == lines

    def counts_now(self, *texts: str, **asked) -> list[str]:
        """How many months had to be counted to tell these indicators."""
        told, _ = self.run(*texts, **asked)
        return [f"{told.counted} of {len(told.held)} months counted"]

    def _csv(self, text: str) -> str:
        heading, *lines = [line.split() for line in dedent(text).strip().splitlines()]
        columns = ["person", "unit", "referred", "visited", *sorted({*heading} - {*_GIVEN})]
        made = [",".join(columns)]
        for line in lines:
            row = {name: "" if cell == "-" else cell for name, cell in zip(heading, line, strict=True)}
            for _ in range(int(row.get("rows", 1))):
                plain = {"unit": "A", "visited": "2025-01-10"} | row
                cells = {"referred": plain["visited"]} | plain | {"person": self._person(row)}
                made.append(",".join(cells[name] for name in columns))
        return "\n".join(made) + "\n"

    def _person(self, row: dict[str, str]) -> str:
        if "person" in row:
            return person(_PERSONS[row["person"]])
        self.others += 1
        return person(self.others)


_GIVEN = ("rows", "person", "unit", "referred", "visited")


def _item(name: str, text: str) -> str:
    better = "" if "better:" in text else "better: higher\n"
    words = f"id: {name}\nname: {{sv: N, en: N}}\nwhat: {{sv: V, en: W}}\n{better}"
    return f"  - {indent(words + dedent(text).strip(), '    ').lstrip()}\n"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _count(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}"


_TOLD: dict[str, Callable[[Result, IndicatorSet], str]] = {
    "period": lambda each, _: each.period,
    "unit": lambda each, _: "the whole" if each.unit == WHOLE else each.unit,
    "sex": lambda each, _: each.sex or "-",
    "age": lambda each, found: "-" if each.band is None else band_text(each.band, found.ages) or "-",
    "cases": lambda each, _: _count(each.numerator),
    "of": lambda each, _: _count(each.denominator),
    "value": lambda each, _: _plain(each.value),
    "from": lambda each, _: _plain(each.low),
    "to": lambda each, _: _plain(each.high),
    "method": lambda each, _: each.method,
    "reaches": lambda each, _: each.reached or "-",
}


@pytest.fixture
def counted(tmp_path) -> Counted:
    """An empty register of visits, whose indicators are counted."""
    return Counted(tmp_path)
