"""An example of each problem, as the manual prints it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dagmar.basis.problems import Code, Problem, problem

_FACTS: dict[str, Any] = {
    "agreement": "professionsmiljarden-2017",
    "allowed": ("on-requisition", "without-requisition"),
    "before": "requisition-regions",
    "before_day": date(2017, 12, 1),
    "clause": "10.1",
    "column": "weight",
    "columns": ("recipient", "weight"),
    "computed": 86_718_574_00,
    "count": 9,
    "day": date(2016, 11, 1),
    "decided": 86_718_575_00,
    "difference": -100,
    "duty": "requisition-regions",
    "expected": "list",
    "first": 12,
    "found": "text",
    "id": "stimulus",
    "key": "modes",
    "known": ("stimulus", "specialist-nurses", "skr-support"),
    "missing": ("region-01", "region-03"),
    "most": 40,
    "name": "same",
    "near": ("mode",),
    "number": 4,
    "owner": "regions",
    "parts": 11_999_999_00,
    "party": "region-99",
    "pot": 12_000_000_00,
    "recipient": "region-12",
    "residual": -400,
    "rows": 11_999_999_00,
    "says": 12_000_000_00,
    "share": 100,
    "signer": "skr",
    "size": 1_200_000,
    "step": "rounded",
    "tag": "!!python/object",
    "text": "monthly",
    "unit": "thousand-kronor",
    "what": "statement-regions",
    "whom": "regeringen",
    "year": 2017,
    "years": (2017, 2018),
}

_TEXTS: dict[Code, dict[str, Any]] = {
    Code.FILE_TOO_LARGE: {"most": 1_000_000},
    Code.NOT_YAML: {"what": "did not find expected '-' indicator"},
    Code.NOT_JSON: {"what": "Expecting value"},
    Code.NOT_CSV: {"what": "new-line character seen in unquoted field"},
    Code.BAD_ID: {"text": "Nära vård"},
    Code.BAD_DATE: {"text": "1 dec 2017"},
    Code.BAD_NUMBER: {"text": "1e3"},
    Code.BAD_SHARE: {"text": "4/3"},
    Code.BAD_MONEY: {"text": "1.000"},
    Code.DATES_OUT_OF_ORDER: {"day": date(2017, 11, 30)},
    Code.UNKNOWN_REFERENCE: {"id": "stimulans"},
    Code.PARTY_NOT_THAT_YEAR: {"party": "region-12", "year": 1998},
    Code.YEAR_OUTSIDE_PERIOD: {"year": 2019},
    Code.POT_NOT_WHOLE: {"pot": 12_50},
    Code.POT_NEGATIVE: {"pot": -100},
    Code.UNKNOWN_AGREEMENT: {"text": "dagmar-1999", "known": ("professionsmiljarden-2017",)},
    Code.UNKNOWN_GRANT: {"text": "stimulans"},
    Code.UNKNOWN_YEAR: {"text": "2019", "known": (2017, 2018)},
    Code.NOT_A_RECIPIENT: {"recipient": "region-99", "known": ("region-01", "region-03")},
    Code.RECEIPT_AMOUNT_DIFFERS: {"says": 86_718_575_00},
    Code.RECEIPT_STEP_DIFFERS: {"says": '{"amount": "86718573.00", …}', "computed": '{"amount": "86718574.00", …}'},
    Code.RECEIPT_HASH_DIFFERS: {"says": "3eb8…", "computed": "16f1…"},
}

EXAMPLES: dict[Code, Problem] = {code: problem(code, (), **{**_FACTS, **_TEXTS.get(code, {})}) for code in Code}
