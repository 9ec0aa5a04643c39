"""How a field says how it is read, once, beside its type. Knows columns and Strawberry's fields, and no executor.

Every function returns a plain Strawberry field whose metadata carries one frozen load. A column or an expression is
read by attribute; everything else asks the request's reader.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import MISSING
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar, TypeVarTuple, cast

import strawberry
from graphql import GraphQLField
from sqlalchemy import Column, ColumnElement, Table, UniqueConstraint
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from plangraph.domain.viewer import Scope
from plangraph.graph.orders import default_order, direction_input
from plangraph.store import loads
from plangraph.store.loads import Load, OrderBy

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
R = TypeVar("R")
LOAD = "load"
DIRECT = "direct"
"""A mutation's function of (Context, **arguments) to its payload, which knows rows that it shows."""
KNOWN = "known"
"""The columns that a payload knows of the row that a field of it shows; the values are in its `known`, by field."""

Argument = tuple[Any, Any, str]
"""(type, default, description)"""


def load_of(field: GraphQLField) -> Load | None:
    """The load of a field of the finished schema; None for a field resolved by hand."""
    definition = field.extensions.get("strawberry-definition")
    return cast("Load | None", definition.metadata.get(LOAD)) if definition else None


def column(attribute: T, *, description: str, deprecation_reason: str | None = None) -> T:
    load = loads.Expression(sql_column(attribute))
    return cast("T", _plain(load, description=description, deprecation_reason=deprecation_reason))


def present(attribute: T | None, *, description: str) -> T:
    """The column that decides whether an embedded object is there, so never null within it."""
    return cast("T", _plain(loads.Expression(sql_column(attribute)), description=description))


def expression(sql: ColumnElement[T], *, description: str, deprecation_reason: str | None = None) -> T:
    load = loads.Expression(sql)
    return cast("T", _plain(load, description=description, deprecation_reason=deprecation_reason))


def expression_at(sql: ColumnElement[T], *, description: str) -> T:
    """An expression over AS_OF, which the argument `asOf` sets (now, unless given)."""
    return cast("T", _read(loads.Expression(sql, dated=True), {"as_of": AS_OF_ARGUMENT}, description=description))


def named(*names: str, description: str) -> Any:
    """The first of these columns that the row's table has."""
    return _plain(loads.Named(names), description=description)


def computed(function: Callable[[*Ts], R], *inputs: *Ts, description: str) -> R:
    load = loads.Computed(function, tuple(map(_sql, inputs)))
    return cast("R", _read(load, description=description))


def computed_at(function: Callable[..., R], *inputs: object, description: str) -> R:
    """Computed, with AS_OF among the inputs, which the argument `asOf` sets."""
    load = loads.Computed(function, tuple(map(_sql, inputs)), dated=True)
    return cast("R", _read(load, {"as_of": AS_OF_ARGUMENT}, description=description))


def global_id(*, description: str) -> strawberry.ID:
    return cast("strawberry.ID", _plain(loads.GlobalId(), description=description))


def one(key: object, *, to: object = None, description: str) -> Any:
    """The row that a foreign key names, or the one whose unique column `to` equals the key."""
    sql = _sql(key)
    target = sql_column(to) if to is not None else _referred(sql)
    return _read(loads.One(sql, target), description=description)


def many(key: object, *, order_by: object | Sequence[object] = (), of: object = None, description: str) -> Any:
    """Every row whose foreign key names this one, or whose `key` equals this row's unique column `of`."""
    column_ = sql_column(key)
    parent = sql_column(of) if of is not None else _referred(column_)
    table = column_.table
    return _read(loads.Many(table, column_, parent, _order(column_, order_by)), description=description)


def through(model: type, link: loads.Link, *, order_by: object | Sequence[object], description: str) -> Any:
    """Every row of `model` that a link table leads to; the order may speak of the link's columns."""
    table = table_of_model(model)
    order = tuple(map(_sql, order_by if isinstance(order_by, Sequence) else (order_by,)))
    load = loads.Many(table, table.c.id, _referred(link.parent), (*order, link.target.table.c.id), link)
    return _read(load, description=description)


def linked(parent: object, target: object) -> loads.Link:
    return loads.Link(sql_column(parent), sql_column(target))


