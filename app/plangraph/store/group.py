"""Group commit for SQLite: writes that come while another commits share the next commit, and its one sync to disk.

    run(work) ─▶ waiting ─▶ one thread: BEGIN IMMEDIATE, each work in a savepoint, COMMIT ─▶ everybody is answered

Nobody is answered before the commit. A work that fails takes back what it did itself and nothing else. Whoever stops
waiting before the group begins is left out; after that the write happens, and nobody hears of it.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Run = Callable[[str, Mapping[str, Any]], sqlite3.Cursor]
"""Runs one statement, with values by name."""
Work = Callable[[Run], T]
MOST = 500
"""Works of one group, so that other transactions of this process get their turn."""


class _Job(Generic[T]):
    __slots__ = ("answer", "failure", "future", "work")

    def __init__(self, work: Work[T], future: "asyncio.Future[T]") -> None:
        self.work, self.future = work, future
        self.answer: T | None = None
        self.failure: BaseException | None = None

    def settle(self, failure: BaseException | None) -> None:
        """`failure`: of the whole group."""
        if self.future.done():
            return
        failure = failure or self.failure
        if failure is None:
            self.future.set_result(self.answer)  # type: ignore[arg-type]  # what the work answered
        else:
            self.future.set_exception(failure)


class Group:
    """`turn` is held while a group runs, so that it and longer transactions of this process do not wait for locks."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], turn: asyncio.Lock) -> None:
        self.noted: Callable[[], None] = lambda: None
        self._connect, self._turn = connect, turn
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="plangraph-writes")
        self._connection: sqlite3.Connection | None = None
        self._waiting: deque[_Job[Any]] = deque()
        self._writer: asyncio.Task[None] | None = None

    @property
    def in_use(self) -> int:
        return int(self._writer is not None)

    async def run(self, work: Work[T]) -> T:
        """What `work` answers, after the commit. Raises what it raises, or what the commit does."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(work, future))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return await future

    async def close(self) -> None:
        """After the writes that wait."""
        if self._writer is not None:
            await self._writer
        if self._connection is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
            self._connection = None
        self._thread.shutdown()

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                async with self._turn:
                    jobs = self._next()
                    try:
                        failure = await loop.run_in_executor(self._thread, self._committed, jobs)
                    except RuntimeError as closed:
                        failure = closed
                for job in jobs:
                    job.settle(failure)
        finally:
            self._writer = None

    def _next(self) -> list[_Job[Any]]:
        found = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        return [job for job in found if not job.future.done()]

    # ---- in the thread
    def _committed(self, jobs: list[_Job[Any]]) -> BaseException | None:
        """What failed for all of them."""
        if not jobs:
            return None
        try:
            if self._connection is None:
                self._connection = self._connect()
            self._transaction(self._connection, jobs)
        except Exception as error:  # noqa: BLE001 (every waiting request is told)
            if self._connection is not None and self._connection.in_transaction:
                self._connection.rollback()
            return error
        return None

    def _transaction(self, connection: sqlite3.Connection, jobs: list[_Job[Any]]) -> None:
        def run(text: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
            self.noted()
            return connection.execute(text, values)

        connection.execute("BEGIN IMMEDIATE")
        for job in jobs:
            connection.execute("SAVEPOINT one")
            try:
                job.answer = job.work(run)
            except Exception as error:
                if not connection.in_transaction:
                    raise  # a full disk and the like: SQLite has taken back everything
                connection.execute("ROLLBACK TO one")
                job.failure = error
            connection.execute("RELEASE one")
        connection.execute("COMMIT")
