"""A problem says where something is wrong, what it is, and lets `words` say what to do about it.

User faults are values of this kind, collected and returned all at once; programmer faults raise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

Path = tuple[str | int, ...]
"""The way to an item: keys, and places counted from 0."""


class Severity(Enum):
    """How much a problem weighs: an error stops the work, a warning is for a person to judge, a note is for knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(Enum):
    """Every problem that the product can report, with its severity. Texts are in `words`."""

    # The file as text
    FILE_NOT_FOUND = "file-not-found"
    FILE_REFUSED = "file-refused"
    FILE_TOO_LARGE = "file-too-large"
    NOT_UTF8 = "not-utf8"
    NOT_YAML = "not-yaml"
    NOT_JSON = "not-json"
    BAD_ROW = "bad-row"
    COLUMN_TWICE = "column-twice"
    NOT_CSV = "not-csv"
    COLUMN_MISSING = "column-missing"
    TOO_LONG = "too-long"
    BAD_CHARACTER = "bad-character"
    TOO_DEEP = "too-deep"
    ALIAS = "alias"
    TAG = "tag"
    SEVERAL_DOCUMENTS = "several-documents"
    KEY_NOT_TEXT = "key-not-text"
    DUPLICATE_KEY = "duplicate-key"
    # The form of the file
    UNKNOWN_KEY = "unknown-key"
    COMMA_IN_BRACES = "comma-in-braces"
    MISSING_KEY = "missing-key"
    EMPTY_VALUE = "empty-value"
    WRONG_KIND = "wrong-kind"
    NOT_ONE_OF = "not-one-of"
    BAD_ID = "bad-id"
    BAD_DATE = "bad-date"
    BAD_MONTH = "bad-month"
    BAD_NUMBER = "bad-number"
    BAD_SHARE = "bad-share"
    BAD_VALUE = "bad-value"
    BAD_DUE = "bad-due"
    BAD_MONEY = "bad-money"
    # What the agreement says against itself
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_CLAUSE = "unknown-clause"
    UNKNOWN_REFERENCE = "unknown-reference"
    UNKNOWN_PARTY = "unknown-party"
    PARTY_NOT_THAT_YEAR = "party-not-that-year"
    PLACEHOLDER = "placeholder"
    YEAR_NOT_LISTED = "year-not-listed"
    YEAR_OUTSIDE_PERIOD = "year-outside-period"
    DATES_OUT_OF_ORDER = "dates-out-of-order"
    SUM_DIFFERS = "sum-differs"
    SEVERAL_RESTS = "several-rests"
    PARTS_DIFFER = "parts-differ"
    DECIDED_DIFFERS_FROM_RULE = "decided-differs-from-rule"
    DECIDED_DIFFERS_FROM_POT = "decided-differs-from-pot"
    DECIDED_ROW_MISSING = "decided-row-missing"
    DECIDED_ROW_UNEXPECTED = "decided-row-unexpected"
    NOT_A_BENEFICIARY = "not-a-beneficiary"
    NAMED_TWICE = "named-twice"
    PART_NOT_WHOLE = "part-not-whole"
    DECIDED_WITHOUT_POT = "decided-without-pot"
    REST_TO_UNUSED = "rest-to-unused"
    NO_ROUNDING = "no-rounding"
    NO_POPULATION = "no-population"
    OLD_POPULATION = "old-population"
    DUTY_WITHOUT_RECEIVER = "duty-without-receiver"
    SIGNED_BY_ANOTHER = "signed-by-another"
    FIGURES_DISAGREE = "figures-disagree"
    COUNTS_DISAGREE = "counts-disagree"
    BILL_OF_ANOTHER_YEAR = "bill-of-another-year"
    REFERENCE_TO_NOTHING = "reference-to-nothing"
    PAGE_DIFFERS = "page-differs"
    TWO_NAMES = "two-names"
    FINAL_BEFORE_END = "final-before-end"
    NO_FALLBACK = "no-fallback"
    FALLBACK_NOT_STATED = "fallback-not-stated"
    CAP_BELOW_RATE = "cap-below-rate"
    JUDGED_FOR_NOTHING = "judged-for-nothing"
    ACCOUNT_WRONG = "account-wrong"
    STEP_NEVER_DECIDES = "step-never-decides"
    VALUE_NOT_POSSIBLE = "value-not-possible"
    YEAR_WITHOUT_POT = "year-without-pot"
    TWO_RULES = "two-rules"
    DUTY_WITHOUT_DATE = "duty-without-date"
    CLAUSE_UNUSED = "clause-unused"
    PAYEE_NO_LEGAL_PERSON = "payee-no-legal-person"
    TIER_WITHOUT_LIMIT = "tier-without-limit"
    # What was reached
    FIGURES_AWAITED = "figures-awaited"
    FIGURE_MISSING = "figure-missing"
    GATE_JUDGES_NOT = "gate-judges-not"
    OVER_THE_CLAIM = "over-the-claim"
    UNWON_RETURNED = "unwon-returned"
    UNWON_NOT_STATED = "unwon-not-stated"
    FIGURE_UNKNOWN = "figure-unknown"
    FIGURE_OF_NOBODY = "figure-of-nobody"
    EDITIONS_DIFFER = "editions-differ"
    # A register's definition
    EXPRESSION = "expression"
    VARIABLE_OF_ANOTHER_TYPE = "variable-of-another-type"
    ONE_OF_A_KIND = "one-of-a-kind"
    CODES_ONCE = "codes-once"
    KEY_OF_ANOTHER_TYPE = "key-of-another-type"
    RANGE_UPSIDE_DOWN = "range-upside-down"
    BAD_PATTERN = "bad-pattern"
    RULE_NAME_TAKEN = "rule-name-taken"
    KEY_NOT_REQUIRED = "key-not-required"
    NAME_TAKEN = "name-taken"
    MAY_LOOK_LIKE_A_PERSON = "may-look-like-a-person"
    UNKNOWN_REGISTER = "unknown-register"
    # A register's data
    CODE_NEVER = "code-never"
    AGES_IN_ORDER = "ages-in-order"
    NO_SUCH_ROLE = "no-such-role"
    PERSONS_OF_PROPORTION = "persons-of-proportion"
    KIND_NEEDS = "kind-needs"
    KEY_OF_ANOTHER_KIND = "key-of-another-kind"
    VALUES_TOO_LARGE = "values-too-large"
    ONE_INDICATOR_A_CHART = "one-indicator-a-chart"
    ENGINE_NOT_INSTALLED = "engine-not-installed"
    JAVA_MISSING = "java-missing"
    SPARK_FAILED = "spark-failed"
    WHICH_INDICATOR = "which-indicator"
    NO_SUCH_VARIABLE = "no-such-variable"
    CHART_NOT_SPLIT = "chart-not-split"
    NO_SUCH_FOLDER = "no-such-folder"
    TARGET_ABOVE_ALL = "target-above-all"
    QUANTILE_OUTSIDE = "quantile-outside"
    UNKNOWN_INDICATORS = "unknown-indicators"
    UNKNOWN_INDICATOR = "unknown-indicator"
    UNIT_NOT_SHOWN = "unit-not-shown"
    MONTHS_UPSIDE_DOWN = "months-upside-down"
    SHEET_FULL = "sheet-full"
    CODES_APART = "codes-apart"
    UNIT_OF_ANOTHER_LEVEL = "unit-of-another-level"
    DEFINITION_OLDER = "definition-older"
    DEFINITION_SAME_VERSION = "definition-same-version"
    DEFINITION_KEY = "definition-key"
    DEFINITION_TYPE = "definition-type"
    DEFINITION_CONTROLLER = "definition-controller"
    WHICH_CENTURY = "which-century"
    NO_RIGHT_TO_OBJECT = "no-right-to-object"
    KEY_MISSING = "key-missing"
    KEY_WRONG = "key-wrong"
    CHANGED_MEANWHILE = "changed-meanwhile"
    MANIFEST_MISSING = "manifest-missing"
    MANIFEST_DAMAGED = "manifest-damaged"
    ARCHIVE_UNREACHABLE = "archive-unreachable"
    ARCHIVE_DAMAGED = "archive-damaged"
    NOT_A_PERSON = "not-a-person"
    NO_KEY_OF_ROWS = "no-key-of-rows"
    NOT_YOUR_REGISTER = "not-your-register"
    PURPOSE_SAYS_NOTHING = "purpose-says-nothing"
    # The tables beside a register: its units, and what its rows are counted against
    CELL_WRONG = "cell-wrong"
    UNITS_OVERLAP = "units-overlap"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_NOT_THEN = "unit-not-then"
    UNIT_GOES_ON = "unit-goes-on"
    UNIT_TOO_DEEP = "unit-too-deep"
    WITHIN_ITSELF = "within-itself"
    COUNTED_TWICE = "counted-twice"
    COVERED_OVER = "covered-over"
    # A table of rows
    UNKNOWN_FORM = "unknown-form"
    OTHER_FORM = "other-form"
    NOT_TABLE = "not-table"
    UTF16 = "utf-16"
    LOCKED = "locked"
    TOO_MANY_COLUMNS = "too-many-columns"
    ROW_TOO_LONG = "row-too-long"
    LOOSE_QUOTE = "loose-quote"
    BAD_LINE = "bad-line"
    NESTED_VALUE = "nested-value"
    TOO_LARGE_INSIDE = "too-large-inside"
    TOO_SLOW = "too-slow"
    # A population that is to be adopted
    POPULATION_KNOWN = "population-known"
    POPULATION_INCOMPLETE = "population-incomplete"
    POPULATION_JUMPS = "population-jumps"
    COUNTY_NOT_ITS_PARTS = "county-not-its-parts"
    # A what-if
    OVERLAY_CHANGES_NOTHING = "overlay-changes-nothing"
    OVERLAY_NOWHERE = "overlay-nowhere"
    OVERLAY_MOVES_NOTHING = "overlay-moves-nothing"
    NO_SWEEP = "no-sweep"
    SWEEP_OVERLAPS = "sweep-overlaps"
    SWEEP_FORGOTTEN = "sweep-forgotten"
    SWEEP_TOO_LONG = "sweep-too-long"
    # A split that cannot be made
    POT_NOT_WHOLE = "pot-not-whole"
    POT_NEGATIVE = "pot-negative"
    NO_RECIPIENTS = "no-recipients"
    WEIGHT_NEGATIVE = "weight-negative"
    WEIGHTS_ALL_ZERO = "weights-all-zero"
    RESIDUAL_TOO_LARGE = "residual-too-large"
    REST_TO_NOBODY = "rest-to-nobody"
    DUPLICATE_RECIPIENT = "duplicate-recipient"
    # A plan that stops
    DECIDED_LATER = "decided-later"
    NOT_STATED = "not-stated"
    # What was asked for
    UNKNOWN_AGREEMENT = "unknown-agreement"
    UNKNOWN_GRANT = "unknown-grant"
    SEVERAL_YEARS = "several-years"
    UNKNOWN_YEAR = "unknown-year"
    NOT_A_RECIPIENT = "not-a-recipient"
    FILE_EXISTS = "file-exists"
    # A case that does not allow it
    NO_DATABASE = "no-database"
    DATABASE_BEHIND = "database-behind"
    NOT_A_DEMO = "not-a-demo"
    UNKNOWN_CASE = "unknown-case"
    UNKNOWN_PERSON = "unknown-person"
    VERSION_EXISTS = "version-exists"
    CASES_OPEN = "cases-open"
    TIME_PASSED = "time-passed"
    TIME_TO_COME = "time-to-come"
    CASE_TERMS_MISSING = "case-terms-missing"
    NOT_YOUR_ROLE = "not-your-role"
    WRONG_STAGE = "wrong-stage"
    CONTENT_CHANGED = "content-changed"
    SAME_PERSON = "same-person"
    EACH_OTHERS = "each-others"
    NOT_WHAT_WAS_DECIDED = "not-what-was-decided"
    OVER_THE_MOST = "over-the-most"
    AMOUNT_ZERO = "amount-zero"
    DAY_PASSED = "day-passed"
    DAY_TO_COME = "day-to-come"
    NO_RECLAIM_CLAUSE = "no-reclaim-clause"
    NOT_YET_LATE = "not-yet-late"
    # What was filled in
    FIELD_MISSING = "field-missing"
    BAD_FIELD = "bad-field"
    UNKNOWN_FIELD = "unknown-field"
    NOT_TICKED = "not-ticked"
    PERSONAL_NUMBER = "personal-number"
    # A receipt that does not hold
    NO_RECEIPT = "no-receipt"
    RECEIPT_AMOUNT_DIFFERS = "receipt-amount-differs"
    RECEIPT_STEP_DIFFERS = "receipt-step-differs"
    RECEIPT_HASH_DIFFERS = "receipt-hash-differs"

    @property
    def severity(self) -> Severity:
        """An error, but for the few codes that a person is to judge, or only to know."""
        if self in _NOTES:
            return Severity.NOTE
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(
    {
        Code.MAY_LOOK_LIKE_A_PERSON,
        Code.OLD_POPULATION,
        Code.PLACEHOLDER,
        Code.DUTY_WITHOUT_RECEIVER,
        Code.SIGNED_BY_ANOTHER,
        Code.FIGURES_DISAGREE,
        Code.COUNTS_DISAGREE,
        Code.BILL_OF_ANOTHER_YEAR,
        Code.REFERENCE_TO_NOTHING,
        Code.PAGE_DIFFERS,
        Code.TWO_NAMES,
        Code.FINAL_BEFORE_END,
        Code.NO_FALLBACK,
        Code.FALLBACK_NOT_STATED,
        Code.GATE_JUDGES_NOT,
        Code.STEP_NEVER_DECIDES,
        Code.CAP_BELOW_RATE,
        Code.JUDGED_FOR_NOTHING,
        Code.ACCOUNT_WRONG,
        Code.DUTY_WITHOUT_DATE,
        Code.CLAUSE_UNUSED,
        Code.OVERLAY_MOVES_NOTHING,
        Code.POPULATION_INCOMPLETE,
        Code.POPULATION_JUMPS,
        Code.PAYEE_NO_LEGAL_PERSON,
        Code.COVERED_OVER,
    }
)
_NOTES = frozenset(
    {
        Code.DECIDED_LATER,
        Code.NOT_STATED,
        Code.FIGURES_AWAITED,
        Code.YEAR_WITHOUT_POT,
        Code.UNWON_RETURNED,
        Code.UNWON_NOT_STATED,
    }
)
"""What the document leaves open is no fault of the file."""

