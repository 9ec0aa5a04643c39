"""PostgreSQL connections for short statements, kept open and lent one at a time, by asyncpg without layers above it.

asyncpg's own pool makes a task of each return and resets what nobody has set, which takes longer than a short
statement; SQLAlchemy's takes longer still.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

from plangraph.store.deadline import Alarms
from plangraph.store.pulse import Pulse, watch_line

KEPT_STATEMENTS = 100
"""Prepared ones of each connection, the last used."""
POSTGRES_SETTINGS = {"jit": "off", "timezone": "UTC", "application_name": "plangraph"}
_IDLE = 300.0  # seconds after which something between here and the database may have forgotten the connection


def dsn(url: URL) -> str:
    """The URL as asyncpg reads it."""
    query = {("sslmode" if k == "ssl" else k): v for k, v in url.query.items()}
    return url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)


class Pool:
    """At most `most` connections, none before the first statement. For statements that set nothing for the next one.

    The one used last is lent first, so that a quiet server needs few. `patience`: seconds in which a connection must
    become free, or be made. `pulse` watches those that are lent.
    """

    def __init__(self, url: URL, most: int, patience: float, pulse: Pulse) -> None:
        self.noted: Callable[[], None] = lambda: None
        self.in_use = 0
        self._dsn, self._patience, self._pulse = dsn(url), patience, pulse
        self._free, self._waiting = asyncio.Semaphore(most), Alarms(patience)
        self._idle: list[tuple[Any, float]] = []
        self._closed = False

    async def take(self) -> Any:
        """A connection, to be given back. Raises TimeoutError when none is free in time, Unavailable, and what
        connecting raises.
        """
        self._pulse.check()
        if self._free.locked():
            with self._waiting():
                await self._free.acquire()
        else:
            await self._free.acquire()
        try:
            self._pulse.check()  # once more, after the wait
            connection = self._kept() or await self._connected()
        except BaseException:
            self._free.release()
            raise
        self.in_use += 1
        self._pulse.begin(connection)
        return connection

    def give_back(self, connection: Any) -> None:
        """A statement that was cancelled may still be under way; asyncpg waits for its end before the next one."""
        self._pulse.end(connection)
        if not connection.is_closed():
            if self._closed or connection.is_in_transaction():
                connection.terminate()
            else:
                self._idle.append((connection, monotonic()))
        self.in_use -= 1
        self._free.release()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """`take` and `give_back`, for more than the one statement for which this would be a tenth of the price."""
        connection = await self.take()
        try:
            yield connection
        finally:
            self.give_back(connection)

    async def close(self) -> None:
        """A connection that is lent is closed when it comes back."""
        self._closed = True
        while self._idle:
            connection, _ = self._idle.pop()
            with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await connection.close(timeout=self._patience)  # else asyncpg has aborted it

    def _kept(self) -> Any | None:
        while self._idle:
            connection, since = self._idle.pop()
            if not connection.is_closed() and monotonic() - since < _IDLE:
                return connection
            connection.terminate()
        return None

    async def _connected(self) -> Any:
        connection = await asyncpg.connect(
            self._dsn,
            timeout=self._patience,
            statement_cache_size=KEPT_STATEMENTS,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings=POSTGRES_SETTINGS,
        )
        watch_line(connection)
        return connection
