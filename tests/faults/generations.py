"""A dataset in generations: each changes, adds and ends records, and none can be taken for another, not even in part."""

from __future__ import annotations

from collections import Counter

from graph.records import ChangeSet, Record, Revision, Values
from graph.store import Store
from graph.store.neo4j_model import LABELS
from tests.neo4j_server.servers import Server

DATASET = "proef"


def changes(generation: int, size: int) -> ChangeSet:
    """`size` municipalities in a province: nine of ten are there in every generation, with another name."""
    part = size // 10
    own = range(generation * part, (generation + 1) * part)
    ids = [*(f"vast{number:05}" for number in range(size - part)), *(f"eigen{number:05}" for number in own)]
    records = [Record("area", "pv", {"naam": f"Provincie {generation}", "soort": "PROVINCIE"})]
    records += [Record("area", id, {"naam": f"{id} fictief {generation}", "soort": "GEMEENTE", "bovenliggend": "pv"}) for id in ids]
    return ChangeSet(DATASET, records, f"schrijver {generation}", f"generatie {generation}")


def contents(store: Store) -> tuple[Revision, dict[str, Values]]:
    """The present revision and the areas in it."""
    with store.stream() as snapshot:
        return snapshot.revision, {record.id: record.values for record in snapshot.records}


def expected(generation: int, size: int) -> dict[str, Values]:
    """The areas of a generation."""
    return {record.id: record.values for record in changes(generation, size).records} if generation else {}


def graph(server: Server) -> tuple[dict[str, str], dict[str, str], Counter[str]]:
    """What stands in the graph: name by area, area above by area, and how many nodes each label has."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        names = dict(session.run("MATCH (n:Area) RETURN n.id, n.naam").values())
        above = dict(session.run("MATCH (n:Area)-[:PART_OF]->(m:Area) RETURN n.id, m.id").values())
        labels = Counter(dict(session.run("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*)").values()))
        return names, above, Counter({label: labels[label] for label in LABELS.values() if labels[label]})
