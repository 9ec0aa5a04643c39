"""The values of variables by graphql-core's rules, with what the operation says of them looked up but once."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    coerce_input_value,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource

Leaves = Sequence[GraphQLVariableSignature]


def leaves_of(schema: GraphQLSchema, operation: OperationDefinitionNode) -> Leaves | None:
    """The variables of a valid operation, if all of them are scalars or enums; else None."""
    found = [get_variable_signature(schema, one) for one in operation.variable_definitions or ()]
    leaves = [one for one in found if not isinstance(one, Exception) and is_leaf_type(get_nullable_type(one.type))]
    return leaves if len(leaves) == len(found) else None


def coerced_leaves(leaves: Leaves, given: Mapping[str, Any]) -> VariableValues | None:
    """None where one is missing or wrong: then defaults and errors are to be looked at."""
    sources, values = {}, {}
    for leaf in leaves:
        value = given.get(leaf.name, Undefined)
        found = Undefined if value is Undefined else coerce_input_value(value, leaf.type)
        if found is Undefined:
            return None
        sources[leaf.name], values[leaf.name] = VariableValueSource(leaf, value), found
    return VariableValues(sources, values)
