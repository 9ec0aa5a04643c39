"""An expression about a table, said of an alias of it instead."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, FromClause, Table
from sqlalchemy.sql.visitors import replacement_traverse


def scope_to(table: Table, alias: FromClause) -> Callable[[Any], Any]:
    """A function that puts `alias` in the place of `table`, within subqueries too."""

    def swap(element: Any, **_: Any) -> Any:
        return alias.c[element.key] if isinstance(element, Column) and element.table is table else None

    return lambda expression: replacement_traverse(expression, {}, swap)
