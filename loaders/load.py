"""A whole load: read, validate against the store, write. The command line, the web and the importers all come through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from graph.records import Counts, WriteReport
from graph.store.contract import ChangeRefused, Store, StoreConflict
from loaders.known import known
from loaders.memory import collector_paused
from loaders.problems import KEPT, Problem
from loaders.read import Progress, read_tables
from loaders.tables import Table
from loaders.validate import build, name_of
from schema.kinds import KINDS

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Either a `report`, or the `problems` for which nothing was stored (the first 1,000 of `problem_count`)."""

    dataset: str
    report: WriteReport | None
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    @property
    def counts(self) -> dict[str, Counts]:
        """What happened to the records of every sheet that the dataset has or had, by sheet name."""
        counts = self.report.counts if self.report else {}
        return {kind.sheet: counts[name] for name, kind in KINDS.items() if name in counts}


def load(store: Store, path: Path, dataset: str | None = None, expected: int | None = None, *, dry_run: bool = False,
         take_over: bool = False, author: str = "onbekend", message: str = "", name: str | None = None,
         progress: Progress | None = None) -> LoadResult:
    """Make a dataset declare exactly what stands in a workbook or a folder with CSV files.

    `name` is what the file is called when it is not called so on disk (an upload). With `dry_run` nothing is stored and
    the report says what would change. Raises StoreError, of which StoreConflict when the store is not at revision
    `expected`; everything that is wrong with the data comes back as problems.
    """
    reading = read_tables(path, progress)
    fallback = Path(name).stem if name else path.stem if path.is_file() else path.resolve().name
    return load_tables(store, reading.tables, dataset, expected, fallback_name=fallback, dry_run=dry_run, take_over=take_over,
                       author=author, message=message, given=reading.problems, progress=progress)


def load_tables(store: Store, tables: list[Table], dataset: str | None = None, expected: int | None = None, *,
                fallback_name: str = "werkboek", dry_run: bool = False, take_over: bool = False,
                author: str = "onbekend", message: str = "", given: Iterable[Problem] = (),
                progress: Progress | None = None) -> LoadResult:
    """As `load`, for sheets that are in memory already; `given` are the problems found in reading them."""
    with collector_paused():
        return _load(store, tables, dataset, expected, fallback_name, dry_run, take_over, author, message, list(given), progress)


def _load(store: Store, tables: list[Table], dataset: str | None, expected: int | None, fallback_name: str, dry_run: bool,
          take_over: bool, author: str, message: str, given: list[Problem], progress: Progress | None) -> LoadResult:
    for attempt in range(1, _ATTEMPTS + 1):
        base = store.revision()
        if expected is not None and base.number != expected:
            raise StoreConflict(expected, base)
        built = build(tables, known(store, name_of(tables, dataset, fallback_name)), dataset, fallback_name,
                      take_over=take_over, author=author, message=message, given=given, progress=progress)
        if built.changes is None:
            return LoadResult(built.dataset, None, built.problems, built.problem_count)
        try:
            # Validated against one revision, so written on that same one: a write in between could make a circle.
            report = store.write(built.changes, base.number, dry_run=dry_run)
        except StoreConflict:
            if expected is not None or attempt == _ATTEMPTS:
                raise
            continue
        except ChangeRefused as refused:
            problems = [Problem("", 0, "", "", "GEWEIGERD", reason) for reason in refused.problems]
            return LoadResult(built.dataset, None, problems[:KEPT], len(problems))
        return LoadResult(built.dataset, report)
    raise AssertionError("the last attempt returns or raises")