Param = object
"""A value that `words` knows how to say: str, int, Ore, date, Fraction or a tuple of these."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file: the line and column count from 1; 0 where no line can be told."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `path` leads to it from the top of its document: ("grants", 3, "amount")."""

    code: Code
    path: Path = ()
    params: tuple[tuple[str, Param], ...] = ()
    place: Place = Place()

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return self.code.severity

    def param(self, name: str) -> Param:
        """The value of one parameter; raises KeyError where the code has no such parameter."""
        return dict(self.params)[name]

    def at(self, place: Place) -> Problem:
        """The same problem, with its place known."""
        return replace(self, place=place)


class Stopped(Exception):
    """Something outside the house does not answer, and nothing can go on without it. The doors tell the problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code.value)
        self.problem = found


def problem(code: Code, path: Path = (), **params: Param) -> Problem:
    """Make a problem; the parameters are those that the text of its code names."""
    return Problem(code, path, tuple(sorted(params.items())))


def path_text(path: Path) -> str:
    """A path as people write it: `grants[3].amount`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Knows the line and column of each item of one file, by its path."""

    file: str
    places: Mapping[Path, tuple[int, int]]

    def locate(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with their places, in the order of the file. A path without a line takes its parent's."""
        placed = (found if found.place.line else found.at(self.place_of(found.path)) for found in problems)
        return tuple(sorted(placed, key=lambda found: (found.place.line, found.place.column)))

    def place_of(self, path: Path) -> Place:
        """The place of the item, or of the nearest item that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (0, 0))
        return Place(self.file, line, column)


def has_errors(problems: Iterable[Problem]) -> bool:
    """True where at least one problem stops the work."""
    return bool(errors_of(problems))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop the work."""
    return tuple(found for found in problems if found.severity is Severity.ERROR)
