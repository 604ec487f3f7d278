"""Fourteen agreements at once, and the total load on a recipient was nobody's job. `dagmar burden` makes it visible.

It counts by legal person, over all agreements of the catalogue: what is to be done and by when, how much money comes,
which conditions bind, and which questions are asked more than once. Reports are counted in the year in which they are
due, money in the year that it is for.
"""

import csv

import pytest

title = "The total load"


@pytest.fixture
def load(dagmar):
    """The rows of one recipient's load."""

    def rows(recipient, year, kind):
        call = dagmar("burden", "--recipient", recipient, "--year", str(year), "--format", "csv")
        return [row for row in csv.DictReader(call.out.splitlines()) if row["kind"] == kind]

    return rows


def test_what_is_due_in_a_year_is_a_calendar(load):
    """The statement for the money of 2017 is work of 2018."""
    assert [(row["date"], row["key"]) for row in load("region-12", 2018, "duty")] == [
        ("2018-03-31", "activity-report-regions"),
        ("2018-03-31", "repayment-regions"),
        ("2018-03-31", "statement-regions"),
        ("2018-12-01", "requisition-regions"),
    ]


def test_money_is_of_the_year_that_it_is_for(load):
    """Region Skåne in 2017: stimulus funds, and specialist training."""
    amounts = {row["key"]: row["amount"] for row in load("region-12", 2017, "amount")}
    assert amounts == {"stimulus": "86718574.00", "specialist-nurses": "39718431.00"}


def test_one_legal_person_is_counted_once(load):
    """Gotland is municipality and region: asked about in either capacity, it is one and the same load."""
    assert load("municipality-0980", 2014, "duty") == load("region-09", 2014, "duty")
    assert load("municipality-0980", 2017, "amount") == load("region-09", 2017, "amount")


def test_what_is_asked_of_a_county_lands_on_its_members(load):
    """A requirement that a county meets together is work for its region and for each of its municipalities."""
    keys = {row["key"] for row in load("municipality-0114", 2014, "duty")}
    assert "county-action-plan" in keys


def test_questions_that_are_asked_more_than_once(load):
    """Requisition and statement both ask for the organisation number: shared questions make that visible."""
    asked = {row["key"]: int(row["count"]) for row in load("region-12", 2018, "question")}
    assert asked["organisation-number"] == 2
    assert "amount-requested" not in asked


def test_one_form_for_each_project_is_counted_as_many(load):
    """In 2012 one statement was asked for each project of the association: six on one day."""
    first = next(row for row in load("skr", 2012, "duty") if row["key"] == "first-statement")
    assert (first["date"], first["count"]) == ("2012-10-15", "6")


def test_all_recipients_at_a_glance(dagmar):
    """Without a recipient: a row for each, the heaviest load first."""
    call = dagmar("burden", "--year", "2018", "--format", "csv")
    rows = list(csv.DictReader(call.out.splitlines()))
    assert [int(row["demands"]) for row in rows] == sorted((int(row["demands"]) for row in rows), reverse=True)
    assert len([row for row in rows if row["recipient"].startswith("region")]) == 21


def test_a_catalogue_of_different_years_is_not_the_whole_load(dagmar):
    """Where only one agreement of a year is known, the command says so."""
    assert "not the whole load" in dagmar("burden", "--year", "2018").err
    assert "not the whole load" not in dagmar("burden", "--year", "2014").err
