"""What holds for every page: who may open it, what a stranger is told, and that it carries no script and no style."""

from __future__ import annotations

import logging
import re

import pytest
from django.test import Client
from django.urls import get_resolver

from dagmar import catalogue
from dagmar.account import people
from dagmar.case.deeds import DEEDS
from dagmar.site.discretion import NoPersonalNumbers
from dagmar.store import agreements

from .conftest import AGREEMENT, STATE, A, B

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
OPEN = {"logga-in/", "logga-ut/", "sprak/"}
"""Pages for those who are not logged in."""


def routes() -> list[str]:
    """Every address of the portal, as the resolver has it: a new page cannot be forgotten."""
    portal = next(each for each in get_resolver().url_patterns if str(each.pattern) == "")
    return [str(pattern.pattern) for pattern in portal.url_patterns]


def addresses(number: str, agreement: str = AGREEMENT) -> list[str]:
    """Every page that is about a case or a round, for this case; a case's deeds one by one."""
    found = []
    for route in routes():
        address = route.replace("<slug:number>", number).replace("<slug:agreement>", agreement)
        address = address.replace("<int:year>", "2017")
        if "<slug:deed>" in address:
            found += [address.replace("<slug:deed>", deed) for deed in DEEDS]
        elif "<slug:name>" in address:
            found += [address.replace("<slug:name>", name) for name in ("bered", "besluta", "betala")]
        else:
            found.append(address)
    return [f"/{address}" for address in found]


