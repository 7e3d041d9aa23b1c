"""The files of the twins: one per rule, each whole by itself, and equal where they say the same."""

from __future__ import annotations

import re

import pytest

from graph.gaps import RULES
from graph.gaps.twins import TWINS, WITHOUT, twin
from tests.twins.twinned import TWINNED, example_parameters, parameters_of

# Which twins are built on which shared block, apart from [gebieden] and [aanbod].
BUILT_ON = {
    "cellen": {"GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "CONTRA_INDICATIE", "ENKELVOUDIG",
               "EINDIGE_DEKKING", "GEEN_VERWIJSPAD", "PADLENGTE"},
    "inventarisatie": {"GEEN_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "CONTRA_INDICATIE"},
    "overal": {"RANDVOORWAARDE", "WACHTTIJD", "AFSTAND", "TOEGANGSBARRIERE"},
    "rollen": {"TOEGANGSBARRIERE", "REGIELEEMTE", "REGIE_OVERLAP"},
    "paren": {"REGIELEEMTE", "REGIE_OVERLAP"},
    "houders": {"REGIELEEMTE", "REGIE_OVERLAP"},
    "wegen": {"GEEN_VERWIJSPAD", "PADLENGTE"},
}
BLOCK = re.compile(r"^// \[(\w+)\](.*?)(?=^// \[|\Z)", re.MULTILINE | re.DOTALL)
# What a rule says about its own findings.
OWN_BLOCKS = {"selectie", "uitkomst"}


def blocks(rule: str) -> dict[str, str]:
    return {name: text.rstrip() for name, text in BLOCK.findall(twin(rule))}


def head(rule: str) -> str:
    """The comment lines above the statement."""
    return re.match(r"(?://.*\n)+", twin(rule))[0]  # type: ignore[index]


def test_every_rule_has_a_twin_or_says_why_not() -> None:
    assert sorted([*(path.name for path in TWINS.iterdir()), *(f"{rule}.cypher" for rule in WITHOUT)]) == sorted(
        f"{rule}.cypher" for rule in RULES)
    assert all(why.endswith(".") for why in WITHOUT.values())


def test_what_twins_share_is_written_the_same() -> None:
    users: dict[str, dict[str, str]] = {}
    for rule in TWINNED:
        for name, text in blocks(rule).items():
            if name not in OWN_BLOCKS:
                users.setdefault(name, {})[rule] = text
    for name, texts in users.items():
        first, shared = next(iter(texts.items()))
        for rule, text in texts.items():
            assert text == shared, f"[{name}] differs between {first} and {rule}"
    # A block with a slip in its name would be nobody's twin.
    assert {name: texts.keys() for name, texts in users.items() if len(texts) > 1} == BUILT_ON | {
        "gebieden": {rule for rule in TWINNED if "gebiedssoort" in parameters_of(twin(rule))},
        "aanbod": BUILT_ON["cellen"] | BUILT_ON["overal"]}


@pytest.mark.parametrize("rule", TWINNED)
def test_the_head_explains_the_file(rule: str) -> None:
    statement = twin(rule).removeprefix(head(rule))
    assert head(rule).startswith(f"// {rule}: {RULES[rule].question[0].lower()}{RULES[rule].question[1:]}\n")
    used = parameters_of(statement)
    assert sorted(re.findall(r"(\w+): ", example_parameters(twin(rule)))) == used
    for name in used:
        assert re.search(rf"^// {name}  +\S", head(rule), re.MULTILINE), f"{name} is not explained"
    assert max(len(line) for line in twin(rule).splitlines() if ":params" not in line) <= 140
