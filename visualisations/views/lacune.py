"""One finding: what it is about, the hole between, and the records that show it."""

from __future__ import annotations

from graph.gaps import Explanation, Finding, Report, Request
from graph.projection import Moment
from graph.projection.offers import ages_of
from schema.kinds import KINDS
from visualisations.arrange import around
from visualisations.details import name_of
from visualisations.focus import require
from visualisations.holes import hole, report_of, subject_keys
from visualisations.links import EDGE_KINDS, Key, edge_record
from visualisations.sketch import Sketch, node_id
from visualisations.spec import MapSpec, WrongMap
from visualisations.text import clean
from visualisations.views.profiel import matches, needs_in, put_match

_BY_SINGULAR = {kind.singular: kind.name for kind in KINDS.values()}


def lacune(moment: Moment, spec: MapSpec) -> Sketch:
    """The picture of the finding `spec.gap`."""
    assert spec.gap
    report, finding = _finding(moment, spec.gap)
    told = report.explain(finding)
    keys = subject_keys(moment.projection, finding)
    between = " in " if [key[0] for key in keys] == ["profile", "area"] else " en "
    names = between.join(name_of(moment, *key) for key in keys[:2])
    sketch = Sketch(moment, spec, around, f"{report.rules[0].title}: {names or clean(finding.id)}")
    ring = hole(finding, sketch.box("midden", "Wat ontbreekt", "midden"), told.text)
    ring.focus = True
    sketch.items[ring.id] = ring
    sketch.explanation = clean(told.text)
    for number, key in enumerate(keys):
        side = "links" if number % 2 == 0 else "rechts"
        sketch.record(*key, sketch.box(f"over:{side}:{key[0]}", KINDS[key[0]].singular.capitalize(), side, 1), focus=True)
        sketch.edge(node_id(key), ring.id, "gap", "mist hier iets", "lacune")
    if {"profiel", "gebied"} <= finding.subject.keys():
        _options(sketch, finding, ring.id)
    _evidence(sketch, told, ring.id)
    return sketch


def _finding(moment: Moment, id: str) -> tuple[Report, Finding]:
    rule, *pairs = id.split("|")
    subject = dict(pair.partition("=")[::2] for pair in pairs)
    # Looking among the findings of one profile and one area only keeps this quick, however large the store is.
    areas = tuple(area for area in (subject.get("gebied"),) if area in moment.projection["area"])
    profiles = tuple(profile for profile in (subject.get("profiel"),) if profile in moment.projection["profile"])
    report = report_of(moment.projection, Request(moment.day, (rule,), profiles, areas))  # type: ignore[arg-type]
    finding = report.find(id)
    if finding is None:
        raise WrongMap(f"Er is op {moment.day.isoformat()} geen lacune met id {id}.")
    return report, finding


def _options(sketch: Sketch, finding: Finding, ring: str) -> None:
    """What nearly, perhaps or partly fills the hole, at the ages of the finding."""
    moment = sketch.moment
    profile, area = finding.subject["profiel"], finding.subject["gebied"]
    require(moment.projection, "profile", profile)
    needs = needs_in(moment, profile, area)
    for match, suited in matches(moment, needs, moment.leaves(needs, area), finding.ages or ages_of(needs.ages)):
        item, says, style = put_match(sketch, match, suited, "onder")
        if item:
            sketch.edge(item.id, ring, "match", says, style)
        elif match.outcome == "NEE":
            sketch.leave_out("arrangement", match.arrangement, "past op meer dan één punt niet")


def _evidence(sketch: Sketch, told: Explanation, ring: str) -> None:
    projection = sketch.moment.projection
    for item in told.evidence:
        kind = _BY_SINGULAR[item.kind]
        record = projection[kind].get(item.id)
        if record is None:
            continue
        keys: list[Key] = [(kind, item.id)]
        if kind in EDGE_KINDS:
            # An answer about an area is shown as the organisation that gave it.
            keys = [link.source for link in edge_record(projection, kind, item.id, record.values)]
        for key in dict.fromkeys(keys):
            heading = "Gevraagd in de inventarisatie" if kind == "inventory_entry" else f"Bewijs: {KINDS[key[0]].sheet}"
            if node_id(key) in sketch.items:
                continue
            shown = sketch.record(*key, sketch.box(f"bewijs:{kind}", heading, "onder"),
                                  detail=(("Waarom dit telt", clean(item.note)),))
            if shown:
                sketch.edge(shown.id, ring, "evidence", clean(item.note)[:200], "bewijs")
