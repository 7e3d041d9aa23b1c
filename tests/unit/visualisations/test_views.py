"""What each view puts on the map, what it leaves out, and that it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.projection import Projection
from tests.unit.visualisations.region import DAY, projected, rows
from visualisations import VIEWS, MapPayload, MapSpec, WrongMap, draw
from visualisations.palette import COLOURS, LINES, SHAPES
from visualisations.views import BUILDERS


def ids(payload: MapPayload) -> set[str]:
    return {node.id for node in payload.nodes}


def said(payload: MapPayload) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.label, edge.target) for edge in payload.edges}


def node(payload: MapPayload, id: str):
    return next(found for found in payload.nodes if found.id == id)


def test_every_view_has_a_builder():
    assert BUILDERS.keys() == VIEWS.keys()


def test_every_map_hangs_together(maps: dict[str, MapPayload]):
    assert {name.partition(" ")[0] for name in maps} == set(VIEWS)
    for name, payload in maps.items():
        known = ids(payload)
        assert len(known) == len(payload.nodes), name
        groups = {group.id for group in payload.groups}
        assert {found.group for found in payload.nodes} <= groups, name
        assert all(edge.source in known and edge.target in known for edge in payload.edges), name
        assert {found.shape for found in payload.nodes} <= SHAPES.keys()
        assert {found.colour for found in payload.nodes} <= COLOURS.keys()
        assert {edge.style for edge in payload.edges} <= LINES.keys()
        assert sum(entry.count for entry in payload.legend if entry.shape) == len(payload.nodes), name
        assert sum(entry.count for entry in payload.legend if entry.style) == len(payload.edges), name
        assert (payload.revision, payload.peildatum, payload.fictief) == (7, "2026-11-15", True)
        assert payload.datasets == ("Proefregio",)


def test_shown_and_left_out_add_up_to_the_total(maps: dict[str, MapPayload]):
    payload = draw(projected(), MapSpec("verwijspaden"), DAY)
    assert payload.shown == {"arrangement": 5, "referral": 3}
    assert payload.total == {"arrangement": 6, "referral": 5}
    assert "Niet getekend: 1 arrangement, want die loopt niet op de peildatum." in payload.notices
    assert "Niet getekend: 1 verwijspad, want die is gestopt." in payload.notices
    assert any("begint of eindigt bij iets dat niet op de kaart staat" in notice for notice in payload.notices)
    for name, drawn in maps.items():
        for kind, total in drawn.total.items():
            assert drawn.shown.get(kind, 0) + drawn.folded.get(kind, 0) <= total, (name, kind)


def test_referrals_lie_in_lanes_by_phase_with_return_and_intention_drawn_differently(projection: Projection):
    payload = draw(projection, MapSpec("verwijspaden"), DAY)
    lanes = [group.label for group in sorted(payload.groups, key=lambda group: group.box[1])]
    assert lanes[:3] == ["Preventie", "Vroegsignalering", "Basisondersteuning"]
    assert lanes[-2:] == ["Uitval", "Fase niet ingevuld"]
    styles = {(edge.source, edge.target): edge.style for edge in payload.edges}
    assert styles == {
        ("arrangement:thuis", "arrangement:zoa"): "verwijzing",
        ("arrangement:zoa", "arrangement:oza"): "terugkeer",
        ("arrangement:thuis", "arrangement:vso"): "beoogd",
    }
    assert len({LINES[style].dash for style in styles.values()}) == 3
    situation, provision = node(payload, "arrangement:thuis"), node(payload, "arrangement:zoa")
    assert (situation.shape, situation.status) == ("pil", "situatie")
    assert (provision.shape, provision.colour) == ("cirkel", "zorg")


def test_stopped_arrangements_come_when_asked_for(projection: Projection):
    payload = draw(projection, MapSpec("verwijspaden", statuses=("GESTOPT",)), DAY)
    assert ids(payload) == {"arrangement:dicht"}
    assert node(payload, "arrangement:dicht").status == "gestopt"


def test_an_area_restricts_and_says_how_many_lie_elsewhere(projection: Projection):
    payload = draw(projection, MapSpec("verwijspaden", area="gm2"), DAY)
    assert "arrangement:zoa" not in ids(payload)
    assert "arrangement:oza" in ids(payload)
    assert "Niet getekend: 1 arrangement, want die werkt niet in het gekozen gebied." in payload.notices


def test_a_profile_marks_what_fits_on_the_paths(projection: Projection):
    payload = draw(projection, MapSpec("verwijspaden", profile="p2", area="gm2"), DAY)
    assert node(payload, "arrangement:oza").status == "past"
    assert node(payload, "arrangement:oza").focus
    # Blank columns may fit: never drawn as certain.
    assert node(payload, "arrangement:los").status == "past misschien"
    assert not node(payload, "arrangement:los").focus


def test_region_folds_areas_and_leaves_out_what_ended(projection: Projection):
    payload = draw(projection, MapSpec("regio"), DAY)
    assert {"organisation:school", "organisation:bestuur", "organisation:zorg"} <= ids(payload)
    assert "organisation:oud" not in ids(payload)
    folded = {found.label: found.count for found in payload.nodes if found.shape == "stapel"}
    assert folded["Gemeente: 3"] == 3
    assert payload.folded["area"] == payload.total["area"] == 9
    assert ("organisation:school", "voert uit", "arrangement:oza") in said(payload)
    assert ("organisation:zorg", "doet mee aan", "arrangement:oza") in said(payload)
    assert ("organisation:school", "is onderdeel van", "organisation:bestuur") in said(payload)


def test_region_draws_a_ring_between_profile_and_areas(projection: Projection):
    payload = draw(projection, MapSpec("regio", rules=("GEEN_AANBOD",)), DAY)
    rings = [found for found in payload.nodes if found.kind == "gap"]
    assert rings
    for ring in rings:
        assert ring.shape == "ring"
        ends = {edge.source for edge in payload.edges if edge.target == ring.id}
        assert any(end.startswith("profile:") for end in ends)
        assert any(end.startswith("fold:gebieden:GEMEENTE") for end in ends)


def test_neighbourhood_grows_with_depth_but_not_through_hubs(projection: Projection):
    near = draw(projection, MapSpec("organisatie", focus=("zorg",)), DAY)
    assert node(near, "organisation:zorg").focus
    assert {"arrangement:zoa", "arrangement:oza", "meeting:regie", "area:jr", "source:bron-1", "agreement:afspraak-1",
            "area:gm1"} <= ids(near)
    assert "arrangement:vso" not in ids(near)
    far = draw(projection, MapSpec("organisatie", focus=("zorg",), depth=2), DAY)
    assert ids(near) < ids(far)
    assert {"arrangement:thuis", "organisation:school"} <= ids(far)
    # Only the youth region connects these two: through it nothing is searched.
    assert "area:gm2" not in ids(far)
    assert any("niet verder gezocht" in notice for notice in far.notices)
    assert ("organisation:bestuur", "betaalt zorg", "arrangement:zoa") in said(far)


def test_neighbourhood_of_any_record(projection: Projection):
    ends = draw(projection, MapSpec("organisatie", focus=("verwijspad:thuis~zoa~TOELEIDING~~~",)), DAY)
    assert {found.id for found in ends.nodes if found.focus} == {"arrangement:thuis", "arrangement:zoa"}
    for focus in ("p1", "jr", "regie", "bron-1", "afspraak-1", "arrangement:oza"):
        assert draw(projection, MapSpec("organisatie", focus=(focus,)), DAY).nodes


def test_findings_around_a_record_bring_their_other_end(projection: Projection):
    payload = draw(projection, MapSpec("organisatie", focus=("gm1",), rules=("GEEN_AANBOD",)), DAY)
    ring = next(found for found in payload.nodes if found.kind == "gap")
    ends = {edge.source for edge in payload.edges if edge.target == ring.id}
    assert ends == {"area:gm1", "profile:p1"}


def test_profile_shows_what_fits_perhaps_and_nearly(projection: Projection):
    payload = draw(projection, MapSpec("profiel", profile="p2", area="gm2"), DAY)
    groups = {found.record: found.group for found in payload.nodes if found.kind == "arrangement"}
    assert groups == {"oza": "past", "vso": "past", "los": "misschien", "zoa": "net-niet"}
    styles = {edge.target: edge.style for edge in payload.edges if edge.kind == "match"}
    assert styles["arrangement:oza"] == "past"
    assert styles["arrangement:los"] == "misschien"
    near = draw(projection, MapSpec("profiel", profile="p1", area="gm1"), DAY)
    missed = node(near, "arrangement:zoa")
    assert (missed.group, missed.status) == ("net-niet", "net niet: behoefte")
    assert "Geen enkele voorziening past zeker." in near.notices


def test_a_match_is_shown_at_the_age_that_suits_it_best():
    records = rows()
    records["profile"] = [{"id": "p", "naam": "P", "leeftijd_van": 8, "leeftijd_tot": 15, "behoefte": ["AUTISME"]}]
    payload = draw(projected(records), MapSpec("profiel", profile="p", area="gm1"), DAY)
    assert node(payload, "arrangement:oza").group == "past"
    assert dict(node(payload, "arrangement:oza").detail)["Leeftijden"] == "8 tot en met 12 jaar"
    assert dict(node(payload, "arrangement:zoa").detail)["Leeftijden"] == "12 tot en met 15 jaar"
    later = draw(projected(records), MapSpec("profiel", profile="p", area="gm1", age=14), DAY)
    assert node(later, "arrangement:oza").status == "net niet: leeftijd"


def test_gap_is_a_hole_between_profile_and_area(maps: dict[str, MapPayload]):
    payload = maps["lacune GEEN_AANBOD"]
    ring = next(found for found in payload.nodes if found.shape == "ring")
    ends = {edge.source for edge in payload.edges if edge.target == ring.id and edge.style == "lacune"}
    assert {end.partition(":")[0] for end in ends} == {"profile", "area"}
    profile, area = (node(payload, end) for end in sorted(ends, reverse=True))
    assert profile.x < ring.x < area.x
    assert payload.explanation
    assert {"bewijs", "net-niet"} <= {edge.style for edge in payload.edges if edge.target == ring.id}


def test_areas_show_where_a_boundary_falls_apart(projection: Projection):
    payload = draw(projection, MapSpec("gebieden", rules=("GRENSBREUK",)), DAY)
    assert node(payload, "area:gm1").status == "gesplitst: 2× SWV PO"
    assert ("area:gm1", "ligt deels in (1 van 3 deelgebieden)", "area:po1") in said(payload)
    assert ("area:gm1", "ligt in", "area:jr") in said(payload)
    parts = {found.label: found.count for found in payload.nodes if found.group == "soort:"}
    assert parts == {"1001": 1, "2 deelgebieden van Aardorp": 2}
    assert [found.status for found in payload.nodes if found.kind == "gap"] == ["bevestigd; verdeeld over SWV PO"]
    together = next(found for found in payload.nodes if found.id.startswith("samen:"))
    assert (together.label, together.count) == ("Beekstad en Ceeveen", 2)
    # What is asked for stands alone.
    alone = draw(projection, MapSpec("gebieden", focus=("gm2",)), DAY)
    assert node(alone, "area:gm2").focus


@pytest.mark.parametrize(("spec", "message"), [
    (MapSpec("organisatie", focus=("zorgg",)), "zorgg"),
    (MapSpec("organisatie", focus=("organisatie:oza",)), "Er is geen organisatie met id oza"),
    (MapSpec("organisatie", focus=("begrip:behoefte~AUTISME",)), "geen kaart te maken"),
    (MapSpec("gebieden", focus=("zorg",)), "draait om een gebied"),
    (MapSpec("regio", area="gm9"), "Er is geen gebied met id gm9"),
    (MapSpec("profiel", profile="p2", area="gm1"), "komt niet voor in Aardorp"),
    (MapSpec("profiel", profile="p1", area="gm1", age=27), "geldt voor 12 tot en met 15 jaar"),
    (MapSpec("lacune", gap="GEEN_AANBOD|profiel=p9|gebied=gm1"), "geen lacune met id"),
    (MapSpec("lacune", gap="ONZIN|x=1"), "ONZIN is geen regel"),
    (MapSpec("regio", rules=("GEEN_AANBOT",)), "Bedoelt u GEEN_AANBOD"),
])
def test_what_does_not_exist_is_told(projection: Projection, spec: MapSpec, message: str):
    with pytest.raises(WrongMap, match=message):
        draw(projection, spec, DAY)


def test_an_id_on_two_sheets_asks_which():
    records = rows()
    records["meeting"].append({"id": "zorg", "naam": "Overleg zorg", "soort": "WERKGROEP"})
    projection = projected(records)
    with pytest.raises(WrongMap, match="organisatie:zorg of overleg:zorg"):
        draw(projection, MapSpec("organisatie", focus=("zorg",)), DAY)
    assert draw(projection, MapSpec("organisatie", focus=("overleg:zorg",)), DAY).nodes[0].id == "meeting:zorg"


def test_a_rule_that_could_not_be_computed_is_told():
    records = rows()
    records["profile"] = []
    payload = draw(projected(records), MapSpec("regio", rules=("GEEN_AANBOD",)), DAY)
    assert "De regel GEEN_AANBOD is niet berekend: Het blad profielen is leeg." in payload.notices


def test_an_empty_store_gives_an_empty_map():
    payload = draw(projected({}), MapSpec("regio"), DAY)
    assert payload.nodes == ()
    assert "Er is niets om te tekenen met deze keuzes." in payload.notices


def test_statuses_of_findings_restrict_the_holes(projection: Projection):
    def rings(*statuses: str) -> int:
        payload = draw(projection, replace(MapSpec("regio", rules=("GEEN_AANBOD",)), statuses=statuses), DAY)
        return sum(found.count for found in payload.nodes if found.kind == "gap")

    assert rings() == rings("BEVESTIGD") + rings("VERMOED") + rings("ONBEKEND") > 0
