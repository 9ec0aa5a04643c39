"""PostgreSQL connections for short statements, kept open and lent one at a time, by asyncpg without layers above it.

asyncpg's own pool makes a task of each return and resets what nobody has set, which takes longer than a short
statement; SQLAlchemy's takes longer still.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

from plangraph.store.arrays import make_known
from plangraph.store.deadline import Alarms
from plangraph.store.pulse import Pulse, watch_line

KEPT_STATEMENTS = 100
"""Prepared ones of each connection, the last used."""
FOR_LONG_ANSWERS = "select octet_length(rpad('', 524288))"
"""To begin a connection with: its backend keeps up to 4 MB that it would give back after each long answer.

glibc gives memory back beyond twice of what has been taken at once and freed, 2 MB here. A long answer is copied some
times while it is put together, and to be given fresh memory for each takes a seventh of its time. Costs 5 ms, once.
"""
_IDLE = 300.0  # seconds after which something between here and the database may have forgotten the connection


def session(statement_seconds: float | None = None) -> dict[str, str]:
    """What a connection is set to as it is made, which costs no statement.

    `statement_seconds`: after which PostgreSQL itself ends a statement, should nobody's wish to end it have arrived.
    """
    settings = {"jit": "off", "timezone": "UTC", "application_name": "plangraph"}
    if statement_seconds is not None:
        settings["statement_timeout"] = str(round(statement_seconds * 1000))
    return settings


def dsn(url: URL) -> str:
    """The URL as asyncpg reads it."""
    query = {("sslmode" if k == "ssl" else k): v for k, v in url.query.items()}
    return url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)


class Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg is not typed
    __slots__ = ()

    async def first(self, text: str, values: Sequence[Any]) -> Any | None:
        """As `fetchrow`, past what a connection that one has to itself can do without: a lock, loggers, a time limit.

        Those layers are a seventh of a short statement's time.
        """
        statement = await self._get_statement(text, None)
        try:
            rows = await self._protocol.bind_execute(statement, values, "", 1, False, None)
        except (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError):
            return await self.fetchrow(text, *values)  # which learns anew what a migration has changed
        return rows[0] if rows else None


class Pool:
    """At most `most` connections, none before the first statement. For statements that set nothing for the next one.

    The one used last is lent first, so that a quiet server needs few. `patience`: seconds in which a connection must
    become free, or be made. `pulse` watches those that are lent. `opening`: what each begins with. `in_use`: places
    taken, by those that are being made and those that nobody has been able to end yet, too.
    """

    def __init__(
        self,
        url: URL,
        most: int,
        patience: float,
        pulse: Pulse,
        statement_seconds: float | None = None,
        opening: str | None = None,
    ) -> None:
        self.noted: Callable[[], None] = lambda: None
        self.in_use = 0
        self._dsn, self._patience, self._pulse = dsn(url), patience, pulse
        self._settings, self._opening = session(statement_seconds), opening
        self._most, self._patient = most, Alarms(patience)
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._ending: set[asyncio.Task[None]] = set()
        self._idle: list[tuple[Any, float]] = []
        self._closed = False

    @property
    def crowded(self) -> bool:
        """Whether the next one has to wait."""
        return self.in_use >= self._most

    async def take(self) -> Any:
        """A connection, to be given back. Raises TimeoutError when none is free in time, Unavailable, and what
        connecting raises.
        """
        connection = self.at_once()
        if connection is not None:
            return connection
        if self.in_use >= self._most:
            await self._place()
        else:
            self.in_use += 1
        try:
            connection = self._kept() or await self._connected()
        except BaseException:
            self._leave()
            raise
        self._pulse.begin(connection)
        return connection

    def at_once(self) -> Any | None:
        """What `take` gives, if nobody need wait for it. Raises Unavailable."""
        self._pulse.check()
        if self.in_use >= self._most or not self._idle:
            return None
        connection = self._kept()
        if connection is not None:
            self.in_use += 1
            self._pulse.begin(connection)
        return connection

    def give_back(self, connection: Any) -> None:
        self._pulse.end(connection)
        if connection.is_closed():
            self._leave()
        elif connection._protocol._is_cancelling():  # noqa: SLF001 (as asyncpg's own pool asks)
            self._ending.add(task := asyncio.ensure_future(self._ended(connection)))
            task.add_done_callback(self._ending.discard)
        else:
            self._take_back(connection)
            self._leave()

    def give_back_well(self, connection: Any) -> None:
        """`give_back` of one whose last statement has been answered, outside of a transaction."""
        self._pulse.end(connection)
        if self._closed:
            connection.terminate()
        else:
            self._idle.append((connection, monotonic()))
        self._leave()

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
        await asyncio.gather(*self._ending)
        while self._idle:
            connection, _ = self._idle.pop()
            with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await connection.close(timeout=self._patience)  # else asyncpg has aborted it

    async def _place(self) -> None:
        """Waits for the place of one who leaves, who hands it over, so that nobody can come in between."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            with self._patient():
                await turn
            self._pulse.check()  # once more, after the wait
        except BaseException:
            if not turn.cancelled():  # the place has come, and is not wanted any more
                self._leave()
            raise

    def _leave(self) -> None:
        """Hands the place to whoever has waited longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.in_use -= 1

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
            connection_class=Connection,
            timeout=self._patience,
            statement_cache_size=KEPT_STATEMENTS,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings=self._settings,
        )
        watch_line(connection)
        make_known(connection)
        self._pulse.know(connection)
        if self._opening:
            try:
                await connection.execute(self._opening, timeout=self._patience)
            except BaseException:
                connection.terminate()
                raise
        return connection

    async def _ended(self, connection: Any) -> None:
        """A statement that was cancelled is under way until PostgreSQL says so; if it does not, the connection goes."""
        try:
            async with asyncio.timeout(self._patience):
                await connection._protocol._wait_for_cancellation(None)  # noqa: SLF001 (as above)
            if not connection.is_closed():
                self._take_back(connection)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection.terminate()
        finally:
            self._leave()

    def _take_back(self, connection: Any) -> None:
        if self._closed or connection.is_in_transaction():
            connection.terminate()
        else:
            self._idle.append((connection, monotonic()))
