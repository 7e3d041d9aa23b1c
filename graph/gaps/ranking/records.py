"""The records that a finding names: those that it is about, and those that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.gaps.context import Context
from graph.gaps.ranking.facts import Facts
from graph.gaps.rule import Finding
from graph.records import Values

_KINDS = {"arrangement": "arrangement", "arrangementen": "arrangement", "afspraak": "agreement", "agenda": "agenda_item"}
_PREFIXES = {"arrangement": "arrangement", "verwijspad": "referral", "agenda": "agenda_item", "vraag": "demand"}


def named(finding: Finding) -> Iterator[tuple[str, str]]:
    """(kind, id) of every record in the identity of a finding that is not about a pair."""
    for key, value in finding.identity:
        for id in value if isinstance(value, tuple) else (str(value),):
            if key in _KINDS:
                yield _KINDS[key], id
            elif key in ("record", "records"):
                prefix, _, rest = id.partition(":")
                yield _PREFIXES[prefix], rest


def arrangements_of(finding: Finding) -> list[str]:
    """The ids of the arrangements that a finding names."""
    return [id for kind, id in named(finding) if kind == "arrangement"]


def records_of(context: Context, facts: Facts, finding: Finding) -> list[Values]:
    """The rows that a confirmed finding rests on: counts, funding rows, or the records that it names."""
    subject = dict(finding.identity)
    if finding.rule == "CAPACITEIT":
        definition = context.parameters.get("definitie") or facts.usual
        return [row.values for row in facts.counted(str(subject["profiel"]), str(subject["gebied"]), definition)]
    if finding.rule == "ONGEDEKTE_COMPONENT":
        rows = context.funding.get(str(subject["arrangement"]), ())
        return [row.values for row in rows if row.values["component"] == subject["component"]]
    return [context.values(kind, id) for kind, id in named(finding)]
