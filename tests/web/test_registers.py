"""Access to registers: who may read and who may change, each access logged for good; files brought through the API."""

import io

import polars as pl
import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.test import Client
from registers import person as number
from tracing import Traces

from dagmar.account import people
from dagmar.account.models import Account
from dagmar.cli.main import run
from dagmar.register.keeping import Home
from dagmar.store import cases, registers
from dagmar.store.clock import now

pytestmark = pytest.mark.django_db

HEAD = (
    "person,unit,sex,age,kind,speciality,own-request,decided,carried-out,measured,state,patient-chosen,medical-reason"
)
PATH = "/api/v1/registers/waiting-times/batches"


def row(who: int, day: str = "2025-03-02") -> str:
    sex = 2 - int(number(who)[10]) % 2
    return f"{number(who)},unit-1,{sex},75,contact,primary-care,0,{day},{day},{day},carried-out,0,0"


def file_of(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows, ""]).encode()


@pytest.fixture
def kept(settings, home) -> Home:
    """Empty registers, in the home of the test."""
    settings.REGISTERS, settings.REGISTER_KEYS, settings.REGISTER_ARCHIVE = home / "registers", home / "keys", ""
    return registers.home()


@pytest.fixture
def client_of():
    """A client for somebody with a role, logged in."""

    def make(name: str, *roles: tuple[str, str]) -> Client:
        people.add_person(name, name.title(), roles, now().date(), demo=False)
        user = User.objects.create_user(username=name)
        Account.objects.create(user=user, person_id=name)
        client = Client()
        client.force_login(user)
        return client

    return make


def bring(client: Client, body: bytes, query: str = "", kind: str = "text/csv"):
    return client.generic("POST", PATH + query, body, content_type=kind, headers={"accept-language": "en"})


def test_a_file_is_brought_as_the_body_of_a_call(kept, client_of):
    manager = client_of("mona", ("skr", "register-manager"))
    found = bring(manager, file_of(row(1), row(2))).json()
    assert (found["taken_in"], found["read"], found["kept"]) == (True, 2, 2)
    assert bring(manager, file_of(row(1), row(2))).json()["again"]
    assert kept.store(registers.register_of("waiting-times")).manifest().rows == 2
    (listed,) = manager.get("/api/v1/registers").json()["registers"]
    assert (listed["id"], listed["rows"], listed["months"], listed["made_up"]) == (
        "waiting-times", 2, ["2025-03"], True,
    )  # fmt: skip


def test_faults_are_told_and_nothing_is_taken_in(kept, client_of):
    manager = client_of("mona", ("skr", "register-manager"))
    wrong = row(2).replace(",75,", ",750,")
    found = bring(manager, file_of(row(1), wrong)).json()
    (fault,) = found["faults"]
    assert (found["taken_in"], found["refused"]) == (False, 1)
    assert (fault["row"], fault["column"], fault["rule"], fault["severity"]) == (3, "age", "out-of-range", "error")
    assert "0–120" in fault["words"]
    assert bring(manager, file_of(row(1), wrong), "?accept_valid=true").json()["kept"] == 1
    assert kept.store(registers.register_of("waiting-times")).manifest().rows == 1


def test_an_archive_that_does_not_answer_is_told(kept, client_of, settings):
    """It is no fault of the call, and the place is not told to whom it does not concern."""
    assert kept
    settings.REGISTER_ARCHIVE = "memory://not-there/registers"
    manager = client_of("mona", ("skr", "register-manager"))
    for answer in (bring(manager, file_of(row(1))), manager.get("/api/v1/registers")):
        assert (answer.status_code, answer.json()["problems"][0]["code"]) == (503, "archive-unreachable")
        assert b"not-there" not in answer.content


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_form_is_refused_before_it_is_read(client_of, kept, kind):  # noqa: ARG001
    """Django would lay the file of a form on the disk while it comes."""
    manager = client_of("mona", ("skr", "register-manager"))
    answer = bring(manager, file_of(row(1)), kind=kind)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (415, "not-a-file")


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet", "xlsx"])
@pytest.mark.parametrize("less", [1, 50, 10_000])
def test_a_file_that_is_cut_off_is_not_taken_in(client_of, kept, form, less):
    """All or none: what came before the line broke is a sound table by itself."""
    manager = client_of("mona", ("skr", "register-manager"))
    rows = pl.read_csv(file_of(*(row(each) for each in range(1, 20))), infer_schema=False)
    whole = io.BytesIO()
    if form == "csv":
        rows.write_csv(whole)
    elif form == "ndjson":
        rows.write_ndjson(whole)
    else:
        whole.write(b"PAR1" if form == "parquet" else b"PK\x03\x04")
    answer = manager.generic(
        "POST", f"{PATH}?form={form}", whole.getvalue(), content_type="text/csv",
        **{"CONTENT_LENGTH": str(len(whole.getvalue()) + less), "wsgi.input": io.BytesIO(whole.getvalue())},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "cut-off")
    assert kept.store(registers.register_of("waiting-times")).manifest().rows == 0


