"""The words of the graph as `docs/analisten.md` shows them: which node is which sheet, which relationship is which column."""

from __future__ import annotations

from schema.kinds import SHEETS

NOT_OF_THE_GRAPH = ("Store", "Revision", "Declaration", "Gap", "DekkendTestDatabase")

KIND_OF = {label: SHEETS[sheet].name for label, sheet in (
    line.split() for line in """
        Dataset dataset
        Source bronnen
        LegalBasis rechtsgronden
        Concept begrippen
        Area gebieden
        Organisation organisaties
        Profile profielen
        Demand vraag
        Arrangement arrangementen
        Responsibility verantwoordelijkheden
        Funding financiering
        InventoryEntry inventarisatie
        Signal signalen
        Flow stromen
        Meeting overleggen
        AgendaItem agenda
        Agreement afspraken
        GapCase lacunes
        Option opties
    """.strip().splitlines())}

# start, type, end, column; the column is the start's own, or with < the end's.
_COLUMNS = """
    Area PART_OF Area bovenliggend
    Organisation SERVES Area gebieden
    Organisation PART_OF Organisation onderdeel_van
    Profile LIVES_IN Area gebieden
    Demand FOR Profile profiel
    Demand IN Area gebied
    Organisation PROVIDES Arrangement <aanbieder
    Organisation PARTNER_IN Arrangement <partners
    Arrangement SERVES Area gebieden
    Arrangement RESTS_ON LegalBasis wettelijke_basis
    Responsibility HELD_BY Organisation organisatie
    Responsibility FOR Arrangement arrangement
    Responsibility FOR Profile profiel
    Responsibility FOR Area gebied
    Funding FUNDS Arrangement arrangement
    Funding PAID_BY Organisation financier
    InventoryEntry ASKED Organisation organisatie
    InventoryEntry ABOUT Area gebied
    Signal GIVEN_BY Organisation organisatie
    Signal ABOUT Profile profiel
    Signal ABOUT Area gebied
    Flow FROM Arrangement van
    Flow TO Arrangement naar
    Flow FROM Area herkomst
    Flow TO Area bestemming
    Flow FOR Profile profiel
    Organisation MEMBER_OF Meeting <leden
    Meeting FOR Area gebieden
    AgendaItem ON_AGENDA_OF Meeting overleg
    AgendaItem FOLLOWS AgendaItem volgt_na
    AgendaItem SUPPORTED_BY Organisation voor
    AgendaItem OPPOSED_BY Organisation tegen
    AgendaItem ABSTAINED_BY Organisation onthouden
    AgendaItem ABOUT GapCase lacune
    Agreement AGREED_IN AgendaItem agenda
    Agreement OWNED_BY Organisation eigenaar
    Agreement ABOUT GapCase lacune
    GapCase DECIDED_BY Meeting overleg
    GapCase DISCUSSED_IN AgendaItem agenda
    GapCase OWNED_BY Organisation eigenaar
    Option ANSWERS GapCase lacune
    Option OWNED_BY Organisation eigenaar
"""
_SOURCED = ("LegalBasis", "Organisation", "Profile", "Demand", "Arrangement", "Responsibility", "Funding", "Signal", "Flow",
            "AgendaItem", "Agreement")

COLUMN_OF: dict[tuple[str, str, str], tuple[str, bool]] = {
    (KIND_OF[start], type, KIND_OF[end]): (column.lstrip("<"), column.startswith("<"))
    for start, type, end, column in (line.split() for line in (
        *_COLUMNS.strip().splitlines(), *(f"{label} ACCORDING_TO Source bron" for label in _SOURCED)))}
