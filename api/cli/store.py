"""Commands on the store as a whole: store copy, store rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.data import progress
from api.cli.shared import DATA_WRONG, WRONG_USE, StoreOption, err, escaped, fail, opened, opened_graph, out, store_errors
from graph.store import file_of
from graph.store.copy import CopyRefused, history
from graph.store.copy import copy as copied


def copy(
    source: Annotated[str, typer.Argument(metavar="VAN", help="Adres van de opslag die u kopieert.")],
    target: Annotated[str, typer.Argument(metavar="NAAR", help="Adres van de nieuwe opslag. Die is leeg, of een kopie die niet af is.")],
) -> None:
    """Kopieer een opslag met alle gegevenssets, revisies en geschiedenis. Afgebroken? Geef dezelfde opdracht nog eens."""
    with store_errors():
        origin_file, target_file = file_of(source), file_of(target)
    # Opening an address makes the file, so what is not there would become an empty store.
    if origin_file is not None and not origin_file.exists():
        raise fail(f"Het bestand {origin_file} bestaat niet. Kijk het adres van de opslag die u kopieert na.", WRONG_USE)
    if source == target or _same(origin_file, target_file):
        raise fail("VAN en NAAR zijn dezelfde opslag. Kies een andere opslag om naartoe te kopiëren.", WRONG_USE)
    with opened(source) as origin:
        try:
            history(origin)
            with opened(target) as destination:
                try:
                    with progress(True) as bar:
                        done = copied(origin, destination, bar)
                except CopyRefused:
                    raise
                except ValueError:
                    held = destination.revision().number
                    raise fail(f"In {destination.url} staan nu de eerste {held} revisies van {origin.url}. Verder gaat het niet: er staat "
                               "iets in dat deze versie van Dekkend niet kent, of de geschiedenis sluit niet aan. Werk Dekkend bij en "
                               "geef dezelfde opdracht nog eens.", DATA_WRONG) from None
        except CopyRefused as wrong:
            raise fail(str(wrong), WRONG_USE) from None
    if not done.written:
        out.print(escaped(f"{destination.url} was al een volledige kopie ({_revisions(done.already)})."))
        return
    already = f" De eerste {done.already} stonden er al." if done.already else ""
    out.print(escaped(f"{origin.url} is gekopieerd naar {destination.url}: {_revisions(done.already + done.written)}.{already}"))


def _same(one: Path | None, other: Path | None) -> bool:
    """Whether two files are one, however they are written."""
    if one is None or other is None:
        return False
    return one.samefile(other) if one.exists() and other.exists() else False


def _revisions(count: int) -> str:
    return "1 revisie" if count == 1 else f"{count} revisies"


def rebuild(store: StoreOption = None) -> None:
    """Maak de graaf in Neo4j opnieuw, als iemand hem buiten Dekkend om heeft veranderd. De gegevens en de geschiedenis blijven gelijk."""
    with opened_graph(store) as target:
        with err.status("De graaf wordt opnieuw gemaakt. Dit kan minuten duren."):
            target.rebuild()
        out.print(escaped(f"De graaf in {target.url} is opnieuw gemaakt (revisie {target.revision().number})."))


COMMANDS = {"copy": copy, "rebuild": rebuild}
