"""The API: what each route answers, what it refuses and in which words, and that nobody learns of another's cases."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from jsonschema import Draft202012Validator

from dagmar.account import people
from dagmar.account.models import Account
from dagmar.agreement.terms import Agreement
from dagmar.allocation.receipt import read_receipts, replay
from dagmar.api.doors import api
from dagmar.api.refusals import WORDS
from dagmar.basis.form import read
from dagmar.basis.personal import has_personal_number
from dagmar.case.deeds import DEEDS
from dagmar.store import cases

BASE = "/api/v1"
A, B, STATE = "region-01", "region-12", "kammarkollegiet"
JSON = "application/json"
EN = {"accept-language": "en"}
VALUES = {
    "organisation-number": "232100-0016",
    "email": "kontakt@region.example",
    "phone": "08-123 456",
    "account": "5052-5781",
    "date": "2017-12-31",
}


def get(client, path, **kwargs):
    return client.get(BASE + path, **kwargs)


def post(client, *orders, **kwargs):
    body = {"orders": [{"case": case, "command": command} for case, command in orders]}
    return client.post(f"{BASE}/orders", json.dumps(body), content_type=JSON, **kwargs)


def codes(response):
    return [each["code"] for each in response.json()["problems"]]


def fields_of(form):
    return {each["id"]: VALUES.get(each["kind"], "Exempel") for each in form}


def next_command(case):
    """The command that a case waits for, made from the API's own answer; half of the money is used."""
    standing = case["standing"]
    asked, stated = standing["requisition"], standing["statement"]
    half = f"{int(float(standing['paid']) / 2)}.00"
    name = case["next"]["command"]
    rest = {
        "draft-requisition": {"requested": standing["entitlement"], "fields": fields_of(asked["form"])},
        "sign-requisition": {"content": asked["content"]},
        "prepare": {"content": asked["content"]},
        "decide": {"content": asked["content"]},
        "pay": {"content": standing["decided_content"], "amount": standing["decided"]},
        "draft-statement": {
            "costs": [{"label": "Utbildning", "amount": half}],
            "fields": fields_of(stated["form"]),
        },
        "submit-statement": {"content": stated["content"]},
        "attest-statement": {
            "content": stated["content"],
            "alternative": "1",
            "ticked": stated["assurances"],
            "title": "Ekonomichef",
        },
        "sign-statement": {"content": stated["content"]},
        "accept-statement": {"accepted": stated["total"]},
        "receive-repayment": {"amount": standing["demanded"], "reference": "Bg 1"},
    }[name]
    return {"command": name, **rest}


# Who is let in


