"""The tables of the page say what is in the graph of the example region."""

from __future__ import annotations

from api.graph_tables import counts
from graph.store.neo4j_gaps import BASED_ON, CONCERNS, FOR, GAP, IN
from graph.store.neo4j_model import LABELS, REFERS_TO, SCHEME, Ends, all_ends
from tests.analyst.conftest import Region
from tests.analyst.page import PAGE
from tests.neo4j_server.database import MARKER

BOOKKEEPING = {"Store", "Revision", "Declaration"}


def test_labels_and_how_many_there_are(region: Region) -> None:
    found = {row["label"]: row["number"] for row in region.session.run(
        "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS number")}
    assert found.keys() - {MARKER} == {*LABELS.values(), SCHEME, GAP, *BOOKKEEPING}
    assert {label: number for label, number in found.items() if label in counts()} == counts()


def test_relationships(region: Region) -> None:
    found = {Ends(*row.values()) for row in region.session.run(
        "MATCH (a)-[r]->(b) RETURN DISTINCT [l IN labels(a) WHERE l <> $scheme][0], type(r), [l IN labels(b) WHERE l <> $scheme][0]",
        scheme=SCHEME)}
    of_gaps = {ends for ends in found if ends.start == GAP}
    assert found - of_gaps <= {*all_ends(), Ends("Arrangement", REFERS_TO, "Arrangement")}
    # The region uses them nearly all, so that an analyst can try them.
    assert len(found - of_gaps) > 50
    assert {ends for ends in of_gaps if ends.type in (FOR, IN)} == {Ends(GAP, FOR, "Profile"), Ends(GAP, IN, "Area")}
    assert {ends.type for ends in of_gaps} <= {FOR, IN, CONCERNS, BASED_ON}


def test_the_page_names_every_property_of_a_gap_and_its_relationships(region: Region) -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {row["name"] for row in region.session.run(f"MATCH (g:{GAP}) UNWIND keys(g) AS name RETURN DISTINCT name")}
    # `fictief`, `verwijspaden` and what a rule has of its own speak for themselves.
    for name in {"id", "regel", "status", "score", "titel", "uitleg", "leeftijden", "peildatum", "revisie"}:
        assert name in names
        assert f"`{name}`" in page or f"`{GAP}.{name}`" in page
    for type in (FOR, IN, CONCERNS, BASED_ON):
        assert f"(:{GAP})-[:{type}]->" in page
