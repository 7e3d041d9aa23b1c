"""The page docs/ranking.md: how the list is ordered, made from the declarations in `graph.gaps.ranking.scale`."""

from __future__ import annotations

from collections.abc import Iterator

from api.documentation_rules import NOTE
from graph.gaps import RULES
from graph.gaps.ranking import CRITERIA, FORMULA
from graph.gaps.ranking.scale import WEIGHED

_PARTS = (("Ernst", "E", "Het hoogste van deze getallen, van 0 tot en met 5."),
          ("Urgentie", "U", "Het hoogste van deze getallen, van 0 tot en met 5. Telt er geen, dan is het 0."),
          ("Bewijs", "B", "Van 0 tot en met 3. Alleen bij een bevestigde bevinding tellen de gegevens zelf mee, en het zwakste gegeven "
                          "telt: is alles een registratie of besluit, dan 3; heeft alles een bron, dan is dat één aanwijzing. Elke "
                          "organisatie die het laatste jaar een signaal gaf over dit profiel in dit gebied is er nog een."))


def ranking() -> Iterator[str]:
    """The lines of the page."""
    yield from ("# Hoe de lijst is geordend", "", NOTE, "")
    yield (f"Score = {FORMULA}. De hoogste score staat bovenaan; bij een gelijke score telt het kenmerk van de bevinding. "
           "Bij elke bevinding staat waarom zij haar ernst, urgentie en bewijs heeft, één zin per criterium.")
    yield from ("", "Wat de regio op het blad `lacunes` invult bij `ernst` of `urgentie`, gaat voor wat is berekend.", "")
    yield from ("## Twee lijsten", "")
    yield ("Op de **lacunelijst** (`BESLUITLIJST`) staat wat bevestigd of vermoed is. Wat onbekend is, staat bij **eerst inventariseren** "
           "(`EERST_INVENTARISEREN`) en nooit op de lijst waarover een bestuur besluit, hoe hoog de score ook is. Elke lijst heeft haar "
           "eigen plaatsen, vanaf 1. Vraagt u een deel, met `--rule`, `--profile` of `--area`, dan zijn het de plaatsen binnen dat deel.")
    yield from ("", "## Hoe vast een plaats staat", "")
    yield ("De gewichten zijn een keuze. Daarom rekent Dekkend ook met elk gewicht half, gewoon en anderhalf keer: 27 combinaties. De "
           "laagste en de hoogste plaats die daaruit komen, staan bij de plaats. Een smalle band betekent dat de plaats weinig aan de "
           "gewichten hangt.")
    for name, letter, intro in _PARTS:
        yield from ("", f"## {name}", "", intro, "", "| criterium | wat | telt voor |", "|---|---|---|")
        for criterion in CRITERIA:
            if criterion.code.startswith(letter):
                yield f"| {criterion.code} | {criterion.name} | {criterion.meaning} |"
    yield from ("", "## Wat niet meetelt", "")
    yield from (
        "- E3 kent geen alleenstaande nieuwkomer: het werkboek legt geen verblijfsstatus en geen gezin vast.",
        "- E4 telt alleen een aantal dat bij precies dit profiel en dit gebied staat. Een telling van een grotere regio wordt niet "
        "verdeeld.",
        "- U1 telt alleen een einde dat vaststaat. Is een einddatum niet bekend, dan zegt de regel EINDIGE_DEKKING dat.",
        "- U1 en U2 zijn er alleen voor gebieden van de gekozen soort.",
        "- U3 telt alleen rijen INSTROOM van het blad `stromen` met een begin na de peildatum, een profiel en een bestemming in het "
        "gebied. Staat daar niets, dan weet Dekkend niets van verwachte instroom.",
        "- U4 rust op de bladen `lacunes`, `agenda` en `afspraken`. Welke besluittafel een jaar later pas weer bijeenkomt, staat nergens.",
        "- U5 kent alleen de termijn voor het OOGO.",
    )
    yield from ("", "## Elke regel", "")
    yield ("E1 telt bij *er past niets*, en bij *wat er is, schiet tekort* als jongeren met dit profiel nu geen onderwijs volgen. E3, E4 "
           "en U1 tot en met U3 van een profiel in een gebied tellen niet bij *afspraken en gegevens zijn niet op orde*.")
    yield from ("", "| regel | wat er speelt | E2 | E5 | bewijs rust op |", "|---|---|---:|---:|---|")
    for id, rule in RULES.items():
        weighed = WEIGHED[id]
        systemic = weighed.systemic[0] if weighed.systemic else ""
        yield f"| [{id}](regels/{id}.md) | {weighed.stake.value} | {rule.severity} | {systemic} | {weighed.ground.value} |"
