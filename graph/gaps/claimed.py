"""How a claim is told: who, how sure, limited to what, according to which source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.gaps.context import Context
from graph.gaps.rule import Evidence
from graph.gaps.words import evidence_of
from graph.records import StoredRecord
from schema.dates import spoken

_LIMITS = (("arrangement", "arrangement"), ("profiel", "profile"), ("gebied", "area"))


def role_name(context: Context, role: str) -> str:
    """What a reader calls a role."""
    return context.moment.vocabulary.label("rol", role)


def holder(context: Context, claim: StoredRecord) -> str:
    """The name of the organisation that a claim is about."""
    return context.name("organisation", claim.values["organisatie"])


def according_to(context: Context, claim: StoredRecord) -> str:
    """`vastgesteld, volgens Convenant, 2024`: how sure a claim is, and who says so."""
    values = claim.values
    status = context.moment.vocabulary.label("claimstatus", values.get("status", "BEWEERD")).lower()
    source = context.moment.projection["source"].get(values.get("bron"))
    if source is None:
        return f"{status}, zonder bron"
    day = source.values.get("datum")
    return f"{status}, volgens {context.name('source', source.id)}" + (f", {spoken(day)}" if day else "")


def who_says(context: Context, claim: StoredRecord) -> str:
    """`Jeugdteam (vastgesteld, volgens Convenant, 2024)`: who, how sure, and who says so."""
    return f"{holder(context, claim)} ({according_to(context, claim)})"


def limited_to(context: Context, claim: StoredRecord) -> str:
    """What a claim is limited to: `profiel Autisme, gebied Samen`; `zonder beperking` when it holds for all."""
    values, vocabulary = claim.values, context.moment.vocabulary
    limits = [f"{column} {context.name(kind, values[column])}" for column, kind in _LIMITS if column in values]
    limits += [f"{column} {vocabulary.label(column, values[column])}" for column in ("fase", "toegang") if column in values]
    return ", ".join(limits) or "zonder beperking"


def partly_held(context: Context, claims: Sequence[StoredRecord], most: int) -> str:
    """The claims that hold for a part only, each with what it is limited to, in one phrase."""
    said = [f"{who_says(context, claim)}, alleen voor {limited_to(context, claim)}" for claim in claims[:most]]
    return "; ".join(said if len(claims) <= most else [*said, f"en nog {len(claims) - most}"])


def claim_evidence(context: Context, claim: StoredRecord, note: str = "") -> Evidence:
    """A claim as evidence: who and which role; limited to what, how sure, and the remark that it was given."""
    values = claim.values
    told = f"geldt voor: {limited_to(context, claim)}; {according_to(context, claim)}"
    remark = f"; opmerking: {values['opmerking']}" if "opmerking" in values else ""
    return replace(evidence_of(context, "responsibility", claim.id, (f"{note}; " if note else "") + told + remark),
                   label=f"{holder(context, claim)}: {role_name(context, values['rol'])}")


def side_by_side(context: Context, claims: Sequence[StoredRecord], most: int) -> list[str]:
    """One phrase per organisation with each of its claims, so that conflicting claims stand next to each other."""
    said: dict[str, list[str]] = {}
    for claim in claims:
        said.setdefault(claim.values["organisatie"], []).append(according_to(context, claim))
    phrases = [f"{context.name('organisation', id)} ({'; '.join(dict.fromkeys(told))})" for id, told in said.items()]
    return phrases if len(phrases) <= most else [*phrases[:most], f"nog {len(phrases) - most} andere"]
