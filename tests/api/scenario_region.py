"""A region of a few rows in which every effect of a scenario can be worked out by hand."""

from __future__ import annotations

# In Noord the bridge takes five of eight young people of 12 and 13; in Zuid there is nothing.
REGION: dict[str, list[dict[str, str]]] = {
    "gebieden": [{"id": "noord", "naam": "Noord", "soort": "GEMEENTE"}, {"id": "zuid", "naam": "Zuid", "soort": "GEMEENTE"}],
    "organisaties": [{"id": "o1", "naam": "Zorgpartner", "soort": "JEUGDHULPAANBIEDER"}],
    "profielen": [{"id": "p1", "naam": "Autisme", "leeftijd_van": "12", "leeftijd_tot": "13", "behoefte": "AUTISME"}],
    "arrangementen": [{"id": "brug", "naam": "De Brug", "soort": "OZA", "aanbieder": "o1", "gebieden": "noord", "leeftijd_van": "12",
                       "leeftijd_tot": "13", "behoefte": "AUTISME", "plekken": "5"}],
    "vraag": [{"profiel": "p1", "gebied": "noord", "aantal": "8", "peildatum": "2026-10-01", "definitie": "RAMING"}],
}
RULES = ("GEEN_AANBOD", "CAPACITEIT", "ENKELVOUDIG")
NORTH, SOUTH = "GEEN_AANBOD|profiel=p1|gebied=noord", "GEEN_AANBOD|profiel=p1|gebied=zuid"
SINGLE = "ENKELVOUDIG|profiel=p1|gebied=noord"
PLACES = "CAPACITEIT|profiel=p1|gebied=noord"
