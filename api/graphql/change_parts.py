"""The parts of a difference: findings, records, dates, and causes with how they were proved."""

from __future__ import annotations

import asyncio
from enum import Enum

import strawberry

from api.difference_words import cell, change_of, date_event, gap_subject, gap_title, reason, record_change, record_name, step
from api.graphql import rules
from api.graphql.gaps import Gap
from api.graphql.parts import PAGE, ColumnChange, First, PartialDate, cut, described
from api.graphql.revisions import StoredRevision
from api.graphql.rules import Rule
from graph.differences import CHANGED, NEW, RETIRED, DateEvent, Differences, GapDifference, Reason, RecordChange
from graph.differences import Passed as PassedDate
from graph.differences import Proof as Proved
from schema.kinds import KINDS

_CAUSES = 10


@strawberry.enum(description="Wat er met een bevinding gebeurde.")
class GapChange(Enum):
    """What happened to a finding."""

    GESLOTEN = strawberry.enum_value("GESLOTEN", description="Zij staat niet meer op de lijst.")
    NIEUW = strawberry.enum_value("NIEUW", description="Zij staat nieuw op de lijst.")
    VERANDERD = strawberry.enum_value("VERANDERD", description="Zij bleef, op andere leeftijden of met een andere status.")


@strawberry.enum(description="Hoe een bevinding die bleef veranderde.")
class GapDirection(Enum):
    """How a finding that stayed changed."""

    BETER = strawberry.enum_value("BETER", description="Op minder leeftijden.")
    SLECHTER = strawberry.enum_value("SLECHTER", description="Op meer leeftijden.")
    ANDERS = strawberry.enum_value("ANDERS", description="Op andere leeftijden, of alleen met een andere status.")


@strawberry.enum(description="Wat er met een gegeven gebeurde.")
class RecordChangeKind(Enum):
    """What happened to a record."""

    NIEUW = strawberry.enum_value(NEW, description="Het kwam erbij.")
    VERANDERD = strawberry.enum_value(CHANGED, description="Er staat iets anders in.")
    VERVALLEN = strawberry.enum_value(RETIRED, description="Het is weg.")


@strawberry.enum(description="Hoe een oorzaak is bewezen: door de lijst opnieuw te berekenen zonder die wijziging.")
class CauseProof(Enum):
    """How a cause was proved."""

    DEZE = strawberry.enum_value(Proved.ALONE.value, description="Zonder deze ene wijziging was het gebleven zoals het was.")
    ELK_NODIG = strawberry.enum_value(Proved.EACH_NEEDED.value, description="Zonder een van deze was het gebleven zoals het was.")
    ELK_GENOEG = strawberry.enum_value(Proved.EACH_ENOUGH.value, description="Elk van deze was op zichzelf genoeg.")
    SAMEN = strawberry.enum_value(Proved.TOGETHER.value, description="Zonder deze samen was het gebleven zoals het was; er kan er geen af.")
    TIJD = strawberry.enum_value(Proved.TIME.value, description="Door het verstrijken van de tijd; van welke datum is niet vastgesteld.")
    NIET_VASTGESTELD = strawberry.enum_value(Proved.NOT_FOUND.value, description="Gezocht, maar niet bewezen.")
    NIET_GEZOCHT = strawberry.enum_value(Proved.NOT_SOUGHT.value, description="Er zijn te veel wijzigingen om na te lopen.")


@strawberry.enum(description="Wat een datum tussen de twee dagen deed.")
class DatePassed(Enum):
    """What a date did."""

    BEGONNEN = strawberry.enum_value(PassedDate.STARTED.value, description="De eerste dag waarop iets geldt is gekomen.")
    AFGELOPEN = strawberry.enum_value(PassedDate.ENDED.value, description="De laatste dag waarop iets geldt is voorbij.")
    VERSTREKEN = strawberry.enum_value(PassedDate.OVERDUE.value, description="De uiterste datum is voorbij.")
    GEWEEST = strawberry.enum_value(PassedDate.TREATED.value, description="De dag van de behandeling is voorbij.")
    TELT_MEE = strawberry.enum_value(PassedDate.COUNTS.value, description="Het ligt nu in het verleden, en telt mee.")
    TE_OUD = strawberry.enum_value(PassedDate.AGED.value, description="Het is zo lang geleden dat het niet meer telt.")
    NADERT = strawberry.enum_value(PassedDate.NEAR.value, description="Het einde komt binnen de horizon van EINDIGE_DEKKING.")


