"""The brute-force definition on small examples worked by hand: the rules about rows."""

from __future__ import annotations

from datetime import date

import pytest

from .bruteforce import Row, RuleResult, definition
from .small import D, book, demand, figures, item, meeting, provision, referral


def rule(name: str, d: date = D, **sheets: list[Row]) -> RuleResult:
    return definition(book(**sheets), d)[name]


def found(result: RuleResult) -> list[str]:
    assert all(ages == () for _, ages in result.findings.values())
    return [identity.split("|")[1].split("=")[1] for identity in sorted(result.findings)]


def test_afspraak_open() -> None:
    rows = [
        {"id": "a1", "eigenaar": "x", "deadline": "2026-11-22"},
        {"id": "a2", "eigenaar": "x", "deadline": "2026-11-21"},
        {"id": "a3", "eigenaar": "x", "deadline": "2026-11"},
        {"id": "a4", "eigenaar": "x", "deadline": "2026-10", "status": "loopt"},
        {"id": "a5", "eigenaar": "x"},
        {"id": "a6", "deadline": "2027"},
        {"id": "a7", "status": "GEREED"},
        {"id": "a8", "status": "VERVALLEN", "deadline": "2020"},
    ]
    result = rule("AFSPRAAK_OPEN", afspraken=rows)
    assert found(result) == ["a2", "a4", "a5", "a6"]
    assert result.findings["AFSPRAAK_OPEN|afspraak=a2"] == ("BEVESTIGD", ())
    assert figures(result) == (8, 4, 0, 4)
    assert rule("AFSPRAAK_OPEN") == RuleResult(False, 0, 0, 0, 0, {}, "afspraken")


def test_besluit_open_overdue() -> None:
    rows = [
        item("i1", "2026-11-21"),
        item("i2", "2026-11-22"),
        item("i3", "2026-11"),
        item("i4", "2025", conclusie="volgt"),
        item("i5", "2025", conclusie="VERWORPEN"),
    ]
    result = rule("BESLUIT_OPEN", agenda=rows, overleggen=[meeting()])
    assert found(result) == ["i1", "i4"]
    assert figures(result) == (5, 2, 0, 3)
    assert not rule("BESLUIT_OPEN", overleggen=[meeting()]).computed


@pytest.mark.parametrize(
    ("table", "cells", "open_"),
    [
        ({"besluitregel": "UNANIMITEIT", "leden": "a; b"}, {"voor": "b; a"}, False),
        ({"besluitregel": "UNANIMITEIT", "leden": "a; b"}, {"voor": "b"}, True),
        ({"besluitregel": "unanimiteit", "leden": "a; b"}, {}, True),
        ({"besluitregel": "UNANIMITEIT", "leden": "a"}, {"voor": "a; c"}, False),
        ({"besluitregel": "UNANIMITEIT", "leden": ""}, {}, False),
        ({"besluitregel": "MEERDERHEID", "leden": "a; b"}, {"voor": "b"}, False),
        ({"leden": "a; b"}, {"voor": "b"}, False),
        ({"besluitregel": "UNANIMITEIT", "leden": "a; b"}, {"voor": "b", "conclusie": "AKKOORD_MET_WIJZIGING"}, False),
        ({"besluitregel": "UNANIMITEIT", "leden": "a; b"}, {"voor": "b", "doel": "BESPREKEN"}, False),
    ],
)
def test_besluit_open_unanimity(table: Row, cells: Row, open_: bool) -> None:
    decided = item("i1", "2027", **{"doel": "VASTSTELLEN", "conclusie": "akkoord", **cells})
    result = rule("BESLUIT_OPEN", agenda=[decided], overleggen=[meeting(**table)])
    assert found(result) == (["i1"] if open_ else [])


def test_volgorde() -> None:
    rows = [
        item("i1", "2026-05-10"),
        item("i2", "2026-05-09", volgt_na="i1"),
        item("i3", "2026-05-10", volgt_na="i1"),
        item("i4", "2026-05", volgt_na="i1"),
        item("i5", "2026-04", volgt_na="i4; i1"),
        item("i6", "2025", volgt_na="i4"),
        item("i7", "2026", volgt_na="i4; i6"),
        item("i8", "2026-05-15", volgt_na="i4"),
    ]
    result = rule("VOLGORDE", agenda=rows, overleggen=[meeting()])
    assert found(result) == ["i2", "i5", "i6"]
    assert figures(result) == (8, 3, 0, 5)
    assert not rule("VOLGORDE", agenda=[item("i1", "2026")], overleggen=[meeting()]).computed


