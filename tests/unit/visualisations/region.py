"""A small made-up region, built by hand, for the tests of the maps."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.projection import Projection, build
from graph.records import Revision, Snapshot, StoredRecord
from schema.keys import derived_id
from schema.kinds import KINDS

DAY = date(2026, 11, 15)

HOSTILE = {
    "einde": "</script><script>window.gehackt=1</script>",
    "kenmerk": '" onmouseover="window.gehackt=1" x="',
    "beeld": "<img src=x onerror=window.gehackt=1>",
    "richting": "abc\u202egnirts\u2066 \u200fxyz",
    "lang": "Zorgboerderij" * 154,
    "emoji": "👩‍👩‍👧 De Regenboog 🏳️‍🌈 学校",
    "lijn": "regel\u2028twee\x00\x07\ud800",
    "sjabloon": "{{ 7*7 }} {% raw %} ]]> &amp; &#60;b&#62;",
}

Rows = dict[str, list[dict[str, Any]]]


def rows() -> Rows:
    """The records of the region by kind, as values; records without an id column get theirs from their key."""
    return {
        "dataset": [{"sleutel": "titel", "waarde": "Proefregio"}, {"sleutel": "fictief", "waarde": "ja"}],
        "source": [{"id": "bron-1", "titel": "Inventarisatie 2026", "soort": "ANDERS", "datum": "2026-09"}],
        "area": [
            {"id": "jr", "naam": "Jeugdregio Proef", "soort": "JEUGDREGIO"},
            {"id": "po1", "naam": "PO0001", "soort": "SWV_PO"},
            {"id": "po2", "naam": "PO0002", "soort": "SWV_PO"},
            {"id": "gm1", "naam": "Aardorp", "soort": "GEMEENTE", "bovenliggend": ["jr"]},
            {"id": "gm2", "naam": "Beekstad", "soort": "GEMEENTE", "bovenliggend": ["jr", "po2"]},
            {"id": "gm3", "naam": "Ceeveen", "soort": "GEMEENTE", "bovenliggend": ["jr", "po2"]},
            {"id": "pc1", "naam": "1001", "soort": "PC4", "bovenliggend": ["gm1", "po1"]},
            {"id": "pc2", "naam": "1002", "soort": "PC4", "bovenliggend": ["gm1", "po2"]},
            {"id": "pc3", "naam": "1003", "soort": "PC4", "bovenliggend": ["gm1", "po2"]},
        ],
        "organisation": [
            {"id": "school", "naam": "School De Linde", "soort": "SCHOOL", "gebieden": ["gm1"], "onderdeel_van": "bestuur"},
            {"id": "bestuur", "naam": "Stichting Boomgaard", "soort": "SCHOOLBESTUUR", "gebieden": ["jr"]},
            {"id": "zorg", "naam": "Zorggroep Water", "soort": "JEUGDHULPAANBIEDER", "gebieden": ["jr"], "bron": "bron-1"},
            {"id": "oud", "naam": "Opgeheven bureau", "soort": "GI", "gebieden": ["jr"], "geldig_tot": "2020"},
        ],
        "profile": [
            {"id": "p1", "naam": "Schoolweigering", "leeftijd_van": 12, "leeftijd_tot": 15, "behoefte": ["SCHOOLWEIGERING"]},
            {"id": "p2", "naam": "Autisme", "leeftijd_van": 8, "leeftijd_tot": 12, "behoefte": ["AUTISME"], "gebieden": ["gm2"]},
        ],
        "arrangement": [
            {"id": "thuis", "naam": "Thuiszitten", "soort": "SITUATIE", "fase": "UITVAL", "gebieden": ["*"]},
            {"id": "oza", "naam": "OZA De Brug", "soort": "OZA", "fase": "OZA_REGULIER", "voorliggend": "ONDERWIJS",
             "aanbieder": "school", "partners": ["zorg"], "gebieden": ["jr"], "leeftijd_van": 4, "leeftijd_tot": 12,
             "behoefte": ["AUTISME"], "instroom": "OPEN", "plekken": [10, 12]},
            {"id": "zoa", "naam": "ZOA Oever", "soort": "ZOA", "fase": "ZOA", "voorliggend": "ZORG", "aanbieder": "zorg",
             "gebieden": ["gm1"], "leeftijd_van": 12, "leeftijd_tot": 18, "behoefte": ["AUTISME"]},
            {"id": "vso", "naam": "Vso Heuvel", "soort": "VSO", "fase": "SBO_SO_VSO", "voorliggend": "ONDERWIJS",
             "aanbieder": "school", "gebieden": ["jr"], "leeftijd_van": 12, "leeftijd_tot": 18, "behoefte": ["AUTISME"]},
            {"id": "los", "naam": "Zonder fase", "soort": "OPDC", "gebieden": ["gm2"]},
            {"id": "dicht", "naam": "Gestopte groep", "soort": "OZA", "fase": "OZA_REGULIER", "status": "GESTOPT"},
        ],
        "referral": [
            {"van": "thuis", "naar": "zoa", "richting": "TOELEIDING", "doorlooptijd_weken": 6},
            {"van": "zoa", "naar": "oza", "richting": "TERUGKEER", "status": "FORMEEL_AFGESPROKEN"},
            {"van": "thuis", "naar": "vso", "richting": "TOELEIDING", "status": "BEOOGD"},
            {"van": "oza", "naar": "zoa", "richting": "OVERDRACHT", "status": "GESTOPT"},
            {"van": "oza", "naar": "dicht", "richting": "DOORSTROOM"},
        ],
        "responsibility": [{"organisatie": "zorg", "rol": "REGIE_CASUS", "arrangement": "zoa"}],
        "funding": [{"arrangement": "zoa", "financier": "bestuur", "geldstroom": "WLZ", "component": "ZORG",
                     "status": "STRUCTUREEL"}],
        "inventory_entry": [
            {"organisatie": "zorg", "gebied": "gm1", "antwoord_op": "2026-09-01", "volledig": "JA"},
            {"organisatie": "school", "gebied": "gm1", "gevraagd_op": "2026-09-01"},
        ],
        "meeting": [{"id": "regie", "naam": "Regiegroep", "soort": "REGIEGROEP", "leden": ["school", "zorg"]}],
        "agreement": [{"id": "afspraak-1", "omschrijving": "Plek zoeken", "eigenaar": "zorg", "status": "OPEN"}],
    }


def projected(records: Rows | None = None, revision: int = 7) -> Projection:
    """The projection of the records of `rows`, or of others of that form."""
    found = []
    for kind, values in (rows() if records is None else records).items():
        for row in values:
            own = dict(row)
            id = f"proef~{own['sleutel']}" if kind == "dataset" else own.pop("id", None) or derived_id(KINDS[kind], own)
            found.append(StoredRecord(kind, id, own, ("proef",)))
    found.sort(key=lambda record: (list(KINDS).index(record.kind), record.id))
    return build(Snapshot(Revision(revision, "2026-11-22T10:00:00Z", "test", "proef"), iter(found)))


def hostile() -> Projection:
    """The region with a hostile name in every place where a name can stand."""
    records = rows()
    names = list(HOSTILE.values())
    for number, row in enumerate(row for kind in ("area", "organisation", "profile", "arrangement", "meeting")
                                 for row in records[kind]):
        row["naam"] = f"{names[(number + 1) % len(names)]} {number}"
    for row in records["arrangement"]:
        row["opmerking"] = " ".join(names)
    records["dataset"][0]["waarde"] = HOSTILE["einde"]
    records["source"][0]["titel"] = HOSTILE["beeld"]
    return projected(records)


def many(arrangements: int, referrals: int = 0) -> Projection:
    """A region with very many arrangements over all phases, each with a provider, and referrals from one to the next."""
    records = rows()
    phases = ("PREVENTIE", "EXTRA_ONDERSTEUNING", "OZA_REGULIER", "SBO_SO_VSO", "ZOA", "DAGBEHANDELING_KDC")
    records["arrangement"] = [
        {"id": f"a{number:05}", "naam": f"Voorziening met een vrij lange naam {number}", "soort": ("OZA", "ZOA")[number % 2],
         "fase": phases[number % len(phases)], "aanbieder": ("school", "zorg")[number % 2], "gebieden": ["jr"]}
        for number in range(arrangements)]
    records["referral"] = [
        {"van": f"a{number % arrangements:05}", "naar": f"a{(number * 7 + 1) % arrangements:05}", "richting": "DOORSTROOM",
         "leeftijd_van": number // arrangements}
        for number in range(referrals)]
    for kind in ("responsibility", "funding"):
        records[kind] = []
    return projected(records)
