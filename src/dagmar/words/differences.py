"""Says how two agreements differ, term by term, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, cast, get_args, get_origin

from dagmar.agreement.difference import Changed
from dagmar.agreement.terms import Agreement, DecidedLater, Duty, Grant, Item, Recurring, StatedSum, Text, Tier
from dagmar.basis.form import bare, parts_of
from dagmar.basis.money import Ore
from dagmar.basis.names import Exact
from dagmar.words.amounts import Lang, due_text, kronor, listed, mixed, percent
from dagmar.words.receipts import tier_text


@dataclass(frozen=True, slots=True)
class Told:
    """One difference for people: what it is about, and how it was and is; empty where there is nothing."""

    what: str
    before: str
    after: str


def tell_difference(changed: Changed, one: Agreement, other: Agreement, lang: Lang) -> Told:
    """The difference in words."""
    before, after = (_value(each, changed.kind, lang) for each in (changed.before, changed.after))
    if before == after:  # only the other language's words differ
        other_lang: Lang = "en" if lang == "sv" else "sv"
        before, after = (_value(each, changed.kind, other_lang) for each in (changed.before, changed.after))
    what = " · ".join(_step(changed.path, place, one, other, lang) for place in range(len(changed.path)))
    return Told(what, before, after)


def _step(path: tuple[str, ...], place: int, one: Agreement, other: Agreement, lang: Lang) -> str:
    """A key in words; an item of a list by its name."""
    item = _at(one, path[: place + 1]) or _at(other, path[: place + 1])
    name = getattr(item, "name", None)
    if isinstance(name, Text):
        return name.sv if lang == "sv" else name.en
    words = _KEYS.get(path[place])
    return path[place] if words is None else words[0] if lang == "sv" else words[1]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if is_dataclass(value):
            value = getattr(value, step, None)
        elif isinstance(value, Mapping):
            value = {str(key): item for key, item in value.items()}.get(step)
        elif isinstance(value, tuple):
            value = next(
                (item for item in value if step in (getattr(item, "id", ""), str(getattr(item, "year", "")))), None
            )
    return value


def _value(value: Any, kind: object, lang: Lang) -> str:
    """A term as people read it."""
    match value:
        case None | ():
            return ""
        case Text() | Item():
            return value.sv if lang == "sv" else value.en
        case DecidedLater():
            return "beslutas senare" if lang == "sv" else "decided later"
        case date() | Recurring():
            return due_text(value, lang)
        case bool():
            return ("ja" if value else "nej") if lang == "sv" else "yes" if value else "no"
        case int() if _is_money(kind):
            return kronor(value)
        case Fraction():
            return mixed(value) if bare(kind) is Exact else percent(value, lang)
        case tuple():
            return listed((_value(each, kind, lang) for each in value), lang, most=8)
        case Mapping():
            return listed((f"{key}: {_value(each, kind, lang)}" for key, each in value.items()), lang, most=4)
        case str():
            words = _KEYS.get(value)
            return value if words is None else words[0] if lang == "sv" else words[1]
        case _ if is_dataclass(value):
            return _whole(value, lang)
        case _:
            return str(value)


def _whole(value: Any, lang: Lang) -> str:
    """A value that was added or taken away as a whole: its money, its days, its name, or what it holds."""
    if isinstance(value, Grant):
        sums = (f"{kronor(pot.amount)} ({pot.year})" for pot in value.pots if isinstance(pot.amount, int))
        return listed(sums, lang, most=6) or _value("not-stated", str, lang)
    if isinstance(value, Tier):
        weight = f"vikt {mixed(value.weight)}" if lang == "sv" else f"weight {mixed(value.weight)}"
        return f"{tier_text(value, lang, 'share')}, {weight}"
    if isinstance(value, StatedSum):
        where = f"avsnitt {value.clause}" if lang == "sv" else f"clause {value.clause}"
        return f"{kronor(value.amount)} ({value.year}, {where})"
    if isinstance(value, Duty):
        return listed((due_text(due, lang) for due in value.due.values()), lang) or _value("not-stated", str, lang)
    for key in ("name", "text", "title"):
        name = getattr(value, key, None)
        if isinstance(name, Text):
            return name.sv if lang == "sv" else name.en
    parts = [(part, getattr(value, part.name)) for part in parts_of(cast(type, type(value))) if part.name != "clause"]
    return ", ".join(
        f"{_KEYS.get(part.name, (part.name, part.name))[lang == 'en']} {_value(each, part.kind, lang)}"
        for part, each in parts
        if each not in (None, ())
    )


def _is_money(kind: object) -> bool:
    """True where the kind of the place is, or may be, an amount of öre."""
    if kind is Ore:
        return True
    inner = get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
    return any(_is_money(each) for each in inner)


_KEYS: Mapping[str, tuple[str, str]] = {
    "id": ("id", "id"),
    "order": ("ordning", "order"),
    "version": ("version", "version"),
    "name": ("namn", "name"),
    "sources": ("källor", "sources"),
    "clauses": ("avsnitt", "clauses"),
    "clause": ("avsnitt", "clause"),
    "parties": ("parter", "parties"),
    "period": ("period", "period"),
    "first": ("första dag", "first day"),
    "last": ("sista dag", "last day"),
    "years": ("år", "years"),
    "year": ("år", "year"),
    "grants": ("insatser", "grants"),
    "pots": ("medel", "pots"),
    "amount": ("belopp", "amount"),
    "rule": ("fördelning", "rule"),
    "by": ("efter", "by"),
    "among": ("bland", "among"),
    "day": ("dag", "day"),
    "rounding": ("avrundning", "rounding"),
    "policy": ("sätt", "way"),
    "unit": ("enhet", "unit"),
    "decided": ("beslutad tabell", "decided table"),
    "unwon": ("pengar som ingen får", "money that nobody wins"),
    "payer": ("betalare", "payer"),
    "beneficiary": ("mottagare", "beneficiary"),
    "payee": ("den som får betalt", "payee"),
    "mode": ("utbetalningssätt", "mode of payment"),
    "appropriation": ("anslag", "appropriation"),
    "appropriations": ("anslag", "appropriations"),
    "areas": ("områden", "areas"),
    "tasks": ("uppgifter", "tasks"),
    "numbers": ("diarienummer", "document numbers"),
    "approvals": ("godkännanden", "approvals"),
    "signatures": ("underskrifter", "signatures"),
    "bodies": ("organ", "bodies"),
    "services": ("system och tjänster", "services"),
    "measures": ("mått", "measures"),
    "requirements": ("krav", "requirements"),
    "contributions": ("bidrag från andra", "contributions"),
    "sums": ("tryckta summor", "printed sums"),
    "mentions": ("nämnda summor", "mentioned sums"),
    "references": ("hänvisningar", "references"),
    "duties": ("skyldigheter", "duties"),
    "due": ("senast", "due"),
    "of": ("vem", "who"),
    "to": ("till", "to"),
    "content": ("innehåll", "content"),
    "signed_by": ("undertecknas av", "signed by"),
    "attested_by": ("intygas av", "attested by"),
    "consequence": ("följd", "consequence"),
    "forms": ("formulär", "forms"),
    "conditions": ("villkor", "conditions"),
    "notes": ("anteckningar", "notes"),
    "replaces": ("ersätter", "replaces"),
    "pages": ("sidor", "pages"),
    "regions": ("regionerna", "the regions"),
    "municipalities": ("kommunerna", "the municipalities"),
    "counties": ("länen", "the counties"),
    "collaborative-regions": ("samverkansregionerna", "the collaborative regions"),
    "population": ("folkmängd", "population"),
    "equal": ("lika delar", "equal parts"),
    "whole": ("allt till en", "all to one"),
    "tiers": ("steg", "steps"),
    "at_least": ("minst", "at least"),
    "above": ("mer än", "more than"),
    "at_most": ("högst", "at most"),
    "weight": ("vikt", "weight"),
    "rate": ("belopp per enhet", "sum for a unit"),
    "cap": ("tak", "cap"),
    "measure": ("mått", "measure"),
    "gate": ("krav först", "requirements first"),
    "parts": ("delar", "parts"),
    "not-stated": ("anges inte", "not stated"),
    "on-requisition": ("på rekvisition", "on requisition"),
    "without-requisition": ("utan rekvisition", "without requisition"),
}
"""Keys and fixed words of the file, as people say them; what is not here is said as it is written."""
