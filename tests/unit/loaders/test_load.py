"""A whole load into a real store: counts, dry run, conflict, refusal, and the round trip through an export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store, StoreConflict, open_store
from loaders.export import ExportError, export
from loaders.load import load, load_tables
from schema.kinds import KINDS
from tests.unit.loaders.workbook_support import RICH, SMALL, tables, write_folder, write_xlsx


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/store.db")
    yield opened
    opened.close()


def changed(result: Any) -> dict[str, tuple[int, int, int]]:
    """The sheets in which something changed, as (new, changed, retired); fails when there are problems."""
    assert result.problems == []
    return {sheet: (count.new, count.changed, count.retired) for sheet, count in result.counts.items()
            if count.new or count.changed or count.retired}


def declared(store: Store) -> list[tuple[Any, ...]]:
    return sorted((each.dataset, each.kind, each.id, sorted(each.values.items(), key=lambda item: item[0]))
                  for each in store.declarations(set(KINDS)))


def test_a_load_counts_by_sheet_and_a_second_one_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write_folder(tmp_path / "in", RICH)
    first = load(store, path, author="toets")
    assert {sheet: count.new for sheet, count in first.counts.items()} == {sheet: len(rows) for sheet, rows in RICH.items()}
    assert (first.dataset, store.revision().number, store.revision().author) == ("regio-fictief", 1, "toets")
    again = load(store, path)
    assert changed(again) == {}
    assert {sheet: count.same for sheet, count in again.counts.items()} == {sheet: len(rows) for sheet, rows in RICH.items()}
    assert store.revision().number == 1


def test_excel_and_csv_load_as_the_same(store: Store, tmp_path: Path) -> None:
    load(store, write_folder(tmp_path / "in", RICH))
    assert changed(load(store, write_xlsx(tmp_path / "regio.xlsx", RICH))) == {}


def test_a_dry_run_tells_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    result = load(store, write_folder(tmp_path / "regio", SMALL), dry_run=True)
    assert changed(result)["gebieden"] == (1, 0, 0)
    assert store.revision().number == 0


def test_what_is_no_longer_there_is_retired(store: Store) -> None:
    load_tables(store, tables(SMALL))
    fewer = {sheet: rows for sheet, rows in SMALL.items() if sheet != "profielen"}
    fewer["arrangementen"] = [SMALL["arrangementen"][0] | {"naam": "Anders"}]
    assert changed(load_tables(store, tables(fewer))) == {"profielen": (0, 0, 1), "arrangementen": (0, 1, 0)}


def test_nothing_is_stored_when_anything_is_wrong(store: Store) -> None:
    wrong = SMALL | {"arrangementen": [SMALL["arrangementen"][0] | {"soort": "FOUT"}]}
    result = load_tables(store, tables(wrong))
    assert (result.report, result.problem_count, result.counts) == (None, 1, {})
    assert store.revision().number == 0


def test_the_expected_revision_is_kept(store: Store) -> None:
    load_tables(store, tables(SMALL), expected=0)
    with pytest.raises(StoreConflict):
        load_tables(store, tables(SMALL), expected=0)
    with pytest.raises(StoreConflict):
        load_tables(store, [], expected=0)


def test_a_write_in_between_is_validated_against(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = {"gebieden": [{"id": "b", "naam": "b", "soort": "REGIO", "bovenliggend": "a"}]}
    theirs = {"gebieden": [{"id": "a", "naam": "a", "soort": "REGIO", "bovenliggend": "b"}, {"id": "b", "naam": "b", "soort": "REGIO"}]}
    load_tables(store, tables({"gebieden": [{"id": "a", "naam": "a", "soort": "REGIO"}]}), "hun")
    write, done = store.write, []

    def interrupted(*arguments: Any, **options: Any) -> Any:
        if not done:
            done.append(True)
            assert load_tables(store, tables(theirs), "hun").report
        return write(*arguments, **options)

    monkeypatch.setattr(store, "write", interrupted)
    result = load_tables(store, tables(mine), "mijn")
    assert [(problem.column, problem.code) for problem in result.problems] == [("bovenliggend", "KRING")]


def test_a_refusal_of_the_store_becomes_a_problem(store: Store) -> None:
    load_tables(store, tables({"gebieden": SMALL["gebieden"]}), "landelijk")
    load_tables(store, tables({"arrangementen": [SMALL["arrangementen"][0] | {"gebieden": "gm0546"}]}), "regio")
    result = load_tables(store, tables({"bronnen": [{"id": "b", "titel": "B", "soort": "BESLUIT"}]}), "landelijk")
    assert [problem.code for problem in result.problems] == ["GEWEIGERD"]
    assert store.revision().number == 2


def test_a_record_of_another_dataset_moves_only_when_taken_over(store: Store) -> None:
    load_tables(store, tables(SMALL), "een")
    assert [problem.code for problem in load_tables(store, tables(SMALL), "twee").problems] == ["ANDERE_GEGEVENSSET"] * 2
    assert load_tables(store, tables(SMALL), "twee", take_over=True).report
    assert {(kind, dataset) for kind, _, dataset in store.identities() if kind == "arrangement"} == {("arrangement", "twee")}


@pytest.mark.parametrize("target", ["uit", "uit.xlsx"])
@pytest.mark.parametrize(("sheets", "dataset"), [(RICH, None), (RICH, "Een andere naam"), (SMALL, None)])
def test_an_export_loads_back_as_the_same(store: Store, tmp_path: Path, sheets: Any, dataset: str | None, target: str) -> None:
    load(store, write_folder(tmp_path / "regio", sheets), dataset)
    done = export(store, tmp_path / target)
    assert done.rows["gebieden"] == len(sheets["gebieden"])
    assert changed(load(store, tmp_path / target)) == {}
    other = open_store(f"sqlite:///{tmp_path}/ander.db")
    try:
        assert load(other, tmp_path / target).problems == []
        assert declared(other) == declared(store)
    finally:
        other.close()


def test_several_datasets_go_to_a_folder_each(store: Store, tmp_path: Path) -> None:
    load_tables(store, tables({"gebieden": SMALL["gebieden"], "begrippen": [{"as": "reisafstand", "code": "VER", "label": "Ver"}]}), "land")
    load_tables(store, tables({"profielen": [SMALL["profielen"][0] | {"gebieden": "gm0546", "reisafstand": "VER"}]}), "regio")
    with pytest.raises(ExportError, match="land, regio"):
        export(store, tmp_path / "uit.xlsx")
    export(store, tmp_path / "uit")
    export(store, tmp_path / "regio.xlsx", "regio")
    for path in ("uit/land", "uit/regio", "regio.xlsx"):
        assert changed(load(store, tmp_path / path)) == {}


def test_an_export_leaves_nothing_of_an_earlier_one(store: Store, tmp_path: Path) -> None:
    load_tables(store, tables(RICH), "regio")
    export(store, tmp_path / "uit")
    load_tables(store, tables(SMALL), "regio")
    export(store, tmp_path / "uit")
    assert changed(load(store, tmp_path / "uit")) == {}


def test_there_has_to_be_something_to_export(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="leeg"):
        export(store, tmp_path / "uit")
    load_tables(store, tables(SMALL), "regio")
    with pytest.raises(ExportError, match="Wel: regio"):
        export(store, tmp_path / "uit", "anders")


def test_an_upload_is_called_by_its_own_name(store: Store, tmp_path: Path) -> None:
    assert load(store, write_xlsx(tmp_path / "tijdelijk.xlsx", SMALL), name="Mijn Regio.xlsx", dry_run=True).dataset == "mijn-regio"
    assert load(store, write_folder(tmp_path / "Onze regio", SMALL), dry_run=True).dataset == "onze-regio"


def test_progress_is_told_and_ends_at_its_end(store: Store, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    load(store, write_folder(tmp_path / "regio", SMALL), progress=lambda what, done, of: steps.append((what, done, of)))
    assert steps[0][0] == "Lezen: arrangementen.csv"
    assert steps[-1][1] == steps[-1][2]
    assert all(0 <= done <= of for _, done, of in steps)
