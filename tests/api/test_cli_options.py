"""The command on options as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from tests.api.graphql_site import DAY, workbook
from tests.unit.graph.small_region import REGION
from tests.unit.graph.test_options import BREAK, BRIDGE

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend ARGUMENTS...` on a region in which De Brug stops at 11."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    monkeypatch.setenv("COLUMNS", "200")

    def started(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    result = started("load", workbook(tmp_path / "regio", "Keuzes", **{**REGION, "arrangementen": [BRIDGE]}))
    assert result.exit_code == 0, result.output
    return started


def test_options_in_words(run: Run) -> None:
    told = run("options", BREAK, "--date", DAY).stdout
    assert "2 mogelijkheden zijn doorgerekend; 2 helpen." in told
    assert "1. Verruim De Brug (Zorgpartner): ook voor 12 en 13 jaar (Bestaand aanbod verruimen)" in told
    assert "Effect: Sluit deze lacune, en " in told
    assert "Aan zet: Zorgpartner" in told
    assert "3. Niets doen\n" in told


def test_the_scenario_of_an_option_gives_the_effect_that_the_option_claims(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("options", BREAK, "--date", DAY, "--format", "json").stdout)
    assert answer["finding"] == BREAK
    assert (answer["considered"], answer["tried"], answer["helpful"]) == (2, 2, 2)
    assert [option["type"] for option in answer["options"]] == ["VERRUIMEN", "NIEUW", "NIETS_DOEN"]
    first = answer["options"][0]
    assert first["scenario"] == {"changes": [
        {"op": "wijzigen", "sheet": "arrangementen", "id": "a1", "velden": {"leeftijd_tot": "13"}}]}
    assert (first["closes"], first["owner"], first["owner_name"]) == (True, "o1", "Zorgpartner")
    for option in answer["options"][:-1]:
        file = tmp_path / "keuze.json"
        file.write_text(json.dumps(option["scenario"]), encoding="utf-8")
        outcome = json.loads(run("scenario", file, "--date", DAY, "--format", "json").stdout)
        for part in ("closed", "opened"):
            assert [finding["id"] for finding in outcome[part]] == option["effect"][part]["ids"]
        assert [pair["before"]["id"] for pair in outcome["worse"]] == option["effect"]["worse"]["ids"]
    assert answer["options"][-1]["effect"]["closed"] == {"count": 0, "ids": []}


@pytest.mark.parametrize(("id", "sentence"), [
    ("LEEFTIJDBREUK|profiel=p1", "Bedoelt u LEEFTIJDSBREUK?"),
    (BREAK.replace("=12", "=11"), f"Bedoelt u {BREAK}?"),
    ("BESLUIT_OPEN|agenda=x", "De regel BESLUIT_OPEN is niet berekend: Het blad agenda is leeg."),
])
def test_an_unknown_finding_is_wrong_use(run: Run, id: str, sentence: str) -> None:
    result = run("options", id, "--date", DAY)
    assert result.exit_code == 2
    assert sentence in result.stderr.replace("\n", " ")


def test_a_wrong_parameter_is_wrong_use(run: Run) -> None:
    assert run("options", BREAK, "--param", "max_km=ver").exit_code == 2
    assert run("options", BREAK, "--area-kind", "RMC", "--date", DAY).exit_code == 2
