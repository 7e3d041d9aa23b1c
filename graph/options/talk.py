"""AFSPRAAK about tables and their papers: AFSPRAAK_OPEN, BESLUIT_OPEN, VOLGORDE, OOGO_VERLOPEN, SIGNAAL_ONGEBONDEN."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import listed
from graph.options.edits import added, changed, free_id
from graph.options.option import Candidate, Sort
from graph.records import Values
from schema.dates import first_day, last_day, months_before, spoken

_MOST, _MONTHS, _NAMED = 4, 3, 8


def _next(context: Context, meeting: str | None) -> tuple[date, bool]:
    """(the day of the next item of a meeting, True), or when none is planned a day three months on."""
    days = sorted(first_day(record.values["datum"]) for record in context.moment.projection["agenda_item"]
                  if record.values["overleg"] == meeting and first_day(record.values["datum"]) > context.moment.day)
    return (days[0], True) if days else (months_before(context.moment.day, -_MONTHS), False)


def _planned(context: Context, meeting: str | None, day: date, known: bool) -> str:
    return (f"{spoken(day.isoformat())}, de volgende keer in {context.name('meeting', meeting)}" if meeting and known
            else f"{spoken(day.isoformat())}, drie maanden na de peildatum; kies zelf een dag")


def agreement(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Give an agreement an owner and a date, or close it."""
    id = finding.subject["afspraak"]
    values = context.values("agreement", id)
    item = context.moment.projection["agenda_item"].get(values.get("agenda"))
    meeting = item.values["overleg"] if item else None
    day, known = _next(context, meeting)
    late = "deadline" not in values or last_day(values["deadline"]) < context.moment.day
    dated = {"deadline": day.isoformat()} if late else {}
    when = f" Nieuwe datum: {_planned(context, meeting, day, known)}." if late else ""
    if "eigenaar" in values:
        who = context.name("organisation", values["eigenaar"])
        yield Candidate(Sort.AFSPRAAK, f"Spreek met {who} een nieuwe datum af", f"{who} blijft eigenaar.{when}",
                        (changed(context, "agreement", id, **dated),), values["eigenaar"])
    else:
        for owner in _owners(context, values, meeting)[:_MOST]:
            who = context.name("organisation", owner)
            yield Candidate(Sort.AFSPRAAK, f"Maak {who} eigenaar van deze afspraak",
                            f"{who} trekt de afspraak en meldt wanneer zij klaar is.{when}",
                            (changed(context, "agreement", id, eigenaar=owner, **dated),), owner)
    yield Candidate(Sort.AFSPRAAK, "Stel vast dat de afspraak klaar is", "Alleen als het werk gedaan is. Dan kan de afspraak van de lijst.",
                    (changed(context, "agreement", id, status="GEREED"),), values.get("eigenaar"))


def _owners(context: Context, values: Values, meeting: str | None) -> list[str]:
    """Who could own an agreement: the owner of the lacune that it is about, then who sits at the table."""
    case = context.moment.projection["gap_case"].get(values.get("lacune"))
    owner = [case.values["eigenaar"]] if case and "eigenaar" in case.values else []
    members = context.values("meeting", meeting).get("leden", []) if meeting else []
    others = [record.values["eigenaar"] for record in context.moment.projection["agreement"] if "eigenaar" in record.values]
    return list(dict.fromkeys((*owner, *(members or others))))


