"""Downloads: the list that is on the screen, maps, the empty workbook, and each dataset as a workbook."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from api.reports import FORMATS, MEDIA_TYPES, written_report
from api.web.choice import Choice, chosen, report_for
from api.web.frame import asked_day, service_of
from api.web.maps import drawn, spec_of
from loaders.export import ExportError, export
from loaders.template import write_template
from visualisations import FORMATS as MAP_FORMATS
from visualisations import render

router = APIRouter(prefix="/export")

_XLSX = MEDIA_TYPES["xlsx"]


def download(data: bytes, name: str, media_type: str) -> Response:
    """A file for the user to keep. `name` may hold anything; only plain signs of it are used."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "bestand"
    return Response(data, media_type=media_type, headers={
        "Content-Disposition": f'attachment; filename="{safe}"', "Cache-Control": "no-cache"})


@router.get("/gaps.{format}")
def gaps(request: Request, format: str) -> Response:
    """Exactly the findings that the address chooses; all of them when it chooses nothing."""
    if format not in FORMATS:
        raise HTTPException(404, f"De lacunelijst is er niet als {format}. Wel als: {', '.join(FORMATS)}.")
    choice = Choice.of(request.query_params)
    report = report_for(service_of(request), choice)
    # A program reads the JSON forms and expects them by id; people get the order of their screen.
    found = chosen(report, choice)
    if format in ("json", "ndjson") and choice.order == "score":
        found = sorted(found, key=lambda finding: finding.id)
    name = f"lacunelijst-{choice.day.isoformat()}-revisie-{report.projection.revision.number}.{format}"
    return download(written_report(report, format, found), name, MEDIA_TYPES[format])


@router.get("/kaart.{format}")
def map_file(request: Request, format: str) -> Response:
    """The map that the address chooses, as a file."""
    if format not in MAP_FORMATS:
        raise HTTPException(404, f"De kaart is er niet als {format}. Wel als: {', '.join(MAP_FORMATS)}.")
    projection = service_of(request).projection()
    day = asked_day(request.query_params)
    spec = spec_of(request.query_params)
    name = f"kaart-{spec.view}-{day.isoformat()}-revisie-{projection.revision.number}.{format}"
    return download(render(drawn(projection, spec, day), format), name, MAP_FORMATS[format][0])


@router.get("/sjabloon.xlsx")
def template(request: Request) -> Response:
    """The empty workbook, with the concepts of the regions that are in the store."""
    vocabulary = service_of(request).projection().vocabulary
    with TemporaryDirectory(prefix="dekkend-") as folder:
        path = Path(folder) / "sjabloon.xlsx"
        write_template(path, vocabulary)
        return download(path.read_bytes(), "dekkend-sjabloon.xlsx", _XLSX)


@router.get("/gegevens.xlsx")
def dataset(request: Request, gegevensset: str) -> Response:
    """What one dataset declares, as a workbook; loading it again changes nothing."""
    service = service_of(request)
    with TemporaryDirectory(prefix="dekkend-") as folder:
        path = Path(folder) / "gegevens.xlsx"
        try:
            export(service.store, path, gegevensset)
        except ExportError as wrong:
            raise HTTPException(404, str(wrong)) from None
        name = f"{gegevensset}-revisie-{service.projection().revision.number}.xlsx"
        return download(path.read_bytes(), name, _XLSX)
