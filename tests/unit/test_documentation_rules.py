"""The pages on the rules: one for each, every link arrives, and what they tell to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from api.documentation import RULE_PAGES, page
from api.documentation_rules import KEYS, TRIED, example
from graph.gaps import PARAMETERS, RULES, Report, Request
from graph.gaps.run import given_parameters
from graph.gaps.twins import WITHOUT
from tests.unit.graph.small_region import projected

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_every_rule_has_a_page_and_no_page_is_left_over() -> None:
    assert {file.name for file in RULE_PAGES.iterdir()} == {f"{rule}.md" for rule in RULES}
    linked = [link for link in _LINK.findall(page("regels.md")) if link.startswith("regels/")]
    assert linked == [f"regels/{rule}.md" for rule in RULES]


def anchors(file: Path) -> set[str]:
    """The places in a Markdown page that a link can go to, as GitHub and editors name them."""
    heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_arrives(file: Path) -> None:
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in _LINK.findall(text):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        there = (file.parent / target).resolve() if target else file
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


@pytest.mark.parametrize("rule", RULES)
def test_what_a_page_tells_to_type_works(rule: str) -> None:
    (line,) = re.findall(r"^    dekkend gaps (.+)$", (RULE_PAGES / f"{rule}.md").read_text(encoding="utf-8"), re.MULTILINE)
    option, named, *rest = shlex.split(line)
    assert (option, named) == ("--rule", rule)
    assert rest[::2] == ["--param"] * len(RULES[rule].parameters)
    pairs = tuple((name, value) for name, _, value in (text.partition("=") for text in rest[1::2]))
    assert {name for name, _ in pairs} == {parameter.name for parameter in RULES[rule].parameters}
    given_parameters(pairs)
    shown = example()
    assert Report(shown.projection, Request(shown.request.day, (rule,), parameters=pairs)).outcomes[rule].computed


@pytest.mark.parametrize("rule", RULES)
def test_a_page_points_to_the_twin_or_says_why_there_is_none(rule: str) -> None:
    text = (RULE_PAGES / f"{rule}.md").read_text(encoding="utf-8")
    assert (f"    dekkend rules --cypher {rule}\n" in text) != (WITHOUT.get(rule, "Zo'n zin staat er niet.") in text)


def test_keys_and_parameters_on_the_pages_are_those_of_the_rules() -> None:
    assert set(KEYS) == {key for rule in RULES.values() for key in rule.keys}
    assert set(TRIED) == set(PARAMETERS)
    for name, value in TRIED.items():
        assert PARAMETERS[name].read(value) != PARAMETERS[name].read(PARAMETERS[name].default)


def test_a_rule_gives_the_first_thing_that_is_missing_as_its_reason() -> None:
    with projected({"bronnen": [{"id": "b1", "titel": "Registratie", "soort": "REGISTRATIE"}]}) as empty:
        outcomes = Report(empty, Request(example().request.day)).outcomes
    assert {rule: outcome.reason for rule, outcome in outcomes.items()} == {rule.id: rule.needs[0].reason for rule in RULES.values()}
    assert outcomes["ROL_ONTBREEKT"].reason == (
        "De kolom aanbieder van het blad arrangementen en de bladen verantwoordelijkheden en financiering zijn leeg.")
    assert outcomes["TEGENSTRIJDIG"].reason == "De kolom bron van het blad agenda en de kolom bron van het blad vraag zijn leeg."
