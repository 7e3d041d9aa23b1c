"""What is paid for, and until when: ONGEDEKTE_COMPONENT, EINDIGE_DEKKING."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from graph.continuity import End, by_component, paid
from graph.end_words import end_in_words
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, pair_of, pair_outcome
from graph.gaps.rule import (
    CONFIRMED,
    SUSPECTED,
    UNKNOWN,
    Evidence,
    Explanation,
    Finding,
    Outcome,
    Parameter,
    Rule,
    counted,
)
from graph.gaps.words import ALL_PAIRS, ages_in_words, evidence_of, listed
from graph.records import StoredRecord
from schema.dates import months_before, spoken

_SHOWN = 8
_MOST_MONTHS = 600
_JOINT = frozenset({"OZA", "ZOA", "OZA_EXPERIMENT"})
_BOTH = ("ONDERWIJS", "ZORG")


def funding_evidence(context: Context, record: StoredRecord, note: str) -> Evidence:
    """A row of `financiering` as evidence, under the name of its component and provision."""
    values = record.values
    component = context.moment.vocabulary.label("component", values["component"])
    label = f"{component} van {context.name('arrangement', values['arrangement'])}"
    return replace(evidence_of(context, "funding", record.id, note), label=label)


def _find_uncovered(context: Context) -> Outcome:
    findings = []
    population = 0
    for id in context.moment.offers.ids:
        if id not in context.funding:
            continue
        components = by_component(context.funding[id])
        asked = set(components)
        if context.values("arrangement", id)["soort"] in _JOINT:
            asked.update(_BOTH)
        population += len(asked)
        for component in asked:
            rows = components.get(component)
            if rows is None:
                findings.append(_finding(id, component, SUSPECTED))
            elif any(row.values["status"] == "ONGEDEKT" for row in rows) and not paid(rows):
                findings.append(_finding(id, component, CONFIRMED))
    return counted(population, findings)


def _finding(arrangement: str, component: str, status: str) -> Finding:
    return Finding("ONGEDEKTE_COMPONENT", (("arrangement", arrangement), ("component", component)), status)


def _explain_uncovered(context: Context, finding: Finding) -> Explanation:
    id, component = finding.subject["arrangement"], finding.subject["component"]
    vocabulary = context.moment.vocabulary
    components = by_component(context.funding[id])
    name, label = context.name("arrangement", id), vocabulary.label("component", component)
    if component not in components:
        sort = vocabulary.label("arrangementsoort", context.values("arrangement", id)["soort"])
        others = listed([vocabulary.label("component", other) for other in sorted(components)], _SHOWN)
        text = (f"{name} ({sort}): in de financiering staat niets over het onderdeel {label}. Wel ingevuld: {others}. "
                f"Vraag na wie het onderdeel {label} betaalt.")
        rows = [row for other in sorted(components) for row in components[other]]
    else:
        text = f"{name}: voor het onderdeel {label} is geen geld; het staat als ongedekt in de financiering."
        rows = components[component]
        if any(row.values["status"] == "AANVRAAG" for row in rows):
            text += " Er is wel geld aangevraagd, maar het is nog niet toegezegd."
    evidence = [funding_evidence(context, row, "status: " + vocabulary.label("financieringsstatus", row.values["status"]).lower())
                for row in rows[:_SHOWN]]
    return Explanation(text, (evidence_of(context, "arrangement", id, f"onderdeel {label} zonder geld"
                                          if component in components else f"onderdeel {label} ontbreekt in de financiering"),
                              *evidence))


def read_months(text: str) -> int:
    """A whole number of months, at most 600; ValueError with a Dutch sentence when it is something else."""
    word = text.strip()
    if not (word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= _MOST_MONTHS):
        raise ValueError(f"{word or 'Een lege waarde'} is geen heel aantal maanden van 0 tot en met {_MOST_MONTHS}.")
    return int(word)


def _horizon(context: Context) -> date:
    return months_before(context.moment.day, -context.parameters["horizon_maanden"])


def _find_ending(context: Context) -> Outcome:
    ends, until = context.coverage_ends, _horizon(context)
    certain = ends.ending(until, for_certain=True)
    statuses = np.where(certain != 0, np.int8(STATUSES.index(CONFIRMED)), np.int8(STATUSES.index(UNKNOWN)))
    return pair_outcome("EINDIGE_DEKKING", context, ends.ending(until, for_certain=False), statuses)


def _explain_ending(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    limit = _horizon(context).toordinal()
    by_day: dict[date | None, list[int]] = {}
    last: dict[int, None] = {}
    partly = False
    leaves = context.coverage_ends.of(needs.id, area)
    for age in finding.ages:
        ending = [end for end in leaves[age] if end.possible <= limit]
        first = min(ending, key=lambda end: (min(end.known, limit + 1), end.possible))
        by_day.setdefault(date.fromordinal(first.known) if first.known <= limit else None, []).append(age)
        last.update(dict.fromkeys(first.provisions))
        partly |= len(ending) < len(leaves[age])
    days = [f"voor {ages_in_words(by_day[day])} na {spoken(day)}" for day in sorted(day for day in by_day if day)]
    if None in by_day:
        days.append(f"voor {ages_in_words(by_day[None])} op een dag die niet bekend is")
    names = []
    evidence: dict[tuple[str, str], Evidence] = {}
    for number in list(last)[:_SHOWN]:
        id = context.moment.offers.ids[number]
        ends = context.continuity.soonest(number, limit)
        why = "; ".join(end_in_words(context.moment, end) for end in ends)
        names.append(f"{context.name('arrangement', id)} ({why})")
        for item in (evidence_of(context, "arrangement", id, why), *(item for end in ends for item in _end_evidence(context, end))):
            evidence.setdefault((item.kind, item.id), item)
    text = (f"{needs.name} in {context.name('area', area)}: het aanbod houdt op{' in een deel van het gebied' if partly else ''}: "
            f"{listed(days, len(days))}. Dan stopt het laatste wat past: {listed(names, _SHOWN, len(last))}.")
    return Explanation(text, tuple(evidence.values()))


def _end_evidence(context: Context, end: End) -> list[Evidence]:
    note = end_in_words(context.moment, end)
    if end.kind == "arrangement":
        return []
    if end.kind == "legal_basis":
        return [evidence_of(context, "legal_basis", end.ids[0], note)]
    records = (context.moment.projection["funding"].get(id) for id in end.ids)
    return [funding_evidence(context, record, note) for record in records if record]


RULES = (
    Rule("ONGEDEKTE_COMPONENT", 1, "Onderdeel zonder geld", "Welk onderdeel van een voorziening betaalt niemand?",
         "Een onderdeel van een voorziening staat als ongedekt in de financiering, en er is geen ander geld voor (bevestigd). Of bij "
         "een onderwijs-zorgarrangement is over het onderwijs of over de zorg niets ingevuld (vermoeden).",
         "Gemeenten zorgen voor jeugdhulp (Jeugdwet art. 2.3, tekst 2015) en samenwerkingsverbanden verdelen het geld voor extra "
         "ondersteuning (WPO art. 18a, tekst 2015; WVO 2020 art. 2.47). Dat elk onderdeel een betaler heeft, is een eigen regel van "
         "Dekkend (2026).",
         "Elke voorziening met elk onderdeel waarover een geldende rij in de financiering staat; bij onderwijs-zorgarrangementen met "
         "financiering altijd ook onderwijs en zorg.",
         _find_uncovered, _explain_uncovered, 3,
         why="Een arrangement waarvan één onderdeel niet betaald is, kan niet beginnen of niet doorgaan.",
         keys=("arrangement", "component"),
         statuses=((CONFIRMED, "Het onderdeel staat als ongedekt in de financiering."),
                   (SUSPECTED, "Over onderwijs of zorg van een onderwijs-zorgarrangement staat niets in de financiering, "
                               "over iets anders wel.")),
         needs=(filled("financiering"),)),
    Rule("EINDIGE_DEKKING", 1, "Aanbod loopt af", "Voor welke profielen houdt het laatste passende aanbod binnenkort op?",
         "Nu is er overal passend aanbod, maar binnen de termijn stopt in (een deel van) het gebied alles wat past: de voorziening zelf, "
         "de wet waar zij op rust of het geld voor een onderdeel. Onbekend als daarbij een einddatum ontbreekt.",
         "Het Besluit experiment OZA (Stb. 2022, 449) en de Tijdelijke wet nieuwkomersvoorzieningen (Stb. 2023, 332) gelden vijf jaar; "
         "rijkssubsidies en projecten hebben een einddatum. De termijn is een eigen regel van Dekkend (2026).",
         ALL_PAIRS, _find_ending, _explain_ending, 3,
         (Parameter("horizon_maanden", "18", "Binnen hoeveel maanden na de peildatum een einde telt.", read_months),),
         why="Wie dit op tijd ziet, kan verlengen of iets anders regelen voordat het stopt.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((CONFIRMED, "Op een van de leeftijden staat ergens van alles wat past vast dat het binnen de termijn stopt."),
                   (UNKNOWN, "Van iets wat past is niet bekend wanneer het stopt.")),
         needs=(*PAIRS, filled("financiering", "arrangementen.geldig_tot", "arrangementen.wettelijke_basis"))),
)
