"""Small examples worked by hand: signals that nobody took up, and boards that have not met."""

from __future__ import annotations

import pytest

from .bruteforce import Params, Row
from .conftest import Ask
from .small import AREAS, D, area, figures, item, organisation, profile

ORGANISATIONS = [organisation("a"), organisation("b", geldig_tot="2020")]
P1 = [profile("p1", 9, 9), profile("p2", 9, 9, gebieden="pc1")]
AREAS_AND_OLD = [*AREAS, area("old", "PC4", "gm1", geldig_tot="2025"), area("jr", "JEUGDREGIO")]


# SIGNAAL_ONGEBONDEN


def signals(*cells: Row) -> list[Row]:
    """Three signals of today about p1 in gm1, of a, b and a, changed as said."""
    known = [{"organisatie": sender} for sender in "aba"]
    rows = []
    for at in range(max(3, len(cells))):
        own = cells[at] if at < len(cells) else {}
        row = {"id": f"s{at}", "datum": str(D), "profiel": "p1", "gebied": "gm1"}
        rows.append({**row, **known[at % 3], **own})
    return rows


FOUND = {"SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm1": ("BEVESTIGD", ())}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([], True),
        ([{}, {"organisatie": "a"}], False),
        ([{}, {}, {"organisatie": ""}], True),
        ([{}, {"organisatie": ""}, {}], False),
        ([{"profiel": "p2"}], False),
        ([{"profiel": ""}], False),
        ([{"gebied": ""}], False),
        ([{"gebied": "pc1"}, {"gebied": "pc2"}], True),
        ([{"gebied": "old"}], False),
        ([{"gebied": "gm2"}], False),
        ([{"gebied": "jr"}], False),
        ([{"datum": "2025-11-23"}], True),
        ([{"datum": "2025-11-22"}], False),
        ([{"datum": "2026"}], True),
        ([{"datum": "2025"}], False),
        ([{"datum": "2026-11-23"}], False),
        ([{"datum": "2025"}, {}, {}, {}], True),
    ],
)
def test_signaal_ongebonden(ask: Ask, cells: list[Row], found: bool) -> None:
    sheets = {"gebieden": AREAS_AND_OLD, "organisaties": ORGANISATIONS, "profielen": P1}
    result = ask("SIGNAAL_ONGEBONDEN", signalen=signals(*cells), **sheets)
    assert result.findings == (FOUND if found else {})
    assert figures(result) == (3, int(found), 0, 3 - int(found))


@pytest.mark.parametrize(
    ("finding", "found"),
    [
        ("GEEN_AANBOD|profiel=p1|gebied=gm1", False),
        ("SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm1", False),
        ("LEEFTIJDSBREUK|profiel=p1|gebied=gm1|leeftijd=10", False),
        ("GEEN_AANBOD|profiel=p1|gebied=pc1", True),
        ("GEEN_AANBOD|profiel=p2|gebied=gm1", True),
        ("GRENSBREUK|gebied=gm1|soort=SPLITSING|binnen=SWV_VO", True),
    ],
)
def test_a_signal_on_the_list(ask: Ask, finding: str, found: bool) -> None:
    sheets = {"organisaties": ORGANISATIONS, "profielen": P1, "signalen": signals()}
    result = ask("SIGNAAL_ONGEBONDEN", lacunes=[{"id": "l1", "bevinding": finding, "status": "OPGELOST"}], **sheets)
    assert result.findings == (FOUND if found else {})


def test_the_least_number_of_signals_and_the_whole_of_the_area(ask: Ask) -> None:
    sheets = {"organisaties": ORGANISATIONS, "profielen": P1}
    assert ask("SIGNAAL_ONGEBONDEN", Params(min_signalen=4), signalen=signals(), **sheets).findings == {}
    assert ask("SIGNAAL_ONGEBONDEN", Params(min_signalen=4), signalen=signals({}, {}, {}, {}), **sheets).gap == 1
    # p2 lives in pc1 only; a signal about it in pc2 still lies within gm1.
    about_p2 = signals(*[{"profiel": "p2", "gebied": "pc2"}] * 3)
    found = ask("SIGNAAL_ONGEBONDEN", signalen=about_p2, **sheets).findings
    assert list(found) == ["SIGNAAL_ONGEBONDEN|profiel=p2|gebied=gm1"]
    assert not ask("SIGNAAL_ONGEBONDEN", **sheets).computed


