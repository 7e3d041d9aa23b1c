"""The Cypher twin of a rule: one statement that finds the same on the graph in Neo4j, for an analyst to paste.

The files in `cypher/` are the twins, each under the id of its rule; `WITHOUT` says why a rule has none.
"""

from __future__ import annotations

from importlib.resources import files

TWINS = files("graph.gaps") / "cypher"

WITHOUT: dict[str, str] = {"CAPACITEIT": "Een grootste stroom kan Cypher zonder uitbreiding niet berekenen."}
"""The registered rules without a twin, and in Dutch why."""


def twin(rule: str) -> str:
    """The text of the twin of a registered rule, with its Dutch explanation in comments (FileNotFoundError when it has none).

    It takes the parameters `datum`, `gebiedssoort`, `profielen` and `gebieden` (null: not restricted) where its rule does, and
    the parameters of the rule under their own names; it gives back `bevinding`, `status` and `leeftijden`, and names.
    """
    return (TWINS / f"{rule}.cypher").read_text(encoding="utf-8")
