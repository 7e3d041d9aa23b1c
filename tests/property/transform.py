"""Changes to a book whose effect on the answers is known beforehand."""

from __future__ import annotations

from dataclasses import replace

from .bruteforce import Book, Row, RuleResult
from .bruteforce.findings import encode
from .bruteforce.region import BUILT_IN_AXES, OTHER_SCHEMES
from .dice import Dice
from .workbook_places import RANDVOORWAARDEN
from .workbooks import Case

Renaming = dict[str, str]
SIGNS = (("%7C", "|"), ("%3D", "="), ("%2B", "+"), ("%25", "%"))


def with_row(case: Case, sheet: str, row: Row) -> Case:
    """The case with one row more."""
    return replace(case, book=case.book | {sheet: [*case.book.get(sheet, []), row]})


def all_axes(book: Book) -> list[str]:
    """The built-in axes and those that the book adds."""
    return sorted({*BUILT_IN_AXES, *(row["as"] for row in book.get("begrippen", []))} - {*OTHER_SCHEMES})


def with_provision_for_everybody(case: Case) -> Case:
    """A provision that admits everything of every age everywhere, at once, for ever and with all that is needed."""
    row = {"id": "voor-iedereen", "naam": "Voor iedereen", "soort": "SBO", "gebieden": "alle", "voorliggend": "ONDERWIJS"}
    row |= {"leeftijd_van": "alle", "leeftijd_tot": "alle"} | dict.fromkeys(all_axes(case.book), "alle")
    row |= {"plekken": ">=1000000", "bezet": "0", "wachttijd_weken": "0", "toegang": "GEEN", "instap": "ja"}
    row |= {"randvoorwaarden": "; ".join(RANDVOORWAARDEN)}
    return with_row(case, "arrangementen", row)


def with_split_leaf(case: Case, leaf: str) -> Case:
    """Two new areas inside a leaf, to which nothing refers."""
    for child in ("wk-een", "wk-twee"):
        case = with_row(case, "gebieden", {"id": child, "naam": child, "soort": "GGD", "bovenliggend": leaf})
    return case


def mixed_up(case: Case, dice: Dice) -> Case:
    """The same rows and columns in another order, lists too."""

    def cell(text: str) -> str:
        return "; ".join(dice.shuffled(text.split(";"))) if ";" in text else text

    def row(cells: Row) -> Row:
        return {column: cell(cells[column]) for column in dice.shuffled(list(cells))}

    sheets = dice.shuffled(list(case.book))
    return replace(case, book={sheet: [row(one) for one in dice.shuffled(case.book[sheet])] for sheet in sheets})


def renaming_of(case: Case) -> Renaming:
    """New ids for all records, in an order that turns the old one round; of sources the first stays the first (section 5)."""
    old = [row["id"] for sheet, rows in case.book.items() if sheet != "bronnen" for row in rows if "id" in row]
    sources = [row["id"] for row in case.book.get("bronnen", [])]
    order = [*sorted(old, reverse=True), *sorted(sources)]
    return {identifier: f"n{at:03d}.{at % 7}" for at, identifier in enumerate(order)}


def renamed(case: Case, new: Renaming) -> Case:
    """The case with other ids and the same meaning."""

    def cell(text: str) -> str:
        if "|" in text:
            return _renamed_finding(text, new)
        return "; ".join(new.get(part.strip(), part) for part in text.split(";"))

    book = {s: [{column: cell(text) for column, text in row.items()} for row in rows] for s, rows in case.book.items()}
    params = case.params
    params = replace(params, profile=new.get(params.profile or ""), area=new.get(params.area or ""))
    return Case(book, case.d, params)


def renamed_result(result: RuleResult, new: Renaming) -> RuleResult:
    """What a rule must say of the renamed case."""
    return replace(result, findings={_renamed_finding(one, new): said for one, said in result.findings.items()})


def _renamed_finding(identity: str, new: Renaming) -> str:
    rule, *keys = identity.split("|")
    for at, part in enumerate(keys):
        key, value = part.split("=")
        several = sorted(_renamed_id(_decoded(one), new) for one in value.split("+"))
        keys[at] = f"{key}=" + "+".join(map(encode, several))
    return "|".join([rule, *keys])


def _decoded(text: str) -> str:
    for encoded, sign in SIGNS:
        text = text.replace(encoded, sign)
    return text


def _renamed_id(identifier: str, new: Renaming) -> str:
    prefix, colon, rest = identifier.rpartition(":")
    return prefix + colon + "~".join(new.get(part, part) for part in rest.split("~"))
