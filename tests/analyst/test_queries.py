"""Every question of the page runs on the example region, on a real server, without a remark."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.twins import with_twin
from tests.analyst import expected
from tests.analyst.conftest import DAY, Region
from tests.analyst.page import Pasted, asked, questions

COLUMNS = {
    "1": "aanbieder aanbod soort van tot behoeften instroom",
    "2": "profiel van tot nodig misschien",
    "3": "eindigt wat welk aanbod aanbieder bedrag_per_jaar",
    "4": "stappen weg van tot weken koud",
    "5": "gemeente organisatie contact gevraagd_op antwoord_op volledig",
    "6": "op_as begrip keer profielen aanbod",
    "7": "rol waarover fase wie",
    "8": "aanbod aanbieder weken vrij_min vrij_max instroom gemeten",
    "9": "op_as keer aanbod vraag_na_bij",
    "10": "eigenaar afspraak deadline waarom lacune",
    "De lacunelijst in de graaf": "score status regel profiel gebied leeftijden eigenaar",
    "Het logboek": "revisie tijd wie gegevensset soort oud nieuw",
}
QUESTIONS = questions()


def test_the_page_asks_ten_questions_and_no_other_than_these() -> None:
    assert QUESTIONS.keys() == COLUMNS.keys()
    assert [name for name in QUESTIONS if name.isdigit()] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_runs_without_a_remark_and_answers(region: Region, name: str) -> None:
    columns, rows, remarks = asked(region.session, QUESTIONS[name])
    assert remarks == []
    assert columns == COLUMNS[name].split()
    assert rows


@pytest.mark.parametrize("wrong", ["MATCH (n:Organisatie) RETURN n", "MATCH ()-[r:BIEDT]->() RETURN r",
                                   "MATCH (n:Area) RETURN n.plaatsnaam"])
def test_a_name_that_is_not_in_the_graph_is_remarked(region: Region, wrong: str) -> None:
    assert asked(region.session, Pasted({}, wrong))[2]


def test_the_list_of_gaps_is_the_engine_s(region: Region) -> None:
    _, rows, _ = asked(region.session, QUESTIONS["De lacunelijst in de graaf"])
    assert [(row["score"], row["regel"], row["profiel"], row["gebied"]) for row in rows] == expected.highest_gaps(region)


@pytest.mark.parametrize("rule", with_twin())
def test_what_is_printed_finds_what_the_rule_finds(region: Region, rule: str) -> None:
    date = ["--date", DAY.isoformat()]
    printed = CliRunner().invoke(app, ["rules", "--cypher", rule, *date])
    if printed.exit_code == 2:
        # Not every rule looks at a day.
        assert "datum" in printed.stderr
        printed = CliRunner().invoke(app, ["rules", "--cypher", rule])
    assert (printed.exit_code, printed.stderr) == (0, "")
    pasted = Pasted.read(printed.stdout)
    _, rows, _ = asked(region.session, pasted)
    assert {row["bevinding"]: row["status"] for row in rows} == {
        finding.id: finding.status for finding in region.report.outcomes[rule].findings}
