"""Leaves: values of a row as JSON, each by its kind. Knows no relation and no page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from plangraph.store.loads import Sql
from plangraph.store.scope import Scope
from plangraph.store.selected import Choice, Kind, Selected
from plangraph.store.writer import Writer

Write = Callable[[Writer, Sql], Sql]


def leaf(writer: Writer, selected: Selected, sql: Sql, scope: Scope) -> Sql:
    """`sql` speaks of the columns of the scope's table. What the tables promise is trusted."""
    x, kind = scope(sql), selected.kind
    if isinstance(kind, Choice):
        chosen = writer.required(writer.choice(x, kind.words), scope.number)
        return chosen if selected.required else writer.when(x, chosen)
    assert kind is not None  # noqa: S101 (selection gives every leaf of a row its kind)
    written = _WRITE[kind](writer, x)
    if not getattr(sql, "nullable", True):
        return written
    return writer.required(written, scope.number) if selected.required else writer.optional(written, x)


def carried(writer: Writer, values: Sequence[Sql], scope: Callable[[Sql], Sql]) -> Sql:
    """An array of values in the form in which cursors and inputs of Python functions carry them."""
    return writer.array([one_carried(writer, sql, scope(sql)) for sql in values])


def one_carried(writer: Writer, sql: Sql, x: Sql) -> Sql:
    """`x`: what `sql` is in its scope."""
    python: type = sql.type.python_type
    write = next(write for kind, write in _CARRIED.items() if issubclass(python, kind))
    written = write(writer, x)
    return writer.optional(written, x) if getattr(sql, "nullable", True) else written


_WRITE: Mapping[Kind, Write] = {
    Kind.TEXT: lambda writer, x: writer.text(x),
    Kind.PLAIN: lambda writer, x: writer.plain(x),
    Kind.INTEGER: lambda writer, x: writer.integer(x),
    Kind.BIG: lambda writer, x: writer.big(x),
    Kind.DECIMAL: lambda writer, x: writer.decimal(x),
    Kind.TIME: lambda writer, x: writer.time(x),
    Kind.BOOLEAN: lambda writer, x: writer.boolean(x),
    Kind.JSON: lambda writer, x: writer.text(x),  # a text in a text: its numbers stay as they were written
}
_CARRIED: Mapping[type, Write] = {
    bool: _WRITE[Kind.BOOLEAN],
    int: _WRITE[Kind.INTEGER],
    str: _WRITE[Kind.TEXT],
    Decimal: _WRITE[Kind.DECIMAL],
    datetime: lambda writer, x: writer.instant(x),
    UUID: _WRITE[Kind.PLAIN],
    Enum: _WRITE[Kind.PLAIN],
}
