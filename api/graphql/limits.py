"""What one document may ask for: its cost and depth are counted before anything runs.

A field costs 1. A field with `first` costs what is in it as many times; another list counts for a handful. Each fragment
is counted once, however often it is spread, so that counting is quick for every document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_operation_ast,
    is_list_type,
)
from graphql.type import get_nullable_type
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.graphql.errors import Code, Refused

MOST_COST, MOST_DEPTH, MOST_TOKENS = 20_000, 12, 2000
_LIST = 5
_LARGEST_PAGE = 200
# A fragment bomb costs more than a number in JSON can say.
_COUNTED = 10**9
_PAGED = frozenset({"edges", "nodes"})
_INTROSPECTION = ("__schema", "__type")

EXTRA = {
    "Query.coverage": 1000, "Query.gaps": 2000, "Query.gap": 2000, "Query.map": 1000, "Query.match": 50, "Query.paths": 100,
    "Query.continuity": 2000, "CoverageEnd.provisions": 20, "CoverageEnd.partly": 20, "CoverageEnd.sentence": 20, "Query.roles": 200,
    "Query.changes": 4000, "GapDifference.why": 100, "Query.revisions": 20,
    "Query.scenario": 4000, "Query.gapOptions": 10_000,
    "Map.html": 1000, "Map.svg": 1000, "Gap.explanation": 20, "Gap.evidence": 20, "Gap.evidenceCount": 20, "Gap.reasons": 20,
    "GapFacets.profiles": 50, "GapFacets.areas": 50,
}
"""Fields that take more work than handing over a value."""


class Size(NamedTuple):
    """The cost of a selection: `flat` once, `paged` for each element of the page that it is in; and its depth."""

    flat: int = 0
    paged: int = 0
    depth: int = 0

    def __or__(self, other: Size) -> Size:
        return Size(self.flat + other.flat, self.paged + other.paged, max(self.depth, other.depth))


class Measure:
    """Counts operations of one document. An unknown field counts as a plain one: telling that it is wrong is left to validation."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self.schema = schema
        self.variables = variables
        self.defaults: dict[str, Any] = {}
        self.fragments = {item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)}
        self._known: dict[str, Size] = {}

    def of(self, operation: OperationDefinitionNode) -> tuple[int, int]:
        """(cost, depth) of one operation of the document."""
        self.defaults = {item.variable.name.value: item.default_value for item in operation.variable_definitions or ()}
        size = self._selection(operation.selection_set, self.schema.get_root_type(operation.operation))
        return min(size.flat + size.paged, _COUNTED), size.depth

    def _selection(self, selection: SelectionSetNode, parent: Any) -> Size:
        size = Size()
        for item in selection.selections:
            if isinstance(item, FieldNode):
                size |= self._field(item, parent)
            elif isinstance(item, FragmentSpreadNode):
                size |= self._fragment(item.name.value)
            elif isinstance(item, InlineFragmentNode):
                on = self.schema.get_type(item.type_condition.name.value) if item.type_condition else parent
                size |= self._selection(item.selection_set, on)
        return size

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            # A fragment that spreads itself ends here; validation says so.
            self._known[name] = Size()
            fragment = self.fragments.get(name)
            if fragment is not None:
                self._known[name] = self._selection(fragment.selection_set, self.schema.get_type(fragment.type_condition.name.value))
        return self._known[name]

    def _field(self, item: FieldNode, parent: Any) -> Size:
        name = item.name.value
        field = self._definition(name, parent)
        own = 1 + EXTRA.get(f"{getattr(parent, 'name', '')}.{name}", 0)
        if field is None or item.selection_set is None:
            return Size(own, 0, 1)
        inside = self._selection(item.selection_set, get_named_type(field.type))
        # graphql-core has its own limit on the depth of introspection, which needs more than a question does.
        depth = 1 if name in _INTROSPECTION else inside.depth + 1
        if name in _PAGED and str(parent.name).endswith("Connection"):
            return Size(0, own + inside.flat, depth)
        first = self._first(item, field) if "first" in field.args else None
        if is_list_type(get_nullable_type(field.type)):
            return Size(own + inside.flat * (_LIST if first is None else first), 0, depth)
        return Size(own + inside.flat + inside.paged * (first or 1), 0, depth)

    def _definition(self, name: str, parent: Any) -> GraphQLField | None:
        if name in _INTROSPECTION and parent is self.schema.query_type:
            return self.schema.get_field(parent, name)
        if isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType)):
            return parent.fields.get(name)
        return None

    def _first(self, item: FieldNode, field: GraphQLField) -> int:
        node: Any = next((argument.value for argument in item.arguments or () if argument.name.value == "first"), None)
        if isinstance(node, VariableNode):
            given = self.variables.get(node.name.value)
            if isinstance(given, int):
                return max(given, 1)
            node = self.defaults.get(node.name.value) if node.name.value not in self.variables else None
            if node is None:
                return _LARGEST_PAGE
        if isinstance(node, IntValueNode):
            return max(int(node.value), 1)
        default = field.args["first"].default_value
        return default if isinstance(default, int) else _LARGEST_PAGE


@lru_cache(maxsize=256)
def _validated(schema: GraphQLSchema, document: DocumentNode, rules: tuple[Any, ...]) -> list[Any]:
    return validate_document(schema, document, rules)


class Limits(SchemaExtension):
    """Refuses a document that asks for too much, and validates the rest (the same document once)."""

    cost = 0

    def on_operation(self) -> Iterator[None]:
        """Before parsing: so many words and signs at most."""
        self.execution_context.parse_options["max_tokens"] = MOST_TOKENS
        yield

    def on_validate(self) -> Iterator[None]:
        """Count, then validate."""
        context = self.execution_context
        document = context.graphql_document
        assert document is not None
        schema = context.schema._schema
        operation = get_operation_ast(document, context.operation_name)
        depth = 0
        if operation is not None:  # else it is not clear which one is asked, and nothing will run
            self.cost, depth = Measure(schema, document, context.variables or {}).of(operation)
        if self.cost > MOST_COST:
            context.pre_execution_errors = [Refused(
                Code.TOO_EXPENSIVE, f"Deze vraag is te groot: hij kost {self.cost} en mag {MOST_COST} kosten. Vraag minder tegelijk, "
                                    "bijvoorbeeld met een kleinere first.", cost=self.cost, limit=MOST_COST)]
        elif depth > MOST_DEPTH:
            context.pre_execution_errors = [Refused(
                Code.TOO_EXPENSIVE, f"Deze vraag is {depth} lagen diep; {MOST_DEPTH} lagen mag.", depth=depth, limit=MOST_DEPTH)]
        else:
            context.pre_execution_errors = _validated(schema, document, context.validation_rules)
        yield

    def get_results(self) -> dict[str, Any]:
        """The cost of the document, for whoever wants to stay under the limit."""
        return {"cost": self.cost}
