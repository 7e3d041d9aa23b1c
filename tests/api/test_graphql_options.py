"""The options of a finding in GraphQL."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.options import Sort
from graph.options import find as finding_options
from graph.options.edits import changed
from graph.options.option import Candidate
from tests.api.graphql_site import DAY, Asker, asking, workbook
from tests.unit.graph.small_region import REGION
from tests.unit.graph.test_options import BREAK, BRIDGE

QUESTION = """
query($gap:ID!,$d:Date!){ gapOptions(gap:$gap,date:$d){ considered tried helpful notice gap{id}
  options{kind{code label} title owner{workbookId} closes improves summary scenario
    effect{net closedCount openedCount betterCount worseCount changedCount closed(first:1){id score} opened{id}
           better{before{ages} after{ages}}
           worse{before{id ages} after{ages explanation}} changed{before{id ages} after{ages}}}}}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("keuzes")
    with asking(folder, workbook(folder / "regio", "Keuzes", **{**REGION, "arrangementen": [BRIDGE]})) as asker:
        yield asker


def test_options_with_their_effect(small: Asker) -> None:
    found = small.data(QUESTION, gap=BREAK, d=DAY)["gapOptions"]
    assert (found["gap"], found["considered"], found["tried"], found["helpful"]) == ({"id": BREAK}, 2, 2, 2)
    assert [option["kind"]["code"] for option in found["options"]] == ["VERRUIMEN", "NIEUW", "NIETS_DOEN"]
    first = found["options"][0]
    assert (first["owner"], first["closes"], first["improves"]) == ({"workbookId": "o1"}, True, False)
    assert json.loads(first["scenario"])["changes"][0]["velden"] == {"leeftijd_tot": "13"}
    effect = first["effect"]
    assert len(effect["closed"]) == 1 < effect["closedCount"]
    [worse] = [pair for pair in effect["worse"] if pair["before"]["id"].startswith("DEELGEBIED")]
    assert worse == {"before": {"id": "DEELGEBIED|profiel=p1|gebied=gm2", "ages": [11]},
                     "after": {"ages": [11, 12, 13], "explanation": worse["after"]["explanation"]}}


def test_what_stays_at_other_ages_is_told_too(small: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def older(context: Context, finding: Finding) -> Iterator[Candidate]:
        yield Candidate(Sort.VERRUIMEN, "Ouder", "Ouder.", (changed(context, "arrangement", "a1", leeftijd_van=12, leeftijd_tot=13),))

    monkeypatch.setattr(finding_options, "GENERATORS", {"LEEFTIJDSBREUK": (older,)})
    first = small.data(QUESTION, gap=BREAK, d=DAY)["gapOptions"]["options"][0]
    assert first["effect"]["changedCount"] == len(first["effect"]["changed"]) == 4
    assert {"before": {"id": "GEEN_AANBOD|profiel=p1|gebied=gm1", "ages": [12, 13]}, "after": {"ages": [11]}} in first["effect"]["changed"]
    assert "4 andere veranderen van leeftijd of van zekerheid." in first["summary"]


@pytest.mark.parametrize("id", ["", "X", "GEEN_AANBOD|profiel=p9|gebied=gm1"])
def test_an_unknown_finding_is_refused(small: Asker, id: str) -> None:
    assert small.code(QUESTION, gap=id, d=DAY) == "BAD_INPUT"


def test_two_at_once_are_too_much(small: Asker) -> None:
    assert small.code("query($gap:ID!){one:gapOptions(gap:$gap){notice} two:gapOptions(gap:$gap){notice}}", gap=BREAK) == "TOO_EXPENSIVE"
