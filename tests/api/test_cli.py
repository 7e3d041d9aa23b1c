"""The commands as a user runs them: what they print, what they store, and their exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.main import get_command
from typer.testing import CliRunner

from api.cli.main import app
from api.cli.shared import out
from api.documentation import documented
from graph.gaps import RULES

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "holland-rijnland"
SHARED = ROOT.parent / "shared" / "data"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dekkend ARGUMENTS...` on a store of its own."""
    monkeypatch.setenv("DEKKEND_STORE", f"sqlite:///{tmp_path / 'regio.db'}")
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def loaded(run: Run) -> Run:
    """The same, with the example region in the store."""
    result = run("load", EXAMPLE)
    assert result.exit_code == 0, result.output
    return run


def workbook(folder: Path, **sheets: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


SMALL = {
    "gebieden": "id;naam;soort\ngm0001;Noorderweg;GEMEENTE\n",
    "profielen": "id;naam;leeftijd_van;leeftijd_tot;behoefte\np1;Autisme;12;13;AUTISME\n",
    "arrangementen": "id;naam;soort;gebieden;leeftijd_van;leeftijd_tot;behoefte\na1;De Brug;OZA;gm0001;12;12;AUTISME\n",
}


def test_the_list_shows_whole_ids_and_says_when_its_places_are_those_of_a_choice(
        run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "_width", 80)
    long = "autisme-met-een-lang-kenmerk-dat-niet-op-een-regel-past"
    run("load", workbook(tmp_path / "regio", **{**SMALL, "profielen": SMALL["profielen"].replace("p1", long)}))
    whole, part = (run("gaps", *chosen).stdout for chosen in ((), ("--rule", "GEEN_AANBOD")))
    assert f"GEEN_AANBOD|profiel={long}|gebied=gm0001" in re.sub(r"[│\s]", "", part)
    assert "binnen uw keuze" in part
    assert "binnen uw keuze" not in whole
    assert "binnen uw keuze" in run("gaps", "--profile", long, "--format", "md").stdout


def test_load_json_is_exactly_as_documented(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("load", workbook(tmp_path / "regio", **SMALL), "--format", "json").stdout)
    assert (answer["stored"], answer["revision"]) == (True, 1)
    assert answer["counts"]["gebieden"] == {"new": 1, "changed": 0, "retired": 0, "same": 0}

    wrong = {**SMALL, "profielen": SMALL["profielen"].replace("AUTISME", "AUTISMEE")}
    result = run("load", workbook(tmp_path / "regio", **wrong), "--format", "json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(answer) == {"stored", "errors", "error_count"}
    assert answer["stored"] is False
    assert answer["error_count"] == 1
    (error,) = answer["errors"]
    assert set(error) == {"sheet", "row", "column", "value", "code", "message"}
    assert (error["sheet"], error["row"], error["column"], error["value"]) == ("profielen", 2, "behoefte", "AUTISMEE")
    assert "Autisme" in error["message"] or "AUTISME" in error["message"]


def test_wrong_data_store_nothing(run: Run, tmp_path: Path) -> None:
    folder = workbook(tmp_path / "regio", **SMALL)
    assert run("load", folder).exit_code == 0
    workbook(folder, gebieden=SMALL["gebieden"] + "gm0002;Zuiderweg;DORP\n")
    assert run("load", folder).exit_code == 1
    answer = json.loads(run("gaps", "--format", "json").stdout)
    assert answer["revision"] == 1


def test_dry_run_shows_and_stores_nothing(loaded: Run, tmp_path: Path) -> None:
    result = loaded("load", workbook(tmp_path / "klein", **SMALL), "--dry-run", "--format", "json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["stored"], answer["revision"]) == (0, False, 1)
    assert answer["counts"]["arrangementen"]["new"] == 1
    assert json.loads(loaded("gaps", "--format", "json").stdout)["revision"] == 1


def test_dry_run_names_what_would_change(run: Run, tmp_path: Path) -> None:
    folder = workbook(tmp_path / "regio", **SMALL)
    assert run("load", folder).exit_code == 0
    workbook(folder, gebieden=SMALL["gebieden"].replace("Noorderweg", "Zuiderweg") + "gm0002;Oosterweg;GEMEENTE\n",
             arrangementen="id;naam;soort\n")
    told = run("load", folder, "--dry-run").output
    for line in ("veranderd: gebied gm0001 (naam)", "nieuw: gebied gm0002", "vervallen: arrangement a1"):
        assert line in told


def test_gaps_json_is_exactly_as_documented(run: Run, tmp_path: Path) -> None:
    run("load", workbook(tmp_path / "regio", **SMALL, dataset="sleutel;waarde\nfictief;ja\n"))
    answer = json.loads(run("gaps", "--rule", "GEEN_AANBOD", "--date", "2026-11-22", "--format", "json").stdout)
    assert (answer["revision"], answer["peildatum"], answer["fictief"]) == (1, "2026-11-22", True)
    assert answer["rules"] == [{"rule": "GEEN_AANBOD", "version": 1, "computed": True, "reason": None, "population": 1, "gap": 0,
                                "unknown": 1, "covered": 0}]
    (finding,) = answer["findings"]
    assert set(finding) == {"id", "rule", "status", "subject", "ages", "score", "severity", "urgency", "evidence_strength",
                            "explanation", "evidence", "list", "rank", "rank_band", "why_severity", "why_urgency", "why_evidence"}
    assert (finding["list"], finding["rank"], finding["rank_band"]) == ("EERST_INVENTARISEREN", 1, [1, 1])
    assert finding["why_severity"][0]["criterion"] == "E1"
    assert max(reason["value"] for reason in finding["why_severity"]) == finding["severity"]
    assert finding["id"] == "GEEN_AANBOD|profiel=p1|gebied=gm0001"
    assert (finding["status"], finding["subject"], finding["ages"]) == ("ONBEKEND", {"profiel": "p1", "gebied": "gm0001"}, [13])
    assert "De Brug" in finding["explanation"]
    assert "gevraagd" in finding["explanation"]


def test_findings_are_sorted_by_id(loaded: Run) -> None:
    ids = [finding["id"] for finding in json.loads(loaded("gaps", "--format", "json").stdout)["findings"]]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids)) > 100


def test_ndjson_and_json_say_the_same(loaded: Run) -> None:
    whole = json.loads(loaded("gaps", "--format", "json").stdout)["findings"]
    assert [json.loads(line) for line in loaded("gaps", "--format", "ndjson").stdout.splitlines()] == whole


def test_filters_restrict_pairs_only(loaded: Run) -> None:
    answer = json.loads(loaded("gaps", "--area", "gm0546", "--format", "json").stdout)
    figures = {rule["rule"]: rule["population"] for rule in answer["rules"]}
    assert figures["GEEN_AANBOD"] == 30
    assert figures["AFSPRAAK_OPEN"] == 14
    assert {finding["subject"]["gebied"] for finding in answer["findings"] if "gebied" in finding["subject"]} == {"gm0546"}


@pytest.mark.parametrize(("arguments", "told"), [
    (("gaps", "--rule", "GEEN_AANBOT"), "Bedoelt u GEEN_AANBOD?"),
    (("gaps", "--area-kind", "LAND"), "geen gebieden van de soort LAND"),
    (("gaps", "--area-kind", "DORP"), "geen soort gebied"),
    (("gaps", "--area-kind", ""), "geen soort gebied"),
    (("gaps", "--param", "paren=SWV_PO"), "parameter paren"),
    (("gaps", "--param", "maximum=3"), "geen parameter"),
    (("gaps", "--param", "paren"), "naam=waarde"),
    (("gaps", "--area", "gm9999"), "geen gebied met id gm9999"),
    (("gaps", "--profile", "niemand"), "geen profiel"),
    (("gaps", "--date", "gisteren"), "geen datum"),
    (("gaps", "--format", "papier"), "Kies uit"),
    (("match", "--area", "gm0546", "--age", "12"), "Noem een profiel of behoeften"),
    (("match", "--area", "gm0546", "--age", "12", "--needs", "gedrag=X"), "De assen zijn"),
    (("load", "bestaat-niet.xlsx"), "bestaat niet"),
    (("map", "--out", "kaart.bmp"), "Kies uit"),
    (("template", "sjabloon.csv"), ".xlsx"),
    (("serve", "--host", "0.0.0.0"), "alleen op deze machine"),
    (("serve", "--port", "0", "--store", "neo4j://naam:geheim@127.0.0.1/neo4j"), "geen naam of wachtwoord in het adres"),
    (("serve", "--port", "0", "--store", "mysql://x"), "geen opslag van de soort mysql"),
])
def test_wrong_use_has_exit_code_2_and_a_dutch_sentence(loaded: Run, arguments: tuple[str, ...], told: str) -> None:
    result = loaded(*arguments)
    assert result.exit_code == 2
    assert told in result.output.replace("\n", " ")


def test_a_terminal_without_every_letter_gets_an_answer_too() -> None:
    command = [sys.executable, "-c", "from api.cli.main import main; main()", "rules"]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"GEEN_AANBOD" in done.stdout


@pytest.mark.parametrize("arguments", [("gaps", "--format", "csv", "--out"), ("template",), ("export",)])
def test_a_file_that_cannot_be_written_is_told_in_dutch(loaded: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "bestand").touch()
    result = loaded(*arguments, tmp_path / "bestand" / "uit.xlsx")
    assert result.exit_code == 2
    assert "kan niet worden geschreven. Kijk of de map bestaat" in result.output.replace("\n", " ")


@pytest.mark.parametrize(("arguments", "told"), [
    (("gaps", "--onzin"), "Er is geen optie --onzin."),
    (("lod",), "Er is geen opdracht 'lod'. Bedoelt u 'load'?"),
    (("match", "--area", "x"), "Er ontbreekt een optie: '--age'."),
    (("match", "--area", "x", "--age", "abc"), "De waarde bij '--age' klopt niet. Dit is geen geheel getal."),
    (("match", "--area", "x", "--age", "40"), "De waarde bij '--age' klopt niet. Het getal is hoogstens 27."),
    (("load",), "Er ontbreekt een argument"),
    (("load", "a", "b"), "Dit staat er te veel: b."),
    (("gaps", "--format"), "Bij optie '--format' hoort een waarde."),
    (("gaps", "--help"), "Toon deze uitleg."),
])
def test_what_the_library_says_is_dutch(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == (0 if "--help" in arguments else 2)
    assert told in result.output
    assert "Gebruik:" in result.output
    assert not re.search(r"Usage|OPTIONS|Missing|Invalid|Try |No such|Did you", result.output)


@pytest.mark.parametrize(("variable", "value", "told"), [
    ("WRITE_BACK", "misschien", "DEKKEND_WRITE_BACK moet true of false zijn. Er staat nu: misschien."),
    ("POLL_SECONDS", "abc", "DEKKEND_POLL_SECONDS moet een getal zijn, met een punt voor de decimalen. Er staat nu: abc."),
    ("POLL_SECONDS", "0", "DEKKEND_POLL_SECONDS moet groter zijn dan 0.0. Er staat nu: 0."),
    ("POLL_SECONDS", "inf", "DEKKEND_POLL_SECONDS moet hoogstens 86400.0 zijn. Er staat nu: inf."),
    ("PORT", "8420.5", "DEKKEND_PORT moet een geheel getal zijn. Er staat nu: 8420.5."),
    ("PORT", "70000", "DEKKEND_PORT moet hoogstens 65535 zijn. Er staat nu: 70000."),
    ("PORT", "-1", "DEKKEND_PORT moet ten minste 0 zijn. Er staat nu: -1."),
    ("STORE_PASSWORD", "fictief-geheim", "Er is een wachtwoord voor de opslag, maar geen naam. Zet de naam in DEKKEND_STORE_USER"),
])
@pytest.mark.parametrize("command", [("gaps",), ("serve", "--port", "0"), ("demo", "--no-browser", "--port", "0"), ("store", "rebuild")])
def test_a_wrong_setting_is_told_in_dutch(
        run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], variable: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"DEKKEND_{variable}", value)
    if command == ("store", "rebuild"):
        monkeypatch.setenv("DEKKEND_STORE", "neo4j://127.0.0.1:9")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Fout: {told}")
    assert "geheim" not in result.stderr


def documented_commands() -> list[str]:
    return [name for name, _ in documented(get_command(app))]


@pytest.mark.parametrize("command", ["", "store", *documented_commands()])
def test_help_shows_no_names_of_types(run: Run, command: str) -> None:
    """Every option that takes a value has a Dutch word for it."""
    text = run(*command.split(), "--help").output
    assert "Toon deze uitleg." in text
    assert not re.search(r"<[a-zA-Z]|\{|\bbool|\blist\[|\bstr\b", text), text


def test_unreachable_store_and_conflict(run: Run, tmp_path: Path) -> None:
    assert run("gaps", "--store", f"sqlite:///{tmp_path}").exit_code == 3
    broken = tmp_path / "kapot.db"
    broken.write_bytes(b"geen database, maar tekst" * 100)
    assert run("gaps", "--store", f"sqlite:///{broken}").exit_code == 2
    assert run("gaps", "--store", "mysql://x").exit_code == 2
    folder = workbook(tmp_path / "regio", **SMALL)
    assert run("load", folder, "--expect", "0").exit_code == 0
    workbook(folder, gebieden=SMALL["gebieden"] + "gm0002;Zuiderweg;GEMEENTE\n")
    result = run("load", folder, "--expect", "0")
    assert result.exit_code == 4
    assert "niets opgeslagen" in result.output


def test_match_tells_what_fits_and_why_not(loaded: Run) -> None:
    answer = json.loads(loaded("match", "--area", "gm0546", "--age", "14", "--needs", "behoefte=autisme", "--format", "json").stdout)
    outcomes = {match["outcome"] for match in answer["matches"]}
    assert outcomes >= {"JA", "NEE"}
    for match in answer["matches"]:
        names = [condition["name"] for condition in match["conditions"]]
        assert names == ["instroom", "leeftijd", "gebied", "behoefte"]
        refused = [condition["name"] for condition in match["conditions"] if condition["outcome"] == "NEE"]
        assert match["near_miss"] == (refused[0] if len(refused) == 1 else None)
    assert "Past" in loaded("match", "--area", "gm0546", "--age", "14", "--needs", "behoefte=autisme").stdout


def test_rules_lists_every_rule(run: Run) -> None:
    assert [rule["rule"] for rule in json.loads(run("rules", "--format", "json").stdout)] == list(RULES)
    text = run("rules").stdout
    assert all(rule in text for rule in RULES)


@pytest.mark.parametrize("ending", ["html", "svg", "json", "graphml", "gexf"])
def test_map_writes_every_form(loaded: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"kaart.{ending}"
    result = loaded("map", "--view", "verwijspaden", "--out", target)
    assert result.exit_code == 0, result.output
    assert target.stat().st_size > 1000


@pytest.mark.parametrize("ending", ["csv", "xlsx", "md"])
def test_gap_list_is_written_to_a_file(loaded: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"lijst.{ending}"
    assert loaded("gaps", "--format", ending, "--out", target).exit_code == 0
    assert target.stat().st_size > 5000


def test_export_and_load_again_changes_nothing(loaded: Run, tmp_path: Path) -> None:
    for target in (tmp_path / "uit", tmp_path / "uit.xlsx"):
        assert loaded("export", target).exit_code == 0
        answer = json.loads(loaded("load", target, "--dataset", "holland-rijnland", "--format", "json").stdout)
        assert answer["revision"] == 1
        assert all(not counts["new"] + counts["changed"] + counts["retired"] for counts in answer["counts"].values())


def test_template_loads_as_an_empty_workbook(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "sjabloon.xlsx"
    assert run("template", target).exit_code == 0
    assert run("load", target).exit_code == 0
    assert run("template", target).exit_code == 2


def test_check_says_that_all_is_well(loaded: Run) -> None:
    result = loaded("check")
    assert result.exit_code == 0
    assert "de cijfers tellen op" in result.output


@pytest.mark.skipif(not SHARED.is_dir(), reason="de openbare gegevens staan niet naast dit project (../shared/data)")
def test_main_job_on_real_input(run: Run) -> None:
    for source, path in (("swv-indeling", "swv-indeling/pc4_gemeente_swv_2015-04-23.csv"), ("regioatlas", "regioatlas-2016"),
                         ("duo", "duo-bo-2021/03-alle-vestigingen-bo.csv")):
        result = run("import", source, SHARED / path)
        assert result.exit_code == 0, result.output
    answer = json.loads(run("gaps", "--rule", "GRENSBREUK", "--format", "json").stdout)
    found = {finding["id"]: finding for finding in answer["findings"]}
    velsen = found["GRENSBREUK|gebied=gm0453|soort=AFWIJKING|binnen=SWV_PO>SWV_VO"]
    assert {item["id"] for item in velsen["evidence"]} >= {"po2711", "vo2705"}
    for known in ("gebied=gm1884|soort=SPLITSING|binnen=SWV_PO", "gebied=gm1892|soort=SPLITSING|binnen=SWV_VO",
                  "gebied=gm0383|soort=AFWIJKING|binnen=SWV_PO>JEUGDREGIO", "gebied=gm0317|soort=AFWIJKING|binnen=SWV_VO>JEUGDREGIO"):
        assert f"GRENSBREUK|{known}" in found
    assert run("load", EXAMPLE).exit_code == 0
    both = {finding["id"] for finding in json.loads(run("gaps", "--format", "json").stdout)["findings"]}
    assert set(found) <= both
    assert any(id.startswith("GEEN_AANBOD|") for id in both)
