"""The part of the page of a finding that shows what a board can choose."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from api.choices import notice
from api.service import Service
from api.web.choice import Choice
from api.web.names import gap_address, headline
from graph.gaps import Finding, Report, Request
from graph.gaps.run import AREA_KIND
from graph.options import Option, Sort, is_large, options
from graph.options.words import effect_in_words
from schema.schemes import built_in

_SHOWN, _KEPT = 12, 100


@dataclass(frozen=True)
class Shown:
    """One option in words. `others` are (title, address) of the other findings that it closes, `new` the titles of what it opens."""

    title: str
    description: str
    sort: str
    owner: str | None
    effect: str
    others: list[tuple[str, str]]
    new: list[str]
    more_others: int
    more_new: int


@dataclass(frozen=True)
class Choices:
    """The options with how they were found; `options` is None when nobody has asked for them yet in a large store."""

    options: list[Shown] | None
    notice: str


_told: WeakKeyDictionary[Report, dict[tuple[str, str], Choices]] = WeakKeyDictionary()
"""What has been told of a report, for who reads on; only words, since an option would keep its report alive."""


def choices(service: Service, report: Report, finding: Finding, choice: Choice, asked: bool) -> Choices:
    """The options of a finding, on all rules and the whole region. In a large store only when they are `asked` for: it takes seconds."""
    if is_large(report) and not asked:
        return Choices(None, "")
    kind = ((AREA_KIND, choice.area_kind),) if choice.area_kind else ()
    whole = service.report(Request(choice.day, parameters=kind))
    # Somebody may have written since this page began.
    same = whole.find(finding.id)
    if same is None:
        return Choices([], "De gegevens zijn intussen veranderd en deze lacune staat er niet meer. Ververs de bladzijde.")
    kept = _told.setdefault(whole, {})
    key = finding.id, choice.context_address()
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        found = options(whole, same)
        kept[key] = Choices([_shown(whole, same, option, choice) for option in found.options], notice(found))
    return kept[key]


def _shown(report: Report, finding: Finding, option: Option, choice: Choice) -> Shown:
    effect = option.effect
    others = [gone for gone in effect.closed if gone.id != finding.id]
    label = built_in().label("optiesoort", option.sort.value)
    return Shown(
        option.title, option.description, "" if option.sort is Sort.NIETS_DOEN else label,
        report.context.name("organisation", option.owner) if option.owner else None, effect_in_words(effect, finding),
        [(headline(report, gone), gap_address(gone.id) + choice.context_address()) for gone in others[:_SHOWN]],
        [headline(option.what_if.after, new) for new in effect.opened[:_SHOWN]],
        max(0, len(others) - _SHOWN), max(0, len(effect.opened) - _SHOWN))
