"""What can be seen of a database from outside: its statements, its connections, its revision. No data."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.pool import QueuePool

from plangraph.store.engine import Database


def on_statement(database: Database, note: Callable[[], None]) -> None:
    """Calls `note` for each statement from here on."""

    def noted(*_: Any) -> None:
        note()

    for engine in {id(e): e for e in (database.reader, database.writer)}.values():
        event.listen(engine.sync_engine, "before_cursor_execute", noted)
    database.quick.noted = note


def connections(database: Database) -> int:
    """How many are in use now."""
    pools = {id(e): e.pool for e in (database.reader, database.writer)}.values()
    return database.quick.in_use + sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))


async def revision(database: Database) -> str:
    """The migration that the database is at. Raises Unavailable, or the driver's error when it was never migrated."""
    rows = await database.rows(text("select version_num from alembic_version"))
    return str(rows[0][0])


async def version(database: Database) -> str:
    """`PostgreSQL 15.8` or `SQLite 3.40.1`."""
    if database.dialect == "postgresql":
        rows = await database.rows(text("show server_version"))
        return f"PostgreSQL {str(rows[0][0]).split()[0]}"
    rows = await database.rows(text("select sqlite_version()"))
    return f"SQLite {rows[0][0]}"


async def allowed_connections(database: Database) -> int | None:
    """How many the server lends to everybody together; None where there is no server."""
    if database.dialect != "postgresql":
        return None
    reserved = "current_setting('superuser_reserved_connections')::int"
    rows = await database.rows(text(f"select current_setting('max_connections')::int - {reserved}"))
    return int(rows[0][0])


async def clock(database: Database) -> datetime:
    """What time the database thinks it is; for a look at skew only, since requests bring their own."""
    if database.dialect == "postgresql":
        rows = await database.rows(text("select clock_timestamp()"))
        found: datetime = rows[0][0]
        return found
    rows = await database.rows(text("select strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
    return datetime.fromisoformat(rows[0][0]).replace(tzinfo=UTC)


async def is_empty(database: Database) -> bool:
    """Whether nobody has brought a plan in yet."""
    return not await database.rows(text("select 1 from plan limit 1"))
