"""`dekkend rules --cypher`: a question for Neo4j on standard output and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api import settings
from api.cli.main import app
from api.twins import literal, pasteable, with_twin
from graph.gaps import RULES
from graph.gaps.twins import twin


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rules", *arguments])


def test_values_come_first_then_the_question(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path}/is-niet-nodig.db")
    printed = run("--cypher", "geen_aanbod")
    assert (printed.exit_code, printed.stderr) == (0, "")
    lines = printed.stdout.splitlines()
    assert set(lines[:4]) == {f":param datum => '{settings.today()}';", ":param gebiedssoort => null;", ":param profielen => null;",
                              ":param gebieden => null;"}
    assert lines[4].startswith("// GEEN_AANBOD: ")
    assert lines[-1].endswith(";")
    assert "\x1b" not in printed.stdout
    assert list(tmp_path.iterdir()) == []


def test_date_area_kind_and_parameters_are_filled_in() -> None:
    printed = run("--cypher", "GRENSBREUK", "--date", "1-2-2027", "--area-kind", "gemeente", "--param", "paren=SWV_PO>RMC")
    lines = printed.stdout.splitlines()
    assert {":param datum => '2027-02-01';", ":param gebiedssoort => 'GEMEENTE';", ":param paren => [['SWV_PO', 'RMC']];"} <= set(lines[:4])


@pytest.mark.parametrize("rule", with_twin())
def test_the_question_itself_is_the_twin(rule: str) -> None:
    def cypher(text: str) -> list[str]:
        return [line for line in text.splitlines() if line and not line.startswith(("//", ":"))]

    text = pasteable(rule, None, (), date(2026, 11, 1))
    assert cypher(text.removesuffix(";\n")) == cypher(twin(rule))
    # The values stand above it; what the file says of giving them would say it twice.
    assert ":params" not in text


@pytest.mark.parametrize(("arguments", "told"), [
    (("--cypher", "GEN_AANBOD"), "Bedoelt u GEEN_AANBOD?"),
    (("--cypher", ""), "is geen regel"),
    (("--cypher", "VEROUDERD", "--area-kind", "PC4"), "De regel VEROUDERD heeft geen parameter gebiedssoort."),
    (("--cypher", "TEGENSTRIJDIG", "--date", "2027"), "De regel TEGENSTRIJDIG heeft geen parameter datum."),
    (("--cypher", "GEEN_AANBOD", "--date", "gisteren"), "gisteren is geen datum."),
    (("--cypher", "GEEN_AANBOD", "--area-kind", "DORP"), "DORP is geen soort gebied."),
    (("--cypher", "GRENSBREUK", "--param", "paren=A"), "De waarde van parameter paren klopt niet"),
    (("--cypher", "GRENSBREUK", "--param", "paar=A>B"), "Bedoelt u paren?"),
    (("--cypher", "GRENSBREUK", "--param", "paren"), "Schrijf een parameter als naam=waarde"),
    (("--cypher", "GEEN_AANBOD", "--format", "json"), "Laat --format weg."),
    (("--date", "2027"), "horen bij --cypher"),
    (("--area-kind", "PC4"), "horen bij --cypher"),
    (("--param", "paren=SWV_PO>RMC"), "horen bij --cypher"),
])
def test_wrong_use_prints_no_question(arguments: tuple[str, ...], told: str) -> None:
    printed = run(*arguments)
    assert (printed.exit_code, printed.stdout) == (2, "")
    assert told in printed.stderr.replace("\n", " ")


def test_a_rule_without_a_twin_says_why_and_which_have_one() -> None:
    printed = run("--cypher", "CAPACITEIT")
    assert printed.exit_code == 2
    told = printed.stderr.replace("\n", " ")
    assert "De regel CAPACITEIT heeft geen Cypher-vraag. Een grootste stroom kan Cypher" in told
    assert "GEEN_AANBOD" in told
    assert "CAPACITEIT" not in told.partition("Wel:")[2]


def test_rules_with_a_twin_are_registered_rules() -> None:
    assert set(with_twin()) <= set(RULES)
    assert "GEEN_AANBOD" in with_twin()


@pytest.mark.parametrize(("value", "written"), [
    (None, "null"), ("d'Oude \\ weg", "'d\\'Oude \\\\ weg'"), (12, "12"), (2.5, "2.5"), (True, "true"),
    ((("A", 1), ["B"]), "[['A', 1], ['B']]"),
])
def test_a_value_as_cypher_writes_it(value: object, written: str) -> None:
    assert literal(value) == written
