"""The words of a path: its route, what each step takes, how long it lasts, and where it breaks."""

from __future__ import annotations

from graph.paths import Path, Step
from graph.projection.moment import Moment


def counted(number: int, one: str, more: str) -> str:
    """`1 week`, `3 weken`."""
    return f"{number} {one if number == 1 else more}"


def step_in_words(moment: Moment, step: Step) -> str:
    """`besluit: TLV laag; Gemeente X beslist; 6 weken; met warme overdracht`, and what is not filled in."""
    vocabulary = moment.vocabulary
    told, blank = [], []
    if step.access:
        told.append("besluit: " + " of ".join(vocabulary.label("toegang", code) for code in step.access)
                    if step.access != ("GEEN",) else "geen besluit nodig")
    else:
        blank.append("welk besluit nodig is")
    if step.decided_by:
        told.append(f"{moment.projection['organisation'].name(step.decided_by)} beslist")
    elif step.access != ("GEEN",):
        blank.append("wie beslist")
    if step.weeks is None:
        blank.append("doorlooptijd")
    else:
        told.append(counted(step.weeks, "week", "weken"))
    if step.warm is None:
        blank.append("warme overdracht")
    else:
        told.append("met warme overdracht" if step.warm else "zonder warme overdracht")
    if step.enrolment:
        told.append(vocabulary.label("inschrijving", step.enrolment).lower())
    if blank:
        told.append(f"niet ingevuld: {', '.join(blank)}")
    return "; ".join(told)


def route(moment: Moment, path: Path) -> str:
    """The names of all arrangements on a path."""
    return " → ".join(map(moment.projection["arrangement"].name, path.arrangements))


def lead_time(path: Path) -> str:
    """How long all steps of a path take together, and of how many that is not known."""
    if not path.steps:
        return "geen, er is geen verwijzing nodig"
    low, high = path.weeks
    if high is not None:
        return counted(high, "week", "weken")
    unknown = path.unknown_steps
    if unknown == len(path.steps):
        return "niet bekend"
    return f"ten minste {counted(low, 'week', 'weken')}; van {'één stap' if unknown == 1 else f'{unknown} stappen'} is het niet bekend"


def breaks(moment: Moment, path: Path) -> str:
    """Where and why a path breaks that cannot be walked, in the order in which one meets it."""
    if path.obstacles:
        return f"Dat kan al niet beginnen: {'; '.join(path.obstacles)}."
    step = path.broken
    assert step is not None
    name = moment.projection["arrangement"].name
    return f"Dat breekt af tussen {name(step.source)} en {name(step.target)}: {'; '.join(step.obstacles)}."