def masked(response, number: str) -> tuple[int, str]:
    """Status and text, without the form token and the number that was asked for."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return response.status_code, text.replace(number, "NUMBER")


def test_the_routes_are_those_that_are_tried():
    assert len(routes()) >= 14
    assert set(routes()) >= OPEN


@pytest.mark.parametrize("role", ["controller", "cfo", "signatory", "administrator"])
def test_another_region_s_case_answers_as_a_case_that_does_not_exist(year, role):
    number, none = year.numbers[A][0], "2017-9999"
    year.play(number, "stated")
    client = year.client(f"{B}-{role}")
    tried = 0
    for theirs, nobodys in zip(addresses(number), addresses(none), strict=True):
        if number in theirs:
            for method in METHODS:
                one, other = (getattr(client, method)(address) for address in (theirs, nobodys))
                assert masked(one, number) == masked(other, none), (method, theirs)
                assert one.status_code in (404, 405), (method, theirs)
                tried += 1
    assert tried >= 7 * (3 + len(DEEDS))


def test_who_is_not_logged_in_is_asked_to_and_sees_nothing(year):
    for address in addresses(year.numbers[A][0]):
        if address.strip("/") + "/" not in OPEN:
            response = Client().get(address)
            assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/logga-in/"), address


@pytest.mark.parametrize(
    "person", [f"{A}-controller", f"{STATE}-programme-officer", f"{STATE}-auditor", f"{STATE}-payer"]
)
def test_no_page_carries_script_style_or_anything_from_outside(year, person):
    number = year.numbers[A][0]
    year.play(number, "requisitioned")
    client = year.client(person)
    seen = 0
    for address in addresses(number):
        response = client.get(address)
        text = response.content.decode() if "html" in response.headers.get("Content-Type", "") else ""
        assert "<script" not in text
        assert " style=" not in text
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text), address
        if text:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert '<html lang="sv"' in text
            seen += 1
    assert seen > 8


def test_pages_speak_the_language_of_the_cookie(year):
    client = year.client(f"{A}-controller")
    assert "Min dag" in client.get("/").content.decode()
    client.post("/sprak/", {"lang": "en"})
    text = client.get("/").content.decode()
    assert '<html lang="en"' in text
    assert "My day" in text


def test_login_by_one_click_is_for_a_demo_and_for_this_machine_alone(year, settings):
    people.add_person("anna", "Anna", [(A, "controller")], year.at.date(), demo=True)
    moment = year.at
    for demo, address, works in (
        (moment, "127.0.0.1", True), (moment, "::1", True), (moment, "192.0.2.7", False), (None, "127.0.0.1", False),
    ):  # fmt: skip
        settings.DEMO = demo
        client = Client(REMOTE_ADDR=address)
        client.post("/logga-in/", {"person": "anna"})
        assert ("_auth_user_id" in client.session) is works, (demo, address)
    settings.DEMO = moment
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.post("/logga-in/", {"person": "anna"}, headers={"X-Forwarded-For": "192.0.2.7"})  # through a proxy
    assert "_auth_user_id" not in client.session


def test_a_demo_account_is_nobody_where_there_is_no_demo(year, settings):
    client = year.client(f"{A}-controller")
    assert client.get("/").status_code == 200
    settings.DEMO = None
    assert client.get("/").status_code == 302


def test_no_page_is_kept_by_a_browser(year):
    client = year.client(f"{A}-controller")
    assert client.get("/").headers["Cache-Control"] == "no-store, private"


def test_no_personal_number_comes_back_on_a_page_or_in_a_log(year, settings):
    client, number = year.client(f"{A}-controller"), "121212-1212"
    assert number not in client.get("/arenden/", {"sok": number}).content.decode()
    settings.DEMO = None
    login = Client().post("/logga-in/", {"username": number, "password": "x", "next": f"/{number}/"})
    assert login.status_code == 200
    assert number not in login.content.decode()
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (f"/{number}/",), None)
    assert NoPersonalNumbers().filter(record)
    assert record.getMessage() == "Not Found: /…/"


def test_an_address_that_is_none_leads_to_the_first_page(year):
    client = year.client(f"{A}-controller")
    for address in ("abc", "//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"):
        assert client.post("/sprak/", {"lang": "sv"}, headers={"Referer": address}).headers["Location"] == "/"


def test_forms_are_refused_without_their_token(year):
    client = year.client(f"{A}-controller", enforce_csrf_checks=True)
    assert client.post(f"/arenden/{year.numbers[A][0]}/gor/draft-requisition/", {}).status_code == 403


def test_a_personal_number_in_a_form_is_neither_kept_nor_repeated(year):
    number = year.numbers[A][0]
    client = year.client(f"{A}-controller")
    response = client.post(
        f"/arenden/{number}/gor/draft-requisition/",
        {"case": number, f"requested-{number}": "191212121212", "fields-contact": "Anna 19121212-1212"},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "personnummer" in page
    assert "1212-1212" not in page
    assert "191212121212" not in page
    assert year.case(number).standing.stage == "to-requisition"


def test_two_who_prepare_and_decide_for_each_other_are_refused_on_the_page(year):
    one, other = year.numbers[A][0], year.numbers[B][0]
    for person in ("kim", "bo"):
        roles = [(STATE, "programme-officer"), (STATE, "decision-maker")]
        people.add_person(person, person.title(), roles, year.at.date(), demo=True)
    for number in (one, other):
        year.play(number, "requisitioned")
    content = {n: year.case(n).standing.requisition_content for n in (one, other)}

    def do(person: str, number: str, deed: str):
        data = {"case": number, f"content-{number}": content[number]}
        return year.client(person).post(f"/arenden/{number}/gor/{deed}/", data)

    assert do("kim", one, "prepare").status_code == 302
    assert do("kim", one, "decide").status_code == 422
    assert do("bo", one, "decide").status_code == 302
    assert do("bo", other, "prepare").status_code == 302
    refused = do("kim", other, "decide")
    assert refused.status_code == 422
    assert "ni två beslutar" in refused.content.decode().lower()


@pytest.mark.parametrize("agreement", ["dagmar-2008", "sammanhallen-jamlik-saker-vard-2021"])
def test_the_page_of_an_agreement_with_all_that_the_language_has(year, add_people, agreement):
    """Pass-on, several receivers, months for days, money outside: the page tells it, in both languages."""
    payer = "socialstyrelsen" if agreement == "dagmar-2008" else STATE
    if payer != STATE:
        add_people(payer, ("programme-officer",))
    officer = year.actor(f"{payer}-programme-officer")
    terms, problems = agreements.approve(catalogue.agreement_bytes(agreement), agreement, officer, year.at)
    assert terms, problems
    client = year.client(f"{STATE}-programme-officer")
    for lang in ("sv", "en"):
        client.post("/sprak/", {"lang": lang})
        page = client.get(f"/overenskommelser/{agreement}/")
        assert page.status_code == 200
        assert getattr(terms.name, lang) in page.content.decode()
        assert client.get("/overenskommelser/").status_code == 200
        assert client.get(f"/api/v1/agreements/{agreement}").status_code == 200
