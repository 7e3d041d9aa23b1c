"""What differs between two lists, in plain Dutch: a record, a date, and why a finding came or went."""

from __future__ import annotations

from api.web.names import subject
from graph.differences import NEW, RETIRED, Cause, DateEvent, Differences, GapDifference, Passed, Proof, Reason, RecordChange
from graph.gaps import RULES
from graph.gaps.compare import Direction
from graph.gaps.words import ages_in_words
from graph.projection import Projection
from graph.records import Revision, Values
from schema.dates import spoken
from schema.kinds import KINDS
from schema.types import Field, Type
from schema.values import written

_COLUMNS, _CAUSES, _ALONG, _LONGEST = 3, 4, 2, 80
CHANGES = {"GESLOTEN": "gesloten", "NIEUW": "nieuw", "VERANDERD": "veranderd"}
"""What can happen to a finding, in the order of a page."""
_DIRECTIONS = {Direction.BETTER: "op minder leeftijden", Direction.WORSE: "op meer leeftijden"}


def change_of(difference: GapDifference) -> str:
    """A code of CHANGES."""
    return "GESLOTEN" if difference.after is None else "NIEUW" if difference.before is None else "VERANDERD"


def gap_title(differences: Differences, difference: GapDifference) -> str:
    """The region's own title of a finding, else that of its rule."""
    report = differences.after if difference.after else differences.before
    return str(report.context.cases.get(difference.id, {}).get("titel") or RULES[difference.finding.rule].title)


def gap_subject(differences: Differences, difference: GapDifference) -> str:
    """Who or what it is about, and where; of a changed finding also how it was."""
    report = differences.after if difference.after else differences.before
    was = gap_change(difference)
    return subject(report.context, difference.finding) + (f" ({was})" if was else "")


