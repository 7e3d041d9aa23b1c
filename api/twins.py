"""The Cypher twin of a rule, ready to paste in Neo4j Browser or to give to cypher-shell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.gaps.registry import PARAMETERS, RULES
from graph.gaps.run import AREA_KIND, WrongRequest, chosen_rules, given_parameters
from graph.gaps.twins import WITHOUT, twin

_DAY, _CHOICE = "datum", ("profielen", "gebieden")
_USED = re.compile(r"\$(\w+)")
# What the file itself says of its parameters for whoever opens it: here they have values already.
_HINT = re.compile(r"// Parameters\. .*\n// +:params .*\n")


def pasteable(rule: str, day: date | None, parameters: Iterable[tuple[str, str]], today: date) -> str:
    """The twin of a rule below the values of its parameters; `day` is None for today.

    Each value is a `:param` command of its own: Browser and cypher-shell both know it, and it keeps whole numbers whole.
    Raises WrongRequest for a rule or a parameter that does not exist, that the rule does not have, or without a twin.
    """
    id = chosen_rules([rule])[0].id
    given = given_parameters(parameters)
    try:
        text = twin(id)
    except FileNotFoundError:
        raise WrongRequest(f"De regel {id} heeft geen Cypher-vraag. {WITHOUT[id]} Wel: {', '.join(with_twin())}.") from None
    used = dict.fromkeys(_USED.findall(text))
    for name, asked in ((_DAY, day is not None), *((name, True) for name in given)):
        if asked and name not in used:
            raise WrongRequest(f"De regel {id} heeft geen parameter {name}.")
    values = {name: _value(name, day or today, given) for name in used}
    lines = [f":param {name} => {literal(value)};" for name, value in values.items()]
    return "\n".join([*lines, _HINT.sub("// Parameters: zie de eerste regels; pas de waarden daar aan.\n", text).strip()]) + ";\n"


def with_twin() -> list[str]:
    """The rules that have a twin, in the order of the registry."""
    return [id for id in RULES if id not in WITHOUT]


def _value(name: str, day: date, given: dict[str, str]) -> Any:
    if name == _DAY:
        return day.isoformat()
    if name == AREA_KIND:
        return given.get(name)
    if name in _CHOICE:
        return None
    return PARAMETERS[name].read(given.get(name, PARAMETERS[name].default))


def literal(value: Any) -> str:
    """A value as Cypher writes it; lists and tuples alike are lists."""
    if value is None:
        return "null"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    assert isinstance(value, int | float), value
    return str(value).lower()
