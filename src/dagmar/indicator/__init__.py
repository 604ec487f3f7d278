"""Indicators: what a register's rows say, counted in exact parts and told with honest statistics."""
