"""The database behind one small face: rows of a statement, and a transaction to write in.

SQLite's transactions of one process take turns and begin IMMEDIATE, so writers queue instead of failing.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import asyncpg
from sqlalchemy import Executable, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from plangraph.domain.errors import Timeout, Unavailable
from plangraph.store.arrays import make_known
from plangraph.store.deadline import TOO_LONG, enforced
from plangraph.store.group import Group
from plangraph.store.pool import Pool, dsn, session
from plangraph.store.pulse import AWAY, Pulse, asking, watch_line
from plangraph.store.tables.data_version import VERSION

OLDEST_SQLITE = (3, 38)
OLDEST_POSTGRES = 150000
_TEMPORARY = "temp_store=MEMORY"  # else a statement that fires triggers notes what it changes in a file, each time anew
_PATIENCE = 20.0
_AWAY = (
    OperationalError,
    InterfaceError,
    sqlite3.OperationalError,
    PoolTimeout,
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
)
# PostgreSQL's: connection lost, read-only, disk or memory full, shutting down, input and output failing
_AWAY_STATES = ("08", "25006", "53", "57P", "58")
_CANCELLED = "57014"


class Database:
    """Reads go to short connections of `reader`; writes to one transaction of `writer`.

    Writes of a statement or two, which are many, go past SQLAlchemy: to `quick`. `patience`: seconds for a turn on a
    connection. `pulse` watches a database that is another process.
    """

    def __init__(
        self,
        reader: AsyncEngine,
        writer: AsyncEngine,
        pool: Pool | None = None,
        patience: float = _PATIENCE,
        pulse: Pulse | None = None,
        statement_seconds: float | None = None,
    ) -> None:
        self.reader, self.writer, self.patience, self.pulse = reader, writer, patience, pulse
        self.statement_seconds = statement_seconds
        self.kept: dict[object, Any] = {}  # what was made of rows, under the version of their tables
        self.dialect: str = reader.dialect.name
        self.forwarding = False  # whether writes of accounts and metrics are queued for Kickplan as well
        self._turn = asyncio.Lock()
        self.quick: Pool | Group = pool or Group(lambda: _sqlite(str(reader.url.database)), self._turn)

    async def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Sequence[Any]]:
        with translated():
            async with self._connected(self.reader) as connection, enforced(connection):
                return (await connection.execute(statement, parameters)).all()

    async def version(self, tables: Sequence[str]) -> int:
        """Equal ones say that none of the tables was written in between."""
        ((found,),) = await self.rows(VERSION, {"tables": tables})
        return int(found)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        if self.dialect == "sqlite":
            async with self._turn, self._begun() as connection:
                yield connection
        else:
            async with self._begun() as connection:
                yield connection

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        with translated():
            async with self._connected(self.writer) as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Only the turn has to come within the patience; a statement may take its time."""
        if self.pulse is None:
            async with engine.connect() as connection:
                yield connection
            return
        self.pulse.check()
        connection = engine.connect()
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(self.patience):
                await connection.start()
            stack.push_async_exit(connection)  # which closes it to the end, whoever is cancelled meanwhile
            yield connection

    async def close(self) -> None:
        await self.quick.close()
        if self.pulse is not None:
            await self.pulse.close()
        await self.reader.dispose()
        if self.writer is not self.reader:
            await self.writer.dispose()


def open_database(
    url: str,
    pool: int = 10,
    quick: int = 10,
    patience: float = _PATIENCE,
    statement_seconds: float | None = None,
) -> Database:
    """`sqlite:///file` or `postgresql://user:password@host/name`; raises ValueError with a sentence for people.

    Of PostgreSQL's connections, `quick` set metrics and `pool` do the rest. `patience`: seconds for a turn on one, a
    new one included. `statement_seconds`: after which PostgreSQL ends a statement by itself.
    """
    parsed = async_url(url)
    if parsed.get_backend_name() == "sqlite":
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise ValueError(f"SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer is needed")
        reader = create_async_engine(parsed, pool_size=4, hide_parameters=True)
        writer = create_async_engine(parsed, pool_size=1, max_overflow=0, hide_parameters=True)
        event.listen(reader.sync_engine, "connect", _prepare_sqlite)
        event.listen(writer.sync_engine, "connect", _prepare_sqlite)
        event.listen(reader.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
        event.listen(writer.sync_engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        return Database(reader, writer)
    engine = create_async_engine(
        parsed,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=patience,
        hide_parameters=True,
        connect_args={"server_settings": session(statement_seconds), "timeout": patience},
    )
    pulse = Pulse(asking(dsn=dsn(parsed)))
    _watch(engine, pulse)
    setting = Pool(engine.url, quick, patience, pulse, statement_seconds)
    return Database(engine, engine, setting, patience, pulse, statement_seconds)


def _watch(engine: AsyncEngine, pulse: Pulse) -> None:
    """A connection in use is watched; one that has ended meanwhile is not handed out. That saves a ping each time."""

    def made(connection: Any, _: Any) -> None:
        watch_line(connection.driver_connection)
        make_known(connection.driver_connection)
        pulse.know(connection.driver_connection)

    def taken(connection: Any, _: Any, __: Any) -> None:
        if connection.driver_connection.is_closed():
            raise InvalidatePoolError
        pulse.begin(connection.driver_connection)

    def returned(connection: Any, _: Any) -> None:
        if connection is not None:
            pulse.end(connection.driver_connection)

    event.listen(engine.sync_engine, "connect", made)
    event.listen(engine.sync_engine, "checkout", taken)
    event.listen(engine.sync_engine, "checkin", returned)


def async_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except ArgumentError:
        raise ValueError("the database URL is not one; use sqlite:///file or postgresql://user@host/name") from None
    if backend == "sqlite":
        if not parsed.database:
            raise ValueError("a SQLite URL names its file: sqlite:///var/plangraph.db")
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        query = {("ssl" if k == "sslmode" else k): v for k, v in parsed.query.items()}
        return parsed.set(drivername="postgresql+asyncpg", query=query)
    raise ValueError(f"{backend} is not supported; use sqlite:///file or postgresql://user@host/name")


@contextmanager
def translated() -> Iterator[None]:
    """A database that is away, read-only or full becomes one error of ours; mistakes of our own stay what they are."""
    try:
        yield
    except _AWAY as error:
        if getattr(getattr(error, "orig", error), "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise  # SQLite's word for wrong SQL, of the same class as a full disk
        raise Unavailable(AWAY) from error
    except DBAPIError as error:
        state = str(getattr(error.orig, "sqlstate", None))
        if state == _CANCELLED:
            raise Timeout(TOO_LONG) from error
        if error.connection_invalidated or isinstance(error.orig, OSError) or state.startswith(_AWAY_STATES):
            raise Unavailable(AWAY) from error
        raise
    except asyncpg.QueryCanceledError as error:
        raise Timeout(TOO_LONG) from error
    except asyncpg.PostgresError as error:
        if str(error.sqlstate).startswith(_AWAY_STATES):
            raise Unavailable(AWAY) from error
        raise


def _sqlite(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    _prepare_sqlite(connection, None)
    return connection


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", _TEMPORARY):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
