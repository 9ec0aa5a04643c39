"""From a valid operation to the tree of selected fields that a statement is made of. Knows no SQL and no database.

What depends on the text alone is found once (`scan`): the argument lists, the variables that directives ask, and
whether there is anything that only the reference can run. The tree depends on these variables and on the shapes of the
arguments (`select`); graphql-core itself says which fields are meant, so fragments, merged fields and directives mean
the same in both executors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from plangraph.graph.executor.shown import Read, Show, object_of, reader, same, show_of
from plangraph.graph.executor.sites import Said, Site
from plangraph.graph.executor.unsupported import Reason, Unsupported
from plangraph.graph.fields import load_of
from plangraph.graph.operation import Operation
from plangraph.graph.walk import fields_in
from plangraph.store import loads
from plangraph.store.loads import Load
from plangraph.store.selected import Choice, Kind, Nodes, Row, Selected, Typename

_KINDS = {
    "ID": Kind.PLAIN,
    "UUID": Kind.PLAIN,
    "String": Kind.TEXT,
    "Int": Kind.INTEGER,
    "BigInt": Kind.BIG,
    "Decimal": Kind.DECIMAL,
    "DateTime": Kind.TIME,
    "Boolean": Kind.BOOLEAN,
    "JSON": Kind.JSON,
}
_SiteKey = tuple[str, int]


@dataclass(frozen=True, eq=False)
class Scanned:
    """`sites` by their type's name and their node; `flags`: the variables that directives ask."""

    operation: Operation
    sites: Mapping[_SiteKey, Site]
    flags: tuple[str, ...]


def scan(schema: GraphQLSchema, operation: Operation) -> Scanned:
    """Raises Unsupported for what only the reference can run."""
    if operation.kind is not OperationType.QUERY:
        raise Unsupported(Reason.MUTATION, "not a query")
    sites: dict[_SiteKey, Site] = {}
    flags: dict[str, None] = {}
    root = schema.query_type
    waiting: list[Any] = [(root, operation.node.selection_set, False)]
    while waiting:
        parent, selections, in_value = waiting.pop()
        for found in fields_in(schema, parent, selections, operation.document.fragments):
            flags |= dict.fromkeys(when.variable for when in found.when)
            name = found.node.name.value
            if name == "__typename":
                continue
            if name.startswith("__"):
                raise Unsupported(Reason.INTROSPECTION, name)
            on = cast("GraphQLObjectType", found.parent)
            field = on.fields[name]
            load = _supported(on, name, field, in_value=in_value)
            if field.args and load:
                sites.setdefault((on.name, id(found.node)), Site(len(sites), on, name, field, found.node, load))
            if found.node.selection_set:
                below = load is None or isinstance(load, loads.Resolved)
                waiting.append((get_named_type(field.type), found.node.selection_set, below))
    return Scanned(operation, sites, tuple(flags))


def _supported(parent: GraphQLObjectType, name: str, field: GraphQLField, *, in_value: bool) -> Load | None:
    """`in_value`: of a value that Python worked out, where a field without a load is read of the value."""
    load = load_of(field)
    if in_value:
        named = isinstance(load, loads.Related) and isinstance(get_named_type(field.type), GraphQLObjectType)
        if not isinstance(parent, GraphQLObjectType) or not (named or reader(parent, name)):
            raise Unsupported(Reason.BY_HAND, f"{parent.name}.{name}")
        return load
    if load is None or isinstance(load, loads.Related):
        raise Unsupported(Reason.BY_HAND, f"{parent.name}.{name}")
    if isinstance(load, loads.NodeLookup) and load.many:
        raise Unsupported(Reason.ABSTRACT_LIST, f"{parent.name}.{name}")
    if isinstance(parent, GraphQLInterfaceType) and field.args:
        raise Unsupported(Reason.UNKNOWN, f"{parent.name}.{name} has arguments")
    return load


def select(
    schema: GraphQLSchema, scanned: Scanned, variables: VariableValues, said: Mapping[_SiteKey, Said]
) -> tuple[Selected, ...]:
    """The root fields, in the order of the answer."""
    return _Selection(schema, scanned, variables, said).root()


