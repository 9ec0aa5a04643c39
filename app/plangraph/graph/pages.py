"""Pages as the reference executor holds them: the sources of connections and edges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLObjectType, get_named_type

from plangraph.domain.paging import make_cursor
from plangraph.graph.fields import load_of
from plangraph.graph.rows import Layout, Rows
from plangraph.store import loads
from plangraph.store.batches import PageQuery
from plangraph.store.keyset import printable

NodeOf = Callable[[Any], Any]


@dataclass(slots=True)
class EdgeSource:
    """An edge whose row is its node."""

    cursor: str
    node: Any


@dataclass(slots=True)
class PageSource:
    """A connection's source; its parts are read by attribute."""

    query: PageQuery
    key: tuple[Any, ...]
    parent: Any
    given: dict[str, Any]
    edges: Sequence[Any]
    has_next_page: bool
    has_previous_page: bool
    node_of: NodeOf

    @property
    def page_info(self) -> "PageSource":
        return self

    @property
    def nodes(self) -> list[Any]:
        return [self.node_of(edge) for edge in self.edges]

    @property
    def start_cursor(self) -> str | None:
        return self.edges[0].cursor if self.edges else None

    @property
    def end_cursor(self) -> str | None:
        return self.edges[-1].cursor if self.edges else None


@dataclass(frozen=True, eq=False)
class EdgeLayout:
    """How a row becomes an edge: its node, or an edge of its own with parts that show the same row."""

    edge_type: GraphQLObjectType
    row: Layout
    parts: tuple[tuple[str, Layout], ...]
    node: loads.One | None

    def build(self, cursor: str, row: Sequence[Any]) -> Any:
        if self.node is None:
            return EdgeSource(cursor, self.row.build(row))
        edge = self.row.build(row)
        edge.__dict__["cursor"] = cursor
        for name, layout in self.parts:
            edge.__dict__[name] = layout.build(row)
        return edge


def edge_layout(connection: GraphQLObjectType, load: loads.Page, rows: Rows) -> EdgeLayout:
    edge_type = cast("GraphQLObjectType", get_named_type(connection.fields["edges"].type))
    node_field = edge_type.fields["node"]
    node_load = load_of(node_field)
    if not isinstance(node_load, loads.One):
        node_type = cast("GraphQLObjectType", get_named_type(node_field.type))
        return EdgeLayout(edge_type, rows.layout(node_type, load.table), (), None)
    parts = []
    for name, field in edge_type.fields.items():
        if name in rows.names and _shows_row(load_of(field)):
            part = cast("GraphQLObjectType", get_named_type(field.type))
            parts.append((field.extensions["strawberry-definition"].python_name, rows.layout(part, load.table)))
    return EdgeLayout(edge_type, rows.layout(edge_type, load.table), tuple(parts), node_load)


def page_source(
    query: PageQuery,
    key: tuple[Any, ...],
    parent: Any,
    given: dict[str, Any],
    found: Sequence[Sequence[Any]],
    layout: EdgeLayout,
    node_of: NodeOf,
) -> PageSource:
    """`found`: (parent, *order columns, *expressions), one more than the limit when there is more."""
    width, limit, backward = 1 + len(query.order.columns), query.slice.limit, query.slice.backward
    more, kept = len(found) > limit, list(found[:limit])
    if backward:
        kept.reverse()
    edges = [layout.build(make_cursor(query.tag, [printable(v) for v in r[1:width]]), r[width:]) for r in kept]
    follows = query.before is not None if backward else more
    precedes = more if backward else query.after is not None
    return PageSource(query, key, parent, given, edges, follows, precedes, node_of)


def _shows_row(load: loads.Load | None) -> bool:
    return isinstance(load, loads.Part) and load.name == "row"
