"""Runs one statement and hands over the bytes it answers. Knows nothing of what is read.

PostgreSQL: asyncpg's own pool, since the layers above it cost more than a short query. SQLite: one thread with its own
connections; a second thread makes the total slower, so more speed comes from more processes.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Protocol, TypeVar

import asyncpg
from sqlalchemy import Dialect

from plangraph.domain.errors import Timeout, Unavailable
from plangraph.store.deadline import TOO_LONG
from plangraph.store.dialects import POSTGRES, SQLITE, dialect_of
from plangraph.store.engine import Database
from plangraph.store.json_postgres import PostgresWriter
from plangraph.store.json_sqlite import SqliteWriter
from plangraph.store.pool import KEPT_STATEMENTS, Pool
from plangraph.store.pulse import AWAY, PATIENCE
from plangraph.store.snapshot import Snapshot
from plangraph.store.statement import Statement
from plangraph.store.turns import Turns
from plangraph.store.typed import Bound, Texts
from plangraph.store.writer import Writer

Values = Mapping[str, Any]
T = TypeVar("T")

_STOPPED_AGAIN = 0.02  # seconds


class Failed(Exception):
    """The statement ran and could not answer; whoever knows another way may try it."""


class Reads(Protocol):
    """`rooms`: how deep a statement may nest before it is cut, to be tried in this order; none: it need not be cut.

    `noted` is called for each statement that is sent.
    """

    dialect: Dialect
    writer: Writer
    rooms: tuple[int, ...]
    noted: Callable[[], None]

    @property
    def in_use(self) -> int:
        """Connections that are busy now."""

    async def answer(self, statement: Statement, values: Values) -> bytes:
        """Raises Failed or Unavailable."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Several statements that see the same data."""

    async def parses(self, statement: Statement) -> bool: ...

    async def explained(self, statement: Statement, values: Values) -> list[str]:
        """The database's own plan, line by line."""

    async def close(self) -> None: ...


def open_reads(database: Database, connections: int = 10) -> Reads:
    """Nothing is connected before the first statement."""
    url = database.reader.url
    if database.pulse is None:
        return SqliteReads(url.database or "")
    return PostgresReads(Pool(url, connections, PATIENCE, database.pulse, database.statement_seconds))


class PostgresReads:
    rooms: tuple[int, ...] = ()

    def __init__(self, pool: Pool) -> None:
        self.dialect = dialect_of(POSTGRES)
        self.writer: Writer = PostgresWriter()
        self.noted: Callable[[], None] = _unheard
        self._pool, self._turns, self._texts = pool, Turns(), Texts(self.dialect)

    @property
    def in_use(self) -> int:
        return self._pool.in_use

    async def answer(self, statement: Statement, values: Values) -> bytes:
        bound = statement.bound(values)
        try:
            if self._pool.crowded:
                key = statement, *[tuple(v) if isinstance(v, list) else v for v in bound]
                return await self._turns.read(key, self._pool.take, partial(self._read, statement, bound))
            return await self._read(statement, bound, await self._pool.take())
        except _OF_POSTGRES as error:
            raise _meaning(error) from error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        with postgres_errors():
            async with (
                self._pool.connection() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                found = Snapshot(partial(self._fetched, connection), partial(self._rows, connection), self._texts)
                try:
                    yield found
                finally:
                    await found.end()

    async def parses(self, statement: Statement) -> bool:  # noqa: ARG002 (PostgreSQL's limits are far away)
        return True

    async def explained(self, statement: Statement, values: Values) -> list[str]:
        with postgres_errors():
            async with self._pool.connection() as connection:
                rows = await connection.fetch("explain " + statement.text, *statement.bound(values))
                return [row[0] for row in rows]

    async def close(self) -> None:
        await self._pool.close()

    async def _read(self, statement: Statement, bound: Any, connection: Any) -> bytes:
        self.noted()
        try:
            found = await connection.value(statement.text, bound)
        finally:
            self._pool.give_back(connection)
        return _text(found)

    async def _fetched(self, connection: Any, statement: Statement, bound: Any) -> bytes:
        self.noted()
        return _text(await connection.value(statement.text, bound))

    async def _rows(self, connection: Any, bound: Bound) -> Sequence[Any]:
        self.noted()
        found: Sequence[Any] = await connection.fetch(bound.text, *bound.values)
        return found


def _unheard() -> None: ...


def _text(found: Any) -> bytes:
    if not isinstance(found, bytes):
        raise Failed("the statement answered nothing")
    return found


_OF_POSTGRES = (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.PostgresError)
_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.OperatorInterventionError,
)


@contextmanager
def postgres_errors() -> Iterator[None]:
    try:
        yield
    except _OF_POSTGRES as error:
        raise _meaning(error) from error


