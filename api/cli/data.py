"""Commands for what goes in and out: load, import, template, export, check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as RichTable

from api.cli.shared import DATA_WRONG, WRONG_USE, StoreOption, day, err, escaped, fail, one_of, opened, out, unwritable, write
from graph.gaps import RULES, Report, Request
from graph.projection import build
from loaders import export as exporting
from loaders.load import LoadResult, load, load_tables
from loaders.public import SOURCES, PublicFileError
from loaders.template import write_template
from schema.kinds import KINDS

# A revision says by which way it came in; the name of an account would be the name of a person.
AUTHOR = "opdrachtregel"
_SHOWN = 50
_DIFFERENCES = 10

FormatOption = Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")]
DatasetOption = Annotated[str | None, typer.Option("--dataset", metavar="NAAM", help="Naam van de gegevensset.", show_default=False)]


@contextmanager
def progress(shown: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on the error stream, or None when it is not wanted."""
    if not shown:
        yield None
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err, transient=True) as bar:
        task = bar.add_task("Bezig", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


def load_workbook(
    path: Annotated[Path, typer.Argument(metavar="PAD", help="Werkboek (.xlsx) of map met CSV-bestanden.")],
    store: StoreOption = None,
    dataset: DatasetOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Toon alleen wat er zou veranderen.")] = False,
    expect: Annotated[int | None, typer.Option("--expect", metavar="N", help="Weiger als de opslag niet op revisie N staat.")] = None,
    take_over: Annotated[bool, typer.Option("--take-over", help="Neem rijen over die nu bij een andere gegevensset horen.")] = False,
    format: FormatOption = "text",
) -> None:
    """Laad een werkboek. Bij één fout wordt er niets opgeslagen."""
    one_of(format, ("text", "json"), "--format")
    if not path.exists():
        raise fail(f"{path} bestaat niet.", WRONG_USE)
    with opened(store) as target, progress(format == "text") as bar:
        result = load(target, path, dataset, expect, dry_run=dry_run, take_over=take_over, author=AUTHOR, progress=bar)
    if format == "json":
        write(result_json(result), None)
    else:
        show(result)
    if result.report is None:
        raise typer.Exit(DATA_WRONG)


def result_json(result: LoadResult) -> bytes:
    """What a load did, as `dekkend load --format json` prints it."""
    if result.report is None:
        answer: dict[str, object] = {
            "stored": False,
            "errors": [{"sheet": problem.sheet or None, "row": problem.row or None, "column": problem.column or None,
                        "value": problem.value, "code": problem.code, "message": problem.message} for problem in result.problems],
            "error_count": result.problem_count,
        }
    else:
        answer = {
            "stored": result.report.stored,
            "revision": result.report.revision.number,
            "counts": {sheet: asdict(counts) for sheet, counts in result.counts.items()},
            "dataset": result.dataset,
            "differences": [asdict(difference) for difference in result.report.differences],
        }
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def show(result: LoadResult) -> None:
    """Tell a person what a load did."""
    if result.report is None:
        count = "1 fout" if result.problem_count == 1 else f"{result.problem_count} fouten"
        table = RichTable(title=f"{count}. Er is niets opgeslagen.", title_justify="left", show_lines=True)
        for column in ("Blad", "Rij", "Kolom", "Waarde", "Wat is er mis"):
            table.add_column(column)
        for problem in result.problems[:_SHOWN]:
            table.add_row(problem.sheet, str(problem.row or ""), problem.column, escaped(problem.value[:60]), escaped(problem.message))
        err.print(table)
        if result.problem_count > _SHOWN:
            err.print(f"… en nog {result.problem_count - _SHOWN}. Met --format json ziet u er tot 1000.")
        return
    report = result.report
    changed = any(counts.new or counts.changed or counts.retired for counts in result.counts.values())
    if report.stored:
        word = (f"Opgeslagen als revisie {report.revision.number}" if changed
                else f"Niets veranderd; de opslag blijft op revisie {report.revision.number}")
    else:
        word = f"Proef: er is niets opgeslagen (de opslag staat op revisie {report.revision.number})"
    table = RichTable(title=f"{result.dataset}: {word}", title_justify="left")
    for column in ("Blad", "Nieuw", "Veranderd", "Vervallen", "Gelijk"):
        table.add_column(column, justify="left" if column == "Blad" else "right")
    for sheet, counts in result.counts.items():
        table.add_row(sheet, str(counts.new), str(counts.changed), str(counts.retired), str(counts.same))
    out.print(table)
    if not report.stored:
        _show_alterations(result)
    _show_differences(result)


_ALTERED = {"new": "nieuw", "changed": "veranderd", "retired": "vervallen"}


def _show_alterations(result: LoadResult) -> None:
    """Which records a dry run would add, change or retire: the first of them, with the columns that change."""
    assert result.report is not None
    found = result.report.alterations
    for item in found[:_SHOWN]:
        columns = f" ({', '.join(item.columns)})" if item.columns else ""
        out.print(escaped(f"  {_ALTERED[item.what]}: {KINDS[item.kind].singular} {item.id}{columns}"))
    if len(found) > _SHOWN:
        out.print(f"  … en nog {len(found) - _SHOWN}.")


def _show_differences(result: LoadResult) -> None:
    """Where another dataset says something else, one line per kind, column and dataset."""
    assert result.report is not None
    groups: dict[tuple[str, str, str], list[str]] = {}
    for item in result.report.differences:
        line = f"{item.id}: {item.kept} ({item.kept_by}) tegenover {item.other} ({item.other_by})"
        groups.setdefault((item.kind, item.column, item.kept_by), []).append(line)
    for (_, column, kept_by), lines in groups.items():
        out.print(escaped(f"Verschil in {column}: {len(lines)} keer houdt {kept_by} zijn waarde, want die was er eerder. Bijvoorbeeld "
                          + "; ".join(lines[:2]) + "."))


def import_public(
    source: Annotated[str, typer.Argument(metavar="BRON", help="swv-indeling, regioatlas of duo.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PAD...", help="Bestanden of mappen van die bron.")],
    store: StoreOption = None,
    dataset: DatasetOption = None,
    peildatum: Annotated[str | None, typer.Option("--peildatum", metavar="DATUM", help="Datum van de tabel, als die er niet bij staat.",
                                                  show_default=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Toon alleen wat er zou veranderen.")] = False,
    format: FormatOption = "text",
) -> None:
    """Laad een openbare bron. Wat niet past staat in een lijst; er valt niets stil weg."""
    one_of(format, ("text", "json"), "--format")
    public = SOURCES[one_of(source, tuple(SOURCES), "import")]
    for path in paths:
        if not path.exists():
            raise fail(f"{path} bestaat niet.", WRONG_USE)
    try:
        found = public.read(paths, day(peildatum) if peildatum else None)
    except PublicFileError as wrong:
        raise fail(wrong.message_nl, DATA_WRONG) from None
    if dataset and len(found) > 1:
        raise fail(f"Hier staan {len(found)} gegevenssets in ({', '.join(item.name for item in found)}). Importeer ze een voor een om "
                   "zelf een naam te kiezen.", WRONG_USE)
    failed = False
    answers = []
    with opened(store) as target:
        for item in found:
            with progress(format == "text") as bar:
                result = load_tables(target, item.tables, dataset or item.name, dry_run=dry_run, author=AUTHOR, progress=bar,
                                     message=f"import {source}")
            failed |= result.report is None
            if format == "json":
                answers.append({**orjson.loads(result_json(result)), "notes": [asdict(note) for note in item.notes]})
                continue
            show(result)
            for note in item.notes[:_SHOWN]:
                where = f"rij {note.row}: " if note.row else ""
                out.print(f"  {escaped(where + note.message)}")
            if len(item.notes) > _SHOWN:
                out.print(f"  … en nog {len(item.notes) - _SHOWN} opmerkingen; met --format json ziet u ze allemaal.")
    if format == "json":
        write(orjson.dumps(answers, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), None)
    if failed:
        raise typer.Exit(DATA_WRONG)


def template(
    path: Annotated[Path, typer.Argument(metavar="BESTAND.xlsx", help="Het nieuwe werkboek.")],
) -> None:
    """Maak een leeg werkboek met keuzelijsten en uitleg."""
    if path.suffix.casefold() != ".xlsx":
        raise fail("Een sjabloon is een Excel-bestand: kies een naam die op .xlsx eindigt.", WRONG_USE)
    if path.exists():
        raise fail(f"{path} bestaat al. Kies een andere naam, of haal dat bestand eerst weg.", WRONG_USE)
    try:
        write_template(path)
    except OSError:
        raise unwritable(path) from None
    err.print(f"Geschreven: {escaped(str(path))}")


def export(
    path: Annotated[Path, typer.Argument(metavar="MAP|BESTAND.xlsx", help="Waar het werkboek komt.")],
    store: StoreOption = None,
    dataset: DatasetOption = None,
) -> None:
    """Schrijf het werkboek weer uit; opnieuw laden verandert niets."""
    with opened(store) as origin:
        try:
            done = exporting.export(origin, path, dataset)
        except exporting.ExportError as wrong:
            raise fail(str(wrong), WRONG_USE) from None
        except OSError:
            raise unwritable(path) from None
    for file in done.files:
        err.print(f"Geschreven: {escaped(str(file))}")


def check(store: StoreOption = None) -> None:
    """Kijk of de opslag heel is en of alle regels erop rekenen."""
    with opened(store) as target:
        out.print(escaped(target.health()))
        with target.stream() as snapshot:
            projection = build(snapshot)
    report = Report(projection, Request(day(None)))
    for rule, outcome in report.outcomes.items():
        if outcome.gap + outcome.unknown + outcome.covered != outcome.population or min(outcome.gap, outcome.unknown, outcome.covered) < 0:
            raise fail(f"De cijfers van regel {rule} tellen niet op. Meld dit als fout van Dekkend.", DATA_WRONG)
    done = sum(outcome.computed for outcome in report.outcomes.values())
    out.print(f"Revisie {projection.revision.number}: {sum(len(table) for table in projection.tables.values())} gegevens, "
              f"{done} van {len(RULES)} regels berekend, de cijfers tellen op.")


COMMANDS = {"load": load_workbook, "import": import_public, "template": template, "export": export, "check": check}
