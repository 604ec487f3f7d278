"""`dagmar serve`: the portal and the API, on loopback unless told otherwise."""

from __future__ import annotations

import ipaddress
import os

import click

from dagmar.cli.command import Call, command, option, pick
from dagmar.cli.database import ready
from dagmar.cli.output import note


@command(
    "serve",
    (
        "Öppna portalen och API:t. Inloggning med ett klick finns bara i en demo, och bara på den egna datorn.",
        "Open the portal and the API. Login by one click is for a demo alone, and for this machine alone.",
    ),
    "dagmar serve --port 8000",
)
@option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, words=("Port.", "Port."))
@option("--host", default="127.0.0.1", show_default=True, words=("Adress.", "Address."))
def serve(call: Call, port: int, host: str) -> int:
    """Serve until stopped."""
    ready()
    from django.conf import settings

    if settings.DEMO and not _is_loopback(host):
        words = (
            "En demo öppnas bara på den egna datorn: --host 127.0.0.1",
            "A demo is opened on this machine alone: --host 127.0.0.1",
        )
        raise click.UsageError(pick(call.lang, words))
    note(
        pick(
            call.lang,
            (
                f"Portalen: http://{host}:{port}/  (Ctrl-C avslutar)",
                f"The portal: http://{host}:{port}/  (Ctrl-C ends it)",
            ),
        )
    )
    run_server(host, port)
    return 0


def run_server(host: str, port: int) -> None:
    """Run the server in this process until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dagmar.site.settings")
    Granian(
        "dagmar.site.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, log_enabled=False
    ).serve()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
