"""The reference executor's one reader: an aiodataloader for each place in the operation, made per request.

All parents at one place are there at once, so each place costs one statement, always; a loader shared by two places
would sometimes send once and sometimes twice, as the database's answers happen to come in. Derived wholly from the
fields' definitions; knows no other executor and no SQL.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, cast

import strawberry
from aiodataloader import DataLoader
from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, get_named_type
from sqlalchemy import Column, Table

from plangraph.domain import ids
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.graph.arguments import check_text, filtered, frozen, lookup_filter, page_query, present
from plangraph.graph.fields import sql_column
from plangraph.graph.pages import EdgeLayout, PageSource, edge_layout, page_source
from plangraph.graph.rows import Layout, Rows, object_type, selected_names, table_of, value
from plangraph.store import batches, loads
from plangraph.store.batches import PageQuery, Reading
from plangraph.store.loads import AS_OF

MOST_NODES = 100
_ROOT = "root"
Given = dict[str, Any]


class Reader:
    """Answers every field that has a load; `reading` says who asks and when."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}
        self._queries: dict[Hashable, PageQuery] = {}
        self._names: frozenset[str] | None = None
        self._place: tuple[str, ...] = ()

    def forget(self) -> None:
        """After a write: what was read before it is not read from memory again."""
        self._loaders.clear()
        self._queries.clear()

    def read(self, load: loads.Load, source: Any, info: strawberry.Info, given: Given) -> Any:  # noqa: C901 (one case for each load)
        raw = self._enter(info)
        match load:
            case loads.One(key, target):
                return self._one(target, object_type(raw), value(source, key))
            case loads.Many():
                return self._many(load, object_type(raw), value(source, load.parent))
            case loads.Values():
                return self._loader(load, partial(self._values, load)).load(value(source, load.parent))
            case loads.Page():
                return self._page(load, source, raw, given)
            case loads.Computed(function, inputs):
                at = present(given.get("as_of")) or self.reading.now
                return function(*(at if i is AS_OF else value(source, i) for i in inputs))
            case loads.Expression():
                return self._dated(load, source, raw, present(given.get("as_of")) or self.reading.now)
            case loads.Total(sql):
                return self._total(load, sql, source)
            case loads.Counts():
                return self._counts(load, source)
            case loads.Lookup():
                return self._lookup(load, object_type(raw), given)
            case loads.Within():
                return self._within(load, object_type(raw), source, given[load.argument])
            case loads.NodeLookup(many=many):
                return self._nodes(raw, given["ids"]) if many else self._node(raw.schema, given["id"])
            case loads.Related(target, key_of):
                type_, found = object_type(raw), key_of(source)
                keys = found if isinstance(found, list) else [found]
                rows = [self._one(target, type_, key) for key in keys]
                return rows if isinstance(found, list) else rows[0]
            case loads.Resolved(batch, key):
                return self._resolved(load, batch, info, None if key is None else value(source, key), given)
        raise TypeError(f"{type(load).__name__} is read by attribute")

    def related(self, info: strawberry.Info, target: object, key: Any) -> Any:
        """For fields resolved by hand: the row whose unique column `target` equals `key`, as the field's type."""
        raw = self._enter(info)
        return self._one(sql_column(target), object_type(raw), key)

    def shared(self, batch: Callable[[Reading, list[Any]], Coroutine[Any, Any, list[Any]]]) -> DataLoader[Any, Any]:
        """For what several fields need: one loader for each batch function, which answers a value for each key."""
        self._place = ()
        return self._loader(batch, partial(batch, self.reading))

    def _enter(self, info: strawberry.Info) -> GraphQLResolveInfo[Any]:
        """Notes the place that is read for: loaders are taken before anything is awaited."""
        raw = info._raw_info  # noqa: SLF001 (the only way to the field's GraphQL type)
        if self._names is None:
            self._names = selected_names(raw)
        self._place = tuple(key for key in raw.path.as_list() if isinstance(key, str))
        return raw

    # ---- rows by key
    def _one(self, target: Column[Any], type_: GraphQLObjectType, key: Any) -> Any:
        return None if key is None else self._loader((target, type_), partial(self._ones, target, type_)).load(key)

    async def _ones(self, target: Column[Any], type_: GraphQLObjectType, keys: list[Any]) -> list[Any]:
        layout, rows = self._layout(type_)
        found = await batches.ones(self.reading, target, keys, rows.expressions)
        built = {row[0]: layout.build(row[1:]) for row in found}
        return [built.get(key) for key in keys]

    def _many(self, load: loads.Many, type_: GraphQLObjectType, parent: Any) -> Any:
        return self._loader((load, type_), partial(self._manys, load, type_)).load(parent)

    async def _manys(self, load: loads.Many, type_: GraphQLObjectType, keys: list[Any]) -> list[Any]:
        layout, rows = self._layout(type_, load.table)
        found = await batches.manys(self.reading, load, keys, rows.expressions)
        return _grouped(keys, ((row[0], layout.build(row[1:])) for row in found))

    async def _values(self, load: loads.Values, keys: list[Any]) -> list[Any]:
        return _grouped(keys, ((key, item) for key, item in await batches.values(self.reading, load, keys)))

    def _within(self, load: loads.Within, type_: GraphQLObjectType, source: Any, wanted: Any) -> Any:
        check_text(load.argument, wanted)
        loader = self._loader((load, type_, wanted), partial(self._withins, load, type_, wanted))
        return loader.load(value(source, load.parent))

    async def _withins(self, load: loads.Within, type_: GraphQLObjectType, wanted: Any, keys: list[Any]) -> list[Any]:
        layout, rows = self._layout(type_)
        found = await batches.within(self.reading, load, wanted, keys, rows.expressions)
        built = {row[0]: layout.build(row[1:]) for row in found}
        return [built.get(key) for key in keys]

    def _dated(self, load: loads.Expression, source: Any, raw: GraphQLResolveInfo[Any], at: Any) -> Any:
        key = table_of(raw.parent_type).c.id
        return self._loader((load, at), partial(self._dateds, load, key, at)).load(value(source, key))

    async def _dateds(self, load: loads.Expression, key: Column[Any], at: Any, keys: list[Any]) -> list[Any]:
        found = await batches.ones(self.reading, key, keys, [load.sql], {"as_of": at})
        built = {row[0]: row[1] for row in found}
        return [built.get(key) for key in keys]

    # ---- lookups
    def _lookup(self, load: loads.Lookup, type_: GraphQLObjectType, given: Given) -> Any:
        where = lookup_filter(load, given)
        return self._loader((load, type_, frozen(given)), partial(self._lookups, load, type_, where)).load(_ROOT)

    async def _lookups(
        self, load: loads.Lookup, type_: GraphQLObjectType, where: batches.Filtered, _: list[Any]
    ) -> list[Any]:
        layout, rows = self._layout(type_)
        found = await batches.lookup(self.reading, load.table, where, rows.expressions)
        return [layout.build(found[0][1:]) if found else None]

    def _node(self, schema: GraphQLSchema, gid: str) -> Any:
        name = ids.type_of(gid)
        type_ = schema.get_type(name) if name else None
        if not isinstance(type_, GraphQLObjectType):
            return None
        return self._one(table_of(type_).c.gid, type_, gid)

    def _nodes(self, raw: GraphQLResolveInfo[Any], gids: list[str]) -> list[Any]:
        if len(gids) > MOST_NODES:
            text = f"has {len(gids)} ids; at most {MOST_NODES} are allowed"
            raise InvalidInput([FieldError(("ids",), text, UserErrorCode.OUT_OF_RANGE)])
        return [self._node(raw.schema, gid) for gid in gids]

    # ---- pages
    def _page(self, load: loads.Page, source: Any, raw: GraphQLResolveInfo[Any], given: Given) -> Any:
        parent = _ROOT if load.parent is None else value(source, load.parent)
        connection = object_type(raw)
        key = (self._place, load, frozen(given))
        if key not in self._queries:
            name = f"{raw.parent_type.name}.{raw.field_name}"
            self._queries[key] = page_query(load, name, given, self.reading.now)
        return self._loader(key, partial(self._pages, key, connection, given)).load(parent)

    async def _pages(
        self, key: tuple[Any, ...], connection: GraphQLObjectType, given: Given, parents: list[Any]
    ) -> list[Any]:
        query, rows = self._queries[key], Rows(self._names or frozenset())
        layout = edge_layout(connection, query.page, rows)
        wanted = [None] if parents == [_ROOT] else parents
        found = await batches.pages(self.reading, query, wanted, rows.expressions)
        by_parent = dict(zip(parents, _grouped(wanted, ((row[0], row) for row in found)), strict=True))
        node_of = partial(self._node_of, layout, (*key[0], "nodes"))
        return [page_source(query, key, p, given, by_parent[p], layout, node_of) for p in parents]

    def _node_of(self, layout: EdgeLayout, place: tuple[str, ...], edge: Any) -> Any:
        if layout.node is None:
            return edge.node
        self._place = place
        node_type = cast("GraphQLObjectType", get_named_type(layout.edge_type.fields["node"].type))
        return self._one(layout.node.target, node_type, value(edge, layout.node.key))

    def _total(self, load: loads.Total, sql: loads.Sql, source: PageSource) -> Any:
        return self._loader((load, source.key), partial(self._totals, sql, source)).load(source.parent)

    async def _totals(self, sql: loads.Sql, source: PageSource, parents: list[Any]) -> list[Any]:
        wanted = [None] if parents == [_ROOT] else parents
        query = source.query
        found = await batches.totals(self.reading, query.page, query.filtered, sql, wanted)
        built = {row[0]: row[1] for row in found}
        return [built.get(key, 0) for key in wanted]

    def _counts(self, load: loads.Counts, source: PageSource) -> Any:
        return self._loader((load, source.key), partial(self._countses, load, source)).load(source.parent)

    async def _countses(self, load: loads.Counts, source: PageSource, parents: list[Any]) -> list[Any]:
        page = source.query.page
        where = filtered(page, source.given, self.reading.now, without=load.without)
        found = await batches.counts(self.reading, page, where, load.by, parents)
        built = {(row[0], row[1]): row[2] for row in found}
        return [[Count(member, built.get((key, member), 0)) for member in load.values] for key in parents]

    # ---- everything else
    def _resolved(
        self, load: loads.Resolved, batch: Callable[..., Awaitable[Any]], info: strawberry.Info, key: Any, given: Given
    ) -> Any:
        loader = self._loader((load, frozen(given)), partial(_batched, batch, info.context, given))
        return loader.load(_ROOT if load.key is None else key)

    def _layout(self, type_: GraphQLObjectType, table: Table | None = None) -> tuple[Layout, Rows]:
        rows = Rows(self._names or frozenset())
        return rows.layout(type_, table_of(type_) if table is None else table), rows

    def _loader(
        self, key: Hashable, batch: Callable[[list[Any]], Coroutine[Any, Any, list[Any]]]
    ) -> DataLoader[Any, Any]:
        place = (self._place, key)
        found = self._loaders.get(place)
        if found is None:
            found = self._loaders[place] = DataLoader(batch)
        return found


class Count:
    """How many rows have one value."""

    __slots__ = ("count", "status")

    def __init__(self, status: Any, count: int) -> None:
        self.status, self.count = status, count


async def _batched(
    batch: Callable[..., Awaitable[Sequence[Any]]], context: Any, given: Mapping[str, Any], keys: list[Any]
) -> list[Any]:
    return list(await batch(context, [None if k is _ROOT else k for k in keys], given))


def _grouped(keys: Sequence[Any], pairs: Any) -> list[list[Any]]:
    by: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, item in pairs:
        by[key].append(item)
    return [by[key] for key in keys]
