"""What should reach the tables where people decide, and does not: SIGNAAL_ONGEBONDEN, OOGO_VERLOPEN."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import pair_of
from graph.gaps.rule import CONFIRMED, UNKNOWN, Evidence, Explanation, Finding, Outcome, Parameter, Rule, counted, encoded
from graph.gaps.words import evidence_of, listed
from graph.projection.areas import Bits
from graph.records import StoredRecord, Values
from schema.dates import first_day, months_before, spoken

_SHOWN = 8
SIGNAL_MONTHS, OOGO_MONTHS = 12, 48
_SOURCES = 2
_AGREED = frozenset({"AKKOORD", "AKKOORD_MET_WIJZIGING"})
_PARTNERS = frozenset({"SWV_PO", "SWV_VO"})


def read_count(text: str) -> int:
    """A whole number of 1 or more; ValueError with a Dutch sentence when it is something else."""
    if not (text.strip().isascii() and text.strip().isdigit()) or not int(text):
        raise ValueError(f"{text.strip() or 'Een lege waarde'} is geen heel getal van 1 of meer.")
    return int(text)


def _recent(context: Context, months: int) -> Callable[[str], bool]:
    """Whether a date lies within so many months up to the peildatum."""
    today = context.moment.day
    since = months_before(today, months)
    return lambda day: since < first_day(day) <= today


Signals = dict[Bits, list[StoredRecord]]
"""Signals by the leaves of the area that they are about."""


def _recent_signals(context: Context, profile: str | None = None) -> dict[str, Signals]:
    """Per profile (or of one only) the signals of the last year about an active area."""
    recent = _recent(context, SIGNAL_MONTHS)
    found: dict[str, Signals] = {}
    for record in context.moment.projection["signal"]:
        values = record.values
        about = values.get("profiel")
        if about is None or (profile is not None and about != profile):
            continue
        bits = context.moment.areas.bits(values.get("gebied", ""))
        if bits and recent(values["datum"]):
            found.setdefault(about, {}).setdefault(bits, []).append(record)
    return found


def _in_area(signals: Signals, area: Bits) -> list[StoredRecord]:
    return [record for bits, records in signals.items() if not bits & ~area for record in records]


def _organisations(signals: list[StoredRecord]) -> set[str]:
    return {record.values["organisatie"] for record in signals if "organisatie" in record.values}


def _on_the_list(context: Context) -> set[tuple[str, str]]:
    """The (profiel, gebied), as they stand in an id, of all findings on the sheet `lacunes`."""
    pairs = set()
    for finding in context.cases:
        keys = dict(part.partition("=")[::2] for part in finding.split("|")[1:])
        if "profiel" in keys and "gebied" in keys:
            pairs.add((keys["profiel"], keys["gebied"]))
    return pairs


def _find_signals(context: Context) -> Outcome:
    least: int = context.parameters["min_signalen"]
    cells = context.cells
    recent, listed_pairs = _recent_signals(context), _on_the_list(context)
    findings = []
    for row, needs in enumerate(cells.profiles):
        if needs.id not in recent:
            continue
        for column in np.flatnonzero(cells.present[row]).tolist():
            area = cells.areas[column]
            here = _in_area(recent[needs.id], context.moment.areas.bits(area))
            if (len(here) >= least and len(_organisations(here)) >= _SOURCES
                    and (encoded(needs.id), encoded(area)) not in listed_pairs):
                findings.append(Finding("SIGNAAL_ONGEBONDEN", (("profiel", needs.id), ("gebied", area)), CONFIRMED))
    return counted(int(np.count_nonzero(cells.present)), findings)


def _explain_signals(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    here = _in_area(_recent_signals(context, needs.id)[needs.id], context.moment.areas.bits(area))
    names = [context.name("organisation", id) for id in sorted(_organisations(here))]
    unknown = sum("organisatie" not in record.values for record in here)
    text = (f"Over {needs.name} in {context.name('area', area)} kwamen in het laatste jaar {len(here)} signalen binnen, van "
            f"{listed(names, _SHOWN)}" + (f" (en {unknown} zonder afzender)" if unknown else "")
            + ". Op de lacunelijst staat hier nog niets over.")
    newest = sorted(here, key=lambda record: first_day(record.values["datum"]), reverse=True)[:_SHOWN]
    return Explanation(text, tuple(evidence_of(context, "signal", record.id, _signal_note(context, record.values)) for record in newest))


def _signal_note(context: Context, values: Values) -> str:
    sender = context.name("organisation", values["organisatie"]) if "organisatie" in values else "afzender onbekend"
    return f"{spoken(values['datum'])}, {sender}" + (f": {values['tekst']}" if "tekst" in values else "")


class _Oogos:
    """The members of each OOGO."""

    def __init__(self, context: Context) -> None:
        self.members = {record.id: frozenset(record.values.get("leden", ()))
                        for record in context.moment.projection["meeting"] if record.values["soort"] == "OOGO"}

    def shared(self, one: str, other: str) -> list[str]:
        """The OOGO's that have both organisations as members."""
        return [id for id, members in self.members.items() if one in members and other in members]


def _agreed(context: Context) -> Iterator[StoredRecord]:
    """The agenda items, of any meeting, that were agreed upon."""
    return (record for record in context.moment.projection["agenda_item"] if record.values.get("conclusie") in _AGREED)


