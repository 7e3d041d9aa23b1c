"""What happens above the limit: counts, reasons, and nothing lost."""

from __future__ import annotations

import pytest

from tests.unit.visualisations.region import DAY, many, projected, rows
from visualisations import MapPayload, MapSpec, draw


def notice(payload: MapPayload, words: str) -> str:
    return next(found for found in payload.notices if words in found)


def test_below_the_limit_nothing_is_folded():
    payload = draw(many(60), MapSpec("verwijspaden", limit=60), DAY)
    assert payload.shown["arrangement"] == 60
    assert "arrangement" not in payload.folded


def test_an_overview_folds_whole_groups_by_kind_and_says_so():
    payload = draw(many(600, 900), MapSpec("verwijspaden", limit=50), DAY)
    assert len(payload.nodes) <= 50
    assert payload.shown.get("arrangement", 0) + payload.folded["arrangement"] == payload.total["arrangement"] == 600
    assert payload.shown.get("referral", 0) + payload.folded["referral"] <= payload.total["referral"] == 900
    assert "de grens is 50" in notice(payload, "samengevouwen")
    assert "Deze kaart zou 600 gegevens tonen" in notice(payload, "samengevouwen")
    blocks = [node for node in payload.nodes if node.shape == "stapel"]
    # The phases of this region each hold one kind: the block says which.
    assert {block.label for block in blocks} == {"Onderwijs-zorgarrangement: 100", "Zorg-onderwijsarrangement: 100"}
    assert all(block.status == "samengevouwen" and block.record is None for block in blocks)
    bundled = [edge for edge in payload.edges if edge.count > 1]
    assert bundled
    assert all(edge.source != edge.target for edge in payload.edges)


def test_what_is_nearest_to_the_start_stays():
    payload = draw(many(400), MapSpec("organisatie", focus=("school",), depth=2, limit=30), DAY)
    assert len(payload.nodes) <= 30
    assert next(node for node in payload.nodes if node.id == "organisation:school").focus
    total = payload.total["arrangement"]
    assert payload.shown["arrangement"] + payload.folded["arrangement"] == total
    assert any(edge.count > 1 and edge.target.startswith("fold:") for edge in payload.edges)


@pytest.mark.parametrize("limit", [10, 11, 17, 40])
@pytest.mark.parametrize("view", ["regio", "verwijspaden", "gebieden"])
def test_no_limit_is_ever_passed(view: str, limit: int):
    records = rows()
    kinds = ("SCHOOL", "GEMEENTE", "COA", "CIZ", "GI", "KDC", "NIDOS", "WSP", "JGZ", "MINISTERIE", "ZORGKANTOOR")
    records["organisation"] += [{"id": f"o{n}", "naam": f"Organisatie {n}", "soort": kinds[n % len(kinds)]} for n in range(80)]
    records["area"] += [{"id": f"g{n}", "naam": f"Gemeente {n}", "soort": "GEMEENTE", "bovenliggend": [f"r{n}"]} for n in range(40)]
    records["area"] += [{"id": f"r{n}", "naam": f"Regio {n}", "soort": "RMC"} for n in range(40)]
    payload = draw(projected(records), MapSpec(view, limit=limit), DAY)
    assert 0 < len(payload.nodes) <= limit
    for kind, total in payload.total.items():
        alone = payload.shown.get(kind, 0)
        assert alone <= total
    if view == "regio":
        assert any("samengevouwen" in found for found in payload.notices)


def test_too_many_connections_are_cut_with_a_notice():
    payload = draw(many(40, 2000), MapSpec("verwijspaden", limit=40), DAY)
    assert len(payload.nodes) == 40
    assert len(payload.edges) == 120
    assert notice(payload, "verbindingen") == "Van de 2.000 verbindingen zijn de 120 zwaarste getekend."


def test_what_happens_within_a_block_is_no_connection():
    records = rows()
    records["arrangement"] = [{"id": f"a{n}", "naam": f"A {n}", "soort": "OZA", "fase": ("ZOA", "UITVAL")[n // 10]} for n in range(20)]
    records["referral"] = [{"van": f"a{n}", "naar": f"a{(n + 1) % 20}", "richting": "DOORSTROOM"} for n in range(20)]
    records["responsibility"] = records["funding"] = []
    payload = draw(projected(records), MapSpec("verwijspaden", limit=10), DAY)
    assert [(edge.source, edge.target, edge.count) for edge in payload.edges if edge.source != edge.target]
    assert all(edge.source != edge.target for edge in payload.edges)
    assert payload.total["referral"] == 20
    drawn = sum(edge.count for edge in payload.edges)
    assert f"{20 - drawn} verbindingen lopen binnen een blok" in notice(payload, "binnen een blok")
