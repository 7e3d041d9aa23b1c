"""What would be: by hand what closes, opens and changes; what is said of it; and that nothing is stored or left behind."""

from __future__ import annotations

from typing import Any

import pytest

from graph.gaps import Finding, Report, WrongRequest
from graph.gaps.compare import Changed, Direction
from graph.gaps.rule import Figures
from graph.records import Edit
from graph.scenario import WhatIf
from tests.unit.graph.path_region import region
from tests.unit.graph.small_region import reported

SUPPLY = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED")


def edit(report: Report, kind: str, id: str, **columns: Any) -> Edit:
    """A record with other values in some columns; None makes one blank."""
    record = report.projection[kind].get(id)
    values = {**(record.values if record else {}), **columns}
    return Edit(kind, id, {column: value for column, value in values.items() if value is not None})


def said(findings: list[Finding]) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {finding.id: (finding.status, finding.ages) for finding in findings}


def test_a_provision_that_closes_opens_gaps_and_takes_others_away() -> None:
    with reported(rules=SUPPLY) as report:
        found = WhatIf(report, [edit(report, "arrangement", "a1", geldig_tot="2026-11-21")])
        assert said(found.opened) == {"GEEN_AANBOD|profiel=p1|gebied=gm1": ("BEVESTIGD", (11,)),
                                      "GEEN_AANBOD|profiel=p1|gebied=gm2": ("ONBEKEND", (11,))}
        assert said(found.closed) == {"DEELGEBIED|profiel=p1|gebied=gm2": ("ONBEKEND", (11,))}
        assert found.changed == []
        assert found.touched == (["p1"], ["gm1", "gm2"])
        assert found.comparisons["GEEN_AANBOD"].before == Figures(4, 0, 0)
        assert found.comparisons["GEEN_AANBOD"].after == Figures(4, 1, 1)
        assert found.comparisons["ONBEKEND_AANBOD"].same


def test_what_may_serve_everywhere_is_not_forgotten() -> None:
    maybe = {"id": "a3", "naam": "Overal?", "soort": "OZA", "leeftijd_van": "4", "leeftijd_tot": "18", "behoefte": "alle"}
    with reported({"arrangementen": [maybe]}, rules=SUPPLY) as report:
        found = WhatIf(report, [edit(report, "arrangement", "a1", status="BEEINDIGD")])
        assert said(found.opened) == {}
        assert [(pair.before.ages, pair.after.ages, pair.direction) for pair in found.changed] == [
            ((12, 13), (11, 12, 13), Direction.WORSE), ((12, 13), (11, 12, 13), Direction.WORSE)]
        assert said(found.closed) == {"DEELGEBIED|profiel=p1|gebied=gm2": ("ONBEKEND", (11,))}


def test_something_new_closes_what_it_is_for_and_is_explained_there() -> None:
    with reported(rules=SUPPLY) as report:
        new = Edit("arrangement", "nieuw", {"naam": "Nieuw", "soort": "OZA", "gebieden": ["gm1"], "leeftijd_van": 11, "leeftijd_tot": 12,
                                            "behoefte": ["AUTISME"]})
        found = WhatIf(report, [new])
        assert [(pair.before.id, pair.after.ages, pair.direction) for pair in found.changed] == [
            ("ONBEKEND_AANBOD|profiel=p1|gebied=gm1", (13,), Direction.BETTER)]
        assert found.opened == found.closed == []
        assert "Nieuw" not in report.explain(found.changed[0].before).text
        assert "13 jaar" in found.after.explain(found.changed[0].after).text


def test_several_changes_of_several_sheets_count_together() -> None:
    with region() as report:
        assert report.find("GEEN_VERWIJSPAD|profiel=p1|gebied=gm1") is None
        last = next(record.id for record in report.projection["referral"] if record.values["naar"] == "haven")
        shut = Edit("referral", last, None)
        alone = WhatIf(report, [shut])
        assert "GEEN_VERWIJSPAD|profiel=p1|gebied=gm1" in said(alone.opened)
        way = Edit("referral", "thuis~haven", {"van": "thuis", "naar": "haven", "richting": "TOELEIDING", "status": "GEBRUIKELIJK"})
        assert "GEEN_VERWIJSPAD|profiel=p1|gebied=gm1" not in said(WhatIf(report, [shut, way]).opened)


def test_a_change_that_is_not_of_the_offer_counts_too() -> None:
    with reported() as report:
        young = WhatIf(report, [edit(report, "profile", "p1", leeftijd_tot=11)])
        assert young.comparisons["ONBEKEND_AANBOD"].after.unknown == 2
        asked = WhatIf(report, [edit(report, "arrangement", "a1", geldig_tot="2020-01-01"),
                                *(Edit("inventory_entry", record.id, None) for record in report.projection["inventory_entry"])])
        assert said(asked.opened)["GEEN_AANBOD|profiel=p1|gebied=gm1"] == ("ONBEKEND", (11,))


def test_a_rule_that_can_be_computed_now_says_so() -> None:
    with reported(rules=("WACHTTIJD",)) as report:
        assert not report.outcome("WACHTTIJD").computed
        found = WhatIf(report, [edit(report, "arrangement", "a1", wachttijd_weken=30)])
        assert found.comparisons["WACHTTIJD"].before.reason == "De kolom wachttijd_weken van het blad arrangementen is leeg."
        assert found.comparisons["WACHTTIJD"].after.reason is None
        assert said(found.opened) == {"WACHTTIJD|profiel=p1|gebied=gm1": ("BEVESTIGD", (11,))}


def test_the_report_stays_as_it_was() -> None:
    with reported() as report:
        before = said(report.findings())
        rows = {kind: [record.values for record in table] for kind, table in report.projection.tables.items()}
        _ = WhatIf(report, [edit(report, "arrangement", "a1", behoefte=None), Edit("organisation", "o9", {"naam": "Nieuw"})]).comparisons
        assert said(report.findings()) == before
        assert said(Report(report.projection, report.request).findings()) == before
        assert {kind: [record.values for record in table] for kind, table in report.projection.tables.items()} == rows


def test_a_scenario_may_not_take_away_what_is_asked_about() -> None:
    with reported(areas=("gm1",), parameters=(("gebiedssoort", "GEMEENTE"),)) as report:
        gone = [edit(report, "area", id, geldig_tot="2020") for id in ("gm1", "gm2")]
        with pytest.raises(WrongRequest, match="geen gebieden van de soort GEMEENTE"):
            WhatIf(report, gone)


@pytest.mark.parametrize(("before", "after", "direction"), [
    ((1, 2), (1,), Direction.BETTER), ((1,), (1, 2), Direction.WORSE), ((1,), (2,), Direction.OTHER), ((), (), Direction.OTHER)])
def test_fewer_ages_are_better_and_more_are_worse(before: tuple[int, ...], after: tuple[int, ...], direction: Direction) -> None:
    assert Changed(Finding("X", (), "BEVESTIGD", before), Finding("X", (), "VERMOED", after)).direction is direction
