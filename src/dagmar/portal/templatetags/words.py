"""Filters that say amounts, dates, stages and names on pages."""

from django import template

register = template.Library()
