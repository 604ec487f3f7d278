"""`dagmar indicator`: the commands of indicators, each loaded when it is called."""

from __future__ import annotations

from dagmar.cli.command import Group, lang_option

_COMMANDS = {
    "list": ("indicating", "list_all"),
    "new": ("indicating", "new"),
    "check": ("indicating", "check"),
    "describe": ("indicating", "describe"),
    "explain": ("reasoning", "explain"),
    "run": ("running", "run"),
}
"""Each command, its module and its name there."""

indicator = Group(
    "indicator",
    lazy=_COMMANDS,
    params=[lang_option()],
    words=(
        "Indikatorer: vad som räknas i ett register, och vad det betyder.",
        "Indicators: what is counted in a register, and what it means.",
    ),
    example="dagmar indicator explain waiting-times first-visit-within-90-days",
)
