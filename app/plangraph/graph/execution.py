"""Runs an operation that may run: the reference executor, which is graphql-core's over our resolvers.

`Execute` is the seam: whatever answers like the reference may stand in its place.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    Executor,
    GraphQLError,
    GraphQLSchema,
    default_field_resolver,
    default_type_resolver,
    get_variable_values,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues

from plangraph.domain import decimals
from plangraph.graph.context import Context
from plangraph.graph.errors import BAD_USER_INPUT, Refused
from plangraph.graph.operation import Operation
from plangraph.graph.variables import coerced_leaves
from plangraph.store.basis import Basis

_MOST_ERRORS = 20


@dataclass(eq=False)
class Answer:
    """`data` as values, or already as JSON text in bytes. `basis`: None where it is not known; `kept`: not run now.

    Made for each request, and not frozen: that would make it three times as slow to make.
    """

    data: dict[str, Any] | bytes | None
    errors: Sequence[GraphQLError] = ()
    basis: Basis | None = None
    kept: bool = False

    @cached_property
    def digest(self) -> str:
        """Of the data's text; the same for the same text, in any process."""
        return blake2b(self.text, digest_size=16).hexdigest()

    @property
    def text(self) -> bytes:
        """The data as JSON."""
        return self.data if isinstance(self.data, bytes) else orjson.dumps(self.data, default=exact)


Execute = Callable[[Operation, VariableValues, Context], Awaitable[Answer]]


def coerced(
    schema: GraphQLSchema, operation: Operation, given: dict[str, Any], *, suggestions: bool = True
) -> VariableValues:
    """The variables as the operation declares them. Raises Refused with every wrong one."""
    leaves = operation.leaves is not None and coerced_leaves(operation.leaves, given)
    if leaves:
        return leaves
    values = get_variable_values(
        schema,
        operation.node.variable_definitions or (),
        given,
        max_errors=_MOST_ERRORS,
        hide_suggestions=not suggestions,
    )
    if isinstance(values, list):
        raise Refused(values, BAD_USER_INPUT)
    return values


def exact(value: object) -> Any:
    """For orjson: a decimal inside a JSON scalar keeps every digit."""
    if isinstance(value, Decimal):
        return orjson.Fragment(decimals.plain(value))
    raise TypeError


def reference(schema: GraphQLSchema) -> Execute:
    async def execute(operation: Operation, variables: VariableValues, context: Context) -> Answer:
        fragments = operation.document.fragments
        executor: Any = Executor(
            schema,
            dict(fragments),
            {name: FragmentDetails(fragment) for name, fragment in fragments.items()},
            None,
            context,
            operation.node,
            variables,
            default_field_resolver,
            default_type_resolver,
            default_field_resolver,
        )
        result = executor.execute_operation()
        if not isinstance(result, ExecutionResult):
            result = await result
        return Answer(result.data, result.errors or ())

    return execute
