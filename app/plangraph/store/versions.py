"""The versions of all tables, as they are at some moment after they were asked for: one small statement.

Readers who ask while it runs share the next one, so many at once cost as much as a few.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import orjson

from plangraph.domain.errors import Unavailable
from plangraph.store.deadline import Alarms
from plangraph.store.engine import Database
from plangraph.store.moments import Moment, next_moment
from plangraph.store.open import open_reads
from plangraph.store.reads import Failed, Reads
from plangraph.store.statement import Statement, prepared
from plangraph.store.triggers import TOGETHER

_VERSIONS = """\
select convert_to(json_object_agg(table_name, n)::text, 'UTF8')
from (select table_name, sum(n) as n from data_version group by table_name) as version"""
_PATIENCE = 2.0
Numbers = Mapping[str, int]


class Versions:
    """`last`: the versions as they were read last, at whatever moment; None before that.

    A number only grows, by one for each committed transaction that wrote to the table, at the moment at which what
    it wrote is seen. Two equal numbers: nothing that could be read from the table has changed in between.
    """

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.last: Numbers | None = None
        self._next: asyncio.Future[Numbers] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._patience = Alarms(_PATIENCE)
        self._moments: dict[Moment, Statement] = {}

    async def fresh(self) -> Numbers:
        """Raises Failed or Unavailable."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
            if self._reading is None:
                self._reading = asyncio.create_task(self._read_for_all())
        return await asyncio.shield(self._next)  # whoever stops waiting does not stop the others

    async def next_moment(self, moment: Moment, now: datetime) -> datetime | None:
        """The column's first value after `now`. Raises Failed or Unavailable."""
        reads = self.reads
        statement = self._moments.get(moment)
        if statement is None:
            statement = self._moments[moment] = prepared(reads.dialect, next_moment(reads.writer, moment))
        (found,) = orjson.loads(await reads.answer(statement, {"now": now}))
        return None if found is None else datetime.fromisoformat(found)

    async def close(self) -> None:
        await self.reads.close()

    async def _read_for_all(self) -> None:
        while self._next is not None:
            await asyncio.sleep(0)  # who has sent a request by now need not wait for the reading after this one
            asked, self._next = self._next, None
            try:
                self.last = await self._read()
                asked.set_result(self.last)
            except Exception as error:  # noqa: BLE001 (whoever asked is told)
                asked.set_exception(error)
                asked.exception()  # perhaps nobody waits any longer
        self._reading = None

    async def _read(self) -> Numbers:
        try:
            with self._patience():
                found = orjson.loads(await self.reads.answer(_STATEMENT, {}))
        except TimeoutError as error:
            raise Unavailable("The database does not answer; try again shortly.") from error
        return _of_each(found)


def _of_each(found: Mapping[str, int]) -> Numbers:
    """With the tables that move the version of another; in a database that is not migrated yet, they have their own."""
    return {**{table: found[moved] for table, moved in TOGETHER.items()}, **found}


_STATEMENT = Statement(_VERSIONS, (), {}, {}, (), frozenset({"data_version"}), frozenset())


class SqliteVersions(Versions):
    """Read at once, without a turn in the thread that reads data: that would take longer than the reading.

    SQLite itself tells whether anybody has committed since; so most of the time nothing is read at all.
    """

    def __init__(self, reads: Reads, path: str) -> None:
        super().__init__(reads)
        self._uri = f"{Path(path).resolve().as_uri()}?mode=rw"
        self._connection: sqlite3.Connection | None = None
        self._commits: int | None = None

    async def fresh(self) -> Numbers:
        try:
            return self._fresh()
        except sqlite3.Error:
            self._forget()
            raise Failed("the versions could not be read at once") from None

    def _fresh(self) -> Numbers:
        if self._connection is None:
            self._connection = sqlite3.connect(self._uri, uri=True, isolation_level=None, timeout=0)
            self._connection.execute("pragma query_only=on")
        (commits,) = self._connection.execute("pragma data_version").fetchone()
        if self.last is None or commits != self._commits:
            numbers = self._connection.execute("select table_name, sum(n) from data_version group by table_name")
            self.last = _of_each(dict(numbers))
            self._commits = commits
        return self.last

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._commits = None

    async def close(self) -> None:
        self._forget()
        await super().close()


def open_versions(database: Database) -> Versions:
    """On a connection of its own, so that it never waits for long statements; connected when first used."""
    reads = open_reads(database, 1)
    if database.dialect == "sqlite":
        return SqliteVersions(reads, database.reader.url.database or "")
    return Versions(reads)
