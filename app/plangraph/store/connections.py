"""PostgreSQL connections for statements that leave no trace, kept open and lent one at a time.

asyncpg's own pool makes a task of each return and resets what nobody has set, which takes longer than a short
statement.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

_IDLE = 300.0  # seconds after which something between here and the database may have forgotten the connection


class Connections:
    """At most `most` of what `connect` makes. The one used last is lent first, so that a quiet server needs few."""

    def __init__(self, connect: Callable[[], Awaitable[Any]], most: int, patience: float) -> None:
        self._connect, self._patience = connect, patience
        self._free = asyncio.Semaphore(most)
        self._idle: list[tuple[Any, float]] = []
        self.in_use = 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Any]:
        """Raises TimeoutError when none is free in time, and what connecting raises."""
        if self._free.locked():
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        else:
            await self._free.acquire()
        self.in_use += 1
        try:
            connection = self._kept() or await self._connect()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self.in_use -= 1
            self._free.release()

    async def close(self) -> None:
        while self._idle:
            connection, _ = self._idle.pop()
            await connection.close()

    def _kept(self) -> Any | None:
        while self._idle:
            connection, since = self._idle.pop()
            if not connection.is_closed() and monotonic() - since < _IDLE:
                return connection
            connection.terminate()
        return None

    def _give_back(self, connection: Any) -> None:
        """A statement that was cancelled may still be under way; asyncpg waits for its end before the next one."""
        if connection.is_in_transaction():
            connection.terminate()
        elif not connection.is_closed():
            self._idle.append((connection, monotonic()))
