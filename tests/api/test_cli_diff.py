"""`dekkend diff` as a user runs it: the page, the JSON, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from tests.api.graphql_site import DAY, REGION, workbook

Run = Callable[..., Result]
LATER = "2027-09-01"
PLACES = {
    "gebieden": [{"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE"}],
    "profielen": [{"id": "p1", "naam": "Autisme", "leeftijd_van": "12", "leeftijd_tot": "13", "behoefte": "AUTISME"}],
}
BRIDGE = {"id": "a", "naam": "De [Brug]", "soort": "OZA", "gebieden": "gm1", "leeftijd_van": "12", "behoefte": "AUTISME"}
ID = "GEEN_AANBOD|profiel=p1|gebied=gm1"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend ARGUMENTS...` on a store with two revisions: a provision for 12, then for 12 and 13 until the end of July."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    monkeypatch.setenv("COLUMNS", "300")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    for number, row in enumerate(({**BRIDGE, "leeftijd_tot": "12"}, {**BRIDGE, "leeftijd_tot": "13", "geldig_tot": "2027-07-31"})):
        book = workbook(tmp_path / str(number), "regio", **PLACES, arrangementen=[row])
        assert invoke("load", str(book)).exit_code == 0
    return invoke


def test_the_page_of_two_revisions(run: Run) -> None:
    page = run("diff", "1", "2", "--date", DAY, "--rule", "geen_aanbod")
    assert page.exit_code == 0, page.output
    today = page.stdout.splitlines()[1].partition("(revisie 1, ")[2]
    assert page.stdout.splitlines() == [
        "Verschil tussen twee lacunelijsten - voorbeelddata (fictief)",
        f"Van:  peildatum 22 november 2026 (revisie 1, {today}",
        f"Naar: peildatum 22 november 2026 (revisie 2, {today}",
        "",
        "Bevindingen: 1 gesloten (waarvan 1 onbekend), 0 nieuw, 0 veranderd.",
        "",
        "NIET MEER OP DE LIJST (1)",
        *page.stdout.splitlines()[7:9],
        "    - Geen aanbod (onbekend): Autisme in Noorderweg, 13 jaar",
        "",
        "CIJFERS PER REGEL (eerst -> nu; wat hier niet staat bleef gelijk)",
        "  Regel        van  lacune  onbekend  gedekt",
        "  Geen aanbod    1       0    1 -> 0  0 -> 1",
        "",
        "GEGEVENS DIE VERSCHILLEN (1)",
        "  arrangementen: 1 veranderd (De [Brug])",
    ]
    why = " ".join(line.strip() for line in page.stdout.splitlines()[7:9])
    assert why == ("* Door deze wijziging: arrangement De [Brug] (a): geldig_tot van leeg naar 2027-07-31, leeftijd_tot van 12 naar 13 "
                   f"(revisie 2, {today}.")


def test_the_json(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "verschil.json"
    assert run("diff", f"1@{DAY}", f"2@{LATER}", "--rule", "GEEN_AANBOD", "--format", "json", "--out", str(target)).exit_code == 0
    answer = json.loads(target.read_bytes())
    assert [(side["revision"], side["peildatum"]) for side in (answer["from"], answer["to"])] == [(1, DAY), (2, LATER)]
    assert answer["fictief"] is True
    [gap] = answer["gaps"]
    assert (gap["id"], gap["change"], gap["direction"]) == (ID, "VERANDERD", "SLECHTER")
    assert (gap["before"]["ages"], gap["after"]["ages"]) == ([13], [12, 13])
    assert [(why["by_date"], why["proof"], [cause["id"] for cause in why["causes"]]) for why in gap["why"]] == [
        (False, "DEZE", ["a"]), (True, "DEZE", ["a"])]
    [record] = answer["records"]
    assert (record["sheet"], record["id"], record["what"], record["stored"]["revision"]) == ("arrangementen", "a", "changed", 2)
    assert {column["column"]: (column["before"], column["after"]) for column in record["columns"]} == {
        "leeftijd_tot": ("12", "13"), "geldig_tot": ("", "2027-07-31")}
    [date] = answer["dates"]
    assert (date["column"], date["date"], date["what"]) == ("geldig_tot", "2027-07-31", "AFGELOPEN")
    [rule] = answer["rules"]
    assert (rule["before"]["unknown"], rule["after"]["unknown"], rule["changed"]) == (1, 1, 1)


def test_what_is_left_out_is_the_newest_and_today(run: Run) -> None:
    assert json.loads(run("diff", "1", "--format", "json").stdout)["to"]["revision"] == 2
    same = json.loads(run("diff", "2", "--format", "json").stdout)
    assert (same["gaps"], same["records"], same["dates"]) == ([], [], [])
    dates = json.loads(run("diff", DAY, LATER, "--format", "json").stdout)
    assert (dates["from"]["revision"], dates["to"]["revision"], dates["from"]["peildatum"]) == (2, 2, DAY)
    assert json.loads(run("diff", "@2026", "@2027", "--format", "json").stdout)["to"]["peildatum"] == "2027-01-01"


@pytest.mark.parametrize(("arguments", "word"), [
    (["7"], "Er is geen revisie 7; er zijn revisies 1 tot en met 2."), (["2", "1"], "Zet de oudste revisie voorop"),
    (["99999999999999999999"], "Er is geen revisie"), ([LATER, DAY], "Zet de vroegste datum voorop"), (["x"], "x is geen datum"),
    (["a@2026"], "a is geen nummer van een revisie"), (["1", "--rule", "X"], "X is geen regel"),
    (["1", "--area", "gm9"], "In revisie 1: Er is geen gebied met id gm9"), (["1", "--param", "x=1"], "x is geen parameter"),
    (["1", "--format", "pdf"], "pdf kan niet bij --format"), (["1", "--area-kind", "PC4"], "In revisie 1: Er zijn op"),
])
def test_what_is_refused(run: Run, arguments: list[str], word: str) -> None:
    found = run("diff", *arguments)
    assert found.exit_code == 2
    assert word in found.stderr


def test_what_goes_with_it_is_named(run: Run, tmp_path: Path) -> None:
    with_provider = {"organisaties": [{"id": "o", "naam": "Het Bestuur", "soort": "SCHOOLBESTUUR"}]}
    row = {**BRIDGE, "leeftijd_tot": "13", "aanbieder": "o"}
    assert run("load", str(workbook(tmp_path / "3", "regio", **PLACES, **with_provider, arrangementen=[row]))).exit_code == 0
    empty = [{**BRIDGE, "id": "z", "naam": "De Ander", "leeftijd_van": "4", "leeftijd_tot": "5"}]
    assert run("load", str(workbook(tmp_path / "4", "regio", **PLACES, arrangementen=empty))).exit_code == 0
    [gap] = json.loads(run("diff", "3", "4", "--rule", "GEEN_AANBOD", "--format", "json").stdout)["gaps"]
    [why] = gap["why"]
    assert why["causes"] == [{"sheet": "arrangementen", "id": "a", "with": [{"sheet": "organisaties", "id": "o"}]}]
    assert why["text"].startswith(
        "Door deze wijziging: arrangement De [Brug] (a) is vervallen, met organisatie Het Bestuur (o) (revisie 4, ")


def test_a_chosen_area_that_is_not_counted_is_told(run: Run, tmp_path: Path) -> None:
    places = {**PLACES, "gebieden": [*PLACES["gebieden"], {"id": "swv", "naam": "Samen", "soort": "SWV_PO"}]}
    assert run("load", str(workbook(tmp_path / "3", "regio", **places, arrangementen=[{**BRIDGE, "leeftijd_tot": "13"}]))).exit_code == 0
    found = run("diff", "3", "--area", "swv")
    assert found.exit_code == 0
    assert "swv is geen gebied van de soort GEMEENTE" in found.stderr


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["diff", "1", "--store", f"sqlite:///{tmp_path / 'leeg.db'}"])
    assert (found.exit_code, "de opslag is leeg" in found.stderr) == (2, True)


def test_the_difference_fits_on_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole year of the example region: hundreds of findings differ."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    assert CliRunner().invoke(app, ["load", str(REGION)]).exit_code == 0
    target = tmp_path / "verschil.txt"
    assert CliRunner().invoke(app, ["diff", DAY, LATER, "--out", str(target)]).exit_code == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert 40 < len(lines) <= 66
    assert max(map(len, lines)) <= 110
    for heading in ("NIET MEER OP DE LIJST", "NIEUW OP DE LIJST", "VERANDERD", "CIJFERS PER REGEL", "DATUMS DIE VOORBIJGINGEN"):
        assert any(line.startswith(heading) for line in lines)
