"""The command on paths as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from tests.api.graphql_site import DAY, workbook
from tests.unit.graph.path_region import ARRANGEMENTS, REFERRALS, but
from tests.unit.graph.small_region import REGION

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend ARGUMENTS...` on the region that one can walk by hand."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    monkeypatch.setenv("COLUMNS", "200")

    def started(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    rows = {**REGION, "arrangementen": but(ARRANGEMENTS, {"id": "dag"}, leeftijd_tot="12"), "verwijspaden": REFERRALS}
    result = started("load", workbook(tmp_path / "regio", "Wegen", **rows))
    assert result.exit_code == 0, result.output
    return started


PATHS = ("paths", "--profile", "p1", "--area", "gm2", "--date", DAY)


def test_a_path_is_told_step_by_step(run: Run) -> None:
    told = run(*PATHS, "--age", 12).stdout
    for line in (
        "Autisme, 12 jaar, in Zuiderweg, peildatum 2026-11-22   voorbeelddata (fictief)",
        "Er is 1 weg van hoogstens 6 verwijzingen. De kortste telt 3 verwijzingen.",
        "Weg 1: 3 verwijzingen. Doorlooptijd: ten minste 8 weken; van één stap is het niet bekend. 2 loketten: Schoolbestuur, Zorgpartner.",
        "  Begin: Thuis (thuis)",
        "  2. naar Dagdeel (dag)",
        "     besluit: Beschikking jeugdhulp; Schoolbestuur beslist; 6 weken; zonder warme overdracht",
    ):
        assert line in told
    assert "Breekt af" not in told


def test_where_a_path_breaks_is_told(run: Run) -> None:
    told = run(*PATHS, "--age", 13).stdout
    assert "Er is geen weg. Wat het dichtst in de buurt komt is Thuis → Team → Dagdeel → De Haven." in told
    assert "     Breekt af: Dagdeel past niet. 13 jaar past niet: het aanbod is voor 4 tot en met 12 jaar." in told
    assert "Hier is geen weg naartoe (1):\n  De Haven (haven)" in told


def test_more_paths_than_are_shown_are_counted(run: Run, tmp_path: Path) -> None:
    places = [{"id": f"s{place}", "naam": f"S{place}", "soort": "SITUATIE"} for place in range(14)]
    referrals = [{"van": one, "naar": other, "richting": "TOELEIDING"} for place in places
                 for one, other in (("thuis", place["id"]), (place["id"], "haven"))]
    rows = {**REGION, "arrangementen": [*ARRANGEMENTS, *places], "verwijspaden": referrals}
    assert run("load", workbook(tmp_path / "regio", "Wegen", **rows)).exit_code == 0
    told = run(*PATHS, "--age", 12).stdout
    assert told.count("Weg ") == 10
    assert "… en nog 4. Kies met --from, --to of --max-steps, of gebruik --format json." in told


def test_paths_as_json(run: Run) -> None:
    answer = json.loads(run(*PATHS, "--age", 12, "--format", "json").stdout)
    assert {key: answer[key] for key in ("revision", "peildatum", "fictief", "profile", "area", "age", "back", "from", "to", "max_steps",
                                         "count", "count_is_exact", "broken", "unreached", "stuck")} == {
        "revision": 1, "peildatum": DAY, "fictief": True, "profile": "p1", "area": "gm2", "age": 12, "back": False, "from": None,
        "to": None, "max_steps": 6, "count": 1, "count_is_exact": True, "broken": None, "unreached": [], "stuck": []}
    (path,) = answer["paths"]
    assert path == answer["shortest"]
    assert [item["id"] for item in path["arrangements"]] == ["thuis", "team", "dag", "haven"]
    assert path["weeks"] == {"low": 8, "high": None, "unknown_steps": 1}
    assert path["desks"] == [{"id": "o2", "name": "Schoolbestuur"}, {"id": "o1", "name": "Zorgpartner"}]
    assert path["steps"][0] == {
        "referral": "thuis~team~TOELEIDING~~~GEEN", "from": "thuis", "to": "team", "direction": "TOELEIDING", "access": ["GEEN"],
        "decided_by": None, "weeks": 2, "warm_handover": True, "enrolment": "BLIJFT",
        "sentence": "geen besluit nodig; 2 weken; met warme overdracht; inschrijving blijft", "obstacles": []}
    back = json.loads(run(*PATHS, "--age", 12, "--back", "--from", "dag", "--format", "json").stdout)
    assert [item["id"] for item in back["paths"][0]["arrangements"]] == ["dag", "haven", "team"]


@pytest.mark.parametrize(("changed", "told"), [
    (("--profile", "p"), "Er is geen profiel met id p."),
    (("--area", "gm"), "Er is geen gebied met id gm."),
    (("--from", "daag"), "Er is geen arrangement met id daag. Bedoelt u dag?"),
    (("--to", "daag"), "Er is geen arrangement met id daag. Bedoelt u dag?"),
    (("--max-steps", "13"), "Het getal is hoogstens 12"),
    (("--format", "csv"), "csv kan niet bij --format."),
    (("--date", "gisteren"), "gisteren is geen datum."),
])
def test_wrong_use_of_paths(run: Run, changed: tuple[str, str], told: str) -> None:
    result = run(*PATHS, "--age", 12, *changed)
    assert result.exit_code == 2
    assert told in result.stderr
