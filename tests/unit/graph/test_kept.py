"""Findings as the graph keeps them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from graph.gaps import RULES, Finding, Report, Request
from graph.gaps.kept import MOST, kept
from graph.projection import build
from graph.store import open_store
from graph.store.neo4j_gaps import FOR, IN, Gap, Link
from graph.store.neo4j_model import LABELS
from loaders.load import load
from schema.kinds import KINDS
from tests.write_back.region import DAY, PATH, REGION, report, write

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "holland-rijnland"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Report:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('kept')}/region.db")
    assert load(store, EXAMPLE).report is not None
    with store.stream() as snapshot:
        found = Report(build(snapshot), Request(date(2026, 11, 22)))
    store.close()
    return found


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Gap]:
    store = open_store(f"sqlite:///{tmp_path}/small.db")
    write(store, *REGION)
    gaps, left_out = kept(report(store))
    store.close()
    assert left_out == 0
    return {gap.properties["id"]: gap for gap in gaps}


def test_a_finding_is_joined_to_what_it_is_about_and_what_shows_it(small: dict[str, Gap]) -> None:
    gap = small["GEEN_AANBOD|profiel=p2|gebied=gm1"]
    assert {(link.type, link.kind, link.id) for link in gap.links} == {
        (FOR, "profile", "p2"), (IN, "area", "gm1"), ("BASED_ON", "arrangement", "brug"), ("BASED_ON", "arrangement", "kade"),
        ("BASED_ON", "inventory_entry", "org~gm1")}
    assert all(link.note for link in gap.links if link.type == "BASED_ON")
    explained = gap.properties.pop("uitleg")
    assert explained.startswith("P2 in Noord, 12 tot en met 14 jaar: geen enkele voorziening past.")
    assert gap.properties == {
        "id": "GEEN_AANBOD|profiel=p2|gebied=gm1", "regel": "GEEN_AANBOD", "titel": "Geen aanbod: P2, Noord", "status": "BEVESTIGD",
        "leeftijden": [12, 13, 14], "score": 13, "peildatum": DAY.isoformat(), "revisie": 1, "fictief": True}


def test_a_referral_is_told_by_its_id_and_its_two_ends(small: dict[str, Gap]) -> None:
    gap = small[f"VEROUDERD|record=verwijspad:{PATH}"]
    note = f"verwijspad {PATH}: bevestigd: mei 2024"
    assert gap.links == {Link("CONCERNS", "arrangement", "brug", note), Link("CONCERNS", "arrangement", "kade", note)}
    assert gap.properties["verwijspaden"] == [PATH]
    assert gap.properties["titel"] == "Gegevens niet (meer) bevestigd: Brug naar Kade"


def test_every_finding_of_the_example_is_kept_and_points_to_records_that_are_there(example: Report) -> None:
    gaps, left_out = kept(example)
    assert left_out == 0
    assert {gap.properties["id"] for gap in gaps} == {finding.id for finding in example.findings()}
    # Nobody in the example is kept out by one contra-indication alone.
    assert {gap.properties["regel"] for gap in gaps} == set(RULES) - {"CONTRA_INDICATIE"}, "the example no longer has every rule"
    for gap in gaps:
        assert gap.links, gap
        assert len({(link.kind, link.id) for link in gap.links}) == len(gap.links), "joined twice"
        for link in gap.links:
            assert link.kind in LABELS
            assert link.id in example.projection[link.kind], link


def test_nothing_of_a_finding_is_lost(example: Report) -> None:
    """Everything in an identity and all evidence is a link, an end of a referral, or a property."""
    by_id = {gap.properties["id"]: gap for gap in kept(example)[0]}
    for finding in example.findings():
        gap = by_id[finding.id]
        linked = {link.id for link in gap.links} | set(gap.properties.get("verwijspaden", ()))
        told = linked | {str(value) for value in gap.properties.values()}
        for value in finding.subject.values():
            for text in value if isinstance(value, list) else [str(value)]:
                assert text in told or text.partition(":")[2] in linked, (finding.id, text)
        assert {item.id for item in example.explain(finding).evidence} <= linked


def test_everything_that_is_kept_is_in_the_documentation(example: Report) -> None:
    text = "".join((EXAMPLE.parents[1] / "docs" / name).read_text(encoding="utf-8") for name in ("opslag.md", "analisten.md"))
    gaps = kept(example)[0]
    names = {name for gap in gaps for name in gap.properties} | {link.type for gap in gaps for link in gap.links}
    assert {name for name in names if not re.search(rf"`{name}`|Gap\.{name}`|:{name}\]", text)} == set()
    assert f"hoogstens {MOST:,} lacunes".replace(",", ".") in text


def test_too_many_findings_leave_out_those_with_the_lowest_scores(example: Report) -> None:
    gaps, left_out = kept(example, 10)
    wanted: list[Finding] = example.in_list_order()
    assert [gap.properties["id"] for gap in gaps] == [finding.id for finding in wanted[:10]]
    assert left_out == len(wanted) - 10


def test_the_dutch_word_for_a_kind_names_one_kind() -> None:
    assert len({kind.singular for kind in KINDS.values()}) == len(KINDS)
