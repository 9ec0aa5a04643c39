"""asyncpg's own pool, since the layers above it cost more than a short statement."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

KEPT_STATEMENTS = 100
"""Prepared ones of each connection, the last used."""
_PATIENCE = 2.0


class Pool:
    """Connects when it is first used. For statements that leave nothing behind on their connection."""

    def __init__(self, url: URL, connections: int, patience: float = _PATIENCE) -> None:
        """`patience`: seconds in which a connection must become free, or be made."""
        self.noted: Callable[[], None] = lambda: None
        self._url, self._most, self._patience = url, connections, patience
        self._pool: Any = None
        self._opening = asyncio.Lock()

    @property
    def in_use(self) -> int:
        return 0 if self._pool is None else int(self._pool.get_size() - self._pool.get_idle_size())

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """The pool's own timeout would make a task of each turn."""
        pool = self._pool or await self._open()
        async with asyncio.timeout(self._patience):
            connection = await pool.acquire()
        try:
            yield connection
        finally:
            await pool.release(connection)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _open(self) -> Any:
        async with self._opening:
            if self._pool is None:
                query = {("sslmode" if k == "ssl" else k): v for k, v in self._url.query.items()}
                plain = self._url.set(drivername="postgresql", query=query)
                self._pool = await asyncpg.create_pool(
                    plain.render_as_string(hide_password=False),
                    min_size=0,
                    max_size=self._most,
                    reset=_nothing_to_reset,
                    timeout=self._patience,
                    statement_cache_size=KEPT_STATEMENTS,
                    max_cached_statement_lifetime=0,
                    max_cacheable_statement_size=0,
                    server_settings={"jit": "off", "timezone": "UTC", "application_name": "plangraph"},
                )
            return self._pool


async def _nothing_to_reset(_: Any) -> None:
    """A round trip is saved."""
