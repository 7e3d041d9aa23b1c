"""The findings in the graph: exactly those of the revision, and nothing else in it ever changes."""

from __future__ import annotations

import pytest

from graph.gaps.kept import kept
from graph.records import Record
from graph.store import StoreConflict
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_gaps import Kept
from graph.store.neo4j_model import LABELS
from schema.kinds import KINDS
from tests.neo4j_server.servers import Server
from tests.store_copy.compare import everything, graph
from tests.write_back.region import DAY, REGION, arrangement, ask, keep, report, write

_SHOWN = """
    MATCH (g:Gap) OPTIONAL MATCH (g)-[r]->(n)
    RETURN properties(g) AS properties, collect([type(r), labels(n)[0], n.id, r.toelichting]) AS links
"""
_IDENTITIES = "MATCH (g:Gap) OPTIONAL MATCH (g)-[r]-() RETURN elementId(g), elementId(r), properties(g)"


def shown(server: Server) -> dict[str, tuple]:
    """Every gap in the graph: its properties and where it leads."""
    return {properties["id"]: (properties, sorted(links, key=repr)) for properties, links in ask(server, _SHOWN)}


def wanted(store: Neo4jStore) -> dict[str, tuple]:
    """The same, as the engine has it."""
    return {gap.properties["id"]: (gap.properties, sorted(([link.type, LABELS[link.kind], link.id, link.note] for link in gap.links),
                                                          key=repr)) for gap in kept(report(store))[0]}


def told(one: tuple) -> tuple:
    """What a gap says, whatever revision and day it is of."""
    properties, links = one
    return {name: value for name, value in properties.items() if name not in ("revisie", "peildatum")}, links


def test_what_somebody_else_joined_to_a_gap_stays(store: Neo4jStore, neo4j_server: Server) -> None:
    keep(store)
    ask(neo4j_server, "MATCH (g:Gap) WITH g LIMIT 1 CREATE (g)-[:BASED_ON]->(:Notitie {tekst: 'van een analist'}) RETURN 1")
    write(store, *REGION, arrangement("weg", behoefte=["AUTISME"], leeftijd_tot=14, bevestigd_op="2026-11-01"))
    keep(store)
    assert ask(neo4j_server, "MATCH (:Gap)-[:BASED_ON]->(n:Notitie) RETURN n.tekst") == [["van een analist"]]


def test_the_graph_holds_the_findings_and_is_otherwise_untouched(store: Neo4jStore, neo4j_server: Server) -> None:
    before, answers = graph(neo4j_server), everything(store)
    total = len(wanted(store))
    assert total > 5
    assert store.kept_gaps() is None
    assert keep(store) == Kept(total, 0, 0, 0)
    assert shown(neo4j_server) == wanted(store)
    assert store.kept_gaps() == (1, DAY.isoformat())
    assert graph(neo4j_server, without="Gap") == before
    assert everything(store) == answers

    same = ask(neo4j_server, _IDENTITIES)
    assert keep(store) == Kept(0, 0, 0, total)
    assert ask(neo4j_server, _IDENTITIES) == same, "written again although nothing had changed"


def test_what_is_solved_goes_and_what_changes_is_told(store: Neo4jStore, neo4j_server: Server) -> None:
    keep(store)
    first = shown(neo4j_server)
    write(store, *REGION, arrangement("weg", behoefte=["AUTISME"], leeftijd_tot=14, bevestigd_op="2026-11-01"))
    after = graph(neo4j_server, without="Gap")
    assert shown(neo4j_server) == first, "an older picture stays until the next one"

    done = keep(store)
    assert shown(neo4j_server) == wanted(store)
    assert done.gone == len(first.keys() - wanted(store).keys()) > 0
    assert done.new == len(wanted(store).keys() - first.keys())
    assert done.changed == sum(told(first[id]) != told(one) for id, one in wanted(store).items())
    assert {row[0] for row in ask(neo4j_server, "MATCH (g:Gap) RETURN DISTINCT g.revisie")} == {2}
    assert graph(neo4j_server, without="Gap") == after

    write(store, Record("dataset", "set~fictief", {"sleutel": "fictief", "waarde": "ja"}))
    keep(store)
    assert shown(neo4j_server) == {}
    assert store.kept_gaps() is None


