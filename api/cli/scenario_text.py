"""A what-if as text: what is tried, what that does to the lacunes, to the figures and to the places."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as RichTable

from api.cli.shared import escaped
from api.reports import about, title
from api.scenarios import CAPACITY, bottlenecks, changed, named
from graph.capacity import Group, Interval
from graph.gaps import RULES, Finding, Report
from graph.gaps.compare import Changed, Direction
from graph.gaps.rule import Figures
from graph.gaps.words import ages_in_words, listed
from graph.projection.offers import ages_of
from graph.scenario import WhatIf
from loaders.scenario import Scenario, Understood
from schema.dates import spoken
from schema.kinds import KINDS

_CHANGES, _FINDINGS, _NAMES, _GROUPS, _PROBLEMS = 20, 10, 8, 5, 50
_LONGEST = 100


def tell_problems(console: Console, scenario: Scenario) -> None:
    """All that is wrong with a scenario, a line for each."""
    count = "1 fout" if scenario.problem_count == 1 else f"{scenario.problem_count} fouten"
    console.print(f"[bold red]{count} in het scenario.[/] Er is niets berekend.")
    for problem in scenario.problems[:_PROBLEMS]:
        where = [f"wijziging {problem.change}" if problem.change else "", f"blad {problem.sheet}" if problem.sheet else "",
                 f"kolom {problem.column}" if problem.column else ""]
        value = f" ({problem.value[:_LONGEST]})" if problem.value else ""
        told = ", ".join(filter(None, where)) + value
        console.print(escaped(f"  {told}: {problem.message}" if told else f"  {problem.message}"))
    _more(console, scenario.problem_count - _PROBLEMS)


def tell(console: Console, scenario: Scenario, whatif: WhatIf) -> None:
    """The whole answer."""
    before, after = whatif.before, whatif.after

    def say(line: str = "") -> None:
        console.print(escaped(line))

    console.print(f"[bold]Wat als?[/] {escaped(about(before))}. Er wordt niets opgeslagen.")
    for change in scenario.changes[:_CHANGES]:
        say(f"  {change.number}. {_change(whatif, change)}")
    _more(console, len(scenario.changes) - _CHANGES)
    for notice in scenario.notices[:_CHANGES]:
        say(f"Let op: {notice}")
    _more(console, len(scenario.notices) - _CHANGES)
    better, worse, other = (changed(whatif, way) for way in (Direction.BETTER, Direction.WORSE, Direction.OTHER))
    closed, opened = whatif.closed, whatif.opened
    counts = [f"{len(found)} {one if len(found) == 1 else more}" for found, one, more in (
        (closed, "verdwijnt", "verdwijnen"), (opened, "komt erbij", "komen erbij"), (better, "wordt kleiner", "worden kleiner"),
        (worse, "wordt groter", "worden groter"), (other, "verandert anders", "veranderen anders")) if found]
    if not counts:
        say("\nDe lacunes blijven zoals zij zijn.")
    else:
        say(f"\nLacunes: {', '.join(counts)}.")
        for sort, ids in zip(("profile", "area"), whatif.touched, strict=True):
            if ids:
                names = [named(whatif, sort, id) for id in ids]
                say(f"{'Profielen' if sort == 'profile' else 'Gebieden'} die dit raakt ({len(ids)}): {listed(names, _NAMES)}.")
    _findings(console, "Verdwijnt", before, closed)
    _findings(console, "Komt erbij", after, opened)
    for heading, pairs in (("Wordt kleiner", better), ("Wordt groter", worse), ("Verandert anders", other)):
        _pairs(console, heading, after, pairs)
    _figures(console, whatif)
    _bottlenecks(console, whatif)


def _change(whatif: WhatIf, change: Understood) -> str:
    who = f"{KINDS[change.kind].singular} {named(whatif, change.kind, change.id)}"
    if not who.endswith(f" {change.id}"):
        who += f" ({change.id})"
    if change.op == "sluiten":
        return f"sluiten: {who}; de laatste dag is {spoken(change.cells[0].after)}."
    cells = [f"{cell.column} {_cell(cell.after)}" if change.op == "toevoegen" else
             f"{cell.column} van {_cell(cell.before)} naar {_cell(cell.after)}" for cell in change.cells]
    return f"{change.op}: {who}; {', '.join(cells) or 'geen cellen'}."


def _cell(text: str) -> str:
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text or "leeg"


def _more(console: Console, count: int) -> None:
    if count > 0:
        console.print(f"  … en nog {count}. Met --format json ziet u meer.")


def _heading(report: Report, finding: Finding) -> str:
    return f"  [bold]{escaped(title(report, finding))}[/] ({finding.status}) [dim]{escaped(finding.id)}[/]"


def _findings(console: Console, heading: str, report: Report, findings: Sequence[Finding]) -> None:
    """The findings of a report, explained by it; the highest scores first."""
    if not findings:
        return
    console.print(f"\n[bold]{heading}: {len(findings)}[/]")
    ranked = sorted((report.ranked(finding) for finding in findings), key=lambda finding: (-finding.score, finding.id))
    for finding in ranked[:_FINDINGS]:
        console.print(_heading(report, finding))
        console.print(f"    {escaped(report.explain(finding).text)}")
    _more(console, len(findings) - _FINDINGS)


def _pairs(console: Console, heading: str, after: Report, pairs: Sequence[Changed]) -> None:
    if not pairs:
        return
    console.print(f"\n[bold]{heading}: {len(pairs)}[/]")
    ranked = sorted(pairs, key=lambda pair: (-after.ranked(pair.after).score, pair.after.id))
    for pair in ranked[:_FINDINGS]:
        console.print(_heading(after, pair.after))
        for was, now in ((_ages(pair.before), _ages(pair.after)), (pair.before.status, pair.after.status)):
            if was != now:
                console.print(f"    Van {was} naar {now}.")
        console.print(f"    {escaped(after.explain(pair.after).text)}")
    _more(console, len(pairs) - _FINDINGS)


def _ages(finding: Finding) -> str:
    return ages_in_words(finding.ages) if finding.ages else "geen leeftijd"


def _figures(console: Console, whatif: WhatIf) -> None:
    differing = [each for each in whatif.comparisons.values() if each.before != each.after]
    counted = [each for each in differing if _counts(each.before) != _counts(each.after)]
    if counted:
        table = RichTable(title="Cijfers die veranderen", title_justify="left")
        for column in ("Regel", "Van", "Lacune", "Onbekend", "Gedekt"):
            table.add_column(column, justify="left" if column == "Regel" else "right")
        for each in counted:
            table.add_row(f"{RULES[each.rule].title} ({each.rule})", *(
                f"{was}" if was == now else f"{was} → {now}" for was, now in zip(_counts(each.before), _counts(each.after), strict=True)))
        console.print()
        console.print(table)
    for each in differing:
        if told := _computed(each.before.reason, each.after.reason):
            console.print(escaped(f"{RULES[each.rule].title} ({each.rule}): {told}"))


def _computed(before: str | None, after: str | None) -> str | None:
    """What changes about whether a rule is computed, and why not; None when nothing does."""
    if before == after:
        return None
    if after is None:
        return f"wordt nu wel berekend. Eerder niet: {before}"
    return f"wordt {'niet meer' if before is None else 'nog steeds niet'} berekend. {after}"


def _counts(figures: Figures) -> tuple[int, int, int, int]:
    return figures.population, figures.gap, figures.unknown, figures.covered


def _bottlenecks(console: Console, whatif: WhatIf) -> None:
    """The groups with too few places that differ."""
    gone, new = bottlenecks(whatif)
    if not gone and not new:
        return
    console.print("\n[bold]Groepen met te weinig plekken die veranderen[/]")
    for heading, report, groups in (("Eerst", whatif.before, gone), ("Dan", whatif.after, new)):
        for group in groups[:_GROUPS]:
            console.print(escaped(f"  {heading}: {_group(report, group)}"))
        _more(console, len(groups) - _GROUPS)
    if not new:
        computed = whatif.comparisons[CAPACITY].after.reason is None
        console.print("  Dan: deze groepen hebben genoeg plekken, of staan niet meer in de vraag." if computed else
                      "  Dan: niet te zeggen, want deze regel wordt niet meer berekend.")


def _group(report: Report, group: Group) -> str:
    capacity, context = report.context.capacity, report.context
    who = [f"{context.name('profile', demand.profile)} in {context.name('area', demand.area)} ({ages_in_words(ages_of(demand.ages))})"
           for demand in (capacity.demands[place] for place in group.demands)]
    provisions = [context.name("arrangement", id) for id in group.provisions]
    return (f"{listed(who, _NAMES)}: {_words(group.demand)} jongeren, {_words(group.places)} plekken, tekort {_words(group.shortage)}. "
            + (f"Passend aanbod: {listed(provisions, _NAMES)}." if provisions else "Er is geen aanbod dat zeker past."))


def _words(interval: Interval) -> str:
    low, high = interval
    return f"{low} of meer" if high is None else str(low) if low == high else f"{low} tot en met {high}"
