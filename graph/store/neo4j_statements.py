"""All Cypher that writes the graph: constants, made once from the closed lists of the model.

Data never become part of a statement. Each takes its rows in batches, in the parameter `rows`, and gives back how many
of them it could carry out, so that a row without a place is never lost quietly.
"""

from __future__ import annotations

from graph.store.neo4j_model import LABELS, SCHEME, Ends, all_ends

_CONCEPT = LABELS["concept"]
_ARRANGEMENT = LABELS["arrangement"]

# The hints: a plan is made once, often while the database is empty, and must serve when it is full.
CREATE_NODE = {label: f"UNWIND $rows AS row CREATE (n:{label}) SET n = row RETURN count(*)" for label in LABELS.values()}
CHANGE_NODE = {label: f"""
    UNWIND $rows AS row MATCH (n:{label}) USING INDEX n:{label}(id) WHERE n.id = row.id SET n = row RETURN count(*)
""" for label in LABELS.values()}
REMOVE_NODE = {label: f"""
    UNWIND $rows AS id MATCH (n:{label}) USING INDEX n:{label}(id) WHERE n.id = id DETACH DELETE n RETURN count(*)
""" for label in LABELS.values()}

JOIN: dict[Ends, str] = {ends: f"""
    UNWIND $rows AS row
    MATCH (a:{ends.start}) USING INDEX a:{ends.start}(id) WHERE a.id = row[0]
    MATCH (b:{ends.end}) USING INDEX b:{ends.end}(id) WHERE b.id = row[1]
    CREATE (a)-[:{ends.type}]->(b) RETURN count(*)
""" for ends in all_ends()}
PART: dict[Ends, str] = {ends: f"""
    UNWIND $rows AS row
    MATCH (a:{ends.start}) USING INDEX a:{ends.start}(id) WHERE a.id = row[0]
    MATCH (b:{ends.end}) USING INDEX b:{ends.end}(id) WHERE b.id = row[1]
    MATCH (a)-[r:{ends.type}]->(b) DELETE r RETURN count(*)
""" for ends in all_ends()}

CREATE_PATH = f"""
    UNWIND $rows AS row
    MATCH (a:{_ARRANGEMENT}) USING INDEX a:{_ARRANGEMENT}(id) WHERE a.id = row[0]
    MATCH (b:{_ARRANGEMENT}) USING INDEX b:{_ARRANGEMENT}(id) WHERE b.id = row[1]
    CREATE (a)-[r:REFERS_TO]->(b) SET r = row[2] RETURN count(*)
"""
CHANGE_PATH = """
    UNWIND $rows AS row MATCH ()-[r:REFERS_TO]->() USING INDEX r:REFERS_TO(id) WHERE r.id = row.id SET r = row RETURN count(*)
"""
REMOVE_PATH = """
    UNWIND $rows AS id MATCH ()-[r:REFERS_TO]->() USING INDEX r:REFERS_TO(id) WHERE r.id = id DELETE r RETURN count(*)
"""

SET_FACTS = f"UNWIND $rows AS row MERGE (n:{LABELS['dataset']} {{id: row[0]}}) SET n += row[1] RETURN count(*)"
REMOVE_EMPTY_DATASETS = f"MATCH (n:{LABELS['dataset']}) WHERE keys(n) = ['id'] DETACH DELETE n"

CREATE_SCHEME = f"UNWIND $rows AS row MERGE (n:{_CONCEPT} {{id: row.id}}) SET n = row SET n:{SCHEME} RETURN count(*)"
REMOVE_SCHEME = f"UNWIND $rows AS id MATCH (n:{_CONCEPT}:{SCHEME} {{id: id}}) DETACH DELETE n RETURN count(*)"

CLEAR = {label: f"MATCH (n:{label}) DETACH DELETE n" for label in LABELS.values()}

BEGIN_REVISION = """
    CREATE (:Revision {number: $number, time: $time, author: $author, dataset: $dataset, message: $message})
    WITH 1 AS one MATCH (s:Store {id: 'dekkend'}) SET s.revision = $number
"""
END_DECLARATIONS = """
    UNWIND $rows AS row MATCH (d:Declaration) USING INDEX d:Declaration(record, dataset, since)
    WHERE d.record = row[0] + ' ' + row[1] AND d.dataset = row[2] AND d.since > 0 AND d.until IS NULL
    SET d.until = $number RETURN count(*)
"""
BEGIN_DECLARATIONS = """
    UNWIND $rows AS row
    CREATE (:Declaration {record: row[0] + ' ' + row[1], kind: row[0], id: row[1], dataset: $dataset, since: $number,
                          declared: row[2], body: row[3]})
    RETURN count(*)
"""
