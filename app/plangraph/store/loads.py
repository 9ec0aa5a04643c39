"""What a field's definition says of how it is read: one frozen value each. Knows no GraphQL, no executor, no dialect.

    Load      = Expression | GlobalId | Named | Computed | One | Many | Values | Embedded | Page | Lookup | NodeLookup
              | Within | Total | Counts | Part | Resolved | Related
    Condition = one field of a filter, bound by name;  Standing holds unless lifted;  AsOf moves the instant
    OrderBy   = what a list can be sorted by

An expression speaks of the columns of its own row's table; a subquery over the same table needs an alias of its own.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Table, bindparam, select
from sqlalchemy.types import TypeEngine

from plangraph.store.types import UtcDateTime

NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime(), required=True)
AS_OF: BindParameter[datetime] = bindparam("as_of", type_=UtcDateTime(), required=True)

Sql = ColumnElement[Any]


@dataclass(frozen=True, eq=False)
class Expression:
    """One SQL value over the row's columns; a plain column is the simplest. `dated`: it depends on AS_OF."""

    sql: Sql
    dated: bool = False


@dataclass(frozen=True, eq=False)
class GlobalId:
    """The column `gid` of the row's table."""


@dataclass(frozen=True, eq=False)
class Named:
    """The first of these columns that the row's table has: for types that several tables share."""

    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Computed:
    """A Python function of SQL values, applied after reading; an input may be AS_OF."""

    function: Callable[..., Any]
    inputs: tuple[Sql, ...]
    dated: bool = False


@dataclass(frozen=True, eq=False)
class One:
    """The row whose unique column `target` equals `key` of the current row."""

    key: Sql
    target: Column[Any]


@dataclass(frozen=True, eq=False)
class Link:
    """A table between two others: its column that names the parent and the one that names the target row's id."""

    parent: Column[Any]
    target: Column[Any]


@dataclass(frozen=True, eq=False)
class Many:
    """Every row whose `key` equals `parent` of the current row; with `link`, every row that the link leads to."""

    table: Table
    key: Column[Any]
    parent: Column[Any]
    order_by: tuple[Sql, ...]
    link: Link | None = None


@dataclass(frozen=True, eq=False)
class Values:
    """The values of one column of every row whose `key` equals `parent` of the current row."""

    column: Column[Any]
    key: Column[Any]
    parent: Column[Any]
    order_by: tuple[Sql, ...]


@dataclass(frozen=True, eq=False)
class Embedded:
    """An object of columns of the same row; null where `present` is null."""

    present: Sql


@dataclass(frozen=True, eq=False)
class OrderBy:
    """What to sort by, most important first; ties are broken by the row's number. Nothing is largest."""

    columns: tuple[Column[Any], ...]


@dataclass(frozen=True, eq=False)
class Group:
    """Conditions that hold of one and the same related row: joined by AND, then wrapped."""

    wrap: Callable[[ColumnElement[bool]], ColumnElement[bool]]


@dataclass(frozen=True, eq=False)
class Condition:
    """`parse` turns what was given into names and values to bind; which names those are is the statement's shape."""

    parse: Callable[[Any], Mapping[str, Any]]
    clause: Callable[[Mapping[str, BindParameter[Any]]], ColumnElement[bool]]
    types: Mapping[str, TypeEngine[Any]]
    group: Group | None = None


@dataclass(frozen=True, eq=False)
class Standing:
    """Hides rows unless its argument is true."""

    clause: ColumnElement[bool]


@dataclass(frozen=True, eq=False)
class AsOf:
    """Sets the instant that AS_OF stands for in the list, its filter, its edges and its counts."""


@dataclass(frozen=True, eq=False)
class Page:
    """A keyset connection over a whole table, over the rows of a parent, or over what a link leads to.

    `filters` is the class whose fields carry the conditions; `flat` says whether they are arguments of their own or
    fields of one argument `filter`.
    """

    table: Table
    key: Column[Any] | None
    parent: Column[Any] | None
    link: Link | None
    filters: type | None
    flat: bool
    orders: type[Enum] | None
    default: OrderBy
    descending: bool
    hidden: ColumnElement[bool] | None

    def matching(self, parent: Sql | None) -> tuple[ColumnElement[bool], ...]:
        """The rows of one parent."""
        if parent is None:
            return ()
        if self.link is not None:
            rows = select(self.link.target).where(self.link.parent == parent).correlate_except(self.link.target.table)
            return (self.table.c.id.in_(rows),)
        assert self.key is not None  # noqa: S101 (a parent without a key is a wrong definition)
        return (self.key == parent,)


@dataclass(frozen=True, eq=False)
class Lookup:
    """One row of a table by the conditions of an input (one is given) or by one argument."""

    table: Table
    by: type | None
    argument: str
    column: Column[Any] | None


@dataclass(frozen=True, eq=False)
class NodeLookup:
    """Any node by its global id; `many` for a list of them."""

    many: bool = False


@dataclass(frozen=True, eq=False)
class Within:
    """The one row of a parent whose `column` equals the field's argument."""

    table: Table
    key: Column[Any]
    parent: Column[Any]
    column: Column[Any]
    argument: str


@dataclass(frozen=True, eq=False)
class Total:
    """An aggregate over every row of the connection's list, filtered but not paged."""

    sql: Sql


@dataclass(frozen=True, eq=False)
class Counts:
    """How many rows there are for each value of `by`; the condition of the field `without` does not count."""

    by: Sql
    values: type[Enum]
    without: str


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a connection or an edge, made with it."""

    name: str


@dataclass(frozen=True, eq=False)
class Resolved:
    """A batch function over parents: `batch(context, keys, arguments)` answers one value for each key, in order.

    `lasting`: the same whenever and by whomever it is asked, while the tables that it reads are the same.
    """

    batch: Callable[[Any, Sequence[Any], Mapping[str, Any]], Awaitable[Sequence[Any]]]
    key: Sql | None
    lasting: bool = False


@dataclass(frozen=True, eq=False)
class Related:
    """The row whose unique column `target` equals what `key` makes of a value worked out in Python; none for None.

    Where `key` makes a list, a row for each of it, which are all there.
    """

    target: Column[Any]
    key: Callable[[Any], Any]


Load = (
    Expression
    | GlobalId
    | Named
    | Computed
    | One
    | Many
    | Values
    | Embedded
    | Page
    | Lookup
    | NodeLookup
    | Within
    | Total
    | Counts
    | Part
    | Resolved
    | Related
)
