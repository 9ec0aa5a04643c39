"""The rows of one statement, however many: a batch at a time, all of one moment, on a connection of their own.

What others read meanwhile waits for neither the connection nor the thread. Whoever stops early (by `aclose`, by being
cancelled) stops the statement in the database too.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.engine import URL

from plangraph.store.arrays import make_known
from plangraph.store.dialects import POSTGRES, SQLITE, dialect_of
from plangraph.store.engine import Database
from plangraph.store.json_postgres import PostgresWriter
from plangraph.store.json_sqlite import SqliteWriter
from plangraph.store.pool import dsn, session
from plangraph.store.pulse import PATIENCE, Pulse, watch_line
from plangraph.store.reads_postgres import postgres_errors
from plangraph.store.reads_sqlite import sqlite_errors
from plangraph.store.statement import Statement
from plangraph.store.writer import Writer

BATCH = 250
"""Rows: few enough that other requests hardly wait while a batch is written."""
Batches = AsyncGenerator[list[bytes], None]


class Streams(Protocol):
    """`noted` is called for each statement, `in_use` tells how many connections are busy now."""

    dialect: Dialect
    writer: Writer
    noted: Callable[[], None]
    in_use: int

    def rows(self, statement: Statement, values: Mapping[str, Any]) -> Batches:
        """The one value of each row. Raises Failed or Unavailable."""


def open_streams(database: Database) -> Streams:
    url = database.reader.url
    return SqliteStreams(url.database or "") if database.pulse is None else PostgresStreams(url, database.pulse)


class PostgresStreams:
    def __init__(self, url: URL, pulse: Pulse) -> None:
        self.dialect = dialect_of(POSTGRES)
        self.writer: Writer = PostgresWriter()
        self.noted: Callable[[], None] = lambda: None
        self.in_use = 0
        self._url, self._pulse = dsn(url), pulse

    async def rows(self, statement: Statement, values: Mapping[str, Any]) -> Batches:
        """By a cursor, within a transaction that only reads."""
        self._pulse.check()
        with postgres_errors():
            connection = await asyncpg.connect(
                self._url, timeout=PATIENCE, statement_cache_size=0, server_settings=session()
            )
        self.in_use += 1
        try:
            watch_line(connection)
            make_known(connection)
            self.noted()
            with postgres_errors(), self._pulse.watching(connection):
                await connection.transaction(isolation="repeatable_read", readonly=True).start()
                cursor = await connection.cursor(statement.text, *statement.bound(values))
                batch = await cursor.fetch(BATCH)
            while batch:
                yield [row[0] for row in batch]
                with postgres_errors(), self._pulse.watching(connection):
                    batch = await cursor.fetch(BATCH)
        finally:
            self.in_use -= 1
            await _kept(_left(connection))


class SqliteStreams:
    """A thread for each: the one that answers all other queries must not wait for a long list."""

    def __init__(self, path: str) -> None:
        self.dialect = dialect_of(SQLITE)
        self.writer: Writer = SqliteWriter()
        self.noted: Callable[[], None] = lambda: None
        self.in_use = 0
        self._uri = f"{Path(path).resolve().as_uri()}?mode=rw"

    async def rows(self, statement: Statement, values: Mapping[str, Any]) -> Batches:
        """One statement sees one moment. No mapped memory and a small cache: the file passes through but once."""
        run = asyncio.get_running_loop().run_in_executor
        with sqlite_errors():
            connection = sqlite3.connect(self._uri, uri=True, isolation_level=None, check_same_thread=False)
        thread = ThreadPoolExecutor(1, thread_name_prefix="plangraph-rows")
        self.in_use += 1

        def begin() -> sqlite3.Cursor:
            for pragma in ("busy_timeout=10000", "query_only=on"):
                connection.execute(f"pragma {pragma}")
            return connection.execute(statement.text, statement.bound(values))

        try:
            self.noted()
            with sqlite_errors():
                cursor = await run(thread, begin)
                batch = await run(thread, cursor.fetchmany, BATCH)
            while batch:
                yield [row[0] for row in batch]
                with sqlite_errors():
                    batch = await run(thread, cursor.fetchmany, BATCH)
        finally:
            self.in_use -= 1
            connection.interrupt()
            await _kept(run(thread, connection.close))
            thread.shutdown(wait=False)


async def _left(connection: asyncpg.Connection) -> None:
    """The end of the connection ends the transaction; a statement under way is cancelled first."""
    try:
        await connection.close(timeout=PATIENCE)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        connection.terminate()


async def _kept(work: Awaitable[None]) -> None:
    """Ends even when whoever waits for it is cancelled once more."""
    task = asyncio.ensure_future(work)
    _closing.add(task)
    task.add_done_callback(_closing.discard)
    await asyncio.shield(task)


_closing: set[asyncio.Future[None]] = set()
