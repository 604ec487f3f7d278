"""Dagmar runs the agreements between the Swedish state and its regions and municipalities on health and care."""

__version__ = "0.1.0"
