"""Demand, inventory, signals and flows: what is asked for, and what we know of it."""

from __future__ import annotations

from schema.types import Field, Kind, Type, ages, code, identity, ref, source, text

DEMAND = Kind(
    "demand", "vraag", "vraag", "Vraag",
    "Hoeveel jongeren een profiel en gebied telt, altijd met datum, definitie en bron.",
    (
        ref("profiel", "profile", "Profiel", "Id van het profiel.", required=True),
        ref("gebied", "area", "Gebied", "Id van het gebied.", required=True),
        Field("aantal", Type.INTERVAL, "Aantal", "Aantal jongeren: 12, <5, 10-15 of >=20.", required=True, minimum=0),
        Field("peildatum", Type.DATE, "Peildatum", "Datum van de telling.", required=True),
        code("definitie", "definitie", "Definitie", "Welke definitie is geteld, bijvoorbeeld THUIS_OCW_2016.",
             required=True),
        *ages(blank="de leeftijden van het profiel"),
        source(),
    ),
    key=("profiel", "gebied", "peildatum", "definitie", "leeftijd_van", "leeftijd_tot", "bron"),
)

INVENTORY_ENTRY = Kind(
    "inventory_entry", "inventarisatie", "inventarisatie", "Inventarisatie",
    "Welke organisatie over welk gebied is gevraagd wat zij biedt, en of er antwoord kwam.",
    (
        ref("organisatie", "organisation", "Organisatie", "Id van de gevraagde organisatie.", required=True),
        ref("gebied", "area", "Gebied", "Id van het gebied waarover gevraagd is.", required=True),
        Field("gevraagd_op", Type.DATE, "Gevraagd op", "Dag van de vraag."),
        Field("antwoord_op", Type.DATE, "Antwoord op", "Dag van het antwoord.", blank="nog geen antwoord"),
        code("volledig", "volledig", "Volledig", "Of het antwoord volledig was: ja, deels of nee."),
    ),
    key=("organisatie", "gebied"),
)

SIGNAL = Kind(
    "signal", "signalen", "signaal", "Signalen",
    "Leerpunten en signalen uit de praktijk, nooit te herleiden tot een kind.",
    (
        identity("Korte naam, bijvoorbeeld lab-2026-04."),
        Field("datum", Type.DATE, "Datum", "Datum van het signaal.", required=True),
        ref("organisatie", "organisation", "Organisatie", "Id van de organisatie die het signaal geeft."),
        ref("profiel", "profile", "Profiel", "Id van het profiel waar het over gaat."),
        ref("gebied", "area", "Gebied", "Id van het gebied waar het over gaat."),
        code("soort", "signaalsoort", "Soort", "Leerpunt of signaal."),
        text("tekst", "Tekst", "Hoogstens 280 tekens. Geen casus, geen namen.", max_length=280),
        source(),
    ),
)

FLOW = Kind(
    "flow", "stromen", "stroom", "Stromen",
    "Hoeveel jongeren in een periode van het ene naar het andere gaan, alleen als aantallen.",
    (
        code("soort", "stroomsoort", "Soort", "Soort stroom.", required=True),
        ref("van", "arrangement", "Van", "Id van het arrangement waar zij vandaan komen."),
        ref("naar", "arrangement", "Naar", "Id van het arrangement waar zij heen gaan."),
        ref("herkomst", "area", "Herkomst", "Id van het gebied waar zij vandaan komen."),
        ref("bestemming", "area", "Bestemming", "Id van het gebied waar zij heen gaan."),
        ref("profiel", "profile", "Profiel", "Id van het profiel."),
        Field("periode_van", Type.DATE, "Periode van", "Eerste dag van de periode.", required=True),
        Field("periode_tot", Type.DATE, "Periode tot en met", "Laatste dag van de periode.", required=True, end=True),
        Field("aantal", Type.INTERVAL, "Aantal", "Aantal jongeren: 12, <5, 10-15 of >=20.", required=True, minimum=0),
        source(),
    ),
    key=("soort", "van", "naar", "herkomst", "bestemming", "profiel", "periode_van", "periode_tot", "bron"),
)
