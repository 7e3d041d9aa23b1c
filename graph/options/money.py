"""VERRUIMEN and AFSPRAAK about money and time: EINDIGE_DEKKING, ONGEDEKTE_COMPONENT. LOBBY where a law is what ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from graph.continuity import End
from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import listed
from graph.options.edits import added, changed, horizon, school_year_after
from graph.options.option import Candidate, Sort
from graph.options.words import agree_with, offer, organisations
from graph.records import Edit
from schema.dates import spoken

_MOST, _SHOWN, _TOGETHER = 8, 4, 4
_UNPAID = frozenset({"ONGEDEKT", "AANVRAAG"})
_WHO_DECIDES = ("Wie over de rechtsgrond beslist, staat niet in de gegevens; over een wet of besluit van het Rijk beslist de regio niet "
                "zelf.")


def _ending(context: Context, finding: Finding) -> dict[int, list[End]]:
    """The provisions (numbers) that end soon, of those that cover the pair at an age of the finding, and what of each does."""
    limit = horizon(context).toordinal()
    covering = context.coverage_ends.of(finding.subject["profiel"], finding.subject["gebied"])
    last: Counter[int] = Counter()
    for age in finding.ages:
        for end in covering[age]:
            if end.possible <= limit:
                last.update(end.provisions)
    found = {}
    for number in sorted(last, key=lambda each: (-last[each], each)):
        ends = [end for end in context.continuity.ends(number) if _by(end) <= limit]
        if ends:
            found[number] = ends
    return found


def _by(end: End) -> int:
    day = end.day or end.not_before
    return day.toordinal() if day else 0


def longer(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let one of the provisions that end go on beyond the horizon: its money, its own end and the law that it rests on."""
    until = school_year_after(horizon(context))
    ending = _ending(context, finding)
    if 1 < len(ending) <= _TOGETHER:
        yield _all_longer(context, ending, until)
    for number, ends in list(ending.items())[:_MOST]:
        id = context.moment.offers.ids[number]
        row = context.moment.offers.rows[number]
        edits = [edit for end in ends for edit in _extended(context, id, end, until.isoformat())]
        laws = [f"“{context.name('legal_basis', end.ids[0])}”" for end in ends if end.kind == "legal_basis"]
        told = listed([_what(context, end) for end in ends], _SHOWN)
        if laws:
            yield Candidate(
                Sort.LOBBY, f"Bepleit verlenging van de rechtsgrond, voor {offer(context, id)}",
                f"{row['naam']} rust op {listed(laws, _SHOWN)}. Te verlengen tot en met {spoken(until.isoformat())}: {told}. "
                f"{_WHO_DECIDES}", tuple(edits), None)
        else:
            payers = [context.values("funding", each)["financier"] for end in ends if end.kind == "funding" for each in end.ids
                      if "financier" in context.values("funding", each)]
            asked = f" Wie betaalt: {organisations(context, payers)}." if payers else ""
            yield Candidate(
                Sort.VERRUIMEN, f"Verleng {offer(context, id)} tot en met {spoken(until.isoformat())}",
                f"Te verlengen: {told}.{asked} {agree_with(context, id)}", tuple(edits), payers[0] if payers else row.get("aanbieder"))


def _all_longer(context: Context, ending: dict[int, list[End]], until: date) -> Candidate:
    """All that ends goes on: where no single provision serves every age and every part of the area."""
    ids = context.moment.offers.ids
    edits: dict[tuple[str, str], Edit] = {}
    for number, ends in ending.items():
        for end in ends:
            edits.update({(edit.kind, edit.id): edit for edit in _extended(context, ids[number], end, until.isoformat())})
    laws = dict.fromkeys(end.ids[0] for ends in ending.values() for end in ends if end.kind == "legal_basis")
    told = [f"{context.name('arrangement', ids[number])} ({listed([_what(context, end) for end in ends], _SHOWN)})"
            for number, ends in ending.items()]
    names = [f"“{context.name('legal_basis', law)}”" for law in laws]
    rest = f" Daaronder {listed(names, _SHOWN)}. {_WHO_DECIDES}" if laws else ""
    return Candidate(
        Sort.LOBBY if laws else Sort.VERRUIMEN, f"Verleng alles wat afloopt tot en met {spoken(until.isoformat())}",
        f"Te verlengen: {'; '.join(told)}.{rest}", tuple(edits.values()), None)