def values(attribute: object, *, key: object, order_by: object, description: str) -> Any:
    """The values of one column of every row whose foreign key names this one."""
    key_column = sql_column(key)
    load = loads.Values(sql_column(attribute), key_column, _referred(key_column), (_sql(order_by),))
    return _read(load, description=description)


def embedded(present: object, *, description: str) -> Any:
    """An object of columns of the same row, null where `present` is null."""
    return _plain(loads.Embedded(_sql(present)), description=description)


def connection(
    rows: object,
    *,
    filter: type | None = None,
    arguments: type | None = None,
    order: type[Enum] | None = None,
    default: OrderBy | None = None,
    descending: bool = False,
    of: object = None,
    link: loads.Link | None = None,
    hidden: ColumnElement[bool] | None = None,
    scope: Scope | None = None,
    description: str,
) -> Any:
    """A keyset connection over a foreign key's rows, over a whole table, or over what a link table leads to.

    `filter` becomes one argument, the fields of `arguments` become arguments of their own; `hidden` is a condition that
    always holds. `default` is the order where none is chosen, the first of `order` unless given.
    """
    key: Column[Any] | None = None
    parent: Column[Any] | None = None
    if isinstance(rows, InstrumentedAttribute):
        key = sql_column(rows)
        table = key.table
        parent = sql_column(of) if of is not None else _referred(key)
    else:
        table = table_of_model(cast("type", rows))
        parent = _referred(link.parent) if link else None
    chosen = default or (default_order(order) if order else None)
    if chosen is None:
        raise TypeError(f"a connection over {table.name} needs an order")
    filters = filter or arguments
    load = loads.Page(table, key, parent, link, filters, arguments is not None, order, chosen, descending, hidden)
    given: dict[str, Argument] = dict(_PAGE_ARGUMENTS)
    spelled: dict[str, str | None] = {}
    if filter:
        given["filter"] = (filter | None, strawberry.UNSET, "Only what meets every condition given.")
    for field in arguments.__strawberry_definition__.fields if arguments else ():  # type: ignore[attr-defined]  # set by Strawberry
        given[field.python_name] = (field.type_annotation, _default(field), field.description)
        spelled[field.python_name] = field.graphql_name
    if order:
        given["order_by"] = (direction_input(order) | None, strawberry.UNSET, "The order; ties are broken by age.")
    return _read(load, given, scope=scope, spelled=spelled, description=description)


def lookup(model: type, *, by: type, description: str) -> Any:
    """One row by exactly one key of a @oneOf input."""
    load = loads.Lookup(table_of_model(model), by, "by", None)
    return _read(load, {"by": (by, strawberry.UNSET, "Exactly one key.")}, description=description)


def lookup_by(attribute: object, *, argument: str, type: Any = str, text: str, description: str) -> Any:
    """One row by a plain argument that a unique column equals."""
    key = sql_column(attribute)
    load = loads.Lookup(key.table, None, argument, key)
    return _read(load, {argument: (type, strawberry.UNSET, text)}, description=description)


def lookup_within(attribute: object, *, key: object, of: object, argument: str, text: str, description: str) -> Any:
    """The one row of this one's rows (`key` equals `of`) whose column equals a plain argument."""
    found = sql_column(attribute)
    load = loads.Within(found.table, sql_column(key), sql_column(of), found, argument)
    return _read(load, {argument: (str, strawberry.UNSET, text)}, description=description)


def node_lookup(*, description: str) -> Any:
    load = loads.NodeLookup()
    return _read(load, {"id": (strawberry.ID, strawberry.UNSET, "A global id.")}, description=description)


def nodes_lookup(*, description: str) -> Any:
    argument = (list[strawberry.ID], strawberry.UNSET, "At most 100 global ids.")
    return _read(loads.NodeLookup(many=True), {"ids": argument}, description=description)


def total(sql: ColumnElement[T], *, description: str) -> T:
    return cast("T", _read(loads.Total(sql), description=description))


def counts(by: ColumnElement[Any], values: type[Enum], *, without: str, description: str) -> Any:
    return _read(loads.Counts(by, values, without), description=description)


def part(name: str, *, description: str) -> Any:
    return _plain(loads.Part(name), description=description)


