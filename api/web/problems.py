"""What a client gets when something is wrong: a Dutch page, or problem+json (RFC 9457) for a program. Never a trace."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.settings import today
from api.web.frame import Frame, frame_of, service_of
from api.web.headers import HEADERS, RETRY_AFTER
from api.web.render import page
from api.web.words import moment
from graph.gaps import WrongRequest
from graph.store import StoreConflict, StoreError
from visualisations import WrongMap

log = structlog.get_logger(__name__)

TITLES = {
    400: ("Dit verzoek klopt niet", "De vraag kon niet worden gelezen."),
    403: ("Dit mag niet", "Dit verzoek kwam van een andere website en is daarom geweigerd."),
    404: ("Deze pagina is er niet", "Kijk of het adres klopt. Misschien is de pagina verplaatst of de lacune opgelost."),
    405: ("Zo kan deze pagina niet worden opgevraagd", "Ga terug en gebruik de knoppen op de pagina."),
    409: ("Iemand anders was u voor", "De gegevens zijn intussen veranderd. Bekijk de nieuwe stand en probeer het opnieuw."),
    410: ("Dit bestand is er niet meer", "Een gecontroleerd bestand blijft een uur bewaard. Kies het bestand opnieuw."),
    413: ("Dit bestand is te groot", "Maak het bestand kleiner, of laad het met de opdracht dekkend load."),
    422: ("Deze keuze klopt niet", "Een waarde in het adres bestaat niet. Kies opnieuw."),
    500: ("Er ging iets mis", "Dat ligt aan Dekkend, niet aan u. Probeer het opnieuw. Blijft het misgaan, meld het dan aan de beheerder."),
    503: ("De gegevens zijn nu niet bereikbaar", "Dekkend blijft het proberen. Laad deze pagina straks opnieuw."),
}
_PROGRAMS = ("/export/", "/graphql", "/healthz", "/readyz")
# What a library says when nobody here said anything better.
_UNTOLD = {*(status.phrase for status in HTTPStatus), "Content Too Large", "There was an error parsing the body"}


def wants_json(request: Request) -> bool:
    """Whether the client is a program: it asks for JSON, or it asks a program's address without asking for a page."""
    accept = request.headers.get("accept", "")
    return "text/html" not in accept and ("json" in accept or request.url.path.startswith(_PROGRAMS))


def problem(request: Request, status: int, detail: str | None = None, headers: Mapping[str, str] | None = None, *,
            bare: bool = False) -> Response:
    """The answer for a status: a page or problem+json, with what is known of the reason.

    A `bare` page tells nothing of the data: for somebody who may not see them.
    """
    title, usual = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    text = detail or usual
    if wants_json(request):
        answer: Response = JSONResponse({"type": "about:blank", "title": title, "status": status, "detail": text,
                                         "instance": request.url.path}, status, media_type="application/problem+json")
    else:
        answer = page(request, "fout.html", None if bare else _frame(request), status, title=title, detail=text, code=status)
    answer.headers.update(headers or {})
    return answer


def _frame(request: Request) -> Frame | None:
    """The frame as far as it can be made: an error page does not need the store."""
    try:
        service = service_of(request)
        return frame_of(service, service.projection(), today())
    except StoreError:
        return None


def register(app: FastAPI) -> None:
    """Add the handlers to an application."""

    @app.exception_handler(HTTPException)
    def _http(request: Request, wrong: HTTPException) -> Response:
        detail = None if wrong.detail in _UNTOLD else str(wrong.detail)
        return problem(request, wrong.status_code, detail, wrong.headers)

    @app.exception_handler(RequestValidationError)
    def _validation(request: Request, wrong: RequestValidationError) -> Response:
        # A place in a list is a number; the name of the list stands before it.
        names = ", ".join(sorted({[str(step) for step in part["loc"] if isinstance(step, str)][-1] for part in wrong.errors()}))
        return problem(request, 422, f"Deze gegevens ontbreken of kloppen niet: {names}.")

    @app.exception_handler(WrongRequest)
    @app.exception_handler(WrongMap)
    def _wrong(request: Request, wrong: Exception) -> Response:
        return problem(request, 422, str(wrong))

    @app.exception_handler(StoreConflict)
    def _conflict(request: Request, wrong: StoreConflict) -> Response:
        newest = wrong.actual
        return problem(request, 409, (
            f"De gegevens zijn intussen veranderd. U werkte met revisie {wrong.expected}. Nu is het revisie {newest.number}, "
            f"geladen op {moment(newest.time)} (door {newest.author}). Er is niets opgeslagen. Bekijk de nieuwe stand en controleer "
            "uw werkboek opnieuw.") if newest.number else str(wrong))

    @app.exception_handler(StoreError)
    def _store(request: Request, wrong: StoreError) -> Response:
        trouble = service_of(request).trouble
        # A probe comes every few seconds, and what the service sees itself it has logged already.
        if request.url.path != "/readyz" and (trouble is None or trouble.reason != str(wrong)):
            log.warning("store unavailable", path=request.url.path, reason=str(wrong))
        return problem(request, 503, f"{wrong} {TITLES[503][1]}", {"Retry-After": RETRY_AFTER})

    @app.exception_handler(Exception)
    def _unexpected(request: Request, wrong: Exception) -> Response:
        # The server logs the failure itself. This answer is sent outside the layer that adds the headers.
        return problem(request, 500, headers=HEADERS)
