"""What fits a profile in an area, what perhaps does, and what misses on one point."""

from __future__ import annotations

from collections.abc import Sequence

from graph.gaps.words import ages_in_words
from graph.matching import Match, Matcher
from graph.projection import Moment
from graph.projection.areas import Bits
from graph.projection.moment import Needs
from graph.projection.offers import ages_of
from visualisations.arrange import around
from visualisations.details import name_of
from visualisations.focus import require
from visualisations.holes import mark
from visualisations.payload import Detail
from visualisations.sketch import Item, Sketch, node_id
from visualisations.spec import MapSpec, WrongMap
from visualisations.text import clean

# outcome -> (id of the group, heading, side, what the line says, its style)
_OUTCOMES = {
    "JA": ("past", "Past", "rechts", "past", "past"),
    "DEELS": ("past-deels", "Past, maar niet in het hele gebied", "rechts", "past in een deel van het gebied", "past"),
    "ONBEKEND": ("misschien", "Past misschien: er ontbreken gegevens", "rechts", "past misschien", "misschien"),
    "NEE": ("net-niet", "Past op één punt na niet", "links", "past op één punt na niet", "net-niet"),
}


def needs_in(moment: Moment, profile: str, area: str) -> Needs:
    """What the profile needs; WrongMap when it does not occur in the area on the day."""
    projection = moment.projection
    require(projection, "profile", profile)
    require(projection, "area", area)
    needs = moment.profiles[projection["profile"].index[profile]]
    if not moment.leaves(needs, area):
        raise WrongMap(f"Het profiel {name_of(moment, 'profile', profile)} komt niet voor in {name_of(moment, 'area', area)}.")
    return needs


def asked_ages(needs: Needs, age: int | None) -> Sequence[int]:
    """The ages of the profile, or the one that is asked for; WrongMap when the profile does not have it."""
    ages = ages_of(needs.ages)
    if age is None:
        return ages
    if age not in ages:
        raise WrongMap(f"Het profiel {clean(needs.name)} geldt voor {ages_in_words(ages)}, niet voor {age} jaar.")
    return (age,)


def fits(moment: Moment, spec: MapSpec) -> dict[str, str]:
    """Of each provision that may fit the profile of the spec: `past`, `past deels` or `past misschien`, by id.

    Without an area it is about all of the area in which the profile occurs.
    """
    if spec.profile is None:
        return {}
    if spec.area:
        needs = needs_in(moment, spec.profile, spec.area)
        leaves = moment.leaves(needs, spec.area)
    else:
        needs = moment.profiles[moment.projection["profile"].index[spec.profile]]
        leaves = moment.areas.all if needs.leaves is None else needs.leaves
    words = {"JA": "past", "DEELS": "past deels", "ONBEKEND": "past misschien"}
    return {match.arrangement: words[match.outcome]
            for match, _ in matches(moment, needs, leaves, asked_ages(needs, spec.age)) if match.outcome in words}


def matches(moment: Moment, needs: Needs, leaves: Bits, ages: Sequence[int]) -> list[tuple[Match, Sequence[int]]]:
    """One match per provision, at the age that suits it best, with the ages at which it has that outcome.

    Only the condition on age depends on the age, so the best age for that condition is the best age for the match.
    """
    offers = moment.offers
    matchers = {age: Matcher(moment, needs, age, leaves) for age in ages}
    found = []
    for number in range(len(offers)):
        possible = int(offers.age_maybe[number])
        suited: Sequence[int] = [age for age in ages if possible >> age & 1] or ages
        found.append((matchers[suited[0]].match(number), suited))
    return found


def put_match(sketch: Sketch, match: Match, ages: Sequence[int], place: str | None = None) -> tuple[Item | None, str, str]:
    """A provision in the group of its outcome; returns (item, what the line says, style). No item when it is no option."""
    outcome = match.outcome
    if outcome == "NEE" and match.near_miss is None:
        return None, "", ""
    group, heading, side, says, style = _OUTCOMES[outcome]
    wrong = [condition for condition in match.conditions if condition.outcome == outcome != "JA"]
    status = {"NEE": "net niet: ", "ONBEKEND": "misschien: ", "DEELS": "deels: "}.get(outcome, "past")
    if outcome != "JA":
        status += ", ".join(_called(sketch.moment, condition.name) for condition in wrong)
    detail: list[Detail] = [("Uitkomst", says), ("Leeftijden", ages_in_words(ages))]
    detail += [(_called(sketch.moment, condition.name).capitalize(), clean(condition.sentence)) for condition in wrong]
    box = sketch.box(group, heading, place or side, 1)
    return sketch.record("arrangement", match.arrangement, box, status=status, detail=tuple(detail)), says, style


def _called(moment: Moment, name: str) -> str:
    return name if name in ("instroom", "leeftijd", "gebied") else moment.vocabulary.axis_field(name).label.lower()


def profiel(moment: Moment, spec: MapSpec) -> Sketch:
    """The options of a profile in an area."""
    assert spec.profile is not None
    assert spec.area is not None
    needs = needs_in(moment, spec.profile, spec.area)
    ages = asked_ages(needs, spec.age)
    title = (f"Aanbod voor {name_of(moment, 'profile', spec.profile)} in {name_of(moment, 'area', spec.area)}, "
             f"{ages_in_words(ages)}")
    sketch = Sketch(moment, spec, around, title)
    middle = sketch.box("midden", "Profiel en gebied", "midden")
    owner = sketch.record("profile", spec.profile, middle, focus=True)
    area = sketch.record("area", spec.area, middle, focus=True, rank=1)
    assert owner is not None
    assert area is not None
    sketch.edge(owner.id, area.id, "reference", "komt voor in", "ligging")
    for group, heading, side, _, _ in _OUTCOMES.values():
        sketch.box(group, heading, side, 1, always=True)
    refused = 0
    for match, suited in matches(moment, needs, moment.leaves(needs, spec.area), ages):
        item, says, style = put_match(sketch, match, suited)
        if item:
            sketch.edge(owner.id, item.id, "match", says, style)
        elif match.outcome == "NEE" and match.near_miss is None:
            refused += 1
            sketch.leave_out("arrangement", match.arrangement, "past op meer dan één punt niet")
    if not any(item.group.startswith("past") for item in sketch.items.values()):
        sketch.notices.append("Geen enkele voorziening past zeker.")
    mark(sketch, anchors=frozenset({node_id(("profile", spec.profile))}))
    return sketch
