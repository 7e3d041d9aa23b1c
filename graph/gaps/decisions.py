"""What boards still have to do: AFSPRAAK_OPEN, BESLUIT_OPEN, VOLGORDE."""

from __future__ import annotations

from graph.gaps.context import Context
from graph.gaps.needs import filled
from graph.gaps.rule import CONFIRMED, Evidence, Explanation, Finding, Outcome, Rule, counted
from graph.gaps.words import evidence_of, listed
from graph.records import Values
from schema.dates import first_day, last_day, spoken

_SHOWN = 8
_RUNNING = frozenset({"OPEN", "LOOPT"})


def _what_is_open(context: Context, values: Values) -> list[str]:
    """What an agreement lacks, in Dutch; nothing when it is in order."""
    if values.get("status", "OPEN") not in _RUNNING:
        return []
    lacks = [] if "eigenaar" in values else ["er is geen eigenaar"]
    deadline = values.get("deadline")
    if deadline is None:
        lacks.append("er is geen datum")
    elif last_day(deadline) < context.moment.day:
        lacks.append(f"de datum ({spoken(deadline)}) is voorbij")
    return lacks


def _find_agreements(context: Context) -> Outcome:
    table = context.moment.projection["agreement"]
    return counted(len(table), [Finding("AFSPRAAK_OPEN", (("afspraak", record.id),), CONFIRMED)
                                for record in table if _what_is_open(context, record.values)])


def _explain_agreement(context: Context, finding: Finding) -> Explanation:
    id = finding.subject["afspraak"]
    values = context.values("agreement", id)
    lacks = _what_is_open(context, values)
    owner = f" Eigenaar: {context.name('organisation', values['eigenaar'])}." if "eigenaar" in values else ""
    return Explanation(f"De afspraak “{values['omschrijving']}” staat open: {listed(lacks, _SHOWN)}.{owner}",
                       (evidence_of(context, "agreement", id, "; ".join(lacks)),))


def _why_undecided(context: Context, values: Values) -> tuple[str, list[str]] | None:
    """(sentence, organisations that have not agreed) of an agenda item without a full decision, else None."""
    conclusion = values.get("conclusie", "VOLGT")
    if conclusion == "VOLGT" and last_day(values["datum"]) < context.moment.day:
        return f"het stond op de agenda van {spoken(values['datum'])}, maar de conclusie is er nog niet", []
    if values["doel"] == "VASTSTELLEN" and conclusion == "AKKOORD":
        meeting = context.values("meeting", values["overleg"])
        if meeting.get("besluitregel") == "UNANIMITEIT":
            missing = sorted(set(meeting.get("leden", ())) - set(values.get("voor", ())))
            if missing:
                names = listed([context.name("organisation", id) for id in missing], _SHOWN)
                return f"dit overleg besluit met algemene stemmen, maar van deze leden staat geen instemming vast: {names}", missing
    return None


def _find_decisions(context: Context) -> Outcome:
    table = context.moment.projection["agenda_item"]
    return counted(len(table), [Finding("BESLUIT_OPEN", (("agenda", record.id),), CONFIRMED)
                                for record in table if _why_undecided(context, record.values)])


def _explain_decision(context: Context, finding: Finding) -> Explanation:
    id = finding.subject["agenda"]
    values = context.values("agenda_item", id)
    why = _why_undecided(context, values)
    assert why is not None
    evidence: tuple[Evidence, ...] = (evidence_of(context, "agenda_item", id, why[0]),)
    evidence += tuple(evidence_of(context, "organisation", member, "instemming staat niet vast") for member in why[1][:_SHOWN])
    return Explanation(f"Over “{values['onderwerp']}” in {context.name('meeting', values['overleg'])} is nog niet besloten: "
                       f"{why[0]}.", evidence)


def _too_early(context: Context, values: Values) -> list[str]:
    """The agenda items that should come first but are later."""
    own = last_day(values["datum"])
    return [id for id in values.get("volgt_na", ())
            if own < first_day(context.values("agenda_item", id)["datum"])]


def _find_order(context: Context) -> Outcome:
    table = context.moment.projection["agenda_item"]
    return counted(len(table), [Finding("VOLGORDE", (("agenda", record.id),), CONFIRMED)
                                for record in table if _too_early(context, record.values)])


def _explain_order(context: Context, finding: Finding) -> Explanation:
    id = finding.subject["agenda"]
    values = context.values("agenda_item", id)
    later = _too_early(context, values)
    names = listed([f"“{context.name('agenda_item', other)}” ({spoken(context.values('agenda_item', other)['datum'])})"
                    for other in later], _SHOWN)
    return Explanation(f"“{values['onderwerp']}” staat op {spoken(values['datum'])}, maar hoort te volgen na {names}.",
                       (evidence_of(context, "agenda_item", id, "staat te vroeg"),
                        *(evidence_of(context, "agenda_item", other, "hoort eerst") for other in later[:_SHOWN])))


_BASIS = "Eigen regel van Dekkend: een besluit telt pas als duidelijk is wie wat wanneer doet (lacunelijst, 2026)."

RULES = (
    Rule("AFSPRAAK_OPEN", 1, "Afspraak niet belegd of te laat", "Welke afspraken hebben geen eigenaar of datum, of zijn te laat?",
         "Een afspraak zonder eigenaar of datum wordt zelden nagekomen; een verlopen datum vraagt om een nieuwe afspraak.",
         _BASIS, "Alle rijen van het blad afspraken.", _find_agreements, _explain_agreement, 2,
         why="Zo blijft een besluit een voornemen.",
         keys=("afspraak",),
         statuses=((CONFIRMED, "Altijd: het gaat om wat er is ingevuld."),),
         needs=(filled("afspraken"),)),
    Rule("BESLUIT_OPEN", 1, "Besluit nog niet genomen", "Over welke agendapunten had al besloten moeten zijn?",
         "De behandeling is geweest maar de conclusie volgt nog, of er is algemene instemming nodig en die staat niet vast.",
         _BASIS, "Alle rijen van het blad agenda.", _find_decisions, _explain_decision, 2,
         why="Wat blijft liggen, houdt alles op wat ervan afhangt.",
         keys=("agenda",),
         statuses=((CONFIRMED, "Altijd: het gaat om wat er is ingevuld."),),
         needs=(filled("agenda"),)),
    Rule("VOLGORDE", 1, "Verkeerde volgorde van tafels", "Welke agendapunten staan eerder dan wat eraan vooraf hoort te gaan?",
         "Een tafel kan niet vaststellen wat een andere tafel nog moet bespreken.",
         _BASIS, "Alle rijen van het blad agenda.", _find_order, _explain_order, 2,
         why="Er wordt dan besloten over iets dat nog kan veranderen, of het punt moet terug.",
         keys=("agenda",),
         statuses=((CONFIRMED, "Altijd: de regel telt alleen datums die elkaar zeker in de weg zitten."),),
         needs=(filled("agenda.volgt_na"),)),
)
