"""Discretion: a page for one reader is kept by nobody else, and no log holds a personal number."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dagmar.basis.personal import without_personal_numbers

_FOR_ALL = ("/static/", "/healthz")


def kept_by_nobody(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: neither browsers nor what stands between keep a page; after logging out, back shows nothing."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path.startswith(_FOR_ALL):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return answered


class NoPersonalNumbers(logging.Filter):
    """Takes personal numbers out of what is logged, such as an address that somebody mistyped."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message; nothing is held back."""
        record.msg, record.args = without_personal_numbers(record.getMessage()), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = without_personal_numbers(logging.Formatter().formatException(record.exc_info))
        return True