def resolved(
    batch: Callable[[Any, Sequence[Any], Mapping[str, Any]], Awaitable[Sequence[Any]]],
    *,
    key: object = None,
    arguments: Mapping[str, Argument] | None = None,
    scope: Scope | None = None,
    cost: int | None = None,
    lasting: bool = False,
    description: str,
) -> Any:
    """What a batch function answers for each parent, named by `key`; at the root there is one parent, None.

    `lasting`: it asks neither the clock nor who asks, so its answer is the same until a table that it reads is written.
    """
    load = loads.Resolved(batch, None if key is None else _sql(key), lasting)
    return _read(load, arguments or {}, scope=scope, cost=cost, description=description)


def related(to: object, key: Callable[[Any], Any], *, description: str) -> Any:
    """Of a type that Python makes: the row whose unique column `to` equals `key(value)`, or one for each of a list."""
    return _read(loads.Related(sql_column(to), key), description=description)


def sql_column(attribute: object) -> Column[Any]:
    if isinstance(attribute, Column):
        return attribute
    if not isinstance(attribute, InstrumentedAttribute):
        raise TypeError(f"{attribute!r} is not a column")
    return cast("Column[Any]", attribute.property.columns[0])


def table_of_model(model: type) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # set by SQLModel


AS_OF_ARGUMENT: Argument = (datetime | None, strawberry.UNSET, "The instant to look at; now, unless given.")
_PAGE_ARGUMENTS: dict[str, Argument] = {
    "first": (int | None, strawberry.UNSET, "At most so many from the start: 0 to 100, 25 unless told."),
    "after": (str | None, strawberry.UNSET, "Only what follows this cursor."),
    "last": (int | None, strawberry.UNSET, "At most so many from the end: 0 to 100."),
    "before": (str | None, strawberry.UNSET, "Only what precedes this cursor."),
}


def _sql(value: object) -> ColumnElement[Any]:
    return sql_column(value) if isinstance(value, InstrumentedAttribute) else cast("ColumnElement[Any]", value)


def _referred(key: object) -> Column[Any]:
    (reference,) = cast("Column[Any]", key).foreign_keys
    return reference.column


def _order(key: Column[Any], order_by: object | Sequence[object]) -> tuple[ColumnElement[Any], ...]:
    """Ties are broken by the row's number, where there can be any among the rows of one `key`."""
    given = tuple(map(_sql, order_by if isinstance(order_by, Sequence) else (order_by,)))
    unique = (set(c.columns) for c in key.table.constraints if isinstance(c, UniqueConstraint))
    return given if any({key, *given} >= columns for columns in unique) else (*given, key.table.c.id)


def _plain(load: Load, **options: Any) -> Any:
    return strawberry.field(metadata={LOAD: load}, **options)


def _read(
    load: Load,
    arguments: Mapping[str, Argument] | None = None,
    *,
    scope: Scope | None = None,
    cost: int | None = None,
    spelled: Mapping[str, str | None] | None = None,
    **options: Any,
) -> Any:
    """A field that the request's reader answers."""

    def resolve(self: Any, info: strawberry.Info, **given: Any) -> Any:
        return info.context.reader.read(load, self, info, given)

    resolve.__annotations__.pop("given")
    resolve.__signature__ = _SIGNATURE  # type: ignore[attr-defined]  # Strawberry reads arguments from it; ours follow
    metadata: dict[str, Any] = {LOAD: load}
    if scope:
        metadata["scope"] = scope
    if cost is not None:
        metadata["cost"] = cost
    field: StrawberryField = strawberry.field(metadata=metadata, **options)
    field(resolve)
    field.arguments = [
        StrawberryArgument(name, _spelled(name, spelled), _annotation(kind), default=default, description=text)
        for name, (kind, default, text) in (arguments or {}).items()
    ]
    return field


def _spelled(name: str, spelled: Mapping[str, str | None] | None) -> str | None:
    """Python cannot spell an argument `from`: an underscore at the end is no part of the name."""
    return (spelled or {}).get(name) or (name.rstrip("_") if name.endswith("_") else None)


def _default(field: StrawberryField) -> Any:
    return field.default_factory() if field.default is MISSING and callable(field.default_factory) else field.default


def _annotation(kind: Any) -> StrawberryAnnotation:
    return kind if isinstance(kind, StrawberryAnnotation) else StrawberryAnnotation(kind)


def _bare(self: Any, info: strawberry.Info) -> Any: ...


_SIGNATURE = inspect.signature(_bare)
