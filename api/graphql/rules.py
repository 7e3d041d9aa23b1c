"""The rules as declarations, and what each of them counted."""

from __future__ import annotations

import strawberry

from api.graphql.parts import described
from graph.gaps import RULES
from graph.gaps import Rule as Declaration
from graph.gaps.compare import Comparison
from graph.gaps.rule import Figures


@strawberry.type(description="Een instelling van een regel.")
class RuleParameter:
    """One parameter."""

    name: str = described("De naam.")
    default: str = described("De waarde die geldt als u niets meegeeft.")
    help: str = described("Wat de instelling doet.")


@strawberry.type(description="Een regel die lacunes vindt.")
class Rule:
    """One declaration."""

    id: strawberry.ID = described("De code van de regel, zoals GEEN_AANBOD.")
    version: int = described("De versie van de regel.")
    title: str = described("De naam in gewone taal.")
    question: str = described("De vraag die de regel beantwoordt.")
    meaning: str = described("Wat een bevinding betekent.")
    basis: str = described("Waarop de regel rust, met bron en datum.")
    population: str = described("Waarover de regel telt.")
    severity: int = described("Wat deze soort lacune voor een jongere betekent (criterium E2): 0 tot en met 5.")
    parameters: list[RuleParameter] = described("De instellingen.")

    @classmethod
    def of(cls, rule: Declaration) -> Rule:
        """From the declaration."""
        return cls(
            id=strawberry.ID(rule.id), version=rule.version, title=rule.title, question=rule.question, meaning=rule.meaning,
            basis=rule.basis, population=rule.population, severity=rule.severity,
            parameters=[RuleParameter(name=item.name, default=item.default, help=item.help) for item in rule.parameters])


ALL: dict[str, Rule] = {id: Rule.of(rule) for id, rule in RULES.items()}


@strawberry.type(description="Wat een regel telde. lacune, onbekend en gedekt tellen op tot het geheel.")
class RuleFigures:
    """The figures of one rule."""

    rule: Rule = described("De regel.")
    computed: bool = described("Of de regel berekend kon worden.")
    reason: str | None = described("Waarom de regel niet berekend kon worden.")
    population: int = described("Het geheel waarover de regel telt.")
    gap: int = described("Hoeveel daarvan een bevinding heeft die bevestigd of vermoed is.")
    unknown: int = described("Hoeveel daarvan alleen bevindingen heeft die onbekend zijn.")
    covered: int = described("Hoeveel daarvan geen bevinding heeft.")

    @classmethod
    def of(cls, id: str, outcome: Figures) -> RuleFigures:
        """From an outcome, or its figures alone."""
        return cls(rule=ALL[id], computed=outcome.computed, reason=outcome.reason, population=outcome.population, gap=outcome.gap,
                   unknown=outcome.unknown, covered=outcome.covered)


@strawberry.type(description="Wat een regel telde, aan de ene en aan de andere kant.")
class FiguresChange:
    """The figures of one rule on both sides."""

    rule: Rule = described("De regel.")
    before: RuleFigures = described("Wat zij eerst telde, of nu telt.")
    after: RuleFigures = described("Wat zij daarna telt, of zou tellen.")

    @classmethod
    def of(cls, comparison: Comparison) -> FiguresChange:
        """From a comparison."""
        rule = comparison.rule
        return cls(rule=ALL[rule], before=RuleFigures.of(rule, comparison.before), after=RuleFigures.of(rule, comparison.after))
