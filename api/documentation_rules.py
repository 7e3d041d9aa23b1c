"""The pages on the gap rules: an index on how to read a result, and a page per rule made from its declaration.

The example on a page comes from the example region on the region's own peildatum, so that it is the same every day.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from api.settings import examples_folder
from graph.gaps import RULES, Finding, Report, Request, Rule
from graph.gaps.needs import Need
from graph.gaps.pairs import STATUSES
from graph.gaps.reads import reads
from graph.gaps.rule import Evidence
from graph.gaps.twins import WITHOUT
from graph.gaps.words import ages_in_words
from graph.projection import build
from graph.store import open_store
from loaders.load import load
from schema.dates import spoken
from schema.kinds import KINDS

NOTE = "<!-- Deze pagina wordt gemaakt uit de code (make docs). Wijzig haar daar. -->"
EXAMPLE = "holland-rijnland"
_SHOWN = 6

KEYS = {
    "profiel": "id van een profiel",
    "gebied": "id van een gebied",
    "leeftijd": "de leeftijd waarop het aanbod ophoudt",
    "begrip": "wat overal wordt uitgesloten, als `as:CODE`",
    "voorwaarde": "code van de [randvoorwaarde](../werkboek.md#randvoorwaarden)",
    "rol": "code van de [rol](../werkboek.md#rol)",
    "arrangement": "id van een arrangement",
    "arrangementen": "ids van twee of meer arrangementen, op volgorde en met `+` ertussen",
    "component": "code van het [onderdeel](../werkboek.md#component)",
    "soort": "`SPLITSING` of `AFWIJKING`",
    "binnen": "bij een splitsing de soort gebied, bij een afwijking het paar `A>B`",
    "afspraak": "id van een afspraak",
    "agenda": "id van een agendapunt",
    "records": "de twee rijen, elk als `agenda:id` of `vraag:id`, met `+` ertussen",
    "record": "`arrangement:id` of `verwijspad:id`",
    "gemeente": "id van de organisatie van de gemeente",
    "swv": "id van de organisatie van het samenwerkingsverband",
}
"""What each key of a finding holds."""

_OWN_KEYS = {("ROL_ONTBREEKT", "rol"): "`UITVOERING`, `FINANCIERING` of `REGIE`"}

TRIED = {
    "definitie": "THUIS_OCW_2016", "horizon_maanden": "12", "max_km": "10", "max_stappen": "2", "min_overlap": "0.9",
    "min_signalen": "5", "norm_weken": "6", "paren": "SWV_PO>JEUGDREGIO", "rollen": "REGIE_CASUS,REGIE_PROCES",
}
"""Another value than the default of each parameter, for the command on the page."""


def cell(text: str) -> str:
    """Text as it stands in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def index() -> Iterator[str]:
    """The page that lists the rules and says how to read what they find."""
    yield from ("# De regels", "", NOTE, "")
    yield ("Elke regel stelt één vraag over uw regio. `dekkend gaps` stelt ze allemaal, `dekkend gaps --rule GEEN_AANBOD` één ervan. Met "
           "`--profile` en `--area` kijkt u naar een deel; de aantallen gaan dan over dat deel. `--date` kiest de peildatum, `--area-kind` "
           "het soort gebied (anders gemeenten). Op de pagina van een regel staat welke `--param` zij heeft.")
    yield from ("", "## Zo leest u een uitkomst", "")
    yield ("Bij elke regel staan vier aantallen. De *populatie* is alles waar de regel naar kijkt. Daarvan is een deel *lacune* (er is een "
           "bevinding die bevestigd is of vermoed), een deel *onbekend* (er zijn alleen bevindingen die onbekend zijn) en de rest "
           "*gedekt* (er is geen bevinding). De drie tellen altijd op tot de populatie. Waar een regel niets over kan zeggen, telt "
           "dus als gedekt.")
    yield from (
        "", "| status | betekent |", "|---|---|",
        "| `BEVESTIGD` | Het volgt uit wat er is ingevuld. Bij regels over ontbrekend aanbod: bijna alle aanbieders zijn gevraagd. |",
        "| `VERMOED` | Het is waarschijnlijk zo; een deel van de gegevens of van de antwoorden is er nog niet. |",
        "| `ONBEKEND` | De gegevens zeggen het niet. Zo'n bevinding staat niet op de lacunelijst maar bij *eerst inventariseren*. |", "")
    yield ("*Niet berekend* betekent dat een blad of kolom leeg is die de regel nodig heeft. De aantallen zijn dan 0 en er zijn geen "
           "bevindingen. Dat is iets anders dan: er is geen lacune. De reden staat erbij.")
    yield ""
    yield ("Elke bevinding heeft een id, zoals `GEEN_AANBOD|profiel=p1|gebied=gm1`. Zolang het over hetzelfde gaat blijft het id gelijk, "
           "ook als een status of aantal verandert. U gebruikt het op het blad [lacunes](werkboek.md#lacunes). "
           "In welke volgorde bevindingen staan, en waarom, staat in [Hoe de lijst is geordend](ranking.md).")
    yield from ("", "## Alle regels", "", "| regel | vraag |", "|---|---|")
    for rule in RULES.values():
        yield f"| [{rule.id}](regels/{rule.id}.md) | {cell(rule.question)} |"


