"""The choice that stands in an address: which findings, of which day, in which order. Pages and downloads share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from starlette.datastructures import QueryParams

from api.service import Service
from api.settings import today
from api.web.frame import asked_day, query
from api.web.names import headline
from graph.gaps import RULES, Finding, Report, Request, WrongRequest
from graph.gaps.run import AREA_KIND

DECISIONS, INVENTORY, ALL = "besluiten", "inventariseren", "alles"
LISTS = {DECISIONS: "Lacunelijst", INVENTORY: "Eerst inventariseren", ALL: "Alle bevindingen"}
ORDERS = {"score": "score, hoogste eerst", "ernst": "ernst, hoogste eerst", "urgentie": "urgentie, hoogste eerst",
          "regel": "soort lacune", "naam": "naam"}
_STATUSES = ("BEVESTIGD", "VERMOED", "ONBEKEND")

_ordered: WeakKeyDictionary[Report, list[Finding]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Choice:
    """What is chosen. `area_kind` "" is the default kind; `list` is a key of LISTS, `order` of ORDERS."""

    day: date
    list: str = ALL
    rules: tuple[str, ...] = ()
    status: str = ""
    profile: str = ""
    area: str = ""
    area_kind: str = ""
    text: str = ""
    order: str = "score"
    page: int = 1

    @classmethod
    def of(cls, params: QueryParams, default_list: str = ALL) -> Choice:
        """The choice in an address; WrongRequest for a value that does not exist. Blank values are no choice."""
        def one(name: str) -> str:
            return params.get(name, "").strip()

        page = one("pagina") or "1"
        if not page.isdecimal() or not 1 <= int(page[:9]) <= 999_999:
            raise WrongRequest(f"{page} is geen bladzijde. Schrijf een getal vanaf 1.")
        return cls(
            asked_day(params), _one_of("lijst", one("lijst") or default_list, LISTS),
            tuple(dict.fromkeys(part.strip().upper() for part in params.getlist("regel") if part.strip())),
            _one_of("status", one("status").upper(), ("", *_STATUSES)), one("profiel"), one("gebied"), one("soort"),
            one("zoek")[:200], _one_of("volgorde", one("volgorde") or "score", ORDERS), int(page))

    def request(self) -> Request:
        """The same question for the engine."""
        return Request(self.day, self.rules, (self.profile,) if self.profile else (), (self.area,) if self.area else (),
                       ((AREA_KIND, self.area_kind),) if self.area_kind else ())

    def address(self, **changes: Any) -> str:
        """The query of this choice with some parts changed; what is usual is left out."""
        choice = replace(self, **{"page": 1, **changes})
        return query(
            lijst=choice.list, regel=choice.rules, status=choice.status, profiel=choice.profile, gebied=choice.area,
            soort=choice.area_kind, peildatum="" if choice.day == today() else choice.day.isoformat(), zoek=choice.text,
            volgorde="" if choice.order == "score" else choice.order, pagina="" if choice.page == 1 else choice.page)

    def context_address(self) -> str:
        """The query that a link to one finding needs: the day and the kind of area under which it exists."""
        return query(soort=self.area_kind, peildatum="" if self.day == today() else self.day.isoformat())


def _one_of(name: str, value: str, known: Any) -> str:
    if value not in known:
        raise WrongRequest(f"{value} kan niet bij {name}. Kies uit: {', '.join(filter(None, known))}.")
    return value


def in_list_order(report: Report) -> list[Finding]:
    """All findings of a report in list order, kept as long as the report is."""
    found = _ordered.get(report)
    if found is None:
        found = _ordered[report] = report.in_list_order()
    return found


def in_list(finding: Finding, name: str) -> bool:
    """Whether a finding belongs to a list: what is unknown never stands on the list for decisions."""
    return name == ALL or (finding.status == "ONBEKEND") == (name == INVENTORY)


def matching(report: Report, choice: Choice) -> list[Finding]:
    """The findings of all lists that the choice of status and text leaves, in list order."""
    found = in_list_order(report)
    if choice.status:
        found = [finding for finding in found if finding.status == choice.status]
    words = choice.text.casefold().split()
    if words:
        found = [finding for finding in found if _says(report, finding, words)]
    return found


def _says(report: Report, finding: Finding, words: list[str]) -> bool:
    text = f"{headline(report, finding)} {RULES[finding.rule].title} {finding.id}".casefold()
    return all(word in text for word in words)


def chosen(report: Report, choice: Choice) -> list[Finding]:
    """Exactly the findings of the chosen list, in the chosen order."""
    found = [finding for finding in matching(report, choice) if in_list(finding, choice.list)]
    keys: dict[str, Callable[[Finding], Any]] = {
        "ernst": lambda finding: -finding.severity,
        "urgentie": lambda finding: -finding.urgency,
        "regel": lambda finding: list(RULES).index(finding.rule),
        "naam": lambda finding: headline(report, finding).casefold(),
    }
    return sorted(found, key=keys[choice.order]) if choice.order in keys else found


def report_for(service: Service, choice: Choice) -> Report:
    """The report of a choice; WrongRequest when it names what does not exist."""
    return service.report(choice.request())
