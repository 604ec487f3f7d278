"""`dagmar`: the commands, and how a call ends: 0 fine, 1 problems found, 2 wrong usage."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from dagmar import __version__
from dagmar.basis.personal import without_personal_numbers
from dagmar.basis.problems import Code, Place, Stopped, has_errors, problem
from dagmar.cli.command import Both, Group, Option, ProblemsFound, asked_lang, default_lang, lang_option, pick
from dagmar.cli.database import Day, Month
from dagmar.cli.output import note, note_problems
from dagmar.words import Lang

_COMMANDS = {
    "check": "checking",
    "show": "showing",
    "allocate": "allocating",
    "explain": "explaining",
    "replay": "explaining",
    "split": "splitting",
    "simulate": "simulating",
    "diff": "differing",
    "burden": "burdening",
    "register": "register",
    "indicator": "indicator",
    "schema": "writing",
    "new": "writing",
    "cases": "casework",
    "case": "casework",
    "do": "casework",
    "balance": "casework",
    "tick": "casework",
    "verify": "casework",
    "migrate": "admin",
    "admin": "admin",
    "serve": "serving",
    "demo": "telling",
}
"""Each command and the module that holds it; a module is loaded when its command is called."""

_WORDS: Both = (
    "Dagmar sköter överenskommelserna mellan staten och dess regioner och kommuner om vård och omsorg: "
    "från avtalstext, genom varje krona, till vad pengarna förändrade.",
    "Dagmar runs the agreements between the Swedish state and its regions and municipalities on health and care: "
    "from the text of an agreement, through every krona, to what the money changed.",
)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"dagmar {__version__}")
        ctx.exit()


_VERSION = Option(
    ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, words=("Version.", "Version.")
)


dagmar = Group(
    "dagmar",
    lazy={name: (module, name) for name, module in _COMMANDS.items()},
    params=[_VERSION, lang_option()],
    words=_WORDS,
    example="dagmar explain professionsmiljarden-2017 region-12",
)


def main(args: list[str] | None = None) -> None:
    """Run a command and leave the process with its exit status. What it writes is UTF-8, whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: list[str]) -> int:
    """Run a command; its exit status."""
    lang = asked_lang(args, default_lang())
    try:
        return int(dagmar.main(args, prog_name="dagmar", standalone_mode=False) or 0)
    except ProblemsFound as found:
        note_problems(found.problems, lang)
        return 1 if has_errors(found.problems) else 0
    except Stopped as stopped:
        note_problems([stopped.problem], lang)
        return 1
    except click.UsageError as fault:
        note(_usage_text(fault, lang))
        return 2
    except click.Abort:
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeError:
        note_problems([problem(Code.NOT_UTF8)], lang)
        return 1
    except OSError as fault:
        note_problems(
            [problem(Code.FILE_REFUSED, what=fault.strerror or "").at(Place(str(fault.filename or "")))], lang
        )
        return 1


def _wanted(kind: click.ParamType[Any]) -> Both | None:
    """What an option of a type must be, in words; None where the type says it itself."""
    match kind:
        case click.Choice(choices=choices):
            known = ", ".join(map(str, choices))
            return f"ska vara något av {known}", f"must be one of {known}"
        case Day():
            return "ska vara en dag: 2025-12-01", "must be a day: 2025-12-01"
        case Month():
            return "ska vara ett år och en månad: 2025-12", "must be a year and a month: 2025-12"
        case click.FloatRange() | click.IntRange():
            ends = ((("från", "from"), kind.min), (("till", "up to"), kind.max))
            there = [(words, f"{end:,}".replace(",", " ")) for words, end in ends if end is not None]
            swedish, english = (" ".join(f"{words[lang]} {end}" for words, end in there) for lang in (0, 1))
            return f"ska vara ett tal {swedish.replace('.', ',')}", f"must be a number {english}"
        case _:
            return None


def _usage_text(fault: click.UsageError, lang: Lang) -> str:
    """What is wrong with the call, and where the help is."""
    path = fault.ctx.command_path if fault.ctx else "dagmar"
    asked: Any = fault
    match fault:
        case click.NoSuchOption():
            what = pick(lang, (f"`{asked.option_name}` finns inte", f"there is no `{asked.option_name}`"))
        case click.MissingParameter() if asked.param:
            name = asked.param.make_metavar(fault.ctx)
            what = pick(lang, (f"{name} saknas", f"{name} is missing"))
        case click.BadParameter() if asked.param and (wanted := _wanted(asked.param.type)):
            what = f"{asked.param.opts[-1]} {pick(lang, wanted)}"
        case click.BadParameter() if lang == "sv":
            named = asked.param.opts[-1] if asked.param and asked.param.opts else ""
            what = f"{named} kan inte vara det: {asked.message}".strip()
        case click.BadOptionUsage() if lang == "sv":
            what = f"{asked.option_name} saknar sitt värde"
        case _ if lang == "sv" and "unexpected extra argument" in fault.format_message():
            what = "ett argument för mycket"
        case _ if lang == "sv" and fault.ctx and isinstance(fault.ctx.command, click.Group):
            known = ", ".join(fault.ctx.command.list_commands(fault.ctx))
            what = f"kommandot finns inte; det finns {known}"
        case _:
            what = fault.format_message()
    what = without_personal_numbers(what)  # what was written is told again, and may be a number in the wrong place
    return f"{path}: {what}\n  {pick(lang, ('gör så här', 'hint'))}: {path} --help"
