"""What the questions of the page should answer, worked out from the records with nothing but Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from graph.records import StoredRecord, Values
from schema.dates import first_day, last_day
from schema.kinds import KINDS
from schema.schemes import Vocabulary, built_in
from schema.types import ALLE
from tests.analyst.conftest import DAY, Region

Row = tuple[Any, ...]
_YEAR_LATER = DAY.replace(year=DAY.year + 1)


def _all(region: Region, kind: str) -> Iterator[StoredRecord]:
    return iter(region.records[kind].values())


def _name(region: Region, kind: str, id: str | None, column: str = "naam") -> Any:
    return None if id is None else region.records[kind][id].values[column]


def _provisions(region: Region) -> Iterator[StoredRecord]:
    return (a for a in _all(region, "arrangement")
            if a.values["soort"] != "SITUATIE" and a.values.get("status", "ACTIEF") == "ACTIEF")


def _holds(values: Values) -> bool:
    begin, end = values.get("geldig_van"), values.get("geldig_tot")
    return (begin is None or first_day(begin) <= DAY) and (end is None or last_day(end) >= DAY)


def _vocabulary(region: Region) -> Vocabulary:
    return built_in().with_concepts(record.values for record in _all(region, "concept"))


def _above(region: Region, area: str) -> set[str]:
    return {area}.union(*(_above(region, parent) for parent in region.records["area"][area].values.get("bovenliggend", ())))


def supply_in_leiden(region: Region) -> set[Row]:
    """1: (provider, provision) of what serves an area that shares a part with Leiden."""
    parts = [area.id for area in _all(region, "area") if "gm0546" in _above(region, area.id)]
    around = set().union(*(_above(region, part) for part in parts))
    return {(_name(region, "organisation", a.values["aanbieder"]), a.values["naam"]) for a in _provisions(region)
            if _holds(a.values) and "aanbieder" in a.values
            and (a.values.get("gebieden") == [ALLE] or around & set(a.values.get("gebieden", ())))}


def _fit(vocabulary: Vocabulary, profile: Values, offer: Values) -> str:
    """Whether a provision serves all needs of a profile: JA, NEE or ONBEKEND."""
    if offer.get("instroom") == "GESTOPT":
        return "NEE"
    doubts = False
    excluded = [item.split(":") for item in offer.get("sluit_uit", ())]
    for axis in vocabulary.axes:
        scheme = vocabulary.scheme(axis)
        for need in profile.get(axis, ()):
            above = scheme.ancestors(need)
            if any(of == axis and code in above for of, code in excluded):
                return "NEE"
            doubts |= any(of == axis and need in scheme.ancestors(code) for of, code in excluded)
            admitted = offer.get(axis)
            if admitted is None:
                doubts = True
            elif admitted != [ALLE] and not above & set(admitted):
                if not any(need in scheme.ancestors(code) for code in admitted):
                    return "NEE"
                doubts = True
    return "ONBEKEND" if doubts else "JA"


def profiles_without_supply(region: Region) -> set[Row]:
    """2: (profile, what may fit) of each profile that no provision fits for certain."""
    vocabulary = _vocabulary(region)
    found = set()
    for profile in _all(region, "profile"):
        fits = {a.values["naam"]: _fit(vocabulary, profile.values, a.values) for a in _provisions(region)}
        if "JA" not in fits.values():
            found.add((profile.values["naam"], tuple(sorted(name for name, fit in fits.items() if fit == "ONBEKEND"))))
    return found


def ending_within_a_year(region: Region) -> set[Row]:
    """3: (provision, end) of money and legal bases."""
    ends = [(funding.values["arrangement"], funding.values.get("geldig_tot")) for funding in _all(region, "funding")]
    ends += [(a.id, region.records["legal_basis"][basis].values.get("geldig_tot"))
             for a in _provisions(region) for basis in a.values.get("wettelijke_basis", ())]
    provisions = {a.id: a.values["naam"] for a in _provisions(region)}
    return {(provisions[id], end) for id, end in ends if id in provisions and end and DAY <= last_day(end) < _YEAR_LATER}


def ways_back(region: Region) -> set[Row]:
    """4: the names along every way from being at home to a school, with the ages that each step lets through."""
    schools = {"BASISONDERSTEUNING", "EXTRA_ONDERSTEUNING", "SBO", "SO", "VSO", "PRO"}
    steps = [r.values for r in _all(region, "referral")
             if r.values.get("status", "GEBRUIKELIJK") not in ("BEOOGD", "GESTOPT") and _holds(r.values)]
    found: set[Row] = set()

    def go(way: tuple[str, ...], youngest: int, oldest: int) -> None:
        if len(way) > 1 and region.records["arrangement"][way[-1]].values["soort"] in schools:
            found.add((tuple(_name(region, "arrangement", id) for id in way), youngest, oldest))
        for step in steps if len(way) <= 4 else ():
            if step["van"] == way[-1] and step["naar"] not in way:
                ages = max(youngest, step.get("leeftijd_van", 0)), min(oldest, step.get("leeftijd_tot", 27))
                if ages[0] <= ages[1]:
                    go((*way, step["naar"]), *ages)

    go(("situatie-thuiszitten",), 0, 27)
    return found


def unanswered(region: Region) -> set[Row]:
    """5: (gemeente, organisation) without a whole answer; no organisation where nobody was asked."""
    asked = list(_all(region, "inventory_entry"))
    found: set[Row] = {
        (_name(region, "area", entry.values["gebied"]), _name(region, "organisation", entry.values["organisatie"])) for entry in asked
        if region.records["area"][entry.values["gebied"]].values["soort"] == "GEMEENTE"
        and ("antwoord_op" not in entry.values or entry.values.get("volledig") != "JA")}
    places = {entry.values["gebied"] for entry in asked}
    return found | {(area.values["naam"], None) for area in _all(region, "area")
                    if area.values["soort"] == "GEMEENTE" and area.id not in places}


def excluded(region: Region) -> set[Row]:
    """6: (concept, how often it is excluded, how many profiles need it)."""
    vocabulary = _vocabulary(region)
    often = Counter(item for a in _provisions(region) for item in a.values.get("sluit_uit", ()))
    found = set()
    for item, count in often.items():
        axis, code = item.split(":")
        scheme = vocabulary.scheme(axis)
        needing = sum(any(code in scheme.ancestors(need) for need in p.values.get(axis, ())) for p in _all(region, "profile"))
        found.add((scheme.label(code), count, needing))
    return found


def longest_waits(region: Region) -> set[Row]:
    """8: (provision, weeks, at least free, at most free)."""
    found = set()
    for a in _all(region, "arrangement"):
        weeks = a.values.get("wachttijd_weken")
        if weeks and weeks > 13 and a.values.get("status", "ACTIEF") == "ACTIEF":
            places, taken = a.values.get("plekken", (None, None)), a.values.get("bezet", (None, None))
            least = None if None in (places[0], taken[1]) else places[0] - taken[1]
            most = None if None in (places[1], taken[0]) else places[1] - taken[0]
            found.add((a.values["naam"], weeks, least, most))
    return found


def blanks(region: Region) -> set[Row]:
    """9: (axis, provisions of which it is blank)."""
    vocabulary = _vocabulary(region)
    found = {}
    for axis in vocabulary.axes:
        names = sorted(a.values["naam"] for a in _provisions(region) if axis not in a.values)
        if names:
            found[vocabulary.axis_field(axis).label] = tuple(names)
    return set(found.items())


def open_agreements(region: Region) -> set[Row]:
    """10: (agreement, what is wrong with it)."""
    found = set()
    for agreement in _all(region, "agreement"):
        values = agreement.values
        if values.get("status", "OPEN") in ("OPEN", "LOOPT"):
            late = "deadline" in values and last_day(values["deadline"]) < DAY
            why = (("te laat", late), ("geen eigenaar", "eigenaar" not in values), ("geen datum", "deadline" not in values))
            if reasons := tuple(reason for reason, so in why if so):
                found.add((values["omschrijving"], reasons))
    return found


def logged(region: Region) -> set[Row]:
    """The log: (dataset, kind, gone, new); each dataset has been loaded once."""
    declared = Counter((dataset, kind) for kind in KINDS for record in region.records.get(kind, {}).values() for dataset in record.datasets)
    return {(dataset, kind, 0, count) for (dataset, kind), count in declared.items()}


def highest_gaps(region: Region) -> list[Row]:
    """The list of gaps: the 25 highest that are about a profile in an area and of which something is known."""
    found = [(finding.score, finding.rule, _name(region, "profile", finding.subject["profiel"]),
              _name(region, "area", finding.subject["gebied"]))
             for finding in region.report.findings() if finding.status != "ONBEKEND" and {"profiel", "gebied"} <= finding.subject.keys()]
    return sorted(found, key=lambda row: (-row[0], *row[1:]))[:25]
