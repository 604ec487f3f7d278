"""Documentation runs: what is generated is up to date, commands work, links lead somewhere, no machine is named."""

import re
import shlex
import subprocess
from pathlib import Path

import generate
import pytest
from metadata import anchor

ROOT = Path(__file__).parent.parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def generated():
    return generate.pages()


def test_the_manual_the_schema_and_the_picture_are_up_to_date(generated):
    stale = [name for name, text in generated.items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make manual`"


def test_nothing_else_lies_in_the_manual(generated):
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "manual").rglob("*") if path.is_file()}
    assert kept <= set(generated)


def test_every_spec_folder_is_a_chapter():
    chapters = {folder for folder, _ in generate.CHAPTERS}
    folders = {path.name for path in (ROOT / "tests" / "spec").iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders == chapters


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_anchors_are_headings(path):
    for target, name in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            page = path.parent / target if target else path
            headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert name in map(anchor, headings), f"{target}#{name}"


def test_the_commands_of_the_readme_work(dagmar, tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (overlay,) = re.findall(r"Write `equal\.yaml`:\n\n```yaml\n(.+?)```", text, re.DOTALL)
    (tmp_path / "equal.yaml").write_text(overlay)
    commands = re.findall(r"^\$ dagmar (.+)$", text, re.MULTILINE)
    assert len(commands) >= 9
    for command in commands:
        assert dagmar(*shlex.split(command, comments=True)).status == 0, command


def test_the_readme_s_two_commands_are_targets_of_the_makefile():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"^make (\w+)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert named == ["demo", "test"]
    assert set(named) <= set(targets)


def test_no_file_names_a_registry_or_a_machine():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    banned = re.compile(rb"pythonhosted|registry\.npmjs|pypi\.org/simple|/work/(?:main|shared)|/ro" + rb"ot/|/home/\w")
    found = [name for name in names if name and (match := banned.search((ROOT / name.decode()).read_bytes())) and match]
    assert [name for name in found if name != b"tests/unit/test_documents.py"] == []