def decision(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Take the decision, put it on the next agenda, or hear who has not agreed."""
    id = finding.subject["agenda"]
    values = context.values("agenda_item", id)
    meeting = values["overleg"]
    table = context.name("meeting", meeting)
    members = context.values("meeting", meeting).get("leden", [])
    unanimous = values["doel"] == "VASTSTELLEN" and context.values("meeting", meeting).get("besluitregel") == "UNANIMITEIT"
    voices = {"voor": members, "tegen": None, "onthouden": None} if unanimous else {}
    if values.get("conclusie", "VOLGT") == "VOLGT":
        day, known = _next(context, meeting)
        yield Candidate(Sort.AFSPRAAK, f"Behandel dit opnieuw in {table}", f"Zet “{values['onderwerp']}” op de agenda van "
            f"{_planned(context, meeting, day, known)}.",
                        (changed(context, "agenda_item", id, datum=day.isoformat()),), None)
        yield Candidate(Sort.AFSPRAAK, "Leg de conclusie vast: akkoord",
                        f"Als {table} al akkoord was, ontbreekt alleen het verslag."
                        + (" Dit overleg besluit met algemene stemmen: alle leden moeten instemmen." if unanimous else ""),
                        (changed(context, "agenda_item", id, conclusie="AKKOORD", **voices),), None)
        yield Candidate(Sort.AFSPRAAK, "Leg de conclusie vast: aangehouden",
                        "Dan is duidelijk dat er nog niet is besloten. Leg ook vast waarom.",
                        (changed(context, "agenda_item", id, conclusie="AANGEHOUDEN"),), None)
        return
    missing = [each for each in members if each not in values.get("voor", ())]
    yield Candidate(Sort.AFSPRAAK, "Haal de instemming op van wie nog niet instemde",
                    f"Nodig: {listed([context.name('organisation', each) for each in missing], _NAMED)}. {table} besluit met algemene "
                    "stemmen.",
                    (changed(context, "agenda_item", id, **voices),), missing[0] if len(missing) == 1 else None)
    yield Candidate(Sort.AFSPRAAK, "Leg vast dat het besluit is aangehouden", "Zonder instemming van alle leden is er geen besluit.",
                    (changed(context, "agenda_item", id, conclusie="AANGEHOUDEN"),), None)


def order(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Move the item behind what comes first, or that forward."""
    id = finding.subject["agenda"]
    values = context.values("agenda_item", id)
    own = last_day(values["datum"])
    later = [each for each in values.get("volgt_na", ()) if own < first_day(context.values("agenda_item", each)["datum"])]
    latest = max(first_day(context.values("agenda_item", each)["datum"]) for each in later)
    day = latest + timedelta(1)
    yield Candidate(Sort.AFSPRAAK, f"Verzet “{values['onderwerp']}” tot na wat eraan voorafgaat",
                    f"Behandel het in {context.name('meeting', values['overleg'])} na {spoken(latest.isoformat())}.",
                    (changed(context, "agenda_item", id, datum=day.isoformat()),), None)
    names = listed([f"“{context.name('agenda_item', each)}” in {context.name('meeting', context.values('agenda_item', each)['overleg'])}"
                    for each in later], _NAMED)
    yield Candidate(Sort.AFSPRAAK, "Haal naar voren wat eerst moet",
                    f"Behandel {names} uiterlijk {spoken(own.isoformat())}.",
                    tuple(changed(context, "agenda_item", each, datum=own.isoformat()) for each in later), None)


def oogo(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Reach agreement in the OOGO of both; where there is none, let one join that of the other, or begin one."""
    one, other = finding.subject["gemeente"], finding.subject["swv"]
    names = [context.name("organisation", id) for id in (one, other)]
    today = context.moment.day.isoformat()
    meetings = [record for record in context.moment.projection["meeting"] if record.values["soort"] == "OOGO"]
    shared = [record for record in meetings if {one, other} <= set(record.values.get("leden", ()))]

    def item(meeting: str, members: list[str]) -> Values:
        return {"overleg": meeting, "datum": today, "onderwerp": "Overeenstemming over ondersteuningsplan en jeugdplan",
                "doel": "VASTSTELLEN", "conclusie": "AKKOORD", "voor": members}

    for record in shared[:_MOST]:
        day, known = _next(context, record.id)
        when = f" De eerstvolgende keer is {spoken(day.isoformat())}." if known else " Er staat geen volgende keer op de agenda."
        yield Candidate(Sort.AFSPRAAK, f"Bereik overeenstemming in {record.values['naam']}",
                        f"De leden, ook {names[0]} en {names[1]}, zetten hun plannen op de agenda en stemmen in.{when} Gerekend is "
                        "alsof dat nu is gebeurd.",
                        (added("agenda_item", item(record.id, record.values["leden"]),
                               free_id(context, "agenda_item", f"nieuw-{record.id}")),), one)
    if shared:
        return
    for record in [record for record in meetings if {one, other} & set(record.values.get("leden", ()))][:_MOST]:
        joining = one if other in record.values["leden"] else other
        members = sorted({*record.values["leden"], joining})
        who = context.name("organisation", joining)
        yield Candidate(Sort.AFSPRAAK, f"Laat {who} meedoen aan {record.values['naam']} en bereik daar overeenstemming",
                        f"{who} wordt lid. Daarna stemmen de leden, ook {names[0]} en {names[1]}, in met hun plannen. Gerekend is "
                        "alsof dat nu is gebeurd. Is er al zo'n overleg, vul dan alleen in wanneer dat was.",
                        (changed(context, "meeting", record.id, leden=members),
                         added("agenda_item", item(record.id, members), free_id(context, "agenda_item", f"nieuw-{record.id}"))), joining)
    id = free_id(context, "meeting", f"nieuw-oogo-{one}")
    yield Candidate(Sort.AFSPRAAK, f"Begin een OOGO van {names[0]} en {names[1]}",
                    "Er is geen OOGO bekend waar beide lid van zijn. Gerekend is alsof zij daar nu overeenstemming hebben bereikt. Is er "
                    "al zo'n "
                    "overleg, vul dan alleen in wanneer dat was.",
                    (added("meeting", {"naam": f"OOGO {names[0]} en {names[1]}", "soort": "OOGO", "leden": sorted((one, other))}, id),
                     added("agenda_item", item(id, sorted((one, other))), free_id(context, "agenda_item", f"{id}-1"))), one)


def on_the_list(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Put what the signals are about on the list of the region, to look into it."""
    id = free_id(context, "gap_case", f"nieuw-{finding.subject['profiel']}-{finding.subject['gebied']}")
    name, where = context.name("profile", finding.subject["profiel"]), context.name("area", finding.subject["gebied"])
    yield Candidate(Sort.AFSPRAAK, "Zet dit op de lacunelijst en spreek af wie het uitzoekt",
                    f"Het blad lacunes krijgt een regel over {name} in {where}. Kies een eigenaar en een tafel.",
                    (added("gap_case", {"bevinding": finding.id, "titel": f"Signalen over {name} in "
                        f"{where}", "status": "IN_ONDERZOEK"}, id),), None)
