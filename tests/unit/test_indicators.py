"""The commands of indicators, and the catalogue's indicators on made-up rows."""

import csv
import json
from datetime import date

import polars as pl
import pytest

from dagmar import catalogue
from dagmar.basis.problems import Code
from dagmar.cli.indicating import sound_indicators
from dagmar.cli.registering import sound_register
from dagmar.indicator import oracle
from dagmar.indicator.meaning import in_denominator, in_numerator, meanings, said
from dagmar.indicator.reason import deciding, reason
from dagmar.register.check import codes_never, types_of
from dagmar.register.expression import evaluate, names_in, parse
from dagmar.register.made_up.order import Order
from dagmar.register.made_up.rows import made_up
from dagmar.register.tables.parts import ROW
from dagmar.register.validate import Validator
from dagmar.words.indicators import tell_indicator, tell_reason

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module", params=catalogue.indicator_ids())
def tried(request):
    """A set of the catalogue, its register, and made-up rows of it."""
    found, register = sound_indicators(request.param)
    parts = made_up(Order(register, 3000, *YEAR, 3, ("A", "B")))
    texts = pl.concat(part.rows for part in parts).with_row_index(ROW, 2).with_columns(pl.col(ROW).cast(pl.Int64))
    rows = Validator(register, YEAR[1])(texts).rows.drop(ROW)
    return found, register, list(rows.iter_rows(named=True))


def test_each_indicator_counts_somebody_and_not_everybody(tried):
    """A condition that never holds, or that always does, is a slip of the pen."""
    found, register, rows = tried
    cells = oracle.count(rows, found, meanings(found, register), register, lambda _, day: day.replace(day=1))
    for each in found.indicators:
        parts = {}
        for cell in cells.values():
            for (name, part), count in cell.items():
                if name == each.id:
                    parts[part] = parts[part] + count if part in parts else count
        if each.counts == "persons":  # who has no parts, but the same conditions
            counted = [row for row in rows if evaluate(in_denominator(each, register), row) is True]
            met = [row for row in counted if evaluate(in_numerator(each, register), row) is True]
            parts = {"denominator": len(counted), "numerator": len(met)}
        if each.kind in ("proportion", "ratio"):
            few = 0 < parts["denominator"] < 20  # too few for both to be among them
            assert few or 0 < parts["numerator"] < parts["denominator"], each.id
        else:
            assert all(parts.values()), each.id


def test_the_reason_of_a_row_is_how_it_counts(tried):
    """What is told of a row is what the engines count: by the same definition, read in another way."""
    found, register, rows = tried
    for each in found.indicators:
        counted, met = in_denominator(each, register), in_numerator(each, register)
        for row in rows[:300]:
            outcome = reason(each, register, row).outcome
            if outcome == "without-value":
                continue
            assert (outcome in ("met", "not-met", "valued")) == (evaluate(counted, row) is True), (each.id, row)
            if outcome != "valued":
                assert (outcome == "met") == (evaluate(met, row) is True), (each.id, row)


def test_what_decides_decides(tried):
    """Whatever else of the row is forgotten, a condition that is true or false stays so."""
    found, register, rows = tried
    for each in found.indicators:
        for node in (node for key, node in said(each, register).items() if key not in ("value", "events", "exposure")):
            for row in (row for row in rows[:100] if evaluate(node, row) is not None):
                kept = {name for leaf in deciding(node, row) for name in names_in(leaf)}
                less = {name: value if name in kept else None for name, value in row.items()}
                assert evaluate(node, less) is evaluate(node, row), (each.id, row)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_indicator_is_told_in_words_alone(tried, lang):
    """No name of a variable and no sign of the language of conditions is left in what a person reads."""
    found, register, rows = tried
    ids = {each.id for each in register.variables if "-" in each.id}
    for each in found.indicators:
        lines = [line.words for line in tell_indicator(each, register, lang)]
        lines += [
            line.words
            for row in rows[:5]
            for line in tell_reason(reason(each, register, row), each, register, row, lang)
        ]
        for words in lines[1:]:
            assert not any(sign in words for sign in ("<=", ">=", "!=", "{", "}")), words
            assert not ids & set(words.split()), words


def test_all_are_listed(dagmar):
    call = dagmar("indicator", "list", "--format", "csv")
    rows = list(csv.DictReader(call.out.splitlines()))
    assert len(rows) == sum(len(sound_indicators(name)[0].indicators) for name in catalogue.indicator_ids())
    assert len(rows) >= 24
    assert {"set": "waiting-times", "register": "waiting-times", "indicator": "contact-same-day"}.items() <= next(
        row for row in rows if row["indicator"] == "contact-same-day"
    ).items()


def test_the_catalogue_is_sound(dagmar):
    call = dagmar("indicator", "check")
    assert (call.status, call.out, call.err) == (0, "", "6 sets of indicators: 0 errors\n")


def test_a_set_names_a_register_beside_it(dagmar, tmp_path):
    """The register is looked for beside the set, wherever the command is given."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "falls.yaml").write_text(catalogue.new_register("falls", "en"))
    text = catalogue.new_indicators("ours", "en").split("indicators:\n")[0].replace("waiting-times  ", "falls.yaml  ")
    text += (
        "indicators:\n- {id: injured, name: {sv: S, en: Injured}, what: {sv: A, en: The share injured}, "
        "kind: proportion, better: lower, numerator: injured}\n"
    )
    (folder / "ours.yaml").write_text(text)
    assert dagmar("indicator", "check", "ours/ours.yaml").err == "1 set of indicators: 0 errors\n"
    (folder / "falls.yaml").write_text(catalogue.new_register("falls", "en").replace("type: date", "type: dat"))
    call = dagmar("indicator", "check", "ours/ours.yaml", "waiting-times", "--format", "csv")
    assert call.status == 1
    assert {row["file"] for row in csv.DictReader(call.out.splitlines())} == {"ours/falls.yaml"}
    (folder / "falls.yaml").unlink()
    assert "falls.yaml" in dagmar("indicator", "describe", "ours/ours.yaml").err


def test_problems_have_their_line(dagmar, tmp_path):
    text = catalogue.indicator_bytes("waiting-times").decode().replace('kind = "contact"', 'kind = "contakt"')
    (tmp_path / "mine.yaml").write_text(text)
    call = dagmar("indicator", "check", "mine.yaml")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "contakt" in each)
    assert call.status == 1
    assert call.out.startswith(
        f'mine.yaml:{line}  error  indicators[0].population: `kind` never has the code "contakt"'
    )


def test_one_is_described_as_it_stands(dagmar):
    call = dagmar("indicator", "describe", "waiting-times", "--indicator", "contact-same-day", "--format", "csv")
    rows = {row["key"]: row["value"] for row in csv.DictReader(call.out.splitlines())}
    assert rows["numerator"] == "days(decided, carried-out) = 0"
    assert "medicines" in dagmar("indicator", "describe", "medication-75").out
    missing = dagmar("indicator", "describe", "waiting-times", "--indicator", "contact-same-dy")
    assert (missing.status, "was `contact-same-day` meant" in missing.err) == (1, True)
    assert dagmar("indicator", "describe", "waits").status == 1


def test_new_begins_a_sound_file(dagmar):
    assert dagmar("indicator", "new", "ours").out == "ours.yaml\n"
    assert dagmar("indicator", "check", "ours.yaml").status == 0
    assert dagmar("indicator", "new", "ours").status == 1


EXPLAIN = ("indicator", "explain", "waiting-times", "first-visit-within-90-days")


def test_a_row_is_explained(dagmar):
    row = "kind=first-visit,speciality=eye,state=carried-out,decided=2025-01-01,patient-chosen=no"
    call = dagmar(*EXPLAIN, "--row", row, "--format", "json")
    lines = json.loads(call.out)
    assert call.status == 0
    assert [line["answer"] for line in lines if line["part"] == "Numerator"] == ["unknown (Carried out missing)"]
    assert lines[-1]["words"].endswith("as the numerator is unknown.")
    assert "carried-out, state:" in call.err  # the register itself says that such a row does not hold together


def test_a_file_of_rows_is_explained(dagmar, tmp_path):
    (tmp_path / "rows.csv").write_text("kind;state;patient-chosen\nfirst-visit;waiting;0\nmeasure;carried-out;1\n")
    call = dagmar(*EXPLAIN, "--person", "rows.csv", "--format", "csv")
    rows = list(csv.DictReader(call.out.splitlines()))
    assert call.status == 0
    assert {row["row"] for row in rows} == {"2", "3"}
    assert [row["words"] for row in rows if row["part"] == "Outcome"] == [
        "Not counted: the answer under Population is no."
    ] * 2
    assert dagmar(*EXPLAIN, "--person", "none.csv").status == 1
    assert dagmar(*EXPLAIN, "--person", "rows.doc").status == 1


def test_only_so_many_rows_are_told(dagmar, tmp_path):
    (tmp_path / "rows.csv").write_text("kind,state\n" + "first-visit,waiting\n" * 120)
    call = dagmar(*EXPLAIN, "--person", "rows.csv", "--format", "csv")
    assert sum(row["part"] == "Outcome" for row in csv.DictReader(call.out.splitlines())) == 100
    assert "Only the first 100 rows are told." in call.err


@pytest.mark.parametrize(
    ("row", "status", "words"),
    [
        ("kind=visit", 1, "1  kind: There is no such code"),
        ("decided=yesterday", 1, "1  decided: It is no day in the calendar"),
        ("person=Ada,kind=contact", 2, "leave out `person`"),
        ("kinds=first-visit", 1, "was `kind` meant?"),
        ("kind", 2, "`kind` is not column=value"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(dagmar, row, status, words):
    call = dagmar(*EXPLAIN, "--row", row)
    assert (call.status, call.out) == (status, "")
    assert words in call.err


def test_a_row_and_a_file_are_two_questions(dagmar):
    assert dagmar(*EXPLAIN, "--row", "kind=first-visit", "--person", "rows.csv").status == 2


def test_the_schema_of_indicators(dagmar):
    jsonschema = pytest.importorskip("jsonschema")
    yaml = pytest.importorskip("yaml")
    schema = json.loads(dagmar("schema", "indicator").out)
    for name in catalogue.indicator_ids():
        jsonschema.validate(yaml.safe_load(catalogue.indicator_bytes(name)), schema)


@pytest.mark.parametrize("condition", ["kind = measure", "not (kind != measure and state = state)"])
def test_a_code_without_its_quotation_marks_may_be_a_variable(condition):
    """Two variables that have no code in common are never equal, and one of them was meant as a code."""
    register = sound_register("waiting-times")
    found = list(codes_never(register, parse(condition, types_of(register)), ()))
    assert [(each.code, each.param("one"), each.param("other")) for each in found] == [
        (Code.CODES_APART, "kind", "measure")
    ]