def gap_change(difference: GapDifference) -> str:
    """How a changed finding has changed; nothing for one that came or went."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return ""
    parts = []
    if before.ages != after.ages:
        told = _DIRECTIONS.get(difference.direction) if difference.direction else None
        parts.append((f"{told}: " if told else "") + f"eerst {ages_in_words(before.ages)}")
    if before.status != after.status:
        parts.append(f"eerst {before.status.lower()}")
    return "; ".join(parts)


def record_name(projection: Projection, kind: str, id: str) -> str:
    """What a reader calls a record: its name, or the names of what it is about."""
    table = projection[kind]
    record = table.get(id)
    if record is None or not table.kind.key:
        return table.name(id)
    values = record.values
    if kind == "concept":
        return str(values["label"])
    if kind == "referral":
        return " naar ".join(projection["arrangement"].name(values[end]) for end in ("van", "naar"))
    fields = [(table.kind.by_name[column], values[column]) for column in table.kind.key if column in values]
    names = [_one(projection, field, value) for field, value in fields if field.type is not Type.DATE]
    days = [f"{field.label.lower()} {spoken(value)}" for field, value in fields if field.type is Type.DATE]
    return ", ".join(names) + (f" ({', '.join(days)})" if days else "")


def _one(projection: Projection, field: Field, value: object) -> str:
    several = value if isinstance(value, list) else [value]
    if field.type is Type.REF and field.kind:
        table = projection[field.kind]
        return " en ".join(table.name(str(one)) for one in several)
    if field.type is Type.CODE and field.scheme:
        return " en ".join(projection.vocabulary.label(field.scheme, str(one)) for one in several)
    return f"{value} jaar" if field.type is Type.AGE else str(value)


def _named(projection: Projection, kind: str, id: str) -> str:
    shown = "" if KINDS[kind].key or projection[kind].name(id) == id else f" ({id})"
    return f"{KINDS[kind].singular} {record_name(projection, kind, id)}{shown}"


def cell(projection: Projection, kind: str, column: str, values: Values | None) -> str:
    """A column as it stands in the workbook; empty when it is blank."""
    field = KINDS[kind].by_name.get(column) or projection.vocabulary.axis_field(column)
    return written(field, (values or {}).get(column))


def record_change(differences: Differences, change: RecordChange) -> str:
    """What happened to a record."""
    before, after = differences.before.projection, differences.after.projection
    if change.what == NEW:
        return f"{_named(after, change.kind, change.id)} is nieuw"
    if change.what == RETIRED:
        return f"{_named(before, change.kind, change.id)} is vervallen"
    parts = [f"{column} van {_short(cell(before, change.kind, column, change.before))} naar "
             f"{_short(cell(after, change.kind, column, change.after))}" for column in change.columns[:_COLUMNS]]
    if len(change.columns) > _COLUMNS:
        parts.append(f"en nog {len(change.columns) - _COLUMNS} kolommen")
    return f"{_named(after, change.kind, change.id)}: {', '.join(parts)}"


def _short(text: str) -> str:
    return "leeg" if not text else text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"


def date_event(differences: Differences, event: DateEvent) -> str:
    """What a date came to mean."""
    name = _named(differences.after.projection, event.kind, event.id)
    day = spoken(event.text)
    label = KINDS[event.kind].by_name[event.column].label.lower()
    return {
        Passed.STARTED: f"{name} geldt vanaf {day}",
        Passed.ENDED: f"{name} gold tot en met {day}",
        Passed.OVERDUE: f"{name} had als uiterste datum {day}",
        Passed.TREATED: f"{name} stond op de agenda van {day}",
        Passed.COUNTS: f"{name} telt mee vanaf {day}",
        Passed.AGED: f"{name}: {label} {day} is {event.months} maanden of langer geleden",
        Passed.NEAR: f"{name} loopt af op {day}, binnen {event.months} maanden",
    }[event.passed]


def step(differences: Differences, cause: Cause) -> str:
    """One cause, with who stored it and when."""
    if isinstance(cause.step, DateEvent):
        return date_event(differences, cause.step)
    origin = differences.origins.get((cause.step.kind, cause.step.id))
    if len(cause.along) > _ALONG:
        along = f", met {len(cause.along)} gegevens die daarbij horen"
    else:
        along = "".join(f", met {_bare(differences, other)}" for other in cause.along)
    return record_change(differences, cause.step) + along + (f" ({stored(origin)})" if origin else "")


def _bare(differences: Differences, other: RecordChange | DateEvent) -> str:
    gone = isinstance(other, RecordChange) and other.what == RETIRED
    return _named((differences.before if gone else differences.after).projection, other.kind, other.id)


def stored(revision: Revision) -> str:
    """Which revision, when and by whom."""
    by = f", {revision.author}" if revision.author else ""
    return f"revisie {revision.number}, {spoken(revision.time[:10])}{by}"


def reason(differences: Differences, rule: str, why: Reason) -> str:
    """Why a finding differs, in one or two sentences."""
    told = "; ".join(step(differences, cause) for cause in why.causes[:_CAUSES])
    if len(why.causes) > _CAUSES:
        told += f"; en nog {len(why.causes) - _CAUSES} andere"
    one, many = ("deze datum", "deze datums") if why.by_day else ("deze wijziging", "deze wijzigingen")
    match why.proof:
        case Proof.ALONE:
            return f"Door {one}: {told}."
        case Proof.EACH_NEEDED:
            return f"Door {many} samen: {told}. Zonder een ervan was het gebleven zoals het was."
        case Proof.EACH_ENOUGH if len(why.causes) == 1:
            return f"Alleen al door {one}: {told}."
        case Proof.EACH_ENOUGH:
            return f"Door {many}, elk voor zich genoeg: {told}."
        case Proof.TOGETHER:
            return f"Door {many} samen: {told}."
        case Proof.TIME:
            return f"Door het verstrijken van de tijd. Welke datum het deed is niet vastgesteld ({_candidates(why)})."
        case Proof.NOT_FOUND:
            return f"Welke wijziging het deed is niet vastgesteld ({_candidates(why)})."
        case Proof.NOT_SOUGHT:
            return (f"De oorzaak is niet gezocht ({_candidates(why)} voor {RULES[rule].title.lower()}, en dat zijn er te veel om na te "
                    "lopen).")


def _candidates(why: Reason) -> str:
    what = "datum die kan" if why.by_day else "wijziging die kan"
    more = "datums die kunnen" if why.by_day else "wijzigingen die kunnen"
    return f"er {'is' if why.candidates == 1 else 'zijn'} {why.candidates} {what if why.candidates == 1 else more} meetellen"


def reasons(differences: Differences, difference: GapDifference) -> str:
    """Why a finding differs, whatever it takes to say so."""
    return " ".join(reason(differences, difference.finding.rule, why) for why in differences.reasons(difference))


def fictitious(differences: Differences) -> bool:
    """Whether there are made-up data on either side."""
    return differences.before.projection.fictitious or differences.after.projection.fictitious


def in_list_order(differences: Differences) -> list[GapDifference]:
    """The findings that differ, the highest score first, then by id."""
    return sorted(differences.gaps, key=lambda difference: (-difference.finding.score, difference.id))
