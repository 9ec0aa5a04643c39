"""Argument lists: what each says of the SQL, and the values it binds. One meaning with the reference (graph/arguments).

A site is one field that takes arguments, as one type has it. Its prefix keeps its values apart from other sites'.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import strawberry
from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, VariableNode
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import Table
from strawberry.types.arguments import convert_arguments

from plangraph.domain import ids
from plangraph.graph import arguments
from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.graph.rows import table_of
from plangraph.store import loads
from plangraph.store.loads import Load
from plangraph.store.selected import Asked, AskedNode, AskedPage


@dataclass(frozen=True, slots=True)
class Said:
    """What a site's arguments say: the shape decides the SQL, which `asked` makes of it; the values are bound."""

    shape: Hashable
    values: Mapping[str, Any]
    asked: Callable[[], Asked]


@dataclass(frozen=True, eq=False)
class Site:
    number: int
    parent: GraphQLObjectType
    name: str
    definition: GraphQLField
    node: FieldNode
    load: Load
    variables: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", tuple(dict.fromkeys(_variables(self.node.arguments))))

    @property
    def prefix(self) -> str:
        return f"s{self.number}_"

    def said(self, schema: strawberry.Schema, variables: VariableValues) -> Said:
        """Raises whatever a wrong argument raises in the reference, too."""
        said = given(schema, self.definition, self.node, variables)
        match self.load:
            case loads.Page() as load:
                return self._page(load, said)
            case loads.Lookup() as load:
                return self._lookup(load, said)
            case loads.NodeLookup():
                return self._node(schema._schema, said["id"])  # noqa: SLF001 (Strawberry shows it no other way)
            case loads.Within(argument=argument):
                arguments.check_text(argument, said[argument])
                return self._plain((), {"value": said[argument]}, Asked(self.prefix))
            case loads.Expression() | loads.Computed():
                at = arguments.present(said.get("as_of"))
                values = {} if at is None else {"as_of": at}
                return self._plain(tuple(values), values, Asked(self.prefix, dated=at is not None))
            case loads.Resolved():
                return self._plain((), {"given": said}, Asked(self.prefix))
        raise Unsupported(Reason.UNKNOWN, f"arguments of {type(self.load).__name__}")

    def _plain(self, shape: Hashable, values: Mapping[str, Any], asked: Asked) -> Said:
        return Said(shape, self._named(values), lambda: asked)

    def _named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{self.prefix}{name}": value for name, value in values.items()}

    def _page(self, load: loads.Page, given: Mapping[str, Any]) -> Said:
        said = arguments.page_arguments(load, f"{self.parent.name}.{self.name}", given)
        values: dict[str, Any] = {**said.values, "limit": said.slice.limit, "tag": said.tag}
        for end, at in (("a", said.after), ("b", said.before)):
            values |= {f"{end}{n}": value for n, value in enumerate(at or ()) if value is not None}

        def asked() -> Asked:
            prefix, order = self.prefix, said.order
            return AskedPage(
                prefix,
                arguments.clauses(load, said.told, prefix=prefix),
                said.told.dated,
                order,
                said.slice.backward,
                None if said.after is None else tuple(order.binds(f"{prefix}a", said.after)),
                None if said.before is None else tuple(order.binds(f"{prefix}b", said.before)),
                lambda field: arguments.clauses(load, said.told, prefix=prefix, without=field),
            )

        return Said(said.shape, self._named(values), asked)

    def _lookup(self, load: loads.Lookup, given: Mapping[str, Any]) -> Said:
        told, values = arguments.lookup_arguments(load, given)

        def asked() -> Asked:
            return Asked(self.prefix, arguments.lookup_clauses(load, told, prefix=self.prefix))

        return Said(told, self._named(values), asked)

    def _node(self, schema: GraphQLSchema, gid: str) -> Said:
        name = ids.type_of(gid)
        type_ = schema.get_type(name) if name else None
        found: Table | None = table_of(type_) if isinstance(type_, GraphQLObjectType) else None
        shape = None if found is None else name
        return self._plain(shape, {"id": gid}, AskedNode(self.prefix, table=found))


def given(
    schema: strawberry.Schema, definition: GraphQLField, node: FieldNode, variables: VariableValues
) -> dict[str, Any]:
    """A field's arguments as its resolver takes them. Raises GraphQLError."""
    return convert_arguments(
        get_argument_values(definition, node, variables),
        definition.extensions["strawberry-definition"].arguments,
        config=schema.config,
        scalar_registry=schema.schema_converter.scalar_registry,
    )


def _variables(value: Any) -> Iterator[str]:
    """The names of the variables within an argument list."""
    if isinstance(value, VariableNode):
        yield value.name.value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _variables(one)
    else:
        for key in cast("tuple[str, ...]", getattr(value, "keys", ())):
            if key != "loc":
                yield from _variables(getattr(value, key, None))
