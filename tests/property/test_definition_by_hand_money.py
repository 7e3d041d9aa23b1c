"""Small examples worked by hand: what nobody pays for, and what ends when. Eighteen months after 2026-11-22 is 2028-05-22."""

from __future__ import annotations

from datetime import date

import pytest

from .bruteforce import Params, Row
from .bruteforce.cells import months_after
from .conftest import Ask
from .small import figures, funding, profile, provision

P1 = [profile("p1", 9, 10)]


# ONGEDEKTE_COMPONENT


@pytest.mark.parametrize(
    ("soort", "money", "population", "expected"),
    [
        ("SBO", [("ZORG", "ONGEDEKT", {})], 1, {"ZORG": "BEVESTIGD"}),
        ("SBO", [("ZORG", "ONGEDEKT", {}), ("ZORG", "AANVRAAG", {"geldig_van": "2026"})], 1, {"ZORG": "BEVESTIGD"}),
        ("SBO", [("ZORG", "ONGEDEKT", {}), ("ZORG", "PROJECT", {"geldig_van": "2026"})], 1, {}),
        ("SBO", [("ZORG", "ONGEDEKT", {}), ("ZORG", "PROJECT", {"geldig_van": "2020", "geldig_tot": "2025"})], 1, {"ZORG": "BEVESTIGD"}),
        ("SBO", [("ZORG", "AANVRAAG", {})], 1, {}),
        ("SBO", [("ZORG", "ONGEDEKT", {"geldig_tot": "2025"})], 0, {}),
        ("SBO", [("ZORG", "ONGEDEKT", {}), ("BSO", "TIJDELIJK", {})], 2, {"ZORG": "BEVESTIGD"}),
        ("OZA", [("ZORG", "STRUCTUREEL", {})], 2, {"ONDERWIJS": "VERMOED"}),
        ("ZOA", [("BSO", "STRUCTUREEL", {})], 3, {"ONDERWIJS": "VERMOED", "ZORG": "VERMOED"}),
        ("OZA_EXPERIMENT", [("ONDERWIJS", "ONGEDEKT", {})], 2, {"ONDERWIJS": "BEVESTIGD", "ZORG": "VERMOED"}),
        ("OZA", [("ZORG", "STRUCTUREEL", {}), ("ONDERWIJS", "AANVRAAG", {})], 2, {}),
        ("OZA", [("ZORG", "STRUCTUREEL", {"geldig_tot": "2025"})], 0, {}),
        ("SITUATIE", [("ZORG", "ONGEDEKT", {})], 0, {}),
    ],
)
def test_ongedekte_component(
    ask: Ask, soort: str, money: list[tuple[str, str, Row]], population: int, expected: dict[str, str]
) -> None:
    rows = [funding("r1", component, status, **cells) for component, status, cells in money]
    # Without any money the second says nothing.
    offer = [provision("r1", soort=soort), provision("r2", soort="OZA")]
    result = ask("ONGEDEKTE_COMPONENT", arrangementen=offer, financiering=rows)
    found = {identity.split("component=")[1]: status for identity, (status, _) in result.findings.items()}
    assert found == expected
    assert all(identity.startswith("ONGEDEKTE_COMPONENT|arrangement=r1|") for identity in result.findings)
    assert figures(result) == (population, len(expected), 0, population - len(expected))


def test_ongedekte_component_not_computed(ask: Ask) -> None:
    assert not ask("ONGEDEKTE_COMPONENT", arrangementen=[provision("r1")]).computed


# EINDIGE_DEKKING


def test_months_after_a_day() -> None:
    assert months_after(date(2026, 11, 22), 18) == date(2028, 5, 22)
    assert months_after(date(2026, 8, 31), 18) == date(2028, 2, 29)
    assert months_after(date(2026, 11, 22), 1) == date(2026, 12, 22)


ENDS, PERHAPS, LASTS = "BEVESTIGD", "ONBEKEND", None
BASES = [
    {"id": "soon", "titel": "Besluit", "geldig_tot": "2028-05-22"},
    {"id": "later", "titel": "Wet", "geldig_tot": "2028-05-23"},
    {"id": "gone", "titel": "Regeling", "status": "VERVALLEN", "geldig_tot": "2024"},
    {"id": "open", "titel": "Wet", "status": "VOORSTEL"},
]


