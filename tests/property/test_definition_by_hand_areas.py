"""The brute-force definition on small examples worked by hand: GRENSBREUK."""

from __future__ import annotations

from dataclasses import replace

from .bruteforce import Params, definition
from .small import AREAS, D, area, book, profile

#        po1            po2          vo1           vo2
# gm1    pc1 pc2 pc3                 pc1 pc2       pc3
# gm2                   pc4          pc4
BORDERS = [
    *[area(g, "GEMEENTE") for g in ("gm1", "gm2")],
    *[area(x, "SWV_PO") for x in ("po1", "po2")],
    *[area(y, "SWV_VO") for y in ("vo1", "vo2")],
    area("pc1", "PC4", "gm1; po1; vo1"),
    area("pc2", "PC4", "gm1; po1; vo1"),
    area("pc3", "PC4", "gm1; po1; vo2"),
    area("pc4", "PC4", "gm2; po2; vo1"),
]


def test_grensbreuk_splitsing() -> None:
    result = definition(book(gebieden=BORDERS), D)["GRENSBREUK"]
    assert result.findings == {"GRENSBREUK|gebied=gm1|soort=SPLITSING|binnen=SWV_VO": ("BEVESTIGD", ())}
    # gm1 and gm2 each with SWV_PO and SWV_VO, and gm2 (po2, vo1) once more for SWV_PO>SWV_VO.
    assert (result.population, result.gap, result.unknown, result.covered) == (5, 1, 0, 4)


def test_grensbreuk_afwijking() -> None:
    result = definition(book(gebieden=BORDERS), D, Params(area_kind="PC4"))["GRENSBREUK"]
    assert result.findings == {"GRENSBREUK|gebied=pc3|soort=AFWIJKING|binnen=SWV_PO>SWV_VO": ("BEVESTIGD", ())}
    assert (result.population, result.gap) == (12, 1)
    other_way = Params(area_kind="PC4", paren=(("SWV_VO", "SWV_PO"),))
    result = definition(book(gebieden=BORDERS), D, other_way)["GRENSBREUK"]
    assert list(result.findings) == ["GRENSBREUK|gebied=pc4|soort=AFWIJKING|binnen=SWV_VO>SWV_PO"]


def test_grensbreuk_when_two_areas_hold_as_many_leaves_neither_deviates() -> None:
    rows = [row for row in BORDERS if row["id"] != "pc2"]
    assert definition(book(gebieden=rows), D, Params(area_kind="PC4"))["GRENSBREUK"].findings == {}


def test_grensbreuk_counts_the_area_itself_and_only_one_area_of_a_kind_makes_a_deviation() -> None:
    rows = [*BORDERS, area("vo9", "SWV_VO", "po1")]
    found = definition(book(gebieden=rows), D, Params(area_kind="SWV_VO"))["GRENSBREUK"]
    # vo1 = {pc1, pc2, pc4} lies in po1 and po2; vo2 = {pc3} and vo9 = {vo9} lie in po1 alone.
    assert found.findings == {
        "GRENSBREUK|gebied=vo1|soort=SPLITSING|binnen=SWV_PO": ("BEVESTIGD", ()),
        "GRENSBREUK|gebied=vo2|soort=AFWIJKING|binnen=SWV_PO>SWV_VO": ("BEVESTIGD", ()),
        "GRENSBREUK|gebied=vo9|soort=AFWIJKING|binnen=SWV_PO>SWV_VO": ("BEVESTIGD", ()),
    }
    assert (found.population, found.gap) == (8, 3)


def test_grensbreuk_not_computed_without_active_areas_of_these_kinds() -> None:
    gone = [*AREAS, area("po1", "SWV_PO", geldig_tot="2025")]
    assert not definition(book(gebieden=gone), D)["GRENSBREUK"].computed
    assert definition(book(gebieden=gone), D, Params(paren=(("PC4", "SWV_PO"),)))["GRENSBREUK"].computed


def test_grensbreuk_listens_to_the_area_filter_only() -> None:
    rows = book(gebieden=BORDERS, profielen=[profile("p1", 9, 9)])
    params = Params(area_kind="PC4", area="pc4", profile="p1")
    assert definition(rows, D, params)["GRENSBREUK"].population == 3
    everything = definition(rows, D, replace(params, area=None))["GRENSBREUK"]
    assert everything == definition(rows, D, replace(params, area=None, profile=None))["GRENSBREUK"]