def test_tegenstrijdig_agenda() -> None:
    rows = [
        item("i1", "2026-05", bron="b1"),
        item("i2", "2026-06-01", bron="b2", onderwerp=" Plan "),
        item("i3", "2026-05-31", bron="b3"),
        item("i4", "2020", bron="b1"),
        item("i5", "2020"),
        item("i6", "2020", bron="b4", onderwerp="plan"),
        item("i7", "2020", bron="b4", doel="KENNISNEMEN"),
        item("i8", "2020", bron="b4", overleg="o2"),
    ]
    result = rule("TEGENSTRIJDIG", agenda=rows, overleggen=[meeting(), meeting() | {"id": "o2"}])
    # i1-i2 disjoint, i1-i3 overlap, i2-i3 disjoint, i2-i4 and i3-i4 disjoint; i1-i4 have one source.
    assert result.findings == {
        f"TEGENSTRIJDIG|records=agenda:{one}+agenda:{other}": ("BEVESTIGD", ())
        for one, other in (("i1", "i2"), ("i2", "i3"), ("i2", "i4"), ("i3", "i4"))
    }
    assert figures(result) == (5, 4, 0, 1)


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (("12", {}), ("13", {}), "gap"),
        (("12", {}), ("12", {}), "covered"),
        (("<5", {}), ("-1", {}), "covered"),
        (("<5", {}), ("5", {}), "gap"),
        (("0", {}), ("<2", {}), "gap"),
        (("10-15", {}), (">=15", {}), "covered"),
        (("10-15", {}), ("4-12", {}), "covered"),
        (("10-15", {}), ("4-9", {}), "gap"),
        (("10-15", {}), (">=16", {}), "gap"),
        (("1", {"peildatum": "1-8-2026"}), ("2", {"peildatum": "2026-08-01"}), "gap"),
        (("1", {"peildatum": "2026-08"}), ("2", {"peildatum": "2026-08-01"}), None),
        (("1", {"leeftijd_van": "9"}), ("2", {}), None),
        (("1", {"leeftijd_van": "9"}), ("2", {"leeftijd_van": "9"}), "gap"),
        (("1", {"definitie": "thuis_2015"}), ("2", {}), "gap"),
        (("1", {"definitie": "THUIS_BREED"}), ("2", {}), None),
        (("1", {"bron": ""}), ("2", {}), None),
        (("1", {"gebied": "gm2"}), ("2", {}), None),
    ],
)
def test_tegenstrijdig_vraag(one: tuple[str, Row], other: tuple[str, Row], outcome: str | None) -> None:
    rows = [demand(one[0], **{"bron": "b1", **one[1]}), demand(other[0], **{"bron": "b2", **other[1]})]
    result = rule("TEGENSTRIJDIG", vraag=rows)
    assert figures(result) == {None: (0, 0, 0, 0), "gap": (1, 1, 0, 0), "covered": (1, 0, 0, 1)}[outcome]


def test_tegenstrijdig_names_the_rows_by_their_derived_ids() -> None:
    cells = {"peildatum": "1-8-2026", "leeftijd_van": "9"}
    result = rule("TEGENSTRIJDIG", vraag=[demand("2", "b2", **cells), demand("1", "b1", **cells)])
    rows = [f"vraag:p1~gm1~2026-08-01~THUIS_2015~9~~{source}" for source in ("b1", "b2")]
    assert list(result.findings) == ["TEGENSTRIJDIG|records=" + "+".join(rows)]


def test_tegenstrijdig_not_computed_without_sources() -> None:
    talk = {"agenda": [item("i1", "2026")], "overleggen": [meeting()]}
    assert not rule("TEGENSTRIJDIG", vraag=[demand("1", "")], **talk).computed
    one_known = rule("TEGENSTRIJDIG", vraag=[demand("1", "b1")], **talk)
    assert one_known.computed
    assert one_known.population == 0


def test_verouderd_provisions() -> None:
    rows = [
        provision("r1", bevestigd_op="2025-11-22"),
        provision("r2", bevestigd_op="2025-11-23"),
        provision("r3", bevestigd_op="2025-11"),
        provision("r4", bevestigd_op="2025-12"),
        provision("r5"),
        provision("r6", soort="SITUATIE"),
        provision("r7", status="GESTOPT"),
    ]
    result = rule("VEROUDERD", arrangementen=rows)
    assert result.findings == {
        "VEROUDERD|record=arrangement:r1": ("BEVESTIGD", ()),
        "VEROUDERD|record=arrangement:r3": ("BEVESTIGD", ()),
        "VEROUDERD|record=arrangement:r5": ("ONBEKEND", ()),
    }
    assert figures(result) == (5, 2, 1, 2)


def test_verouderd_on_a_leap_day() -> None:
    rows = [provision("r1", bevestigd_op="2023-02-28"), provision("r2", bevestigd_op="2023-03-01")]
    assert found(rule("VEROUDERD", date(2024, 2, 29), arrangementen=rows)) == ["arrangement:r1"]


def test_verouderd_referrals() -> None:
    arrangements = [
        provision("s1", soort="SITUATIE"),
        provision("r1", bevestigd_op="2026"),
        provision("r2", status="GEPLAND"),
        provision("r3", geldig_tot="2025"),
    ]
    paths = [
        referral("s1", "r1", bevestigd_op="2024", toegang="TLV_LAAG; BESCHIKKING_JW"),
        referral("r1", "s1", bevestigd_op="2026-06", status="INCIDENTEEL"),
        referral("s1", "r1", richting="DOORSTROOM", leeftijd_van="4", leeftijd_tot="9", status="formeel_afgesproken"),
        referral("s1", "r1", richting="UITSTROOM", status="BEOOGD"),
        referral("s1", "r1", richting="TERUGKEER", geldig_tot="2025"),
        referral("s1", "r2"),
        referral("r3", "r1"),
    ]
    result = rule("VEROUDERD", arrangementen=arrangements, verwijspaden=paths)
    assert result.findings == {
        "VEROUDERD|record=verwijspad:s1~r1~TOELEIDING~~~BESCHIKKING_JW%2BTLV_LAAG": ("BEVESTIGD", ()),
        "VEROUDERD|record=verwijspad:s1~r1~DOORSTROOM~4~9~": ("ONBEKEND", ()),
    }
    assert figures(result) == (4, 1, 1, 2)


def test_verouderd_not_computed_when_nobody_ever_confirmed_anything() -> None:
    assert not rule("VEROUDERD", arrangementen=[provision("r1")]).computed
    stopped = provision("r2", status="GESTOPT", bevestigd_op="2020")
    result = rule("VEROUDERD", arrangementen=[provision("r1"), stopped])
    assert figures(result) == (1, 0, 1, 0)
