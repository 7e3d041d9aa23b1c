"""Reading public files: encodings, delimiters, known headers, dates, and files that are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loaders.public import SOURCES
from loaders.public.delimited import read_delimited
from loaders.public.model import Note, PublicFileError
from loaders.public.sheets import table_date
from loaders.public.signatures import Signature, column, fit, open_files, unread
from loaders.tables import Table
from tests.unit.loaders.public_support import written

SIGNATURES = (
    Signature("tabel met regio's", (column("code", "OUD NUMMER", "CODE"), column("naam", "NAAM"), unread("TELEFOON"),
                                    unread("TOELICHTING", optional=True))),
    Signature("tabel met scholen", (column("school", "SCHOOL"), column("plaats", "PLAATS"))),
    Signature("oude tabel", (unread("OUD"), unread("ZEER OUD")), "dit is de oude tabel."),
)


def refusal(path: Path) -> str:
    with pytest.raises(PublicFileError) as caught:
        fit(read_delimited(path), SIGNATURES)
    return caught.value.message_nl


def test_table_is_a_raw_sheet() -> None:
    assert Table("gebieden", ["id"], [("pc2311",)]).first_row == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = ["CODE;NAAM;TELEFOON", "01;Súdwest’s “regio”;1", ";;", "02;Fryslân;2"]
    path = written(tmp_path, "x.csv", [line.replace(";", delimiter) for line in lines], encoding)
    notes: list[Note] = []
    records = list(fit(read_delimited(path), SIGNATURES).records(notes))
    assert records == [(2, {"code": "01", "naam": "Súdwest’s “regio”"}), (4, {"code": "02", "naam": "Fryslân"})]
    assert notes == []


def test_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", ['"CODE";"NAAM";"TELEFOON"', '"01";"De ""Brug""; Zuid";"1"'])
    assert next(fit(read_delimited(path), SIGNATURES).records([]))[1]["naam"] == 'De "Brug"; Zuid'


def test_header_by_alias_in_any_order_and_case(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", ["telefoon;Naam ;oud  nummer;toelichting", "1;Noord;01;tekst"])
    fitted = fit(read_delimited(path), SIGNATURES)
    assert list(fitted.records([])) == [(2, {"code": "01", "naam": "Noord"})]
    assert fitted.header("naam") == "Naam"


def test_row_with_another_number_of_cells_is_noted(tmp_path: Path) -> None:
    notes: list[Note] = []
    path = written(tmp_path, "x.csv", ["CODE;NAAM;TELEFOON", "01;Noord", "02;Zuid;2", "03;Oost;3;4"])
    assert [row for row, _ in fit(read_delimited(path), SIGNATURES).records(notes)] == [3]
    assert [(note.row, note.value) for note in notes] == [(2, "01"), (4, "03")]
    assert notes[0].message == "De rij heeft 2 cellen in plaats van 3. De rij is overgeslagen."


def test_unknown_header_is_refused_with_the_difference(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "nieuw.csv", ["CODE;NAMEN;TELEFOON;FAX", "01;Noord;1;2"]))
    assert message == ("De kopregel van nieuw.csv is geen bekende versie. Het dichtst bij ligt: tabel met regio's. Ontbreekt: NAAM. "
                       "Onbekend: NAMEN (bedoelt u NAAM?), FAX. Er is niets ingelezen. Controleer of dit het goede bestand is.")


def test_extra_column_is_refused_too(tmp_path: Path) -> None:
    assert "Onbekend: E." in refusal(written(tmp_path, "x.csv", ["SCHOOL;PLAATS;E", "a;b;c"]))


def test_long_difference_is_cut(tmp_path: Path) -> None:
    header = ";".join(f"KOLOM{number}" for number in range(20))
    assert "KOLOM5 en nog 14." in refusal(written(tmp_path, "x.csv", [header, ";".join("x" * 20)]))


def test_known_old_header_has_its_own_reason(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "x.csv", ["OUD;ZEER OUD", "1;2"])) == "x.csv: dit is de oude tabel."


@pytest.mark.parametrize(("lines", "said"), [
    (["CODE;NAAM;NAAM;TELEFOON", "1;2;3;4"], "kolom NAAM twee keer"),
    (["CODE;NAAM;TELEFOON"], "geen rijen onder de kopregel"),
    ([], "geen rijen onder de kopregel"),
    (["CODE;NAAM;TELEFOON", '01;"Noord;1', "02;Zuid;2"], "aanhalingsteken"),
])
def test_damaged_files_are_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    assert said in refusal(written(tmp_path, "x.csv", lines))


def test_files_that_are_no_text_are_refused(tmp_path: Path) -> None:
    for name, content in (("a.csv", b"PK\x03\x04rest"), ("b.csv", "CODE;NAAM".encode("utf-16")), ("c.csv", b"CODE\x81;\x8d")):
        (tmp_path / name).write_bytes(content)
        assert name in refusal(tmp_path / name)
    assert "kan niet gelezen worden" in refusal(tmp_path / "bestaat-niet.csv")


def test_folder_gives_what_fits_and_notes_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "b.csv", ["SCHOOL;PLAATS", "x;y"])
    written(tmp_path, "a.CSV", ["IETS;ANDERS", "x;y"])
    written(tmp_path, "SOURCE.txt", ["geen tabel"])
    files, notes = open_files([tmp_path], SIGNATURES)
    assert [fitted.file.name for fitted in files] == ["b.csv"]
    assert [(note.row, note.value) for note in notes] == [(None, "a.CSV")]
    assert notes[0].message.startswith("Het bestand is overgeslagen. De kopregel van a.CSV is geen bekende versie.")
    (tmp_path / "b.csv").unlink()
    with pytest.raises(PublicFileError, match="Er is geen bestand gevonden dat ingelezen kan worden"):
        open_files([tmp_path], SIGNATURES)


def test_named_file_that_does_not_fit_is_an_error_even_beside_one_that_does(tmp_path: Path) -> None:
    good = written(tmp_path, "b.csv", ["SCHOOL;PLAATS", "x;y"])
    with pytest.raises(PublicFileError):
        open_files([good, written(tmp_path, "a.csv", ["IETS;ANDERS", "x;y"])], SIGNATURES)


def test_date_of_a_table(tmp_path: Path) -> None:
    named = read_delimited(written(tmp_path, "tabel_2019-08-01.csv", ["A;B", "1;2"]))
    bare = read_delimited(written(tmp_path, "tabel-2025-2026.csv", ["A;B", "1;2"]))
    assert table_date(named, None) == date(2019, 8, 1)
    assert table_date(named, date(2020, 1, 1)) == date(2020, 1, 1)
    assert table_date(bare, date(2020, 1, 1)) == date(2020, 1, 1)
    with pytest.raises(PublicFileError, match=r"tabel-2025-2026\.csv zijn, is niet bekend.*--peildatum 2025-10-01"):
        table_date(bare, None)


def test_impossible_date_in_a_name_is_no_date(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match="peildatum"):
        table_date(read_delimited(written(tmp_path, "tabel_2019-13-01.csv", ["A;B", "1;2"])), None)


def test_note_never_repeats_personal_data() -> None:
    note = Note(2, "GEMEENTE", "bel 06-12345678", "De gemeente bel 06-12345678 is niet gevonden.")
    assert note.value == "•••"
    assert "1234" not in note.message
    assert Note(2, "PC4", "197", "Dit is geen postcode.").value == "197"


def test_registry_names_each_source_once() -> None:
    assert list(SOURCES) == ["swv-indeling", "regioatlas", "duo"]
    for name, source in SOURCES.items():
        assert source.name == name
        assert source.label
        assert source.description.endswith(".")
