"""What a finding is called in a list, and where its page is."""

from __future__ import annotations

from urllib.parse import quote

from graph.gaps import RULES, Finding, Report
from graph.gaps.context import Context
from graph.gaps.roles import DIRECTED
from graph.gaps.words import ages_in_words
from schema.kinds import KINDS

_BY_KEY = {
    "afspraak": "agreement", "agenda": "agenda_item", "arrangement": "arrangement", "arrangementen": "arrangement",
    "gemeente": "organisation", "swv": "organisation",
}
_SCHEMES = {"rol": "rol", "component": "component", "voorwaarde": "randvoorwaarden"}
_BY_PREFIX = {"arrangement": "arrangement", "verwijspad": "referral", "agenda": "agenda_item", "vraag": "demand"}


def headline(report: Report, finding: Finding) -> str:
    """The title that the region gave a finding, else the rule and what it is about."""
    own = report.context.cases.get(finding.id, {}).get("titel")
    return own or f"{RULES[finding.rule].title}: {subject(report.context, finding)}"


def subject(context: Context, finding: Finding) -> str:
    """What a finding is about, with names instead of ids."""
    about = finding.subject
    area = context.name("area", about["gebied"]) if "gebied" in about else ""
    codes = "".join(f", {_label(context, key, str(about[key]))}" for key in (*_SCHEMES, "begrip") if key in about)
    if "profiel" in about:
        ages = f", {ages_in_words(finding.ages)}" if finding.ages else ""
        return f"{context.name('profile', about['profiel'])} in {area}{codes}{ages}"
    if area:
        return f"{area} ({_kinds(context, str(about.get('binnen', '')))})"
    records = about.get("records") or [about[key] for key in ("record",) if key in about]
    names = [_record(context, text) for text in records]
    for key, kind in _BY_KEY.items():
        ids = about.get(key, [])
        names += [context.name(kind, id) for id in ([ids] if isinstance(ids, str) else ids)]
    return " en ".join(dict.fromkeys(names)) + codes


def _label(context: Context, key: str, code: str) -> str:
    label = context.moment.vocabulary.label
    if (key, code) == ("rol", DIRECTED):
        return "Regie"  # any of the roles in the regie will do, so it is none of the codes
    if key in _SCHEMES:
        return label(_SCHEMES[key], code)
    axis, _, concept = code.partition(":")
    return label(axis, concept)


def _kinds(context: Context, text: str) -> str:
    label = context.moment.vocabulary.label
    return " en ".join(label("gebiedssoort", kind) for kind in text.split(">"))


def _record(context: Context, text: str) -> str:
    prefix, _, id = text.partition(":")
    kind = _BY_PREFIX.get(prefix)
    if kind is None or id not in context.moment.projection[kind]:
        return text
    values = context.values(kind, id)
    if kind == "referral":
        return f"{context.name('arrangement', values['van'])} naar {context.name('arrangement', values['naar'])}"
    if kind == "demand":
        return f"{context.name('profile', values['profiel'])} in {context.name('area', values['gebied'])}"
    return context.name(kind, id)


def gap_address(id: str) -> str:
    """The path of the page of a finding."""
    return f"/lacunes/{quote(id, safe='')}"


def record_label(kind: str, name: str) -> str:
    """A record for a choice list: what it is called, and what it is."""
    return f"{name} ({KINDS[kind].singular})"