@pytest.mark.parametrize(
    ("cells", "money", "expected"),
    [
        ({}, [], LASTS),
        ({"geldig_tot": "2028-05-22"}, [], ENDS),
        ({"geldig_tot": "2028-05-23"}, [], LASTS),
        ({"geldig_tot": "2028-05"}, [], LASTS),  # counts as 2028-05-31
        ({"geldig_tot": "2028-04"}, [], ENDS),
        ({"wettelijke_basis": "soon"}, [], ENDS),
        ({"wettelijke_basis": "later; open"}, [], LASTS),
        ({"wettelijke_basis": "open; gone"}, [], ENDS),
        ({}, [("ZORG", "STRUCTUREEL", {})], LASTS),
        ({}, [("ZORG", "STRUCTUREEL", {"geldig_tot": "2028"})], LASTS),
        ({}, [("ZORG", "STRUCTUREEL", {"geldig_tot": "2027"})], ENDS),
        ({}, [("ZORG", "PROJECT", {"geldig_tot": "2027"}), ("ZORG", "STRUCTUREEL", {"geldig_van": "2020"})], LASTS),
        ({}, [("ZORG", "PROJECT", {"geldig_tot": "2027"}), ("BSO", "STRUCTUREEL", {})], ENDS),
        ({}, [("ZORG", "PROJECT", {"geldig_tot": "2027"}), ("ZORG", "PROJECT", {"geldig_van": "2020", "geldig_tot": "2029"})], LASTS),
        ({}, [("ZORG", "PROJECT", {})], PERHAPS),
        ({}, [("ZORG", "PROJECT", {}), ("ZORG", "TIJDELIJK", {"geldig_van": "2020", "geldig_tot": "2028-05-22"})], PERHAPS),
        ({}, [("ZORG", "PROJECT", {}), ("ZORG", "TIJDELIJK", {"geldig_van": "2020", "geldig_tot": "2028-05-23"})], LASTS),
        ({}, [("ZORG", "PROJECT", {}), ("ZORG", "STRUCTUREEL", {"geldig_van": "2020", "geldig_tot": "2029"})], LASTS),
        ({}, [("ZORG", "PROJECT", {}), ("BSO", "TIJDELIJK", {"geldig_tot": "2027"})], ENDS),
        # What does not pay, or no longer, is no part of it.
        ({}, [("ZORG", "ONGEDEKT", {"geldig_tot": "2027"}), ("BSO", "AANVRAAG", {"geldig_tot": "2027"})], LASTS),
        ({}, [("ZORG", "PROJECT", {"geldig_tot": "2026-11-21"})], LASTS),
        ({"geldig_tot": "2030"}, [("ZORG", "PROJECT", {})], PERHAPS),
    ],
)
def test_what_a_provision_rests_on(
    ask: Ask, cells: Row, money: list[tuple[str, str, Row]], expected: str | None
) -> None:
    result = ask(
        "EINDIGE_DEKKING",
        Params(area="gm1"),
        profielen=P1,
        rechtsgronden=BASES,
        arrangementen=[provision("r1", **cells), provision("away", gebieden="gm2", geldig_tot="2027")],
        financiering=[funding("r1", component, status, **other) for component, status, other in money],
    )
    assert result.findings == ({"EINDIGE_DEKKING|profiel=p1|gebied=gm1": (expected, (9, 10))} if expected else {})
    assert result.population == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("ends", {}), ("lasts", {})], None),
        ([("ends", {}), ("perhaps", {})], ("ONBEKEND", (9, 10))),
        ([("ends", {}), ("lasts", {"leeftijd_tot": "9"})], ("BEVESTIGD", (10,))),
        ([("ends", {}), ("lasts", {"gebieden": "pc1"})], ("BEVESTIGD", (9, 10))),
        ([("perhaps", {"gebieden": "pc1"}), ("ends", {"gebieden": "pc2", "leeftijd_tot": "9"}), ("lasts", {"gebieden": "pc2"})],
         ("ONBEKEND", (9, 10))),
        ([("perhaps", {"leeftijd_tot": "9"}), ("ends", {"leeftijd_van": "10"})], ("BEVESTIGD", (9, 10))),
        ([("ends", {"gebieden": "pc1"})], None),  # DEELS
        ([("ends", {}), ("lasts", {"leeftijd_tot": ""})], ("BEVESTIGD", (9, 10))),
    ],
)
def test_coverage_that_ends(ask: Ask, rows: list[tuple[str, Row]], expected: tuple[str, tuple[int, ...]] | None) -> None:
    money = {"lasts": "STRUCTUREEL", "perhaps": "TIJDELIJK"}
    sheets = {
        "profielen": P1,
        "arrangementen": [
            provision(f"r{at}", **cells, **({"geldig_tot": "2027"} if kind == "ends" else {}))
            for at, (kind, cells) in enumerate(rows)
        ],
        "financiering": [funding(f"r{at}", "ZORG", money[kind]) for at, (kind, _) in enumerate(rows) if kind in money],
    }
    result = ask("EINDIGE_DEKKING", Params(area="gm1"), **sheets)
    assert result.findings == ({"EINDIGE_DEKKING|profiel=p1|gebied=gm1": expected} if expected else {})
    no_horizon = ask("EINDIGE_DEKKING", Params(area="gm1", horizon_maanden=1), **sheets)
    assert all(status == "ONBEKEND" for status, _ in no_horizon.findings.values())


def test_eindige_dekking_not_computed(ask: Ask) -> None:
    assert not ask("EINDIGE_DEKKING", profielen=P1, rechtsgronden=BASES, arrangementen=[provision("r1")]).computed
    old = [provision("r1"), provision("old", geldig_tot="2020")]
    assert ask("EINDIGE_DEKKING", profielen=P1, arrangementen=old).computed
