"""What all commands share: their two languages, their options, and how a fault ends one."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast, get_args

import click

from dagmar.basis.problems import Problem
from dagmar.words import Lang

Both = tuple[str, str]
"""The same words in Swedish and in English."""

FORMATS = ("table", "csv", "json")


class ProblemsFound(Exception):
    """The command cannot go on; the problems are for the user."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def pick(lang: Lang, words: Both) -> str:
    """The words in the language."""
    return words[0] if lang == "sv" else words[1]


def default_lang() -> Lang:
    """DAGMAR_LANG, else Swedish where the environment's language is Swedish, else English."""
    asked = os.environ.get("DAGMAR_LANG", "")
    if asked in get_args(Lang):
        return cast(Lang, asked)
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "sv" if next(filter(None, names), "").startswith("sv") else "en"


def asked_lang(args: Sequence[str], otherwise: Lang) -> Lang:
    """The language that the arguments ask for, wherever `--lang` stands among them."""
    for place, arg in enumerate(args):
        value = arg.removeprefix("--lang=") if arg.startswith("--lang=") else (*args, "")[place + 1]
        if arg.split("=")[0] == "--lang" and value in get_args(Lang):
            return cast(Lang, value)
    return otherwise


class Option(click.Option):
    """An option that explains itself in both languages."""

    def __init__(self, *args: Any, words: Both = ("", ""), **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The row of the help page."""
        self.help = pick(lang_of(ctx), self.words)
        return super().get_help_record(ctx)


_HEADINGS = {"Options": "Flaggor", "Commands": "Kommandon"}


class _Formatter(click.HelpFormatter):
    lang: Lang = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or pick(self.lang, ("Så här: ", "Usage: ")))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading) if self.lang == "sv" else heading)


class _Context(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Formatter(width=self.terminal_width, max_width=96)
        formatter.lang = lang_of(self)
        return formatter


def lang_of(ctx: click.Context) -> Lang:
    """The language of this call."""
    return cast(Lang, ctx.meta.get("dagmar.lang", "en"))


_HELP: Both = ("Visa den här hjälpen.", "Show this help.")


class Command(click.Command):
    """A command with words and an example in both languages."""

    context_class = _Context

    def __init__(self, *args: Any, words: Both, example: str, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.words = words
        self.example = example

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the language first, so that `--help` may stand before `--lang`."""
        ctx.meta["dagmar.lang"] = asked_lang(args, ctx.meta.get("dagmar.lang") or default_lang())
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, in the language."""
        option = super().get_help_option(ctx)
        if option:
            option.help = pick(lang_of(ctx), _HELP)
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The description and the example."""
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in pick(lang_of(ctx), self.words).split("\n\n"):
                formatter.write_text(paragraph)
                formatter.write_paragraph()
            formatter.write(f"  {pick(lang_of(ctx), ('Exempel', 'Example'))}: {self.example}\n")

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 (click's signature)
        """The first sentence, in the language of the call under way."""
        ctx = click.get_current_context(silent=True)
        words = pick(lang_of(ctx) if ctx else default_lang(), self.words)
        return words.partition("\n\n")[0].partition(". ")[0].rstrip(".")


class Group(Command, click.Group):
    """Commands, each loaded when it is called, from a module of this folder: by name the module and its name there."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **attrs: Any) -> None:
        super().__init__(*args, callback=_nothing, **attrs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names, in their order."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, if there is one."""
        if cmd_name not in self.lazy:
            return None
        module, name = self.lazy[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"dagmar.cli.{module}"), name)
        return found


def _nothing(lang: str | None) -> None:
    """The group itself does nothing; its language is passed on to the command."""


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is told: the language of its words and the form of its data."""

    lang: Lang
    form: str


def command(name: str, words: Both, example: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a function a command. It is given a `Call` first, and gives its exit status (None is 0)."""

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @click.pass_context
        @wraps(function)
        def called(ctx: click.Context, /, form: str, lang: str | None, **asked: Any) -> int | None:  # noqa: ARG001
            return function(Call(lang_of(ctx), form), **asked)

        made = click.command(name, cls=Command, words=words, example=example)(called)
        made.params += [_format_option(), lang_option()]
        return made

    return decorate


def _format_option() -> Option:
    return Option(
        ["--format", "form"],
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        words=("Tabell för människor, csv eller json för maskiner.", "Table for people, csv or json for machines."),
    )


def lang_option() -> Option:
    """The option that chooses the language; what it asks for is read before anything else, by `asked_lang`."""
    return Option(["--lang"], type=click.Choice(get_args(Lang)), default=None, words=("Språk.", "Language."))


def option(*names: str, words: Both, **attrs: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option with words in both languages."""
    return click.option(*names, cls=Option, words=words, **attrs)
