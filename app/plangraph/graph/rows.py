"""How rows become sources of GraphQL types: which values a row carries, and objects built of them.

A source is an instance of the Strawberry type made without its constructor, so interfaces and methods work as usual.
Only what the operation selects is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    Node,
    SelectionSetNode,
    get_named_type,
)
from sqlalchemy import Column, Table

from plangraph.graph.fields import load_of
from plangraph.store import loads
from plangraph.store.loads import AS_OF, Sql


@dataclass(frozen=True, eq=False)
class Layout:
    """`attributes` of the source are read at these places of a row; `places` find other values by expression."""

    origin: type
    attributes: tuple[tuple[str, int], ...]
    embedded: tuple[tuple[str, int, "Layout"], ...]
    places: dict[int, int]

    def build(self, row: Sequence[Any]) -> Any:
        source: Any = object.__new__(self.origin)
        values = source.__dict__
        values["_row"], values["_places"] = row, self.places
        for name, place in self.attributes:
            values[name] = row[place]
        for name, present, layout in self.embedded:
            values[name] = None if row[present] is None else layout.build(row)
        return source


def value(source: Any, sql: Sql) -> Any:
    """What the row of a source holds for an expression that its layout includes."""
    return source._row[source._places[id(sql)]]  # noqa: SLF001 (put there by Layout.build)


class Rows:
    """The expressions that one statement selects, shared by the layouts of all types that its rows become."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.places: dict[int, int] = {}
        self.expressions: list[Sql] = []

    def layout(self, type_: GraphQLObjectType, table: Table) -> Layout:
        attributes, embedded = [], []
        for name, field in type_.fields.items():
            load = load_of(field)
            if load is None or (name not in self.names and name != "node"):
                continue
            python = field.extensions["strawberry-definition"].python_name
            match load:
                case loads.GlobalId():
                    attributes.append((python, self._place(table.c.gid)))
                case loads.Named(names):
                    attributes.append((python, self._place(next(table.c[n] for n in names if n in table.c))))
                case loads.Expression(sql, dated=False):
                    attributes.append((python, self._place(sql)))
                case loads.Embedded(present):
                    inner = cast("GraphQLObjectType", get_named_type(field.type))
                    embedded.append((python, self._place(present), self.layout(inner, table)))
                case _:
                    for sql in needs(load, table):
                        self._place(sql)
        return Layout(origin_of(type_), tuple(attributes), tuple(embedded), self.places)

    def _place(self, sql: Sql) -> int:
        key = id(sql)
        if key not in self.places:
            self.places[key] = len(self.expressions)
            self.expressions.append(sql)
        return self.places[key]


def needs(load: loads.Load, table: Table) -> tuple[Sql, ...]:
    """The values of its row that a field is read by."""
    match load:
        case loads.Expression(dated=True):
            return (table.c.id,)
        case loads.Computed(_, inputs):
            return tuple(i for i in inputs if i is not AS_OF)
        case loads.One(key, _):
            return (key,)
        case loads.Many(parent=parent) | loads.Values(parent=parent) | loads.Within(parent=parent):
            return (parent,)
        case loads.Page(parent=parent) if parent is not None:
            return (parent,)
        case loads.Resolved(_, key) if key is not None:
            return (key,)
    return ()


def origin_of(type_: GraphQLObjectType) -> type:
    return cast("type", type_.extensions["strawberry-definition"].origin)


def table_of(type_: GraphQLObjectType) -> Table:
    """The table whose rows a type shows: that of its plain columns."""
    for field in type_.fields.values():
        load = load_of(field)
        if isinstance(load, loads.Expression) and isinstance(load.sql, Column):
            return load.sql.table
    raise TypeError(f"{type_.name} shows no table")


def object_type(info: GraphQLResolveInfo[Any]) -> GraphQLObjectType:
    return cast("GraphQLObjectType", get_named_type(info.return_type))


def selected_names(info: GraphQLResolveInfo[Any]) -> frozenset[str]:
    """Every field name that the operation mentions anywhere; each fragment is looked at once."""
    names: set[str] = set()
    waiting: list[Node] = [info.operation, *info.fragments.values()]
    while waiting:
        node = waiting.pop()
        selections: SelectionSetNode | None = getattr(node, "selection_set", None)
        if isinstance(node, FieldNode):
            names.add(node.name.value)
        waiting.extend(selections.selections if selections else ())
    return frozenset(names)
