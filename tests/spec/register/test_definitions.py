"""A register is a definition and no code: its purpose, its one controller, its variables, what must hold in a row.

`dagmar register check` reads definitions and tells every problem with its line; `dagmar register describe` lists the
variables; `dagmar schema register` gives the schema to an editor. [A whole definition](register-start.md), with
explanations; [every key](register-keys.md); [the definitions of the catalogue](metadata.md).

In the examples below the definition has the variables `person`, `unit`, `referred` and `visited`, and what stands there
is added at its end. After `=` stand the [problem](problems.md) and where it is; nothing is told of what is sound.
"""

from textwrap import dedent

import pytest

from dagmar import catalogue
from dagmar.basis.problems import path_text
from dagmar.register.file import read_register

title = "Definitions"

START = """\
dagmar: 1
id: visits
version: 1
name: {sv: Besök, en: Visits}
purpose: {sv: Följa väntetider, en: Follow waiting times}
controller: region-12
observation: {sv: Ett besök, en: A visit}
population: {sv: Alla besök, en: All visits}
objection: destroyed
roles: {person: person, provider: unit, event: visited, key: [person, referred]}
variables:
- {id: person, name: {sv: Person, en: Person}, what: {sv: Identitet, en: Identity}, type: identity}
- {id: unit, name: {sv: Enhet, en: Unit}, what: {sv: Mottagning, en: Clinic}, type: provider}
- {id: referred, name: {sv: Remiss, en: Referral}, what: {sv: Dag, en: Day}, type: date}
- {id: visited, name: {sv: Besök, en: Visit}, what: {sv: Dag, en: Day}, type: date}
"""


@pytest.fixture
def register():
    """A sound definition with four variables, and the text at its end: what is told of it."""

    def read(text, start=START):
        file = read_register(f"{start}{dedent(text).strip()}\n".encode(), "visits.yaml", catalogue.parties())
        return [f"{found.code.value}  {path_text(found.path)}" for found in file.problems]

    return read


def test_a_definition_that_is_sound(register):
    """A row is about one person, one unit and one day; a rule says what must hold, in words and in a condition."""
    assert (
        register("""
        rules:
          - id: in-order
            holds: visited >= referred
            words: {sv: Besöket är före remissen; rätta dagen, en: The visit is before the referral; correct the day}
    """)
        == []
    )


def test_the_variables_that_say_who_where_and_when_are_of_their_kinds(register):
    """The event is a day, the person an identity, the provider a unit; a key is made of variables that are there."""
    roles = """
        roles: {person: person, provider: unit, event: unit, key: [person, due]}
    """
    before, was, after = START.partition(
        "roles: {person: person, provider: unit, event: visited, key: [person, referred]}"
    )
    assert was
    assert register("", before + roles.strip() + after) == [
        "variable-of-another-type  roles.event",
        "unknown-reference  roles.key[1]",
    ]


def test_a_name_stands_once(register):
    """Each part of the key too. Some names are those of columns that the program keeps beside the rows."""
    assert register("", START.replace("[person, referred]", "[person, referred, person]")) == [
        "duplicate-id  roles.key[2]"
    ]
    assert register(
        "".join(
            f"""
          - {{id: {each}, name: {{sv: N, en: R}}, what: {{sv: N, en: R}}, type: flag}}"""
            for each in TAKEN
        )
    ) == [f"name-taken  variables[{place}].id" for place in range(4, 8)]


TAKEN = ("row", "batch", "at", "new")


def test_a_whole_number_has_an_end(register):
    """A number of ten digits may look like a personal number, and the row is then refused: seven in a thousand by
    chance. So `most` is asked for, with a warning."""
    assert register("""
          - {id: a, name: {sv: A, en: A}, what: {sv: A, en: A}, type: whole}
          - {id: b, name: {sv: B, en: B}, what: {sv: B, en: B}, type: whole, most: 999999999}
          - {id: c, name: {sv: C, en: C}, what: {sv: C, en: C}, type: whole, most: 1000000000}
    """) == ["may-look-like-a-person  variables[4]", "may-look-like-a-person  variables[6]"]


def test_no_personal_number_stands_in_a_definition(register):
    """Anyone may read it: not in words, not as a code, not in a condition, not in a name or a source."""
    number = "19121212-1212"
    assert register("", START.replace("en: Follow", f"en: {number} Follow")) == ["personal-number  purpose.en"]
    assert register(f"""
        - {{id: kind, name: {{sv: K, en: K}}, what: {{sv: K, en: K}}, type: code,
           values: {{"{number}": {{sv: k, en: k}}}}}}
        - {{id: p191212121212, name: {{sv: K, en: K}}, what: {{sv: K, en: K}}, type: flag}}
        rules:
          - {{id: a, holds: kind = "{number}", words: {{sv: "{number}", en: y}}}}
        sources: ["{number}"]
    """) == [
        f"personal-number  variables[4].values.{number}",
        "personal-number  variables[5].id",
        "personal-number  rules[0].holds",
        "personal-number  rules[0].words.sv",
        "personal-number  sources[0]",
    ]


def test_there_is_one_identity(register):
    """Two persons in one row would be two pseudonyms, and nobody could say whose row it is."""
    assert register("""
          - {id: relative, name: {sv: N, en: R}, what: {sv: N, en: R}, type: identity}
    """) == ["one-of-a-kind  variables[4].type"]


