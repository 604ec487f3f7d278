"""Writes amounts as machines take them without loss: texts of kronor with two decimals."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainSerializer, WithJsonSchema

from dagmar.basis.money import decimal_text

Kronor = Annotated[
    int,
    PlainSerializer(decimal_text, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["148780771.00"]}, mode="serialization"
    ),
    Field(description="kronor with two decimals"),
]
"""An amount of öre, answered as a text of kronor: Ore(12300) is `"123.00"`."""
