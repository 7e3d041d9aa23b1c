"""Provisions that do nearly the same, against sets that are written out."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.gaps import Report
from graph.gaps.overlap import read_share
from graph.matching import Matcher
from graph.projection.offers import ages_of
from tests.unit.graph.small_region import REGION, reported


def offer(id: str, owner: str, places: str, low: str, high: str, **columns: str) -> dict[str, str]:
    return {"id": id, "naam": f"Aanbod {id}", "soort": "OZA", "aanbieder": owner, "gebieden": places, "leeftijd_van": low,
            "leeftijd_tot": high, "behoefte": "alle", **columns}


ROWS = {
    # Nobody tells the two parts of Noorderweg apart, but they do count as two.
    "gebieden": [*REGION["gebieden"], *({"id": id, "naam": id, "soort": "PC4", "bovenliggend": "gm1"} for id in ("pc3", "pc4"))],
    "profielen": [*REGION["profielen"], {"id": "p3", "naam": "Stadskinderen", "leeftijd_van": "4", "leeftijd_tot": "9", "gebieden": "pc2"}],
    "arrangementen": [
        offer("x1", "o1", "swv", "11", "13"), offer("x2", "o2", "gm1; gm2", "11", "13"), offer("x3", "o2", "gm1; pc1; pc2", "11", "12"),
        offer("x4", "o1", "gm2", "11", "13", bron="b1", partners="o2"), offer("x5", "o2", "gm2", "12", "13", bron="b2"),
        offer("x6", "o1", "swv", "4", "13"), offer("x7", "o1", "swv", "11", "13", behoefte="AUTISME"),
        offer("x8", "", "swv", "11", "13"), offer("x9", "o2", "swv", "20", "21"), offer("x0", "o1", "swv", "22", "23")],
}


def jaccards(report: Report) -> dict[tuple[str, str], float]:
    """The index of every pair of different known providers, from sets that are written out; none when both are empty."""
    moment = report.context.moment
    sets: dict[str, set[tuple[str, str, int]]] = {id: set() for id in moment.offers.ids}
    for needs in moment.profiles:
        for leaf in moment.areas.leaves:
            for age in ages_of(needs.ages):
                for id in Matcher(moment, needs, age, moment.areas.bits(leaf)).outcomes()["JA"]:
                    sets[id].add((needs.id, leaf, age))
    owners = {id: report.context.values("arrangement", id).get("aanbieder") for id in sets}
    return {(one, other): len(sets[one] & sets[other]) / len(sets[one] | sets[other])
            for one, other in combinations(sorted(sets), 2)
            if owners[one] and owners[other] and owners[one] != owners[other] and sets[one] | sets[other]}


def pairs(report: Report) -> set[tuple[str, ...]]:
    return {tuple(finding.subject["arrangementen"]) for finding in report.findings()}


@pytest.mark.parametrize("least", ["1", "0,8", "0.7", "0.66666666666666663", "0.5", "0.2", "0.01"])
def test_overlap_is_the_jaccard_index_of_what_they_do(least: str) -> None:
    with reported(replaced=ROWS, rules=("AANBODOVERLAP",), parameters=(("min_overlap", least),)) as report:
        expected = {pair for pair, index in jaccards(report).items() if index >= float(least.replace(",", "."))}
        assert pairs(report) == expected
        assert expected
        outcome = report.outcomes["AANBODOVERLAP"]
        # Five of o1 and four of o2.
        assert (outcome.population, outcome.gap, outcome.unknown) == (20, len(expected), 0)
        assert {finding.status for finding in report.findings()} == {"BEVESTIGD"}


def test_all_profiles_count_whichever_are_chosen() -> None:
    with reported(replaced=ROWS, rules=("AANBODOVERLAP",)) as report:
        every = report.outcomes["AANBODOVERLAP"]
    with reported(replaced=ROWS, rules=("AANBODOVERLAP",), profiles=("p3",), areas=("gm1",)) as report:
        chosen = report.outcomes["AANBODOVERLAP"]
    assert chosen.findings.ids() == every.findings.ids()
    assert chosen.population == every.population


def test_an_overlap_names_both_and_counts() -> None:
    with reported(replaced=ROWS, rules=("AANBODOVERLAP",), parameters=(("min_overlap", "0,6"),)) as report:
        finding = report.find("AANBODOVERLAP|arrangementen=x4+x5")
        assert finding is not None
        answer = report.explain(finding)
    # Two leaves; Autisme at 11, 12 and 13 or at 12 and 13 years, Trauma at 12.
    assert answer.text == (
        "Aanbod x4 (Zorgpartner) en Aanbod x5 (Schoolbestuur) doen voor 75 % hetzelfde. Van de 8 combinaties van profiel, deelgebied en "
        "leeftijd die bij een van beide zeker passen, passen er 6 bij allebei; de grens is 60 %. Allebei voor: Autisme en Trauma. "
        "Partners van Aanbod x4: Schoolbestuur.")
    assert [(item.id, item.note, item.source) for item in answer.evidence] == [
        ("x4", "aanbieder: Zorgpartner; 8 combinaties", "b1"), ("x5", "aanbieder: Schoolbestuur; 6 combinaties", "b2")]


def test_many_pairs_are_compared_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with reported(replaced=ROWS, rules=("AANBODOVERLAP",)) as report:
        expected = pairs(report)
        monkeypatch.setattr("graph.overlap._AT_ONCE", 1)
        again = Report(report.projection, report.request)
        assert pairs(again) == expected


def test_without_providers_profiles_or_provisions() -> None:
    with reported(rules=("AANBODOVERLAP",)) as report:
        assert report.outcomes["AANBODOVERLAP"].reason == "De kolom aanbieder van het blad arrangementen is leeg."
    with reported(replaced={**ROWS, "profielen": []}, rules=("AANBODOVERLAP",)) as report:
        outcome = report.outcomes["AANBODOVERLAP"]
        assert (outcome.computed, outcome.population, outcome.gap) == (True, 20, 0)
    stopped = [{**row, "status": "GESTOPT"} for row in ROWS["arrangementen"]]
    with reported(replaced={**ROWS, "arrangementen": stopped}, rules=("AANBODOVERLAP",)) as report:
        assert report.outcomes["AANBODOVERLAP"].population == 0


@pytest.mark.parametrize("text", ["", "0", "1,1", "-0.5", "0.8.0", "²", "veel"])
def test_a_share_is_above_nothing_and_at_most_everything(text: str) -> None:
    with pytest.raises(ValueError, match="is geen deel boven 0 en hoogstens 1"):
        read_share(text)
    assert (read_share("1"), read_share("0,8"), read_share(" .5 ")) == (1.0, 0.8, 0.5)
