"""Tags and filters that say amounts, dates, stages and names on pages, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dagmar.agreement.terms import Text
from dagmar.basis.actors import Role
from dagmar.basis.problems import Problem
from dagmar.case.events import Event
from dagmar.case.standing import Stage
from dagmar.portal import naming, telling
from dagmar.words import Lang, amounts
from dagmar.words.cases import ASSURED, DEEDS, ROLES, STAGES, happened

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: template.Context, sv: str, en: str) -> str:
    """The one of two texts that is in the language of the page."""
    return en if context.get("lang") == "en" else sv


@register.simple_tag(takes_context=True)
def text(context: template.Context, value: Text) -> str:
    """A text of an agreement."""
    return naming.said(value, _lang(context))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; it says nothing by itself."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag(takes_context=True)
def stage(context: template.Context, value: Stage) -> SafeString:
    """The stage of a case: icon, word and colour."""
    colour, name = naming.MARKS[value]
    word = STAGES[value][_lang(context)].capitalize()
    return format_html('<span class="tag {}">{}{}</span>', colour, icon(name), word)


@register.simple_tag(takes_context=True)
def stage_word(context: template.Context, value: Stage) -> str:
    """The word for a stage."""
    return STAGES[value][_lang(context)]


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | datetime) -> str:
    """A date in words."""
    return amounts.day(value, _lang(context))


@register.simple_tag(takes_context=True)
def weekday(context: template.Context, value: date) -> str:
    """A date in words, with its weekday."""
    return telling.weekday(value, _lang(context))


@register.simple_tag(takes_context=True)
def from_now(context: template.Context, value: date) -> str:
    """How far off a day is from today."""
    return telling.from_now(value, context["today"], _lang(context))


@register.simple_tag(takes_context=True)
def deed(context: template.Context, name: str) -> str:
    """What a deed is called."""
    return DEEDS[name][_lang(context)]


@register.simple_tag(takes_context=True)
def role(context: template.Context, name: Role) -> str:
    """What a role is called."""
    return ROLES[name][_lang(context)]


@register.simple_tag(takes_context=True)
def what_happened(context: template.Context, event: Event) -> str:
    """What an event says."""
    return happened(event, _lang(context))


@register.simple_tag(takes_context=True)
def assured(context: template.Context, name: str) -> str:
    """A statement that the CFO ticks."""
    return ASSURED[name][_lang(context)]


@register.simple_tag
def party(whom: str, year: int) -> str:
    """The name that a party had when the year began."""
    return naming.party(whom, year)


@register.simple_tag(takes_context=True)
def told(context: template.Context, problem: Problem) -> str:
    """A problem and what to do about it, as one text."""
    return telling.told(problem, _lang(context))


@register.filter
def kronor(ore: int) -> str:
    """An amount of öre in kronor, with its unit."""
    return amounts.kronor(ore)


@register.filter
def plain(ore: int) -> str:
    """An amount of öre in kronor, without its unit: for a column that names it."""
    return amounts.kronor(ore).removesuffix(f"{amounts.NBSP}kr")


@register.filter
def signed(ore: int) -> str:
    """A difference in kronor, with its sign."""
    return amounts.signed_kronor(ore)


def _lang(context: template.Context) -> Lang:
    return "en" if context.get("lang") == "en" else "sv"
