"""Answers kept for next time, and given only while they are what would be read now.

    key: document, operation, variables, what the viewer may see
    kept under: the versions of the tables read, as they were before the reading; until the next instant that matters

Versions that are equal now say that nothing was committed to those tables since before the answer was read, so reading
again would give the same bytes. Nothing expires by time alone: an answer lives until a table of its own is written,
until an instant comes at which it changes by itself, or until the room is needed.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import OperationType
from graphql.execution.values import VariableValues

from plangraph.domain.errors import Unavailable
from plangraph.domain.viewer import Viewer
from plangraph.graph.context import Context
from plangraph.graph.execution import Answer, Basis, Execute
from plangraph.graph.kept import Kept
from plangraph.graph.operation import Operation
from plangraph.store.moments import Moment
from plangraph.store.run import Failed
from plangraph.store.versions import Numbers, Versions

HIT, MISS = "hit", "miss"
LARGEST = 8
"""One answer takes no more than this part of the room."""
_OVERHEAD = 1_000
_Key = tuple[str, str | None, str, Any]


@dataclass(frozen=True, slots=True)
class _Entry:
    """`versions` of its tables; an answer that depends on the clock holds from `since` to just before `until`."""

    answer: Answer
    tables: tuple[str, ...]
    versions: tuple[int | None, ...]
    since: datetime | None
    until: datetime | None

    def stands(self, numbers: Numbers, now: datetime) -> bool:
        within = (self.since is None or self.since <= now) and (self.until is None or now < self.until)
        return within and _versions(self.tables, numbers) == self.versions


@dataclass(frozen=True, slots=True)
class _Coming:
    """The first of a column's instants after `since`, while its table has this version."""

    version: int
    since: datetime
    until: datetime | None


class Cache:
    """Stands in the place of `execute`. `count` is told HIT or MISS for each query."""

    def __init__(self, execute: Execute, versions: Versions, most_bytes: int, count: Callable[[str], None]) -> None:
        self.execute, self.versions, self.count = execute, versions, count
        self.kept: Kept[_Key, _Entry] = Kept(most_bytes // _OVERHEAD, most_bytes)
        self._largest = most_bytes // LARGEST
        self._coming: dict[Moment, _Coming] = {}
        self._renewed: dict[_Key, asyncio.Future[None]] = {}

    async def __call__(self, operation: Operation, variables: VariableValues, context: Context) -> Answer:
        if operation.kind is not OperationType.QUERY:
            return await self.execute(operation, variables, context)
        key = _key(operation, variables, context.viewer)
        found = await self._found(key, context.now)
        if found is None and key in self._renewed:
            await asyncio.wait([self._renewed[key]])
            found = await self._found(key, context.now)
        if found is not None:
            self.count(HIT)
            return found
        self.count(MISS)
        async with self._renewing(key):
            before = self.versions.last or await self._numbers()
            answer = await self.execute(operation, variables, context)
            if before is not None and answer.basis is not None:
                await self._keep(key, answer, answer.basis, before, context.now)
        return answer

    async def _found(self, key: _Key, now: datetime) -> Answer | None:
        entry = self.kept.get(key)
        if entry is None:
            return None
        numbers = await self._numbers()
        return entry.answer if numbers is not None and entry.stands(numbers, now) else None

    async def _numbers(self) -> Numbers | None:
        """None when they cannot be read; whether anything else can, reading it will tell."""
        try:
            return await self.versions.fresh()
        except Failed:
            return None

    @asynccontextmanager
    async def _renewing(self, key: _Key) -> AsyncIterator[None]:
        """Others who find the same answer outdated wait for one to read it, once; then they look again."""
        if key in self._renewed or self.kept.get(key) is None:
            yield
            return
        done = self._renewed[key] = asyncio.get_running_loop().create_future()
        try:
            yield
        finally:
            del self._renewed[key]
            done.set_result(None)

    async def _keep(self, key: _Key, answer: Answer, basis: Basis, before: Numbers, now: datetime) -> None:
        """`before`: versions read before the answer was; what is written in between makes the entry useless."""
        if not isinstance(answer.data, bytes) or not basis.tables <= before.keys():
            return
        size = len(answer.data) + len(key[0]) + len(key[2]) + _OVERHEAD
        if size > self._largest:
            return
        try:
            ends = [await self._ends(moment, before, now) for moment in basis.moments]
        except (Failed, Unavailable):
            return
        since, until = now if ends else None, min((end for end in ends if end is not None), default=None)
        tables, kept = tuple(basis.tables), Answer(answer.data, basis=basis, kept=True)
        self.kept.keep(key, _Entry(kept, tables, _versions(tables, before), since, until), size)

    async def _ends(self, moment: Moment, before: Numbers, now: datetime) -> datetime | None:
        """The column's next instant after `now`. Read after `before`, it holds as long as the answer does."""
        version = before[moment[0]]
        known = self._coming.get(moment)
        if known and known.version == version and known.since <= now and (known.until is None or now < known.until):
            return known.until
        until = await self.versions.next_moment(moment, now)
        self._coming[moment] = _Coming(version, now, until)
        return until


def _versions(tables: tuple[str, ...], numbers: Numbers) -> tuple[int | None, ...]:
    return tuple([numbers.get(table) for table in tables])


def _key(operation: Operation, variables: VariableValues, viewer: Viewer) -> _Key:
    """Variables as the client gave them, which is JSON and prints without ambiguity."""
    given = repr([(name, source.value) for name, source in variables.sources.items()])
    return operation.document.text, operation.name, given, (viewer.scope, viewer.account_key)
