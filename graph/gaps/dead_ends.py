"""Where referrals lead nowhere: DOODLOPEND, KRINGVERWIJZING."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from graph.gaps.context import Context
from graph.gaps.needs import filled
from graph.gaps.paths import referral_evidence
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN, Explanation, Finding, Outcome, Rule, counted
from graph.gaps.words import evidence_of, listed
from graph.obstacles import why_unusable
from graph.paths import EDUCATION
from graph.projection.network import Network, Steps
from graph.records import StoredRecord, Values
from graph.ways import ONWARD, Ways
from schema.dates import spoken

_SHOWN = 8


def _leading_to(ways: Ways, back: Steps, goals: np.ndarray) -> np.ndarray:
    """The nodes (bool) from which one or more usable referrals (`back`, to walk from their ends) lead to one of `goals` (bool)."""
    found = np.zeros(len(ways.ids), bool)
    frontier = np.flatnonzero(goals)
    while len(frontier):
        before = np.zeros(len(ways.ids), bool)
        before[ways.source[back.out(frontier)[0]]] = True
        frontier = np.flatnonzero(before & ~found)
        found |= before
    return found


def _find_dead_ends(context: Context) -> Outcome:
    ways = context.ways
    back = Steps.of(ways.target, np.flatnonzero(ways.usable), len(ways.ids))
    asked = ways.running & (~ways.provision | ways.care)
    dead = asked & ~_leading_to(ways, back, ways.provision & ways.education)
    unsure = dead & _leading_to(ways, back, ways.provision & ways.unsaid)
    return counted(int(asked.sum()), [
        Finding("DOODLOPEND", (("arrangement", ways.ids[node]),), UNKNOWN if unsure[node] else CONFIRMED)
        for node in np.flatnonzero(dead).tolist()])


def _walk(net: Network, node: int) -> Iterator[int]:
    """The edges by which usable referrals first reach each other node, nearest first."""
    seen = {node}
    queue = [node]
    for here in queue:
        for edge in net.steps.out(np.array([here]))[0].tolist():
            there = int(net.target[edge])
            if there not in seen:
                seen.add(there)
                queue.append(there)
                yield edge


def _explain_dead_end(context: Context, finding: Finding) -> Explanation:
    net = context.moment.network
    table, referrals = context.moment.projection["arrangement"], context.moment.projection["referral"]
    id = finding.subject["arrangement"]
    node = table.index[id]
    edges = list(_walk(net, node))
    nodes = [int(net.target[edge]) for edge in edges]
    name = partial(_names, context)
    if not nodes:
        text = f"Vanuit {context.name('arrangement', id)} begint geen verwijspad dat gebruikt kan worden."
    else:
        text = (f"Vanuit {context.name('arrangement', id)} leiden de verwijspaden alleen naar {name(nodes)}. "
                "Bij geen daarvan is bekend dat onderwijs voorop staat of even zwaar telt als zorg.")
    blank = [there for there in nodes if net.offer[there] >= 0 and "voorliggend" not in table.values(there)]
    if blank:
        text += f" Bij {name(blank)} is niet ingevuld wat voorop staat: vraag het na bij de aanbieder."
    evidence = [evidence_of(context, "arrangement", id, "hier loopt de weg naar onderwijs dood")]
    evidence += [evidence_of(context, "arrangement", table.ids[there], "voorliggend is niet ingevuld") for there in blank[:_SHOWN]]
    evidence += [referral_evidence(context, referrals.ids[net.referral[edge]], "kan gebruikt worden") for edge in edges[:_SHOWN]]
    broken = _broken(context, [node, *nodes])
    if broken:
        said = [f"van {context.name('arrangement', record.values['van'])} naar {context.name('arrangement', record.values['naar'])} "
                f"({why})" for record, why in broken]
        text += f" Wel bekend, maar nu niet te gebruiken: het verwijspad {listed(said, _SHOWN)}."
        evidence += [referral_evidence(context, record.id, why) for record, why in broken[:_SHOWN]]
    return Explanation(text, tuple(evidence))


def _broken(context: Context, nodes: list[int]) -> list[tuple[StoredRecord, str]]:
    """(referral, why not) for those that would lead from these nodes on to education, if they could be used."""
    net = context.moment.network
    table, referrals = context.moment.projection["arrangement"], context.moment.projection["referral"]

    def educates(node: int) -> bool:
        values = table.values(node)
        return values["soort"] != "SITUATIE" and values.get("voorliggend") in EDUCATION

    found = []
    for edge in net.all_steps.out(np.array(nodes))[0].tolist():
        record, target = referrals.records[net.referral[edge]], int(net.target[edge])
        why = why_unusable(context.moment, record.values)
        if why and (educates(target) or any(educates(int(net.target[later])) for later in _walk(net, target))):
            found.append((record, why))
    return found


def _names(context: Context, nodes: Iterable[int]) -> str:
    ids = context.moment.projection["arrangement"].ids
    return listed([context.name("arrangement", ids[node]) for node in nodes], _SHOWN)


def _circles(ways: Ways) -> list[tuple[np.ndarray, bool]]:
    """(nodes, whether a referral leaves them) of every strongly connected set of two or more nodes."""
    edges = np.flatnonzero(ways.usable & ways.onward)
    source, target = ways.source[edges], ways.target[edges]
    joined = csr_matrix((np.ones(len(edges), np.int8), (source, target)), shape=(len(ways.ids),) * 2)
    count, label = connected_components(joined, directed=True, connection="strong")
    leaves = np.zeros(count, bool)
    leaves[label[source[label[source] != label[target]]]] = True
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label, minlength=count)
    ends = np.cumsum(sizes)
    return [(order[ends[at] - sizes[at]: ends[at]], bool(leaves[at])) for at in np.flatnonzero(sizes > 1).tolist()]


def _find_circles(context: Context) -> Outcome:
    ways = context.ways
    circles = _circles(ways)
    findings = []
    for nodes, is_left in circles:
        if not is_left and not (ways.provision & ways.surely_free)[nodes].any():
            findings.append(Finding("KRINGVERWIJZING", (("arrangementen", tuple(sorted(ways.ids[node] for node in nodes))),),
                                    SUSPECTED if (ways.provision & ways.maybe_free)[nodes].any() else CONFIRMED))
    return counted(len(circles), findings)


def _interval(values: Values, column: str) -> str:
    if column not in values:
        return "niet ingevuld"
    low, high = values[column]
    return f"ten minste {low}" if high is None else str(low) if low == high else f"{low} tot en met {high}"


def _room(context: Context, values: Values) -> str:
    if values["soort"] == "SITUATIE":
        return "een situatie, geen voorziening"
    when = f", {spoken(values['peildatum'])}" if "peildatum" in values else ""
    return f"plekken: {_interval(values, 'plekken')}, bezet: {_interval(values, 'bezet')}{when}"


def _explain_circle(context: Context, finding: Finding) -> Explanation:
    ids: list[str] = finding.subject["arrangementen"]
    rooms = {id: _room(context, context.values("arrangement", id)) for id in ids}
    said = [f"{context.name('arrangement', id)} ({room})" for id, room in rooms.items()]
    sure = ("Er is nergens een vrije plek." if finding.status == CONFIRMED else
            "Nergens is zeker een plek vrij. Vraag na hoeveel plekken er vrij zijn.")
    inside = set(ids)
    referrals = context.moment.projection["referral"]
    paths = [id for id in context.moment.usable_referrals
             if (values := referrals.records[referrals.index[id]].values)["richting"] in ONWARD
             and values["van"] in inside and values["naar"] in inside]
    text = (f"{listed(said, _SHOWN)} verwijzen naar elkaar in een kring. Geen verwijspad van toeleiding, doorstroom of "
            f"overdracht leidt eruit. {sure}")
    return Explanation(text, tuple(evidence_of(context, "arrangement", id, room) for id, room in list(rooms.items())[:_SHOWN])
                       + tuple(referral_evidence(context, id, "blijft binnen de kring") for id in paths[:_SHOWN]))


RULES = (
    Rule("DOODLOPEND", 1, "Geen weg naar onderwijs", "Vanuit welke zorg of situatie leidt geen verwijspad naar onderwijs?",
         "Wie hier is, komt met de verwijspaden die gebruikt kunnen worden niet bij een voorziening waar onderwijs voorop staat of "
         "even zwaar telt als zorg.",
         "“Voldoende en vloeiende overgangen”, ook van jeugdhulp naar (speciaal) onderwijs (webpagina over de regionale procesregisseur, "
         "2023 of later).",
         "Alle arrangementen die lopen en waar zorg voorop staat, en alle situaties die gelden.",
         _find_dead_ends, _explain_dead_end, 3,
         why="Zonder weg terug naar onderwijs wordt tijdelijke zorg een eindstation.",
         keys=("arrangement",),
         statuses=((CONFIRMED, "Van elke voorziening die te bereiken is, is ingevuld wat voorliggend is."),
                   (UNKNOWN, "Van een voorziening die te bereiken is, is niet ingevuld wat voorliggend is.")),
         needs=(filled("verwijspaden"), filled("arrangementen.voorliggend"))),
    Rule("KRINGVERWIJZING", 1, "Verwijzen in een kring", "Waar verwijst men naar elkaar zonder dat iemand een vrije plek heeft?",
         "Deze arrangementen verwijzen alleen naar elkaar, en bij geen ervan is zeker een plek vrij. Een jongere blijft dan rondgaan.",
         "Eigen regel van Dekkend (2026): wie verwijst, verwijst naar een plek waar iemand terecht kan.",
         "Alle groepen van twee of meer arrangementen die langs verwijspaden van toeleiding, doorstroom of overdracht bij elkaar "
         "uitkomen.",
         _find_circles, _explain_circle, 3,
         why="Iedereen heeft verwezen en niemand helpt; in de cijfers lijkt de jongere geholpen.",
         keys=("arrangementen",),
         statuses=((CONFIRMED, "Bij geen enkele voorziening in de kring kan een plek vrij zijn."),
                   (SUSPECTED, "Bij een voorziening in de kring is misschien een plek vrij: plekken of bezet is niet precies bekend.")),
         needs=(filled("verwijspaden"),)),
)
