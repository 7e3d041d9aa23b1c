"""LOBBY: what stands in the way is set by law: GRENSBREUK, and an access decision that the law asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.fitting import fitting
from graph.gaps.words import listed
from graph.options.edits import changed
from graph.options.option import Candidate, Sort
from graph.options.words import offer
from graph.projection.areas import Bits
from graph.records import Edit

_MOST = 4
_DECIDES = {
    "SWV_PO": "De indeling van samenwerkingsverbanden staat in een regeling van het Rijk.",
    "SWV_VO": "De indeling van samenwerkingsverbanden staat in een regeling van het Rijk.",
    "RMC": "De indeling in RMC-regio's staat in een regeling van het Rijk.",
    "JEUGDREGIO": "De gemeenten delen de jeugdregio's samen in; een andere indeling vraagt hun instemming en die van het Rijk.",
}


def border(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let the area lie in the region where most of its partners lie."""
    subject = finding.subject
    areas = context.moment.areas
    area, leaves = subject["gebied"], areas.bits(subject["gebied"])
    first, _, second = subject["binnen"].partition(">")
    if subject["soort"] == "SPLITSING":
        kinds = {id: areas.bits(id) & leaves for id in areas.by_kind.get(first, []) if areas.bits(id) & leaves}
        for goal in sorted(kinds, key=lambda id: (-kinds[id].bit_count(), id))[:_MOST]:
            yield from _moved(context, area, [id for id in kinds if id != goal], goal, first)
        return
    mine, theirs = (next(id for id in areas.by_kind[kind] if areas.bits(id) & leaves) for kind in (first, second))
    for goal in _most(context, second, areas.bits(mine)):
        yield from _moved(context, area, [theirs], goal, second)
    for goal in _most(context, first, areas.bits(theirs)):
        yield from _moved(context, area, [mine], goal, first)


def _most(context: Context, kind: str, leaves: Bits) -> list[str]:
    """The areas of a kind with the most of these leaves."""
    areas = context.moment.areas
    counts = Counter({id: (areas.bits(id) & leaves).bit_count() for id in areas.by_kind.get(kind, [])})
    return sorted(id for id, count in counts.items() if count and count == max(counts.values()))[:_MOST]


def _holding(context: Context, area: str) -> set[str]:
    """An area with all that it lies in, active or not: what may not come to lie in it."""
    table = context.moment.projection["area"]
    found: set[str] = set()
    queue = [area]
    while queue:
        id = queue.pop()
        if id not in found:
            found.add(id)
            queue += table.records[table.index[id]].values.get("bovenliggend", ())
    return found


def _moved(context: Context, area: str, away: list[str], goal: str, kind: str) -> Iterator[Candidate]:
    """The area and what lies in it moved from some regions to another of the same kind."""
    if goal in away:  # it lies there already
        return
    areas = context.moment.areas
    holding = _holding(context, goal)
    inside = [id for id in areas.active if not areas.bits(id) & ~areas.bits(area) and id not in holding]
    edits: list[Edit] = []
    for id in inside:
        above = list(context.values("area", id).get("bovenliggend", ()))
        if set(above) & set(away):
            kept = [each for each in above if each not in away]
            within = any(goal in _holding(context, each) for each in kept)
            edits.append(changed(context, "area", id, bovenliggend=kept if within else sorted({*kept, goal})))
    if edits:
        name, where = areas.name(area), areas.name(goal)
        yield Candidate(Sort.LOBBY, f"Bepleit dat {name} bij {where} komt",
                        f"Nu hoort {name} (ook) bij {listed([areas.name(id) for id in away], _MOST)}. "
                        f"{_DECIDES.get(kind, 'Deze grens wordt niet door de regio zelf bepaald.')} Tot die tijd helpen afspraken over "
                        f"de grens heen.",
                        tuple(edits), None)


def freer_access(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Plead for access without the decision, where the records name the law that asks for it."""
    label = context.moment.vocabulary.label
    for id, row, _ in fitting(context, finding)[:_MOST]:
        laws = [context.name("legal_basis", each) for each in row.get("wettelijke_basis", ())]
        codes = [label("toegang", code) for code in row.get("toegang", ())]
        if laws and codes:
            yield Candidate(Sort.LOBBY, f"Bepleit toegang tot {offer(context, id)} zonder {listed(codes, _MOST)}",
                            f"{row['naam']} rust op {listed(laws, _MOST)}. Of het besluit kan vervallen, hangt daarvan af.",
                            (changed(context, "arrangement", id, toegang=["GEEN"]),), None)
