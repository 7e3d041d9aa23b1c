"""The words of what ends a provision."""

from __future__ import annotations

from graph.continuity import End
from graph.projection.moment import Moment
from schema.dates import spoken


def end_in_words(moment: Moment, end: End) -> str:
    """`geld voor zorg tot en met 31 december 2027`; without a capital or a full stop."""
    if end.kind == "arrangement":
        return f"loopt zelf tot en met {spoken(end.day)}"
    if end.kind == "legal_basis":
        return f"rechtsgrond {moment.projection['legal_basis'].name(end.ids[0])} geldt tot en met {spoken(end.day)}"
    money = f"geld voor {moment.vocabulary.label('component', end.component or '')}"
    if end.day:
        return f"{money} tot en met {spoken(end.day)}"
    return f"{money} is tijdelijk, einddatum onbekend" + (f" maar niet voor {spoken(end.not_before)}" if end.not_before else "")
