"""The tables in `docs/analisten.md` that come from the graph model: its labels and its relationships.

They stand between two markers, so that the words around them can be written by hand.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from api.settings import examples_folder
from graph.store.neo4j_graph import built_in_concepts
from graph.store.neo4j_model import (
    ADMITS,
    BROADER,
    EXCLUDES,
    LABELS,
    NEEDS,
    REFERRAL,
    REFERS_TO,
    SCHEME,
    UNKNOWN_ON,
    all_ends,
    links_of,
)
from schema.kinds import KINDS
from schema.schemes import built_in

_MARKED = re.compile(r"(<!-- uit de code: (\w+) -->\n).*?(<!-- tot hier -->)", re.DOTALL)

# What the relationships to concepts come from: the axes are columns that no kind declares.
_FROM = {
    BROADER: "`begrippen.bovenliggend`; zonder: naar de top van de as of lijst",
    NEEDS: "een waarde op een as van `profielen`",
    ADMITS: "een waarde op een as van `arrangementen`; `alle` wijst naar de top van de as",
    UNKNOWN_ON: "een leeg vak op een as van `arrangementen`; wijst naar de top van de as",
    EXCLUDES: "`arrangementen.sluit_uit`",
}


# In the graph these are more than rows of their sheet.
_WHAT = {
    "dataset": "Een gegevensset: wat één werkboek of openbare bron leverde, met titel, peildatum en licentie.",
    "concept": "Alle waarden van assen en begrippenlijsten: de ingebouwde, en die van de regio.",
}


def filled(page: str) -> str:
    """A page with its tables made anew. Raises KeyError for a table that does not exist."""
    return _MARKED.sub(lambda found: f"{found[1]}\n" + "\n".join(_TABLES[found[2]]()) + f"\n\n{found[3]}", page)


def counts() -> dict[str, int]:
    """How many nodes of each label the example region has in the graph."""
    region = examples_folder() / "holland-rijnland"
    found = {label: len(_rows(region / f"{KINDS[kind].sheet}.csv")) for kind, label in LABELS.items()}
    own = _rows(region / "begrippen.csv")
    schemes = {row["as"] for row in own} | built_in().schemes.keys()
    concepts = {f"{row['as']}~{row['code']}" for row in own} | set(built_in_concepts())
    return {**found, LABELS["dataset"]: 1, LABELS["concept"]: len(concepts) + len(schemes), SCHEME: len(schemes)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _labels() -> Iterator[str]:
    number = counts()
    yield from ("| label | blad | wat | voorbeeldregio |", "|---|---|---|--:|")
    for kind, label in LABELS.items():
        sheet, what = KINDS[kind].sheet, _WHAT.get(kind, KINDS[kind].help)
        yield f"| `{label}` | [{sheet}](werkboek.md#{sheet}) | {what} | {number[label]} |"
        if kind == "concept":
            yield (f"| `{label}:{SCHEME}` | | De top van elke as en elke begrippenlijst; deze knopen zijn bij `{label}` meegeteld. | "
                   f"{number[SCHEME]} |")


def _relationships() -> Iterator[str]:
    columns: dict[object, list[str]] = defaultdict(list)
    for kind in LABELS:
        for column, (ends, _) in links_of(kind).items():
            columns[ends].append(f"`{KINDS[kind].sheet}.{column}`")
    yield from ("| van | relatie | naar | uit |", "|---|---|---|---|")
    for ends in all_ends():
        yield f"| `{ends.start}` | `{ends.type}` | `{ends.end}` | {', '.join(columns[ends]) or _FROM[ends.type]} |"
    arrangement = LABELS["arrangement"]
    yield f"| `{arrangement}` | `{REFERS_TO}` | `{arrangement}` | elke rij van `{KINDS[REFERRAL].sheet}`, met haar kolommen |"


_TABLES = {"labels": _labels, "relaties": _relationships}
