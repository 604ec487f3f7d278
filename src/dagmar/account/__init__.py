"""Persons, their accounts, and the roles they hold: who may act, as a pure `Actor`."""
