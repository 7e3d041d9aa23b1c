"""What cannot be seen in one cell: references, doubled ids, ranges that run backwards, circles of areas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from loaders.cycles import cycles
from loaders.known import Known
from loaders.names import nearest_id
from loaders.problems import Problems
from loaders.sheet import Sheet
from schema.dates import first_day, last_day, read_date, spoken
from schema.identifiers import area_code
from schema.keys import derived_id
from schema.kinds import DATASET_KEYS, KINDS
from schema.types import ALLE, Type
from schema.values import nearest


def identify(sheet: Sheet, dataset: str, known: Known, take_over: bool, problems: Problems) -> None:
    """Give every row its id, and refuse an id that stands there already or belongs to another dataset."""
    kind = sheet.kind
    sheet.ids = list(sheet.column("id")) if kind.has_id else _derived(sheet, dataset)
    column = "id" if kind.has_id else kind.key[0]
    first: dict[str, int] = {}
    # An id of a kind that several datasets may declare, or of this very dataset, is nobody else's.
    owned = {} if kind.shared or take_over or kind.name == "dataset" else known.owners.get(kind.name, {})
    for place, id in enumerate(sheet.ids):
        if id is None:
            continue
        if (before := first.setdefault(id, place)) != place:
            _refuse_double(sheet, place, column, id, sheet.rows[before], problems)
        elif id in owned:
            sheet.refuse(problems, place, column, "ANDERE_GEGEVENSSET",
                         f"{kind.singular.capitalize()} {id} hoort bij de gegevensset {owned[id]}, en u laadt nu {dataset}. Geef het een "
                         "ander id, of laad met overnemen (--take-over) als het voortaan hierbij hoort.")


def _derived(sheet: Sheet, dataset: str) -> list[str | None]:
    kind = sheet.kind
    columns = [sheet.column(name) for name in kind.key]
    required = [place for place, name in enumerate(kind.key) if kind.by_name[name].required]
    prefix = f"{dataset}~" if kind.name == "dataset" else ""
    ids: list[str | None] = []
    for place, parts in enumerate(zip(*columns, strict=True)):
        told = all(parts[each] is not None for each in required) and (
            place not in sheet.faulty or not _key_refused(sheet, place))
        ids.append(prefix + derived_id(kind, dict(zip(kind.key, parts, strict=True))) if told else None)
    return ids


def _key_refused(sheet: Sheet, place: int) -> bool:
    """Whether a part of the key is blank only because the cell could not be read."""
    return any(sheet.values[name][place] is None and sheet.cells[name][place] not in (None, "")
               for name in sheet.kind.key if name in sheet.cells)


def _refuse_double(sheet: Sheet, place: int, column: str, id: str, row: int, problems: Problems) -> None:
    if sheet.kind.has_id:
        sheet.refuse(problems, place, column, "DUBBEL_ID",
                     f"Het id {id} staat al in rij {row}. Geef elke rij een eigen id, of haal de dubbele rij weg.")
    else:
        sheet.refuse(problems, place, column, "DUBBELE_SLEUTEL",
                     f"Deze rij zegt iets over hetzelfde als rij {row}: {', '.join(sheet.kind.key)} zijn gelijk. "
                     "Haal een van beide rijen weg.")


def check_references(sheets: dict[str, Sheet], known: Known, problems: Problems) -> None:
    """Refuse every reference to a record that is neither in this workbook nor in another dataset of the store."""
    present = {kind: {id for id in sheet.ids if id} for kind, sheet in sheets.items()}
    names: dict[str, list[str]] = {}

    def suggestion(target: str, wanted: str) -> Callable[[], str]:
        def message() -> str:
            if target not in names:
                names[target] = sorted(present.get(target, set()) | known.owners.get(target, {}).keys())
            return (f"{wanted} staat niet op het blad {KINDS[target].sheet}, en ook niet in een andere gegevensset."
                    f"{nearest_id(wanted, names[target])}")
        return message

    for sheet in sheets.values():
        for column in sheet.fields.values():
            if column.type is not Type.REF or column.kind is None:
                continue
            missing = sheet.distinct(column.name) - present.get(column.kind, set()) - known.owners.get(column.kind, {}).keys()
            if not missing:
                continue
            for place, value in enumerate(sheet.column(column.name)):
                for wanted in value if isinstance(value, list) else (value,):
                    if wanted in missing:
                        sheet.refuse(problems, place, column.name, "ONBEKENDE_VERWIJZING", suggestion(column.kind, wanted))


def check_ranges(sheet: Sheet, problems: Problems) -> None:
    """Refuse ages and dates of which the first lies after the last."""
    for low, high, code in (("leeftijd_van", "leeftijd_tot", "LEEFTIJD_LOOPT_TERUG"),
                            ("geldig_van", "geldig_tot", "DATUM_LOOPT_TERUG"),
                            ("periode_van", "periode_tot", "DATUM_LOOPT_TERUG")):
        if low not in sheet.fields or high not in sheet.fields:
            continue
        for place, (start, end) in enumerate(zip(sheet.column(low), sheet.column(high), strict=True)):
            if start is None or end is None or ALLE in (start, end):
                continue
            if isinstance(start, int):
                if start > end:
                    sheet.refuse(problems, place, high, code, f"De leeftijd tot en met ({end}) is lager dan de leeftijd van ({start}). "
                                                              "Verwissel ze of verbeter ze.")
            # Text compares as the dates do when it starts alike, so most rows need no calendar.
            elif start > end and first_day(start) > last_day(end):
                sheet.refuse(problems, place, high, code, f"De laatste dag ({spoken(end)}) ligt vóór de eerste dag ({spoken(start)}). "
                                                          "Verwissel ze of verbeter ze.")


def check_demand_ages(demand: Sheet, profiles: Sheet | None, known: Known, problems: Problems) -> None:
    """Refuse demand for an age that its profile does not have."""
    ages: dict[str, tuple[Any, Any]] = dict(known.ages)
    if profiles:
        ages.update({id: (low, high) for id, low, high in zip(
            profiles.ids, profiles.column("leeftijd_van"), profiles.column("leeftijd_tot"), strict=True) if id})
    for column in ("leeftijd_van", "leeftijd_tot"):
        if column not in demand.fields:
            continue
        for place, (profile, age) in enumerate(zip(demand.column("profiel"), demand.column(column), strict=True)):
            low, high = ages.get(profile, (None, None)) if age is not None else (None, None)
            if low is not None and high is not None and not low <= age <= high:
                demand.refuse(problems, place, column, "LEEFTIJD_BUITEN_PROFIEL",
                              f"Het profiel {profile} gaat over {low} tot en met {high} jaar; {age} valt daarbuiten.")


def check_areas(sheet: Sheet, known: Known, problems: Problems) -> None:
    """Bring the codes of areas in one form, and refuse circles of areas that lie in each other."""
    if "code" in sheet.fields:
        codes = list(sheet.column("code"))
        for place, (soort, code) in enumerate(zip(sheet.column("soort"), codes, strict=True)):
            if code is not None and soort is not None:
                try:
                    codes[place] = area_code(soort, code)
                except ValueError as wrong:
                    sheet.refuse(problems, place, "code", "ONGELDIGE_GEBIEDSCODE",
                                 f"Dit is geen code van een gebied van soort {soort}. Zo ziet die eruit: {wrong}.")
        sheet.values["code"] = codes
    parents = {id: set(above) for id, above in known.parents.items()}
    places: dict[str, int] = {}
    for place, (id, above) in enumerate(zip(sheet.ids, sheet.column("bovenliggend"), strict=True)):
        if id and above:
            parents.setdefault(id, set()).update(above)
            places.setdefault(id, place)
    for path in cycles(parents):
        own = next((places[id] for id in path if id in places), None)
        if own is not None:
            sheet.refuse(problems, own, "bovenliggend", "KRING",
                         f"Deze gebieden liggen in elkaar: {' → '.join(path)}. Haal een van de stappen weg.")


def check_dataset(sheet: Sheet, problems: Problems) -> None:
    """Refuse keys that mean nothing, and bring `fictief` and `peildatum` in one form."""
    waarden = list(sheet.column("waarde"))
    for place, (key, value) in enumerate(zip(sheet.column("sleutel"), waarden, strict=True)):
        if key is not None and key not in DATASET_KEYS:
            sheet.refuse(problems, place, "sleutel", "ONBEKENDE_SLEUTEL",
                         f"De sleutel {key} is niet bekend.{nearest(key, list(DATASET_KEYS))} Bekend zijn: {', '.join(DATASET_KEYS)}.")
        elif value is not None and key == "fictief":
            waarden[place] = value.casefold() if value.casefold() != "onbekend" else None
            if waarden[place] not in ("ja", "nee", None):
                sheet.refuse(problems, place, "waarde", "GEEN_JA_NEE", "Vul bij fictief ja of nee in.")
        elif value is not None and key == "peildatum":
            waarden[place] = read_date(value)
            if waarden[place] is None:
                sheet.refuse(problems, place, "waarde", "GEEN_DATUM",
                             "Dit is geen datum. Schrijf 2026-08-01, 1-8-2026, 2026-08 (die maand) of 2026 (dat jaar).")
    if "waarde" in sheet.fields:
        sheet.values["waarde"] = waarden
