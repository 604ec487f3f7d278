"""`dagmar register`: the commands of registers, each loaded when it is called."""

from __future__ import annotations

import importlib

import click

from dagmar.cli.command import Command, lang_option

_COMMANDS = {
    "list": ("registering", "list_registers"),
    "new": ("registering", "new"),
    "check": ("registering", "check"),
    "describe": ("registering", "describe"),
    "load": ("intaking", "load"),
    "remove": ("intaking", "remove"),
    "forget": ("intaking", "forget_person"),
    "change-key": ("intaking", "new_key"),
    "units": ("quality", "units"),
    "coverage": ("quality", "coverage"),
    "quality": ("quality", "quality"),
    "read": ("accessing", "read"),
    "log": ("accessing", "log"),
    "synthetic": ("synthesising", "synthetic"),
}
"""Each command, its module and its name there."""


class _Register(Command, click.Group):
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


register = _Register(
    "register",
    callback=_nothing,
    params=[lang_option()],
    words=("Register: vad de innehåller, och att det håller.", "Registers: what they hold, and that it is sound."),
    example="dagmar register describe waiting-times",
)