def _neighbours(context: Context) -> Iterator[tuple[str, str]]:
    """(gemeente, samenwerkingsverband) of all active organisations of these kinds whose areas share a leaf."""
    municipalities: list[tuple[str, Bits]] = []
    partners: list[tuple[str, Bits]] = []
    for record in context.moment.projection["organisation"]:
        values = record.values
        if values["soort"] == "GEMEENTE" or values["soort"] in _PARTNERS:
            bits = context.moment.areas.union(values.get("gebieden", ()))
            if bits and context.moment.is_active(values):
                (municipalities if values["soort"] == "GEMEENTE" else partners).append((record.id, bits))
    for one, bits in municipalities:
        for other, theirs in partners:
            if bits & theirs:
                yield one, other


def _find_oogo(context: Context) -> Outcome:
    oogos = _Oogos(context)
    recent = _recent(context, OOGO_MONTHS)
    agreed = {item.values["overleg"] for item in _agreed(context) if recent(item.values["datum"])}
    population = 0
    findings = []
    for one, other in _neighbours(context):
        population += 1
        shared = oogos.shared(one, other)
        if agreed.isdisjoint(shared):
            findings.append(Finding("OOGO_VERLOPEN", (("gemeente", one), ("swv", other)), CONFIRMED if shared else UNKNOWN))
    return counted(population, findings)


def _explain_oogo(context: Context, finding: Finding) -> Explanation:
    one, other = finding.subject["gemeente"], finding.subject["swv"]
    names = context.name("organisation", one), context.name("organisation", other)
    shared = _Oogos(context).shared(one, other)
    limit = spoken(months_before(context.moment.day, OOGO_MONTHS))
    evidence: list[Evidence] = [evidence_of(context, "organisation", one, f"werkt in hetzelfde gebied als {names[1]}"),
                                evidence_of(context, "organisation", other, f"werkt in hetzelfde gebied als {names[0]}")]
    if not shared:
        return Explanation(f"Van {names[0]} en {names[1]} is geen OOGO bekend waar zij allebei lid van zijn. Zij werken wel in hetzelfde "
                           "gebied. Vraag na of en wanneer zij overeenstemming hadden.", tuple(evidence))
    items = [item for item in _agreed(context)
             if item.values["overleg"] in shared and first_day(item.values["datum"]) <= context.moment.day]
    last = max(items, key=lambda record: first_day(record.values["datum"]), default=None)
    before = (f"De laatste keer was {spoken(last.values['datum'])}, over “{last.values['onderwerp']}”." if last
              else "Er staat geen enkel agendapunt met akkoord.")
    evidence += [evidence_of(context, "meeting", id, "beide zijn lid") for id in shared[:_SHOWN]]
    if last:
        evidence.append(evidence_of(context, "agenda_item", last.id, "de laatste overeenstemming"))
    return Explanation(f"{names[0]} en {names[1]} zitten samen in {listed([context.name('meeting', id) for id in shared], _SHOWN)}, maar "
                       f"sinds {limit} is daar niets met akkoord afgesloten. {before}", tuple(evidence))


RULES = (
    Rule("SIGNAAL_ONGEBONDEN", 1, "Signalen zonder lacune", "Waar komen signalen vandaan die nog op geen enkele lijst staan?",
         "Twee of meer organisaties gaven het laatste jaar samen genoeg signalen over dit profiel in dit gebied, maar op het blad "
         "lacunes staat er niets over.",
         "Leerpunten en signalen uit thuiszitterslabs horen bij een bestuurlijke keuze uit te komen (Opdrachtomschrijving "
         "projectleider schoolaanwezigheid, zonder jaar). De grens van drie is een eigen keuze van Dekkend (2026).",
         "Alle combinaties van een profiel en een gebied waarin het profiel voorkomt.",
         _find_signals, _explain_signals, 2,
         (Parameter("min_signalen", "3", "Hoeveel signalen er ten minste moeten zijn.", read_count),),
         why="Wat de praktijk ziet, komt anders nooit bij wie erover beslist.",
         keys=("profiel", "gebied"),
         statuses=((CONFIRMED, "Altijd: de signalen zijn er."),),
         needs=(*PAIRS, filled("signalen"))),
    Rule("OOGO_VERLOPEN", 1, "Overleg gemeente en samenwerkingsverband verlopen",
         "Welke gemeenten en samenwerkingsverbanden hadden de laatste vier jaar geen overeenstemming in een OOGO?",
         "Gemeente en samenwerkingsverband werken in hetzelfde gebied, maar in een op overeenstemming gericht overleg (OOGO) van die "
         "twee is vier jaar lang niets met akkoord afgesloten. Is er geen OOGO van beide bekend, dan is het onbekend.",
         "Het ondersteuningsplan en het jeugdplan vragen op overeenstemming gericht overleg (WPO art. 18a lid 9, tekst 2015; Jeugdwet "
         "art. 2.2 lid 3, tekst 2015). De grens van vier jaar is die van deze regel (Dekkend, 2026).",
         "Elke actieve gemeente met elk actief samenwerkingsverband (PO of VO) waarmee zij een gebied deelt.",
         _find_oogo, _explain_oogo, 2,
         why="Zonder overeenstemming rusten plannen van gemeente en samenwerkingsverband op niets gezamenlijks.",
         keys=("gemeente", "swv"),
         statuses=((CONFIRMED, "Beide zitten samen in ten minste één OOGO."),
                   (UNKNOWN, "Er is geen OOGO bekend waarvan beide lid zijn.")),
         needs=(filled("organisaties.gebieden"), filled("overleggen.leden"))),
)
