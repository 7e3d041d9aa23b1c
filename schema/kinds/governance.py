"""Who is responsible, who pays, who decides when, and what the boards are asked."""

from __future__ import annotations

from schema.types import Field, Kind, Type, areas, code, identity, ref, source, text, validity

RESPONSIBILITY = Kind(
    "responsibility", "verantwoordelijkheden", "verantwoordelijkheid", "Verantwoordelijkheden",
    "Wie volgens welke bron welke rol heeft. Twee beweringen mogen elkaar tegenspreken.",
    (
        ref("organisatie", "organisation", "Organisatie", "Id van de organisatie met de rol.", required=True),
        code("rol", "rol", "Rol", "De rol.", required=True),
        ref("arrangement", "arrangement", "Arrangement", "Id van het arrangement.", blank="voor alle arrangementen"),
        ref("profiel", "profile", "Profiel", "Id van het profiel.", blank="voor alle profielen"),
        ref("gebied", "area", "Gebied", "Id van het gebied.", blank="voor alle gebieden"),
        code("fase", "fase", "Fase", "Fase in het continuüm.", blank="voor alle fasen"),
        code("toegang", "toegang", "Toegang", "Het toegangsbesluit waar de rol over gaat.", blank="voor alle besluiten"),
        code("status", "claimstatus", "Status", "Hoe vast de rol ligt.", default="BEWEERD", blank="BEWEERD"),
        *validity(), source(),
        text("opmerking", "Opmerking", "Korte toelichting. Geen namen van personen."),
    ),
    key=("organisatie", "rol", "arrangement", "profiel", "gebied", "fase", "toegang", "geldig_van"),
)

FUNDING = Kind(
    "funding", "financiering", "financiering", "Financiering",
    "Wie welk onderdeel van een arrangement betaalt, uit welke geldstroom en tot wanneer.",
    (
        ref("arrangement", "arrangement", "Arrangement", "Id van het arrangement.", required=True),
        ref("financier", "organisation", "Financier", "Id van de organisatie die betaalt."),
        code("geldstroom", "geldstroom", "Geldstroom", "Uit welke geldstroom.", required=True),
        code("component", "component", "Onderdeel", "Welk onderdeel wordt betaald.", required=True),
        Field("bedrag_per_jaar", Type.WHOLE, "Bedrag per jaar (€)", "In hele euro's.", minimum=0),
        code("status", "financieringsstatus", "Status", "Hoe vast het geld is.", required=True),
        *validity(),
        text("besluit", "Besluit", "Besluit waarin dit is vastgelegd."),
        source(),
    ),
    key=("arrangement", "financier", "geldstroom", "component", "geldig_van"),
)

MEETING = Kind(
    "meeting", "overleggen", "overleg", "Overleggen",
    "De tafels waar wordt besproken en besloten.",
    (
        identity("Korte naam, bijvoorbeeld regiegroep."),
        text("naam", "Naam", "Naam van het overleg.", required=True),
        code("soort", "overlegsoort", "Soort", "Soort overleg.", required=True),
        ref("leden", "organisation", "Leden", "Ids van de organisaties aan tafel.", many=True),
        areas("onbekend voor welk gebied", alle=True),
        code("besluitregel", "besluitregel", "Besluitregel", "Hoe het overleg besluit."),
    ),
)

AGENDA_ITEM = Kind(
    "agenda_item", "agenda", "agendapunt", "Agenda",
    "Wat wanneer op welke tafel ligt, en wat eruit kwam.",
    (
        identity("Korte naam, bijvoorbeeld rg-2026-03-1."),
        ref("overleg", "meeting", "Overleg", "Id van het overleg.", required=True),
        Field("datum", Type.DATE, "Datum", "Datum van de behandeling.", required=True),
        text("onderwerp", "Onderwerp", "Waar het over gaat.", required=True),
        code("doel", "doel", "Doel", "Waarvoor het op de agenda staat.", required=True),
        code("conclusie", "conclusie", "Conclusie", "Wat eruit kwam.", default="VOLGT", blank="VOLGT"),
        text("toelichting", "Toelichting", "Korte toelichting. Geen namen van personen."),
        ref("volgt_na", "agenda_item", "Volgt na", "Ids van de agendapunten die eerst moeten.", many=True),
        ref("voor", "organisation", "Voor", "Ids van de organisaties die instemden.", many=True),
        ref("tegen", "organisation", "Tegen", "Ids van de organisaties die tegen waren.", many=True),
        ref("onthouden", "organisation", "Onthouden", "Ids van de organisaties die zich onthielden.", many=True),
        ref("lacune", "gap_case", "Lacune", "Id van de lacune waar het over gaat."),
        source(),
    ),
)