@pytest.mark.parametrize("length", ["", "ten", "-5"])
def test_a_file_of_no_told_length_is_refused(client_of, kept, length):
    """As when it is sent in parts: it would be taken for an empty one."""
    manager = client_of("mona", ("skr", "register-manager"))
    answer = manager.generic("POST", PATH, file_of(row(1)), content_type="text/csv", CONTENT_LENGTH=length)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (411, "no-length")
    assert kept.store(registers.register_of("waiting-times")).manifest().rows == 0


def test_who_does_not_keep_a_register_cannot_tell_that_it_exists(client_of, kept):  # noqa: ARG001
    other = client_of("olle", ("region-01", "register-manager"), ("skr", "register-reader"))
    there = bring(other, file_of(row(1)))
    nowhere = other.generic("POST", "/api/v1/registers/nothing/batches", b"", content_type="text/csv")
    assert there.status_code == nowhere.status_code == 404
    assert there.json()["problems"][0]["code"] == nowhere.json()["problems"][0]["code"]
    assert bring(Client(), file_of(row(1))).status_code == 401


def test_a_call_without_its_token_is_refused(client_of, kept):  # noqa: ARG001
    client_of("mona", ("skr", "register-manager"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="mona"))
    answer = bring(strict, file_of(row(1)))
    assert answer.status_code == 403
    assert "no valid CSRF token" in answer.json()["problems"][0]["text"]


def test_a_file_for_no_address_is_not_found(client_of, kept):  # noqa: ARG001
    """Whatever it looks like."""
    manager = client_of("mona", ("skr", "register-manager"))
    answer = manager.generic("POST", "/api/v1/x/batches", file_of(row(1)), content_type="text/csv")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (404, "not-found")


def test_no_number_of_a_brought_file_is_on_the_disk(client_of, kept, tmp_path):
    manager = client_of("mona", ("skr", "register-manager"))
    bring(manager, file_of(*(row(each) for each in range(100))))
    bring(manager, file_of(*(row(each).replace("unit-1", number(each)) for each in range(100))))
    connection.cursor().execute("SELECT 1")
    traces = Traces(number(each) for each in range(100))
    assert traces.under(tmp_path) == {}
    with open(connection.settings_dict["NAME"], "rb") as database:
        assert traces.within(database.read()) == []
    assert kept.store(registers.register_of("waiting-times")).manifest().rows == 100


def read(*args: str, form: str = "csv", lang: str = "en"):
    """`dagmar register ...`: its status, and what it printed."""
    from contextlib import redirect_stderr, redirect_stdout

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run(["register", *args, "--format", form, "--lang", lang])
    return status, out.getvalue(), err.getvalue()


def test_rows_are_read_for_a_purpose_and_it_is_logged(client_of, kept, monkeypatch):
    monkeypatch.setattr("dagmar.cli.accessing.store_of", kept.store)
    bring(client_of("mona", ("skr", "register-manager")), file_of(row(1), row(2), row(3, "2025-04-02")))
    client_of("rut", ("skr", "register-reader"))
    asked = ("read", "waiting-times", "--as", "rut", "--why", "The waits of March", "--month", "2025-03")
    status, out, _ = read(*asked, "--column", "person", "--column", "state")
    lines = out.splitlines()
    assert (status, lines[0], len(lines)) == (0, "person,state", 3)
    assert all(len(line.split(",")[0]) == 32 for line in lines[1:])
    status, out, _ = read("log", "waiting-times")
    told = [line.split(",") for line in out.splitlines()]
    assert [each[1:4] for each in told[1:]] == [["mona", "Mona", "load"], ["rut", "Rut", "read"]]
    assert told[2][-2:] == ["2", "The waits of March"]


