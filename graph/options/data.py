"""AFSPRAAK about what is written down: TEGENSTRIJDIG, VEROUDERD."""

from __future__ import annotations

from collections.abc import Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.options.edits import changed, ended
from graph.options.option import Candidate, Sort
from schema.dates import spoken

_KINDS = {"agenda": ("agenda_item", "datum"), "vraag": ("demand", "aantal"), "arrangement": ("arrangement", ""),
          "verwijspad": ("referral", "")}
"""The kind that a prefix in a finding stands for, and the column that sources can differ in."""


def one_source(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Take what one of the sources says for both."""
    texts = [text.partition(":") for text in finding.subject["records"]]
    kind, column = _KINDS[texts[0][0]]
    ids = [id for _, _, id in texts]
    for right, wrong in (ids, ids[::-1]):
        source = context.name("source", context.values(kind, right)["bron"])
        other = context.name("source", context.values(kind, wrong)["bron"])
        yield Candidate(Sort.AFSPRAAK, f"Houd aan wat {source} zegt",
                        f"Ga na dat dit klopt. De regel uit {other} krijgt dezelfde waarde, of gaat weg.",
                        (changed(context, kind, wrong, **{column: context.values(kind, right)[column]}),), None)


def confirmed(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let the owner confirm it; or, when it turns out to be no longer so, take it away."""
    prefix, _, id = finding.subject["record"].partition(":")
    kind = _KINDS[prefix][0]
    values = context.values(kind, id)
    owner = values.get("aanbieder") or values.get("besluit_door")
    who = context.name("organisation", owner) if owner else "de eigenaar (niet ingevuld)"
    today = context.moment.day.isoformat()
    last = f"Voor het laatst bevestigd: {spoken(values['bevestigd_op'])}." if "bevestigd_op" in values else "Nog nooit bevestigd."
    yield Candidate(Sort.AFSPRAAK, f"Laat {who} bevestigen dat dit nog klopt", f"{last} Vraag meteen naar plekken, wachttijd en voor wie "
        f"het is."
                    if kind == "arrangement" else f"{last} Vraag meteen hoe lang de stap duurt en wie beslist.",
                    (changed(context, kind, id, bevestigd_op=today),), owner, asks=True)
    gone = ended(context, kind, id) if kind == "arrangement" else changed(context, kind, id, status="GESTOPT")
    if gone is not None:
        yield Candidate(Sort.AFSPRAAK, f"Blijkt dit niet meer te bestaan: haal "
                                       f"{'de voorziening' if kind == 'arrangement' else 'het verwijspad'} weg",
                        f"Vraag het eerst na bij {who}. Dit laat zien wat het zou betekenen.", (gone,), owner)
