"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.cli.main import app
from api.documentation import PAGES, made, page
from api.settings import Settings
from schema.kinds import KINDS
from schema.schemes import built_in

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("file", "wanted"), [pytest.param(*each, id=each[0].name) for each in made()])
def test_what_is_made_is_up_to_date(file: Path, wanted: str) -> None:
    assert file.read_text(encoding="utf-8") == wanted, "run `make docs`"


def test_every_sheet_column_code_rule_command_and_setting_is_documented() -> None:
    text = "\n".join(page(name) for name in PAGES)
    vocabulary = built_in()
    for kind in KINDS.values():
        assert f"## {kind.sheet}" in text
        for field in vocabulary.fields(kind):
            assert f"| `{field.name}` |" in text
    for scheme in vocabulary.schemes.values():
        for code in scheme.concepts:
            assert f"| `{code}` |" in text
    for command in app.registered_commands:
        assert f"## dekkend {command.name}\n" in text
    for group in app.registered_groups:
        for command in group.typer_instance.registered_commands:
            assert f"## dekkend {group.name} {command.name}\n" in text
    for setting in Settings.model_fields:
        assert f"DEKKEND_{setting.upper()}" in text


def test_readme_names_only_commands_and_files_that_exist() -> None:
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    named = set(re.findall(r"dekkend ([a-z]+)", README))
    assert named <= known
    assert named >= {"template", "load", "gaps", "map", "serve", "export", "import"}
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_changelog_and_publiccode_agree_on_the_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert f"softwareVersion: {version[1]}" in (ROOT / "publiccode.yml").read_text(encoding="utf-8").replace('"', "")