def test_a_code_has_values_or_a_system(register):
    """Either its own values with their words, or a system of codes with a pattern."""
    assert register("""
          - {id: sex, name: {sv: Kön, en: Sex}, what: {sv: Kön, en: Sex}, type: code}
    """) == ["codes-once  variables[4]"]
    assert (
        register("""
        - {id: sex, name: {sv: Kön, en: Sex}, what: {sv: Kön, en: Sex}, type: code,
           values: {"1": {sv: man, en: man}, "2": {sv: kvinna, en: woman}}}
        - {id: diagnosis, name: {sv: D, en: D}, what: {sv: D, en: D}, type: code, system: icd-10}
        systems:
        - {id: icd-10, name: {sv: ICD-10-SE, en: ICD-10-SE}, owner: socialstyrelsen, pattern: A99*}
    """)
        == []
    )


def test_a_range_belongs_to_a_number(register):
    """A day has no unit and a flag no range; the least is not above the most."""
    assert register("""
          - {id: done, name: {sv: K, en: D}, what: {sv: K, en: D}, type: flag, unit: days}
          - {id: age, name: {sv: Å, en: A}, what: {sv: Å, en: A}, type: whole, unit: years, least: 120, most: 0}
    """) == ["key-of-another-type  variables[4].unit", "range-upside-down  variables[5].most"]


def test_what_is_usual_is_said_for_made_up_data(register):
    """Weights of the codes that are there, a range the right way up, the share that is missing."""
    assert register("""
        - {id: done, name: {sv: K, en: D}, what: {sv: K, en: D}, type: flag, usual: {yes: 70, no: 30, missing: 5 %}}
        - {id: due, name: {sv: K, en: D}, what: {sv: K, en: D}, type: date, usual: {from: -90, to: 0}}
        - {id: maybe, name: {sv: K, en: D}, what: {sv: K, en: D}, type: flag, usual: {yes: 70, often: 30}}
        - {id: size, name: {sv: K, en: D}, what: {sv: K, en: D}, type: decimal, usual: {from: 9, to: 1, missing: 2}}
        - {id: kind, name: {sv: K, en: D}, what: {sv: K, en: D}, type: code, system: icd, usual: {I63: -1, 63: 1}}
        - {id: well, name: {sv: K, en: D}, what: {sv: K, en: D}, type: flag, usual: {yes: 0, no: 0}}
        systems:
        - {id: icd, name: {sv: ICD, en: ICD}, owner: socialstyrelsen, pattern: A99*}
    """) == [
        "unknown-reference  variables[6].usual.often",
        "range-upside-down  variables[7].usual.to",
        "bad-value  variables[7].usual.missing",
        "weight-negative  variables[8].usual.I63",
        "unknown-reference  variables[8].usual.63",
        "weights-all-zero  variables[9].usual",
    ]
    (of_a_unit,) = register("", START.replace("type: provider", "type: provider, usual: {a: 1}"))
    assert of_a_unit == "key-of-another-type  variables[1].usual"


def test_no_rule_looks_at_who_somebody_is(register):
    """An identity is nothing that a condition may name: it never reaches a rule, nor what a rule says."""
    assert register("""
        rules:
          - {id: who, holds: person is missing, words: {sv: x, en: y}}
    """) == ["expression  rules[0].holds"]


def test_a_rule_asks_for_codes_that_there_are(register):
    """A code that the variable never has is a slip of the pen; the beginning of one must begin some code."""
    assert register("""
        - {id: sex, name: {sv: Kön, en: Sex}, what: {sv: Kön, en: Sex}, type: code,
           values: {"1": {sv: man, en: man}, "2": {sv: kvinna, en: woman}}}
        - {id: diagnosis, name: {sv: D, en: D}, what: {sv: D, en: D}, type: code, system: icd-10}
        systems:
        - {id: icd-10, name: {sv: ICD-10-SE, en: ICD-10-SE}, owner: socialstyrelsen, pattern: A99*}
        rules:
          - {id: a, holds: sex = "3", words: {sv: x, en: y}}
          - {id: b, holds: 'sex in ("1", "2") and diagnosis starts ("I6", "J45", "I")', words: {sv: x, en: y}}
          - {id: c, holds: not diagnosis starts "63" or diagnosis = "I63", words: {sv: x, en: y}}
          - {id: d, holds: diagnosis = "I6", words: {sv: x, en: y}}
    """) == ["code-never  rules[0].holds", "code-never  rules[2].holds", "code-never  rules[3].holds"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_start_to_be_changed(lang):
    """`dagmar register new` writes a definition that is whole and sound, with explanations, in Swedish or English."""
    file = read_register(catalogue.new_register("falls", lang).encode(), "falls.yaml", catalogue.parties())
    assert file.problems == ()
    assert file.register.id == "falls"


def test_a_new_register_takes_no_code():
    """The six of the catalogue are data: each is read, is sound, and says what coverage is measured against."""
    assert len(catalogue.register_ids()) == 6
    for each in catalogue.register_ids():
        file = read_register(catalogue.register_bytes(each), each, catalogue.parties())
        assert file.problems == ()
        assert file.register.id == each
