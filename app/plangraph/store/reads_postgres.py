"""Reads PostgreSQL by asyncpg's own connections, since the layers above them cost more than a short query."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import asyncpg

from plangraph.domain.errors import Timeout, Unavailable
from plangraph.store.deadline import TOO_LONG
from plangraph.store.dialects import POSTGRES, dialect_of
from plangraph.store.json_postgres import PostgresWriter
from plangraph.store.pool import Pool
from plangraph.store.pulse import AWAY
from plangraph.store.reads import Failed, Values, text_of, unheard
from plangraph.store.snapshot import Snapshot
from plangraph.store.statement import Statement
from plangraph.store.turns import Turns
from plangraph.store.typed import Bound, Texts
from plangraph.store.writer import Writer


class PostgresReads:
    rooms: tuple[int, ...] = ()

    def __init__(self, pool: Pool) -> None:
        self.dialect = dialect_of(POSTGRES)
        self.writer: Writer = PostgresWriter()
        self.noted: Callable[[], None] = unheard
        self._pool, self._turns, self._texts = pool, Turns(), Texts(self.dialect)

    @property
    def in_use(self) -> int:
        return self._pool.in_use

    async def answer(self, statement: Statement, values: Values) -> bytes:
        bound = statement.bound(values)
        try:
            connection = self._pool.at_once()
            if connection is None and self._pool.crowded:
                key = statement, *[tuple(v) if isinstance(v, list) else v for v in bound]
                return await self._turns.read(key, self._pool.take, partial(self._read, statement, bound))
            return await self._read(statement, bound, connection or await self._pool.take())
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
            found = await connection.first(statement.text, bound)
        except BaseException:
            self._pool.give_back(connection)
            raise
        self._pool.give_back_well(connection)
        return text_of(found and found[0])

    async def _fetched(self, connection: Any, statement: Statement, bound: Any) -> bytes:
        self.noted()
        found = await connection.first(statement.text, bound)
        return text_of(found and found[0])

    async def _rows(self, connection: Any, bound: Bound) -> Sequence[Any]:
        self.noted()
        found: Sequence[Any] = await connection.fetch(bound.text, *bound.values)
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
