"""Commands that answer: gaps and match."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer
from rich.table import Table as RichTable

from api.cli.shared import (
    WRONG_USE,
    AreaKindOption,
    AreaOption,
    DateOption,
    OutOption,
    ParamOption,
    ProfileOption,
    RuleOption,
    StoreOption,
    day,
    err,
    escaped,
    fail,
    one_of,
    opened_graph,
    out,
    parameters,
    projected,
    report_of,
    warn_outside,
    write,
)
from api.needs import WrongNeeds, needs_of
from api.reports import FORMATS, parts_of, ranked_within, written_report
from graph.gaps import RULES, Report, Request
from graph.gaps.kept import MOST
from graph.gaps.ranking import DECISION_LIST, FORMULA, INVENTORY_LIST
from graph.matching import Match, Matcher
from graph.projection import build

_SHOWN = 40


def gaps(
    rule: RuleOption = None,
    profile: ProfileOption = None,
    area: AreaOption = None,
    area_kind: AreaKindOption = None,
    date: DateOption = None,
    param: ParamOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="table, " + ", ".join(FORMATS))] = "table",
    to: OutOption = None,
    write_back: Annotated[bool, typer.Option(
        "--write-back", help="Zet de lacunelijst van vandaag als (:Gap) in de graaf van Neo4j; wat niet meer klopt, gaat weg.")] = False,
    store: StoreOption = None,
) -> None:
    """De lacunes: wat ontbreekt, voor wie, waar, en hoe zeker dat is."""
    if write_back:
        # What is not in the list counts as solved, so a part of the list would take away the rest.
        if rule or profile or area or area_kind or date or param or to or format != "table":
            raise fail("Met --write-back gaat de hele lacunelijst van vandaag naar de graaf. Laat de andere opties weg, behalve --store.",
                       WRONG_USE)
        _write_back(store)
        return
    one_of(format, ("table", *FORMATS), "--format")
    given = parameters(area_kind, param)
    projection = projected(store)
    report = report_of(projection, Request(day(date), tuple(rule or ()), tuple(profile or ()), tuple(area or ()), given))
    warn_outside(report)
    if format != "table":
        write(written_report(report, format), to)
    elif to is not None:
        raise fail("Een tabel is voor het scherm. Kies bij --out een vorm, zoals --format csv.", WRONG_USE)
    else:
        _show(report)


def _write_back(address: str | None) -> None:
    from api.write_back import write_back

    with opened_graph(address) as target:
        with target.stream() as snapshot:
            projection = build(snapshot)
        found = write_back(target, Report(projection, Request(day(None))))
    counts = found.kept
    out.print(escaped(f"De lacunelijst van vandaag (revisie {projection.revision.number}) staat in de graaf van {target.url}: "
                      f"{counts.new} nieuw, {counts.changed} veranderd, {counts.gone} vervallen, {counts.same} gelijk."))
    if found.left_out:
        err.print(f"Let op: {found.left_out} lacunes staan er niet in. De graaf krijgt er hoogstens {MOST}, die met de hoogste score. "
                  "Met dekkend gaps --format csv krijgt u ze allemaal.")


def _show(report: Report) -> None:
    projection = report.projection
    heading = f"Peildatum {report.request.day}, revisie {projection.revision.number}"
    out.print(f"[bold]{heading}[/]" + ("  [black on yellow] voorbeelddata (fictief) [/]" if projection.fictitious else ""))
    figures = RichTable(title="Regels", title_justify="left")
    for column in ("Regel", "Van", "Lacune", "Onbekend", "Gedekt"):
        figures.add_column(column, justify="left" if column == "Regel" else "right")
    skipped = []
    for rule, outcome in zip(report.rules, report.outcomes.values(), strict=True):
        if outcome.computed:
            figures.add_row(f"{rule.title} ({rule.id})", str(outcome.population), str(outcome.gap), str(outcome.unknown),
                            str(outcome.covered))
        else:
            skipped.append(f"{rule.title} ({rule.id}) is niet berekend: {outcome.reason}")
    out.print(figures)
    for line in skipped:
        out.print(escaped(line))
    standing = report.standing
    for title, name in (("Lacunelijst", DECISION_LIST), ("Eerst inventariseren", INVENTORY_LIST)):
        size = standing.sizes()[name]
        if not size:
            continue
        listing = RichTable(title=f"{title}: {size}", title_justify="left", show_lines=True, expand=True)
        listing.add_column("Plaats", justify="right")
        listing.add_column("Score", justify="right")
        listing.add_column("Status")
        listing.add_column("Wat", ratio=1, overflow="fold")
        for finding in islice(standing.in_order(name), _SHOWN):
            first, last = finding.rank_band
            listing.add_row(f"{finding.rank}\n[dim]{first}-{last}[/]", f"{finding.score}\n[dim]{parts_of(finding)}[/]", finding.status,
                            f"[bold]{RULES[finding.rule].title}[/] [dim]{escaped(finding.id)}[/]\n"
                            + escaped(report.explain(finding).text))
        out.print(listing)
        if size > _SHOWN:
            out.print(f"… en nog {size - _SHOWN}. Kies met --rule, --profile of --area, of gebruik --format csv.")
    if len(standing):
        out.print(escaped(f"Score = {FORMULA}; onder de score staan ernst, urgentie en bewijs. Onder de plaats staat tussen welke plaatsen "
                          "een lacune kan staan als elk gewicht half, gewoon of anderhalf keer telt. Waarom een score zo is: --format md."))
        if within := ranked_within(report):
            out.print(within)


def match(
    area: Annotated[str, typer.Option("--area", metavar="GEBIED", help="Id van het gebied.")],
    age: Annotated[int, typer.Option("--age", metavar="LEEFTIJD", help="Leeftijd in jaren.", min=0, max=27)],
    profile: Annotated[str | None, typer.Option("--profile", metavar="PROFIEL", help="Id van een profiel.")] = None,
    needs: Annotated[str | None, typer.Option("--needs", metavar="BEHOEFTEN",
                                              help="In plaats van een profiel: 'behoefte=AUTISME; onderwijs=HAVO'.")] = None,
    date: DateOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    store: StoreOption = None,
) -> None:
    """Welke voorzieningen passen, welke misschien, welke net niet, en waarom."""
    one_of(format, ("text", "json"), "--format")
    moment = projected(store).at(day(date))
    if area not in moment.areas.active:
        raise fail(f"Er is op de peildatum geen gebied met id {area}.", WRONG_USE)
    try:
        asked = needs_of(moment, profile, needs, age)
    except WrongNeeds as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    leaves = moment.leaves(asked, area)
    if not leaves:
        raise fail(f"Het profiel {asked.name} komt niet voor in {moment.areas.name(area)}.", WRONG_USE)
    if not asked.ages >> age & 1:
        err.print(escaped(f"Let op: {age} jaar valt buiten de leeftijden van het profiel {asked.name}."))
    matches = Matcher(moment, asked, age, leaves).all()
    if format == "json":
        from api.matches import matches_json

        write(matches_json(moment, asked, age, area, matches), None)
        return
    out.print(f"[bold]{escaped(asked.name)}[/], {age} jaar, in {escaped(moment.areas.name(area))}, peildatum {moment.day}")
    for title, chosen in (
        ("Past", [item for item in matches if item.outcome == "JA"]),
        ("Past in een deel van het gebied", [item for item in matches if item.outcome == "DEELS"]),
        ("Past misschien: er ontbreken gegevens", [item for item in matches if item.outcome == "ONBEKEND"]),
        ("Past op één punt na", [item for item in matches if item.near_miss]),
    ):
        out.print(f"\n[bold]{title}: {len(chosen)}[/]")
        for item in chosen:
            out.print(f"  {escaped(item.name)} [dim]({item.arrangement})[/]")
            for condition in _telling(item):
                out.print(f"    {escaped(condition)}")
    rest = sum(item.outcome == "NEE" and not item.near_miss for item in matches)
    out.print(f"\n{rest} andere voorzieningen passen op meer dan één punt niet.")


def _telling(found: Match) -> list[str]:
    """The sentences that matter: all of them for a fit, else those that stand in the way."""
    return [condition.sentence for condition in found.conditions
            if (found.outcome == "JA" and condition.name != "instroom") or condition.outcome != "JA"]


COMMANDS = {"gaps": gaps, "match": match}
