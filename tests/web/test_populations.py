"""Newer populations: loaded from a table, adopted by a person, never in place of what is known."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from dagmar import catalogue
from dagmar.basis.actors import Actor, Membership
from dagmar.basis.populations import Population
from dagmar.store import cases, populations
from dagmar.store.models import PopulationRow

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 2, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
OFFICER = Actor("ada", "Ada", (Membership("kammarkollegiet", "programme-officer"),), "command")
PAYER = Actor("bo", "Bo", (Membership("kammarkollegiet", "payer"),), "command")
LAST = catalogue.populations().by_date[date(2019, 12, 31)]
NEWER = Population(date(2024, 12, 31), "SCB, made up for this test", "official", LAST.counts)


def adopt(found, actor=OFFICER, *, accepted=False):
    kept, problems = populations.adopt(found, actor, AT, in_spite_of_warnings=accepted)
    return kept, [problem.code.value for problem in problems]


def changed(**counts):
    named = {key.replace("_", "-"): value for key, value in counts.items()}
    return replace(NEWER, counts={**NEWER.counts, **named})


def test_an_adopted_population_stands_beside_the_others():
    before = catalogue.populations().by_date.keys()
    assert adopt(NEWER) == (NEWER, [])
    known = populations.known()
    assert known.on(NEWER.day).source == NEWER.source
    assert known.by_date.keys() == {*before, NEWER.day}
    assert cases.verify() == []


def test_a_known_day_is_never_written_over():
    adopt(NEWER)
    assert adopt(replace(NEWER, source="other")) == (None, ["population-known"])
    assert adopt(replace(NEWER, day=date(2016, 12, 31)))[1] == ["population-known"]
    assert populations.known().on(NEWER.day).source == NEWER.source
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        PopulationRow.objects.update(source="other")


def test_two_swapped_municipalities_are_told_and_wait_for_a_person():
    """Solna and Salem: the county's sum holds, the jump shows."""
    one, other = "municipality-0184", "municipality-0128"
    swapped = changed(**{one.replace("-", "_"): LAST.counts[other], other.replace("-", "_"): LAST.counts[one]})
    assert adopt(swapped) == (None, ["population-jumps", "population-jumps"])
    assert PopulationRow.objects.count() == 0
    assert adopt(swapped, accepted=True)[0] == swapped


def test_a_county_is_the_sum_of_its_municipalities():
    assert adopt(changed(county_09=LAST.counts["county-09"] + 1), accepted=True) == (None, ["county-not-its-parts"])


def test_gaps_and_strangers_are_told():
    fewer = {each: count for each, count in LAST.counts.items() if each != "region-25"}
    assert adopt(replace(NEWER, counts=fewer)) == (None, ["population-incomplete"])
    assert adopt(changed(municipality_9999=1), accepted=True) == (None, ["unknown-party"])
    regions = {each: count for each, count in LAST.counts.items() if each.startswith("region-")}
    assert adopt(replace(NEWER, counts=regions))[1] == []


def test_only_an_officer_or_an_administrator_adopts():
    assert adopt(NEWER, PAYER) == (None, ["not-your-role"])
    assert PopulationRow.objects.count() == 0


def test_verify_sees_a_population_that_was_exchanged():
    from web.test_store import drop_triggers

    adopt(NEWER)
    drop_triggers()
    PopulationRow.objects.update(counts="{}")
    assert f"population {NEWER.day}" in cases.verify()
