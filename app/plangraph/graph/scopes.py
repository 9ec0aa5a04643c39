"""What a viewer must be allowed for an operation to run at all; checked over the whole selection before it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
)

from plangraph.domain.errors import Forbidden
from plangraph.domain.viewer import Scope, Viewer
from plangraph.graph.walk import Fragments, When, definitions, fields_in, metadata


@dataclass(frozen=True, slots=True)
class Demand:
    """A selected field that asks for a scope, by its place in the answer (without list positions)."""

    path: tuple[str, ...]
    scope: Scope
    when: tuple[When, ...]


def demands_of(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments) -> tuple[Demand, ...]:
    """Fields name their scope in their metadata; a mutation that names none asks for `write`."""
    mutation = operation.operation is OperationType.MUTATION
    found: list[Demand] = []

    def walk(parent: Any, selections: SelectionSetNode, path: tuple[str, ...], when: tuple[When, ...]) -> None:
        for field in fields_in(schema, parent, selections, fragments, when):
            here = (*path, field.key)
            defined = definitions(schema, field.parent, field.node.name.value)
            scopes: set[Scope] = {metadata(d)["scope"] for d in defined if "scope" in metadata(d)}
            if mutation and not path and defined and not scopes:
                scopes = {Scope.WRITE}
            found.extend(Demand(here, scope, field.when) for scope in scopes)
            if field.node.selection_set and defined:
                walk(get_named_type(defined[0].type), field.node.selection_set, here, field.when)

    walk(schema.get_root_type(operation.operation), operation.selection_set, (), ())
    return tuple(found)


def refusals(demands: Sequence[Demand], viewer: Viewer, variables: Mapping[str, Any]) -> list[GraphQLError]:
    """One error with its path for each field that the viewer may not ask for."""
    refused = []
    for demand in demands:
        if viewer.may(demand.scope) or not all(when.holds(variables) for when in demand.when):
            continue
        reason = Forbidden(f"The field {demand.path[-1]} needs a key of scope {demand.scope.value}.")
        refused.append(GraphQLError(reason.message, path=list(demand.path), original_error=reason))
    return refused
