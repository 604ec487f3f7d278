"""No float in the ground floor and the money wing, and no clock: in the code, and in what it computes."""

import ast
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import dagmar
from dagmar import catalogue
from dagmar.allocation.plan import plan
from dagmar.allocation.receipt import receipt_of

PURE = ("basis", "agreement", "allocation", "case")
MODULES = sorted(path for room in PURE for path in (Path(dagmar.__file__).parent / room).glob("*.py"))


def faults(tree: ast.AST):
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"line {node.lineno}: a float literal"
            case ast.Name(id="float" | "complex" | "round"):
                yield f"line {node.lineno}: {node.id}"
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                yield f"line {node.lineno}: true division; write a Fraction"
            case ast.Import(names=names) if any(name.name.split(".")[0] in BANNED for name in names):
                yield f"line {node.lineno}: imports {names[0].name}"
            case ast.ImportFrom(module=module) if module and module.split(".")[0] in BANNED:
                yield f"line {node.lineno}: imports {module}"
            case ast.Attribute(value=ast.Name(id="date" | "datetime"), attr="today" | "now" | "utcnow"):
                yield f"line {node.lineno}: asks the clock"


BANNED = {"math", "cmath", "decimal", "statistics", "random", "time", "os", "numpy"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_float_and_no_clock_in_the_code(path):
    assert list(faults(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "code", ["x = 0.5", "y = float(1)", "z = 1 / 2", "import math", "from decimal import Decimal", "date.today()"]
)
def test_the_ban_finds_what_it_is_for(code):
    assert list(faults(ast.parse(code)))


def values(item, path="plan"):
    """Every value within, however deep."""
    yield path, item
    if is_dataclass(item):
        for field in fields(item):
            yield from values(getattr(item, field.name), f"{path}.{field.name}")
    elif hasattr(item, "items"):
        for key, inner in item.items():
            yield from values(key, f"{path} key")
            yield from values(inner, f"{path}[{key}]")
    elif isinstance(item, tuple | list | set | frozenset):
        for place, inner in enumerate(item):
            yield from values(inner, f"{path}[{place}]")


def test_no_float_in_a_whole_plan_and_its_receipts(seed_002):
    made = plan(seed_002, catalogue.parties(), catalogue.populations())
    receipts = [receipt_of(seed_002, line, {}) for line in made.lines]
    walked = [*values(made), *values(receipts, "receipts")]
    assert [path for path, item in walked if isinstance(item, float | complex)] == []
    assert len(walked) > 10_000
