"""The statements of the reference executor: rows by keys, rows of parents, a page for each parent, counts.

Each answers for a whole batch of keys in one statement. Rows come as (key, *expressions), in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, FromClause, Select, Table, bindparam, func, literal, select, true

from plangraph.domain.paging import Slice
from plangraph.domain.viewer import Viewer
from plangraph.store.arrays import OneOf, bound_list, keys_table
from plangraph.store.keyset import Order
from plangraph.store.loads import Many, Page, Sql, Values, Within
from plangraph.store.scope import scope_to
from plangraph.store.seen import Readable
from plangraph.store.visible import binds, visible


@dataclass(frozen=True, slots=True)
class Reading:
    """One request's view of the database."""

    database: Readable
    viewer: Viewer
    now: datetime

    async def rows(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        shared = {"now": self.now, "as_of": self.now, **binds(self.viewer)}
        return await self.database.rows(statement, {**shared, **values})


@dataclass(frozen=True, eq=False, slots=True)
class Filtered:
    """Conditions on the rows of a list, with the values to bind to them."""

    clauses: tuple[ColumnElement[bool], ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class PageQuery:
    """One page of a list, checked; `after` and `before` are the values of cursors."""

    page: Page
    filtered: Filtered
    order: Order
    slice: Slice
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None
    tag: str


async def ones(
    reading: Reading,
    target: Any,
    keys: Sequence[Any],
    expressions: Sequence[Sql],
    given: Mapping[str, Any] | None = None,
) -> Sequence[Sequence[Any]]:
    statement = select(target, *expressions).where(
        OneOf(target, bound_list("keys", target.type)), *visible(target.table, reading.viewer)
    )
    return await reading.rows(statement, {**(given or {}), "keys": keys})


async def manys(
    reading: Reading, load: Many, keys: Sequence[Any], expressions: Sequence[Sql]
) -> Sequence[Sequence[Any]]:
    key = load.link.parent if load.link else load.key
    statement = select(key, *expressions).where(
        OneOf(key, bound_list("keys", key.type)), *visible(load.table, reading.viewer)
    )
    if load.link:
        statement = statement.where(load.link.target == load.table.c.id, *visible(key.table, reading.viewer))
    return await reading.rows(statement.order_by(key, *load.order_by), {"keys": keys})


async def values(reading: Reading, load: Values, keys: Sequence[Any]) -> Sequence[Sequence[Any]]:
    statement = (
        select(load.key, load.column)
        .where(OneOf(load.key, bound_list("keys", load.key.type)), *visible(load.key.table, reading.viewer))
        .order_by(load.key, *load.order_by)
    )
    return await reading.rows(statement, {"keys": keys})


async def within(
    reading: Reading, load: Within, value: Any, keys: Sequence[Any], expressions: Sequence[Sql]
) -> Sequence[Sequence[Any]]:
    statement = select(load.key, *expressions).where(
        OneOf(load.key, bound_list("keys", load.key.type)),
        load.column == bindparam("value", type_=load.column.type, required=True),
        *visible(load.table, reading.viewer),
    )
    return await reading.rows(statement, {"keys": keys, "value": value})


async def lookup(
    reading: Reading, table: Table, filtered: Filtered, expressions: Sequence[Sql]
) -> Sequence[Sequence[Any]]:
    """As (row's number, *expressions): a row that nothing is read of is found, too."""
    where = (*filtered.clauses, *visible(table, reading.viewer))
    return await reading.rows(select(table.c.id, *expressions).where(*where), filtered.values)


async def pages(
    reading: Reading, query: PageQuery, parents: Sequence[Any], expressions: Sequence[Sql]
) -> Sequence[Sequence[Any]]:
    """One row more than the limit of each page, as (parent, *order columns, *expressions), in page order."""
    given = dict(query.filtered.values)
    for name, at in (("a", query.after), ("b", query.before)):
        given |= {f"{name}{n}": v for n, v in enumerate(at or ()) if v is not None}
    given["limit"] = query.slice.limit + 1
    if len(parents) == 1:
        statement = _page(query, reading.viewer, expressions, given, parents[0])
        if parents[0] is not None:
            given["parent"] = parents[0]
    else:
        many = _pages_postgres if reading.database.dialect == "postgresql" else _pages_sqlite
        statement = many(query, reading.viewer, expressions)
        given["keys"] = parents
    return await reading.rows(statement, given)


async def totals(
    reading: Reading, page: Page, filtered: Filtered, sql: Sql, parents: Sequence[Any]
) -> Sequence[Sequence[Any]]:
    table, conditions = page.table, (*filtered.clauses, *visible(page.table, reading.viewer))
    if parents == [None]:
        root = select(literal(None), sql).select_from(table).where(*conditions)
        return await reading.rows(root, filtered.values)
    keys = _parents(reading.database.dialect, page)
    counted = select(sql).select_from(table).where(*page.matching(keys.c.key), *conditions).correlate(keys)
    return await reading.rows(select(keys.c.key, counted.scalar_subquery()), {**filtered.values, "keys": parents})


async def counts(
    reading: Reading, page: Page, filtered: Filtered, by: Sql, parents: Sequence[Any]
) -> Sequence[Sequence[Any]]:
    """(parent, value of `by`, how many), for values that occur."""
    keys = _parents(reading.database.dialect, page)
    label = by.label("counted_by")
    statement = (
        select(keys.c.key, label, func.count())
        .select_from(keys.join(page.table, true()))
        .where(*page.matching(keys.c.key), *filtered.clauses, *visible(page.table, reading.viewer))
        .group_by(keys.c.key, label)
    )
    return await reading.rows(statement, {**filtered.values, "keys": parents})


def _parents(dialect: str, page: Page) -> FromClause:
    parent = page.link.parent if page.link else page.key
    assert parent is not None  # noqa: S101 (a list of parents has a key)
    return keys_table(dialect, parent.type)


def _bounds(query: PageQuery, scope: Any = lambda e: e) -> list[ColumnElement[bool]]:
    order = query.order
    bounds = []
    if query.after is not None:
        bounds.append(order.beyond(order.binds("a", query.after), backward=False, scope=scope))
    if query.before is not None:
        bounds.append(order.beyond(order.binds("b", query.before), backward=True, scope=scope))
    return bounds


def _page(
    query: PageQuery, viewer: Viewer, expressions: Sequence[Sql], given: Mapping[str, Any], parent: Any
) -> Select[Any]:
    page, order = query.page, query.order
    key = page.link.parent if page.link else page.key
    bound = None if parent is None or key is None else bindparam("parent", type_=key.type, required=True)
    first: Any = literal(None) if bound is None else bound
    return (
        select(first.label("parent_key"), *order.columns, *expressions)
        .select_from(page.table)
        .where(*page.matching(bound), *query.filtered.clauses, *_bounds(query), *visible(page.table, viewer))
        .order_by(*order.sort(backward=query.slice.backward))
        .limit(given["limit"])
    )


def _pages_postgres(query: PageQuery, viewer: Viewer, expressions: Sequence[Sql]) -> Select[Any]:
    page, order = query.page, query.order
    keys = _parents("postgresql", page)
    columns = [e.label(f"c{n}") for n, e in enumerate((*order.columns, *expressions))]
    rows = (
        select(*columns)
        .select_from(page.table)
        .where(*page.matching(keys.c.key), *query.filtered.clauses, *_bounds(query), *visible(page.table, viewer))
        .order_by(*order.sort(backward=query.slice.backward))
        .limit(query.slice.limit + 1)
        .correlate(keys)
        .lateral("page")
    )
    place = {c: rows.c[f"c{n}"] for n, c in enumerate(order.columns)}
    sort = order.sort(backward=query.slice.backward, scope=lambda c: place[c])
    return select(keys.c.key, *rows.c).select_from(keys.join(rows, true())).order_by(keys.c.key, *sort)


def _pages_sqlite(query: PageQuery, viewer: Viewer, expressions: Sequence[Sql]) -> Select[Any]:
    """SQLite has no lateral joins: each parent's page is a list of row numbers."""
    page, order = query.page, query.order
    keys = _parents("sqlite", page)
    alias = page.table.alias("candidate")
    scope = scope_to(page.table, alias)
    matching = [scope(c) for c in (*page.matching(keys.c.key), *query.filtered.clauses)]
    numbers = (
        select(alias.c.id)
        .where(*matching, *_bounds(query, scope), *visible(alias, viewer))
        .order_by(*order.sort(backward=query.slice.backward, scope=scope))
        .limit(query.slice.limit + 1)
        .correlate(keys)
    )
    return (
        select(keys.c.key, *order.columns, *expressions)
        .select_from(keys.join(page.table, true()))
        .where(page.table.c.id.in_(numbers))
        .order_by(keys.c.key, *order.sort(backward=query.slice.backward))
    )
