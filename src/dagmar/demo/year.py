"""Plays the story of one agreement: checked, allocated, dated, and every krona with its receipt recomputed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dagmar.demo.casework import AGREEMENT, Run, Year, play
from dagmar.words import Lang, kronor

_BAR = 28


def tell(run: Run, folder: Path, lang: Lang) -> Iterator[str]:
    """Play the story, one paragraph at a time; write its tables and receipts into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    sv = lang == "sv"
    yield f"{AGREEMENT}\n{'=' * len(AGREEMENT)}"
    yield _checked(run, lang)

    allocated = _csv(run, "allocate", AGREEMENT)
    table = run(["allocate", AGREEMENT, "--format", "csv"]).out
    (folder / "allocation.csv").write_text(table, encoding="utf-8")
    receipts_read = list(_receipts(run, allocated))
    yield _allocated(allocated, receipts_read, sv)
    yield _picture(allocated, sv)
    yield _dates(run, lang, sv)

    receipts = folder / "receipts.json"
    receipts.write_text(json.dumps(receipts_read, ensure_ascii=False, indent=1), encoding="utf-8")
    replayed = json.loads(run(["replay", str(receipts), "--format", "json"]).out)
    yield _replayed(replayed, receipts, sv)

    yield "6. Året, av 22 mottagare och staten:" if sv else "6. The year, of 22 recipients and the state:"
    for when, words in play(Year(run, folder)):
        yield f"   {when:<11} {words.split('|')[0 if sv else 1]}"
    yield _balance(run, sv)


def _checked(run: Run, lang: Lang) -> str:
    problems = json.loads(run(["check", AGREEMENT, "--format", "json", "--lang", lang]).out)
    errors = [found for found in problems if found["severity"] == "error"]
    head = (
        f"1. Kontroll: {len(errors)} fel, {len(problems) - len(errors)} varningar. Texten har några oklarheter:"
        if lang == "sv"
        else f"1. Check: {len(errors)} errors, {len(problems) - len(errors)} warnings. Unclear points in the text:"
    )
    return "\n".join([head, *(f"   - {found['text']}" for found in problems)])


def _allocated(rows: list[dict[str, str]], receipts: list[Any], sv: bool) -> str:
    total = sum(_ore(row) for row in rows)
    steps = [step for sealed in receipts for step in sealed["receipt"]["steps"]]
    same = sum(step["step"] == "decided" and step["difference"] == "0.00" for step in steps)
    if sv:
        return (
            f"2. Fördelning: {len(rows)} belopp, tillsammans {kronor(total)}. "
            f"{same} av dem står i en beslutad tabell, och regeln ger samma krona."
        )
    return (
        f"2. Allocation: {len(rows)} amounts, together {kronor(total)}. "
        f"{same} of them stand in a decided table, and the rule gives the same krona."
    )


def _picture(rows: list[dict[str, str]], sv: bool) -> str:
    """One bar a recipient: the money it gets over all grants."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["recipient_name"]] = sums.get(row["recipient_name"], 0) + _ore(row)
    largest = max(sums.values())
    width = max(map(len, sums))
    lines = [
        f"   {name:<{width}}  {kronor(ore):>16}  {'█' * max(1, round(_BAR * ore / largest))}"
        for name, ore in sorted(sums.items(), key=lambda pair: -pair[1])
    ]
    return "\n".join(["3. Vem får vad:" if sv else "3. Who gets what:", *lines])


def _dates(run: Run, lang: Lang, sv: bool) -> str:
    rows = _csv(run, "show", AGREEMENT, "--by", "due", "--lang", lang)
    by_day: dict[str, list[str]] = {}
    for row in rows:
        by_day.setdefault(row["date"], []).append(row["name"])
    lines = [f"   {day}  {', '.join(dict.fromkeys(names))}" for day, names in by_day.items()]
    return "\n".join(["4. Årens datum:" if sv else "4. The dates of the years:", *lines])


def _receipts(run: Run, rows: list[dict[str, str]]) -> Iterator[Any]:
    for recipient in dict.fromkeys(row["recipient"] for row in rows):
        found = json.loads(run(["explain", AGREEMENT, recipient, "--format", "json"]).out)
        yield from found if isinstance(found, list) else [found]


def _replayed(replayed: list[dict[str, str]], receipts: Path, sv: bool) -> str:
    holds = sum(row["holds"] == "yes" for row in replayed)
    if sv:
        return f"5. Kvitton: {len(replayed)} skrivna till {receipts}. Omräknade ur sig själva: {holds} stämmer."
    return f"5. Receipts: {len(replayed)} written to {receipts}. Recomputed from themselves: {holds} hold."


def _balance(run: Run, sv: bool) -> str:
    """The balance sheet, and whether all of it holds."""
    head = "7. Balansräkning, till öret:" if sv else "7. The balance sheet, to the öre:"
    rows = {row["account"]: int(row["amount"].replace(".", "")) for row in _csv(run, "balance")}
    bars = [f"   {name:<34} {kronor(rows[key]):>16}" for key, name in _accounts(sv)]
    holds = run(["balance"]).status == 0 and run(["verify"]).status == 0
    last = (
        ("Allt stämmer." if sv else "Everything holds.")
        if holds
        else ("Det stämmer inte!" if sv else "It does not hold!")
    )
    return "\n".join([head, *bars, f"   {last}"])


def _accounts(sv: bool) -> list[tuple[str, str]]:
    names = {
        "appropriated": ("Anvisat", "Appropriated"),
        "paid": ("= utbetalt", "= paid"),
        "lapsed": ("+ förfallet", "+ lapsed"),
        "remaining": ("+ kvar att betala ut", "+ remaining"),
        "open": ("Utbetalt: inte slutgranskat", "Paid: not yet assessed"),
        "used": ("+ använt", "+ used"),
        "passed_on": ("+ förmedlat vidare", "+ passed on"),
        "demanded": ("+ att betala tillbaka", "+ to be repaid"),
        "returned": ("+ återbetalt", "+ returned"),
    }
    return [(key, words[0 if sv else 1]) for key, words in names.items()]


def questions(folder: Path, prefix: str, lang: Lang) -> str:
    """What one may ask next; `prefix` is what a command must have before it to find the demo's home."""
    asks = (
        f"dagmar explain {AGREEMENT} region-12",
        f"dagmar show {AGREEMENT} --by due",
        "dagmar cases --as assessor",
        f"dagmar replay {folder / 'receipts.json'}",
    )
    return "\n".join(["Fråga vidare:" if lang == "sv" else "Ask on:", *(f"   {prefix}{ask}" for ask in asks)])


def _csv(run: Run, *args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(run([*args, "--format", "csv"]).out.splitlines()))


def _ore(row: dict[str, str]) -> int:
    return int(row["amount"].replace(".", ""))
