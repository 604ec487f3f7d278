"""What all tests share: where the source data are, commands to run, and no skip that hides a lack."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# Settings are read once, when Django is loaded: before that, a home of its own for each test process.
os.environ["DAGMAR_HOME"] = tempfile.mkdtemp(prefix="dagmar-tests-")
os.environ.pop("DAGMAR_ARCHIVE", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "dagmar.site.settings"

import django

django.setup()

from django.conf import settings as django_settings  # noqa: E402

from dagmar import catalogue  # noqa: E402
from dagmar.agreement.file import read_agreement  # noqa: E402
from dagmar.agreement.terms import Agreement  # noqa: E402
from dagmar.cli.main import run  # noqa: E402

settings.register_profile("dagmar", deadline=None, max_examples=200)
settings.load_profile("dagmar")

ROOT = Path(__file__).parent.parent


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """In the build a test that lacks something fails: only a newcomer's machine may skip."""
    report = (yield).get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in the build: {report.longrepr}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source data beside the project; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the source data are not beside the project")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):  # noqa: ARG001
    """The test database is a real file, as in use, one a process: the default, in memory, has no journal."""
    folder = tmp_path_factory.mktemp("database")
    django_settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@dataclass(frozen=True)
class Call:
    """What a command gave."""

    status: int
    out: str
    err: str


@pytest.fixture
def dagmar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Call]:
    """Run a command in English, in an empty folder, with an empty home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAGMAR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAGMAR_LANG", "en")

    def call(*args: str, stdin: str = "") -> Call:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with redirect_stdout(out), redirect_stderr(err):
            status = run(list(args))
        return Call(status, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def seed_002() -> Agreement:
    """professionsmiljarden-2017, from the catalogue."""
    file = read_agreement(catalogue.agreement_bytes("professionsmiljarden-2017"), "professionsmiljarden-2017.yaml")
    assert file.agreement is not None
    return file.agreement
