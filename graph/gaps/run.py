"""Running the rules: from a request in words to outcomes, and from an outcome to explained findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from graph.gaps.context import Context
from graph.gaps.ranking import Reason, Scale, Standing, Weighing, list_of, score_of
from graph.gaps.reads import reads
from graph.gaps.registry import PARAMETERS, RULES
from graph.gaps.rule import Explanation, Finding, Outcome, Rule
from graph.projection import Projection, UnknownArea
from graph.records import Edit
from schema.schemes import built_in
from schema.values import nearest

AREA_KIND = "gebiedssoort"


class WrongRequest(ValueError):
    """The request names something that does not exist; the text is a Dutch sentence."""


@dataclass(frozen=True)
class Request:
    """Which rules over what. `rules` empty is all; `parameters` are texts by name, `gebiedssoort` among them."""

    day: date
    rules: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


class Report:
    """The outcomes of a request on one projection. Findings are explained one by one, when asked for.

    `like` is a report of the same request on a projection that differs in the kinds `changed` only.
    """

    def __init__(self, projection: Projection, request: Request, *, like: Report | None = None,
                 changed: frozenset[str] = frozenset()) -> None:
        self.projection = projection
        self.request = request
        self.rules = chosen_rules(request.rules)
        given = given_parameters(request.parameters)
        kind = given.pop(AREA_KIND, None)
        for sort, ids in (("profile", request.profiles), ("area", request.areas)):
            _known(projection, sort, ids)
        try:
            moment = projection.at(request.day, kind) if like is None else like.context.moment.over(projection, changed)
        except UnknownArea as wrong:
            raise WrongRequest(str(wrong)) from None
        used = {parameter.name: parameter for rule in self.rules for parameter in rule.parameters}
        values = {name: parameter.read(given.get(name, parameter.default)) for name, parameter in used.items()}
        self.parameters: dict[str, str] = {
            AREA_KIND: moment.area_kind, **{name: given.get(name, used[name].default) for name in sorted(used)}}
        self.context: Context = (Context(moment, values, frozenset(request.profiles) or None, frozenset(request.areas) or None)
                        if like is None else like.context.over(moment, changed))
        self._like, self._changed = like, changed
        self._outcomes: dict[str, Outcome] = {}

    def over(self, edits: Sequence[Edit]) -> Report:
        """The same request on the same revision as it would be with these records; what they do not touch is shared.

        Raises WrongRequest when something that was asked for would no longer be there.
        """
        return Report(self.projection.edited(edits), self.request, like=self, changed=frozenset(edit.kind for edit in edits))

    def outcome(self, rule: str) -> Outcome:
        """The outcome of one of the rules that were asked for."""
        if rule not in self._outcomes:
            like = self._like
            same = like is not None and reads(rule).isdisjoint(self._changed)
            self._outcomes[rule] = like.outcome(rule) if like is not None and same else RULES[rule].find(self.context)
        return self._outcomes[rule]

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of each rule, in the order of the registry."""
        return {rule.id: self.outcome(rule.id) for rule in self.rules}

    def findings(self) -> list[Finding]:
        """All findings with their scores and ranks, by id."""
        return list(self.standing)

    def in_list_order(self) -> list[Finding]:
        """All findings with their scores and ranks: score descending, then id."""
        return list(self.standing.in_order())

    @cached_property
    def standing(self) -> Standing:
        """All findings with their scores, lists and ranks; figures of all of them, objects of those that somebody looks at."""
        return Standing(self.context, self.outcomes)

    @cached_property
    def _scale(self) -> Scale:
        return Scale(self.context)

    def weigh(self, finding: Finding) -> Weighing:
        """The ernst, urgentie and bewijs of one finding, and why; quick, because nothing else is weighed."""
        return self._scale.weigh(finding)

    def ranked(self, finding: Finding) -> Finding:
        """A finding with its score. Its rank is not looked up: that takes the scores of all (see `standing`)."""
        severity, urgency, evidence = self.weigh(finding).values
        return replace(finding, severity=severity, urgency=urgency, evidence_strength=evidence,
                       score=score_of(severity, urgency, evidence))

    def explain(self, finding: Finding) -> Explanation:
        """The sentences and evidence of one finding."""
        return RULES[finding.rule].explain(self.context, finding)

    def find(self, id: str) -> Finding | None:
        """The finding with that id, or None when it is not (or no longer) there."""
        outcome = self.outcomes.get(id.partition("|")[0])
        found = outcome.findings.find(id) if outcome else None
        return self.ranked(found) if found else None


