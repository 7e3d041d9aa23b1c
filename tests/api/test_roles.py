"""Roles in GraphQL and on the command line: who has which, according to which source, and what is the matter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from api.cli.shared import out
from graph.raci import RACI
from tests.api.graphql_site import DAY, Asker, asking, workbook
from tests.unit.graph.small_region import REGION

CLAIMS = [
    {"organisatie": "o1", "rol": "REGIE_CASUS", "status": "VASTGESTELD", "bron": "b1"},
    {"organisatie": "o2", "rol": "REGIE_CASUS", "gebied": "swv", "opmerking": "Volgens de school."},
    {"organisatie": "o2", "rol": "ADVIES", "profiel": "p2", "fase": "ZOA"},
    {"organisatie": "o1", "rol": "UITVOERING", "arrangement": "a2", "status": "BETWIST"},
]
ROWS = {**REGION, "verantwoordelijkheden": CLAIMS}
MATRIX = """
query($a:ID!,$p:[ID!],$f:String,$d:Date!){roles(area:$a,profiles:$p,phase:$f,date:$d){
  revision date area{workbookId} phase{code label} groupCount notices
  groups(first:5){profileCount profiles{workbookId} roles{
    role{code label} raci oneExpected state gap conflict verdict claimCount overlapping{name}
    claims(first:5){responsibility{workbookId} organisation{name} covers status{code label} source{workbookId} sourceDate
                    accordingTo limitedTo}}}}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("rollen")
    with asking(folder, workbook(folder / "regio", "Rollen", **ROWS)) as asker:
        yield asker


def asked(asker: Asker, **changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = asker.data(MATRIX, **{"a": "gm2", "d": DAY, **changed})["roles"]
    return found


def role(group: dict[str, Any], code: str) -> dict[str, Any]:
    return next(cell for cell in group["roles"] if cell["role"]["code"] == code)


def test_conflicting_claims_stand_side_by_side_with_their_sources(small: Asker) -> None:
    found = asked(small)
    assert (found["groupCount"], found["phase"], found["notices"]) == (2, None, [])
    assert [[profile["workbookId"] for profile in group["profiles"]] for group in found["groups"]] == [["p1"], ["p2"]]
    cell = role(found["groups"][0], "REGIE_CASUS")
    assert {key: cell[key] for key in ("raci", "oneExpected", "state", "gap", "conflict", "claimCount")} == {
        "raci": "A", "oneExpected": True, "state": "MEER", "gap": False, "conflict": True, "claimCount": 2}
    assert cell["verdict"] == ("conflict: 2 organisaties hebben deze rol, er hoort er één te zijn (Zorgpartner, Schoolbestuur)")
    assert cell["overlapping"] == [{"name": "Zorgpartner"}, {"name": "Schoolbestuur"}]
    assert cell["claims"] == [
        {"responsibility": {"workbookId": "o1~REGIE_CASUS~~~~~~"}, "organisation": {"name": "Zorgpartner"}, "covers": True,
         "status": {"code": "VASTGESTELD", "label": "Vastgesteld"}, "source": {"workbookId": "b1"}, "sourceDate": "2026",
         "accordingTo": "vastgesteld, volgens Registratie, 2026", "limitedTo": "zonder beperking"},
        {"responsibility": {"workbookId": "o2~REGIE_CASUS~~~swv~~~"}, "organisation": {"name": "Schoolbestuur"}, "covers": True,
         "status": {"code": "BEWEERD", "label": "Beweerd"}, "source": None, "sourceDate": None, "accordingTo": "beweerd, zonder bron",
         "limitedTo": "gebied Samen"}]


def test_gaps_parts_and_disputes(small: Asker) -> None:
    first, second = asked(small)["groups"]
    assert (role(first, "REGIE_PROCES")["state"], role(first, "REGIE_PROCES")["verdict"]) == (
        "NIEMAND", "van niemand bekend, er hoort één organisatie te zijn")
    assert (role(first, "ADVIES")["state"], role(first, "ADVIES")["verdict"]) == ("NIEMAND", "van niemand bekend")
    assert (role(second, "ADVIES")["state"], role(second, "ADVIES")["verdict"]) == ("DEELS", "alleen voor een deel belegd")
    carried = role(first, "UITVOERING")
    assert (carried["gap"], carried["conflict"], carried["verdict"]) == (
        True, True, "conflict: een bron zegt dat de rol betwist is; alleen voor een deel belegd")
    assert carried["claims"][0]["limitedTo"] == "arrangement De Haven"


def test_one_phase_and_chosen_profiles(small: Asker) -> None:
    found = asked(small, f="zorg-onderwijsarrangement", p=["p2"])
    assert found["phase"] == {"code": "ZOA", "label": "Zorg-onderwijsarrangement"}
    (group,) = found["groups"]
    assert (role(group, "ADVIES")["state"], role(group, "ADVIES")["claims"][0]["covers"]) == ("EEN", True)
    assert role(asked(small, f="UITVAL", p=["p2"])["groups"][0], "ADVIES")["state"] == "NIEMAND"


@pytest.mark.parametrize(("changed", "code"), [
    ({"a": "gm9"}, "NOT_FOUND"), ({"p": ["x"]}, "NOT_FOUND"), ({"f": "LENTE"}, "BAD_INPUT"),
])
def test_what_is_refused(small: Asker, changed: dict[str, Any], code: str) -> None:
    assert small.code(MATRIX, **{"a": "gm2", "d": DAY, **changed}) == code


def test_the_documented_letters_are_those_of_the_engine() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
    told = {role: letter for letter, roles in re.findall(r"^\| ([ACIR/]+) \| (`.+`) \|$", text, re.MULTILINE)
            for role in re.findall(r"`(\w+)`", roles)}
    assert told == RACI


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend roles ARGUMENTS...` on the small region."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    # Not by COLUMNS: where that is set when the console is made, its width stays as it was then.
    monkeypatch.setattr(out, "_width", 250)
    result = CliRunner().invoke(app, ["load", str(workbook(tmp_path / "regio", "Rollen", **ROWS))])
    assert result.exit_code == 0, result.output
    return lambda *arguments: CliRunner().invoke(app, ["roles", "--date", DAY, *map(str, arguments)])


def test_the_table(run: Run) -> None:
    told = run("--area", "gm2").stdout
    for words in ("Zuiderweg, alle fasen, peildatum 2026-11-22, revisie 1, voorbeelddata (fictief)", "Profiel: Autisme", "Profiel: Trauma",
                  "vastgesteld, volgens Registratie, 2026", "gebied Samen", "Regie op het proces", "alleen voor een deel belegd",
                  "Ook van niemand bekend: Wettelijk verantwoordelijk, Zorgplicht,"):
        assert words in told
    one = run("--area", "gm2", "--profile", "p2", "--phase", "ZOA").stdout
    assert "fase Zorg-onderwijsarrangement" in one
    assert "Profiel: Autisme" not in one


def test_on_a_narrow_screen_no_name_is_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "_width", 60)
    assert "…" not in run("--area", "gm2").stdout


def test_json_and_csv(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("--area", "gm2", "--format", "json").stdout)
    assert {key: answer[key] for key in ("revision", "peildatum", "fictief", "area", "area_name", "phase", "notices")} == {
        "revision": 1, "peildatum": DAY, "fictief": True, "area": "gm2", "area_name": "Zuiderweg", "phase": None, "notices": []}
    first = answer["groups"][0]
    assert first["profiles"] == [{"id": "p1", "name": "Autisme"}]
    (cell,) = [each for each in first["roles"] if each["role"] == "REGIE_CASUS"]
    assert (cell["state"], cell["overlapping"], cell["conflict"], cell["gap"]) == ("MEER", ["o1", "o2"], True, False)
    assert cell["claims"][1] == {
        "claim": "o2~REGIE_CASUS~~~swv~~~", "organisation": "o2", "name": "Schoolbestuur", "covers": True, "status": "BEWEERD",
        "source": None, "source_title": None, "source_date": None, "according_to": "beweerd, zonder bron",
        "limits": {"arrangement": None, "profiel": None, "gebied": "swv", "fase": None, "toegang": None}, "limited_to": "gebied Samen",
        "remark": "Volgens de school."}
    file = tmp_path / "rollen.csv"
    assert run("--area", "gm2", "--profile", "p2", "--format", "csv", "--out", file).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == len(RACI) + 1 + 1
    assert [(row["organisatie"], row["geldt helemaal"], row["bron"], row["beperking"]) for row in rows if row["rol"] in (
        "REGIE_CASUS", "ADVIES", "LOBBY")] == [("o1", "ja", "b1", "zonder beperking"), ("o2", "ja", "", "gebied Samen"),
                                               ("o2", "nee", "", "profiel Trauma, fase Zorg-onderwijsarrangement"), ("", "", "", "")]
    assert rows[-1]["profielen"] == "Zuiderweg, alle fasen, peildatum 2026-11-22, revisie 1, voorbeelddata (fictief)."


@pytest.mark.parametrize(("arguments", "told"), [
    (("--area", "gm"), "Er is geen gebied met id gm."), (("--area", "gm2", "--profile", "p"), "Er is geen profiel met id p."),
    (("--area", "gm2", "--phase", "lente"), "lente is geen fase. De fasen zijn: PREVENTIE,"),
    (("--area", "gm2", "--phase", " "), "Een lege waarde is geen fase. De fasen zijn: PREVENTIE,"),
    (("--area", "gm2", "--format", "md"), "md kan niet bij --format."), (("--area", "gm2", "--out", "x"), "Een tabel is voor het scherm."),
    ((), "Er ontbreekt een optie"),
])
def test_wrong_use(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_a_cell_with_very_many_claims_tells_the_first_and_how_many_there_are(run: Run, tmp_path: Path) -> None:
    many = [{"id": f"x{number}", "naam": f"X{number}", "soort": "OZA"} for number in range(30)]
    claims = [*CLAIMS, *({"organisatie": "o1", "rol": "REGIE_CASUS", "arrangement": each["id"],
                          "status": "BETWIST" if each["id"] == "x29" else ""} for each in many)]
    rows = {**ROWS, "arrangementen": [*REGION["arrangementen"], *many], "verantwoordelijkheden": claims}
    assert CliRunner().invoke(app, ["load", str(workbook(tmp_path / "regio", "Rollen", **rows))]).exit_code == 0
    answer = json.loads(run("--area", "gm2", "--format", "json").stdout)
    (cell,) = [each for each in answer["groups"][0]["roles"] if each["role"] == "REGIE_CASUS"]
    # What holds for the whole comes first, then what is disputed.
    assert (cell["claim_count"], len(cell["claims"]), cell["claims"][2]["limits"]["arrangement"]) == (32, 20, "x29")
    rows_told = list(csv.DictReader(io.StringIO(run("--area", "gm2", "--profile", "p1", "--format", "csv").stdout), delimiter=";"))
    assert [row["opmerking"] for row in rows_told if row["rol"] == "REGIE_CASUS"][-1] == "en nog 12"
    assert "… en nog 24" in run("--area", "gm2").stdout


def test_a_region_without_claims_is_told_so(tmp_path: Path) -> None:
    with asking(tmp_path, workbook(tmp_path / "regio", "Rollen", **REGION)) as asker:
        found = asked(asker)
    assert found["notices"] == ["Het blad verantwoordelijkheden is leeg: er is niets over rollen bekend."]
    assert {cell["state"] for cell in found["groups"][0]["roles"]} == {"NIEMAND"}
