"""An indicator says of whom it is, what is counted of them, and what is aimed at. It takes a definition and no code.

The indicators of a register stand in one file, and are counted in one pass. `dagmar indicator check` reads files and
tells every problem with its line; `dagmar schema indicator` gives the schema to an editor. All
[keys](indicator-keys.md) are listed, and so are [the indicators of the catalogue](indicators.md).
"""

from textwrap import dedent

import pytest

from dagmar import catalogue
from dagmar.agreement.file import read_agreement
from dagmar.cli.indicating import sound_indicators

title = "Definitions"


def test_a_definition_that_is_sound(told):
    """A name and what it says, in both languages; a kind, which way is better, and conditions in the language of
    registers."""
    assert (
        told("""
        - id: urgent-in-time
          name: {sv: Brådskande i tid, en: Urgent in time}
          what: {sv: Andelen brådskande besök inom en vecka, en: The share of urgent visits within a week}
          kind: proportion
          better: higher
          population: urgent
          numerator: days(referred, visited) <= 7
          targets:
            - {id: national, name: {sv: Mål, en: Target}, at: 90 %, source: A guideline}
          sources:
            - {name: A guideline}
    """)
        == []
    )


def test_a_kind_needs_its_keys(told):
    """A proportion and a ratio have a numerator; a rate also what its events are held against; a mean and a quantile
    have a value, and a quantile says which. A key that says nothing of the kind is a slip of the pen."""
    start = "{name: {sv: N, en: N}, what: {sv: V, en: W}, better: higher"
    assert told(f"""
        - {start}, id: a, kind: proportion}}
        - {start}, id: b, kind: rate, numerator: urgent}}
        - {start}, id: c, kind: mean}}
        - {start}, id: d, kind: quantile, value: age}}
        - {start}, id: e, kind: ratio, numerator: urgent, value: age}}
        - {start}, id: f, kind: mean, value: age, exceptions: urgent}}
    """) == [
        "kind-needs  indicators[0]",
        "kind-needs  indicators[1]",
        "kind-needs  indicators[2]",
        "kind-needs  indicators[3]",
        "key-of-another-kind  indicators[4].value",
        "key-of-another-kind  indicators[5].exceptions",
    ]


def test_a_condition_is_held_against_the_register(told):
    """Its variables must be there and of the right type, and a code must be one that can come."""
    start = "{name: {sv: N, en: N}, what: {sv: V, en: W}, better: higher, kind: proportion"
    assert told(f"""
        - {start}, id: a, numerator: urgnet}}
        - {start}, id: b, numerator: age}}
        - {start}, id: c, population: 'sex = "3"', numerator: urgent}}
        - {start}, id: d, exclusions: person is missing, numerator: urgent}}
    """) == [
        "expression  indicators[0].numerator",
        "expression  indicators[1].numerator",
        "code-never  indicators[2].population",
        "expression  indicators[3].exclusions",
    ]


def test_events_and_exposure_are_whole(told):
    """A rate adds whole numbers: visits, falls, days. A weight is none."""
    assert told("""
        - {id: a, name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, kind: rate, numerator: urgent,
           events: weight, exposure: "days(referred, visited)"}
    """) == ["variable-of-another-type  indicators[0].events"]


def test_a_quantile_lies_within(told):
    """1/2 is the median. Nothing and all are no quantiles."""
    start = "{name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, kind: quantile, value: age"
    assert told(f"""
        - {start}, id: a, quantile: 1/2}}
        - {start}, id: b, quantile: 0/2}}
        - {start}, id: c, quantile: 100 %}}
    """) == ["quantile-outside  indicators[1].quantile", "quantile-outside  indicators[2].quantile"]


def test_persons_are_counted_once_in_proportions(told):
    """Each person once in a period makes a share of persons; a mean of persons would need one value of each."""
    start = "{name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, counts: persons"
    assert told(f"""
        - {start}, id: a, kind: proportion, numerator: urgent}}
        - {start}, id: b, kind: mean, value: age}}
    """) == ["persons-of-proportion  indicators[1].counts"]


def test_what_it_is_told_by(told):
    """`per` is at least 1: 100 is per cent."""
    assert told("""
        - {id: a, name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, kind: proportion, numerator: urgent,
           per: 0}
    """) == ["bad-number  indicators[0].per"]


def test_ages_rise(told):
    """The file says at which age each band begins; all its indicators share them."""
    start = dedent("""\
        dagmar: 1
        id: visits
        register: visits
        version: 1
        name: {sv: Besök, en: Visits}
        ages: [0, 65, 65]
        indicators:
    """)
    assert told(
        """
        - {id: a, name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, kind: mean, value: age}
    """,
        start,
    ) == ["ages-in-order  ages"]


def test_an_id_stands_once(told):
    """It is what commands and agreements call the indicator by."""
    start = "{name: {sv: N, en: N}, what: {sv: V, en: W}, better: lower, kind: mean, value: age"
    assert told(f"""
        - {start}, id: a}}
        - {start}, id: a}}
    """) == ["duplicate-id  indicators[1].id"]


def test_nobody_is_named(told):
    """A personal number has no place in a definition."""
    assert told("""
        - {id: a, name: {sv: N, en: N}, what: {sv: Som 19121212-1212, en: W}, better: lower, kind: mean, value: age}
    """) == ["personal-number  indicators[0]"]


def test_a_set_names_its_register(told):
    """By its id in the catalogue, or by a file beside the set. One that is not known is told."""
    assert told("[]", "dagmar: 1\nid: a\nregister: vists\nversion: 1\nname: {sv: N, en: N}\nindicators:\n") == [
        "unknown-register  register"
    ]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_start_to_be_changed(lang, tmp_path):
    """`dagmar indicator new` writes a file that is whole and sound, with explanations."""
    file = tmp_path / "ours.yaml"
    file.write_text(catalogue.new_indicators("ours", lang))
    found, register = sound_indicators(str(file))
    assert (found.id, register.id) == ("ours", "waiting-times")


def test_new_indicators_take_no_code():
    """The six sets of the catalogue are data: each is sound, every kind is among them, each indicator has its source,
    and a clause that a source names stands in the agreement."""
    sets = [sound_indicators(name)[0] for name in catalogue.indicator_ids()]
    assert [each.id for each in sets] == list(catalogue.register_ids()) == [each.register for each in sets]
    those = [indicator for each in sets for indicator in each.indicators]
    assert {each.kind for each in those} == {"proportion", "rate", "mean", "quantile", "ratio"}
    assert all(each.sources for each in those)
    for source in (source for each in those for source in each.sources if source.agreement):
        terms = read_agreement(catalogue.agreement_bytes(source.agreement), source.agreement).agreement
        assert source.clause in terms.clauses, source
