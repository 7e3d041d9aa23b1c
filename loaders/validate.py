"""From raw sheets to everything a dataset declares, or to all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.records import ChangeSet, Record
from loaders import checks, header
from loaders.concepts import extended
from loaders.known import Known
from loaders.memory import collector_paused
from loaders.names import dataset_name, folded
from loaders.problems import Problem, Problems
from loaders.read import Progress
from loaders.sheet import Sheet, read_sheet
from loaders.tables import Table
from schema.kinds import KINDS
from schema.privacy import person_data
from schema.schemes import built_in
from schema.values import plain


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a workbook: `changes`, or the `problems` that stand in the way (the first 1,000 of `problem_count`)."""

    dataset: str
    changes: ChangeSet | None
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0


def build(tables: list[Table], known: Known, dataset: str | None, fallback_name: str, *, take_over: bool = False,
          author: str = "onbekend", message: str = "", given: Iterable[Problem] = (),
          progress: Progress | None = None) -> Built:
    """Everything that a workbook declares, validated against itself and against the rest of the store.

    The dataset is called `dataset`, else the value of the key `naam`, else `fallback_name` (the name of the file), in
    the form of an id. `given` are problems that reading the file already brought to light. Never raises for what
    stands in a cell.
    """
    with collector_paused():
        return _build(tables, known, name_of(tables, dataset, fallback_name), take_over, author, message, Problems(given), progress)


def _build(tables: list[Table], known: Known, name: str, take_over: bool, author: str, message: str, problems: Problems,
           progress: Progress | None) -> Built:
    found = header.sheets(tables, problems)
    if not found and not problems.count:
        problems.add("", 0, "", name, "GEEN_BLADEN", "Er is geen enkel blad gevonden. Gebruik de namen van het sjabloon "
                                                              "(dekkend template), zoals gebieden en arrangementen.")
    vocabulary = built_in().with_concepts(known.concepts)
    sheets: dict[str, Sheet] = {}
    if "concept" in found:
        sheets["concept"] = read_sheet(KINDS["concept"], found["concept"], vocabulary, problems)
        vocabulary = extended(sheets["concept"], vocabulary, problems)
    for number, kind in enumerate(KINDS.values()):
        if kind.name in found and kind.name != "concept":
            if progress:
                progress(f"Controleren: {kind.sheet}", number, len(KINDS) + 1)
            sheets[kind.name] = read_sheet(kind, found[kind.name], vocabulary, problems)
    if progress:
        progress("Controleren: verbanden", len(KINDS), len(KINDS) + 1)
    _check(sheets, name, known, take_over, problems)
    if progress:
        progress("Gecontroleerd", len(KINDS) + 1, len(KINDS) + 1)
    if problems.count:
        return Built(name, None, problems.kept(), problems.count)
    records = [record for kind in KINDS if kind in sheets for record in _records(sheets[kind])]
    return Built(name, ChangeSet(name, _named(records, name), author, message, take_over))


def name_of(tables: Iterable[Table], dataset: str | None, fallback_name: str) -> str:
    """The id of the dataset that some sheets describe: as asked for, else by its key `naam`, else by the name of the file."""
    if dataset:
        return dataset_name(dataset)
    for table in tables:
        columns = [folded(title) for title in table.columns]
        if folded(table.sheet) == "dataset" and {"sleutel", "waarde"} <= set(columns):
            key, value = columns.index("sleutel"), columns.index("waarde")
            for row in table.rows:
                if len(row) > max(key, value) and folded(row[key]) == "naam" and (name := plain(row[value])) and not person_data(name):
                    return dataset_name(name)
    return dataset_name(fallback_name)


def _check(sheets: dict[str, Sheet], dataset: str, known: Known, take_over: bool, problems: Problems) -> None:
    if "dataset" in sheets:
        checks.check_dataset(sheets["dataset"], problems)
    for sheet in sheets.values():
        checks.identify(sheet, dataset, known, take_over, problems)
        checks.check_ranges(sheet, problems)
    if "area" in sheets:
        checks.check_areas(sheets["area"], known, problems)
    if "demand" in sheets:
        checks.check_demand_ages(sheets["demand"], sheets.get("profile"), known, problems)
    checks.check_references(sheets, known, problems)


def _records(sheet: Sheet) -> Iterable[Record]:
    names = [name for name in sheet.fields if name != "id"]
    kind = sheet.kind.name
    rows = zip(*(sheet.values[name] for name in names), strict=True)
    for id, row in zip(sheet.ids, rows, strict=True):
        assert id is not None
        yield Record(kind, id, {name: value for name, value in zip(names, row, strict=True) if value is not None})


def _named(records: list[Record], dataset: str) -> list[Record]:
    """The records with a key `naam` that leads back to this dataset, so that an export finds its way home."""
    id = f"{dataset}~naam"
    for place, record in enumerate(records):
        if record.kind == "dataset" and record.id == id:
            if dataset_name(record.values.get("waarde", "")) != dataset:
                records[place] = Record("dataset", id, {"sleutel": "naam", "waarde": dataset})
            return records
    return [Record("dataset", id, {"sleutel": "naam", "waarde": dataset}), *records]
