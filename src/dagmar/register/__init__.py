"""Registers: what they hold, by definition and not by code; data that may be trusted, about people who stay unknown."""
