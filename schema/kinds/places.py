"""Areas, organisations, concepts, sources, legal bases, and what a dataset says of itself."""

from __future__ import annotations

from schema.types import Field, Kind, Type, areas, code, confirmed, identity, ref, source, text, validity

DATASET = Kind(
    "dataset", "dataset", "gegevensset", "Gegevensset",
    "Wat dit werkboek is: naam, titel, of het fictief is, peildatum en licentie.",
    (
        Field("sleutel", Type.SHORT_CODE, "Sleutel",
              "naam, titel, fictief (ja of nee), omschrijving, licentie of peildatum.", required=True),
        text("waarde", "Waarde", "De waarde bij de sleutel."),
    ),
    key=("sleutel",),
)

DATASET_KEYS = ("naam", "titel", "fictief", "omschrijving", "licentie", "peildatum")

AREA = Kind(
    "area", "gebieden", "gebied", "Gebieden",
    "Gemeenten, postcodegebieden en regio's. Een gebied kan in meer dan één ander gebied liggen.",
    (
        identity("Vaste afspraak: gemeente gm0546, postcode pc2311, SWV po2801 of vo2801, jeugdregio jr-…, rmc26, ggd-…."),
        text("naam", "Naam", "Naam van het gebied.", required=True),
        code("soort", "gebiedssoort", "Soort", "Soort gebied.", required=True),
        ref("bovenliggend", "area", "Ligt in", "Ids van de gebieden waar dit gebied in ligt.", many=True,
            blank="ligt in geen ander gebied"),
        Field("code", Type.AREA_CODE, "Code", "CBS-code van de gemeente, SWV-code of postcode."),
        Field("lat", Type.DECIMAL, "Breedtegraad", "In graden, bijvoorbeeld 52.16.", minimum=-90, maximum=90),
        Field("lon", Type.DECIMAL, "Lengtegraad", "In graden, bijvoorbeeld 4.49.", minimum=-180, maximum=180),
        *validity(),
    ),
    shared=True,
)

ORGANISATION = Kind(
    "organisation", "organisaties", "organisatie", "Organisaties",
    "Gemeenten, samenwerkingsverbanden, schoolbesturen, scholen, zorgaanbieders en andere organisaties.",
    (
        identity("Vaste afspraak: gemeente-0546, swv-po2801, brin-01ab, brin-01ab00, bg-77494."),
        text("naam", "Naam", "Naam van de organisatie.", required=True),
        code("soort", "organisatiesoort", "Soort", "Soort organisatie.", required=True),
        areas("onbekend waar de organisatie werkt"),
        ref("onderdeel_van", "organisation", "Onderdeel van", "Id van de organisatie waar deze onder valt."),
        Field("codes", Type.IDENTIFIER, "Codes", "Nummers in registers, bijvoorbeeld BRIN:01AB; KVK:12345678.", many=True),
        Field("contact", Type.MAILBOX, "Contact", "Functioneel e-mailadres, zoals info@. Nooit van een persoon."),
        text("website", "Website", "Adres van de website."),
        *validity(), source(), confirmed(),
    ),
    shared=True,
)

CONCEPT = Kind(
    "concept", "begrippen", "begrip", "Begrippen",
    "Eigen waarden bij een as of begrippenlijst, of een nieuwe as.",
    (
        Field("as", Type.SCHEME, "As", "Naam van een as of begrippenlijst; een nieuwe naam maakt een nieuwe as.",
              required=True),
        Field("code", Type.SHORT_CODE, "Code", "Code in hoofdletters, bijvoorbeeld SCHOOLANGST.", required=True),
        text("label", "Label", "Hoe het begrip in gewone taal heet.", required=True),
        Field("bovenliggend", Type.SHORT_CODE, "Valt onder", "Codes van ruimere begrippen op dezelfde as.", many=True,
              blank="valt onder geen ander begrip"),
        text("synoniemen", "Synoniemen", "Andere woorden voor hetzelfde begrip.", many=True),
        text("definitie", "Definitie", "Wat er wel en niet onder valt."),
    ),
    key=("as", "code"), shared=True,
)

SOURCE = Kind(
    "source", "bronnen", "bron", "Bronnen",
    "Waar gegevens vandaan komen.",
    (
        identity("Korte naam, bijvoorbeeld besluit-2025-03."),
        text("titel", "Titel", "Titel van de bron.", required=True),
        code("soort", "bronsoort", "Soort", "Soort bron.", required=True),
        Field("datum", Type.DATE, "Datum", "Datum van de bron."),
        text("uitgever", "Uitgever", "Organisatie die de bron uitgaf."),
        text("url", "Vindplaats", "Adres op internet."),
        text("licentie", "Licentie", "Voorwaarden voor gebruik."),
    ),
    shared=True,
)

LEGAL_BASIS = Kind(
    "legal_basis", "rechtsgronden", "rechtsgrond", "Rechtsgronden",
    "Wetten, besluiten en regelingen waarop aanbod rust, met hun datum.",
    (
        identity("Korte naam, bijvoorbeeld besluit-experiment-oza."),
        text("titel", "Titel", "Naam van de wet of regeling.", required=True),
        code("status", "rechtsstatus", "Status", "Of de regel geldt."),
        *validity(), source(),
    ),
    shared=True,
)
