"""Statements that all see the same data, on one connection that runs one at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Executable

from plangraph.store.deadline import obeyed
from plangraph.store.moments import Moment
from plangraph.store.statement import Statement
from plangraph.store.tables.data_version import VERSION
from plangraph.store.triggers import versions_of
from plangraph.store.typed import Bound, Texts

Fetch = Callable[[Statement, Any], Awaitable[bytes]]
"""Takes the values as the statement's driver does."""


class Snapshot:
    """Whoever asks while a statement runs waits for a turn. Raises Failed, Unavailable or Timeout.

    `tables`: those that rows were read of; `moments`: the columns that now was compared with, None when it was used in
    another way.
    """

    def __init__(self, fetch: Fetch, fetch_rows: Callable[[Bound], Awaitable[Sequence[Any]]], texts: Texts) -> None:
        self.tables: set[str] = set()
        self.moments: set[Moment] | None = set()
        self._fetch, self._fetch_rows, self._texts = fetch, fetch_rows, texts
        self._turn = asyncio.Lock()
        self._over = False

    async def __call__(self, statement: Statement, values: Mapping[str, Any]) -> bytes:
        async with self._taken():
            return await self._fetch(statement, statement.bound(values))

    async def rows(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """As a database answers them; ended by the deadline, since tasks that batch reads are nobody's children."""
        bound = self._texts.bound(statement, values)
        self.tables |= {*bound.tables}
        self.moments = None if self.moments is None or bound.moments is None else self.moments | {*bound.moments}
        async with obeyed(), self._taken():
            found = await self._fetch_rows(bound)
        return bound.rows(found)

    async def version(self, tables: Sequence[str]) -> int:
        """Equal ones say that none of the tables was written in between. To ask for it counts as reading them."""
        self.tables |= {*tables}
        bound = self._texts.bound(VERSION, {"tables": versions_of(tables)})
        async with obeyed(), self._taken():
            ((found,),) = await self._fetch_rows(bound)
        return int(found)

    async def end(self) -> None:
        """Waits for the statement of a task that nobody waits for any more; it gets no other."""
        self._over = True
        async with self._turn:
            pass

    @asynccontextmanager
    async def _taken(self) -> AsyncIterator[None]:
        async with self._turn:
            if self._over:
                raise RuntimeError("the snapshot is over")
            yield
