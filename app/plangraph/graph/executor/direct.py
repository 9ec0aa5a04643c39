"""A mutation alone in its operation that knows the rows it shows: answered from its payload, without a further read.

    operation ─▶ Direct, once for an operation      arguments ─▶ the mutation's own function ─▶ payload ─▶ the answer

Whatever else is selected (lists, other rows, values that are no columns) is for the reference executor, which calls the
same function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, cast

import strawberry
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationType,
    is_leaf_type,
    located_error,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues
from sqlalchemy import Column

from plangraph.graph.context import Context
from plangraph.graph.execution import Answer
from plangraph.graph.executor.template import Template
from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.graph.fields import DIRECT, KNOWN, load_of
from plangraph.graph.inputs import taker
from plangraph.graph.operation import Operation
from plangraph.graph.walk import fields_in, metadata
from plangraph.store import loads

Show = Callable[[Any], Any]
_NO_VARIABLES = VariableValues({}, {})


@dataclass(frozen=True, eq=False, slots=True)
class Direct:
    """`take` makes of `arguments` what `write` takes, `show` of its payload what is answered under `key`."""

    key: str
    nodes: Sequence[FieldNode]
    arguments: Template
    take: Callable[[Mapping[str, Any]], dict[str, Any]]
    write: Callable[..., Any]
    show: Show

    async def answer(self, variables: VariableValues, context: Context) -> Answer:
        """What goes wrong is told as the reference executor tells it; nothing is tried twice."""
        try:
            arguments = self.arguments.filled(variables)
            return Answer({self.key: self.show(await self.write(context, **self.take(arguments)))})
        except Exception as error:  # noqa: BLE001 (it becomes an error of the answer, as graphql-core does it)
            return Answer(None, [located_error(error, self.nodes, [self.key])])


def direct(schema: strawberry.Schema, operation: Operation) -> Direct:
    """Raises Unsupported."""
    core = schema._schema  # noqa: SLF001 (Strawberry shows it no other way)
    selection = _Selection(core, operation)
    groups = list(selection.root().items())
    key, details = groups[0] if len(groups) == 1 else ("", [])
    fields = core.mutation_type.fields if core.mutation_type else {}
    definition = fields.get(details[0].node.name.value) if details else None
    if definition is None or DIRECT not in metadata(definition):
        raise Unsupported(Reason.MUTATION, "not one mutation that knows what it shows")
    show = selection.shown(definition.type, details)
    nodes = [d.node for d in details]
    return Direct(key, nodes, Template(definition, nodes[0]), taker(definition), metadata(definition)[DIRECT], show)


class _Selection:
    def __init__(self, schema: Any, operation: Operation) -> None:
        self.schema, self.operation = schema, operation.node
        self.fragments = {n: FragmentDetails(f) for n, f in operation.document.fragments.items()}
        if operation.kind is not OperationType.MUTATION or self._conditional(operation):
            raise Unsupported(Reason.MUTATION, "depends on variables")

    def _conditional(self, operation: Operation) -> bool:
        waiting: list[Any] = [(self.schema.mutation_type, self.operation.selection_set)]
        while waiting:
            parent, selections = waiting.pop()
            for found in fields_in(self.schema, parent, selections, operation.document.fragments):
                if found.when:
                    return True
                if found.node.selection_set:
                    on = cast("GraphQLObjectType", found.parent)
                    waiting.append((_bare(on.fields[found.node.name.value].type), found.node.selection_set))
        return False

    def root(self) -> Mapping[str, list[FieldDetails]]:
        mutation = self.schema.mutation_type
        return collect_fields(self.schema, self.fragments, _NO_VARIABLES, mutation, self.operation).grouped_field_set

    def shown(self, type_: Any, details: list[FieldDetails], known: tuple[str, ...] | None = None) -> Show:
        """`known`: the value is a row's, of which these columns are there."""
        if isinstance(type_, GraphQLNonNull):
            return _present(self.shown(type_.of_type, details, known))
        if isinstance(type_, GraphQLList):
            return _each(self.shown(type_.of_type, details, known))
        if is_leaf_type(type_):
            return _if_any(type_.coerce_output_value)
        if not isinstance(type_, GraphQLObjectType):
            raise Unsupported(Reason.MUTATION, f"{type_} is no object")
        found = collect_subfields(self.schema, self.fragments, _NO_VARIABLES, self.operation, type_, details)
        parts = [(key, *self._part(type_, below, known)) for key, below in found.grouped_field_set.items()]
        return _if_any(lambda source: {key: show(read(source)) for key, read, show in parts})

    def _part(
        self, on: GraphQLObjectType, details: list[FieldDetails], known: tuple[str, ...] | None
    ) -> tuple[Show, Show]:
        """How a field is read of its source, and shown."""
        name = details[0].node.name.value
        if name == "__typename":
            return (lambda _: on.name), (lambda shown: shown)
        field = on.fields[name]
        if known is not None:
            return itemgetter(_column(field, known)), self.shown(field.type, details)
        definition = field.extensions["strawberry-definition"]
        if KNOWN in definition.metadata:
            read = itemgetter(definition.python_name)
            return (lambda payload: read(payload.known)), self.shown(field.type, details, definition.metadata[KNOWN])
        if definition.base_resolver is not None or load_of(field) is not None:
            raise Unsupported(Reason.MUTATION, f"{on.name}.{name} must be read")
        return attrgetter(definition.python_name), self.shown(field.type, details)


def _column(field: GraphQLField, known: tuple[str, ...]) -> str:
    match load_of(field):
        case loads.GlobalId():
            name = "gid"
        case loads.Expression(Column() as column, dated=False):
            name = column.name
        case _:
            name = ""
    if name not in known:
        raise Unsupported(Reason.MUTATION, "selects what must be read")
    return name


def _bare(type_: Any) -> Any:
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        type_ = type_.of_type
    return type_


def _if_any(show: Show) -> Show:
    return lambda value: None if value is None else show(value)


def _each(show: Show) -> Show:
    return lambda values: None if values is None else [show(value) for value in values]


def _present(show: Show) -> Show:
    def shown(value: Any) -> Any:
        found = show(value)
        if found is None:
            raise TypeError("nothing where there must be something")
        return found

    return shown