# OOGO_VERLOPEN

BOARDS = [
    organisation("gemeente", "GEMEENTE", gebieden="gm1"),
    organisation("swv", "SWV_VO", gebieden="pc1"),
    organisation("elsewhere", "SWV_PO", gebieden="gm2"),
    organisation("school", gebieden="gm1"),
    organisation("unknown", "GEMEENTE"),
    organisation("stopped", "GEMEENTE", gebieden="alle", geldig_tot="2026-11-21"),
]


def tables(*cells: Row) -> list[Row]:
    known = {"naam": "Overleg", "soort": "OOGO", "leden": "gemeente; swv"}
    return [{"id": f"o{at}", **known, **own} for at, own in enumerate(cells, start=1)]


AGREED = {"conclusie": "AKKOORD"}


@pytest.mark.parametrize(
    ("meetings", "agenda", "expected"),
    [
        ([{}], [("2022-11-23", AGREED)], None),
        ([{}], [("2022-11-22", AGREED)], "BEVESTIGD"),
        ([{}], [("2026-11-22", {"conclusie": "AKKOORD_MET_WIJZIGING"})], None),
        ([{}], [("2026-11-23", AGREED)], "BEVESTIGD"),
        ([{}], [("2026", AGREED)], None),
        ([{}], [("2022", AGREED)], "BEVESTIGD"),  # counts as 2022-01-01
        ([{}], [("2026-06", {})], "BEVESTIGD"),
        ([{}], [], "BEVESTIGD"),
        ([{"soort": "BESTUURLIJK"}], [("2026-06", AGREED)], "ONBEKEND"),
        ([{"leden": "gemeente; elsewhere"}, {"leden": "swv"}], [("2026-06", AGREED)], "ONBEKEND"),
        ([{"leden": "gemeente"}, {}], [("2026-06", AGREED)], "BEVESTIGD"),  # the agreement is of the other table
        ([{}, {}], [("2020", AGREED), ("2026-06", {**AGREED, "overleg": "o2"})], None),
    ],
)
def test_oogo_verlopen(ask: Ask, meetings: list[Row], agenda: list[tuple[str, Row]], expected: str | None) -> None:
    items = [item(f"i{at}", day, **cells) for at, (day, cells) in enumerate(agenda)]
    result = ask("OOGO_VERLOPEN", organisaties=BOARDS, overleggen=tables(*meetings), agenda=items)
    assert result.findings == ({"OOGO_VERLOPEN|gemeente=gemeente|swv=swv": (expected, ())} if expected else {})
    gap, unknown = int(expected == "BEVESTIGD"), int(expected == "ONBEKEND")
    assert figures(result) == (1, gap, unknown, 1 - gap - unknown)


def test_who_has_to_meet(ask: Ask) -> None:
    boards = [*BOARDS, organisation("everywhere", "GEMEENTE", gebieden="alle"), organisation("po", "SWV_PO", gebieden="pc2")]
    result = ask("OOGO_VERLOPEN", organisaties=boards, overleggen=tables({}))
    pairs = {("gemeente", "swv"), ("gemeente", "po")}
    pairs |= {("everywhere", swv) for swv in ("swv", "po", "elsewhere")}
    assert set(result.findings) == {f"OOGO_VERLOPEN|gemeente={one}|swv={other}" for one, other in pairs}
    assert figures(result) == (5, 1, 4, 0)


def test_oogo_verlopen_not_computed(ask: Ask) -> None:
    nowhere = [{**row, "gebieden": ""} for row in BOARDS]
    assert not ask("OOGO_VERLOPEN", organisaties=nowhere, overleggen=tables({})).computed
    assert not ask("OOGO_VERLOPEN", organisaties=BOARDS, overleggen=tables({"leden": ""})).computed
    assert not ask("OOGO_VERLOPEN", organisaties=BOARDS).computed
