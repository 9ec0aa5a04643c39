"""The one way to write: one transaction, whose tables are named so that whatever follows a write has one place."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection as Connection
from sqlmodel import SQLModel

from plangraph.store.engine import Database

__all__ = ["Connection", "write"]  # services name the connection through here

T = TypeVar("T")
Work = Callable[[Connection], Awaitable[T]]


async def write(database: Database, work: Work[T], tables: tuple[type[SQLModel], ...]) -> T:
    """Runs `work` in one transaction; what it raises undoes everything. The answer is returned after the commit."""
    assert tables, "say which tables the work writes"  # noqa: S101 (a mistake of ours, found by any test)
    async with database.transaction() as connection:
        done = await work(connection)
    database.versions.update(tables)
    return done
