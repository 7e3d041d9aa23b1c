"""The made-up set is valid and always the same, and the prototype computes what the definition says."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.performance import generate, naive, prototype
from tests.performance.cells import ABSENT, Cells, compare
from tests.performance.national import PEILDATUM, Size
from tests.performance.prototype import AXES

ROOT = Path(__file__).resolve().parents[2]

TINY = Size(
    gemeenten=7, leaves=24, swv_po=3, swv_vo=2, jeugdregios=2, rmcs=2, profiles=60, legal_bases=4, organisations=60,
    provisions=110, referrals=300, claims=150, funding=200, inventory=60, demand=80, meetings=8, agenda=30,
    agreements=20, sources=20, signals=30, flows=20, cases=6,
)  # fmt: skip
STATES = {0: "GEEN", 1: "MOGELIJK", 2: "DEELS", 3: "GEDEKT"}
OWN_ID = ("gebieden organisaties profielen arrangementen overleggen agenda afspraken bronnen signalen rechtsgronden lacunes").split()
KEYS = {
    **{sheet: ["id"] for sheet in OWN_ID},
    "dataset": ["sleutel"],
    "begrippen": ["as", "code"],
    "opties": ["lacune", "code"],
    "inventarisatie": ["organisatie", "gebied"],
    "vraag": "profiel gebied peildatum definitie leeftijd_van leeftijd_tot bron".split(),
    "verwijspaden": "van naar richting leeftijd_van leeftijd_tot toegang".split(),
    "verantwoordelijkheden": "organisatie rol arrangement profiel gebied fase toegang geldig_van".split(),
    "financiering": "arrangement financier geldstroom component geldig_van".split(),
    "stromen": "soort van naar herkomst bestemming profiel periode_van periode_tot bron".split(),
}
REQUIRED = {
    "gebieden": "id naam soort",
    "organisaties": "id naam soort",
    "begrippen": "as code label",
    "profielen": "id naam leeftijd_van leeftijd_tot",
    "vraag": "profiel gebied aantal peildatum definitie",
    "arrangementen": "id naam soort",
    "verantwoordelijkheden": "organisatie rol",
    "verwijspaden": "van naar richting",
    "financiering": "arrangement geldstroom component status",
    "overleggen": "id naam soort",
    "agenda": "id overleg datum onderwerp doel",
    "afspraken": "id omschrijving",
    "bronnen": "id titel soort",
    "inventarisatie": "organisatie gebied",
    "signalen": "id datum",
    "stromen": "soort periode_van periode_tot aantal",
    "rechtsgronden": "id titel",
    "lacunes": "id bevinding",
    "opties": "lacune code soort omschrijving",
    "dataset": "sleutel",
}
REFERENCES = {
    "gebieden": "gebied gebieden herkomst bestemming gebieden.bovenliggend",
    "organisaties": "organisatie aanbieder partners financier besluit_door leden voor tegen onthouden eigenaar onderdeel_van",
    "arrangementen": "arrangement van naar",
    "profielen": "profiel",
    "bronnen": "bron",
    "rechtsgronden": "wettelijke_basis",
    "overleggen": "overleg",
    "agenda": "volgt_na afspraken.agenda",
    "lacunes": "lacune",
}
DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
COUNT = re.compile(r"\d+|<\d+|-1|>=\d+|(\d+)-(\d+)")


def read(folder: Path) -> dict[str, list[dict[str, str]]]:
    """All sheets of a folder."""
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file, delimiter=";"))
    return found


@pytest.fixture(scope="module", params=["tiny", "scaled"])
def sheets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The sheets of a tiny set, and of the national one at its smallest scale."""
    folder = tmp_path_factory.mktemp(request.param)
    generate.write(folder, TINY if request.param == "tiny" else Size.national(0.1))
    return read(folder)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny set."""
    folder = tmp_path_factory.mktemp("cells")
    generate.write(folder, TINY)
    return folder


def test_ids_and_keys_are_unique_and_well_formed(sheets: dict[str, list[dict[str, str]]]) -> None:
    assert set(sheets) == set(KEYS)
    for sheet, columns in KEYS.items():
        keys = Counter(tuple(row[column] for column in columns) for row in sheets[sheet])
        assert max(keys.values()) == 1, sheet
        if columns == ["id"]:
            assert not [row["id"] for row in sheets[sheet] if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", row["id"])]


def test_required_cells_are_filled(sheets: dict[str, list[dict[str, str]]]) -> None:
    for sheet, columns in REQUIRED.items():
        assert all(row[column] for row in sheets[sheet] for column in columns.split()), sheet


def test_references_exist(sheets: dict[str, list[dict[str, str]]]) -> None:
    for target, columns in REFERENCES.items():
        known = {row["id"] for row in sheets[target]} | {"alle"}
        for name in columns.split():
            only, _, column = name.rpartition(".")
            for sheet, rows in sheets.items():
                if column in rows[0] and only in ("", sheet):
                    assert not {i for row in rows for i in naive.parts(row[column])} - known, (sheet, column)


def test_axis_values_and_exclusions_are_concepts(sheets: dict[str, list[dict[str, str]]]) -> None:
    known = {(row["as"], row["code"]) for row in sheets["begrippen"]}
    used = {(row["as"], parent) for row in sheets["begrippen"] for parent in naive.parts(row["bovenliggend"])}
    for row in sheets["profielen"] + sheets["arrangementen"]:
        used |= {(axis, value) for axis in AXES for value in naive.parts(row[axis]) if value != "alle"}
    excluded = {tuple(part.split(":")) for row in sheets["arrangementen"] for part in naive.parts(row["sluit_uit"])}
    assert excluded
    assert not (used | excluded) - known


def test_dates_counts_and_ages_are_valid(sheets: dict[str, list[dict[str, str]]]) -> None:
    dates = "geldig_van geldig_tot datum deadline peildatum bevestigd_op gevraagd_op antwoord_op periode_van periode_tot"
    for sheet, rows in sheets.items():
        for column in set(dates.split()) & set(rows[0]):
            assert not [row[column] for row in rows if row[column] and not DATE.fullmatch(row[column])], (sheet, column)
        for column in {"aantal", "plekken", "bezet"} & set(rows[0]):
            for match in (COUNT.fullmatch(row[column]) for row in rows if row[column]):
                assert match is not None
                assert match[1] is None or int(match[1]) <= int(match[2])
                assert match[0] != "<1"
        if "leeftijd_van" in rows[0]:
            bounds = [(row["leeftijd_van"], row["leeftijd_tot"]) for row in rows]
            known = [(int(low), int(high)) for low, high in bounds if low.isdigit() and high.isdigit()]
            assert all(0 <= low <= high <= 27 for low, high in known), sheet


def test_everything_with_a_name_is_marked_fictitious(sheets: dict[str, list[dict[str, str]]]) -> None:
    assert {"sleutel": "fictief", "waarde": "ja"} in sheets["dataset"]
    for rows in sheets.values():
        for column in {"naam", "titel", "label"} & set(rows[0]):
            assert all("fictief" in row[column] for row in rows)


def test_only_postcodes_are_leaves_and_every_region_has_some(sheets: dict[str, list[dict[str, str]]]) -> None:
    parents = {parent for row in sheets["gebieden"] for parent in naive.parts(row["bovenliggend"])}
    assert {row["soort"] for row in sheets["gebieden"] if row["id"] not in parents} == {"PC4"}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    def files(name: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}

    for name, hash_seed in (("first", "1"), ("second", "2")):
        command = [sys.executable, "-m", "tests.performance.generate", str(tmp_path / name), "--scale", "0.1"]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert files("first") == files("second")
    for name, seed in (("tiny", 1), ("other", 2)):
        generate.write(tmp_path / name, TINY, seed=seed)
    assert files("tiny")["arrangementen.csv"] != files("other")["arrangementen.csv"]


def test_the_scale_leaves_areas_and_profiles_alone(tmp_path: Path) -> None:
    small, large = Size.national(0.1), Size.national(0.2)
    counts = [generate.write(tmp_path / str(size.provisions), size) for size in (small, large)]
    assert counts[1]["arrangementen"] == 2 * counts[0]["arrangementen"] == 4_000
    area_files = [(tmp_path / str(size.provisions) / "gebieden.csv").read_bytes() for size in (small, large)]
    assert area_files[0] == area_files[1]
    assert counts[0]["profielen"] == counts[1]["profielen"] == 2_000
    with pytest.raises(ValueError, match="schaal"):
        Size.national(3)


def sharpen(folder: Path, seed: int) -> None:
    """Rewrites a tiny set so that exclusions, dates around the peildatum and regional profiles are everywhere in it."""
    rng = np.random.default_rng(seed)
    sheets = read(folder)
    near = ["", "", "", "2026", "2026-09", "2026-10", "2026-09-30", "2026-10-01", "2026-10-02"]
    concepts = [f"{row['as']}:{row['code']}" for row in sheets["begrippen"]]
    areas = [row["id"] for row in sheets["gebieden"]]
    for row in sheets["arrangementen"]:
        row["geldig_van"], row["geldig_tot"] = rng.choice(near, 2)
        row["sluit_uit"] = "; ".join(rng.choice(concepts, rng.integers(0, 12), replace=False))
        # Provisions that admit nearly everything: only there an exclusion of a part makes a difference.
        row.update({axis: "alle" for axis in AXES if rng.random() < 0.6})
    groups = {part for row in sheets["begrippen"] for part in naive.parts(row["bovenliggend"])}
    for row in sheets["profielen"]:
        for axis in AXES:
            wide = [r["code"] for r in sheets["begrippen"] if r["as"] == axis and r["code"] in groups]
            row[axis] = rng.choice(wide) if row[axis] and rng.random() < 0.4 else row[axis]
        row["gebieden"] = "; ".join(rng.choice(areas, 3, replace=False)) if rng.random() < 0.5 else ""
    for sheet in ("arrangementen", "profielen"):
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(sheets[sheet][0]), delimiter=";")
            writer.writeheader()
            writer.writerows(sheets[sheet])


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_prototype_computes_what_the_definition_says(tmp_path: Path, seed: int | None) -> None:
    generate.write(tmp_path, TINY)
    if seed is not None:
        sharpen(tmp_path, seed)
    found = prototype.compute(tmp_path)
    expected = naive.Definition(tmp_path, PEILDATUM).cells()
    assert set(expected.values()) == set(STATES.values())
    states = {
        (found.profiles[p], found.gemeenten[g], a): STATES[int(found.states[p, g, a])]
        for p, g, a in np.argwhere(found.states != ABSENT).tolist()
    }
    assert states == expected


def test_finding_counts_follow_from_the_cells() -> None:
    rows = [[3, 3, 0, 0, 3, 0, 255], [2, 1, 1, 0, 0, 3, 1]]
    found = Cells(["p"], ["g", "h"], np.array([rows], dtype=np.uint8))
    expected = {"GEEN_AANBOD": 2, "ONBEKEND_AANBOD": 1, "DEELGEBIED": 1, "LEEFTIJDSBREUK": 2}
    assert found.finding_counts() == expected


def test_one_differing_cell_is_found(tiny: Path) -> None:
    expected = prototype.compute(tiny)
    shuffled = Cells(expected.profiles[::-1], expected.gemeenten[::-1], expected.states[::-1, ::-1].copy())
    compare(shuffled, expected)
    shuffled.states[0, 0, 12] ^= 1
    with pytest.raises(ValueError, match="1 cellen verschillen"):
        compare(shuffled, expected)
