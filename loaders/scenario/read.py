"""Reads a scenario against a projection, with the validation that a workbook gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from graph.projection import Projection
from graph.records import Edit, Values
from loaders import checks
from loaders.concepts import extended
from loaders.known import Known
from loaders.names import nearest_id
from loaders.problems import Problems, Unreadable
from loaders.scenario.outcome import CellChange, Scenario, ScenarioProblem, Understood
from loaders.scenario.proposed import Proposed, check_together, sheet_of
from loaders.scenario.shape import Proposal, changes_of, proposal
from loaders.scenario.write import ADD, CHANGE, CLOSE, closes
from loaders.sheet import Sheet, read_sheet
from loaders.tables import Table
from schema.dates import active, first_day, last_day, read_date, spoken
from schema.kinds import KINDS
from schema.privacy import MESSAGES
from schema.schemes import built_in
from schema.values import Cell, CellError, plain, reader, written


def read_file(data: bytes, projection: Projection, asked: date | None, today: date) -> Scenario:
    """As `read_scenario`, from the bytes of a scenario file."""
    try:
        changes = changes_of(data)
    except Unreadable as wrong:
        problem = ScenarioProblem(None, "", "", "", wrong.code, wrong.message)
        return Scenario(asked or today, problems=(problem,), problem_count=1)
    return read_scenario(changes, projection, asked, today)


def read_scenario(changes: Sequence[Any], projection: Projection, asked: date | None, today: date) -> Scenario:
    """What the changes (as they stand in a file under `changes`) would make of the records of a projection.

    The peildatum is `asked`, else the later of `today` and the last closing: else that closing would not show. Never raises for
    what stands in a change.
    """
    return _Reading(projection, asked, today).read(changes)


class _Reading:
    """One scenario on its way; problems have the number of the change as their row."""

    def __init__(self, projection: Projection, asked: date | None, today: date) -> None:
        self.projection = projection
        self.asked, self.today = asked, today
        self.day = asked or today
        self.vocabulary = projection.vocabulary
        self.problems = Problems()
        self.proposed: dict[tuple[str, str], Proposed] = {}
        self.understood: list[Understood] = []
        self.notices: list[str] = []

    def read(self, changes: Sequence[Any]) -> Scenario:
        proposals = [found for number, given in enumerate(changes, start=1) if (found := proposal(number, given, self.problems))]
        self.day, last = self._day(proposals)
        # The concepts first: they say which columns and codes the other changes may use.
        for each in proposals:
            if each.kind.name == "concept":
                self._take(each)
        self._extend()
        for each in proposals:
            if each.kind.name != "concept":
                self._take(each)
        check_together(self.proposed, self.projection, self.vocabulary, self.problems)
        if self.problems.count:
            kept = sorted(self.problems.kept(), key=lambda problem: problem.row)
            return Scenario(self.day, problem_count=self.problems.count, problems=tuple(
                ScenarioProblem(problem.row or None, problem.sheet, problem.column, problem.value, problem.code, problem.message)
                for problem in kept))
        edits = tuple(Edit(kind, id, each.values) for (kind, id), each in self.proposed.items() if each.values != each.before)
        self.understood.sort(key=lambda each: each.number)
        return Scenario(self.day, edits, tuple(self.understood), tuple(self._telling(last)))

    def _day(self, proposals: Iterable[Proposal]) -> tuple[date, date | None]:
        """The peildatum, and the last closing of the scenario if it names one."""
        days = [first_day(found) for each in proposals if each.op == CLOSE and (found := read_date(plain(each.per)))]
        last = max(days, default=None)
        return self.asked or max([self.today, *days]), last

    def _telling(self, last: date | None) -> list[str]:
        told = []
        if last and self.asked is None and last > self.today:
            told.append(f"De peildatum is {spoken(last)}: de laatste sluiting in dit scenario. U kunt zelf een andere dag kiezen.")
        for (kind, id), each in self.proposed.items():
            who = f"{KINDS[kind].singular} {id}"
            if each.before == each.values:
                told.append(f"Aan {who} verandert niets.")
            elif not self._holds(each.values) and (each.before is None or not self._holds(each.before)):
                told.append(f"{KINDS[kind].singular.capitalize()} {id} geldt niet op de peildatum {spoken(self.day)} en telt dus niet mee. "
                            "Kies een andere peildatum.")
            elif kind == "arrangement" and each.before is None and (status := each.values.get("status", "ACTIEF")) != "ACTIEF":
                told.append(f"Arrangement {id} telt niet mee: de status is {self.vocabulary.label('arrangementstatus', status)}.")
        return [*dict.fromkeys((*told, *self.notices))]

    def _holds(self, values: Values) -> bool:
        return active(self.day, values.get("geldig_van"), values.get("geldig_tot"))

    def _extend(self) -> None:
        """Let the concepts of this scenario hold for the rest of it."""
        changed = {id: each for (kind, id), each in self.proposed.items() if kind == "concept"}
        if changed:
            rest = built_in().with_concepts(record.values for record in self.projection["concept"] if record.id not in changed)
            self.vocabulary = extended(sheet_of(KINDS["concept"], changed, rest), rest, self.problems)

    def _take(self, each: Proposal) -> None:
        key = (each.kind.name, each.id)
        if each.op == ADD:
            self._add(each)
            return
        found = self.proposed.get(key)
        if found is None:
            record = self.projection[each.kind.name].get(each.id)
            if record is None:
                self._unknown(each)
                return
            found = Proposed(each.number, dict(record.values), record.values)
        if (self._close if each.op == CLOSE else self._change)(each, found):
            self.proposed[key] = found

    def _unknown(self, each: Proposal) -> None:
        ids = [*self.projection[each.kind.name].ids, *(id for kind, id in self.proposed if kind == each.kind.name)]
        self.problems.add(each.kind.sheet, each.number, "id" if each.kind.has_id else "", each.id, "BESTAAT_NIET",
                          lambda: f"Er is geen {each.kind.singular} met id {each.id}.{nearest_id(each.id, ids)} "
                                  f"Iets nieuws voegt u eerst toe met {ADD}.")

    def _add(self, each: Proposal) -> None:
        kind = each.kind
        sheet = self._read(each, each.cells, {}, identified=True)
        id = sheet.ids[0] if sheet.ids else None
        if id is None:
            return
        found = self.proposed.get((kind.name, id))
        if found or id in self.projection[kind.name]:
            where = f"al toegevoegd of gewijzigd in wijziging {found.number}" if found else "er al"
            self.problems.add(kind.sheet, each.number, "id" if kind.has_id else "", id, "BESTAAT_AL",
                              f"{kind.singular.capitalize()} {id} is {where}. Gebruik {CHANGE} om iets te veranderen"
                              + (", of geef het een ander id." if kind.has_id else "."))
            return
        values = {name: cells[0] for name, cells in sheet.values.items() if name != "id" and cells[0] is not None}
        added = Proposed(each.number, values, None)
        added.given(each.number, {name: cells[0] for name, cells in sheet.cells.items()})
        self.proposed[kind.name, id] = added
        self._understand(each, id, values, {}, values)

    def _change(self, each: Proposal, found: Proposed) -> bool:
        kind = each.kind
        fields = {field.name: field for field in self.vocabulary.fields(kind)}
        # The workbook's check on required columns looks at whole rows, so those that are not given come from the record.
        given = {name.strip().casefold() for name in each.cells}
        known: dict[str, Any] = {**found.values, "id": each.id}
        rest = {name: written(field, known.get(name)) for name, field in fields.items() if field.required and name not in given}
        sheet = self._read(each, each.cells, rest)
        if not sheet.rows:
            self.problems.add(kind.sheet, each.number, "", "", "LEGE_RIJ", "Van deze rij zou niets overblijven. Laat de verplichte "
                                                                         "kolommen staan.")
            return False
        named = {name: cells[0] for name, cells in sheet.values.items() if name not in rest}
        fixed = [name for name, value in named.items() if (name == "id" or name in kind.key) and value != known.get(name)
                 and not sheet.faulty]
        for name in fixed:
            self.problems.add(kind.sheet, each.number, name, sheet.cells[name][0], "STAAT_VAST",
                              f"Aan {name} is deze rij te herkennen ({each.id}), dus die kan niet veranderen. Voeg een nieuwe rij toe "
                              f"met {ADD}.")
        before = dict(found.values)
        for name, value in named.items():
            if name != "id":
                found.set(name, value)
        found.given(each.number, {name: sheet.cells[name][0] for name in named})
        self._understand(each, each.id, named, before, found.values)
        return True

    def _close(self, each: Proposal, found: Proposed) -> bool:
        field = each.kind.by_name["geldig_tot"]
        try:
            per = reader(field, self.vocabulary)(each.per)
        except CellError as wrong:
            self.problems.add(each.kind.sheet, each.number, "per", each.per, wrong.code, wrong.message)
            return False
        day = first_day(per) if per else self.day
        last = (day - timedelta(days=1)).isoformat()
        before = dict(found.values)
        start, end, status = (before.get(name) for name in ("geldig_van", "geldig_tot", "status"))
        if start is not None and first_day(start) > first_day(last):
            self.problems.add(each.kind.sheet, each.number, "per", each.per, "SLUIT_VOOR_BEGIN",
                              f"Arrangement {each.id} begint pas op {spoken(start)} en kan niet per {spoken(day)} sluiten. "
                              "Kies een latere dag.")
            return False
        if status not in (None, "ACTIEF"):
            label = self.vocabulary.label("arrangementstatus", status)
            self.notices.append(f"Arrangement {each.id} telt al niet mee: de status is {label}.")
        if end is not None and last_day(end) <= first_day(last):
            self.notices.append(f"Arrangement {each.id} is per {spoken(day)} al gesloten: de laatste dag is {spoken(end)}.")
        elif day > self.day:
            self.notices.append(f"Arrangement {each.id} is op de peildatum {spoken(self.day)} nog open; het sluit per {spoken(day)}.")
        if closes(before, last):
            found.set("geldig_tot", last)
            found.given(each.number, {"geldig_tot": last})
        self._understand(each, each.id, ["geldig_tot"], before, found.values)
        return True

    def _read(self, each: Proposal, given: dict[str, Cell], rest: dict[str, str], *, identified: bool = False) -> Sheet:
        """The cells of a change, and the `rest` of its row, as a sheet; what is wrong gets the number of the change."""
        problems = Problems()
        table = Table(each.kind.sheet, [*given, *rest], [[*given.values(), *rest.values()]])
        sheet = read_sheet(each.kind, table, self.vocabulary, problems)
        if identified:
            checks.identify(sheet, "", Known.empty(), True, problems)
        for problem in problems.kept():
            if problem.column in rest:
                continue  # an earlier change of the same record is to blame, and has its own problem
            if problem.code in MESSAGES:
                self.problems.person(problem.sheet, each.number, problem.column, problem.code)
            else:
                self.problems.add(problem.sheet, each.number, problem.column, problem.value, problem.code, problem.message)
        if not sheet.rows and not problems.count:
            self.problems.add(each.kind.sheet, each.number, "", "", "LEGE_RIJ", "In deze rij staat niets. Vul de kolommen in.")
        return sheet

    def _understand(self, each: Proposal, id: str, columns: Iterable[str], before: dict[str, Any], after: dict[str, Any]) -> None:
        fields = {field.name: field for field in self.vocabulary.fields(each.kind)}
        cells = tuple(CellChange(name, written(fields[name], before.get(name)), written(fields[name], after.get(name)))
                      for name in fields if name in set(columns) and name != "id")
        self.understood.append(Understood(each.number, each.op, each.kind.name, id, cells))
