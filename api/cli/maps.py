"""The command that draws."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.shared import WRONG_USE, DateOption, StoreOption, day, fail, one_of, projected, write


def draw_map(
    to: Annotated[Path, typer.Option("--out", metavar="BESTAND", help="Bestand dat eindigt op .html, .svg, .json, .graphml of .gexf.")],
    view: Annotated[str, typer.Option("--view", metavar="KAART", help="regio, verwijspaden, organisatie, profiel, lacune of gebieden.")]
    = "regio",
    focus: Annotated[list[str] | None, typer.Option("--focus", metavar="ID", help="Waar de kaart om draait; mag vaker.")] = None,
    depth: Annotated[int, typer.Option("--depth", metavar="N", help="Aantal stappen om de focus heen: 1, 2 of 3.")] = 1,
    profile: Annotated[str | None, typer.Option("--profile", metavar="PROFIEL", help="Id van een profiel.")] = None,
    area: Annotated[str | None, typer.Option("--area", metavar="GEBIED", help="Id van een gebied.")] = None,
    age: Annotated[int | None, typer.Option("--age", metavar="LEEFTIJD", help="Leeftijd in jaren.")] = None,
    gap: Annotated[str | None, typer.Option("--gap", metavar="BEVINDING", help="Id van een bevinding uit de lacunelijst.")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="REGEL", help="Teken de lacunes van deze regel; mag vaker.")] = None,
    date: DateOption = None,
    store: StoreOption = None,
) -> None:
    """Een kaart van het netwerk, als één bestand dat overal opent."""
    from visualisations import FORMATS as MAP_FORMATS
    from visualisations import MapSpec, WrongMap, draw, render

    ending = one_of(to.suffix.removeprefix(".").casefold(), tuple(MAP_FORMATS), "--out")
    try:
        spec = MapSpec(view=view, focus=tuple(focus or ()), depth=depth, profile=profile, area=area, age=age, gap=gap,
                       rules=tuple(rule or ()))
        picture = draw(projected(store), spec, day(date))
    except WrongMap as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    write(render(picture, ending), to)


COMMANDS = {"map": draw_map}
