"""The page with the data: upload, errors by cell, preview, load, and what comes back out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import UploadFile
from starlette.testclient import TestClient

from api.web.uploads import KEPT_SECONDS, Uploads, WrongUpload
from graph.store import StoreUnavailable
from tests.api.site import HOSTILE, REGION, running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[TestClient]:
    with running(tmp_path, REGION) as client:
        yield client


def csv_files(**changed: str) -> list[tuple[str, tuple[str, bytes]]]:
    """The example region as an upload; `changed` are other texts by sheet."""
    return [("bestanden", (path.name, changed[path.stem].encode() if path.stem in changed else path.read_bytes()))
            for path in sorted(REGION.glob("*.csv"))]


def sheet(name: str) -> str:
    return (REGION / f"{name}.csv").read_text(encoding="utf-8-sig")


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, html
    return found[1]


def revision(site: TestClient) -> int:
    return int(site.get("/readyz").json()["revision"])


def test_errors_are_shown_by_cell_and_nothing_is_stored(site: TestClient) -> None:
    quoted = HOSTILE.replace('"', '""')
    row = "autisme-bo;Autisme in het basisonderwijs met ambulante hulp;6;11;"
    wrong = sheet("profielen").replace(row, f'autisme-bo;"{quoted}";zes;11;')
    answer = site.post("/gegevens/controle", files=csv_files(profielen=wrong))
    assert answer.status_code == 422
    shown = re.search(r'<tr role="row"><td role="cell" data-label="Blad">profielen.*?</tr>', answer.text, re.DOTALL)
    assert shown
    for text in ('data-label="Rij">2<', 'data-label="Kolom">leeftijd_van<', ">zes<"):
        assert text in shown[0], shown[0]
    assert "Er is niets opgeslagen" in answer.text
    assert revision(site) == 1
    assert 'name="bewijs"' not in answer.text
    assert HOSTILE not in answer.text


def test_a_preview_counts_what_would_change_and_loading_does_just_that(site: TestClient) -> None:
    changed = sheet("profielen").replace("Autisme in het basisonderwijs met ambulante hulp", "Autisme in het bo", 1)
    answer = site.post("/gegevens/controle", files=csv_files(profielen=changed))
    assert answer.status_code == 200, answer.text
    assert '<th scope="row">profielen</th><td class="num">0</td><td class="num">1</td><td class="num">0</td>' in answer.text
    assert revision(site) == 1
    assert "Autisme in het bo<" not in site.get("/lacunes").text
    form = {"bewijs": field(answer.text, "bewijs"), "revisie": field(answer.text, "revisie")}
    loaded = site.post("/gegevens/laden", data=form)
    assert (loaded.status_code, loaded.headers["location"]) == (303, "/gegevens?geladen=2")
    assert "opgeslagen als revisie 2" in site.get(loaded.headers["location"]).text
    assert "Autisme in het bo<" in site.get("/lacunes").text
    assert site.post("/gegevens/laden", data=form).status_code == 410


def test_an_address_cannot_claim_that_something_was_loaded(site: TestClient) -> None:
    for query in ("geladen=7", "geladen=<b>", "gelijk=0"):
        assert 'class="note' not in site.get(f"/gegevens?{query}").text


def test_who_was_second_is_told_and_changes_nothing(site: TestClient) -> None:
    forms = []
    for name in ("Eerste", "Tweede"):
        answer = site.post("/gegevens/controle", files=csv_files(profielen=sheet("profielen").replace("Autisme op havo of vwo", name)))
        forms.append({"bewijs": field(answer.text, "bewijs"), "revisie": field(answer.text, "revisie")})
    assert site.post("/gegevens/laden", data=forms[0]).status_code == 303
    refused = site.post("/gegevens/laden", data=forms[1])
    assert refused.status_code == 409
    assert "Iemand anders was u voor" in refused.text
    assert "U werkte met revisie 1. Nu is het revisie 2" in refused.text
    assert "+00:00" not in refused.text
    assert revision(site) == 2


def test_a_download_loads_again_without_a_change(site: TestClient) -> None:
    page = site.get("/gegevens").text
    link = re.search(r'href="(/export/gegevens.xlsx[^"]+)"', page)
    assert link
    book = site.get(link[1].replace("&amp;", "&"))
    assert book.headers["content-disposition"] == 'attachment; filename="holland-rijnland-revisie-1.xlsx"'
    answer = site.post("/gegevens/controle", files=[("bestanden", ("hr.xlsx", book.content))])
    assert "Er verandert niets." in answer.text
    loaded = site.post("/gegevens/laden", data={"bewijs": field(answer.text, "bewijs"), "revisie": "1"})
    assert loaded.headers["location"] == "/gegevens?gelijk=1"
    assert "Niets veranderd" in site.get(loaded.headers["location"]).text
    assert site.get("/export/gegevens.xlsx?gegevensset=x").status_code == 404
    assert site.get("/export/gegevens.xlsx").status_code == 422


def test_the_template_is_a_workbook(site: TestClient) -> None:
    answer = site.get("/export/sjabloon.xlsx")
    assert answer.content.startswith(b"PK")
    checked = site.post("/gegevens/controle", files=[("bestanden", ("sjabloon.xlsx", answer.content))], data={"gegevensset": "leeg"})
    assert checked.status_code == 200, checked.text


@pytest.mark.parametrize(("names", "reason"), [
    ((), "nog geen bestand"), (("a.xlsx", "b.csv"), "één Excel-bestand, of"), (("a.pdf",), "geen werkboek"),
    (("gebieden.csv", "Gebieden.CSV"), "dezelfde naam"), (("a.xlsx", "b.xlsx"), "één Excel-bestand, of"),
])
def test_what_cannot_be_a_workbook_is_refused_on_the_page_itself(site: TestClient, names: tuple[str, ...], reason: str) -> None:
    answer = site.post("/gegevens/controle", files=[("bestanden", (name, b"x")) for name in names] or {"iets": ("", b"")})
    assert answer.status_code == 422
    assert reason in answer.text


def test_a_broken_file_is_a_problem_and_no_failure(site: TestClient) -> None:
    answer = site.post("/gegevens/controle", files=[("bestanden", ("kapot.xlsx", b"PK\x03\x04 dit is geen zip"))])
    assert answer.status_code == 422
    assert "1 fout in kapot.xlsx" in answer.text


def test_too_large_is_refused_with_and_without_a_length(tmp_path: Path) -> None:
    with running(tmp_path, max_upload_bytes=1000) as client:
        answer = client.post("/gegevens/controle", files=[("bestanden", ("a.xlsx", b"x" * 300_000))])
        assert answer.status_code == 413
        assert "te groot" in answer.text

        def endless() -> Iterator[bytes]:
            for _ in range(400):
                yield b"--x\r\n" + b"y" * 1000

        streamed = client.post("/gegevens/controle", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"})
        assert streamed.status_code == 413


def test_freshness_per_provider_and_area_counts_the_records(site: TestClient) -> None:
    html = site.get("/gegevens?peildatum=2026-11-22").text
    areas = html[html.index('id="inventarisatie"'):html.index('id="aanbieders"')]
    assert areas.count('scope="row">') == 14
    rows = {row[0]: row[1:] for row in (re.findall(r">([^<>]+)</t[hd]>", line) for line in areas.split("<tr role")) if len(row) == 4}
    assert rows["Katwijk"] == ["5", "100 %", "lacunes zijn bevestigd"]
    assert rows["Voorschoten"] == ["0", "niets gevraagd", "eerst inventariseren"]
    assert 'class="tag tag--fiction">fictief' in html


def upload(name: str, data: bytes = b"x") -> UploadFile:
    return UploadFile(io.BytesIO(data), filename=name)


def test_uploads_are_kept_an_hour_in_a_place_of_their_own() -> None:
    now = [0.0]
    uploads = Uploads(lambda: now[0])
    try:
        token, kept = uploads.keep([upload("../../etc/passwd.csv"), upload("C:\\map\\gebieden.csv")], None)
        assert sorted(path.name for path in kept.path.iterdir()) == ["gebieden.csv", "passwd.csv"]
        assert kept.path.parent.parent.stat().st_mode & 0o077 == 0
        assert token not in str(kept.path)
        other, second = uploads.keep([upload("a.xlsx")], None)
        assert uploads.get(token) is kept
        assert uploads.get("../" + token) is None
        now[0] = KEPT_SECONDS + 1.0
        assert uploads.get(token) is None
        assert uploads.get(other) is None
        assert not kept.path.exists()
        assert not second.path.parent.exists()
        with pytest.raises(WrongUpload):
            uploads.keep([upload("...")], None)
    finally:
        uploads.close()


def test_no_more_uploads_are_kept_than_fit() -> None:
    uploads = Uploads()
    tokens = [uploads.keep([upload("a.xlsx")], None)[0] for _ in range(25)]
    assert [uploads.get(token) is not None for token in tokens].count(True) == 20
    assert uploads.get(tokens[-1])
    uploads.close()
    assert uploads.get(tokens[-1]) is None


def test_a_workbook_that_takes_away_or_holds_nothing_is_pointed_out(site: TestClient) -> None:
    everything = site.post("/gegevens/controle", files=csv_files()).text
    assert "note--warning" not in everything
    header = sheet("signalen").splitlines()[0] + "\n"
    less = site.post("/gegevens/controle", files=csv_files(signalen=header)).text
    assert f"<strong>{len(sheet('signalen').splitlines()) - 1} gegevens vervallen.</strong>" in less
    assert "Alles wat er zou veranderen; wat vervalt staat bovenaan." in less
    first = sheet("signalen").splitlines()[1].partition(";")[0]
    assert f'<th scope="row">{first}<span class="cell-kind">signaal</span></th><td>vervalt</td>' in less
    renamed = sheet("bronnen").replace(sheet("bronnen").splitlines()[1].split(";")[1], "Andere titel", 1)
    assert "<td>verandert</td><td>titel</td>" in site.post("/gegevens/controle", files=csv_files(bronnen=renamed)).text
    empty = site.post("/gegevens/controle", files=[("bestanden", ("leeg.xlsx", site.get("/export/sjabloon.xlsx").content))]).text
    assert "Dit werkboek is leeg" in empty


def test_a_load_that_cannot_be_repeated_is_told_in_dutch(site: TestClient) -> None:
    answer = site.post("/gegevens/laden", data={"bewijs": "weg", "revisie": "1"})
    assert answer.status_code == 410
    assert "Gone" not in answer.text
    assert "Kies het bestand opnieuw" in answer.text


def test_a_missing_file_is_named_as_on_the_form(site: TestClient) -> None:
    answer = site.post("/gegevens/controle", data={"bestanden": "geen bestand"})
    assert answer.status_code == 422
    assert "kloppen niet: bestanden." in answer.text


def away(*_: object, **__: object) -> Any:
    raise StoreUnavailable("De opslag is weg. <b>")


def test_an_upload_is_kept_while_the_store_is_away(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = sheet("profielen").replace("Autisme op havo of vwo", "Anders")
    preview = site.post("/gegevens/controle", files=csv_files(profielen=changed)).text
    form = {"bewijs": field(preview, "bewijs"), "revisie": field(preview, "revisie")}
    with monkeypatch.context() as patched:
        patched.setattr("loaders.load.load_tables", away)
        checked = site.post("/gegevens/controle", files=csv_files(profielen=changed))
        loaded = site.post("/gegevens/laden", data=form)
        again = site.post("/gegevens/controle", data={"bewijs": form["bewijs"]})
        for answer in (checked, loaded, again):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
            assert "De opslag is weg. &lt;b&gt;" in answer.text
            assert "Uw werkboek is niet kwijt" in answer.text
            assert 'action="/gegevens/controle"' in answer.text
    assert revision(site) == 1
    assert field(loaded.text, "bewijs") == field(again.text, "bewijs") == form["bewijs"] != field(checked.text, "bewijs")
    for kept in (loaded, checked):
        preview = site.post("/gegevens/controle", data={"bewijs": field(kept.text, "bewijs")}).text
        assert "Vergeleken met" in preview
        form = {"bewijs": field(preview, "bewijs"), "revisie": field(preview, "revisie")}
        assert site.post("/gegevens/laden", data=form).status_code == 303
        # The second time everything is there already.
        assert revision(site) == 2
    assert site.post("/gegevens/controle", data={"bewijs": "bestaat-niet"}).status_code == 410
