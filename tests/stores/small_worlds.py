"""Hypothesis strategies for small datasets in which everything can collide: the same few ids, in three datasets.

Nothing lies in itself, not by a detour either: a loader refuses that, and the engine counts on it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from graph.records import Record

DATASETS = st.sampled_from(["a", "b", "c"])
_AREAS = [["gm1"], ["gm2"], ["gm1", "gm2"], ["*"]]
_NAMES = ["Een", "Twee \U0001f600\n'\"$"]


def _record(kind: str, ids: list[str], required: dict[str, list[Any]] | None = None, **columns: list[Any]) -> st.SearchStrategy[Record]:
    def drawn(options: dict[str, list[Any]]) -> dict[str, st.SearchStrategy[Any]]:
        return {name: st.sampled_from(values) for name, values in options.items() if values}

    return st.builds(Record, st.just(kind), st.sampled_from(ids), st.fixed_dictionaries(drawn(required or {}), optional=drawn(columns)))


def _concept(scheme: str, code: str, above: list[list[str]]) -> st.SearchStrategy[Record]:
    return _record("concept", [f"{scheme}~{code}"], {"as": [scheme], "code": [code], "label": ["eigen", "anders"]}, bovenliggend=above,
                   synoniemen=[["x"], ["x", "y"]], definitie=_NAMES)


_AGES = {"leeftijd_van": [4, 12], "leeftijd_tot": [12, 18]}
RECORDS = st.one_of(
    st.builds(lambda key, value: Record("dataset", f"a~{key}", {"sleutel": key, **({"waarde": value} if value else {})}),
              st.sampled_from(["titel", "fictief"]), st.sampled_from(["ja", "nee", None])),
    _record("source", ["b1"], {"titel": _NAMES, "soort": ["REGISTRATIE"]}, datum=["2026", "2025-03"]),
    _concept("behoefte", "AUTISME", [["TRAUMA"]]),
    _concept("behoefte", "EIGEN", [["AUTISME"], ["TRAUMA"]]),
    _concept("reisafstand", "VER", []),
    _concept("reisafstand", "HEEL_VER", [["VER"]]),
    _record("area", ["gm1"], {"naam": _NAMES, "soort": ["GEMEENTE"]}, bovenliggend=[["gm2"]], lat=[52.5, 52]),
    _record("area", ["gm2"], {"naam": _NAMES, "soort": ["GEMEENTE", "SWV_PO"]}, code=["GM0002"]),
    _record("organisation", ["org-1", "org-2"], {"naam": _NAMES, "soort": ["SCHOOLBESTUUR"]}, gebieden=_AREAS, onderdeel_van=["org-1"],
            codes=[["BRIN:01AB"], ["KVK:12345678"]], bron=["b1"]),
    _record("profile", ["p1", "p2"], {"naam": _NAMES, **_AGES}, gebieden=_AREAS, behoefte=[["AUTISME"], ["AUTISME", "EIGEN"]],
            reisafstand=[["VER"], ["HEEL_VER"]]),
    _record("demand", ["v1"], {"profiel": ["p1", "p2"], "gebied": ["gm1"], "aantal": [[3, 3], [0, 4], [20, None]], "peildatum": ["2026"],
                               "definitie": ["THUIS_OCW_2016"]}),
    _record("arrangement", ["oza-1", "oza-2"], {"naam": _NAMES, "soort": ["OZA", "SITUATIE"]}, aanbieder=["org-1", "org-2"],
            partners=[["org-1"], ["org-1", "org-2"]], gebieden=_AREAS, plekken=[[1, 4], [5, None]], instap=[True, False],
            leeftijd_van=[4, "*"], leeftijd_tot=[18, "*"], behoefte=[["AUTISME"], ["EIGEN"], ["*"]], reisafstand=[["VER"], ["HEEL_VER"]],
            sluit_uit=[["behoefte:EIGEN"], ["reisafstand:VER"]], geldig_tot=["2027", "2025-01-01"], status=["GESTOPT"], bron=["b1"]),
    _record("referral", ["oza-1~oza-2~DOORSTROOM"], {"van": ["oza-1"], "naar": ["oza-2"], "richting": ["DOORSTROOM"]}, gebieden=_AREAS,
            toegang=[["GEEN"]], doorlooptijd_weken=[0, 3], besluit_door=["org-1"]),
    _record("referral", ["oza-1~oza-1~TERUGKEER"], {"van": ["oza-1"], "naar": ["oza-1"], "richting": ["TERUGKEER"]}),
    _record("responsibility", ["org-1~rol"], {"organisatie": ["org-1"], "rol": ["REGIE_PROCES"]}, arrangement=["oza-1", "oza-2"],
            gebied=["gm1"]),
    _record("funding", ["oza-1~geld"], {
        "arrangement": ["oza-1", "oza-2"], "geldstroom": ["JW_COLLECTIEF"], "component": ["ZORG", "ONDERWIJS"],
        "status": ["TIJDELIJK", "ONGEDEKT"]}, financier=["org-1", "org-2"]),
    _record("inventory_entry", ["org-1~gm1"], {"organisatie": ["org-1"], "gebied": ["gm1"]}, antwoord_op=["2026"], volledig=["JA"]),
)
LOADS = st.lists(RECORDS, max_size=12, unique_by=lambda one: (one.kind, one.id))
"""Mostly refused, because something points to what is not there."""


def whole_region() -> list[Record]:
    """One of each, so that everything points to something."""
    return [
        Record("source", "b1", {"titel": "Bron", "soort": "REGISTRATIE"}),
        Record("concept", "behoefte~EIGEN", {"as": "behoefte", "code": "EIGEN", "label": "eigen"}),
        Record("concept", "reisafstand~VER", {"as": "reisafstand", "code": "VER", "label": "ver"}),
        Record("concept", "reisafstand~HEEL_VER", {"as": "reisafstand", "code": "HEEL_VER", "label": "ver", "bovenliggend": ["VER"]}),
        *(Record("area", id, {"naam": id, "soort": "GEMEENTE"}) for id in ("gm1", "gm2")),
        *(Record("organisation", id, {"naam": id, "soort": "SCHOOLBESTUUR"}) for id in ("org-1", "org-2")),
        *(Record("profile", id, {"naam": id, "leeftijd_van": 4, "leeftijd_tot": 18, "behoefte": ["AUTISME"]}) for id in ("p1", "p2")),
        *(Record("arrangement", id, {"naam": id, "soort": "OZA"}) for id in ("oza-1", "oza-2")),
    ]
