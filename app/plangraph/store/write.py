"""The ways to write: one transaction each."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection as Connection

from plangraph.store import group
from plangraph.store.engine import Database, translated
from plangraph.store.pool import Pool

__all__ = ["Connection", "write", "write_quickly"]  # services name the connection through here

T = TypeVar("T")
Work = Callable[[Connection], Awaitable[T]]


async def write(database: Database, work: Work[T]) -> T:
    """Runs `work` in one transaction; what it raises undoes everything. The answer is returned after the commit."""
    async with database.transaction() as connection:
        return await work(connection)


Fetch = Callable[..., Awaitable[Any]]
"""PostgreSQL: runs a statement with its values by position; answers its first row, or None."""


async def write_quickly(
    database: Database,
    postgres: Callable[[Fetch], Awaitable[T]],
    sqlite: group.Work[T],
    *,
    several: bool = False,
) -> T:
    """As `write`, for what is written often: asyncpg on PostgreSQL, a commit shared with others on SQLite.

    `several`: not a single statement, which PostgreSQL commits by itself.
    """
    with translated():
        if isinstance(database.quick, Pool):
            return await _on_postgres(database.quick, postgres, several=several)
        return await database.quick.run(sqlite)


async def _on_postgres(pool: Pool, work: Callable[[Fetch], Awaitable[T]], *, several: bool) -> T:
    connection = await pool.take()

    async def fetch(text: str, *values: Any) -> Any:
        pool.noted()
        return await connection.first(text, values)

    try:
        if several:
            async with connection.transaction():
                done = await work(fetch)
        else:
            done = await work(fetch)
    except BaseException:
        pool.give_back(connection)
        raise
    pool.give_back_well(connection)
    return done