class _Selection:
    def __init__(
        self, schema: GraphQLSchema, scanned: Scanned, variables: VariableValues, said: Mapping[_SiteKey, Said]
    ) -> None:
        self.schema, self.variables, self.said = schema, variables, said
        self.operation = scanned.operation.node
        self.fragments = {n: FragmentDetails(f) for n, f in scanned.operation.document.fragments.items()}

    def root(self) -> tuple[Selected, ...]:
        type_ = cast("GraphQLObjectType", self.schema.query_type)
        found = collect_fields(self.schema, self.fragments, self.variables, type_, self.operation)
        return self._fields(type_, found.grouped_field_set)

    def _fields(self, type_: GraphQLObjectType, groups: Mapping[str, list[FieldDetails]]) -> tuple[Selected, ...]:
        return tuple(self._field(type_, key, details) for key, details in groups.items())

    def _children(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> tuple[Selected, ...]:
        found = collect_subfields(self.schema, self.fragments, self.variables, self.operation, type_, details)
        return self._fields(type_, found.grouped_field_set)

    def _field(self, parent: GraphQLObjectType, key: str, details: list[FieldDetails]) -> Selected:
        node = details[0].node
        if node.name.value == "__typename":
            return Selected(key, Typename(parent.name))
        field = parent.fields[node.name.value]
        load = cast("Load", load_of(field))
        asked = self.said[parent.name, id(node)].asked() if field.args else None
        required, type_ = isinstance(field.type, GraphQLNonNull), get_named_type(field.type)
        if isinstance(load, loads.Resolved):
            rows: list[Selected] = []
            show = show_of(field.type, None if is_leaf_type(type_) else self._value(type_, details, rows))
            return Selected(key, load, required, None, tuple(rows), asked, show)
        if is_leaf_type(type_):
            return Selected(key, load, required, _kind(type_), (), asked, type_.coerce_output_value)
        shown = self._runtime(type_, parent, node)
        fields = () if shown is None else self._children(shown, details)
        return Selected(key, _placed(load, parent), required, None, fields, asked)

    def _value(self, type_: Any, details: list[FieldDetails], every: list[Selected]) -> Show:
        """How a value that Python worked out is shown; the rows that it names anywhere are added to `every`."""
        found = collect_subfields(self.schema, self.fragments, self.variables, self.operation, type_, details)
        parts: list[tuple[str, Read, Show]] = []
        rows: list[Selected] = []
        for key, below in found.grouped_field_set.items():
            name = below[0].node.name.value
            if name == "__typename":
                parts.append((key, lambda _: type_.name, same))
                continue
            field = type_.fields[name]
            load, named = load_of(field), cast("GraphQLObjectType", get_named_type(field.type))
            if isinstance(load, loads.Related):
                item: Any = field.type
                while is_list_type(get_nullable_type(item)):
                    item = get_nullable_type(item).of_type
                required = isinstance(item, GraphQLNonNull)
                rows.append(Selected(key, load, required, None, self._children(named, below)))
                parts.append((key, load.key, same))
            else:
                show = None if is_leaf_type(named) else self._value(named, below, every)
                parts.append((key, cast("Read", reader(type_, name)), show_of(field.type, show)))
        every += rows
        return object_of(parts, rows)

    def _runtime(self, type_: Any, parent: GraphQLObjectType, node: Any) -> GraphQLObjectType | None:
        if isinstance(type_, GraphQLObjectType):
            return type_
        name = self.said[parent.name, id(node)].shape
        return cast("GraphQLObjectType", self.schema.get_type(cast("str", name))) if name else None


def _placed(load: Load, parent: GraphQLObjectType) -> Load | Nodes | Row:
    """Parts of a page that show its rows, said as what they show."""
    match load:
        case loads.Part("nodes"):
            edge = cast("GraphQLObjectType", get_named_type(parent.fields["edges"].type))
            lead = load_of(edge.fields["node"])
            return Nodes(lead if isinstance(lead, loads.One) else None)
        case loads.Part("node" | "row"):
            return Row()
    return load


def _kind(type_: Any) -> Kind | Choice:
    if isinstance(type_, GraphQLEnumType):
        return Choice({value.value: name for name, value in type_.values.items()})
    found = _KINDS.get(type_.name)
    if found is None:
        raise Unsupported(Reason.UNKNOWN, f"the scalar {type_.name}")
    return found
