"""Orders as sort keys, and the rows beyond a cursor. Nothing is largest, on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Column, ColumnElement, and_, bindparam, false, or_, tuple_

from plangraph.domain.times import long_form, parse_time
from plangraph.store.loads import OrderBy, Page

Scope = Callable[[Any], Any]


def _same(element: Any) -> Any:
    return element


@dataclass(frozen=True, eq=False)
class Order:
    """Columns, the last being the row's number, all in one direction."""

    columns: tuple[Column[Any], ...]
    descending: bool

    def sort(self, *, backward: bool = False, scope: Scope = _same) -> list[ColumnElement[Any]]:
        return [_directed(scope(c), self.descending != backward, nullable=bool(c.nullable)) for c in self.columns]

    def beyond(
        self, values: Sequence[BindParameter[Any] | None], *, backward: bool, scope: Scope = _same
    ) -> ColumnElement[bool]:
        """Rows that follow the bound values (None stands for nothing, so that it is part of the shape)."""
        keys = [(scope(c), bool(c.nullable)) for c in self.columns]
        return _beyond(keys, values, self.descending != backward)

    def binds(self, name: str, values: Sequence[Any]) -> list[BindParameter[Any] | None]:
        return [
            None if v is None else bindparam(f"{name}{n}", type_=c.type, required=True)
            for n, (v, c) in enumerate(zip(values, self.columns, strict=True))
        ]


def order_of(page: Page, chosen: OrderBy | None, *, descending: bool) -> Order:
    order = chosen or page.default
    return Order((*order.columns, page.table.c.id), descending if chosen else page.descending)


def readers(order: Order) -> list[Callable[[Any], Any]]:
    """How each value of a cursor is read back."""
    return [_READ[_python(c)] for c in order.columns]


def printable(value: Any) -> Any:
    """A sort value as a cursor carries it."""
    if isinstance(value, datetime):
        return long_form(value)
    return str(value) if isinstance(value, UUID) else value


def _beyond(
    keys: Sequence[tuple[ColumnElement[Any], bool]], values: Sequence[BindParameter[Any] | None], down: bool
) -> ColumnElement[bool]:
    if not any(nullable for _, nullable in keys):
        row, at = tuple_(*(k for k, _ in keys)), tuple_(*values)
        return row < at if down else row > at
    (key, nullable), value = keys[0], values[0]
    if value is None:
        strictly: ColumnElement[bool] = key.is_not(None) if down else false()
        tie: ColumnElement[bool] = key.is_(None)
    else:
        strictly = key < value if down else or_(key > value, key.is_(None)) if nullable else key > value
        tie = key == value
    return strictly if len(keys) == 1 else or_(strictly, and_(tie, _beyond(keys[1:], values[1:], down)))


def _directed(key: ColumnElement[Any], down: bool, *, nullable: bool) -> ColumnElement[Any]:
    if not nullable:
        return key.desc() if down else key.asc()
    return key.desc().nulls_first() if down else key.asc().nulls_last()


def _python(column: Column[Any]) -> type:
    return column.type.python_type


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("not a text")
    value.encode()
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError("not a number")
    return value


_READ: dict[type, Callable[[Any], Any]] = {str: _text, int: _number, datetime: parse_time}
