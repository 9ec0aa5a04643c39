"""Reads SQLite in one thread with its own connections, and what is short without it: a second thread makes the total
slower.

So more speed comes from more processes.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from time import thread_time
from typing import Any, TypeVar

from plangraph.domain.errors import Unavailable
from plangraph.store.dialects import SQLITE, dialect_of
from plangraph.store.json_sqlite import SqliteWriter
from plangraph.store.pool import KEPT_STATEMENTS
from plangraph.store.pulse import AWAY
from plangraph.store.reads import Failed, Values, text_of, unheard
from plangraph.store.short import Short
from plangraph.store.snapshot import Snapshot
from plangraph.store.statement import Statement
from plangraph.store.typed import Bound, Texts
from plangraph.store.writer import Writer

T = TypeVar("T")

_STOPPED_AGAIN = 0.02  # seconds
_CACHE, _SMALL_CACHE = 65_536, 8_192  # KiB of pages that are not mapped


class SqliteReads:
    """`rooms` is measured on SQLite 3.40, whose parser has a stack of 100."""

    rooms: tuple[int, ...] = (66, 46, 26)

    def __init__(self, path: str) -> None:
        self.dialect = dialect_of(SQLITE)
        self.writer: Writer = SqliteWriter()
        self.noted: Callable[[], None] = unheard
        self._uri = f"{Path(path).resolve().as_uri()}?mode=rw"
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="plangraph-reads")
        self._own: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._running: Event | None = None
        self._texts = Texts(self.dialect)
        self._short = Short(partial(self._opened, _SMALL_CACHE))

    @property
    def in_use(self) -> int:
        return int(self._running is not None)

    async def answer(self, statement: Statement, values: Values) -> bytes:
        bound = statement.bound(values)
        found = self._short.answer(statement, bound)
        if found is None:
            return await self._fetched(None, statement, bound)
        self.noted()
        return text_of(found)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Snapshot]:
        """On a connection of its own, so that what others read meanwhile is not older than it should be.

        It begins with the first statement; nobody waits for its end.
        """
        own: list[sqlite3.Connection] = []
        found = Snapshot(partial(self._fetched, own), partial(self._rows, own), self._texts)
        try:
            yield found
        finally:
            await found.end()
            if own:
                self._thread.submit(self._ended, own[0])

    async def parses(self, statement: Statement) -> bool:
        def explain() -> bool:
            try:
                for one in statement.all():
                    self._connected().execute("explain " + one.text, dict.fromkeys(one.processors))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                    return False
                raise
            return True

        return await self._do(explain)

    async def explained(self, statement: Statement, values: Values) -> list[str]:
        def explain() -> list[str]:
            rows = self._connected().execute("explain query plan " + statement.text, statement.bound(values))
            depth = {0: -1}
            lines = []
            for number, parent, _, text in rows:
                depth[number] = depth[parent] + 1
                lines.append("  " * depth[number] + text)
            return lines

        return await self._do(explain)

    async def close(self) -> None:
        def close() -> None:
            self._short.close()
            for connection in (*self._idle, *([self._own] if self._own else [])):
                connection.close()
            self._own, self._idle = None, []

        await self._do(close)
        self._thread.shutdown()

    async def _fetched(self, own: list[sqlite3.Connection] | None, statement: Statement, bound: Any) -> bytes:
        self.noted()

        def fetch() -> tuple[Any, float]:
            connection = self._connected() if own is None else self._begun(own)
            begun = thread_time()  # what it does itself, however long it waits for the interpreter
            return connection.execute(statement.text, bound).fetchone()[0], thread_time() - begun

        found, seconds = await self._do(fetch, own)
        self._short.took(statement, seconds)
        return text_of(found)

    async def _rows(self, own: list[sqlite3.Connection], bound: Bound) -> Sequence[Any]:
        self.noted()
        return await self._do(lambda: self._begun(own).execute(bound.text, bound.values).fetchall(), own)

    async def _do(self, work: Callable[[], T], own: list[sqlite3.Connection] | None = None) -> T:
        """In the one thread; whoever stops waiting stops the statement, too. `own`: the connection of a snapshot."""
        turn = Event()

        def run() -> T:
            self._running = turn
            try:
                if turn.is_set():
                    raise Failed("nobody waits for it any more")
                return work()
            finally:
                self._running = None

        with sqlite_errors():
            try:
                return await asyncio.get_running_loop().run_in_executor(self._thread, run)
            except asyncio.CancelledError:
                turn.set()
                self._stop(turn, own)
                raise

    def _stop(self, turn: Event, own: list[sqlite3.Connection] | None) -> None:
        """Again and again, since SQLite forgets an interrupt that comes just before the statement begins."""
        running = self._own if own is None else next(iter(own), None)
        if self._running is turn:
            if running is not None:
                running.interrupt()
            asyncio.get_running_loop().call_later(_STOPPED_AGAIN, self._stop, turn, own)

    def _connected(self) -> sqlite3.Connection:
        if self._own is None:
            self._own = self._opened()
        return self._own

    def _begun(self, own: list[sqlite3.Connection]) -> sqlite3.Connection:
        if not own:
            connection = self._idle.pop() if self._idle else self._opened()
            connection.execute("begin")
            own.append(connection)
        return own[0]

    def _ended(self, connection: sqlite3.Connection) -> None:
        connection.execute("rollback")
        self._idle.append(connection)

    def _opened(self, cache: int = _CACHE) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=KEPT_STATEMENTS
        )
        for pragma in ("busy_timeout=10000", "query_only=on", "mmap_size=268435456", f"cache_size=-{cache}"):
            connection.execute(f"pragma {pragma}")
        return connection


@contextmanager
def sqlite_errors() -> Iterator[None]:
    """Mistakes of a statement are one thing, a file that is locked, gone or broken another."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE, sqlite3.SQLITE_MISMATCH):
            raise Failed(str(error)) from error
        raise Unavailable(AWAY) from error
