"""The page `/gegevens`: upload a workbook, see every error before anything is stored, load; how fresh the data are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.web.choice import Choice, report_for
from api.web.frame import asked_day, frame_of, service_of
from api.web.freshness import datasets, inventories, providers
from api.web.headers import RETRY_AFTER
from api.web.render import page
from api.web.uploads import Upload, Uploads, WrongUpload
from graph.records import Alteration, Difference
from graph.store import StoreUnavailable
from loaders.load import LoadResult
from loaders.problems import Problem
from schema.kinds import KINDS

router = APIRouter()

_PROBLEMS = 200
_DIFFERENCES = 100
_ALTERATIONS = 100
_PROVIDERS = 100
_WEIGHT = ("retired", "changed", "new")


@dataclass(frozen=True)
class Checked:
    """The outcome of a check. `problems` are the first of `problem_count`, `per_sheet` counts those that are known.

    `filled` counts the records of the workbook, but for what it says of itself. `alterations` begin with what would go.
    """

    result: LoadResult
    problems: list[Problem]
    problem_count: int
    per_sheet: list[tuple[str, int]]
    differences: list[Difference]
    more_differences: int
    changed: int
    retired: int
    filled: int
    alterations: list[Alteration]
    more_alterations: int


def checked(result: LoadResult) -> Checked:
    """The view of what a load did or would do."""
    differences = result.report.differences if result.report else []
    altered = sorted(result.report.alterations, key=lambda item: _WEIGHT.index(item.what)) if result.report else []
    changed = sum(counts.new + counts.changed + counts.retired for counts in result.counts.values())
    sheets = Counter(problem.sheet for problem in result.problems)
    return Checked(result, result.problems[:_PROBLEMS], result.problem_count, sorted(sheets.items(), key=lambda pair: -pair[1]),
                   differences[:_DIFFERENCES], max(0, len(differences) - _DIFFERENCES), changed,
                   sum(counts.retired for counts in result.counts.values()),
                   sum(counts.new + counts.changed + counts.same for sheet, counts in result.counts.items() if sheet != "dataset"),
                   altered[:_ALTERATIONS], max(0, len(altered) - _ALTERATIONS))


def said(value: object) -> str:
    """A value of a record in words, for the table of differences."""
    if value is None:
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join("alle" if item == "*" else "en meer" if item is None else str(item) for item in value)
    return "alle" if value == "*" else str(value)


def uploads_of(request: Request) -> Uploads:
    """The uploads of the application."""
    found: Uploads = request.app.state.uploads
    return found


@router.get("/gegevens")
def show(request: Request) -> HTMLResponse:
    """The page."""
    return _page(request)


def _page(request: Request, wrong: str | None = None, status: int = 200) -> HTMLResponse:
    service = service_of(request)
    day = asked_day(request.query_params)
    report = report_for(service, Choice(day))
    frame = frame_of(service, report.projection, day)
    loaded = request.query_params.get("geladen") == str(frame.revision.number) and not frame.empty
    same = request.query_params.get("gelijk") == str(frame.revision.number)
    every = providers(report)
    return page(request, "gegevens.html", frame, status, datasets=datasets(report.projection), providers=every[:_PROVIDERS],
                more_providers=max(0, len(every) - _PROVIDERS), areas=inventories(report), loaded=loaded, same=same, wrong=wrong,
                stale_known=report.outcomes["VEROUDERD"].computed, limit=request.app.state.settings.max_upload_bytes // 1_000_000)


@router.post("/gegevens/controle")
def check(request: Request, bestanden: Annotated[list[UploadFile] | None, Form()] = None,
          gegevensset: Annotated[str, Form()] = "", bewijs: Annotated[str, Form()] = "") -> HTMLResponse:
    """Check an upload, or one that is kept, and show what is wrong or what it would change. Nothing is stored."""
    uploads = uploads_of(request)
    if bewijs:
        return _preview(request, bewijs, _kept(request, bewijs))
    try:
        token, upload = uploads.keep(bestanden or [], gegevensset.strip() or None)
    except WrongUpload as wrong:
        return _page(request, str(wrong), 422)
    return _preview(request, token, upload)


def _kept(request: Request, token: str) -> Upload:
    upload = uploads_of(request).get(token)
    if upload is None:
        raise HTTPException(410)
    return upload


def _preview(request: Request, token: str, upload: Upload) -> HTMLResponse:
    service = service_of(request)
    try:
        result = service.load(upload.path, dataset=upload.dataset, dry_run=True)
    except StoreUnavailable as away:
        return _later(request, token, upload, away)
    frame = frame_of(service, service.projection(), asked_day(request.query_params))
    view = checked(result)
    if result.report is None:
        uploads_of(request).drop(token)
        return page(request, "gegevens_fouten.html", frame, 422, view=view, upload=upload)
    return page(request, "gegevens_proef.html", frame, view=view, upload=upload, token=token, kinds=KINDS, said=said,
                revision=result.report.revision.number)


@router.post("/gegevens/laden")
def store(request: Request, bewijs: Annotated[str, Form()], revisie: Annotated[int, Form(ge=0)]) -> Response:
    """Load an upload that was checked, when nobody else wrote since; StoreConflict when somebody did."""
    upload = _kept(request, bewijs)
    service = service_of(request)
    try:
        result = service.load(upload.path, dataset=upload.dataset, expected=revisie)
    except StoreUnavailable as away:
        return _later(request, bewijs, upload, away)
    uploads_of(request).drop(bewijs)
    if result.report is None:
        frame = frame_of(service, service.projection(), asked_day(request.query_params))
        return page(request, "gegevens_fouten.html", frame, 422, view=checked(result), upload=upload)
    word = "geladen" if result.report.revision.number > revisie else "gelijk"
    return RedirectResponse(f"/gegevens?{word}={result.report.revision.number}", 303)


def _later(request: Request, token: str, upload: Upload, away: StoreUnavailable) -> HTMLResponse:
    """The store is away: the upload stays, and is checked again before it is loaded, as the store may have it already."""
    service = service_of(request)
    frame = frame_of(service, service.projection(), asked_day(request.query_params))
    answer = page(request, "gegevens_later.html", frame, 503, upload=upload, token=token, reason=str(away))
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer
