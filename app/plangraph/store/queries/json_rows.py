"""Rows inside one row: a statement brings lists along as JSON text, each row an array in the order of its columns.

Decimals and times are text in it, so that no reader makes a float of them. Not for the compiled executor, which prints
whole answers.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal_column, select, type_coerce

from plangraph.store.types import ExactDecimal, PlainText, UtcDateTime

Sql = ColumnElement[Any]


class Nested(PlainText):
    """JSON text that stays JSON inside other JSON."""

    cache_ok = True


def lists(dialect: str, statement: Select[Any]) -> Sql:
    """The rows of a statement, in its order, as one array of arrays; empty when there is none."""
    source = statement.subquery()
    values = [_printed(dialect, value) for value in source.c]
    if dialect == "sqlite":
        found: Sql = select(func.json_group_array(func.json_array(*values))).select_from(source).scalar_subquery()
    else:
        rows = select(func.json_agg(func.json_build_array(*values))).select_from(source).scalar_subquery()
        found = func.coalesce(rows, literal_column("'[]'::json"))
    return type_coerce(found, Nested())


def text(dialect: str, value: Sql) -> Sql:
    """JSON as plain text, so that no driver decodes it."""
    return value if dialect == "sqlite" else cast(value, Text)


def _printed(dialect: str, value: Sql) -> Sql:
    if dialect == "sqlite":
        return func.json(value) if isinstance(value.type, Nested) else value
    if isinstance(value.type, UtcDateTime):
        return func.to_char(value, literal_column('\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''))
    return cast(value, Text) if isinstance(value.type, ExactDecimal) else value
