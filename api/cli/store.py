"""Commands on the store as a whole: store copy, store rebuild."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.data import progress
from api.cli.shared import WRONG_USE, StoreOption, escaped, fail, opened, out
from graph.store import graph_store
from graph.store.copy import CopyRefused
from graph.store.copy import copy as copied


def copy(
    source: Annotated[str, typer.Argument(metavar="VAN", help="Adres van de opslag die u kopieert.")],
    target: Annotated[str, typer.Argument(metavar="NAAR", help="Adres van de nieuwe opslag. Die is leeg, of een kopie die niet af is.")],
) -> None:
    """Kopieer een opslag met alle gegevenssets, revisies en geschiedenis. Afgebroken? Geef dezelfde opdracht nog eens."""
    with opened(source) as origin, opened(target) as destination, progress(True) as bar:
        try:
            done = copied(origin, destination, bar)
        except CopyRefused as wrong:
            raise fail(str(wrong), WRONG_USE) from None
    if not done.written:
        out.print(escaped(f"{destination.url} was al een volledige kopie ({_revisions(done.already)})."))
        return
    already = f" De eerste {done.already} stonden er al." if done.already else ""
    out.print(escaped(f"{origin.url} is gekopieerd naar {destination.url}: {_revisions(done.already + done.written)}.{already}"))


def _revisions(count: int) -> str:
    return "1 revisie" if count == 1 else f"{count} revisies"


def rebuild(store: StoreOption = None) -> None:
    """Maak de graaf in Neo4j opnieuw, als iemand hem buiten Dekkend om heeft veranderd. De gegevens en de geschiedenis blijven gelijk."""
    with opened(store) as target:
        graph_store(target).rebuild()
        out.print(escaped(f"De graaf in {target.url} is opnieuw gemaakt (revisie {target.revision().number})."))


COMMANDS = {"copy": copy, "rebuild": rebuild}