def _meaning(error: Exception) -> Exception:
    """What one of `_OF_POSTGRES` means to whoever asked."""
    if isinstance(error, asyncpg.QueryCanceledError):
        return Timeout(TOO_LONG)
    if isinstance(error, _AWAY) and not isinstance(error, asyncpg.DataError):
        return Unavailable(AWAY)
    return Failed(type(error).__name__)


class SqliteReads:
    """`rooms` is measured on SQLite 3.40, whose parser has a stack of 100."""

    rooms: tuple[int, ...] = (66, 46, 26)

    def __init__(self, path: str) -> None:
        self.dialect = dialect_of(SQLITE)
        self.writer: Writer = SqliteWriter()
        self.noted: Callable[[], None] = _unheard
        self._uri = f"{Path(path).resolve().as_uri()}?mode=rw"
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="plangraph-reads")
        self._own: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._running: Event | None = None
        self._texts = Texts(self.dialect)

    @property
    def in_use(self) -> int:
        return int(self._running is not None)

    async def answer(self, statement: Statement, values: Values) -> bytes:
        return await self._fetched(None, statement, statement.bound(values))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        """On a connection of its own, so that what others read meanwhile is not older than it should be.

        It begins with the first statement; nobody waits for its end.
        """
        own: list[sqlite3.Connection] = []
        found = Snapshot(partial(self._fetched, own), partial(self._rows, own), self._texts)
        try:
            yield found
        finally:
            await found.end()
            if own:
                self._thread.submit(self._ended, own[0])

    async def parses(self, statement: Statement) -> bool:
        def explain() -> bool:
            try:
                for one in statement.all():
                    self._connected().execute("explain " + one.text, dict.fromkeys(one.processors))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                    return False
                raise
            return True

        return await self._do(explain)

    async def explained(self, statement: Statement, values: Values) -> list[str]:
        def explain() -> list[str]:
            rows = self._connected().execute("explain query plan " + statement.text, statement.bound(values))
            depth = {0: -1}
            lines = []
            for number, parent, _, text in rows:
                depth[number] = depth[parent] + 1
                lines.append("  " * depth[number] + text)
            return lines

        return await self._do(explain)

    async def close(self) -> None:
        def close() -> None:
            for connection in (*self._idle, *([self._own] if self._own else [])):
                connection.close()
            self._own, self._idle = None, []

        await self._do(close)
        self._thread.shutdown()

    async def _fetched(self, own: list[sqlite3.Connection] | None, statement: Statement, bound: Any) -> bytes:
        self.noted()

        def fetch() -> Any:
            connection = self._connected() if own is None else self._begun(own)
            return connection.execute(statement.text, bound).fetchone()[0]

        found = await self._do(fetch, own)
        return _text(found)

    async def _rows(self, own: list[sqlite3.Connection], bound: Bound) -> Sequence[Any]:
        self.noted()
        return await self._do(lambda: self._begun(own).execute(bound.text, bound.values).fetchall(), own)

    async def _do(self, work: Callable[[], T], own: list[sqlite3.Connection] | None = None) -> T:
        """In the one thread; whoever stops waiting stops the statement, too. `own`: the connection of a snapshot."""
        turn = Event()

        def run() -> T:
            self._running = turn
            try:
                if turn.is_set():
                    raise Failed("nobody waits for it any more")
                return work()
            finally:
                self._running = None

        with sqlite_errors():
            try:
                return await asyncio.get_running_loop().run_in_executor(self._thread, run)
            except asyncio.CancelledError:
                turn.set()
                self._stop(turn, own)
                raise

    def _stop(self, turn: Event, own: list[sqlite3.Connection] | None) -> None:
        """Again and again, since SQLite forgets an interrupt that comes just before the statement begins."""
        running = self._own if own is None else next(iter(own), None)
        if self._running is turn:
            if running is not None:
                running.interrupt()
            asyncio.get_running_loop().call_later(_STOPPED_AGAIN, self._stop, turn, own)

    def _connected(self) -> sqlite3.Connection:
        if self._own is None:
            self._own = self._opened()
        return self._own

    def _begun(self, own: list[sqlite3.Connection]) -> sqlite3.Connection:
        if not own:
            connection = self._idle.pop() if self._idle else self._opened()
            connection.execute("begin")
            own.append(connection)
        return own[0]

    def _ended(self, connection: sqlite3.Connection) -> None:
        connection.execute("rollback")
        self._idle.append(connection)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=KEPT_STATEMENTS
        )
        for pragma in ("busy_timeout=10000", "query_only=on", "mmap_size=268435456", "cache_size=-65536"):
            connection.execute(f"pragma {pragma}")
        return connection


@contextmanager
def sqlite_errors() -> Iterator[None]:
    """Mistakes of a statement are one thing, a file that is locked, gone or broken another."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE, sqlite3.SQLITE_MISMATCH):
            raise Failed(str(error)) from error
        raise Unavailable(AWAY) from error
