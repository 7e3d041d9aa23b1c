"""The command that tries changes out, as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from tests.api.graphql_site import DAY, workbook
from tests.api.scenario_region import NORTH, PLACES, REGION, RULES, SINGLE, SOUTH

Run = Callable[..., Result]
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("scenario-*.json"))
CHOSEN = [option for rule in RULES for option in ("--rule", rule)]
CLOSE = {"op": "sluiten", "arrangement": "brug"}
TO_THE_SOUTH = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"gebieden": "noord; zuid"}}
FROM_THIRTEEN = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"leeftijd_van": 13}}
ENOUGH = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"plekken": "8"}}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend ARGUMENTS...` on the small region, with a store of its own."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    monkeypatch.setenv("COLUMNS", "200")

    def started(*arguments: object, given: object = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments],
                                  input=given if isinstance(given, str) else json.dumps(given))

    result = started("load", workbook(tmp_path / "regio", "Klein", **REGION))
    assert result.exit_code == 0, result.output
    return started


def answered(run: Run, *changes: Any, options: tuple[object, ...] = ("--date", DAY)) -> dict[str, Any]:
    """The JSON answer to these changes."""
    result = run("scenario", "-", *CHOSEN, "--format", "json", *options, given={"changes": changes})
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def ids(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["id"] for finding in findings]


def test_closing_the_only_provision(run: Run) -> None:
    answer = answered(run, CLOSE)
    assert {key: answer[key] for key in ("revision", "peildatum", "fictief", "notices", "better", "worse", "changed", "profiles",
                                         "areas")} == {
        "revision": 1, "peildatum": DAY, "fictief": True, "notices": [], "better": [], "worse": [], "changed": [], "profiles": ["p1"],
        "areas": ["noord"]}
    assert answer["changes"] == [{"op": "sluiten", "sheet": "arrangementen", "id": "brug", "name": "De Brug", "cells": [
        {"column": "geldig_tot", "before": "", "after": "2026-11-21"}]}]
    assert ids(answer["closed"]) == [SINGLE]
    assert "Zorgpartner (met De Brug)" in answer["closed"][0]["explanation"]
    assert ids(answer["opened"]) == [NORTH]
    assert answer["opened"][0]["ages"] == [12, 13]
    assert answer["rules"] == [
        {"rule": "GEEN_AANBOD", "before": figures(2, 0, 1), "after": figures(2, 0, 2)},
        {"rule": "CAPACITEIT", "before": figures(1, 1, 0), "after": figures(1, 1, 0)},
        {"rule": "ENKELVOUDIG", "before": figures(2, 1, 0), "after": figures(2, 0, 0)}]
    demand = {"id": "p1~noord~2026-10-01~RAMING~~~", "profile": "p1", "profile_name": "Autisme", "area": "noord", "area_name": "Noord",
              "ages": [12, 13], "count": [8, 8]}
    assert answer["bottlenecks"] == {
        "before": [{"demand": [8, 8], "places": [5, 5], "shortage": [3, 3], "demands": [demand],
                    "provisions": [{"id": "brug", "name": "De Brug"}]}],
        "after": [{"demand": [8, 8], "places": [0, 0], "shortage": [8, 8], "demands": [demand], "provisions": []}]}


def figures(population: int, gap: int, unknown: int) -> dict[str, Any]:
    return {"computed": True, "reason": None, "population": population, "gap": gap, "unknown": unknown,
            "covered": population - gap - unknown}


def test_gaps_that_close_get_better_and_get_worse(run: Run) -> None:
    assert ids(answered(run, TO_THE_SOUTH)["closed"]) == [SOUTH]
    both = answered(run, TO_THE_SOUTH, FROM_THIRTEEN)
    (better,) = [pair for pair in both["better"] if pair["before"]["id"] == SOUTH]
    assert (better["before"]["ages"], better["after"]["ages"]) == ([12, 13], [12])
    assert ids(both["opened"]) == [SINGLE.replace("noord", "zuid"), NORTH]
    smaller = answered(run, {"op": "wijzigen", "sheet": "profielen", "id": "p1", "velden": {"leeftijd_tot": "14"}})
    assert [(pair["before"]["ages"], pair["after"]["ages"]) for pair in smaller["worse"]] == [([12, 13], [12, 13, 14])]


def test_places_that_are_enough_are_no_bottleneck(run: Run) -> None:
    answer = answered(run, ENOUGH)
    assert ids(answer["closed"]) == [PLACES]
    assert len(answer["bottlenecks"]["before"]) == 1
    assert answer["bottlenecks"]["after"] == []
    assert answered(run, CLOSE, options=("--area", "zuid"))["bottlenecks"] == {"before": [], "after": []}


def test_bottlenecks_that_stay_are_not_told(run: Run) -> None:
    assert answered(run, TO_THE_SOUTH)["bottlenecks"] == {"before": [], "after": []}
    for change in (TO_THE_SOUTH, CLOSE):
        told = run("scenario", "-", "--rule", "GEEN_AANBOD", "--date", DAY, given={"changes": [change]}).stdout
        assert "Groepen" not in told
    assert "Groepen" not in run("scenario", "-", *CHOSEN, "--date", DAY, given={"changes": [TO_THE_SOUTH]}).stdout
    told = run("scenario", "-", *CHOSEN, "--date", DAY, given={"changes": [ENOUGH]}).stdout
    assert told.endswith("Groepen met te weinig plekken die veranderen\n  Eerst: Autisme in Noord (12 en 13 jaar): 8 jongeren, 5 plekken, "
                         "tekort 3. Passend aanbod: De Brug.\n  Dan: deze groepen hebben genoeg plekken, of staan niet meer in de vraag.\n")


def test_the_answer_as_text(run: Run) -> None:
    new = {"op": "toevoegen", "sheet": "arrangementen", "rij": {"id": "vaart", "naam": "De Vaart", "soort": "OZA"}}
    told = run("scenario", "-", *CHOSEN, given={"changes": [{**CLOSE, "per": "2030-01-01"}, TO_THE_SOUTH, new]}).stdout
    for line in (
        "Wat als? Peildatum 2030-01-01, revisie 1, voorbeelddata (fictief). Er wordt niets opgeslagen.",
        "  1. sluiten: arrangement De Brug (brug); de laatste dag is 31 december 2029.",
        "  2. wijzigen: arrangement De Brug (brug); gebieden van noord naar noord; zuid.",
        "  3. toevoegen: arrangement De Vaart (vaart); naam De Vaart, soort OZA.",
        "Let op: De peildatum is 1 januari 2030: de laatste sluiting in dit scenario. U kunt zelf een andere dag kiezen.",
        "Verdwijnt: 2",
        f"  Geen aanbod (ONBEKEND) {SOUTH}",
        "Groepen met te weinig plekken die veranderen",
        "  Eerst: Autisme in Noord (12 en 13 jaar): 8 jongeren, 5 plekken, tekort 3. Passend aanbod: De Brug.",
        "  Dan: Autisme in Noord (12 en 13 jaar): 8 jongeren, 0 of meer plekken, tekort 0 tot en met 8. "
        "Er is geen aanbod dat zeker past.",
    ):
        assert line in told
    assert "Wordt kleiner" not in told


def test_a_rule_that_is_computed_no_more_or_still_not(run: Run) -> None:
    blank = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"plekken": "", "toegang": "BESCHIKKING_JW"}}
    text = run("scenario", "-", "--rule", "CAPACITEIT", "--rule", "TOEGANGSBARRIERE", "--date", DAY, given={"changes": [blank]}).stdout
    assert "(CAPACITEIT): wordt niet meer berekend. De kolom plekken van het blad arrangementen is leeg." in text
    assert "(TOEGANGSBARRIERE): wordt nog steeds niet berekend. Het blad verantwoordelijkheden is leeg." in text
    assert "│ Niemand geeft toegang" not in text
    assert text.endswith("  Dan: niet te zeggen, want deze regel wordt niet meer berekend.\n")


def test_a_change_without_a_cell_says_so(run: Run) -> None:
    note = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"_notitie": "later"}}
    assert "1. wijzigen: arrangement De Brug (brug); geen cellen.\n" in run("scenario", "-", given={"changes": [note]}).stdout


def test_a_name_with_brackets_and_backslashes_is_told_as_it_is(run: Run) -> None:
    named = {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"naam": "Brug \\[/] [bold]\\"}}
    result = run("scenario", "-", "--rule", "GEEN_AANBOD", given={"changes": [named]})
    assert result.exit_code == 0
    assert "arrangement Brug \\[/] [bold]\\ (brug);" in result.stdout


def test_a_chosen_area_that_is_not_counted_is_told(run: Run, tmp_path: Path) -> None:
    rows = {**REGION, "gebieden": [*REGION["gebieden"], {"id": "land", "naam": "Land", "soort": "LAND"}]}
    assert run("load", workbook(tmp_path / "meer", "Klein", **rows)).exit_code == 0
    result = run("scenario", "-", "--area", "land", given={"changes": [CLOSE]})
    assert "Let op: land is geen gebied van de soort GEMEENTE" in result.stderr


def test_nothing_is_stored(run: Run) -> None:
    before = run("gaps", "--format", "json", "--date", DAY).stdout
    answered(run, CLOSE)
    assert run("gaps", "--format", "json", "--date", DAY).stdout == before
    again = answered(run, {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"naam": "De Brug"}})
    assert (again["closed"], again["opened"], again["notices"]) == ([], [], ["Aan arrangement brug verandert niets."])
    told = run("scenario", "-", *CHOSEN, "--date", DAY, given={"changes": [
        {"op": "wijzigen", "sheet": "arrangementen", "id": "brug", "velden": {"opmerking": "ja"}}]}).stdout
    assert "De lacunes blijven zoals zij zijn." in told
    assert "Cijfers die veranderen" not in told


def test_a_long_list_is_cut_and_counted(run: Run) -> None:
    many = [{"op": "toevoegen", "sheet": "profielen", "rij": {"id": f"q{number}", "naam": f"Q{number}", "leeftijd_van": 4,
                                                              "leeftijd_tot": 4}} for number in range(25)]
    told = run("scenario", "-", "--rule", "GEEN_AANBOD", "--date", DAY, given={"changes": many}).stdout
    assert "Lacunes: 50 komen erbij." in told
    assert "  … en nog 40. Met --format json ziet u meer." in told
    assert "  … en nog 5. Met --format json ziet u meer." in told
    assert "Profielen die dit raakt (25): Q0, Q1, Q10, Q11, Q12, Q13, Q14, Q15 en nog 17 andere." in told


def test_wrong_data_end_with_one_and_say_where(run: Run, tmp_path: Path) -> None:
    wrong = {"changes": [CLOSE, {**TO_THE_SOUTH, "velden": {"plekken": "veel", "aanbieder": "o2"}}]}
    result = run("scenario", "-", given=wrong)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2 fouten in het scenario. Er is niets berekend." in result.stderr
    assert "  wijziging 2, blad arrangementen, kolom plekken (veel): Een aantal is een geheel getal" in result.stderr
    result = run("scenario", "-", "--format", "json", given=wrong)
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["error_count"] == 2
    assert answer["errors"][0] == {
        "change": 2, "sheet": "arrangementen", "column": "aanbieder", "value": "o2", "code": "ONBEKENDE_VERWIJZING",
        "message": "o2 staat niet op het blad organisaties, en ook niet in een andere gegevensset."}
    result = run("scenario", "-", given="{")
    assert (result.exit_code, "Dit is geen goed JSON-bestand" in result.stderr) == (1, True)


@pytest.mark.parametrize(("arguments", "message"), [
    (("nergens.json",), "nergens.json bestaat niet."),
    ((".",), "kan niet worden gelezen"),
    (("-", "--rule", "GEN_AANBOD"), "Bedoelt u GEEN_AANBOD?"),
    (("-", "--profile", "p2"), "Er is geen profiel met id p2."),
    (("-", "--area-kind", "WIJK"), "WIJK"),
    (("-", "--param", "max_km"), "Schrijf een parameter als naam=waarde"),
    (("-", "--date", "morgen"), "morgen is geen datum."),
    (("-", "--format", "xml"), "xml kan niet bij --format."),
    (("-", "--out", "nergens/hier.txt"), "kan niet worden geschreven"),
])
def test_wrong_use_ends_with_two(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("scenario", *arguments, given={"changes": [CLOSE]})
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_answer_to_a_file_is_the_same(run: Run, tmp_path: Path, format: str) -> None:
    file, to = tmp_path / "scenario.json", tmp_path / "antwoord"
    file.write_text(json.dumps({"changes": [TO_THE_SOUTH]}), encoding="utf-8")
    question = ("scenario", file, *CHOSEN, "--date", DAY, "--format", format)
    printed = run(*question).stdout
    assert run(*question, "--out", to).stdout == ""
    written = to.read_text(encoding="utf-8")
    if format == "json":
        assert written == printed
    else:
        assert written.splitlines()[:4] == printed.splitlines()[:4]
        assert "\x1b" not in written


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_the_examples_do_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    for arguments in (("load", str(file.parent / "holland-rijnland")),
                      ("scenario", str(file), "--format", "json", "--out", str(tmp_path / "a"))):
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == 0, result.output
    answer = json.loads((tmp_path / "a").read_bytes())
    assert answer["fictief"]
    assert answer["closed"]
    assert answer["opened"]
    assert "fictief" in json.loads(file.read_bytes())["_toelichting"].casefold()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3
