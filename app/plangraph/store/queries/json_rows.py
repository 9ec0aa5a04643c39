"""Rows with lists inside them by one statement, as JSON: each row an array in the order of its columns.

Decimals and times are text in it, so that no reader makes a float of them. Not for the compiled executor, which prints
whole answers.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

import orjson
from sqlalchemy import ColumnElement, Dialect, Select, Text, cast, func, literal_column, select, type_coerce

from plangraph.store.reads import Values
from plangraph.store.statement import Statement, prepared
from plangraph.store.types import ExactDecimal, PlainText, UtcDateTime
from plangraph.store.writer import Writer

Sql = ColumnElement[Any]


class Nested(PlainText):
    """JSON text that stays JSON inside other JSON."""

    cache_ok = True


Build = Callable[..., Select[Any]]


class Answering(Protocol):
    """Reads, or whatever stands in their place for one answer."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def writer(self) -> Writer: ...

    async def answer(self, statement: Statement, values: Values) -> bytes: ...


async def rows(reads: Answering, build: Build, shape: tuple[Any, ...], values: Values) -> list[list[Any]]:
    """The rows of `build(dialect, *shape)`, which is made and compiled once for each shape."""
    statement = _statement(reads.dialect, reads.writer, build, shape)  # type: ignore[arg-type]  # hashable by identity, as any object
    found: list[list[Any]] = orjson.loads(await reads.answer(statement, values))
    return found


@lru_cache(maxsize=200)
def _statement(dialect: Dialect, writer: Writer, build: Build, shape: tuple[Any, ...]) -> Statement:
    body = text(dialect.name, lists(dialect.name, build(dialect.name, *shape)))
    return prepared(dialect, select(writer.answer(body)))


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