@strawberry.type(description="Een gegeven dat verschilt, zoals alle gegevenssets samen het zeggen.")
class RecordDifference:
    """One record that differs."""

    differences: strawberry.Private[Differences]
    change: strawberry.Private[RecordChange]
    sheet: str = described("Het blad van het werkboek.")
    workbook_id: str = described("Het id in het werkboek.")
    name: str = described("De naam.")
    what: RecordChangeKind = described("Wat ermee gebeurde.")
    sentence: str = described("Wat er veranderde, in gewone taal.")
    stored: StoredRevision | None = described("De laatste revisie die het veranderde: wie en wanneer.")

    @classmethod
    def of(cls, found: Differences, change: RecordChange) -> RecordDifference:
        """From a record change."""
        side = found.before if change.what == RETIRED else found.after
        origin = found.origins.get((change.kind, change.id))
        return cls(differences=found, change=change, sheet=KINDS[change.kind].sheet, workbook_id=change.id,
                   name=record_name(side.projection, change.kind, change.id), what=RecordChangeKind(change.what),
                   sentence=record_change(found, change), stored=StoredRevision.of(origin) if origin else None)

    @strawberry.field(description="De kolommen die veranderden; leeg bij een gegeven dat nieuw of vervallen is.")
    def columns(self, first: First = PAGE) -> list[ColumnChange]:
        """Before and after."""
        change = self.change
        was, now = self.differences.before.projection, self.differences.after.projection
        return [ColumnChange(column=column, before=cell(was, change.kind, column, change.before),
                             after=cell(now, change.kind, column, change.after)) for column in cut(list(change.columns), first)]


@strawberry.type(description="Een datum in de gegevens die tussen de twee dagen iets anders ging betekenen.")
class PassedDay:
    """One date that passed."""

    sheet: str = described("Het blad van het werkboek.")
    workbook_id: str = described("Het id in het werkboek.")
    column: str = described("De kolom met de datum.")
    date: PartialDate = described("De datum.")
    what: DatePassed = described("Wat de datum deed.")
    sentence: str = described("Hetzelfde in gewone taal.")

    @classmethod
    def of(cls, found: Differences, event: DateEvent) -> PassedDay:
        """From a date event."""
        return cls(sheet=KINDS[event.kind].sheet, workbook_id=event.id, column=event.column, date=PartialDate(event.text),
                   what=DatePassed(event.passed.value), sentence=date_event(found, event))


@strawberry.type(description="Een oorzaak: een wijziging, of een datum die voorbijging.")
class Cause:
    """One cause."""

    sheet: str = described("Het blad van het werkboek.")
    workbook_id: str = described("Het id in het werkboek.")
    sentence: str = described("Wat er gebeurde, met wie het opsloeg en wanneer.")
    along_count: int = described("Hoeveel andere wijzigingen er onlosmakelijk bij horen.")


@strawberry.type(description="Waardoor een bevinding verschilt.")
class Why:
    """One reason."""

    differences: strawberry.Private[Differences]
    found: strawberry.Private[Reason]
    proof: CauseProof = described("Hoe het is bewezen.")
    by_date: bool = described("Of het om de datum gaat, en niet om andere gegevens.")
    candidates: int = described("Hoeveel wijzigingen of datums een rol konden spelen.")
    cause_count: int = described("Hoeveel oorzaken er zijn.")
    sentence: str = described("Waardoor, in gewone taal.")

    @strawberry.field(description="De oorzaken.")
    def causes(self, first: First = _CAUSES) -> list[Cause]:
        """The steps."""
        return [Cause(sheet=KINDS[each.step.kind].sheet, workbook_id=each.step.id, sentence=step(self.differences, each),
                      along_count=len(each.along)) for each in cut(list(self.found.causes), first)]


@strawberry.type(name="GapDifference", description="Een bevinding die verschilt, met waardoor.")
class GapDifferenceNode:
    """One finding that differs."""

    differences: strawberry.Private[Differences]
    difference: strawberry.Private[GapDifference]
    id: strawberry.ID = described("Het vaste id van de bevinding.")
    rule: Rule = described("De regel.")
    title: str = described("De titel van de regio, anders de naam van de regel.")
    about: str = described("Wie of wat het is, en waar.")
    change: GapChange = described("Wat er met haar gebeurde.")
    direction: GapDirection | None = described("Hoe zij veranderde, als zij bleef.")
    before: Gap | None = described("Zoals zij was; leeg als zij nieuw is.")
    after: Gap | None = described("Zoals zij is; leeg als zij weg is.")

    @classmethod
    def of(cls, found: Differences, each: GapDifference) -> GapDifferenceNode:
        """From a difference."""
        return cls(differences=found, difference=each, id=strawberry.ID(each.id), rule=rules.ALL[each.finding.rule],
                   title=gap_title(found, each), about=gap_subject(found, each), change=GapChange(change_of(each)),
                   direction=GapDirection(each.direction.value) if each.direction else None,
                   before=Gap.of(found.before, each.before) if each.before else None,
                   after=Gap.of(found.after, each.after) if each.after else None)

    @strawberry.field(description="Waardoor zij verschilt. Meestal één reden; twee als eerst de gegevens en dan de datum haar veranderden.")
    async def why(self) -> list[Why]:
        """Looked for only when it is asked, in a thread."""
        found = self.differences
        return [Why(differences=found, found=each, proof=CauseProof(each.proof.value), by_date=each.by_day, candidates=each.candidates,
                    cause_count=len(each.causes), sentence=reason(found, self.difference.finding.rule, each))
                for each in await asyncio.to_thread(found.reasons, self.difference)]