AGREEMENT = Kind(
    "agreement", "afspraken", "afspraak", "Afspraken",
    "Wat is afgesproken, wie het doet en wanneer het klaar is.",
    (
        identity("Korte naam, bijvoorbeeld afspraak-014."),
        text("omschrijving", "Omschrijving", "Wat er is afgesproken.", required=True),
        ref("agenda", "agenda_item", "Agendapunt", "Id van het agendapunt waar dit is afgesproken."),
        ref("eigenaar", "organisation", "Eigenaar", "Id van de organisatie die het doet."),
        Field("deadline", Type.DATE, "Uiterlijk", "Dag waarop het klaar moet zijn.", end=True),
        code("status", "afspraakstatus", "Status", "Hoe het ervoor staat.", default="OPEN", blank="OPEN"),
        ref("lacune", "gap_case", "Lacune", "Id van de lacune waar het over gaat."),
        source(),
    ),
)

GAP_CASE = Kind(
    "gap_case", "lacunes", "lacune", "Lacunes",
    "Wat de regio zelf van een bevinding vindt: titel, ernst, voorstel, tafel en eigenaar.",
    (
        identity("Korte naam, bijvoorbeeld hr-2026-003."),
        text("bevinding", "Bevinding", "Id van de bevinding, zoals de lacunelijst die toont.", required=True),
        text("titel", "Titel", "Eén zin die zegt wat er ontbreekt."),
        Field("ernst", Type.WHOLE, "Ernst", "0 tot en met 5.", minimum=0, maximum=5, blank="wordt berekend"),
        Field("urgentie", Type.WHOLE, "Urgentie", "0 tot en met 5.", minimum=0, maximum=5, blank="wordt berekend"),
        text("duiding", "Duiding", "Wat dit voor jongeren betekent. Geen casus."),
        text("voorstel", "Voorstel", "Wat aan het bestuur wordt voorgesteld."),
        ref("overleg", "meeting", "Besluittafel", "Id van het overleg dat beslist."),
        ref("agenda", "agenda_item", "Agendapunt", "Id van het agendapunt."),
        ref("eigenaar", "organisation", "Eigenaar", "Id van de organisatie die het trekt."),
        Field("deadline", Type.DATE, "Uiterlijk", "Dag waarop het besluit nodig is.", end=True),
        code("status", "lacunestatus", "Status", "Hoe ver de regio is."),
    ),
)

OPTION = Kind(
    "option", "opties", "optie", "Opties",
    "Wat een bestuur kan kiezen bij een lacune.",
    (
        ref("lacune", "gap_case", "Lacune", "Id van de lacune.", required=True),
        Field("code", Type.SHORT_CODE, "Code", "Korte code, bijvoorbeeld 0, A of B.", required=True),
        code("soort", "optiesoort", "Soort", "Soort keuze.", required=True),
        text("omschrijving", "Omschrijving", "Wat de keuze inhoudt.", required=True),
        ref("eigenaar", "organisation", "Eigenaar", "Id van de organisatie die het zou doen."),
        Field("kosten_eenmalig", Type.WHOLE, "Kosten eenmalig (€)", "In hele euro's.", minimum=0),
        Field("kosten_per_jaar", Type.WHOLE, "Kosten per jaar (€)", "In hele euro's.", minimum=0),
        code("geldstroom", "geldstroom", "Geldstroom", "Waar het van betaald wordt."),
        text("wettelijke_route", "Wettelijke route", "Op welke regel de keuze rust."),
        text("scenario", "Scenario", "De verandering als scenario (JSON), om het effect te berekenen."),
        text("termijn", "Termijn", "Hoe snel het kan."),
        text("risico", "Risico", "Wat er mis kan gaan."),
    ),
    key=("lacune", "code"),
)
