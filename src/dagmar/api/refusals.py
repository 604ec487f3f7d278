"""Says no: every refusal has the same form, a list of problems in words, and never repeats a personal number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import get_language_from_request
from ninja import Field, Schema

from dagmar.basis.problems import Path, Problem, Severity, path_text
from dagmar.words import Lang, hint, say

DoorCode = Literal[
    "not-logged-in",
    "no-csrf-token",
    "not-found",
    "too-large",
    "not-json",
    "bad-json",
    "bad-text",
    "case-twice",
    "not-a-file",
    "no-length",
    "cut-off",
]
"""What can be wrong with a call before any case is looked at."""

WORDS: Mapping[DoorCode, Mapping[Lang, tuple[str, str]]] = {
    "not-logged-in": {
        "sv": ("du är inte inloggad", "logga in och skicka sessionens kaka med anropet"),
        "en": ("you are not logged in", "log in, and send the session's cookie with the call"),
    },
    "no-csrf-token": {
        "sv": ("anropet saknar giltig CSRF-nyckel", "hämta /api/v1/me och skicka kakan csrftoken som X-CSRFToken"),
        "en": ("the call has no valid CSRF token", "get /api/v1/me, and send its cookie csrftoken as X-CSRFToken"),
    },
    "not-found": {
        "sv": ("det finns inget sådant", "se efter i listan över det som är ditt"),
        "en": ("there is no such thing", "look at the list of what is yours"),
    },
    "too-large": {
        "sv": ("anropet är större än en miljon byte", "dela upp det i flera"),
        "en": ("the call is larger than a million bytes", "split it into several"),
    },
    "not-json": {
        "sv": ("anropet är inte märkt som JSON", "skicka det med Content-Type: application/json"),
        "en": ("the call is not marked as JSON", "send it with Content-Type: application/json"),
    },
    "not-a-file": {
        "sv": ("filen kommer som ett formulär", "skicka den som anropets kropp, med Content-Type: text/csv"),
        "en": ("the file comes as a form", "send it as the body of the call, with Content-Type: text/csv"),
    },
    "no-length": {
        "sv": ("det sägs inte hur lång filen är", "skicka den med Content-Length, inte i delar (chunked)"),
        "en": ("it is not told how long the file is", "send it with Content-Length, not in parts (chunked)"),
    },
    "cut-off": {
        "sv": ("filen tog slut för tidigt", "skicka den igen; inget av den är inläst"),
        "en": ("the file ended too early", "send it again; nothing of it was taken in"),
    },
    "bad-json": {
        "sv": ("detta är inte JSON i UTF-8", "jämför med beskrivningen i /api/v1/openapi.json"),
        "en": ("this is not JSON in UTF-8", "compare with the description in /api/v1/openapi.json"),
    },
    "bad-text": {
        "sv": ("texten har tecken som inte kan sparas", "ta bort nolltecken och halva surrogatpar"),
        "en": ("the text has characters that cannot be kept", "take away null characters and lone surrogates"),
    },
    "case-twice": {
        "sv": ("ärendet står två gånger i samma anrop", "skicka det andra kommandot i ett anrop för sig"),
        "en": ("the case stands twice in the same call", "send the second command in a call of its own"),
    },
}
"""For each code of the door: what is wrong, and what to do. All other codes have their words in `dagmar.words`."""


class ProblemOut(Schema):
    """One thing that is wrong: in which case, where in what was sent, in words, with what to do about it."""

    case: str = Field(description="the case, where it is about one")
    code: str = Field(description="what it is, the same in every language")
    severity: Literal["error", "warning", "note"]
    path: str = Field(description="where in the call, such as `orders[0].command.requested`")
    text: str
    hint: str


class Problems(Schema):
    """Everything that is wrong, all at once."""

    problems: list[ProblemOut]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a call: a problem of the house or of the door, with its place in the call."""

    what: Problem | DoorCode
    path: Path = ()
    case: str = ""


class Refused(Exception):
    """Ends a call with a status and the faults found."""

    def __init__(self, status: int, *faults: Fault) -> None:
        self.status = status
        self.faults = faults
        super().__init__(status)


def not_found() -> Refused:
    """The one answer for what does not exist and for what the actor may not see."""
    return Refused(404, Fault("not-found"))


def answers(found: object, *refusals: int) -> dict[int, object]:
    """The answers of a route, for OpenAPI: what is found, and which refusals there are besides 401."""
    return {200: found, **dict.fromkeys((401, *refusals), Problems)}


def lang_of(request: HttpRequest) -> Lang:
    """The language asked for by `?lang=`, else by Accept-Language; Swedish where neither says one of the two."""
    asked = request.GET.get("lang") or get_language_from_request(request)
    return "en" if asked[:2] == "en" else "sv"


def said(faults: Iterable[Fault], lang: Lang) -> Problems:
    """The faults in words."""
    return Problems(problems=[_said(each, lang) for each in faults])


def _said(fault: Fault, lang: Lang) -> ProblemOut:
    if isinstance(fault.what, Problem):
        code, severity = fault.what.code.value, fault.what.severity
        text, advice = say(fault.what, lang), hint(fault.what, lang)
    else:
        code, severity = fault.what, Severity.ERROR
        text, advice = WORDS[fault.what][lang]
    path = path_text(fault.path)
    return ProblemOut(case=fault.case, code=code, severity=severity.value, path=path, text=text, hint=advice)
