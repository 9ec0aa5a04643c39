"""Many rows at once: what is there is read first, so that nothing unchanged is written and no number is burnt.

Numbers of rows then come out alike on both databases, which matters because cursors carry them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Dialect, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from plangraph.store.arrays import OneOf, bound_list
from plangraph.store.dialects import POSTGRES
from plangraph.store.engine import Database

Row = Mapping[str, Any]
Key = tuple[Any, ...]
COPY_FROM = 200
SLICE = 5_000


class Merged(NamedTuple):
    """What became of the wanted rows, by natural key; `ids` holds the numbers of all of them."""

    ids: Mapping[Key, int]
    created: frozenset[Key] = frozenset()
    changed: frozenset[Key] = frozenset()
    removed: frozenset[Key] = frozenset()

    def touched(self) -> set[Any]:
        """First parts of the keys of rows that were created, changed or removed: the parents that differ now."""
        return {key[0] for keys in (self.created, self.changed, self.removed) for key in keys}


@dataclass(frozen=True, slots=True)
class Rule:
    """How rows of a table are merged.

    `key`: the natural key. `first`: columns for new rows only. `moved`: columns set when a row changes. `vacate`:
    unique columns whose values may move between rows, so that they are emptied first. `removal`: columns that mark a
    row as gone instead of deleting it.
    """

    table: type[SQLModel]
    key: tuple[str, ...]
    first: Row = field(default_factory=dict)
    moved: Row = field(default_factory=dict)
    vacate: tuple[str, ...] = ()
    removal: Row | None = None


def table_of(model: type[SQLModel]) -> Table:
    found: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
    return found


async def lock(connection: AsyncConnection, models: Iterable[type[SQLModel]]) -> None:
    """Other writers of these tables wait until this transaction ends; readers do not. SQLite has one writer anyway.

    Tables are locked in the order in which those who write one row come by them, so that nobody waits in a circle:
    an account before its plans, a metric before its events, a feature before the plan that grants it.
    """
    if connection.dialect.name == "postgresql":
        wanted = {table_of(m) for m in models}
        tables = sorted((t for t in SQLModel.metadata.sorted_tables if t in wanted), key=lambda t: _turn(t.name))
        names = ", ".join(f'"{t.name}"' for t in tables)
        await connection.execute(text(f"lock table {names} in exclusive mode"))


def _turn(name: str) -> int:
    first = ("account", "feature_override", "metric", "feature", "variant", "entitlement")
    return next((n for n, start in enumerate(first) if name.startswith(start)), len(first))


async def analyze(database: Database) -> None:
    """Lets the database's planner count anew, after many rows came or went."""
    async with database.transaction() as connection:
        await connection.execute(text("analyze"))


async def merge(
    connection: AsyncConnection, rule: Rule, wanted: Sequence[Row], column: str, values: Iterable[Any]
) -> Merged:
    """Makes the rows whose `column` is one of `values` be the wanted ones: inserts, updates and deletes what differs.

    Every wanted row has the same columns.
    """
    table = table_of(rule.table)
    names = list(wanted[0]) if wanted else list(rule.key)
    compared = list(dict.fromkeys([*rule.key, *names, *(rule.removal or {})]))
    columns: list[ColumnElement[Any]] = [table.c.id, *(table.c[name] for name in compared)]
    there: dict[Key, dict[str, Any]] = {}
    for record in await rows_in(connection, columns, table.c[column], values):
        found = dict(zip(["id", *compared], record, strict=True))
        there[tuple(found[name] for name in rule.key)] = found
    ids = {key: row["id"] for key, row in there.items()}
    new: dict[Key, Row] = {}
    changed: dict[Key, Row] = {}
    alive = dict.fromkeys(rule.removal or {})
    for row in wanted:
        key = tuple(row[name] for name in rule.key)
        old = there.pop(key, None)
        if old is None:
            new[key] = {**row, **rule.first}
        elif any(old[name] != value for name, value in {**row, **alive}.items()):
            changed[key] = {**row, **alive, **rule.moved, "id": old["id"]}
    gone = _still_there(there, rule)
    await _remove(connection, rule, [row["id"] for row in gone.values()])
    await _vacate(connection, rule, list(changed.values()))
    await set_rows(connection, table, list(changed.values()))
    await add_rows(connection, table, list(new.values()))
    if new:
        keys = [table.c[name] for name in rule.key]
        parents = {row[column] for row in new.values()}
        for record in await rows_in(connection, [table.c.id, *keys], table.c[column], parents):
            ids[tuple(record[1:])] = record[0]
    return Merged(ids, frozenset(new), frozenset(changed), frozenset(gone))


