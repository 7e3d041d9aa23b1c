"""The command on the radar of end dates as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from api.cli.shared import out
from tests.api.graphql_site import DAY, workbook
from tests.api.test_graphql_continuity import ROWS

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend continuity ARGUMENTS...` on a small region."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    # Not by COLUMNS: where that is set when the console is made, its width stays as it was then.
    monkeypatch.setattr(out, "_width", 250)
    result = CliRunner().invoke(app, ["load", str(workbook(tmp_path / "regio", "Radar", **ROWS))])
    assert result.exit_code == 0, result.output
    return lambda *arguments: CliRunner().invoke(app, ["continuity", "--date", DAY, *map(str, arguments)])


def test_the_table_keeps_apart_what_is_certain(run: Run) -> None:
    told = run().stdout
    for words in ("Peildatum 2026-11-22, tot en met 2028-05-22, revisie 1   voorbeelddata (fictief)", "Zeker: 2",
                  "Misschien, want er ontbreekt een einddatum: 1", "tot en met 31 januari 2027", "Autisme, 12 en 13 jaar",
                  "Zuiderweg (in een deel van het gebied)", "D (geld voor Zorg is tijdelijk, einddatum onbekend)"):
        assert words in told
    assert told.index("Zeker: 2") < told.index("Misschien, want")
    assert "Binnen deze termijn houdt geen aanbod op, voor zover bekend." in run("--area", "gm1", "--months", 1).stdout


def test_on_a_narrow_screen_no_name_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "_width", 48)
    assert "…" not in run().stdout


def test_json_and_csv_say_the_same(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("--format", "json").stdout)
    assert {key: answer[key] for key in ("revision", "peildatum", "fictief", "area_kind", "months", "until", "computed", "reason",
                                         "certain", "perhaps")} == {
        "revision": 1, "peildatum": DAY, "fictief": True, "area_kind": "GEMEENTE", "months": 18, "until": "2028-05-22", "computed": True,
        "reason": None, "certain": 2, "perhaps": 1}
    assert answer["losses"][0] == {"day": "2027-01-31", "profiles": 1, "pairs": 1}
    assert answer["endings"][1] == {
        "certain": True, "last_day": "2027-06-30", "not_before": None, "sooner": False, "profile": "p1", "profile_name": "Autisme",
        "area": "gm1", "area_name": "Noorderweg", "ages": [12, 13], "partly": False, "provisions": [
            {"arrangement": "a", "name": "A", "ends": [
                {"kind": "arrangement", "ids": ["a"], "component": None, "last_day": "2027-01-31", "not_before": None,
                 "sentence": "loopt zelf tot en met 31 januari 2027"},
                {"kind": "legal_basis", "ids": ["wet"], "component": None, "last_day": "2027-01-31", "not_before": None,
                 "sentence": "rechtsgrond Wet geldt tot en met 31 januari 2027"}]},
            {"arrangement": "b", "name": "B", "ends": [
                {"kind": "arrangement", "ids": ["b"], "component": None, "last_day": "2027-06-30", "not_before": None,
                 "sentence": "loopt zelf tot en met 30 juni 2027"}]}]}
    file = tmp_path / "radar.csv"
    assert run("--format", "csv", "--out", file).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [(row["laatste dag"], row["gebied"], row["leeftijden"], row["in een deel van het gebied"]) for row in rows[:-1]] == [
        ("2027-01-31", "gm1", "11 jaar", "nee"), ("2027-06-30", "gm1", "12 en 13 jaar", "nee"), ("", "gm2", "11 tot en met 13 jaar", "ja")]
    assert rows[-1]["zeker"] == "Peildatum 2026-11-22, revisie 1, voorbeelddata (fictief), tot en met 2028-05-22."


@pytest.mark.parametrize(("arguments", "told"), [
    (("--profile", "p"), "Er is geen profiel met id p."), (("--area", "gm"), "Er is geen gebied met id gm."),
    (("--months", "601"), "Het getal is hoogstens 600"), (("--format", "xlsx"), "xlsx kan niet bij --format."),
    (("--out", "x"), "Een tabel is voor het scherm."), (("--area-kind", "DORP"), "DORP is geen soort gebied."),
])
def test_wrong_use(run: Run, arguments: tuple[str, str], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_a_chosen_area_that_is_not_counted_is_told(run: Run) -> None:
    assert "Let op: pc1 is geen gebied van de soort GEMEENTE" in run("--area", "pc1").stderr
