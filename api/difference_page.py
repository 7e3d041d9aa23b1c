"""The difference between two lists as one page of text that a board can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten, wrap

from api.difference_words import CHANGES, change_of, fictitious, gap_subject, gap_title, in_list_order, reasons, record_name, stored
from graph.differences import CHANGED, NEW, RETIRED, DateEvent, Differences, GapDifference, Passed, RecordChange
from graph.gaps import RULES, Report
from graph.gaps.rule import UNKNOWN, Figures
from schema.dates import spoken
from schema.kinds import KINDS

_WIDTH = 110
_LINES = 62
"""Of a printed page."""
_SOUGHT, _TITLES, _SUBJECTS, _NAMES, _EVENTS, _FIGURES = 120, 5, 3, 3, 6, 10
_HEADINGS = {"GESLOTEN": "NIET MEER OP DE LIJST", "NIEUW": "NIEUW OP DE LIJST", "VERANDERD": "VERANDERD"}
_WORDS = {NEW: "nieuw", CHANGED: "veranderd", RETIRED: "vervallen"}
_PASSED = {
    Passed.STARTED: "begonnen", Passed.ENDED: "afgelopen", Passed.OVERDUE: "te laat", Passed.TREATED: "behandeld",
    Passed.COUNTS: "telt mee", Passed.AGED: "{} maanden oud of ouder", Passed.NEAR: "loopt binnen {} maanden af",
}
_ALL = "met --format json ziet u alles"


def difference_page(differences: Differences) -> str:
    """The page. Findings with the same cause stand together; what does not fit on a page is counted."""
    first = list(_heading(differences))
    last = [*_figures(differences), *_records(differences), *_events(differences)]
    return "\n".join([*first, *_gaps(differences, _LINES - len(first) - len(last)), *last]).rstrip() + "\n"


def _heading(differences: Differences) -> Iterator[str]:
    yield "Verschil tussen twee lacunelijsten" + (" - voorbeelddata (fictief)" if fictitious(differences) else "")
    yield f"Van:  {_side(differences.before)}"
    yield f"Naar: {_side(differences.after)}"
    yield ""


def _side(report: Report) -> str:
    revision = report.projection.revision
    about = stored(revision) if revision.number else "revisie 0, een lege opslag"
    return f"peildatum {spoken(report.request.day)} ({about})"


def _gaps(differences: Differences, lines: int) -> Iterator[str]:
    listed = in_list_order(differences)
    if not listed:
        yield from ("Op de lijst is niets nieuw, veranderd of weggevallen.", "")
        return
    parts = {code: [item for item in listed if change_of(item) == code] for code in CHANGES}
    yield "Bevindingen: " + ", ".join(_counted(code, part) for code, part in parts.items()) + "."
    yield ""
    blocks = {code: _blocks(differences, part) for code, part in parts.items() if part}
    fitting = _fitting(blocks, lines - 2)
    for code, made in blocks.items():
        yield f"{_HEADINGS[code]} ({len(parts[code])})"
        for _, block in made[:fitting[code]]:
            yield from block
        if left := len(parts[code]) - sum(count for count, _ in made[:fitting[code]]):
            yield f"* En nog {left}; {_ALL}."
        yield ""


def _counted(code: str, part: Sequence[GapDifference]) -> str:
    unknown = sum(item.finding.status == UNKNOWN for item in part)
    return f"{len(part)} {CHANGES[code]}" + (f" (waarvan {unknown} onbekend)" if unknown else "")


def _blocks(differences: Differences, part: Sequence[GapDifference]) -> list[tuple[int, list[str]]]:
    """For each cause (how many findings, the lines); in the order of the findings with the highest scores."""
    causes: dict[str, list[GapDifference]] = {}
    for difference in part[:_SOUGHT]:
        causes.setdefault(reasons(differences, difference), []).append(difference)
    return [(len(group), [*_indented(why, "* ", "  "), *_about(differences, group)]) for why, group in causes.items()]


def _about(differences: Differences, group: Sequence[GapDifference]) -> Iterator[str]:
    alike: dict[str, list[GapDifference]] = {}
    for difference in group:
        alike.setdefault(gap_title(differences, difference), []).append(difference)
    for title, found in list(alike.items())[:_TITLES]:
        subjects = [gap_subject(differences, difference) for difference in found[:_SUBJECTS]]
        yield from _indented(_listed(f"{title} ({_statuses(found)}): ", subjects, len(found)), "    - ", "      ")
    if len(alike) > _TITLES:
        left = [len(found) for found in alike.values()][_TITLES:]
        yield f"    - en nog {sum(left)} bij {', '.join(list(alike)[_TITLES:])}" if len(left) < 4 else (
            f"    - en nog {sum(left)} bij {len(left)} andere regels")


def _statuses(found: Sequence[GapDifference]) -> str:
    statuses = Counter(difference.finding.status.lower() for difference in found)
    return next(iter(statuses)) if len(found) == 1 else ", ".join(f"{count} {status}" for status, count in statuses.items())


def _listed(first: str, subjects: Sequence[str], total: int) -> str:
    """As many subjects as fit on a line, one at least, and how many there are more."""
    text = first + subjects[0]
    shown = 1
    while shown < len(subjects) and len(text) + len(subjects[shown]) + 25 <= _WIDTH:
        text += f"; {subjects[shown]}"
        shown += 1
    return text + (f"; en nog {total - shown}" if total > shown else "")


def _fitting(blocks: dict[str, list[tuple[int, list[str]]]], lines: int) -> dict[str, int]:
    """How many blocks of each part fit, taken in turns; one of each at least."""
    fitting = dict.fromkeys(blocks, 1)
    left = lines - sum(3 + len(made[0][1]) for made in blocks.values())
    more = [code for code, made in blocks.items() if len(made) > 1]
    while more:
        for code in list(more):
            size = len(blocks[code][fitting[code]][1])
            fits = size <= left
            if fits:
                left -= size
                fitting[code] += 1
            if not fits or fitting[code] == len(blocks[code]):
                more.remove(code)
    return fitting


def _indented(text: str, first: str, rest: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _line(text: str) -> str:
    return "  " + shorten(text, _WIDTH - 2, placeholder=" …")


def _figures(differences: Differences) -> Iterator[str]:
    moved = [each for each in differences.comparisons.values() if each.before != each.after]
    most = sorted(moved, key=lambda each: -abs(each.after.gap - each.before.gap) - abs(each.after.unknown - each.before.unknown))[:_FIGURES]
    rows = [(RULES[each.rule].title, *(_moved(each.before, each.after, name) for name in _COUNTED)) for each in moved if each in most]
    if not rows:
        yield from ("De cijfers van de regels zijn gelijk gebleven.", "")
        return
    yield "CIJFERS PER REGEL (eerst -> nu; wat hier niet staat bleef gelijk)"
    table = [("Regel", "van", "lacune", "onbekend", "gedekt"), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  " + "  ".join(text.ljust(width) if at == 0 else text.rjust(width)
                               for at, (text, width) in enumerate(zip(row, widths, strict=True))).rstrip()
    if len(moved) > len(rows):
        yield f"  En nog {len(moved) - len(rows)} regels waarin minder veranderde; {_ALL}."
    yield ""


_COUNTED = ("population", "gap", "unknown", "covered")


def _moved(before: Figures, after: Figures, name: str) -> str:
    was, now = ("niet berekend" if side.reason else str(getattr(side, name)) for side in (before, after))
    return was if was == now else f"{was} -> {now}"


def _records(differences: Differences) -> Iterator[str]:
    if differences.before.projection is differences.after.projection:
        return
    if not differences.records:
        yield from ("De gegevens zijn gelijk gebleven.", "")
        return
    yield f"GEGEVENS DIE VERSCHILLEN ({len(differences.records)})"
    for kind in KINDS.values():
        changes = [change for change in differences.records if change.kind == kind.name]
        if changes:
            told = "; ".join(_told(differences, what, [change for change in changes if change.what == what])
                             for what in _WORDS if any(change.what == what for change in changes))
            yield _line(f"{kind.sheet}: {told}")
    yield ""


def _told(differences: Differences, what: str, changes: Sequence[RecordChange]) -> str:
    projection = (differences.before if what == RETIRED else differences.after).projection
    names = "; ".join(record_name(projection, change.kind, change.id) for change in changes[:_NAMES])
    return f"{len(changes)} {_WORDS[what]} ({names}{f'; en nog {len(changes) - _NAMES}' if len(changes) > _NAMES else ''})"


def _events(differences: Differences) -> Iterator[str]:
    if not differences.events:
        return
    alike: dict[tuple[str, str, str], list[DateEvent]] = {}
    for event in differences.events:
        alike.setdefault((KINDS[event.kind].sheet, event.column, _PASSED[event.passed].format(event.months)), []).append(event)
    yield f"DATUMS DIE VOORBIJGINGEN ({len(differences.events)})"
    for (sheet, column, word), events in list(alike.items())[:_EVENTS]:
        names = "; ".join(record_name(differences.after.projection, event.kind, event.id) for event in events[:_NAMES])
        more = f"; en nog {len(events) - _NAMES}" if len(events) > _NAMES else ""
        yield _line(f"{sheet}, {column}: {len(events)} keer {word} ({names}{more})")
    if len(alike) > _EVENTS:
        yield f"  En nog {sum(map(len, list(alike.values())[_EVENTS:]))}; {_ALL}."
    yield ""
