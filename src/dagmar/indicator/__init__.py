"""Indicators: what the rows of registers say, as numbers with their uncertainty."""
