"""What in `docs/` is made from declarations: the workbook, the rules, the commands and settings, the graph model.

`python -m api.documentation` writes it; a test fails when it differs from what is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from api import documentation_rules
from api.cli.main import app
from api.documentation_ranking import ranking
from api.documentation_rules import NOTE, cell
from api.graph_picture import pictures
from api.graph_tables import filled
from api.settings import Settings
from graph.gaps import RULES
from schema.kinds import KINDS
from schema.schemes import AXIS_LABELS, CLOSED, FREE, Vocabulary, built_in
from schema.types import Field, Type

DOCS = Path(__file__).parent.parent / "docs"
RULE_PAGES = DOCS / "regels"


def _values(field: Field, vocabulary: Vocabulary) -> str:
    parts = [field.type.value]
    if field.type is Type.REF and field.kind:
        parts = [f"id van {KINDS[field.kind].sheet}"]
    elif field.type is Type.CODE and field.scheme:
        codes = list(vocabulary.scheme(field.scheme).concepts)
        few = len(codes) <= 6 and field.scheme not in FREE
        parts = [", ".join(codes) if few else f"code van [{field.scheme}](#{field.scheme})"]
    if field.many:
        parts.append("meer waarden met ;")
    if field.alle:
        parts.append("of alle")
    return "; ".join(parts)


def workbook() -> Iterator[str]:
    """The page on the sheets, columns and codes of the workbook."""
    vocabulary = built_in()
    yield from ("# Het werkboek, blad voor blad", "", NOTE, "")
    yield ("Een werkboek is een Excel-bestand (`.xlsx`) of een map met een CSV-bestand per blad. `dekkend template` maakt een leeg "
           "werkboek. Een leeg vak betekent *onbekend*, tenzij de tabel iets anders zegt. Bladen en kolommen waarvan de naam met `_` "
           "begint zijn uw eigen notities en worden niet gelezen.")
    yield from ("", "Zo schrijft u een waarde:", "")
    yield from (
        "- Meer waarden in één vak: `a; b`. Zonder beperking, waar dat kan: `alle`.",
        "- Een datum: `2026-08-01`, `1-8-2026`, `2026-08` (die maand) of `2026` (dat jaar).",
        "- Een aantal: `12`, `<5`, `10-15`, `>=20`.",
        "- Ja of nee: `ja`, `nee`, of leeg als u het niet weet.",
        "- Een id bestaat uit kleine letters, cijfers, punt, streepje en onderstreping.",
        "- Een code mag ook met haar Nederlandse naam of bekende afkorting.",
    )
    for kind in KINDS.values():
        yield from ("", f"## {kind.sheet}", "", kind.help, "")
        if kind.key:
            yield from (f"Twee rijen met dezelfde {', '.join(kind.key)} kunnen niet.", "")
        yield from ("| kolom | verplicht | wat | waarden | leeg betekent |", "|---|---|---|---|---|")
        for field in vocabulary.fields(kind):
            yield (f"| `{field.name}` | {'ja' if field.required else ''} | {cell(field.help)} | {cell(_values(field, vocabulary))} | "
                   f"{cell(field.blank or ('' if field.required else 'onbekend'))} |")
    yield from ("", "# Codes", "",
                "Met het blad `begrippen` voegt u waarden toe, ook een heel nieuwe as. Bij een vaste lijst kan dat niet.")
    for name, scheme in vocabulary.schemes.items():
        title = f"As {AXIS_LABELS[name][0].lower()}: {AXIS_LABELS[name][1]}" if name in vocabulary.axes else "Lijst."
        extra = " Vaste lijst." if name in CLOSED else " Een eigen code mag zonder begrippen-rij." if name in FREE else ""
        yield from ("", f"## {name}", "", title + extra, "", "| code | naam | valt onder | ook wel | betekenis |", "|---|---|---|---|---|")
        for concept in scheme.concepts.values():
            yield (f"| `{concept.code}` | {cell(concept.label)} | {', '.join(concept.broader)} | {cell('; '.join(concept.synonyms))} | "
                   f"{cell(concept.definition)} |")


def commands() -> Iterator[str]:
    """The page on the command line and the settings."""
    yield from ("# Commando's", "", NOTE, "")
    yield ("Elk commando heeft `--help`. Het stopt met 0 als het gelukt is, 1 als de gegevens niet kloppen (er is dan niets opgeslagen), "
           "2 bij verkeerd gebruik, 3 als de opslag niet bereikbaar is en 4 als iemand anders intussen heeft opgeslagen.")
    for name, command in documented(get_command(app)):
        arguments = " ".join(item.metavar for item in command.params if item.param_type_name == "argument")
        usage = f"`dekkend {name} {arguments}".rstrip() + "`"
        yield from ("", f"## dekkend {name}", "", usage, "", str(command.help or "").strip())
        rows = [item for item in command.params if item.param_type_name == "option"]
        if rows:
            yield from ("", "| optie | wat |", "|---|---|")
        for item in rows:
            word = f" {item.metavar}" if item.metavar else ""
            yield f"| `{', '.join(item.opts)}{word}` | {cell(item.help or '')} |"
    yield from ("", "## Instellingen", "", "Uit de omgeving:", "", "| variabele | wat | standaard |", "|---|---|---|")
    for setting, about in Settings.model_fields.items():
        default = "een bestand in uw gegevensmap" if setting == "store" else _default(about.default)
        yield f"| `DEKKEND_{setting.upper()}` | {about.description} | {default} |"


def _default(value: object) -> str:
    return ("aan" if value else "uit") if isinstance(value, bool) else "" if value is None else str(value)


def documented(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """(name, command) of every command, also of those in a group: `store copy`."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from documented(command, f"{before}{name} ")
        else:
            yield before + name, command


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "werkboek.md": workbook, "regels.md": documentation_rules.index, "ranking.md": ranking, "commandos.md": commands}


def page(name: str) -> str:
    """The text of one page."""
    return "\n".join(PAGES[name]()) + "\n"


def rule_pages() -> Iterator[tuple[Path, str]]:
    """The page of each rule, with its text."""
    for rule in RULES.values():
        yield RULE_PAGES / f"{rule.id}.md", "\n".join(documentation_rules.page(rule)) + "\n"


def made() -> Iterator[tuple[Path, str]]:
    """Every file of the documentation that is made, as a whole or in part, with the text it should have."""
    for name in PAGES:
        yield DOCS / name, page(name)
    yield from rule_pages()
    analysts = DOCS / "analisten.md"
    yield analysts, filled(analysts.read_text(encoding="utf-8"))
    for name, picture in pictures().items():
        yield DOCS / "afbeeldingen" / name, picture


def write() -> None:
    """Writes every page, and takes away the page of a rule that is no more."""
    RULE_PAGES.mkdir(exist_ok=True)
    pages = dict(made())
    for left in set(RULE_PAGES.iterdir()) - set(pages):
        left.unlink()
    for file, wanted in pages.items():
        file.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    write()