@pytest.mark.parametrize(
    ("who", "why", "code"),
    [
        ("mona", "The waits of March", "a register reader of skr, the controller of `waiting-times`"),
        ("rut", "because", "from 10 to 300 characters"),
        ("rut", "for 19500101-9800 alone", "personal identity number"),
    ],
)
def test_without_role_or_purpose_nothing_is_read(client_of, kept, monkeypatch, who, why, code):
    """A manager changes rows and does not read them; a purpose says something, and names nobody."""
    monkeypatch.setattr("dagmar.cli.accessing.store_of", kept.store)
    client_of("mona", ("skr", "register-manager"))
    client_of("rut", ("skr", "register-reader"))
    status, out, err = read("read", "waiting-times", "--as", who, "--why", why)
    assert (status, out) == (1, "")
    assert code in err
    assert "19500101" not in err
    (refused,) = registers.log(registers.register_of("waiting-times"))
    assert (refused.person, refused.deed, refused.rows, refused.why) == (who, "read", 0, "")
    assert refused.what.startswith("refused: ")


@pytest.fixture
def read_of(client_of, kept, monkeypatch):
    """Two rows, and how a reader reads them, in a form and a language."""
    monkeypatch.setattr("dagmar.cli.accessing.store_of", kept.store)
    monkeypatch.setenv("COLUMNS", "100")
    bring(client_of("mona", ("skr", "register-manager")), file_of(row(1), row(2)))
    client_of("rut", ("skr", "register-reader"))
    asked = ("read", "waiting-times", "--as", "rut", "--why", "The waits of March")
    return lambda *args, **how: read(*asked, *args, **how)


def test_a_table_is_as_wide_as_the_terminal(read_of):
    """The first columns that have room are shown and the others named; flags are words."""
    status, out, err = read_of(form="table", lang="sv")
    assert status == 0
    assert max(map(len, out.splitlines())) <= 100
    assert "person" in out.splitlines()[1]
    assert "…" not in out
    assert "kolumner: --column" in err
    assert "--column patient-chosen" in err
    assert "2 rader lästa och loggade." in err
    assert "Alla personer är påhittade." in err
    _, out, err = read_of("--column", "own-request", "--column", "state", form="table", lang="sv")
    assert "nej" in out
    assert "--column" not in err
    _, out, _ = read_of("--column", "own-request")
    assert out.splitlines()[1:] == ["False", "False"]


def test_a_month_is_written_as_one(read_of):
    status, out, err = read_of("--month", "mars")
    assert (status, out) == (1, "")
    assert "`mars` is no month" in err
    assert "2025-03" in err
    _, out, err = read_of("--month", "20020113-9805")
    assert "9805" not in out + err
    assert "9805" not in read("log", "waiting-times")[1]


def test_deeds_of_the_log_in_both_languages(read_of):
    read_of()
    _, out, _ = read("log", "waiting-times", form="table", lang="sv")
    assert "läste in" in out
    assert "läste " in out.replace("läste in", "")
    _, out, _ = read("log", "waiting-times", form="table")
    assert "loaded" in out
    _, out, _ = read("log", "waiting-times", lang="sv")
    assert ",load," in out


def test_the_log_cannot_be_changed(client_of, kept):
    bring(client_of("mona", ("skr", "register-manager")), file_of(row(1)))
    assert kept
    assert cases.verify() == []
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only ever added"):
        cursor.execute("UPDATE store_accessrow SET person = 'nobody'")


def test_verify_tells_a_log_that_was_changed(client_of, kept):
    bring(client_of("mona", ("skr", "register-manager")), file_of(row(1)))
    assert kept
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_accessrow_no_update")
        cursor.execute("UPDATE store_accessrow SET person = 'nobody'")
    assert [each for each in cases.verify() if each.startswith("access ")]
