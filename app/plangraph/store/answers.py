"""Answers kept for next time, and given only while they are what would be read now.

    key: what was asked, and what the viewer may see
    kept under: the versions of the tables read, as they were before the reading; until the next instant that matters

Versions that are equal now say that nothing was committed to those tables since before the answer was read, so reading
again would give the same bytes. Nothing expires by time alone: an answer lives until a table of its own is written,
until an instant comes at which it changes by itself, or until the room is needed.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plangraph.domain.errors import Unavailable
from plangraph.domain.viewer import Viewer
from plangraph.store.basis import Basis
from plangraph.store.kept import Kept
from plangraph.store.moments import Moment
from plangraph.store.reads import Failed
from plangraph.store.versions import Numbers, Versions

HIT, MISS = "hit", "miss"
LARGEST = 8
"""One answer takes no more than this part of the room."""
_OVERHEAD = 1_000


def sight(viewer: Viewer) -> Hashable:
    """Viewers with the same one may see the same."""
    return viewer.scope, viewer.account_key


@dataclass(frozen=True, slots=True)
class _Entry:
    """`versions` of its tables; it holds from `since`, when it was read, to just before `until`."""

    value: Any
    tables: tuple[str, ...]
    versions: tuple[int | None, ...]
    since: datetime
    until: datetime | None

    def stands(self, numbers: Numbers, now: datetime) -> bool:
        within = self.since <= now and (self.until is None or now < self.until)
        return within and _versions(self.tables, numbers) == self.versions


@dataclass(frozen=True, slots=True)
class _Coming:
    """The first of a column's instants after `since`, while its table has this version."""

    version: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer that is being read anew. `before`: the versions as they were before; None: they could not be read."""

    _answers: "KeptAnswers"
    _key: Hashable
    _before: Numbers | None
    _now: datetime

    async def keep(self, value: Any, size: int, basis: Basis | None, ends: datetime | None = None) -> None:
        """`size`: bytes of the value and its key. `basis`: None for what must not be kept.

        `ends`: an instant after now, if there is one, at which the answer changes beside those of its basis.
        """
        if self._before is not None and basis is not None:
            await self._answers.keep(self._key, value, size, basis, self._before, self._now, ends)


class KeptAnswers:
    """For each key `find`, and if there is none, `reading`. `count` is told HIT or MISS by each `find`."""

    def __init__(self, versions: Versions, most_bytes: int, count: Callable[[str], None]) -> None:
        self.versions, self.count = versions, count
        self.kept: Kept[Hashable, _Entry] = Kept(most_bytes // _OVERHEAD, most_bytes)
        self._largest = most_bytes // LARGEST
        self._coming: dict[Moment, _Coming] = {}
        self._renewed: dict[Hashable, asyncio.Future[None]] = {}

    async def find(self, key: Hashable, now: datetime) -> Any:
        """The value that was kept, if it is what would be read now; else None. Raises Unavailable."""
        found = await self._found(key, now)
        if found is None and key in self._renewed:
            await asyncio.wait([self._renewed[key]])
            found = await self._found(key, now)
        self.count(MISS if found is None else HIT)
        return found

    @asynccontextmanager
    async def reading(self, key: Hashable, now: datetime) -> AsyncIterator[Reading]:
        """Others who find the same answer outdated wait for one to read it, once; then they look again."""
        first = key not in self._renewed and self.kept.get(key) is not None
        if first:
            done = self._renewed[key] = asyncio.get_running_loop().create_future()
        try:
            yield Reading(self, key, self.versions.last or await self._numbers(), now)
        finally:
            if first:
                del self._renewed[key]
                done.set_result(None)

    async def keep(
        self,
        key: Hashable,
        value: Any,
        size: int,
        basis: Basis,
        before: Numbers,
        now: datetime,
        ends: datetime | None,
    ) -> None:
        """`before`: versions read before the answer was; what is written in between makes the entry useless."""
        size += _OVERHEAD
        if size > self._largest or not basis.tables <= before.keys():
            return
        try:
            instants = [await self._next(moment, before, now) for moment in basis.moments]
        except (Failed, Unavailable):
            return
        until = min((instant for instant in (*instants, ends) if instant is not None), default=None)
        tables = tuple(basis.tables)
        self.kept.keep(key, _Entry(value, tables, _versions(tables, before), now, until), size)

    async def _found(self, key: Hashable, now: datetime) -> Any:
        entry = self.kept.get(key)
        if entry is None:
            return None
        numbers = await self._numbers()
        return entry.value if numbers is not None and entry.stands(numbers, now) else None

    async def _numbers(self) -> Numbers | None:
        """None when they cannot be read; whether anything else can, reading it will tell."""
        try:
            return await self.versions.fresh()
        except Failed:
            return None

    async def _next(self, moment: Moment, before: Numbers, now: datetime) -> datetime | None:
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
