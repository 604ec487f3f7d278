"""The API: its routes, and how each refusal is answered. Mounted under /api/v1/, described at /api/v1/openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import JSONRenderer

from dagmar.api import agreements, balance, cases, orders, people, registers
from dagmar.api.entry import LoggedIn, Looking
from dagmar.api.refusals import Fault, Refused, lang_of, not_found, said
from dagmar.basis.personal import has_personal_number
from dagmar.basis.problems import Code, Problem, Stopped, problem
from dagmar.case.standing import Stage


class _Readable(JSONRenderer):
    """JSON in UTF-8, letters as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Dagmar",
    version="1",
    description=(
        "Agreements between the Swedish state and its regions, case by case. Amounts are texts of kronor with two "
        "decimals, dates are ISO dates of Stockholm. Log in by the portal's session; send the cookie `csrftoken` back "
        "as the header X-CSRFToken with what changes something. Words are in the language of Accept-Language or "
        "`?lang=` (`sv`, `en`). What you may not see answers exactly as what does not exist."
    ),
    docs_url=None,
    auth=LoggedIn(),
    renderer=_Readable(),
    urls_namespace="api",
)
elsewhere = Router(auth=Looking())


@elsewhere.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:address}", auth=Looking(), include_in_schema=False
)
def find_nothing(request: HttpRequest, address: str) -> None:  # noqa: ARG001 (ninja hands them over)
    """Any other address: what does not exist answers like what may not be seen."""
    raise not_found()


for router in (
    agreements.router,
    cases.router,
    orders.router,
    balance.router,
    people.router,
    registers.router,
    elsewhere,
):
    api.add_router("", router)


@api.exception_handler(Refused)
def _on_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return _answer(request, refused)


@api.exception_handler(Stopped)
def _on_stopped(request: HttpRequest, stopped: Stopped) -> HttpResponse:
    return _answer(request, Refused(503, Fault(stopped.problem)))


@api.exception_handler(AuthenticationError)
def _on_nobody(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return _answer(request, Refused(401, Fault("not-logged-in")))


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, found: ValidationError) -> HttpResponse:
    """A filter or a page number that is none; nothing else of a call is read by ninja."""
    names = [str(error["loc"][-1]) for error in found.errors]
    types = [error["type"] for error in found.errors]
    faults = (Fault(_about(kind, request.GET.get(name, "")), (name,)) for name, kind in zip(names, types, strict=True))
    return _answer(request, Refused(422, *faults))


def _about(kind: str, text: str) -> Problem:
    if has_personal_number(text):
        return problem(Code.PERSONAL_NUMBER)
    match kind:
        case "literal_error":
            return problem(Code.NOT_ONE_OF, text=text, allowed=get_args(Stage))
        case "string_pattern_mismatch":
            return problem(Code.BAD_ID, text=text)
        case _:
            return problem(Code.BAD_NUMBER, text=text)


def _answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    lang = lang_of(request)
    response = api.create_response(request, said(refused.faults, lang).dict(), status=refused.status)
    response["Content-Language"] = lang
    return response
