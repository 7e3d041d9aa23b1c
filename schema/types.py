"""What a field, a sheet and a kind of record are: the words in which the vocabulary is written down.

Everything else (validation, template, export, GraphQL descriptions, documentation) is derived from these
declarations, so a column exists in one place only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

ALLE = "*"
"""How `alle` ("any, without restriction") is kept in a record: an age is "*", a list is ["*"]."""


class Type(Enum):
    """The type of a cell; `schema.values` knows how each is read and written."""

    ID = "id"
    TEXT = "tekst"
    REF = "verwijzing"
    CODE = "code"
    WHOLE = "geheel getal"
    AGE = "leeftijd"
    INTERVAL = "aantal of interval"
    DECIMAL = "getal"
    DATE = "datum"
    YES_NO = "ja/nee"
    EXCLUSION = "as:CODE"
    IDENTIFIER = "SCHEMA:nummer"
    AREA_CODE = "gebiedscode"
    MAILBOX = "functioneel e-mailadres"
    SCHEME = "as of begrippenlijst"
    SHORT_CODE = "korte code"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet.

    `kind` is the kind that a REF points to, `scheme` the concept scheme of a CODE, `many` says that several values
    may stand in one cell, `alle` that the word `alle` is accepted, `blank` what an empty cell means when it does not
    simply mean "unknown".
    """

    name: str
    type: Type
    label: str
    help: str
    required: bool = False
    many: bool = False
    kind: str | None = None
    scheme: str | None = None
    alle: bool = False
    blank: str | None = None
    default: str | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    end: bool = False
    """For a date: counts from its last day when imprecise (`geldig_tot`, `deadline`)."""


@dataclass(frozen=True)
class Kind:
    """One kind of record and the sheet in which it is delivered.

    `key` names the columns whose values, joined with `~`, are the id of a sheet without an id column. A `shared` kind
    may be declared by several datasets at once. `axes_after` names the column behind which the axis columns stand.
    """

    name: str
    sheet: str
    singular: str
    label: str
    help: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    shared: bool = False
    axes_after: str | None = None

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fixed fields by column name (axis columns are not among them: see `Vocabulary.fields`)."""
        return {field.name: field for field in self.fields}

    @cached_property
    def has_id(self) -> bool:
        """Whether the sheet has an id column of its own."""
        return not self.key


def text(name: str, label: str, help: str, **options: object) -> Field:
    """A column with free text."""
    return Field(name, Type.TEXT, label, help, **options)  # type: ignore[arg-type]


def code(name: str, scheme: str, label: str, help: str, **options: object) -> Field:
    """A column with one code of a concept scheme (or several, with `many`)."""
    return Field(name, Type.CODE, label, help, scheme=scheme, **options)  # type: ignore[arg-type]


def ref(name: str, kind: str, label: str, help: str, **options: object) -> Field:
    """A column that points to a record of another kind."""
    return Field(name, Type.REF, label, help, kind=kind, **options)  # type: ignore[arg-type]


def identity(help: str) -> Field:
    """The id column of a sheet that has one."""
    return Field("id", Type.ID, "Id", help, required=True)


def validity() -> tuple[Field, Field]:
    """The two columns that say when a record holds."""
    return (
        Field("geldig_van", Type.DATE, "Geldig van", "Eerste dag waarop dit geldt.", blank="er is geen begin bekend"),
        Field("geldig_tot", Type.DATE, "Geldig tot en met", "Laatste dag waarop dit geldt.",
              blank="er is geen einde", end=True),
    )


def source() -> Field:
    """The column that names where a fact comes from."""
    return ref("bron", "source", "Bron", "Id van de bron waaruit dit blijkt (blad bronnen).")


def confirmed() -> Field:
    """The column that says when the owner last confirmed the record."""
    return Field("bevestigd_op", Type.DATE, "Bevestigd op", "Dag waarop de eigenaar dit voor het laatst bevestigde.")


def ages(required: bool = False, alle: bool = False, blank: str | None = None,
         maximum: int = 27) -> tuple[Field, Field]:
    """The two columns with an age range in whole years, both ends included."""
    return (
        Field("leeftijd_van", Type.AGE, "Leeftijd van", "Jongste leeftijd in jaren.", required=required, alle=alle,
              blank=blank, minimum=0, maximum=maximum),
        Field("leeftijd_tot", Type.AGE, "Leeftijd tot en met", "Oudste leeftijd in jaren.", required=required,
              alle=alle, blank=blank, minimum=0, maximum=maximum),
    )


def areas(blank: str, alle: bool = True) -> Field:
    """The column `gebieden`."""
    return ref("gebieden", "area", "Gebieden", "Ids van de gebieden waarvoor dit geldt, of alle.", many=True,
               alle=alle, blank=blank)
