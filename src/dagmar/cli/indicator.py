"""`dagmar indicator`: the commands of indicators, each loaded when it is called."""

from __future__ import annotations

import importlib

import click

from dagmar.cli.command import Command, lang_option

_COMMANDS = {
    "list": ("indicating", "list_all"),
    "new": ("indicating", "new"),
    "check": ("indicating", "check"),
    "describe": ("indicating", "describe"),
    "explain": ("reasoning", "explain"),
    "run": ("running", "run"),
}
"""Each command, its module and its name there."""


class _Indicator(Command, click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"dagmar.cli.{module}"), name)
        return found


def _nothing(lang: str | None) -> None:
    """The group itself does nothing; its language is passed on to the command."""


indicator = _Indicator(
    "indicator",
    callback=_nothing,
    params=[lang_option()],
    words=(
        "Indikatorer: vad som räknas i ett register, och vad det betyder.",
        "Indicators: what is counted in a register, and what it means.",
    ),
    example="dagmar indicator explain waiting-times first-visit-within-90-days",
)
