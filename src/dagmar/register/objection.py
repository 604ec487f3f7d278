"""Objection and change of key: the two deeds that reach every row of a register.

Who objects is taken out for good (patientdatalagen, chapter 7): every row is destroyed, and a mark that cannot be
turned into a number or a pseudonym keeps the person out when the next file comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dagmar.basis.problems import Code, Problem, problem
from dagmar.register.identity import numbers_of, pseudonyms, renewed
from dagmar.register.storage import Store

_WITHOUT_CENTURY = re.compile(r"[0-9]{6}[-+]?[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What an objection destroyed: so many rows, in these months. `before` says that the person had objected before."""

    rows: int
    months: tuple[str, ...]
    before: bool


def forget(
    store: Store,
    number: str,
    today: date,
    *,
    anyway: bool = False,
    logged: Callable[[Forgotten | Problem], None] = lambda _: None,
) -> Forgotten | Problem:
    """Destroy the rows of the person with this number, and keep the person out. The number itself is not kept.

    A Problem for a register that no law gives a right to be taken out of, unless it is to be done `anyway`. `logged` is
    told what comes of it, before it counts.
    """
    found = _forget(store, number, today, anyway, logged)
    if isinstance(found, Problem):
        logged(found)
    return found


def _forget(
    store: Store, number: str, today: date, anyway: bool, logged: Callable[[Forgotten], None]
) -> Forgotten | Problem:
    if store.register.objection != "destroyed" and not anyway:
        return problem(Code.NO_RIGHT_TO_OBJECT, ("objection",), register=store.register.id)
    if _WITHOUT_CENTURY.fullmatch(number.strip()):
        return problem(Code.WHICH_CENTURY)
    found = numbers_of(pl.Series([number], dtype=pl.String), pl.Series([today]))
    if not found[0]:
        return problem(Code.NOT_A_PERSON)
    person = store.register.roles.person
    with store.staging() as staging, store.alone():
        ready = store.ready()
        if isinstance(ready, Problem):
            return ready
        manifest, keys = ready
        made = pseudonyms(found, keys)
        theirs = pl.col(person) == pl.lit(made.persons[0], pl.Binary())
        months = dict(manifest.months)
        touched: dict[str, int] = {}
        for name, month in manifest.months.items():
            rows = store.whole(month)
            count = int(rows.select(theirs.sum()).collect().item())
            if count:
                touched[name] = count
                months[name] = store.keep(staging, name, rows.filter(~theirs.fill_null(False)).collect())
        mark = (made.marks[0] or b"").hex()
        marks = tuple(sorted({*manifest.objections, mark}))
        checks = tuple(map(store.keys.check, keys))
        gone = Forgotten(sum(touched.values()), tuple(sorted(touched)), mark in manifest.objections)
        logged(gone)
        store.replace_for_good(replace(manifest, keys=checks, months=months, objections=marks))
    return gone


def change_key(store: Store, *, logged: Callable[[int | Problem], None] = lambda _: None) -> int | Problem:
    """Put a new key on top of those that pseudonyms were made with; every pseudonym and mark becomes another.

    Gives how many rows were written anew. A leaked key is worth nothing without the new one; a stopped change leaves
    all as it was. `logged` is told what comes of it, before it counts.
    """
    found = _change_key(store, logged)
    if isinstance(found, Problem):
        logged(found)
    return found


def _change_key(store: Store, logged: Callable[[int], None]) -> int | Problem:
    person = store.register.roles.person
    with store.staging() as staging, store.alone():
        ready = store.ready()
        if isinstance(ready, Problem):
            return ready
        manifest, _ = ready
        if not manifest.keys:
            return 0  # there is nothing yet that a key was used for
        key = store.keys.made(len(manifest.keys) + 1)
        if isinstance(key, Problem):
            return key
        months = {
            name: store.keep(staging, name, _renewed(store.whole(month).collect(), person, key))
            for name, month in manifest.months.items()
        }
        marks = renewed(map(bytes.fromhex, manifest.objections), key)
        objections = tuple(sorted(each.hex() for each in marks))
        checks = (*manifest.keys, store.keys.check(key))
        logged(manifest.rows)
        store.replace_for_good(replace(manifest, keys=checks, months=months, objections=objections))
    return manifest.rows


def _renewed(rows: pl.DataFrame, person: str, key: bytes) -> pl.DataFrame:
    known = rows[person].drop_nulls().unique()
    new = pl.DataFrame({person: known, "new": pl.Series(renewed(known.to_list(), key), dtype=pl.Binary)})
    return rows.join(new, on=person, how="left").with_columns(pl.col("new").alias(person)).drop("new")
