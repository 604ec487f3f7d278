"""`dagmar register`: the commands of registers, each loaded when it is called."""

from __future__ import annotations

from dagmar.cli.command import Group, lang_option

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

register = Group(
    "register",
    lazy=_COMMANDS,
    params=[lang_option()],
    words=("Register: vad de innehåller, och att det håller.", "Registers: what they hold, and that it is sound."),
    example="dagmar register describe waiting-times",
)
