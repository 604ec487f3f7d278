"""Addresses: pages under /, the API under /api/v1/, health under /healthz."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from dagmar.api.doors import api


def healthz(_: HttpRequest) -> HttpResponse:
    """Answers while the server and its database do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", api.urls),
    path("", include("dagmar.portal.urls")),
]
