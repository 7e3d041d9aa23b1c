"""Profiles, arrangements and the referral paths between them."""

from __future__ import annotations

from schema.types import Field, Kind, Type, ages, areas, code, confirmed, identity, ref, source, text, validity

PROFILE = Kind(
    "profile", "profielen", "profiel", "Profielen",
    "Groepen jongeren met dezelfde behoeften. Een profiel is nooit één kind.",
    (
        identity("Korte naam, bijvoorbeeld schoolangst-12-16."),
        text("naam", "Naam", "Naam van het profiel.", required=True),
        *ages(required=True),
        areas("overal"),
        code("randvoorwaarden", "randvoorwaarden", "Randvoorwaarden", "Wat er geregeld moet zijn om mee te kunnen doen.",
             many=True, blank="geen bijzondere voorwaarden"),
        text("omschrijving", "Omschrijving", "Wie er in het algemeen bedoeld wordt. Geen casus."),
        source(),
    ),
    axes_after="gebieden",
)

ARRANGEMENT = Kind(
    "arrangement", "arrangementen", "arrangement", "Arrangementen",
    "Onderwijs-zorgaanbod: wie, waar, voor wie, met welke plekken. Ook situaties zoals thuiszitten.",
    (
        identity("Korte naam, bijvoorbeeld oza-de-brug."),
        text("naam", "Naam", "Naam van het arrangement.", required=True),
        code("soort", "arrangementsoort", "Soort", "Soort arrangement, of SITUATIE voor een toestand zoals thuiszitten.",
             required=True),
        code("voorliggend", "voorliggend", "Voorliggend", "Of onderwijs of zorg voorop staat."),
        code("fase", "fase", "Fase", "Plaats in het continuüm."),
        ref("aanbieder", "organisation", "Aanbieder", "Id van de organisatie die het uitvoert."),
        ref("partners", "organisation", "Partners", "Ids van de andere organisaties die meedoen.", many=True),
        areas("onbekend waar dit aanbod geldt"),
        *ages(alle=True, maximum=120),
        Field("sluit_uit", Type.EXCLUSION, "Sluit uit", "Voor wie dit niet is, bijvoorbeeld behoefte:AGRESSIE.", many=True,
              blank="geen uitsluiting bekend"),
        Field("instap", Type.YES_NO, "Instap", "ja als je hier zonder verwijzing kunt beginnen."),
        code("instroom", "instroom", "Instroom", "Of er nieuwe jongeren bij kunnen."),
        Field("plekken", Type.INTERVAL, "Plekken", "Aantal plekken.", minimum=0),
        Field("bezet", Type.INTERVAL, "Bezet", "Aantal bezette plekken.", minimum=0),
        Field("wachttijd_weken", Type.WHOLE, "Wachttijd (weken)", "Wachttijd in hele weken.", minimum=0),
        Field("peildatum", Type.DATE, "Peildatum", "Datum van plekken, bezetting en wachttijd."),
        code("toegang", "toegang", "Toegang", "Besluit dat nodig is om hier te komen, of GEEN.", many=True),
        code("inschrijving", "inschrijving", "Inschrijving", "Of de jongere bij de eigen school ingeschreven blijft."),
        Field("max_duur_maanden", Type.WHOLE, "Hoogstens (maanden)", "Hoe lang iemand hier hoogstens blijft.", minimum=0),
        code("randvoorwaarden", "randvoorwaarden", "Randvoorwaarden geregeld", "Wat hier geregeld is.", many=True),
        code("randvoorwaarden_ontbreekt", "randvoorwaarden", "Randvoorwaarden ontbreken", "Wat hier zeker niet geregeld is.",
             many=True),
        ref("wettelijke_basis", "legal_basis", "Wettelijke basis", "Ids van de rechtsgronden.", many=True),
        code("status", "arrangementstatus", "Status", "Of het loopt.", default="ACTIEF", blank="ACTIEF"),
        Field("lat", Type.DECIMAL, "Breedtegraad", "Van de locatie, in graden.", minimum=-90, maximum=90),
        Field("lon", Type.DECIMAL, "Lengtegraad", "Van de locatie, in graden.", minimum=-180, maximum=180),
        *validity(), source(), confirmed(),
        text("opmerking", "Opmerking", "Korte toelichting. Geen namen van personen."),
    ),
    axes_after="leeftijd_tot",
)

REFERRAL = Kind(
    "referral", "verwijspaden", "verwijspad", "Verwijspaden",
    "Hoe een jongere van het ene arrangement naar het andere komt, en weer terug.",
    (
        ref("van", "arrangement", "Van", "Id van het arrangement waar het pad begint.", required=True),
        ref("naar", "arrangement", "Naar", "Id van het arrangement waar het pad heen gaat.", required=True),
        code("richting", "richting", "Richting", "Soort stap.", required=True),
        *ages(blank="geen beperking", maximum=120),
        areas("geen beperking"),
        code("toegang", "toegang", "Toegang", "Besluit dat voor deze stap nodig is, of GEEN.", many=True),
        ref("besluit_door", "organisation", "Besluit door", "Id van de organisatie die over deze stap beslist."),
        Field("doorlooptijd_weken", Type.WHOLE, "Doorlooptijd (weken)", "Hoe lang de stap duurt, in hele weken.", minimum=0),
        Field("warme_overdracht", Type.YES_NO, "Warme overdracht", "Of er samen wordt overgedragen."),
        code("inschrijving", "inschrijving", "Inschrijving", "Wat er met de inschrijving gebeurt."),
        code("status", "verwijsstatus", "Status", "Hoe vast het pad ligt.", default="GEBRUIKELIJK", blank="GEBRUIKELIJK"),
        *validity(), source(), confirmed(),
    ),
    key=("van", "naar", "richting", "leeftijd_van", "leeftijd_tot", "toegang"),
)