def routes():
    """Every method and path of the API, from the API itself."""
    return {
        (method, path)
        for bound in api._get_bound_routers()
        for path, view in bound.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


def filled_path(path, number="2017-0001"):
    for name, value in {"{number}": number, "{agreement}": "professionsmiljarden-2017", "{path:address}": "x"}.items():
        path = path.replace(name, value)
    return BASE + path


@pytest.mark.usefixtures("year")
def test_nobody_is_answered_who_is_not_logged_in():
    for method, path in sorted(routes()):
        response = Client(enforce_csrf_checks=True).generic(method, filled_path(path), "{}", JSON)
        assert response.status_code == 401, path
        assert codes(response) == ["not-logged-in"]
    assert "logga in" in response.json()["problems"][0]["hint"]
    assert "log in" in Client().get(f"{BASE}/me", headers=EN).json()["problems"][0]["hint"]


@pytest.mark.django_db
def test_an_account_without_a_person_is_nobody():
    client = Client()
    client.force_login(User.objects.create_user("machine"))
    assert get(client, "/me").status_code == 401


def test_a_role_that_has_ended_is_held_no_more(year):
    from dagmar.account.models import Holding

    Holding.objects.filter(person_id=f"{A}-controller").update(last=date(2017, 2, 1))
    client = year.client(f"{A}-controller")
    assert get(client, "/me").json()["memberships"] == []
    assert get(client, "/cases").json()["count"] == 0
    assert get(client, f"/cases/{year.numbers[A][0]}").status_code == 404


def test_what_changes_something_needs_the_csrf_token(year):
    client = year.client(f"{A}-controller", enforce_csrf_checks=True)
    case = get(client, f"/cases/{year.numbers[A][0]}").json()
    order = (case["number"], next_command(case))
    refused = post(client, order)
    assert (refused.status_code, codes(refused)) == (403, ["no-csrf-token"])
    assert post(client, order, headers={"x-csrftoken": "0" * 64}).status_code == 403
    assert get(client, "/me").status_code == 200
    assert post(client, order, headers={"x-csrftoken": client.cookies["csrftoken"].value}).status_code == 200


# What the routes answer


def test_me_names_the_person_and_the_roles(year):
    answer = get(year.client(f"{A}-cfo"), "/me", headers=EN).json()
    assert answer == {
        "person": "region-01-cfo",
        "name": "cfo i region-01",
        "memberships": [
            {"party": A, "party_name": "Stockholms läns landsting", "role": "cfo", "role_name": "CFO"},
        ],
    }


def test_agreements_are_listed_and_told_to_the_letter(year, seed_002):
    client = year.client(f"{A}-controller")
    (line,) = get(client, "/agreements").json()["agreements"]
    assert (line["id"], line["version"], line["first"]) == ("professionsmiljarden-2017", 1, "2017-01-01")
    answer = get(client, "/agreements/professionsmiljarden-2017?lang=en").json()
    assert read(Agreement, answer["terms"]) == (seed_002, ())
    assert answer["name"].startswith("Support for")
    assert {"grant": "stimulus", "year": 2017, "payer": STATE, "amount": "655000000.00"} in answer["sums"]
    assert {each["amount"] for each in answer["sums"] if each["year"] == 2018} == {"decided-later"}
    assert answer["totals"] == [{"year": 2017, "amount": "976000000.00"}]
    assert get(client, "/agreements/another").status_code == 404


def test_cases_are_chosen_and_paged(year):
    officer, region = year.client(f"{STATE}-auditor"), year.client(f"{A}-cfo")
    everything = get(officer, "/cases").json()
    assert (everything["count"], len(everything["cases"])) == (43, 43)
    pages = [get(officer, f"/cases?size=20&page={page}").json()["cases"] for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [20, 20, 3, 0]
    assert [each for page in pages for each in page] == everything["cases"]
    mine = get(region, "/cases").json()
    assert [each["entitlement"] for each in mine["cases"]] == ["148780771.00", "68143865.00"]
    year.play(year.numbers[A][0], "prepared")
    for asked, count in {
        "stage=prepared": 1,
        "stage=prepared&recipient=region-12": 0,
        "recipient=skr": 1,
        "year=2017": 43,
        "year=2018": 0,
        "agreement=professionsmiljarden-2017": 43,
        "agreement=another": 0,
    }.items():
        assert get(officer, f"/cases?{asked}").json()["count"] == count, asked


def test_a_filter_that_is_none_is_told_in_words(year):
    client = year.client(f"{STATE}-auditor")
    refused = get(client, "/cases?year=x&stage=y&recipient=Z&page=0&size=201", headers=EN)
    assert refused.status_code == 422
    assert codes(refused) == ["bad-number", "not-one-of", "bad-id", "bad-number", "bad-number"]
    assert [each["path"] for each in refused.json()["problems"]] == ["year", "stage", "recipient", "page", "size"]
    assert get(client, "/cases?year=99999999999999999999").status_code == 422


def test_a_case_tells_its_standing_its_happenings_and_what_it_waits_for(year):
    number = year.numbers[A][0]
    year.play(number, "requisitioned")
    case = get(year.client(f"{STATE}-programme-officer"), f"/cases/{number}").json()
    assert case["next"] == {"command": "prepare", "role": "programme-officer", "due": None, "yours": True}
    assert case["may"] == ["return-requisition", "prepare"]
    assert case["waits_for"] == ["return-requisition", "prepare"]
    assert case["standing"]["requisition"]["requested"] == "148780771.00"
    assert case["standing"]["requisition"]["due"] == "2017-12-01"
    assert [each["event"]["event"] for each in case["happenings"]] == ["opened", "requisitioned"]
    arrived = case["happenings"][-1]
    assert (arrived["text"], arrived["person"], arrived["paper"]) == (
        "Rekvisition inkommen",
        "signatory i region-01",
        "2017/00001",
    )
    assert arrived["at"] == "2017-03-01T10:00:00+01:00"
    seen_by_recipient = get(year.client(f"{A}-cfo"), f"/cases/{number}", headers=EN).json()
    assert seen_by_recipient["may"] == []
    assert seen_by_recipient["happenings"][-1]["text"] == "Requisition arrived"


def test_a_receipt_is_the_sealed_one_and_replays(year):
    number = year.numbers[A][0]
    response = get(year.client(f"{A}-administrator"), f"/cases/{number}/receipt")
    sealed, problems = read_receipts(response.content, "receipt")
    assert not problems
    assert replay(sealed[0]) == ()
    assert sealed[0] == cases.receipt(number, year.actor(f"{A}-administrator"))
    assert (sealed[0].receipt.recipient, sealed[0].receipt.amount) == (A, 148780771_00)


def test_todos_are_the_cases_whose_next_step_is_mine(year):
    controller, signatory = year.client(f"{A}-controller"), year.client(f"{A}-signatory")
    assert [each["number"] for each in get(controller, "/todos").json()["cases"]] == year.numbers[A]
    assert get(signatory, "/todos").json()["cases"] == []
    year.play(year.numbers[A][1], "requisition-drafted")
    assert [each["number"] for each in get(signatory, "/todos").json()["cases"]] == year.numbers[A][1:]


def test_the_balance_is_for_the_state_alone(year):
    year.play(year.numbers[A][0], "settled")
    for role in ("programme-officer", "decision-maker", "payer", "assessor", "auditor"):
        sheet = get(year.client(f"{STATE}-{role}"), "/balance").json()
    assert sheet == {
        "appropriated": "976000000.00",
        "remaining": "827219229.00",
        "lapsed": "0.00",
        "paid": "148780771.00",
        "open": "0.00",
        "used": "74390385.50",
        "passed_on": "0.00",
        "demanded": "0.00",
        "returned": "74390385.50",
        "holds": True,
    }
    refused = get(year.client(f"{A}-cfo"), "/balance")
    assert (refused.status_code, refused.content) == (404, get(year.client(f"{A}-cfo"), "/nothing").content)
    people.add_person("elsewhere", "Another's auditor", [("regeringskansliet", "auditor")], date(2016, 1, 1), demo=True)
    assert get(year.client("elsewhere"), "/balance").json()["appropriated"] == "0.00"


def test_deeds_are_the_table_of_the_core(year):
    answer = get(year.client(f"{A}-cfo"), "/deeds").json()["deeds"]
    assert {each["command"]: (each["role"], each["side"], tuple(each["stages"])) for each in answer} == {
        name: (deed.role, deed.side, deed.stages) for name, deed in DEEDS.items()
    }


def test_openapi_describes_every_route_and_every_command(client):
    described = client.get(f"{BASE}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    open_routes = {route for route in routes() if route[1] != "/{path:address}"}
    assert {(m.upper(), p.removeprefix(BASE)) for p, each in described["paths"].items() for m in each} == open_routes
    schema = described["paths"][f"{BASE}/orders"]["post"]["requestBody"]["content"][JSON]["schema"]
    Draft202012Validator.check_schema(schema)
    commands = schema["properties"]["orders"]["items"]["properties"]["command"]["anyOf"]
    assert {each["properties"]["command"]["enum"][0] for each in commands} == set(DEEDS)
    amount = described["components"]["schemas"]["BalanceOut"]["properties"]["paid"]
    assert (amount["type"], amount["examples"]) == ("string", ["148780771.00"])
    assert client.get(f"{BASE}/docs").status_code == 401


# What is done through it


def test_a_whole_case_is_played_by_api_alone(year, client):
    """From the draft to the settlement, every command from the answer before it, each by the right person."""
    schema = client.get(f"{BASE}/openapi.json").json()["paths"][f"{BASE}/orders"]["post"]["requestBody"]
    schema = schema["content"][JSON]["schema"]
    number = year.numbers[A][0]
    done = []
    while True:
        case = get(year.client(f"{STATE}-auditor"), f"/cases/{number}").json()
        if case["next"] is None:
            break
        party = STATE if case["next"]["role"] in ("programme-officer", "decision-maker", "payer", "assessor") else A
        doer = year.client(f"{party}-{case['next']['role']}")
        assert number in [each["number"] for each in get(doer, "/todos").json()["cases"]]
        command = next_command(get(doer, f"/cases/{number}").json())
        Draft202012Validator(schema).validate({"orders": [{"case": number, "command": command}]})
        response = post(doer, (number, command))
        assert response.status_code == 200, response.content.decode()
        done.append((command["command"], response.json()["paper"]))
        year.stand_at(year.at + timedelta(hours=1))
    assert done == [
        ("draft-requisition", ""), ("sign-requisition", "2017/00001"), ("prepare", ""), ("decide", ""), ("pay", ""),
        ("draft-statement", ""), ("submit-statement", ""), ("attest-statement", ""), ("sign-statement", "2017/00002"),
        ("accept-statement", ""), ("receive-repayment", ""),
    ]  # fmt: skip
    assert (case["stage"], case["used"], case["returned"]) == ("settled", "74390385.00", "74390386.00")
    assert len({case["standing"][f"{deed}_by"] for deed in ("prepared", "decided", "paid")}) == 3
    assert cases.verify() == []
    assert cases.balance().holds


def test_what_is_not_yet_sent_is_the_recipient_s_own(year):
    """The payer sees that the recipient is at work, and neither sums nor fields before the paper arrives."""
    number = year.numbers[A][0]
    year.play(number, "requisition-drafted")
    payer, own = (get(year.client(who), f"/cases/{number}").json() for who in (f"{STATE}-assessor", f"{A}-cfo"))
    assert (payer["stage"], own["stage"]) == ("requisition-drafted", "requisition-drafted")
    assert payer["standing"]["requisition"]["requested"] == "0.00"
    assert own["standing"]["requisition"]["requested"] == "148780771.00"
    assert payer["standing"]["requisition"]["content"] == ""
    year.play(number, "attested")
    payer, own = (get(year.client(who), f"/cases/{number}").json() for who in (f"{STATE}-assessor", f"{A}-cfo"))
    assert [each["event"]["event"] for each in payer["happenings"]][-1] == "paid"
    assert [each["event"]["event"] for each in own["happenings"]][-1] == "statement-attested"
    assert "Utbildning" not in str(payer)
    assert "Utbildning" in str(own)


def test_one_paper_covers_several_cases(year):
    numbers = year.numbers[A]
    for client, stage in ((f"{A}-controller", "draft"), (f"{A}-signatory", "sign")):
        doer = year.client(client)
        response = post(doer, *((n, next_command(get(doer, f"/cases/{n}").json())) for n in numbers))
        assert response.status_code == 200, stage
    assert response.json() == {"paper": "2017/00001"}
    assert {year.case(n).happenings[-1].paper for n in numbers} == {"2017/00001"}


def test_all_of_a_call_happens_or_none(year):
    first, second = year.numbers[A]
    doer = year.client(f"{A}-controller")
    good = next_command(get(doer, f"/cases/{first}").json())
    bad = {**next_command(get(doer, f"/cases/{second}").json()), "requested": "68143865.01"}
    bad["fields"] = {**bad["fields"], "email": "none", "phone": "none"}
    refused = post(doer, (first, good), (second, bad), headers=EN)
    assert refused.status_code == 422
    assert [(each["case"], each["code"], each["path"]) for each in refused.json()["problems"]] == [
        (second, "bad-field", "orders[1].command.fields.phone"),
        (second, "bad-field", "orders[1].command.fields.email"),
        (second, "over-the-most", "orders[1].command.requested"),
    ]
    over = refused.json()["problems"][2]
    assert (over["severity"], over["hint"]) == ("error", "correct the sum")
    assert over["text"].replace("\u00a0", " ") == "68 143 865,01 kr is 0,01 kr more than the 68 143 865 kr that remain"
    assert [year.case(n).line.stage for n in (first, second)] == ["to-requisition"] * 2


def test_a_case_stands_once_in_a_call(year):
    number = year.numbers[A][0]
    year.play(number, "decided")
    payer = year.client(f"{STATE}-payer")
    command = next_command(get(payer, f"/cases/{number}").json())
    refused = post(payer, (number, command), (number, command))
    assert (refused.status_code, codes(refused)) == (422, ["case-twice"])
    assert refused.json()["problems"][0]["path"] == "orders[1].case"
    assert year.case(number).standing.paid == 0


def test_amounts_are_read_as_they_are_written_and_never_as_floats(year):
    number = year.numbers[A][0]
    doer = year.client(f"{A}-controller")
    command = next_command(get(doer, f"/cases/{number}").json())
    for written, status in {
        '"148780770.99"': 200, "148780770.99": 200, '"148 780 771 kr"': 200, "148780771": 200,
        "1.4878e8": 422, "148780771.0": 422, "NaN": 422, "-1": 422, '"1.000"': 422, "true": 422, "null": 422,
    }.items():  # fmt: skip
        body = json.dumps({"orders": [{"case": number, "command": {**command, "requested": "@"}}]})
        response = doer.post(f"{BASE}/orders", body.replace('"@"', written), content_type=JSON)
        assert response.status_code == status, written


def test_preparing_deciding_and_paying_are_three_persons_whatever_the_account(year):
    people.add_person("many", "Many", [(STATE, role) for role in ("programme-officer", "decision-maker", "payer")],
                      date(2016, 1, 1), demo=True)  # fmt: skip
    other = User.objects.create_user("many-2")
    Account.objects.create(user=other, person_id="many", demo=True)
    first, second = year.client("many"), Client()
    second.force_login(other)
    number = year.numbers[A][0]
    year.play(number, "requisitioned")

    def step(client):
        return post(client, (number, next_command(get(client, f"/cases/{number}").json())))

    assert step(first).status_code == 200
    for client in (first, second):
        assert codes(step(client)) == ["same-person"]
    assert step(year.client(f"{STATE}-decision-maker")).status_code == 200
    for client in (first, second):
        assert codes(step(client)) == ["same-person"]
    assert step(year.client(f"{STATE}-payer")).status_code == 200


def test_two_persons_do_not_decide_on_what_the_other_prepared(year):
    for name in ("one", "two"):
        people.add_person(name, name, [(STATE, role) for role in ("programme-officer", "decision-maker")],
                          date(2016, 1, 1), demo=True)  # fmt: skip
    one, two = year.client("one"), year.client("two")
    outcome = []
    for number, prepares, decides in zip(year.numbers[A], (one, two), (two, one), strict=True):
        year.play(number, "requisitioned")
        for client in (prepares, decides):
            response = post(client, (number, next_command(get(client, f"/cases/{number}").json())))
            outcome.append(response.status_code)
    assert outcome == [200, 200, 200, 422]
    assert codes(response) == ["each-others"]


def test_what_was_changed_since_it_was_read_is_not_acted_on(year):
    number = year.numbers[A][0]
    year.play(number, "requisition-drafted")
    controller, signatory = year.client(f"{A}-controller"), year.client(f"{A}-signatory")
    read_before = next_command(get(signatory, f"/cases/{number}").json())
    draft = year.case(number).standing.requisition
    redraft = {"command": "draft-requisition", "requested": "1.00", "fields": dict(draft)}
    assert post(controller, (number, redraft)).status_code == 200
    refused = post(signatory, (number, read_before))
    assert (refused.status_code, codes(refused)) == (422, ["content-changed"])


def test_a_colleague_without_the_role_is_told_whose_it_is(year):
    number = year.numbers[A][0]
    client = year.client(f"{STATE}-auditor")
    refused = post(client, (number, next_command(get(client, f"/cases/{number}").json())), headers=EN)
    assert (refused.status_code, codes(refused)) == (422, ["not-your-role"])
    assert refused.json()["problems"][0]["text"] == "this is done by a controller"


# What it refuses

DRAFT = {"command": "draft-requisition", "requested": "1.00", "fields": {}}


def orders_of(command, case="2017-0001"):
    return json.dumps({"orders": [{"case": case, "command": command}]}).encode()


BROKEN = {
    "empty": (b" ", ["bad-json"]),
    "no JSON": (b"{", ["bad-json"]),
    "no UTF-8": (b'{"orders": "\xff"}', ["bad-json"]),
    "a key twice": (b'{"orders": [], "orders": []}', ["bad-json"]),
    "very deep": (b'{"orders": ' + b"[" * 400_000, ["bad-json"]),
    "rather deep": (b'{"orders": ' + b"[" * 500 + b"]" * 500 + b"}", ["bad-json"]),
    "a number": (b"1", ["wrong-kind"]),
    "nothing": (b"null", ["empty-value"]),
    "no orders": (b"{}", ["missing-key"]),
    "empty orders": (b'{"orders": []}', ["empty-value"]),
    "a wrong key": (b'{"order": []}', ["unknown-key", "missing-key"]),
    "orders as text": (b'{"orders": "x"}', ["wrong-kind"]),
    "an order as list": (b'{"orders": [[]]}', ["wrong-kind"]),
    "an order of null": (b'{"orders": [null]}', ["empty-value"]),
    "an empty order": (b'{"orders": [{}]}', ["missing-key", "missing-key"]),
    "a case of its own kind": (b'{"orders": [{"case": {"x": []}, "command": {}}]}', ["wrong-kind", "missing-key"]),
    "a command as text": (orders_of("decide"), ["wrong-kind"]),
    "a command as list": (orders_of(["decide"]), ["wrong-kind"]),
    "a command without name": (orders_of({"content": "x"}), ["missing-key"]),
    "a name as list": (orders_of({"command": ["decide"]}), ["wrong-kind"]),
    "an unknown command": (orders_of({"command": "forgive"}), ["not-one-of"]),
    "the clock's command": (orders_of({"command": "tick"}), ["not-one-of"]),
    "a missing value": (orders_of({"command": "decide"}), ["missing-key"]),
    "a surplus key": (orders_of({"command": "decide", "content": "x", "amount": "1"}), ["unknown-key"]),
    "no amount": (orders_of({**DRAFT, "requested": "1,5"}), ["bad-money"]),
    "a field's bad name": (orders_of({**DRAFT, "fields": {"Å": "x"}}), ["bad-id"]),
    "a field of null": (orders_of({**DRAFT, "fields": {"email": None}}), ["empty-value"]),
    "a null character": (orders_of({**DRAFT, "fields": {"email": "a\0b"}}), ["bad-text"]),
    "half a surrogate pair": (orders_of({**DRAFT, "fields": {"email": "\ud800"}}), ["bad-text"]),
    "half a pair in a key": (orders_of({**DRAFT, "\ud800": "x"}), ["bad-text"]),
    "a case of another world": (orders_of(DRAFT, case="\ud800"), ["bad-text"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_call_is_told_in_words(name, year):
    body, expected = BROKEN[name]
    client = year.client(f"{A}-controller")
    for lang in ("sv", "en"):
        response = client.post(f"{BASE}/orders?lang={lang}", body, content_type=JSON)
        assert response.status_code == 422
        assert codes(response) == expected
        assert response["Content-Language"] == lang
        for each in response.json()["problems"]:
            assert all(each[key] for key in ("code", "severity", "text", "hint"))


def test_a_call_that_is_too_large_or_no_json_is_not_read(year):
    client = year.client(f"{A}-controller")
    large = client.post(f"{BASE}/orders", b" " * 1_000_001, content_type=JSON)
    assert (large.status_code, codes(large)) == (413, ["too-large"])
    assert client.post(f"{BASE}/orders", b" " * 1_000_000, content_type=JSON).status_code == 422
    huge = client.post(f"{BASE}/orders", {"file": "x" * 3_000_000})
    assert huge.status_code == 413
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        other = client.post(f"{BASE}/orders", b"{}", content_type=kind)
        assert (other.status_code, codes(other)) == (415, ["not-json"]), kind


def test_a_personal_number_is_refused_and_never_repeated(year):
    number = year.numbers[A][0]
    client = year.client(f"{A}-controller")
    draft = next_command(get(client, f"/cases/{number}").json())
    for secret in ("19121212-1212", "121212-1212", "191212121212", "tolvan 121212+1212 x"):
        assert has_personal_number(secret)
        key = f"x-{secret}"
        for case, command in (
            (secret, draft), (number, {**draft, "command": secret}), (number, {**draft, "requested": secret}),
            (number, {**draft, key: "x"}), (number, {**draft, "fields": {**draft["fields"], key: "x"}}),
            (number, {**draft, "fields": {**draft["fields"], "contact": secret}}), (number, secret),
            (number, {"command": "sign-requisition", "content": secret}),
        ):  # fmt: skip
            response = post(client, (case, command))
            assert response.status_code == 422
            assert set(codes(response)) == {"personal-number"}
            assert "1212" not in response.content.decode()
        for path in (f"/cases/{secret}", f"/cases/{secret}/receipt", f"/agreements/{secret}", f"/{secret}"):
            assert "1212" not in get(client, path).content.decode()
        for name in ("year", "stage", "recipient", "agreement", "page", "lang"):
            assert "1212" not in client.get(f"{BASE}/cases", {name: secret}).content.decode()
    assert year.case(number).line.stage == "to-requisition"


def test_every_code_of_the_door_has_its_words_in_both_languages():
    for texts in WORDS.values():
        assert set(texts) == {"sv", "en"}
        assert all(all(pair) for pair in texts.values())


# What one region may learn of another: nothing

NOWHERE = "2017-9999"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ABOUT_ONE_CASE = {("GET", "/cases/{number}"), ("GET", "/cases/{number}/receipt"), ("POST", "/orders")}
ABOUT_NO_CASE = {
    ("GET", "/agreements"), ("GET", "/agreements/{agreement}"), ("GET", "/cases"), ("GET", "/todos"),
    ("GET", "/balance"), ("GET", "/me"), ("GET", "/deeds"),
}  # fmt: skip
ABOUT_REGISTERS = {("GET", "/registers"), ("POST", "/registers/{register_id}/batches")}
"""Held by tests of their own, in test_registers.py."""
ELSEWHERE = {(method, "/{path:address}") for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}


def test_every_route_is_known_to_the_tests_below():
    """A new route must be put in one of the sets, and so among the questions that region B asks."""
    assert routes() == ABOUT_ONE_CASE | ABOUT_NO_CASE | ABOUT_REGISTERS | ELSEWHERE


def bodies(number):
    """Orders for a case: each command soundly made, broken, and twice."""
    texts = {"content": "x", "reason": "x", "decision": "x", "title": "x", "answer": "x", "reference": "x"}
    other = {
        "requested": "1.00", "amount": "1.00", "accepted": "1.00", "fields": {}, "costs": [], "alternative": "1",
        "ticked": [], "decided": "2017-03-01", "until": "2018-03-01", "due": "2018-03-01",
    }  # fmt: skip
    schema = api.get_openapi_schema(path_prefix="")["paths"]["/orders"]["post"]["requestBody"]["content"][JSON]
    for command in schema["schema"]["properties"]["orders"]["items"]["properties"]["command"]["anyOf"]:
        name = command["properties"]["command"]["enum"][0]
        full = {key: {**texts, **other}[key] for key in command["required"] if key != "command"}
        yield {"orders": [{"case": number, "command": {"command": name, **full}}]}
        yield {"orders": [{"case": number, "command": {"command": name}}]}
    yield {"orders": [{"case": number, "command": {"command": "tick"}}] * 2}
    yield {}


def answer(client, method, path, number, body=None):
    """Everything of an answer but the number that was asked for, which is one as long for both."""
    query = f"?recipient={A}" if number != NOWHERE else "?recipient=region-99"
    sent = json.dumps(body).encode() if body else b""
    response = client.generic(method, filled_path(path, number) + query, sent, JSON)
    headers = {key: value for key, value in response.headers.items() if key not in ("Date",)}
    return response.status_code, response.content.replace(number.encode(), b"@"), headers


@pytest.mark.parametrize("stage", ["to-requisition", "requisitioned", "stated", "settled"])
@pytest.mark.parametrize("role", ["controller", "cfo", "signatory", "administrator"])
def test_region_b_gets_for_region_a_s_case_the_answer_for_none(year, stage, role):
    number = year.numbers[A][0]
    year.play(number, stage)
    client = year.client(f"{B}-{role}")
    before = year.case(number)
    owner = year.client(f"{A}-{role}")
    assert all(answer(owner, "GET", path, number)[0] == 200 for method, path in ABOUT_ONE_CASE if method == "GET")
    for _, path in sorted(ABOUT_ONE_CASE | ELSEWHERE | {("GET", "/cases")}):
        for method in METHODS:
            found = answer(client, method, path, number)
            assert found == answer(client, method, path, NOWHERE), (method, path)
            assert A.encode() not in found[1]
    for theirs, none in zip(bodies(number), bodies(NOWHERE), strict=True):
        assert answer(client, "POST", "/orders", number, theirs) == answer(client, "POST", "/orders", NOWHERE, none)
    assert year.case(number) == before


def test_region_b_cannot_hide_region_a_s_case_among_its_own(year):
    mine, theirs = year.numbers[B][0], year.numbers[A][0]
    client = year.client(f"{B}-controller")
    command = next_command(get(client, f"/cases/{mine}").json())
    found, none = (post(client, (mine, command), (other, command)) for other in (theirs, NOWHERE))
    assert found.status_code == none.status_code == 404
    assert found.content.replace(theirs.encode(), b"@") == none.content.replace(NOWHERE.encode(), b"@")
    assert year.case(mine).line.stage == year.case(theirs).line.stage == "to-requisition"


def test_what_region_a_does_changes_nothing_that_region_b_is_told(year):
    client = year.client(f"{B}-controller")

    def told():
        paths = [filled_path(path) for _, path in sorted(ABOUT_NO_CASE)]
        return [(path, response.status_code, response.content) for path in paths if (response := client.get(path))]

    before = told()
    year.play(year.numbers[A][0], "settled")
    year.stand_at(datetime(2017, 3, 1, 9))
    assert told() == before
