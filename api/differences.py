"""The difference between two lists as JSON."""

from __future__ import annotations

from typing import Any

import orjson

from api.difference_words import (
    cell,
    change_of,
    date_event,
    fictitious,
    gap_subject,
    gap_title,
    in_list_order,
    reason,
    record_change,
    record_name,
)
from graph.differences import RETIRED, Differences, GapDifference, RecordChange
from graph.gaps import RULES, Finding, Report
from graph.gaps.rule import Figures
from graph.records import Revision
from schema.kinds import KINDS

MOST_TOLD = 500
"""Of so many findings the causes are looked for: those with the highest scores."""


def differences_json(differences: Differences) -> bytes:
    """The whole answer; findings, records and dates each in the order of their ids."""
    told = {difference.id for difference in in_list_order(differences)[:MOST_TOLD]}
    return orjson.dumps({
        "from": _side(differences.before), "to": _side(differences.after), "fictief": fictitious(differences),
        "parameters": differences.after.parameters,
        "rules": [{"rule": rule.id, "version": rule.version, "before": _figures(each.before), "after": _figures(each.after),
                   "closed": len(each.closed), "opened": len(each.opened), "changed": len(each.changed)}
                  for rule in differences.after.rules for each in (differences.comparisons[rule.id],)],
        "gaps": [_gap(differences, difference, difference.id in told) for difference in differences.gaps],
        "records": [_record(differences, change) for change in differences.records],
        "dates": [{"sheet": KINDS[event.kind].sheet, "id": event.id, "column": event.column, "date": event.text,
                   "what": event.passed.value, "text": date_event(differences, event)} for event in differences.events],
    }, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _side(report: Report) -> dict[str, Any]:
    return {**_revision(report.projection.revision), "peildatum": report.request.day.isoformat()}


def _revision(revision: Revision) -> dict[str, Any]:
    return {"revision": revision.number, "time": revision.time or None, "author": revision.author or None,
            "dataset": revision.dataset or None, "message": revision.message or None}


def _figures(figures: Figures) -> dict[str, Any]:
    return {"computed": figures.reason is None, "reason": figures.reason, "population": figures.population, "gap": figures.gap,
            "unknown": figures.unknown, "covered": figures.covered}


def _gap(differences: Differences, difference: GapDifference, told: bool) -> dict[str, Any]:
    direction = difference.direction
    return {
        "id": difference.id, "rule": difference.finding.rule, "title": gap_title(differences, difference),
        "about": gap_subject(differences, difference),
        "change": change_of(difference), "direction": direction.value if direction else None,
        "before": _finding(differences.before, difference.before), "after": _finding(differences.after, difference.after),
        "why": _why(differences, difference) if told else None,
    }


def _finding(report: Report, finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {"status": finding.status, "ages": list(finding.ages), "score": finding.score,
            "explanation": RULES[finding.rule].explain(report.context, finding).text}


def _why(differences: Differences, difference: GapDifference) -> list[dict[str, Any]]:
    return [{
        "proof": why.proof.value, "by_date": why.by_day, "candidates": why.candidates,
        "text": reason(differences, difference.finding.rule, why),
        "causes": [{"sheet": KINDS[cause.step.kind].sheet, "id": cause.step.id,
                    "with": [{"sheet": KINDS[other.kind].sheet, "id": other.id} for other in cause.along]} for cause in why.causes],
    } for why in differences.reasons(difference)]


def _record(differences: Differences, change: RecordChange) -> dict[str, Any]:
    before, after = differences.before.projection, differences.after.projection
    origin = differences.origins.get((change.kind, change.id))
    return {
        "sheet": KINDS[change.kind].sheet, "id": change.id,
        "name": record_name(before if change.what == RETIRED else after, change.kind, change.id), "what": change.what,
        "columns": [{"column": column, "before": cell(before, change.kind, column, change.before),
                     "after": cell(after, change.kind, column, change.after)} for column in change.columns],
        "text": record_change(differences, change), "stored": _revision(origin) if origin else None,
    }
