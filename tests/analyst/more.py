"""What the example region does not have, so that every condition in a question makes a difference to its answer."""

from __future__ import annotations

from pathlib import Path

SHEETS = {
    "begrippen": """as;code;label;bovenliggend
thema;A;Thema A;
thema;A1;Thema A1;A
thema;A2;Thema A2;A
""",
    # A legal basis is shared: this only adds a last day to one on which much of the region rests.
    "rechtsgronden": "id;titel;status;geldig_tot\njw-2.3;Jeugdwet artikel 2.3 (jeugdhulp door de gemeente);GELDEND;2027-03\n",
    "gebieden": """id;naam;soort;bovenliggend
ver-weg;Ver weg (fictief);GGD;
jr-holland-rijnland;Jeugdregio Holland Rijnland;JEUGDREGIO;ver-weg
""",
    "profielen": """id;naam;leeftijd_van;leeftijd_tot;thema
p-thema;Thema;12;14;A
p-delen;Delen van het thema;12;14;A1; A2
""".replace("A1; A2", '"A1; A2"'),
    "arrangementen": """id;naam;soort;aanbieder;gebieden;status;instroom;thema;sluit_uit;geldig_tot;wachttijd_weken;plekken;bezet
m-ver;Ver weg;OZA;college-aarhof;ver-weg;;;;;;;;
m-voorbij;Voorbij;OZA;college-aarhof;gm0546;;;;;2026-10;;;
m-toestand;Toestand;SITUATIE;college-aarhof;alle;;;;;;;;
m-ten-dele;Ten dele;OZA;college-aarhof;gm0547;;;A;thema:A1;;20;10;3-5
m-dicht;Dicht;OZA;college-aarhof;gm0547;;GESTOPT;A;;;;;
m-alles-uit;Alles uit;OZA;college-aarhof;gm0547;;;;thema:A;;;;
m-gestopt;Gestopt;OZA;college-aarhof;gm0547;GESTOPT;;;;;30;;
m-jong;Jong;OZA;college-aarhof;gm0547;;;;;;;;
m-beoogd;Beoogd;OZA;college-aarhof;gm0547;;;;;;;;
""",
    "verwijspaden": """van;naar;richting;leeftijd_van;leeftijd_tot;status;geldig_tot
situatie-thuiszitten;m-jong;TOELEIDING;6;9;;
m-jong;basisondersteuning-vo2801;TERUGKEER;12;16;;
situatie-thuiszitten;m-beoogd;TOELEIDING;;;BEOOGD;
m-beoogd;basisondersteuning-vo2801;TERUGKEER;;;;
situatie-thuiszitten;m-ver;TOELEIDING;;;;2026-09
m-ver;basisondersteuning-vo2801;TERUGKEER;;;;
""",
    "financiering": """arrangement;geldstroom;component;status;geldig_tot
m-ver;ONBEKEND;ZORG;TIJDELIJK;2026-10-31
m-jong;ONBEKEND;ZORG;TIJDELIJK;2026
m-beoogd;ONBEKEND;ZORG;TIJDELIJK;2027
""",
    "verantwoordelijkheden": "organisatie;rol;gebied\ngemeente-0546;REGIE_CASUS;deelgebied-rijnstreek\n",
    "afspraken": """id;omschrijving;eigenaar;deadline
m-november;Nog deze maand;gemeente-0546;2026-11
m-oktober;Vorige maand;gemeente-0546;2026-10
""",
}


def written(folder: Path) -> Path:
    """The sheets as a workbook of CSV files."""
    folder.mkdir()
    for sheet, text in SHEETS.items():
        (folder / f"{sheet}.csv").write_text(text, encoding="utf-8")
    return folder