def page(rule: Rule) -> Iterator[str]:
    """The page of one rule."""
    yield from (f"# {rule.id}: {rule.title}", "", NOTE, "", f"**{rule.question}**", "", rule.meaning, "", rule.why, "")
    yield (f"Gevolg voor een jongere: {rule.severity} van de 5, waarmee de [volgorde van de lijst](../ranking.md) begint. "
           f"Versie {rule.version}. Alle regels, en hoe u een uitkomst leest: [De regels](../regels.md).")
    yield from ("", "## Waar het over gaat", "", f"Populatie: {rule.population[0].lower()}{rule.population[1:]}", "")
    yield ("Een bevinding gaat over:" if not rule.ages else
           "Een bevinding noemt de leeftijden waarop het zo is, en gaat over:")
    yield ""
    yield from (f"- `{key}`: {_OWN_KEYS.get((rule.id, key), KEYS[key])}" for key in rule.keys)
    yield from ("", "## Hoe zeker het is", "", "| status | wanneer |", "|---|---|")
    yield from (f"| `{status}` | {cell(when)} |" for status, when in rule.statuses)
    yield from ("", "## Wat er ingevuld moet zijn", "", "Zonder dit is de regel niet berekend:", "")
    yield from (f"- {_asked(need)} Anders staat er: “{need.reason}”" for need in rule.needs)
    sheets = [f"[{kind.sheet}](../werkboek.md#{kind.sheet})" for kind in KINDS.values() if kind.name in reads(rule.id)]
    yield from ("", f"Wat de regel vindt hangt af van: {', '.join(sheets)}.", "", "## Zelf vragen", "")
    yield from _commands(rule)
    yield from ("", "## Waar het op rust", "", rule.basis, "", "## Voorbeeld (fictief)", "")
    yield from _example(rule)


def _asked(need: Need) -> str:
    """What has to be filled in, as a sentence."""
    places = []
    for place in need.places:
        sheet, _, column = place.partition(".")
        link = f"blad [{sheet}](../werkboek.md#{sheet})"
        places.append(f"kolom `{column}` van {link}" if column else link)
    text = " of ".join(places)
    return f"{text[0].upper()}{text[1:]}" + (f" ({need.asked})." if need.asked else ".")


def _commands(rule: Rule) -> Iterator[str]:
    given = "".join(f" --param {parameter.name}={shlex.quote(TRIED[parameter.name])}" for parameter in rule.parameters)
    yield f"    dekkend gaps --rule {rule.id}{given}"
    if rule.parameters:
        yield from ("", "| parameter | standaard | wat |", "|---|---|---|")
        for parameter in rule.parameters:
            default = f"`{parameter.default}`" if parameter.default else "leeg"
            yield f"| `{parameter.name}` | {default} | {cell(parameter.help)} |"
    yield ""
    if rule.id in WITHOUT:
        yield f"Een vraag in Cypher, voor in Neo4j, is er bij deze regel niet. {WITHOUT[rule.id]}"
        return
    yield "Dezelfde vraag in Cypher, om in Neo4j te plakken ([zo doet u dat](../analisten.md#de-regels-als-cypher)):"
    yield from ("", f"    dekkend rules --cypher {rule.id}")


@cache
def example() -> Report:
    """All rules over the example region, on its own peildatum."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'voorbeeld.db'}")
        try:
            result = load(store, examples_folder() / EXAMPLE)
            if result.problems:
                raise ValueError(f"the example region does not load: {result.problems[:3]}")
            with store.stream() as snapshot:
                projection = build(snapshot)
        finally:
            store.close()
    return Report(projection, Request(date.fromisoformat(projection.datasets[EXAMPLE]["peildatum"])))


def _example(rule: Rule) -> Iterator[str]:
    """The surest finding of the example region, the first by id."""
    report = example()
    outcome = report.outcomes[rule.id]
    yield (f"In de [voorbeeldregio](../../examples/README.md) op {spoken(report.request.day.isoformat())}: populatie "
           f"{outcome.population}, lacune {outcome.gap}, onbekend {outcome.unknown}, gedekt {outcome.covered}. Gemeenten en "
           "regio-indelingen zijn echt, al het andere is fictief.")
    yield ""
    if outcome.reason is not None:
        yield f"De regel is daar niet berekend. {outcome.reason}"
        return
    found = min(outcome.findings, key=lambda finding: STATUSES.index(finding.status), default=None)
    if found is None:
        yield "Daar vindt de regel niets."
        return
    yield from _told(report, found)


def _told(report: Report, finding: Finding) -> Iterator[str]:
    told = report.explain(finding)
    yield from (f"    {finding.id}", "", f"**{finding.status}**" + (f", {ages_in_words(finding.ages)}" if finding.ages else ""), "")
    yield f"> {' '.join(told.text.split())}"
    if told.evidence:
        yield from ("", "Waar dat uit blijkt:", "")
        yield from (f"- {_line(item)}" for item in told.evidence[:_SHOWN])
    if len(told.evidence) > _SHOWN:
        yield f"- en nog {len(told.evidence) - _SHOWN}"


def _line(item: Evidence) -> str:
    source = "; ".join(part for part in (f"bron {item.source}" if item.source else "", spoken(item.date) if item.date else "") if part)
    return " ".join(f"{item.kind} {item.label}: {item.note}".split()) + (f" ({source})" if source else "")