TAMPERED = [
    "MATCH (:Gap)-[r:BASED_ON]->() WITH r LIMIT 1 DELETE r",
    "MATCH (g:Gap)-[r:FOR]->(n) WITH g, n LIMIT 1 CREATE (g)-[:FOR]->(n)",
    "MATCH (:Gap)-[r:IN]->() WITH r LIMIT 1 SET r.toelichting = 'fictief'",
    "MATCH (g:Gap {regel: 'GEEN_AANBOD'}), (n:Organisation) WITH g, n LIMIT 1 CREATE (g)-[:CONCERNS]->(n)",
    "MATCH (g:Gap) WITH g LIMIT 1 SET g.titel = 'fictief'",
    "MATCH (g:Gap) WHERE g.regel <> 'GEEN_AANBOD' WITH g LIMIT 1 DETACH DELETE g",
    "CREATE (:Gap {titel: 'zonder id'})",
    "CREATE (:Gap {id: 'zomaar'})",
]


def test_what_somebody_changed_by_hand_is_put_right(store: Neo4jStore, neo4j_server: Server) -> None:
    keep(store)
    ask(neo4j_server, "MATCH (g:Gap {regel: 'GEEN_AANBOD'}) CREATE (g)<-[:OVER]-(:Notitie {tekst: 'fictief'}), (g)-[:ZIE]->(:Notitie)")
    total = len(wanted(store))
    notes = ask(neo4j_server, "MATCH (n:Notitie) OPTIONAL MATCH (n)-[r]-(g) RETURN type(r), g.id ORDER BY g.id, type(r)")
    right = graph(neo4j_server)
    for statement in TAMPERED:
        ask(neo4j_server, statement)
        assert graph(neo4j_server) != right, statement
        done = keep(store)
        assert done.same >= total - 1, statement
        assert done.same < total + done.gone, statement
        if "DETACH" not in statement:
            assert graph(neo4j_server) == right, statement
    assert {id: gap for id, gap in shown(neo4j_server).items() if "GEEN_AANBOD" not in id} == {
        id: gap for id, gap in wanted(store).items() if "GEEN_AANBOD" not in id}
    assert len(notes) > 2
    assert ask(neo4j_server, "MATCH (n:Notitie) RETURN count(n)") == [[2 * sum("GEEN_AANBOD|" in id for id in wanted(store))]]


def test_findings_of_an_older_revision_are_refused(store: Neo4jStore, neo4j_server: Server) -> None:
    old = kept(report(store))[0]
    write(store, *REGION[:-1])
    with pytest.raises(StoreConflict):
        store.keep_gaps(old, 1)
    assert shown(neo4j_server) == {}


def test_a_rebuilt_graph_keeps_its_gaps_joined(store: Neo4jStore, neo4j_server: Server) -> None:
    keep(store)
    whole = graph(neo4j_server)
    store.rebuild()
    assert graph(neo4j_server) == whole
    assert keep(store).changed == 0


def test_the_engine_never_reads_gaps(store: Neo4jStore, neo4j_server: Server) -> None:
    found = wanted(store)
    answers = everything(store)
    keep(store)
    ask(neo4j_server, "MATCH (g:Gap) SET g.status = 'BEVESTIGD', g.regel = 'VERZONNEN' REMOVE g.leeftijden")
    ask(neo4j_server, "CREATE (:Gap {id: 'VERZONNEN|profiel=p1'})")
    assert everything(store) == answers
    assert wanted(store) == found
    assert "revisie 1" in store.health()
    write(store, *REGION[:-1])
    assert len(list(store.declarations(KINDS))) == len(REGION) - 1