def law_longer(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let only the law go on: enough where nothing else ends."""
    until = school_year_after(horizon(context)).isoformat()
    bases = dict.fromkeys(end.ids[0] for ends in _ending(context, finding).values() for end in ends if end.kind == "legal_basis")
    for basis in bases:
        name = f"“{context.name('legal_basis', basis)}”"
        resting = [row["naam"] for row in context.moment.offers.rows if basis in row.get("wettelijke_basis", ())]
        yield Candidate(
            Sort.LOBBY, f"Bepleit verlenging van {name}",
            f"Deze rechtsgrond geldt tot en met {spoken(context.values('legal_basis', basis)['geldig_tot'])}. Erop rusten "
            f"{listed(resting, _SHOWN)}. "
            f"Gerekend is met verlenging tot en met {spoken(until)}. {_WHO_DECIDES}",
            (changed(context, "legal_basis", basis, geldig_tot=until),), None)


def _extended(context: Context, id: str, end: End, until: str) -> Iterator[Edit]:
    if end.kind == "arrangement":
        yield changed(context, "arrangement", id, geldig_tot=until)
    elif end.kind == "legal_basis":
        yield changed(context, "legal_basis", end.ids[0], geldig_tot=until)
    else:
        # One row that goes on keeps the component going.
        last = max(end.ids, key=lambda each: (context.values("funding", each).get("geldig_tot", ""), each))
        yield changed(context, "funding", last, geldig_tot=until)
        for other in end.ids:
            # A row without a date may stop any day, which leaves the end unknown.
            if other != last and "geldig_tot" not in context.values("funding", other):
                yield changed(context, "funding", other, geldig_tot=until)


def _what(context: Context, end: End) -> str:
    if end.kind == "arrangement":
        return f"de voorziening zelf (nu tot en met {spoken(end.day)})"
    if end.kind == "legal_basis":
        return f"de rechtsgrond (nu tot en met {spoken(end.day)})"
    component = context.moment.vocabulary.label("component", end.component or "").lower()
    return f"het geld voor {component} ({f'nu tot en met {spoken(end.day)}' if end.day else 'tijdelijk, einddatum niet ingevuld'})"


def paid_for(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let somebody pay for the component: who was asked, who pays the rest, or who pays such a component elsewhere."""
    id, component = finding.subject["arrangement"], finding.subject["component"]
    label = context.moment.vocabulary.label
    name, what = context.name("arrangement", id), label("component", component).lower()
    asked = [row for row in context.funding[id] if row.values["component"] == component and row.values["status"] == "AANVRAAG"]
    for row in asked:
        payer = row.values.get("financier")
        who = context.name("organisation", payer) if payer else "de financier (niet ingevuld)"
        yield Candidate(Sort.AFSPRAAK, f"Laat {who} het aangevraagde geld voor {what} toezeggen",
                        f"Voor {what} bij {name} is geld aangevraagd ({label('geldstroom', row.values['geldstroom'])}), maar nog niet "
                        f"toegezegd.",
                        (changed(context, "funding", row.id, status="TIJDELIJK"),), payer)
    for payer, stream in _payers(context, id, component)[:_MOST]:
        who = context.name("organisation", payer)
        yield Candidate(Sort.AFSPRAAK, f"Spreek af dat {who} {what} bij {name} betaalt",
                        f"{who} betaalt {what} uit {label('geldstroom', stream)}, zonder einddatum. Leg dit vast in een besluit.",
                        (added("funding", {"arrangement": id, "financier": payer, "geldstroom": stream, "component": component,
                                           "status": "STRUCTUREEL", "geldig_van": context.moment.day.isoformat()}),), payer)


def _payers(context: Context, id: str, component: str) -> list[tuple[str, str]]:
    """(organisation, source of money): who pays for this provision and such components, then who pays such components here."""
    offers, areas = context.moment.offers, context.moment.areas
    own = areas.union(offers.rows[offers.index[id]].get("gebieden", ()))
    here = {row.values["financier"] for row in context.funding[id] if "financier" in row.values}
    counts: Counter[tuple[str, str]] = Counter()
    for other, rows in context.funding.items():
        if other in offers.index and areas.union(offers.rows[offers.index[other]].get("gebieden", ())) & own:
            for row in rows:
                values = row.values
                if values["component"] == component and values["status"] not in _UNPAID and "financier" in values:
                    counts[values["financier"], values["geldstroom"]] += 1
    if not counts:
        for row in context.funding[id]:
            if "financier" in row.values and row.values["status"] not in _UNPAID:
                counts[row.values["financier"], row.values["geldstroom"]] += 1
    found: dict[str, str] = {}
    for payer, stream in sorted(counts, key=lambda each: (each[0] not in here, -counts[each], each)):
        found.setdefault(payer, stream)
    return list(found.items())
