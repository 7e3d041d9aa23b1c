"""Findings drawn as what they are: a hole, a dashed ring between the records that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.gaps import RULES, Finding, Report, Request, WrongRequest
from graph.gaps.words import ages_in_words
from graph.projection import Moment, Projection
from visualisations.links import Key
from visualisations.palette import KIND_LOOK
from visualisations.payload import Detail
from visualisations.sketch import Item, Sketch, node_id
from visualisations.spec import FINDING_STATUSES, MapSpec, WrongMap
from visualisations.text import clean

STATUS_WORDS = {"BEVESTIGD": "bevestigd", "VERMOED": "vermoed", "ONBEKEND": "onbekend"}
_MOST = 40
_SUBJECTS = {
    "profiel": "profile", "gebied": "area", "arrangement": "arrangement", "arrangementen": "arrangement",
    "afspraak": "agreement", "agenda": "agenda_item", "gemeente": "organisation", "swv": "organisation",
}
_PREFIXES = {"arrangement": "arrangement", "verwijspad": "referral", "agenda": "agenda_item", "vraag": "demand"}


def report_of(projection: Projection, request: Request) -> Report:
    """The report on a request; WrongMap when the request is not right."""
    try:
        return Report(projection, request)
    except WrongRequest as wrong:
        raise WrongMap(str(wrong)) from None


def subject_keys(projection: Projection, finding: Finding) -> list[Key]:
    """The records that a finding is about; of a referral or a count, the two records that it connects."""
    found: list[Key] = []
    for name, value in finding.subject.items():
        for id in value if isinstance(value, list) else [str(value)]:
            if name in ("record", "records"):
                prefix, _, own = id.partition(":")
                found += _ends(projection, _PREFIXES[prefix], own)
            elif name in _SUBJECTS:
                found.append((_SUBJECTS[name], id))
    return [key for key in dict.fromkeys(found) if key[1] in projection[key[0]]]


def _ends(projection: Projection, kind: str, id: str) -> list[Key]:
    record = projection[kind].get(id)
    if record is None:
        return []
    if kind == "referral":
        return [("arrangement", record.values["van"]), ("arrangement", record.values["naar"])]
    if kind == "demand":
        return [("profile", record.values["profiel"]), ("area", record.values["gebied"])]
    return [(kind, id)]


def hole(finding: Finding, group: str, text: str = "") -> Item:
    """The dashed ring of a finding. `text` is its explanation."""
    shape, colour = KIND_LOOK["gap"]
    rule = RULES[finding.rule]
    detail: list[Detail] = [("Regel", f"{rule.id}: {rule.question}"), ("Zekerheid", STATUS_WORDS[finding.status])]
    if finding.ages:
        detail.append(("Leeftijden", ages_in_words(finding.ages)))
    if text:
        detail.append(("Uitleg", clean(text)))
    detail += [("Score", str(finding.score)), ("Bevinding", clean(finding.id))]
    status = STATUS_WORDS[finding.status] + "".join(f"; {words}" for words in _apart(finding))
    return Item(f"gap:{finding.id}", "gap", "lacune", rule.title, group, shape, colour, status, detail=tuple(detail))


def _apart(finding: Finding) -> list[str]:
    """What tells a finding from others of its rule about the same records."""
    subject = finding.subject
    if "binnen" in subject:
        kinds = [code.replace("_", " ") if code[:3] in ("SWV", "RMC", "GGD", "PC4") else code.lower()
                 for code in subject["binnen"].split(">")]
        return [f"verdeeld over {kinds[0]}" if len(kinds) == 1 else f"{kinds[0]} naast {kinds[1]}"]
    return [f"op {subject['leeftijd']} jaar"] if "leeftijd" in subject else []


def mark(sketch: Sketch, place: str = "onder", anchors: frozenset[str] | None = None, *, complete: bool = False) -> None:
    """Draw the findings of the rules of the spec about what is on the map.

    A finding is drawn when one of its records is on the map, or is one of `anchors` when those are given. With
    `complete` its other records are put on the map too. The highest scores come first; the rest is counted.
    """
    spec = sketch.spec
    if not spec.rules:
        return
    moment = sketch.moment
    report = report_of(moment.projection, Request(moment.day, rules=spec.rules, profiles=_given(spec.profile),
                                                  areas=_areas(sketch)))
    chosen = _chosen(spec, report.in_list_order())
    present = frozenset(sketch.items) if anchors is None else anchors
    about = [(finding, subject_keys(moment.projection, finding)) for finding in chosen]
    here = [(finding, keys) for finding, keys in about if any(node_id(key) in present for key in keys)]
    for finding, keys in here[:_MOST]:
        item = hole(finding, sketch.box("lacunes", "Lacunes", place), report.explain(finding).text)
        sketch.items[item.id] = item
        for key in keys:
            if complete and node_id(key) not in sketch.items:
                sketch.record(*key, sketch.box("lacunes-over", "Waar de lacunes over gaan", place))
            if node_id(key) in sketch.items:
                sketch.edge(node_id(key), item.id, "gap", "mist hier iets", "lacune")
    told_uncomputed(sketch, report)
    if not chosen:
        sketch.notices.append("De gekozen regels vinden geen lacunes.")
    if len(here) > _MOST:
        sketch.notices.append(f"Van de {len(here)} lacunes op deze kaart zijn de {_MOST} met de hoogste score getekend.")
    if len(about) > len(here):
        sketch.notices.append(f"{len(about) - len(here)} van de {len(about)} lacunes gaan over gegevens die niet op deze kaart staan.")


def mark_profiles(sketch: Sketch, folded_areas: str | None) -> None:
    """Draw findings about (profile, area) per rule and profile, with the number of areas: for an overview."""
    spec, moment = sketch.spec, sketch.moment
    if not spec.rules:
        return
    report = report_of(moment.projection, Request(moment.day, rules=spec.rules, profiles=_given(spec.profile),
                                                  areas=_areas(sketch)))
    pairs: dict[tuple[str, str], list[Finding]] = {}
    others = 0
    for finding in _chosen(spec, report.findings()):
        if "profiel" in finding.subject:
            pairs.setdefault((finding.rule, finding.subject["profiel"]), []).append(finding)
        else:
            others += 1
    ordered = sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    sketch.box("profielen", "Profielen met een lacune", "onder")
    for number, ((rule, profile), findings) in enumerate(ordered[:_MOST]):
        areas = {finding.subject["gebied"] for finding in findings}
        statuses = Counter(finding.status for finding in findings)
        words = ", ".join(f"{statuses[code]} {STATUS_WORDS[code]}" for code in FINDING_STATUSES if statuses[code])
        shape, colour = KIND_LOOK["gap"]
        names = [moment.areas.name(area) for area in sorted(areas)]
        item = Item(f"gap:{rule}|profiel={profile}", "gap", "lacune", RULES[rule].title,
                    sketch.box("lacunes", "Lacunes per profiel", "onder"), shape, colour,
                    f"in {len(areas)} gebied" + "en" * (len(areas) != 1), None, len(findings), rank=number,
                    detail=(("Regel", f"{rule}: {RULES[rule].question}"), ("Bevindingen", words),
                            ("Gebieden", clean(", ".join(names[:20])))))
        sketch.items[item.id] = item
        owner = sketch.record("profile", profile, "profielen", rank=number)
        if owner:
            sketch.edge(owner.id, item.id, "gap", "mist hier iets", "lacune")
        if folded_areas in sketch.items:
            sketch.edge(str(folded_areas), item.id, "gap", "mist hier iets", "lacune")
    told_uncomputed(sketch, report)
    if len(ordered) > _MOST:
        sketch.notices.append(f"Van de {len(ordered)} profielen met een lacune zijn de {_MOST} met de meeste gebieden getekend.")
    if others:
        sketch.notices.append(f"{others} lacunes gaan niet over een profiel en staan niet op dit overzicht.")


def areas_with_findings(moment: Moment, spec: MapSpec) -> frozenset[str]:
    """The ids of the areas that the findings of the rules of the spec are about."""
    if not spec.rules:
        return frozenset()
    report = report_of(moment.projection, Request(moment.day, rules=spec.rules))
    return frozenset(finding.subject["gebied"] for finding in report.findings() if "gebied" in finding.subject)


def told_uncomputed(sketch: Sketch, report: Report) -> None:
    """Say which rules could not be computed, and why: no ring is not the same as no gap."""
    for rule, outcome in zip(report.rules, report.outcomes.values(), strict=True):
        if not outcome.computed:
            sketch.notices.append(f"De regel {rule.id} is niet berekend: {outcome.reason}")


def _chosen(spec: MapSpec, findings: Sequence[Finding]) -> list[Finding]:
    wanted = [status for status in spec.statuses if status in FINDING_STATUSES]
    return [finding for finding in findings if not wanted or finding.status in wanted]


def _given(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()


def _areas(sketch: Sketch) -> tuple[str, ...]:
    """The areas of analysis that touch the chosen area; none chosen is no restriction."""
    if not sketch.spec.area:
        return ()
    areas = sketch.moment.areas
    return tuple(id for id in sketch.moment.analysis if areas.bits(id) & areas.bits(sketch.spec.area))
