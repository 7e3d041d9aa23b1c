"""Findings in the form in which a graph keeps them: a node, and what it is joined to. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from graph.gaps.registry import RULES
from graph.gaps.rule import Finding
from graph.gaps.run import Report
from graph.store.neo4j_gaps import BASED_ON, CONCERNS, FOR, IN, Gap, Link
from graph.store.neo4j_model import REFERRAL
from schema.kinds import KINDS

MOST = 10_000
"""As many findings as a graph keeps, those with the highest scores: each is explained, which takes about a millisecond, and
has some ten relationships, all written in one transaction. A server with 1 GB of heap has room for these, not for twice as many."""

_SUBJECTS = {
    "profiel": (FOR, "profile"), "gebied": (IN, "area"), "afspraak": (CONCERNS, "agreement"), "agenda": (CONCERNS, "agenda_item"),
    "arrangement": (CONCERNS, "arrangement"), "arrangementen": (CONCERNS, "arrangement"),
    "gemeente": (CONCERNS, "organisation"), "swv": (CONCERNS, "organisation"),
}
_PREFIXES = {"arrangement": "arrangement", "verwijspad": REFERRAL, "agenda": "agenda_item", "vraag": "demand"}
_BY_SINGULAR = {kind.singular: name for name, kind in KINDS.items()}


def kept(report: Report, most: int = MOST) -> tuple[list[Gap], int]:
    """The findings of a report as gaps, explained, highest score first; and how many were left out beyond `most`.

    The report is of all rules, profiles and areas, on their own parameters: what is not in it counts as solved.
    """
    standing = report.standing
    return [_gap(report, finding) for finding in islice(standing.in_order(), most)], max(0, len(standing) - most)


def _gap(report: Report, finding: Finding) -> Gap:
    context = report.context
    rule = RULES[finding.rule]
    told = report.explain(finding)
    properties: dict[str, Any] = {
        "id": finding.id, "regel": rule.id, "status": finding.status, "score": finding.score, "uitleg": told.text,
        "peildatum": context.moment.day.isoformat(), "revisie": report.projection.revision.number,
    }
    if finding.ages:
        properties["leeftijden"] = list(finding.ages)
    if report.projection.fictitious:
        properties["fictief"] = True
    joins: dict[tuple[str, str], tuple[str, str | None]] = {}
    names = []
    for key, value in finding.subject.items():
        records = list(_records(key, value))
        if not records:
            properties[key] = value
        if key == "leeftijd":
            names.append(f"{value} jaar")
        for type, kind, id in records:
            names.append(_name(report, kind, id))
            joins[kind, id] = (type, None)
    for item in told.evidence:
        record = (_BY_SINGULAR[item.kind], item.id)
        type, note = joins.get(record, (BASED_ON, None))
        joins[record] = (type, note or item.note)
    properties["titel"] = f"{rule.title}: {', '.join(names)}" if names else rule.title
    if paths := sorted(id for kind, id in joins if kind == REFERRAL):
        properties["verwijspaden"] = paths
    return Gap(properties, frozenset(_links(report, joins)))


def _records(key: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """(type, kind, id) of what one part of an identity names; nothing when it is no record."""
    if key in _SUBJECTS:
        for id in value if isinstance(value, list) else [value]:
            yield (*_SUBJECTS[key], id)
    elif key in ("record", "records"):
        for text in value if isinstance(value, list) else [value]:
            prefix, _, id = text.partition(":")
            yield CONCERNS, _PREFIXES[prefix], id


def _name(report: Report, kind: str, id: str) -> str:
    if kind != REFERRAL:
        return report.context.name(kind, id)
    values = report.context.values(REFERRAL, id)
    return f"{_name(report, 'arrangement', values['van'])} naar {_name(report, 'arrangement', values['naar'])}"


def _links(report: Report, joins: dict[tuple[str, str], tuple[str, str | None]]) -> Iterator[Link]:
    """A referral is itself a relationship in the graph: a gap is joined to the provisions at both its ends."""
    found = {(kind, id): Link(type, kind, id, note) for (kind, id), (type, note) in joins.items() if kind != REFERRAL}
    for (kind, id), (type, note) in joins.items():
        if kind == REFERRAL:
            values = report.context.values(REFERRAL, id)
            for end in (values["van"], values["naar"]):
                found.setdefault(("arrangement", end), Link(type, "arrangement", end, f"verwijspad {id}" + (f": {note}" if note else "")))
    yield from found.values()