def chosen_rules(ids: Sequence[str]) -> tuple[Rule, ...]:
    """The rules with these ids, whatever the case; all when there are none. Raises WrongRequest."""
    for id in ids:
        if id.upper() not in RULES:
            raise WrongRequest(f"{id or 'Een lege naam'} is geen regel.{nearest(id, list(RULES))} De regels zijn: {', '.join(RULES)}.")
    chosen = {id.upper() for id in ids}
    return tuple(rule for rule in RULES.values() if not chosen or rule.id in chosen)


def given_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Parameters by name, each of which can be read; `gebiedssoort` as its code. Raises WrongRequest."""
    names = [AREA_KIND, *PARAMETERS]
    given: dict[str, str] = {}
    for name, text in pairs:
        if name not in names:
            raise WrongRequest(f"{name} is geen parameter.{nearest(name, names)} De parameters zijn: {', '.join(names)}.")
        if name == AREA_KIND:
            kind = built_in().scheme("gebiedssoort").find(text)
            if kind is None:
                kinds = list(built_in().scheme("gebiedssoort").concepts)
                raise WrongRequest(f"{text or 'Een lege waarde'} is geen soort gebied.{nearest(text, kinds)} "
                                   f"De soorten zijn: {', '.join(kinds)}.")
            text = kind
        else:
            try:
                PARAMETERS[name].read(text)
            except ValueError as wrong:
                raise WrongRequest(f"De waarde van parameter {name} klopt niet: {wrong}") from None
        given[name] = text
    return given


def _known(projection: Projection, kind: str, ids: Sequence[str]) -> None:
    table = projection[kind]
    for id in ids:
        if id not in table:
            raise WrongRequest(f"Er is geen {table.kind.singular} met id {id}.{nearest(id, table.ids)}")


def as_json(report: Report, findings: Sequence[Finding] | None = None) -> Mapping[str, Any]:
    """The answer in the form of `dekkend gaps --format json`, findings by id."""
    return {
        "revision": report.projection.revision.number,
        "peildatum": report.request.day.isoformat(),
        "fictief": report.projection.fictitious,
        "parameters": report.parameters,
        "rules": [
            {"rule": rule.id, "version": rule.version, "computed": outcome.computed, "reason": outcome.reason,
             "population": outcome.population, "gap": outcome.gap, "unknown": outcome.unknown, "covered": outcome.covered}
            for rule, outcome in zip(report.rules, report.outcomes.values(), strict=True)
        ],
        "findings": [finding_json(report, finding) for finding in (report.findings() if findings is None else findings)],
    }


def finding_json(report: Report, finding: Finding) -> dict[str, Any]:
    """One finding in the form of the JSON answer, explained."""
    told, weighing = report.explain(finding), report.weigh(finding)
    return {
        "id": finding.id, "rule": finding.rule, "status": finding.status, "subject": finding.subject,
        "ages": list(finding.ages), "score": finding.score, "severity": finding.severity, "urgency": finding.urgency,
        "evidence_strength": finding.evidence_strength, "explanation": told.text,
        "evidence": [
            {"kind": item.kind, "id": item.id, "label": item.label, "note": item.note, "source": item.source, "date": item.date}
            for item in told.evidence
        ],
        "list": list_of(finding), "rank": finding.rank or None, "rank_band": list(finding.rank_band) if finding.rank else None,
        "why_severity": _reasons_json(weighing.severity), "why_urgency": _reasons_json(weighing.urgency),
        "why_evidence": _reasons_json(weighing.evidence),
    }


def _reasons_json(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    return [{"criterion": reason.criterion, "value": reason.value, "text": reason.text} for reason in reasons]