async def rows_in(
    connection: AsyncConnection,
    columns: Sequence[ColumnElement[Any]],
    column: ColumnElement[Any],
    values: Iterable[Any],
) -> Sequence[Sequence[Any]]:
    """The rows whose column is one of the values, by number."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    table = column.table
    statement = select(*columns).where(OneOf(column, bound_list("values", column.type))).order_by(table.c.id)
    return (await connection.execute(statement, {"values": wanted})).all()


async def add_rows(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts in order; every row has the same columns. PostgreSQL takes many of them as one COPY."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_FROM:
        names = list(rows[0])
        raw = (await connection.get_raw_connection()).driver_connection
        bound = [_binder(table.c[name], connection.dialect) for name in names]
        records = [tuple(bind(row[name]) for bind, name in zip(bound, names, strict=True)) for row in rows]
        assert raw is not None  # noqa: S101 (a connection in use has its driver's)
        await raw.copy_records_to_table(table.name, columns=names, records=records)
        return
    for start in range(0, len(rows), SLICE):
        await connection.execute(insert(table), [dict(row) for row in rows[start : start + SLICE]])


async def set_rows(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """Updates by `id`; every row has the same columns."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    statement = (
        update(table)
        .where(table.c.id == bindparam("_id", type_=table.c.id.type))
        .values({name: bindparam(f"_{name}", type_=table.c[name].type) for name in names})
    )
    await connection.execute(statement, [{f"_{name}": value for name, value in row.items()} for row in rows])


def insert_new(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that can say `on_conflict_do_nothing`, which SQLAlchemy has for each dialect apart."""
    if connection.dialect.name == POSTGRES:
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def _still_there(rows: Mapping[Key, dict[str, Any]], rule: Rule) -> dict[Key, dict[str, Any]]:
    """Rows to remove: those already marked as removed stay as they are."""
    marks = list(rule.removal or {})
    return {key: row for key, row in rows.items() if not marks or any(row[m] is None for m in marks)}


async def _remove(connection: AsyncConnection, rule: Rule, ids: Sequence[int]) -> None:
    table = table_of(rule.table)
    if not ids:
        return
    if rule.removal is not None:
        await set_rows(connection, table, [{"id": n, **rule.removal} for n in ids])
        return
    statement = delete(table).where(OneOf(table.c.id, bound_list("values", table.c.id.type)))
    await connection.execute(statement, {"values": ids})


async def _vacate(connection: AsyncConnection, rule: Rule, changed: Sequence[Row]) -> None:
    """Values no caller can send, for the moment between losing the old one and getting the new."""
    if changed and rule.vacate:
        table = table_of(rule.table)
        empty = [
            {"id": row["id"], **{n: _nobodys(table.c[n].type.python_type, row["id"]) for n in rule.vacate}}
            for row in changed
        ]
        await set_rows(connection, table, empty)


def _nobodys(kind: type[Any], number: int) -> Any:
    return -number if kind is int else f"\x01{number}\x01"


def _binder(column: ColumnElement[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """COPY goes past SQLAlchemy, whose types must still say how a value is stored."""
    return column.type.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)
